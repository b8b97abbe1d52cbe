"""How a plain text is laid out: its blocks, and which of them are titles.

Plain text marks nothing, so everything here is a guess from the shape of the lines. The guesses err to one
side: a title taken for a paragraph can still be quoted, a paragraph taken for a title can't.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from embeddings.days import before_date, is_date, is_part_of_date, tells_time
from embeddings.facts import closes_letter, has_label, is_fact
from embeddings.items import (
    BULLET,
    ITEM,
    MAX_SHORT_CHARACTERS,
    NUMBERED,
    counts_on,
    ends_sentence,
    has_figure,
    is_list_item,
    is_row,
    is_short,
    tells_quantity,
    unmarked_items,
)
from embeddings.text import fold, visible_span

Span = tuple[int, int]

_MAX_PHRASE_WORDS: Final = 6
_MAX_MARKED_TITLE_CHARACTERS: Final = 200
_MAX_BYLINE_CHARACTERS: Final = 150
_WRAP_COLUMNS: Final = range(40, 101)

_LINE: Final = regex.compile(r"([^\n\r\u2028\u2029\v\f\x85]*+)(\r\n|[\n\r\u2028\u2029\v\f\x85]|$)")
_QUESTION: Final = regex.compile(r"[\p{L}\p{N}\s][?؟]+[\s\p{Cf}]*$")
_HEADING_MARK: Final = regex.compile(r"^\p{Cf}*#{1,6}\s+")
_LETTER: Final = regex.compile(r"\p{L}")
_COLON: Final = regex.compile(r"[:：][\s\p{Cf}]*$")
_ASKS: Final = regex.compile(r"[?؟][\"'”’»)\]\s\p{Cf}]*$")

# "Q: Who paid for it?" is said, and what is said to it says nothing alone.
_LABELLED: Final = regex.compile(r"^[\s\p{Cf}*_]*(?:Q|Question|س|سؤال)\s?\d{0,3}\s?[:.)]")
_WHEN_PUBLISHED: Final = regex.compile(
    r"^[\s\p{Cf}]*(?:(?i:(?:last\s+)?(?:published|updated|posted)|embargoed\s+until)|نُ?شرت?|آخر\s+تحديث|حُ?دّ?ث)\P{N}{0,40}\p{N}"
)
# Over folded text. "Date: 9 June 2025" may be that of a concert.
_PUBLISHED: Final = regex.compile(
    r"^\W*(?:(?:(?:first|last|originally) )?(?:published|posted|updated|modified)|publication date"
    r"|(?:strictly )?embargo(?:ed)? (?:until|till)|not for (?:release|publication|broadcast) (?:before|until)"
    r"|نشرت?|حدثت?|اخر تحديث|تاريخ (?:ال)?(?:نشر|تحديث)"
    r"|(?:محظور|يحظر|لا ي|غير قابل لل) ?(?:ال)?(?:نشر|نشره) (?:قبل|حتي))"
    r"(?: (?:المقال|المقاله|الخبر))?(?: (?:on|at|في|بتاريخ|يوم))*+(?!\p{L})"
)
# What stands over a press release: an embargo needs no year, and that it is one no day.
_EMBARGO: Final = regex.compile(r"^\W*(?:(?:strictly )?embargo|not for |(?:محظور|يحظر|لا ينشر|غير قابل))")
_RELEASE: Final = regex.compile(
    r"^\W*(?:(?:(?:press|news|media) (?:release|statement)|for immediate (?:release|publication|use)"
    r"|(?:(?:مسموح|متاح|صالح) )?للنشر(?: الفوري)?|(?:بيان|بلاغ|خبر) (?:صحفي|صحافي|اعلامي))(?:\W+|$))+"
)
# Whom journalists may ask. "المكتب الإعلامي: …" may be followed by what it says.
_CONTACT: Final = regex.compile(
    r"^\W*(?:(?:for )?(?:press|media) (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|queries)"
    r"(?: ?[:：]|,? (?:please )?(?:contact|call|e-?mail|write to)\b)"
    r"|(?:لل|ال)?(?:تواصل|اتصال|استفسار|استفسارات) (?:مع )?(?:ال)?(?:اعلامي|صحفي|صحافي|صحافه)(?:ه)? ?[:：]"
    r"|(?:جهه|مسوول|مسووله) (?:ال)?(?:اتصال|تواصل) (?:ال)?(?:اعلامي|صحفي|صحافي)(?:ه)? ?[:：])"
)
_UPDATED: Final = regex.compile(r"^\W*(?:last )?(?:updated|modified)|^\W*(?:حدث|اخر تحديث|تاريخ (?:ال)?تحديث)")
_BETWEEN: Final = regex.compile(r"\s[-–—|•·/]\s|[,،]\s|[()]")
_AGENCY: Final = regex.compile(
    r"(?<!\p{L})(?:agency|newswire|reuters|afp|ap|upi|dpa|bbc|cnn|tass|xinhua"
    r"|وكال(?:ه|ات)|رويترز|فرانس برس|ا\.? ?ف\.? ?ب|د\.? ?ب\.? ?ا|اسوشيتد|الاناضول|سبوتنيك|شينخوا|صحيفه|جريده)(?!\p{L})"
)
_PAPER: Final = regex.compile(
    r"\p{Lu}[\p{L}\p{M}'’-]*+(?: \p{Lu}[\p{L}\p{M}'’-]*+){0,3}"
    r" (?:News|Press|Wire|Times|Post|Herald|Gazette|Tribune|Daily|Journal)"
)
_PLACE_IN_CAPITALS: Final = regex.compile(r"\p{Lu}{2}[\p{Lu} .'’-]{0,30}, ")

# "كتب" is "wrote" and "books", "تقرير" a report that is news itself: only a colon makes them a byline. "By" may
# open any sentence: names follow it in a byline, and nothing else. What somebody is to the paper stands in small
# letters; a day is told from a name by what may stand before it.
_NAMES: Final = r"(?:\s+(?:\p{Lu}[\p{L}\p{M}\p{N}.'’-]*+|and|in|for|of|de|van|von|bin|ibn|al|el|&|[|–—-])[,;]?)+"
_ROLE: Final = (
    r"(?:\s+[\p{L}\p{M}'’-]++){0,6}?\s+(?:reporter|correspondent|editor|writer|columnist|journalist|critic|analyst|contributor"
    r"|commentator|producer|photographer|author|professor|lecturer|fellow|researcher|staff)s?"
    r"(?:[,;]?\s+(?:at|in|for|of|the|and|on|\p{Lu}[\p{L}\p{M}\p{N}.'’-]*+))*+"
)
_BYLINE: Final = regex.compile(
    r"[\s\p{Cf}*_]*(?:"
    r"(?:(?i:(?:written|reporting|story|edited|translated|words|text|interview)\s+by|by|from|source|author)"
    r"|كتبته|كتبتها|كتبت|كتبه|كتبها|كتب|بقلم|إعداد|اعداد|أعده|أعدته|تقرير|تحرير|ترجمة|المصدر|مصدر|الكاتب|الكاتبة)"
    r"\s*[:：/]"
    # "حوار: هل ينجح الاتفاق؟" is a title.
    r"|(?:(?:ال)?حوار|(?:أ|ا)جر(?:ى|ت)\s+(?:الحوار|المقابلة|اللقاء|التحقيق)|(?:أ|ا)جرا(?:ه|ها)|حاور(?:ه|ها|ته|تها|هم)|(?:ال)?مقابلة)"
    r"\s*[:：/](?:\s*[\p{L}\p{M}.-]++){1,4}[\s\p{Cf}*_]*$"
    r"|(?:رأي|مقال|عمود|قلم|بروفايل|متابعة|تغطية|تصوير)\s*[:：/]\s*(?!(?:لا|ما|هل|من|كيف|لماذا|متى|أين|في|على|إلى|عن|بين)\s)"
    r"(?:[\p{L}\p{M}.-]++\s*){2,3}[\p{Cf}*_]*$"
    # Of those in a team the name may be in quotation marks, as that of a paper is.
    r"|(?:متابعة|تغطية|تصوير)\s*[:：/]\s*(?:(?:فريق|قسم|أسرة|وكالة|صحيفة|موقع|مكتب|مراسلو|محررو)\s+"
    r"(?:[«\"“]?[\p{L}\p{M}.-]++[»\"”]?\s*){1,4}|[«\"“]\s*(?:[\p{L}\p{M}.-]++\s*){1,3}[»\"”]\s*)[\p{Cf}*_]*$"
    r"|بقلم\s"
    r"|(?i:(?:(?:written|reporting|story|words|text|interview|opinion|analysis|comment|review|profile|essay|photographs"
    r"|reviewed|interviewed)"
    rf"\s+)?by){_NAMES}[\s\p{{Cf}}*_]*$"
    rf"|(?i:by)\s+\p{{Lu}}[\p{{L}}\p{{M}}.'’-]*+{_NAMES}(?<=[,|–—-])(?:\s*[|–—-])?{_ROLE}[\s\p{{Cf}}*_]*$"
    r")"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a title at `[start, end)` of the text; `heading` is the title's words, or None. A paragraph that
    `stands_over` a list is what its items are under, as they are under a title.
    """

    start: int
    end: int
    heading: str | None = None
    stands_over: bool = False


