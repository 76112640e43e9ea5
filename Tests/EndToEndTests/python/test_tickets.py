"""Session tickets over restarts, crashes, rotations and damage."""

import hashlib
import ssl
import tempfile
import time
from pathlib import Path

import sentences
import wire
from appliance import HOST, Appliance, wait_until

VERSIONS = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
ROTATION_SECONDS = 4 * 3600
REQUEST = f"GET {wire.PATH} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
FLAGS = ("--diagnostics", "on", "--simulation", "off", "--threads", "2")


class Clients:
    """A client for each version of TLS, which keeps its newest session as browsers do."""

    def __init__(self, appliance):
        self.contexts, self.sessions = {}, {}
        for version in VERSIONS:
            made = ssl.create_default_context(cafile=appliance.ca_file())
            made.minimum_version = made.maximum_version = version
            self.contexts[version], self.sessions[version] = made, None

    def are_resumed(self, appliance):
        """Whether all of them are resumed; they must agree."""
        resumed = {self._request(appliance, version) for version in VERSIONS}
        assert len(resumed) == 1, resumed
        return resumed.pop()

    def _request(self, appliance, version):
        plain = wire.connect(appliance.port)
        with self.contexts[version].wrap_socket(
            plain, server_hostname=HOST, session=self.sessions[version], suppress_ragged_eofs=False
        ) as client:
            client.sendall(REQUEST)
            assert wire.split(wire.read_to_end(client))[0].status == 200
            self.sessions[version] = client.session
            return client.session_reused


def key_file(appliance):
    return appliance.data / "certificates" / "tickets.key"


def kept_keys(appliance):
    """The kept keys as (made, hex), the newest first."""
    lines = key_file(appliance).read_text().splitlines()
    return [(int(made), key) for made, key in (line.split() for line in lines[1:-1])]


def keep_keys(appliance, keys):
    text = "session ticket keys 1\n" + "".join(f"{made} {key}\n" for made, key in keys)
    key_file(appliance).write_text(text + hashlib.sha256(text.encode()).hexdigest() + "\n")


def test_restart():
    """tickets resume after a stop and after a crash, and their keys are for this user only"""
    with tempfile.TemporaryDirectory() as data:
        with Appliance(*FLAGS, data=data) as appliance:
            clients = Clients(appliance)
            assert not clients.are_resumed(appliance)
            assert clients.are_resumed(appliance)
            assert key_file(appliance).stat().st_mode & 0o777 == 0o600
            keys = kept_keys(appliance)
            assert appliance.stop() == 0
            appliance.start()
            assert clients.are_resumed(appliance)
            appliance.kill()
            appliance.start()
            assert clients.are_resumed(appliance)
            assert kept_keys(appliance) == keys, "a restart alone changes no key"


def test_ephemeral():
    """an ephemeral appliance resumes within its run, and leaves no key behind"""
    with tempfile.TemporaryDirectory() as data, Appliance(*FLAGS, "--ephemeral", data=data) as appliance:
        clients = Clients(appliance)
        assert not clients.are_resumed(appliance)
        assert clients.are_resumed(appliance)
        assert not key_file(appliance).exists()
        assert appliance.stop() == 0


def test_damage():
    """a damaged file of keys is told with its name and replaced, and does not stop the start"""
    with tempfile.TemporaryDirectory() as data, Appliance(*FLAGS, data=data) as appliance:
        clients = Clients(appliance)
        clients.are_resumed(appliance)
        good = key_file(appliance).read_bytes()
        for bad in (b"", good[:-9], good.replace(b"\n1", b"\n2", 1), bytes(len(good)), b"\xff" * 99):
            assert appliance.stop() == 0
            key_file(appliance).write_bytes(bad)
            appliance.start()
            assert "tickets.key" in appliance.log_text() and "new keys" in appliance.log_text()
            assert not clients.are_resumed(appliance), bad
            assert clients.are_resumed(appliance)
            (key,) = kept_keys(appliance)
            assert abs(key[0] - time.time()) < 3600


def test_rotation():
    """keys rotate when their time is over, at a start and while it runs, and their tickets still resume"""
    with tempfile.TemporaryDirectory() as data, Appliance(*FLAGS, data=data) as appliance:
        clients = Clients(appliance)
        clients.are_resumed(appliance)
        ((_, first),) = kept_keys(appliance)
        assert appliance.stop() == 0
        keep_keys(appliance, [(int(time.time()) - ROTATION_SECONDS - 60, first)])
        appliance.start()
        (_, second), (_, kept) = kept_keys(appliance)
        assert kept == first != second
        assert clients.are_resumed(appliance)
        assert appliance.stop() == 0
        due = int(time.time()) - ROTATION_SECONDS + 3
        keep_keys(appliance, [(due, second), (due - ROTATION_SECONDS, first)])
        appliance.start()
        wait_until(lambda: len(kept_keys(appliance)) == 3, "the rotation")
        assert [key for _, key in kept_keys(appliance)][1:] == [second, first]
        assert clients.are_resumed(appliance)
        assert clients.are_resumed(appliance)
        assert "tickets.key" not in appliance.log_text()


def test_unwritable():
    """keys that cannot be kept are told, and tickets work all the same"""
    with tempfile.TemporaryDirectory() as data, Appliance(*FLAGS, data=data) as appliance:
        clients = Clients(appliance)
        assert appliance.stop() == 0
        key_file(appliance).unlink()
        (Path(data) / "certificates" / ".tickets.key.new").mkdir()
        appliance.start()
        assert "tickets.key" in appliance.log_text()
        assert not clients.are_resumed(appliance)
        assert clients.are_resumed(appliance)


if __name__ == "__main__":
    sentences.main(globals())
