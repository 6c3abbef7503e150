"""Reads Markdown, reStructuredText and plain text into sections: a path of headings with its paragraphs and code.

Line by line and forgiving: what it can't place it leaves out. It doesn't follow includes, and ignores tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .clean import plain


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
_CODE_DIRECTIVES = frozenset(
    ["code", "code-block", "sourcecode", "parsed-literal", "ipython", "plot", "doctest", "testcode", "jupyter-execute"]
)
_PROSE_DIRECTIVES = frozenset(
    [
        "note",
        "warning",
        "tip",
        "important",
        "hint",
        "attention",
        "caution",
        "admonition",
        "seealso",
        "versionadded",
        "topic",
        "danger",
    ]
)


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
        elif (
            stripped
            and not para
            and _UNDERLINE.match(following)
            and len(following.strip()) >= len(stripped) - 2
            and not line.startswith((" ", "|", "+"))
            and not _UNDERLINE.match(line)
        ):
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
        elif (
            not stripped
            or _UNDERLINE.match(line)
            or stripped.startswith(("|", "+--", "<!--", "[![", "<img", "{%", "{{", ":::", ">>>", "import ", "@"))
        ):
            close()
            n += 1
        elif _FIELD.match(line):
            close()
            n += 1
        else:
            if _LIST.match(line):
                close()
                line = _LIST.sub("", line)
            if (
                len(line) - len(line.lstrip()) >= 4
                and not para
                and section.codes is not None
                and _looks_like_code(stripped)
            ):
                end = block(n, 3)
                section.codes.append((section.paragraphs[-1] if section.paragraphs else "", _dedent(lines[n:end])))
                n = max(end, n + 1)
                continue
            para.append(line.rstrip())
            if stripped.endswith("::"):
                para[-1] = para[-1].rstrip(":") + ":"
                close()
                end = block(n + 1, len(line) - len(line.lstrip()))
                section.codes.append(
                    (section.paragraphs[-1] if section.paragraphs else "", _dedent(lines[n + 1 : end]))
                )
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
