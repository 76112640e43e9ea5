"""From the start of a process to its readiness, and what it holds in memory then."""

from measure import resident_megabytes, summary
from servers import Answer, Appliance, Nginx, make_certificate, token


def measure_starts(binary, work, starts):
    """The appliance with all that is on by default, to its ready line; nginx to the first connection it accepts."""
    certificate, key = make_certificate(work)
    times = {"new data directory": [], "existing data directory": [], "nginx": []}
    resident = {"mock-appliance": [], "nginx": []}
    for index in range(starts):
        data = ("--data", str(work / f"data-{index}"))
        with Appliance(binary, *data) as appliance:
            times["new data directory"].append(appliance.start_milliseconds)
            resident["mock-appliance"].append(resident_megabytes(appliance.pid))
        with Appliance(binary, *data, "--certificate", str(certificate), "--private-key", str(key)) as appliance:
            times["existing data directory"].append(appliance.start_milliseconds)
            answer = Answer(appliance, certificate, token(appliance, certificate))
        with Nginx(work, certificate, key, answer) as nginx:
            times["nginx"].append(nginx.start_milliseconds)
            resident["nginx"].append(resident_megabytes(nginx.pid))
    print(f"Start to readiness, and resident memory at idle, median of {starts} (least to greatest)")
    for name, values in times.items():
        print(f"  {name:<24} {summary(values, '{:.0f} ms')}")
    for name, values in resident.items():
        print(f"  {name:<24} {summary(values, '{:.1f} MB')}")
