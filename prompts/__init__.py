"""The project's prompts, each once, as `name.language.md` beside this file, with `$placeholders`."""

from importlib.resources import files
from string import Template

__all__ = ["PromptError", "render"]


class PromptError(LookupError):
    """A prompt template is missing, or a variable of it: a mistake in the program, not in what it was given."""


def render(name: str, language: str, **variables: str) -> str:
    """The prompt `name` in `language` ("ar" or "en") with its placeholders filled.

    Values are put in as they are: a `$` in one is never read as a placeholder.

    Raises:
        PromptError: there is no such prompt, a placeholder got no value, or a value no placeholder.
    """
    source = files(__package__) / f"{name}.{language}.md"
    if not source.is_file():
        raise PromptError(f"There is no prompt {name!r} in {language!r}: {source.name} is not in prompts/.")
    template = Template(source.read_text("utf-8").strip())
    expected, given = set(template.get_identifiers()), set(variables)
    if expected != given:
        raise PromptError(f"The prompt {source.name} takes {sorted(expected)}, but was given {sorted(given)}.")
    return template.substitute(variables)
