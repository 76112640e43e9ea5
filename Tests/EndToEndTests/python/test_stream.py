"""The real-time stream on the wire: its protocol, slow readers, and thirty integrations that mirror one model."""

import json
import socket
import ssl
import tempfile
import threading
from pathlib import Path

import websocket

import sentences
from appliance import Appliance, wait_until
from stream import Integration

START = ["--clock-start", "2026-03-02T10:00:00Z"]
FROZEN = [*START, "--simulation", "off", "--clock-rate", "0"]
AUTHENTICATED = {"type": "authenticate_response", "success": True}


def configuration(folder, text):
    path = Path(folder, "appliance.yaml")
    path.write_text(text)
    return ["--config", str(path)]


def canonical(tables):
    """Tables as canonical JSON: names sorted, no spaces, tables without rows left out."""
    shown = {table: rows for table, rows in tables.items() if rows}
    return json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_framing():
    """what an integration says may come in any frames: text or binary, several lines in one, a line in fragments"""
    fragment = websocket.ABNF.create_frame
    text, binary, rest = websocket.ABNF.OPCODE_TEXT, websocket.ABNF.OPCODE_BINARY, websocket.ABNF.OPCODE_CONT
    with Appliance(*FROZEN) as appliance:
        said = json.dumps(
            {"type": "authenticate", "credentials": {"bearer_token": appliance.token()}}).encode() + b"\n"
        said += b'{"type":"subscribe","tables":["queue"]}\n'
        framings = [
            [fragment(said, text, 1)],
            [fragment(said, binary, 1)],
            [fragment(said[:9], binary, 0), fragment(said[9:70], rest, 0), fragment(said[70:], rest, 1)],
            [fragment(said[i : i + 1], text, 1) for i in range(len(said))],
            [fragment(line, text, 1) for line in said.splitlines(keepends=True)],
            [fragment(line, text, 1) for line in said.splitlines()],
        ]
        for frames in framings:
            client = appliance.websocket("/nw", subprotocols=["ingredi%20state%20api"])
            for frame in frames:
                client.send_frame(frame)
            heard = b""
            while heard.count(b"\n") < 3:
                opcode, data = client.recv_data()
                assert opcode == binary, opcode
                heard += data
            answers = [json.loads(line) for line in heard.splitlines()]
            assert answers[0] == AUTHENTICATED, answers
            assert answers[1]["type"] == "subscribe_response" and answers[1]["success"] is True, answers
            assert list(answers[2]["insert"]) == ["queue"], answers
            client.close()


def test_pieces():
    """a long line comes in pieces of the configured size, only the last of which ends in a newline"""
    with tempfile.TemporaryDirectory() as folder:
        flags = configuration(folder, "limits:\n  stream_piece_bytes: 64\n")
        with Appliance(*FROZEN, *flags) as appliance:
            integration = Integration(appliance, "1.21.1", appliance.token())
            sizes = []
            receive = integration.socket.recv_data

            def recv_data():
                opcode, data = receive()
                assert b"\n" not in data[:-1]
                sizes.append(len(data))
                return opcode, data

            integration.socket.recv_data = recv_data
            expected = canonical(appliance.control("GET", "state?view=stream"))
            integration.follow(lambda tables: canonical(tables) == expected, "the full copy", 200)
            assert max(sizes) == 64 and sizes.count(64) > 20, sizes


