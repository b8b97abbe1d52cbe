"""How a sentence shows that somebody speaks in it."""

from typing import Final

import regex

from assistant.anaphora import SAYS, SAYS_NOW

SPEAKS: Final = regex.compile(
    rf"\"|(?<!\p{{L}})[وف]?(?:(?:{SAYS})(?:ت|وا)?|{SAYS_NOW}|قايلا|قايله|قايلين|ب?حسب|وفقا?"
    r"|[يت]?(?:وصف|صف|انتقد|نتقد|رحب|رفض|اتهم|تهم|هاجم|اشاد|شيد|اعرب|عرب|عبر|حث|ناشد|شكر|هنا|ادان|دين|ندد|طمان|اخبر|خبر|ابلغ|بلغ)(?:ت|وا|ه)?)"
    r"(?!\p{L})"
    r"|\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|wr(?:ote|ites?|iting)|th(?:ought|inks?)|spoke|speaks|according to"
    r"|(?:add|call|explain|warn|claim|insist|stress|confirm|reject|condemn|demand|suggest|consider|admit|ask|respond|answer"
    r"|thank|remark|comment|fear|point|recall|maintain|report|assur|announc|argu|stat|declar|describ|acknowledg|not|pledg"
    r"|prais|urg|accus|propos|criticis|criticiz|advis|welcom|promis|apologis|apologiz|believ|estimat)"
    r"(?:ed|e?s|ing|t?ed|t?ing)|repl(?:ied|ies)|den(?:ied|ies)|hope[sd]?)\b"
)
"""In folded text."""
