"""Clients that behave badly on purpose, for test_soak.py: each does one bad thing, and says what it saw of the server."""

import os
import random
import select
import socket
import ssl
import time

import wire
from wire import PATH, split

HEAD = f"Host: a\r\nX-Padding: {'x' * 200}\r\n".encode()
GET = b"GET " + PATH.encode() + b" HTTP/1.1\r\n" + HEAD + b"\r\n"
POST = b"POST " + PATH.encode() + b" HTTP/1.1\r\n" + HEAD + b"Content-Length: 5000\r\n\r\n" + b"a=" + b"x" * 4998
# What the server may need beyond its deadline on a busy machine: it lingers for two seconds, too.
SLACK = 12


class Held:
    """A connection that stays open until the server ends it, which it must do within some seconds.

    Whenever it is looked at it sends some more of `dribble`, again and again."""

    def __init__(self, name, plain, seconds, dribble=b"", reads=True):
        self.name, self.plain, self.dribble, self.reads = name, plain, dribble, reads
        self.offset = 0
        self.end = time.monotonic() + seconds + SLACK
        plain.setblocking(False)

    def gone(self):
        """Whether the server has ended it; the connection dribbles on otherwise."""
        try:
            # A flood fills the kernel's buffers in some looks, however rarely it is looked at.
            for _ in range(16 if len(self.dribble) > 1 else len(self.dribble)):
                self.offset += self.plain.send(self.dribble[self.offset :])
                self.offset %= len(self.dribble)
            if self.reads:
                while part := self.plain.recv(65536):
                    del part
                return True
        except BlockingIOError:
            pass
        except OSError:
            return True
        poll = select.poll()
        poll.register(self.plain, 0)
        return any(events & (select.POLLHUP | select.POLLERR) for _, events in poll.poll(0))


class Mischief:
    """All the bad clients of one process. `seconds` are the server's limits by their names in the configuration."""

    def __init__(self, port, http_port, ca_file, seconds, seed):
        self.port, self.http_port, self.seconds = port, http_port, seconds
        self.random = random.Random(seed)
        self.context = ssl.create_default_context(cafile=ca_file)
        self.context.check_hostname = False
        self.hello = self._client_hello()
        self.held, self.counts, self.problems = [], {}, []

    def _client_hello(self):
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        try:
            self.context.wrap_bio(incoming, outgoing).do_handshake()
        except ssl.SSLWantReadError:
            pass
        return outgoing.read()

    def run(self, seconds, most_held=60):
        """Does everything in turns for so long, then waits until the server has ended what is held."""
        acts = [getattr(self, name) for name in dir(self) if name.startswith("act_")]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for act in acts:
                if len(self.held) > most_held and act.__name__.startswith("act_hold"):
                    continue
                self._attempt(act)
            self._reap()
        while self.held:
            self._reap()
            select.select([], [], [], 0.05)

    def _attempt(self, act):
        name = act.__name__.removeprefix("act_")
        self.counts[name] = self.counts.get(name, 0) + 1
        try:
            act()
        except (OSError, AssertionError, ValueError) as problem:
            self.problems.append(f"{name}: {problem!r}")

    def _reap(self):
        now = time.monotonic()
        for one in list(self.held):
            if one.gone():
                pass
            elif now > one.end:
                self.problems.append(f"{one.name}: still open {SLACK} s after its deadline")
            else:
                continue
            one.plain.close()
            self.held.remove(one)

    def _hold(self, name, seconds, data, port=None, **how):
        plain = wire.connect(port or self.http_port, how.pop("receive_buffer", None))
        plain.setblocking(False)
        try:
            while data:
                data = data[plain.send(data) :]
        except BlockingIOError:
            pass  # The server has stopped reading, as it should.
        self.held.append(Held(name, plain, seconds, **how))

    # Clients that stop, and are ended by the server

    def act_hold_silent_tls(self):
        self._hold("nothing after the connect", self.seconds["handshake_seconds"], b"", self.port)

    def act_hold_half_hello(self):
        part = self.hello[: self.random.randrange(1, len(self.hello))]
        self._hold("half a ClientHello", self.seconds["handshake_seconds"], part, self.port)

    def act_hold_unfinished_handshake(self):
        self._hold("a handshake that is not finished", self.seconds["handshake_seconds"], self.hello, self.port)

    def act_hold_half_head(self):
        part = GET[: self.random.randrange(1, len(GET))]
        self._hold("half a head", self.seconds["head_seconds"], part)

    def act_hold_dribbled_head(self):
        self._hold("a head byte by byte", self.seconds["head_seconds"], GET[:40], dribble=b"x")

    def act_hold_dribbled_content(self):
        part = POST[:-4990]
        self._hold("a content byte by byte", self.seconds["body_seconds"], part, dribble=b"x")

    def act_hold_half_content(self):
        self._hold("half a content", self.seconds["body_seconds"], POST[:-100])

    def act_hold_unread(self):
        # It goes on asking, until the kernel's buffers are full in both directions.
        self._hold(
            "requests without an end, no answer read", self.seconds["write_stall_seconds"], b"",
            dribble=GET * 1000, reads=False, receive_buffer=4096)

    # Clients that reset

    def _reset(self, port, data, read=0):
        with wire.connect(port) as plain:
            plain.sendall(data)
            if read:
                plain.recv(read)
            wire.reset_on_close(plain)

    def act_reset_handshake(self):
        self._reset(self.port, self.hello[: self.random.randrange(len(self.hello))])
        self._reset(self.port, self.hello, read=self.random.randrange(1, 200))

    def act_reset_request(self):
        for data in (GET, POST):
            self._reset(self.http_port, data[: self.random.randrange(len(data))])

    def act_reset_answer(self):
        self._reset(self.http_port, GET * self.random.randrange(1, 50), read=self.random.randrange(1, 100))

    def act_reset_tls_answer(self):
        plain = wire.connect(self.port)
        with self.context.wrap_socket(plain) as client:
            client.sendall(GET * self.random.randrange(1, 20))
            wire.reset_on_close(client)

    def act_reset_websocket(self):
        data = wire.handshake() + wire.frame(1, os.urandom(20).hex().encode()) + wire.frame(1, b"half")[:4]
        self._reset(self.http_port, data, read=self.random.randrange(1, 200))

    # Clients that are answered

    def _answered(self, data, statuses, **how):
        answers = split(wire.exchange(self.http_port, data, **how))
        assert [answer.status for answer in answers] == statuses, answers

    def act_half_close(self):
        self._answered(GET * 3, [200] * 3, end=True)

    def act_refused(self):
        self._answered(b"GET / HTTP/1.1\r\nHost : a\r\n\r\n" + GET * 20, [400])
        self._answered(b"\x00\x01" * 5000, [400])

    def act_too_long(self):
        self._answered(POST.replace(b"5000", b"99999999") + bytes(300_000), [413])

    def act_no_tls(self):
        answers = split(wire.exchange(self.port, GET * 3))
        assert [answer.status for answer in answers] == [400], answers
