"""The names in a sentence that its translation must have too.

Arabic has no capitals, so names are read off the English side, whichever that is: the words with a capital that are
no ordinary words. Each has to stand on the Arabic side, by its sound or its meaning. Months, countries and the like,
which the lexicon knows in both languages, are looked for from both sides.

Not seen: that an Arabic name was left out, or one added to the Arabic side, which the lexicon doesn't know.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

import regex

from assistant.names import same_name
from assistant.numerals import is_number_word
from assistant.tokens import Token, forms, found, is_function, tokens
from assistant.translate import meanings
from assistant.translate.figures import is_ordinal
from embeddings.ranking.packaged import PackagedE5
from embeddings.skeleton import skeleton

# Ordinary words that people are called by.
_CALLED: Final = frozenset(
    """abbey april august austin autumn baker banks bell berry bill bird bishop black blue brooks brown bush butler
    carpenter carter chance chase church clay cook cooper cross daisy dawn dean drew duke earl faith field fields fisher
    ford forest fox frank gates glass grace grant gray green hall harper heath hill hood hope hunt hunter iris ivy jack
    jade joy june king knight lance lane lily long love mark marsh mason may miles mill mills miller moore nick page
    parker pearl peace penny piper pitt pope porter potter price prince queen ray read reed rich rivers rob robin rock
    rose ruby sandy savage shepherd singer skinner slater smart smith snow steel stone taylor turner victor violet wade
    walker ward weaver webb wells west white wilder winter wise wolf wood woods worth wright young""".split()
)
# Ordinary words that are too rare for the vocabulary, or stand in it with a capital alone.
_RARE: Final = frozenset(
    """despite meanwhile nevertheless nonetheless moreover furthermore besides throughout amidst afterwards afterward
    thereafter whereas whenever wherever unless beside beneath beyond instead neither nobody everyone everybody anyone
    someone something nothing dozens clashes fishermen yes""".split()
)
_ORDINARY_END: Final = regex.compile(r"\p{L}{4,}(?:ally|ably|ously|ively|tions?|ments?|ness|ists?|isms?)$")
_ADJECTIVE: Final = regex.compile(r"(?:ian|ish|ese|an|ic|i|es|s|n)$")

# Arabic words of the lexicon's names that mostly mean something else: one of them, two, he insisted, sports.
_AMBIGUOUS: Final = frozenset(
    """احد احدهم احدي اثنين مصر مارس عمان جمعه سبت خميس هند مجر صين عرب غرب ايار قدس اردن بن ابن ابنه اذار نيسان مغرب
    مغربي رياض روسا""".split()
)
_PARTICLES: Final = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "كال", "فال", "ولل", "وبال")
_ROMAN: Final = regex.compile(r"[ivxlcm]+")
_LATIN: Final = regex.compile(r"\p{Latin}[\p{Latin}\p{M}\p{N}]+")
_MIN_CONSONANTS: Final = 3
"""Of a name for its sound alone to tell it."""


def missing_name(english: str, arabic: str, ordinary: Collection[str] = ()) -> str:
    """A name that one of the two has and the other hasn't; "" where there is none.

    `ordinary` are words that the article has in lower case, as `in_lower_case` finds them.
    """
    held = tokens(arabic)
    for name in _names(english, ordinary):
        if not _stands(name, held):
            return name.text
    stand = {word.casefold() for word in _LATIN.findall(english)}
    for word in _LATIN.findall(arabic):
        if word.casefold() not in stand:
            return str(word)
    ideas = {idea for token in tokens(english) for idea in token.ideas}
    return next((token.text for token in held if _is_known(token) and not token.ideas & ideas), "")


def in_lower_case(english: str) -> frozenset[str]:
    """The stems of the words that stand in lower case, and so are no names."""
    return frozenset(min(token.forms, key=len) for token in tokens(english) if token.capital is False)


def _names(english: str, ordinary: Collection[str]) -> list[Token]:
    """The words of an English sentence that are names, as far as their letters tell."""
    return [token for token in tokens(english) if _is_name(token, ordinary)]


def _is_name(token: Token, ordinary: Collection[str]) -> bool:
    if token.language != "en" or token.capital is False or len(token.text) < 2:
        return False
    if any(idea < 0 for idea in token.ideas):
        return True
    if is_function(token) or is_number_word(token.text) or is_ordinal(token.text) or _ROMAN.fullmatch(token.text):
        return False
    if token.capital is None and not token.forms.isdisjoint(ordinary):
        return False
    return not _is_ordinary(token.text, opens=token.capital is None)


def _is_ordinary(word: str, *, opens: bool) -> bool:
    """Whether a folded English word stands in lower case at least as often as with a capital.

    The vocabulary of the embedding model tells: it was drawn from the web, and holds common words by their frequency.
    `opens`: it opens its sentence, so that its capital says nothing.
    """
    if word in _CALLED:
        return False
    if word in _RARE or (opens and _ORDINARY_END.fullmatch(word)):
        return True
    score = _scores()
    return any(
        form in score and score[form] >= score.get(form.capitalize(), float("-inf"))
        for form in (word, word.removesuffix("s"), word.removesuffix("es"))
    )


def _stands(name: Token, held: Sequence[Token]) -> bool:
    if found(name, held):
        return True
    beginnings = tuple(p + stem for stem in meanings.of(name.text) for p in _PARTICLES)
    if beginnings and any(token.text.startswith(beginnings) for token in held):
        return True
    spellings = {name.text, _ADJECTIVE.sub("", name.text)}
    sounds = {sound for spelling in spellings if len(sound := skeleton(spelling)) >= _MIN_CONSONANTS}
    return any(
        skeleton(form) in sounds or any(same_name(spelling, form) for spelling in spellings)
        for token in held
        if token.language == "ar"
        for form in forms(token.text)
    )


def _is_known(token: Token) -> bool:
    if token.language != "ar" or not any(idea < 0 for idea in token.ideas):
        return False
    return not forms(token.text) & _AMBIGUOUS


@lru_cache(maxsize=1)
def _scores() -> dict[str, float]:
    """How frequent each word is that is one piece of the vocabulary, as a logarithm."""
    return {text[1:]: score for text, score in PackagedE5().pieces() if text[:1] == "▁" and text[1:].isascii()}
