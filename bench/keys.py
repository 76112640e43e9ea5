"""A commit behind every answer: session keys beside get_api_info, from the same appliance in alternating rounds."""

from measure import API_INFO, load, summary
from servers import Appliance, make_certificate, request, token

CONNECTIONS = 32
KEY = "action=generate_session_key&type=support&queue_id=team:1"
# What get_api_info, which writes nothing, may be faster at most.
LEAST = 0.5


def measure_keys(binary, work, rounds, seconds):
    """generate_session_key and get_api_info over HTTPS on connections that stay open, one event loop."""
    certificate, key = make_certificate(work)
    flags = (
        "--connections", "keep-alive", "--simulation", "off", "--api-version", "1.21.1", "--threads", "1",
        "--data", str(work / "keys"), "--certificate", str(certificate), "--private-key", str(key),
    )
    with Appliance(binary, *flags) as appliance:
        bearer = token(appliance, certificate)
        check(appliance, certificate, bearer)
        print(f"\nDurable session keys, {CONNECTIONS} connections; {rounds} rounds of {seconds} s, "
              "median (least to greatest)")
        results = {KEY: [], API_INFO: []}
        for index in range(rounds):
            for query in (KEY, API_INFO) if index % 2 == 0 else (API_INFO, KEY):
                results[query].append(load(appliance, bearer, CONNECTIONS, seconds, query))
    for query, runs in results.items():
        rates = summary([run.requests_per_second for run in runs], "{:,.0f}")
        cpu = summary([run.cpu_microseconds for run in runs], "{:.1f}")
        print(f"    {query[7:].split('&')[0]:<20}  requests/s {rates:<32}  CPU µs/request {cpu}")
    ratios = [k.requests_per_second / i.requests_per_second for k, i in zip(results[KEY], results[API_INFO])]
    print(f"    {'keys / get_api_info':<20}  requests/s {summary(ratios, '{:.2f}')}")
    if sorted(ratios)[len(ratios) // 2] < LEAST:
        raise SystemExit(f"a session key costs more than get_api_info by more than {1 / LEAST:.0f} times")


def check(appliance, certificate, bearer):
    """What is measured are keys, and not errors, whose status is 200 as well."""
    answer = request(
        appliance, certificate, "GET", f"/api/command?{KEY}", headers={"Authorization": f"Bearer {bearer}"})
    if b"<short_key>" not in answer.content:
        raise SystemExit(f"the appliance gave no session key but {answer.content!r}")
