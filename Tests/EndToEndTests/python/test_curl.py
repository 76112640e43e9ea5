"""The guide's Test Scenario with curl: its commands, unchanged but for --cacert and --connect-to."""

import json
import subprocess

from appliance import Appliance, HOST

# The credentials as the 21.3 guide prints them, encoded.
BASIC = (
    "ZTUyYTlhYTZmYzA1MDhkZGYzYTQwNjAxYTczNmIyMzBhMWJlYmNkMTpCVTV1MGZWRWIxcUVXdUhkQks5QVI2cTkrTzFD"
    "QjI2c3F1MXN1c2ZKMExzSw=="
)


def curl(appliance, *arguments):
    """curl as the guide calls it, led to this appliance."""
    lead = ["--cacert", appliance.ca_file(), "--connect-to", f"{HOST}:443:127.0.0.1:{appliance.port}"]
    result = subprocess.run(
        ["curl", "--silent", "--show-error", *lead, *arguments], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout


with Appliance() as appliance:
    granted = json.loads(curl(
        appliance, "-H", f"authorization: Basic {BASIC}", "--data", "grant_type=client_credentials",
        f"https://{HOST}/oauth2/token"))
    assert granted["token_type"] == "Bearer" and granted["expires_in"] == 3600, granted
    answer = curl(
        appliance, "-H", f"authorization: Bearer {granted['access_token']}",
        f"https://{HOST}/api/command?action=get_api_info")
    assert "<api_version>1.21.1</api_version>" in answer and "<company_name>example</company_name>" in answer, answer
    refused = json.loads(curl(
        appliance, "-H", "authorization: Bearer nonsense", f"https://{HOST}/api/command?action=get_api_info"))
    assert refused["error"] == "access_denied", refused
    print("the Test Scenario works")
