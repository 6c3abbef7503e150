"""Makes models/minilm-static from nothing but the registries: `python -m training`, or make.sh around it.

Texts, then vocabulary, then the teacher's vectors, then training, then int8. Every step that takes minutes leaves its
result in the cache and is passed over the next time; `python -m training --fresh` trains again from the cached vectors.
Ends by comparing the files' hashes with those that were there.
"""

import argparse
import json
import time

import numpy as np

from .augment import cloze_pairs
from .corpus import Pairs, pairs, taught_sample, texts
from .distill import lifted, principal_axes, rotation, sif_weights, token_vectors
from .encode import teacher_vectors
from .model import token_counts, wordpiece, write
from .settings import CACHE, DIMENSION, MINIMUM_SIMILARITY, MODEL_FOLDER, SEED, TEXTS_FOLDER, VERSION
from .teacher import Teacher
from .texts.__main__ import make as make_texts
from .train import Plan, train
from .vocabulary import teacher_tokens, whole_words

# Rows beyond the teacher's tokens: what keeps the files under 10 MB.
WHOLE_WORDS = 6000
# Texts for the teacher: the step that takes longest.
TAUGHT_TEXTS = 12_000


def _vocabulary(found: tuple[list[str], list[str]], paired: Pairs) -> list[str]:
    file = CACHE / "vocabulary.json"
    if not file.exists():
        tokens = teacher_tokens()
        sourced = [*zip(*found), *zip(paired.passages, paired.sources)]
        file.write_text(json.dumps(tokens + whole_words(tokens, sourced, WHOLE_WORDS)))
    return json.loads(file.read_text())


def _token_vectors(tokens: list[str]) -> np.ndarray:
    file = CACHE / f"token-vectors-{len(tokens)}.npy"
    if not file.exists():
        np.save(file, token_vectors(Teacher(), tokens))
    return np.load(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fresh", action="store_true", help="train again even if the cache holds a trained table")
    parser.add_argument("--out", type=type(MODEL_FOLDER), default=MODEL_FOLDER)
    parser.add_argument("--steps", type=int, default=Plan.steps)
    options = parser.parse_args()
    started = time.monotonic()

    if not (TEXTS_FOLDER / "pairs.jsonl.gz").exists():
        make_texts(TEXTS_FOLDER)
    found, paired = texts(), pairs()
    tokens = _vocabulary(found, paired)
    tokenizer = wordpiece(tokens)

    trained = CACHE / f"trained-{options.steps}.npy"
    if options.fresh or not trained.exists():
        taught_texts = taught_sample(found, paired, TAUGHT_TEXTS)
        taught = teacher_vectors(taught_texts).astype(np.float32)
        # The axes that keep most of the teacher's sentences, not of its tokens; not centred, as the teacher compares.
        axes = principal_axes(taught, DIMENSION)
        projected = taught @ axes
        projected /= np.linalg.norm(projected, axis=1, keepdims=True)
        counts = token_counts(tokenizer, taught_texts).astype(np.float32)
        alone = _token_vectors(tokens)
        table = (alone - alone[1:].mean(axis=0)) @ axes
        table *= sif_weights(np.asarray(counts.sum(axis=0)).ravel())[:, None]
        # Adam's steps are of one size, so the rows start at one size.
        table = (table / np.sqrt((table**2).mean())).astype(np.float32)
        cloze = cloze_pairs(*found, np.random.default_rng(SEED))
        np.save(trained, train(table, tokenizer, paired, cloze, (counts, projected), Plan(steps=options.steps), SEED))
    frequency = (token_counts(tokenizer, paired.queries + paired.passages) > 0).sum(axis=0)
    rows = lifted(np.load(trained), np.asarray(frequency).ravel()) @ rotation(DIMENSION, SEED)
    committed = json.loads((MODEL_FOLDER / "model.json").read_text())["sha256"]
    card = write(options.out, tokens, rows, MINIMUM_SIMILARITY, VERSION)
    print(json.dumps(card["sha256"], indent=2))
    print("the same as before" if card["sha256"] == committed else "NOT the same as before: see README.md, What is reproducible")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
