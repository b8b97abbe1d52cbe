"""Questions in English from English sentences and titles: word order and auxiliaries, and no more grammar."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import regex

from assistant.candidates import NATURAL, SECTION, Candidate, Line, of_names, of_sections, of_terms
from embeddings.days import MONTHS

_MONTH: Final = rf"(?:{'|'.join(MONTHS['en'])})"
_DATE: Final = rf"(?:(?:[A-Z][a-z]+day,? )?(?:\d{{1,2}} )?{_MONTH}\b|(?:early |late |mid-)?[12]\d{{3}}\b)"
_WHEN: Final = rf"(?:in|on|by|since)(?: the)? (?:spring of |summer of |autumn of |winter of )?{_DATE}"
# Up to the date there is one clause, so that the date is the verb's own.
_CLAUSE: Final = (
    r"(?:(?! (?:and|but|or|which|that|who|where|when|while|because|after|before|until) )[^,;:()“”\"]){0,60}?"
)
_NOUNS: Final = r"(?P<subject>\p{Lu}[\p{L}\p{N}'’-]*(?: [\p{L}\p{N}][\p{L}\p{N}'’-]*){0,5})"
_PASSIVE: Final = regex.compile(
    rf"^{_NOUNS} (?P<be>was|were) (?P<verb>founded|built|established|created|born|signed|opened|completed|discovered"
    r"|launched|invented|published|released|introduced|adopted|elected|appointed|destroyed|abandoned|restored|closed"
    rf"|formed|made|designed|rebuilt|reopened|rediscovered)(?P<place> (?:to|as|by|at|in)(?! {_DATE}) {_CLAUSE})??"
    rf" {_CLAUSE}{_WHEN}"
)
_IN_YEAR: Final = regex.compile(r"^In (?P<when>[12]\d{3}),? (?!by\b)\p{L}")
# Whose past tense is its participle, so that "was built by" turns round into "who built".
_BY: Final = regex.compile(
    rf"^{_NOUNS} (?:was|were) (?P<verb>founded|built|established|created|discovered|launched|invented|published"
    rf"|introduced|formed|made|designed|rebuilt|painted|composed|developed|directed|produced|led)"
    rf" (?:{_CLAUSE} )??by (?:the \p{{Ll}}+ )?(?:\p{{Lu}}[\p{{L}}'’-]+ ){{1,3}}?\p{{Lu}}"
)
_PAST: Final = {
    "began": "begin", "started": "start", "opened": "open", "ended": "end", "closed": "close", "died": "die",
    "arrived": "arrive", "left": "leave", "returned": "return", "appeared": "appear", "collapsed": "collapse",
    "resigned": "resign", "retired": "retire", "came": "come", "won": "win", "dried": "dry", "moved": "move",
    "erupted": "erupt", "sank": "sink", "visited": "visit", "joined": "join", "married": "marry",
}  # fmt: skip
_ACTIVE: Final = regex.compile(rf"^{_NOUNS} (?:had )?(?P<verb>{'|'.join(_PAST)})(?P<rest> {_CLAUSE})? {_WHEN}")
_SAID: Final = {
    "said": "say", "says": "say", "announced": "announce", "argued": "argue", "argues": "argue",
    "proposed": "propose", "proposes": "propose", "suggested": "suggest", "suggests": "suggest",
    "explained": "explain", "recommended": "recommend", "recommends": "recommend", "discovered": "discover",
    "invented": "invent", "found": "find", "warned": "say", "believes": "believe", "confirmed": "confirm",
}  # fmt: skip
_PRESENT: Final = frozenset(("says", "argues", "proposes", "suggests", "recommends", "believes"))
_SAYS: Final = regex.compile(rf"(?:^|(?<=[,;] )){_NOUNS} (?P<verb>{'|'.join(_SAID)})\b(?! (?:by|in|at|on|to)\b)")
_DEFINES: Final = regex.compile(rf"^{_NOUNS} (?P<be>is|are|was|were) (?P<what>(?:an?|one of the) [^.;]+)")
_PERSON: Final = regex.compile(
    r"^\P{Lu}*?\b(?:\w+(?:ist|ician|ographer|ologist)|engineer|writer|author|poet|doctor|teacher|professor|lawyer|president"
    r"|minister|king|queen|prince|princess|emperor|explorer|painter|singer|actor|actress|director|player|leader"
    r"|soldier|sailor|inventor|philosopher|mathematician|musician|architect|baker|farmer|nurse|judge|envoy|founder"
    r"|man|woman|girl|boy|mother|father|son|daughter|brother|sister)\b"
)
_NO_SUBJECT: Final = frozenset(
    """that which who whom whose he she it they his her its their this these those was were is are has have had i we you
    there also then later now still never not what when where while because if although by with from for into than then
    so but""".split()
)
_ARTICLES: Final = frozenset(("the", "a", "an"))
_HEADS: Final = (
    r"(?:aims|goals|objectives|causes|reasons|results|effects|consequences|conditions|types|kinds|stages|phases|steps"
    r"|benefits|advantages|disadvantages|symptoms|features|challenges|risks|uses|origins|history|role|importance"
    r"|purpose|cost|price|impact|future|meaning|structure|status)"
)
_ASPECT: Final = regex.compile(
    rf"^(?:the )?(?:main |major |key |most important )?(?P<head>{_HEADS}) (?:of|for) \S", regex.IGNORECASE
)
# Before a noun of no name it is an adjective: "the North American colonies".
_NAME: Final = regex.compile(
    r"\p{Lu}[\p{L}'’-]+(?: (?:(?:of|de|van|von|bin) |al-)?\p{Lu}[\p{L}'’-]+)+"
    r"(?=[.,;:)”]|$|\s(?:and|or|in|on|at|to|by|for|with|from|as|is|are|was|were|had|has|have|did|will|would|can|who|which|said)\b)",
    regex.MULTILINE,
)
_DAYS: Final = regex.compile(rf"\b(?:{_MONTH}|\p{{Lu}}[a-z]+day)\b")


def candidates(lines: Sequence[Line], title: str) -> Iterator[Candidate]:
    """Questions from the sentences and section titles of an article in English, whose title is `title`."""
    said = _Words(lines)
    for line in lines:
        yield from _of_sentence(line, said)
    yield from of_sections(lines, title, partial(_of_title, said=said))
    yield from of_terms(lines, _about)
    yield from of_names(lines, said.names(), _about)


class _Words:
    """How the article writes its words: which are names, and which are only written large at a sentence's start."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._text = "\n".join(line.text for line in lines)
        # What stands inside a sentence: there a capital means a name.
        inside = [word for line in lines for word in regex.findall(r"(?<=[\p{L}\p{N},;] )[\p{L}'’-]+", line.text)]
        self._small = {word for word in inside if word[0].islower()}
        self._large = {word for word in inside if word[0].isupper()}

    def names(self) -> list[str]:
        """The names of several words, each once and at its fullest, with "the" where the article says so."""
        found = dict.fromkeys(map(self._name, _NAME.findall(self._text)))
        names = [name for name in found if " " in name and not _DAYS.search(name)]
        fullest = [name for name in names if not any(name in other for other in names if other != name)]
        text = self._text.casefold()
        return [f"the {name}" if f"the {name.casefold()}" in text else name for name in fullest]

    def _name(self, capitals: str) -> str:
        """A run of capitals without the word before it that only opens a sentence: "The", "Merchants"."""
        first, _, rest = capitals.partition(" ")
        small = first.lower() in self._small and first not in self._large
        return rest if small or first.casefold() in _ARTICLES | _NO_SUBJECT else capitals

    def noun_phrase(self, phrase: str) -> str | None:
        """`phrase`, which opens a sentence, as it stands inside one; None where it can't be told, or is none."""
        first, _, rest = phrase.partition(" ")
        if not _NO_SUBJECT.isdisjoint(phrase.casefold().split()):
            return None
        if first.casefold() in _ARTICLES:
            return f"{first.lower()} {rest}" if rest else None
        if first in self._large:
            return phrase
        # "Construction", and "James Whitfield": two capitals in a row are a name.
        if first.lower() in self._small:
            return f"{first.lower()} {rest}".strip()
        return phrase if rest[:1].isupper() else None

    def known(self, phrase: str) -> str | None:
        """As `noun_phrase`, where it stands for something in particular: "a town" asks which one."""
        found = self.noun_phrase(phrase)
        return None if found and found.startswith(("a ", "an ")) else found

    def title(self, title: str) -> str:
        """`title` as a part of a sentence: capitals where the article itself has them."""
        shown = []
        for position, word in enumerate(title.split()):
            small = word.lower()
            known = small in self._small and word not in self._large
            function = position == 0 and small in (_ARTICLES | {"how", "why", "what", "where", "when", "who"})
            aspect = position < 2 and regex.fullmatch(_HEADS, small)
            shown.append(small if known or function or aspect or small in ("of", "for", "and", "in", "to") else word)
        return " ".join(shown)


