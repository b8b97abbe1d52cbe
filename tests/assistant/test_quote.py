import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import quote
from assistant.listed import MAX_LIST_WORDS, Around
from assistant.quote import choose, compose
from assistant.telling import Telling
from embeddings.article import Article
from embeddings.chunks import MAX_QUOTE_WORDS
from embeddings.passages import Passage
from embeddings.sentences import sentence_spans
from embeddings.translation import Translation


def passages(article: Article, *scores: float) -> list[Passage]:
    """The paragraphs of an article as sentences with these scores, best first."""
    found = [Passage(p.text, p.number, p.start, p.end, s, None, p.section) for p, s in zip(article.paragraphs, scores)]  # noqa: B905
    return sorted(found, key=lambda passage: -passage.score)


def around_in(ordered: Sequence[Passage]) -> Around:
    """What stands around a sentence among these, which are all that there are, in order."""

    def around(sentence: Passage) -> tuple[Passage | None, Iterator[Passage]]:
        place = [other.start for other in ordered].index(sentence.start)
        return (ordered[place - 1] if place else None), iter(ordered[place + 1 :])

    return around


def chosen_of(article: Article, *scores: float) -> tuple[Passage, ...]:
    """What is quoted of an article whose paragraphs are sentences with these scores."""
    ordered = sorted(passages(article, *[0.0] * 99), key=lambda passage: passage.start)
    return choose(passages(article, *scores), around_in(ordered), article.text)


def texts(chosen) -> list[str]:
    return [passage.text for passage in chosen]


def prose(*lengths: int) -> Article:
    """Paragraphs of so many words, all different."""
    paragraphs = ([f"p{number}w{place}" for place in range(length - 1)] for number, length in enumerate(lengths))
    return Article.from_text("\n\n".join(" ".join((*paragraph, "end.")) for paragraph in paragraphs))


def test_a_sure_sentence_stands_alone():
    """Once the best one holds the answer with the probability ENOUGH, there is no second one."""
    article = prose(5, 5)
    assert len(chosen_of(article, quote.ENOUGH, 0.05)) == 1


def test_a_headline_gives_way_to_the_lead_that_repeats_it():
    """What it leaves out is what is asked for; a line that no lead repeats stays."""
    lead = "Brun Foods recalls two batches of soup, B12 and B14, over glass found in a jar on Monday."
    article = Article.from_text(
        f"For the press\n\nSoups\n\nBrun Foods recalls two batches of soup\n\n{lead}\n\nIt is sorry."
    )
    headline = article.text.index("Brun")
    scores = [0.9 if p.start == headline else 0.05 if p.text == lead else 0.01 for p in article.paragraphs]
    assert [p.text for p in article.paragraphs][scores.index(0.9)] == "Brun Foods recalls two batches of soup"
    assert texts(chosen_of(article, *scores)) == [lead]
    other = Article.from_text(article.text.replace("two batches of soup, B12", "some of its jars, B12"))
    assert "Brun Foods recalls two batches of soup" in texts(chosen_of(other, *scores))


def test_where_the_best_leaves_doubt_a_second_helps():
    """Best first, and no third that hardly holds the answer."""
    article = prose(5, 6, 7)
    chosen = chosen_of(article, 0.3, 0.6, 0.04)
    assert [p.score for p in chosen] == [0.6, 0.3]


def test_a_third_that_is_likely_helps():
    """And never a fourth."""
    article = prose(5, 6, 7, 8)
    chosen = chosen_of(article, 0.25, 0.3, 0.24, 0.21)
    assert [p.score for p in chosen] == [0.3, 0.25, 0.24]


@pytest.mark.parametrize(
    ("scores", "share", "expected"),
    [
        ((0.5, 0.4, 0.1), 0.9, [(1, 30), (2, 30)]),  # three quarters of each, where they hold nearly all of it
        ((0.5, 0.4, 0.1), 0.6, [(1, 40), (3, 20)]),  # else the next that fits
        ((0.5, 0.48, 0.02), 0.6, [(1, 30), (2, 30)]),  # if it is worth reading
        ((0.5, 0.48, 0.02), 0.3, [(1, 40)]),
        ((0.8, 0.1, 0.1), 1.0, [(1, 40), (3, 20)]),  # what gains next to nothing stays whole
    ],
)
def test_what_is_too_long_together_is_shortened(
    scores: tuple[float, ...], share: float, expected: list[tuple[int, int]]
):
    """The best one too: to what is likeliest to hold the answer in the words that there are."""
    article = prose(40, 40, 20)

    def beginnings(sentence: Passage):
        text = " ".join(sentence.text.split()[:30])
        if text != sentence.text:
            yield replace(sentence, text=text, end=sentence.start + len(text)), share

    chosen = choose(passages(article, *scores), lambda _: (None, iter(())), article.text, beginnings)
    assert [(p.paragraph, len(p.text.split())) for p in chosen] == expected


