"""The content words of a text, each with the forms under which another text may hold it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from assistant import lexicon
from assistant.names import same_name
from embeddings.text import Language, begins_in_arabic, fold

_WORD: Final = regex.compile(r"(?:\p{Lu}\.){2,}|\p{L}[\p{L}\p{M}\p{Cf}ـ]*(?:['’]\p{L}+)?|\p{Nd}+")
_POSSESSIVE: Final = regex.compile(r"['’]s?$")
# Read backwards from a word, so that no more is read than what stands right before it.
_SENTENCE_START: Final = regex.compile(r"(?r)(?:^|[.!?؟:;“\"«‘(\n])[\s“\"«‘'(]*")

_PREFIXES: Final = (
    "وال", "فال", "بال", "كال", "ولل", "وبال", "وكال", "وسي", "وست", "وي", "وت", "ال", "لل", "سي", "ست", "سن",
    "لي", "لت", "وب", "ول", "و", "ف", "ب", "ل", "ك", "ي", "ت", "ن", "س",
)  # fmt: skip
_SUFFIXES: Final = (
    "يات", "اتها", "اتهم", "تها", "تهم", "تهما", "تين", "تان", "ياه", "يين", "ات", "ون", "ين", "ان", "وا", "ها", "هم",
    "هما", "نا", "يه", "تا", "يا", "ه", "ا", "ي", "ت",
)  # fmt: skip
_VERBAL: Final = regex.compile(r"^(?:و?(?:سي|ست|ال|بال|لل|ي|ت|لي|لت))|(?:ات|ون|وا|ها|هم|(?<=^.{4,})ت)$")
_LONG_VOWELS: Final = regex.compile(r"(?<=.)[اوي]")

_NAMES_BY_CAPITAL: Final = frozenset(("us", "may", "march"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `start` of its text. `text` is folded.

    `forms` are its stems, `ideas` the numbers of the lexicon's lines it belongs to, negative for names.
    `capital` is None for a word that opens a sentence, where a capital tells nothing.
    """

    text: str
    language: Language
    start: int
    capital: bool | None
    forms: frozenset[str]
    ideas: frozenset[int]


def tokens(text: str) -> list[Token]:
    """The words of `text`, function words too, numbers in digits not."""
    seen: list[tuple[str, int, bool | None]] = []
    for match in _WORD.finditer(text):
        bare = _POSSESSIVE.sub("", match[0]).replace(".", "")
        folded = fold(bare)
        if folded and not folded[0].isdecimal():
            starts = bool(_SENTENCE_START.match(text, 0, match.start())) and not (len(bare) > 1 and bare.isupper())
            capital = bare[0].isupper()
            seen.append((folded, match.start(), None if starts and capital else capital))
    ideas = _ideas([word for word, _, _ in seen])
    for place, (word, _, case) in enumerate(seen):
        if word in _NAMES_BY_CAPITAL and case is False:
            ideas[place] = {idea for idea in ideas[place] if idea > 0}
    return [
        Token(word, _language(word), start, capital, forms(word), frozenset(ideas[place]))
        for place, (word, start, capital) in enumerate(seen)
    ]


def is_function(token: Token) -> bool:
    """Whether the word states nothing by itself; a reservation ("may", "expected") takes nothing for true."""
    if is_hedge(token):
        return True
    if token.language == "en":
        if token.capital and token.text in _NAMES_BY_CAPITAL:
            return False
        return token.text in lexicon.FUNCTION_EN or (not token.capital and token.text in lexicon.GLUE_EN)
    return any(
        bare in lexicon.FUNCTION_AR or bare in lexicon.GLUE_AR
        for bare in (token.text, *(token.text.removeprefix(p) for p in ("و", "ف", "ال", "وال", "ب", "ل", "بال")))
    )


def is_hedge(token: Token) -> bool:
    """Whether the word makes a statement less than certain."""
    if token.language == "en":
        return token.text in lexicon.HEDGES and not token.capital
    return any(token.text.removeprefix(p) in lexicon.HEDGES for p in ("", "و", "ف", "ال", "وال", "ب", "با"))


def is_adjective_of_place(token: Token) -> bool:
    """Whether the word is the likes of "Russian", "US" or "الروسي", and so belongs to the noun beside it."""
    if not any(idea < 0 for idea in token.ideas):
        return False
    if token.language == "ar":
        return token.text.endswith(("ي", "يه", "يين", "يون", "يان", "يتان", "يتين"))
    return token.text in ("us", "uk") or token.text not in _places()


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(line.split()[0] for line in lexicon.NAMES.strip().splitlines())


def may_be_name(token: Token) -> bool:
    """Whether the word may be a name: Arabic has no capitals, and one at the start of a sentence tells nothing."""
    return token.language == "ar" or token.capital is not False


