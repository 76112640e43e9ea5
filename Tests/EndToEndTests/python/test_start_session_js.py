"""Pages that start sessions: /api/start_session.js in a headless Chromium, with every example of the guides."""

import sentences
from appliance import Appliance, url, wait_until
from browser import Browser, Pages

QUIET = ["--simulation", "off", "--clock-rate", "0"]
HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Get support</title>
  <script type="text/javascript" src="https://support.example.com/api/start_session.js"></script>
  <script type="text/javascript">BG.setSite("support.example.com");</script>
</head>
<body>
"""
# The guide's example form. Its id is printed as "id", while the example that uses it asks for "formID"; two inputs more
# show that the others are ignored.
FORM = """
<form id="formID">
  <input type="hidden" name="codeName" value="Other" />
  <input type="hidden" name="skills" value="skill1,skill2" />
  <input type="hidden" name="customer.name" value="Customer Name" />
  <input type="hidden" name="customer.company" value="Company Name" />
  <input type="hidden" name="customer.company_code" value="Company Code" />
  <input type="hidden" name="customer.details" value="Issue Details" />
  <input type="hidden" name="session.custom.external_key" value="abc123" />
  <input type="hidden" name="session.custom.custom_field1" value="Custom Value" />
  <input type="hidden" name="session.custom.custom_field2" value="123" />
  <input type="hidden" name="short_key" value="0000000" />
  <input type="hidden" name="unnecessary" value="x" />
</form>
"""
CUSTOMER = {
    "customer_name": "Customer Name", "customer_company": "Company Name", "customer_company_code": "Company Code",
    "customer_description": "Issue Details",
}
ATTRIBUTES = {"external_key": "abc123", "custom_field1": "Custom Value", "custom_field2": "123"}

# The printed type, the printed options, and what becomes of the session: its row, its attributes, its skills.
EXAMPLES = [
    ("FULL", "{ sessionKey: '1728331' }", {"start_method": "session_key"}, {}, []),
    ("FULL", "{ rep: { id: 30, name: 'Admin' } }", {"start_method": "rep_list"}, {}, []),
    ("BROWSER",
     """{ sessionKey: '8679485',
          attributes: { external_key: 'abc123', custom_field1: 'Custom Value', custom_field2: 123 } }""",
     {"start_method": "session_key"}, ATTRIBUTES, []),
    ("BROWSER", "{ sessionKey: '8679485', locale: 'en-us' }", {"start_method": "session_key"}, {}, []),
    ("BROWSER",
     """{ issue: { id: 12 },
          customer: { name: 'Customer Name', company: 'Company Name', company_code: 'Company Code',
                      details: 'Issue Details' } }""",
     {"start_method": "issue_submission", "issue_code_name": "network_down", "priority": 1} | CUSTOMER, {},
     ["codename1"]),
    # The guides leave out the comma after the issue.
    ("BROWSER", """{ issue: { codeName: 'Other' }, skills: ["skill11", "skill12"] }""",
     {"start_method": "issue_submission", "issue_code_name": "other"}, {}, ["skill11", "skill12"]),
    ("BROWSER", """{ issue: { codeName: 'Other' }, skills: ["skill1", "skill2"] }""",
     {"start_method": "issue_submission", "issue_code_name": "other"}, {}, ["skill1", "skill2"]),
    ("BROWSER", "{ issue: document.getElementById('formID') }",
     {"start_method": "issue_submission", "issue_code_name": "other"} | CUSTOMER, ATTRIBUTES, ["skill1", "skill2"]),
    ("CHAT", "{ sessionKey: '8347482' }", {"start_method": "session_key"}, {}, []),
    ("CHAT", "{ sessionKey: '7683902', uiOptions: { fallbackToFullWindow: false } }",
     {"start_method": "session_key"}, {}, []),
]

pages = Pages()


def page(script="", starts=()):
    """The address of a page with a button for each start."""
    buttons = "".join(
        f"""<button id="start{number}" onclick="start{number}()">Start</button>
        <script>function start{number}() {{ BG.start(BG.START_TYPE.{kind}, {options}); }}</script>\n"""
        for number, (kind, options) in enumerate(starts))
    return pages.add(f"{HEAD}{FORM}{buttons}<script>{script}</script></body></html>")


def sessions(appliance):
    return appliance.control("GET", "state")["support_session"] or {}


def new_session(appliance, before):
    """The row id and the row of the one session that has begun since."""
    found = wait_until(lambda: sessions(appliance).keys() - before.keys(), "a new session", 20)
    assert len(found) == 1, found
    [row_id] = found
    return row_id, sessions(appliance)[row_id]


def of_session(appliance, table, row_id):
    rows = (appliance.control("GET", "state")[table] or {}).values()
    return [row for row in rows if row["support_session_id"] == row_id]


def check(appliance, row_id, row, kind, expected, attributes, skills):
    assert expected.items() <= row.items(), (expected, row)
    shown = {a["code_name"]: a["value"] for a in of_session(appliance, "support_session_attribute", row_id)}
    assert shown == attributes, shown
    assert [s["code_name"] for s in of_session(appliance, "support_session_skill", row_id)] == skills
    [client] = of_session(appliance, "customer_client", row_id)
    assert client["client_type"] == ("web_chat" if kind == "CHAT" else "desktop"), client


def start(appliance, browser, number, kind):
    """Clicks, and sees what the browser shows; the session's row id and row."""
    before = sessions(appliance)
    window = browser.windows()[0]
    count = len(list(browser.downloads.glob("customer-client-*")))
    browser.click(f"#start{number}")
    row_id, row = new_session(appliance, before)
    if kind == "CHAT":
        opened = wait_until(lambda: [w for w in browser.windows() if w != window], "a window for the chat", 20)
        browser.switch(opened[0])
        wait_until(lambda: browser.text("h1") == "Chat with Example Company", "the chat")
        assert browser.run("return window.opener === null"), "the chat must not reach the page that opened it"
    else:
        wait_until(lambda: "is being downloaded" in browser.text("dialog"), browser.text("dialog"))
        wait_until(
            lambda: len([f for f in browser.downloads.glob("customer-client-*") if f.suffix == ".sh"]) > count,
            "the download", 20)
        assert any(row["lsid"] in file.name for file in browser.downloads.iterdir())
    return row_id, row


