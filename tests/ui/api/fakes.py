"""A library in memory that answers at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.answer import Answer, AnswerEvent, Citation
from assistant.errors import LibraryError
from assistant.library.store import Entry
from assistant.settings import Settings
from assistant.turn import checked_question
from embeddings.article import Article
from embeddings.passages import Passage
from tests.assistant.library.articles import FERRY


class FakeLibrary:
    """Quotes the first paragraph of the article that is asked, or of the first."""

    def __init__(self) -> None:
        self.settings = Settings(llm="none", data_dir=Path("/nonexistent"))
        self.articles = {FERRY.id: FERRY}

    def __contains__(self, article_id: object) -> bool:
        return article_id in self.articles

    def list(self) -> tuple[Entry, ...]:
        return tuple(map(Entry.of, self.articles.values()))

    def get(self, article_id: str) -> Article:
        if article_id not in self.articles:
            raise LibraryError("There is no such article in the library; list it to see what there is.")
        return self.articles[article_id]

    def add(self, article: Article) -> Entry:
        self.articles[article.id] = article
        return Entry.of(article)

    def remove(self, article_id: str) -> None:
        if self.get(article_id) is not FERRY:
            del self.articles[article_id]

    def stream(
        self, question: str, article: str | None = None, history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[AnswerEvent]:
        text = checked_question(question)
        (passage,) = self.retrieve(question, article, 1)
        place = (passage.paragraph, passage.text, passage.start, passage.end)
        found = self.get(passage.article or "")
        cited = Citation(1, *place, None, "verbatim", found.id, found.title)
        yield AnswerEvent("passages", passages=(passage,))
        yield AnswerEvent("text", text=passage.text)
        answer = Answer(text, f"{passage.text} [1]", "en", True, "quote", (cited,), (passage,), 0.1)
        yield AnswerEvent("answer", answer=answer)

    def retrieve(self, question: str, article: str | None = None, k: int = 5) -> tuple[Passage, ...]:
        checked_question(question, k)
        found = self.get(article or FERRY.id)
        first = found.paragraphs[0]
        return (Passage(first.text, first.number, first.start, first.end, 1.0, article=found.id),)
