"""Compares the guides' inventory with what the tests exercised.

Usage: scripts/coverage EXCHANGES [--write]

EXCHANGES is the directory to which a run of the tests wrote its exchanges (EXCHANGE_LOG). With --write, docs/coverage.md,
docs/editions.md and docs/guesses.md are written; without, it is an error where they would change. Exits with 1 where something is found.
"""

import re
import sys
from pathlib import Path

import yaml

import compare
import editions
import exchanges
import guesses
import inventory
import page

ROOT = Path(__file__).resolve().parents[2]
INVENTORY = ROOT / "docs" / "inventory"
# More would only hide the first.
MOST_FINDINGS = 60


def main():
    directory, *rest = sys.argv[1:]
    apis = inventory.read(INVENTORY)
    facts = exchanges.gather(exchanges.read(directory), apis)
    comparison = compare.Comparison(apis, facts, _own("answers.yaml"), _own("pending.yaml"), _titles())
    findings = comparison.findings + editions.findings(ROOT)
    pages = {"coverage.md": page.write(comparison), "editions.md": editions.write(ROOT), "guesses.md": guesses.write(ROOT)}
    for name, text in pages.items():
        path = ROOT / "docs" / name
        if "--write" in rest:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            findings.append(f"docs/{name} is stale: make coverage writes it anew")
    for finding in findings[:MOST_FINDINGS]:
        print(finding)
    if len(findings) > MOST_FINDINGS:
        print(f"… and {len(findings) - MOST_FINDINGS} more")
    return 1 if findings else 0


def _own(name):
    path = INVENTORY / name
    return (yaml.load(path.read_text(), yaml.BaseLoader) if path.exists() else None) or {}


def _titles():
    """The names of all tests, by which a behaviour names its proof."""
    titles = set()
    for path in (ROOT / "Tests").rglob("*.swift"):
        titles.update(re.findall(r'@Test\(\s*"((?:[^"\\]|\\.)*)"', path.read_text()))
    return titles


if __name__ == "__main__":
    sys.exit(main())
