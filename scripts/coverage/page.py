"""The page docs/coverage.md: every documented thing in every version, ticked or not."""

from inventory import VERSIONS

HEAD = """# Coverage

Written by `make coverage`; do not edit it. What the guides document, taken from them page by page (docs/inventory), beside \
what the test suite exercised: ✓ was exercised and answered as documented, – is documented for that version but not there \
yet, and an empty cell means that the version's guide does not have it. A parameter counts when a call with it was carried \
out, a limit when it was gone beyond, an element when an answer held it, an error when its sentence was answered. `make test` \
fails where the two disagree.

Of 16.2 (API version 1.15.1) only two pages were at hand: what they do not show is taken to be as in 18.1 (1.16.0).
"""


def write(comparison):
    """The page's text."""
    lines = [HEAD, "| API | " + " | ".join(VERSIONS) + " |", "| --- |" + " ---: |" * len(VERSIONS)]
    for api in comparison.apis:
        lines.append(f"| {_link(api.name)} | " + " | ".join(_sum(comparison, api, version) for version in VERSIONS) + " |")
    for api in comparison.apis:
        lines += ["", f"## {api.name}"]
        for operation in api.operations:
            lines += _operation(comparison, api, operation)
    return "\n".join(lines) + "\n"


def _link(name):
    return f"[{name}](#{name.lower().replace(' ', '-')})"


def _sum(comparison, api, version):
    marks = [tick for (name, _, _, of), tick in comparison.ticks.items() if name == api.name and of == version]
    return f"{sum(marks)} of {len(marks)}" if marks else ""


def _operation(comparison, api, operation):
    if not operation.items:
        return []
    lines = ["", f"### {operation.name}", "", f"{operation.section}.", "",
             "| | | " + " | ".join(VERSIONS) + " |", "| --- | --- |" + " --- |" * len(VERSIONS)]
    for item, versions in operation.items.items():
        cells = []
        for version in VERSIONS:
            if version not in versions:
                cells.append("")
            else:
                cells.append("✓" if comparison.ticks[api.name, operation.name, item, version] else "–")
        name = f"{item.label.replace('|', '/')}" + (f": {item.note}" if item.kind in ("error", "behaviour") else "")
        lines.append(f"| {item.kind} | {name} | " + " | ".join(cells) + " |")
    return lines
