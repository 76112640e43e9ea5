"""A past that was simulated before the start: equal for equal flags, interrupted without damage, and shown on the way."""

import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from appliance import BINARY, Appliance, run, url, wait_until
from test_archives import Reader, replay

START = "2016-10-01T00:00:00Z"
SECONDS = 1475280000
FLAGS = ["--clock-start", START, "--clock-rate", "0", "--simulation", "off", "--seed", "7",
         "--external-url", "https://support.example.com"]
SESSION = "c69a8e10bea9428f816cfababe9815fe"
LONG = ["--history", "300d"]


def report(appliance, **query):
    answer = appliance.session(appliance.token()).get(url("/api/reporting"), params=query, timeout=120)
    assert answer.status_code == 200, answer.text
    return answer.content


def listing(appliance):
    """The sessions of all times, as (start, lseq, lsid, ended); the report knows the same ones."""
    content = report(appliance, generate_report="SupportSessionListing", start_time=1, duration=0)
    shown = [(int(one.get("lseq")), one.get("lsid")) for one in ElementTree.fromstring(content)]
    with sqlite3.connect(f"file:{appliance.data}/appliance.sqlite?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT started / 1000, lseq, lsid, ended IS NOT NULL FROM session ORDER BY started, lseq").fetchall()
    assert shown == [row[1:3] for row in rows]
    return rows


def told(appliance):
    """What reports and archives say of the past, and how the appliance starts."""
    queries = [{"generate_report": "SupportSession", "start_time": SECONDS - 7200, "duration": 7200},
        {"generate_report": "ArchiveListing", "date": "2016-09-30"}] + [
        {"generate_report": "Archive", "date": "2016-09-30", "type": kind, "index": index}
        for kind, index in (("event", 80), ("event", 140), ("state", 30))]
    answers = [report(appliance, **query) for query in queries]
    assert all(len(answer) > 200 for answer in answers), [len(answer) for answer in answers]
    assert appliance.control("GET", "settings")["licenses"] == 8, "as the seed data say, not by default"
    return [*answers, listing(appliance), json.dumps(appliance.control("GET", "state"))]


def living(appliance):
    """The present is that of any start; the past is over."""
    began = SECONDS - 26 * 3600
    sessions = listing(appliance)
    past = [session for session in sessions if session[1] <= len(sessions) - 4]
    assert len(past) > 300 and all(began <= start < SECONDS for start, *_ in past), (len(past), past[0], past[-1])
    assert past == sorted(past), "sessions are numbered in the order of their time"
    finished = sum(ended for *_, ended in past)
    assert len(past) - finished < 60, "only what ran at the end has no end, as after a crash"
    state = appliance.control("GET", "state")
    active = {row["lsid"] for row in state["support_session"].values()}
    assert SESSION in active and not active & {lsid for _, _, lsid, _ in past}
    present = {row["user_id"] for row in state["representative"].values()}
    assert present == {1, 5, 12, 30, 151}, present
    assert report(appliance, generate_report="SupportSession", lsid=SESSION).count(b"<session ") == 1
    days = [report(appliance, generate_report="ArchiveListing", date=f"2016-{day}").count(b"<state_archive")
            for day in ("09-28", "09-29", "09-30", "10-01")]
    assert days == [0, 4, 48, 0], days
    # The archives of a whole day lead to each other, and on over the start.
    assert len(replay(Reader(appliance, "2016-09-30"))) == 48
    appliance.control("PUT", "simulation", {"running": True})
    appliance.advance(4500)
    assert replay(Reader(appliance, "2016-10-01")) == [0, 30, 60]
    numbers = [lseq for _, lseq, _, _ in listing(appliance)]
    assert len(numbers) == len(set(numbers)) > len(sessions)


