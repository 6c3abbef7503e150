"""Texts of the working day of agents: files of skills, results of tools and of searches, and innocent sentences full of words that attacks use.

    rows(rng, count): `{text, label, spans, lang, source, group}`

An attack on a skill is one hostile step among honest ones, and only that step is marked; in the result of a tool it is a message among others.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "workplace"
SKILLS, TOOLS, INNOCENT = (
    json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in ("skills", "tools", "innocent")
)
ADDRESSES = ["intake", "archive", "audit-copy", "r.weiss", "desk4", "notices"]


def rows(rng: random.Random, count: int) -> Iterator[dict]:
    for at in range(count):
        is_attack = at % 2 == 0
        kind = rng.random()
        if kind < 0.4:
            yield _row(rng, "skills", is_attack, *_skill(rng, is_attack))
        elif kind < 0.8 or is_attack:
            yield _row(rng, "tools", is_attack, *_result(rng, is_attack))
        else:
            yield _row(rng, "innocent", False, _sentences(rng), None)


def _row(rng: random.Random, kind: str, is_attack: bool, text: str, piece: str | None) -> dict:
    start = text.find(piece) if piece else -1
    spans = [[start, start + len(piece)]] if is_attack and piece else []
    group = f"workplace:{kind}:{text[:20]}"
    return {"text": text, "label": int(is_attack), "spans": spans, "lang": "en", "source": f"made/{kind}", "group": group}


def _skill(rng: random.Random, is_attack: bool) -> tuple[str, str | None]:
    steps = rng.sample(SKILLS["honest"], rng.randint(3, 14))
    piece = rng.choice(SKILLS["hostile"]) if is_attack else None
    if piece:
        steps.insert(rng.randint(0, len(steps)), piece)
    manner = rng.choice(["- {}", "{n}. {}", "* {}", "{}", "{}", "  - {}"])
    seam = "\n" if manner != "{}" else rng.choice(["\n", " ", "\n\n"])
    lines = [manner.format(step, n=at + 1) for at, step in enumerate(steps)]
    return f"{rng.choice(SKILLS['heads'])}\n\n{seam.join(lines)}", piece


def _filled(rng: random.Random, text: str) -> str:
    host = rng.choice(TOOLS["hosts"])
    return text.format(name=rng.choice(TOOLS["names"]), mail=f"{rng.choice(ADDRESSES)}@{host}", host=host)


def _result(rng: random.Random, is_attack: bool) -> tuple[str, str | None]:
    sentences = rng.sample(TOOLS["plain"], rng.randint(1, 6))
    piece = _filled(rng, rng.choice(TOOLS["hostile"])) if is_attack else None
    if piece:
        sentences.insert(rng.randint(0, len(sentences)), piece)
    elif rng.random() < 0.3:
        sentences.insert(rng.randint(0, len(sentences)), rng.choice(INNOCENT))
    host = rng.choice(TOOLS["hosts"])
    frame = rng.choice(TOOLS["frames"])
    names = {"name": rng.choice(TOOLS["names"]), "title": rng.choice(TOOLS["titles"]), "mail": f"info@{host}", "host": host}
    body = rng.choice([" ", " ", "\n", "\n\n"]).join(sentences)
    doubled = "{{" in frame
    text = frame.replace("{{", "\0").replace("}}", "\1") if doubled else frame
    for key, value in {**names, "body": body}.items():
        text = text.replace(f"{{{key}}}", value)
    return text.replace("\0", "{").replace("\1", "}"), piece


def _sentences(rng: random.Random) -> str:
    return " ".join(rng.sample(INNOCENT, rng.choice([1, 1, 1, 2, 3])))
