"""What the tests asked and were answered, boiled down to facts for each operation in each version."""

import json
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree

# Longer texts are no value of an enumeration.
LONGEST_VALUE = 80
PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


# Where the guides document what a call without the right to make it is answered.
AUTHENTICATION = ("OAuth", "API request")


class Facts:
    """What was seen of one operation in one version."""

    def __init__(self):
        self.parameters = defaultdict(set)  # name -> values, in calls that were carried out
        self.longest = defaultdict(int)  # name -> characters of the longest value, in any call
        self.elements = defaultdict(set)  # path -> texts
        self.errors = set()  # sentences


def read(directory):
    """The exchanges of a directory, one dictionary each."""
    for path in sorted(Path(directory).glob("*.jsonl")):
        with path.open() as lines:
            for line in lines:
                yield json.loads(line)


def gather(exchanges, apis):
    """The facts by (API, operation, version)."""
    facts = defaultdict(Facts)
    places = {operation.path: (api, operation) for api in apis for operation in api.operations}
    for exchange in exchanges:
        path = exchange["path"].removesuffix(".ns")
        if path not in places:
            continue
        api, operation = places[path]
        parameters = given(exchange)
        if exchange["status"] in ("401", "403") and "json" in exchange["head"]:
            # What the guides say of this holds for all APIs, and stands in the chapter on authentication.
            _note(facts[AUTHENTICATION + (exchange["version"],)], exchange, parameters)
            continue
        name = parameters.get(api.selector, operation.name) if api.selector else operation.name
        _note(facts[api.name, name, exchange["version"]], exchange, parameters)
    return facts


def given(exchange):
    """The parameters of a call: those of the query, then those of the form, which win."""
    pairs = parse_qsl(exchange["query"], keep_blank_values=True)
    kind = exchange["type"].split(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        pairs += parse_qsl(exchange["form"], keep_blank_values=True)
    return dict(pairs)


def _note(facts, exchange, parameters):
    for name, value in parameters.items():
        facts.longest[name] = max(facts.longest[name], len(value))
    seen, sentence = _answer(exchange)
    if sentence is not None:
        facts.errors.add(sentence)
    for path, text in seen:
        facts.elements[path].add(text if len(text) <= LONGEST_VALUE else "")
    if sentence is None and int(exchange["status"]) < 400:
        for name, value in parameters.items():
            facts.parameters[name].add(value)


def _answer(exchange):
    """The paths with their texts that an answer holds, and the sentence where it is an error."""
    head, body = exchange["head"].lower(), exchange["body"]
    if "text/xml" in head:
        return _xml(body)
    if "application/json" in head:
        return _json(body)
    if int(exchange["status"]) >= 400:
        paragraph = PARAGRAPH.search(body)
        return [], (paragraph[1] if paragraph else body).strip()
    return [], None


def _xml(body):
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        return [], None
    seen, errors = [], []

    def walk(element, above):
        tag = element.tag.rpartition("}")[2]
        path = f"{above}/{tag}" if above else tag
        text = (element.text or "").strip()
        seen.append((path, text))
        seen.extend((f"{path}@{name}", value) for name, value in element.attrib.items())
        if tag == "error":
            errors.append(text)
        for child in element:
            walk(child, path)

    walk(root, "")
    return seen, errors[0] if errors else None


def _json(body):
    try:
        members = json.loads(body)
    except ValueError:
        return [], None
    if not isinstance(members, dict):
        return [], None
    seen = [(name, str(value)) for name, value in members.items() if not isinstance(value, (dict, list))]
    return seen, members.get("error")
