import dataclasses
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings


def test_an_empty_environment_gives_the_defaults():
    """Nothing set: quotations unless a provider is configured, the bundled embedder, the user's data directory."""
    settings = Settings.from_env({})
    assert (settings.llm, settings.llm_base_url, settings.embeddings) == ("auto", None, "bundled")
    assert settings.judge == "auto"
    assert (settings.threshold, settings.timeout) == (0.2, 60.0)
    assert (settings.chroma_url, settings.chroma_key, settings.wait) == (None, None, 600.0)
    assert (settings.first_token_timeout, settings.connect_timeout) == (30.0, 5.0)
    assert (settings.urls, settings.hosts, settings.password) == (False, (), None)
    assert settings.data_dir.is_absolute()
    assert settings.data_dir.name == "article-assistant"


def test_every_setting_has_its_variable():
    """ASSISTANT_ and the field's name in capitals sets each field; blanks around a value don't count."""
    given = {
        "ASSISTANT_LLM": " openai:gpt ",
        "ASSISTANT_LLM_BASE_URL": "http://127.0.0.1:1/v1",
        "ASSISTANT_JUDGE": "none",
        "ASSISTANT_EMBEDDINGS": "some/model",
        "ASSISTANT_RANKER": "none",
        "ASSISTANT_ENTAILMENT": __file__,
        "ASSISTANT_DATA_DIR": "/somewhere",
        "ASSISTANT_CHROMA_URL": "https://chroma.example:8000/path",
        "ASSISTANT_CHROMA_TENANT": "us",
        "ASSISTANT_CHROMA_DATABASE": "articles",
        "ASSISTANT_CHROMA_KEY": "ck-secret",
        "ASSISTANT_WAIT": "0",
        "ASSISTANT_THRESHOLD": "0.5",
        "ASSISTANT_TIMEOUT": "7",
        "ASSISTANT_FIRST_TOKEN_TIMEOUT": "6.5",
        "ASSISTANT_CONNECT_TIMEOUT": "2",
        "ASSISTANT_URLS": "On",
        "ASSISTANT_HOSTS": "reader.example, 192.168.1.5 [fd00::1]",
        "ASSISTANT_PASSWORD": " an open sesame ",
        "ASSISTANT_API_KEY": "open-sesame",
        "HOME": "/root",
    }
    hosts = ("reader.example", "192.168.1.5", "[fd00::1]")
    expected = Settings(
        llm="openai:gpt",
        llm_base_url="http://127.0.0.1:1/v1",
        judge="none",
        embeddings="some/model",
        ranker="none",
        entailment=__file__,
        data_dir=Path("/somewhere"),
        chroma_url="https://chroma.example:8000/path",
        chroma_tenant="us",
        chroma_database="articles",
        chroma_key="ck-secret",
        wait=0.0,
        threshold=0.5,
        timeout=7.0,
        first_token_timeout=6.5,
        connect_timeout=2.0,
        urls=True,
        hosts=hosts,
        password="an open sesame",
        api_key="open-sesame",
    )
    assert Settings.from_env(given) == expected
    assert {f"ASSISTANT_{field.name.upper()}" for field in dataclasses.fields(Settings)} == set(given) - {"HOME"}


def test_a_key_is_no_word_of_the_settings():
    """It is in no log, and in ASCII, since a header carries nothing else."""
    assert "sesame" not in repr(Settings(api_key="open-sesame"))
    with pytest.raises(SettingsError, match="api_key has letters"):
        Settings(api_key="مفتاح")


@pytest.mark.parametrize("value", ["", "  ", "\t"])
def test_an_empty_value_is_none(value):
    """A variable that is set to nothing counts as not set."""
    names = {f"ASSISTANT_{field.name.upper()}" for field in dataclasses.fields(Settings)}
    if value:
        names -= {"ASSISTANT_PASSWORD", "ASSISTANT_API_KEY"}
    assert Settings.from_env(dict.fromkeys(names, value)) == Settings()


