import pytest

from assistant.citations import NOT_FOUND
from assistant.markers import neutralise
from prompts import PromptError, render

LANGUAGES = ("ar", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["answer", "standalone"])
def test_system_prompts_never_change(name, language):
    """Without placeholders they are the same in every call, so that a server can keep them in its cache."""
    assert render(name, language) == render(name, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_token_for_not_found_is_the_one_that_code_reads(language):
    """The prompt asks for exactly what `is_refusal` looks for."""
    assert NOT_FOUND in render("answer", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changes_comes_last(language):
    """The question stands after the sentences, and nothing in a value is read as a placeholder."""
    text = render("context", language, title="T", sentences="[1] costs $question", question="Q?")
    assert "[1] costs $question" in text
    assert text.endswith("Q?")
    assert render("followup", language, history=neutralise("a\nb"), question="Q?").endswith("Q?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forgotten_value_is_named(language):
    """A missing variable is a mistake in the program, and says which."""
    with pytest.raises(PromptError, match="title"):
        render("context", language, sentences="s", question="q")
