"""What the tests asked and were answered, boiled down to facts for each operation in each version."""

import html
import json
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree

# Longer texts are no value of an enumeration.
LONGEST_VALUE = 200
# Pages for people say what is wrong in their first paragraph.
PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


# A schema is no answer of the API: the tests' answers are held to it instead.
SCHEMA = ".xsd"
# Forms that are not read here; tests of their own say when they are accepted.
MULTIPART = "multipart/"
# Where the guides document what a call without the right to make it is answered.
AUTHENTICATION = ("OAuth", "API request")


class Facts:
    """What was seen of one operation in one version."""

    def __init__(self):
        self.parameters = defaultdict(set)  # name -> values, in calls that were carried out
        self.longest = defaultdict(lambda: {"characters": 0, "bytes": 0})  # name -> of the longest value, in any call
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
    places = defaultdict(list)
    for api in apis:
        for operation in api.operations:
            places[operation.path].append((api, operation))
    for exchange in exchanges:
        parameters = given(exchange)
        path = exchange["path"].removesuffix(".ns")
        for key in _operations(exchange, parameters, places.get(path, [])):
            _note(facts[key + (exchange["version"],)], exchange, parameters)
    return facts


def _operations(exchange, parameters, there):
    """Which documented operations a call is one of, as (API, operation): one, or all that share a path."""
    if not there or there[0][1].path.endswith(SCHEMA) or exchange["type"].lower().startswith(MULTIPART):
        return []
    if exchange["status"] in ("401", "403") and "application/json" in exchange["head"] and there[0][0].name != "OAuth":
        # What the guides say of this holds for all APIs, and stands in the chapter on authentication.
        return [AUTHENTICATION]
    api = there[0][0]
    if api.selector and there[0][1].path == api.path:
        name = parameters.get(api.selector) or parameters.get(api.deputy) or there[0][1].name
        return [(api.name, api.other_names.get(name, name))]
    return [(api.name, operation.name) for api, operation in there]


def given(exchange):
    """The parameters of a call: those of the query, then those of the form, which win."""
    pairs = parse_qsl(exchange["query"], keep_blank_values=True)
    kind = exchange["type"].split(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        pairs += parse_qsl(exchange["form"], keep_blank_values=True)
    return dict(pairs)


def _note(facts, exchange, parameters):
    for name, value in parameters.items():
        longest = facts.longest[name]
        longest["characters"] = max(longest["characters"], len(value))
        longest["bytes"] = max(longest["bytes"], len(value.encode()))
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
        return [], html.unescape((paragraph[1] if paragraph else body).strip())
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
