"""Six articles written for these tests, three in each language, as the parts that they are made of.

`make.py` turns each into a file of every format; the tests compare what is read with the parts. They have what
readers stumble on: diacritics, lam-alef, digits in both forms, quotations, Latin names inside Arabic, Arabic
inside English, ligatures (fi, ffl), long words to be hyphenated, lists, tables, several pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["title", "heading", "text", "quote", "points", "steps", "table"]


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a document: `lines` is one text, the points of a list, or the rows of a table (cells by `|`)."""

    kind: Kind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document to make files of; `soft` lists words with the places where they may be hyphenated."""

    name: str
    language: Literal["ar", "en"]
    parts: tuple[Part, ...]
    soft: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The text of the part that is its title."""
        return self.parts[0].lines[0]

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """What is to be read: each paragraph, with the signs of lists and tables, and the title it stands under."""
        found: list[tuple[str, str]] = []
        section = ""
        for part in self.parts:
            for number, line in enumerate(part.lines, 1):
                if part.kind in ("title", "heading"):
                    section = line
                    continue
                sign = {"points": "- ", "steps": f"{number}. "}.get(part.kind, "")
                found.append((sign + (line.replace("|", " | ") if part.kind == "table" else line), section))
        return found


def _source(name: str, language: Literal["ar", "en"], *parts: Sequence[str], soft: Sequence[str] = ()) -> Source:
    # The type checker can't see that the first string of each part is one of the kinds.
    made = tuple(Part(part[0], tuple(part[1:])) for part in parts)  # type: ignore[arg-type]
    return Source(name, language, made, tuple(soft))


