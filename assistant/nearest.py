"""What an article does say that is near to a question which it doesn't answer."""

from typing import Final

from embeddings.evidence import Evidence
from embeddings.layout import is_byline
from embeddings.passages import Passage
from embeddings.retriever import Finding

MOST: Final = 2
"""Sentences: as many as a reader takes in who has just been told that there is no answer."""

# Seen on the default article: questions about other things come to a cosine of 0.72 to 0.78 and share no word
# with the sentence; those about its people and places to 0.80 and more, or share one.
_COSINE: Final = 0.8
_SHARE: Final = 0.07


def nearest(finding: Finding) -> tuple[Passage, ...]:
    """The sentences that are about what was asked, best first; none where the article is about something else."""
    near = [
        sentence
        for sentence, evidence in zip(finding.sentences, finding.evidence, strict=True)
        if _is_near(evidence) and not is_byline(sentence.text)
    ]
    return tuple(near[:MOST])


def _is_near(evidence: Evidence) -> bool:
    return evidence.dense >= _COSINE or (evidence.same_language and evidence.keywords >= _SHARE)
