"""The teacher's vectors of the training texts: the slow step, kept text by text so that it goes on where it stopped.

A chunk file holds the hashes of its texts and their vectors. Texts that any chunk holds are never encoded again.
"""

import hashlib

import numpy as np

from .settings import CACHE
from .teacher import Teacher

CHUNK_TEXTS = 2048
FOLDER = CACHE / "vectors"


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _stored() -> dict[bytes, np.ndarray]:
    found: dict[bytes, np.ndarray] = {}
    for file in sorted(FOLDER.glob("[0-9a-f]" * 32 + ".npz")):
        with np.load(file) as chunk:
            keys, vectors = chunk["keys"], chunk["vectors"]
        found.update(zip((key.tobytes() for key in keys), vectors))
    return found


def teacher_vectors(texts: list[str]) -> np.ndarray:
    """float16 rows [texts, 384]; rounding them costs a cosine of under 1e-6."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = _stored()
    missing = list(dict.fromkeys(text for text in texts if _key(text) not in found))
    teacher = Teacher() if missing else None
    for start in range(0, len(missing), CHUNK_TEXTS):
        chunk = missing[start : start + CHUNK_TEXTS]
        keys = [_key(text) for text in chunk]
        vectors = teacher.encode(chunk).astype(np.float16)
        name = hashlib.blake2b(b"".join(keys), digest_size=16).hexdigest()
        np.savez(FOLDER / f"{name}.partial.npz", keys=np.array([list(key) for key in keys], np.uint8), vectors=vectors)
        (FOLDER / f"{name}.partial.npz").rename(FOLDER / f"{name}.npz")
        found.update(zip(keys, vectors))
        print(f"teacher: {start + len(chunk)} of {len(missing)} texts", flush=True)
    return np.array([found[_key(text)] for text in texts])
