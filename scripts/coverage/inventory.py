"""The inventory of the guides, read from docs/inventory, as items that are ticked one by one in each API version."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

VERSIONS = ("1.15.1", "1.16.0", "1.21.1")
# Files of docs/inventory that are no inventory of an API.
OTHERS = {"answers.yaml", "pending.yaml", "differences.yaml"}


@dataclass(frozen=True)
class Item:
    """One thing that a guide documents of an operation: a parameter, a value of it, an element, a text, an error…"""

    kind: str
    name: str
    value: str | None = None
    note: str = ""

    @property
    def label(self):
        return self.name if self.value is None else f"{self.name} = {self.value}"


@dataclass
class Operation:
    """A documented operation, with its items and the versions that have each."""

    name: str
    section: str
    path: str
    versions: tuple
    items: dict = field(default_factory=dict)  # Item -> set of versions

    def add(self, item, versions):
        self.items.setdefault(item, set()).update(set(versions) & set(self.versions))


@dataclass
class API:
    """A documented API with its operations; `selector` is the parameter that chooses one of them."""

    name: str
    path: str
    selector: str | None
    operations: list
    deputy: str | None  # the parameter that chooses one where the selector is absent
    other_names: dict  # another name of an operation -> its name


def read(directory):
    """All APIs of the inventory, in the order of the files' names."""
    files = sorted(path for path in Path(directory).glob("*.yaml") if path.name not in OTHERS)
    return [_api(yaml.load(path.read_text(), yaml.BaseLoader)) for path in files]


def _api(text):
    operations = [_operation(entry, text["path"]) for entry in text["operations"]]
    other_names = {other: entry["name"] for entry in text["operations"] for other in entry.get("also", [])}
    return API(text["api"], text["path"], text.get("selector"), operations, text.get("deputy"), other_names)


def _operation(entry, path):
    operation = Operation(
        entry["name"], entry.get("section", ""), entry.get("path", path), tuple(entry.get("versions", VERSIONS)))
    for parameter in entry.get("parameters", []):
        _add_parameter(operation, parameter)
    for element in entry.get("elements", []):
        element = element if isinstance(element, dict) else {"path": element}
        # Nobody can say where an unplaced row belongs, or what children without names are called; what is seen with the
        # other fidelity alone is not in the exchanges.
        if "unplaced" not in element and not element["path"].endswith("/*") and not _is_observed(element):
            _add_element(operation, element)
    for text in entry.get("texts", []):
        if _is_observed(text):
            continue
        operation.add(Item("text", text["path"], text["text"]), text.get("versions", operation.versions))
    for kind in ("error", "behaviour"):
        for mark in entry.get("errors" if kind == "error" else kind, []):
            operation.add(Item(kind, mark["id"], note=mark["what"]), mark.get("versions", operation.versions))
    return operation


def _is_observed(item):
    return "fidelity is observed" in item.get("when", "")


def _add_parameter(operation, parameter):
    versions = parameter.get("versions", operation.versions)
    note = ", ".join(
        f"{key} {parameter[key]}" for key in ("limit", "default") if key in parameter)
    kind = "header" if parameter.get("kind") == "header" else "parameter"
    if "*" not in parameter["name"]:
        operation.add(Item(kind, parameter["name"], note=""), versions)
    for value in parameter.get("values", []):
        operation.add(Item(kind, parameter["name"], value), versions)
    if "limit" in parameter and (size := re.match(r"(\d+) (characters|bytes)", parameter["limit"])):
        operation.add(Item("limit", parameter["name"], size[0], note), versions)


def _add_element(operation, element):
    versions = element.get("versions", operation.versions)
    operation.add(Item("element", element["path"]), versions)
    for value in element.get("values", []):
        operation.add(Item("element", element["path"], value), versions)


def pattern(documented):
    """What a documented value stands for: `rep:[id]` is anything after `rep:`."""
    pieces = re.split(r"\[[^\]]*\]", documented)
    return re.compile(".+".join(re.escape(piece) for piece in pieces), re.DOTALL)
