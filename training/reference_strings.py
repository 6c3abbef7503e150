"""Writes 10,000 generated strings with the hashes of their tokens and vectors, for the tests of the TypeScript side.

    python -m training.reference_strings

One JSON object a line: `text`; `tokens`, the first 16 hex digits of the SHA-256 of the row numbers as little-endian
uint32; `vector`, the same of the 256 little-endian float32. The first line says which model they belong to.
Seeded; the strings are random characters of a script's ranges and random words of the lists below.
"""

import gzip
import hashlib
import json
import random
import unicodedata

import numpy as np

from .model import StaticModel
from .settings import ROOT, SEED

OUT = ROOT / "test" / "embedding" / "static" / "reference.jsonl.gz"
COUNT = 10_000

# Ranges of letters, marks and digits, first and last code point.
SCRIPTS: dict[str, list[tuple[int, int]]] = {
    "latin": [(0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xFF)],
    "latin extended": [(0x61, 0x7A), (0x100, 0x24F), (0x1E00, 0x1EFF)],
    "vietnamese": [(0x61, 0x7A), (0x1EA0, 0x1EF9)],
    "cyrillic": [(0x400, 0x4FF)],
    "greek": [(0x370, 0x3FF)],
    "greek extended": [(0x1F00, 0x1FFF)],
    "armenian": [(0x531, 0x587)],
    "georgian": [(0x10A0, 0x10FF), (0x1C90, 0x1CBF)],
    "hebrew": [(0x5D0, 0x5EA), (0x5B0, 0x5C7)],
    "arabic": [(0x621, 0x64A), (0x64B, 0x65F), (0x660, 0x669)],
    "persian": [(0x627, 0x64A), (0x67E, 0x6CC), (0x6F0, 0x6F9)],
    "devanagari": [(0x900, 0x97F)],
    "bengali": [(0x980, 0x9FE)],
    "gurmukhi": [(0xA01, 0xA76)],
    "gujarati": [(0xA81, 0xAF1)],
    "tamil": [(0xB82, 0xBFA)],
    "telugu": [(0xC00, 0xC7F)],
    "kannada": [(0xC80, 0xCF2)],
    "malayalam": [(0xD00, 0xD7F)],
    "sinhala": [(0xD81, 0xDF4)],
    "thai": [(0xE01, 0xE3A), (0xE40, 0xE5B)],
    "lao": [(0xE81, 0xEDF)],
    "tibetan": [(0xF00, 0xFDA)],
    "khmer": [(0x1780, 0x17F9)],
    "myanmar": [(0x1000, 0x109F)],
    "hangul": [(0xAC00, 0xD7A3)],
    "hangul jamo": [(0x1100, 0x11FF), (0x3131, 0x318E)],
    "hiragana": [(0x3041, 0x3096), (0x3099, 0x309F)],
    "katakana": [(0x30A0, 0x30FF), (0xFF66, 0xFF9F)],
    "han": [(0x4E00, 0x9FFF)],
    "han rare": [(0x3400, 0x4DBF), (0xF900, 0xFAD9), (0x20000, 0x2A6DF)],
    "ethiopic": [(0x1200, 0x137C)],
    "cherokee": [(0x13A0, 0x13FD), (0xAB70, 0xABBF)],
    "canadian syllabics": [(0x1400, 0x167F)],
    "mongolian": [(0x1800, 0x18AA)],
    "full width": [(0xFF01, 0xFF5E)],
    "mathematical letters": [(0x1D400, 0x1D7FF), (0x2100, 0x214F)],
    "combining": [(0x61, 0x7A), (0x300, 0x36F)],
    "gothic and deseret": [(0x10330, 0x1034A), (0x10400, 0x1044F)],
    "emoji": [(0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x2600, 0x27BF), (0x1F1E6, 0x1F1FF)],
    "symbols": [(0x2010, 0x205E), (0x20A0, 0x20C0), (0x2190, 0x22FF), (0xA1, 0xBF), (0x3001, 0x301F)],
    "controls": [(0x00, 0x20), (0x7F, 0xA0), (0x61, 0x66), (0x200B, 0x200F), (0x2028, 0x202E), (0xFEFF, 0xFEFF)],
    "private and specials": [(0xE000, 0xE010), (0xFFF9, 0xFFFD), (0x61, 0x66), (0xFE00, 0xFE0F)],
}

