import pytest

from assistant.modality import told_as_done
from assistant.tokens import tokens


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("He met Anna.", ["He"]),
        ("  (He met Anna. Then “Bob” left: Eve came;\nDan stayed.", ["He", "Then", "Bob", "Eve", "Dan"]),
        ("He met 5% Anna, and - Bob.", ["He"]),
        ("He met 'Anna' and \"Bob\".", ["He", "Bob"]),
    ],
)
def test_a_capital_tells_nothing_where_a_sentence_opens(text, opens):
    """Nor behind a colon or an opening quotation mark; elsewhere it tells a name."""
    assert [text[token.start :].split()[0].strip('.;:”"') for token in tokens(text) if token.capital is None] == opens


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ['"', "“", "'", " ", "a ", "كتب ", "- ", "\n"])
def test_a_long_text_is_read_at_once(piece):
    """Each word is told from what stands right before it, not from all of the text before it."""
    text = f"{piece * 6000}{'a b ' * 2000}{'كتب ' * 1000}"
    tokens(text)
    told_as_done(text, ["It left."])
