"""The model as it is shipped, and the reference of its arithmetic. `src/embedding/static` gives the same bits.

1. Tokens: BERT's uncased WordPiece over `vocab.txt`, without [CLS] and [SEP]. "[UNK]" is row 0, a row of zeros.
2. Sum: the int8 rows of a text's tokens. A token counts as often as it occurs, but at most `MAX_REPEATS` times.
   Integers below 2^53, so the order doesn't matter.
3. Norm: the square root of the float64 sum of squares, added one by one from dimension 0 up, never pairwise.
4. Vector: float32(sum / norm), divided in float64. No token, or norm 0: the zero vector, which means no vector.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from scipy import sparse
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from .settings import DIMENSION, MODEL_FOLDER

UNKNOWN = "[UNK]"
MAX_WORD_CHARACTERS = 100
# Measured with 1, 2 and without a limit: 2 is best for vectors and for the hybrid (README.md).
MAX_REPEATS = 2


def wordpiece(vocabulary: list[str]) -> Tokenizer:
    """BERT's uncased tokenizer over these tokens. No special tokens: "[CLS]" in a text is three ordinary tokens."""
    rows = {token: row for row, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(rows, unk_token=UNKNOWN, max_input_chars_per_word=MAX_WORD_CHARACTERS))
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def token_counts(tokenizer: Tokenizer, texts: list[str], max_tokens: int | None = None) -> sparse.csr_matrix:
    """How often each token counts in each text: [texts, tokens], int64. [UNK] is counted in column 0."""
    pieces, offsets = [], [0]
    for start in range(0, len(texts), 4096):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + 4096], add_special_tokens=False):
            ids = encoding.ids[:max_tokens]
            pieces.append(np.array(ids, np.int32))
            offsets.append(offsets[-1] + len(ids))
    columns = np.concatenate(pieces) if pieces else np.zeros(0, np.int32)
    ones = np.ones(len(columns), np.int64)
    counts = sparse.csr_matrix((ones, columns, offsets), shape=(len(texts), tokenizer.get_vocab_size()))
    counts.sum_duplicates()
    np.minimum(counts.data, MAX_REPEATS, out=counts.data)
    return counts


def normalized(sums: np.ndarray) -> np.ndarray:
    """Steps 3 and 4: integer sums [texts, dimension] to float32 vectors."""
    exact = sums.astype(np.float64)
    norms = np.sqrt(np.add.accumulate(exact * exact, axis=1)[:, -1:]) if len(exact) else np.zeros((0, 1))
    return np.divide(exact, norms, out=np.zeros_like(exact), where=norms > 0).astype(np.float32)


class StaticModel:
    """Loads a folder like models/minilm-static and encodes texts."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self.card = json.loads((folder / "model.json").read_text())
        self.vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
        self.tokenizer = wordpiece(self.vocabulary)
        rows = np.fromfile(folder / "vectors.bin", np.int8).reshape(len(self.vocabulary), DIMENSION)
        self.rows = rows.astype(np.int64)

    def encode(self, texts: list[str]) -> np.ndarray:
        return normalized(token_counts(self.tokenizer, texts) @ self.rows)


def write(folder: Path, vocabulary: list[str], rows: np.ndarray, minimum_similarity: float, version: str) -> dict:
    """Writes the shipped files; `rows` are float32 and are scaled so that the largest entries become 127."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in vocabulary), encoding="utf-8", newline="")
    quantized(rows).tofile(folder / "vectors.bin")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("vectors.bin", "vocab.txt")}
    card = {
        "id": "minilm-static",
        "version": version,
        "dimension": DIMENSION,
        "tokens": len(vocabulary),
        "minSimilarity": minimum_similarity,
        "sha256": hashes,
    }
    (folder / "model.json").write_text(json.dumps(card, indent=2) + "\n")
    return card


# The share of entries that may be clipped: a few outliers would otherwise take the resolution from all others.
CLIPPED_SHARE = 1e-5


def quantized(rows: np.ndarray) -> np.ndarray:
    """int8 rows under one common scale, so that sums of rows stay sums of integers."""
    top = np.quantile(np.abs(rows), 1 - CLIPPED_SHARE)
    return np.clip(np.rint(rows.astype(np.float64) * (127 / top)), -127, 127).astype(np.int8)
