"""An article in languages that the project is not made for."""

from typing import Final

FOREIGN: Final = {
    "de": (
        "Der Bürgermeister hat gestern eine neue Brücke eröffnet. In der Stadt war das so lange erwartet "
        "worden, dass viele Menschen an die Feier kamen. Die Kosten lagen bei drei Millionen Euro, und das "
        "Geld kam aus einem Fonds des Landes."
    ),
    "fr": (
        "Le maire a inauguré hier un nouveau pont sur la rivière. Dans la ville, on l'attendait depuis "
        "longtemps, et beaucoup de gens sont venus. Les travaux ont coûté trois millions d'euros, et l'argent "
        "vient d'un fonds de la région."
    ),
    "fa": (
        "شهردار دیروز پل جدیدی بر روی رودخانه افتتاح کرد. در شهر مدت‌ها بود که منتظر آن بودند و مردم زیادی به "
        "جشن آمدند. هزینه آن سه میلیون یورو بود و پول از صندوق منطقه آمد. او گفت که این روز را فراموش نمی‌کند "
        "و از همه تشکر کرد."
    ),
    "ru": (
        "Мэр вчера открыл новый мост через реку. В городе его давно ждали, и на праздник пришло много людей. "
        "Работы стоили три миллиона евро, деньги поступили из областного фонда. Он сказал, что этот день "
        "запомнится всем жителям."
    ),
}
