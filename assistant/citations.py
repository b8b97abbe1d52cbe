"""From the draft of a model to an answer whose every sentence stands in the article."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from assistant.anaphora import hides_subject, leans_back, without_yes_or_no
from assistant.answer import Citation
from assistant.markers import MARKER, marker_numbers, neutralise, neutralise_markers
from assistant.orders import is_order
from assistant.quote import shown
from assistant.support import Evidence, why_unsupported
from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.layout import is_byline
from embeddings.passages import Passage
from embeddings.sentences import sentence_spans
from embeddings.text import Language, detect_language, fold

__all__ = [
    "LEAST_LOG_ODDS",
    "NOT_FOUND",
    "Claim",
    "Follows",
    "Verified",
    "is_refusal",
    "neutralise",
    "neutralise_markers",
    "number",
    "parse",
    "verify",
]

NOT_FOUND: Final = "NOT_FOUND"
"""What the prompts ask a model to say where the sentences don't answer."""

Follows = Callable[[str, Sequence[str]], float]
"""A claim, and the sentences that it cites in the article's order -> the log-odds that it follows from them."""

LEAST_LOG_ODDS: Final = -1.0
"""A claim that is less likely to follow does not stand; a tenth of the written claims that follow, and were not learned
from, are less likely."""

MAX_DRAFT: Final = 8000
"""Characters of a draft that are read; three sentences are far fewer."""

_ASTRAY: Final = "it doesn't follow from what it cites"
_ALONE: Final = "what it leans on is dropped"

# Both begin where a run of their first characters does: to begin in the middle as well takes quadratic time.
_MARKER_HERE: Final = regex.compile(rf"(?:(?<![^\S\n])[^\S\n]++)?+{MARKER.pattern}")
_END: Final = regex.compile(r"(?<![.!?؟۔…])[.!?؟۔…]++[\"'”’»)\s]*$")
_LETTER: Final = regex.compile(r"[\p{L}\p{N}]")
_SIGN: Final = regex.compile(r"[\p{S}%&@/]|\p{Pd}(?=\d)")
"""What is no word and means something: $5 is not €5, nor -5 5."""

_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[.,:]\p{N}+)*")
_UNREAD: Final = regex.compile(r"[\u064B-\u0652\u0670\u0640\p{Cf}]")
"""Tashkeel, tatweel, and what nobody sees."""

_DIGIT: Final = regex.compile(r"\p{Nd}")
_POINTS: Final = str.maketrans("٫٬", ".,")

