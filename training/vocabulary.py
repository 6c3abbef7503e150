"""Which tokens the model knows: the teacher's, without those that no text can reach, and frequent whole words."""

import re
from collections import Counter
from collections.abc import Iterable

from tokenizers import Tokenizer

from .model import UNKNOWN
from .settings import TEACHER_FOLDER

SPECIAL = {"[PAD]", "[CLS]", "[SEP]", "[MASK]", UNKNOWN}
# Maximal runs of letters and digits are what the tokenizer calls a word, for text without accents.
WORD = re.compile(r"[^\W_]+")
WHOLE_WORD = re.compile(r"[a-z][a-z0-9]{2,24}")


def _is_ideograph(character: str) -> bool:
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F


def _reachable(token: str) -> bool:
    if token in SPECIAL or token.startswith("[unused"):
        return False
    # The tokenizer puts spaces around ideographs, so they never continue a word.
    return not (token.startswith("##") and any(map(_is_ideograph, token[2:])))


def teacher_tokens() -> list[str]:
    """[UNK] and the teacher's reachable tokens, in the teacher's order."""
    vocabulary = Tokenizer.from_file(str(TEACHER_FOLDER / "tokenizer.json")).get_vocab(with_added_tokens=False)
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    return [UNKNOWN, *filter(_reachable, tokens)]


def whole_words(tokens: list[str], texts: Iterable[tuple[str, str]], room: int, least_sources: int = 2) -> list[str]:
    """The `room` most frequent words that `tokens` split, from (text, source).

    A word must occur in several sources, and a source counts by the square root of its occurrences: a name that one
    manual repeats doesn't get a row.
    """
    counts: dict[str, Counter[str]] = {}
    for text, source in texts:
        counts.setdefault(source, Counter()).update(WORD.findall(text.lower()))
    scores: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for counted in counts.values():
        for word, count in counted.items():
            if not WHOLE_WORD.fullmatch(word):
                continue
            scores[word] += count**0.5
            sources[word] += 1
    known = set(tokens)
    candidates = [word for word in scores if word not in known and sources[word] >= least_sources]
    return sorted(candidates, key=lambda word: (-scores[word], word))[:room]
