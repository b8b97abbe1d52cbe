"""The words that checking an answer needs to know, in both languages. All are folded; data, no code.

The lists are the project's own. Common stop word lists won't do: they hold "ended", "million", "not" and
"evening", and an answer may be wrong by just that word.
"""

# ruff: noqa: E501 (one idea a line, however many words it has)

from typing import Final

FUNCTION_EN: Final = frozenset(
    """a an the this that these those it its he she they them him her his hers their theirs we us our i you your who
    whom whose which what when where why how there here of in on at to from by with for about into onto upon over
    through during within between among across toward towards as and or but so if then than too also both either
    while whereas although though because since until up out off is are was were be been being am do does did done
    has have had having will would shall can could may might must should s t re ve ll d one such same own other
    another each every all any some only just very more most even yet still already now well yes no not nor never
    without cannot none neither namely thus hence therefore however moreover whether including include includes
    included according regarding concerning via per etc amid
    percent percentage cent al el alongside along along together themselves himself itself herself where's order""".split()
)
"""Words that say nothing by themselves; those that negate or hedge are checked apart."""

GLUE_EN: Final = frozenset(
    """article text passage paragraph sentence author writer report reports reported mention mentions mentioned say
    says said state states stated note notes noted describe describes described people person there's called known
    specifically respectively currently particular case involve involves involved relate related take takes took
    taken taking place places parts make made making come comes came get hold held holding carry carried set go went give gave given
    become became be become""".split()
)
"""Words that an answer is built with, whatever it is about."""

FUNCTION_AR: Final = frozenset(
    """في من الي علي عن مع ب ل ك و ف ان انه انها انهم انهما الذي التي الذين اللذين اللذان اللتين اللتان اللاتي ما
    هذا هذه ذلك تلك هولا اوليك هو هي هم هما هن نحن انا انت كان كانت كانا كانوا يكون تكون يكونا كون سوف قد لقد ثم او
    ام اما بل لكن حيث اذ اذا عندما حين حينما كما كذلك ايضا اي ايا كل كلا كلتا كلاهما جميع بعض غير سوي عبر خلال اثنا
    حول نحو بين لدي عند منذ حتي تم تمت يتم ضمن بشان بخصوص وفق وفقا حسب بحسب هل متي اين كيف لماذا ماذا كم نعم لا لم
    لن ليس ليست ليسوا دون بدون بلا عدم الا انما لان لاجل كي لكي فيما بينما رغم مما ممن فقط هنا هناك اياه له لها لهم
    لهما به بها بهم بهما فيه فيها فيهم منه منها منهم منهما عليه عليها عليهم عليهما اليه اليها اليهم عنه عنها عنهم
    معه معها معهم لديه لديها لديهم بعضهم بعضها كونه كونها ذات ذو ذي تجاه لا زال يزال تزال زالت مازال مازالت يزالون
    قام قامت قاما قاموا يقوم تقوم جري جرت يجري تجري وهو وهي وذلك اذن انذاك حاليا جدا احد احدي بالميه الميه بانه بانها بان
    """.split()
)

GLUE_AR: Final = frozenset(
    """مقال مقاله نص خبر تقرير فقره جمله كاتب ذكر ذكرت يذكر تذكر قال قالت يقول تقول ورد جا جات ياتي تاتي يتعلق تتعلق
    متعلق يتمثل تتمثل يشمل تشمل شمل تضمن يتضمن تتضمن اضافه اضاف يعد تعد يعتبر تعتبر تحديدا خصوصا بخاصه شخص اشخاص
    يوم اجرا الحصول حصول شان
    مشيرا اشار اشارت يشير تشير الي بهدف
    """.split()
)

