"""Words that stand for what was said before: "he", "these devices", "استقبلهما"."""

from itertools import islice
from typing import Final

import regex

from assistant import lexicon
from embeddings.days import MONTHS, WEEKDAYS
from embeddings.lexical import stop_words
from embeddings.text import Language, begins_in_arabic, fold, words

# All patterns but _OPENING read folded text: one case, one alef, no tashkeel.
PRONOUNS: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset("he she it they him her them his its their that this those these then".split()),
    "ar": frozenset(
        words(
            """هو هي هم هما ذلك تلك هذا هذه هؤلاء عنه عنها عنهم فيه فيها فيهم له لها لهم به بها بهم منه منها منهم
            معه معها معهم عليه عليها عليهم اليه اليها اليهم
            عنده عندها عندهم لديه لديها لديهم"""
        )
    ),
}
_ATTACHED: Final = regex.compile(r"^(?!ال)\p{L}{3,}(?:هما|وا|ها|(?<!ا)هم)$")
# Words that end like that by their root: "واتهم" accused.
_ENDS_LIKE_THEM: Final = regex.compile(r"^[وف]?+[بلك]?+\p{L}{0,2}هم$")
_ENDS_LIKE_THEY: Final = frozenset(words("نيكاراغوا أوتاوا احتواء انطواء التواء"))

_THESE: Final = "|".join(words("هذا هذه هذين هذان هاتان هاتين تلك هؤلاء أولئك"))
_TIMES: Final = "|".join(
    words(
        """العام السنة الشهر الأسبوع اليوم الأيام الليلة الصباح المساء الصيف الشتاء الربيع الخريف الموسم القرن العقد
        المرة"""
    )
)
# Anywhere in a sentence, as what they point at is named before them: "is treated using these devices". Not "this year".
_POINTS: Final = regex.compile(
    r"\bth(?:is|ese)\b(?! (?:year|month|week|weekend|morning|afternoon|evening|spring|summer|autumn|fall|winter|season"
    r"|century|decade|time|days)\b)"
    r"|\bsuch\b(?! (?:as|that)\b)"
    r"|\bthe (?:latter|former)(?=\W*$|[,;.:)]"
    r"| (?:is|are|was|were|has|have|had|in|on|by|of|to|for|with|and|who|which)\b)"
    rf"|(?<!\p{{L}})[وف]?[بلك]?(?:{_THESE})(?!\p{{L}})(?! (?:{_TIMES})(?!\p{{L}}))"
)
# At the beginning alone: further on, the sentence itself may have said whose.
_HEAD: Final = 3

_ENGLISH: Final = PRONOUNS["en"] - {"this", "these", "that", "then"}
_ADVERBS: Final = frozenset(
    words(
        """actually additionally consequently eventually finally immediately initially originally previously recently
        reportedly shortly similarly subsequently ultimately unfortunately"""
    )
)
# "After the war, …", and no name in it that a pronoun may stand for; months and days are none.
_OPENING: Final = regex.compile(
    r"^\W*(?:(?:And|But|Yet|So) )?"
    r"(?i:above|according|across|after|against|along|although|among|amid|around|as|at|because|before|below|beside|besides"
    r"|between|beyond|by|despite|during|except|following|for|from|given|if|in|inside|instead|into|like|near|of|on|once|out"
    r"|outside|over|since|thanks|though|through|throughout|to|together|toward|towards|under|unlike|until|up|upon|when"
    r"|whenever|where|whereas|while|with|within|without|however|later|afterwards|moreover|furthermore|meanwhile"
    rf"|nevertheless|today|soon|{'|'.join(sorted(_ADVERBS))})\b"
    rf"(?: (?:[\p{{Ll}}\p{{N}}'’-]+|{'|'.join(MONTHS['en'] + WEEKDAYS['en'])}))*, "
)
# "It is estimated that …", "It was Edison who …": it stands for nothing before.
_EXPLETIVE: Final = regex.compile(
    r"^\W*(?:(?:and|but|yet) )?it (?:is|was|has been|remains|seems|appears)(?: (?:not|also|now|often|widely))? \w+"
    r" (?:that|whether|who|how|why)\b"
)

