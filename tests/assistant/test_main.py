import io
import json
import subprocess
import sys

import pytest

import assistant.__main__ as command
from assistant.answer import Answer
from assistant.judge import Verdict
from assistant.terminal import readable
from assistant.turn import MAX_QUESTION
from embeddings.article import Article
from embeddings.passages import Passage
from tests.assistant.fakes import QueuedChatModel
from tests.assistant.quick import QuickAssistant, number_of, quick
from tests.conftest import ROOT
from tests.foreign import FOREIGN

WHEN = "When did Witkoff and Kushner arrive in Moscow?"


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line without a real model: exit code, stdout, stderr."""

    def go(*arguments: str, model=None, threshold=0.0):
        monkeypatch.setenv("ASSISTANT_LLM", "none")
        monkeypatch.setenv("ASSISTANT_THRESHOLD", str(threshold))
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr(command, "Assistant", lambda *given: QuickAssistant(*given, model=model))
        code = command.main(arguments)
        written = capsys.readouterr()
        return code, written.out, written.err

    return go


def test_an_answer_and_its_quotes(run, default_article):
    """The text, then each citation with its paragraph and its quote, in lines of 100 characters at most."""
    code, out, _ = run("Who is Jared Kushner?")
    assert code == 0
    assert "[1] paragraph 2 · given in translation\n    “وصل المبعوث" in out
    assert max(map(len, out.splitlines())) <= 100
    assert default_article.paragraphs[1].text.split()[-1] in out


def test_an_answer_in_arabic(run):
    """The words around an Arabic answer are Arabic."""
    code, out, _ = run("من هو جاريد كوشنر؟")
    assert code == 0
    assert out.removeprefix("قد لا يجيب المقال عن هذا السؤال، وما يلي أقرب ما ورد فيه.\n\n").startswith("وصل المبعوث")
    assert "[1] الفقرة 2 · نقل حرفي" in out


def test_an_article_in_another_language(run, tmp_path):
    """It is said once, and the answer comes; of one in Arabic or English nothing is said."""
    source = tmp_path / "article.txt"
    source.write_text(FOREIGN["de"], "utf-8")
    code, out, err = run("Was kostete die Brücke?", "--article", str(source))
    assert (code, bool(out), err.count("in neither Arabic nor English")) == (0, True, 1)
    source.write_text("The new bridge was opened yesterday, and many people came to the feast. " * 4, "utf-8")
    assert run("When was it opened?", "--article", str(source))[2] == ""


def test_the_nearest_is_told_in_the_readers_language(run):
    """In translation where the article has one, and said to be that."""
    _, out, _ = run(WHEN, threshold=1.0)
    place, nearest = out.split("\n\n")[1].split("\n", 1)
    assert place.endswith("· given in translation)")
    assert "Witkoff" in nearest
    assert "ويتكوف" not in out
    _, out, _ = run("متى وصل ويتكوف وكوشنر إلى موسكو؟", threshold=1.0)
    assert "ويتكوف" in out
    assert "منقول" not in out


def test_what_the_article_doesn_t_say(run):
    """The sentence that says so, and the nearest passage with its paragraph."""
    code, out, _ = run(WHEN, threshold=1.0)
    assert code == 0
    assert out.startswith("The article doesn't say.\n\nThe nearest it does say: (paragraph ")


def test_json_is_the_answer(run, default_article):
    """Every field of the answer; the offsets are those of the article's text."""
    code, out, _ = run(WHEN, "--json", "--stream")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) == set(Answer.__dataclass_fields__)
    assert (answer["question"], answer["language"], answer["found"], answer["mode"]) == (WHEN, "en", True, "quote")
    assert answer["citations"]
    for citation in answer["citations"]:
        assert default_article.text[citation["start"] : citation["end"]] == citation["quote"]
    for passage in answer["passages"]:
        assert default_article.text[passage["start"] : passage["end"]] == passage["text"]
    assert "\\u0648" not in out, "Arabic can be read"


def test_a_stream_of_a_quotation_is_printed_once(run):
    """What came in pieces isn't said again."""
    code, out, _ = run("Who is Jared Kushner?", "--stream")
    assert code == 0
    assert out.count("son-in-law") == 1
    assert "once it was checked" not in out
    assert "\n[1] paragraph 2 · " in out


