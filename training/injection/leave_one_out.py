"""How much of a source's attacks is found by models that learned from the source, and by models that did not.

    python -m training.injection.leave_one_out --stage ROWS STEPS … --data FOLDER --base FOLDER --work FOLDER [--share 0.05] [--tagger SOURCE …]

The n-grams are trained by their whole recipe, without each source of attacks. The tagger takes a share of the recipe's steps, with all sources and without
each that is named, or the largest. What leaves with a source: `pool.without`. Attacks are judged that no training saw: those of `dev`, or of a source that
isn't there the held-out rows of `train`. Each model has its own threshold: at most one per cent of the innocent documents of `dev`.

Writes WORK/leave-one-out.json and prints it as Markdown. Goes on where it stopped: what is in WORK/leave-one-out is not made again.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from training.injection import ngrams
from training.injection.encoder import Tagger
from training.injection.export import export
from training.injection.finish import CHATS, UNRULY, UNSET, detector_card, features, read_dev, write
from training.injection.pool import without
from training.injection.train import is_held_out
from training.injection.windows import read_rows

RATE = 0.01
TAGGERS = 6
EVERYTHING = "all sources"
NGRAMS = Path("models/injection-ngrams")


def judged_texts(train: list[dict], dev: list[dict]) -> dict[str, list[dict]]:
    """By source, attacks that no training saw; and under the name of nobody the innocent documents."""
    texts: dict[str, list[dict]] = {"": [row for row in dev if row["label"] == 0 and row["source"] not in CHATS]}
    for row in dev:
        if row["label"] == 1:
            texts.setdefault(row["source"], []).append(row)
    in_dev = set(texts)
    for row in train:
        if row["label"] == 1 and row["source"] not in in_dev and is_held_out(row):
            texts.setdefault(row["source"], []).append(row)
    return texts


def found(scores: dict[str, np.ndarray], source: str) -> float:
    """The share of a source's attacks above the lowest threshold that flags no more than RATE of the innocent."""
    innocent = np.sort(scores[""])[::-1]
    return float(np.mean(scores[source] > innocent[int(RATE * len(innocent))]))


def kept_in(path: Path, make) -> dict[str, np.ndarray]:
    """Scores by source, from `path` if they are there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({source: [float(score) for score in scores] for source, scores in make().items()}))
    return {source: np.array(scores) for source, scores in json.loads(path.read_text()).items()}


class NgramTrials:
    """Models of n-grams on one set of features, which are computed once and when they are first needed."""

    def __init__(self, rows: list[dict], texts: dict[str, list[dict]], work: Path) -> None:
        self.rows, self.texts, self.work = rows, texts, work
        self.learned = self.judged = None

    def scores(self, left_out: list[str]) -> dict[str, np.ndarray]:
        if self.learned is None:
            self.learned = ngrams.examples(self.rows, self.work)
            self.judged = {
                source: ngrams.features_of([row["text"] for row in rows], self.work / "judged") for source, rows in self.texts.items()
            }
        x, row_of = self.learned
        kept = {row["id"] for row in without(self.rows, left_out)}
        chosen = np.array([row["id"] in kept for row in self.rows])[row_of]
        labels = np.array([row["label"] for row in self.rows], dtype=float)[row_of]
        bias, weights = ngrams.fit(x[chosen], labels[chosen])
        small, scale = ngrams.quantized(weights)
        return {source: self._highest(bias, scale * small.astype(float), *judged) for source, judged in self.judged.items()}

    @staticmethod
    def _highest(bias: float, weights: np.ndarray, x, text_of: np.ndarray) -> np.ndarray:
        highest = np.full(text_of.max() + 1, -np.inf)
        np.maximum.at(highest, text_of, bias + x @ weights)
        return highest


def tagger_scores(out: Path, chosen: argparse.Namespace, left_out: list[str], texts: dict[str, list[dict]]) -> dict[str, np.ndarray]:
    """Trains, exports and asks a tagger as the product does. Its score is the rule's feature of tokens."""
    if not (out / "tagger.pt").exists():
        stages = [word for stage in chosen.stage for word in ("--stage", *stage)]
        leaving = [word for source in left_out for word in ("--without", source)]
        command = ["-m", "training.injection.train", *stages, *leaving, "--share", str(chosen.share), "--base", chosen.base, "--out", out]
        subprocess.run([sys.executable, *map(str, command)], check=True)
    models = out / "models"
    detector = models / "injection-detector"
    if not (detector / "model.json").exists():
        tagger = Tagger()
        tagger.load_state_dict(torch.load(out / "tagger.pt"))
        export(tagger, chosen.base, detector)
        (models / NGRAMS.name).unlink(missing_ok=True)
        (models / NGRAMS.name).symlink_to(NGRAMS.resolve())
        write(detector, detector_card(detector, UNRULY, UNSET))
    return {
        source: np.array([said["t"] for said in features(rows, out / f"{slug(source)}.features.jsonl", models)])
        for source, rows in texts.items()
    }


