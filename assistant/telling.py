"""How quotes are shown so that nobody misreads them: with what they lean on, and in the article's order.

"He added that …" says nothing alone, and behind somebody else's words it says something false.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from typing import Final

import regex

from assistant.anaphora import hides_who, leans_back
from assistant.listed import Around, announced, is_item, lead_of, length
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.items import is_list_item
from embeddings.layout import is_byline
from embeddings.passages import Passage
from embeddings.text import detect_language, words

GOES_ON: Final = regex.compile(r"[\p{L}\p{M}\p{N},،؛;)\]–—-]\s*$")
"""Ends like a piece of a sentence."""

_READS_WELL: Final = 50
"""Words of all quotes together up to which what they lean on is quoted with them."""

_REPEATS: Final = 0.9

_Run = tuple[Passage, ...]
"""Sentences that stand behind each other in one paragraph: what is quoted, and before it what it leans on."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells sentences of an article; what belongs to them stands `around` them."""

    around: Around
    article_text: str
    _runs: dict[tuple[int, int, bool], _Run] = field(default_factory=dict)

    def told(self, way: Sequence[Passage]) -> tuple[Passage, ...] | None:
        """The sentences of `way`, best first, as they are shown; None where they can't stand together.

        One that says in a pronoun alone who it is about is shown from the nearest sentence on that names it. Where
        there is none in reach, it is shown first, as the best has to be then, or behind what it leans on. What else
        leans back ("these devices") is shown with what that means, where there is room. What is of one paragraph
        or of one list is in the article's order, where the first of it was.
        """
        needed = [self._run(sentence, hides_who) for sentence in way]
        shown = self._shown(way, needed)
        if shown is None or _repeat(shown):
            return None
        whole = [self._run(sentence, leans_back) or run for sentence, run in zip(way, needed, strict=True)]
        better = self._shown(way, whole)
        fits = better and length(*better) <= max(_READS_WELL, length(*shown)) and not _repeat(better)
        return self._with_what_stands_above(better if better and fits else shown)

    def _with_what_stands_above(self, shown: Sequence[Passage]) -> tuple[Passage, ...]:
        """`shown`, and where there is room what stands above a quote and tells what it is: who it is about, what was
        asked, or what is listed. Of several items of a list all of it or, as half would pass for the whole, only they.
        """
        leads = [lead_of(quote, self.around) or self._named_above(quote) for quote in shown]
        told: list[Passage] = []
        for place, (quote, lead) in enumerate(zip(shown, leads, strict=True)):
            if _holds(told, quote):
                continue
            before: list[Passage] = []
            if lead and not _holds((*told, *shown), lead):
                several = leads.count(lead) > 1 and is_item(quote.text)
                before = [lead, *announced(lead, self.around(lead)[1])] if several else [lead]
                starts = {item.start for item in before}
                rest = [other for other in shown[place:] if other.start not in starts]
                before = before if length(*told, *before, *rest) <= MAX_QUOTE_WORDS else []
            told += before
            if not _holds(before, quote):
                told.append(quote)
        return tuple(told)

    def _named_above(self, quote: Passage) -> Passage | None:
        """The end of the paragraph before, where `quote` opens one and doesn't say who it is about."""
        above, _ = self.around(quote)
        if not above or above.paragraph == quote.paragraph or above.section != quote.section:
            return None
        names = not (hides_who(above.text) or GOES_ON.search(above.text) or is_byline(above.text))
        return above if names and hides_who(quote.text) and _go_together((above, quote)) else None

    def _shown(self, way: Sequence[Passage], runs: Sequence[_Run]) -> tuple[Passage, ...] | None:
        """The runs of `way`, in order; an empty one stands for its sentence, which leans on what is out of reach."""
        quotes = [self._quote(run) for run in _merged([run or (way[place],) for place, run in enumerate(runs)])]
        lost = {sentence.start for sentence, run in zip(way, runs, strict=True) if not run}
        lost &= {quote.start for quote in quotes}
        shown = _in_reading_order(quotes)
        if quotes[0].start in lost - self._led(shown):
            shown = (quotes[0], *_in_reading_order(quotes[1:]))
        return shown if lost <= self._led(shown) else None

    def _run(self, sentence: Passage, leans: Callable[[str], bool]) -> _Run:
        """`sentence` from the nearest one on that doesn't lean so; empty where there is none in reach."""
        key = (sentence.start, sentence.end, leans is leans_back)
        if key not in self._runs:
            self._runs[key] = self._found(sentence, leans)
        return self._runs[key]

    def _found(self, sentence: Passage, leans: Callable[[str], bool]) -> _Run:
        run: _Run = (sentence,)
        while not is_byline(run[0].text):
            before, _ = self.around(run[0])
            inside = before if before and before.paragraph == sentence.paragraph else None
            # The end of a sentence that was cut stands by itself as little.
            if not (leans(run[0].text) or (inside and GOES_ON.search(inside.text))):
                return run if _go_together(run) and length(*run) <= MAX_QUOTE_WORDS else ()
            if not inside:
                break
            run = (inside, *run)
        return ()

    def _led(self, shown: Sequence[Passage]) -> set[int]:
        """Where those of `shown` start that have nothing before them but what is before them in the article."""
        behind = {quote.start for before, quote in pairwise(shown) if self._follows(before, quote)}
        return {shown[0].start, *behind}

    def _follows(self, before: Passage, quote: Passage) -> bool:
        leans_on, _ = self.around(quote)
        return leans_on is not None and before.start <= leans_on.start < before.end

    def _quote(self, run: _Run) -> Passage:
        first, last = run[0], run[-1]
        return replace(
            max(run, key=lambda sentence: sentence.score),
            text=self.article_text[first.start : last.end],
            start=first.start,
            end=last.end,
            translation=" ".join(sentence.translation for sentence in run if sentence.translation) or None,
            machine_translated=any(sentence.machine_translated for sentence in run),
        )


