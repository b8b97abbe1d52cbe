"""Words that names are made of and that are translated by their meaning; what they are in Arabic, one a line.

All are folded; data, no code. An Arabic word is one of these where it begins so, behind its article and particles.
"""

from typing import Final

MEANINGS: Final = """
north northern northeast northwest = شمال
south southern southeast southwest = جنوب
east eastern northeast southeast = شرق
west western northwest southwest = غرب
middle central center centre = وسط اوسط مركز
world worldwide = عالم
earth = ارض
war wars = حرب حروب
battle = معرك موقع
army = جيش
navy naval marine = بحري
air = جو هوا طير
river = نهر
lake = بحير
sea ocean = بحر بحار محيط
gulf bay = خليج
island islands isle = جزير جزر
mount mountain mountains = جبل جبال
valley = وادي
desert = صحرا
city town = مدين بلد
street road avenue boulevard route = شارع طريق جاد
bridge = جسر
house = بيت مجلس دار منزل
palace = قصر
castle = قلع
wall = جدار سور حايط
park garden gardens = حديق متنزه
museum = متحف
gallery = معرض صال
church = كنيس
mosque = مسجد جامع
university college = جامع كلي
school schools academy = مدرس مدارس اكاديم
institute = معهد
hospital = مستشف
library = مكتب
theatre theater = مسرح
bank = بنك مصرف ضف
market = سوق اسواق
company corporation group = شرك مجموع
organization organisation = منظم
association league society union federation = رابط اتحاد جمعي دوري
council board = مجلس هيي
assembly parliament = جمعي برلمان مجلس
committee = لجن
commission authority agency = مفوض هيي سلط وكال
ministry = وزار
department office bureau = قسم ادار داير مكتب وزار
government = حكوم
republic = جمهوري
kingdom = مملك
empire imperial = امبراطور
emperor = امبراطور
state states = دول ولاي
county province = مقاطع محافظ اقليم
district region = منطق اقليم حي
capital = عاصم
party = حزب
democratic = ديمقراط
national = وطن قوم اهلي
international = دولي عالم
nation nations = امم ام
people peoples = شعب
king queen royal crown = ملك ملوك تاج
prince princess = امير
lord lords = لورد سيد
sir = سير سيد
saint st = قديس سان سانت
pope = بابا
bishop = اسقف
prophet = نبي رسول
god = الله اله رب
doctor dr = دكتور طبيب
professor = بروف استاذ
captain = كابتن قبطان قايد نقيب
general = جنرال عام لوا فريق
major = رايد ميجور
commander = قايد
governor = حاكم محافظ
mayor = عمد رييس
director = مدير
judge justice = قاضي قضا عدل
court = محكم
act law = قانون
bill = مشروع قانون بيل
treaty = معاهد اتفاق
constitution = دستور
revolution revolutionary = ثور
reformation reform reformed = اصلاح
age ages era = عصر عصور عهد
century = قرن
day days = يوم ايام
new = جديد نيو
old = قديم عتيق
great = عظم كبر بريطاني
upper high higher = علي اعل عال
lower low = سفل منخفض
black = اسود سودا سود
white = ابيض بيضا
red = احمر حمرا
green = اخضر خضرا
blue = ازرق زرقا
golden gold = ذهب
iron = حديد
holy = مقدس
bible scripture = انجيل كتاب
christian christians christianity = مسيح نصران
muslim muslims islam islamic = مسلم اسلام
jew jews jewish = يهود
catholic catholics catholicism = كاثوليك
protestant protestants protestantism = بروتستانت
orthodox = ارثوذكس
english = انجليز انكليز
scottish scotland scots = اسكتلند سكوتلند
irish ireland = ايرلند
welsh wales = ويلز
roman romans rome = رومان روما
latin = لاتين
mediterranean = متوسط
atlantic = اطلس اطلنط
pacific = هادي
arctic = قطب
alps = الب
venice venetian = بندقي
african americans = افريق
news newspaper = اخبار نيوز صحيف
times = تايمز ازمن
television tv = تلفز تي
radio = راديو اذاع
channel = قنا
network = شبك
festival = مهرجان
prize award = جايز
cup = كاس
championship = بطول
games olympic olympics = العاب اولمب
football = قدم
health = صح
education = تعليم تربي
science sciences = علم علوم
medicine medical pharmaceutical = طب دوا صيدل
space = فضا
agriculture = زراع
foreign affairs = خارجي شوون
interior = داخلي
defence defense = دفاع
finance treasury = مالي خزان
trade commerce = تجار
labour labor = عمل عمال
human rights = انسان حقوق
security = امن
peace = سلام
nobel = نوبل
airport = مطار
port harbour harbor = ميناء مينا مرفا
station = محط
railway rail = سك قطار
highway freeway = طريق سريع
fort = حصن قلع فورت
plague = طاعون
first = اول
"""


def of(word: str) -> frozenset[str]:
    """How an Arabic word may begin that stands for a folded English one."""
    return _TABLE.get(word, frozenset())


def _table() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in MEANINGS.strip().splitlines():
        english, _, arabic = line.partition("=")
        for word in english.split():
            table[word] = table.get(word, frozenset()) | frozenset(arabic.split())
    return table


_TABLE: Final = _table()
