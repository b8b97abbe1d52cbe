from assistant.nearest import MOST, nearest
from embeddings.evidence import Evidence
from embeddings.passages import Passage
from embeddings.retriever import Finding


def _evidence(dense: float, keywords: float = 0.0, same_language: bool = True) -> Evidence:
    return Evidence(dense, dense, keywords, keywords, number=False, same_language=same_language)


def _finding(*found: tuple[str, Evidence]) -> Finding:
    sentences = tuple(Passage(text, 1, 0, len(text), 1.0) for text, _ in found)
    return Finding(sentences, sentences, tuple(evidence for _, evidence in found), "en")


def test_only_what_is_about_the_question_is_near():
    """By meaning, or by a word of it; what is about something else is left out, however well it ranks."""
    finding = _finding(
        ("Elsewhere.", _evidence(0.78)), ("By meaning.", _evidence(0.82)), ("By a word.", _evidence(0.75, 0.1))
    )
    assert [passage.text for passage in nearest(finding)] == ["By meaning.", "By a word."]


def test_across_languages_words_are_no_shares():
    """BM25 over skeletons has another scale, so meaning alone decides."""
    assert nearest(_finding(("Elsewhere.", _evidence(0.75, 5.0, same_language=False)))) == ()


def test_a_byline_is_never_near():
    """It is short, so that every question comes near it, and says nothing."""
    assert nearest(_finding(("By: Safaa Mostafa", _evidence(0.9)))) == ()


def test_they_are_few():
    """The best of them, and no more than a reader takes in."""
    found = nearest(_finding(*((f"Sentence {n}.", _evidence(0.9)) for n in range(5))))
    assert [passage.text for passage in found] == [f"Sentence {n}." for n in range(MOST)]
