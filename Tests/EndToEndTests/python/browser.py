"""A headless Chromium, driven over the WebDriver protocol (W3C), and a server for the pages that it opens."""

import base64
import http.server
import os
import re
import select
import shutil
import ssl
import subprocess
import tempfile
import threading
from pathlib import Path

import requests

from appliance import HOST

HOSTS = [HOST, "remote.example.com"]
CHROMIUM = "/usr/bin/chromium"
START_SECONDS = 60
CALL_SECONDS = 60


class Browser:
    """A browser that reaches the appliance by its host name and trusts its certificate, and no other unknown one."""

    def __init__(self, appliance):
        self.profile = tempfile.mkdtemp(prefix="mock-appliance-browser-")
        self.downloads = Path(self.profile, "downloads")
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        self.session = None
        try:
            self.base = f"http://127.0.0.1:{self._port()}/session"
            self.session = self._call("POST", "", {"capabilities": {"alwaysMatch": self._capabilities(appliance)}})[
                "sessionId"]
            # A script is a kind of file that a browser asks about before it keeps it, and nobody is there to answer.
            self._call("POST", f"/{self.session}/goog/cdp/execute", {
                "cmd": "Browser.setDownloadBehavior",
                "params": {"behavior": "allow", "downloadPath": str(self.downloads)}})
        except BaseException:
            self.__exit__()
            raise

    def _port(self):
        said = ""
        while select.select([self.driver.stdout], [], [], START_SECONDS)[0]:
            # Not by lines: of two that come at once a buffered reader would keep the second from `select`.
            piece = os.read(self.driver.stdout.fileno(), 4096).decode()
            said += piece
            found = re.search(r"successfully on port (\d+)\D", said)
            if found:
                return found[1]
            if not piece:
                break
        raise AssertionError(f"chromedriver did not start: {said}")

    def _capabilities(self, appliance):
        return {
            "goog:chromeOptions": {
                "binary": CHROMIUM,
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update",
                    f"--user-data-dir={self.profile}",
                    # Pages say the appliance's host names as they would in the field: without a port.
                    "--host-resolver-rules=" + ",".join(
                        f"MAP {host}:443 127.0.0.1:{appliance.port},MAP {host} 127.0.0.1" for host in HOSTS),
                    f"--ignore-certificate-errors-spki-list={public_key_hash(appliance)}",
                ],
            },
            "goog:loggingPrefs": {"browser": "ALL"},
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self._call("DELETE", "/" + self.session)
        finally:
            self.driver.terminate()
            try:
                self.driver.wait(10)
            except subprocess.TimeoutExpired:
                self.driver.kill()
                self.driver.wait(10)
            self.driver.stdout.close()
            shutil.rmtree(self.profile, ignore_errors=True)

    def _call(self, method, path, body=None):
        answer = requests.request(
            method, self.base + path, json=body, timeout=CALL_SECONDS, proxies={"http": None})
        value = answer.json()["value"]
        assert answer.status_code == 200, (path, value)
        return value

    def open(self, address):
        """Loads a page; returns when it has loaded."""
        self._call("POST", f"/{self.session}/url", {"url": address})

    def run(self, script):
        """What a function with this body returns in the page."""
        return self._call("POST", f"/{self.session}/execute/sync", {"script": script, "args": []})

    def _element(self, selector):
        found = self._call("POST", f"/{self.session}/element", {"using": "css selector", "value": selector})
        return next(iter(found.values()))

    def click(self, selector):
        """Clicks on what a CSS selector finds first, as a user does."""
        self._call("POST", f"/{self.session}/element/{self._element(selector)}/click", {})

    def type(self, selector, keys):
        """Types into what a CSS selector finds first; `\ue007` is the Enter key."""
        self._call("POST", f"/{self.session}/element/{self._element(selector)}/value", {"text": keys})

    def press(self, *keys):
        """Presses keys one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call(
            "POST", f"/{self.session}/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def text(self, selector="body"):
        """The visible text of what a CSS selector finds first; empty where there is nothing."""
        return self.run(f"var e = document.querySelector({selector!r}); return e ? e.innerText : '';")

    def pretend(self, agent):
        """Makes the browser another one by what it says of itself."""
        self._call("POST", f"/{self.session}/goog/cdp/execute", {
            "cmd": "Emulation.setUserAgentOverride", "params": {"userAgent": agent}})

    def windows(self):
        """The windows that are open."""
        return self._call("GET", f"/{self.session}/window/handles")

    def switch(self, window):
        """Goes on in another window."""
        self._call("POST", f"/{self.session}/window", {"handle": window})

    def close_window(self):
        """Closes the window as a user does."""
        self._call("DELETE", f"/{self.session}/window")

    def address(self):
        """The address of the page."""
        return self._call("GET", f"/{self.session}/url")

    def console(self):
        """What the page's console has said since it was asked last."""
        return [entry["message"] for entry in self._call("POST", f"/{self.session}/se/log", {"type": "browser"})]


class Pages:
    """Serves pages over plain HTTP at 127.0.0.1."""

    def __init__(self):
        pages = {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                page = pages.get(self.path)
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write((page or "").encode())

            def log_message(self, *_):
                pass

        self.pages = pages
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def add(self, text):
        """Its address, from which a page with this text is served."""
        path = f"/{len(self.pages)}.html"
        self.pages[path] = text
        return f"http://127.0.0.1:{self.server.server_port}{path}"


def public_key_hash(appliance):
    """The hash of the public key in the appliance's certificate, as Chromium wants it."""
    certificate = ssl.get_server_certificate(("127.0.0.1", appliance.port))

    def openssl(arguments, text):
        return subprocess.run(["openssl", *arguments], input=text, capture_output=True, check=True).stdout

    key = openssl(["x509", "-pubkey", "-noout"], certificate.encode())
    key = openssl(["pkey", "-pubin", "-outform", "DER"], key)
    return base64.b64encode(openssl(["dgst", "-sha256", "-binary"], key)).decode()