def blocks(text: str) -> Iterator[Block]:
    """The lines of `text`, or whole blocks where a block is one hard-wrapped paragraph.

    There is at least one paragraph in a text with a visible character: the last block is never a title.
    """
    spans = list(_spans(text))
    lines = [text[start:end] for start, end in spans]
    is_marked = any(map(_is_marked, lines))
    items = unmarked_items(lines, [_is_apart(text[a[1] : b[0]]) for a, b in pairwise([(0, 0), *spans])])
    headings = _headings(lines, items)
    for position, ((start, end), line) in enumerate(zip(spans, lines, strict=True)):
        heading = " ".join(strip_heading_mark(line).split()) if headings[position] else None
        may_be = heading is None and not is_marked and position not in items and _could_be_heading(line)
        yield Block(start, end, heading, may_be and _announces_at(lines, position, items))


def strip_heading_mark(line: str) -> str:
    """`line` without the number signs that make it a title in Markdown."""
    return _HEADING_MARK.sub("", line)


def is_byline(line: str) -> bool:
    """Whether `line` says who wrote or published the article or when, or whom journalists may ask about it, and nothing
    of what the article is about.
    """
    return names_author(line) or tells_date(line) or _is_release(line) or names_contact(line)


def names_contact(line: str) -> bool:
    """Whether `line` says whom journalists may ask: "Media enquiries: Jane Doe, 0800 555 0100"."""
    return len(line) <= _MAX_BYLINE_CHARACTERS and bool(_CONTACT.match(fold(line)))


