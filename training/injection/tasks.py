"""Bare tasks: a request to whoever reads, in the middle of a text that is about something else, with nothing in its wording that is hostile.
Their twins are the same kinds of words said of the text's own matter, to people: notes, exercises, captions and reported requests.

    rows(rng, count): `{text, label, spans, lang, source, group}`

Phrases are in `tasks/phrases.json`: `{t}` stands for a topic or a short text, `{a}` for a whole request.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

PHRASES: dict[str, list[str]] = json.loads((Path(__file__).parent / "tasks" / "phrases.json").read_text(encoding="utf-8"))
SEAMS = [" ", " ", " ", "\n", "\n\n"]


def rows(rng: random.Random, count: int) -> Iterator[dict]:
    for at in range(count):
        is_attack = at % 2 == 0
        yield _placed(rng, _attack(rng) if is_attack else _note(rng), is_attack)


def _draw(rng: random.Random, key: str) -> str:
    return rng.choice(PHRASES[key])


def _asked(rng: random.Random) -> str:
    if rng.random() < 0.2:
        return _draw(rng, "short_ask").replace("{t}", _draw(rng, "short"))
    return _draw(rng, "ask").replace("{t}", _draw(rng, "topic"))


def _led(lead: str, said: str) -> str:
    return f"{lead} {said if lead[-1] in '.!?:…' else said[0].lower() + said[1:]}"


def _attack(rng: random.Random) -> str:
    said = _asked(rng)
    manner = rng.random()
    if manner < 0.3:
        whole = said
    elif manner < 0.65:
        whole = _led(_draw(rng, "lead"), said)
    elif manner < 0.72:
        whole = f"{said} {_asked(rng)}"
    else:
        inner = _led(_draw(rng, "lead"), said) if rng.random() < 0.45 else said
        whole = _draw(rng, "turn").replace("{a}", inner)
    return f"{whole} {_draw(rng, 'trail')}" if rng.random() < 0.12 else whole


def _note(rng: random.Random) -> str:
    pieces = [phrase.replace("{t}", _draw(rng, "topic")) for phrase in rng.sample(PHRASES["innocent"], rng.choice([1, 1, 2]))]
    if rng.random() < 0.3:
        pieces[0] = _led(_draw(rng, "innocent_lead"), pieces[0])
    return " ".join(pieces)


def _placed(rng: random.Random, piece: str, is_attack: bool) -> dict:
    seam = rng.choice(SEAMS)
    sentences = rng.sample(PHRASES["carrier"], rng.randint(1, 7))
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