def test_a_beginning_that_repeats_another_quote_gives_way():
    """Whole, the long one says more than the short one does; its beginning doesn't."""
    more = " ".join(f"w{n}" for n in range(58))
    article = Article.from_text(
        f"The envoy came on Thursday, and {more}.\n\nThe envoy came on Thursday.\n\nTalks began."
    )

    def beginnings(sentence: Passage):
        if sentence.paragraph == 1:
            yield replace(sentence, text=sentence.text[:27], end=sentence.start + 27), 0.9

    chosen = choose(passages(article, 0.5, 0.3, 0.1), lambda _: (None, iter(())), article.text, beginnings)
    assert texts(chosen) == ["The envoy came on Thursday,", "Talks began."]


def test_a_list_of_many_clauses_is_looked_at_in_some_places():
    """Of its beginnings those count that hold clearly more than the one before: all would be millions of choices."""
    article = prose(59, 58, 57, 56, 55, 54)

    def beginnings(sentence: Passage):
        words = sentence.text.split()
        for count in range(1, len(words)):
            text = " ".join(words[:count])
            yield replace(sentence, text=text, end=sentence.start + len(text)), 0.6 + 0.4 * count / len(words)

    looked = iter(range(20_000))
    counted = quote._chance
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quote, "_chance", lambda quotes: (next(looked), counted(quotes))[1])
        chosen = choose(passages(article, *[0.3] * 6), lambda _: (None, iter(())), article.text, beginnings)
    assert len(chosen) == 3


@given(st.data())
def test_quotes_are_the_article_s_and_not_too_long(data: st.DataObject):
    """However long sentences are, and wherever they can be cut; and no less likely than the best one alone."""
    article = prose(*data.draw(st.lists(st.integers(2, 70), min_size=1, max_size=6)))
    scores = data.draw(st.lists(st.floats(0, 0.94), min_size=len(article.paragraphs), max_size=len(article.paragraphs)))

    def beginnings(sentence: Passage):
        words = sentence.text.split()
        shares = sorted(data.draw(st.lists(st.floats(0, 1), max_size=4)))
        for share in shares:
            text = " ".join(words[: max(1, int(share * len(words)))])
            yield replace(sentence, text=text, end=sentence.start + len(text)), share

    found = passages(article, *scores)
    chosen = choose(found, lambda _: (None, iter(())), article.text, beginnings)
    assert all(article.text[p.start : p.end] == p.text for p in chosen)
    assert len(chosen) == 1 or sum(len(p.text.split()) for p in chosen) <= MAX_QUOTE_WORDS
    assert chosen[0].paragraph == found[0].paragraph
    assert sum(p.score for p in chosen) >= found[0].score
    assert len({p.paragraph for p in chosen}) == len(chosen) <= quote.MOST


def completed(text: str, *best: str, translations: Mapping[str, str] | None = None) -> list[Passage]:
    """What is quoted of `text` where each of `best`, likeliest first, is worth reading; a line is a paragraph."""
    article = Article.from_text(text.replace("\n", "\n\n"))
    known = translations or {}
    ordered = []
    for paragraph in article.paragraphs:
        for start, end in sentence_spans(paragraph.text, article.language):
            said = paragraph.text[start:end]
            place = paragraph.start + start
            ordered.append(
                Passage(said, paragraph.number, place, place + len(said), 0.0, known.get(said), paragraph.section)
            )
    by_text = {sentence.text: sentence for sentence in ordered}
    found = [replace(by_text[said], score=0.9 / (place + 1)) for place, said in enumerate(best)]
    chosen = choose(found, around_in(ordered), article.text)
    assert all(article.text[quote.start : quote.end] == quote.text for quote in chosen)
    return list(chosen)


