"""Measures the appliance beside nginx: the same answer, certificate and load, in alternating rounds.

Absolute figures move with the machine and its neighbours; the ratios are taken within each round.
"""

import argparse
import tempfile
from pathlib import Path

from connected import measure_connected
from fanout import measure_fanout
from keys import measure_keys
from measure import load, resident_megabytes, summary
from memory import measure_memory
from reports import measure_reports
from sessions import measure_sessions
from servers import rivals
from starts import measure_starts
from storm import measure_storms
from stress import measure_stress

CONNECTIONS = (32, 256)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--appliance", required=True, help="the binary to measure")
    parser.add_argument("--stream-bench", help="the appliance with the stream's driver inside; without it no fan-out")
    parser.add_argument("--model-bench", help="the program that measures sessions; without it they are not measured")
    parser.add_argument("--client-bench", help="the program that shows many clients; without it that is not measured")
    parser.add_argument("--history-bench", help="the program that writes a history; without it reports are not measured")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of load, each with both servers")
    parser.add_argument("--seconds", type=int, default=3, help="seconds of load on a server in a round")
    parser.add_argument("--starts", type=int, default=9, help="starts on a new and on an existing data directory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mock-appliance-bench-") as work:
        measure_starts(options.appliance, Path(work), options.starts)
        measure_keep_alive(options.appliance, Path(work), options.rounds, options.seconds)
        measure_keys(options.appliance, Path(work), options.rounds, options.seconds)
        measure_storms(options.appliance, Path(work), options.rounds, options.seconds)
        measure_memory(options.appliance, Path(work))
        if options.stream_bench:
            measure_fanout(options.stream_bench, Path(work), options.rounds, options.seconds)
        if options.model_bench:
            measure_sessions(options.model_bench)
        if options.client_bench:
            measure_connected(options.client_bench, Path(work), options.rounds)
        if options.history_bench:
            measure_reports(options.appliance, options.history_bench, Path(work), min(options.rounds, 3))
        if options.stream_bench:
            measure_stress(options.stream_bench, Path(work), min(options.rounds, 3), options.seconds + 2)


def measure_keep_alive(binary, work, rounds, seconds):
    """get_api_info over HTTPS on connections that stay open, one event loop or worker for each server."""
    with rivals(binary, work) as (appliance, nginx, bearer, answer):
        print(f"\nHTTPS keep-alive, get_api_info, {len(answer.body)} bytes; "
              f"{rounds} rounds of {seconds} s, median (least to greatest)")
        for connections in CONNECTIONS:
            compare(appliance, nginx, bearer, connections, rounds, seconds)
        print(f"\nResident after the load: {resident_megabytes(appliance.pid):.1f} MB")


def compare(appliance, nginx, bearer, connections, rounds, seconds):
    """Loads both servers by turns; the one that begins changes with each round."""
    results = {appliance: [], nginx: []}
    for index in range(rounds):
        for server in (appliance, nginx) if index % 2 == 0 else (nginx, appliance):
            results[server].append(load(server, bearer, connections, seconds))

    print(f"\n  {connections} connections")
    for server, runs in results.items():
        rates = summary([run.requests_per_second for run in runs], "{:,.0f}")
        cpu = summary([run.cpu_microseconds for run in runs], "{:.1f}")
        print(f"    {server.name:<14}  requests/s {rates:<32}  CPU µs/request {cpu}")
    pairs = list(zip(results[appliance], results[nginx]))
    cpu = [ours.cpu_microseconds / theirs.cpu_microseconds for ours, theirs in pairs]
    rates = [ours.requests_per_second / theirs.requests_per_second for ours, theirs in pairs]
    print(f"    {'ours / nginx':<14}  requests/s {summary(rates, '{:.2f}'):<32}  CPU µs/request {summary(cpu, '{:.2f}')}")


if __name__ == "__main__":
    main()
