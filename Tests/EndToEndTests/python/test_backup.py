"""A backup is taken of a running appliance and restored elsewhere: every table and every answer is the same."""

import hashlib
import io
import os
import resource
import sqlite3
import subprocess
import tarfile
import tempfile
import threading
from pathlib import Path

import requests

from appliance import BINARY, START_SECONDS, Appliance, run, url

START = "2016-10-01T08:00:00Z"
FLAGS = ["--clock-rate", "0", "--simulation", "off"]
# Standard output, in a directory where nothing could be put in its place by mistake.
OUTPUT = "/proc/self/fd/1"
SESSION = "c69a8e10bea9428f816cfababe9815fe"
QUESTIONS = [
    ("/api/command", {"action": action}) for action in (
        "get_api_info", "get_logged_in_reps", "get_support_teams", "get_connected_client_list", "get_connected_clients",
        "get_appliances", "check_health")
] + [("/api/command", {"action": "get_session_attributes", "lsid": SESSION})] + [
    ("/api/reporting", query) for query in (
        {"generate_report": "SupportSession", "start_date": "2016-10-01", "duration": "0"},
        {"generate_report": "SupportSession", "lsid": SESSION},
        {"generate_report": "SupportSessionListing", "start_date": "2016-10-01", "duration": "0"},
        {"generate_report": "ArchiveListing", "date": "2016-10-01"},
        {"generate_report": "Archive", "type": "event", "date": "2016-10-01", "index": "3"},
        {"generate_report": "Archive", "type": "state", "date": "2016-10-01", "index": "1"})
]


def tables(data):
    """Every row of every table; those of the bearer tokens, which no backup holds, apart."""
    with sqlite3.connect(f"file:{data}/appliance.sqlite?mode=ro", uri=True) as database:
        names = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}
        rows["the tables"] = database.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    return rows, rows.pop("token")


def answers(appliance):
    """What an appliance answers."""
    session = appliance.session(appliance.token())
    all_answers = [(query, session.get(url(path), params=query, timeout=60)) for path, query in QUESTIONS]
    assert all(answer.status_code == 200 for _, answer in all_answers)
    return [(query, answer.content) for query, answer in all_answers]


def work(appliance):
    """Something in every table that the command line's clients can reach."""
    session = appliance.session(appliance.token())
    for queue in ("team:1", "general", "team:1"):
        session.get(url("/api/command"), params={
            "action": "generate_session_key", "type": "support", "queue_id": queue}, timeout=60)
    ended = [appliance.control("POST", "sessions", {"queue": "team:1"}, status=201)["lsid"] for _ in range(3)]
    appliance.advance(120)
    for lsid in ended[1:]:
        appliance.control("POST", f"sessions/{lsid}/accept", {"representative": 5})
        appliance.control("POST", f"sessions/{lsid}/chat", {"from": 5, "body": "Grüße & <more>"})
        appliance.control("POST", f"sessions/{lsid}/end", {})
    appliance.control("POST", "accounts", {"name": "kept", "permissions": {"perm_backup": 1}}, status=201)
    appliance.control("PATCH", "settings", {"integration_limit": 7})
    appliance.advance(2400)


def refused(file, says, *, into=None):
    """A restore that fails, says so, and leaves no directory where there was none."""
    with tempfile.TemporaryDirectory() as parent:
        target = into or Path(parent) / "new"
        before = sorted(path.name for path in Path(target).iterdir()) if into else None
        result = run("restore", str(file), "--data", str(target))
        assert result.returncode == 1 and says in result.stderr, (result.returncode, result.stderr, says)
        assert result.stdout == "" and result.stderr.count("\n") == 1, result
        after = sorted(path.name for path in Path(target).iterdir()) if Path(target).exists() else None
        assert after == before, (before, after)


def told(result, *words):
    """A failure that is told in one sentence with these words."""
    assert result.returncode == 1 and result.stdout == "", result
    assert result.stderr.count("\n") == 1 and all(word in result.stderr for word in words), (result.stderr, words)


