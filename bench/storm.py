"""A new TLS connection for each request: full handshakes, and handshakes by ticket, beside nginx.

Both servers give tickets; whether they are used is the client's choice. So nothing but the client differs between
the two halves, and each server also pays for the tickets that nobody uses, as it would in service.
"""

import json
import subprocess
from dataclasses import dataclass

from programs import build
from measure import cpu_seconds, summary
from servers import HOST, rivals

CONNECTIONS = 32
PATH = "/api/command?action=get_api_info"
# Of the clients that offer a ticket, at least so many must be resumed.
RESUMED = 0.99


@dataclass
class Storm:
    """One run of the storm against one server."""

    connections_per_second: float
    cpu_microseconds: float
    resumed: float


def measure_storms(binary, work, rounds, seconds):
    """get_api_info over a new TLS 1.3 connection each time, one event loop or worker for each server."""
    client = build("connect_storm", work)
    with rivals(binary, work) as (appliance, nginx, bearer, answer):
        print(f"\nA new TLS 1.3 connection for each request, {CONNECTIONS} at a time, get_api_info, "
              f"{len(answer.body)} bytes; {rounds} rounds of {seconds} s, median (least to greatest)")
        for offers_tickets in (False, True):
            compare(client, appliance, nginx, bearer, offers_tickets, rounds, seconds)


def compare(client, appliance, nginx, bearer, offers_tickets, rounds, seconds):
    """Storms both servers by turns; the one that begins changes with each round."""
    results = {appliance: [], nginx: []}
    for index in range(rounds):
        for server in (appliance, nginx) if index % 2 == 0 else (nginx, appliance):
            results[server].append(storm(client, server, bearer, offers_tickets, seconds))

    print(f"\n  {'the client always offers a ticket' if offers_tickets else 'the client never offers a ticket'}")
    for server, runs in results.items():
        rates = summary([run.connections_per_second for run in runs], "{:,.0f}")
        cpu = summary([run.cpu_microseconds for run in runs], "{:.0f}")
        resumed = summary([run.resumed * 100 for run in runs], "{:.1f} %") if offers_tickets else "-"
        print(f"    {server.name:<14}  connections/s {rates:<28}  CPU µs/connection {cpu:<20}  resumed {resumed}")
    ratios = [ours.cpu_microseconds / theirs.cpu_microseconds for ours, theirs in zip(results[appliance], results[nginx])]
    print(f"    {'ours / nginx':<14}  CPU µs/connection {summary(ratios, '{:.2f}')}")


def storm(client, server, bearer, offers_tickets, seconds):
    """One run; an answer other than 200, or a ticket that was refused too often, ends the bench."""
    before = cpu_seconds(server.pid)
    output = subprocess.run(
        [str(client), "-c", str(CONNECTIONS), "-t", str(seconds), "-H", HOST, "-b", bearer,
         *(["-r"] if offers_tickets else []), "127.0.0.1", str(server.port), PATH],
        check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    ).stdout
    used = cpu_seconds(server.pid) - before
    run = json.loads(output)
    if run["answers"] == 0 or run["errors"]:
        raise SystemExit(f"{server.name} did not stand the storm: {output}")
    # The first connections have no ticket to offer yet.
    resumed = run["resumed"] / max(1, run["offered"])
    if offers_tickets and resumed < RESUMED:
        raise SystemExit(f"{server.name} resumed {resumed:.1%} of the clients that came with a ticket")
    return Storm(run["answers"] / run["seconds"], used / run["answers"] * 1e6, resumed)
