"""Why an article can't be read, by the code of the error: in both languages, where Python's message is in English.

`{}` names are filled in with the error's values.
"""

from collections.abc import Mapping
from typing import Final

from embeddings.text import Language

REASONS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "binary": "It holds data, not text. Text, Markdown, HTML, Word (DOCX) and PDF files can be read.",
        "empty": "There is no text in it.",
        "encoding": "Its letters are stored in a way that can’t be recognised; save it as UTF-8.",
        "unreadable": "The file can’t be opened.",
        "damaged": "It is damaged; save it or download it again.",
        "no_text": "There is no text in it that could be an article.",
        "scanned": "Its pages are pictures (a scan); give a PDF with text recognition (OCR).",
        "locked": "It is locked with a password; save a copy without one.",
        "fonts": "Its fonts don’t say which letters they draw; save the PDF again from its source.",
        "pages": "It has more than {pages} pages; give a part of it.",
        "long": "It has more than {characters} characters; give a part of it.",
        "large": "It has more than {megabytes} MB; give a part of it.",
        "unpacks": "It unpacks to more than {megabytes} MB; give a part of it.",
        "slow": "It took more than {seconds} seconds; try again, or give a part of it.",
        "memory": "There is not enough memory for it; give a part of it.",
        "picture": "It is a picture ({kind}); words in pictures can’t be read. Give a text, Word or PDF file.",
        "sound": "It is a sound recording ({kind}). Give a text, Markdown, HTML, Word or PDF file.",
        "video": "It is a video ({kind}). Give a text, Markdown, HTML, Word or PDF file.",
        "archive": "It is a packed archive ({kind}). Unpack it, and choose the file with the article.",
        "zip": "It is a packed archive (ZIP). Unpack it, and choose the file with the article.",
        "program": "It is a program ({kind}). Give a text, Markdown, HTML, Word or PDF file.",
        "old_office": "It is a file of an old Office ({kind}). Save it as DOCX or PDF.",
        "rtf": "It is a Rich Text file (RTF). Save it as DOCX or as plain text.",
        "sheet": "It is a spreadsheet ({kind}). Save the text as DOCX or PDF.",
        "slides": "It is a presentation ({kind}). Save it as PDF.",
        "ebook": "It is an e-book ({kind}). Save the part that you want as text, HTML or PDF.",
        "opendocument": "It is an OpenDocument file ({kind}). Save it as DOCX or PDF.",
        "iwork": "It is a document of Apple’s Pages, Numbers or Keynote. Export it as DOCX or PDF.",
        "address": "This is no address of a web page; it should look like https://example.org/article.",
        "scheme": "Only addresses that begin with http:// or https:// are read.",
        "urls_off": "Reading from the web is switched off here.",
        "private": "{host} is not on the public Internet, so it isn’t asked.",
        "unreachable": "{host} can’t be reached; check the address and the network.",
        "redirected": "The address leads elsewhere in a way that isn’t followed; open it in your browser and save it.",
        "http": "The site sent no page (error {status}); check the address.",
        "broken": "The connection broke off; try again, or save the page as a file.",
        "other_type": "The address leads to something other than an article ({kind}).",
    },
    "ar": {
        "binary": "فيه بيانات لا نص. تُقرأ ملفات النص وماركداون وصفحات الويب ووورد (DOCX) وبي دي إف.",
        "empty": "ليس فيه نص.",
        "encoding": "لم يُعرف ترميز حروفه؛ احفظه بترميز UTF-8.",
        "unreadable": "تعذّر فتح الملف.",
        "damaged": "الملف تالف؛ احفظه أو نزّله من جديد.",
        "no_text": "ليس فيه نص يصلح مقالًا.",
        "scanned": "صفحاته صور (مسح ضوئي)؛ اختر ملف بي دي إف تعرّف برنامج على نصه (OCR).",
        "locked": "الملف مقفل بكلمة مرور؛ احفظ نسخة بلا كلمة مرور.",
        "fonts": "خطوطه لا تبيّن أي الحروف ترسم؛ احفظ ملف بي دي إف من مصدره مرة أخرى.",
        "pages": "عدد صفحاته أكثر من {pages}؛ اختر جزءًا منه.",
        "long": "عدد حروفه أكثر من {characters}؛ اختر جزءًا منه.",
        "large": "حجمه أكثر من {megabytes} ميغابايت؛ اختر جزءًا منه.",
        "unpacks": "حجمه بعد فك ضغطه أكثر من {megabytes} ميغابايت؛ اختر جزءًا منه.",
        "slow": "استغرق أكثر من {seconds} ثانية؛ حاول مرة أخرى أو اختر جزءًا منه.",
        "memory": "لا تكفيه ذاكرة الجهاز؛ اختر جزءًا منه.",
        "picture": "هذه صورة ({kind})، ولا تُقرأ الكلمات في الصور. اختر ملف نص أو وورد أو بي دي إف.",
        "sound": "هذا تسجيل صوتي ({kind}). اختر ملف نص أو ماركداون أو صفحة ويب أو وورد أو بي دي إف.",
        "video": "هذا مقطع فيديو ({kind}). اختر ملف نص أو ماركداون أو صفحة ويب أو وورد أو بي دي إف.",
        "archive": "هذا أرشيف مضغوط ({kind}). فك ضغطه ثم اختر ملف المقال.",
        "zip": "هذا أرشيف مضغوط (ZIP). فك ضغطه ثم اختر ملف المقال.",
        "program": "هذا برنامج ({kind}). اختر ملف نص أو ماركداون أو صفحة ويب أو وورد أو بي دي إف.",
        "old_office": "هذا ملف أوفيس قديم ({kind}). احفظه بصيغة DOCX أو PDF.",
        "rtf": "هذا ملف نص منسّق (RTF). احفظه بصيغة DOCX أو نصًّا عاديًّا.",
        "sheet": "هذا جدول بيانات ({kind}). احفظ نصه بصيغة DOCX أو PDF.",
        "slides": "هذا عرض تقديمي ({kind}). احفظه بصيغة PDF.",
        "ebook": "هذا كتاب إلكتروني ({kind}). احفظ الجزء الذي تريده نصًّا أو صفحة ويب أو PDF.",
        "opendocument": "هذا ملف أوبن دوكيومنت ({kind}). احفظه بصيغة DOCX أو PDF.",
        "iwork": "هذا ملف من برامج آبل (بيجز أو نمبرز أو كينوت). صدّره بصيغة DOCX أو PDF.",
        "address": "ليس هذا عنوان صفحة ويب؛ اكتب عنوانًا مثل https://example.org/article.",
        "scheme": "لا تُقرأ إلا العناوين التي تبدأ بـ http:// أو https://.",
        "urls_off": "القراءة من الويب غير مفعّلة هنا.",
        "private": "{host} ليس على الإنترنت العام، فلا يُطلب منه شيء.",
        "unreachable": "تعذّر الوصول إلى {host}؛ تحقق من العنوان ومن الشبكة.",
        "redirected": "يحيل العنوان إلى موضع آخر على نحو لا يُتبع؛ افتحه في متصفحك واحفظه.",
        "http": "لم يرسل الموقع صفحة (خطأ {status})؛ تحقق من العنوان.",
        "broken": "انقطع الاتصال؛ حاول مرة أخرى أو احفظ الصفحة ملفًا.",
        "other_type": "يقود العنوان إلى شيء غير مقال ({kind}).",
    },
}


def reason(language: Language, code: str, values: Mapping[str, str | int]) -> str:
    """The sentence for `code`; empty where there is none."""
    # Counts get their separators; the status of HTTP is a name.
    shown = {
        name: f"{value:,}" if isinstance(value, int) and name != "status" else value for name, value in values.items()
    }
    return REASONS[language].get(code, "").format(**shown)