def changed_database(backup, statement, parent):
    """A backup with the right checksum whose database is another; the bytes around it stay where they are."""
    whole = bytearray(backup.read_bytes())
    with tarfile.open(backup) as archive:
        member = archive.getmember("appliance.sqlite")
        Path(parent, "changed.sqlite").write_bytes(archive.extractfile(member).read())
    database = sqlite3.connect(f"{parent}/changed.sqlite")
    database.executescript(statement)
    database.commit()
    database.close()
    content = Path(parent, "changed.sqlite").read_bytes()
    assert len(content) == member.size
    whole[member.offset_data:member.offset_data + member.size] = content
    end = len(whole) - 2 * 512 - 1024
    whole[end + 512:end + 576] = hashlib.sha256(whole[:end]).hexdigest().encode()
    path = Path(parent, "changed.nsb")
    path.write_bytes(whole)
    return path


def unfit(backup, parent):
    """A database that cannot be served is refused in the name of the backup, also where its checksum is right."""
    for statement, says in (
            ("DROP TABLE session_key", "changed.nsb is damaged: in its database, its table session_key is missing"),
            ("UPDATE appliance SET organization = '{}'", "changed.nsb is damaged: in its database, "),
            ("INSERT INTO grdb_migrations VALUES ('99: later')", "changed.nsb holds a database of a newer release"),
            ("PRAGMA application_id = 7", "changed.nsb is damaged: in its database, it is another program's")):
        file = changed_database(backup, statement, parent)
        refused(file, says)
        empty = Path(parent) / "empty"
        empty.mkdir(exist_ok=True)
        refused(file, says, into=empty)
        assert "restoring" not in run("restore", str(file), "--data", str(empty)).stderr


def places(backup, parent):
    """Directories that are none, or not empty, or read-only."""
    plain = Path(parent) / "plain"
    plain.write_text("x")
    told(run("restore", str(backup), "--data", str(plain)), "plain is not a directory")
    bare = Path(parent) / "bare"
    with Appliance(*FLAGS, data=str(bare)) as appliance:
        assert appliance.stop() == 0
    without = Path(parent) / "without.nsb"
    assert run("backup", "--data", str(bare), "--output", str(without)).returncode == 0
    for file in (backup, without):
        occupied = Path(parent) / "occupied"
        (occupied / "files").mkdir(parents=True, exist_ok=True)
        (occupied / "files" / "m").write_text("mine")
        refused(file, "occupied/files is there and not empty", into=occupied)
        assert (occupied / "files" / "m").read_text() == "mine"
    os.chmod(bare, 0o555)
    os.chmod(parent, 0o755)
    # Permissions do not bind root, and another user may not be let into the directory of the binary.
    user = {"user": 65534} if os.geteuid() == 0 else {}
    try:
        result = subprocess.run([BINARY, "backup", "--data", str(bare), "--output", OUTPUT], capture_output=True,
                                text=True, timeout=START_SECONDS, stdin=subprocess.DEVNULL, **user)
        told(result, "cannot be opened and copied beside itself", "back up the copy")
    except PermissionError:
        print("a directory that may not be written was not tried")
    os.chmod(bare, 0o755)


def interrupted(backup, parent):
    """What a kill leaves between the two renames is no appliance for serve, and nothing in the way of a restore."""
    half = Path(parent) / "half"
    assert run("restore", str(backup), "--data", str(half)).returncode == 0
    whole = (half / "appliance.sqlite").read_bytes()
    (half / "appliance.sqlite").rename(half / "appliance.sqlite.restoring")
    served = run("serve", "--data", str(half), "--port", "0", "--control-port", "0")
    assert served.returncode == 1 and "was interrupted. Give it again" in served.stderr, served
    assert run("restore", str(backup), "--data", str(half)).returncode == 0
    assert (half / "appliance.sqlite").read_bytes() == whole
    assert sorted(path.name for path in half.iterdir()) == ["appliance.lock", "appliance.sqlite", "files"]
    assert [path.name for path in (half / "files").iterdir()] == ["logo.svg"]


