"""A web page as a large newspaper has it: the article, and far more around and inside it that is none of it."""

import json
from dataclasses import dataclass
from html import escape
from typing import Final

from tests.data.documents import Source

AUTHOR: Final = {"ar": "ليلى منصور", "en": "Ilse Brandt"}
DATE: Final = "2025-05-01"


@dataclass(frozen=True, slots=True)
class Words:
    """What a site says around its articles; lists are parted by `|`."""

    site: str
    menu: str
    consent: str
    buttons: str
    advertisement: str
    by: str
    share: str
    inline: str
    newsletter: str
    bio: str
    related: str
    comments: str
    foot: str


WORDS: Final = {
    "ar": Words(
        site="صحيفة الضفاف",
        menu="الرئيسية|سياسة|اقتصاد|رياضة|ثقافة|تقنية|صحة|رأي|فيديو|بودكاست|اشترك الآن|تسجيل الدخول",
        consent="نحن وشركاؤنا البالغ عددهم 214 شريكًا نخزّن المعلومات على جهازك ونصل إليها، مثل ملفّات تعريف الارتباط، "
        "لعرض إعلانات مخصّصة وقياس أدائها. يمكنك تغيير اختياراتك في أيّ وقت من أسفل الصفحة.",
        buttons="أوافق على الكلّ|أرفض الكلّ|إدارة الخيارات",
        advertisement="إعلان|اشترِ سيّارتك الجديدة بلا دفعة أولى، والعرض ينتهي نهاية الشهر.",
        by="بقلم",
        share="شارك على فيسبوك|شارك على واتساب|نسخ الرابط",
        inline="اقرأ أيضًا: ارتفاع أسعار التمور قبل رمضان",
        newsletter="اشترك في نشرتنا البريديّة|أهمّ أخبار اليوم في بريدك كلّ صباح، ويمكنك إلغاء الاشتراك متى شئت.",
        bio="ليلى منصور صحفيّة تغطّي أخبار الساحل منذ عشر سنوات، وحصلت على جائزة الصحافة المحلّيّة.",
        related="مقالات ذات صلة|مهرجان القوارب ينطلق غدًا|يستقبل المهرجان هذا العام أكثر من مئة قارب من سبع دول.|"
        "وفاة أقدم صيّاد في الساحل|ودّع أهالي البلدة صيّادهم الأكبر سنًّا في جنازة مهيبة حضرها المئات.",
        comments="التعليقات|أبو كريم|أظنّ أنّ هذا الخبر مبالغ فيه كثيرًا، فقد زرت المكان الأسبوع الماضي ولم أرَ شيئًا من هذا.|"
        "سلمى|شكرًا على المقال الجميل، لكن أين المصادر؟ نريد أرقامًا موثّقة وليس كلامًا عامًّا.",
        foot="من نحن|وظائف|سياسة الخصوصيّة|شروط الاستخدام|جميع الحقوق محفوظة © 2025 صحيفة الضفاف، السجلّ التجاريّ 40112",
    ),
    "en": Words(
        site="The Quayside Courier",
        menu="Home|Politics|Business|Sport|Culture|Technology|Health|Opinion|Video|Podcasts|Subscribe|Sign in",
        consent="We and our 214 partners store and access information on your device, such as cookies, to show you "
        "personal advertisements and to measure how they do. You may change your choices at the foot of the page.",
        buttons="Accept all|Reject all|Manage options",
        advertisement="Advertisement|Buy your new car without a deposit; the offer ends with this month.",
        by="By",
        share="Share on Facebook|Share on WhatsApp|Copy link",
        inline="Read more: Date prices rise before the holidays",
        newsletter="Sign up for our newsletter|The news of the day in your inbox every morning; unsubscribe at any time.",
        bio="Ilse Brandt has reported from the coast for ten years and has won the local press award.",
        related="Related articles|Boat festival opens tomorrow|The festival expects more than a hundred boats from seven "
        "countries.|Oldest fisherman dies|The town bid farewell to its oldest fisherman at a funeral that hundreds saw.",
        comments="Comments|harbour_fan|I think this is much exaggerated, I was there last week and saw nothing like it at "
        "all.|Selma|Thanks for the lovely piece, but where are the sources? We want figures and not just talk.",
        foot="About us|Jobs|Privacy policy|Terms of use|© 2025 The Quayside Courier, registered in Tarn, number 40112",
    ),
}


