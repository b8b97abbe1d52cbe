"""Two hundred short articles, a hundred in each language: ten kinds of house in ten towns, no two alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from embeddings.text import Language

_TOWNS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Ormvik", "Tarnsby", "Vellow", "Haldenau", "Quistrup", "Braeburn", "Lomella", "Sarkany", "Dunova", "Ystrad"),
    "ar": ("الرمثا", "صافيتا", "القنيطرة", "بعلبك", "مأدبا", "الناصرة", "جرش", "تدمر", "صيدا", "الكرك"),
}

_HOUSES: Final[dict[Language, tuple[tuple[str, str, str, str], ...]]] = {
    "en": (
        ("lighthouse", "Its lamp is seen from {n} miles away.", "{it} was lit in {year}.", "When was {it} lit?"),
        ("bakery", "Its oven bakes {n} loaves a night.", "{it} was opened in {year}.", "When was {it} opened?"),
        ("theatre", "Its hall has {n} red seats.", "{it} was founded in {year}.", "When was {it} founded?"),
        ("bridge", "It stands on {n} stone arches.", "{it} was finished in {year}.", "When was {it} finished?"),
        ("school", "It teaches {n} children.", "{it} was rebuilt in {year}.", "When was {it} rebuilt?"),
        ("hospital", "It has {n} beds.", "{it} was enlarged in {year}.", "When was {it} enlarged?"),
        ("museum", "It shows {n} old coins.", "{it} was robbed in {year}.", "When was {it} robbed?"),
        ("harbour", "It has room for {n} boats.", "{it} was dredged in {year}.", "When was {it} dredged?"),
        ("windmill", "It grinds {n} sacks a week.", "{it} burned down in {year}.", "When did {it} burn down?"),
        ("observatory", "It has counted {n} comets.", "{it} was sold in {year}.", "When was {it} sold?"),
    ),
    "ar": (
        ("منارة", "يُرى ضوؤها من مسافة {n} ميلًا.", "أُضيئت {it} عام {year}.", "متى أُضيئت {it}؟"),
        ("مخبزة", "يخبز فرنها {n} رغيفًا كل ليلة.", "افتُتحت {it} عام {year}.", "متى افتُتحت {it}؟"),
        ("مكتبة", "فيها {n} مخطوطًا نادرًا.", "تأسست {it} عام {year}.", "متى تأسست {it}؟"),
        ("قنطرة", "تقوم على {n} قوسًا من الحجر.", "اكتملت {it} عام {year}.", "متى اكتملت {it}؟"),
        ("مدرسة", "يتعلم فيها {n} طفلًا.", "أُعيد بناء {it} عام {year}.", "متى أُعيد بناء {it}؟"),
        ("صيدلية", "تبيع {n} دواء.", "وُسّعت {it} عام {year}.", "متى وُسّعت {it}؟"),
        ("قلعة", "لها {n} برجًا.", "حوصرت {it} عام {year}.", "متى حوصرت {it}؟"),
        ("محطة القطار في", "يمر بها {n} قطارًا في اليوم.", "أُغلقت {it} عام {year}.", "متى أُغلقت {it}؟"),
        ("طاحونة", "تطحن {n} كيسًا في الأسبوع.", "احترقت {it} عام {year}.", "متى احترقت {it}؟"),
        ("حديقة", "فيها {n} شجرة برتقال.", "بيعت {it} عام {year}.", "متى بيعت {it}؟"),
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An article, a question that it answers, and the year that is the answer."""

    title: str
    text: str
    question: str
    year: str


def articles(language: Language) -> Iterator[Told]:
    """The hundred of one language."""
    for house, (name, size, past, question) in enumerate(_HOUSES[language]):
        for town, place in enumerate(_TOWNS[language]):
            it = f"the {name} of {place}" if language == "en" else f"{name} {place}"
            number, year = 30 * house + 7 * town + 11, str(1800 + 10 * house + town)
            title = it[:1].upper() + it[1:]
            told = f"{past} {size}".format(it=it, n=number, year=year)
            yield Told(title, told[:1].upper() + told[1:], question.format(it=it), year)
