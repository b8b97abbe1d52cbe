"""Files that are large, or made to take all memory or all time: read or refused soon, in one clear sentence."""

import io
import time
import zipfile
import zlib
from collections.abc import Sequence

import pytest

from embeddings.article import Article
from embeddings.errors import ArticleError
from tests.embeddings.test_broken_files import WORD, docx

LINE = "The ferry to Samsa leaves the old harbour at nine, and this is page {}."


def pdf(streams: Sequence[bytes], filters: str = "", kids: str = "") -> bytes:
    """A PDF with a page for each stream of content; `kids` takes the place of its list of pages."""
    numbers = range(4, 4 + 2 * len(streams), 2)
    kids = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, stream in zip(numbers, streams, strict=True):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {number + 1} 0 R >>".encode(),
            f"<< /Length {len(stream)} {filters} >>\nstream\n".encode() + stream + b"\nendstream",
        ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    return (
        body
        + head
        + table
        + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


def page(number: int) -> bytes:
    """A page of ten lines."""
    lines = "".join(f"({LINE.format(number)} Line {line}.) Tj 0 -20 Td " for line in range(10))
    return f"BT /F1 11 Tf 50 750 Td {lines}ET".encode()


@pytest.mark.slow
def test_two_hundred_pages_are_read():
    """All of them, in order."""
    article = Article.from_bytes(pdf([page(number) for number in range(1, 201)]), "a.pdf")
    places = [article.text.index(f"this is page {number}.") for number in range(1, 201)]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "text",
    ["The ferry leaves at nine. " * 400_000, "تغادر العبّارة. " * 600_000, "x" * 10_000_000, "# a\n" * 2_500_000],
    ids=["English", "Arabic", "a word", "titles"],
)  # fmt: skip
@pytest.mark.timeout(240)
def test_ten_megabytes_of_text_are_refused(text: str, name: str):
    """By their length, in a sentence, whatever the file is called."""
    start = time.monotonic()
    with pytest.raises(ArticleError, match=r"characters, more than [24],000,000; give a part of it\.$|more than 20 MB"):
        Article.from_bytes(text.encode(), name)
    assert time.monotonic() - start < 60


def bomb(times: int) -> bytes:
    """Zeros, deflated twice: some hundred bytes that unpack to `times` megabytes."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(1 << 20)) for _ in range(times)) + packer.flush()
    return zlib.compress(once, 9)


def lying(size: int) -> bytes:
    """A DOCX whose part unpacks to a gigabyte, and that says it has `size` bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * (1 << 20))
    data = bytearray(made.getvalue())
    for place in (data.index(b"PK\x01\x02") + 24, data.index(b"PK\x03\x04") + 22):
        data[place : place + 4] = size.to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    """A DOCX whose part is marked as encrypted."""
    data = bytearray(docx("<w:p><w:r><w:t>Secret.</w:t></w:r></w:p>"))
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(sign) + place] |= 1
    return bytes(data)


LAUGHS = "<!DOCTYPE x [" + "<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
) + "]>"  # fmt: skip
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
REMOTE = "<!DOCTYPE x SYSTEM 'http://192.0.2.66/x.dtd'>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf([bomb(2500)], "/Filter [/FlateDecode /FlateDecode]"), id="a PDF that unpacks to 2.5 GB"),
        pytest.param(pdf([page(1)], kids="2 0 R " * 3), id="pages in a circle"),
        pytest.param(lying(100), id="an archive that lies"),
        pytest.param(encrypted(), id="an encrypted part"),
        pytest.param(docx("&a11;", LAUGHS), id="a billion laughs"),
        pytest.param(docx("&a;", OUTSIDE), id="an outside entity"),
        pytest.param(docx("x", REMOTE), id="a remote type"),
        pytest.param(docx("x", styles=LAUGHS + f"<w:styles xmlns:w='{WORD}'>&a11;</w:styles>"), id="laughs in styles"),
    ],
)
@pytest.mark.timeout(240)
def test_a_bomb_is_one_sentence(data: bytes):
    """It is refused, or what is harmless in it read; within the limit, and with nothing of this machine in it."""
    start = time.monotonic()
    try:
        text = Article.from_bytes(data, "a.docx").text
    except ArticleError as error:
        text = str(error)
        assert text.startswith("a.docx: ")
        assert text.endswith(".")
        assert "\n" not in text
    assert "root:" not in text
    assert "hahaha" not in text
    assert time.monotonic() - start < 200


@pytest.mark.parametrize("start", [f"<!DOCTYPE html [{OUTSIDE[14:-2]}]>", "<!DOCTYPE html>"])
def test_a_page_with_entities_and_frames_fetches_nothing(start: str):
    """What a web page refers to is not read: neither this machine's files nor another's pages."""
    body = (
        "<p>The ferry leaves at nine &a;.</p><iframe src='file:///etc/passwd'></iframe><img src='http://192.0.2.66/x'>"
    )
    text = Article.from_bytes(f"{start}<html><body><article>{body * 3}</article></body></html>".encode(), "a.html").text
    assert "The ferry leaves at nine" in text
    assert "root:" not in text
