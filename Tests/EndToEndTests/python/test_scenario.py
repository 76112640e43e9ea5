"""Scenarios: a start chooses one, a caller another one, and check reads a file of them."""

import tempfile
from pathlib import Path

import sentences
from appliance import Appliance, run

# A Wednesday at noon.
FLAGS = ["--clock-start", "2026-03-04T12:00:00Z", "--clock-rate", "0"]


def rows(appliance, table):
    """The rows of a table of the state model."""
    return appliance.control("GET", "state")[table] or {}


def test_busy():
    """a busy centre brings its own people, and silence holds them all where they are"""
    with Appliance(*FLAGS, "--scenario", "busy") as appliance:
        appliance.advance(600)
        assert appliance.control("GET", "simulation")["profile"] == "busy"
        assert len(rows(appliance, "representative")) > 12
        assert len(rows(appliance, "support_session")) > 5
        appliance.control("PUT", "simulation", {"profile": "silent"})
        before = appliance.control("GET", "state")
        appliance.advance(3600)
        assert appliance.control("GET", "state") == before
        problem = appliance.control("PUT", "simulation", {"profile": "bussy"}, status=422)
        assert "busy, quiet, silent, stress" in problem["detail"], problem
        appliance.control("PUT", "simulation", {"profile": "quiet", "arrivals_per_hour": 3})
        shown = appliance.control("GET", "simulation")
        assert (shown["profile"], shown["arrivals_per_hour"], shown["chat_seconds"]) == ("quiet", 3, 20)


def test_file():
    """a scenario file is checked and used, and what is wrong with it is told with its line"""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "centre.yaml"
        file.write_text("profiles:\n  mine:\n    base: silent\n    rates: { login_shar: 1 }\n")
        checked = run("check", str(file))
        assert checked.returncode == 2, checked
        assert f"{file}:4: profiles.mine.rates.login_shar: is not a key here" in checked.stderr, checked.stderr
        refused = run("serve", "--scenario", str(file), "--ephemeral")
        assert (refused.returncode, refused.stderr) == (2, checked.stderr)
        file.write_text("profiles:\n  mine:\n    base: silent\n    staff: { representatives: 4 }\n")
        assert run("check", str(file)).returncode == 0
        with Appliance(*FLAGS, "--scenario", f"{file}#mine") as appliance:
            assert appliance.control("GET", "simulation")["profile"] == "mine"
            appliance.control("POST", "representatives/1003/login")
            assert len(rows(appliance, "representative")) == 6


if __name__ == "__main__":
    sentences.main(globals())