def _is_release(line: str) -> bool:
    """Whether `line` says that it may be printed, and no more: "FOR IMMEDIATE RELEASE"."""
    return len(line) <= MAX_SHORT_CHARACTERS and bool(_RELEASE.fullmatch(fold(line)))


def names_author(line: str) -> bool:
    """Whether `line` names who wrote or published the article, and says nothing else, but for a date."""
    if len(line) > _MAX_BYLINE_CHARACTERS:
        return False
    named = before_date(line)
    return bool(_BYLINE.match(named)) and not is_part_of_date(named.partition(" ")[2])  # "By Monday"


def tells_date(line: str) -> bool:
    """Whether `line` is the day on which the article was published or changed, and nothing else but a word for that, or
    the place and the agency.
    """
    others = _beside_date(line)
    if others is None:
        return False
    released = any(_RELEASE.fullmatch(fold(part)) for part in _BETWEEN.split(line)) and len(others) == 1
    return not others or released or _is_source(others) or bool(_PLACE_IN_CAPITALS.match(line))


def names_agency(line: str) -> bool:
    """Whether `line` is the day on which the article was published, and who published it."""
    others = _beside_date(line)
    return others is not None and _is_source(others)


def _beside_date(line: str) -> list[str] | None:
    """What stands in `line` beside a date, cut at dashes, commas and brackets; None where there is no date or more
    than a place and an agency can be.
    """
    # "9 June 2025." may answer a question of the article's own.
    ends = ends_sentence(line) and not _PUBLISHED.match(fold(line[:MAX_SHORT_CHARACTERS]))
    if len(line) > MAX_SHORT_CHARACTERS or ends or is_list_item(line):
        return None
    dates: list[str] = []
    others: list[str] = []
    for part in filter(None, map(str.strip, _BETWEEN.split(line))):
        folded = fold(part)
        opened = _PUBLISHED.match(folded) or _RELEASE.match(folded)
        said = folded[opened.end() :] if opened else part
        if said:
            (dates if is_part_of_date(said) else others).append(said)
    short = len(others) <= 2 and all(len(part.split()) <= 4 and not ends_sentence(part) for part in others)
    dated = is_date(", ".join(dates)) or (bool(dates) and bool(_EMBARGO.match(fold(line))))
    return others if short and dated else None