def test_slow_reader():
    """who does not read is closed with 1013 past the limits, and makes room; who reads is not held up"""
    with tempfile.TemporaryDirectory() as folder:
        limits = "limits:\n  stream_send_ahead_bytes: 1024\n  stream_backlog_batches: 300\n"
        with Appliance(*START, "--clock-rate", "0", *configuration(folder, limits)) as appliance:
            # Only who leaves makes room.
            appliance.control("PATCH", "settings", {"integration_limit": 2})
            appliance.control("PUT", "simulation", {"arrivals_per_hour": 3000})
            slow = Integration(appliance, "1.21.1", appliance.token(), plain=narrow_socket(appliance))
            other = Mirror(appliance)
            # Each second of people at work is a batch of changes.
            appliance.advance(900)
            ended = ending(slow)
            # Who takes more than five seconds to read the rest is cut off before the Close.
            assert ended is None or ended[:2] == b"\x03\xf5" and b"Too far behind" in ended, ended
            wait_until(lambda: subscription(appliance)["success"], "a free place")
            again = Mirror(appliance)
            expected = canonical(appliance.control("GET", "state?view=stream"))
            for mirror in (other, again):
                wait_until(lambda: mirror.canonical() == expected, "the model in the mirror", 20)
                mirror.end()


def ending(integration):
    """Reads to the end of a connection: the content of its Close, or None where it was cut off."""
    while True:
        try:
            opcode, data = integration.socket.recv_data()
        except (websocket.WebSocketConnectionClosedException, ConnectionError, ssl.SSLError):
            return None
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            return data


def narrow_socket(appliance):
    """A connected socket in whose buffers little is on its way: short segments keep the other side's small, too."""
    plain = socket.socket()
    plain.settimeout(30)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.connect(("127.0.0.1", appliance.port))
    return plain


def subscription(appliance):
    """What the appliance answers to one more integration, which leaves at once."""
    token = appliance.token()
    client = appliance.websocket("/nw", subprotocols=["ingredi%20state%20api"])
    client.send(json.dumps({"type": "authenticate", "credentials": {"bearer_token": token}}) + "\n")
    client.send(json.dumps({"type": "subscribe", "tables": ["presenter"]}) + "\n")
    heard = b""
    while heard.count(b"\n") < 2:
        heard += client.recv()
    client.close()
    return json.loads(heard.splitlines()[1])


class Mirror(threading.Thread):
    """An integration that reads on a thread of its own until it is ended."""

    def __init__(self, appliance):
        super().__init__(daemon=True)
        self.integration = Integration(appliance, "1.21.1", appliance.token())
        self.lock = threading.Lock()
        self.messages = 0
        self.fault = None
        self.start()

    def run(self):
        try:
            while True:
                line = self.integration.line()
                with self.lock:
                    self.integration.lines.insert(0, line)
                    self.integration.step()
                    self.messages += 1
        except Exception as fault:  # The end of the connection, or what the protocol forbids.
            self.fault = fault

    def canonical(self):
        assert self.fault is None, self.fault
        with self.lock:
            return canonical(self.integration.tables)

    def end(self):
        """Cuts the connection off, as a network would."""
        self.integration.socket.sock.shutdown(socket.SHUT_RDWR)
        self.join(10)


def test_thirty_mirrors():
    """thirty integrations on all tables, one of them late and one cut off and back, mirror one model byte for byte"""
    with Appliance(*START, "--clock-rate", "60") as appliance:
        appliance.control("PUT", "simulation", {"arrivals_per_hour": 600})
        mirrors = [Mirror(appliance) for _ in range(29)]
        wait_until(lambda: min(mirror.messages for mirror in mirrors) > 100, "a hundred messages for everybody", 30)
        mirrors.append(Mirror(appliance))
        mirrors[7].end()
        wait_until(lambda: mirrors[-1].messages > 100, "a hundred messages for the late one", 30)
        mirrors[7] = Mirror(appliance)
        refused = subscription(appliance)
        assert refused["success"] is False and "All 30 places" in refused["reason"], refused
        wait_until(lambda: min(mirror.messages for mirror in mirrors) > 300, "three hundred messages for everybody", 30)
        assert appliance.control("PUT", "clock", {"rate": 0})["frozen"]
        expected = canonical(appliance.control("GET", "state?view=stream"))
        assert len(json.loads(expected)["support_session"]) > 10, expected
        for number, mirror in enumerate(mirrors):
            wait_until(lambda: mirror.canonical() == expected, f"the model in mirror {number}", 20)
        for mirror in mirrors:
            mirror.end()


if __name__ == "__main__":
    sentences.main(globals())
