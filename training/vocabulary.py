"""Which tokens the model knows: the teacher's, without those that no text can reach, and frequent whole words."""

from tokenizers import Tokenizer

from .model import UNKNOWN
from .settings import TEACHER_FOLDER

SPECIAL = {"[PAD]", "[CLS]", "[SEP]", "[MASK]", UNKNOWN}


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
