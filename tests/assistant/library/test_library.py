"""A library as its callers meet it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from filelock import FileLock

from assistant import Article, Assistant, Library
from assistant.errors import BusyError, LibraryError, QuestionError
from assistant.loading import shared_follows
from embeddings.build import build_retriever
from embeddings.errors import EmbeddingError
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.library.articles import ALL, CORAL, FERRY, GARLIC, settings, small_library
from tests.embeddings.fakes import embedded, foreign_word_overlap, word_overlap


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("library"), *ALL)


QUESTIONS = [
    ("Who has steered the ferry since 1998?", FERRY, "Captain Ilse Brandt has steered it since 1998."),
    ("When is garlic harvested?", GARLIC, "Garlic is planted in October and harvested in July."),
    ("ماذا تقول الباحثة ليلى منصور؟", CORAL, "تقول الباحثة ليلى منصور إن الشعاب فقدت نصف مساحتها منذ عام 1950."),
]


@pytest.mark.parametrize(("question", "article", "quote"), QUESTIONS)
def test_all_articles_are_asked_and_the_right_one_is_cited(library, question, article, quote):
    """A citation names its article, and stands in that article's own text, in its own paragraph."""
    cited = library.ask(question).citations[0]
    assert (cited.quote, cited.article, cited.title) == (quote, article.id, article.title)
    assert article.text[cited.start : cited.end] == quote
    paragraph = article.paragraphs[cited.paragraph - 1]
    assert paragraph.start <= cited.start < cited.end <= paragraph.end


@pytest.mark.parametrize(("question", "article", "quote"), QUESTIONS)
def test_every_place_of_an_answer_stands_where_it_says(library, question, article, quote):
    """Passages, citations and what is nearest: verbatim in the article that each names."""
    answer = library.ask(question)
    assert answer.passages
    for place in (*answer.passages, *answer.nearest):
        assert library.get(place.article).text[place.start : place.end] == place.text
    for citation in answer.citations:
        assert library.get(citation.article).text[citation.start : citation.end] == citation.quote
        assert f"[{citation.marker}]" in answer.text


def test_a_model_of_one_s_own_takes_the_place_of_the_bundled_one(tmp_path):
    """Its scale is found out by questions that are given to it all at once."""
    asked = Library(settings(tmp_path), embedder=foreign_word_overlap())
    asked.add(FERRY)
    asked.add(GARLIC)
    assert asked.ask(QUESTIONS[0][0]).citations[0].quote == QUESTIONS[0][2]


def test_one_article_is_asked(library):
    """By its id, or itself: what another one says is not its answer."""
    for named in (GARLIC, GARLIC.id):
        answer = library.ask("Who has steered the ferry since 1998?", named)
        assert {citation.article for citation in answer.citations} == {GARLIC.id}
        assert {passage.article for passage in answer.passages} == {GARLIC.id}


def test_an_answer_names_the_article_in_the_terminal(library):
    """`print(library.ask(…))` shows the title beside the paragraph."""
    assert "[1] paragraph 2 · The ferry Aurora: “Captain" in str(library.ask(QUESTIONS[0][0]))


def test_an_answer_can_be_written_as_json(library):
    """As a plain mapping, like every answer."""
    assert asdict(library.ask(QUESTIONS[0][0]))["citations"][0]["title"] == "The ferry Aurora"


def test_the_passages_that_are_nearest_in_all(library):
    """Best first, each with its article; `k` counts over all of them."""
    found = library.retrieve("When is garlic harvested?", k=3)
    assert len(found) == 3
    assert found[0].article == GARLIC.id
    assert [passage.score for passage in found] == sorted((p.score for p in found), reverse=True)
    with pytest.raises(QuestionError, match="k is 0"):
        library.retrieve("When?", k=0)


def test_a_stream_is_the_steps_to_the_same_answer(library):
    """Passages, text, the checked answer; all of them at home in their articles."""
    question = QUESTIONS[0][0]
    events = list(library.stream(question))
    assert [event.kind for event in events] == ["passages", "text", "answer"]
    assert events[0].passages == library.ask(question).passages
    assert events[-1].answer is not None
    assert events[-1].answer.citations == library.ask(question).citations