def pipes(data, parent):
    """Standard output takes a backup and nothing else, and a pipe without a writer is no backup."""
    piped = subprocess.run([BINARY, "backup", "--data", str(data), "--output", OUTPUT], capture_output=True,
                           timeout=START_SECONDS, stdin=subprocess.DEVNULL)
    assert piped.returncode == 0, piped.stderr
    Path(parent, "piped.nsb").write_bytes(piped.stdout)
    assert run("restore", f"{parent}/piped.nsb", "--data", f"{parent}/from-pipe").returncode == 0
    os.mkfifo(f"{parent}/fifo")
    refused(Path(parent, "fifo"), "fifo is not a backup")


def limited(backup, data, parent):
    """Where files may not grow as large as they must, every verb says so, and leaves nothing half done."""
    def full(*arguments):
        return subprocess.run(
            [BINARY, *arguments], capture_output=True, text=True, timeout=START_SECONDS, stdin=subprocess.DEVNULL,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)))

    before = sorted(path.name for path in Path(data).iterdir())
    told(full("backup", "--data", str(data), "--output", f"{parent}/full.nsb"), "Copying the database", "ulimit -f")
    assert sorted(path.name for path in Path(data).iterdir()) == before
    assert not Path(parent, "full.nsb").exists()
    told(full("restore", str(backup), "--data", f"{parent}/full"), "File too large")
    assert not Path(parent, "full").exists()
    for arguments in (["serve", "--port", "0", "--control-port", "0"], ["generate-history", "1h"]):
        result = full(*arguments, "--data", f"{parent}/full-{arguments[0]}")
        assert result.returncode == 1 and "ulimit -f" in result.stderr, result


