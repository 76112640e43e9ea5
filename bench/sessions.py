"""What an active session costs the domain and the simulation: processor time for each of its seconds, and memory."""

import json
import statistics
import subprocess

COUNTS = (10_000, 50_000)
SECONDS = 30
ROUNDS = 3


def measure_sessions(binary):
    """Prints the figures at each count, and how they grow."""
    print(f"\nActive sessions at the profile stress, {SECONDS} s of its clock; median of {ROUNDS} alternating runs")
    runs = {count: [] for count in COUNTS}
    for _ in range(ROUNDS):
        for count in COUNTS:
            out = subprocess.run([binary, str(count), str(SECONDS)], check=True, capture_output=True, text=True).stdout
            runs[count].append(json.loads(out))
    for count, results in runs.items():
        middle = {key: statistics.median(result[key] for result in results) for key in results[0]}
        print(f"    {middle['sessions']:>8,.0f} sessions  {middle['nanoseconds_per_session_tick']:.0f} ns a session-tick, "
              f"{middle['microseconds_per_row']:.1f} µs a changed row ({middle['rows_per_second']:,.0f} a second), "
              f"{middle['bytes_per_session']:,.0f} bytes a session")
    (few_sessions, few_bytes), (many_sessions, many_bytes) = (
        [statistics.median(result[key] for result in runs[count]) for key in ("sessions", "bytes_per_session")]
        for count in COUNTS)
    further = (many_sessions * many_bytes - few_sessions * few_bytes) / (many_sessions - few_sessions)
    print(f"    each session more takes {further:,.0f} bytes")
    few, many = ([result["nanoseconds_per_session_tick"] for result in runs[count]] for count in COUNTS)
    ratio = statistics.median(one / other for one, other in zip(many, few))
    print(f"    a session-tick of {COUNTS[1]:,} / of {COUNTS[0]:,}: {ratio:.2f}")
