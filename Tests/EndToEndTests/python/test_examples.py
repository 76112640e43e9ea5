"""Every query that the guides print, in its version and in the guides' order, from a fresh start of the example data.

An <error> in an answer is a failure. What must be refused, and what is not there yet, is listed here with the reason.
"""

import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from appliance import Appliance, CLIENT_ID, CLIENT_SECRET, basic, url
from expectations import Expectations

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
VERSIONS = ("1.15.1", "1.16.0", "1.21.1")
# The guides' reports are of this day.
DAY = "2016-10-01T00:00:00Z"
# When the archive with the printed index 50 has been made: 08:20 and the ten minutes that it tells of, and a delay.
ARCHIVES = 9 * 3600
# Longer than a synchronisation of the example data.
SYNCHRONISED = 120


def examples(version):
    return (EXAMPLES / f"{version}.txt").read_text().split()


def run(version):
    """Asks for everything; returns a sentence for each wrong answer."""
    problems = []
    with Appliance("--api-version", version, "--clock-start", DAY, "--clock-rate", "0") as appliance:
        expectations = Expectations(appliance, version)
        session = appliance.session(appliance.token())
        is_late = False
        for example in examples(version):
            if "/api/reporting?" in example and not is_late:
                appliance.advance(ARCHIVES)
                is_late = True
                # An hour of a token has passed.
                session = appliance.session(appliance.token())
            try:
                expectations.check(example, ask(session, example))
            except AssertionError as problem:
                problems.append(f"{version} {example}: {problem}")
            if parse_qs(urlsplit(example).query).get("data_sync_first") == ["1"]:
                appliance.advance(SYNCHRONISED)
    return problems


def ask(session, example):
    if example == "/oauth2/token":
        return session.post(
            url(example), data={"grant_type": "client_credentials"},
            headers={"Authorization": "Basic " + basic(CLIENT_ID, CLIENT_SECRET)}, timeout=60)
    return session.get(url(example), timeout=60, allow_redirects=False)


if __name__ == "__main__":
    found = [problem for version in VERSIONS for problem in run(version)]
    print("\n".join(found))
    sys.exit(1 if found else 0)
