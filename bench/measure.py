"""What is measured, and how: processor time, memory, load, and the statistics over rounds."""

import os
import re
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def processes(root):
    """The process and all its descendants: nginx works in a child."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The command's name may hold spaces; the fields after its last parenthesis do not.
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo.extend(children.get(pid, []))
    return found


def cpu_seconds(root):
    """User and system time that the process and its descendants have used."""
    ticks = 0
    for pid in processes(root):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def thread_cpu_seconds(pid):
    """Processor time that the threads of a process have used, to the nanosecond, by their names."""
    seconds = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            name = (task / "comm").read_text().strip()
            nanoseconds = int((task / "schedstat").read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue
        seconds[name] = seconds.get(name, 0) + nanoseconds / 1e9
    return seconds


def resident_megabytes(root):
    """Resident memory of the process and its descendants; pages that they share count for each."""
    kilobytes = 0
    for pid in processes(root):
        status = Path(f"/proc/{pid}/status").read_text()
        kilobytes += int(re.search(r"VmRSS:\s+(\d+) kB", status)[1])
    return kilobytes / 1024


@dataclass
class Load:
    """One run of the load generator against one server."""

    requests_per_second: float
    cpu_microseconds: float


API_INFO = "action=get_api_info"


def load(server, token, connections, seconds, query=API_INFO):
    """Loads the server over connections that stay open; an answer other than 200 ends the bench."""
    before = cpu_seconds(server.pid)
    output = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
         "--header", f"Authorization: Bearer {token}", "--header", "Host: support.example.com",
         f"https://127.0.0.1:{server.port}/api/command?{query}"],
        check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    ).stdout
    used = cpu_seconds(server.pid) - before
    done = re.search(r"(\d+) requests in ", output)
    trouble = re.search(r"Non-2xx.*|Socket errors.*", output)
    if not done or int(done[1]) == 0 or trouble:
        raise SystemExit(f"{server.name} did not stand the load:\n{output}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    return Load(rate, used / int(done[1]) * 1e6)


def summary(values, form):
    """The median, and the least and greatest value beside it."""
    return f"{form.format(statistics.median(values))} ({form.format(min(values))} to {form.format(max(values))})"
