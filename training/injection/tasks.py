"""Bare tasks: a request to whoever reads, in the middle of a text that is about something else, with nothing in its wording that is hostile.
Their twins are the same kinds of words said of the text's own matter, to people: notes, exercises, captions and reported requests.

    rows(rng, count, is_all): `{text, label, spans, lang, source, group}`

Phrases are in `tasks/phrases.json`: `{t}` stands for a topic or a short text, `{a}` for a whole request.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from training.injection.books import read_books

FOLDER = Path(__file__).parent / "tasks"
Phrases = dict[str, list[str]]
SEAMS = [" ", " ", " ", "\n", "\n\n"]


def rows(rng: random.Random, count: int, is_all: bool) -> Iterator[dict]:
    writer = Writer(rng, read_books(FOLDER, is_all)["phrases"])
    for at in range(count):
        is_attack = at % 2 == 0
        yield writer.placed(writer.attack() if is_attack else writer.note(), is_attack)


def _led(lead: str, said: str) -> str:
    return f"{lead} {said if lead[-1] in '.!?:…' else said[0].lower() + said[1:]}"


class Writer:
    def __init__(self, rng: random.Random, phrases: Phrases) -> None:
        self.rng, self.phrases = rng, phrases

    def draw(self, key: str) -> str:
        return self.rng.choice(self.phrases[key])

    def asked(self) -> str:
        if self.rng.random() < 0.2:
            return self.draw("short_ask").replace("{t}", self.draw("short"))
        return self.draw("ask").replace("{t}", self.draw("topic"))

    def attack(self) -> str:
        rng = self.rng
        said = self.asked()
        manner = rng.random()
        if manner < 0.3:
            whole = said
        elif manner < 0.65:
            whole = _led(self.draw("lead"), said)
        elif manner < 0.72:
            whole = f"{said} {self.asked()}"
        else:
            inner = _led(self.draw("lead"), said) if rng.random() < 0.45 else said
            whole = self.draw("turn").replace("{a}", inner)
        return f"{whole} {self.draw('trail')}" if rng.random() < 0.12 else whole

    def note(self) -> str:
        rng = self.rng
        chosen = rng.sample(self.phrases["innocent"], rng.choice([1, 1, 2]))
        pieces = [phrase.replace("{t}", self.draw("topic")) for phrase in chosen]
        if rng.random() < 0.3:
            pieces[0] = _led(self.draw("innocent_lead"), pieces[0])
        return " ".join(pieces)

    def placed(self, piece: str, is_attack: bool) -> dict:
        rng = self.rng
        seam = rng.choice(SEAMS)
        sentences = rng.sample(self.phrases["carrier"], rng.randint(1, 7))
        at = rng.choice([0, len(sentences), rng.randint(0, len(sentences))])
        before, after = " ".join(sentences[:at]), " ".join(sentences[at:])
        if rng.random() < 0.2 and len(words := before.split()) > 12:
            # In the middle of a sentence, as cutting by length leaves it.
            cut = rng.randint(4, len(words) - 4)
            before, after = " ".join(words[:cut]), " ".join([*words[cut:], after]).strip()
        text = seam.join(part for part in (before, piece, after) if part)
        start = len(before) + len(seam) if before else 0
        spans = [[start, start + len(piece)]] if is_attack else []
        group = f"tasks:{sentences[0][:24]}"
        return {"text": text, "label": int(is_attack), "spans": spans, "lang": "en", "source": "made/tasks", "group": group}
