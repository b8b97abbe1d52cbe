"""Questions in the everyday Arabic of Egypt, the Levant, Iraq, the Gulf and the Maghreb, read as standard Arabic.

Articles are written in standard Arabic; people ask as they speak. The question words, the commonest particles and
verbs, and what verbs begin with are what differs most, and what an embedding model has seen least; names and nouns
are shared.

Left out is every word that standard Arabic has too, or that is a well-known name: دول (states), دي (Rio de
Janeiro), الحين (منذ ذلك الحين), الي (a hasty إلى), راح alone (راح ضحيتها), فيه, توا, بدو (Bedouins), هادي
(Hadi), مو (Mo Salah), اية (آية, أية), يلي (ما يلي), شي (Xi), شنوا (they launched), كمان (violin), سوى (except),
جاب (he roamed), زي (costume), بكرة (with a ball), تبع (he followed), مال (money), متاع (goods), جم (gram), جوز
(walnut), ست (six), ولاده (ولادة), شغله (شغلة), اتبنى (he adopted), اتباع (أتباع). What is a name now and then,
or a rare word, is read as dialect only where something surer tells that the question is.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import regex

from embeddings.text import Language, fold

_WHAT: Final = "ايه إيه ايش إيش أيش شنو شنهو شنوة شنهي اشنو"
_SURE: Final = {
    "ماذا": _WHAT,
    "عن ماذا": "عن_شو عن_وش",
    "على ماذا": "على_شو على_وش عشو",
    "ما الذي": "ايه_اللي إيه_اللي شو_اللي شو_يلي ايش_اللي إيش_اللي وش_اللي شنو_اللي شنوة_اللي شنو_لي شنوة_لي",
    "ماذا فعل": "شسوى اشسوى وش_سوى شو_سوى ايش_سوى إيش_سوى شنو_سوى",
    "ماذا فعلت": "شسوت اشسوت",
    "ماذا قال": "شقال اشقال",
    "ماذا قالت": "شقالت اشقالت",
    "ماذا يقول": "شيقول شيگول",
    "ماذا حدث": "شصار اشصار",
    "ماذا يسمون": "شيسمون",
    "ماذا يسمونه": "شيسمونه",
    "ماذا يسمونها": "شيسمونها",
    "ما اسم": "شسم شاسم واش_اسم",
    "ما سبب": "واش_سبب",
    "ما معنى": "واش_معنى",
    "من": "مين منو منهو شكون اشكون",
    "من الذي": "شكون_لي اشكون_لي",
    "لمن": "ديالمن",
    "متى": "امتى إمتى أمتى امتا إمتا ايمتى إيمتى ايمتا إيمتا ايمت إيمت يمتى وقتاش وقتاه فوقاش",
    "أين": "فين وين فاين",
    "إلى أين": "لفين لوين",
    "من أين": "منين منوين",
    "لماذا": "ليه ليش علاش علاه لويش",
    "كيف": "ازاي إزاي أزاي ازاى إزاى شلون اشلون وشلون كيفاش كفاش كيفاه",
    "كم": "كام قديش أديش اديش قداش قداه شحال اشحال شكد اشكد شگد شقد شكثر چم قد_ايه قد_إيه أد_إيه اد_ايه",
    "بكم": "بقد_ايه بقد_إيه بكام بشحال بقداش بقديش بأديش باديش بچم",
    "أي": "اشمن أشمن شمن ياتو واش_من",
    "في أي": "بيا فاشمن فأشمن فشمن في_انهي في_أنهي في_انهو في_أنهو فأنهي فانهي بأنهي بانهي",
    "من أي": "من_انهي من_أنهي",
    "على أي": "على_انهي على_أنهي",
    "لأي": "لأنهي لانهي لأشمن لاشمن",
    "بأي": "بأشمن باشمن",
    "الآن": "دلوقتي دلوقتى دلوقت هلق هلأ هسه هسة هسا دحين دابا",
    "اليوم": "النهارده النهاردة انهارده",
    "أمس": "امبارح إمبارح مبارح",
    "الذي": "اللي اللى إللي",
    "لأجل": "عشان علشان منشان مشان",
    "هذا": "ده",
    "هؤلاء": "هدول هذول هدولا",
    "هكذا": "كده كدا هيك",
    "ليس": "مش مب مهوش",
    "لم يكن": "مكانش ماكانش مكنش ماكنش",
    "يوجد": "اكو أكو",
    "لا يوجد": "مفيش مافيش ماكو ماكاينش مكاينش",
    "لا يزال": "لسه لسا",
    "أيضا": "برضه برضو",
    "جاء": "جه إجا إجوا اجوا",
    "يريد": "عايز عاوز بده يبغى",
    "تريد": "عايزة عاوزة بدها",
    "يريدون": "عايزين عاوزين بدهم باغيين حابين",
    "أريد": "ابغى أبغى بدي",
    "أريد أن أعرف": "عايز_اعرف عايز_أعرف عايزة_اعرف عاوز_اعرف عاوز_أعرف بدي_اعرف بدي_أعرف ابغى_اعرف",
    "ماذا يعمل": "شنو_خدام اش_خدام آش_خدام",
    "ماذا تعمل": "شنو_خدامة اش_خدامة آش_خدامة",
    "أين يعمل": "فين_خدام وين_خدام",
    "أين تعمل": "فين_خدامة وين_خدامة",
    "هذه السنة": "هالسنة هالسنه",
    "هذا الأسبوع": "هالأسبوع هالاسبوع",
    "هذا الشهر": "هالشهر",
    "هذه المرة": "هالمرة هالمره",
    "السنة الماضية": "السنة_اللي_فاتت السنه_اللي_فاتت",
    "السنة القادمة": "السنة_الجاية السنة_الجايه السنه_الجايه السنة_اللي_جاية السنة_اللي_جايه",
    "الشهر الماضي": "الشهر_اللي_فات",
    "الشهر القادم": "الشهر_الجاي الشهر_اللي_جاي",
    "الأسبوع الماضي": "الأسبوع_اللي_فات الاسبوع_اللي_فات",
    "الأسبوع القادم": "الأسبوع_الجاي الاسبوع_الجاي الأسبوع_اللي_جاي الاسبوع_اللي_جاي",
    "العام الماضي": "العام_اللي_فات",
    "العام القادم": "العام_الجاي العام_اللي_جاي",
    "مجانا": "ببلاش",
    "سيكون": "هيكون حيكون",
    "ستكون": "هتكون حتكون",
}
"""What tells that a question is in dialect."""

_AT_THE_START: Final = {
    # Elsewhere they are words or names: توك شو, برنارد شو, وش (face), أنهى.
    "ماذا": "شو وش اش آش ويش شنوما",
    "هل": "واش",
    "أي": "انهي أنهي انهو أنهو",
}
_THEN: Final = {
    # In such a question these are not the names that they may be elsewhere: هيدي, كاين, لمين, كانو, كورة, شاف.
    "لمن": "لمين",
    "لأجل": "كرمال",
    "لكي": "باش",
    "عندما": "وقتلي",
    "ماذا يوجد": "شكو",
    "هذا": "هاد هاذ هيدا هادا",
    "هذه": "هاذي هاي هيدي",
    "هكذا": "هكا",
    "يوجد": "كاين كاينة كاينين",
    "مثل": "متل",
    "مع": "ويا",
    "معه": "معو معاه وياه",
    "معها": "معاها",
    "معهم": "معاهم",
    "عنده": "عندو",
    "بها": "بيها",
    "اسمه": "اسمو سميتو",
    "أن": "انو أنو إنو",
    "لأنه": "لانو لأنو",
    "كثير": "كتير وايد",
    "كثيرا": "بزاف برشا",
    "أكثر": "اكتر أكتر كتر",
    "أثقل": "اتقل أتقل",
    "الأول": "اللول",
    "الأولى": "اللولة اللوله",
    "الأخير": "اللخر",
    "ثلاث": "تلات",
    "ثلاثة": "تلاتة تلاته",
    "الثالث": "التالت",
    "الثالثة": "التالتة التالته",
    "الثاني": "التاني",
    "الثانية": "التانية التانيه",
    "اثنين": "اتنين",
    "اثنان": "جوج",
    "ثمانية": "تمانية تمانيه",
    "جاءت": "اجت إجت جت",
    "يريد": "يبي يبغي",
    "يريدون": "يبون",
    "تريد": "باغية حابة حابه",
    "أراد": "بغا",
    "أرادت": "بغات",
    "أرادوا": "بغاو",
    "كان": "چان",
    "كانت": "چانت",
    "كانوا": "چانوا كانو",
    "قال": "گال",
    "قالت": "گالت",
    "قالوا": "گالوا",
    "قبل": "گبل",
    "فعلت": "سوت",
    "فعلوا": "سووا سوو",
    "يفعل": "يسوي",
    "تفعل": "تسوي",
    "يفعلون": "يسوون",
    "رأى": "شاف",
    "رأت": "شافت",
    "رأوا": "شافوا شافو",
    "بدأ": "بلش",
    "بدأت": "بلشت",
    "بدأوا": "بلشوا بلشو",
    "يبدأ": "يبلش",
    "تبدأ": "تبلش",
    "تركت": "سابت",
    "تركوا": "سابوا",
    "أخذ": "اخد",
    "أخذت": "خدت اخدت خذت خدات",
    "أخذوا": "خدوا اخدوا اخدو خداو",
    "يأخذ": "ياخد",
    "تأخذ": "تاخد",
    "أعطى": "انطى",
    "أعطت": "عطت انطت عطات",
    "أعطوا": "عطوا انطوا",
    "يعطي": "ينطي",
    "يعطون": "ينطون",
    "ذهبوا": "راحوا راحو مشاو",
    "تزوج": "اتجوز",
    "تزوجت": "اتجوزت",
    "ولد": "اتولد انولد تزاد",
    "ولدت": "اتولدت انولدت تزادت",
    "زوجها": "جوزها",
    "زوجه": "جوزو",
    "زوجته": "مراته مرته مراتو مرتو",
    "أولاد": "ولاد",
    "أولادها": "ولادها",
    "أولادهم": "ولادهم",
    "أطفال": "دراري",
    "والده": "باباه",
    "والدها": "باباها",
    "رجل": "زلمة زلمه",
    "عمله": "شغلو",
    "عملها": "شغلها",
    "عملهم": "شغلهم",
    "سائق": "سواق",
    "السائق": "السواق",
    "للسائق": "للسواق",
    "غدا": "بكرا",
    "أغلقت": "سكرت",
    "أغلقوا": "سكروا سكرو",
    "طرد": "انطرد اتطرد",
    "طردت": "انطردت اتطردت",
    "طردوا": "انطردوا انطردو اتطردوا اتطردو",
    "قتل": "انقتل اتقتل",
    "قتلت": "انقتلت اتقتلت",
    "قتلوا": "انقتلوا انقتلو اتقتلوا اتقتلو",
    "سرق": "انسرق اتسرق",
    "سرقت": "انسرقت اتسرقت",
    "بيع": "انباع",
    "بيعت": "انباعت اتباعت",
    "كتب": "انكتب اتكتب",
    "كتبت": "انكتبت اتكتبت",
    "كرة": "كورة كوره طابة طابه",
    "الكرة": "الكورة الكوره الطابة الطابه",
    "مباراة": "ماتش",
    "المباراة": "الماتش",
    "مباريات": "ماتشات",
    "أموال": "فلوس مصاري",
    "الأموال": "الفلوس المصاري",
}
_IS: Final = "هو هي هم اسم سبب عدد لقب نوع معنى"
"""Before these "what" is another word in standard Arabic."""

_SHARED: Final = """
    قول قال كون عمل لعب دفع وصل بدا بدأ عرف كتب قرا قرأ درس شتغل ستخدم ستعمل سمى سمي سم حصل صير عيش سكن موت اجي روح
    رجع طلع نزل خرج خلص خلي عطي اخد اخذ شوف سمع حكي تكلم تحدث قدر حتاج حب بيع شتري ساوي سوي وزن قيس حسب ضم حتوي شمل نتج
    صنع زرع ربح خسر فوز غلب هزم نتمي ملك ترأس نتخب صوت عتبر عتمد ستمر بقى بقي ضل وقف مشي سافر حط جيب سجل فتح قفل كمل
    تعلم دعم ساعد حارب قتل تغير نقص شرح طلب منع سمح دير خدم كلف