def _is_source(others: Sequence[str]) -> bool:
    """Whether an agency or a paper is named. "The deadline – 7 May 2026" and "Kick-off, Cairo, 7 May 2026" are news."""
    return any(_AGENCY.search(fold(part)) or _PAPER.fullmatch(part) for part in others)


def tells_publication(line: str) -> bool:
    """Whether `line` begins with when the article was published or changed, though it may say more: "Published 9 June
    2025 in the Coast Times".
    """
    return len(line) <= MAX_SHORT_CHARACTERS and not ends_sentence(line) and bool(_WHEN_PUBLISHED.match(line))


def tells_update(line: str) -> bool:
    """Whether the date that `line` tells is that of a change to the article."""
    return bool(_UPDATED.match(fold(line)))


def announces(line: str, following: str) -> bool:
    """Whether `line` says what the lines from `following` on are: it ends with a colon, stands over a list, or says at
    which time it was.
    """
    if _COLON.search(line) or (tells_time(line) and not tells_time(following)):
        return True
    # A dash before a question is that of an interview, and a line of dashes a rule.
    if not _LETTER.search(line) or _ASKS.search(following):
        return False
    if not (ITEM.match(following) or tells_quantity(following) or _is_first_figures(following)):
        return False
    # "1. Fruit" stands over bullets; a bullet stands over no number.
    is_item = bool(BULLET.match(line)) or counts_on(line, following) or tells_quantity(line)
    return not (is_item or ends_sentence(line) or is_row(line) or is_fact(line) or is_byline(line))


def _is_first_figures(line: str) -> bool:
    """Whether `line` is a row of a table that doesn't say what the columns are, so that the line over it has to."""
    return is_row(line) and has_figure(line) and not is_byline(line)


def _is_apart(gap: str) -> bool:
    """Whether there is a blank line between two lines with `gap` between them."""
    return sum(bool(match[2]) + (match[2] == "\u2029") for match in _LINE.finditer(gap)) > 1


def _headings(lines: Sequence[str], items: Set[int]) -> list[bool]:
    """Which lines are titles: marked ones, and short ones over prose, alone or as title and subtitle.

    More of them in a row are a list or a poem, and text like any other: only a title that opens the article
    stands apart from them. So are those after a colon, which announces them, and a line that announces a list whose
    points say nothing without it, and the `items` of a list without marks. Where titles are marked all of them are,
    and a short line is text.
    """
    headings = [_is_marked(line) for line in lines[:-1]] + [False]
    if any(headings):
        return headings
    is_chronicle = _is_chronicle(lines)
    run: list[int] = []
    for position, line in enumerate(lines):
        # A title that opens the article may be "Moscow: talks resume".
        may_be = position not in items and (_could_be_title(line) or (is_chronicle and is_date(line)))
        if may_be and (position == 0 or not _is_entry(lines, position)):
            run.append(position)
            continue
        for title in _titles(lines, run, items):
            headings[title] = True
        run = []
    return headings


def _announces_at(lines: Sequence[str], position: int, items: Set[int]) -> bool:
    """Whether the line there announces what follows it; what it says of facts, they say themselves."""
    line, following = lines[position], lines[position + 1] if position + 1 < len(lines) else ""
    if tells_time(line) and position > 0 and tells_time(lines[position - 1]):
        return False  # the end of a programme
    if position + 1 in items:
        return announces(line, following) or not (is_row(following) or is_fact(following) or has_label(following))
    # One quantity is no list, and one row no table.
    return announces(line, following) and not (tells_quantity(following) or is_row(following))


