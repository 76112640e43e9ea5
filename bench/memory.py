"""Resident memory beside nginx's: at idle, for each idle TLS connection, and after they have gone."""

import resource
import subprocess
import time
from pathlib import Path

from programs import build
from measure import processes, resident_megabytes
from servers import HOST, Answer, Appliance, Nginx, make_certificate, token

CONNECTIONS = 10_000
# Descriptors that the servers and the client need beside their connections.
SPARE_DESCRIPTORS = 200
PATH = "/api/command?action=get_api_info"
# A busy machine shakes hands slowly; the servers keep an idle connection for 75 s.
OPEN_SECONDS = 70
GONE_SECONDS = 20
SETTLED_SECONDS = 3


def measure_memory(binary, work):
    """Both servers with what is on by default, one event loop or worker each."""
    client = build("idle_connections", work)
    count = affordable(CONNECTIONS)
    certificate, key = make_certificate(work)
    flags = (
        "--connections", "keep-alive", "--data", str(work / "memory"), "--api-version", "1.21.1", "--threads", "1",
        "--certificate", str(certificate), "--private-key", str(key),
    )
    print(f"\nMemory with {count:,} idle TLS connections, each after one get_api_info")
    with Appliance(binary, *flags) as appliance:
        idle = resident_megabytes(appliance.pid)
        bearer = token(appliance, certificate)
        answer = Answer(appliance, certificate, bearer)
        measure(client, appliance, idle, count, bearer)
    # nginx closes idle connections when a sixteenth of its places is left.
    with Nginx(work, certificate, key, answer, connections=count * 5 // 4) as nginx:
        measure(client, nginx, resident_megabytes(nginx.pid), count)


def affordable(count):
    """As many connections as the limit of descriptors lets a process have; the limit is raised as far as it goes."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most == resource.RLIM_INFINITY or most >= count + SPARE_DESCRIPTORS:
        return count
    print(f"\nOnly {most} descriptors are allowed here (ulimit -Hn): fewer connections are opened")
    return most - SPARE_DESCRIPTORS


def measure(client, server, idle, count, bearer=None):
    """Opens the connections, looks, closes them and looks again, twice: what stays after the second time is lost."""
    descriptors = open_descriptors(server.pid)
    full, after = [], []
    for _ in range(2):
        opened = subprocess.Popen(
            [str(client), "-H", HOST, *(["-b", bearer] if bearer else []), str(count), "127.0.0.1", str(server.port),
             PATH],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        began = time.monotonic()
        if opened.stdout.readline() != f"open {count}\n" or time.monotonic() - began > OPEN_SECONDS:
            raise SystemExit(f"{server.name} did not keep {count} connections open")
        if open_descriptors(server.pid) < descriptors + count:
            raise SystemExit(f"{server.name} has closed some of {count} connections already")
        full.append(resident_megabytes(server.pid))
        opened.communicate()
        deadline = time.monotonic() + GONE_SECONDS
        while open_descriptors(server.pid) > descriptors and time.monotonic() < deadline:
            time.sleep(0.05)
        after.append(settled_megabytes(server.pid))
    left = open_descriptors(server.pid) - descriptors
    each = (full[0] - idle) * 1024 / count
    print(f"    {server.name:<14}  idle {idle:.1f} MB   each connection {each:.1f} KB   "
          f"all open {full[0]:.1f} and {full[1]:.1f} MB   after they have gone {after[0]:.1f} and {after[1]:.1f} MB   "
          f"descriptors more than before {left}")


def settled_megabytes(root):
    """Resident memory when it has not changed for some seconds: what is freed may be given back a little later."""
    last, since = resident_megabytes(root), time.monotonic()
    end = since + GONE_SECONDS
    while time.monotonic() < min(since + SETTLED_SECONDS, end):
        time.sleep(0.1)
        now = resident_megabytes(root)
        if abs(now - last) > 0.1:
            last, since = now, time.monotonic()
    return last


def open_descriptors(root):
    """How many descriptors the process and its descendants have."""
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in processes(root))
