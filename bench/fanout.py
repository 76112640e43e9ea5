"""Fan-out on /nw over TLS: the appliance beside a C program that writes ready-made frames to as many subscribers.

Both sides are driven alike, have one thread that sends, and are followed by the same subscribers, which check that every
message comes once and in order. The appliance changes rows for real: what the domain, the record and the threads
around them cost is measured without subscribers, and shown apart.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from programs import build
from measure import summary, thread_cpu_seconds
from servers import READY, Server, make_certificate, token

# Subscribers, and changes a second.
LOADS = ((30, 1000), (300, 300))
# How many messages the floor writes at once; the appliance's driver makes as many changes in a row.
BURSTS = (1, 10)
# Milliseconds from a change to a subscriber's hands, by subscribers and burst.
LONGEST_P99 = {(30, 1): 5.0}


@dataclass
class Run:
    """One run of changes against one server."""

    threads: dict
    deliveries: int
    result: dict = field(default_factory=dict)

    def per_delivery(self, *prefixes):
        """Microseconds for each delivered row, of the threads whose names begin so; of all where none is named."""
        seconds = sum(cpu for name, cpu in self.threads.items() if not prefixes or name.startswith(prefixes))
        return seconds / self.deliveries * 1e6


class Driven(Server):
    """A server that is driven by lines on its standard input."""

    def drive(self, messages, per_second, burst, message_bytes=1024):
        """Has the changes made; answers the processor time of each thread until everything is sent and written."""
        before = thread_cpu_seconds(self.pid)
        self.process.stdin.write(f"drive {messages} {per_second} {burst} {message_bytes}\n")
        self.process.stdin.flush()
        if self.process.stdout.readline() != "driven\n":
            raise SystemExit(f"{self.name} has stopped")
        return lambda: {
            name: cpu - before.get(name, 0) for name, cpu in thread_cpu_seconds(self.pid).items()
        }

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class StreamAppliance(Driven):
    """The appliance with the bench's driver inside."""

    name = "mock-appliance"
    settings = "simulation: off\n"

    def __init__(self, binary, work, certificate, key, *options, label="stream"):
        configuration = work / "-".join([label, *options, "config.yaml"])
        configuration.write_text(
            f"port: 0\ncontrol_port: 0\ndata: {configuration}.data\ncertificate: {certificate}\nprivate_key: {key}\n"
            f"threads: 1\n{self.settings}log_level: error\nsettings:\n  integration_limit: 400\n"
        )
        self.process = subprocess.Popen(
            [binary, str(configuration), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        ready = READY.fullmatch(self.process.stdout.readline())
        if not ready:
            raise SystemExit(f"{binary} printed no ready line")
        self.port, self.pid = int(ready[1]), int(ready[2])
        self.token = token(self, certificate)


class Floor(Driven):
    """The C program; it serves one set of subscribers."""

    name = "floor"

    def __init__(self, program, certificate, key, subscribers):
        self.process = subprocess.Popen(
            [program, str(certificate), str(key), str(subscribers)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.port, self.pid, self.token = int(self.process.stdout.readline()), self.process.pid, None


def measure_fanout(binary, work, rounds, seconds):
    """Prints the tables; ends the bench where a message was lost or came twice, or many came too late."""
    certificate, key = make_certificate(work)
    subscribers_program = build("stream_subscribers", work)
    floor_program = build("stream_floor", work, "floors")
    late = []
    with (
        StreamAppliance(binary, work, certificate, key) as appliance,
        StreamAppliance(binary, work, certificate, key, "at-once") as at_once,
    ):
        for subscribers, per_second in LOADS:
            print(f"\nFan-out on /nw over TLS to {subscribers} subscribers, {per_second:,} changes a second of 1 KiB; "
                  f"{rounds} rounds of {seconds} s, median (least to greatest)")
            runs = {}
            for index in range(rounds):
                turns = [(side, burst) for burst in BURSTS for side in ("appliance", "floor", "at once", "alone")]
                for side, burst in turns if index % 2 == 0 else reversed(turns):
                    servers = {
                        "floor": lambda: Floor(floor_program, certificate, key, subscribers),
                        "at once": lambda: contextlib.nullcontext(at_once),
                    }
                    with servers.get(side, lambda: contextlib.nullcontext(appliance))() as server:
                        followers = 0 if side == "alone" else subscribers
                        run = one_run(server, subscribers_program, followers, per_second, burst, seconds)
                    run.deliveries = subscribers * per_second * seconds
                    runs.setdefault((side, burst), []).append(run)
            for burst in BURSTS:
                p99 = show(burst, *(runs[side, burst] for side in ("appliance", "at once", "alone", "floor")))
                if p99 > LONGEST_P99.get((subscribers, burst), float("inf")):
                    late.append(f"{p99:.1f} ms to {subscribers} subscribers")
    if late:
        raise SystemExit(f"The appliance's p99 is too long: {'; '.join(late)}")


def one_run(server, program, subscribers, per_second, burst, seconds):
    messages = per_second * seconds
    if not subscribers:
        return Run(server.drive(messages, per_second, burst)(), 0)
    arguments = [program, str(server.port), str(subscribers), str(messages), *filter(None, [server.token])]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as followers:
        # The floor tells of its readiness too.
        if followers.stdout.readline() != "ready\n" or (
            server.token is None and server.process.stdout.readline() != "ready\n"
        ):
            raise SystemExit(f"{server.name}: the subscribers did not get ready")
        spent = server.drive(messages, per_second, burst)
        result = json.loads(followers.stdout.readline())
    if result["lost"] or result["doubled"]:
        raise SystemExit(f"{server.name}: {result['lost']} messages lost, {result['doubled']} doubled or late")
    return Run(spent(), 0, result)


def show(burst, ours, at_once, alone, floor):
    """A table for one burst size; answers the appliance's p99. What subscribers cost is the difference to the same
    changes without any."""
    print(f"\n  {burst} at a time: CPU µs for each delivered row")
    floors = [run.per_delivery() for run in floor]
    sending = {
        name: [run.per_delivery("loop") - idle.per_delivery("loop") for run, idle in zip(runs, alone)]
        for name, runs in (("appliance", ours), ("appliance without pauses", at_once))
    }
    rows = [("floor, writing ready-made frames", floors)]
    for (name, values), runs in zip(sending.items(), (ours, at_once)):
        rows.append((f"{name}, encoding and sending (its loop)", values))
        whole = [run.per_delivery() - idle.per_delivery() for run, idle in zip(runs, alone)]
        rows.append(("  with what its other threads spend more", whole))
    sqlite = [run.per_delivery("store") for run in alone]
    rest = [run.per_delivery() - store for run, store in zip(alone, sqlite)]
    rows.append(("SQLite, without subscribers", sqlite))
    rows.append(("domain and driver, without subscribers", rest))
    for name, values in sending.items():
        rows.append((f"{name} / floor", [one / other for one, other in zip(values, floors)]))
    for name, values in rows:
        print(f"    {name:<62}{summary(values, '{:.2f}')}")
    for name, runs in (("appliance", ours), ("appliance without pauses", at_once), ("floor", floor)):
        p50, p99, longest, records, delivered = (
            statistics.median(run.result[key] for run in runs)
            for key in ("p50_ms", "p99_ms", "max_ms", "records", "delivered"))
        print(f"    {name + ', from change to hand:':<62}p50 {p50:.2f} ms, p99 {p99:.2f} ms, longest {longest:.1f} ms; "
              f"{delivered / records:.1f} messages a record")
    return statistics.median(run.result["p99_ms"] for run in ours)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stream-bench", required=True, help="the appliance with the stream's driver inside")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3, help="seconds of changes in each run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mock-appliance-bench-") as work:
        measure_fanout(options.stream_bench, Path(work), options.rounds, options.seconds)


if __name__ == "__main__":
    main()
