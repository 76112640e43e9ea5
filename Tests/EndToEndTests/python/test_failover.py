"""Failover on the built binary: roles, a synchronisation that stops everything else, restarts and a reset."""

import tempfile
import xml.etree.ElementTree as ElementTree

from appliance import Appliance, url

FLAGS = ["--clock-rate", "0", "--simulation", "off", "--clock-start", "2026-03-02T10:00:00Z"]


def command(appliance, token, **parameters):
    answer = appliance.session(token).get(url("/api/command"), params=parameters, timeout=30)
    assert answer.status_code == 200, (answer.status_code, answer.text)
    return ElementTree.fromstring(answer.content)


def name(element):
    return element.tag.rpartition("}")[2]


def text(root, path):
    return root.findtext(".//{*}" + path)


def role(appliance, token):
    return text(command(appliance, token, action="check_health"), "failover_role")


def probe(appliance):
    return appliance.session().get(url("/check_health"), timeout=30).status_code


with tempfile.TemporaryDirectory() as data:
    with Appliance(*FLAGS, data=data) as appliance:
        token = appliance.token()
        assert role(appliance, token) == "primary"
        clients = command(appliance, token, action="get_connected_clients", id="101,102,103")
        assert [client.get("id") for client in clients] == ["101", "102", "103"]
        done = command(appliance, token, action="set_failover_role", role="backup", data_sync_first="1")
        assert (name(done), done.text) == (
            "success", "Successfully started data sync. Role change will occur upon successful completion")
        assert name(command(appliance, token, action="get_logged_in_reps")) in ("error", "logged_in_reps")
        assert "synchronised" in text(command(appliance, token, action="get_connected_client_list"), "error")
        assert probe(appliance) == 500
        report = appliance.session(token).get(
            url("/api/reporting"), params={"generate_report": "SupportSessionListing", "duration": "0"}, timeout=30)
        assert "synchronised" in ElementTree.fromstring(report.content).text
        start = appliance.session().get(url("/api/start_session"), params={"short_key": "1234567"}, timeout=30)
        assert start.status_code == 503, start.status_code
        appliance.kill()
    # Killed in the middle, it goes on where it was.
    with Appliance(*FLAGS, data=data) as appliance:
        assert probe(appliance) == 500
        appliance.advance(29)
        assert role(appliance, token) == "primary"
        appliance.advance(1)
        assert role(appliance, token) == "backup" and probe(appliance) == 200
        assert len(command(appliance, token, action="get_connected_clients")) == 9
        imported = command(
            appliance, token, action="import_jump_shortcut", rdp_hostname="ABCDEF02", jumpoint="London",
            group="remote_access")
        assert imported.text == "Successfully imported Jump Item shortcut", imported.text
        appliance.kill()
    with Appliance(*FLAGS[:-2], "--clock-start", "2026-03-02T10:05:00Z", data=data) as appliance:
        assert role(appliance, token) == "backup", "the role survives"
        items = appliance.control("GET", "jump-items")["jump_items"]
        assert [(item["method"], item["hostname"]) for item in items][-1] == ("remote_rdp", "ABCDEF02")
        appliance.control("PATCH", "failover", {"peer_reachable": False})
        refused = command(appliance, token, action="set_failover_role", role="primary")
        assert "cannot be contacted" in refused.text, refused.text
        appliance.control("POST", "reset")
        assert role(appliance, token) == "primary", "a reset restores it"
        assert len(appliance.control("GET", "jump-items")["jump_items"]) == len(items) - 1
        assert appliance.control("GET", "failover")["peer_reachable"]