def slug(source: str) -> str:
    return re.sub(r"\W+", "-", source).strip("-") or "innocent"


def line(source: str, learned: int, judged: int, whole: dict, part: dict | None) -> dict:
    """`with` and `without` are shares found. A source of which nothing was learned is found without it."""
    if learned == 0:
        return {"source": source, "learned": 0, "judged": judged, "with": None, "without": found(whole, source)}
    return {"source": source, "learned": learned, "judged": judged, "with": found(whole, source), "without": found(part, source)}


def markdown(lines: list[dict]) -> str:
    percent = lambda share: "" if share is None else f"{100 * share:.1f} %"
    points = lambda one: "" if one["with"] is None else f"{100 * (one['without'] - one['with']):+.1f}".replace("-", "−")
    head = ["| source | attacks in train | judged | with it | without it | points |", "|---|---|---|---|---|---|"]
    return "\n".join(
        head
        + [
            f"| {one['source']} | {one['learned'] or ''} | {one['judged']} | {percent(one['with'])} | {percent(one['without'])} | {points(one)} |"
            for one in lines
        ]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", nargs=2, action="append", metavar=("ROWS", "STEPS"), required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--tagger", action="append")
    chosen = parser.parse_args()
    kept = chosen.work / "leave-one-out"
    rows = read_rows(Path(chosen.stage[-1][0]))
    pool = read_rows(Path(chosen.stage[0][0]))
    texts = judged_texts(pool, read_dev(chosen.data / "dev.jsonl.gz"))
    attacks = Counter(row["source"] for row in pool if row["label"] == 1 and not is_held_out(row))
    sources = [source for source, _ in attacks.most_common() if source in texts]
    unseen = [source for source in texts if source and source not in attacks]

    def tell(part: str, lines: list[dict], heading: str) -> None:
        report[part] = lines
        (chosen.work / "leave-one-out.json").write_text(json.dumps(report, indent=2) + "\n")
        print(f"{heading}\n\n{markdown(lines)}\n", flush=True)

    report = {"share": chosen.share}
    trials = NgramTrials([row for row in rows if not is_held_out(row)], texts, chosen.work)
    by_ngrams = lambda name, left_out: kept_in(kept / slug(name) / "ngrams.json", lambda: trials.scores(left_out))
    whole = by_ngrams(EVERYTHING, [])
    told = [line(one, attacks[one], len(texts[one]), whole, by_ngrams(one, [one])) for one in sources]
    tell("ngrams", told + [line(one, 0, len(texts[one]), whole, None) for one in unseen], "n-grams")

    by_tagger = lambda name, left_out, judged: tagger_scores(kept / slug(name) / f"tagger-{chosen.share}", chosen, left_out, judged)
    whole = by_tagger(EVERYTHING, [], texts)
    never, told = [line(one, 0, len(texts[one]), whole, None) for one in unseen], []
    for one in chosen.tagger or sources[:TAGGERS]:
        part = by_tagger(one, [one], {source: texts[source] for source in ("", one)})
        told.append(line(one, attacks[one], len(texts[one]), whole, part))
        tell("tagger", told + never, f"tagger, {chosen.share} of the steps")