MOVED = "He moved to Torgau."
LIFE = f"Luther was born in Eisleben. He married in 1525. {MOVED} Eisleben is a town."


def test_a_sentence_that_leans_back_comes_with_what_it_leans_on():
    """From the nearest sentence on that says who it is about, as one quotation."""
    assert texts(completed(LIFE, MOVED)) == ["Luther was born in Eisleben. He married in 1525. He moved to Torgau."]
    (quoted,) = completed("تأسست المدرسة عام 1903. وهي أقدم مدرسة في البلاد.", "وهي أقدم مدرسة في البلاد.")
    assert quoted.text == "تأسست المدرسة عام 1903. وهي أقدم مدرسة في البلاد."


def test_what_it_leans_on_may_be_quoted_already():
    """Then both are one quotation, and all of it in the article's order."""
    assert texts(completed(LIFE, "Eisleben is a town.", MOVED, "Luther was born in Eisleben.")) == [
        "Luther was born in Eisleben. He married in 1525. He moved to Torgau.",
        "Eisleben is a town.",
    ]
    assert texts(completed(LIFE, MOVED, "He married in 1525.")) == [
        "Luther was born in Eisleben. He married in 1525. He moved to Torgau."
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{MOVED} Luther was born in Eisleben.",
        f"They met. {MOVED}",  # nobody says who
        f"By: Jane Doe. {MOVED}",
        f"{' '.join(f'w{n}' for n in range(20))},\n{MOVED}",
        f"{' '.join(f'w{n}' for n in range(57))}. {MOVED}",  # too long together
    ],
)
def test_a_sentence_that_leans_on_nothing_within_reach_stays_alone(text):
    """Half of what it leans on would help nobody."""
    assert texts(completed(text, MOVED)) == [MOVED]


def test_what_opens_a_paragraph_leans_on_the_one_before():
    """That is another citation, where there is room; a title between them parts them."""
    lead = "Luther was born in Eisleben."
    assert texts(completed(f"{lead}\n{MOVED}", MOVED)) == [lead, MOVED]
    long = f"Luther {' '.join(f'w{n}' for n in range(56))}."
    assert texts(completed(f"{long}\n{MOVED}", MOVED)) == [MOVED]
    assert texts(completed(f"{lead}\n\nIn Torgau\n\n{MOVED}", MOVED)) == [MOVED]
    # What is quoted as part of another quote already isn't quoted twice.
    devices, used = "A mask of glass was made in 1903.", "Luther used this mask."
    assert texts(completed(f"{devices} {used}\n{MOVED}", used, MOVED)) == [f"{devices} {used}", MOVED]


def test_what_it_leans_on_comes_before_another_quote():
    """Who it is about is part of the answer; what takes its room isn't shown, or shown after a name of its own."""
    long = f"{' '.join(f'w{n}' for n in range(50))}."
    told = ["Luther was born in Eisleben. He married in 1525. He moved to Torgau."]
    assert texts(completed(f"{LIFE} {long}", MOVED, long)) == told
    assert texts(completed(f"{LIFE} {long}", long, MOVED)) == [long]


def test_what_it_points_at_takes_no_room_from_another_quote():
    """ "These devices" behind another sentence is unclear, and false of nobody."""
    first, points = "A mask of glass was made in 1903.", "Divers used this mask for years."
    long = f"{' '.join(f'w{n}' for n in range(45))}."
    assert texts(completed(f"{first} {points} It rained. {long}", points)) == [f"{first} {points}"]
    assert texts(completed(f"{first} {points} It rained. {long}", points, long)) == [points, long]


SAID = (
    "Ingrid Solheim, the minister, wants a vote in May.",
    "The leader of the opposition, Paul Anders, whose party has said for many years that no such law is needed at all, "
    "and who had told a full house on Monday night in the old town hall that he was tired of all these votes, "
    "which cost so much money and which nobody in the north of the country had ever asked for, smiled.",
    "He wants a delay of one year.",
)


def test_nobody_s_words_pass_for_those_of_somebody_else():
    """What leans on more than fits is shown first or not at all, and what it follows may be shown."""
    minister, leader, he = SAID
    assert len(leader.split()) + len(he.split()) > MAX_QUOTE_WORDS
    assert texts(completed(f"{minister}\n{leader} {he}", minister, he)) == [minister]
    assert texts(completed(f"{minister} {leader} {he}", he, minister)) == [he, minister]
    assert texts(completed(f"{minister} {leader} He smiled. {he}", "He smiled.", he)) == ["He smiled.", he]


