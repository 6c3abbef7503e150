"""Cuts documents (Markdown, reStructuredText, plain text, HTML) into sections, and sections into training material.

A section is a path of headings with its paragraphs and code. The readers are line by line and forgiving: what they can't
place they leave out. They don't follow includes, and they ignore tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from zlib import crc32

from .clean import count_words, fit, fit_code, plain, sentences
from .material import Item, pair, text

PASSAGE_WORDS = (50, 200)


@dataclass
class Section:
    headings: list[str]
    paragraphs: list[str] = field(default_factory=list)
    #: Each piece of code with the paragraph before it.
    codes: list[tuple[str, str]] = field(default_factory=list)


_ATX = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^([=\-~^\"'`#*+.:_])\1{2,}\s*$")
_FENCE = re.compile(r"^\s*(```+|~~~+)")
_DIRECTIVE = re.compile(r"^(\s*)\.\.\s+(?:([\w:-]+)::(.*)|.*)$")
_OPTION = re.compile(r"^\s+:[\w -]+:")
_FIELD = re.compile(r"^\s*:(param|type|returns?|rtype|raises?)\b")
_LIST = re.compile(r"^\s*([-*+•]|\d+[.)]|#\.)\s+")
_CODE_DIRECTIVES = frozenset(["code", "code-block", "sourcecode", "parsed-literal", "ipython", "plot", "doctest", "testcode", "jupyter-execute"])
_PROSE_DIRECTIVES = frozenset(["note", "warning", "tip", "important", "hint", "attention", "caution", "admonition", "seealso", "versionadded", "topic", "danger"])


def sections_of_markup(document: str) -> Iterator[Section]:
    """The sections of a Markdown, reStructuredText or plain text document."""
    lines = document.expandtabs(4).splitlines()
    headings: list[tuple[int, str]] = []
    marks: dict[str, int] = {}
    section = Section([])
    para: list[str] = []
    n = 0

    def close() -> None:
        if para:
            joined = plain(" ".join(line.strip() for line in para))
            if joined:
                section.paragraphs.append(joined)
            para.clear()

    def head(level: int, title: str) -> Section:
        while headings and headings[-1][0] >= level:
            headings.pop()
        headings.append((level, plain(title)))
        return Section([heading for _, heading in headings if heading])

    def block(start: int, indent: int) -> int:
        end = start
        while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
            end += 1
        return end

    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:60]):
        n = next(i for i in range(1, len(lines)) if lines[i].strip() == "---") + 1
    while n < len(lines):
        line = lines[n]
        stripped = line.strip()
        following = lines[n + 1] if n + 1 < len(lines) else ""
        if fence := _FENCE.match(line):
            close()
            end = n + 1
            while end < len(lines) and not lines[end].strip().startswith(fence[1]):
                end += 1
            section.codes.append((section.paragraphs[-1] if section.paragraphs else "", "\n".join(lines[n + 1 : end])))
            n = end + 1
        elif atx := _ATX.match(line):
            close()
            yield section
            section = head(len(atx[1]), atx[2])
            n += 1
        elif stripped and not para and _UNDERLINE.match(following) and len(following.strip()) >= len(stripped) - 2 and not line.startswith((" ", "|", "+")) and not _UNDERLINE.match(line):
            close()
            yield section
            level = marks.setdefault(following[0], len(marks) + 1)
            section = head(level, stripped)
            n += 2
        elif directive := _DIRECTIVE.match(line):
            close()
            name = directive[2] or ""
            end = block(n + 1, len(directive[1]))
            if name in _CODE_DIRECTIVES:
                body = [inner for inner in lines[n + 1 : end] if not _OPTION.match(inner)]
                section.codes.append((section.paragraphs[-1] if section.paragraphs else "", _dedent(body)))
                n = end
            elif name in _PROSE_DIRECTIVES:
                n += 1
            else:
                n = end
        elif not stripped or _UNDERLINE.match(line) or stripped.startswith(("|", "+--", "<!--", "[![", "<img", "{%", "{{", ":::", ">>>", "import ", "@")):
            close()
            n += 1
        elif _FIELD.match(line):
            close()
            n += 1
        else:
            if _LIST.match(line):
                close()
                line = _LIST.sub("", line)
            if len(line) - len(line.lstrip()) >= 4 and not para and section.codes is not None and _looks_like_code(stripped):
                end = block(n, 3)
                section.codes.append((section.paragraphs[-1] if section.paragraphs else "", _dedent(lines[n:end])))
                n = max(end, n + 1)
                continue
            para.append(line.rstrip())
            if stripped.endswith("::"):
                para[-1] = para[-1].rstrip(":") + ":"
                close()
                end = block(n + 1, len(line) - len(line.lstrip()))
                section.codes.append((section.paragraphs[-1] if section.paragraphs else "", _dedent(lines[n + 1 : end])))
                n = end
                continue
            n += 1
    close()
    yield section


def _looks_like_code(line: str) -> bool:
    return bool(re.search(r"[{};=]|\)$|^\$ |^>>> |^(import|from|def|class|var|const|let|return|if|for) ", line))


def _dedent(lines: list[str]) -> str:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines).strip("\n")


class _Page(HTMLParser):
    """Collects the sections of one HTML page."""

    _BREAKS = frozenset(["p", "li", "dd", "dt", "div", "td", "th", "tr", "section", "blockquote", "br", "ul", "ol", "dl", "table"])
    _SILENT = frozenset(["script", "style", "nav", "head", "footer", "table", "select"])

    def __init__(self) -> None:
        super().__init__()
        self.done: list[Section] = []
        self.section = Section([])
        self.headings: list[tuple[int, str]] = []
        self.buffer: list[str] = []
        self.silent = 0
        self.pre = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self._SILENT:
            self.silent += 1
        if tag in self._BREAKS or tag == "pre" or re.fullmatch("h[1-6]", tag):
            self.flush()
        self.pre = self.pre or tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self.silent = max(0, self.silent - 1)
        if re.fullmatch("h[1-6]", tag):
            title = plain("".join(self.buffer)).rstrip("¶#")
            self.buffer.clear()
            self.done.append(self.section)
            while self.headings and self.headings[-1][0] >= int(tag[1]):
                self.headings.pop()
            self.headings.append((int(tag[1]), re.sub(r"^[\d.]+\s+", "", title)))
            self.section = Section([heading for _, heading in self.headings if heading])
        elif tag == "pre":
            code = "".join(self.buffer).strip("\n")
            self.buffer.clear()
            self.section.codes.append((self.section.paragraphs[-1] if self.section.paragraphs else "", code))
            self.pre = False
        elif tag in self._BREAKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.buffer.append(data)

    def flush(self) -> None:
        joined = plain("".join(self.buffer))
        self.buffer.clear()
        if joined:
            self.section.paragraphs.append(joined)


def sections_of_html(document: str) -> Iterator[Section]:
    page = _Page()
    page.feed(document)
    page.flush()
    yield from page.done
    yield page.section


def passages(paragraphs: list[str]) -> list[str]:
    """Runs of paragraphs merged, or a long one split at sentence ends, into passages of about 50 to 200 words."""
    result: list[str] = []
    held: list[str] = []
    size = 0
    pieces = [piece for paragraph in paragraphs if fit(paragraph) for piece in _split_long(paragraph)]
    for piece in pieces:
        words = count_words(piece)
        if held and size + words > PASSAGE_WORDS[1]:
            result.append(" ".join(held))
            held, size = [], 0
        held.append(piece)
        size += words
        if size >= PASSAGE_WORDS[0]:
            result.append(" ".join(held))
            held, size = [], 0
    if held:
        result.append(" ".join(held))
    return result


def _split_long(paragraph: str) -> Iterator[str]:
    if count_words(paragraph) <= PASSAGE_WORDS[1]:
        yield paragraph
        return
    held: list[str] = []
    for sentence in sentences(paragraph):
        held.append(sentence)
        if count_words(" ".join(held)) >= 110:
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)


_GENERIC = frozenset(
    "parameters returns notes note examples example usage install installation introduction overview description attributes methods see also "
    "options api references raises yields api reference getting started features summary requirements details synopsis contributing support "
    "documentation background motivation rule options settings license author authors credits about links resources".split()
)


def material_of(section: Section) -> Iterator[Item]:
    """Texts and pairs out of one section."""
    found = passages(section.paragraphs)
    yield from (text("passage", passage) for passage in found)
    for paragraph in section.paragraphs:
        if not fit(paragraph):
            continue
        for sentence in sentences(paragraph):
            # About one sentence in three, chosen by its own checksum.
            if 5 <= count_words(sentence) <= 30 and crc32(sentence.encode()) % 3 == 0 and fit(sentence):
                yield text("sentence", sentence)
    if found and (title := _title(section.headings)):
        yield pair("heading", title, found[0])
    for before, after in zip(found, found[1:]):
        if crc32(before.encode()) % 4 == 0:
            yield pair("adjacent", sentences(before)[0] if count_words(before) > 60 else before, after)
    for before, code in section.codes:
        code = code[:1200].rsplit("\n", 1)[0] if len(code) > 1200 else code
        if fit_code(code):
            yield text("code", code)
            if before and 4 <= count_words(before) <= 60 and fit(before):
                yield pair("code", sentences(before)[-1], code)


def _title(headings: list[str]) -> str:
    if not headings:
        return ""
    last = headings[-1]
    # A heading such as "Usage" means nothing alone: what it belongs to goes before it.
    if len(headings) > 1 and (all(word in _GENERIC for word in last.lower().split()) or count_words(last) < 2):
        last = f"{headings[0]}: {last}" if len(headings) == 2 else f"{headings[-2]}: {last}"
    return last if count_words(last) >= 2 and 8 <= len(last) <= 160 else ""
