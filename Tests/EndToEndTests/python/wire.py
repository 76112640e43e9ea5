"""Raw bytes over a socket, for tests of what no well-behaved client sends."""

import base64
import os
import re
import socket
import struct
import zlib

SECONDS = 20
PATH = "/_diagnostics/echo"
STATUS_LINE = re.compile(rb"HTTP/1\.1 (\d{3}) [^\r\n]*")


class Answer:
    """One answer, whose framing was checked to the byte."""

    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def __repr__(self):
        return f"<{self.status} {self.fields} {self.body[:80]!r}>"


def connect(port, receive_buffer=None):
    plain = socket.socket()
    if receive_buffer:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    plain.settimeout(SECONDS)
    plain.connect(("127.0.0.1", port))
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return plain


def read_to_end(connection):
    """All bytes up to the end; a reset is an error, as it may have destroyed an answer."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def exchange(port, data, end=False):
    """Sends and reads to the end. With `end`, the client ends its direction after having sent."""
    with connect(port) as plain:
        plain.sendall(data)
        if end:
            plain.shutdown(socket.SHUT_WR)
        return read_to_end(plain)


def split(raw, methods="GET"):
    """The answers in some bytes; `methods` are those of the requests, where HEAD matters."""
    answers = []
    methods = [methods] if isinstance(methods, str) else list(methods)
    while raw:
        head, mark, rest = raw.partition(b"\r\n\r\n")
        assert mark, f"a head does not end: {raw[:200]!r}"
        lines = head.split(b"\r\n")
        status = STATUS_LINE.fullmatch(lines[0])
        assert status, f"not a status line: {lines[0]!r}"
        status = int(status[1])
        fields = {}
        for line in lines[1:]:
            name, colon, value = line.partition(b":")
            assert colon and not name.strip(b"!#$%&'*+-.^_`|~0123456789" + bytes(LETTERS)), line
            fields.setdefault(name.decode().lower(), []).append(value.strip().decode("latin-1"))
        if status == 100:
            assert not fields, fields
            answers.append(Answer(status, fields, b""))
            raw = rest
            continue
        assert len(fields.get("date", [])) == 1, f"no Date: {head!r}"
        method = methods[0]
        if len(methods) > 1:
            methods.pop(0)
        body, raw = _body(status, fields, rest, method)
        answers.append(Answer(status, fields, body))
    return answers


LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _body(status, fields, rest, method):
    if status in (204, 304):
        assert "content-length" not in fields and "transfer-encoding" not in fields, fields
        return b"", rest
    if method == "HEAD":
        return b"", rest
    if fields.get("transfer-encoding") == ["chunked"]:
        assert "content-length" not in fields
        body = b""
        while True:
            size, mark, rest = rest.partition(b"\r\n")
            assert mark, "a chunked body does not end"
            size = int(size, 16)
            body, rest, end = body + rest[:size], rest[size + 2 :], rest[size : size + 2]
            assert end == b"\r\n", end
            if size == 0:
                return body, rest
    if "content-length" in fields:
        (length,) = fields["content-length"]
        assert len(rest) >= int(length), f"{len(rest)} of {length} bytes came"
        return rest[: int(length)], rest[int(length) :]
    assert fields["connection"] == ["close"], fields
    return rest, b""


def sockets(pid):
    """How many sockets a process has. Files are not counted: its database opens them when it needs them."""
    count = 0
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            count += os.readlink(f"/proc/{pid}/fd/{name}").startswith("socket:")
        except FileNotFoundError:
            pass
    return count


def reset_on_close(plain):
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


# WebSocket frames


def frame(opcode, payload=b"", final=True, reserved=0, masked=True, length=None, mask=None):
    """A frame as it travels. `length` lies about the length: (form, number)."""
    first = (0x80 if final else 0) | reserved << 4 | opcode
    count = len(payload)
    bit = 0x80 if masked else 0
    if length:
        form, number = length
        size = bytes([bit | form]) + (
            struct.pack("!H", number) if form == 126 else struct.pack("!Q", number) if form == 127 else b""
        )
    elif count < 126:
        size = bytes([bit | count])
    elif count < 65536:
        size = bytes([bit | 126]) + struct.pack("!H", count)
    else:
        size = bytes([bit | 127]) + struct.pack("!Q", count)
    if not masked:
        return bytes([first]) + size + payload
    mask = mask or os.urandom(4)
    return bytes([first]) + size + mask + masked_with(mask, payload)


def masked_with(mask, payload):
    count = len(payload)
    key = (mask * (count // 4 + 1))[:count]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(count, "big")


def handshake(**changes):
    """The bytes of an opening handshake; a change of None leaves a field out, a list repeats it."""
    fields = {
        "Host": "support.example.com",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
    }
    line = changes.pop("line", f"GET {PATH} HTTP/1.1")
    fields.update({name.replace("_", "-"): value for name, value in changes.items()})
    text = line + "\r\n"
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                text += f"{name}: {one}\r\n"
    return (text + "\r\n").encode()


class WebSocket:
    """A raw WebSocket client, of the echo if nothing else is said; over `connected` where it is given.

    Where the server agrees to permessage-deflate, `agreed` has its parameters, and messages are decompressed.
    """

    def __init__(self, port=None, connected=None, **changes):
        self.plain = connected or connect(port)
        self.pending = b""
        self.agreed = self.inflater = None
        # What was read, headers included.
        self.received = 0
        self.plain.sendall(handshake(**changes))
        while b"\r\n\r\n" not in self.pending:
            part = self.plain.recv(65536)
            assert part, self.pending
            self.pending += part
        head, _, self.pending = self.pending.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 "), head
        extensions = re.search(rb"\r\nSec-WebSocket-Extensions: permessage-deflate([^\r]*)", head)
        if extensions:
            pairs = [one.strip().partition("=") for one in extensions[1].decode().split(";")[1:]]
            self.agreed = {name: int(value) if mark else True for name, mark, value in pairs}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.plain.close()

    def send(self, data):
        self.plain.sendall(data)

    def _take(self, count):
        while len(self.pending) < count:
            part = self.plain.recv(1 << 20)
            if not part:
                return None
            self.pending += part
        taken, self.pending = self.pending[:count], self.pending[count:]
        self.received += count
        return taken

    def read(self):
        """(opcode, payload) of the next frame; None at the end."""
        head = self._take(2)
        if head is None:
            return None
        compressed = head[0] & 0x40
        assert head[0] & 0xB0 == 0x80 and not (compressed and (self.agreed is None or head[0] & 8)), (
            f"a frame of the server has the first byte {head[0]:#x}"
        )
        assert head[1] & 0x80 == 0, "a frame of the server is masked"
        count = head[1]
        if count == 126:
            count = struct.unpack("!H", self._take(2))[0]
            assert count > 125
        elif count == 127:
            count = struct.unpack("!Q", self._take(8))[0]
            assert count > 65535
        payload = self._take(count)
        return head[0] & 0x0F, self._inflated(payload) if compressed else payload

    def _inflated(self, payload):
        if self.inflater is None or self.agreed.get("server_no_context_takeover"):
            self.inflater = zlib.decompressobj(-self.agreed.get("server_max_window_bits", 15))
        return self.inflater.decompress(payload + b"\x00\x00\xff\xff")

    def rest(self):
        """All frames up to the end of the connection, which must not be a reset."""
        frames = []
        while one := self.read():
            frames.append(one)
        return frames