def test_a_follow_up_stays_with_the_article_of_before(library):
    """ "And when?" is searched for behind the question that it leans on."""
    before = library.ask("When is garlic planted?")
    answer = library.ask("And how often is it watered?", history=[(before.question, before.text)])
    assert answer.citations[0].quote.startswith("Water it weekly")


def test_what_a_model_writes_may_cite_several_articles(tmp_path):
    """Each sentence is checked against what it cites, and each citation is of its own article."""
    question = "When is garlic harvested, and who has steered the ferry since 1998?"
    model = QueuedChatModel(replies=["NOT_FOUND"])
    small_library(tmp_path, *ALL, model=model).ask(question)
    shown = str(model.prompts[0][1].content)
    numbers = {
        text: next(line for line in shown.splitlines() if text in line).partition("]")[0].strip("[ ")
        for text in ("harvested in July", "Ilse Brandt")
    }
    garlic, ferry = numbers["harvested in July"], numbers["Ilse Brandt"]
    said = f"Garlic is harvested in July [{garlic}]. Captain Ilse Brandt has steered it since 1998 [{ferry}]."
    answer = small_library(tmp_path, *ALL, model=QueuedChatModel(replies=[said])).ask(question)
    assert answer.mode == "generated"
    assert [citation.article for citation in answer.citations] == [GARLIC.id, FERRY.id]
    for citation, article in zip(answer.citations, (GARLIC, FERRY), strict=True):
        assert article.text[citation.start : citation.end] == citation.quote


def test_what_no_article_says(tmp_path):
    """It says so, and cites nothing."""
    answer = small_library(tmp_path, *ALL, threshold=1.0).ask("What is the capital of France?")
    assert (answer.found, answer.citations) == (False, ())


def test_articles_outlive_the_process(tmp_path):
    """Another library of the same folder has them, and embeds none of their texts again."""
    entries = small_library(tmp_path, *ALL).list()
    model = word_overlap(400)
    again = Library(settings(tmp_path), embedder=model)
    assert again.list() == entries
    assert again.get(FERRY.id) == FERRY
    assert again.ask(QUESTIONS[0][0]).citations[0].article == FERRY.id
    assert not [text for text in embedded(model) if "garlic" in text.lower() or "Captain" in text]


def test_the_vector_that_an_index_is_known_by_is_computed_once(tmp_path):
    """However many articles are opened."""
    model = word_overlap(400)
    library = Library(settings(tmp_path), embedder=model)
    for article in ALL:
        library.add(article)
    assert len([text for text in embedded(model) if text.startswith("1998: The treaty")]) == 1


def test_an_article_that_is_there_is_not_kept_twice(tmp_path):
    """The same text under the same title is the same article, and keeps its day."""
    library = small_library(tmp_path, FERRY)
    (first,) = library.list()
    assert library.add(Article.from_text(FERRY.text, FERRY.title)) == first
    assert len(library) == 1


def test_articles_are_listed_and_removed(tmp_path):
    """Title, language and size; what was removed is found no more, in other processes too."""
    library, other = small_library(tmp_path, *ALL), small_library(tmp_path)
    entry = next(entry for entry in library if entry.id == CORAL.id)
    assert (entry.title, entry.language, entry.paragraphs) == (CORAL.title, "ar", 2)
    assert entry.characters == len(CORAL.text)
    assert other.ask(QUESTIONS[1][0]).citations[0].article == GARLIC.id
    library.remove(GARLIC.id)
    assert GARLIC.id not in library
    assert len(library) == len(other) == 2
    for each in (library, other):
        assert GARLIC.id not in {passage.article for passage in each.retrieve(QUESTIONS[1][0])}
        with pytest.raises(LibraryError, match="There is no article"):
            each.remove(GARLIC.id)


def test_what_is_removed_leaves_no_text(tmp_path):
    """Nor does it where another process asked it, and this one has loaded nothing."""
    library = small_library(tmp_path, FERRY)
    library.ask("Where does the ferry go?", FERRY)
    assert list(tmp_path.glob(f"indexes/{FERRY.id}/*"))
    assert list(tmp_path.glob(f"library/vectors-*/{FERRY.id}.npy"))
    Library(settings(tmp_path)).remove(FERRY.id)
    assert left_of(FERRY, tmp_path) == []


