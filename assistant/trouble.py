"""What can be wrong with a language model, and how a reader is told why the answer is a quotation."""

from collections.abc import Iterator
from typing import Final, Literal

from embeddings.text import Language

Trouble = Literal["unreachable", "slow", "busy", "refused", "failed", "broken", "endless", "silent", "unsupported"]

_BUSY: Final = (429, 503, 529)  # 529 is Anthropic's
_CONNECTIONS: Final = ("ConnectError", "ConnectTimeout", "ConnectionError")

_WHY: Final[dict[Trouble, tuple[str, str]]] = {
    "unreachable": ("تعذّر الوصول إلى النموذج اللغوي", "The language model could not be reached"),
    "slow": ("تأخّر ردّ النموذج اللغوي", "The language model took too long"),
    "busy": ("النموذج اللغوي مشغول الآن", "The language model has too much to do just now"),
    "refused": ("رفض النموذج اللغوي الطلب، وقد يكون مفتاحه أو اسمه خاطئًا",
                "The language model refused the request, perhaps for its key or its name"),
    "failed": ("تعطّل النموذج اللغوي", "The language model failed"),
    "broken": ("انقطع ردّ النموذج اللغوي قبل أن يتمّ", "The language model broke off in the middle"),
    "endless": ("لم يبلغ ردّ النموذج اللغوي نهايته", "The language model came to no end"),
    "silent": ("لم يكتب النموذج اللغوي شيئًا", "The language model wrote nothing"),
    "unsupported": ("لم يثبت ما كتبه النموذج اللغوي أمام التحقق",
                    "What the language model wrote did not stand up to the check"),
}  # fmt: skip


class TroubleError(Exception):
    """A language model gave no whole reply; the cause is what its client raised, if it raised anything."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble}: {detail}" if detail else trouble)
        self.trouble = trouble


def reason(trouble: Trouble, language: Language) -> str:
    """What was wrong, in words for the reader that are no whole sentence yet."""
    return _WHY[trouble][language == "en"]


def note(trouble: Trouble, language: Language) -> str:
    """Why an answer is a quotation, in a sentence for the reader."""
    why = reason(trouble, language)
    if language == "ar":
        return f"{why}، فهذه الإجابة اقتباس من المقال."
    return f"{why}, so this answer is quoted from the article."


def trouble_of(error: BaseException) -> Trouble:
    """What an exception of a provider's client means; each client has a tree of its own, with much in common."""
    status = next((status for each in _causes(error) if (status := _status(each))), 0)
    if status:
        return "busy" if status in _BUSY else "slow" if status == 408 else "failed" if status >= 500 else "refused"
    names = [kind.__name__ for each in _causes(error) for kind in type(each).__mro__]
    if any("Timeout" in name for name in names) and "ConnectTimeout" not in names:
        return "slow"
    if any(name.endswith(_CONNECTIONS) for name in names) or "OSError" in names:
        return "unreachable"
    return "failed"


def may_pass(error: BaseException) -> bool:
    """Whether it may go better a moment later: nobody there, too busy, or failing in itself."""
    trouble = trouble_of(error)
    return trouble in ("unreachable", "busy") or any(_status(each) >= 500 for each in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    for _ in range(8):
        if current is None:
            return
        yield current
        current = current.__cause__ or current.__context__


def _status(error: BaseException) -> int:
    """The HTTP status that an exception carries; 0 where it carries none."""
    response = getattr(error, "response", None)
    for value in (getattr(error, "status_code", None), getattr(response, "status_code", None)):
        if isinstance(value, int) and value >= 400:
            return value
    code = getattr(error, "code", None)  # Google's
    return code if isinstance(code, int) and 400 <= code < 600 else 0
