"""RFC 7692 through the echo of the diagnostics and on the stream, against Python's own use of zlib."""

import itertools
import json
import os
import re
import zlib

import sentences
import wire
from appliance import Appliance, tls_socket
from stream import Integration
from wire import WebSocket, frame

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
LIMIT = 16 * 1024 * 1024
COMPRESSED = 4
TAIL = b"\x00\x00\xff\xff"
NO_SERVER, NO_CLIENT = "server_no_context_takeover", "client_no_context_takeover"

shared = Appliance(
    "--http-port", "0", "--diagnostics", "on", "--clock-start", "2026-03-02T08:00:00Z", "--clock-rate", "0"
)


class Deflater:
    """Compresses a client's messages by what was agreed."""

    def __init__(self, agreed):
        self.agreed, self.zlib = agreed, None

    def __call__(self, message):
        if self.zlib is None or self.agreed.get(NO_CLIENT):
            bits = max(9, self.agreed.get("client_max_window_bits", 15))
            self.zlib = zlib.compressobj(6, zlib.DEFLATED, -bits)
        data = self.zlib.compress(message) + self.zlib.flush(zlib.Z_SYNC_FLUSH)
        return data[:-4] if data.endswith(TAIL) else data


def echo(offer):
    return WebSocket(shared.http_port, Sec_WebSocket_Extensions=offer)


# What is offered, and what is answered; None where the extension is not used.
OFFERS = [
    ("permessage-deflate", {}),
    ("permessage-deflate; client_max_window_bits", {}),
    ("permessage-deflate; client_max_window_bits=8", {"client_max_window_bits": 8}),
    ("permessage-deflate; server_max_window_bits=9", {"server_max_window_bits": 9}),
    (f"permessage-deflate; {NO_SERVER}; {NO_CLIENT}", {NO_SERVER: True, NO_CLIENT: True}),
    ('permessage-deflate; server_max_window_bits="10"', {"server_max_window_bits": 10}),
    ("permessage-deflate; server_max_window_bits=8", None),
    ("permessage-deflate; server_max_window_bits=8, permessage-deflate", {}),
    ("permessage-deflate; foo, permessage-deflate; client_max_window_bits=9", {"client_max_window_bits": 9}),
    (["x-foo", f"permessage-deflate; {NO_SERVER}"], {NO_SERVER: True}),
    *[(f"permessage-deflate; {bad}", None) for bad in (
        "server_max_window_bits", "server_max_window_bits=16", "server_max_window_bits=09", "client_max_window_bits=7",
        f"{NO_SERVER}=1", f"{NO_SERVER}; {NO_SERVER}", "unknown=1")],
]


def test_offers():
    """offers are accepted as they are asked for, and an offer that cannot be is passed over"""
    for offer, expected in OFFERS:
        with echo(offer) as peer:
            assert peer.agreed == expected, (offer, peer.agreed)


def test_combinations():
    """messages of all sizes and kinds come back with every combination of the parameters, whole and in fragments"""
    noise = os.urandom(1 << 20)
    text = ("κόσμε ☃ " * 2_000).encode()
    for server, client, *bits in itertools.product((False, True), (False, True), (None, 9), (None, 8, 15)):
        offer = "permessage-deflate" + f"; {NO_SERVER}" * server + f"; {NO_CLIENT}" * client
        for name, one in zip(("server_max_window_bits", "client_max_window_bits"), bits):
            offer += f"; {name}={one}" if one else ""
        with echo(offer) as peer:
            assert peer.agreed is not None, offer
            deflate = Deflater(peer.agreed)
            # The longest are slow to send from here: once for each way of taking over context.
            sizes = (0, 1, 125, 126, 65535, 65536, 1 << 20) if bits == [None, None] else (0, 1, 126, 65536)
            for size, opcode in itertools.product(sizes, (TEXT, BINARY)):
                message = b"a" * size if opcode == TEXT else noise[:size]
                peer.send(frame(opcode, deflate(message), reserved=COMPRESSED))
                assert peer.read() == (opcode, message), (offer, size)
            for cut in (0, 1, 1000):
                data = deflate(text)
                peer.send(frame(TEXT, data[:cut], final=False, reserved=COMPRESSED) + frame(PING, b"p"))
                assert peer.read() == (PONG, b"p")
                peer.send(frame(CONT, final=False) + frame(CONT, data[cut:]))
                assert peer.read() == (TEXT, text), (offer, cut)
            peer.send(frame(BINARY, b"as it is") + frame(TEXT, deflate(b"again"), reserved=COMPRESSED))
            assert [peer.read(), peer.read()] == [(BINARY, b"as it is"), (TEXT, b"again")]


