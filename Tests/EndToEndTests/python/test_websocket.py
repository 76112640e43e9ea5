"""RFC 6455, frame by frame, through the echo of the diagnostics: a table in the spirit of the Autobahn suite."""

import base64
import os
import socket
import struct

import sentences
import wire
from appliance import Appliance
from wire import PATH, WebSocket, frame, handshake

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
LIMIT = 16 * 1024 * 1024

shared = Appliance("--http-port", "0", "--diagnostics", "on")


def status(code, reason=b""):
    return struct.pack("!H", code) + reason


BYE = frame(CLOSE, status(1000))
SNOWMAN = "κόσμε☃𐍈".encode()

# Frames sent, and frames expected up to the end; a number expects a Close with that status last.
TABLE = [
    ("an empty text", [frame(TEXT)], [(TEXT, b"")]),
    ("an empty binary", [frame(BINARY)], [(BINARY, b"")]),
    *[(f"{count} bytes", [frame(BINARY, b"\xfe" * count)], [(BINARY, b"\xfe" * count)])
      for count in (1, 124, 125, 126, 127, 128, 65535, 65536, 65537)],
    ("two fragments", [frame(TEXT, b"ab", final=False), frame(CONT, b"cd")], [(TEXT, b"abcd")]),
    ("empty fragments", [frame(BINARY, final=False), frame(CONT, final=False), frame(CONT)], [(BINARY, b"")]),
    ("a ping inside a message",
     [frame(TEXT, b"ab", final=False), frame(PING, b"p"), frame(CONT, b"cd", final=False), frame(PING, b""),
      frame(PONG, b"x"), frame(CONT, b"ef")], [(PONG, b"p"), (PONG, b""), (TEXT, b"abcdef")]),
    ("the longest ping", [frame(PING, b"\x00\xff" * 62 + b"z")], [(PONG, b"\x00\xff" * 62 + b"z")]),
    ("ten pings", [frame(PING, b"%d" % n) for n in range(10)], [(PONG, b"%d" % n) for n in range(10)]),
    ("pongs that nobody asked for", [frame(PONG, b"x"), frame(PONG), frame(TEXT, b"a")], [(TEXT, b"a")]),
    ("a mask of zeros", [frame(TEXT, b"abc", mask=b"\0\0\0\0")], [(TEXT, b"abc")]),
    ("text of several bytes a character", [frame(TEXT, SNOWMAN)], [(TEXT, SNOWMAN)]),
    ("characters split over fragments",
     [frame(TEXT, SNOWMAN[:1], final=False)]
     + [frame(CONT, SNOWMAN[i : i + 1], final=False) for i in range(1, len(SNOWMAN))] + [frame(CONT)],
     [(TEXT, SNOWMAN)]),
    ("noncharacters and the last character", [frame(TEXT, b"\xef\xbf\xbf\xf4\x8f\xbf\xbf\0")],
     [(TEXT, b"\xef\xbf\xbf\xf4\x8f\xbf\xbf\0")]),
    ("binary that is no UTF-8", [frame(BINARY, b"\xff\xc0")], [(BINARY, b"\xff\xc0")]),
    ("many small messages", [frame(TEXT, b"%d" % n) for n in range(500)], [(TEXT, b"%d" % n) for n in range(500)]),
    # Violations
    *[(f"reserved bits {bits}", [frame(TEXT, b"a", reserved=bits)], 1002) for bits in range(1, 8)],
    ("a reserved bit in a ping", [frame(PING, b"a", reserved=4)], 1002),
    *[(f"opcode {opcode}", [frame(opcode, b"a")], 1002) for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)],
    ("a fault after an echo", [frame(TEXT, b"a"), frame(3)], [(TEXT, b"a"), 1002]),
    ("an unmasked text", [frame(TEXT, b"a", masked=False)], 1002),
    ("an unmasked close", [frame(CLOSE, status(1000), masked=False)], 1002),
    ("a ping of 126 bytes", [frame(PING, b"a" * 126)], 1002),
    ("a fragmented ping", [frame(PING, b"a", final=False)], 1002),
    ("a fragmented close", [frame(CLOSE, final=False)], 1002),
    ("a continuation of nothing", [frame(CONT, b"a")], 1002),
    ("a continuation after a whole message", [frame(TEXT, b"a"), frame(CONT, b"b")], [(TEXT, b"a"), 1002]),
    ("a text inside a text", [frame(TEXT, b"a", final=False), frame(TEXT, b"b")], 1002),
    ("a length that is not the shortest, 16 bits", [frame(TEXT, b"a" * 125, length=(126, 125))], 1002),
    ("a length that is not the shortest, 64 bits", [frame(TEXT, b"a" * 9, length=(127, 65535))], 1002),
    ("a length with its highest bit", [frame(BINARY, b"", length=(127, 1 << 63))], 1002),
    ("an announced length past the limit", [frame(BINARY, b"", length=(127, LIMIT + 1))], 1009),
    ("an announced length past everything", [frame(BINARY, b"", length=(127, (1 << 63) - 1))], 1009),
    *[(f"text {bad!r}", [frame(TEXT, b"ok" + bad)], 1007)
      for bad in (b"\xff", b"\x80", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
                  b"\xf8\x88\x80\x80\x80", b"\xe2\x82", b"\xf0\x9f\x98")],
    ("a wrong byte in the first fragment is not waited for", [frame(TEXT, b"\xce\xba\xff", final=False)], 1007),
    ("a wrong byte in the second fragment",
     [frame(TEXT, b"\xce", final=False), frame(CONT, b"\xff", final=False)], 1007),
    ("a wrong byte in an unfinished frame", [frame(TEXT, b"\xff" + b"a" * 300)[:40]], 1007),
    # Close
    ("an empty close", [frame(CLOSE)], [(CLOSE, b"")]),
    *[(f"close {code}", [frame(CLOSE, status(code))], [(CLOSE, status(code))])
      for code in (1000, 1001, 1002, 1003, *range(1007, 1015), 3000, 3999, 4000, 4999)],
    *[(f"close {code}", [frame(CLOSE, status(code))], 1002)
      for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)],
    ("a close of one byte", [frame(CLOSE, b"\x03")], 1002),
    ("the longest reason", [frame(CLOSE, status(1000, b"r" * 123))], [(CLOSE, status(1000, b"r" * 123))]),
    ("a reason too long", [frame(CLOSE, status(1000, b"r" * 124))], 1002),
    ("a reason that is no UTF-8", [frame(CLOSE, status(1000, b"\xce\xba\xff"))], 1007),
    ("frames after a close", [frame(CLOSE, status(1001)), frame(TEXT, b"a"), frame(PING)], [(CLOSE, status(1001))]),
    ("a close inside a message", [frame(TEXT, b"a", final=False), BYE], [(CLOSE, status(1000))]),
]

