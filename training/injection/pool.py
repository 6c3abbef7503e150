"""The labelled pool as training rows: `{text, payloads, label, source, lang, group}`.

`payloads` are the texts of the instructions that stand in `text`: all of it for a direct attack, none for a benign text, None where it is known
that there is one and not where. `group` is what must not be parted between training and holding out: the carrier.
"""

import base64
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

# Prompts that give a model a part to play: the prompt libraries of the same pool hold their like as benign.
PERSONA = re.compile(r"\b(?:act as|i want you to|you are now|pretend|stell dir vor|ich möchte,? dass du|du bist)\b", re.I)
# Characters; shorter instructions are anybody's.
TELLING = 25


def read_pool(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = _row(json.loads(line))
            if row is not None:
                yield row


def _row(raw: dict) -> dict | None:
    text, meta = raw["text"], raw["meta"]
    if raw["label"] == 0:
        payloads: list[str] | None = []
    elif raw["kind"] != "indirect":
        if raw["source"] == "deepset/prompt-injections" and PERSONA.search(text):
            return None
        payloads = [text]
    elif meta.get("obf") == "base64":
        # The product decodes what is encoded and reads it apart.
        text = meta["payload"]
        payloads = [text]
    else:
        payloads = [meta["payload"]] if "payload" in meta else None
    return {
        "text": text,
        "payloads": payloads,
        "label": raw["label"],
        "source": raw["source"],
        "lang": raw["lang"],
        "group": meta.get("carrier") or raw["id"],
    }


def without(rows: list[dict], sources: list[str]) -> list[dict]:
    """Leaves sources out, and what others share with them: rows with an instruction in which one of theirs stands, from the start of a word."""
    theirs: dict[str, set[str]] = {}
    for row in rows:
        for phrase in map(_plain, (row["payloads"] or []) if row["source"] in sources else []):
            if len(phrase) >= TELLING:
                theirs.setdefault(phrase[:TELLING], set()).add(phrase)

    def shares(row: dict) -> bool:
        return any(
            text.startswith(phrase, word.start())
            for text in map(_plain, row["payloads"] or [])
            for word in re.finditer(r"\S+", text)
            for phrase in theirs.get(text[word.start() : word.start() + TELLING], ())
        )

    return [row for row in rows if row["source"] not in sources and not (theirs and shares(row))]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def insert(rng: random.Random, carrier: str, piece: str) -> str:
    """Puts a piece into a text: at its start or end, on a line of its own, after a sentence, or anywhere between two words."""
    manner = rng.random()
    if manner < 0.15:
        return f"{piece}{rng.choice(SEAMS)}{carrier}"
    if manner < 0.35:
        return f"{carrier}{rng.choice(SEAMS)}{piece}"
    pattern = r"\n" if manner < 0.55 else r"(?<=[.!?])\s" if manner < 0.85 else r"\s"
    places = [match.start() for match in re.finditer(pattern, carrier)] or [len(carrier)]
    at = rng.choice(places)
    seam = rng.choice(SEAMS)
    return f"{carrier[:at]}{seam}{piece}{seam}{carrier[at:].lstrip()}"


SEAMS = ["\n\n", "\n", " ", " "]


def misspell(rng: random.Random, text: str) -> str:
    """Typing errors in about every eighth word: letters swapped, left out, doubled or written as digits."""

    def word(match: re.Match) -> str:
        letters = match[0]
        if rng.random() > 0.12:
            return letters
        at = rng.randrange(1, len(letters) - 1)
        kind = rng.random()
        if kind < 0.35:
            return letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        if kind < 0.6:
            return letters[:at] + letters[at + 1 :]
        if kind < 0.8:
            return letters[:at] + letters[at] + letters[at:]
        return letters.translate(str.maketrans("aeiost", "431057"))

    return re.sub(r"[^\W\d_]{4,}", word, text)