def left_of(article: Article, folder: Path) -> list[str]:
    """The files of an article in a data directory."""
    return [path.name for path in folder.rglob("*") if article.id in path.name and path.suffix != ".lock"]


def test_what_is_being_indexed_is_not_half_removed(tmp_path):
    """It says that it is busy, and everything is as it was; once the index is done it goes."""
    library = small_library(tmp_path, FERRY)
    with FileLock(tmp_path / "indexes" / f"{FERRY.id}.lock"):
        with pytest.raises(BusyError, match="is building it"):
            library.remove(FERRY.id)
        assert (library.get(FERRY.id), FERRY.id in library) == (FERRY, True)
    assert library.ask(QUESTIONS[0][0]).citations[0].article == FERRY.id
    library.remove(FERRY.id)
    assert left_of(FERRY, tmp_path) == []


@pytest.mark.parametrize("asked", [None, FERRY.id])
def test_what_is_removed_while_it_is_indexed_leaves_nothing(tmp_path, monkeypatch, asked):
    """Who asks it has read its text before it went, and cleans up what was made of it since."""
    small_library(tmp_path, FERRY, GARLIC)
    library = small_library(tmp_path)

    def removing(article, *given):
        if article.id == FERRY.id and FERRY.id in library:
            small_library(tmp_path).remove(FERRY.id)
        return build_retriever(article, *given)

    monkeypatch.setattr("assistant.library.engine.build_retriever", removing)
    library.ask("Who has steered the ferry?", asked)
    assert FERRY.id not in library
    assert left_of(FERRY, tmp_path) == []


def test_what_a_killed_process_left_can_be_removed(tmp_path):
    """A text that is not listed: who wrote it, or removed it, came half way."""
    library = small_library(tmp_path, FERRY)
    (tmp_path / "library" / f"{FERRY.id}.json").unlink()
    library.remove(FERRY.id)
    assert left_of(FERRY, tmp_path) == []


def test_a_model_has_as_long_as_the_settings_say(tmp_path):
    """As with one article."""
    from dataclasses import replace

    from assistant.library.engine import Engine
    from assistant.library.selection import Selection

    chosen = replace(settings(tmp_path), first_token_timeout=3.0, timeout=7.0)
    engine = Engine.load(chosen, None, word_overlap(), lambda *_: None)
    steps = engine.steps(Selection((engine.open(FERRY),)))
    assert (steps.limits.first, steps.limits.total) == (3.0, 7.0)


def test_a_beginning_stands_in_its_own_article(tmp_path):
    """The second of two: what its retriever says of its sentence is put at its place in both."""
    from assistant.library.engine import Engine
    from assistant.library.selection import Selection

    sail = Article.from_text(
        "It began.\n\nThe ferry reached the town of Tarn on Monday evening, after a long storm.", "Sail"
    )
    engine = Engine.load(settings(tmp_path), None, word_overlap(), lambda *_: None)
    retriever = engine.open(sail).model_copy(update={"locate": lambda _question, _sentence, ends: [0.9] * len(ends)})
    both = Selection((engine.open(GARLIC), retriever))
    (sentence,) = (each for each in both.sentences() if "storm" in each.text)
    ((beginning, share),) = both.beginnings("When did it reach Tarn?", sentence)
    assert (beginning.text, share) == ("The ferry reached the town of Tarn on Monday evening,", 0.9)
    assert both.article.text[beginning.start : beginning.end] == beginning.text
    assert beginning.start == sentence.start


@pytest.mark.parametrize(
    ("odds", "entailment", "mode"),
    [(-3.0, "bundled", "quote"), (1.0, "bundled", "generated"), (-3.0, "none", "generated")],
)
@pytest.mark.parametrize("asked", [Assistant, Library])
def test_what_a_model_writes_must_follow(tmp_path, monkeypatch, asked, odds, entailment, mode):
    """One article or many: what reads claims is loaded where a model writes, and has a say."""
    from assistant import chat
    from assistant.library import engine

    for module in (chat, engine):
        monkeypatch.setattr(module, "shared_follows", {"bundled": lambda *_: odds}.get)
    article = Article.from_text("Since 1998 Captain Ilse Brandt has steered the ferry.")
    model = QueuedChatModel(replies=["Captain Ilse Brandt has steered the ferry since 1998 [1]."])
    chosen, embedder = replace(settings(tmp_path), entailment=entailment), word_overlap(400)
    one: Library | Assistant
    if asked is Library:
        one = Library(chosen, model=model, embedder=embedder, also=[article])
    else:
        one = Assistant(article, chosen, model=model, embedder=embedder)
    assert one.ask(QUESTIONS[0][0]).mode == mode


