"""Questions and sentences twisted so that nothing answers: what an article almost says is not what it says.

A question gets another name, number, word or question word; a sentence loses its answer. So that a sentence from
which words were cut is not known by its grammar, sentences that still answer are cut as well.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import regex

from assistant.evaluation.cases import Case
from assistant.names import same_name
from assistant.wanted import Wanted, states
from embeddings.lexical import stems, stop_words
from embeddings.text import LANGUAGES, Language, detect_language, normalise

_NAME: Final = regex.compile(r"(?<=\S )\p{Lu}[\p{L}'’-]+(?: (?:of |the |de |von )?\p{Lu}[\p{L}'’-]+)*")
_NUMBER: Final = regex.compile(r"(?<![\p{L}\d.,])\d{1,4}(?![\d.,]*\d)")
_WORD: Final = regex.compile(r"[\p{L}\p{M}'’-]+")
_ASKS: Final[dict[Language, regex.Pattern[str]]] = {
    "en": regex.compile(r"^(?:What|Who|Where|When|Why|How)(?= (?:did|do|does|was|were|is|are|has|have|had) )"),
    "ar": regex.compile(r"^(?:متى|أين|لماذا|كيف|ماذا|بماذا)(?= )"),
}
_OTHERS: Final[dict[Language, tuple[tuple[str, Wanted], ...]]] = {
    "en": (("When", "date"), ("Why", "reason"), ("How long", "number")),
    "ar": (("متى", "date"), ("لماذا", "reason"), ("كم مرة", "number")),
}
_CLITICS: Final = ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك", "")
_ENDINGS: Final = ("ing", "ed", "ly", "s", "")
_TRIES: Final = 8
_MAX_CUT: Final = 4
_MIN_LEFT: Final = 3


class Twists:
    """Made from all `cases`, of which the names and words come that are put in."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._asked: dict[tuple[str, Language], str] = {}
        names: dict[Language, defaultdict[str, list[str]]] = {language: defaultdict(list) for language in LANGUAGES}
        self._words: dict[Language, defaultdict[str, list[str]]] = {lang: defaultdict(list) for lang in LANGUAGES}
        known = list(cases)
        for case in known:
            self._asked[case.id, detect_language(case.question)] = case.question
        for case in {(case.id, case.question): case for case in known}.values():
            language = detect_language(case.question)
            names[language][case.key] += [case.question[slice(*span)] for span in self._names(case)]
            for word in _content(case.question, language):
                self._words[language][_form(word, language)].append(word)
        self._of_article = {language: dict(found) for language, found in names.items()}
        self._of_all = {lang: [name for some in found.values() for name in some] for lang, found in names.items()}

    def questions(self, case: Case, right: Sequence[str], count: int, chance: random.Random) -> tuple[str, ...]:
        """At most `count` that the sentences `right`, which answer the case's own, don't answer."""
        found: dict[str, None] = {}
        for _ in range(count):
            twist = chance.choice((self._renamed, self._renamed, self._renumbered, self._reworded, self._reasked))
            twisted = twist(case, " ".join(right), chance)
            if twisted and twisted != case.question:
                found[twisted] = None
        return tuple(found)

    def cut(self, case: Case, sentence: str, chance: random.Random) -> tuple[str | None, str | None]:
        """The sentence without its answer, and without something else; None where that leaves nothing to read."""
        gold = next((words for words in case.gold if all(word in sentence for word in words)), None)
        if not gold:
            return None, None
        rest = sentence
        for word in gold:
            rest = rest.replace(word, " ")
        question = self._asked.get((case.id, case.text.language))
        if question is None:
            return _read(rest), None
        return _read(rest), _read(_less(sentence, gold, frozenset(stems(question, case.text.language)), chance))

    def _names(self, case: Case) -> list[tuple[int, int]]:
        """Where names stand in the question; an Arabic one is known by its English parallel."""
        if detect_language(case.question) == "en":
            return [match.span() for match in _NAME.finditer(case.question)]
        parallel = self._asked.get((case.id, "en"))
        if parallel is None:
            title = case.key.split(" (")[0]
            return [
                match.span()
                for match in regex.finditer(rf"(?<!\p{{L}}){regex.escape(title)}(?!\p{{L}})", case.question)
            ]
        latin = [normalise(word).text for name in _NAME.findall(parallel) for word in name.split()]
        spans: list[tuple[int, int]] = []
        for match in _WORD.finditer(case.question):
            begin = next((len(c) for c in _CLITICS if _is_one_of(match[0], c, latin)), None)
            if begin is None:
                continue
            if spans and begin == 0 and case.question[spans[-1][1] : match.start()] == " ":
                spans[-1] = spans[-1][0], match.end()
            else:
                spans.append((match.start() + begin, match.end()))
        return spans

    def _renamed(self, case: Case, right: str, chance: random.Random) -> str | None:
        language = detect_language(case.question)
        spans = self._names(case)
        near = self._of_article[language].get(case.key, [])
        for _ in range(_TRIES if spans else 0):
            start, end = chance.choice(spans)
            other = chance.choice(near if near and chance.random() < 0.5 else self._of_all[language])
            if other not in case.question and other not in right:
                return case.question[:start] + other + case.question[end:]
        return None

    def _renumbered(self, case: Case, right: str, chance: random.Random) -> str | None:
        found = list(_NUMBER.finditer(case.question))
        if not found:
            return None
        match = chance.choice(found)
        value = int(match[0])
        other = str(max(1, value + chance.choice((-1, 1)) * chance.randint(1, 30 if value > 100 else 5)))
        return None if other in right else case.question[: match.start()] + other + case.question[match.end() :]

    def _reworded(self, case: Case, right: str, chance: random.Random) -> str | None:
        language = detect_language(case.question)
        spans = [m.span() for m in _WORD.finditer(case.question) if m[0] in _content(case.question, language)]
        if not spans:
            return None
        start, end = chance.choice(spans)
        other = chance.choice(self._words[language][_form(case.question[start:end], language)])
        known = {*stems(case.question, language), *stems(right, language)}
        return None if set(stems(other, language)) & known else case.question[:start] + other + case.question[end:]

    def _reasked(self, case: Case, right: str, chance: random.Random) -> str | None:
        language = detect_language(case.question)
        asked = _ASKS[language].search(case.question)
        word, kind = chance.choice(_OTHERS[language])
        if not asked or word.split()[0] == asked[0] or states(kind, right):
            return None
        return word + case.question[asked.end() :]