def started(*arguments):
    return subprocess.Popen(
        [BINARY, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def has_some_past(data):
    """Whether sessions of a past are written already."""
    path = Path(data) / "appliance.sqlite"
    if not path.exists():
        return False
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) > 20 FROM session").fetchone()[0]
    except sqlite3.OperationalError:
        return False


def interrupted(parent, number, command, with_signal):
    """A directory in which the making of a long past was ended; its process and what it said."""
    data = f"{parent}/interrupted-{number}"
    process = started(*command, "--data", data, "--port", "0", "--control-port", "0", *FLAGS, *LONG)
    wait_until(lambda: has_some_past(data), "the beginning of a past", seconds=60)
    process.send_signal(with_signal)
    out, err = process.communicate(timeout=60)
    assert out == "", out
    return data, process.returncode, err


def usable(data):
    with Appliance(*FLAGS, data=data) as appliance:
        sessions = listing(appliance)
        assert len(sessions) > 20 and sum(ended for *_, ended in sessions) > 5, len(sessions)
        assert appliance.stop() == 0
    # Somebody has lived there: the past stays what it is, whatever is asked for.
    with Appliance(*FLAGS, "--history", "2d", data=data) as appliance:
        assert [one[2] for one in listing(appliance)] == [one[2] for one in sessions]
        assert "no other is made" in appliance.log_text()


def on_terminal(data):
    """What somebody sees who makes a past at a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [BINARY, "generate-history", "3h", "--data", data, *FLAGS], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=follower)
    os.close(follower)
    seen = b""
    while True:
        select.select([leader], [], [], 60)
        try:
            piece = os.read(leader, 65_536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(leader)
    assert process.wait(60) == 0, seen
    text = seen.decode()
    assert "\r[" in text and "] 100 %" in text and "left" in text and "of 0.1 days" in text, text[-600:]


with tempfile.TemporaryDirectory() as parent:
    made = run("generate-history", "26h", "--data", f"{parent}/verb", *FLAGS, timeout=300)
    assert made.returncode == 0 and made.stdout == "", made
    assert "1.1 days in" in made.stderr and "from 2016-09-29T22:00:00Z to 2016-10-01T00:00:00Z" in made.stderr, made.stderr
    again = run("generate-history", "26h", "--data", f"{parent}/verb", *FLAGS)
    assert again.returncode == 1 and "name an empty directory" in again.stderr, again
    for wrong in (["generate-history", "--data", parent], ["generate-history", "90", "--data", parent],
                  ["generate-history", "90d", "--ephemeral"], ["generate-history", "90d", "--clock-start", "1970-01-02T00:00:00Z"]):
        result = run(*wrong)
        assert result.returncode == 2, wrong
        assert "<subcommand>" not in result.stderr, result.stderr
    assert "See 'mock-appliance generate-history --help'" in run("generate-history", "--data", parent).stderr
    data, code, words = interrupted(parent, 1, ["generate-history"], signal.SIGINT)
    assert code == 1 and "has a whole beginning of the history" in words, (code, words)
    usable(data)
    data, code, words = interrupted(parent, 2, ["serve"], signal.SIGTERM)
    assert code == 0 and "stopped" in words, (code, words)
    killed, code, _ = interrupted(parent, 3, ["serve"], signal.SIGKILL)
    assert code == -signal.SIGKILL
    usable(killed)
    on_terminal(f"{parent}/terminal")
    runs = []
    for flags, place in (([], f"{parent}/verb"), (["--history", "26h"], f"{parent}/serve"), (["--history", "26h"], data)):
        with Appliance(*FLAGS, *flags, data=place) as appliance:
            runs.append(told(appliance))
            if place == f"{parent}/serve":
                living(appliance)
            assert appliance.stop() == 0
            if place == data:
                assert "made anew" in appliance.log_text(), appliance.log_text()
    for other in runs[1:]:
        unequal = [number for number, (one, two) in enumerate(zip(runs[0], other)) if one != two]
        assert not unequal, f"equal flags make equal pasts, but the answers {unequal} differ"
    with Appliance(*FLAGS[:-2], "--history", "12h", "--ephemeral") as appliance:
        reader = Reader(appliance, "2016-09-30")
        archives = "".join(reader.text(kind, index) for kind, index, *_ in reader.entries() if kind == "event")
        links = set(re.findall(r'"([^"]*)/session_download', archives))
        sites = {f"https://{site}.example.com:{appliance.port}" for site in ("support", "remote")}
        assert links == sites, "a public site's host name and the port, as no request has caused them"
        report(appliance, generate_report="SupportSession", lsid=SESSION)
        content = report(appliance, generate_report="SupportSessionListing", start_time=1, duration=0)
        assert content.count(b"<session_summary ") > 20, content[:400]
        assert appliance.stop() == 0
        assert not [path for path in appliance.data.iterdir() if path.name != "trusted-ca.pem"]
    print(f"pasts of {len(runs[0][-2])} sessions are equal, however they came about")
