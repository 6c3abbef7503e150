"""More pairs out of what is there: sentences with the rest of their passage, and headings asked as questions.

A sentence taken out of its passage must find what is left of it (the inverse cloze task; Lee, Chang and Toutanova 2019).
It teaches no synonyms, but how much each word says about a passage, in every domain that the texts cover. The words
of the questions teach the model to pass over how something is asked.
"""

import re

import numpy as np
from scipy import sparse
from tokenizers import Tokenizer

from .corpus import Pairs
from .model import MAX_REPEATS, token_counts

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
LEAST_PASSAGE_WORDS, LEAST_SENTENCE_WORDS = 45, 4

QUESTIONS = (
    "what is ?",
    "how do i ?",
    "how does it work ?",
    "what does it do ?",
    "explain",
    "what are the ?",
    "why ?",
    "how can you in this case ?",
    "which is used for ?",
    "what is the purpose of ?",
    "when should it be used ?",
    "how is it defined according to the text ?",
    "what did the author say about ?",
    "what happens when ?",
    "tell me about",
    "find the",
)


def cloze_pairs(texts: list[str], sources: list[str], rng: np.random.Generator) -> Pairs:
    """One sentence of each long text, and the text without it."""
    pairs = Pairs([], [], [])
    for text, source in zip(texts, sources):
        if len(text.split()) < LEAST_PASSAGE_WORDS:
            continue
        sentences = SENTENCE_END.split(text)
        chosen = int(rng.integers(len(sentences)))
        if len(sentences) < 2 or len(sentences[chosen].split()) < LEAST_SENTENCE_WORDS:
            continue
        pairs.queries.append(sentences[chosen])
        pairs.passages.append(" ".join(sentences[:chosen] + sentences[chosen + 1 :]))
        pairs.sources.append(source)
    return pairs


class Questions:
    """Adds the words of a random question to some of the queries of a batch. For sums of rows their place is nothing."""

    def __init__(self, tokenizer: Tokenizer, share: float) -> None:
        self.counts = token_counts(tokenizer, list(QUESTIONS)).astype(np.float32)
        self.share = share

    def ask(self, queries: sparse.csr_matrix, rng: np.random.Generator) -> sparse.csr_matrix:
        chosen = self.counts[rng.integers(len(QUESTIONS), size=queries.shape[0])]
        asked = (rng.random(queries.shape[0]) < self.share).astype(np.float32)
        both = (queries + sparse.diags_array(asked, dtype=np.float32) @ chosen).tocsr()
        np.minimum(both.data, MAX_REPEATS, out=both.data)
        return both
