"""get_connected_clients with 10,000 clients and their connections, beside a C program that writes equal XML."""

import argparse
import json
import statistics
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from measure import summary
from programs import build, flags_of

CLIENTS = 10_000
ANSWERS = 10
# The aim for the longest time that one answer holds the appliance's lock.
LONGEST_HOLD_MILLISECONDS = 2


def measure_connected(binary, work, rounds):
    """Both by turns; the documents are compared once, so that the floor writes what the appliance does."""
    floor = build("xml_floor", work, "floors", flags_of("libxml-2.0"))
    document, copy = Path(work) / "clients.xml", Path(work) / "copy.xml"
    subprocess.run([binary, str(CLIENTS), "write", str(document)], check=True)
    subprocess.run([floor, str(document), "write", str(copy)], check=True)
    if ElementTree.canonicalize(from_file=document) != ElementTree.canonicalize(from_file=copy):
        raise SystemExit("the C program writes another document than the appliance")
    ours, floors = [], []
    for index in range(rounds):
        for is_ours in (True, False) if index % 2 == 0 else (False, True):
            if is_ours:
                command = [binary, str(CLIENTS), str(ANSWERS)]
                ours.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
            else:
                command = [floor, str(document), str(ANSWERS)]
                out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                floors.append(float(out.split()[0]))
    report(ours, floors, rounds)


def report(ours, floors, rounds):
    times = [run["answer_milliseconds"] for run in ours]
    print(f"\nget_connected_clients, {CLIENTS:,} clients with their connections, {ours[0]['bytes'] / 1e6:.1f} MB; "
          f"{rounds} rounds, median (least to greatest)")
    print(f"    {'mock-appliance':<14}  CPU ms/answer {summary(times, '{:.1f}')}")
    print(f"    {'libxml2 writer':<14}  CPU ms/answer {summary(floors, '{:.1f}')}")
    ratios = [mine / theirs for mine, theirs in zip(times, floors)]
    print(f"    {'ours / libxml2':<14}  CPU {summary(ratios, '{:.2f}')}")
    wall = max(run["lock_microseconds"] for run in ours)
    processor = max(run["lock_processor_microseconds"] for run in ours)
    print(f"    the lock was held for at most {wall:.1f} µs ({processor:.1f} µs of processor time)")
    changes = [run["change_microseconds"] for run in ours]
    beside = statistics.median(change["beside"] for change in changes)
    alone = statistics.median(change["alone"] for change in changes)
    print(f"    the longest of 2,000 changes while an answer is made took {beside:.0f} µs, without {alone:.0f} µs (medians)")
    if processor > LONGEST_HOLD_MILLISECONDS * 1000:
        raise SystemExit(f"the lock was held for more than {LONGEST_HOLD_MILLISECONDS} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--client-bench", required=True, help="the program that makes the answers")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mock-appliance-bench-") as work:
        measure_connected(options.client_bench, Path(work), options.rounds)


if __name__ == "__main__":
    main()
