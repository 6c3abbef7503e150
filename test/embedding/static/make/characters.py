"""Asks the reference tokenizer what it does with every code point, and writes that down for TypeScript.

    python test/embedding/static/make/characters.py

Writes src/word-pieces/characters.ts (ranges) and test/embedding/static/code-points.json (a hash of every answer).
Needs `tokenizers`; 0.23.3 was asked. Formatted by `npm run format`.
"""

import hashlib
import json
import re
import unicodedata
from pathlib import Path

import tokenizers
from tokenizers import normalizers, pre_tokenizers

ROOT = Path(__file__).resolve().parents[4]
CODE_POINTS = [code for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]

normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True)
splitter = pre_tokenizers.BertPreTokenizer()


def words(text: str) -> list[str]:
    return [word for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))]


def kind(code: int, parts: list[str]) -> str:
    """What becomes of `a?b`."""
    if parts == ["ab"]:
        return "dropped"
    if parts == ["a", "b"]:
        return "space"
    if parts == ["a", chr(code), "b"]:
        return "alone"
    return "kept" if parts == [f"a{chr(code)}b"] else "mapped"


def ranges(codes: list[int], stays: set[int]) -> str:
    """Code points as hexadecimal ranges; gaps of nothing but `stays` are closed."""
    found: list[list[int]] = []
    for code in codes:
        if found and all(between in stays for between in range(found[-1][1] + 1, code)):
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in found)


answers = {code: words(f"a{chr(code)}b") for code in CODE_POINTS}
kinds = {code: kind(code, parts) for code, parts in answers.items()}
# What was assigned and is mapped to itself stays so for ever, so a range of mapped ones may hold it. What is not assigned may not.
stays = {code for code in CODE_POINTS if kinds[code] == "kept" and unicodedata.category(chr(code)) not in ("Cn", "Cs")}
HEADER = f'''/**
 * What BERT's uncased tokenizer does with each code point, as ranges, asked of the library `tokenizers` {tokenizers.__version__} for
 * all of them. They are written down because the Unicode data of a JavaScript engine are of its age, and those of that library of
 * several ages: from the engine's properties, thousands of code points would be treated otherwise, and more with each new version.
 * Made by test/embedding/static/make/characters.py: don't edit by hand.
 */
'''
DESCRIPTIONS = {
    "dropped": "Controls, formats, private use and nonspacing marks: words go on over them.",
    "space": "Ends a word.",
    "alone": "Punctuation, ASCII symbols and ideographs: each is a word of its own.",
    "mapped": "Decomposed (NFD), stripped of what is dropped, and lower-cased one by one. The rest stays as it is.",
}
source = HEADER
for name, description in DESCRIPTIONS.items():
    listed = ranges([code for code in CODE_POINTS if kinds[code] == name], stays if name == "mapped" else set())
    lines = re.findall(r".{1,112}(?:\s|$)", listed)
    body = " +\n".join(f"  '{line.rstrip()}{' ' if i + 1 < len(lines) else ''}'" for i, line in enumerate(lines))
    source += f"\n/** {description} */\nexport const {name.upper()} =\n{body};\n"
(ROOT / "src/word-pieces/characters.ts").write_text(source, encoding="utf-8")

digest = hashlib.sha256()
for code in CODE_POINTS:
    digest.update((" ".join(answers[code]) + "\n").encode())
card = {"tokenizers": tokenizers.__version__, "sha256": digest.hexdigest()}
(ROOT / "test/embedding/static/code-points.json").write_text(json.dumps(card, indent=2) + "\n")
