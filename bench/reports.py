"""Reports over a long history: SupportSession beside a C program that writes the same document with libxml2's writer, and
lists and summaries beside the sqlite3 shell."""

import argparse
import filecmp
import re
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from measure import cpu_seconds, resident_megabytes, summary
from programs import build, flags_of
from servers import HOST, Appliance, make_certificate, request, token

SESSIONS, EVENTS = 100_000, 20
MANY_SESSIONS, MANY_EVENTS = 1_000_000, 2
# The seed data's sessions lie before; the first session of the history begins here, the last 89 days later.
BEGIN, BEGIN_SECONDS, DAYS = "2024-01-02", 1_704_153_600, 90
NAMESPACE = "https://www.beyondtrust.com/namespaces/API/reporting"
# What is asked for: at most so much more memory, the first byte so soon, and lists in so many times the shell's time.
MEGABYTES, FIRST_BYTE_MILLISECONDS, TIMES = 16, 50, 3
# The longest that a session key may take while a report streams, and the longest write-ahead log then.
KEY_MILLISECONDS, LOG_MEGABYTES = 250, 64
KEY = "/api/command?action=generate_session_key&type=support&queue_id=team:1"


def measure_reports(binary, history_bench, work, rounds):
    certificate, key = make_certificate(work)
    flags = ("--simulation", "off", "--api-version", "1.21.1", "--external-url", f"https://{HOST}",
             "--certificate", str(certificate), "--private-key", str(key))
    short = History(binary, history_bench, work / "history", SESSIONS, EVENTS, flags)
    with short.appliance() as appliance:
        client = Client(appliance, certificate, work)
        first = measure_sessions(client, short, work, rounds)
        lists = measure_lists(client, short, rounds)
        check_beside(client, short)
    long = History(binary, history_bench, work / "long-history", MANY_SESSIONS, MANY_EVENTS, flags)
    with long.appliance() as appliance:
        check_long(Client(appliance, certificate, work), long, first, lists)


