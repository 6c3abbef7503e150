"""nDCG@10 of BM25, static vectors, the teacher, and both hybrids, on folders in BEIR layout.

    python -m training.evaluate FOLDER... [--model models/minilm-static] [--no-teacher]

Nothing here is trained or tuned. The teacher's vectors are kept in the cache, named by the hash of the texts.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np

from .model import StaticModel
from .retrieval import Collection, cosines, fts5_ranking, fuse, load, ndcg, recall, vector_ranking
from .settings import CACHE, MODEL_FOLDER
from .teacher import Teacher

# What the closest vector adds where the best by words adds 1: as in `src/index/fusion.ts`.
VECTOR_WEIGHT, DEPTH = 0.25, 100
COLUMNS = ("bm25", "static", "hybrid", "teacher", "teacher hybrid")


def teacher_vectors(texts: list[str]) -> np.ndarray:
    name = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    file = CACHE / "evaluate" / f"{name}.npy"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, Teacher().encode(texts))
    return np.load(file)


def rankings(collection: Collection, model: StaticModel, with_teacher: bool) -> dict[str, list[list[int]]]:
    """Every ranker's list of documents for each query, `DEPTH` deep."""
    floor = model.card["minSimilarity"]
    words = fts5_ranking(collection, DEPTH)
    lists = {"bm25": [[document for document, _ in ranking] for ranking in words]}
    similar = cosines(model.encode(collection.queries), model.encode(collection.texts))
    lists["static"] = vector_ranking(similar, DEPTH, floor)
    lists["hybrid"] = fuse(words, similar, floor, VECTOR_WEIGHT, DEPTH)
    if with_teacher:
        similar = cosines(teacher_vectors(collection.queries), teacher_vectors(collection.texts))
        lists["teacher"] = vector_ranking(similar, DEPTH)
        lists["teacher hybrid"] = fuse(words, similar, floor, VECTOR_WEIGHT, DEPTH)
    return lists


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--no-teacher", action="store_true")
    options = parser.parse_args()
    model = StaticModel(options.model)
    print(f"{'nDCG@10':<16}" + "".join(f"{column:>16}" for column in COLUMNS) + f"{'recall@100':>16}")
    table = []
    for folder in options.folders:
        collection = load(folder)
        lists = rankings(collection, model, not options.no_teacher)
        figures = [ndcg(collection, lists[column]) if column in lists else np.nan for column in COLUMNS]
        table.append([*figures, recall(collection, lists["hybrid"], 100)])
        print(f"{collection.name:<16}" + "".join(f"{figure:>16.4f}" for figure in table[-1]))
    average = np.mean(table, axis=0)
    print(f"{'average':<16}" + "".join(f"{figure:>16.4f}" for figure in average))
    if not options.no_teacher:
        print(f"hybrid / teacher hybrid: {average[2] / average[4]:.4f}")


if __name__ == "__main__":
    main()
