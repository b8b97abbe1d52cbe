"""Files that can't be read, by accident or on purpose: one clear sentence each, no crash and no hang."""

import io
import random
import zipfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from embeddings.article import Article
from embeddings.errors import ArticleError
from embeddings.readers import process

DATA = Path(__file__).parent.parent / "data"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def file(name: str) -> bytes:
    """A file of tests/data."""
    return (DATA / name).read_bytes()


def docx(body: str, before: str = "", **parts: str) -> bytes:
    """A document of Word with this body; `parts` are those beside it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def archive(*names: str) -> bytes:
    """A ZIP archive with these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return made.getvalue()


def encrypted(data: bytes) -> bytes:
    """A ZIP archive whose files ask for a password, as its directory says."""
    made = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(mark)
        while place >= 0:
            made[place + flags] |= 1
            place = made.find(mark, place + 4)
    return bytes(made)


BOMB = docx("", **{f"part{number}": "a" * 10_000_000 for number in range(21)})
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (file("locked.pdf"), "the PDF is locked with a password; save a copy without one."),
        (
            file("scanned.pdf"),
            "the PDF is scanned: its pages are pictures without text; give one that went through OCR.",
        ),
        (file("en-news.office.pdf")[:200], "the PDF is damaged and can't be read; save or download it again."),
        (b"%PDF-1.7\n" + bytes(1000), "the PDF is damaged and can't be read; save or download it again."),
        (file("en-news.docx")[:4000], "the DOCX or ZIP file is damaged; save or download it again."),
        (docx("<w:p><w:r>"), "the DOCX file is damaged; save or download it again."),
        (docx(""), "The article is empty (0 characters, none visible); give some text."),
        (BOMB, "the DOCX file unpacks to more than 200 MB; it isn't read."),
        (docx("&b;", ENTITIES), "the DOCX file defines entities, which no Word does, so it isn't read."),
        (
            archive("xl/workbook.xml"),
            "it is a spreadsheet (XLSX); give a text, Markdown, HTML, DOCX or PDF file.",
        ),
        (
            archive("photo.jpg"),
            "it is a ZIP archive without an article of ours; give a text, Markdown, HTML, DOCX or PDF file.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "it is a file of an old Office (DOC); save it as DOCX or PDF.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "the document is locked with a password; save a copy without one.",
        ),
        (b"{\\rtf1\\ansi Hello}", "it is a Rich Text file (RTF); save it as DOCX or as plain text."),
        (
            b"<html><body><script>1</script></body></html>",
            "the web page holds no text; save the page that shows the article.",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "it is a picture (PNG); the words in it can't be read; give a text, Markdown, HTML, DOCX or PDF file.",
        ),
        (b"", "The article is empty (0 characters, none visible); give some text."),
        (b"\xef\xbb\xbf\r\n \r\n", "The article is empty (5 characters, none visible); give some text."),
        (encrypted(docx("")), "the document is locked with a password; save a copy without one."),
        (file("ar-guide.txt")[:101], "it is not valid UTF-16 (byte 100); save it as UTF-8."),
        (file("ar-news.txt")[:102], "it is not valid UTF-8 (byte 101); save it as UTF-8."),
        (file("en-news.html")[:60], "the web page holds no text; save the page that shows the article."),
        (b"<html></html>", "the web page holds no text; save the page that shows the article."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["upload.docx", "صورة.pdf"])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(data: bytes, message: str, name: str):
    """It says what was given and what to do, after the name, whatever the name."""
    with pytest.raises(ArticleError) as caught:
        Article.from_bytes(data, name)
    assert str(caught.value) == f"{name}: {message}"


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "picture", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture", "JPEG"),
        (b"GIF89a\x01\0\x01\0", "picture", "GIF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture", "WebP"),
        (b"BM\x0a\0\0\0....", "picture", "BMP"),
        (b"\0\0\0\x18ftypheic\0", "picture", "HEIC"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x"/>', "picture", "SVG"),
        (b"\0\0\0\x18ftypisom\0", "video", "MP4"),
        (b"ID3\x03\0\0", "sound", "MP3"),
        (b"MZ\x90\0\x03\0", "program", "EXE"),
        (b"\x7fELF\x02\x01", "program", "ELF"),
        (b"Rar!\x1a\x07\x01\0", "archive", "RAR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old_office", "XLS"),
        (archive("ppt/slides.xml"), "slides", "PPTX"),
        (archive("META-INF/container.xml"), "ebook", "EPUB"),
        (archive("mimetype", "content.xml"), "opendocument", "ODT"),
        (archive("Index/Document.iwa"), "iwork", ""),
        (archive("photo.jpg"), "zip", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_of_another_kind_is_named(data: bytes, code: str, kind: str):
    """Its reason has a code and its format, for who says it in another language."""
    with pytest.raises(ArticleError) as caught:
        Article.from_bytes(data, "upload.txt")
    assert (caught.value.code, caught.value.values) == (code, {"kind": kind})
    assert kind in str(caught.value)


@pytest.mark.parametrize("source", [b"", b"---\ntitle: A title\n---\n", b"<!-- a comment -->\n", b"![](a.png)\n"])
def test_markdown_without_text_is_empty(source: bytes):
    """It is said as of any other text."""
    with pytest.raises(
        ArticleError, match=r"^a\.md: The article is empty \(0 characters, none visible\); give some text\.$"
    ):
        Article.from_bytes(source, "a.md")


@pytest.mark.parametrize("text", ["GIF89a is a format of pictures.", "BMW built it.", "MZ opens a program."])
def test_a_text_about_files_is_a_text(text: str):
    """It may begin as they do."""
    assert Article.from_bytes(text.encode(), "a.txt").text == text


def test_a_reason_comes_out_of_the_other_process():
    """Its code and values as well as its sentence."""
    with pytest.raises(ArticleError) as caught:
        Article.from_bytes(BOMB, "a.docx")
    assert (caught.value.code, caught.value.values) == ("unpacks", {"megabytes": 200})


@pytest.mark.parametrize(
    "name", ["ar-news.office.pdf", "en-guide.browser.pdf", "ar-guide.docx", "en-essay.html", "ar-essay.md"]
)
@pytest.mark.filterwarnings("ignore")  # a library may warn about what is broken
def test_broken_bytes_raise_nothing_else(name: str):
    """Cut anywhere, or with bytes changed: it is read, or refused as it should be."""
    chance = random.Random(name)
    whole = file(name)
    module = {"pdf": "pdf", "docx": "docx", "html": "html", "md": "markdown"}[name.rpartition(".")[2]]
    read = import_module(f"embeddings.readers.{module}").read
    for turn in range(24):
        data = bytearray(whole[: chance.randrange(len(whole))] if turn % 2 else whole)
        for _ in range(turn):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(ArticleError):
            assert read(bytes(data)).text is not None


@pytest.mark.parametrize(
    "data",
    [
        b"<html>" + b"<div>" * 100_000 + b"deep",
        b"<html><body>" + b"<table><tr><td>" * 20_000 + b"<p>deep",
        b"<html><body>" + b"<p>a" * 60_000,
        b"<html><!-" + b"-" * 1_000_000,
        docx("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000),
        b"> " * 50_000 + b"deep",
        b"[" * 100_000,
        b"*a_ " * 100_000,
    ],
    ids=["divs", "tables", "paragraphs", "a comment", "controls", "quotes", "brackets", "stars"],
)
@pytest.mark.timeout(60)
def test_depth_and_length_end_soon(data: bytes):
    """What is nested or repeated without end is read or refused, within a minute."""
    with suppress(ArticleError):
        assert Article.from_bytes(data, "a.md").text


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch):
    """The message says how long it was given."""
    monkeypatch.setattr(process, "MAX_WAIT", 0.01)
    with pytest.raises(ArticleError, match=r"took more than 0.01 seconds to read; give a part of it"):
        process.read_apart("pdf", file("en-news.office.pdf"))


def test_a_reader_that_works_too_long_is_ended(monkeypatch: pytest.MonkeyPatch):
    """By the time that it has worked, which on a busy machine is not the time that has passed."""
    pytest.importorskip("resource")
    code = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 5))\nwhile True: pass"
    monkeypatch.setattr(process, "_CODE", code)
    with pytest.raises(ArticleError, match=r"took more than 120 seconds to read; give a part of it"):
        process.read_apart("pdf", b"")


