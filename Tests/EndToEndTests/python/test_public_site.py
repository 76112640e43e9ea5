"""The public site and click-to-chat, as a customer meets them: in a headless Chromium, with the keyboard alone."""

import html
import re
from xml.etree import ElementTree

import sentences
from appliance import HOST, Appliance, url, wait_until
from browser import Browser, Pages

SITE = f"https://{HOST}/"
QUIET = ["--simulation", "off", "--clock-rate", "0"]
ENTER = "\ue007"
pages = Pages()


def sessions(appliance):
    return appliance.control("GET", "state")["support_session"] or {}


def new_session(appliance, before):
    found = wait_until(lambda: sessions(appliance).keys() - before.keys(), "a new session", 20)
    assert len(found) == 1, found
    return sessions(appliance)[next(iter(found))]


def key(appliance, query="queue_id=general"):
    """A new session key: its seven digits and its URL."""
    answer = appliance.session(appliance.token()).get(
        url(f"/api/command?action=generate_session_key&type=support&{query}"), timeout=30)
    return [html.unescape(re.search(f"<{name}>(.*?)</{name}>", answer.text)[1]) for name in ("short_key", "key_url")]


def downloaded(browser, lsid):
    wait_until(
        lambda: [f for f in browser.downloads.glob("*") if f.name == f"customer-client-{lsid}.sh"],
        "the customer client", 20)


def test_forms():
    """each of the three forms of the public site starts its session, in every API version"""
    for version in ("1.15.1", "1.16.0", "1.21.1"):
        with Appliance("--api-version", version, *QUIET) as appliance, Browser(appliance) as browser:
            before = sessions(appliance)
            browser.open(SITE)
            assert browser.text("h1") == "Support of Example Company"
            browser.click("section:first-of-type button")
            row = new_session(appliance, before)
            assert row["start_method"] == "rep_list", row
            downloaded(browser, row["lsid"])

            before = sessions(appliance)
            browser.type("#short_key", "1234567" + ENTER)
            row = new_session(appliance, before)
            assert row["start_method"] == "session_key", row
            downloaded(browser, row["lsid"])

            before = sessions(appliance)
            browser.run("document.querySelector('#issue_id').value = '12'")
            browser.type("#name", "Zoë ☃")
            browser.type("#company", "Snow & Sons")
            browser.type("#company_code", "S-1")
            browser.type("#details", "It snows.\nIndoors.")
            browser.click("#details ~ button")
            row = new_session(appliance, before)
            assert (row["start_method"], row["issue_code_name"]) == ("issue_submission", "network_down"), row
            assert (row["customer_name"], row["customer_company"], row["customer_company_code"]) == (
                "Zoë ☃", "Snow & Sons", "S-1"), row
            assert row["customer_description"].split() == ["It", "snows.", "Indoors."], row


def test_accessible():
    """every field has a label, every page one heading and a language, and no script is needed for a form"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        chat = f"{SITE}api/start_session?short_key=1234567&c2cjs=1"
        for address in (SITE, f"{SITE}?issue_menu=1&codeName=other", f"{SITE}api/start_session", chat):
            browser.open(address)
            wrong = browser.run("""
              return Array.from(document.querySelectorAll('input:not([type=hidden]), select, textarea'))
                .filter(function (field) { return field.labels.length !== 1; }).map(function (f) { return f.name; })
                .concat(Array.from(document.querySelectorAll('button, a'))
                  .filter(function (e) { return e.textContent.trim() === ''; }).map(function (e) { return e.outerHTML; }));
            """)
            assert wrong == [], (address, wrong)
            assert browser.run("return [document.documentElement.lang, document.querySelectorAll('h1').length, "
                               "document.querySelectorAll('main').length]") == ["en", 1, 1]
            assert [line for line in browser.console() if "favicon" not in line and "400" not in line] == []


def test_foreign_forms():
    """the forms that the guide prints work from anybody's page, with GET and with POST"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        for method in ("get", "post"):
            before = sessions(appliance)
            browser.open(pages.add(f"""<!DOCTYPE html><title>Help</title>
                <form action="https://{HOST}/api/start_session" method="{method}">
                  Session Key: <input type="text" name="short_key" /><br />
                  External Key: <input type="text" name="session.custom.external_key" /><br />
                  <input type="submit" value="Submit" />
                </form>"""))
            browser.type("[name=short_key]", "1234567")
            browser.type("[name='session.custom.external_key']", "T & 1" + ENTER)
            row = new_session(appliance, before)
            state = appliance.control("GET", "state")
            values = [a["value"] for a in state["support_session_attribute"].values()]
            assert "T & 1" in values, values
            downloaded(browser, row["lsid"])


