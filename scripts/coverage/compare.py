"""Holds what the guides document against what the tests exercised: what is in one only is a finding."""

import re
from collections import defaultdict

from inventory import pattern

# An operation whose name begins so holds for all of its API.
EVERY = "any "


class Comparison:
    """Which items are ticked in which versions, and what is wrong."""

    def __init__(self, apis, facts, answers, pending, titles):
        self.apis, self.facts, self.answers, self.titles = apis, facts, answers, titles
        self.pending = pending
        self.ticks = {}  # (API, operation, item, version) -> whether it was exercised
        self.findings = []
        for api in apis:
            for operation in api.operations:
                self._operation(api, operation)
            self._undocumented(api)

    def is_pending(self, api, operation, item):
        """Whether something is documented and known not to be there yet."""
        entry = self.pending.get(api.name, {}).get(operation.name, {})
        return entry == "all" or item.kind in entry or item.label in entry

    def _operation(self, api, operation):
        for item, versions in operation.items.items():
            is_pending = self.is_pending(api, operation, item)
            for version in sorted(versions):
                ticked = self._is_exercised(api, operation, item, version)
                self.ticks[api.name, operation.name, item, version] = ticked
                if ticked == is_pending:
                    what = "is said to be pending and was exercised" if ticked else "is documented and was not exercised"
                    self.findings.append(f"{version} {api.name}, {operation.name}: {item.kind} {item.label} {what}")

    def _is_exercised(self, api, operation, item, version):
        answers = self.answers.get(api.name, {}).get(operation.name, {})
        if item.kind in ("behaviour", "header") or item.label in answers.get("proofs", {}) or "proof" in answers:
            return (answers.get("proofs", {}).get(item.label) or answers.get("proof")) in self.titles
        seen = self._facts(api, operation, version)
        if item.kind == "parameter":
            return any(self._has_parameter(facts, item) for facts in seen)
        if item.kind == "limit":
            size, unit = item.value.split()
            return any(
                longest[unit] > int(size) for facts in seen for name, longest in facts.longest.items()
                if self._name(item).fullmatch(name))
        if item.kind in ("element", "text"):
            return any(self._has_element(facts, item) for facts in seen)
        if item.kind == "error":
            says = answers.get("errors", {}).get(item.name)
            return says is not None and any(re.search(says, error, re.DOTALL) for facts in seen for error in facts.errors)
        return False

    def _facts(self, api, operation, version):
        """What was seen of an operation; of what holds for all of them, what was seen of any."""
        if operation.name.startswith(EVERY):
            return [facts for (name, _, of), facts in self.facts.items() if name == api.name and of == version]
        return [self.facts[key] for key in [(api.name, operation.name, version)] if key in self.facts]

    @staticmethod
    def _name(item):
        return pattern(item.name)

    def _has_parameter(self, facts, item):
        for name, values in facts.parameters.items():
            if not self._name(item).fullmatch(name):
                continue
            if item.value is None:
                return True
            allowed = pattern(item.value)
            if any(allowed.fullmatch(piece) for value in values for piece in [value, *value.split(",")]):
                return True
        return False

    @staticmethod
    def _has_element(facts, item):
        if item.name not in facts.elements:
            return False
        if item.value is None:
            return True
        allowed = pattern(item.value)
        return any(allowed.fullmatch(text) for text in facts.elements[item.name])

    def _undocumented(self, api):
        """What the tests exercised and no guide documents. Parameters are not looked at: tests send all kinds."""
        operations = {operation.name: operation for operation in api.operations}
        every = next((one for one in api.operations if one.name.startswith(EVERY)), None)
        for (name, operation_name, version), facts in sorted(self.facts.items()):
            if name != api.name:
                continue
            operation = operations.get(operation_name)
            if operation is None or version not in operation.versions:
                if operation_name in self.answers.get(name, {}).get("made_up", {}):
                    continue
                if facts.elements and not facts.errors:
                    self.findings.append(f"{version} {name}: {operation_name} was carried out and is not documented")
                continue
            if self.pending.get(name, {}).get(operation_name) == "all":
                continue
            known = self._known([operation] + ([every] if every else []), version)
            extra = self.answers.get(name, {}).get(operation_name, {})
            common = self.answers.get(name, {}).get(every.name, {}) if every else {}
            for path in sorted(facts.elements):
                if any(re.fullmatch(one, path) for one in extra.get("elements", {})):
                    continue
                if not any(p.fullmatch(path) for p in known["element"]):
                    self.findings.append(f"{version} {name}, {operation_name}: the element {path} is not documented")
            says = [*common.get("errors", {}).values(), *extra.get("errors", {}).values(),
                    *common.get("ours", {}).values(), *extra.get("ours", {}).values()]
            for error in sorted(facts.errors):
                if not any(re.search(one, error, re.DOTALL) for one in says):
                    self.findings.append(f"{version} {name}, {operation_name}: no entry expects the error “{error}”")

    @staticmethod
    def _known(operations, version):
        known = defaultdict(list)
        for operation in operations:
            for item, versions in operation.items.items():
                if version in versions and item.kind in ("element", "parameter"):
                    known[item.kind].append(pattern(item.name))
        return known