def test_a_reader_that_dies_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch):
    """Whatever ends the process, there is a sentence, and the reason behind it."""
    monkeypatch.setattr(process, "_CODE", "import os; os.abort()")
    with pytest.raises(ArticleError, match="made the reader fail") as caught:
        process.read_apart("pdf", b"")
    assert "exit code -6" in str(caught.value.__cause__)


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch):
    """A reader that asks for more than its share is told so, and not the machine."""
    resource = pytest.importorskip("resource")
    code = process._CODE.replace(
        "main()", "import embeddings.readers.pdf as pdf; pdf.read = lambda data: bytes(10**11); main()"
    )
    monkeypatch.setattr(process, "_CODE", code)
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(ArticleError, match="unpacks to more than there is memory for"):
        process.read_apart("pdf", b"")
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_word_shows_what_is_read():
    """Insertions, links, controls and boxes are text; deletions, hidden text, fields and tables of contents aren't."""
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>Contents 1</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>Aims</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>One </w:t></w:r><w:ins><w:r><w:t>two </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>gone </w:delText></w:r></w:del><w:hyperlink><w:r><w:t>three</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:br/><w:t>four</w:t><w:tab/><w:t>five.</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>Beside.</w:t>{box}</w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="t"><w:name w:val="toc 1"/></w:style><w:style w:styleId="h">'
        '<w:name w:val="Mine"/><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:name w:val="heading 1"/>'
        "</w:style></w:styles>"
    )
    article = Article.from_bytes(docx(body, styles=styles), "a.docx")
    assert article.title == "Aims"
    assert article.text.split("\n\n") == [
        "## Aims", "One two three\nfour five.", "Controlled.", "Beside.", "In a box.", "a | b",
    ]  # fmt: skip