def test_translations_go_together():
    """One in two languages would pass for a translation of all."""
    first, second = "Luther was born in Eisleben.", "He died there."
    both = completed(f"{first} {second}", second, translations={first: "ولد لوثر في آيسلبن.", second: "ومات هناك."})
    assert [quote.translation for quote in both] == ["ولد لوثر في آيسلبن. ومات هناك."]
    assert texts(completed(f"{first} {second}", second, translations={second: "ومات هناك."})) == [second]


def test_two_languages_are_not_one_quotation():
    """The whole would pass for a sentence of one of them, and the other would not be translated."""
    english, arabic = "The agency was founded in London.", "وهي أول وكالة في البلاد."
    both = {english: "تأسست الوكالة في لندن.", arabic: "It is the first agency in the country."}
    assert texts(completed(f"{english} {arabic}", arabic, translations=both)) == [arabic]


def test_what_repeats_what_it_leans_on_is_not_quoted():
    """The lead says it already."""
    lead, again, leans = "The Suez Canal was opened in 1869.", "The Suez Canal was opened in 1869", "It took ten years."
    text = f"{lead}\n{again}, in November. {leans}"
    assert texts(completed(text, leans, lead)) == [f"{again}, in November. {leans}"]


def test_the_end_of_a_sentence_that_was_cut_stands_by_itself_as_little():
    """What is quoted begins where a sentence does."""
    article, found = pieces("The bridge of Torgau,", "was built in 1903.", "It was damaged in 1944.")
    assert texts(choose([replace(found[2], score=0.9)], around_in(found), article.text)) == [article.text]


def test_a_beginning_is_part_of_what_holds_it():
    """Shortened it may lean where the whole doesn't; no word is quoted twice."""
    article, found = pieces("Luther reigned.", "In his long reign,", "He died in 1546.")
    shown = Telling(around_in(found), article.text).told([found[2], found[1]])
    assert shown is not None
    assert all(any(piece.text in passage.text for passage in shown) for piece in found[1:])
    ordered = sorted(shown, key=lambda passage: passage.start)
    assert all(one.end <= other.start for one, other in pairwise(ordered))


@given(st.data())
def test_whatever_leans_quotes_stay_verbatim_and_short(data: st.DataObject):
    """No two share a word of the article, the best is among them, and none passes for speaking of somebody else."""
    lengths = data.draw(st.lists(st.tuples(st.booleans(), st.integers(1, 40)), min_size=1, max_size=8))
    said = [
        f"{'He' if leans else 'Luther'} {' '.join(f's{place}w{n}' for n in range(length))}."
        for place, (leans, length) in enumerate(lengths)
    ]
    best = data.draw(st.lists(st.sampled_from(said), min_size=1, max_size=4, unique=True))
    text = " ".join(said)
    chosen = completed(text, *best)
    assert sum(len(passage.text.split()) for passage in chosen) <= MAX_QUOTE_WORDS
    assert any(best[0] in passage.text for passage in chosen)
    for before, passage in pairwise(chosen):
        assert passage.text.startswith("Luther") or text[before.end : passage.start].isspace()
    ordered = sorted(chosen, key=lambda passage: passage.start)
    assert all(one.end < other.start for one, other in pairwise(ordered))


def test_what_is_cut_off_shows():
    """A quote that ends at a clause is shown with an ellipsis; the citation is verbatim."""
    article = Article.from_text("The canal was opened in 1869, after ten years.")
    text, citations = compose([Passage("The canal was opened in 1869,", 1, 0, 29, 1.0)], article, "en")
    assert text == "The canal was opened in 1869, … [1]"
    assert citations[0].quote == article.text[:29]


def test_a_sentence_that_has_no_chance_is_not_shown():
    """What fills the words that are left is still not worth reading."""
    article = prose(40, 40, 5)
    assert [p.paragraph for p in chosen_of(article, 0.6, 0.39, 0.001)] == [1]


def test_a_long_second_one_gives_way_to_a_shorter():
    """Both together have at most MAX_QUOTE_WORDS words."""
    article = prose(40, 40, 20)
    chosen = chosen_of(article, 0.5, 0.3, 0.2)
    assert [p.paragraph for p in chosen] == [1, 3]
    assert sum(len(p.text.split()) for p in chosen) == MAX_QUOTE_WORDS