IRREGULAR: Final = """
become became, begin began begun, bend bent, bet, bite bit bitten, bleed bled, blow blew blown, break broke broken,
bring brought, build built, burn burnt, buy bought, catch caught, choose chose chosen, come came, cost, cut, deal dealt,
dig dug, do did done, draw drew drawn, dream dreamt, drink drank drunk, drive drove driven, eat ate eaten,
fall fell fallen, feed fed, feel felt, fight fought, flee fled, fly flew flown, forbid forbade forbidden,
forget forgot forgotten, forgive forgave forgiven, freeze froze frozen, get got gotten, give gave given, go went gone,
grow grew grown, hang hung, hear heard, hide hid hidden, hold held, keep kept, kneel knelt, know knew known, lead led,
learn learnt, lend lent, lose lost, make made, mean meant, meet met, overcome overcame, overthrow overthrew overthrown,
overtake overtook overtaken, pay paid, ride rode ridden, ring rang rung, rise risen, run ran, say said, seek sought,
sell sold, send sent, shake shook shaken, shine shone, shoot shot, show shown, shrink shrank shrunk, sing sang sung,
sink sank sunk, sit sat, sleep slept, speak spoke spoken, spend spent, stand stood, steal stole stolen, stick stuck,
strike struck, swear swore sworn, swim swam swum, take took taken, teach taught, tear tore torn, tell told,
think thought, throw threw thrown, undergo underwent undergone, understand understood, wake woke woken, wear wore worn,
win won, withdraw withdrew withdrawn, write wrote written
"""
"""English verbs and their pasts; not those that are past of one verb and plain form of another ("found", "left")."""

NEGATORS_EN: Final = frozenset("no not never none nor neither without cannot nobody nothing nowhere".split())
NEGATORS_AR: Final = frozenset(
    "لا لم لن ليس ليست ليسوا ليسا بدون بلا عدم دون غير ولا ولم ولن فلا فلم وليس وليست لعدم بعدم".split()
)
HEDGES: Final = frozenset(
    """may might could possible possibly possibility perhaps expected expect expects likely potential potentially if hope
    hopes hoped can could anticipated يمكن ممكن امكان امكانيه ربما متوقع يتوقع محتمل محتمله احتمال اذا لعل مرتقب يفترض منتظر""".split()
)

QUALIFIERS: Final = frozenset(
    """more less fewer most least only second third fourth fifth sixth seventh eighth ninth tenth half
    اكثر اقل ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر نصف""".split()
)
"""Words that change the next one: in an answer they must stand before the same word as in the article."""

NAMES: Final = """
america american americans us usa united+states = امريكا اميركا امريكي اميركي امريكيين ولايات+متحده
russia russian russians = روسيا روسي روس
ukraine ukrainian ukrainians = اوكرانيا اوكراني
britain british uk united+kingdom = بريطانيا بريطاني مملكه+متحده
england english = انجلترا انكلترا انجليزي انكليزي
france french = فرنسا فرنسي
germany german germans = المانيا الماني المان
italy italian italians = ايطاليا ايطالي
spain spanish = اسبانيا اسباني
poland polish poles = بولندا بولندي
turkey turkish turks turkiye = تركيا تركي اتراك
china chinese = صين صيني
japan japanese = يابان ياباني
india indian indians = هند هندي هنود
pakistan pakistani = باكستان باكستاني
iran iranian iranians = ايران ايراني
iraq iraqi iraqis = عراق عراقي
syria syrian syrians = سوريا سوريه سوري
egypt egyptian egyptians = مصر مصري
israel israeli israelis = اسراييل اسراييلي
palestine palestinian palestinians = فلسطين فلسطيني
lebanon lebanese = لبنان لبناني
jordan jordanian = اردن اردني
saudi saudis saudi+arabia = سعوديه سعودي
qatar qatari = قطر قطري
emirates emirati uae = امارات اماراتي
kuwait kuwaiti = كويت كويتي
yemen yemeni yemenis = يمن يمني
oman omani = عمان عماني
sudan sudanese = سودان سوداني
libya libyan = ليبيا ليبي
tunisia tunisian = تونس تونسي
algeria algerian = جزاير جزايري
morocco moroccan = مغرب مغربي
hungary hungarian = مجر مجري هنغاريا
austria austrian = نمسا نمساوي
greece greek greeks = يونان يوناني
switzerland swiss = سويسرا سويسري
sweden swedish = سويد سويدي
norway norwegian = نرويج نرويجي
netherlands dutch holland = هولندا هولندي
belgium belgian = بلجيكا بلجيكي
canada canadian = كندا كندي
mexico mexican = مكسيك مكسيكي
brazil brazilian = برازيل برازيلي
australia australian = استراليا استرالي
niger = نيجر
nigeria nigerian = نيجيريا نيجيري
africa african = افريقيا افريقي
asia asian = اسيا اسيوي
europe european europeans = اوروبا اوروبي اوربا اوربي
arab arabs arabic = عرب عربي
moscow = موسكو
kyiv kiev = كييف
washington = واشنطن
london = لندن
paris = باريس
berlin = برلين
geneva = جنيف
vienna = فيينا
cairo = قاهره
beirut = بيروت
damascus = دمشق
baghdad = بغداد
tehran = طهران
jerusalem = قدس
gaza = غزه
riyadh = رياض
doha = دوحه
istanbul = اسطنبول
white+house = بيت+ابيض
kremlin = كرملين
pentagon = بنتاغون
congress = كونغرس
security+council = مجلس+امن
board+of+peace peace+council = مجلس+سلام
united+nations un = امم+متحده
european+union eu = اتحاد+اوروبي
nato = ناتو
january = يناير كانون+الثاني
february = فبراير شباط
march = مارس اذار
april = ابريل نيسان
may = مايو ايار
june = يونيو حزيران
july = يوليو تموز
august = اغسطس
september = سبتمبر ايلول
october = اكتوبر
november = نوفمبر
december = ديسمبر
monday = اثنين
tuesday = ثلاثا
wednesday = اربعا
thursday = خميس
friday = جمعه
saturday = سبت
sunday = احد
ibn bin ben = بن ابن
somalia somali = صومال صومالي
"""
"""Names that don't sound alike in the two languages, or whose adjectives don't; one thing a line."""

