"""Two runs with the same seed and the same requests at the same appliance times are equal, byte for byte."""

from appliance import Appliance, url

FLAGS = ["--seed", "42", "--clock-start", "2026-03-02T08:00:00Z", "--clock-rate", "0", "--external-url",
         "https://support.example.com"]
DAY = "2026-03-02"


def told():
    """Everything that one run says."""
    said = []
    with Appliance(*FLAGS) as appliance:
        def get(path, **parameters):
            # A token of its own for each request: they last an hour, and are no part of what is compared.
            answer = appliance.session(appliance.token()).get(url(path), params=parameters, timeout=60)
            assert answer.status_code == 200, answer.text
            said.append((path, parameters, answer.content))

        appliance.advance(600)
        get("/api/command", action="generate_session_key", type="support", queue_id="team:1")
        get("/api/start_session", short_key="1234567", **{"customer.name": "Grace"})
        appliance.advance(3600)
        get("/api/command", action="get_logged_in_reps")
        get("/api/command", action="get_support_teams", showmembers="1")
        get("/api/reporting", generate_report="SupportSession", start_date=DAY, duration="0")
        get("/api/reporting", generate_report="SupportSessionListing", start_date=DAY, duration="0")
        get("/api/reporting", generate_report="ArchiveListing", date=DAY)
        for index in (1, 2):
            get("/api/reporting", generate_report="Archive", type="state", date=DAY, index=index)
        for index in range(1, 7):
            get("/api/reporting", generate_report="Archive", type="event", date=DAY, index=index)
        said.append(("state", {}, repr(appliance.control("GET", "state")).encode()))
    return said


first, second = told(), told()
assert len(first) == len(second)
for (path, parameters, one), (_, _, other) in zip(first, second):
    assert one == other, f"{path} {parameters} differs: {one[:300]!r} and {other[:300]!r}"
sessions = next(body for _, p, body in first if p.get("generate_report") == "SupportSession").count(b"<session ")
assert sessions > 10, f"the simulation made only {sessions} sessions"
print(f"{len(first)} answers are equal, with {sessions} sessions in the report")
