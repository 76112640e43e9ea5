"""The Command API's operations on sessions and people: each acts on the living model, and is seen on the stream, in the
event archive and in the report."""

import gzip
import json
import xml.etree.ElementTree as ElementTree

import sentences
from appliance import Appliance, url
from stream import Integration, session_row

START = "2016-10-01T08:00:00Z"
BEGAN = 1475308800
OWNED = "c69a8e10bea9428f816cfababe9815fe"
OTHER = "da4b510978a541d49398e88c66e28475"


def parsed(answer):
    assert answer.status_code == 200, (answer.status_code, answer.text)
    tree = ElementTree.fromstring(answer.content)
    for element in tree.iter():
        element.tag = element.tag.split("}")[1]
    return tree


class Caller:
    def __init__(self, appliance):
        self.appliance = appliance
        self.token = appliance.token()

    def get(self, path, **parameters):
        return self.appliance.session(self.token).get(url(path), params=parameters, timeout=60)

    def command(self, action, **parameters):
        """The answer to a command that must succeed."""
        tree = parsed(self.get("/api/command", action=action, **parameters))
        assert tree.tag != "error", (action, tree.text)
        return tree

    def events(self, lsid):
        """The events of a session in its report: type, body, data."""
        tree = parsed(self.get("/api/reporting", generate_report="SupportSession", lsid=lsid))
        return [
            (e.get("event_type"), e.findtext("body"), int(e.get("timestamp")),
             {v.get("name"): v.get("value") for v in e.findall("data/value")})
            for e in tree.findall("session/session_details/event")
        ]

    def archive(self, index):
        """The lines of an event archive of the day."""
        answer = self.get(
            "/api/reporting", generate_report="Archive", type="event", date="2016-10-01", index=index)
        assert answer.content[:2] == b"\x1f\x8b", answer.text[:300]
        return [json.loads(line) for line in gzip.decompress(answer.content).decode().splitlines()]


def participants(integration, lsid):
    """The user IDs of the representatives in a session, as the stream shows them."""
    row = session_row(integration.tables, lsid)
    people = integration.tables["representative"]
    rows = integration.tables.get("representative_support_session", {}).values()
    return sorted(people[r["representative_id"]]["user_id"] for r in rows if r["support_session_id"] == row[0])


def run(version):
    with Appliance(
        "--api-version", version, "--clock-start", START, "--clock-rate", "0", "--simulation", "off"
    ) as appliance:
        caller = Caller(appliance)
        integration = Integration(appliance, version, caller.token)
        integration.follow(lambda tables: session_row(tables, OTHER), "the full copy")
        appliance.advance(30)

        added = caller.command("join_session", lsid=OWNED, rep_id=151)
        assert added.tag == "success" and added.text == "Representative successfully added", added.text
        integration.follow(lambda tables: 151 in participants(integration, OWNED), "the representative's row")

        caller.command("set_session_attributes", lsid=OWNED, **{
            "session.custom.external_key": "T-9", "session.custom.custom_field2": ""})
        values = {
            a.get("code_name"): a.text for a in caller.command("get_session_attributes", lsid=OWNED)}
        assert values == {"external_key": "T-9", "custom_field1": "INC0012345"}, values

        def attributes(tables):
            row = session_row(tables, OWNED)
            rows = tables["support_session_attribute"].values()
            return {r["code_name"]: r["value"] for r in rows if r["support_session_id"] == row[0]}

        integration.follow(lambda tables: attributes(tables) == values, "the attributes' rows")

        assert caller.command("transfer_session", lsid=OWNED, queue_id="team:1").text == "Successfully transferred"
        integration.follow(
            lambda tables: tables["queue"][session_row(tables, OWNED)[1]["queue_id"]]["support_team_id"] == "1",
            "the session in the team's queue")
        if version == "1.21.1":
            chat_bot(caller, integration)
        if version != "1.15.1":
            assert caller.command("terminate_session", lsid=OTHER).text == "Successfully terminated"
            integration.follow(lambda tables: session_row(tables, OTHER) is None, "the session's end")
            assert caller.events(OTHER)[-1][0] == "Session End"
        types = [event[0] for event in caller.events(OWNED)]
        assert types.count("External Key") == 2, types
        assert types[-1] == "Conference Owner Changed" or version == "1.21.1", types
        integration.close()

        appliance.advance(1200)
        lines = caller.archive(1)
        inserted = [line["data"] for line in lines if line["type"] == "model_insert"]
        assert any("representative_support_session" in data for data in inserted), inserted
        deleted = [line["data"] for line in lines if line["type"] == "model_delete"]
        assert any("support_session_attribute" in data for data in deleted), deleted
        if version == "1.21.1":
            chats = [line for line in lines if line.get("name") == "chat_message" and "api_account" in line["data"]]
            assert [chat["data"]["body"] for chat in chats] == ["[b]Hi[/b]", "I am here"], chats
            assert {chat["data"]["api_account"] for chat in chats} == {"Example Integration"}, chats
            times = [line["timestamp"] for line in lines]
            assert times == sorted(times), "everything in an archive happened in order"