def leave(appliance, browser, row_id, kind):
    """The customer ends a chat that waits, or closes the dialog of a download."""
    if kind == "CHAT":
        browser.click("#leave button")
        wait_until(lambda: row_id not in sessions(appliance), "the end of the chat")
        browser.close_window()
        browser.switch(browser.windows()[0])
    else:
        browser.click("dialog > button")
        wait_until(lambda: browser.run("return document.querySelector('dialog') === null"), "the end of the dialog")


def run_examples(version, kinds):
    """Starts every example as each of the types, or as the printed one."""
    with Appliance("--api-version", version, *QUIET) as appliance, Browser(appliance) as browser:
        starts = [(kind or printed, options, *rest) for kind in kinds for printed, options, *rest in EXAMPLES]
        browser.open(page(starts=[(kind, options) for kind, options, *_ in starts]))
        for number, (kind, _, expected, attributes, skills) in enumerate(starts):
            row_id, row = start(appliance, browser, number, kind)
            check(appliance, row_id, row, kind, expected, attributes, skills)
            leave(appliance, browser, row_id, kind)
        said = [line for line in browser.console() if "favicon" not in line]
        assert said == [], said


def test_examples():
    """every printed example starts its session, as each of the three types"""
    run_examples("1.21.1", ["CHAT", "BROWSER", "FULL"])


def test_versions():
    """the older versions have the same script, and its examples start the same sessions"""
    scripts = set()
    for version in ("1.15.1", "1.16.0", "1.21.1"):
        with Appliance("--api-version", version, *QUIET) as appliance:
            scripts.add(appliance.session().get(url("/api/start_session.js"), timeout=30).content)
    assert len(scripts) == 1
    run_examples("1.16.0", [None])


MISTAKES = [
    ("BG.START_TYPE.FULL, {}", "exactly one of sessionKey, rep, issue; none is given"),
    ("BG.START_TYPE.FULL, { sessionKey: '1', rep: { id: 1, name: 'Admin' } }", "sessionKey and rep are given"),
    ("BG.START_TYPE.FULL, { rep: { id: 1, name: 'A' }, issue: { id: 1 } }", "rep and issue are given"),
    ("BG.START_TYPE.FULL, { issue: { id: 1, codeName: 'other' } }", "either id or codeName"),
    ("BG.START_TYPE.FULL, { issue: {} }", "either id or codeName"),
    ("BG.START_TYPE.FULL, { issue: document.getElementById('none') }", "issue is null"),
    ("BG.START_TYPE.FULL, { issue: document.getElementById('start0') }", "id or codeName"),
    ("BG.START_TYPE.FULL, { rep: { id: 1 } }", "rep.name"), ("BG.START_TYPE.FULL, { rep: { name: 'A' } }", "rep.id"),
    ("BG.START_TYPE.FULL, { sessionKey: '' }", "sessionKey"), ("BG.START_TYPE.FULL", "options"),
    ("BG.START_TYPE.FULL, { sessionKey: '1', skills: 'a' }", "skills"),
    ("BG.START_TYPE.FULL, { sessionKey: '1', customer: 'Jo' }", "customer"),
    ("BG.START_TYPE.FULL, { sessionkey: '1' }", "none is given"),
    ("BG.START_TYPE.CHAT, { sessionKey: '1', uiOptions: true }", "uiOptions"),
    ("'phone', { sessionKey: '1' }", "start type"), ("undefined, { sessionKey: '1' }", "start type"),
]