def pieces(*texts: str) -> tuple[Article, list[Passage]]:
    """An article of one paragraph, and its pieces as sentences with falling scores."""
    article = Article.from_text(" ".join(texts))
    starts = [article.text.index(text) for text in texts]
    scores = [0.9 / 2**place for place in range(len(texts))]
    return article, [Passage(t, 1, a, a + len(t), s) for t, a, s in zip(texts, starts, scores, strict=True)]


@pytest.mark.parametrize("best", [0, 1])
def test_the_pieces_of_one_sentence_are_one_quote(best):
    """A quote that ends in a comma says half of it, and so does one that begins in the middle."""
    article, found = pieces("The founder, known as the Great (1769 to 1849),", "was the ruler of Egypt.", "He died.")
    ordered = [found[best], *(piece for piece in found if piece is not found[best])]
    (quoted,) = choose(ordered, around_in(found), article.text)
    assert quoted.text == "The founder, known as the Great (1769 to 1849), was the ruler of Egypt."
    assert article.text[quoted.start : quoted.end] == quoted.text


def test_pieces_that_are_too_long_together_stay_apart():
    """A quote has at most MAX_QUOTE_WORDS words."""
    article, found = pieces(" ".join(f"a{n}" for n in range(40)) + ",", " ".join(f"b{n}" for n in range(30)) + ".")
    (quoted,) = choose(found, lambda _: (None, iter(found[1:])), article.text)
    assert quoted == found[0]


def test_a_second_quote_says_something_else():
    """A sentence that repeats the best, whole or in part, gives way to the next."""
    article = Article.from_text("The envoy came to the city.\n\nThe envoy came.\n\nTalks began on Monday.")
    assert [p.paragraph for p in chosen_of(article, 0.5, 0.3, 0.2)] == [1, 3]


def test_what_does_not_fit_keeps_nothing_out():
    """A sentence that repeats one which is too long to be quoted takes its place."""
    first, second = (" ".join(f"{letter}{n}" for n in range(40)) for letter in "ab")
    article = Article.from_text(f"{first}.\n\n{second}.\n\n{second[:60]}.")
    assert [p.paragraph for p in chosen_of(article, 0.5, 0.3, 0.2)] == [1, 3]


def test_a_byline_is_no_second_quote():
    """It answers only who asks for it."""
    article = Article.from_text("The envoy came to the city.\n\nBy: Jane Doe\n\nTalks began on Monday.")
    assert [p.paragraph for p in chosen_of(article, 0.5, 0.3, 0.2)] == [1, 3]


def test_a_list_is_quoted_whole():
    """A sentence that announces a list brings the items that follow it, and not the prose behind them."""
    article = Article.from_text(
        "Three points are on the table:\n\nThe border in the east.\n\nThe prisoners of both sides.\n\n"
        "The assets that were frozen.\n\nThe president, who spoke later and at length, said that nothing was agreed."
    )
    chosen = chosen_of(article, 0.6, 0.1, 0.1, 0.1, 0.1)
    assert [p.paragraph for p in chosen] == [1, 2, 3, 4]
    assert sum(len(p.text.split()) for p in chosen) <= MAX_LIST_WORDS


@pytest.mark.parametrize("marks", [("- ", "- ", "- "), ("1. ", "2. ", "3. "), ("• ", "• ", "• ")])
def test_a_marked_list_is_quoted_whole_whatever_its_items_lengths(marks: tuple[str, ...]):
    """And prose behind it isn't, though it is as short."""
    items = ("a photo", "the old passport or a report of the police that it was lost", "52 euros")
    listed = "\n".join(mark + item for mark, item in zip(marks, items, strict=True))
    article = Article.from_text(f"Bring to the office:\n\n{listed}\n\nParking costs 2 euros an hour.")
    assert [p.paragraph for p in chosen_of(article, 0.6, 0.1, 0.1, 0.1, 0.1)] == [1, 2, 3, 4]