SOURCES: Final = (
    _source(
        "ar-news",
        "ar",
        ("title", "واحة النخيل تستعيد ماءها بعد عقدين"),
        ("text", "كتبت: ليلى الحسّان — صحيفة الضفاف"),
        (
            "text",
            "عاد الماء إلى الأفلاج القديمة في واحة الرملة يوم الإثنين 14 أبريل 2025، بعد أن جفّت لأكثر من عشرين عامًا، "
            "وقال الأهالي إنّ الأطفال نزلوا إلى القناة قبل أن يصل إليها المهندسون. وبلغ تدفّق النبع ٣٥ لترًا في "
            "الثانية، أي ما يعادل 126 مترًا مكعبًا في الساعة.",
        ),
        ("heading", "كيف بدأ المشروع؟"),
        (
            "text",
            "بدأت الفكرة في عام ٢٠١٨ حين عثرت المهندسة سلمى الأنصاري على خريطة رسمها المسّاح البريطاني James "
            "Whitfield سنة 1931، وفيها مجرى لا يعرفه أحد من أهل الواحة اليوم. ثم موّلت مؤسسة Blue Channel "
            "Trust أعمال الحفر بمبلغ 2.4 مليون دولار على ثلاث مراحل.",
        ),
        (
            "quote",
            "«لم نكتشف شيئًا جديدًا، بل تذكّرنا ما نسيناه»، قالت الأنصاري، وأضافت: «الآبار العميقة هي التي قتلت "
            "النبع، فلمّا أُغلقت عاد».",
        ),
        ("heading", "ما الذي تغيّر؟"),
        ("text", "تقول لجنة الواحة إنّ ثلاثة أمور صنعت الفرق:"),
        (
            "points",
            "إغلاق 17 بئرًا عميقة كانت تسحب المياه من الخزّان الجوفي.",
            "ترميم ٤٫٥ كيلومترات من القنوات بالطين والجير بدلًا من الإسمنت.",
            "توزيع الحصص بالساعة الشمسية كما كان يفعل الأجداد.",
        ),
        (
            "text",
            "ولا يزال المزارعون حذرين، إذ يرى الشيخ عبد الرؤوف أنّ «سنةً واحدةً لا تكفي للحكم»، لأنّ أمطار الشتاء "
            "الماضي زادت على المعدّل بنسبة 18%، ولأنّ الآلات القديمة ما زالت في مكانها.",
        ),
    ),
    _source(
        "ar-guide",
        "ar",
        ("title", "دليل مختصر إلى تربية النحل في المدن"),
        (
            "text",
            "لا تحتاج خليّة النحل إلى مزرعة واسعة، فسطح بيت صغير يكفيها إذا توافر الماء والظلّ والزهر على مسافة لا "
            "تزيد على ثلاثة كيلومترات. وهذا الدليل خلاصة تجربة عشر سنوات في مدن عربية وأوروبية، من بينها عمّان "
            "وتونس وBerlin.",
        ),
        ("heading", "الأدوات"),
        (
            "text",
            "تُباع الأدوات الأساسية في متاجر كثيرة، ومنها صندوق من طراز Langstroth بعشرة إطارات، ومدخّن، وقفّازان، "
            "وقناع. وتختلف الأسعار من مدينة إلى أخرى كما يبيّن الجدول الآتي.",
        ),
        (
            "table",
            "الأداة|السعر في عمّان|السعر في تونس",
            "صندوق Langstroth|٨٥ دينارًا|310 دنانير",
            "مدخّن|١٢ دينارًا|45 دينارًا",
            "قناع وقفّازان|٢٠ دينارًا|70 دينارًا",
        ),
        ("heading", "خطوات السنة الأولى"),
        (
            "steps",
            "ضع الخليّة في مكان تصله شمس الصباح قبل الساعة 9:00.",
            "افحص الإطارات مرّةً كلّ أسبوعين، ولا تفتح الصندوق في يوم عاصف.",
            "اترك للنحل ما لا يقلّ عن ١٥ كيلوغرامًا من العسل للشتاء.",
        ),
        (
            "text",
            "وفي الشعر القديم ما يشبه الوصيّة، كقول جدّتي وهي تُنشد على السطح: «صَبْرًا فَإِنَّ الشَّهْدَ لَا يُجْنَى بِلَا "
            "وَخْزٍ، وَمَنْ خَافَ الإِبَرَ فَاتَهُ العَسَلُ». والوخز على أيّ حال أقلّ ممّا يُخشى.",
        ),
        ("heading", "أسئلة تتكرّر"),
        (
            "text",
            "هل يلسع النحل الجيران؟ نادرًا ما يحدث ذلك إذا رُفع مدخل الخليّة أكثر من مترين. وهل يلزم ترخيص؟ نعم في "
            "بعض البلدان، إذ يشترط القانون رقم 27/2019 إبلاغ البلديّة خلال ٣٠ يومًا (انظر المادّة 4، الفقرة ب).",
        ),
    ),
    _source(
        "ar-essay",
        "ar",
        ("title", "مكتبة على عجلات"),
        (
            "text",
            "في صباح كلّ سبت تصعد حافلة خضراء إلى القرى المعلّقة في جبل الصنوبر، وليس فيها ركّاب، بل ثلاثة آلاف كتاب "
            "ومقعدان وإبريق شاي. يقودها الأستاذ إلياس خوري الذي تقاعد من التعليم سنة 2011، ثم اكتشف أنّه لا يحسن "
            "الجلوس في البيت.",
        ),
        ("heading", "البداية"),
        (
            "text",
            "اشترى إلياس الحافلة من مزاد للبلديّة بمبلغ 3,200 دولار، وكانت مقاعدها ممزّقة ومحرّكها لا يدور إلا بعد "
            "دعاء. أصلحها مع تلاميذه القدامى في أربعة أشهر، وبنوا فيها رفوفًا من خشب الأرز، وكتبوا على بابها بخطّ "
            "النسخ: «ادخلوا بلا استئذان، واخرجوا بلا استعجال».",
        ),
        (
            "text",
            "جاءت الكتب الأولى من بيوت الناس: روايات لنجيب محفوظ وغسّان كنفاني، وقواميس قديمة، وأطلس فرنسي اسمه "
            "Atlas du monde طُبع في باريس عام 1954. ثم وصلت صناديق من دار نشر في بيروت، ومن جامعة Lund في السويد، "
            "حتى ضاقت الحافلة بما فيها، فصار إلياس يعير الكتاب شهرًا بدلًا من أسبوعين.",
        ),
        ("heading", "من يقرأ في الجبل؟"),
        (
            "text",
            "يقول إلياس إنّ القرّاء الأوائل كانوا من الأطفال، لأنّ الكبار ظنّوا أنّ الحافلة تبيع شيئًا. أمّا اليوم ففي "
            "دفتره ٤١٢ اسمًا، أكبرهم الحاجّة آمنة التي تعلّمت القراءة في السابعة والستين، وأصغرهم طفل لم يبلغ الرابعة "
            "يستعير كلّ مرّة الكتاب نفسه عن الأرنب.",
        ),
        (
            "quote",
            "«كنت أرى الحروف نملًا على الورق»، تقول آمنة، «ثم صار النمل يمشي في صفّ، ثم صار يتكلّم».",
        ),
        (
            "text",
            "وفي القرى مدارس، لكنّ مكتباتها مغلقة في الصيف، وأقرب مكتبة عامّة في المدينة على بعد ٦٢ كيلومترًا. لذلك "
            "تقف الحافلة ساعتين في كلّ ساحة، ويأتي الناس بكراسيهم، ويتحوّل الموعد إلى ما يشبه السوق: واحد يعيد كتابًا "
            "وآخر يسأل عن تتمّته، وثالثة تقرأ بصوت عالٍ لمن نسي نظّارته.",
        ),
        ("heading", "الطريق"),
        (
            "text",
            "لا يخلو الأمر من متاعب، فقد انزلقت الحافلة مرّتين في شتاء 2016-2017، وتعطّلت في الثلج ليلةً كاملةً قضاها "
            "إلياس يقرأ على ضوء الهاتف. وارتفع ثمن الوقود من 0.9 إلى 1.7 دولار للّتر، فصار أهل القرى يدفعون حصّةً "
            "صغيرةً كلّ شهر، ومن لا يملك مالًا يدفع بيضًا أو زيتًا أو حكاية.",
        ),
        (
            "text",
            "وحين سُئل عن المستقبل قال إنّه لا يريد حافلة ثانية، بل يريد أن تكبر هذه حتى لا تتّسع لها الطريق. ثم ضحك "
            "وأدار المحرّك، وترك على المقعد كتابًا مفتوحًا عند الصفحة ١٢٨.",
        ),
    ),
    _source(
        "en-news",
        "en",
        ("title", "Harbour town turns its ferry into a floating clinic"),
        ("text", "By Nora Whitlock, The Quayside Courier"),
        (
            "text",
            "A ferry that once carried tourists across the sound now carries nurses. On Monday, 3 March 2025, the "
            "refitted Swift Heron left Port Ellery with two doctors, a dentist and 1,140 doses of flu vaccine, bound "
            "for five islands that had not seen a physician since October.",
        ),
        ("heading", "Why a ferry?"),
        (
            "text",
            "The county’s only helicopter costs $2,900 an hour; the ferry costs $310. “It was not a difficult "
            "sum,” said the harbour master, Idris Okafor, whose office found the boat rusting behind the fish market. "
            "The engineers’ first offer, to build a clinic on every island, would have cost €6.5 million.",
        ),
        (
            "quote",
            "“People told us an officer of health belongs in an office. We told them that an office can float.”",
        ),
        ("heading", "What the clinic does"),
        ("text", "In its first five weeks the crew has, by its own count:"),
        (
            "points",
            "examined 862 patients, a third of whom had never met a dentist;",
            "fitted 41 pairs of glasses, all paid for by the Griffin Foundation;",
            "sent nine people to the mainland, every one of them within 24 hours.",
        ),
        (
            "text",
            "Not everyone is convinced. The islands’ council wants the boat to stay overnight, and the captain, "
            "Layla Mansour, whose first name (ليلى) is painted on the wheelhouse in Arabic, wants a second crew: “We "
            "sail at 5:40 and tie up at 21:15. Coffee is not a staffing plan.”",
        ),
    ),
    _source(
        "en-guide",
        "en",
        ("title", "A short guide to keeping sourdough alive"),
        (
            "text",
            "A sourdough starter is flour, water and patience. It needs no special kitchen and no difficult "
            "vocabulary, and if it is fed it will outlive the shelf that it stands on. This guide sums up six winters "
            "of baking in a flat without a reliable oven.",
        ),
        ("heading", "What you need"),
        (
            "text",
            "Any flour will do, but coarse flour ferments faster. The figures below are for a jar of 500 ml, kept at "
            "room temperature and covered with a cloth, never with a tight lid.",
        ),
        (
            "table",
            "Flour|Water per 100 g|First bubbles",
            "White wheat|80 ml|day 4",
            "Wholemeal|95 ml|day 3",
            "Coarse rye|110 ml|day 2",
        ),
        ("heading", "The first week"),
        (
            "steps",
            "Mix 50 g of flour with 50 ml of water, and leave the jar alone for a day.",
            "Throw half away every morning, then feed what is left with fresh flour and water.",
            "Bake when the dough doubles within 6 hours and smells of apples, not of vinegar.",
        ),
        (
            "text",
            "A grey liquid on top is no reason to start afresh: bakers call it hooch, and it only says that the "
            "starter is hungry. Pink or orange streaks are different. Then the sufficient, if unflattering, advice is "
            "to throw everything out and scald the jar at 95 °C.",
        ),
        ("heading", "Common questions"),
        (
            "text",
            "Can it travel? Yes: dried on baking paper it keeps for 12–18 months, and weighs next to nothing. Is it "
            "allowed through customs? Usually; the rules of 2019/1793 concern fresh plants, not flakes (see section "
            "3.2, note b).",
        ),
    ),
    _source(
        "en-essay",
        "en",
        ("title", "The clockmaker’s ledger"),
        (
            "text",
            "For forty years the clockmaker of Vale Street wrote down every clock that crossed his counter, and what "
            "ailed it. The ledger, 1,906 pages in seven volumes, was found last spring beneath a staircase, wrapped in "
            "oilcloth, and it has turned out to be a history of the town.",
        ),
        ("heading", "A diary of breakdowns"),
        (
            "text",
            "Tomáš Havel-Brandt arrived in 1923 with a suitcase of springs. His first entry is characteristically "
            "brief: “Kitchen clock, Mrs Finch, stopped by jam.” Soon the notes grow longer. He records "
            "responsibilities that nobody had given him, such as the correction of the church clock, which ran fast "
            "whenever the vicar wished to be finished early.",
        ),
        (
            "text",
            "The handwriting changes in the winter of 1941–42, when his daughter Zdeňka took over. She was the better "
            "mathematician, and an extraordinarily unsentimental observer: “Mantel clock, café owner. Nothing wrong. "
            "He wanted to talk.” There are thirty-one such entries, each of them charged at half price.",
        ),
        ("heading", "What the numbers say"),
        (
            "text",
            "Historians at the university have transcribed 18,400 repairs so far. Breakages rise by a fifth in the "
            "weeks after Christmas, as one might expect, and fall to almost nothing during the flood of 1953, when "
            "everybody’s clock stood at 4:17 and there was no point in arguing about it.",
        ),
        (
            "quote",
            "“A clock is the only thing in a house that everyone consults and nobody thanks.”",
        ),
        (
            "text",
            "The most difficult question was the abbreviation “o.k.h.”, which appears 212 times in the margin. It was "
            "misunderstood for months as a supplier, until a retired apprentice explained it: “only knocked, happily”. "
            "It meant that the clock had started again by itself on the way to the shop.",
        ),
        ("heading", "The last page"),
        (
            "text",
            "The final entry is dated 30 June 1964. The telecommunications office had just begun to give the time by "
            "telephone, and the clockmaker’s trade was, as Zdeňka put it, “running down without regret”. She sold the "
            "shop, kept the ledger, and set the last clock in the window ten minutes slow, so that people would stay "
            "a little longer.",
        ),
        (
            "text",
            "The volumes can be read in the county archive, or at https://ledger.example.org, where "
            "volunteers are still transcribing. They ask only that visitors leave their watches at the door.",
        ),
        soft=(
            "char|ac|ter|is|ti|cal|ly",
            "re|spon|si|bil|i|ties",
            "ex|traor|di|nar|i|ly",
            "math|e|ma|ti|cian",
            "un|sen|ti|men|tal",
            "ab|bre|vi|a|tion",
            "mis|un|der|stood",
            "tele|com|mu|ni|ca|tions",
            "his|to|ri|ans",
            "uni|ver|si|ty",
            "tran|scribed",
            "Christ|mas",
            "ev|ery|body’s",
            "ap|pren|tice",
            "tran|scrib|ing",
            "cor|rec|tion",
            "stair|case",
            "ob|serv|er",
            "suit|case",
            "any|thing",
            "clock|mak|er’s",
            "clock|mak|er",
            "his|to|ry",
            "hand|writ|ing",
            "break|ages",
            "vol|un|teers",
            "vis|i|tors",
            "count|er",
            "win|dow",
            "longer",
        ),
    ),
)