def bomb(size):
    """Zeros that decompress to so many bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush(zlib.Z_SYNC_FLUSH)[:-4]


HELLO = bytes.fromhex("f248cdc9c90700")
VIOLATIONS = [
    ("a compressed ping", [frame(PING, b"", reserved=COMPRESSED)], 1002),
    ("a compressed close", [frame(CLOSE, b"", reserved=COMPRESSED)], 1002),
    ("a continuation that says it is compressed",
     [frame(TEXT, HELLO[:3], final=False, reserved=COMPRESSED), frame(CONT, HELLO[3:], reserved=COMPRESSED)], 1002),
    ("RSV2 beside RSV1", [frame(TEXT, HELLO, reserved=6)], 1002),
    ("no deflate data", [frame(TEXT, b"\x07\xff", reserved=COMPRESSED)], 1007),
    ("a look back at nothing", [frame(TEXT, bytes.fromhex("f200110000"), reserved=COMPRESSED)], 1007),
    ("a message that ends inside a block", [frame(TEXT, HELLO[:4], reserved=COMPRESSED)], 1007),
    ("wrong text in an unfinished fragment",
     [frame(TEXT, bytes.fromhex("000200fdff41c0"), final=False, reserved=COMPRESSED)], 1007),
    ("a bomb", [frame(BINARY, bomb(LIMIT + (1 << 20)), reserved=COMPRESSED)], 1009),
]


def test_violations():
    """what breaks the extension's rules is closed with the status for it, a bomb at the limit"""
    for name, frames, code in VIOLATIONS:
        with echo("permessage-deflate") as peer:
            peer.send(b"".join(frames))
            got = peer.rest()
            assert len(got) == 1 and got[0][0] == CLOSE and got[0][1][:2] == code.to_bytes(2, "big"), (name, got)
    with WebSocket(shared.http_port) as peer:
        peer.send(frame(TEXT, HELLO, reserved=COMPRESSED))
        assert peer.rest()[0][1][:2] == (1002).to_bytes(2, "big"), "nothing was agreed"


def resident():
    with open(f"/proc/{shared.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) * 1024


def test_bombs():
    """bombs leave no memory behind, and the longest message may be as long as without compression"""
    data = frame(BINARY, bomb(LIMIT + (1 << 20)), reserved=COMPRESSED)
    before = resident()
    for _ in range(5):
        with echo("permessage-deflate") as peer:
            peer.send(data)
            peer.rest()
    assert resident() < before + 4 * LIMIT, (before, resident())
    with echo(f"permessage-deflate; {NO_SERVER}") as peer:
        peer.send(frame(BINARY, bomb(LIMIT), reserved=COMPRESSED))
        assert peer.read() == (BINARY, bytes(LIMIT))
        assert peer.received < LIMIT // 100, "it was echoed compressed"


class Follower(Integration):
    """An integration that offers compression, over TLS, reading frames by itself."""

    def __init__(self, offer):
        self.offer = offer
        super().__init__(self, "1.21.1", shared.token())

    def websocket(self, path, subprotocols, plain=None):
        self.raw = WebSocket(
            connected=tls_socket(shared, plain), line=f"GET {path} HTTP/1.1", Sec_WebSocket_Protocol=subprotocols[0],
            Sec_WebSocket_Extensions=self.offer)
        return self

    def send(self, text):
        data = text.encode()
        if self.raw.agreed is None:
            self.raw.send(frame(TEXT, data))
        else:
            self.raw.send(frame(TEXT, Deflater(self.raw.agreed)(data), reserved=COMPRESSED))

    def recv_data(self):
        return self.raw.read()

    def close(self):
        self.raw.plain.close()


def test_stream():
    """on the stream every window gives the same lines as no compression, in fewer bytes"""
    offers = [None, "permessage-deflate", "permessage-deflate; server_max_window_bits=9; client_max_window_bits"]
    followers = [Follower(offer) for offer in offers]
    assert [one.raw.agreed for one in followers] == [
        None,
        {NO_SERVER: True, NO_CLIENT: True, "server_max_window_bits": 12},
        {NO_SERVER: True, NO_CLIENT: True, "server_max_window_bits": 9, "client_max_window_bits": 12},
    ]
    shared.advance(600)
    lines = [[one.line() for _ in range(30)] for one in followers]
    assert lines[0] == lines[1] == lines[2]
    assert all(json.loads(line)["type"] == "model_update" for line in lines[0])
    sizes = [one.raw.received for one in followers]
    print("bytes on the wire for the same lines:", sizes)
    assert max(sizes[1:]) < sizes[0] * 2 / 3, sizes
    for one in followers:
        one.close()


if __name__ == "__main__":
    with shared:
        sentences.main(globals())
