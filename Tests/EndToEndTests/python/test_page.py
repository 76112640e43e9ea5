"""Pages that follow the stream: /api/state.js in a headless Chromium, with a page built as the guides' demonstration."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import requests

import sentences
from appliance import HOST, Appliance, url, wait_until
from browser import Browser, Pages

PAGES = Path(__file__).parent.parent / "pages"
QUIET = ["--simulation", "off", "--clock-rate", "0", "--clock-start", "2026-03-02T10:00:00Z"]
NAMES = {
    "1.15.1": ["bomgarState"],
    "1.16.0": ["bomgarState"],
    "1.21.1": ["BomgarState", "bomgarState"],
}
PASSWORD = {"username": "admin", "password": "password"}

pages = Pages()


def demonstration(appliance, function, credentials, **options):
    """The address of the demonstration's page."""
    text = (PAGES / "demonstration.html").read_text()
    options = {"host": HOST, "port": appliance.port, "company": "example", "tables": "all"} | credentials | options
    text = text.replace("{script}", f"https://{HOST}:{appliance.port}/api/state.js")
    return pages.add(text.replace("{function}", function).replace("{options}", json.dumps(options)))


def entries(browser, section):
    """What a section shows: label, colour and content of each entry."""
    shown = browser.run(
        f"""return Array.from(document.querySelectorAll('#{section} .messages > div')).map(function (entry) {{
          var text = entry.querySelector('p');
          return [entry.querySelector('h4').textContent, text.style.color, text.textContent];
        }});""")
    return [(label, color, json.loads(text)) for label, color, text in shown]


def wait_for_entry(browser, section, label, holds):
    """The content of the first entry with a label for which something holds."""

    def found():
        return [content for l, _, content in entries(browser, section) if l == label and holds(content)]

    return wait_until(found, f"an entry {label!r} in #{section}, which shows {entries(browser, section)},", 20)[0]


def follow(version, function, credentials):
    """The demonstration shows what happens, from the full copy to the appliance's stop."""
    with Appliance("--api-version", version, *QUIET) as appliance, Browser(appliance) as browser:
        # All five subscriptions of the page are one integration.
        appliance.control("PATCH", "settings", {"integration_limit": 1})
        browser.open(demonstration(appliance, function, credentials(appliance)))

        first = wait_for_entry(browser, "cust", "Insert:", lambda rows: rows)
        state = appliance.control("GET", "state?view=stream")
        assert first == state["customer_client"], (first, state["customer_client"])
        change = wait_for_entry(browser, "rep", "Change:", lambda change: change["name"] == "insert")
        assert change["data"] == state["representative"], change
        assert browser.run("return [window.Rx, typeof changes.flatMapConcat, typeof define, typeof module];") == [
            "the page's own", "function", "undefined", "undefined"]

        lsid = appliance.control(
            "POST", "sessions", {"queue": "team:1", "customer": {"name": "Zoë ☃"}}, status=201)["lsid"]
        new = wait_for_entry(browser, "cust", "Insert:", lambda rows: rows.keys().isdisjoint(first))
        [row_id] = new
        assert isinstance(row_id, str) and isinstance(new[row_id]["support_session_id"], str), new
        wait_for_entry(
            browser, "all", "Message:",
            lambda message: any(
                row.get("customer_name") == "Zoë ☃"
                for row in message.get("insert", {}).get("support_session", {}).values()))
        appliance.control("POST", f"sessions/{lsid}/customer-elevate")
        update = wait_for_entry(browser, "cust", "Update:", lambda rows: row_id in rows)
        assert update == {row_id: {"elevated": 1}}, update
        appliance.control("POST", "representatives/12/idle", {"idle": True})
        update = wait_for_entry(browser, "rep", "Change:", lambda change: change["name"] == "update")
        assert [row["routing_idle"] for row in update["data"].values()] == [1], update
        appliance.control("POST", "representatives/151/logout")
        gone = wait_for_entry(browser, "rep", "Change:", lambda change: change["name"] == "delete")
        assert len(gone["data"]) == 1 and gone["data"][0] in change["data"], gone
        appliance.control("POST", f"sessions/{lsid}/end")
        assert wait_for_entry(browser, "cust", "Deletion:", lambda ids: row_id in ids) == [row_id]
        colors = {label: color for label, color, _ in entries(browser, "cust")}
        assert colors == {"Insert:": "green", "Update:": "blue", "Deletion:": "red"}, colors

        late_subscriber(appliance, browser)
        assert appliance.stop() == 0
        assert wait_for_entry(browser, "all", "The End", lambda _: True) == "Connection closed."
        assert browser.run("return window.late.end") == "completed"
        assert all(label == "Message:" for label, _, _ in entries(browser, "all")[:-1])


