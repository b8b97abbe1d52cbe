import pytest

from assistant.settings import Settings
from tests.ui.fakes import fake_assistant
from ui.options import STRICTNESS, Options


def test_the_usual_options_leave_the_assistant_as_it_is():
    """Nothing is made anew for who sets nothing."""
    assistant = fake_assistant()
    assert Options().on(assistant) is assistant


def test_strictness_orders_the_thresholds():
    """The usual one is what the settings say by default; the others lie on both sides, between 0 and 1."""
    usual = Settings().threshold
    lenient, balanced, strict = (Options(strictness=choice).threshold(usual) for choice in STRICTNESS)
    assert 0 < lenient < balanced == usual < strict < 1
    assert (lenient, balanced, strict) == tuple(STRICTNESS.values())


@pytest.mark.parametrize("usual", [0.0, 1.0])
def test_the_ends_of_the_scale_stay_on_it(usual):
    """Settings may say always or never; no choice leaves the scale."""
    found = [Options(strictness=choice).threshold(usual) for choice in STRICTNESS]
    assert 0 <= found[0] <= found[1] == usual <= found[2] <= 1


def test_quotations_only_needs_no_model():
    """The language model is left out, and nothing else is changed."""
    assistant = fake_assistant()
    assistant.settings = type(assistant.settings)(llm="openai:gpt-x", threshold=0.2)
    tuned = Options(mode="quote").on(assistant)
    assert (tuned.settings.llm, tuned.settings.threshold) == ("none", 0.2)


@pytest.mark.parametrize(("model", "llm"), [("fake-1", "none"), (None, "auto")])
def test_quotations_are_judged_as_ever(model, llm):
    """Where there are only quotations anyhow, nothing is changed: "none" would leave out what judges them too."""
    assistant = fake_assistant()
    assistant.settings, assistant.model_name = Settings(llm="auto"), model
    assert Options(mode="quote").on(assistant).settings.llm == llm


def test_what_is_no_option_changes_nothing():
    """Names and values come from outside."""
    options = Options("quote", "strict")
    assert options.changed("mode", "free") == options.changed("strictness", "") == options.changed("x", "y") == options
    assert options.changed("mode", "model") == Options("model", "strict")
