"""The page docs/editions.md: each documented difference between the API versions, and the file in which the code has it.

A file in a folder `Versions` says which differences it holds, by their ids in docs/inventory/differences.yaml, on a line
`// Differences: id, id`. A difference that no file holds, and a file that holds none, is a finding.
"""

import re
from collections import defaultdict

import yaml

from inventory import VERSIONS

MARK = re.compile(r"^// Differences: (.+(?:\n//   .+)*)$", re.MULTILINE)

HEAD = """# Editions

Written by `make coverage`; do not edit it. Each difference between the API versions that the guides document is held by one \
file, which is read once, when the appliance starts; afterwards nothing compares versions. The differences themselves stand \
in docs/inventory/differences.yaml, taken from the guides.
"""


def findings(root):
    """A sentence for each difference without code, and for each file without a difference."""
    differences, holders = _read(root)
    known = {one["id"] for one in differences}
    found = []
    for one in differences:
        if one["id"] not in holders and "documented_only" not in one and "pending" not in one:
            found.append(f"docs/inventory/differences.yaml: no file in a folder Versions holds {one['id']}")
    for name, files in holders.items():
        if name not in known:
            found.append(f"{files[0]}: docs/inventory/differences.yaml does not have {name}")
    for path in _files(root):
        if not MARK.search(path.read_text()):
            found.append(f"{path.relative_to(root)}: no line “// Differences: …” says what it holds")
    return found


def write(root):
    """The page's text."""
    differences, holders = _read(root)
    lines = [HEAD]
    area = None
    for one in differences:
        if one["area"] != area:
            area = one["area"]
            lines += [f"## {area[0].upper()}{area[1:]}", ""]
        lines += _entry(one, holders.get(one["id"], []))
    return "\n".join(lines)


def _entry(one, files):
    lines = [f"### {one['id']}", "", f"{one['what'][0].upper()}{one['what'][1:]}.", ""]
    lines += [f"- {version}: {one['values'][version]}" for version in VERSIONS if version in one["values"]]
    lines += [f"- {name}: {value}" for name, value in one["values"].items() if name not in VERSIONS]
    if "note" in one:
        lines += ["", f"Note: {one['note']}."]
    lines += ["", f"Read in: {'; '.join(one['cite'])}."]
    if files:
        lines += ["", "Held by: " + ", ".join(f"[{path.split('/')[-1]}](../{path})" for path in files) + "."]
    elif "documented_only" in one:
        lines += ["", "A server does not show it."]
    else:
        lines += ["", "Not there yet."]
    return [*lines, ""]


def _files(root):
    return sorted((root / "Sources").rglob("Versions/*.swift"))


def _read(root):
    text = (root / "docs" / "inventory" / "differences.yaml").read_text()
    holders = defaultdict(list)
    for path in _files(root):
        for mark in MARK.findall(path.read_text()):
            for name in re.split(r",\s*(?://\s*)?|\n//   ", mark):
                if name:
                    holders[name.strip()].append(str(path.relative_to(root)))
    return yaml.load(text, yaml.BaseLoader)["differences"], holders
