"""A library whose articles are translated, and how an answer says so."""

import json
from pathlib import Path

import pytest

from assistant.errors import LibraryError, ModelError
from assistant.library.library import Library
from assistant.source import read_source
from assistant.terminal import readable
from assistant.translate.making import translated
from embeddings.article import Article
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.library.articles import settings, small_library
from tests.assistant.translate.articles import CORAL, ENGLISH, FERRY, hosted, reply
from tests.embeddings.fakes import word_overlap

QUESTION = "What does the researcher Layla Mansour say?"


def quoting(folder: Path) -> Library:
    """The same library without a language model."""
    return Library(settings(folder), embedder=word_overlap(400))


@pytest.fixture
def library(tmp_path) -> Library:
    """One with an article that has been translated."""
    made = small_library(tmp_path, CORAL, FERRY, model=QueuedChatModel(replies=[reply(ENGLISH)]))
    made.translate(CORAL.id)
    return quoting(tmp_path)


def test_a_translated_article_takes_the_place_of_the_one_without(library):
    """One entry, which says who made the translation; the id that it had leads to it, and adding it again too."""
    entries = {entry.title: entry for entry in library}
    assert len(entries) == len(library) == 2
    entry = entries[CORAL.title]
    assert (entry.translator, entry.machine_translated, entry.original) == ("QueuedChatModel", True, CORAL.id)
    assert entry.id != CORAL.id
    assert library.get(CORAL.id).id == entry.id
    assert CORAL.id in library
    assert library.add(CORAL) == entry
    assert entries[FERRY.title].translator is None


def test_a_question_is_answered_from_the_translation_and_cited_in_the_original(library):
    """And each citation says that a machine translated: as a field, in print, and in the terminal."""
    for answer in (library.ask(QUESTION), library.ask(QUESTION, CORAL.id)):
        (cited,) = answer.citations[:1]
        assert cited.quote in CORAL.text
        assert cited.translation == ENGLISH[3]
        assert ENGLISH[3] in answer.text
        assert cited.machine_translated
        assert all(passage.machine_translated for passage in answer.passages if passage.translation)
        assert "· machine translation: “" in str(answer)
        assert "given in machine translation" in readable(answer)


def test_in_arabic_the_words_are_arabic(tmp_path):
    """The article is English, and the machine's Arabic is the answer."""
    from tests.assistant.translate.articles import ARABIC

    small_library(tmp_path, FERRY, model=QueuedChatModel(replies=[reply(ARABIC)])).translate(FERRY.id)
    answer = quoting(tmp_path).ask("من تقود العبّارة منذ عام 1998؟")
    assert answer.citations[0].machine_translated
    assert "· ترجمة آلية: “" in str(answer)
    assert "منقول بترجمة آلية" in readable(answer)


def test_a_quote_in_the_question_s_language_is_no_translation(library):
    """Who asks in the article's language gets its words, and nothing about a machine."""
    answer = library.ask("ماذا تقول الباحثة ليلى منصور؟")
    assert answer.citations[0].status == "verbatim"
    assert "آلية" not in str(answer) + readable(answer)


def test_a_sentence_without_a_translation_is_quoted_as_it_is(tmp_path):
    """It is found all the same, introduced as the article's own language, and no machine is named."""
    wrong = ENGLISH[4].replace("Kushner", "Kissinger")
    model = QueuedChatModel(replies=[reply([*ENGLISH[:4], wrong]), reply([wrong])])
    small_library(tmp_path, CORAL, model=model).translate(CORAL.id)
    answer = quoting(tmp_path).ask("كوشنر موسكو January 22?")
    answer = answer if answer.language == "en" else quoting(tmp_path).ask("When did he arrive, in January? 22 يناير")
    (cited,) = [cited for cited in answer.citations if "كوشنر" in cited.quote]
    assert (cited.translation, cited.machine_translated, cited.status) == (None, False, "verbatim")
    assert "The article says, in its own language:" in answer.text
    assert "Kissinger" not in answer.text


def test_removing_it_removes_the_translation(library, tmp_path):
    """By either id; nothing of it stays."""
    library.remove(CORAL.id)
    assert [entry.title for entry in library] == [FERRY.title]
    assert list((tmp_path / "translations").iterdir()) == []


def test_what_can_not_be_translated_is_one_sentence(tmp_path):
    """An article that comes with the program, one that isn't there, and a library without a model."""
    library = Library(settings(tmp_path), also=[FERRY], embedder=word_overlap(400))
    library.add(CORAL)
    with pytest.raises(LibraryError, match="comes with the program"):
        library.translate(FERRY.id)
    with pytest.raises(LibraryError, match="no article"):
        library.translate("0" * 32)
    with pytest.raises(ModelError, match="ASSISTANT_LLM"):
        library.translate(CORAL.id)
    assert library.get(CORAL.id) == CORAL


def test_a_file_that_was_translated_is_read_with_its_translation(tmp_path):
    """`--article` and `library add` find it by what is in the file."""
    file = tmp_path / "coral.txt"
    file.write_text(CORAL.text, "utf-8")
    given = settings(tmp_path)
    article = Article.from_file(file)
    assert read_source(str(file), given) == article
    model = QueuedChatModel(replies=[reply(ENGLISH)])
    made = translated(article, hosted(tmp_path), model=model, embedder=word_overlap(400))
    assert read_source(str(file), given) == made
    file.write_text(CORAL.text.replace("الكلس", "الحجر"), "utf-8")
    assert read_source(str(file), given).translation is None


def test_an_entry_from_before_there_were_translations_is_read(tmp_path):
    """It has three fields less."""
    small_library(tmp_path, FERRY)
    (file,) = (tmp_path / "library").glob(f"{FERRY.id}.json")
    record = json.loads(file.read_text("utf-8"))
    for name in ("translator", "machine_translated", "original"):
        del record[name]
    file.write_text(json.dumps(record), "utf-8")
    (entry,) = quoting(tmp_path)
    assert (entry.id, entry.translator, entry.machine_translated) == (FERRY.id, None, False)
