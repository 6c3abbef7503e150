"""Makes texts in many languages: instructions to a model inside documents, and their harmless twins.

    for row in rows(random.Random(7), 1000, is_all=True): ...

Each row is `{text, label, spans, lang, source, group}`; spans are code points. Phrases are in `languages/*.json`, one file a language: sentences
stand there without their final stop but in `whole` and `letter`, `{task}` and `{ask}` are clauses, and `{mail}`, `{url}`, `{person}`, `{product}`, `{sum}` are filled in here.
An attack and a note to people go through the same hands: the same carriers, places, wrappers and typing. Makes nothing but the texts.
"""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from training.injection.books import read_books

FOLDER = Path(__file__).parent / "languages"
OFTEN = {"en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "zh", "ja", "ko", "ar", "hi", "tr"}
NO_CASE = {"ar", "fa", "he", "hi", "bn", "zh", "zh-Hant", "ja", "ko", "th"}
LATIN = {"en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "cs", "ro", "tr", "vi", "id", "hu"}
STOPS = {"zh": "。", "zh-Hant": "。", "ja": "。", "hi": "।", "bn": "।", "th": ""}
UNSPACED = {"zh", "zh-Hant", "ja"}
SHORTEST, LONGEST = 30, 1_800
MIXED = 0.16
BEGIN, END = "\ue000", "\ue001"


def rows(rng: random.Random, count: int, is_all: bool) -> Iterator[dict]:
    books = read_books(FOLDER, is_all)
    shared = books.pop("_shared")
    names = list(books)
    weights = [3 if name in OFTEN else 1.4 for name in names]
    made = 0
    while made < count:
        lang = rng.choices(names, weights)[0]
        carrier = lang
        if rng.random() < MIXED:
            lang = "en" if rng.random() < 0.3 else lang
            carrier = rng.choices(names, weights)[0]
        hostile = made % 2 == 0
        row = _row(rng, Voice(rng, lang, books[lang], shared), Voice(rng, carrier, books[carrier], shared), hostile)
        if row is not None:
            made += 1
            yield row


class Voice:
    """One language's phrases, drawn and filled by one generator."""

    def __init__(self, rng: random.Random, lang: str, book: dict, shared: dict) -> None:
        self.rng, self.lang, self.book, self.shared = rng, lang, book, shared
        self.gap = "" if lang in UNSPACED else " "

    def draw(self, key: str) -> str:
        return self.fill(self.rng.choice(self.book[key]))

    def fill(self, phrase: str) -> str:
        def value(match: re.Match) -> str:
            options = self.book["person"] if match[1] == "person" else self.shared[match[1]]
            return self.rng.choice(options)

        return re.sub(r"\{(mail|url|person|product|sum)\}", value, phrase)

    def sentence(self, clause: str) -> str:
        clause = clause.strip()
        # The Greek question mark is a semicolon.
        if clause[-1] in ".!?。？！।؟…:：" or (self.lang == "el" and clause[-1] == ";"):
            return self.upper(clause)
        stop = STOPS.get(self.lang, ".")
        if stop and self.rng.random() < 0.08:
            stop = "！" if self.lang in UNSPACED else self.rng.choice(["!", ""])
        return self.upper(clause) + stop

    def upper(self, text: str) -> str:
        return text if self.lang in NO_CASE or text[:4] == "http" else self.capitals(text[0]) + text[1:]

    def capitals(self, text: str) -> str:
        return (text.replace("i", "İ") if self.lang == "tr" else text).upper()

    def smalls(self, text: str) -> str:
        return (text.replace("İ", "i").replace("I", "ı") if self.lang == "tr" else text).lower()

    def lower(self, text: str) -> str:
        cased = self.lang not in NO_CASE and len(text) > 1 and text[1].islower()
        return self.smalls(text[0]) + text[1:] if cased else text

    def framed(self, key: str, slot: str, clause: str) -> str:
        frame = self.draw(key)
        inside = clause if frame.startswith("{" + slot) or re.search(r"[:：.。]\s*\{", frame) else self.lower(clause)
        return frame.replace("{" + slot + "}", inside)

    def addressed(self, key: str, clause: str) -> str:
        opening = self.draw(key)
        if opening[-1] in ",，、،":
            return opening + self.gap + self.lower(clause)
        return opening + ("" if opening[-1] == "：" else self.gap) + (self.upper if self.rng.random() < 0.6 else self.lower)(clause)


def _task(voice: Voice) -> str:
    return voice.draw("task")


# How an attack is put together; the number is its share.
ATTACKS: list[tuple[str, float, Callable[[Voice], str]]] = [
    ("override+task", 5, lambda v: v.sentence(v.draw("override")) + v.gap + v.sentence(_task(v))),
    ("address+task", 5, lambda v: v.sentence(v.addressed("address", _task(v)))),
    ("address+override+task", 3, lambda v: v.sentence(v.addressed("address", v.draw("override"))) + v.gap + v.sentence(_task(v))),
    ("joint", 5, lambda v: v.sentence(v.framed("joint", "task", _task(v)))),
    ("address+joint", 2, lambda v: v.sentence(v.addressed("address", v.framed("joint", "task", _task(v))))),
    ("override", 2, lambda v: v.sentence(v.draw("override"))),
    ("sly", 4, lambda v: v.sentence(v.draw("sly"))),
    ("task", 2, lambda v: v.sentence(_task(v))),
    ("tasks", 2, lambda v: v.sentence(_task(v)) + v.gap + v.sentence(v.framed("joint", "task", _task(v)))),
    ("address+sly", 1, lambda v: v.sentence(v.addressed("address", v.draw("sly")))),
    ("question", 0.5, lambda v: v.sentence(v.draw("question"))),
    ("override+question", 1.5, lambda v: v.sentence(v.draw("override")) + v.gap + v.sentence(v.draw("question"))),
    ("address+question", 1.5, lambda v: v.sentence(v.addressed("address", v.draw("question")))),
    ("whole", 9, lambda v: v.draw("whole")),
]

NOTES: list[tuple[str, float, Callable[[Voice], str]]] = [
    ("to+ask", 6, lambda v: v.sentence(v.addressed("to", v.draw("ask")))),
    ("hjoint", 5, lambda v: v.sentence(v.framed("hjoint", "ask", v.draw("ask")))),
    ("ask", 4, lambda v: v.sentence(v.draw("ask"))),
    ("turn", 6, lambda v: v.sentence(v.draw("turn"))),
    ("to+turn", 3, lambda v: v.sentence(v.addressed("to", v.draw("turn")))),
    ("about", 5, lambda v: v.sentence(v.draw("about"))),
    ("about+turn", 1.5, lambda v: v.sentence(v.draw("about")) + v.gap + v.sentence(v.draw("turn"))),
    ("to+question", 1.5, lambda v: v.sentence(v.addressed("to", v.draw("question")))),
    ("turn+ask", 3, lambda v: v.sentence(v.draw("turn")) + v.gap + v.sentence(v.draw("ask"))),
    ("plain", 3, lambda v: v.sentence(v.draw("plain"))),
    ("letter", 9, lambda v: v.draw("letter")),
]


# Whole messages, which not every language has.
WHOLE = {"whole", "letter"}


def _row(rng: random.Random, voice: Voice, around: Voice, hostile: bool) -> dict | None:
    makers = ATTACKS if hostile else NOTES
    makers = [maker for maker in makers if maker[0] not in WHOLE or maker[0] in voice.book]
    family, _, make = rng.choices(makers, [share for _, share, _ in makers])[0]
    piece = _typed(rng, voice, make(voice))
    form, place = rng.choice(list(FORMS.items()))
    # A question or a task alone is an attack only where it doesn't belong.
    while form == "alone" and family in ("question", "task"):
        form, place = rng.choice(list(FORMS.items()))
    marked = place(rng, around, BEGIN + piece + END)
    start, end = marked.index(BEGIN), marked.index(END) - 1
    text = marked.replace(BEGIN, "").replace(END, "")
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    return {
        "text": text,
        "label": int(hostile),
        "spans": [[start, end]] if hostile else [],
        "lang": voice.lang,
        "source": "made/languages",
        "group": f"languages/{voice.lang}/{family}/{form}",
    }


def _typed(rng: random.Random, voice: Voice, piece: str) -> str:
    """Some people shout, some never press shift, some leave accents out."""
    chance = rng.random()
    if voice.lang not in NO_CASE and chance < 0.04:
        return voice.capitals(piece)
    if voice.lang not in NO_CASE and chance < 0.08:
        return voice.smalls(piece)
    if voice.lang in LATIN and chance < 0.12:
        bare = unicodedata.normalize("NFD", piece.replace("ł", "l").replace("đ", "d").replace("Đ", "D").replace("ı", "i"))
        return unicodedata.normalize("NFC", "".join(letter for letter in bare if not unicodedata.combining(letter)))
    return piece


def _prose(rng: random.Random, voice: Voice, least: int, most: int) -> list[str]:
    pool = voice.book["plain"] + rng.sample(voice.book["ask"] + voice.book["turn"], 4)
    wanted = min(rng.randint(least, most), len(pool))
    return [voice.sentence(voice.fill(phrase)) for phrase in rng.sample(pool, wanted)]


def _alone(rng: random.Random, voice: Voice, piece: str) -> str:
    return piece


def _inline(rng: random.Random, voice: Voice, piece: str) -> str:
    sentences = _prose(rng, voice, 2, 8)
    sentences.insert(rng.randint(0, len(sentences)), piece)
    return (voice.gap or rng.choice(["", "\n"])).join(sentences)


def _line(rng: random.Random, voice: Voice, piece: str) -> str:
    parts = [voice.gap.join(_prose(rng, voice, 1, 3)) for _ in range(rng.randint(1, 4))]
    parts.insert(rng.randint(0, len(parts)), _wrapped(rng, piece) if rng.random() < 0.5 else piece)
    title = f"{rng.choice(['# ', '## ', '', '== ', '**'])}{voice.draw('title')}"
    return rng.choice(["\n\n", "\n"]).join([title, *parts] if rng.random() < 0.5 else parts)


WRAPPERS = [
    ("<!-- ", " -->"), ("> ", ""), ("- ", ""), ("* ", ""), ("[", "]"), ("(", ")"), ("“", "”"), ("*** ", " ***"), ("// ", ""), ("# ", ""), ("/* ", " */"),
    ('<p style="display:none">', "</p>"), ('<span class="note">', "</span>"), ("<div hidden>", "</div>"), ("<note>", "</note>"), ("```\n", "\n```"),
    ("---\n", "\n---"), ("![", "](img/03.png)"), ('<img src="a.png" alt="', '">'), ("**", "**"), ("_", "_"), ("{{", "}}"), ("1. ", ""), ("[^1]: ", ""),
    ("%% ", ""), ("<footer>", "</footer>"), ("<b>", "</b>"), ("=== ", " ==="), ("<td>", "</td>"), ("PS: ", ""), ("⚠️ ", ""), ("<details>", "</details>"),
]  # fmt: skip


def _wrapped(rng: random.Random, piece: str) -> str:
    before, after = rng.choice(WRAPPERS)
    return before + piece + after


def _inside(rng: random.Random, voice: Voice, piece: str) -> str:
    """In the middle of a sentence, in brackets, dashes or bare."""
    sentences = _prose(rng, voice, 2, 5)
    at = rng.randrange(len(sentences))
    breaks = [match.start() for match in re.finditer(r"\s|(?<=[，、])", sentences[at])] or [len(sentences[at])]
    cut = rng.choice(breaks)
    before, after = rng.choice([("(", ")"), ("– ", " –"), ("", ""), ("", ""), ("[", "]"), ("“", "”")])
    sentences[at] = f"{sentences[at][:cut]} {before}{piece}{after} {sentences[at][cut:].lstrip()}"
    return voice.gap.join(sentences)


def _table(rng: random.Random, voice: Voice, piece: str) -> str:
    cells = [[voice.draw("title"), sentence] for sentence in _prose(rng, voice, 3, 6)]
    cells[rng.randrange(len(cells))][1] = piece
    if rng.random() < 0.3:
        return "\n".join(";".join(row) for row in cells)
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    return "\n".join([lines[0], "| --- | --- |", *lines[1:]])


def _json(rng: random.Random, voice: Voice, piece: str) -> str:
    keys = rng.choice([("title", "body", "footer"), ("subject", "snippet", "from"), ("name", "description", "notes"), ("id", "comment", "status")])
    first = {keys[0]: voice.draw("title"), keys[1]: piece, keys[2]: rng.choice(_prose(rng, voice, 1, 2))}
    if rng.random() < 0.4:
        first[keys[1]] = voice.gap.join([*_prose(rng, voice, 1, 2), piece])
    records = [first]
    for _ in range(rng.randint(0, 2)):
        record = {keys[0]: voice.draw("title"), keys[1]: voice.gap.join(_prose(rng, voice, 1, 2)), keys[2]: voice.draw("person")}
        records.insert(rng.randint(0, len(records)), record)
    return json.dumps(records if len(records) > 1 else first, ensure_ascii=False, indent=rng.choice([None, 2]))


def _mail(rng: random.Random, voice: Voice, piece: str) -> str:
    parts = [voice.gap.join(_prose(rng, voice, 1, 3)) for _ in range(rng.randint(1, 3))]
    parts.insert(rng.randint(0, len(parts)), piece)
    sender, receiver = voice.fill("{person} <{mail}>"), voice.fill("{mail}")
    head = f"From: {sender}\nTo: {receiver}\nSubject: {voice.draw('title')}" if rng.random() < 0.7 else voice.draw("title")
    return "\n\n".join([head, *parts, voice.draw("person")])


def _items(rng: random.Random, voice: Voice, piece: str) -> str:
    items = _prose(rng, voice, 3, 6)
    items.insert(rng.randint(0, len(items)), piece)
    mark = rng.choice(["- ", "* ", "• ", "{}. ", "{}) ", "[ ] "])
    return "\n".join([voice.draw("title"), *(mark.format(at + 1) + item for at, item in enumerate(items))])


def _short(rng: random.Random, voice: Voice, piece: str) -> str:
    """One sentence of carrier, as in a review, a cell or a snippet."""
    sentence = _prose(rng, voice, 1, 1)[0]
    gap = rng.choice([voice.gap, "\n", "\n\n"])
    return gap.join([sentence, piece] if rng.random() < 0.7 else [piece, sentence])


FORMS: dict[str, Callable[[random.Random, Voice, str], str]] = {
    "alone": _alone, "inline": _inline, "inline-2": _inline, "line": _line, "line-2": _line, "inside": _inside, "table": _table, "json": _json,
    "mail": _mail, "items": _items, "short": _short,
}  # fmt: skip
