"""Does the article answer the question? Decided on retrieval evidence alone."""

import math
from typing import Final

from embeddings.evidence import Evidence
from embeddings.retriever import Finding

# Logistic regressions on the best sentence's evidence, for questions in the article's language and in the
# other. Fitted on XQuAD dev and ARCD; unanswerable is a question whose paragraph was taken out of its article,
# which leaves near misses behind. `python -m assistant.evaluate` prints what they reach.
_SAME: Final = (28.5, -5.0, -0.2, 6.3, -21.2)
_ACROSS: Final = (35.7, 14.2, 0.5, 1.6, -39.4)


def probability(finding: Finding) -> float:
    """How likely it is that the article answers, from 0 to 1, where every second question is unanswerable."""
    return max((_probability(evidence) for evidence in finding.evidence[:1]), default=0.0)


def _probability(evidence: Evidence) -> float:
    weights = _SAME if evidence.same_language else _ACROSS
    signals = (evidence.dense, evidence.dense_chunk, evidence.keywords, evidence.keywords_chunk, 1.0)
    return 1 / (1 + math.exp(-sum(w * s for w, s in zip(weights, signals, strict=True))))
