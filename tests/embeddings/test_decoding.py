import codecs
import gzip
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.decoding import decode
from embeddings.errors import ArticleError

ARABIC = "وصل المبعوث الخاص إلى موسكو، الخميس 22 يناير 2026.\r\nثم غادر؟\n"
ENGLISH = "The envoy arrived in Moscow on Thursday.\r\nThen he left – at 10:30.\n"
MIXED = "وصل Steve Witkoff إلى موسكو.\nHe left.\n"


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, MIXED, "نعم", "Yes"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str):
    """The text comes back character for character, line ends and all, without the byte-order mark."""
    assert decode(text.encode(encoding)) == text


def test_utf_16_with_the_mark_of_the_other_end_is_read():
    """The mark says which end comes first, not the machine."""
    assert decode(codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be")) == ARABIC


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        MIXED,
        "<table>" + "<tr><td>1234567890</td><td>3.14</td></tr>\n" * 50 + "المجموع النهائي</table>",
        "2026 2025 2024 2023 1 2 3 4 5 6 7 8 9 0 10 11 12 13 14 15 سنة",
        "قال جاك شيراك “نعم” … ثم زار مقهى Café de Flore مع صديقه القديم في باريس قبل أن يعود إلى بيته.",
        "وَصَلَ مُحَمَّدٌ إلى پاريس",
        "He said “yes” – and left…",
    ],
    ids=["prose", "mixed", "mark-up", "digits", "a French name", "tashkeel", "English quotation marks"],
)
def test_windows_1256_is_read(text: str):
    """What counts is whether the words are Arabic, not how many of the characters are letters."""
    assert decode(text.encode("cp1256")) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Élysée : le président a reçu la délégation américaine à l'hôtel.", "latin-1"),
        ("Über München fährt die Straßenbahn nach Köln.", "latin-1"),
        ("El año pasado el niño comió allí también.", "latin-1"),
        ("Привет, как дела? Всё хорошо.", "cp1251"),
        ("Γειά σου Κόσμε, τι κάνεις;", "cp1253"),
        ("שלום עולם, מה שלומך היום?", "cp1255"),
        (ARABIC, "iso8859-6"),
    ],
)
def test_another_encoding_is_not_read_as_arabic(text: str, encoding: str):
    """It would become a nonsense that nobody notices; the message says what to do."""
    with pytest.raises(ArticleError, match="neither UTF-8, UTF-16 nor Arabic in Windows-1256; save it as UTF-8"):
        decode(text.encode(encoding))


@pytest.mark.parametrize("text", [ARABIC, MIXED, "نعم"])
def test_utf_8_with_a_broken_character_is_not_read_as_windows_1256(text: str):
    """A file that was cut inside a character is named as such, with the place."""
    whole = text.encode()
    broken = "ص".encode()[:1]
    with pytest.raises(ArticleError, match=rf"not valid UTF-8 \(byte {len(whole)}\)"):
        decode(whole + broken)
    with pytest.raises(ArticleError, match=r"not valid UTF-8 \(byte 0\)"):
        decode(broken + whole)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0",
        gzip.compress(ARABIC.encode(), mtime=0),
        random.Random(0).randbytes(4096),
        random.Random(1).randbytes(4097),
        bytes(1000),
        bytes(range(1, 32)) * 8,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + random.Random(2).randbytes(500),
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0>\0\x01\0\0\0",
        codecs.BOM_UTF8 + bytes(9),
        codecs.BOM_UTF32_LE + "Yes".encode("utf-32-le"),
    ],
    ids=["PNG", "gzip", "random", "random, odd", "zeros", "control characters", "PDF", "ELF", "marked zeros", "UTF-32"],
)
def test_binary_is_refused(data: bytes):
    """The message says that it is binary."""
    with pytest.raises(ArticleError, match="it is binary, not text; give a text file"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (codecs.BOM_UTF8 + b"a\xff", r"not valid UTF-8 \(byte \d\)"),
        (codecs.BOM_UTF16_LE + b"a\0b", r"not valid UTF-16 \(byte \d\)"),
    ],
)
def test_bytes_that_belie_their_mark_are_refused(data: bytes, message: str):
    """The message names the encoding and the byte."""
    with pytest.raises(ArticleError, match=message):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes):
    """No exception but ArticleError escapes, and what is read holds no NUL."""
    with suppress(ArticleError):
        assert "\0" not in decode(data)