def _about(phrase: str) -> str:
    return f"What does the article say about {phrase}?"


def _of_sentence(line: Line, said: _Words) -> Iterator[Candidate]:
    here = frozenset((line.start,))
    if (match := _PASSIVE.match(line.text)) and (subject := said.known(match["subject"])):
        yield Candidate(f"When {match['be']} {subject} {match['verb']}?", NATURAL, here)
    elif (match := _ACTIVE.match(line.text)) and (subject := said.known(match["subject"])):
        rest = (match["rest"] or "").rstrip()
        if len(rest.split()) <= 5 and _NO_SUBJECT.isdisjoint(rest.casefold().split()):
            yield Candidate(f"When did {subject} {_PAST[match['verb']]}{rest}?", NATURAL, here)
    if (match := _BY.match(line.text)) and (subject := said.known(match["subject"])):
        yield Candidate(f"Who {match['verb']} {subject}?", NATURAL, here)
    if match := _IN_YEAR.match(line.text):
        yield Candidate(f"What happened in {match['when']}?", SECTION, here)
    if match := _SAYS.search(line.text):
        verb = match["verb"]
        subject = said.noun_phrase(match["subject"]) if match.start() == 0 else match["subject"]
        if subject and len(subject.split()) <= 5 and _NO_SUBJECT.isdisjoint(subject.casefold().split()):
            auxiliary = "does" if verb in _PRESENT else "did"
            yield Candidate(f"What {auxiliary} {subject} {_SAID[verb]}?", NATURAL, here)
    if (match := _DEFINES.match(line.text)) and (subject := said.noun_phrase(match["subject"])):
        yield from _defined(match, subject, here)