def test_a_line_over_a_list_announces_it():
    """Without a colon too. It is no second quote, and stands before an item that is quoted."""
    article = Article.from_text(
        "The library opens on Monday.\n\nWho pays nothing\n\n1. Children under twelve\n\n2. Pensioners\n\n"
        "Everybody else pays four pounds a year."
    )
    assert [p.paragraph for p in chosen_of(article, 0.1, 0.6, 0.1, 0.1, 0.1)] == [2, 3, 4]
    assert [p.paragraph for p in chosen_of(article, 0.4, 0.5, 0.04, 0.04, 0.04)] == [2, 3, 4]
    assert [p.paragraph for p in chosen_of(article, 0.5, 0.4, 0.04, 0.04, 0.04)] == [1]
    assert [p.paragraph for p in chosen_of(article, 0.0, 0.0, 0.0, 0.6, 0.4)] == [2, 4, 5]


NESTED = """How to pack.

1. Check the list

2. Fill the big bag with:

- a rope

- two blankets

3. Tie the boots outside"""


def test_an_item_of_an_item_leads_nothing_else():
    """Two lists in one, each behind its own line."""
    article = Article.from_text(NESTED)
    assert [p.paragraph for p in chosen_of(article, *[0.0] * 3, 0.96)] == [3, 4]
    assert [p.paragraph for p in chosen_of(article, *[0.0] * 5, 0.96)] == [6]
    assert [p.paragraph for p in chosen_of(article, *[0.0] * 2, 0.96)] == [3, 4, 5]


def test_several_items_are_quoted_with_all_of_their_list():
    """Two of four behind the line that announces them would pass for all."""
    text = "It rained.\n\nShe advises:\n\n- a hat\n\n- a coat. It is cold.\n\n- a map\n\n- tea\n\nAll of it fits."
    article = Article.from_text(text)
    found = completed(text, "- a hat", "- tea")
    assert [p.paragraph for p in found] == [2, 3, 4, 4, 5, 6]
    assert article.paragraphs[6].text == "All of it fits."
    assert [p.paragraph for p in completed(text, "- a map")] == [2, 5]
    long = text.replace("- a coat.", "- a coat " + "of wool " * 20 + ".")
    assert [p.paragraph for p in completed(long, "- a hat", "- tea")] == [2, 3, 4, 4, 5, 6]
    longer = text.replace("- a coat.", "- a coat " + "of wool " * 30 + ".")
    assert [p.paragraph for p in completed(longer, "- a hat", "- tea")] == [3, 6]


@pytest.mark.parametrize(
    ("asked", "reply"), [("Q: Will she sell the farm?", "A: Never."), ("س: هل ندمت يومًا؟", "ج: لا.")]
)
def test_a_short_reply_comes_with_its_question(asked: str, reply: str):
    """It says nothing alone."""
    text = f"It began in May 1903.\n\n{asked} \n\n{reply}\n\nIt rained a lot in that year."
    assert texts(completed(text, reply)) == [asked, reply]


def test_what_stands_over_a_list_has_to_fit():
    """Sixty words in all."""
    item = " ".join(f"w{n}" for n in range(57))
    article = Article.from_text(f"It rained.\n\nWhat you need to bring:\n\n- a pen\n\n- {item}")
    assert [p.paragraph for p in chosen_of(article, 0.0, 0.0, 0.0, 0.9)] == [4]
    assert [p.paragraph for p in chosen_of(article, 0.0, 0.0, 0.96, 0.0)] == [2, 3]


@pytest.mark.parametrize("asked", ["Q: Who paid for it?", "**Q: Who paid for it?**", "س: من دفع؟"])
def test_a_question_of_the_article_brings_its_reply(asked: str):
    """It says nothing alone, and is never what comes second."""
    article = Article.from_text(f"It began.\n\n{asked}\n\nThe customers paid.\n\nIt rained.")
    assert texts(chosen_of(article, 0.1, 0.9, 0.1, 0.1)) == [asked, "The customers paid."]
    assert asked not in texts(chosen_of(article, 0.4, 0.3, 0.1, 0.1))


def test_a_bare_no_says_what_follows_it():
    """Alone it answers whatever was asked; a second quote is never one."""
    text = "No. Any day ticket is valid until four.\nDogs travel free."
    assert texts(completed(text, "No.")) == ["No. Any day ticket is valid until four."]
    assert texts(completed(text, "Dogs travel free.", "No.")) == ["Dogs travel free."]
    assert texts(completed("نعم. تُقبل البطاقة في كل الخطوط.", "نعم.")) == ["نعم. تُقبل البطاقة في كل الخطوط."]


