"""The main job, as a stranger does it: a token, a command, a session by a generated key, the session on the live
stream, its end, the report, and the event archive that leads from one state archive to the next."""

import gzip
import json
import sys
import xml.etree.ElementTree as ElementTree

from appliance import Appliance, url
from stream import Integration, session_row

NAMESPACES = {
    "1.15.1": "https://www.bomgar.com/namespaces/API",
    "1.16.0": "https://www.bomgar.com/namespaces/API",
    "1.21.1": "https://www.beyondtrust.com/namespaces/API",
}
START = "2026-03-02T10:00:00Z"


def document(answer, namespace, root):
    """The parsed answer, after its form was checked; element names without their namespace."""
    assert answer.status_code == 200, (answer.status_code, answer.text)
    assert answer.headers["Content-Type"] == "text/xml; charset=UTF-8"
    assert answer.headers["Connection"] == "close"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n\n<'), answer.content[:60]
    tree = ElementTree.fromstring(answer.content)
    assert tree.tag == f"{{{namespace}}}{root}", (tree.tag, answer.text)
    for element in tree.iter():
        element.tag = element.tag.split("}")[1]
    assert tree.find("error") is None, answer.text
    return tree


def apply(tables, line):
    """Replays one line of an event archive."""
    event = json.loads(line)
    kind = event["type"]
    if kind == "truncate_model":
        tables.clear()
    elif kind == "model_insert":
        for table, rows in event["data"].items():
            tables.setdefault(table, {}).update(rows)
    elif kind == "model_update":
        for table, rows in event["data"].items():
            for row_id, fields in rows.items():
                tables[table][row_id].update(fields)
    elif kind == "model_delete":
        for table, ids in event["data"].items():
            for row_id in ids:
                del tables[table][row_id]
    else:
        assert kind == "session_event", kind


def archive(get, kind, index):
    answer = get("/api/reporting", generate_report="Archive", type=kind, date="2026-03-02", index=index)
    assert answer.status_code == 200 and answer.content[:2] == b"\x1f\x8b", answer.text[:300]
    return gzip.decompress(answer.content).decode()


def main_job(version):
    namespace = NAMESPACES[version]
    with Appliance(
        "--api-version", version, "--clock-start", START, "--clock-rate", "0", "--simulation", "off"
    ) as appliance:
        token = appliance.token()

        def get(path, **parameters):
            return appliance.session(token).get(url(path), params=parameters, timeout=30)

        info = document(get("/api/command", action="get_api_info"), f"{namespace}/command", "api_information")
        assert info.findtext("api_version") == version
        assert info.findtext("company_name") == "example"
        assert info.find("permissions/permission[@name='perm_command']").text == "full_access"

        integration = Integration(appliance, version, token)
        integration.follow(lambda tables: tables.get("queue"), "the full copy")

        key = document(
            get(
                "/api/command", action="generate_session_key", type="support", queue_id="team:1", ttl="3600",
                **{"session.custom.external_key": "TICKET-7", "session.priority": "1"},
            ),
            f"{namespace}/command", "session_key",
        )
        short_key = key.findtext("short_key")
        assert len(short_key) == 7 and key.findtext("external_key") == "TICKET-7"

        started = appliance.session().get(
            url("/api/start_session"), params={"short_key": short_key, "customer.name": "Ada Lovelace"}, timeout=30)
        assert started.status_code == 200, started.text

        def arrived(tables):
            rows = tables.get("support_session", {}).items()
            return next((item for item in rows if item[1]["customer_name"] == "Ada Lovelace"), None)

        row_id, row = integration.follow(arrived, "the session's insert")
        assert row["start_method"] == "session_key" and row["priority"] == 1, row
        assert integration.tables["queue"][row["queue_id"]]["support_team_id"] == "1"
        lsid = row["lsid"]
        integration.follow(
            lambda tables: any(
                client["support_session_id"] == row_id for client in tables.get("customer_client", {}).values()),
            "the customer's client")
        attributes = integration.tables["support_session_attribute"].values()
        assert any(a["support_session_id"] == row_id and a["value"] == "TICKET-7" for a in attributes)

        appliance.advance(90)
        appliance.control("POST", f"sessions/{lsid}/accept", {"representative": 1})
        appliance.control("POST", f"sessions/{lsid}/chat", {"from": "customer", "body": "It is <broken> & sad"})
        appliance.advance(60)
        appliance.control("POST", f"sessions/{lsid}/end", {})
        integration.follow(lambda tables: session_row(tables, lsid) is None, "the session's end")
        stream_view = appliance.control("GET", "state?view=stream")
        assert {t: rows for t, rows in integration.tables.items() if rows} == {
            t: rows for t, rows in stream_view.items() if rows}
        integration.close()

        listing = document(
            get("/api/reporting", generate_report="SupportSessionListing", start_date="2026-03-02", duration="0"),
            f"{namespace}/reporting", "session_summary_list")
        assert any(s.get("lsid") == lsid and s.get("external_key") == "TICKET-7" for s in listing)

        report = document(
            get("/api/reporting", generate_report="SupportSession", lsid=lsid), f"{namespace}/reporting",
            "session_list")
        [session] = report.findall("session")
        assert session.get("lsid") == lsid
        assert session.findtext("external_key") == "TICKET-7"
        assert session.findtext("duration") == "00:02:30"
        assert session.findtext("primary_customer") == "Ada Lovelace"
        assert session.find("primary_rep").get("id") == "1"
        events = session.findall("session_details/event")
        assert events[0].get("event_type") == "Session Start" and events[-1].get("event_type") == "Session End"
        assert "It is <broken> & sad" in [event.findtext("body") for event in events]

        appliance.advance(3000)
        archives = document(
            get("/api/reporting", generate_report="ArchiveListing", date="2026-03-02"), f"{namespace}/reporting",
            "archives")
        states = archives.findall("state_archive")
        assert [s.findtext("index") for s in states] == ["1", "2"], [s.findtext("index") for s in states]
        before, after = states[0], states[1]
        tables = {t: rows or {} for t, rows in json.loads(archive(get, "state", 1)).items()}
        lines = []
        for index in range(
            int(before.findtext("event_archive_index")), int(after.findtext("event_archive_index"))
        ):
            lines += archive(get, "event", index).splitlines()
        chat = [json.loads(line) for line in lines if '"session_event"' in line]
        assert any(e["lsid"] == lsid and e["name"] == "chat_message" for e in chat), chat
        assert any(lsid in line and '"model_insert"' in line for line in lines)
        for line in lines:
            apply(tables, line)
        wanted = {t: rows or {} for t, rows in json.loads(archive(get, "state", 2)).items()}
        assert {t: r for t, r in tables.items() if r} == {t: r for t, r in wanted.items() if r}


for version in sys.argv[1:] or NAMESPACES:
    main_job(version)
    print(f"{version}: the main job runs")
