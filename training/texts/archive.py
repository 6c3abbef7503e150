"""Reads the files of a downloaded archive (tar, zip or Debian package) without unpacking it to disk.

Gives paths and bytes in an order that depends on the paths alone, but looks random, so that whoever stops early has
seen a fair sample. Skips what is too large, or what by its name is a licence, a change log, a test, a bundle or a
translation.
"""

import gzip
import hashlib
import io
import re
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

MAX_FILE_BYTES = 4_000_000

_SKIPPED = re.compile(
    r"(^|/)(LICEN[SC]E|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CHANGE(S|LOG)|HISTORY|THIRD.?PARTY|SECURITY|CODE_OF_CONDUCT)[^/]*$"
    r"|(^|/)(tests?|testing|__tests__|node_modules|_vendor|vendored?|third_party|fixtures|locales?|i18n|translations)/"
    r"|\.min\.|[-.]bundle\.|\.(po|pot|svg|map)$|(^|/)(changelog|whats_?new|prev_\w+|api_changes|newsfragments|release[-_]?notes?|releases?)(/|\.|$)",
    re.IGNORECASE,
)


def members(path: Path, wanted: re.Pattern[str], everything: bool = False) -> Iterator[tuple[str, bytes]]:
    """The files whose path matches `wanted`, gzipped ones already unpacked; `everything` lifts the skipping by name."""

    def fits(name: str, size: int) -> bool:
        return size <= MAX_FILE_BYTES and bool(wanted.search(name)) and (everything or not _SKIPPED.search(name))

    found = list(_zip(path, fits) if path.suffix in (".zip", ".whl") else _tar(path, fits))
    found.sort(key=lambda member: hashlib.sha256(member[0].encode()).digest())
    for name, content in found:
        yield (name[:-3], gzip.decompress(content)) if name.endswith((".gz", ".dz")) else (name, content)


def _zip(path: Path, fits) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir() and fits(info.filename, info.file_size):
                yield info.filename, archive.read(info)


def _tar(path: Path, fits) -> Iterator[tuple[str, bytes]]:
    if path.suffix == ".deb":
        unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], check=True, capture_output=True).stdout
        archive = tarfile.open(fileobj=io.BytesIO(unpacked))
    else:
        archive = tarfile.open(path)
    with archive:
        for info in archive:
            if info.isfile() and fits(info.name, info.size):
                content = archive.extractfile(info)
                if content is not None:
                    yield info.name, content.read()