_ARABIC: Final = PRONOUNS["ar"] - set(words("هذا هذه تلك هؤلاء"))
# "الأكسجين هو عنصر" needs its pronoun to be a sentence.
_COPULAS: Final = frozenset(words("هو هي هم هما"))
# Behind a verb alone: "وقال إنه", not "قال نيوتن إنه".
_THAT: Final = frozenset(words("إنه إنها إنهم إنهما لأنه لأنها لكنه لكنها لكنهم"))
SAYS: Final = "|".join(
    words(
        """أضاف قال أوضح أكد تابع اعتبر أعلن زعم توقع نفى ذكر كشف بين رجح رأى صرح أقر اعترف حذر شدد أشار لفت نبه خلص نوه
        ألمح لمح ألح أصر أردف استطرد استدرك علق رد كرر تساءل ختم أجاب طالب وعد هدد تعهد روى حكى اشتكى شكا
        نصح أوصى اقترح دعا"""
    )
)
# Without those that nobody may do as well: "ويذكر أن", "ويتوقع أن".
SAYS_NOW: Final = "|".join(
    f"[يت]{word[1:]}(?:ون)?"
    for word in words(
        """يضيف يقول يوضح يؤكد يتابع ينفي يكشف يرى يصرح يقر يعترف يحذر يشدد يشير يلفت ينبه يخلص ينوه يلمح يلح يصر يردف
        يستطرد يستدرك يعلق يرد يكرر يتساءل يختم يجيب يطالب يعد يهدد يتعهد يروي يحكي يشتكي يشكو ينصح يوصي يدعو"""
    )
)
# "وأضاف أن", "وشدد على أن", "وقال: «…»": who, stands before.
_REPORTS: Final = regex.compile(
    rf"^\W*(?:كما |كذلك )?[وف]?(?:(?:{SAYS})(?:ت|وا)?|{SAYS_NOW})"
    r"(?:(?: (?:الي|علي|من|عن))? ب?ان(?!\p{L})|(?: قايل(?:ا|ه|ين))? ?:| ?،? ?\"[^\"]*\"\W*$)"
)
# "وقال شرحًا لدعواه إنه", "وأضاف في بيان صحفي أن", "وقالت للصحفيين إن": no speaker among the words between. A word with
# the ending of an object, which is kept as "ً" here, is none, nor is what a preposition stands before.
_ASIDE: Final = (
    r"(?:\p{L}+ً(?: (?:ل\p{L}+|(?:علي|عن|من|في|الي) \p{L}+))?"
    r"|ايضا|امس|اليوم|مجددا|لاحقا|بدوره|بدورها|له|لها|لهم|لنا|لل\p{L}+"
    r"|(?:ردا|تعليقا|تعقيبا) علي \p{L}+|من (?:جهته|جهتها|جانبه|جانبها)"
    r"|(?:في|خلال|امام|عبر|عقب|اثنا|ضمن) \p{L}+"
    r"(?: (?:صحفي|صحافي|رسمي|مشترك|متلفز|مقتضب|مكتوب|سابق|خاص|لاحق)ه?| له| لها| لل\p{L}+)?)"
)
_REPORTS_BEHIND: Final = regex.compile(
    rf"(?:كما |كذلك )?[وف]?(?:(?:{SAYS})(?:ت|وا)?|{SAYS_NOW})(?: {_ASIDE}){{1,2}} ب?ان(?:ه|ها|هم|هما)?(?!\p{{L}})"
)
_REPORTED_WITHIN: Final = 12
"""Words of a sentence that such an opening is sought in."""

# "No.", "A: Yes, on a lead.": to what, stands before.
_YES_OR_NO: Final = regex.compile(
    r"^\W*(?:(?:A|Answer|ج|الجواب)\s*[:.)]\W*)?(?:yes|no|نعم|لا|كلا|بل[يى]|[أا]جل)(?:\s*[.!،,;:]|\W*$)",
    regex.IGNORECASE,
)
# "Ms Holt replied that it was": what was.
_ANSWERS: Final = regex.compile(
    r"\b(?:replied|responded|answered)(?: that)? (?:it|they|he|she|yes|no)\b"
    r"|^\W*[وف]?(?:اجاب|رد)(?:ت|وا)? (?:\p{L}+ ){1,4}(?:(?:الي|علي|من|عن) )?ب?ان(?:ه|ها|هم)(?!\p{L})"
)
# “It is over,” he said.
_SAID_SO: Final = regex.compile(
    r"[\"”’'»],? (?:and |but )?(?:s?he|they) (?:\p{L}+ly |also |then )?"
    r"(?:said|says|added|adds|told|asked|wrote|replied|explained|insisted|continued|warned|recalled|noted|argued)\b"
)
# What joins two sentences, and names nothing: "ومع ذلك", "هذا وقد".
_CONNECTS: Final = regex.compile(
    r"^\W*(?:(?:و?مع|و?رغم|و?علي الرغم من|و?الي جانب|فضلا عن|علاوه علي|و?بنا علي) ذلك(?!\p{L})|هذا(?= وقد )"
    r"|و?في (?:تلك الاثنا|غضون ذلك)(?!\p{L}))"
)
# What may stand before the verb of an Arabic sentence, and the words behind one that its subject isn't.
_BEFORE_VERB: Final = frozenset(words("كما كذلك ثم قد سوف لم لن لا كان كانت"))
_NO_SUBJECT: Final = frozenset(words("في من إلى على عن مع منذ حتى خلال بعد قبل أن بأن إن"))
_OBJECT: Final = regex.compile(r"(?:ًا|اً)$")
_ARABIC_WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
# "الشركة", "للبنك": named, so that what comes behind may be its own.
_DEFINITE: Final = regex.compile(r"^[وف]?(?:[بك]?ال|لل)\p{L}{2}")
# Words that begin like "and …" by their root: "والدها" is her father.
_BEGINS_LIKE_AND: Final = regex.compile(r"^و(?:الد|فا|جود|صول|ضع|ظيف)")


