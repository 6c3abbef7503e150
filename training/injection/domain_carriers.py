"""The carriers of `domains.py`: what a marked piece is put into, and where.

`CARRIERS` maps a domain's name to its share and to a function that takes a pen and the piece, in its two marks, and returns the text around it,
marks included. A carrier doesn't know whether the piece is hostile.
"""

import json
from collections.abc import Callable

from training.injection.domains import END, Pen

# Fields of a record by the kind of tool result; `text` stands for the kind's own key of free text.
RECORDS: dict[str, tuple[str, dict[str, str]]] = {
    "mail": ("body", {"id": "{id}", "sender": "{mail}", "recipients": "{mail}", "subject": "@subject", "timestamp": "{time}"}),
    "chat": ("text", {"user": "{first}", "channel": "{channel}", "ts": "{time}"}),
    "event": ("description", {"title": "@subject", "start_time": "{time}", "location": "{city}", "participants": "{mail}"}),
    "payment": ("subject", {"id": "{id}", "recipient": "{iban}", "amount": "{sum}", "date": "{date}"}),
    "review": ("review", {"rating": "{stars}", "author": "{person}", "product": "{product}", "date": "{date}"}),
    "search": ("snippet", {"title": "@subject", "link": "{url}", "rank": "{stars}"}),
    "issue": ("comment", {"number": "{id}", "author": "{slug}", "state": "open", "label": "bug"}),
    "ticket": ("note", {"ticket": "{id}", "customer": "{person}", "priority": "normal", "updated": "{date}"}),
    "file": ("content", {"filename": "{file}", "owner": "{mail}", "last_modified": "{time}", "size": "{id}"}),
    "weather": ("forecast", {"city": "{city}", "updated": "{time}"}),
}


def _fields(pen: Pen, kind: str) -> dict[str, str]:
    fields = list(RECORDS[kind][1].items())
    kept = pen.rng.sample(fields, pen.rng.randint(1, len(fields)))
    filled = {}
    for key, value in sorted(kept, key=fields.index):
        value = value.replace("{stars}", str(pen.rng.randint(1, 5)))
        filled[key] = pen.fill(pen.rng.choice(pen.books["tools"]["subject"])) if value == "@subject" else pen.fill(value)
    return filled


def _among(pen: Pen, texts: list[str], piece: str) -> str:
    """The piece before, after or between texts, on the same line or its own."""
    seam = pen.rng.choice([" ", " ", "\n", "\n\n"])
    parts = list(texts)
    parts.insert(pen.rng.randint(0, len(parts)), piece)
    return seam.join(parts)


def _record(pen: Pen, kind: str, piece: str | None) -> dict[str, str]:
    record = _fields(pen, kind)
    key = RECORDS[kind][0]
    own = pen.some("tools", kind, 1, 3 if kind in ("mail", "review", "file") else 1)
    if piece is None:
        record[key] = " ".join(own)
    elif pen.chance(0.12) and record:
        record[key] = " ".join(own)
        record[pen.rng.choice(list(record))] = piece
    else:
        record[key] = piece if pen.chance(0.35) else _among(pen, own, piece)
    return record


def _flat(value: str) -> str:
    return " ".join(value.split())


def _render(pen: Pen, records: list[dict[str, str]], kind: str) -> str:
    manner = pen.rng.randrange(8)
    if manner <= 1:
        whole = records if len(records) > 1 else records[0]
        if pen.chance(0.3):
            whole = {"status": "ok", "results": records}
        return json.dumps(whole, ensure_ascii=False, indent=pen.rng.choice([None, None, 2]))
    if manner == 2:
        return "\n".join("- " + "\n  ".join(f"{key}: {_quoted(pen, value)}" for key, value in record.items()) for record in records)
    if manner == 3:
        return "\n\n".join("\n".join(f"{upper_key(key)}: {value}" for key, value in record.items()) for record in records)
    if manner == 4:
        return "\n".join(
            f"<{kind}>" + "".join(f"<{key}>{value}</{key}>" for key, value in record.items()) + f"</{kind}>" for record in records
        )
    keys = list(dict.fromkeys(key for record in records for key in record))
    if manner == 5:
        head = "| " + " | ".join(keys) + " |\n|" + " --- |" * len(keys)
        lines = ("| " + " | ".join(_flat(record.get(key, "")) for key in keys) + " |" for record in records)
        return "\n".join([head, *lines])
    if manner == 6:
        lines = (",".join('"' + _flat(record.get(key, "")).replace('"', '""') + '"' for key in keys) for record in records)
        return "\n".join([",".join(keys), *lines])
    return "\n---\n".join("\n".join(record.values()) for record in records)


