"""First rows: every token alone through the teacher, as Model2Vec does (Tulkens and van Dongen 2024)."""

import numpy as np

from .teacher import Teacher

# Zipf's law by rank: probability of a token among the teacher's, which are sorted by frequency.
SIF_SMOOTHING = 1e-4


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


def zipf_weights(count: int) -> np.ndarray:
    """SIF weights a / (a + p) with Zipf's probabilities by rank (Arora, Liang and Ma 2017)."""
    probability = 1 / np.arange(1, count + 1)
    probability /= probability.sum()
    return SIF_SMOOTHING / (SIF_SMOOTHING + probability)


def rotation(dimension: int, seed: int) -> np.ndarray:
    """A random orthogonal matrix: it spreads variance evenly over dimensions, for int8 and for sign codes."""
    matrix, upper = np.linalg.qr(np.random.default_rng(seed).standard_normal((dimension, dimension)))
    return matrix * np.sign(np.diag(upper))


def principal_axes(vectors: np.ndarray, dimension: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and the axes of largest variance: [n], [n, dimension]."""
    mean = vectors.mean(axis=0)
    covariance = np.cov((vectors - mean).astype(np.float64), rowvar=False)
    _, axes = np.linalg.eigh(covariance)
    return mean, axes[:, ::-1][:, :dimension]
