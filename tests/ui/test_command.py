import pytest

from ui.command import Command


def test_a_command_is_read():
    """Verb and what it is about."""
    document = '{"do": "rate", "value": "up", "turn": 3, "name": "x"}'
    assert Command.parse(document) == Command("rate", "up", "x", 3)


@pytest.mark.parametrize(
    "document", [None, "", "no json", "[]", "null", '{"do": 1}', '{"do": ["ask"], "turn": true}', "[" * 100_000]
)
def test_what_is_no_command_does_nothing(document):
    """The text comes from outside: whatever it is, it is no error."""
    assert Command.parse(document) == Command()
