"""First rows: every token alone through the teacher, as Model2Vec does (Tulkens and van Dongen 2024)."""

import numpy as np

from .teacher import Teacher

SIF_SMOOTHING = 1e-3


def token_vectors(teacher: Teacher, tokens: list[str]) -> np.ndarray:
    """The teacher's vector of each token between [CLS] and [SEP]; words outside its vocabulary in their own pieces."""
    tokenizer = teacher.tokenizer
    known = tokenizer.get_vocab()
    first, last = known["[CLS]"], known["[SEP]"]
    rows = []
    for token in tokens:
        ids = [known[token]] if token in known else tokenizer.encode(token, add_special_tokens=False).ids
        rows.append([first, *ids, last])
    return teacher.encode_ids(rows)


def sif_weights(counts: np.ndarray) -> np.ndarray:
    """a / (a + p) for each token's probability p: frequent words count less (Arora, Liang and Ma 2017)."""
    probability = (counts + 1) / (counts + 1).sum()
    return SIF_SMOOTHING / (SIF_SMOOTHING + probability)


RARE_TEXTS, KNOWN_TEXTS = 100, 300


def lifted(table: np.ndarray, frequency: np.ndarray) -> np.ndarray:
    """`table` with the rows of rare tokens made as long as the median row found in 100 to 300 texts.

    Training lengthens the rows of words that say much, but can't reach those that it seldom sees; without this the
    words of a field that the texts don't cover would count for less than everyday ones.
    """
    lengths = np.linalg.norm(table, axis=1)
    usual = np.median(lengths[(frequency >= RARE_TEXTS) & (frequency < KNOWN_TEXTS)])
    short = (frequency < RARE_TEXTS) & (lengths > 0) & (lengths < usual)
    factors = np.where(short, usual / np.where(short, lengths, 1), 1)
    return table * factors[:, None]


def principal_axes(vectors: np.ndarray, dimension: int) -> np.ndarray:
    """The directions that keep most of the vectors, not centred: [n, dimension]."""
    exact = vectors.astype(np.float64)
    _, axes = np.linalg.eigh(exact.T @ exact)
    return axes[:, ::-1][:, :dimension]


def rotation(dimension: int, seed: int) -> np.ndarray:
    """A random orthogonal matrix: it spreads variance evenly over dimensions, for int8 and for sign codes."""
    matrix, upper = np.linalg.qr(np.random.default_rng(seed).standard_normal((dimension, dimension)))
    return matrix * np.sign(np.diag(upper))
