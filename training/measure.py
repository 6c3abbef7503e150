"""What the product's search relies on: the least similarity of a neighbour, and the first pass over sign codes.

    python -m training.measure FOLDER... [--model models/minilm-static]

Similarity: cosines of relevant pairs of the collections in BEIR layout, and of random pairs of one collection.
Sign codes: of the 10 nearest of 100,000 training texts, the share that is among the first 1,000 by Hamming distance.
"""

import argparse
from pathlib import Path

import numpy as np

from .corpus import texts
from .model import StaticModel
from .retrieval import Collection, load
from .settings import MODEL_FOLDER, SEED

CORPUS_TEXTS, FIRST_PASS, NEAREST = 100_000, 1000, 10


def similarities(model: StaticModel, collection: Collection) -> tuple[np.ndarray, np.ndarray]:
    """Cosines of relevant pairs, and of every query with 100 random documents."""
    queries, documents = model.encode(collection.queries), model.encode(collection.texts)
    scores = queries @ documents.T
    row_of = {name: row for row, name in enumerate(collection.ids)}
    relevant = [
        scores[i, row_of[document]]
        for i, query in enumerate(collection.query_ids)
        for document in collection.relevant[query]
        if document in row_of
    ]
    columns = np.random.default_rng(SEED).integers(len(documents), size=(len(queries), 100))
    return np.array(relevant), np.take_along_axis(scores, columns, axis=1).ravel()


def sign_code_recall(queries: np.ndarray, documents: np.ndarray) -> float:
    """Mean share of the exact nearest that the first pass keeps."""
    codes, wanted = np.packbits(documents > 0, axis=1).view(np.uint64), np.packbits(queries > 0, axis=1).view(np.uint64)
    kept = []
    for row, code in zip(queries, wanted):
        nearest = np.argpartition(-(documents @ row), NEAREST)[:NEAREST]
        distance = np.bitwise_count(codes ^ code).sum(axis=1, dtype=np.int64)
        first = np.argpartition(distance, FIRST_PASS)[:FIRST_PASS]
        kept.append(np.isin(nearest, first).mean())
    return float(np.mean(kept))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    options = parser.parse_args()
    model = StaticModel(options.model)
    collections = [load(folder) for folder in options.folders]
    documents = model.encode(texts()[0][:CORPUS_TEXTS])
    print(f"{'cosine':<16}{'relevant 0.5 %':>16}{'2 %':>8}{'median':>8}{'random median':>16}{'90 %':>8}{'sign codes':>12}")
    for collection in collections:
        relevant, random = similarities(model, collection)
        figures = [*np.quantile(relevant, [0.005, 0.02, 0.5]), *np.quantile(random, [0.5, 0.9])]
        queries = model.encode(collection.queries)
        recall = sign_code_recall(queries[queries.any(axis=1)][:100], documents)
        cells = "".join(f"{figure:>{width}.3f}" for figure, width in zip(figures, (16, 8, 8, 16, 8)))
        print(f"{collection.name:<16}{cells}{recall:>12.4f}")


if __name__ == "__main__":
    main()