def test_a_stream_of_a_draft_is_followed_by_what_was_checked(run):
    """Where the check changed the text, the reader sees both, and which is which."""
    n = number_of(quick(), WHEN, "January 22")
    draft = f"Witkoff and Kushner arrived in Moscow on Thursday, January 22, 2026 [{n}]. They came by train [{n}]."
    code, out, _ = run(WHEN, "--stream", model=QueuedChatModel(replies=[draft]))
    assert code == 0
    assert out.startswith(draft)
    checked = out.partition("The answer once it was checked:\n")[2]
    assert checked.startswith("Witkoff and Kushner arrived in Moscow on Thursday, January 22, 2026 [1].\n")
    assert checked.endswith("Of what the language model wrote the check removed:\n    They came by train.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Why?", "--article", "/no/such/file.txt"), "/no/such/file.txt can't be read"),
        (("Why?", "--article", "/"), "/ is a folder; give the path of a text"),
        (("Why?", "--article", ""), "The name of the article's file is empty; give the path of a text"),
        (("Why?", "--article", " "), "The name of the article's file is empty; give the path of a text"),
        (("Why?", "--article", "a\0b"), "can't be read"),
        (("Why?", "--article", "a" * 300), "can't be read"),
        (("Why?", "--article", "/nosuch\udcff"), "can't be read"),
        (("Why?", "--article", "/no\nsuch\x1b[31m"), "can't be read"),
        (("Why?", "--article", "https://example.org/a"), "reading from the web is off; set ASSISTANT_URLS=on"),
        (("Why?", "--article", "FILE:///etc/passwd"), "reading from the web is off; set ASSISTANT_URLS=on"),
        (("",), "The question is empty"),
        ((" \u200f ",), "The question is empty"),
        (("x" * (MAX_QUESTION + 1),), "ask in at most 2000"),
        (("\udcff?",), "lone surrogates"),
    ],
)
def test_what_is_no_good_is_said_in_one_line(run, arguments, message):
    """Exit code 2, one line on stderr, nothing on stdout, no traceback, no control codes."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert "\x1b" not in err


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/a", "http://169.254.169.254/", "file:///etc/passwd", "http://a@b/"]
)
def test_addresses_are_asked_where_they_are_on(run, monkeypatch, url):
    """But none of this machine and its networks, and no files."""
    monkeypatch.setenv("ASSISTANT_URLS", "on")
    code, out, err = run("Why?", "--article", url)
    assert (code, out) == (2, "")
    assert err.startswith(url.replace("a@", ""))
    assert err.count("\n") == 1


def test_an_article_is_read_from_the_web(run, monkeypatch):
    """Its citations quote what was fetched."""
    text = "The envoy arrived in Moscow on Monday.\n\nTalks began the next day."
    monkeypatch.setenv("ASSISTANT_URLS", "on")
    monkeypatch.setattr(Article, "from_url", lambda url: Article.from_text(text, url))
    code, out, _ = run("When did the envoy arrive?", "--article", " https://news.example/1")
    assert code == 0
    assert "[1] paragraph 1" in out
    assert "arrived in Moscow on Monday" in out


def test_a_bad_setting_is_said_in_one_line(run):
    """Settings are checked before anything is loaded."""
    code, out, err = run("Why?", threshold="nan")
    assert (code, out, err) == (2, "", "ASSISTANT_THRESHOLD is nan; expected a number from 0 to 1.\n")


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("Why?", "--nosuch")])
def test_a_wrong_command_line(run, arguments):
    """argparse's own message and exit code."""
    with pytest.raises(SystemExit, match="2"):
        run(*arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--nosuch",), "unrecognized arguments: --nosuch; the following arguments are required: question"),
        (("--stream",), "error: the following arguments are required: question"),
        (("Why?", "Who?", "--nosuch"), "error: unrecognized arguments: Who? --nosuch"),
    ],
)
def test_all_that_is_wrong_with_a_command_line_is_told(run, capsys, arguments, said):
    """Of a mistyped option it is said that there is none, though the question is missing too."""
    with pytest.raises(SystemExit, match="2"):
        run(*arguments)
    told = capsys.readouterr().err
    assert told.endswith(f"{said}\n")
    assert told.splitlines()[0].endswith(" question")


