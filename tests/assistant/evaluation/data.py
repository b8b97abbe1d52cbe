"""Tiny data sets in the forms of the real ones."""

import json
from collections.abc import Sequence

from assistant.evaluation.records import Record

CITIES = [
    ("The harbour of Aden was opened by the governor.", "Who opened the harbour of Aden?", "the governor"),
    ("Farmers near Basra grow dates and barley.", "What do farmers near Basra grow?", "dates and barley"),
    ("The old library burned down after a storm.", "When did the old library burn down?", "after a storm"),
]
RIVERS = [
    ("The Euphrates floods the plain each April.", "When does the Euphrates flood the plain?", "each April"),
    ("A dam of clay held the northern river.", "What held the northern river?", "A dam of clay"),
]


def squad(*documents: Sequence[tuple[str, str, str]]) -> str:
    """Documents 0, 1, … in the form of SQuAD 1.1, each of (context, question, answer)."""
    return json.dumps(
        {
            "data": [
                {
                    "title": f"Document {number}",
                    "paragraphs": [
                        {
                            "context": context,
                            "qas": [
                                {
                                    "id": f"{number}-{place}",
                                    "question": question,
                                    "answers": [{"text": answer, "answer_start": context.index(answer)}],
                                }
                            ],
                        }
                        for place, (context, question, answer) in enumerate(paragraphs)
                    ],
                }
                for number, paragraphs in enumerate(documents)
            ]
        }
    )


def nomiracl(*rows: tuple[str, bool]) -> str:
    """Lines in the form of NoMIRACL: the questions 0, 1, … to the paragraphs of `CITIES`."""
    passages = [context for context, _, _ in CITIES]
    lines = [
        {"id": str(number), "question": question, "passages": passages, "answerable": answerable}
        for number, (question, answerable) in enumerate(rows)
    ]
    return "".join(json.dumps(line) + "\n" for line in lines)


def written(*keys: str) -> str:
    """Lines in the form of the written articles, with these keys."""
    article = {
        "kind": "encyclopedia",
        "ar": ["فُتح الجسر عام 1869."],
        "en": ["The {} was opened in 1869."],
        "questions": [
            {"ar": "متى فُتح؟", "en": "When was it opened?", "paragraph": 1, "answer": {"ar": "1869", "en": "1869"}},
            {"ar": "من فتحه؟", "en": "Who opened it?", "near": 1, "why": "not told"},
        ],
    }
    return "".join(json.dumps({**article, "key": key}, ensure_ascii=False).replace("{}", key) + "\n" for key in keys)


def own(**changed: object) -> dict[str, object]:
    """A line of own questions, as far as it is not `changed`."""
    line: dict[str, object] = {
        "id": "q",
        "question": "متى وصل ويتكوف وكوشنر إلى موسكو؟",
        "language": "ar",
        "kind": "date",
        "answerable": True,
        "paragraphs": [2],
        "gold": [["الخميس 22 يناير 2026"]],
        "half": "dev",
    }
    return line | changed


def record(number: int, **changed: object) -> Record:
    """A record of question `number` to an article of its own, found and right as far as it is not `changed`."""
    values: dict[str, object] = {
        "id": str(number),
        "dataset": "Data",
        "key": str(number),
        "part": "article",
        "question": "Who?",
        "answerable": True,
        "kind": "",
        "seconds": 0.5,
        "found": True,
    }
    return Record(**(values | changed))  # type: ignore[arg-type]  # what a test gives