HANDSHAKES = [
    ("as it should be", handshake(), 101),
    ("words in other cases", handshake(Upgrade="WebSocket", Connection="keep-alive, UPGRADE"), 101),
    ("several upgrades", handshake(Upgrade="h2c, websocket"), 101),
    ("extensions are offered", handshake(Sec_WebSocket_Extensions="x-webkit-deflate-frame, foo; bar=\"1\""), 101),
    ("an extension without a name", handshake(Sec_WebSocket_Extensions="; a=1"), 400),
    ("an extension with an empty quoted value", handshake(Sec_WebSocket_Extensions='foo; a=""'), 400),
    ("subprotocols are offered", handshake(Sec_WebSocket_Protocol="chat, superchat"), 101),
    ("an absolute target", handshake(line=f"GET http://support.example.com{PATH} HTTP/1.1"), 101),
    ("version 8", handshake(Sec_WebSocket_Version="8"), 426),
    ("version 14", handshake(Sec_WebSocket_Version="14"), 426),
    ("no version", handshake(Sec_WebSocket_Version=None), (400, 426)),
    ("two versions", handshake(Sec_WebSocket_Version=["13", "13"]), (400, 426)),
    ("no key", handshake(Sec_WebSocket_Key=None), 400),
    ("an empty key", handshake(Sec_WebSocket_Key=""), 400),
    ("a key of 15 bytes", handshake(Sec_WebSocket_Key=base64.b64encode(b"k" * 15).decode()), 400),
    ("a key of 17 bytes", handshake(Sec_WebSocket_Key=base64.b64encode(b"k" * 17).decode()), 400),
    ("a key that is no base64", handshake(Sec_WebSocket_Key="!" * 22 + "=="), 400),
    ("two keys", handshake(Sec_WebSocket_Key=["dGhlIHNhbXBsZSBub25jZQ=="] * 2), 400),
    ("no Connection: Upgrade", handshake(Connection="keep-alive"), 400),
    ("HTTP/1.0", handshake(line=f"GET {PATH} HTTP/1.0"), 400),
    ("no Host", handshake(Host=None), 400),
    ("another upgrade only", handshake(Upgrade="h2c"), 200),
    ("POST", handshake(line=f"POST {PATH} HTTP/1.1", Content_Length="0"), (200, 400, 405)),
]


