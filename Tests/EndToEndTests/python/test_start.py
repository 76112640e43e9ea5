"""Starting and stopping: the ready line, the exit codes, the signals."""

import signal
import socket
import tempfile
from pathlib import Path

import sentences
from appliance import READY_LINE, Appliance, run, url, wait_until


def test_ready_line():
    """the ready line names the ports and the process, and is the only line of standard output"""
    with Appliance() as appliance:
        assert READY_LINE.fullmatch(appliance.ready_line), appliance.ready_line
        assert appliance.pid == appliance.process.pid
        assert appliance.http_port is None
        assert appliance.control("GET", "health")
        assert appliance.stop() == 0
        assert appliance.process.stdout.read() == ""


def test_http_port():
    """the plain HTTP listener is named when it is on"""
    with Appliance("--http-port", "0") as appliance:
        assert appliance.http_port
        socket.create_connection(("127.0.0.1", appliance.http_port), timeout=10).close()


def test_sigint():
    """SIGINT stops it cleanly, too"""
    with Appliance() as appliance:
        assert appliance.stop(signal.SIGINT) == 0


def test_idle_connection():
    """an open connection does not keep it from stopping"""
    with Appliance() as appliance:
        with socket.create_connection(("127.0.0.1", appliance.port), timeout=10):
            assert appliance.stop() == 0


def test_certificate():
    """a client that trusts the printed CA reaches it under its host name, checks on"""
    with Appliance() as appliance:
        answer = appliance.session().get(url("/"), timeout=10)
        assert answer.status_code < 500, answer.status_code


def test_again():
    """it starts again on the same data directory, after a clean stop and after a kill"""
    with Appliance() as first:
        assert first.stop() == 0
        with Appliance(data=first.data) as second:
            ca = second.ca_file()
            second.kill()
            with Appliance(data=first.data) as third:
                assert third.ca_file() == ca
                assert third.stop() == 0


def test_wrong_usage():
    """wrong usage ends with exit code 2 and a sentence on standard error"""
    for arguments in (
        ["serve", "--no-such-flag"],
        ["serve", "--api-version", "9.9.9"],
        ["serve", "--port", "many"],
        ["serve", "--config", "no-such-file.yaml"],
    ):
        ended = run(*arguments)
        assert ended.returncode == 2, (arguments, ended.returncode, ended.stderr)
        assert ended.stdout == "", (arguments, ended.stdout)
        assert ended.stderr.strip(), arguments


def test_port_taken():
    """a port that is taken ends it with exit code 1 and names the port"""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run("serve", "--ephemeral", "--control-port", "0", "--port", port)
        assert ended.returncode == 1, (ended.returncode, ended.stderr)
        assert port in ended.stderr, ended.stderr


def test_refused_pair():
    """a TLS pair that cannot be served ends it with exit code 2, before a data directory is made"""
    with tempfile.TemporaryDirectory() as parent:
        junk = Path(parent, "junk.pem")
        junk.write_text("no certificate")
        data = Path(parent, "data")
        ended = run("serve", "--data", str(data), "--port", "0", "--control-port", "0",
                    "--certificate", str(junk), "--private-key", str(junk))
        assert ended.returncode == 2, (ended.returncode, ended.stderr)
        assert str(junk) in ended.stderr, ended.stderr
        assert not data.exists()


def test_overload():
    """a clock that is too fast for the machine keeps neither the control API nor a signal waiting"""
    with Appliance("--clock-start", "2026-03-02T10:00:00Z", "--clock-rate", "86400") as appliance:
        before = appliance.control("GET", "clock")["unix"]
        wait_until(lambda: appliance.control("GET", "clock")["unix"] > before + 86_400, "a day of appliance time", 60)
        assert appliance.control("PUT", "clock", {"rate": 0})["frozen"]
        assert appliance.stop() == 0


if __name__ == "__main__":
    sentences.main(globals())