def has_pronoun(word: str) -> bool:
    """Whether a folded Arabic verb or noun has a pronoun written on to it: وصلوا, استقبلهما, زارها."""
    return bool(_ATTACHED.search(word)) and not _ENDS_LIKE_THEM.search(word) and word not in _ENDS_LIKE_THEY


def leans_back(sentence: str) -> bool:
    """Whether `sentence` hardly says who or what it is about: "He moved there in 1910.", "وهو أول من فعل ذلك".

    By its words, so it misses a subject that an Arabic verb has in it ("ثم انتقلت إلى ليون"), among others.
    """
    folded = _CONNECTS.sub("", fold(sentence))
    begins = words(_OPENING.sub("", sentence))[:1]
    return bool(_POINTS.search(folded)) or begins in (["that"], ["then"]) or hides_who(sentence)


def hides_who(sentence: str) -> bool:
    """Whether `sentence` says in a pronoun or an ending alone who or what it is about: behind another it would speak
    of what that names. "He moved there in 1910.", "وأضاف أن الجسر سيُفتح", "No."; not "Then Luther left."
    """
    folded = _CONNECTS.sub("", fold(sentence))
    if _SAID_SO.search(folded) or _YES_OR_NO.search(folded) or _ANSWERS.search(folded):
        return True
    return _begins_english(sentence) or _begins_arabic(folded) or _reports_behind(sentence)


def hides_subject(sentence: str) -> bool:
    """Whether the subject of an Arabic `sentence` is in its verb alone: "وقد انتقلت إلى ليون", "سيدفع ثمنًا باهظًا".

    Wider than `leans_back`: it may stand further on ("وصل إلى موسكو المبعوث"), and a noun is taken for a verb.
    """
    row = _ARABIC_WORD.findall(sentence)
    bare = [regex.sub(r"^[وف](?=\p{L}{2})", "", fold(word)) for word in row]
    start = next((place for place, word in enumerate(bare) if word not in _BEFORE_VERB), len(row))
    if start + 1 >= len(row) or _DEFINITE.search(fold(row[start])) or not begins_in_arabic(row[start]):
        return False
    if bare[start] in _NO_SUBJECT or bare[start] in lexicon.FUNCTION_AR:
        return False
    behind = row[start + 1]
    return behind[0].isdecimal() or fold(behind) in _NO_SUBJECT or bool(_OBJECT.search(behind))


def without_yes_or_no(sentence: str) -> str:
    """`sentence` without the "Yes, " that it begins with."""
    return _YES_OR_NO.sub("", sentence)


def _reports_behind(sentence: str) -> bool:
    row = islice(_ARABIC_WORD.finditer(sentence), _REPORTED_WITHIN)
    marked = (fold(word[0]) + ("ً" if _OBJECT.search(word[0]) else "") for word in row)
    return bool(_REPORTS_BEHIND.match(" ".join(marked)))


def _begins_english(sentence: str) -> bool:
    if _EXPLETIVE.search(fold(sentence)):
        return False
    head = words(_OPENING.sub("", sentence))[:_HEAD]
    for word in head:
        if word in _ENGLISH:
            return True
        # "Luther and his wife" says whose.
        if word not in stop_words("en") and not word.isdigit() and word not in _ADVERBS:
            return False
    return False


def _begins_arabic(folded: str) -> bool:
    if _REPORTS.search(folded):
        return True
    for place, word in enumerate(words(folded)[:_HEAD]):
        bare = regex.sub(r"^(?:و|ف(?!هم$))(?=\p{L}{2})", "", word)
        if bare in _ARABIC and (bare not in _COPULAS or place == 0):
            return True
        if bare in _THAT and place < _HEAD - 1:
            return True
        # "لندن وضواحيها" says whose.
        if has_pronoun(word) and (place == 0 or not word.startswith("و") or _BEGINS_LIKE_AND.search(word)):
            return True
        if _DEFINITE.search(word):
            return False
    return False
