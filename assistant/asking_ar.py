"""Questions in Arabic from Arabic sentences and titles.

An Arabic question keeps the verb and its subject as they stand, so that gender and number agree by
themselves. What is asked about has to be definite, and without a pronoun that points out of the question.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import regex

from assistant.candidates import NATURAL, SECTION, Candidate, Line, of_names, of_sections, of_terms
from assistant.names import same_name
from embeddings.days import MONTHS, WEEKDAYS
from embeddings.text import words

_A: Final = r"\p{Arabic}"
_THE: Final = rf"ال{_A}{{2,}}"
_WORD: Final = rf"{_A}{{2,}}"
_AND: Final = r"(?:^|(?<=[\s،؛:]))[وف]?"
# "الرئيس الروسي", "وزير الخارجية المصري": definite to its end, so that it ends where it seems to.
_DEFINITE: Final = rf"(?P<subject>(?:(?!ال){_WORD} )?{_THE}(?: {_THE}){{0,3}})"
# With a name behind: "المهندسة سلمى الأنصاري". Where it ends only the next word tells.
_NAMED: Final = rf"(?P<subject>(?:{_WORD} ){{0,1}}{_THE}(?: {_WORD}){{0,4}}?)"
_THAT: Final = r"(?:[أإ]ن(?:ه|ها|هم|هما|نا|ني)?|بأن\p{Arabic}*)"
_AFTER: Final = r"(?:في|خلال|أمس|اليوم|على|عن|قبل|قبيل|بعد|عبر|عقب|أمام|لدى)"
_SAID: Final = (
    r"(?P<verb>قال|قالت|أكد|أكدت|أوضح|أوضحت|أعلن|أعلنت|ذكر|ذكرت|يرى|ترى|يقول|تقول|يؤكد|تؤكد|صرح|صرحت|اقترح|اقترحت"
    r"|اكتشف|اكتشفت)"
)
_SAYS: Final = (
    regex.compile(rf"{_AND}{_SAID} {_NAMED}(?: {_THAT}(?!{_A})|\s?:)"),
    regex.compile(rf"{_AND}{_SAID} {_DEFINITE}(?= {_AFTER}(?!{_A})|،)"),
)
_DATE: Final = rf"(?:\p{{Nd}}{{4}}|\p{{Nd}}{{1,2}} (?:{'|'.join(MONTHS['ar'])}))(?!\p{{Nd}})"
_DAY: Final = rf"(?:{'|'.join(WEEKDAYS['ar'])})"
_HAPPENED: Final = (
    r"(?P<verb>تأسس|تأسست|بدأ|بدأت|وصل|وصلت|انتهى|انتهت|صدر|صدرت|افتتح|افتتحت|انطلق|انطلقت|اندلع|اندلعت|انعقد"
    r"|انعقدت|نشأ|نشأت|عاد|عادت|ظهر|ظهرت|أنشئ|أنشئت|بني|بنيت|انهار|انهارت|أقيم|أقيمت|أغلق|أغلقت|اكتمل|اكتملت|توفي|توفيت)"
)
# Up to the date there is one clause, so that the date is the verb's own.
_CLAUSE: Final = r"(?:(?! (?:ثم|حين|بعد|قبل|حيث|الذي|التي|وقد|لكن) )[^،؛:.«»“”()]){0,60}?"
# "بدأت الشركة بناء السفن عام 1990" is not when the company began: between the subject and the date there is
# nothing but places, and behind it no object.
_WHERE: Final = rf"(?: (?:في|من|على|إلى|مع|عند|بال{_A}+|لل{_A}+) {_CLAUSE})?"
_NO_OBJECT: Final = (
    rf"(?=\s?م?(?:[،؛.:]|$)| (?:حين|حينما|عندما|بعد|قبل|من|في|على|إلى|مع|إثر|عقب|لت{_A}+|لي{_A}+|ثم)(?!{_A}))"
)
_WHEN: Final = regex.compile(
    rf"^[وف]?(?:قد )?{_HAPPENED} {_DEFINITE}(?P<place> إلى {_WORD}(?: {_THE})*)?"
    rf"{_WHERE}(?:،? (?:في |عام |سنة |يوم |{_DAY} )+){_DATE}(?: {_A}+ \p{{Nd}}{{4}}| \p{{Nd}}{{4}})?{_NO_OBJECT}"
)
_IN_YEAR: Final = regex.compile(r"^و?في (?P<when>(?:عام|سنة) \p{Nd}{4})(?!\p{Nd})،? (?!قبل)\p{Arabic}")
_BORN: Final = regex.compile(
    rf"^[وف]?(?:قد )?(?P<verb>ولد|ولدت) (?P<subject>{_WORD}(?: {_WORD}){{1,3}}?)"
    rf" (?:في|عام|سنة|يوم|ب{_A}+) {_CLAUSE}{_DATE}"
)
_DEFINES: Final = regex.compile(
    rf"^(?P<subject>{_THE}(?: {_THE}){{0,2}}) (?P<pronoun>هو|هي) (?!{_THE})(?P<what>{_WORD})"
)
_PERSON: Final = frozenset(
    """عالم عالمة كاتب كاتبة طبيب طبيبة رئيس رئيسة مهندس مهندسة شاعر شاعرة فيزيائي كيميائي فيلسوف مؤرخ مخترع قائد
    فنان فنانة أستاذ أستاذة وزير وزيرة صاحب صاحبة من الذي التي أول""".split()
)
_NO_SUBJECT: Final = frozenset(
    """من ما هذا هذه ذلك تلك الذي التي الذين اللذين هو هي هم له لها لهم إن أن كان كانت قد لا لم لن ليس ليست في على عن مع
    إلى كل بعض غير أي حول بين عند منذ حتى ثم أو بل لكن إذا الآن اليوم أمس بعد قبل وقد فقد أحد إحدى العديد الكثير البعض
    خلال عبر أمام لدى قبيل عقب الكثيرون الآخرون""".split()
)
# A pronoun that is written on to a noun points to what stands before the sentence; "الله" and "المياه" don't.
_ATTACHED: Final = regex.compile(rf"^(?!ال){_A}{{2,}}(?:ه|ها|هم|هما|هن|نا|كم)$")
_ASPECT: Final = regex.compile(
    rf"^(?:أهداف|أسباب|نتائج|آثار|شروط|أنواع|مراحل|خطوات|فوائد|مزايا|عيوب|أعراض|خصائص|تحديات|مخاطر|استخدامات|أصول|تاريخ|دور"
    rf"|أهمية|تكلفة|سعر|أثر|مستقبل|معنى|مكونات|عناصر|طرق|أهم|أبرز) {_A}"
)
_ASKS: Final = regex.compile(r"^(?:كيف|لماذا|متى|أين|من|ما|ماذا|هل|كم|أي)(?!\p{L})")
_TITLE: Final = regex.compile(rf"^{_THE}(?: {_THE})*$")
_TERM: Final = regex.compile(rf"(?:^|(?<=\s))و?({_THE}(?: {_THE}){{1,2}})(?!{_A})")
# Times are no topics, and the nominative endings would be wrong after "عن".
_TIME: Final = regex.compile(
    rf"(?:^|\s)(?:ال(?:عام|أعوام|سنة|سنوات|شهر|أشهر|أسبوع|يوم|أيام|وقت|قرن|ساعة|مرة|فترة|آن|ماضي|ماضية|تالي|تالية)|{_DAY}"
    rf"|{_A}+ون)(?!{_A})"
)
_LATIN: Final = regex.compile(r"\p{Lu}[\p{Latin}'’.-]+(?: \p{Lu}[\p{Latin}'’.-]+)+")


def candidates(lines: Sequence[Line], title: str, other: Sequence[Line]) -> Iterator[Candidate]:
    """Questions from the sentences and section titles of an article in Arabic, whose title is `title`.

    `other` is the same article in English, where there is one: its capitals tell which words are names.
    """
    for line in lines:
        yield from _of_sentence(line)
    yield from of_sections(lines, title, _of_title)
    yield from of_terms(lines, _about)
    yield from of_names(lines, chain(_names(lines, other), _repeated(lines)), _about)


def _about(phrase: str) -> str:
    return f"ماذا يقول المقال عن {phrase}؟"


def _of_sentence(line: Line) -> Iterator[Candidate]:
    here = frozenset((line.start,))
    for pattern in _SAYS:
        match = pattern.search(line.text)
        if match and _is_subject(match["subject"]):
            yield Candidate(f"ماذا {match['verb']} {match['subject']}؟", NATURAL, here)
            break
    for pattern in (_WHEN, _BORN):
        match = pattern.match(line.text)
        if match and _is_subject(match["subject"]):
            place = match.groupdict().get("place") or ""
            yield Candidate(f"متى {match['verb']} {match['subject']}{place}؟", NATURAL, here)
    if match := _IN_YEAR.match(line.text):
        yield Candidate(f"ماذا حدث في {match['when']}؟", SECTION, here)
    match = _DEFINES.match(line.text)
    if match and _is_subject(match["subject"]) and match["what"] not in _PERSON:
        yield Candidate(f"ما {match['pronoun']} {match['subject']}؟", NATURAL, here)


def _is_subject(phrase: str) -> bool:
    found = phrase.split()
    return _NO_SUBJECT.isdisjoint(found) and not any(map(_ATTACHED.search, found))


def _of_title(title: str) -> tuple[str, int] | None:
    if any(map(_ATTACHED.search, title.split())):
        return None
    if title.endswith("؟"):
        return title, NATURAL
    if _ASKS.search(title) and not title.startswith(("من ", "ما ")):
        return f"{title}؟", NATURAL
    if _ASPECT.match(title):
        return f"ما {title}؟", NATURAL
    # A definite noun stands in any sentence; what is none is quoted.
    return _about(title if _TITLE.match(title) else f"«{title}»"), SECTION


def _repeated(lines: Sequence[Line]) -> list[str]:
    """Definite nouns with their adjectives that several sentences hold: what the article speaks of."""
    found: dict[str, set[int]] = {}
    for line in lines:
        for term in _TERM.findall(line.text):
            found.setdefault(term, set()).add(line.start)
    return [term for term, starts in found.items() if len(starts) > 1 and not _TIME.search(term)]


def _names(lines: Sequence[Line], other: Sequence[Line]) -> Iterator[str]:
    """Names of several words: those in Latin letters, and those that the translation writes with capitals."""
    yield from dict.fromkeys(name for line in lines for name in _LATIN.findall(line.text))
    translated = {line.start: line.text for line in other}
    for line in lines:
        for name in _LATIN.findall(translated.get(line.start, "")):
            yield from _spelt(name.split(), regex.findall(r"\p{Arabic}+", line.text))


def _spelt(name: Sequence[str], text: Sequence[str]) -> Iterable[str]:
    """The words of `text` in a row that spell `name` in the other script."""
    folded = [" ".join(words(word)) for word in name]
    for start in range(len(text) - len(name) + 1):
        run = text[start : start + len(name)]
        if all(same_name(one, " ".join(words(other))) for one, other in zip(folded, run, strict=True)):
            return [" ".join(run)]
    return []
