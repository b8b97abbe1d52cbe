"""Questions in the everyday Arabic of Egypt, the Levant, the Gulf and the Maghreb, read as standard Arabic.

Articles are written in standard Arabic; people ask as they speak. The question words and the commonest
particles are what differs most and what an embedding model has seen least; names and nouns are shared.
"""

from typing import Final

import regex

_STANDARD: Final = {
    "ماذا": "ايه إيه اية ايش إيش شنو شو وش اش آش شنهو",
    "من": "مين منو منهو شكون",
    "متى": "امتى إمتى إمتا امتا ايمتى إيمتى وقتاش ايمتا",
    "أين": "فين وين فاين فينك وينك",
    "لماذا": "ليه ليش علاش لويش عليش",
    "كيف": "ازاي إزاي ازاى إزاى شلون كيفاش كيفك",
    "كم": "كام قديش أديش اديش شحال بكام",
    "الآن": "دلوقتي دلوقت هلق هلأ هسه الحين دابا توا",
    "الذي": "اللي إللي الي",
    "لأجل": "عشان علشان منشان مشان",
    "هذا": "ده دا هاد هاذ هادا",
    "هذه": "دي هاي هادي هيدي",
    "هؤلاء": "دول هدول هذول",
    "ليس": "مش مو مب موش مهوش",
    "يوجد": "فيه اكو كاين",
    "ذهب": "راح راحوا",
    "جاء": "جه جاو اجا إجا اجوا إجوا",
    "يريد": "عايز عايزين عاوز عاوزين بده بدهم بدو يبي يبون ابغى",
    "قال": "قالوا آل",
    "سوف": "هيكون حيكون راح",
}
_LOOKUP: Final = {word: standard for standard, forms in _STANDARD.items() for word in forms.split()}
_WORD: Final = regex.compile(r"\p{Arabic}[\p{Arabic}\p{M}]*")


def to_standard(question: str) -> str:
    """`question` with dialect question words and particles replaced by the standard ones."""
    return _WORD.sub(lambda match: _LOOKUP.get(match[0], match[0]), question)