def _defined(match: regex.Match[str], subject: str, here: frozenset[int]) -> Iterator[Candidate]:
    is_name = match["subject"].split()[0].casefold() not in _ARTICLES and subject[0].isupper()
    is_person = bool(_PERSON.search(match["what"]))
    if is_person and is_name:
        yield Candidate(f"Who {match['be']} {subject}?", NATURAL, here)
    # "The reason is a lack of money" defines nothing; "A starter is a mix of flour and water" does.
    elif not is_person and not is_name and not subject.startswith("the "):
        yield Candidate(f"What {match['be']} {subject}?", NATURAL, here)


def _of_title(title: str, said: _Words) -> tuple[str, int] | None:
    if title.endswith("?"):
        return title, NATURAL
    phrase = said.title(title)
    if phrase.startswith("how to "):
        rest = phrase.removeprefix("how to ")
        return f"How do you {rest[0].lower()}{rest[1:]}?", NATURAL
    aspect = _ASPECT.match(phrase)
    if aspect:
        the = "" if phrase.casefold().startswith("the ") else "the "
        be = "are" if aspect["head"].casefold().endswith("s") and aspect["head"].casefold() != "status" else "is"
        return f"What {be} {the}{phrase}?", NATURAL
    # A title with a verb in it is no noun to speak of, and is quoted.
    return _about(f"“{title}”"), SECTION
