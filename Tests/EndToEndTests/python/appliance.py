"""Starts the built appliance and speaks with it as a client would: certificate checks stay on."""

import base64
import os
import re
import select
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

import requests
import requests.adapters
import websocket

import exercised
import schemas

HOST = "support.example.com"
CLIENT_ID = "e52a9aa6fc0508ddf3a40601a736b230a1bebcd1"
CLIENT_SECRET = "BU5u0fVEb1qEWuHdBK9AR6q9+O1CB26squ1susfJ0LsK"
BINARY = os.environ["MOCK_APPLIANCE_BINARY"]

READY_LINE = re.compile(
    r"ready https=https://127\.0\.0\.1:(?P<https>\d+)"
    r" http=(?:-|http://127\.0\.0\.1:(?P<http>\d+))"
    r" control=http://127\.0\.0\.1:(?P<control>\d+)"
    r" pid=(?P<pid>\d+)\n"
)
# A debug build on a busy machine; past it the appliance hangs.
START_SECONDS = 60
STOP_SECONDS = 30


def run(*arguments, timeout=START_SECONDS, cwd=None):
    """A run of the binary to its end; the result has returncode, stdout and stderr."""
    return subprocess.run(
        [Path(BINARY).absolute(), *arguments], capture_output=True, text=True, timeout=timeout,
        stdin=subprocess.DEVNULL, cwd=cwd
    )


class Appliance:
    """A running appliance. As a context manager it is started at the top and gone at the end.

    `data` may name a directory that outlives it, for tests that start twice on the same data;
    otherwise the directory is temporary. Port 0 gets free ports, so tests may run side by side.
    """

    def __init__(self, *flags, data=None):
        self.owned_data = None if data else tempfile.mkdtemp(prefix="mock-appliance-")
        self.data = Path(data or self.owned_data)
        self.flags = ["--port", "0", "--control-port", "0", "--data", str(self.data), *flags]
        self.process = None
        self.schemas = None
        self.ready_line = None
        self.log = tempfile.TemporaryFile(mode="w+")

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.kill()
        self.log.close()
        if self.owned_data:
            shutil.rmtree(self.owned_data, ignore_errors=True)

    # The process

    def start(self):
        """Starts it and waits for the ready line, whose ports the other helpers then use."""
        self.process = subprocess.Popen(
            [BINARY, "serve", *self.flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self.ready_line = self._first_line()
        ready = READY_LINE.fullmatch(self.ready_line)
        if not ready:
            raise AssertionError(f"not a ready line: {self.ready_line!r}; the log says:\n{self.log_text()}")
        self.port = int(ready["https"])
        self.http_port = int(ready["http"]) if ready["http"] else None
        self.control_port = int(ready["control"])
        self.pid = int(ready["pid"])
        return self

    def _first_line(self):
        readable, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        return self.process.stdout.readline() if readable else ""

    def stop(self, with_signal=signal.SIGTERM):
        """Asks it to stop; returns its exit code."""
        self.process.send_signal(with_signal)
        return self.process.wait(STOP_SECONDS)

    def kill(self):
        """Ends it at once, as a crash would."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)

    def log_text(self):
        self.log.seek(0)
        return self.log.read()

    # The control API

    def control(self, method, path, json=None, status=None):
        """A call of the control API: the decoded answer, after its status was checked."""
        answer = requests.request(
            method, f"http://127.0.0.1:{self.control_port}/v1/{path}", json=json, timeout=START_SECONDS
        )
        if status is None:
            answer.raise_for_status()
        else:
            assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def advance(self, seconds):
        """Moves the appliance's clock; returns after all that was due in between has happened."""
        return self.control("POST", "clock/advance", {"seconds": seconds})

    # HTTPS as the appliance's host name

    def ca_file(self):
        """The CA that clients trust, as `mock-appliance certificate` prints it."""
        path = self.data / "trusted-ca.pem"
        if not path.exists():
            printed = run("certificate", "--data", str(self.data))
            assert printed.returncode == 0, printed.stderr
            path.write_text(printed.stdout)
        return str(path)

    def session(self, token=None):
        """A requests session for https://support.example.com, with the token as its bearer."""
        session = requests.Session()
        session.mount(f"https://{HOST}", _ToPort(self.port))
        session.verify = self.ca_file()
        session.trust_env = False
        session.hooks["response"].append(_without_guessing)
        session.hooks["response"].append(exercised.note(self.flags))
        session.hooks["response"].append(self._validate)
        if token:
            session.headers["Authorization"] = f"Bearer {token}"
        return session

    def _validate(self, response, stream=False, **_):
        """A hook that holds every XML answer to the schema that the appliance serves."""
        if stream or not response.content or not response.headers.get("Content-Type", "").startswith("text/xml"):
            return
        if self.schemas is None:
            self.schemas = schemas.Schemas(self._schema)
        problems = self.schemas.problems(response.content)
        assert not problems, f"{response.url} breaks its schema: {problems}\n{response.text[:2000]}"

    def _schema(self, name):
        """The schema of an API, over a connection of its own."""
        session = requests.Session()
        session.mount(f"https://{HOST}", _ToPort(self.port))
        session.verify = self.ca_file()
        session.trust_env = False
        with session:
            answer = session.get(url(f"/api/{name}.xsd"), timeout=START_SECONDS)
        answer.raise_for_status()
        return answer.content

    def token(self, client_id=CLIENT_ID, secret=CLIENT_SECRET):
        """A new bearer token, by the guide's Test Scenario."""
        answer = self.session().post(
            url("/oauth2/token"),
            data={"grant_type": "client_credentials"},
            headers={"Authorization": "Basic " + basic(client_id, secret)},
            timeout=START_SECONDS,
        )
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.json()["access_token"]

    def websocket(self, path="/nw", subprotocols=None, plain=None):
        """A WebSocket to the appliance, with certificate checks; over a socket of the caller's where one is given."""
        return websocket.create_connection(
            f"wss://{HOST}{path}",
            subprotocols=subprotocols,
            socket=tls_socket(self, plain),
            timeout=START_SECONDS,
        )


def _without_guessing(response, **_):
    """A hook that takes texts for UTF-8 where nothing is said: to guess takes seconds for a large file."""
    response.encoding = response.encoding or "utf-8"


def url(path):
    return f"https://{HOST}{path}"


def basic(client_id, secret):
    return base64.b64encode(f"{client_id}:{secret}".encode()).decode()


def wait_until(condition, what, seconds=10):
    """Waits for a level: returns the first true value of condition(), or fails with a sentence."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} s"
        select.select([], [], [], 0.02)


def tls_socket(appliance, plain=None):
    """A connected socket that speaks TLS with the appliance, with certificate checks."""
    plain = plain or socket.create_connection(("127.0.0.1", appliance.port), timeout=START_SECONDS)
    return ssl.create_default_context(cafile=appliance.ca_file()).wrap_socket(plain, server_hostname=HOST)


class _ToPort(requests.adapters.HTTPAdapter):
    """Connects to 127.0.0.1:port, while the request and the certificate check say HOST (curl's --connect-to)."""

    def __init__(self, port):
        self.port = port
        super().__init__()

    def build_connection_pool_key_attributes(self, request, verify, cert=None):
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        host.update(host="127.0.0.1", port=self.port)
        pool.update(server_hostname=HOST, assert_hostname=HOST)
        return host, pool

    def add_headers(self, request, **_):
        request.headers.setdefault("Host", HOST)