_BOLD: Final = regex.compile(r"(?<!\d)\*\*+|\*\*+(?!\d)")
_BULLET: Final = regex.compile(r"^\s*(?:[-*•–#>]+\s+|\p{N}{1,2}[.)]\s+)+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a draft without its markers, and the numbers that stood in them."""

    text: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What is left of a draft; `text` is "" where none of its sentences stands.

    The numbers `[n]` in `text` are the markers of `citations`, 1, 2, … in order of first appearance.
    `dropped` are the sentences that didn't stand, each with the reason, and `instead` is what they cite, to be quoted
    where `text` is "". `across` tells that one that stands cites nothing in its own language, so that not every word of
    it could be compared.
    """

    text: str
    citations: tuple[Citation, ...]
    dropped: tuple[tuple[str, str], ...]
    instead: tuple[Passage, ...]
    across: bool = False


def number(sources: Sequence[Passage], language: Language) -> str:
    """The sources as a model reads them: `[1] …`, one a line, under the title of their section.

    A source with a parallel translation in `language` is given in translation. Neutralised: nothing in a
    source can look like a number of ours or like a control token.
    """
    lines: list[str] = []
    paragraph, section = None, None
    for place, source in enumerate(sources, 1):
        if lines and source.paragraph != paragraph:
            lines.append("")
        if source.section and source.section != section:
            lines.append(f"## {neutralise(source.section)}")
        paragraph, section = source.paragraph, source.section
        lines.append(f"[{place}] {neutralise(_reading(source, language))}")
    return "\n".join(lines)


def _reading(source: Passage, language: Language) -> str:
    if source.translation and detect_language(source.text, language) != language:
        return source.translation
    return source.text


def is_refusal(draft: str) -> bool:
    """Whether the model says that the sentences don't answer."""
    return draft.strip().strip("*`\"'«».").startswith(NOT_FOUND)


def parse(draft: str) -> tuple[Claim, ...]:
    """The sentences of `draft`, each with its markers.

    A marker belongs to the sentence that it stands in or after; on a line that begins with one, to the
    sentence that it stands before.
    """
    claims: list[Claim] = []
    for line in draft[:MAX_DRAFT].splitlines():
        found = list(_claims(_BULLET.sub("", _BOLD.sub("", line))))
        if claims and found and not found[0].text:
            claims[-1] = Claim(claims[-1].text, _unique(claims[-1].markers + found.pop(0).markers))
        claims.extend(claim for claim in found if claim.text)
    return tuple(claims)


def _claims(line: str) -> Iterator[Claim]:
    """The claims of one line; a line of markers alone is a claim without text."""
    bare, marks = _lift(line)
    spans = [span for span in sentence_spans(bare, detect_language(bare)) if _LETTER.search(bare, *span)]
    if not spans:
        yield Claim("", _unique(n for _, numbers in marks for n in numbers))
        return
    leading = bool(marks) and not _LETTER.search(bare[: marks[0][0]])
    owned: list[list[int]] = [[] for _ in spans]
    for position, numbers in marks:
        before = [i for i, (start, _) in enumerate(spans) if start < position]
        after = [i for i, (_, end) in enumerate(spans) if end > position]
        owner = (after or before) if leading else (before[-1:] or after)
        owned[owner[0]].extend(numbers)
    for (start, end), own in zip(spans, owned, strict=True):
        yield Claim(bare[start:end], _unique(own))


def _lift(line: str) -> tuple[str, list[tuple[int, tuple[int, ...]]]]:
    """The line without its markers, and for each where it stood in that and what it says."""
    bare, marks, position = "", [], 0
    for match in _MARKER_HERE.finditer(line):
        bare += line[position : match.start()]
        marks.append((len(bare), marker_numbers(match["numbers"])))
        position = match.end()
        if _LETTER.match(line[position : position + 1]):
            bare += " "
    return bare + line[position:], marks


def _unique(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def verify(
    draft: str,
    sources: Sequence[Passage],
    question: str,
    language: Language,
    article: Article,
    follows: Follows | None = None,
) -> Verified:
    """Keep the sentences of `draft` that stand in the `sources` they cite, and cite them in `article`.

    `sources` are numbered from 1 as `number` gave them to the model. See `assistant.support` for what a sentence must
    show. One that shows it, but doesn't follow from what it cites as far as `follows` can tell, gives way to what it
    cites: what can be read in `language` and no sentence that stands cites, `MAX_QUOTE_WORDS` words in all. So does
    one that leans on a sentence that is dropped: "she" would be who is named in the one before.
    """
    reasons: dict[Claim, str | None] = {}
    fallen = False
    for claim in parse(draft):
        if claim not in reasons:
            # "No, he didn't" leans on what was asked, and "he" on what is dropped.
            said = without_yes_or_no(claim.text)
            alone = fallen and (leans_back(said) or hides_subject(said))
            why = _why_not(claim, sources, question, language, article, None if alone else follows)
            reasons[claim] = why or (_ALONE if alone else None)
        # A "Yes." that cites nothing is dropped, and nothing leans on it.
        if _LETTER.search(without_yes_or_no(claim.text)):
            fallen = reasons[claim] is not None
    dropped = tuple((claim.text, reason) for claim, reason in reasons.items() if reason)
    missed = _unique(n for claim, reason in reasons.items() if reason for n in claim.markers)
    instead = tuple(source for n, source in enumerate(sources, 1) if n in missed and _may_be_quoted(source, article))
    if all(reasons.values()):
        return Verified("", (), dropped, instead)
    text, citations = _assemble(_with_quotes(reasons, sources, language, article), sources)
    standing = (claim for claim, reason in reasons.items() if not reason)
    across = any(not _evidence(_cited(claim, sources), article).is_in(language) for claim in standing)
    return Verified(text, citations, dropped, instead, across)


def _with_quotes(
    reasons: Mapping[Claim, str | None], sources: Sequence[Passage], language: Language, article: Article
) -> Iterator[Claim]:
    """The claims that stand, and in place of those that don't follow, or would stand alone, what they cite."""
    last: Passage | None = None
    said = [_said(sources[n - 1].text) for claim, reason in reasons.items() if not reason for n in claim.markers]
    room = MAX_QUOTE_WORDS
    for claim, reason in reasons.items():
        if not reason:
            last = sources[claim.markers[-1] - 1]
            yield claim
        if reason not in (_ASTRAY, _ALONE):
            continue
        for n in claim.markers:
            source = sources[n - 1]
            text, same = shown(source, article, language), _said(source.text)
            length = len(text.split())
            fits = length <= room and _is_sentence(_reading(source, language), language)
            if fits and same not in said and not _is_torn(source, last, language, article):
                said.append(same)
                room -= length
                last = source
                yield Claim(text, (n,))


def _is_torn(source: Passage, last: Passage | None, language: Language, article: Article) -> bool:
    """Whether a sentence that leans back would stand behind another than in the article."""
    text = _reading(source, language)
    if not leans_back(text) and not hides_subject(text):
        return False
    return last is None or not last.end <= source.start or bool(article.text[last.end : source.start].strip())


def _may_be_quoted(source: Passage, article: Article) -> bool:
    return article.text[source.start : source.end] == source.text and not is_order(source.text)


def _is_sentence(text: str, language: Language) -> bool:
    """Whether `text` can stand among sentences in `language`."""
    return detect_language(text, language) == language and bool(_END.search(text)) and not is_byline(text)


def _said(text: str) -> tuple[list[str], list[str]]:
    """Equal where two texts say the same word for word, as they are spelt; tashkeel, stops, quotation marks, the script
    of digits and what stands before a list item aside.
    """
    bare = _UNREAD.sub("", _BULLET.sub("", neutralise(unicodedata.normalize("NFC", text))))
    digits = _DIGIT.sub(lambda digit: fold(digit[0]), bare)
    return _WORD.findall(digits.translate(_POINTS)), _SIGN.findall(fold(bare))


def _why_not(
    claim: Claim,
    sources: Sequence[Passage],
    question: str,
    language: Language,
    article: Article,
    follows: Follows | None,
) -> str | None:
    if not claim.markers:
        return "it cites nothing"
    if wrong := [n for n in claim.markers if not 1 <= n <= len(sources)]:
        return f"there is no sentence {wrong[0]}"
    cited = _cited(claim, sources)
    if forged := [s for s in cited if article.text[s.start : s.end] != s.text]:
        return f"the source at {forged[0].start} isn't the article's text"
    if detect_language(claim.text, language) != language:
        return f"it isn't in {language!r}"
    reason = why_unsupported(claim.text, _evidence(cited, article), question, language)
    if reason is None and follows and not _is_entailed(claim, cited, language, follows):
        return _ASTRAY
    return reason


def _cited(claim: Claim, sources: Sequence[Passage]) -> list[Passage]:
    return [sources[n - 1] for n in claim.markers]


def _is_entailed(claim: Claim, cited: Iterable[Passage], language: Language, follows: Follows) -> bool:
    """A copy of what the model was given follows; of the rest `follows` is asked."""
    read = [_reading(source, language) for source in sorted(cited, key=lambda source: source.start)]
    if any(_said(claim.text) == _said(text) for text in read):
        return True
    return follows(claim.text, read) >= LEAST_LOG_ODDS


def _evidence(cited: Sequence[Passage], article: Article) -> Evidence:
    other: Language = "en" if article.language == "ar" else "ar"
    cited = sorted(cited, key=lambda source: source.start)
    # The articles of a library are not all in one language.
    return Evidence(
        tuple(
            tuple(
                (text, detect_language(text, default))
                for text, default in ((source.text, article.language), (source.translation, other))
                if text
            )
            for source in cited
        )
    )


def _assemble(kept: Iterable[Claim], sources: Sequence[Passage]) -> tuple[str, tuple[Citation, ...]]:
    """Put the claims together and number their citations anew; one place is one citation."""
    numbers: dict[tuple[int, int], int] = {}
    cited: dict[int, tuple[Passage, bool]] = {}
    parts: list[str] = []
    for claim in kept:
        verbatim = all(_said(claim.text) == _said(sources[n - 1].text) for n in claim.markers)
        markers: list[int] = []
        for source in (sources[n - 1] for n in claim.markers):
            marker = numbers.setdefault((source.start, source.end), len(numbers) + 1)
            cited[marker] = (source, verbatim and cited.get(marker, (source, True))[1])
            markers.append(marker)
        parts.append(_marked(neutralise_markers(claim.text), _unique(markers)))
    return " ".join(parts), tuple(Citation.of(marker, *cited[marker]) for marker in sorted(cited))


def _marked(text: str, markers: Sequence[int]) -> str:
    """`text` with its markers before the full stop."""
    end = _END.search(text)
    body, stop = (text[: end.start()], text[end.start() :].rstrip()) if end else (text, "")
    return f"{body.rstrip()} {''.join(f'[{n}]' for n in markers)}{stop}"
