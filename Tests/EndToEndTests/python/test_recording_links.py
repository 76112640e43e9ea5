"""The links to recordings in event archives: the public site of the session and the port, or what --external-url says."""

import gzip
import json
import re
import xml.etree.ElementTree as ElementTree

from appliance import HOST, Appliance, url

LINK = re.compile(
    r"(?P<base>https?://[^/]+)(?P<path>/session_download\?lsid=l%3D(?P<lsid>[0-9a-f]{32})"
    r"%3Bh%3D(?P<hash>[0-9a-f]{40})%3Bt%3D(?:sd|pd)%3Bm%3D(?P<word>\w+)(?:%3Bi%3D(?P<instance>\d+))?"
    r"&dl_action=(?P=word))(?P<view>&view=1)?"
)
FLAGS = ("--simulation", "off", "--clock-rate", "0", "--clock-start", "2016-10-01T00:00:00Z")


def record(appliance, lsid, representative):
    """A session with each kind of recording; answers its representative."""
    appliance.control("POST", f"sessions/{lsid}/accept", {"representative": representative})
    for event in ("screen_recording", "command_shell_session_started", "show_my_screen_recording"):
        appliance.control("POST", f"sessions/{lsid}/event", {"event": event, "by": representative, "data": {}})


def told(appliance):
    """The session events of the first event archive, by LSID and name."""
    appliance.advance(1200)
    answer = appliance.session(appliance.token()).get(
        url("/api/reporting"),
        params={"generate_report": "Archive", "type": "event", "date": "2016-10-01", "index": 1},
        timeout=60,
    )
    events = map(json.loads, gzip.decompress(answer.content).decode().splitlines())
    return {(e["lsid"], e["name"]): e["data"] for e in events if e["type"] == "session_event"}


def run_with(*flags, bases):
    with Appliance(*FLAGS, *flags) as appliance:
        lsids = {}
        for host in bases(appliance):
            session = appliance.control("POST", "sessions", {"queue": "general", "hostname": host})
            lsids[host] = session["lsid"]
            record(appliance, session["lsid"], 12)
        presentation = appliance.control("POST", "presentations", {"name": "Demo", "representative": 12})["lsid"]
        appliance.control("POST", f"presentations/{presentation}/present", {"representative": 12})
        appliance.control(
            "POST", f"presentations/{presentation}/event",
            {"representative": 12, "event": "screen_recording", "data": {}},
        )
        events = told(appliance)
        expected = {"screen_recording": None, "command_shell_session_started": "0", "show_my_screen_recording": "0"}
        for host, base in bases(appliance).items():
            for name, instance in expected.items():
                data = events[lsids[host], name]
                assert data["representative_id"] == 12, data
                link = LINK.fullmatch(data["download_url"])
                assert link and link["base"] == base, (data, base)
                assert (link["lsid"], link["instance"], link["view"]) == (lsids[host], instance, None), data
                assert data["view_url"] == data["download_url"] + "&view=1", data
        shown = events[presentation, "screen_recording"]
        session = appliance.session(appliance.token())
        health = session.get(url("/api/command"), params={"action": "check_health"}, timeout=60).content
        assert set(shown) == {"presenter_id", "download_url", "view_url", "appliance_guid"}, shown
        assert shown["presenter_id"] == 12
        ids = [e.get("id") for e in ElementTree.fromstring(health).iter() if e.tag.endswith("appliance")]
        assert ids == [shown["appliance_guid"]], (ids, shown)
        # The hash is what authorises; the appliance has told of the recording, so that it is there.
        path = LINK.fullmatch(shown["download_url"])["path"]
        link = LINK.fullmatch(shown["download_url"])
        wrong = path.replace(link["hash"], "0" * 40)
        assert [appliance.session().get(url(p), timeout=60).status_code for p in (path, wrong)] == [200, 403]
        assert appliance.stop() == 0


run_with(
    bases=lambda appliance: {
        host: f"https://{host}:{appliance.port}" for host in (HOST, "remote.example.com")
    }
)
run_with(
    "--external-url", "http://lab.test:8080",
    bases=lambda appliance: {HOST: "http://lab.test:8080", "remote.example.com": "http://lab.test:8080"},
)
print("the links of recordings name the right place")