def check(name, frames, expected):
    """Sends in one segment and, where that is short, byte by byte; all that comes must be as expected."""
    whole = b"".join(frames)
    expected = expected if isinstance(expected, list) else [expected]
    closes = isinstance(expected[-1], int) or expected[-1][0] == CLOSE
    for bytewise in (False, True) if len(whole) < 300 else (False,):
        with WebSocket(shared.http_port) as peer:
            data = whole if closes else whole + BYE
            if bytewise:
                for byte in data:
                    peer.send(bytes([byte]))
            else:
                peer.send(data)
            got = peer.rest()
        wanted = expected if closes else expected + [(CLOSE, status(1000))]
        if isinstance(wanted[-1], int):
            assert got and got[-1][0] == CLOSE and got[-1][1][:2] == status(wanted[-1]), f"{name}: {short(got)}"
            got[-1][1][2:].decode()
            got, wanted = got[:-1], wanted[:-1]
        assert got == wanted, f"{name} (bytewise {bytewise}): {short(got)}"


def short(frames):
    return [(opcode, payload[:40]) for opcode, payload in frames][:8]


def test_table():
    """messages, fragments, control frames, violations and closes, in one segment and byte by byte"""
    problems = []
    for name, frames, expected in TABLE:
        try:
            check(name, frames, expected)
        except (AssertionError, OSError) as problem:
            problems.append(f"{name}: {problem!r}")
    assert not problems, "\n".join(problems)


def test_handshakes():
    """opening handshakes, good and bad"""
    for name, data, expected in HANDSHAKES:
        with wire.connect(shared.http_port) as plain:
            plain.sendall(data)
            head = plain.recv(65536)
        code = int(head[9:12])
        assert code in (expected if isinstance(expected, tuple) else (expected,)), f"{name}: {head!r}"
        if code == 426:
            assert b"Sec-WebSocket-Version: 13\r\n" in head and b"Upgrade: websocket\r\n" in head, head
        if code == 101:
            assert b"\r\nDate: " in head and b"-Extensions:" not in head and b"-Protocol:" not in head, head
            assert b"Content-Length" not in head and b"Transfer-Encoding" not in head, head


def test_frames_behind_the_handshake():
    """frames in the same packet as the handshake are answered behind it"""
    with wire.connect(shared.http_port) as plain:
        plain.sendall(handshake() + frame(TEXT, b"early") + BYE)
        assert wire.read_to_end(plain).endswith(b"\x81\x05early\x88\x02\x03\xe8")


def test_limit():
    """the longest message comes back, whole or in fragments, and one byte more is refused"""
    payload = os.urandom(1 << 16) * (LIMIT >> 16)
    half = LIMIT // 2
    for frames in ([frame(BINARY, payload)], [frame(BINARY, payload[:half], final=False), frame(CONT, payload[half:])]):
        with WebSocket(shared.http_port) as peer:
            for one in frames:
                peer.send(one)
            assert peer.read() == (BINARY, payload)
    with WebSocket(shared.http_port) as peer:
        peer.send(frame(BINARY, payload[:half], final=False) + frame(CONT, b"", length=(127, half + 1)))
        ((opcode, body),) = peer.rest()
        assert opcode == CLOSE and body[:2] == status(1009)


def test_pieces():
    """a message that arrives in pieces of any size comes back whole"""
    payload = ("☃" * 30_000).encode()
    whole = frame(TEXT, payload)
    for piece in (997, 4096, 65536):
        with WebSocket(shared.http_port) as peer:
            for start in range(0, len(whole), piece):
                peer.send(whole[start : start + piece])
            assert peer.read() == (TEXT, payload)


def test_gone():
    """a peer that ends or resets its connection in the middle of a frame leaves nothing behind"""
    for hard in (False, True):
        peer = WebSocket(shared.http_port)
        peer.send(frame(TEXT, b"abc")[:5])
        if hard:
            wire.reset_on_close(peer.plain)
            peer.plain.close()
        else:
            peer.plain.shutdown(socket.SHUT_WR)
            assert peer.rest() == []
            peer.plain.close()
    with WebSocket(shared.http_port) as peer:
        peer.send(frame(TEXT, b"still here") + BYE)
        assert peer.rest() == [(TEXT, b"still here"), (CLOSE, status(1000))]


if __name__ == "__main__":
    with shared:
        sentences.main(globals())
