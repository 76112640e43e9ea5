"""Client scripts as links use them, and the schemas that clients validate answers with."""

import re
import tempfile
from pathlib import Path

import sentences
from appliance import Appliance, run, url

SCRIPT = {"type": "rep", "operation": "generate"}


def test_check_takes_what_the_appliance_makes():
    """A downloaded script is fine for check, and one that is broken by hand is told with line, column and key."""
    with Appliance("--ephemeral", "--api-version", "1.16.0") as appliance, tempfile.TemporaryDirectory() as folder:
        answer = appliance.session().get(
            url("/api/client_script"),
            params={**SCRIPT, "action": "start_rdp_session", "target": "ABC 02", "session.custom.custom_field1": "ä+b"},
            timeout=60,
        )
        assert answer.headers["Content-Type"] == "application/octet-stream", answer.headers
        name = re.fullmatch(r'attachment; filename="(.+)"', answer.headers["Content-Disposition"])[1]
        assert name == "bomgar-start_rdp_session.brcs-example", name
        assert b"&target=ABC%2002&session.custom.custom_field1=%C3%A4%2Bb\n" in answer.content, answer.content
        path = Path(folder) / name
        path.write_bytes(answer.content)
        fine = run("check", str(path))
        assert fine.returncode == 0, fine.stderr
        assert "login, start_rdp_session, delete_script_file" in fine.stdout, fine.stdout
        path.write_bytes(answer.content.replace(b"ABC%2002", b"ABC 02"))
        broken = run("check", str(path))
        assert broken.returncode == 2, broken.returncode
        assert f"{path}:3:36: target: a space may not stand here; write %20" in broken.stderr, broken.stderr
        nameless = path.with_name("bomgar.brcs-")
        nameless.write_bytes(answer.content)
        misnamed = run("check", str(nameless))
        assert misnamed.returncode == 2, misnamed.returncode
        assert f"{nameless}: the company is missing at the end of the name" in misnamed.stderr, misnamed.stderr


def test_the_web_console_generates_a_key():
    """A browser that follows the redirect reads a session key, which starts a session."""
    with Appliance("--ephemeral", "--simulation", "off") as appliance:
        session = appliance.session()
        call = {"type": "web_console", "operation": "execute", "action": "generate_session_key"}
        answer = session.get(url("/api/client_script"), params=call, timeout=60, allow_redirects=False)
        assert answer.status_code == 302, answer.status_code
        location = re.sub(r"^https://[^/]+", url(""), answer.headers["Location"])
        page = session.get(location, timeout=60).text
        key = re.search(r"<dt>Session key</dt><dd>(\d{7})</dd>", page)
        assert key, page
        started = session.get(url("/api/start_session"), params={"short_key": key[1]}, timeout=60)
        assert started.status_code == 200, started.text


def test_each_version_serves_its_schemas():
    """Every version and fidelity serves schemas that compile, in the namespace of its answers."""
    for version in ("1.15.1", "1.16.0", "1.21.1"):
        for fidelity in ("documented", "observed"):
            with Appliance("--ephemeral", "--api-version", version, "--fidelity", fidelity) as appliance:
                session = appliance.session(appliance.token())
                session.get(url("/api/command"), params={"action": "get_api_info"}, timeout=60).raise_for_status()
                namespaces = sorted(appliance.schemas.by_namespace)
                assert [name.rsplit("/", 1)[1] for name in namespaces] == ["command", "reporting"], namespaces
                wrong = appliance.schemas.problems(b'<old xmlns="%s"/>' % namespaces[0].encode())
                assert wrong, "a root that no guide has is valid"


if __name__ == "__main__":
    sentences.main(globals())