def _is_one_of(word: str, clitic: str, names: Sequence[str]) -> bool:
    bare = normalise(word).text.removeprefix(clitic)
    return word.startswith(clitic) and len(bare) > 2 and any(same_name(bare, name) for name in names)


def _content(question: str, language: Language) -> list[str]:
    """Words that carry the sense and are no names, as far as capitals tell."""
    found = [word for word in _WORD.findall(question) if word == word.lower() and len(word) > 2]
    return [word for word in found if normalise(word).text not in stop_words(language)]


def _form(word: str, language: Language) -> str:
    """What another word has to share to stand in the same place, roughly."""
    if language == "en":
        return next(ending for ending in _ENDINGS if word.endswith(ending))
    return "ال" if word.startswith("ال") else word[:1] if word[:1] in "يت" else ""


def _less(sentence: str, gold: Sequence[str], wanted: frozenset[str], chance: random.Random) -> str:
    """`sentence` without a few words in a row, of which none is of the answer or has a `wanted` stem."""
    language = detect_language(sentence)
    tokens = list(regex.finditer(r"\S+", sentence))
    for _ in range(_TRIES):
        count = chance.randint(1, _MAX_CUT)
        if len(tokens) <= count + _MIN_LEFT:
            break
        first = chance.randrange(len(tokens) - count)
        start, end = tokens[first].start(), tokens[first + count - 1].end()
        left = sentence[:start] + " " + sentence[end:]
        if not wanted & set(stems(sentence[start:end], language)) and all(words in left for words in gold):
            return left
    return ""


def _read(text: str) -> str | None:
    text = regex.sub(r"\s+([.,،؛;:!?؟)])", r"\1", " ".join(text.split()))
    return text if len(text.split()) >= _MIN_LEFT else None
