"""Which reader takes which file of an archive: by the name that the table gives, or by the file's extension."""

import re
from collections.abc import Callable, Iterator

from . import code, records
from .html_page import sections_of_html
from .markup import sections_of_markup
from .material import Item
from .prose import material_of

Reader = Callable[[str], Iterator[Item]]


def _markup(document: str) -> Iterator[Item]:
    for section in sections_of_markup(document):
        yield from material_of(section)


def _html(document: str) -> Iterator[Item]:
    for section in sections_of_html(document):
        yield from material_of(section)


#: Readers by name, with the files that each takes where the table gives no pattern of its own.
READERS: dict[str, tuple[Reader, str]] = {
    "markup": (_markup, r"\.(md|mdx|markdown|rst|txt\.rst)$|(^|/)docs?/.*\.txt$"),
    "html": (_html, r"\.html?$"),
    "python": (code.python, r"\.py$"),
    "commented": (
        code.commented,
        r"\.(c|h|cc|cpp|cxx|hpp|cu|java|js|mjs|ts|tsx|jsx|rs|go|swift|kt|kts|cs|php|sol|m|mm|scala|dart|proto|zig)$",
    ),
    "chunks": (
        code.chunks,
        r"\.(sh|bash|sql|rb|lua|pl|pm|r|R|jl|css|scss|cmake|vue|svelte|graphql|tf|toml|ya?ml|awk|ps1|hs|ml|ex|erl|clj|el|f90|f|pyx|pxd)$|(^|/)(Dockerfile|Makefile|CMakeLists\.txt)$",
    ),
    "described": (records.described, r"\.json(\.gz)?$"),
    "described-yaml": (records.described_yaml, r"\.ya?ml$"),
    "strings": (records.strings, r"(strings|/en)\.json$"),
    "wordnet": (records.wordnet, r"dict/data\.\w+$"),
    "factbook": (records.factbook, r"/\w\w\.json$"),
    "dialogues": (records.dialogues, r"english/.*\.ya?ml$"),
    "dictionary": (records.dictionary, r"\.(dict|txt)(\.dz)?$"),
    "book": (records.book, r"\.txt$"),
    "lines": (records.lines, r"\.txt$"),
}
#: What `take` may name for short.
GROUPS = {
    "docs": ["markup"],
    "library": ["markup", "python"],
    "sources": ["markup", "python", "commented", "chunks"],
}


def readers_of(take: str) -> list[tuple[Reader, re.Pattern[str]]]:
    """The readers that `take` names, e.g. `docs`, `html` or `book:data/.*\\.txt$`; several are parted by spaces."""
    chosen = []
    for part in take.split():
        name, _, pattern = part.partition(":")
        for reader in GROUPS.get(name, [name]):
            function, usual = READERS[reader]
            chosen.append((function, re.compile(pattern or usual)))
    return chosen