def page(source: Source, blocks: list[str]) -> str:
    """The article whose body is `blocks` of HTML, in such a page."""
    words = WORDS[source.language]
    author, title = AUTHOR[source.language], escape(source.title)
    direction = "rtl" if source.language == "ar" else "ltr"
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": source.title,
        "datePublished": f"{DATE}T09:30:00+00:00",
        "dateModified": "2025-05-03T11:00:00+00:00",
        "author": {"@type": "Person", "name": author},
        "publisher": {"@type": "Organization", "name": words.site},
    }
    menu = _links(words.menu)
    label, offer = words.advertisement.split("|")
    advert = f'<div class="ad-slot" aria-label="{label}"><span class="ad-label">{label}</span><p>{offer}</p></div>'
    offered, promise = words.newsletter.split("|")
    middle = len(blocks) // 2
    body = [
        *blocks[:1],
        advert,
        *blocks[1:middle],
        f'<aside class="read-more"><p><a href="/n/1">{words.inline}</a></p></aside>',
        *blocks[middle:-1],
        f'<div class="newsletter-signup"><h3>{offered}</h3><p>{promise}</p><form><input type="email"></form></div>',
        *blocks[-1:],
    ]
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{source.language}" dir="{direction}"><head><meta charset="utf-8">',
            f'<title>{title} | {words.site}</title><meta name="author" content="{author}">',
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{words.site}">',
            f'<script type="application/ld+json">{json.dumps(about, ensure_ascii=False)}</script>',
            "<style>.menu li { display: inline }</style></head><body>",
            f'<div id="consent-dialog" class="cookie-consent" role="dialog"><p>{words.consent}</p>',
            "".join(f"<button>{button}</button>" for button in words.buttons.split("|")) + "</div>",
            f'<header class="site-header"><a class="logo" href="/">{words.site}</a><nav class="menu">{menu}</nav></header>',
            f'<nav class="breadcrumb"><a href="/">{words.menu.split("|")[0]}</a> › <a>{words.menu.split("|")[1]}</a></nav>',
            f'{advert}<main><article><header><h1>{title}</h1><div class="byline">{words.by} <a rel="author" href="/a">',
            f'{author}</a> <time datetime="{DATE}T09:30:00+00:00">{DATE}</time></div></header>',
            f'<div class="share-buttons">{_links(words.share)}</div>',
            '<div class="article-body">',
            *body,
            "</div>",
            f'<div class="tags">{_links("|".join(words.menu.split("|")[1:4]))}</div>',
            f'<div class="author-bio"><p>{words.bio}</p></div></article></main>',
            f'<section class="related-articles">{_cards(words.related)}</section>',
            f'<section id="comments" class="comments">{_comments(words.comments)}</section>',
            f'<aside class="sidebar">{_cards(words.related)}{advert}</aside>',
            f'<footer class="site-footer">{_links(words.foot)}</footer></body></html>\n',
        ]
    )


def _links(entries: str) -> str:
    return (
        "<ul>" + "".join(f'<li><a href="/{n}">{entry}</a></li>' for n, entry in enumerate(entries.split("|"))) + "</ul>"
    )


def _cards(entries: str) -> str:
    title, *rest = entries.split("|")
    cards = zip(rest[::2], rest[1::2], strict=True)
    return f"<h2>{title}</h2>" + "".join(
        f'<div class="card"><h3>{head}</h3><p>{text}</p></div>' for head, text in cards
    )


def _comments(entries: str) -> str:
    title, *rest = entries.split("|")
    said = zip(rest[::2], rest[1::2], strict=True)
    return f"<h2>{title}</h2>" + "".join(
        f'<div class="comment"><span class="comment-author">{name}</span><p>{text}</p></div>' for name, text in said
    )