def late_subscriber(appliance, browser):
    """Who subscribes late begins with the full copy, too, over a connection of its own."""
    appliance.control("PATCH", "settings", {"integration_limit": 2})
    browser.run("""
      window.late = { rows: {}, end: null };
      changes.tableInserts('queue').subscribe(
        function (rows) { Object.assign(window.late.rows, rows); },
        function (error) { window.late.end = error.message; }, function () { window.late.end = 'completed'; });""")
    queues = appliance.control("GET", "state?view=stream")["queue"]
    wait_until(lambda: browser.run("return window.late.rows") == queues, "the full copy of a late subscriber")


def bearer(appliance):
    return {"bearerToken": appliance.token()}


def test_1_15_1():
    """in 1.15.1 the demonstration shows each change, with user name and password"""
    follow("1.15.1", "bomgarState", lambda _: PASSWORD)


def test_1_16_0():
    """in 1.16.0 the demonstration shows each change, with user name and password"""
    follow("1.16.0", "bomgarState", lambda _: PASSWORD)


def test_1_21_1():
    """in 1.21.1 the demonstration shows each change, with a bearer token"""
    follow("1.21.1", "BomgarState", bearer)


def test_refusals():
    """a page is shown why it is refused; 1.21.1 has the older name of the function, too"""
    with Appliance("--api-version", "1.21.1", *QUIET) as appliance, Browser(appliance) as browser:
        cases = [
            ({"bearerToken": "wrong"}, {}, "Authentication failed: The bearer token is unknown, revoked or expired"),
            (bearer(appliance), {"tables": ["quue"]}, 'The subscription was refused: Unknown table "quue"'),
            ({}, {}, 'The option "bearerToken" is missing: write a string.'),
            (bearer(appliance), {"port": 1}, "The connection was not established (status 1006)."),
        ]
        for credentials, options, reason in cases:
            browser.open(demonstration(appliance, "bomgarState", credentials, **options))
            shown = wait_for_entry(browser, "all", "An error occurred:", lambda _: True)
            assert shown == {"message": reason}, shown
            [(_, color, _)] = entries(browser, "all")
            assert color == "red"


def test_missing():
    """without RxJS the appliance starts and warns once, and the page's console names the package and the key"""
    with Appliance("--rxjs", "/nonexistent/rx.js", *QUIET) as appliance, Browser(appliance) as browser:
        browser.open(demonstration(appliance, "BomgarState", {}))
        said = "\n".join(browser.console())
        for word in ("/nonexistent/rx.js", "No such file or directory", "libjs-rx", "--rxjs"):
            assert word in said, said
        log = appliance.log_text()
        assert log.count("libjs-rx") == 1 and "/nonexistent/rx.js" in log, log


def test_script():
    """the script is served over both listeners, and not sent again to who has it"""
    with Appliance("--http-port", "0", *QUIET) as appliance:
        session = appliance.session()
        answer = session.get(url("/api/state.js"), timeout=30)
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/javascript; charset=UTF-8"
        tag = answer.headers["ETag"]
        again = session.get(url("/api/state.js"), headers={"If-None-Match": tag}, timeout=30)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        head = session.head(url("/api/state.js"), timeout=30)
        assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", tag)
        assert int(head.headers["Content-Length"]) == len(answer.content)
        plain = requests.get(f"http://127.0.0.1:{appliance.http_port}/api/state.js", timeout=30)
        assert plain.content == answer.content


def test_modules():
    """the library does what it should as a module of Node, with an AMD loader and without either"""
    node = shutil.which("node")
    if not node:
        print("not tested: there is no node on this machine")
        return
    for version, names in NAMES.items():
        with Appliance("--api-version", version, *QUIET) as appliance, tempfile.TemporaryDirectory() as folder:
            script = Path(folder, "state.js")
            script.write_bytes(appliance.session().get(url("/api/state.js"), timeout=30).content)
            greets = "no" if version == "1.21.1" else "yes"
            ended = subprocess.run(
                [node, PAGES / "library_check.js", script, ",".join(names), greets], capture_output=True, text=True,
                timeout=60)
            assert ended.returncode == 0, ended.stdout + ended.stderr


if __name__ == "__main__":
    sentences.main(globals())