def test_what_reads_claims_is_what_the_setting_names(tmp_path):
    """With none, their words alone count."""
    assert shared_follows("none") is None
    with pytest.raises(EmbeddingError, match="missing"):
        shared_follows(str(tmp_path / "missing"))


def test_articles_come_from_files_too(tmp_path):
    """As for an assistant: a path is read."""
    file = tmp_path / "ferry.txt"
    file.write_text(FERRY.text)
    assert small_library(tmp_path / "data").add(file).title == "The ferry"


def test_articles_that_are_given_are_asked_and_not_kept(tmp_path):
    """They are in this library, can't be removed from it, and are in no other."""
    library = small_library(tmp_path, GARLIC, also=[FERRY])
    assert [entry.id for entry in library] == [FERRY.id, GARLIC.id]
    assert library.ask(QUESTIONS[0][0]).citations[0].article == FERRY.id
    assert library.add(FERRY).added == ""
    with pytest.raises(LibraryError, match="can't be removed"):
        library.remove(FERRY.id)
    assert [entry.id for entry in small_library(tmp_path)] == [GARLIC.id]


def test_a_library_without_articles(tmp_path):
    """Asking says what to do; listing makes no folder."""
    library = small_library(tmp_path / "new")
    assert library.list() == ()
    assert not (tmp_path / "new").exists()
    with pytest.raises(LibraryError, match="no articles; add one"):
        library.ask("Who?")


@pytest.mark.parametrize("wrong", ["", "0" * 32, "../secret", "x" * 500, "\ud800", "\0"])
def test_an_id_that_is_none(library, wrong):
    """One sentence, and no path leads out of the folder."""
    for call in (library.get, library.remove, lambda name: library.ask("Who?", name)):
        with pytest.raises(LibraryError, match="There is no article"):
            call(wrong)
    assert wrong not in library


def test_a_question_that_is_none(library):
    """As for an assistant."""
    for call in (library.ask, library.retrieve, lambda text: next(library.stream(text))):
        with pytest.raises(QuestionError, match="empty"):
            call(" ")


def test_many_add_and_ask_at_once(tmp_path):
    """Threads of two libraries of one folder: nothing is lost, nothing is there twice."""
    libraries = [small_library(tmp_path, FERRY), small_library(tmp_path)]
    articles = [Article.from_text(f"Report {n}\n\nThe valve number {n} was opened in {1900 + n}.") for n in range(8)]

    def work(n: int) -> None:
        libraries[n % 2].add(articles[n % 8])
        libraries[n % 2].ask("Who has steered the ferry since 1998?")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(16)))
    assert {entry.id for entry in libraries[0]} == {FERRY.id, *(article.id for article in articles)}
    assert libraries[1].ask("When was the valve number 5 opened?").citations[0].article == articles[5].id


def test_a_file_that_is_damaged_is_left_out(tmp_path):
    """The others are found; the one is asked about no more, and can be added anew."""
    library = small_library(tmp_path, FERRY, GARLIC)
    (tmp_path / "library" / f"{GARLIC.id}.text.json").write_text("{")
    again = small_library(tmp_path)
    assert again.ask(QUESTIONS[0][0]).citations[0].article == FERRY.id
    with pytest.raises(LibraryError):
        again.get(GARLIC.id)
    library.remove(GARLIC.id)
    library.add(GARLIC)
    assert again.get(GARLIC.id) == GARLIC


def test_vectors_that_are_gone_are_made_again(tmp_path):
    """They can be deleted at any time."""
    small_library(tmp_path, *ALL)
    for file in Path(tmp_path).glob("library/vectors-*/*.npy"):
        file.write_bytes(b"") if FERRY.id in file.name else file.unlink()
    assert small_library(tmp_path).ask(QUESTIONS[0][0]).citations[0].article == FERRY.id
    assert len(list(Path(tmp_path).glob("library/vectors-*/*.npy"))) == 3
