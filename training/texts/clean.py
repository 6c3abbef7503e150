"""Turns marked-up lines into plain English, and says what is fit to be kept.

Works on short strings (a paragraph, a heading). Drops markup, never words. `fit` refuses what is hardly English, what is
mostly signs and figures, and the boilerplate of licences.
"""

import html
import re

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|!\[[^\]]*\]\[[^\]]*\]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|\[([^\]]+)\]\[[^\]]*\]")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
_ROLE = re.compile(r":[a-zA-Z][\w:+-]*:`([^`]*)`")
_ROLE_TARGET = re.compile(r"^([^<]+?)\s*<[^>]*>$")
_RST_LINK = re.compile(r"`([^`<]+?)\s*<[^`>]+>`__?|`([^`]+)`__?(?!\w)")
_TICKS = re.compile(r"`+([^`]*)`+")
_STRONG = re.compile(r"(?<![\w*])\*{1,3}(?=\S)([^*\n]+?)(?<=\S)\*{1,3}(?![\w*])|(?<!\w)__(?=\S)([^_\n]+?)(?<=\S)__(?!\w)")
_JSDOC_LINK = re.compile(r"\{@\w+\s+([^}|]*?)(?:\|([^}]*))?\}")
_SUBSTITUTION = re.compile(r"\|([A-Za-z][\w -]*)\|_?")
_ADDRESS = re.compile(r"<?\b(?:https?|ftp)://[^\s>)\]]+>?|\b[\w.+-]+@[\w-]+\.[\w.]+\b")
_FOOTNOTE = re.compile(r"\[[#*]?\w{0,8}\]_|\[\^\w+\]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]?\s+(?=[\"'(\[]?[A-Z0-9])")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-.:/$]+")
_BOILERPLATE = re.compile(
    r"licensed under the|without warrant|all rights reserved|copyright \(c\)|permission is hereby granted|redistributions? (of|in)"
    r"|apache license|auto.?generated|do not edit|npm install [@\w./-]+$|img\.shields\.io|SPDX-License|noqa|eslint-disable",
    re.IGNORECASE,
)
_COMMON = frozenset(
    "the a an of to and in is for that it on with as be this are by or from at not can will if you we which his he was has have "
    "when all but they their your its use used how what i my do more one no so there".split()
)


def plain(text: str) -> str:
    """One line of plain text from a paragraph of Markdown, reStructuredText, doc comments or HTML."""
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(lambda m: m[1] or m[2] or "", text)
    text = _ROLE.sub(lambda m: _ROLE_TARGET.sub(r"\1", m[1]).lstrip("~!"), text)
    text = _RST_LINK.sub(lambda m: m[1] or m[2], text)
    text = _JSDOC_LINK.sub(lambda m: m[2] or m[1], text)
    text = _TICKS.sub(r"\1", text)
    text = _STRONG.sub(lambda m: m[1] or m[2], text)
    text = _TAG.sub(" ", text)
    text = html.unescape(_SUBSTITUTION.sub(r"\1", _FOOTNOTE.sub("", text)))
    text = _ADDRESS.sub("", text).replace("\u00ad", "").replace("\u200b", "").replace("\\", "")
    return _SPACE.sub(" ", text).replace(" ,", ",").replace(" .", ".").replace("( )", "").replace("()", "").strip(" \t|*_~")


def fit(text: str) -> bool:
    """Whether a plain text of 20 characters or more reads as English."""
    if len(text) < 20 or _BOILERPLATE.search(text):
        return False
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if len(words) < 3 or letters < 0.66 * len(text) or max(map(len, words)) > 45:
        return False
    # A run of eight words without one common word is a list of names, a table or another language.
    return len(words) < 8 or sum(word.lower() in _COMMON for word in words) >= max(1, len(words) // 12)


def fit_code(code: str) -> bool:
    """Whether a chunk of source code of 200 to 1,200 characters carries words, and no tables of figures or digests."""
    lines = code.splitlines()
    if not 200 <= len(code) <= 1200 or len(lines) < 4 or max(map(len, lines)) > 200 or _BOILERPLATE.search(code):
        return False
    words = _WORD.findall(code)
    letters = sum(map(len, words))
    return len(words) >= 15 and letters >= 0.45 * len(code.replace(" ", "")) and code.isascii() and len(set(words)) > len(words) / 6


def sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(text)


def words_of(name: str) -> str:
    """`getUserName` and `get_user-name` as `get User Name`."""
    return _SPACE.sub(" ", " ".join(_CAMEL.split(name))).strip()


def count_words(text: str) -> int:
    return text.count(" ") + 1