def _titles(lines: Sequence[str], run: Sequence[int], items: Set[int]) -> Sequence[int]:
    """Those of a run of short lines that are titles of the prose that follows it."""
    if not run or (run[0] > 0 and _goes_on(lines[run[0] - 1], lines[run[0]])):
        return ()
    if len(run) == 1 or (len(run) == 2 and not NUMBERED.match(lines[run[1]])):
        line, following = lines[run[-1]], lines[run[-1] + 1]
        if counts_on(line, following):
            return ()
        over = run[-1] > 0 and _announces_at(lines, run[-1], items) and not _says_enough(following)
        return run[:-1] if over else run
    return run[:1] if run[0] == 0 and not NUMBERED.match(lines[0]) else ()


def _is_entry(lines: Sequence[str], position: int) -> bool:
    """Whether the line there is a fact, the name under a letter, or one of several in a row that have labels."""
    before, following = lines[max(position - 1, 0) : position], lines[position + 1 : position + 2]
    if is_fact(lines[position]) or any(map(closes_letter, before)):
        return True
    return has_label(lines[position]) and any(map(_is_short_entry, (*before, *following)))


def _is_short_entry(line: str) -> bool:
    return len(line) <= MAX_SHORT_CHARACTERS and has_label(line) and not ends_sentence(line)


def _goes_on(before: str, line: str) -> bool:
    """Whether `line` belongs to a list that is announced or already begun."""
    return before.endswith(":") or counts_on(before, line)


def _says_enough(item: str) -> bool:
    """Whether a point of a list is a sentence, which says something without the line over it, as a step of a guide."""
    return ends_sentence(item) and len(item.split()) > _MAX_PHRASE_WORDS


def _is_chronicle(lines: Sequence[str]) -> bool:
    """Whether `lines` tell what happened day by day, so that a day is the title of what follows."""
    days = [position for position, line in enumerate(lines[:-1]) if is_date(line)]
    return bool(days) and not all(map(is_byline, lines[days[0] : days[-1]]))


def _is_marked(line: str) -> bool:
    return len(line) <= _MAX_MARKED_TITLE_CHARACTERS and bool(_HEADING_MARK.match(line))


def _could_be_heading(line: str) -> bool:
    return (
        is_short(line)
        and (not ends_sentence(line) or bool(_QUESTION.search(line)))
        and not BULLET.match(line)
        and not is_row(line)
        and not _WHEN_PUBLISHED.match(line)
        and not _LABELLED.match(line)
        and not is_byline(line)
    )


def _could_be_title(line: str) -> bool:
    # "17:20 – The bridge is gone" may answer a question; it stands over what follows as a paragraph.
    return _could_be_heading(line) and not tells_time(line)


def _spans(text: str) -> Iterator[Span]:
    """Spans of the lines of `text`, or of whole blocks where a block is one hard-wrapped paragraph."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = visible_span(text, *match.span(1))
        if line:
            block.append(line)
        if not line or match[2] == "\u2029":
            yield from _unwrapped(text, block)
            block = []
    yield from _unwrapped(text, block)


def _unwrapped(text: str, spans: list[Span]) -> Iterator[Span]:
    """The lines of a block one by one, or as one where they are wrapped; a title may stand over those."""
    lines = [text[start:end] for start, end in spans]
    for first in range(min(len(lines) - 1, 2)):
        if _is_wrapped(lines[first:]):
            yield from spans[:first]
            yield spans[first][0], spans[-1][1]
            return
    yield from spans


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether `lines` are one paragraph, broken by an editor at a column and not by its author."""
    width = max(map(len, lines))
    if width not in _WRAP_COLUMNS or all(map(ends_sentence, lines[:-1])):
        return False
    if any(map(_is_marked, lines)) or any(map(BULLET.match, lines[1:])):
        return False
    # Two lines may be a title and a subtitle as well: only a paragraph ends like a sentence.
    if len(lines) == 2 and not ends_sentence(lines[1]):
        return False
    # A wrapped line is nearly full, and the next word would not have fitted.
    return all(
        len(line) > 0.6 * width and len(line) + 1 + len(after.split()[0]) > width - 2 for line, after in pairwise(lines)
    )