SYNONYMS: Final = """
abu abou = ابو ابي ابا
talks talk negotiation negotiations negotiate discussion discussions discuss consultation consultations dialogue consult = مباحثات محادثات مفاوضات مشاورات حوار مباحثه محادثه تباحث يبحث بحث تبحث ناقش يناقش تناقش مناقشه تفاوض يتباحث
meeting meetings meet meets met encounter = لقا اجتماع التقي يلتقي سيلتقي تلتقي اجتمع يجتمع لقاات اجتماعات
envoy envoys emissary representative = مبعوث موفد
war conflict fighting hostilities = حرب نزاع صراع قتال
ending end ended stop stopped cease conclude conclusion = انها وقف انتها انهي ينهي نهايه
begin began begun begins start started starts beginning = بدا يبدا بدايه اندلع انطلق بدات اندلعت
arrive arrived arrives arrival = وصل وصول يصل
announce announced announcement announces declare declared = اعلان اعلن يعلن
confirm confirmed confirms affirm affirmed stress stressed = اكد تاكيد يوكد شدد اكدت
agreement agreements deal accord pact agree agreed = اتفاق اتفاقيه صفقه اتفق
settlement resolution solution resolve resolved solve solved = تسويه حل
remain remains remained continue continues continued continuing ongoing underway = يبقي تبقي بقي استمر يستمر مستمر تستمر استمرار مواصله واصل يواصل يزال تزال زالت
point points issue issues matter question questions problem = نقطه نقاط مساله قضيه قضايا مسايل
dispute disputed disagreement disagreements disagree difference differences unresolved contention = خلاف خلافات اختلاف
delegation delegations team = وفد
side sides party parties = طرف جانب اطراف جوانب
aim aims goal goals purpose objective seek seeks sought intend intended attempt effort efforts endeavour try trying = هدف اهداف غرض غايه سعي يسعي تسعي مسعي مساعي محاوله جهود يهدف تهدف جهد
kill killed kills dead death deaths die died lives life claimed claim = قتل قتلي مات اودي اودت ارواح ضحايا حياه
destroy destroyed destruction devastation devastated damage = دمار تدمير دمر خراب
focus focused focuses concentrate concentrated = ركز تركز يركز تركيز
progress advance = تقدم
plan plans = خطه خطط
propose proposed proposal proposals = اقترح مقترح اقتراح اقتراحات مقترحات
part portion = جزء
area areas region regions = منطقه مناطق
reconstruction rebuild rebuilding reconstruct = اعمار
asset assets = اصول
freeze frozen = مجمد مجمده تجميد جمد
use used using = استخدام استعمال استخدم يستخدم
support supporting fund finance = دعم
timetable schedule timeline = جدول+زمني
expect expected anticipated likely = متوقع يتوقع مرتقب منتظر
joint jointly = مشترك
share shares = سهم اسهم حصه حصص نصيب نسبه
profit profits earnings = ربح ارباح
dollar dollars = دولار دولارات
euro euros = يورو
dirham dirhams = درهم دراهم
dinar dinars = دينار دنانير
riyal riyals rial rials = ريال ريالات
pound pounds sterling = جنيه جنيهات استرليني رطل ارطال
step steps measure measures = خطوه خطوات
reduce reduction lower lowering = خفض تخفيض
escalation de+escalation = تصعيد
sovereignty = سياده
independence = استقلال
guarantee guarantees assurance assurances = ضمان ضمانات
after following = بعد عقب
before ahead prior shortly+before = قبل قبيل
more exceeding above = اكثر ازيد يزيد يفوق
less fewer below = اقل
son+in+law = صهر
special = خاص
president presidential = رييس رياسي رياسه
minister = وزير
government = حكومه
administration = اداره
country countries nation nations = دوله بلد دول بلاد بلدان
city = مدينه
year years = عام سنه سنوات اعوام
month months = شهر اشهر شهور
week weeks = اسبوع اسابيع
day days = يوم ايام
hour hours = ساعه ساعات
evening = مسا
morning = صباح
territory territories land lands = ارض اراضي
occupied = محتل محتله
optimism optimistic = تفاول متفايل
cautious cautiously = حذر
infrastructure = بنيه+تحتيه
economy economic = اقتصاد اقتصادي
huge massive big large great enormous = هايل كبير ضخم
important key main major fundamental core essential = مهم جوهري اساسي رييسي اهم
previous earlier former past = سابق ماضي ماضيه
new = جديد
future = مستقبل مستقبلي
international = دولي
political = سياسي
diplomatic diplomacy = دبلوماسي دبلوماسيه
peace peaceful peacefully = سلام سلمي
security = امن امني
status = وضع
official officials = مسوول رسمي مسوولين
london+based = لندني
pressure = ضغط
increasing growing mounting = متزايد
write wrote written author = كتب كاتب بقلم
receive received welcomed = استقبل استقبال
simultaneous simultaneously parallel = متزامن تزامن
forum forums = محافل محفل
ensure ensuring = ضمان يضمن
coordinate coordinating coordination = تنسيق
crisis = ازمه
comprehensive broader broad wider = شامل اشمل
level levels = مستوي مستويات
present presents presented provide provides provided submit = قدم يقدم تقديم
reject rejects rejected rejection refuse refuses refused refusal decline = رفض يرفض ترفض
deny denies denied denial = نفي ينفي نفت انكر
accept accepts accepted acceptance = قبول وافق يوافق موافقه
cancel cancels cancelled canceled = الغي الغا يلغي
postpone postponed delay delayed = تاجيل اجل
fail fails failed failure = فشل يفشل اخفق
succeed succeeded success successful = نجح ينجح نجاح
win wins won victory = فاز يفوز فوز انتصر انتصار
lose loses lost loss = خسر يخسر خساره
increase increased increases rise rises rose raised raise grow grew growth = ارتفع ارتفاع ازداد زياده يزداد نما
decrease decreased fall fell falls drop dropped decline declined = انخفض انخفاض تراجع تناقص هبط
attack attacked attacks strike struck = هجوم هاجم قصف
withdraw withdrew withdrawn withdrawal = انسحاب انسحب سحب
invade invaded invasion = غزو اجتاح
sign signed signing = وقع توقيع
leave left departed departure = غادر مغادره رحل
sanction sanctions = عقوبه عقوبات
ceasefire truce = هدنه
surrender surrendered = استسلام استسلم
threaten threatened threat = هدد تهديد
release released = افرج اطلق افراج
arrest arrested detain detained = اعتقل اعتقال احتجز
elect elected election = انتخب انتخاب انتخابات
appoint appointed = عين تعيين
resign resigned resignation = استقال استقاله
only solely = فقط وحده
first = اول اولي
second = ثاني ثانيه
third = ثالث ثالثه
last final = اخير نهايي نهاييه اخيره
obstacle hinder hinders hindering standing block blocking stands stand prevent preventing prevents = اعاق تعيق يعيق عرقل يعرقل تعرقل عقبه عايق
"""
"""Words that may stand for each other in an answer, and what they are in the other language; one idea a line."""