def _quoted(pen: Pen, value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if pen.chance(0.5) else value.replace("\n", "\n    ")


def upper_key(key: str) -> str:
    return key.replace("_", " ").capitalize()


CALLS = ["Observation: ", "[tool_result]\n", "Result of search_inbox:\n", "<tool_response>\n", "Output:\n", "200 OK\n\n", "Here is what I found:\n"]


def _tools(pen: Pen, piece: str) -> str:
    if pen.chance(0.2):
        return _lines(pen, piece)
    kind = pen.rng.choice(list(RECORDS))
    records = [_record(pen, kind, None) for _ in range(pen.rng.choice([0, 0, 1, 1, 2, 3]))]
    records.insert(pen.rng.randint(0, len(records)), _record(pen, kind, piece))
    text = _render(pen, records, kind)
    return (pen.rng.choice(CALLS) if pen.chance(0.15) else "") + text


def _lines(pen: Pen, piece: str) -> str:
    kind = pen.rng.choice(["log", "log", "terminal", "chat"])
    lines = pen.some("tools", kind, 1, 5)
    if kind == "chat":
        lines = [line if ": " in line[:12] else f"{pen.fill('{first}')}: {line}" for line in lines]
        said = f"{pen.fill('{first}')}: {piece}"
    elif kind == "log":
        level = pen.rng.choice(["INFO", "WARN", "ERROR", "DEBUG"])
        said = pen.rng.choice([piece, f"{pen.fill('{time}')} {level} {piece}", f'{pen.fill("{time}")} {level} user-agent="{piece}"', f"msg='{piece}' ok"])
    else:
        said = pen.rng.choice([piece, f"# {piece}", f"$ cat README\n{piece}", f"npm WARN deprecated {piece}", f'$ echo "{piece}"'])
    lines.insert(pen.rng.randint(0, len(lines)), said)
    return "\n".join(lines)


WRAPS = [
    ("<!-- ", " -->"), ('<p style="display:none">', "</p>"), ('<span style="font-size:0">', "</span>"), ('<div class="note">', "</div>"), ("> ", ""),
    ("- ", ""), ("* ", ""), ("[^1]: ", ""), ("![", "](img/03.png)"), ('<img src="a.png" alt="', '">'), ('<meta name="description" content="', '">'),
    ('<td>', "</td>"), ('<a href="/x" title="', '">more</a>'), ("**", "**"), ("_", "_"), ("(", ")"), ("“", "”"), ("Edit: ", ""), ("PS: ", ""),
    ("Note: ", ""), ("<noscript>", "</noscript>"), ('<input type="hidden" value="', '">'), ("<footer>", "</footer>"), ("[//]: # (", ")"), ("| note | ", " |"),
    ('{"@type":"WebPage","description":"', '"}'), ("<aria-label>", "</aria-label>"), ("\n---\n", "\n---\n"), ("```\n", "\n```"), ("1. ", ""),
]  # fmt: skip


def _wrapped(pen: Pen, piece: str) -> str:
    before, after = pen.rng.choice(WRAPS)
    return before + piece + after


def _web(pen: Pen, piece: str) -> str:
    paragraphs = [" ".join(pen.some("web", "paragraph", 1, 3)) for _ in range(pen.rng.randint(1, 4))]
    manner = pen.rng.random()
    if manner < 0.3:
        at = pen.rng.randrange(len(paragraphs))
        cut = pen.rng.choice([place for place, letter in enumerate(paragraphs[at]) if letter == " "])
        ends = [place + 1 for place, letter in enumerate(paragraphs[at][:-1]) if letter in ".?!" and paragraphs[at][place + 1] == " "]
        if pen.chance(0.75):
            cut = pen.rng.choice([*ends, len(paragraphs[at])])
        paragraphs[at] = f"{paragraphs[at][:cut]} {piece}{paragraphs[at][cut:]}"
    elif manner < 0.85:
        paragraphs.insert(pen.rng.randint(0, len(paragraphs)), piece if pen.chance(0.45) else _wrapped(pen, piece))
    else:
        comments = [f"{pen.fill('{first}')}: {text}" for text in pen.some("web", "comment", 1, 3)]
        comments.insert(pen.rng.randint(0, len(comments)), f"{pen.fill('{first}')}: {piece}")
        paragraphs = [*paragraphs[:2], *comments]
    heads = pen.some("web", "heading", 1, 2)
    if pen.chance(0.25):
        body = "\n".join(f"<p>{paragraph}</p>" if "<" not in paragraph else paragraph for paragraph in paragraphs)
        return f"<h1>{heads[0]}</h1>\n{body}"
    if pen.chance(0.5):
        paragraphs.insert(0, f"{pen.rng.choice(['# ', '## ', ''])}{heads[0]}")
    return pen.rng.choice(["\n\n", "\n"]).join(paragraphs)


def _skills(pen: Pen, piece: str) -> str:
    if pen.chance(0.18):
        return _tool_description(pen, piece)
    steps = pen.some("skills", "honest", 2, 9)
    spoken = pen.chance(0.2)
    steps.insert(pen.rng.randint(0, len(steps)), piece if not spoken else f"{piece} {steps.pop()}")
    mark = pen.rng.choice(["- ", "* ", "{}. ", "", "- [ ] "])
    if pen.chance(0.15):
        at = next(place for place, step in enumerate(steps) if END in step)
        before, after = pen.rng.choice([("<!-- ", " -->"), ("> ", ""), ("**Important:** ", ""), ("# ", ""), ("```bash\n# ", "\n```"), ("<rule>", "</rule>")])
        steps[at] = before + steps[at] + after
    listed = [mark.format(at + 1) + step for at, step in enumerate(steps)]
    parts = [pen.draw("skills", "title"), pen.draw("skills", "intro")] if pen.chance(0.6) else [pen.draw("skills", "title")]
    if pen.chance(0.3):
        parts.insert(0, pen.draw("skills", "front"))
    cut = pen.rng.randint(0, len(listed))
    heads = pen.some("skills", "heading", 2, 2)
    for head, group in zip(heads, (listed[:cut], listed[cut:]), strict=True):
        if group:
            parts.append(head + "\n\n" + ("\n" if mark else pen.rng.choice(["\n", "\n\n", " "])).join(group))
    return "\n\n".join(parts if pen.chance(0.7) else parts[-2:] if END in "".join(parts[-2:]) else parts)


def _tool_description(pen: Pen, piece: str) -> str:
    before, after = pen.rng.choice([("", ""), ("", ""), ("<IMPORTANT>\n", "\n</IMPORTANT>"), ("Note: ", ""), ("\n\nUsage: ", "")])
    said = [pen.draw("skills", "tooldesc"), before + piece + after]
    if pen.chance(0.3):
        said.append(pen.draw("skills", "honest"))
    described = {"name": pen.fill("{tool}"), "description": pen.rng.choice([" ", "\n"]).join(said)}
    if pen.chance(0.5):
        described["inputSchema"] = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
    if pen.chance(0.3):
        name, doc = described["name"].replace(".", "_"), described["description"]
        return f'@mcp.tool()\ndef {name}(query: str) -> str:\n    """{doc}"""\n    return client.call(query)'
    return json.dumps(described, ensure_ascii=False, indent=pen.rng.choice([None, 2]))


def _hard(pen: Pen, piece: str) -> str:
    """Among texts that speak of prompts, rules and attacks, or on its own."""
    if pen.chance(0.25):
        return piece
    around = pen.some("hard", "piece", 1, 2) if pen.chance(0.7) else pen.some("hard", "lesson", 1, 2)
    around.insert(pen.rng.randint(0, len(around)), piece if pen.chance(0.8) else _wrapped(pen, piece))
    return pen.rng.choice(["\n\n", "\n\n", "\n"]).join(around)


def _triggers(pen: Pen, piece: str) -> str:
    chance = pen.rng.random()
    if chance < 0.55:
        return piece
    key = ("triggers", "trigger") if chance < 0.85 else ("web", "paragraph")
    return _among(pen, pen.some(*key, 1, 2), piece)


CARRIERS: dict[str, tuple[float, Callable[[Pen, str], str]]] = {
    "tools": (34, _tools),
    "web": (18, _web),
    "skills": (20, _skills),
    "hard": (12, _hard),
    "triggers": (16, _triggers),
}
