"""The command line's own clients: watch and load, against the built appliance."""

import json
import os
import signal
import subprocess

import sentences
from appliance import BINARY, CLIENT_ID, CLIENT_SECRET, START_SECONDS, Appliance, run, wait_until

ACCOUNT = ["--client-id", CLIENT_ID, "--client-secret", CLIENT_SECRET]
QUIET = ["--simulation", "off"]


def watch(appliance, *arguments):
    return ["watch", f"localhost:{appliance.port}", "--ca", appliance.ca_file(), *arguments]


def ended(arguments, code):
    """A run that ends with that code; its result."""
    result = run(*arguments)
    assert result.returncode == code, (arguments, result.returncode, result.stdout[-500:], result.stderr)
    return result


def test_watch_versions():
    """watch speaks each version's protocol, with what that version takes for credentials"""
    users = ["--username", "admin", "--password", "password"]
    for version, credentials in (("1.15.1", users), ("1.16.0", ACCOUNT), ("1.21.1", ACCOUNT)):
        with Appliance("--api-version", version, *QUIET) as appliance:
            lines = ended(watch(appliance, "--api-version", version, *credentials, "--count", "3"), 0).stdout
            assert lines.count("\n") == 3, lines
            assert all(" insert queue " in line for line in lines.splitlines()), lines
            lines = ended(
                watch(appliance, "--api-version", version, *credentials, "--format", "json",
                      "--tables", "representative", "--count", "1"), 0).stdout
            message = json.loads(lines)
            assert message["type"] == "model_update" and list(message["insert"]) == ["representative"], message


def test_watch_changes():
    """a change shows as a line when it happens, and SIGINT ends watch cleanly"""
    with Appliance(*QUIET) as appliance:
        token = appliance.token()
        output = appliance.data / "watched.txt"
        with open(output, "w") as file:
            process = subprocess.Popen(
                [BINARY, *watch(appliance, "--tables", "representative")], stdout=file, stdin=subprocess.DEVNULL,
                env={**os.environ, "MOCK_APPLIANCE_TOKEN": token})
        try:
            wait_until(lambda: " insert representative " in output.read_text(), "the full copy", START_SECONDS)
            appliance.control("POST", "representatives/12/idle", {"idle": True})
            wait_until(lambda: " update representative " in output.read_text(), "the change")
            changed = output.read_text().splitlines()[-1]
            assert changed.endswith(" routing_available=0 routing_idle=1"), changed
            process.send_signal(signal.SIGINT)
            assert process.wait(START_SECONDS) == 0
        finally:
            process.kill()


