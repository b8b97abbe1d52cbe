import pytest

from embeddings.languages import is_foreign
from tests.foreign import FOREIGN

EGYPTIAN = (
    "المدرس بتاعنا جه امبارح واشترى العيش من السوق، وقال لنا ان السعر زاد اوي السنة دي. الناس كلها زعلانة "
    "عشان الفلوس مبقتش مكفية، وفيه ناس بدأت تستلف من الجيران عشان تكمل الشهر، وما حدش عارف هيعملوا ايه "
    "بعد كده في العيد."
)
MOROCCAN = (
    "المعلم ديالنا جا البارح وشرى الخبز من السوق، وقال لينا بلي الثمن طلع بزاف هاد العام. الناس كاملين "
    "مقلقين حيت الفلوس ما بقاتش كافية، وشي وحدين بداو كيتسلفو من عند الجيران باش يكملو الشهر، وحتى واحد "
    "ما عارف شنو غادي يديرو من بعد."
)


@pytest.mark.parametrize("language", FOREIGN)
def test_what_is_in_neither_language(language):
    """In the letters of one of the two, or in others."""
    assert is_foreign(FOREIGN[language])


@pytest.mark.parametrize("text", [EGYPTIAN, MOROCCAN])
def test_spoken_arabic_is_none(text):
    assert not is_foreign(text)


def test_articles_in_both_are_none(default_article):
    """Nor one that cites another language, nor a text too short to tell."""
    english = "The envoys arrived on Thursday, and the talks went on until late in the night. "
    assert not is_foreign(default_article.text)
    assert not is_foreign(english * 4)
    assert not is_foreign(english * 4 + "„Wir sind zufrieden“, sagte der Bürgermeister, „und es ist so.“")
    assert not is_foreign("Der Bürgermeister hat gestern eine neue Brücke eröffnet.")
