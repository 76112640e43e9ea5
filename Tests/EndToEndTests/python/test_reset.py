"""A reset leads back to the world of the first start, whatever a test has done to it."""

import hashlib

import sentences
from appliance import Appliance, url
from stream import Integration

DAY = "2026-03-02"
FLAGS = ["--clock-start", DAY + "T10:07:00Z", "--clock-rate", "0"]


def world(appliance):
    """What can be seen after three hours, byte for byte."""
    appliance.advance(3 * 3600)
    session = appliance.session(appliance.token())

    def report(**parameters):
        return session.get(url("/api/reporting"), params=parameters, timeout=60).content

    seen = {name: appliance.control("GET", name) for name in ("clock", "settings", "accounts", "simulation", "state")}
    seen["sessions"] = report(generate_report="SupportSession", start_date="2026-02-01", duration=0)
    seen["archives"] = report(generate_report="ArchiveListing", date=DAY)
    for kind, count in (("event", 18), ("state", 6)):
        for index in range(1, count + 1):
            file = report(generate_report="Archive", type=kind, date=DAY, index=index)
            assert file[:2] == b"\x1f\x8b", (kind, index, file)
            seen[f"{kind} {index}"] = hashlib.sha256(file).hexdigest()
    return seen


def test_reset():
    """after a reset everything happens again as after the start, settings and the simulation's rates included"""
    with Appliance(*FLAGS) as appliance:
        first = world(appliance)
        appliance.control("PATCH", "settings", {"archive_delay": 5})
        appliance.control("POST", "accounts", {"name": "of a test"}, status=201)
        appliance.control("PUT", "simulation", {"running": False, "arrivals_per_hour": 400})
        appliance.advance(700)
        appliance.control("POST", "sessions", {"queue": "general"}, status=201)
        appliance.control("POST", "reset", {})
        again = world(appliance)
        assert [name for name in first if first[name] != again[name]] == []


def test_stream():
    """an open stream gets one truncate_model, then the fresh model"""
    with Appliance(*FLAGS, "--simulation", "off") as appliance:
        integration = Integration(appliance, "1.21.1", appliance.token())
        lsid = appliance.control("POST", "sessions", {"queue": "general"}, status=201)["lsid"]
        integration.follow(
            lambda tables: any(row["lsid"] == lsid for row in tables.get("support_session", {}).values()),
            "the session's insert")
        appliance.control("POST", "reset", {})
        while integration.step()["type"] != "truncate_model":
            pass
        fresh = {table: rows for table, rows in appliance.control("GET", "state?view=stream").items() if rows}

        def is_fresh(tables):
            return {table: rows for table, rows in tables.items() if rows} == fresh

        integration.follow(is_fresh, "the fresh model")
        integration.close()


if __name__ == "__main__":
    sentences.main(globals())