def test_watch_ends():
    """--for ends it, and so does a reader that has had enough"""
    with Appliance(*QUIET) as appliance:
        account = [*ACCOUNT, "--tables", "queue"]
        assert ended(watch(appliance, *account, "--for", "100ms"), 0).stdout.count(" insert queue ") > 3
        process = subprocess.Popen(
            [BINARY, *watch(appliance, *account)], stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        process.stdout.close()
        # No further line comes: it notices without having to write one.
        assert process.wait(START_SECONDS) == 0


def test_refusals():
    """what keeps watch and load from their work is named, with exit code 1"""
    with Appliance("--http-port", "0", *QUIET) as appliance:
        for arguments, sentence in (
            ([f"localhost:{appliance.port}", *ACCOUNT], "--ca FILE"),
            ([f"127.0.0.2:{appliance.port}", *ACCOUNT, "--insecure"], "Connection refused"),
            ([f"http://localhost:{appliance.http_port}", "--token", "wrong"], "unknown, revoked or expired"),
            ([f"http://localhost:{appliance.http_port}", "--client-id", CLIENT_ID, "--client-secret", "x"], "status 401"),
            ([f"http://localhost:{appliance.http_port}", *ACCOUNT, "--tables", "tabel"], '"tabel"'),
            ([f"http://localhost:{appliance.http_port}", *ACCOUNT, "--company", "x", "--api-version", "1.16.0"],
             'Unknown company "x"'),
            ([f"https://localhost:{appliance.http_port}", *ACCOUNT, "--insecure"], "does not speak TLS"),
            ([f"https://localhost:{appliance.control_port}", *ACCOUNT, "--insecure"], "does not speak TLS"),
        ):
            result = ended(["watch", *arguments], 1)
            assert sentence in result.stderr and result.stderr.count("\n") == 1, (arguments, result.stderr)
            assert result.stdout == "", result.stdout
        load = ["load", f"http://localhost:{appliance.http_port}", *ACCOUNT, "--integrations", "31"]
        assert "All 30 places" in ended(load, 1).stderr
        appliance.control("PATCH", "settings", {"xml_api": False})
        switched_off = ["watch", f"http://localhost:{appliance.http_port}", "--token", appliance.token()]
        assert "The XML API is switched off" in ended(switched_off, 1).stderr


def test_wrong_usage():
    """wrong usage ends with exit code 2"""
    for arguments in (
        ["watch"], ["watch", "localhost"], ["watch", "localhost:x", "--token", "t"], ["watch", "ftp://h", "--token", "t"],
        ["watch", "h", "--token", "t", "--api-version", "2"], ["watch", "h", "--token", "t", "--count", "0"],
        ["watch", "h", "--token", "t", "--for", "soon"], ["watch", "h", "--token", "t", "--ca", "no-such-file.pem"],
        ["load", "h"], ["load", "h", "--integrations", "1"], ["load", "h", "--requests", "nix"],
        ["load", "h", "--requests", "/x", "--control", "http://h"], ["load", "h", "--token", "t", "--integrations", "-1"],
    ):
        assert ended(arguments, 2).stderr.strip(), arguments


def test_load():
    """load drives integrations and requests at once, and every marked change reaches every integration"""
    with Appliance("--connections", "keep-alive", *QUIET) as appliance:
        sessions = len(appliance.control("GET", "sessions")["sessions"])
        result = json.loads(ended(
            ["load", f"localhost:{appliance.port}", "--ca", appliance.ca_file(), *ACCOUNT, "--integrations", "5",
             "--control", f"http://127.0.0.1:{appliance.control_port}", "--mark-rate", "20",
             "--requests", "/api/command?action=get_api_info", "--connections", "2", "--rate", "50",
             "--for", "1s", "--warm-up", "100ms", "--threads", "2", "--format", "json"], 0).stdout)
        stream, requests = result["stream"], result["requests"]
        assert stream["integrations"] == 5 and stream["lost"] == 0, stream
        assert stream["marks"] >= 5 and stream["deliveries_missing"] == 0 and stream["marks_failed"] == 0, stream
        assert stream["delivery_ms"]["count"] == 5 * stream["marks"], stream
        assert 0 < stream["delivery_ms"]["p50"] <= stream["delivery_ms"]["p99"] <= stream["delivery_ms"]["max"], stream
        # A mark is one row in one message; the first one inserts it.
        assert stream["rows"] == stream["messages"] > 0 and stream["bytes"] > 100 * stream["messages"], stream
        # A change at the beginning or the end of what is measured, which threads begin and end by themselves, counts in part.
        complete = stream["changes_complete"]
        assert 0 < 4 * complete <= stream["spread_ms"]["count"] <= 4 * complete + 6, stream
        assert list(requests["statuses"]) == ["200"] and requests["failures"] == 0, requests
        assert requests["connections_opened"] == 2 and 25 <= requests["responses"] <= 60, requests
        assert len(appliance.control("GET", "sessions")["sessions"]) == sessions, "the marked session is over"


def test_load_text():
    """load reports errors by their status, for people, and ends with 1 where nothing succeeded"""
    with Appliance("--http-port", "0", *QUIET) as appliance:
        place = f"http://localhost:{appliance.http_port}"
        result = ended(["load", place, "--requests", "/nowhere", "--for", "200ms"], 1)
        assert "status    404: " in result.stdout and "latency   p50 " in result.stdout, result.stdout
        assert result.stderr.startswith("No request succeeded: all answers were 404 ("), result.stderr
        command = ["load", place, "--requests", "/api/command?action=get_api_info", "--for", "200ms"]
        assert "the token is wrong or has expired" in ended([*command, "--token", "wrong"], 1).stderr
        ended([*command, *ACCOUNT], 0)


if __name__ == "__main__":
    sentences.main(globals())
