"""Short lines that say something by themselves, and so are no titles: measures, prices, results, captions.

What a line with such a shape says may be the very answer, and a title can't be quoted.
"""

from typing import Final

import regex

from embeddings.text import fold

_MAX_CHARACTERS: Final = 90

# "Price: 5 euros", "Tuesday: closed": a line of a table, and not what the next paragraph is about.
_ENTRY: Final = regex.compile(r"^(?:[^\s:：]+\s+){0,2}[^\s:：]+\s?[:：]\s+\S+(?:\s+\S+){0,3}\s*$")
# However long, if it has a number: but "Part 2: …" and "Day 3: …" are titles.
_FIGURES: Final = regex.compile(r"^(?:[^\s:：]+\s+){0,4}[^\s:：]*[^\s:：\p{N}]\s?[:：]\s\P{N}*\p{N}")
_LABEL: Final = regex.compile(r"^(?:[^\s:：]+\s+){0,3}[^\s:：]+\s?[:：]\s+\S")

# All that follows is over folded text.
_CAPTION: Final = regex.compile(
    r"^\W*(?:(?:photo(?:graph)?|picture|image|illustration|graphic|map|chart|video)s?(?: credit)?|pictured"
    r"|(?:ال)?(?:صوره|صور|خريطه|رسم|فيديو)|مصدر الصوره)(?: ?[:/©]| by (?=\p{L}))"
)
_SPEECH: Final = regex.compile(
    r"\b(?:asks?|asked|writes?|wrote|says?|said|(?:[يت])?(?:سال|قول|كتب)|سالت|قالت?|كتبت)(?: \p{L}+)? ?:\s"
)
_LIFE: Final = regex.compile(r"\b(?:born|died|ولدت?|توفيت?|مواليد)(?: on| in| في| عام| سنه| يوم)*+,? \d")
_DATE: Final = regex.compile(r"\b(?:\d{1,2} \p{L}+|\p{L}+ \d{1,2}),? (?:1\d|20)\d\d\b")

_MONEY: Final = (
    r"euros?|dollars?|pounds?|pence|cents?|dinars?|dirhams?|riyals?|yen|rupees?|دينارا?|دنانير|درهما?|دراهم|ريالا?|ريالات"
    r"|جنيها?|جنيهات|ليره|ليرات|يورو|دولارا?|دولارات|قرشا?|قروش"
)
_MEASURES: Final = (
    rf"{_MONEY}|km|m|cm|mm|kg|g|mg|l|ml|lit(?:re|er)s?|k?wh?|v|m2|°c|pages?|spectators?"
    r"|كم|سم|مم|ملم|كغ|كجم|غراما?|جراما?|لترا?|صفحه|متفرجا?"
)
# "A gift of 5 million dollars" is a title: an amount that somebody pays or measures is small.
_AMOUNT: Final = regex.compile(
    rf"(?:\S+ ){{0,3}}?(?:[£$€¥] ?\d[\d.,]*|\d[\d.,]*(?: (?:thousand|الف|الاف))? ?(?:[£$€¥]|{_MEASURES}))"
    r"(?: each| (?:a|per) \p{L}+)?"
)
# "5 dinars for pupils": of money, it may stand first as well.
_PRICE: Final = regex.compile(
    rf" *(?:[£$€¥] ?\d|\d[\d.,]* ?(?:[£$€¥]|(?:{_MONEY})\b))(?!\d* (?:million|billion|bn|m)\b)"
)
_PARTS: Final = regex.compile(r"[,;] | [-/|] |[()]")

# "Eagles 3, Foxes 2"; "Act 2, Scene 3" is a title.
_RESULT: Final = regex.compile(
    r"(?!\W*(?:act|scene|book|chapter|part|volume|season|episode|unit|lesson|section|(?:ال)?(?:جزء|فصل|باب|مشهد|حلقه|موسم|درس|قسم))\b)"
    r"(?:[^\W\d]\S* ){1,4}\d{1,3} ?[,;-] ?(?:and |و ?)?(?:[^\W\d]\S* ){1,4}\d{1,3}"
)
# As it is written: "Foxes 2-3 Eagles", and not "Why the 3-2 win matters".
_SCORE: Final = regex.compile(r"(?:\p{Lu}\S*+ ){1,4}\d{1,2} ?[-–:] ?\d{1,2}(?: \p{Lu}\S*+){1,4}")

_CLOSING: Final = regex.compile(
    r"\W*(?:(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|yours (?:sincerely|faithfully|truly)"
    r"|sincerely(?: yours)?"
    r"|(?:مع )?(?:(?:اطيب|خالص|فايق) )?(?:ال)?(?:تحياتي|تحيات|تحيه|تقدير|احترام)(?: و?(?:ال)?(?:تقدير|احترام))?)\W*"
)


def is_fact(line: str) -> bool:
    """Whether `line` is short and says something by itself, so that it isn't what the next one is about."""
    if len(line) > _MAX_CHARACTERS:
        return False
    if _ENTRY.match(line) or _FIGURES.match(line) or _SCORE.fullmatch(line):
        return True
    folded = fold(line)
    return bool(
        _CAPTION.match(folded)
        or _SPEECH.search(folded)
        or _LIFE.search(folded)
        or len(_DATE.findall(folded)) > 1
        or _RESULT.fullmatch(folded)
        or any(_PRICE.match(part) or _AMOUNT.fullmatch(part.strip()) for part in _PARTS.split(folded))
    )


def has_label(line: str) -> bool:
    """Whether `line` begins like that of a table: "Colour: white, with a dark lid"."""
    return bool(_LABEL.match(line))


def closes_letter(line: str) -> bool:
    """Whether `line` is what stands over a signature: "Kind regards"."""
    return len(line) <= _MAX_CHARACTERS and bool(_CLOSING.fullmatch(fold(line)))