class History:
    """A data directory with a history of finished sessions."""

    def __init__(self, binary, history_bench, directory, sessions, events, flags):
        self.binary, self.directory, self.sessions, self.events = binary, directory, sessions, events
        self.flags = (*flags, "--data", str(directory))
        with Appliance(binary, *self.flags, "--clock-start", "2024-01-01T00:00:00Z"):
            pass
        begun = time.monotonic()
        command = [history_bench, str(directory), str(BEGIN_SECONDS), str(sessions), str(events)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        size = self.database.stat().st_size / 1e6
        print(f"\nHistory of {sessions:,} finished sessions of {events} events each: {size:,.0f} MB, written in "
              f"{time.monotonic() - begun:.0f} s")

    @property
    def database(self):
        return Path(self.directory) / "appliance.sqlite"

    def appliance(self):
        return Appliance(self.binary, *self.flags, "--clock-start", "2024-06-01T00:00:00Z")


@dataclass
class Answer:
    seconds: float
    first_byte_milliseconds: float
    bytes: int
    cpu_seconds: float
    more_megabytes: float


class Client:
    """curl, which throws away what it gets."""

    def __init__(self, server, certificate, work):
        self.server, self.certificate, self.work = server, certificate, work
        self.token = token(server, certificate)
        # Before the first report: what one leaves behind counts as its own.
        self.idle = resident_megabytes(server.pid)

    def report(self, name, window, output="/dev/null"):
        url = f"https://{HOST}:{self.server.port}/api/reporting?generate_report={name}&{window}"
        command = ["curl", "--silent", "--show-error", "--fail", "--cacert", str(self.certificate), "--output", output,
                   "--resolve", f"{HOST}:{self.server.port}:127.0.0.1", "--header", f"Authorization: Bearer {self.token}",
                   "--write-out", "%{time_total} %{time_starttransfer} %{time_pretransfer} %{size_download}", url]
        used = cpu_seconds(self.server.pid)
        with Watch(self.server.pid) as watch:
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        total, begun, connected, size = map(float, told)
        return Answer(total, (begun - connected) * 1000, int(size), cpu_seconds(self.server.pid) - used,
                      watch.most - self.idle)


class Watch:
    """The most memory that a process had while it was watched."""

    def __init__(self, pid):
        self.pid, self.most, self.ended = pid, 0, threading.Event()
        self.thread = threading.Thread(target=self.look)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def look(self):
        while True:
            self.most = max(self.most, resident_megabytes(self.pid))
            if self.ended.wait(0.05):
                return


def measure_sessions(client, history, work, rounds):
    floor = build("report_floor", work, "floors", [*flags_of("libxml-2.0"), "-lsqlite3"])
    end = (BEGIN_SECONDS + DAYS * 86_400) * 1000
    arguments = [floor, str(history.database), str(BEGIN_SECONDS * 1000), str(end), f"https://{HOST}", "1", NAMESPACE,
                 "custom_field1", "Ticket Number"]
    window = f"start_date={BEGIN}&duration={DAYS}"
    compare(client, window, arguments, work)
    ours, floors = [], []
    for index in range(rounds):
        for is_ours in (True, False) if index % 2 == 0 else (False, True):
            if is_ours:
                ours.append(client.report("SupportSession", window))
            else:
                told = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()
                floors.append((float(told[0]), float(told[1])))
    megabytes = ours[0].bytes / 1e6
    print(f"\nSupportSession over {history.sessions:,} sessions, {megabytes:,.0f} MB over HTTPS; {rounds} rounds, "
          "median (least to greatest)")
    print(f"    {'mock-appliance':<14}  s {summary([a.seconds for a in ours], '{:.2f}')}  CPU s "
          f"{summary([a.cpu_seconds for a in ours], '{:.2f}')}")
    print(f"    {'C and libxml2':<14}  s {summary([f[0] for f in floors], '{:.2f}')}  CPU s "
          f"{summary([f[1] for f in floors], '{:.2f}')}")
    ratios = [mine.seconds / theirs[0] for mine, theirs in zip(ours, floors)]
    print(f"    {'ours / C':<14}  s {summary(ratios, '{:.2f}')}")
    first = [answer.first_byte_milliseconds for answer in ours]
    memory = [answer.more_megabytes for answer in ours]
    print(f"    first byte after ms {summary(first, '{:.1f}')}, more memory MB {summary(memory, '{:.1f}')}")
    if sorted(ratios)[len(ratios) // 2] >= 1:
        raise SystemExit("the C program is faster")
    if max(memory) > MEGABYTES or sorted(first)[len(first) // 2] > FIRST_BYTE_MILLISECONDS:
        raise SystemExit(f"more than {MEGABYTES} MB of memory, or {FIRST_BYTE_MILLISECONDS} ms to the first byte")
    return sorted(first)[len(first) // 2]


def compare(client, window, arguments, work):
    """Both documents are the same, byte for byte."""
    mine, theirs = Path(work) / "mine.xml", Path(work) / "theirs.xml"
    client.report("SupportSession", window, str(mine))
    subprocess.run([*arguments, str(theirs)], check=True, stdout=subprocess.DEVNULL)
    if not filecmp.cmp(mine, theirs, shallow=False):
        raise SystemExit("the C program writes another document than the appliance")
    mine.unlink()
    theirs.unlink()


LISTING = """SELECT lsid, lseq, ended IS NOT NULL AND closed_abnormally = 0 AND recorded & 1 AND screen_shared, external_key
FROM session WHERE started >= {0} AND started < {1} ORDER BY started, lseq"""
SUMMARY = """SELECT owner, count(*), sum(strftime('%w', started / 1000, 'unixepoch') BETWEEN '1' AND '5'),
avg(ended / 1000 - started / 1000) FROM session WHERE started >= {0} AND started < {1} GROUP BY owner"""


def measure_lists(client, history, rounds):
    """Lists and summaries over HTTPS, beside the shell on the same rows; answers the time of the list."""
    begin, end = BEGIN_SECONDS * 1000, (BEGIN_SECONDS + DAYS * 86_400) * 1000
    window = f"start_date={BEGIN}&duration={DAYS}"
    found = {}
    for name, report, sql in (("SupportSessionListing", window, LISTING),
                              ("SupportSessionSummary", window + "&report_type=rep", SUMMARY)):
        command = ["sqlite3", "-readonly", str(history.database), sql.format(begin, end)]
        ours, shells = [], []
        for index in range(rounds):
            for is_ours in (True, False) if index % 2 == 0 else (False, True):
                if is_ours:
                    ours.append(client.report(name, report).seconds)
                else:
                    begun = time.monotonic()
                    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                    shells.append(time.monotonic() - begun)
        ratios = [mine / theirs for mine, theirs in zip(ours, shells)]
        print(f"\n{name} over {history.sessions:,} sessions; {rounds} rounds, median (least to greatest)")
        print(f"    ours ms {summary([s * 1000 for s in ours], '{:.0f}')}, sqlite3 shell ms "
              f"{summary([s * 1000 for s in shells], '{:.0f}')}, ours / shell {summary(ratios, '{:.2f}')}")
        if sorted(ratios)[rounds // 2] > TIMES:
            raise SystemExit(f"{name} takes more than {TIMES} times what the shell needs")
        found[name] = sorted(ours)[rounds // 2]
    return found


def check_beside(client, history):
    """Session keys go on, durably, while a report streams; and the write-ahead log is cut meanwhile."""
    times, ended = [], threading.Event()

    def ask():
        while not ended.is_set():
            begun = time.monotonic()
            answer = request(client.server, client.certificate, "GET", KEY,
                             headers={"Authorization": f"Bearer {client.token}"})
            times.append((time.monotonic() - begun) * 1000)
            if b"<short_key>" not in answer.content:
                raise SystemExit(f"no session key but {answer.content!r}")

    asking = threading.Thread(target=ask)
    asking.start()
    client.report("SupportSession", f"start_date={BEGIN}&duration={DAYS}")
    ended.set()
    asking.join()
    log = Path(f"{history.database}-wal").stat().st_size / 1e6
    print(f"    {len(times):,} session keys meanwhile, each over a connection of its own: ms {summary(times, '{:.1f}')}; "
          f"the write-ahead log has {log:.1f} MB")
    if not times or max(times) > KEY_MILLISECONDS or log > LOG_MEGABYTES:
        raise SystemExit("session keys had to wait for the report, or the write-ahead log was not cut")


def check_long(client, history, first, lists):
    """With ten times as many sessions, a report begins as soon, and a list of as many sessions takes as long."""
    window = f"start_date={BEGIN}&duration={DAYS}"
    starts = {}
    for name in ("start_date", "end_date"):
        # The rest of the answer is of no interest: curl stops after some bytes.
        starts[name] = min(begin(client, window.replace("start_date", name)) for _ in range(3))
    # A tenth of the time has as many sessions as the short history.
    tenth = f"start_time={BEGIN_SECONDS + 40 * 86_400}&duration={89 * 8640}"
    listing = min(client.report("SupportSessionListing", tenth).seconds for _ in range(3))
    whole = client.report("SupportSessionListing", window)
    print(f"    first byte of SupportSession after ms {starts['start_date']:.1f} (by end {starts['end_date']:.1f}; "
          f"{first:.1f} in the short history)")
    print(f"    a list of a tenth of them takes ms {listing * 1000:.0f} ({lists['SupportSessionListing'] * 1000:.0f} in "
          f"the short history), of all of them {whole.seconds * 1000:.0f}")
    if max(starts.values()) > FIRST_BYTE_MILLISECONDS or listing > 2 * lists["SupportSessionListing"]:
        raise SystemExit("a report over a long history begins later, or a list takes longer, than over a short one")


def begin(client, window):
    """Milliseconds from the request to the first byte of SupportSession."""
    url = f"https://{HOST}:{client.server.port}/api/reporting?generate_report=SupportSession&{window}"
    command = ["curl", "--silent", "--cacert", str(client.certificate), "--output", "/dev/null", "--max-time", "2",
               "--resolve", f"{HOST}:{client.server.port}:127.0.0.1", "--header", f"Authorization: Bearer {client.token}",
               "--write-out", "%{time_starttransfer} %{time_pretransfer}", url]
    told = subprocess.run(command, capture_output=True, text=True).stdout
    begun, connected = map(float, re.findall(r"[\d.]+", told))
    return (begun - connected) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--appliance", required=True, help="the binary to measure")
    parser.add_argument("--history-bench", required=True, help="the program that writes the history")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mock-appliance-bench-") as work:
        measure_reports(options.appliance, options.history_bench, Path(work), options.rounds)


if __name__ == "__main__":
    main()