WORDS = """the of and to in is a for that with on as are this by how what which when invoice contract holiday leave
policy payment deadline server cluster kubernetes authentication authorization tokenizer embedding retrieval vector
database index query latency throughput quarterly revenue amortization depreciation liability covenant arbitration
mitochondria photosynthesis hypertension ibuprofen polymerase spectroscopy boundary layer turbulence aeroelastic
naïve café résumé Zürich São Paulo Ångström Łódź İstanbul straße Œuvre coöperate façade jalapeño Dvořák fiancée
don't it's rock'n'roll state-of-the-art e-mail 3.14159 1,000,000 42nd 2026-11-22 v1.2.3 10.0.0.1 50% $19.99 C++ C#
Привет мир документ договор Ελλάδα άνθρωπος Αθήνα שלום עולם مرحبا سلام دنیا नमस्ते दुनिया தமிழ் తెలుగు ไทย ສະບາຍດີ
ខ្មែរ မြန်မာ 안녕하세요 문서 こんにちは 文書 カタカナ 你好 世界 合同 ሰላም ᎣᏏᏲ გამარჯობა Բարեւ""".split()

CODE = """def return self async await const let => import from { } ( ) [ ] ; : == != <= >= && || ++ -- += -> :: snake_case
camelCase PascalCase SCREAMING_SNAKE __init__ i j k x1 0xFF 1e-9 null None true fn impl struct<T> Vec<u8> &mut
"string" 'c' `tick` // # /* */ \\n \\t @decorator #[derive(Debug)] npm:foo@1.2.3 a/b/c.ts user@example.invalid""".split()

EDGES = ["", " ", "\n\t", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u0301", "\u0000", "[UNK]", "[CLS] [SEP]", "##ing"]
EDGES += ["a" * 99, "a" * 100, "a" * 101, "é" * 100, "é" * 101, "é" * 101, "ß" * 100, "İ" * 60, "漢" * 300]
EDGES += ["x" * 101 + " word", "word " * 400, "ΣΑΣ Σ σς", "ﬁ ﬂ ﬃ", "Ǆ ǅ ǆ", "가각", "👩‍👩‍👧‍👦", "e\u0301\u0323", "\u1e9b\u0323"]


def _pool(ranges: list[tuple[int, int]]) -> list[str]:
    characters = (chr(code) for first, last in ranges for code in range(first, last + 1))
    return [c for c in characters if unicodedata.category(c) not in ("Cn", "Cs")]


def _random_text(rng: random.Random, pool: list[str]) -> str:
    lengths = (rng.randint(1, 7) for _ in range(rng.randint(1, 4)))
    separator = rng.choice([" ", " ", " ", ", ", "-", "\n", "."])
    return separator.join("".join(rng.choices(pool, k=length)) for length in lengths)


def strings(rng: random.Random) -> list[str]:
    """Half random characters of one script, a third words, the rest code, mixtures and edge cases."""
    pools = {name: _pool(ranges) for name, ranges in SCRIPTS.items()}
    out = list(EDGES)
    for _ in range(110):
        out += [_random_text(rng, pool) for pool in pools.values()]
    everything = sorted({c for pool in pools.values() for c in pool})
    while len(out) < COUNT:
        kind = rng.random()
        if kind < 0.6:
            words = rng.choices(WORDS, k=rng.randint(1, 10))
            out.append(" ".join(rng.choice([w, w, w.upper(), w.title()]) for w in words))
        elif kind < 0.8:
            out.append(rng.choice(["", " "]).join(rng.choices(CODE, k=rng.randint(2, 12))))
        else:
            parts = rng.choices(everything, k=rng.randint(1, 6)) + rng.choices(WORDS, k=rng.randint(1, 3))
            rng.shuffle(parts)
            out.append("".join(rng.choice([part, part + " "]) for part in parts))
    return out


def _short_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def main() -> None:
    model = StaticModel()
    texts = strings(random.Random(SEED))
    vectors = model.encode(texts)
    lines = [{"model": model.card["id"], "version": model.card["version"], "sha256": model.card["sha256"]}]
    for text, vector in zip(texts, vectors):
        ids = np.array(model.tokenizer.encode(text, add_special_tokens=False).ids, "<u4")
        tokens, hashed = _short_hash(ids.tobytes()), _short_hash(vector.astype("<f4").tobytes())
        lines.append({"text": text, "tokens": tokens, "vector": hashed})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    # mtime=0: the same strings give the same file.
    OUT.write_bytes(gzip.compress(body.encode(), 9, mtime=0))
    print(f"{OUT.relative_to(ROOT)}: {len(texts)} strings, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
