"""What remains over a clean restart, and what does not."""

import tempfile
import xml.etree.ElementTree as ElementTree

from appliance import Appliance, run, url

FLAGS = ["--clock-rate", "0", "--simulation", "off"]


def report(appliance, token, lsid):
    answer = appliance.session(token).get(
        url("/api/reporting"), params={"generate_report": "SupportSession", "lsid": lsid}, timeout=30)
    return ElementTree.fromstring(answer.content)[0]


def text(session, name):
    return next((e.text for e in session if e.tag.endswith("}" + name)), None)


with tempfile.TemporaryDirectory() as data:
    with Appliance(*FLAGS, "--clock-start", "2026-03-02T10:00:00Z", data=data) as appliance:
        token = appliance.token()
        running = appliance.control("POST", "sessions", {"queue": "team:1"}, status=201)["lsid"]
        ended = appliance.control("POST", "sessions", {"queue": "team:1"}, status=201)["lsid"]
        appliance.advance(60)
        appliance.control("POST", f"sessions/{ended}/end", {})
        appliance.control("PATCH", "settings", {"integration_limit": 7})
        assert appliance.stop() == 0
    earlier = run("serve", "--data", data, "--port", "0", "--control-port", "0", "--clock-start",
                  "2026-03-02T09:00:00Z", "--clock-rate", "0")
    assert earlier.returncode == 2 and "clock" in earlier.stderr, (earlier.returncode, earlier.stderr)
    with Appliance(*FLAGS, "--clock-start", "2026-03-02T10:05:00Z", data=data) as appliance:
        state = appliance.control("GET", "state")
        alive = {row["lsid"] for row in (state["support_session"] or {}).values()}
        assert running not in alive and ended not in alive
        assert "c69a8e10bea9428f816cfababe9815fe" in alive, "a session of the seed data is active again"
        assert appliance.control("GET", "settings")["integration_limit"] == 7
        closed = report(appliance, token, running)
        assert text(closed, "end_time") is None, "a session that closed abnormally has no end"
        assert text(report(appliance, token, ended), "end_time") == "2026-03-02T10:01:00+00:00"
        seeded = report(appliance, token, "da4b510978a541d49398e88c66e28475")
        stays = [event.get("event_type").removeprefix("Conference Member ")
                 for event in seeded.iter(seeded.tag.replace("session", "event"))
                 if event.get("event_type") in ("Conference Member Added", "Conference Member Departed")
                 and any(e.tag.endswith("}destination") and e.get("type") == "representative" for e in event)]
        assert stays == ["Added", "Departed", "Added"], f"the owner departed with the process: {stays}"
        numbers = {e.get("gsnumber") for e in seeded.iter(seeded.tag.replace("session", "representative"))}
        assert len(numbers) == 2, "each login has a number of its own, and a place in the list"
        appliance.control("POST", "reset", {})
        assert appliance.control("GET", "settings")["integration_limit"] == 30
        assert appliance.session(token).get(
            url("/api/command"), params={"action": "get_api_info"}, timeout=30).status_code == 200
        listing = appliance.session(token).get(
            url("/api/reporting"), params={"generate_report": "SupportSession", "lsid": ended}, timeout=30)
        assert ended not in listing.text, "a reset forgets the history"
        assert appliance.stop() == 0
with tempfile.TemporaryDirectory() as data:
    with Appliance(*FLAGS, "--clock-start", "2026-03-02T10:01:00Z", data=data) as appliance:
        appliance.advance(120)
        assert appliance.stop() == 0
    seen = run("serve", "--data", data, "--port", "0", "--control-port", "0", "--clock-start",
               "2026-03-02T10:02:00Z", "--clock-rate", "0")
    assert seen.returncode == 2, "clients have seen 10:03, though nothing happened then"
print("a restart keeps what it should")
