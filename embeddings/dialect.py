"""Questions in the everyday Arabic of Egypt, the Levant, Iraq, the Gulf and the Maghreb, read as standard Arabic.

Articles are written in standard Arabic; people ask as they speak. The question words and the commonest
particles are what differs most and what an embedding model has seen least; names and nouns are shared.

Left out is every word that standard Arabic has too, or that is a well-known name: دول (states), دي (Rio de
Janeiro), الحين (منذ ذلك الحين), الي (a hasty إلى), راح (راح ضحيتها), فيه, توا, بدو (Bedouins), هادي (Hadi),
مو (Mo Salah), اية (آية, أية), يلي (ما يلي), شي (Xi), شنوا (they launched), كمان (violin).
"""

from collections.abc import Iterable, Mapping
from typing import Final

import regex

_ANYWHERE: Final = {
    "ماذا": "ايه إيه أيه ايش إيش أيش شنو شنهو شنوة اشنو ويش",
    "عن ماذا": "عن_شو عن_وش",
    "على ماذا": "على_شو على_وش",
    "ما الذي": "ايه_اللي إيه_اللي شو_اللي شو_يلي ايش_اللي إيش_اللي وش_اللي شنو_اللي",
    "من": "مين منو منهو شكون اشكون",
    "لمن": "لمين",
    "متى": "امتى إمتى أمتى امتا إمتا ايمتى إيمتى ايمتا إيمتا يمتى وقتاش فوقاش",
    "أين": "فين وين فاين",
    "إلى أين": "لفين لوين",
    "من أين": "منين منوين",
    "لماذا": "ليه ليش علاش لويش",
    "كيف": "ازاي إزاي أزاي ازاى إزاى شلون اشلون وشلون كيفاش",
    "كم": "كام قديش أديش اديش قداش شحال شكد اشكد قد_ايه قد_إيه أد_إيه اد_ايه",
    "بكم": "بكام",
    "الآن": "دلوقتي دلوقتى دلوقت هلق هلأ هسه هسة هسا دحين دابا",
    "اليوم": "النهارده النهاردة انهارده",
    "أمس": "امبارح إمبارح مبارح",
    "الذي": "اللي اللى إللي",
    "لأجل": "عشان علشان منشان مشان",
    "هذا": "ده هاد هاذ هيدا هادا",
    "هذه": "هاذي هاي",
    "هؤلاء": "هدول هذول هدولا",
    "هكذا": "كده كدا هيك",
    "ليس": "مش مب مهوش",
    "يوجد": "اكو أكو",
    "لا يوجد": "مفيش مافيش ماكو",
    "لا يزال": "لسه لسا",
    "أيضا": "برضه برضو",
    "جاء": "جه إجا إجوا اجوا",
    "يريد": "عايز عايزة عايزين عاوز عاوزة عاوزين بده بدها بدهم يبي يبون يبغى",
    "أريد": "ابغى أبغى بدي",
    "سيكون": "هيكون حيكون هتكون حتكون",
}
_AT_THE_START: Final = {
    # Elsewhere they are words or names: توك شو, برنارد شو, وش (face).
    "ماذا": "شو وش اش آش",
    "هل": "واش",
}

_BETWEEN_LETTERS: Final = r"[\p{M}ـ]*"
_MARKS: Final = regex.compile(_BETWEEN_LETTERS)


def _forms(table: Mapping[str, str]) -> dict[str, str]:
    """Dialect form to standard form; an underscore in the table is a blank."""
    return {form.replace("_", " "): standard for standard, forms in table.items() for form in forms.split()}


def _pattern(forms: Iterable[str]) -> str:
    """Any of `forms`, with or without marks on it; the longest that fits."""
    spelt = (_BETWEEN_LETTERS.join(form) for form in sorted(forms, key=len, reverse=True))
    return rf"(?:{'|'.join(spelt)})(?![\p{{L}}\p{{M}}ـ])"


_LOOKUP: Final = _forms(_AT_THE_START) | _forms(_ANYWHERE)
_DIALECT: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}\p{{M}}ـ])(?:(?P<and>[وف]??)(?P<form>{_pattern(_forms(_ANYWHERE))})"
    rf"|(?<=^[^\p{{L}}]*)(?P<and>و??)(?P<form>{_pattern(_forms(_AT_THE_START))}))"
)


def to_standard(question: str) -> str:
    """`question` with dialect question words and particles replaced by the standard ones."""
    return _DIALECT.sub(lambda match: match["and"] + _LOOKUP[_MARKS.sub("", match["form"])], question)
