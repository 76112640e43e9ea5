"""Kills the appliance again and again while clients write, and finds every acknowledged change after each restart."""

import signal
import sqlite3
import tempfile
import threading
import xml.etree.ElementTree as ElementTree

import requests

from appliance import Appliance, url, wait_until

ROUNDS = 6
WRITERS = 4
# Acknowledged keys before the kill, a different number in each round.
ACKNOWLEDGED = [3, 17, 40, 8, 60, 25]


class Writer(threading.Thread):
    """Generates keys until the appliance is gone; remembers only what it was told."""

    def __init__(self, appliance, token, told):
        super().__init__(daemon=True)
        self.session = appliance.session(token)
        self.told = told
        self.start()

    def run(self):
        while True:
            try:
                answer = self.session.get(
                    url("/api/command"),
                    params={"action": "generate_session_key", "type": "support", "queue_id": "team:1"}, timeout=30)
                tree = ElementTree.fromstring(answer.content)
            except (requests.RequestException, ElementTree.ParseError):
                return  # Killed in the middle: what was not told whole does not count.
            self.told.append(next(e.text for e in tree if e.tag.endswith("short_key")))


def started_from(appliance, key):
    return appliance.session().get(url("/api/start_session"), params={"short_key": key}, timeout=30)


def integrity(data):
    with sqlite3.connect(f"file:{data}/appliance.sqlite?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


with tempfile.TemporaryDirectory() as data:
    told = []
    token = None
    account = None
    for round_number in range(ROUNDS):
        with Appliance("--simulation", "on", data=data) as appliance:
            if token:
                # A token from before the kill is valid for its hour.
                assert appliance.session(token).get(
                    url("/api/command"), params={"action": "get_api_info"}, timeout=30).status_code == 200
                assert any(a["client_id"] == account for a in appliance.control("GET", "accounts")["accounts"])
            token = token or appliance.token()
            account = account or appliance.control(
                "POST", "accounts", {"name": "kept", "permissions": {"perm_backup": 1}}, status=201)["client_id"]
            before = len(told)
            writers = [Writer(appliance, token, told) for _ in range(WRITERS)]
            wait_until(
                lambda: len(told) >= before + ACKNOWLEDGED[round_number], "the acknowledged keys", seconds=60)
            appliance.process.send_signal(signal.SIGKILL)
            appliance.process.wait(30)
            for writer in writers:
                writer.join(60)
        integrity(data)
    assert len(told) == len(set(told)), "a session key was given twice"
    with Appliance("--simulation", "off", data=data) as appliance:
        lost = [key for key in told if started_from(appliance, key).status_code != 200]
        assert not lost, f"{len(lost)} of {len(told)} acknowledged keys are lost: {lost[:5]}"
        assert started_from(appliance, told[0]).status_code == 404, "a used key works again"
        assert appliance.stop() == 0
    integrity(data)
    print(f"{len(told)} acknowledged keys survived {ROUNDS} kills")
