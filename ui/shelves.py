"""The panel of articles, as safe HTML: ways to open one's own, and those that are open."""

from ui.conversational import can_translate
from ui.gathered import ALL
from ui.markup import button, escape, in_both, in_each
from ui.reader import facts_html, title_html
from ui.shelf import Room, Shelf
from ui.strings import count_articles


def paste_html() -> str:
    """The form for an article that is pasted. A long text is held by the script: laying it out would take minutes."""
    return (
        f'<form class="own" data-do="paste"><h3>{in_both("own_text_title")}</h3>'
        f'<label for="own-title">{in_both("own_title")}</label>'
        '<input id="own-title" name="name" dir="auto" maxlength="300" autocomplete="off">'
        f'<label for="own-text">{in_both("own_text")}</label>'
        '<textarea id="own-text" name="value" dir="auto" rows="4"></textarea>'
        f'<div class="held" hidden><p>{in_both("held", "0")}</p><p class="beginning" dir="auto"></p>'
        f"{button('let_go', 'drop')}</div>"
        f'<button type="submit" class="plain strong">{in_both("open_text")}</button></form>'
    )


def address_html() -> str:
    """The form for the address of a page."""
    return (
        f'<form class="own" data-do="address"><h3>{in_both("own_url_title")}</h3>'
        f'<label for="own-url">{in_both("own_url")}</label>'
        '<input id="own-url" name="value" inputmode="url" dir="ltr" maxlength="2000" autocomplete="off">'
        f'<p class="hint">{in_both("url_hint")}</p>'
        f'<button type="submit" class="plain strong">{in_both("open_url")}</button></form>'
    )


def file_hint_html() -> str:
    """What stands over the button for a file, and which one comes next while another is being read."""
    return (
        f'<h3>{in_both("own_file_title")}</h3><p class="hint">{in_both("upload_hint")}</p>'
        f'<p class="queued" hidden>{in_both("queued")} <bdi class="names" dir="auto"></bdi></p>'
    )


def privacy_html(hosted: str | None, server: str | None = None) -> str:
    """Where an article of one's own goes.

    `hosted` is the model of a provider that gets to see some of it, `server` another machine that keeps its index.
    """
    words = [in_both("goes_out", hosted)] if hosted else []
    words += [in_both("kept_there", server)] if server else []
    return f'<p class="hint">{" ".join(words) or in_both("stays_here")}</p>'


def shelf_html(shelf: Shelf) -> str:
    """The open articles; one click goes to each, and another removes it."""
    items = "".join(_room(room, shelf) for room in shelf.single)
    if len(shelf.single) > 1 or shelf.room.is_all:
        items = _all(shelf) + items
    model = _translator(shelf)
    hint = f'<p class="hint">{in_both("translate_hint", model)}</p>' if model and 'data-do="translate"' in items else ""
    return (
        f'<h3>{in_both("recent")}</h3><p class="hint">{in_both("recent_hint")}</p><ul class="rooms">{items}</ul>{hint}'
    )


def _translator(shelf: Shelf) -> str:
    """The name of the model that translates articles; "" where none does, or nobody knows yet."""
    own = next((room.assistant for room in shelf.single if room.id == shelf.kept), None)
    model = own.model_name if own and own.ready else None
    return model if own and model and can_translate(own.settings, model) else ""


def may_be_translated(room: Room, shelf: Shelf) -> bool:
    """Whether a room is of an article of the reader's own that has no translation, and there is a model for it."""
    return room.id != shelf.kept and not room.assistant.article.translation and bool(_translator(shelf))


def _all(shelf: Shelf) -> str:
    """The way to ask all of them."""
    is_open = shelf.room.is_all
    state = f'<span class="badge">{in_both("open_now")}</span>' if is_open else ""
    current = ' aria-current="true"' if is_open else ""
    return (
        f'<li><button type="button" class="room all" data-do="open" data-value="{ALL.id}"{current}>'
        f'<span class="title">{in_both("all_articles")}</span>'
        f'<span class="facts">{_count(shelf)} {state}</span></button></li>'
    )


def _count(shelf: Shelf) -> str:
    return in_each(lambda page: escape(count_articles(len(shelf.single), page)))


def gathered_html(shelf: Shelf) -> str:
    """In the place of an article, where all are asked: the articles; one click shows each."""
    items = "".join(
        f'<li><button type="button" class="room" data-do="show" data-value="{escape(room.id)}">'
        f'<span class="title">{title_html(room.assistant.article)}</span>'
        f'<span class="facts">{facts_html(room.assistant.article)}</span></button></li>'
        for room in shelf.single
    )
    return (
        f'<div class="reader" data-article="{ALL.id}" data-translated="False"><div class="head">'
        f'<h2>{title_html(ALL)}</h2><p class="facts">{_count(shelf)}</p>'
        f'<p class="hint">{in_both("all_articles_hint")}</p></div><ul class="rooms">{items}</ul></div>'
    )


def _room(room: Room, shelf: Shelf) -> str:
    article, is_open, is_kept = room.assistant.article, room is shelf.room, room.id == shelf.kept
    words = [word for word, applies in (("open_now", is_open), ("shipped", is_kept)) if applies]
    state = "".join(f'<span class="badge">{in_both(word)}</span>' for word in words)
    current = ' aria-current="true"' if is_open else ""
    source = f' · <bdi class="source" dir="auto">{escape(room.source)}</bdi>' if room.source else ""
    return (
        f'<li><button type="button" class="room" data-do="open" data-value="{escape(article.id)}"{current}>'
        f'<span class="title">{title_html(article)}</span>'
        f'<span class="facts">{facts_html(article)}{source} {state}</span></button>'
        f"{_button(room, 'translate') if may_be_translated(room, shelf) else ''}"
        f"{'' if is_kept else _button(room, 'remove')}</li>"
    )


def _button(room: Room, do: str) -> str:
    title = f'<span class="unseen">: {title_html(room.assistant.article)}</span>'
    return (
        f'<button type="button" class="plain {do}" data-do="{do}" data-value="{escape(room.id)}">'
        f"{in_both(do)}{title}</button>"
    )