def _holds(quotes: Iterable[Passage], sentence: Passage) -> bool:
    """Whether one of `quotes` is `sentence` or has it in it."""
    return any(quote.start <= sentence.start < quote.end for quote in quotes)


def _go_together(run: _Run) -> bool:
    """Whether a reader gets all of `run` in one language: all are translated, or none, and out of the same one."""
    return (
        len({bool(sentence.translation) for sentence in run}) == 1
        and len({detect_language(sentence.text) for sentence in run}) == 1
    )


def _merged(runs: Sequence[_Run]) -> list[_Run]:
    """`runs`, those that share a sentence as one, where the first of them was."""
    merged: list[_Run] = []
    for run in runs:
        starts = {sentence.start for sentence in run}
        shared = [other for other in merged if not starts.isdisjoint(sentence.start for sentence in other)]
        # Of a sentence and its beginning the longer stays.
        by_start = {s.start: s for s in sorted((*run, *(s for other in shared for s in other)), key=lambda s: s.end)}
        whole = tuple(by_start[start] for start in sorted(by_start))
        if not shared:
            merged.append(run)
            continue
        merged[merged.index(shared[0])] = whole
        merged = [other for other in merged if other not in shared[1:]]
    return merged


def _in_reading_order(quotes: Sequence[Passage]) -> tuple[Passage, ...]:
    """What is of one paragraph or of one list stands in the article's order, where the first of it was."""
    places = [quote.section if is_list_item(quote.text) else quote.paragraph for quote in quotes]
    together = sorted(range(len(quotes)), key=lambda number: (places.index(places[number]), quotes[number].start))
    return tuple(quotes[number] for number in together)


def _repeat(quotes: Iterable[Passage]) -> bool:
    return any(repeats(one, other) for one, other in combinations(quotes, 2))


def repeats(one: Passage, other: Passage) -> bool:
    """Whether one of the two says nothing that the other doesn't: articles repeat their headings and leads."""
    first, second = set(words(one.text)), set(words(other.text))
    return len(first & second) >= _REPEATS * min(len(first), len(second))
