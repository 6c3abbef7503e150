"""Makes texts of the places where agents meet instructions: tool results, web pages, skill files, and prose full of trigger words.

    for row in rows(random.Random(7), 1000, is_all=True): ...

Each row is `{text, label, spans, lang, source, group}`; spans are code points of what is aimed at the machine, and `group` names the phrase that
the row is built on. Phrases are in `domains/*.json`, one file a domain; `{slots}` are filled from `slots.json`, the same for both labels. An attack
and a harmless note go through the same hands into the same carriers. Makes nothing but the texts: carriers are in `domain_carriers.py`.
"""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from training.injection.books import read_books

FOLDER = Path(__file__).parent / "domains"
SHORTEST, LONGEST = 30, 1_800
BEGIN, END = "\ue000", "\ue001"
SLOT = re.compile(r"\{([a-zA-Z]\w*)\}")


class Pen:
    """Draws phrases and fills their slots, all by one generator; `used` names the phrases drawn for the piece at hand."""

    def __init__(self, rng: random.Random, books: dict[str, dict[str, list[str]]]) -> None:
        self.rng, self.books = rng, books
        self.slots = books["slots"]
        self.used = ""

    def fill(self, phrase: str, inner: str = "") -> str:
        def value(match: re.Match) -> str:
            name = match[1]
            if name in ("goal", "ask"):
                return inner
            if name in ("Goal", "Ask"):
                return upper(inner)
            return self.rng.choice(self.slots[name]) if name in self.slots else match[0]

        return SLOT.sub(value, phrase)

    def draw(self, book: str, key: str, inner: str = "") -> str:
        phrases = self.books[book][key]
        at = self.rng.randrange(len(phrases))
        self.used = f"{book}.{key}#{at}"
        return self.fill(phrases[at], inner)

    def some(self, book: str, key: str, least: int, most: int) -> list[str]:
        phrases = self.books[book][key]
        return [self.fill(phrase) for phrase in self.rng.sample(phrases, min(len(phrases), self.rng.randint(least, most)))]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def rows(rng: random.Random, count: int, is_all: bool) -> Iterator[dict]:
    from training.injection.domain_carriers import CARRIERS

    pen = Pen(rng, read_books(FOLDER, is_all))
    names = list(CARRIERS)
    shares = [share for share, _ in CARRIERS.values()]
    made = 0
    while made < count:
        name = rng.choices(names, shares)[0]
        row = _row(pen, name, CARRIERS[name][1], hostile=made % 2 == 0)
        if row is not None:
            made += 1
            yield row


def _row(pen: Pen, name: str, carry: Callable[[Pen, str], str], hostile: bool) -> dict | None:
    makers = _makers(name, hostile)
    piece = pen.rng.choices([make for _, make in makers], [share for share, _ in makers])[0](pen)
    family = pen.used
    marked = carry(pen, BEGIN + _typed(pen, piece) + END)
    start, end = marked.index(BEGIN), marked.index(END) - 1
    text = marked.replace(BEGIN, "").replace(END, "")
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    return {
        "text": text,
        "label": int(hostile),
        "spans": [[start, end]] if hostile else [],
        "lang": "en",
        "source": "made/domains",
        "group": f"domains/{family}",
    }


def _typed(pen: Pen, piece: str) -> str:
    chance = pen.rng.random()
    if chance < 0.03:
        return piece.upper()
    if chance < 0.08:
        return piece.lower()
    return piece.rstrip(".") if chance < 0.12 else piece


def _opened(pen: Pen, book: str, key: str) -> str:
    return f"{pen.draw(book, 'opener')} {upper(pen.draw(book, key))}."


def _closed(pen: Pen, book: str, key: str) -> str:
    closer = pen.draw(book, "closer")
    return f"{upper(pen.draw(book, key))}. {closer}"


def _whole_way(pen: Pen, book: str, key: str) -> str:
    return f"{pen.draw(book, 'opener')} {_closed(pen, book, key)}"


def _framed(pen: Pen, book: str, key: str) -> str:
    closer = " " + pen.draw(book, "closer") if pen.chance(0.15) else ""
    return pen.draw(book, "frame", pen.draw(book, key)) + closer


Maker = Callable[[Pen], str]

ATTACKS: list[tuple[float, Maker]] = [
    (6, lambda pen: _framed(pen, "attacks", "goal")),
    (3, lambda pen: _opened(pen, "attacks", "goal")),
    (1.5, lambda pen: _closed(pen, "attacks", "goal")),
    (2.5, lambda pen: _whole_way(pen, "attacks", "goal")),
    (0.5, lambda pen: upper(pen.draw("attacks", "goal")) + "."),
    (4.5, lambda pen: pen.draw("attacks", "whole")),
    (2, lambda pen: pen.draw("attacks", "long", pen.draw("attacks", "goal"))),
    (6, lambda pen: pen.draw("quiet", "quiet")),
    (0.6, lambda pen: f"{pen.draw('attacks', 'opener')} {pen.draw('quiet', 'bare')}"),
]

NOTES: list[tuple[float, Maker]] = [
    (6, lambda pen: _framed(pen, "notes", "ask")),
    (3, lambda pen: _opened(pen, "notes", "ask")),
    (1.5, lambda pen: _closed(pen, "notes", "ask")),
    (2.5, lambda pen: _whole_way(pen, "notes", "ask")),
    (1.5, lambda pen: upper(pen.draw("notes", "ask")) + "."),
    (4.5, lambda pen: pen.draw("notes", "whole")),
    (2, lambda pen: pen.draw("notes", "long", pen.draw("notes", "ask"))),
    (5, lambda pen: pen.draw("notes", "quiet")),
    (2.5, lambda pen: pen.draw("triggers", "trigger")),
    (1, lambda pen: pen.draw("web", "paragraph")),
]

HOSTILE_STEPS: list[tuple[float, Maker]] = [(20, lambda pen: pen.draw("skills", "hostile")), *ATTACKS[:1], *ATTACKS[5:8]]
HONEST_STEPS: list[tuple[float, Maker]] = [
    (15, lambda pen: pen.draw("skills", "near")),
    (10, lambda pen: pen.draw("skills", "honest")),
    *NOTES[:1],
    *NOTES[5:8],
]
INNOCENT: list[tuple[float, Maker]] = [
    (5, lambda pen: pen.draw("triggers", "trigger")),
    (1.5, lambda pen: f"{pen.draw('triggers', 'trigger')} {pen.draw('triggers', 'trigger')}"),
    (1, lambda pen: pen.draw("notes", "quiet")),
]
QUIET: list[tuple[float, Maker]] = [(5, lambda pen: pen.draw("quiet", "quiet")), *ATTACKS]
TALK: list[tuple[float, Maker]] = [(12, lambda pen: pen.draw("hard", "piece")), (6, lambda pen: pen.draw("hard", "lesson")), *NOTES[:2]]


def _makers(name: str, hostile: bool) -> list[tuple[float, Maker]]:
    if name == "skills":
        return HOSTILE_STEPS if hostile else HONEST_STEPS
    if name == "triggers":
        return QUIET if hostile else INNOCENT
    if name == "hard":
        return ATTACKS if hostile else TALK
    return ATTACKS if hostile else NOTES
