"""Where things are and what is fixed: the one place to change a path or a seed."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL_FOLDER = ROOT / "models" / "minilm-static"
# Downloads, texts and the teacher's vectors: gigabytes that are made again, never committed.
CACHE = Path(os.environ.get("SLUICE_TRAINING_CACHE", ROOT / "training" / ".cache"))
TEACHER_FOLDER = CACHE / "teacher"
TEXTS_FOLDER = CACHE / "texts"
DIMENSION = 256
SEED = 20261122
VERSION = "1"
# Below this cosine a passage is no neighbour: 0.5 % of the relevant pairs among the first 100 by vectors are below it.
MINIMUM_SIMILARITY = 0.15
