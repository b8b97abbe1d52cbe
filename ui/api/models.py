"""What goes into the API and comes out of it."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.turn import MAX_QUESTION
from ui.opening import MAX_CHARACTERS

MAX_TURNS: Final = 100
"""Of a conversation that is sent along."""

MAX_PASSAGES: Final = 50
"""In one search."""

MAX_TITLE: Final = 300
"""Characters, as on the page."""

Text = Annotated[str, Field(max_length=MAX_QUESTION)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", examples=["8c2f0d5be39b4a1a9d7f0a4f6f0f6c11"])]
Name = Annotated[Literal["ar", "en"], Field(description="Arabic or English.")]
Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_QUESTION,
        description="In Arabic or English; the answer is in the same language.",
        examples=["Who is Jared Kushner?", "من كتب المقال؟"],
    ),
]
Which = Annotated[
    Id | None, Field(description="The id of the article to ask, as `GET /v1/articles` lists it. None: all of them.")
]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class TurnIn(_In):
    """A question of before and the text of its answer."""

    question: Text
    answer: Annotated[str, Field(max_length=MAX_CHARACTERS)]


class AskIn(_In):
    """A question."""

    question: Question
    article: Which = None
    history: Annotated[
        list[TurnIn],
        Field(max_length=MAX_TURNS, description="The conversation so far, oldest first, for follow-up questions."),
    ] = []


class RetrieveIn(_In):
    """What to search for."""

    question: Question
    article: Which = None
    k: Annotated[int, Field(ge=1, le=MAX_PASSAGES, description="How many passages to find.")] = 5


class ArticleIn(_In):
    """An article to add: its text, or the address of a page where the server reads from the web."""

    text: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=MAX_CHARACTERS,
            description="The article's own text. Offsets of citations count its characters.",
            examples=["The ferry Aurora crosses the strait twice a day. Ilse Brandt has steered it since 1998."],
        ),
    ] = None
    url: Annotated[str | None, Field(max_length=2000, description="Read only where ASSISTANT_URLS is on.")] = None
    title: Annotated[
        str | None, Field(max_length=MAX_TITLE, description="None: the title in the text.", examples=["The Aurora"])
    ] = None
    language: Annotated[Name | None, Field(description="None: found out.")] = None

    @model_validator(mode="after")
    def _one_source(self) -> "ArticleIn":
        if (self.text is None) == (self.url is None):
            given = "neither text nor url" if self.text is None else "both text and url"
            raise ValueError(f"The article has {given}; send one of them.")
        return self


MachineTranslated = Annotated[bool, Field(description="Whether a machine made the translation.")]


class PassageOut(_Out):
    """A piece of an article: `text[start:end]` of the article's text, counted in characters (Unicode code points)."""

    text: str
    article: Annotated[Id, Field(description="The id of the article that it stands in.")]
    paragraph: Annotated[int, Field(description="The number of its paragraph, from 1.")]
    start: int
    end: int
    score: Annotated[float, Field(description="Orders the passages of one search; higher is better.")]
    section: Annotated[str | None, Field(description="The title that it stands under.")]
    translation: Annotated[str | None, Field(description="What the article's parallel translation says there.")]
    machine_translated: MachineTranslated


class CitationOut(_Out):
    """The place that a claim rests on: `text[start:end] == quote` in the article that it names, always."""

    marker: Annotated[int, Field(description="The n of [n] in the answer's text.")]
    article: Annotated[Id, Field(description="The id of the article that is cited.")]
    title: Annotated[str, Field(description="And its title.")]
    paragraph: Annotated[int, Field(description="The number of its paragraph, from 1.")]
    quote: Annotated[str, Field(description="The article's own words, to the character.")]
    start: int
    end: int
    translation: Annotated[str | None, Field(description="What the article's parallel translation says there.")]
    machine_translated: MachineTranslated
    status: Annotated[
        Literal["verbatim", "supported"],
        Field(
            description="verbatim: the answer repeats the quote. supported: it repeats the translation, or it is in "
            "other words, its numbers, names and words stand in what it cites, and a small model, where one is asked, "
            "finds that it follows."
        ),
    ]


class AnswerOut(_Out):
    """A checked answer."""

    question: str
    text: Annotated[str, Field(description="In the question's language, with a marker [n] for each citation.")]
    language: Name
    found: Annotated[bool, Field(description="False: no article says it, and nothing is cited.")]
    mode: Annotated[
        Literal["quote", "generated"],
        Field(description="quote: the article's own sentences. generated: written by a language model, then checked."),
    ]
    citations: list[CitationOut]
    passages: Annotated[list[PassageOut], Field(description="What was read for the answer, best first.")]
    nearest: Annotated[list[PassageOut], Field(description="Where nothing was found: what is nearest to it.")]
    confidence: Annotated[float | None, Field(description="How likely it is that the articles answer, 0 to 1.")]
    doubtful: Annotated[bool, Field(description="True of a quotation where that is less than 0.5.")]
    caution: Annotated[
        str | None, Field(description="Of a doubtful one: what a reader should be told before the text.")
    ]
    note: Annotated[str | None, Field(description="How the answer came to be, where there is more to say.")]
    seconds: float


class PassagesOut(BaseModel):
    """What a search found."""

    passages: Annotated[list[PassageOut], Field(description="Best first.")]


class ArticleOut(_Out):
    """An article that can be asked."""

    id: Id
    title: str
    language: Name
    characters: int
    paragraphs: Annotated[int, Field(description="How many it has.")]
    added: Annotated[str, Field(description="When, in UTC; empty for the one that the server was started with.")]
    translator: Annotated[str | None, Field(description="Who made its parallel translation, where it has one.")]
    machine_translated: MachineTranslated


class WholeArticleOut(ArticleOut):
    """An article and its text, into which all offsets point."""

    text: str


class ArticlesOut(BaseModel):
    """All articles that can be asked, the last added last."""

    articles: list[ArticleOut]


class HealthOut(BaseModel):
    """The server runs."""

    status: Literal["ok"] = "ok"
    articles: Annotated[int, Field(description="How many can be asked.")]


class ErrorBody(BaseModel):
    """What went wrong."""

    message: Annotated[str, Field(description="One sentence: what was given, what was expected, what to do.")]
    type: Annotated[
        Literal["invalid_request_error", "authentication_error", "rate_limit_error", "server_error"],
        Field(description="Whose fault it is, in OpenAI's words."),
    ]
    code: Annotated[str, Field(description="The kind of error, for programs.", examples=["unknown_article"])]
    param: Annotated[str | None, Field(description="The field of the request that it is about.")] = None


class ErrorOut(BaseModel):
    """The one form that every error has."""

    error: ErrorBody
