"""Makes texts and pairs out of sections: passages, sentences, code, headings with what they head."""

from collections.abc import Iterator
from zlib import crc32

from .clean import count_words, fit, fit_code, sentences
from .markup import Section
from .material import Item, pair, text

PASSAGE_WORDS = (50, 200)


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
    "parameters returns notes note examples example usage install installation introduction overview "
    "description attributes methods see also "
    "options api references raises yields api reference getting started features summary requirements details "
    "synopsis contributing support "
    "documentation background motivation rule options settings license author authors credits about links "
    "resources".split()
)


#: Headings of lists of arguments: what is below them answers no question.
_LISTS = frozenset(
    [
        "parameters",
        "other parameters",
        "returns",
        "raises",
        "yields",
        "attributes",
        "methods",
        "references",
        "see also",
        "warns",
    ]
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
    if last.lower().rstrip(":") in _LISTS:
        return ""
    # A heading such as "Usage" means nothing alone: what it belongs to goes before it.
    if len(headings) > 1 and (all(word in _GENERIC for word in last.lower().split()) or count_words(last) < 2):
        last = f"{headings[0]}: {last}" if len(headings) == 2 else f"{headings[-2]}: {last}"
    return last if count_words(last) >= 2 and 8 <= len(last) <= 160 else ""