"""
"""Verbs of the present that dialect and standard Arabic share, without the first letter, which says who does it."""

_ENDINGS: Final = "(?:و|وا|ون|ها|ه|هم|وها|وه|وهم|ونها|ونه)?"
_LETTERS: Final = "بي سي تي إف كي جي آر إس إم إن آي يو إكس إتش زد"
"""Names of Latin letters: beside them "إيه" is one too, and before a digit. "في" and "دي" are words of dialect."""

_BETWEEN_LETTERS: Final = r"[\p{M}ـ]*"
_MARKS: Final = regex.compile(_BETWEEN_LETTERS)
_BORDER: Final = r"(?<![\p{L}\p{N}\p{M}ـ-])"
_END: Final = r"(?![\p{L}\p{M}ـ-])"


def _forms(table: Mapping[str, str]) -> dict[str, str]:
    """Dialect form to standard form; an underscore in the table is a blank."""
    return {form.replace("_", " "): standard for standard, forms in table.items() for form in forms.split()}


def _before_a_noun(forms: Iterable[str]) -> dict[str, str]:
    """Dialect "what is" to standard."""
    return {f"{form} {noun}": f"ما {noun}" for form in forms for noun in _IS.split()}


def _pattern(forms: Iterable[str]) -> str:
    """Any of `forms`, with or without marks on it; the longest that fits."""
    spelt = (_BETWEEN_LETTERS.join(form) for form in sorted(forms, key=len, reverse=True))
    return rf"(?P<form>{'|'.join(spelt)}){_END}"


def _present(soon: str, persons: str) -> regex.Pattern[str]:
    """A verb of the present in one of the `persons`, behind what dialects put there; `soon`: words for what will be."""
    before = rf"(?P<soon>(?:{soon})\s+[بكه]?|[هحغ])|عم\s+[بك]?|[بك]"
    verb = rf"(?P<verb>[{persons}](?:{'|'.join(_SHARED.split())}){_ENDINGS}){_END}"
    return regex.compile(rf"{_BORDER}(?P<and>و?)(?:{before}){verb}")


_HERE: Final = _forms(_SURE) | _before_a_noun(_WHAT.split())
_FIRST: Final = _forms(_AT_THE_START) | _before_a_noun([*_AT_THE_START["ماذا"].split(), "شن"])
_LOOKUP: Final = _HERE | _FIRST
_LATER: Final = _forms(_THEN)

_LATIN: Final = rf"(?:{'|'.join(_LETTERS.split())})"
_NAME: Final = rf"(?:ايه|إيه)(?:\s+{_LATIN}{_END}|\s*\d)|(?<={_BORDER}{_LATIN}[\s-]+)(?:ايه|إيه){_END}"
# His guardian where it doesn't begin the question, his affection, a face, Waco: nothing with "and".
_WHOLE: Final = rf"(?:(?<!^[^\p{{L}}]*)وليه|وده|وجه|واكو){_END}"
_DIALECT: Final = regex.compile(
    rf"{_BORDER}(?!{_NAME}|{_WHOLE})(?:(?<=^[^\p{{L}}]*)(?P<and>و??){_pattern(_FIRST)}|(?P<and>[وف]??){_pattern(_HERE)})"
)
_MORE: Final = regex.compile(rf"{_BORDER}(?P<and>و??){_pattern(_LATER)}")

_HE: Final = _present("رح|غادي", "ي")
"""What goes on ("بيقول", "كيقول", "عم يقول") or is to come ("هيقول", "رح يقول")."""

# Elsewhere "بتعرف" may be "by getting to know", and "راح يكتب" "he set about writing".
_OTHERS: Final = _present("رح|راح|غادي", "تني")

# على written on to the article; not عالم, عالية, عالج, عالق. هذا is not taken off: names begin so (Halford).
_ON: Final = regex.compile(rf"{_BORDER}عال(?!ـ*[ميىجقة])(?=\p{{L}}{{3}})")

_OF: Final = regex.compile(rf"{_BORDER}(?:ديال|تاع|نتاع|بتاع|بتاعت|بتاعة)\s+(?!من{_END})")
_WHAT_THE: Final = regex.compile(r"(?<=^[^\p{L}]*و?)ماذا(?= ال(?!غ[ىت]|غوا|تق|ته|تز))")
_IN_THE: Final = regex.compile(r"(?<=\s)فال(?!ن[تسن]|ك[او]|د|فير|ير|و)(?=\p{L}{3})")

# Not بأي, على كم, لما: these begin questions in dialect as often.
_ASKED_IN_STANDARD: Final = regex.compile(
    rf"^[^\p{{L}}]*[وف]?(?:من|ما|ماذا|متى|أين|كيف|كم|هل|لماذا|(?:\p{{L}}+ )?أي|أية|أيهما"
    rf"|(?:إلى|من|حتى) أين|(?:منذ|حتى) متى|(?:مع|إلى|على|عن) من|لمن|ممن|عمن|(?:عن |على )?ماذا|بماذا|بم|مم|عم){_END}"
)


def to_standard(question: str) -> str:
    """`question` with what dialects say otherwise replaced by the standard: question words, particles, common verbs,
    and what is put before verbs and nouns.

    One word alone may be a name or a title in a question that begins as standard ones do, and is left there.
    """
    standard, words = _DIALECT.subn(lambda match: match["and"] + _of(_LOOKUP, match["form"]), question)
    standard, verbs = _HE.subn(_bare, standard)
    standard, joined = _ON.subn("على ال", standard)
    if standard == question or (words + verbs + joined == 1 and _ASKED_IN_STANDARD.match(question)):
        return question
    standard = _MORE.sub(lambda match: match["and"] + _of(_LATER, match["form"]), standard)
    return _IN_THE.sub("في ال", _WHAT_THE.sub("ما", _OF.sub("", _OTHERS.sub(_bare, standard))))


def fold_question(question: str, language: Language) -> str:
    """`question` folded, and where it is Arabic, in the words of standard Arabic."""
    return fold(to_standard(question) if language == "ar" else question)


def _of(table: Mapping[str, str], form: str) -> str:
    return table[_MARKS.sub("", form)]


def _bare(match: regex.Match[str]) -> str:
    return f"{match['and']}{'س' if match['soon'] else ''}{match['verb']}"
