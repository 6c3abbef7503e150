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


def principal_axes(vectors: np.ndarray, dimension: int) -> np.ndarray:
    """The directions that keep most of the vectors, not centred: [n, dimension]."""
    exact = vectors.astype(np.float64)
    _, axes = np.linalg.eigh(exact.T @ exact)
    return axes[:, ::-1][:, :dimension]


def rotation(dimension: int, seed: int) -> np.ndarray:
    """A random orthogonal matrix: it spreads variance evenly over dimensions, for int8 and for sign codes."""
    matrix, upper = np.linalg.qr(np.random.default_rng(seed).standard_normal((dimension, dimension)))
    return matrix * np.sign(np.diag(upper))