def test_key_urls():
    """a key's URL starts a session on the site that it names; the digits do on the site where they are entered"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        digits, address = key(appliance, "queue_id=general&url_hostname=remote.example.com")
        assert address.startswith("https://remote.example.com"), address
        before = sessions(appliance)
        browser.open(SITE)
        browser.run(f"location.href = {address!r}")
        row = new_session(appliance, before)
        assert row["public_site_id"] == 2, row
        downloaded(browser, row["lsid"])
        browser.open(address)
        assert "is not valid; it may have expired or been used" in browser.text("[role=alert]"), browser.text()
        digits, _ = key(appliance, "queue_id=general&url_hostname=remote.example.com")
        before = sessions(appliance)
        browser.open(SITE)
        browser.type("#short_key", digits + ENTER)
        assert new_session(appliance, before)["public_site_id"] == 1


def test_prompt():
    """where customers are prompted, a page asks, and its button starts the session"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        appliance.control("PATCH", "settings", {"prompt_before_session": True})
        _, address = key(appliance)
        for start in (f"{SITE}api/start_session?id=1&name=Admin", address):
            before = sessions(appliance)
            browser.open(start)
            assert browser.text("h1") == "Do you want to start a support session?"
            assert sessions(appliance) == before
            browser.click("button")
            downloaded(browser, new_session(appliance, before)["lsid"])


def say(browser, words):
    browser.type("#message", words + ENTER)


def log(browser):
    return browser.text("#log")


def report(appliance, lsid):
    answer = appliance.session(appliance.token()).get(
        url(f"/api/reporting?generate_report=SupportSession&lsid={lsid}"), timeout=30)
    root = ElementTree.fromstring(answer.content)
    space = root.tag.split("}")[0] + "}"
    return [
        (event.find(f"{space}performed_by").get("type"), event.find(f"{space}body").text)
        for event in root.iter(f"{space}event") if event.get("event_type") == "Chat Message"
    ]


def test_conversation():
    """a customer chats with a simulated representative; both sides stand in the report"""
    flags = ["--simulation", "on", "--clock-rate", "0"]
    with Appliance(*flags) as appliance, Browser(appliance) as browser:
        appliance.control("PUT", "simulation", {"arrivals_per_hour": 0, "pickup_seconds": 1})
        # The simulation leaves alone what is there at its first tick.
        appliance.advance(2)
        before = sessions(appliance)
        browser.open(f"{SITE}api/start_session?short_key=1234567&c2cjs=1&customer.name=Jo")
        row = new_session(appliance, before)
        assert browser.address().startswith(f"{SITE}chat?"), "a second look at the page is no second session"
        wait_until(lambda: "joined the session" in log(browser), "the page has asked")
        say(browser, "Hello <there> & everybody")
        wait_until(lambda: "Jo: Hello <there> & everybody" in log(browser), "one's own words")

        def advance_until(holds, what):
            def step():
                appliance.advance(2)
                return holds()
            wait_until(step, what, 60)

        advance_until(lambda: "You are talking with" in browser.text("#state"), "a representative")
        name = browser.text("#state").removeprefix("You are talking with ").removesuffix(".")
        advance_until(lambda: log(browser).count(f"\n{name}: ") >= 1, "the greeting")
        answers = log(browser).count(f"\n{name}: ")
        say(browser, "It does not work.")
        advance_until(lambda: log(browser).count(f"\n{name}: ") > answers, "an answer")
        browser.click("#leave button")
        wait_until(lambda: browser.text("#state") in ("You have left the chat.", "The session has ended."), "the end")
        assert browser.run("return document.querySelector('#message').disabled")
        advance_until(lambda: row["lsid"] not in [r["lsid"] for r in sessions(appliance).values()], "the end of it")
        chat = report(appliance, row["lsid"])
        assert [words for who, words in chat if who == "customer"] == [
            "Hello <there> & everybody", "It does not work."], chat
        assert sum(who == "representative" for who, _ in chat) >= 2, chat
        assert [line for line in browser.console() if "favicon" not in line] == []


def test_keyboard():
    """the chat is used without a mouse; who leaves the page finds the chat again, until it is ended"""
    with Appliance(*QUIET) as appliance, Browser(appliance) as browser:
        before = sessions(appliance)
        browser.open(f"{SITE}api/start_session?short_key=1234567&c2cjs=1")
        row = new_session(appliance, before)
        assert browser.run("return document.activeElement.id") == "message"
        browser.press(*"Hi", ENTER)
        wait_until(lambda: "Hi" in log(browser), "what was typed")
        chat = browser.run("return location.href")
        browser.open(SITE)
        browser.open(chat)
        wait_until(lambda: "Hi" in log(browser), "the chat as it was")
        browser.click("#leave button")
        wait_until(lambda: row["lsid"] not in [r["lsid"] for r in sessions(appliance).values()], "the end")


def test_without_script():
    """without a script the chat's forms and links do what the script does"""
    with Appliance(*QUIET) as appliance:
        session = appliance.session()
        page = session.get(url("/api/start_session?short_key=1234567&c2cjs=1"), timeout=30).text
        fields = dict(re.findall(r'<input type="hidden" name="(session|ticket)" value="(\w+)">', page))
        appliance.control("POST", f"sessions/{fields['session']}/accept", {"representative": 1})
        page = session.post(url("/chat"), data=fields | {"message": "Hello?"}, timeout=30).text
        assert "</b> Hello?" in page and "You are talking with Admin." in page, page
        page = session.post(url("/chat"), data=fields | {"leave": "1"}, timeout=30).text
        assert "You have left the chat." in page and "<form" not in page, page


if __name__ == "__main__":
    sentences.main(globals())
