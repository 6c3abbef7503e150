"""Reads structured data: described things in JSON and YAML, WordNet, the World Factbook, dialogues, dictionaries."""

import json
import re
from collections.abc import Iterator
from zlib import crc32

import yaml

from .clean import count_words, fit, plain, sentences, words_of
from .markup import Section
from .material import Item, pair, text
from .prose import material_of

_NAME_KEYS = ("title", "displayName", "display_name", "CheckTitle", "name", "id", "label", "CheckID")
_TEXT_KEYS = frozenset(
    "description documentation summary help text doc docs definition comment desc rationale Risk Description "
    "Notes enumDescriptions "
    "markdownDescription deprecationMessage content long_description short_description synopsis abstract notes "
    "usage".split()
)


def described(document: str) -> Iterator[Item]:
    """Any JSON document: each value under a key such as `description`, with the name of what it describes."""
    try:
        tree = json.loads(document)
    except ValueError:
        return
    yield from _walk(tree, "")


def described_yaml(document: str) -> Iterator[Item]:
    try:
        for tree in yaml.load_all(document, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            yield from _walk(tree, "")
    except (yaml.YAMLError, ValueError, RecursionError):
        return


def strings(document: str) -> Iterator[Item]:
    """A JSON document of interface strings: every value of five words or more, with the words of its neighbours."""
    try:
        tree = json.loads(document)
    except ValueError:
        return
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            title = next((node[key] for key in ("title", "name") if isinstance(node.get(key), str)), "")
            for key, value in node.items():
                if isinstance(value, str):
                    shown = plain(re.sub(r"\{[^}]*\}", "…", value))
                    if count_words(shown) >= 5 and fit(shown):
                        yield text("sentence" if count_words(shown) <= 30 else "passage", shown)
                        if key in ("description", "data_description") and count_words(title) >= 2:
                            yield pair("name", plain(title), shown)
                else:
                    pending.append(value)
        elif isinstance(node, list):
            pending.extend(node)


def _walk(tree: object, parent: str) -> Iterator[Item]:
    pending: list[tuple[object, str, str]] = [(tree, parent, "")]
    while pending:
        node, key, above = pending.pop()
        if isinstance(node, list):
            pending.extend((child, key, above) for child in node)
        elif isinstance(node, dict):
            named = next((node[name] for name in _NAME_KEYS if isinstance(node.get(name), str)), key)
            # A short name says little alone: the thing that it belongs to goes before it.
            name = words_of(named) if " " not in named.strip() else plain(named)
            if count_words(name) < 2 and above and above.lower() != name.lower():
                name = f"{above} {name}".strip()
            for child_key, value in node.items():
                if isinstance(value, str):
                    if child_key in _TEXT_KEYS and len(value) >= 20:
                        yield from _description(name, value)
                elif isinstance(value, (dict, list)):
                    structural = child_key in (
                        "properties",
                        "parameters",
                        "members",
                        "shapes",
                        "operations",
                        "schemas",
                        "resources",
                        "methods",
                        "required",
                        "items",
                        "definitions",
                    )
                    pending.append(
                        (
                            value,
                            key if structural else str(child_key),
                            above if structural else (words_of(named) if len(named) < 60 else above),
                        )
                    )


def _description(name: str, value: str) -> Iterator[Item]:
    shown = [piece for piece in (plain(part) for part in re.split(r"\n\s*\n|</p>|</li>|<br/?>", value)) if piece]
    if not shown or not fit(shown[0]):
        return
    if len(shown) == 1 and count_words(shown[0]) <= 40:
        if count_words(shown[0]) >= 5:
            yield text("sentence", shown[0])
            if 2 <= count_words(name) <= 25:
                yield pair("name", name, shown[0])
        return
    yield from material_of(Section([name] if 2 <= count_words(name) <= 25 else [], shown))


def wordnet(document: str) -> Iterator[Item]:
    """WordNet's data files: a word to its gloss, and the examples as sentences."""
    for line in document.splitlines():
        head, bar, gloss = line.partition(" | ")
        if not bar or head.startswith(" "):
            continue
        fields = head.split()
        synonyms = [fields[4 + 2 * n].replace("_", " ") for n in range(int(fields[3], 16))]
        synonyms = [re.sub(r"\(\w+\)$", "", synonym) for synonym in synonyms]
        examples = re.findall(r'"([^"]{20,})"', gloss)
        meaning = re.sub(r'[;:]?\s*"[^"]*"', "", gloss).strip(" ;:")
        for example in examples:
            yield text("sentence", example)
        if len(meaning) >= 20:
            yield text("definition", f"{synonyms[0]}: {meaning}" if crc32(line.encode()) % 2 else meaning)
            yield pair("definition", ", ".join(synonyms[: 1 + crc32(line.encode()) % 3]), meaning)


def factbook(document: str) -> Iterator[Item]:
    """A country of the World Factbook: a field's name to its text."""
    tree = json.loads(document)
    names = tree.get("Government", {}).get("Country name", {})
    country = next(
        (
            plain(names[key].get("text") or "")
            for key in ("conventional short form", "conventional long form")
            if key in names
        ),
        "",
    )
    country = country if country and country != "none" else ""
    pending: list[tuple[list[str], object]] = [([], tree)]
    while pending:
        path, node = pending.pop()
        if not isinstance(node, dict):
            continue
        value = node.get("text")
        if isinstance(value, str) and country and path:
            shown = plain(value)
            label = " ".join(path[-2:]) if len(path) > 2 else path[-1]
            if count_words(shown) >= 4 and len(shown) >= 20:
                body = f"{country}, {label}: {shown}"
                if count_words(shown) >= 12:
                    yield from material_of(Section([f"{label} of {country}"], [shown]))
                elif sum(map(str.isalpha, body)) > 0.6 * len(body):
                    yield text("sentence", body)
                    yield pair("name", f"{label} of {country}", shown)
        pending.extend((path + [key], child) for key, child in node.items() if isinstance(child, dict))


def dialogues(document: str) -> Iterator[Item]:
    """Conversations as lists of turns under `conversations`."""
    tree = yaml.safe_load(document) or {}
    for turns in tree.get("conversations") or []:
        turns = [plain(str(turn)) for turn in turns if turn]
        yield from (text("sentence", turn) for turn in turns if len(turn) >= 20)
        for asked, said in zip(turns, turns[1:]):
            if len(asked) >= 10 and len(said) >= 20:
                yield pair("question", asked, said)


def dictionary(document: str) -> Iterator[Item]:
    """A dictd dictionary or another list of entries: a word at the margin, its meaning indented below it."""
    for entry in re.split(r"\n(?=\S)", document):
        word, _, meaning = entry.partition("\n")
        body = plain(re.sub(r"[{}]", "", meaning))
        if 2 <= len(word) <= 60 and fit(body):
            yield text("passage", f"{plain(word)}: {_short(body)}")
            yield pair("definition", plain(word), _short(body))


def book(document: str) -> Iterator[Item]:
    """Running prose: paragraphs parted by blank lines, or lines that are paragraphs of their own."""
    parts = re.split(r"\n\s*\n", document)
    if len(parts) < 3:
        parts = document.splitlines()
    yield from material_of(Section([], [plain(part) for part in parts]))


def lines(document: str) -> Iterator[Item]:
    """One text a line, as in lists of quotations, facts or verses."""
    for line in document.splitlines():
        shown = plain(line)
        if count_words(shown) >= 5 and fit(shown):
            yield text("sentence" if count_words(shown) <= 35 else "passage", shown)


def _short(body: str) -> str:
    held = ""
    for sentence in sentences(body):
        if held and count_words(held) + count_words(sentence) > 180:
            break
        held = f"{held} {sentence}".strip()
    return held
