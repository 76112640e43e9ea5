"""The two servers of the bench: the appliance, and nginx giving the same answer."""

import base64
import contextlib
import http.client
import json
import os
import re
import select
import shutil
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

HOST = "support.example.com"
# The account of the guide's Test Scenario, which the built-in seed data hold.
ACCOUNT = "e52a9aa6fc0508ddf3a40601a736b230a1bebcd1:BU5u0fVEb1qEWuHdBK9AR6q9+O1CB26squ1susfJ0LsK"
READY = re.compile(r"ready https=https://\S+?:(\d+) http=\S+ control=\S+ pid=(\d+)\n")
START_SECONDS = 30


def make_certificate(work):
    """A P-256 pair that both servers use; it is its own CA."""
    certificate, key = work / "server.pem", work / "server.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST},IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True, stdin=subprocess.DEVNULL,
    )
    key.chmod(0o600)
    return certificate, key


class Server:
    """A running server process; leaving the context stops it."""

    name = "server"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Appliance(Server):
    """The product. `start_milliseconds` is the time from the start of its process to its ready line."""

    name = "mock-appliance"

    def __init__(self, binary, *flags):
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--control-port", "0", "--log-level", "error", *flags],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )
        readable, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        line = self.process.stdout.readline() if readable else ""
        self.start_milliseconds = (time.monotonic() - begin) * 1000
        ready = READY.fullmatch(line)
        if not ready:
            self.process.kill()
            raise SystemExit(f"{binary} printed no ready line but {line!r}")
        self.port, self.pid = int(ready[1]), int(ready[2])


class Nginx(Server):
    """nginx with one worker, giving the answer that it was shown. `start_milliseconds` is the time from the start of its
    process to the first connection that it accepts."""

    name = "nginx"

    def __init__(self, work, certificate, key, answer, connections=4096):
        self.port = free_port()
        # Its own fields nginx writes itself, and a body from memory always has its length.
        own = {"server", "date", "content-type", "content-length", "connection", "transfer-encoding", "keep-alive"}
        fields = [f"      add_header {name} {quoted(value)};" for name, value in answer.fields if name.lower() not in own]
        configuration = (Path(__file__).parent / "nginx.conf").read_text()
        for name, value in {
            "WORK": work, "CONNECTIONS": connections, "PORT": self.port, "CERTIFICATE": certificate, "KEY": key, "TYPE": answer.type,
            "FIELDS": "\n".join(fields), "BODY": quoted(answer.body.decode())[1:-1],
        }.items():
            configuration = configuration.replace(f"@{name}@", str(value))
        path = work / "nginx.conf"
        path.write_text(configuration)
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [program, "-p", str(work), "-e", "stderr", "-c", str(path)], stdin=subprocess.DEVNULL
        )
        self.pid = self.process.pid
        wait_for_port(self.port, self.process)
        self.start_milliseconds = (time.monotonic() - begin) * 1000


class Answer:
    """An answer as a client sees it: what it says about itself, and its body."""

    def __init__(self, server, certificate, token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = request(server, certificate, "GET", "/api/command?action=get_api_info", headers=headers)
        self.fields, self.body = answer.getheaders(), answer.content
        self.type = answer.getheader("Content-Type")
        if answer.status != 200:
            raise SystemExit(f"{server.name} answered {answer.status}: {self.body!r}")


@contextlib.contextmanager
def rivals(binary, work):
    """The appliance with one event loop and nginx with one worker, on the same certificate and giving the same answer;
    a bearer token for the appliance, and the answer."""
    certificate, key = make_certificate(work)
    flags = (
        "--connections", "keep-alive", "--simulation", "off", "--ephemeral", "--api-version", "1.21.1",
        "--threads", "1", "--certificate", str(certificate), "--private-key", str(key),
    )
    with Appliance(binary, *flags) as appliance:
        bearer = token(appliance, certificate)
        answer = Answer(appliance, certificate, bearer)
        with Nginx(work, certificate, key, answer) as nginx:
            if Answer(nginx, certificate).body != answer.body:
                raise SystemExit("nginx does not answer with the appliance's bytes")
            yield appliance, nginx, bearer, answer


def token(server, certificate):
    """A bearer token for the bench's account."""
    headers = {
        "Authorization": "Basic " + base64.b64encode(ACCOUNT.encode()).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    answer = request(server, certificate, "POST", "/oauth2/token", "grant_type=client_credentials", headers)
    if answer.status != 200:
        raise SystemExit(f"{server.name} gave no token but {answer.status}: {answer.content!r}")
    return json.loads(answer.content)["access_token"]


def request(server, certificate, method, path, body=None, headers=None):
    """One request over a connection of its own; the certificate is checked."""
    context = ssl.create_default_context(cafile=str(certificate))
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=context, timeout=START_SECONDS)
    try:
        connection.request(method, path, body, {"Host": HOST, **(headers or {})})
        answer = connection.getresponse()
        answer.content = answer.read()
        return answer
    finally:
        connection.close()


def quoted(text):
    """A string of nginx's configuration, whose dollar signs cannot be escaped."""
    if "$" in text:
        raise SystemExit(f"nginx cannot be configured to say {text!r}: it would expand the dollar sign")
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for_port(port, process):
    """Waits until the port accepts connections, or its process has ended."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            select.select([], [], [], 0.001)
    raise SystemExit(f"nothing accepts connections on port {port}")
