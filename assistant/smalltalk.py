"""What a reader says that asks nothing about the article: "Hello!", "شكرا كتير", "كيفك؟", "Who are you?", "👍"."""

from typing import Final

import regex

from embeddings.text import fold

# In any order, one after the other. What may ask about the article as well is left out: "How does this work?", "من
# تكون؟" (who is she), "وصلت؟" (did she come), "ما الأخبار؟".
_SAID: Final = """
    hi · hiya · hello · hey · hey there · good morning · good evening · good day · good afternoon · good night · there
    thanks · thanks again · many thanks · no thanks · thank you · thank u · thank you again · thx · thanx · thnx
    tysm · ty · cheers · merci · merci beaucoup · so much · very much · a lot · ok · okay · bye · goodbye · see you
    great · cool · nice · perfect · awesome · good job · well done · got it · i see · never mind · nevermind · sorry
    please · lol · that helps · that helped · that is helpful · that's helpful · that was helpful
    that was very helpful · that is useful · that's useful · that was useful · for your help · for the help · for help
    for helping · for helping me · for the info · for the information · for the answer · for your answer
    for your time · how are you · how are u · how r u · how are you doing · how are you today · how is it going
    how's it going · what's up · whats up · nice to meet you · who are you · who r u · what are you
    what is your name · what's your name · are you a robot · are you a bot · are you human · are you a human
    are you an ai · what can you do · what can u do · what can you do for me · can you help · can you help me
    how can you help · how can you help me · help · help me

    مرحبا · مراحب · أهلا · أهلين · هلا · هلو · هاي · سهلا · سلام · السلام · سلامات · عليكم · ورحمة الله · بركاته
    حياك الله · صباح · صباحو · مساء · الخير · النور · الفل · الورد · الياسمين · صباح النور · تصبح على خير
    تصبحي على خير · تصبحون على خير · تصبحوا على خير · شكرا · شكر · ألف شكر · الشكر لك · متشكر · متشكرة
    متشكرين · مشكور · مشكورة · مشكورين · ممنون · ممنونة · ممنونك · مرسي · ميرسي · جزيلا · كثيرا · كثير · كتير
    جدا · أوي · بزاف · برشا · وايد · لك · لكم · ليك · إلك · يا صديقي · يا باشا · يا غالي · يا عزيزي · يا أخي
    يا حبيبي · تسلم · تسلمي · تسلمين · تسلموا · تسلمو · تسلم ايدك · يسلمو · يسلموا · يسلمو ايديك · يعطيك العافية
    الله يعطيك العافية · الله يسلمك · الله يبارك فيك · الله يخليك · الله يحفظك · بارك الله فيك · بارك الله فيكم
    بارك الله بك · جزاك الله خيرا · جزاك الله خير · يعيشك · على المساعدة · على مساعدتك · على المعلومات
    على المعلومة · على التوضيح · على الرد · على وقتك · على جهودك · على كل شيء · على كل شي · ممتاز · رائع · جميل
    حلو · كويس · حسنا · تمام · طيب · أوكي · أوك · ماشي · فهمت · عفوا · آسف · مع السلامة · باي · وداعا
    إلى اللقاء · كيف حالك · كيف حالكم · كيف الحال · كيف أحوالك · كيفك · كيفكم · شلونك · شلونكم · اشلونك · شخبارك
    شو أخبارك · وش أخبارك · ماذا أخبارك · ما أخبارك · إزيك · إزيكم · إزيكو · عامل ماذا · عاملة ماذا
    عاملين ماذا · لا بأس · لا باس · لاباس · كيداير · كيراك · من أنت · من انت · من حضرتك · ما أنت · ماذا أنت
    ما اسمك · ماذا اسمك · هل أنت روبوت · هل أنت إنسان · هل أنت آلة · ماذا يمكنك أن تفعل · ماذا بإمكانك أن تفعل
    ماذا يمكنك أن تعمل · ماذا فيك تعمل · كيف يمكنك مساعدتي · هل يمكنك مساعدتي · كيف يمكنك أن تساعدني · ساعدني
"""
_PHRASES: Final = "|".join(fold(said.strip()) for said in _SAID.replace("\n", "·").split("·") if said.strip())
# Each is taken as a whole, as words that stand in two of them would else be tried in all ways.
TALK: Final = regex.compile(rf"^\W*+(?>و?(?:{_PHRASES})(?![\p{{L}}\p{{M}}\p{{N}}])\W*+)++$")
"""All of what is said, over a folded question."""
