"""TLS as clients meet it: versions, ciphers, tickets, ends, and clients that are none."""

import re
import resource
import ssl
import subprocess
import warnings
from pathlib import Path

import sentences
import wire
from appliance import HOST, Appliance, wait_until
from wire import PATH, split

shared = Appliance("--http-port", "0", "--diagnostics", "on")
warnings.simplefilter("ignore", DeprecationWarning)
REQUEST = f"GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()


def context(version=None, ciphers=None, protocols=None):
    made = ssl.create_default_context(cafile=shared.ca_file())
    if ciphers:
        made.set_ciphers(ciphers)
    if version:
        made.minimum_version = made.maximum_version = version
    if protocols:
        made.set_alpn_protocols(protocols)
    return made


def connect(made, name=HOST, session=None, receive_buffer=None):
    """A connection whose end without close_notify is an error."""
    plain = wire.connect(shared.port, receive_buffer)
    return made.wrap_socket(plain, server_hostname=name, session=session, suppress_ragged_eofs=False)


def refused(**how):
    try:
        connect(context(**how)).close()
    except ssl.SSLError as error:
        return str(error)
    return None


def test_versions():
    """TLS 1.2 and 1.3 are spoken, older versions and ciphers without forward secrecy are not"""
    for version, name in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
        with connect(context(version)) as client:
            assert client.version() == name
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        assert refused(version=version, ciphers="ALL:@SECLEVEL=0"), version
    for ciphers in ("AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "aNULL"):
        how = {"version": ssl.TLSVersion.TLSv1_2, "ciphers": ciphers + ":@SECLEVEL=0"}
        assert "HANDSHAKE_FAILURE" in refused(**how), ciphers


def test_alpn():
    """http/1.1 is chosen wherever it is offered, else http/1.0; who offers neither is refused"""
    for offered in (["http/1.1"], ["h2", "http/1.1"]):
        with connect(context(protocols=offered)) as client:
            assert client.selected_alpn_protocol() == "http/1.1"
    with connect(context(protocols=["http/1.0"])) as client:
        assert client.selected_alpn_protocol() == "http/1.0"
    assert refused(protocols=["h2"])


def test_names():
    """a client that asks for no name, or for another one, gets the first certificate"""
    made = context()
    made.check_hostname = False
    for name in (None, "other.example"):
        with connect(made, name) as client:
            assert client.getpeercert()


def test_resumption():
    """tickets resume on any loop, in both versions, and every answer ends with close_notify"""
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        made, session = context(version), None
        for number in range(20):
            with connect(made, session=session) as client:
                client.sendall(REQUEST)
                (answer,) = split(wire.read_to_end(client))
                assert answer.status == 200
                assert client.session_reused == (number > 0), (version, number)
                session = client.session


def test_ends():
    """the end of a refusal arrives, although the client goes on sending, and so does the end for HTTP/1.0"""
    with connect(context()) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4194304\r\n\r\n")
        client.sendall(bytes(4194304))
        (answer,) = split(wire.read_to_end(client))
        assert answer.status == 413
    with connect(context(), receive_buffer=4096) as client:
        query = "&".join(f"n{number}=x" for number in range(700))
        client.sendall(f"GET {PATH}?{query} HTTP/1.0\r\n\r\n".encode())
        (answer,) = split(wire.read_to_end(client))
        assert answer.status == 200


def test_renegotiation():
    """a client that renegotiates is refused, whatever it is in the midst of, and nobody else notices"""
    with connect(context()) as bystander:
        for _ in range(3):
            client = subprocess.run(
                ["openssl", "s_client", "-tls1_2", "-connect", f"127.0.0.1:{shared.port}", "-servername", HOST],
                input=b"R\n", capture_output=True, timeout=wire.SECONDS)
            assert b"RENEGOTIATING" in client.stderr and b"no renegotiation" in client.stderr, client
        bystander.sendall(REQUEST)
        (answer,) = split(wire.read_to_end(bystander))
        assert answer.status == 200


def test_no_tls():
    """plain HTTP on the TLS port is told so in plain text, and other bytes are ended without a reset"""
    for body in (b"", bytes(100_000)):
        raw = wire.exchange(shared.port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + body)
        (answer,) = split(raw)
        assert answer.status == 400 and b"HTTPS" in answer.body
    assert len(wire.exchange(shared.port, bytes(100_000))) < 8
    assert wire.exchange(shared.port, bytes.fromhex("160301ffff") + bytes(1000))[:1] == b"\x15"


def test_cut_handshakes():
    """a handshake that is cut anywhere, by an end or by a reset, leaves nothing behind"""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        context().wrap_bio(incoming, outgoing, server_hostname=HOST).do_handshake()
    except ssl.SSLWantReadError:
        pass
    hello = outgoing.read()
    before = wire.sockets(shared.pid)
    for count in range(0, len(hello) + 1, 9):
        with wire.connect(shared.port) as plain:
            plain.sendall(hello[:count])
            if count % 2:
                wire.reset_on_close(plain)
    wait_until(lambda: wire.sockets(shared.pid) <= before, "the sockets' return")
    with wire.connect(shared.port) as plain:
        for byte in hello:
            plain.send(bytes([byte]))
        assert plain.recv(1) == b"\x16"


def test_vanishing():
    """clients that vanish in the middle of a streamed report leave nothing behind"""
    head = f"GET /api/reporting?generate_report=SupportSession&start_date=2020-01-01&duration=0 HTTP/1.1\r\nHost: {HOST}"
    request = f"{head}\r\nAuthorization: Bearer {shared.token()}\r\n\r\n".encode()
    made, before = context(), wire.sockets(shared.pid)
    for number in range(60):
        with connect(made, receive_buffer=4096) as client:
            client.sendall(request)
            if number % 2:
                client.recv(100)
            if number % 3:
                wire.reset_on_close(client)
    wait_until(lambda: wire.sockets(shared.pid) <= before, "the sockets' return")


def test_crowd():
    """a crowd of idle connections costs little each, and gives its memory and descriptors back when it goes"""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    count = min(1500, most - 100)
    made, before, sockets = context(), resident(), wire.sockets(shared.pid)
    crowd = [connect(made) for _ in range(count)]
    each = (resident() - before) * 1024 / count
    assert each < 25, f"{each:.1f} KB each"
    for client in crowd:
        client.close()
    wait_until(lambda: wire.sockets(shared.pid) <= sockets, "the sockets' return")
    allowed = before + count * each / 1024 / 4
    wait_until(lambda: resident() < allowed, "the memory's return")


def resident():
    """The appliance's resident memory in MB."""
    status = Path(f"/proc/{shared.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


if __name__ == "__main__":
    with shared:
        sentences.main(globals())
