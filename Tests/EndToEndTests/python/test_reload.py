"""A certificate that is replaced under load: SIGHUP, open connections, tickets, and pairs that are none."""

import signal
import ssl
import subprocess
import tempfile
import threading
from pathlib import Path

import sentences
import wire
from appliance import HOST, Appliance, wait_until

REQUEST = f"GET {wire.PATH} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def make_pair(folder, name):
    """A certificate that is its own CA, and its key, as (certificate, key) in PEM."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return certificate.read_text(), key.read_text()


class Site:
    """An appliance with a pair of the user's own, and clients that trust both of the pairs that it may serve."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.pairs = [make_pair(self.folder, name) for name in ("first", "second")]
        self.trusted = "".join(certificate for certificate, _ in self.pairs)
        self.serve(*self.pairs[0])
        self.appliance = Appliance(
            "--diagnostics", "on", "--simulation", "off", "--connections", "keep-alive", "--threads", "2",
            "--certificate", str(self.folder / "served.pem"), "--private-key", str(self.folder / "served.key"))

    def serve(self, certificate, key):
        (self.folder / "served.pem").write_text(certificate)
        (self.folder / "served.key").write_text(key)

    def reload(self):
        self.appliance.process.send_signal(signal.SIGHUP)

    def context(self):
        return ssl.create_default_context(cadata=self.trusted)

    def connect(self, context=None, session=None):
        plain = wire.connect(self.appliance.port)
        return (context or self.context()).wrap_socket(
            plain, server_hostname=HOST, session=session, suppress_ragged_eofs=False)

    def served(self):
        """The common name of the certificate that a new connection gets."""
        with self.connect() as client:
            return client.getpeercert()["subject"][0][0][1]


def request(client):
    client.sendall(REQUEST)
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += client.recv(65536)
    while True:
        try:
            (answer,) = wire.split(raw)
            break
        except AssertionError:
            raw += client.recv(65536)
    assert answer.status == 200, answer


def test_under_load():
    """a new pair serves new connections within a turn; open ones, tickets and those in between lose nothing"""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        with site.appliance:
            failures, is_over = [], threading.Event()

            def load():
                context, session = site.context(), None
                while not is_over.is_set():
                    try:
                        with site.connect(context, session) as client:
                            request(client)
                            session = client.session
                    except (OSError, AssertionError) as failure:
                        failures.append(failure)

            loaders = [threading.Thread(target=load) for _ in range(3)]
            open_before = [site.connect() for _ in range(30)]
            returning = site.context()
            with site.connect(returning) as client:
                request(client)
                session = client.session
            for loader in loaders:
                loader.start()
            try:
                for number in range(6):
                    name = ("second", "first")[number % 2]
                    site.serve(*site.pairs[(number + 1) % 2])
                    site.reload()
                    wait_until(lambda: site.served() == name, f"reload {number}")
                    with site.connect(returning, session) as client:
                        request(client)
                        assert client.session_reused, f"the ticket resumes after reload {number}"
                        session = client.session
                for client in open_before:
                    request(client)
                    client.close()
            finally:
                is_over.set()
                for loader in loaders:
                    loader.join()
            assert not failures, failures[:3]


def test_broken_pairs():
    """a pair that cannot be served leaves the old one in service, and a line in the log says why"""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        (first, first_key), (second, second_key) = site.pairs
        broken = [
            (second, first_key, "wrong pair"), ("nothing", first_key, "readable certificate"),
            (second, "nothing", "readable private key"), (second[: len(second) // 2], second_key, "readable certificate"),
            (first, "", "readable private key")]
        with site.appliance:
            with site.connect() as client:
                for number, (certificate, key, reason) in enumerate(broken, 1):
                    site.serve(certificate, key)
                    site.reload()
                    told = lambda: site.appliance.log_text().count("the configuration is not applied") == number
                    wait_until(told, f"the refusal of pair {number}")
                    assert reason in site.appliance.log_text().splitlines()[-1]
                    assert site.served() == "first"
                    request(client)
                (Path(folder) / "served.pem").unlink()
                site.reload()
                wait_until(lambda: "cannot be read" in site.appliance.log_text(), "the refusal of no file")
                assert site.served() == "first"
            site.serve(second, second_key)
            site.reload()
            wait_until(lambda: site.served() == "second", "the mended pair")


if __name__ == "__main__":
    sentences.main(globals())