def test_mistakes():
    """a mistake in the options is thrown as a sentence, and starts nothing"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        browser.open(page(starts=[("FULL", "{}")]))
        before = sessions(appliance)
        for arguments, words in MISTAKES:
            said = browser.run(
                f"try {{ BG.start({arguments}); return 'nothing'; }} catch (e) {{ return String(e); }}")
            assert said.startswith("Error: BG: ") and words in said, (arguments, said)
        for site in ("'https://support.example.com'", "''", "undefined", "'a b'", "'example.com/x'"):
            said = browser.run(f"try {{ BG.setSite({site}); return ''; }} catch (e) {{ return String(e); }}")
            assert "without the protocol" in said, (site, said)
        assert sessions(appliance) == before
        assert browser.run("return Object.keys(BG).sort().join()") == "START_TYPE,setSite,start"


def test_refusals():
    """what the appliance refuses is said in the dialog"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        browser.open(page(starts=[("FULL", "{ sessionKey: '7654321' }")]))
        browser.click("#start0")
        wait_until(lambda: "7654321" in browser.text("dialog"), "the refusal")
        browser.press("\ue00c")  # Escape
        wait_until(lambda: browser.run("return document.querySelector('dialog') === null"), "the end of the dialog")


def test_unknown_options():
    """an option that nobody knows is named in the console, and the session begins all the same"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        before = sessions(appliance)
        browser.open(page(starts=[("FULL", "{ sessionKey: '1728331', colour: 'red' }")]))
        browser.click("#start0")
        new_session(appliance, before)
        said = "\n".join(browser.console())
        assert "unknown property colour" in said, said


def test_nothing():
    """a property that is null is as one that is not there, and the language goes into the client"""
    options = "{ sessionKey: '1728331', rep: null, issue: null, customer: null, uiOptions: null, locale: '' }"
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        before = sessions(appliance)
        browser.open(page(starts=[("FULL", options), ("FULL", "{ sessionKey: '1728331', locale: 'de' }")]))
        browser.click("#start0")
        wait_until(lambda: "is being downloaded" in browser.text("dialog"), "the download")
        assert len(sessions(appliance)) == len(before) + 1
        browser.press("\ue00c")  # Escape
        browser.click("#start1")
        wait_until(lambda: browser.run("return document.querySelector('dialog a[href$=\"&locale=de\"]') !== null"),
                   "the link")


def test_phones():
    """on a phone browser sharing is not available, and a full session opens in the app"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        browser.pretend("Mozilla/5.0 (Linux; Android 11; Pixel 4) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36")
        before = sessions(appliance)
        browser.open(page(starts=[(kind, "{ sessionKey: '1728331' }") for kind in ("BROWSER", "FULL")]))
        browser.click("#start0")
        wait_until(lambda: "not available on mobile devices" in browser.text("dialog"), "the message")
        assert sessions(appliance) == before
        browser.click("dialog > button")
        browser.click("#start1")
        row_id, row = new_session(appliance, before)
        [client] = of_session(appliance, "customer_client", row_id)
        assert client["client_type"] == "mobile" and client["operating_system"].startswith("Android"), client
        wait_until(lambda: "Open the session in the support app" in browser.text("dialog"), "the link")
        assert "Install the support app" in browser.text("dialog a[href^='https://play.google.com/']")
        browser.click("dialog a[href*='customer_client']")
        wait_until(lambda: row["lsid"] in browser.text("main"), "the app's page")


def test_prompt():
    """where customers are prompted, the dialog asks before it downloads"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        appliance.control("PATCH", "settings", {"prompt_before_session": True})
        before = sessions(appliance)
        browser.open(page(starts=[("FULL", "{ sessionKey: '1728331', customer: { name: 'Jo' } }")]))
        browser.click("#start0")
        wait_until(lambda: "Start the session" in browser.text("dialog"), "the prompt")
        assert sessions(appliance) == before
        browser.click("dialog div button")
        _, row = new_session(appliance, before)
        assert row["customer_name"] != "Jo", "with the prompt the external key alone goes along with a session key"
        wait_until(lambda: "is being downloaded" in browser.text("dialog"), "the download")


def test_no_window():
    """where no window can be opened, the page becomes the chat, or says so where it may not"""
    refuse = "window.open = function () { return null; };"
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        for options in ("{ fallbackToFullWindow: true }", "{}"):
            browser.open(page(refuse, [("CHAT", "{ sessionKey: '8347482', uiOptions: %s }" % options)]))
            browser.click("#start0")
            wait_until(lambda: browser.text("h1") == "Chat with Example Company", "the chat")
        before = sessions(appliance)
        browser.open(page(
            refuse, [("CHAT", "{ sessionKey: '8347482', uiOptions: { fallbackToFullWindow: false } }")]))
        browser.click("#start0")
        wait_until(lambda: "did not open a window" in browser.text("dialog"), "the dialog")
        assert len(sessions(appliance)) <= len(before), "the chats before have been left"


if __name__ == "__main__":
    sentences.main(globals())