@pytest.mark.parametrize("name", ["ASSISTANT_PASSWORD", "ASSISTANT_API_KEY"])
def test_blanks_are_no_password_and_no_key(name):
    """Whoever set them meant one: it isn't left open in silence."""
    with pytest.raises(SettingsError, match=f"^{name} is nothing but blanks; give another, or leave it out"):
        Settings.from_env({name: "  "})
    own = name.removeprefix("ASSISTANT_").lower()
    with pytest.raises(SettingsError, match=f"^{own} is nothing but blanks"):
        Settings(**{own: " " * 14})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("llm", "url"),
    [
        ("openai:m", "http://127.0.0.1:8080/v1"),
        ("openai:m", "https://me:pass@models.example/v1?version=2"),
        ("openai:m", "http://[::1]:8080/v1"),
        ("ollama:m", "http://127.0.0.1:11434"),
        ("ollama:m", "gpu.local:11434"),
    ],
)
def test_where_a_language_model_may_be(llm, url):
    """What the clients of the providers take, goes through as it is."""
    assert Settings(llm=llm, llm_base_url=url).llm_base_url == url


@pytest.mark.parametrize(
    ("llm", "url"),
    [
        ("openai:m", "nonsense"),
        ("openai:m", "127.0.0.1:8080"),
        ("openai:m", "ftp://pass@models.example"),
        ("openai:m", "http://"),
        ("openai:m", "http://pass@models.example:99999"),
        ("openai:m", "http://models.example/v1 pass"),
        ("ollama:m", "nonsense"),
        ("ollama:m", "gpu.local:pass"),
    ],
)
def test_where_no_language_model_is(llm, url):
    """It is told when the settings are made, without what may be a password in it."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"ASSISTANT_LLM": llm, "ASSISTANT_LLM_BASE_URL": url})
    assert str(caught.value) == (
        "ASSISTANT_LLM_BASE_URL is no address of a server; expected one as in http://127.0.0.1:8080/v1."
    )


def test_the_home_directory_is_expanded(monkeypatch):
    """~ is the user's home."""
    monkeypatch.setenv("HOME", "/srv/someone")
    assert Settings.from_env({"ASSISTANT_DATA_DIR": "~/data"}).data_dir == Path("/srv/someone/data")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ASSISTANT_LLN", "none", "ASSISTANT_LLN is no setting; ASSISTANT_LLM is."),
        ("ASSISTANT_TRESHOLD", "1", "ASSISTANT_TRESHOLD is no setting; ASSISTANT_THRESHOLD is."),
        ("ASSISTANT_THRESHOLD", "abc", "ASSISTANT_THRESHOLD is 'abc'; expected a number."),
        ("ASSISTANT_THRESHOLD", "nan", "ASSISTANT_THRESHOLD is nan; expected a number from 0 to 1."),
        ("ASSISTANT_THRESHOLD", "inf", "ASSISTANT_THRESHOLD is inf"),
        ("ASSISTANT_THRESHOLD", "-0.01", "ASSISTANT_THRESHOLD is -0.01"),
        ("ASSISTANT_THRESHOLD", "1.01", "ASSISTANT_THRESHOLD is 1.01"),
        ("ASSISTANT_TIMEOUT", "abc", "ASSISTANT_TIMEOUT is 'abc'; expected a number."),
        ("ASSISTANT_TIMEOUT", "nan", "ASSISTANT_TIMEOUT is nan; expected a number of seconds over 0."),
        ("ASSISTANT_TIMEOUT", "inf", "ASSISTANT_TIMEOUT is inf"),
        ("ASSISTANT_TIMEOUT", "0", "ASSISTANT_TIMEOUT is 0.0"),
        ("ASSISTANT_TIMEOUT", "-1", "ASSISTANT_TIMEOUT is -1.0"),
        (
            "ASSISTANT_FIRST_TOKEN_TIMEOUT",
            "0",
            "ASSISTANT_FIRST_TOKEN_TIMEOUT is 0.0; expected a number of seconds over 0.",
        ),
        ("ASSISTANT_CONNECT_TIMEOUT", "abc", "ASSISTANT_CONNECT_TIMEOUT is 'abc'; expected a number."),
        ("ASSISTANT_PASSWORD", "sesame", "ASSISTANT_PASSWORD has 6 characters; expected 8 or more."),
        ("ASSISTANT_DATA_DIR", "~nosuchuser/x", "ASSISTANT_DATA_DIR is '~nosuchuser/x'"),
        ("ASSISTANT_WAIT", "long", "ASSISTANT_WAIT is 'long'; expected a number."),
        ("ASSISTANT_WAIT", "-1", "ASSISTANT_WAIT is -1.0; expected a number of seconds, 0 or more."),
        ("ASSISTANT_WAIT", "inf", "ASSISTANT_WAIT is inf"),
        (
            "ASSISTANT_CHROMA_URL",
            "127.0.0.1:8000",
            "ASSISTANT_CHROMA_URL is no address of a server; expected one as in http",
        ),
        ("ASSISTANT_CHROMA_URL", "ftp://chroma.example", "ASSISTANT_CHROMA_URL is no address"),
        ("ASSISTANT_CHROMA_URL", "http://", "ASSISTANT_CHROMA_URL is no address"),
        ("ASSISTANT_CHROMA_URL", "http://a:99999", "ASSISTANT_CHROMA_URL is no address"),
        ("ASSISTANT_CHROMA_URL", "http://[::1", "ASSISTANT_CHROMA_URL is no address"),
        ("ASSISTANT_CHROMA_URL", "http://me:pass@chroma.example", "ASSISTANT_CHROMA_URL is no address"),
        ("ASSISTANT_CHROMA_URL", "http://chroma.example/?key=pass", "ASSISTANT_CHROMA_URL is no address"),
        (
            "ASSISTANT_CHROMA_TENANT",
            "us",
            "ASSISTANT_CHROMA_TENANT or ASSISTANT_CHROMA_DATABASE is set, and no server; set ASSISTANT_CHROMA_URL",
        ),
        ("ASSISTANT_CHROMA_DATABASE", "articles", "ASSISTANT_CHROMA_TENANT or ASSISTANT_CHROMA_DATABASE is set"),
        ("ASSISTANT_CHROMA_KEY", "pass pass", "ASSISTANT_CHROMA_KEY has characters that no key has; expected ASCII"),
        (
            "ASSISTANT_ENTAILMENT",
            "/no/file",
            "ASSISTANT_ENTAILMENT is '/no/file', and there is no such file; expected it",
        ),
        (
            "ASSISTANT_RANKER",
            "non",
            "ASSISTANT_RANKER is 'non', and there is no such file; expected it, bundled or none.",
        ),
        ("ASSISTANT_URLS", "maybe", "ASSISTANT_URLS is 'maybe'; expected on or off."),
        ("ASSISTANT_URL", "on", "ASSISTANT_URL is no setting; ASSISTANT_URLS is."),
        ("ASSISTANT_HOSTS", "*", "ASSISTANT_HOSTS has '*'; expected names and addresses"),
        ("ASSISTANT_HOSTS", "a.example:7860", "ASSISTANT_HOSTS has 'a.example:7860'; expected names and addresses"),
        ("ASSISTANT_HOSTS", "http://a.example", "ASSISTANT_HOSTS has 'http://a.example'; expected names and addresses"),
    ],
)
def test_a_bad_value_is_refused_in_one_sentence(name, value, message):
    """The error is a SettingsError in one line, with what was given and what was expected."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({name: value})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert "pass@" not in str(caught.value)
    assert "pass pass" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_key_alone_means_chroma_cloud():
    """Tenant and database are those that the key is for, unless they are named; the key is never shown."""
    settings = Settings.from_env({"ASSISTANT_CHROMA_KEY": "ck-secret"})
    assert settings.chroma_url == "https://api.trychroma.com"
    assert "ck-secret" not in repr(settings)
    named = Settings.from_env({"ASSISTANT_CHROMA_KEY": "ck-secret", "ASSISTANT_CHROMA_TENANT": "us"})
    assert (named.chroma_url, named.chroma_tenant) == ("https://api.trychroma.com", "us")


@pytest.mark.parametrize("threshold", [0, 1, 0.14])
def test_the_bounds_of_the_threshold_are_allowed(threshold):
    """0 always answers, 1 never does."""
    assert Settings(threshold=threshold).threshold == threshold


def test_settings_are_frozen_and_hashable():
    """Settings name an assistant in a cache, so they don't change."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().llm = "none"  # type: ignore[misc]
    assert hash(Settings(llm="none")) == hash(Settings(llm="none"))


def test_variables_of_other_programs_are_left_alone() -> None:
    """A variable that merely begins as ours do, such as OpenAI's ASSISTANT_ID, is ignored."""
    assert Settings.from_env({"ASSISTANT_ID": "asst_1", "ASSISTANT_NAME": "x"}) == Settings()


def test_a_password_is_not_shown():
    """Neither in a log nor in a traceback."""
    assert "sesame" not in repr(Settings(password="an open sesame"))