def test_ctrl_c(run, monkeypatch):
    """Exit code 130, without a traceback."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(QuickAssistant, "ask", interrupted)
    assert run("Why?")[0] == 130


def test_an_article_doesn_t_command_the_terminal(run, tmp_path):
    """Control codes of the article are not printed; JSON has them escaped."""
    path = tmp_path / "own.txt"
    path.write_text(f"The envoy \x1b]0;owned\x07\x1b[31marrived\x9b5m on Monday.\n\n{'More words. ' * 99}", "utf-8")
    for arguments in ((), ("--stream",)):
        _, out, _ = run("When did the envoy arrive?", "--article", str(path), *arguments)
        assert "The envoy ]0;owned[31marrived5m on Monday." in out
    _, out, _ = run("When did the envoy arrive?", "--article", str(path), "--json")
    assert "\x1b" not in out
    assert json.loads(out)["citations"][0]["quote"] == path.read_text("utf-8").splitlines()[0]


def test_readable_keeps_paragraphs_apart():
    """A blank line between the parts of an answer; the note at the end."""
    article = Article.from_text("One.")
    passage = Passage("One.", 1, 0, 4, 1.0)
    answer = Answer("Q?", "a\n\nb", "en", False, "quote", (), (passage,), 0.1, "A note.", nearest=(passage,))
    assert readable(answer).split("\n\n") == [
        "a", "b", "The nearest it does say: (paragraph 1)\n    One.", "(A note.)"
    ]  # fmt: skip
    assert article.text == passage.text


def test_a_doubt_is_told_first():
    """Before the text, and not again behind it."""
    answer = Answer("س؟", "ج", "ar", True, "quote", (), (), 0.1, confidence=0.3, doubtful=True)
    assert answer.caution
    assert readable(answer).split("\n\n") == [answer.caution, "ج"]
    assert readable(answer, with_text=False) == ""


@pytest.mark.parametrize(("draft", "before"), [(None, ""), ("Nobody knows.", "The answer once it was checked:\n")])
def test_a_doubt_is_told_first_in_a_stream_too(run, monkeypatch, draft, before):
    """Of a quotation, and of one that stands in for what a model wrote."""
    monkeypatch.setattr("assistant.judge.Judge.verdict", lambda *_: Verdict(0.3))
    _, out, _ = run(WHEN, "--stream", model=QueuedChatModel(replies=[draft]) if draft else None)
    shown = out.partition(before)[2] if before else out
    assert shown.startswith("The article may not answer this; what follows is the nearest that it says.\n\n")
    assert out.count("may not answer") == 1


def test_help(run, capsys):
    """--help tells every option."""
    with pytest.raises(SystemExit, match="0"):
        run("--help")
    said = capsys.readouterr().out
    assert all(option in said for option in ("--article", "--json", "--stream", "library", "translate"))


def process(environ, *arguments: str, **options) -> "subprocess.Popen[bytes]":
    """The command line as a process of its own."""
    command_line = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.Popen(
        command_line, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )


@pytest.mark.slow
def test_a_terminal_that_knows_no_unicode(environ):
    """LC_ALL=C changes nothing: Arabic goes in and comes out; progress is told on stderr, the answer on stdout."""
    done = process({**environ, "LC_ALL": "C", "TERM": "dumb"}, "من هو جاريد كوشنر؟")
    out, err = (data.decode() for data in done.communicate())
    assert done.returncode == 0, err
    assert "[1] الفقرة 2" in out
    assert err.startswith("Loading the models …\n")
    assert "Traceback" not in err


@pytest.mark.slow
def test_nobody_reads_the_output(environ):
    """`| head -1`, or less: no traceback."""
    done = process(environ, "Who is Jared Kushner?")
    assert done.stdout is not None
    assert done.stderr is not None
    done.stdout.close()
    said = done.stderr.read().decode()
    done.stderr.close()
    assert done.wait() == 141
    assert "Error" not in said
    assert "Traceback" not in said


def test_a_stream_without_reconfigure(run, monkeypatch):
    """A stdout that is no file, as notebooks have, is written to as it is."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert run("Who is Jared Kushner?")[0] == 0
    assert "[1] paragraph 2" in stream.getvalue()
