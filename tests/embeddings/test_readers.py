"""Files of every format, made by LibreOffice and Chromium, and the text that is read out of them."""

import io
import unicodedata
import zipfile
from functools import cache
from pathlib import Path

import pytest

from embeddings.article import Article
from embeddings.errors import ArticleError
from embeddings.readers import MAX_BYTES, MAX_CHARACTERS, read_document
from embeddings.readers.kinds import kind_of
from tests.data.crowded import AUTHOR, DATE
from tests.data.documents import SOURCES, Source
from tests.data.make import EUROPEAN

DATA = Path(__file__).parent.parent / "data"
FORMATS = ("txt", "md", "html", "crowded.html", "docx", "office.pdf", "browser.pdf")

sources = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
formats = pytest.mark.parametrize("format_", FORMATS)


@cache
def read(source: Source, format_: str) -> Article:
    """The article in the file of `source` in this format."""
    return Article.from_file(DATA / f"{source.name}.{format_}")


def plain(text: str, format_: str) -> str:
    """`text` as it is compared: composed, and without the bars of tables in PDF, where a full column leaves no gap."""
    text = unicodedata.normalize("NFC", text)
    if format_ == "txt":
        return text.translate(EUROPEAN)
    return " ".join(text.replace("|", " ").split()) if format_.endswith("pdf") else text


@sources
@formats
def test_every_paragraph_is_read_to_the_character(source: Source, format_: str):
    """All of them, in order, under their titles, and nothing else: no menu, header, page number or broken word."""
    article = read(source, format_)
    found = [(plain(p.text, format_), plain(p.section or "", format_)) for p in article.paragraphs]
    assert found == [(plain(text, format_), plain(section, format_)) for text, section in source.paragraphs]


@sources
@formats
def test_the_title_and_the_language_are_found(source: Source, format_: str):
    """The title is that of the article, and not of the site or the file."""
    article = read(source, format_)
    assert unicodedata.normalize("NFC", article.title) == unicodedata.normalize("NFC", source.title)
    assert article.language == source.language


@sources
@formats
def test_offsets_point_into_the_text(source: Source, format_: str):
    """As in every article."""
    article = read(source, format_)
    assert all(article.text[p.start : p.end] == p.text for p in article.paragraphs)


@sources
def test_a_text_that_was_read_is_read_again_the_same(source: Source):
    """So an article can be stored as its text alone."""
    article = read(source, "docx")
    assert Article.from_text(article.text, article.title, article.language) == article


@pytest.mark.parametrize("source", SOURCES[::3], ids=lambda source: source.name)
@pytest.mark.parametrize("format_", ["html", "docx", "office.pdf"])
def test_content_decides_and_not_the_name(source: Source, format_: str):
    """A file is read for what it is under any name."""
    data = (DATA / f"{source.name}.{format_}").read_bytes()
    article = read(source, format_)
    for name in ("article.txt", "article.md", "photo.png"):
        assert Article.from_bytes(data, name) == article


def test_text_is_only_markdown_by_name():
    """The bytes of both are the same: the name alone tells."""
    data = b"# Aims\n\nThey *met* in [Moscow](https://example.org).\n"
    assert Article.from_bytes(data, "a.txt").text == data.decode()
    assert Article.from_bytes(data, "A.MD").text == "# Aims\n\nThey met in Moscow."


@pytest.mark.parametrize(
    "text", ["وصل.\r\nغادر.\r\n", "a < b and c > d.\n", "<3 is a heart.\n", "PDF and HTML are formats.\n"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.pdf", ""])
def test_plain_text_stays_as_it_is(text: str, name: str):
    """Line ends and all, whatever it is called."""
    assert Article.from_bytes(text.encode(), name).text == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\r\n%PDF-1.4\n", "pdf"),
        (b"<!DOCTYPE html><p>a", "html"),
        (b"\xef\xbb\xbf  <HTML lang=ar>", "html"),
        (b'<?xml version="1.0"?>\n<!-- a - b -->\n<html>', "html"),
        ("<html><p>نعم".encode("utf-16"), "html"),
        (b"The <html> tag begins a page.", "text"),
        (b"", "text"),
    ],
)
def test_a_kind_is_known_by_its_beginning(data: bytes, kind: str):
    """With byte-order marks, comments and blanks before it."""
    assert kind_of(data, "name") == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859-6"])