def chat_bot(caller, integration):
    """A bot brings a customer, speaks for them, and takes them away."""
    caller.command("set_rep_status", rep_id=5, code_name="busy")
    integration.follow(
        lambda tables: any(
            row["user_id"] == 5 and row["routing_busy"] == 1 and row["routing_available"] == 0
            for row in tables["representative"].values()),
        "the busy representative")
    key = caller.command("generate_session_key", type="support", queue_id="team:1").findtext("short_key")
    customer = caller.command(
        "create_virtual_customer", short_key=key, name="Ada", ip_address="203.0.113.9",
        operating_system="Windows 11", computer_name="ADA-PC")
    lsid = customer.findtext("lsid")

    def client(tables):
        row = session_row(tables, lsid)
        rows = tables.get("customer_client", {}).values()
        return row and next((r for r in rows if r["support_session_id"] == row[0]), None)

    row = integration.follow(client, "the virtual customer")
    assert row["client_type"] == "web_chat" and row["hostname"] == "ADA-PC", row
    caller.command(
        "send_chat_message", lsid=lsid, body="[b]Hi[/b]", impersonate="customer", timestamp=BEGAN - 600)
    caller.command("send_chat_message", lsid=lsid, body="I am here")
    caller.command("send_chat_message", team_id=1, body="Who takes it?", impersonate="rep:1", to_rep=12)
    download = caller.appliance.session().get(
        customer.findtext("download_url"), timeout=60)
    assert download.status_code == 200 and "attachment" in download.headers["Content-Disposition"], download.text
    integration.follow(lambda tables: client(tables)["client_type"] == "desktop", "the full client")
    caller.command("join_session", lsid=lsid, rep_username="jsmith")
    caller.command("join_session", lsid=lsid, rep_id=1)
    caller.command("leave_session", lsid=lsid, rep_id=1)
    caller.command("leave_session", lsid=lsid, customer=1)
    integration.follow(lambda tables: client(tables) is None, "the customer's departure")
    events = caller.events(lsid)
    chats = [(body, time, data) for kind, body, time, data in events if kind == "Chat Message"]
    account = {"api_account": "Example Integration"}
    assert chats == [("[b]Hi[/b]", BEGAN - 600, account), ("I am here", BEGAN + 30, account)], chats
    times = [time for *_, time, _ in events]
    assert times == sorted(times) and events[0][1] == "[b]Hi[/b]", "what was said before the session comes first"
    assert [kind for kind, *_ in events].count("Conference Member Departed") == 2, events


def test_every_version_has_its_commands():
    """The commands that a version has are seen on the stream, in the archive and in the report."""
    for version in ("1.15.1", "1.16.0", "1.21.1"):
        run(version)


if __name__ == "__main__":
    sentences.main(globals())
