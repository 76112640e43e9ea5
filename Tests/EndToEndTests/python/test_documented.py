"""Every documented parameter, value, limit and error of an API, called in every version that has it.

A file of ../calls lists calls: `base` is carried out, then once more with each value of each parameter under `each`; what
stands under `errors` must be refused with the sentence that docs/inventory/answers.yaml has for it. `legacy: true` calls
with user name and password in place of a token.
"""

import html
import re
import sys
from pathlib import Path

import yaml

from appliance import Appliance, url

TESTS = Path(__file__).resolve().parent.parent
ANSWERS = yaml.load((TESTS.parent.parent / "docs" / "inventory" / "answers.yaml").read_text(), yaml.BaseLoader)
VERSIONS = ("1.15.1", "1.16.0", "1.21.1")
SESSION = "c69a8e10bea9428f816cfababe9815fe"
# Longer than a synchronisation of the example data.
SYNCHRONISED = 120


class Caller:
    """Makes the calls of a file to an appliance of one version."""

    def __init__(self, appliance, file):
        self.appliance, self.api, self.path = appliance, file["api"], file["path"]
        self.session = appliance.session(appliance.token())
        self.problems = []
        self.words = self._words()

    def _words(self):
        """What capital words in a file stand for."""
        key = {"action": "generate_session_key", "type": "support", "queue_id": "team:1"}
        keys = [self._key(key), self._key({**key, "ttl": "1"})]
        self.appliance.advance(2)
        return {
            "SESSION": SESSION, "OTHER": "da4b510978a541d49398e88c66e28475",
            "ACCESS_KEY": keys[0][1], "EXPIRED_KEY": keys[1][0], "EXPIRED_ACCESS_KEY": keys[1][1],
        }

    def _key(self, query):
        text = self.session.get(url("/api/command"), params=query, timeout=60).text
        return re.search(r"<short_key>(\d+)", text)[1], re.search(r"\?ak=([0-9a-f]+)", text)[1]

    def run(self, entry):
        base = entry.get("base", {})
        if "base" in entry:
            self.expect(entry, base)
        for name, values in entry.get("each", {}).items():
            for value in values:
                self.expect(entry, {**base, name: value})
        for error in entry.get("errors", []):
            self.refuse(entry, error)
        if "data_sync_first" in base:
            self.appliance.advance(SYNCHRONISED)

    def ask(self, entry, parameters):
        sent = {name: self.word(value) for name, value in parameters.items()}
        session = self.appliance.session() if entry.get("legacy") else self.session
        if entry.get("method") == "POST":
            return session.post(url(entry.get("path", self.path)), data=sent, timeout=60, allow_redirects=False)
        return session.get(url(entry.get("path", self.path)), params=sent, timeout=60, allow_redirects=False)

    def word(self, value):
        if isinstance(value, dict) and "numbers" in value:
            return ",".join(map(str, range(101, 101 + value["numbers"])))
        if isinstance(value, dict) and "bytes_in_all" in value:
            return "🙂" * (value["bytes_in_all"] // 4)
        if isinstance(value, dict):
            size, unit = value["longer_than"].split()
            return ("é" * (int(size) // 2 + 1)) if unit == "bytes" else "x" * (int(size) + 1)
        return self.words.get(value, str(value))

    def expect(self, entry, parameters):
        answer = self.ask(entry, parameters)
        if answer.status_code not in (200, 302, 303) or "<error" in answer.text:
            self.problems.append(f"{entry['operation']} {parameters}: {answer.status_code} {answer.text[-300:]}")

    def refuse(self, entry, error):
        common = next((one for name, one in ANSWERS[self.api].items() if name.startswith("any ")), {})
        own = ANSWERS[self.api].get(entry["operation"], {})
        says = {**common.get("ours", {}), **common.get("errors", {}), **own.get("ours", {}), **own.get("errors", {})}[
            error["error"]]
        answer = self.ask({**entry, **error}, error["ask"])
        text = sentence(answer)
        if not re.search(says, text) or (answer.status_code == 200 and "<error" not in answer.text):
            self.problems.append(
                f"{entry['operation']} {error['ask']}: not {error['error']}, but {answer.status_code} {text[-300:]}")


def sentence(answer):
    """What an answer says is wrong: in XML its <error>, in a page its first paragraph, in JSON the member error."""
    found = re.search(r"<error[^>]*>(.*?)</error>|<p[^>]*>(.*?)</p>|\"error\":\s*\"(.*?)\"", answer.text, re.DOTALL)
    return html.unescape(next(filter(None, found.groups()), "")) if found else answer.text


def run(version, calls):
    with Appliance("--api-version", version, "--clock-rate", "0", "--simulation", "off") as appliance:
        problems = []
        # Somebody from outside, and somebody who watches a presentation, so that all kinds of people and clients are there.
        appliance.control("POST", f"sessions/{SESSION}/invite", {"representative": 12, "name": "Guest"})
        presentation = appliance.control("POST", "presentations", {"name": "Tour", "representative": 5})["lsid"]
        appliance.control("POST", f"presentations/{presentation}/join", {"name": "Viewer"})
        for file in calls:
            caller = Caller(appliance, file)
            for entry in file["calls"]:
                if version in entry.get("versions", VERSIONS):
                    caller.run(entry)
            problems += caller.problems
        return [f"{version} {problem}" for problem in problems]


if __name__ == "__main__":
    files = [yaml.safe_load(path.read_text()) for path in sorted((TESTS / "calls").glob("*.yaml"))]
    found = [problem for version in VERSIONS for problem in run(version, files)]
    print("\n".join(found))
    sys.exit(1 if found else 0)