def test_the_encoding_of_a_page_is_the_one_it_names_or_has(encoding: str):
    """Its declaration counts where it is true; one that lies is passed over."""
    named = encoding.removesuffix("-sig")
    page = f'<html><head><meta charset="{named}"></head><body><p>وصل المبعوث الخاص إلى موسكو اليوم.</p></body></html>'
    assert Article.from_bytes(page.encode(encoding), "a").text == "وصل المبعوث الخاص إلى موسكو اليوم."
    lying = page.replace(named, "ascii").encode("utf-8")
    assert Article.from_bytes(lying, "a").text == "وصل المبعوث الخاص إلى موسكو اليوم."


def test_a_page_without_an_article_of_its_own_is_read_whole():
    """A few words in a body are the text, without scripts and menus."""
    page = b"<html><body><nav>Home</nav><script>var a = 1;</script><div>Hello.<br>Bye.</div></body></html>"
    assert read_document(page).text == "Hello.\nBye."


@pytest.mark.parametrize("sign", ["\f", "&#12;", "\x1f", "&#x1;"])
def test_a_page_may_hold_signs_that_no_xml_may(sign: str):
    """A form feed before or behind a script is a blank; fuzzing found that it made the reader fail."""
    for script in (f"<script>1</script>{sign}", f"{sign}<script>1</script>"):
        for text in (f"{script}<p>Hello.</p>Bye.", f"<p>Hello.{script}</p>Bye.", f"<p>Hello.</p>{script}Bye."):
            read = read_document(f"<html><body>{text}</body></html>".encode())
            assert read.text.split() == ["Hello.", "Bye."]


def test_what_is_too_large_is_refused():
    """By bytes before it is read, by characters after."""
    with pytest.raises(ArticleError, match="more than 20 MB; give a part"):
        read_document(b"a" * (MAX_BYTES + 1))
    with pytest.raises(ArticleError, match=r"2,000,001 characters, more than 2,000,000; give a part"):
        read_document(b"a" * (MAX_CHARACTERS + 1))


def told(data: bytes, name: str) -> tuple[str | None, str | None]:
    """Who wrote the article and on which day, as its file says."""
    article = Article.from_bytes(data, name)
    return article.author, article.date


def with_core(data: bytes, entries: str) -> bytes:
    """A document of Word that says this of itself."""
    core = (
        '<x xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>A title</dc:title>{entries}</x>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as other:
        for part in archive.namelist():
            other.writestr(part, core if part == "docProps/core.xml" else archive.read(part))
    return made.getvalue()


@sources
def test_the_author_and_the_day_of_a_page_are_found(source: Source):
    """Those of the article, from a page that has other days too; a page that names none has none."""
    page = read(source, "crowded.html")
    assert (page.author, page.date) == (AUTHOR[source.language], DATE)
    assert (read(source, "html").author, read(source, "html").date) == (None, None)


@pytest.mark.parametrize("author", ["Ilse Brandt", "ليلى منصور"])
def test_the_author_and_the_day_of_a_file_are_found(author: str):
    """Where each format has them; the id of an article doesn't depend on them."""
    front = f"---\nauthor: '{author}'\ndate: 2025-05-01T09:30:00Z\n---\n\n# Aims\n\nThey met.\n"
    assert told(front.encode(), "a.md") == (author, "2025-05-01")
    word = (DATA / "en-news.docx").read_bytes()
    core = f"<dc:creator> {author} </dc:creator><dcterms:created>2025-05-01T09:30:00Z</dcterms:created>"
    assert told(with_core(word, core), "a.docx") == (author, "2025-05-01")
    assert Article.from_bytes(with_core(word, core), "a.docx") == Article.from_bytes(word, "a.docx")
    creator = b"/Creator<FEFF005700720069007400650072>"
    given = f"/Author<FEFF{author.encode('utf-16-be').hex().upper()}>".encode()
    pdf = (DATA / "en-news.office.pdf").read_bytes()
    assert creator in pdf
    # The day that it names is the one on which the file was made.
    assert b"/CreationDate" in pdf
    assert told(pdf.replace(creator, given), "a.pdf") == (author, None)


def test_what_is_no_author_or_day_is_left_out():
    """Nothing at all, a day that isn't one, a date in words, a text in place of a name."""
    word = (DATA / "en-news.docx").read_bytes()
    assert told(word, "a.docx") == (None, None)
    core = "<dc:creator>\n</dc:creator><dcterms:created>2025-02-30T00:00:00Z</dcterms:created>"
    assert told(with_core(word, core), "a.docx") == (None, None)
    front = f"---\nauthor: {'word ' * 50}\ndate: last May\n---\nThey met.\n"
    assert told(front.encode(), "a.md") == (None, None)
    assert told(b"They met.", "a.txt") == (None, None)
    page = b"<html><body><p>On 3 March 2019 they met in the town hall, and nobody knows why.</p></body></html>"
    assert told(page, "a.html") == (None, None)
