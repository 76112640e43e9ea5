"""The page docs/guesses.md: where the guides leave something open and we decided, and where the appliance really is odd.

Comments in Sources mark both: `Undocumented:` is our guess, `Quirk:` an oddity of the appliance. What follows the mark, to the
end of its paragraph, stands on the page.
"""

import re

MARKS = {"Undocumented": "Our guesses", "Quirk": "Oddities of the appliance"}
COMMENT = re.compile(r"^\s*(///?|\*|<!--|#)\s?(.*?)(-->)?\s*$")

HEAD = """# Guesses and oddities

Written by `make coverage`; do not edit it. Where the guides are silent the code says `Undocumented:`, where the appliance \
really is odd it says `Quirk:`. All of them stand here, so that nobody takes a guess for the law.
"""


def write(root):
    """The page's text."""
    found = {mark: [] for mark in MARKS}
    for path in sorted((root / "Sources").rglob("*")):
        if path.suffix in (".swift", ".js", ".xsd"):
            for mark, sentence in _sentences(path.read_text()):
                found[mark].append((str(path.relative_to(root)), sentence))
    lines = [HEAD]
    for mark, title in MARKS.items():
        lines += [f"## {title}", ""]
        lines += [f"- [{path.split('/')[-1]}](../{path}): {sentence}" for path, sentence in found[mark]]
        lines.append("")
    return "\n".join(lines)


def _sentences(text):
    """Each mark with what follows it in its paragraph of comment."""
    paragraph = []
    for line in [*text.splitlines(), ""]:
        comment = COMMENT.match(line)
        words = comment[2].strip() if comment else ""
        if words:
            paragraph.append(words)
            continue
        yield from _marked(" ".join(paragraph))
        paragraph = []


def _marked(paragraph):
    pieces = re.split(r"`?\b(Undocumented|Quirk):`?\s*", paragraph)
    for mark, words in zip(pieces[1::2], pieces[2::2]):
        sentence = words.strip().rstrip("`").replace("|", "\\|")
        if sentence:
            yield mark, sentence[0].upper() + sentence[1:]