def same_word(claimed: Token, token: Token) -> bool:
    """Whether two words are one in other inflections."""
    if claimed.text == token.text or claimed.forms & token.forms:
        return True
    if claimed.language != token.language:
        return False
    if claimed.language == "en":
        return _same_prefix(claimed.text, token.text)
    return bool(_VERBAL.search(claimed.text) or _VERBAL.search(token.text)) and bool(
        _skeletons(claimed.text) & _skeletons(token.text)
    )


@lru_cache(maxsize=8192)
def forms(word: str) -> frozenset[str]:
    """The folded word, and what is left of it without its ending and, in Arabic, what is written on to it."""
    if _language(word) == "en":
        return frozenset((word, _stem(word)))
    found = {word}
    for prefix in ("", *_PREFIXES):
        bare = word.removeprefix(prefix) if word.startswith(prefix) else ""
        if len(bare) < (2 if prefix.endswith(("ال", "لل")) else 3):
            continue
        found.add(bare)
        found |= {bare.removesuffix(s) for s in _SUFFIXES if bare.endswith(s) and len(bare) - len(s) >= 3}
    return frozenset(found)


@lru_cache(maxsize=8192)
def _skeletons(word: str) -> frozenset[str]:
    """The forms without long vowels, so that a broken plural or a verbal noun meets its word: جهود, جهد."""
    bare = {_LONG_VOWELS.sub("", form) for form in forms(word)}
    bare |= {_LONG_VOWELS.sub("", form[1:]) for form in forms(word) if form[0] in "متا" and len(form) > 4}
    return frozenset(form for form in bare if len(form) >= 3)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    import Stemmer

    stem: str = Stemmer.Stemmer("english").stemWord(_irregular().get(word, word))
    return stem


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    """The plain form of an irregular past: "built" is no other word than "build"."""
    verbs = (line.split() for line in lexicon.IRREGULAR.split(","))
    return {past: plain for plain, *pasts in verbs for past in pasts}


def _same_prefix(one: str, two: str) -> bool:
    """Derivations that stems leave apart (diplomat and diplomacy): most of the longer word is shared."""
    one, two = _stem(one), _stem(two)
    shared = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return shared >= 5 and shared >= 0.7 * max(len(one), len(two))


def _language(word: str) -> Language:
    return "ar" if begins_in_arabic(word) else "en"


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """The lexicon's entries by the first form of their first word."""
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for sign, lines in ((-1, lexicon.NAMES), (1, lexicon.SYNONYMS)):
        for number, line in enumerate(lines.strip().splitlines(), 1):
            for entry in line.replace("=", " ").split():
                words = tuple(entry.split("+"))
                table.setdefault(_base(words[0]), []).append((words, sign * number))
    return table


def _base(word: str) -> str:
    return _stem(word) if _language(word) == "en" else word


def _ideas(words: list[str]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in words]
    for place, word in enumerate(words):
        for form in forms(word):
            for phrase, idea in _phrases().get(form, ()):
                if all(_matches(words, place + i, part) for i, part in enumerate(phrase)):
                    for i in range(len(phrase)):
                        found[place + i].add(idea)
    return found


def _matches(words: list[str], place: int, part: str) -> bool:
    return place < len(words) and _base(part) in forms(words[place])


def content(text: str) -> Iterator[Token]:
    """The words of `text` that say something."""
    return (token for token in tokens(text) if not is_function(token))


def found(token: Token, held: Iterable[Token]) -> bool:
    """Whether a claimed word stands among `held`: inflected, as a synonym, or in the other script if it is a name."""
    named = {idea for idea in token.ideas if idea < 0}
    for other in held:
        if named or token.capital:
            if token.ideas & other.ideas or token.text == other.text:
                return True
            if not named and (token.forms & other.forms or _same_foreign(token, other)):
                return True
        elif (
            token.ideas & other.ideas
            or same_word(token, other)
            or ((token.capital is None or token.language == "ar") and _same_foreign(token, other))
        ):
            return True
    return False


def _same_foreign(token: Token, other: Token) -> bool:
    """Whether both are spellings of one name; only a capitalised English word is one."""
    if token.language == other.language == "ar":
        return False
    if any(t.language == "en" and t.capital is False for t in (token, other)):
        return False
    readings = _readings(token), _readings(other)
    return any(same_name(one, two) for one in readings[0] for two in readings[1])


def _readings(token: Token) -> tuple[str, ...]:
    """An Arabic name as it is, and without the particles that are written on to it."""
    if token.language == "en":
        return (token.text,)
    bare = (token.text.removeprefix(p) for p in ("و", "ف", "ب", "ل", "ال", "وال", "بال") if token.text.startswith(p))
    return (token.text, *(name for name in bare if len(name) >= 3))