def damaged(backup, parent):
    """What is not whole, or not ours, is refused wherever it is broken."""
    whole = backup.read_bytes()
    broken = Path(parent) / "broken.nsb"
    for count in (0, 1, 511, 512, 1024, 4096, len(whole) // 2, len(whole) - 1025, len(whole) - 1):
        broken.write_bytes(whole[:count])
        refused(broken, "broken.nsb")
    for place in (600, 1100, 5000, len(whole) // 3, len(whole) - 1600, len(whole) - 2000, len(whole) - 7):
        changed = bytearray(whole)
        changed[place] ^= 4
        broken.write_bytes(changed)
        refused(broken, "broken.nsb")
    broken.write_bytes(whole + b"\0")
    refused(broken, "damaged")
    broken.write_bytes(b"SQLite format 3\0" * 100)
    refused(broken, "is not a backup of mock-appliance")
    refused(Path(parent) / "nowhere.nsb", "No such file")


def usage(backup, data):
    for arguments in ([], [str(backup), "--data", ""], [str(backup), "--dat", "x"]):
        assert run("restore", *arguments).returncode == 2, arguments
    assert run("backup", "--data", "").returncode == 2
    missing = run("backup", "--data", "/nowhere/at/all")
    assert missing.returncode == 1 and "There is no appliance" in missing.stderr, missing
    refused(backup, "There is an appliance already", into=data)


def together(appliance):
    """Two backups are made at once, and each is whole."""
    session = appliance.session(appliance.token())
    for _ in range(3):
        held = [session.get(url("/api/backup"), stream=True, timeout=60) for _ in range(2)]
        assert [answer.status_code for answer in held] == [200, 200]
        whole = [len(answer.content) for answer in held]
        assert min(whole) > 100_000, whole


def online(appliance):
    """Backups are taken while somebody writes, and each is whole."""
    stop = threading.Event()
    failures = []

    def write():
        session = appliance.session(appliance.token())
        while not stop.is_set():
            answer = session.get(url("/api/command"), timeout=60, params={
                "action": "generate_session_key", "type": "support", "queue_id": "team:1"})
            if "<short_key>" not in answer.text:
                failures.append(answer.text)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        session = appliance.session(appliance.token())
        counts = []
        for _ in range(4):
            content = session.post(url("/api/backup.ns"), timeout=60).content
            with tarfile.open(fileobj=io.BytesIO(content)) as archive, tempfile.TemporaryDirectory() as place:
                Path(place, "appliance.sqlite").write_bytes(archive.extractfile("appliance.sqlite").read())
                with sqlite3.connect(f"{place}/appliance.sqlite") as database:
                    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                    counts.append(database.execute("SELECT count(*) FROM session_key").fetchone()[0])
        assert counts == sorted(counts) and counts[0] < counts[-1], counts
    finally:
        stop.set()
        writer.join()
    assert not failures, failures[0]


with tempfile.TemporaryDirectory() as parent:
    original, restored = Path(parent) / "original", Path(parent) / "restored"
    (original / "files").mkdir(parents=True)
    (original / "files" / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (original / "files" / "large.bin").write_bytes(bytes(204_800))
    with Appliance(*FLAGS, "--clock-start", START, data=str(original)) as appliance:
        work(appliance)
        assert appliance.session().get(url("/files/logo.svg"), timeout=60).headers["Content-Type"] == "image/svg+xml"
        answer = appliance.session(appliance.token()).get(url("/api/backup"), timeout=60)
        assert answer.status_code == 200, answer.text
        disposition = answer.headers["Content-Disposition"]
        assert disposition == 'attachment; filename="support.example.com-backup-20161001T084200Z.nsb"', disposition
        backup = Path(parent) / "backup.nsb"
        backup.write_bytes(answer.content)
        now = appliance.control("GET", "clock")["now"]
        printed = run("backup", "--data", str(original), "--output", f"{parent}/second.nsb")
        assert (printed.returncode, printed.stdout) == (0, f"{parent}/second.nsb\n"), printed
        together(appliance)
        assert appliance.stop() == 0
    result = run("restore", str(backup), "--data", str(restored))
    assert result.returncode == 0 and result.stdout.startswith("restored support.example.com"), result
    kept, tokens = tables(original)
    found, none = tables(restored)
    assert tokens and not none
    assert kept.keys() == found.keys()
    for table in kept:
        assert kept[table] == found[table], f"{table} differs"
    assert len(kept["event"]) > 20 and len(kept["archive"]) > 4, {name: len(rows) for name, rows in kept.items()}
    names = sorted(path.name for path in restored.iterdir())
    assert names == ["appliance.lock", "appliance.sqlite", "files"], names
    assert [path.name for path in (restored / "files").iterdir()] == ["logo.svg"]
    assert not [path for path in original.iterdir() if path.name.startswith("backup-copy")]
    for short in ("e", "f/g/"):
        result = run("restore", str(backup), "--data", short, cwd=parent)
        assert result.returncode == 0, result
    # The same host's backup by the verb has the same rows.
    again = Path(parent) / "again"
    assert run("restore", f"{parent}/second.nsb", "--data", str(again)).returncode == 0
    assert tables(again)[0] == kept
    damaged(backup, parent)
    usage(backup, original)
    unfit(backup, parent)
    places(backup, parent)
    interrupted(backup, parent)
    pipes(original, parent)
    limited(backup, original, parent)
    said = []
    for data in (original, restored):
        with Appliance(*FLAGS, "--clock-start", now, data=str(data)) as appliance:
            said.append(answers(appliance))
            if data == restored:
                online(appliance)
            assert appliance.stop() == 0
    for (query, one), (_, other) in zip(*said):
        assert one == other, f"{query}: {one[:400]!r} and {other[:400]!r}"
    print(f"{len(kept)} tables and {len(said[0])} answers are the same after a restore")