@pytest.mark.parametrize(
    ("asked", "replied"),
    [
        ("The mayor asked why the boat was late.", "The captain replied that the sea was rough."),
        ("وسألت العمدة عن سبب التأخير.", "فأجاب القبطان بأن البحر كان هائجًا."),
    ],
)
def test_what_somebody_asked_comes_with_the_reply(asked: str, replied: str):
    """And the reply with what was asked, as it says nothing of what "it" is."""
    assert texts(completed(f"{asked} {replied}", asked)) == [f"{asked} {replied}"]
    assert texts(completed(f"{asked} It rained.", asked)) == [asked]


def test_what_is_asked_again_and_again_takes_no_time():
    """Where nothing says what."""
    started = time.perf_counter()
    assert not quote._needs("She asked " * 20_000 + ".", "He replied.")
    assert time.perf_counter() - started < 5


def test_a_question_at_the_end_of_an_article_is_quoted_alone():
    assert texts(chosen_of(Article.from_text("It began.\n\nWho paid?"), 0.1, 0.9)) == ["Who paid?"]


def test_what_is_of_one_paragraph_is_in_the_article_s_order():
    """And so are the items of a list; the best one's come first."""
    text = "It was the best year. But it was no turning point. It rained."
    assert texts(completed(text, "But it was no turning point.", "It was the best year.")) == [
        "It was the best year.",
        "But it was no turning point.",
    ]
    article = Article.from_text("How it is made:\n\n1. Cut the onions.\n\n2. Fry them.\n\n3. Serve it hot.")
    assert [p.text[0] for p in chosen_of(article, 0.0, 0.2, 0.3, 0.4)] == ["H", "1", "2", "3"]


def test_an_announcement_at_the_end_of_an_article():
    """Nothing follows, so it is quoted alone."""
    article = Article.from_text("It began.\n\nThe points are:")
    assert texts(chosen_of(article, 0.1, 0.9)) == ["The points are:"]


@pytest.mark.parametrize("mark", ["[7]", "[١]", "【3】", "[1, 2]", "[1†source]", "[^4]", "［2］"])
def test_a_marker_of_the_article_s_own_is_none_of_ours(mark):
    """In the answer it stands in parentheses; the quote keeps it as it is."""
    article = Article.from_text(f"The treaty was signed in May {mark}.")
    text, citations = compose(passages(article, 1.0), article, "en")
    assert text == f"The treaty was signed in May ({mark[1:-1]}). [1]"
    assert citations[0].quote == article.text


def test_the_translation_is_shown_and_the_original_cited():
    """A question in the other language is answered from the translation, and that is no verbatim quote."""
    form = {"language": "ar", "title": None, "translator": "x", "machine": False}
    document = json.dumps({**form, "paragraphs": [[["He left.", "غادر."]]]})
    article = Article.from_text("He left.")
    article = article.with_translation(Translation.from_json(document, article.text))
    source = Passage("He left.", 1, 0, 8, 1.0, "غادر.")
    text, (citation,) = compose([source], article, "ar")
    assert text == "غادر. [1]"
    assert (citation.quote, citation.translation, citation.status) == ("He left.", "غادر.", "supported")


def test_without_a_translation_the_original_is_introduced():
    """One sentence in the reader's language, then the quotation in its own quotation marks."""
    article = Article.from_text("He left.")
    text, (citation,) = compose(passages(article, 1.0), article, "ar")
    assert text == "يقول المقال بلغته الأصلية:\n\n“He left.” [1]"
    assert citation.status == "verbatim"


def test_a_sentence_in_the_readers_language_needs_no_introduction() -> None:
    """In a mixed article an English sentence is given to an English reader as it is, an Arabic one is introduced."""
    article = Article.from_text("وصل الوفد إلى المدينة مساء الخميس. The mayor welcomed the guests.", language="ar")
    start = article.text.index("The mayor")
    english = Passage(article.text[start:], 1, start, len(article.text), 0.9)
    arabic = Passage(article.text[: start - 1], 1, 0, start - 1, 0.9)
    assert compose([english], article, "en")[0] == "The mayor welcomed the guests. [1]"
    assert compose([arabic], article, "en")[0].startswith("The article says, in its own language:\n\n«وصل")
    english = replace(arabic, text="He left again.")
    assert compose([english, arabic], article, "en")[0].startswith("He left again. [1]\n\n«وصل")
