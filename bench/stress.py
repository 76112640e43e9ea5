"""The stream while the profile `stress` runs: thirty integrations on all tables, and 5,000 changed rows a second.

The simulation keeps tens of thousands of sessions busy; the bench's driver makes up the rest of the rows, numbered and
with their time, so that it is seen that every change reaches everybody, and when. The same messages, ready-made, leave
the C program beside it.
"""

import json
import statistics
import subprocess
import time

from fanout import Floor, Run, StreamAppliance
from measure import summary, thread_cpu_seconds
from programs import build
from servers import make_certificate

SUBSCRIBERS = 30
PER_SECOND = 5000
BURST = 10
# About the size of a row that the simulation changes.
MESSAGE_BYTES = 220
# Until the sessions with which the profile opens are there and have been taken.
OPENING_SECONDS = 100
# Until thirty integrations have their full copies.
SETTLE_MS = 25_000
LONGEST_P99_MS = 100.0


class StressedAppliance(StreamAppliance):
    """The appliance with the driver inside and the simulation around it."""

    settings = "simulation: on\nscenario: stress\n"


def measure_stress(binary, work, rounds, seconds):
    certificate, key = make_certificate(work)
    subscribers_program = build("stream_subscribers", work)
    floor_program = build("stream_floor", work, "floors")
    print(f"\nThe stream under stress: {SUBSCRIBERS} integrations on all tables over TLS, {PER_SECOND:,} driven rows a second of "
          f"{MESSAGE_BYTES} bytes beside the simulation's; {rounds} rounds of {seconds} s, median (least to greatest)")
    ours, floors = [], []
    with StressedAppliance(binary, work, certificate, key, label="stress") as appliance:
        time.sleep(OPENING_SECONDS)
        for _ in range(rounds):
            idle = idle_cpu(appliance, seconds)
            ours.append((one_run(appliance, subscribers_program, seconds), idle))
            with Floor(floor_program, certificate, key, SUBSCRIBERS) as floor:
                floors.append(one_run(floor, subscribers_program, seconds))
    show(ours, floors)


def idle_cpu(appliance, seconds):
    """The processor time of the threads for as long, without subscribers and driver."""
    before = thread_cpu_seconds(appliance.pid)
    time.sleep(seconds)
    return {name: cpu - before.get(name, 0) for name, cpu in thread_cpu_seconds(appliance.pid).items()}


def one_run(server, program, seconds):
    messages = PER_SECOND * seconds
    arguments = [program, str(server.port), str(SUBSCRIBERS), str(messages)]
    if server.token:
        arguments += [server.token, str(SETTLE_MS)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as followers:
        if followers.stdout.readline() != "ready\n" or (
            server.token is None and server.process.stdout.readline() != "ready\n"
        ):
            raise SystemExit(f"{server.name}: the subscribers did not get ready")
        spent = server.drive(messages, PER_SECOND, BURST, MESSAGE_BYTES)
        result = json.loads(followers.stdout.readline())
    if result["lost"] or result["doubled"]:
        raise SystemExit(f"{server.name}: {result['lost']} messages lost, {result['doubled']} doubled or late")
    return Run(spent(), result["lines"], result)


def show(ours, floors):
    loops = [run.per_delivery("loop") for run, _ in ours]
    alone = [sum(idle.values()) for _, idle in ours]
    whole = [(sum(run.threads.values()) - spent) / run.deliveries * 1e6 for (run, _), spent in zip(ours, alone)]
    minimal = [run.per_delivery() for run in floors]
    rows = [
        ("floor, writing ready-made frames, CPU µs a message", minimal),
        ("appliance's loop, CPU µs a message", loops),
        ("  with what its other threads spend more", whole),
        ("appliance's loop / floor", [one / other for one, other in zip(loops, minimal)]),
        ("bytes on the wire / bytes of the messages",
         [run.result["wire_bytes"] / run.result["line_bytes"] for run, _ in ours]),
    ]
    for name, values in rows:
        print(f"    {name:<62}{summary(values, '{:.2f}')}")
    for name, runs in (("appliance", [run for run, _ in ours]), ("floor", floors)):
        p50, p99, longest = (statistics.median(run.result[key] for run in runs) for key in ("p50_ms", "p99_ms", "max_ms"))
        print(f"    {name + ', from change to hand:':<62}p50 {p50:.2f} ms, p99 {p99:.2f} ms, longest {longest:.1f} ms")
    messages = statistics.median(run.result["lines"] / SUBSCRIBERS for run, _ in ours)
    driven = statistics.median(run.result["delivered"] / SUBSCRIBERS for run, _ in ours)
    print(f"    messages to each integration: {messages:,.0f}, of which {driven:,.0f} driven; none lost, none twice")
    p99 = statistics.median(run.result["p99_ms"] for run, _ in ours)
    if p99 > LONGEST_P99_MS:
        raise SystemExit(f"The appliance's p99 under stress is too long: {p99:.1f} ms")
