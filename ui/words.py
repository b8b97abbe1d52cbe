"""What the page can say: the names of its words, without the words.

The page's own words (`PageWords`) stand around the conversation, those of `MessageWords` in it and in what is
exported. In the page all of them are in the language that the reader has switched to, whatever is quoted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from embeddings.text import Language


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words around the conversation. `{}` is filled in: a beginning, the name of a model, a number."""

    name: str
    tagline: str
    other_language: str
    article: str
    all_articles: str
    all_articles_hint: str
    in_language: Mapping[Language, str]
    in_neither: str
    with_translation: str
    with_machine_translation: str
    headline_is_ours: str
    welcome: str
    welcome_all: str
    welcome_hint: str
    welcome_bare: str
    question: str
    placeholder: str
    send: str
    stop: str
    clear: str
    cleared: str
    empty_question: str
    still_answering: str
    skip: str
    # Panes
    tabs: str
    tab_chat: str
    tab_article: str
    view: str
    view_original: str
    view_translation: str
    view_both: str
    about_paragraph: str
    about_hint: str
    about_question: str
    # Under an answer
    copy: str
    copied: str
    not_copied: str
    retry: str
    edit: str
    editing: str
    cancel_edit: str
    aside: str
    put_back: str
    useful: str
    not_useful: str
    rated: str
    not_rated: str
    follow_ups: str
    # Articles of one's own
    long_question: str
    library: str
    close: str
    own_text_title: str
    own_title: str
    own_text: str
    open_text: str
    held: str
    let_go: str
    own_file_title: str
    upload: str
    upload_hint: str
    stays_here: str
    goes_out: str
    kept_there: str
    queued: str
    own_url_title: str
    own_url: str
    open_url: str
    url_hint: str
    recent: str
    recent_hint: str
    shipped: str
    open_now: str
    reading_article: str
    indexing: str
    waiting: str
    opened: str
    opened_foreign: str
    opened_all: str
    translating: str
    translate: str
    translate_hint: str
    failed_translation: str
    halt: str
    halted: str
    full: str
    empty_text: str
    too_large: str
    failed_article: str
    failed_index: str
    busy_index: str
    failed_open: str
    gone: str
    arrived: str
    remove: str
    removed: str
    undo: str
    not_kept: str
    # Getting ready
    preparing: str
    loading: str
    loading_model: str
    failed_start: str
    status_none: str
    status_model: str
    status_hosted: str
    # Settings
    settings: str
    mode: str
    mode_quote: str
    mode_quote_means: str
    mode_model: str
    mode_model_means: str
    model_loaded: str
    model_hosted: str
    model_missing: str
    strictness: str
    strict_lenient: str
    strict_lenient_means: str
    strict_balanced: str
    strict_balanced_means: str
    strict_strict: str
    strict_strict_means: str
    language: str
    # Taking it away
    save: str
    save_markdown: str
    save_html: str
    nothing_to_save: str


@dataclass(frozen=True, slots=True)
class MessageWords:
    """The words inside a message: labels, checks and failures."""

    question_n: str
    answer_n: str
    paragraph: str
    searching: str
    reading: str
    passages_read: str
    not_checked: str
    sources: str
    checked: str
    checked_how: str
    verbatim: str
    verbatim_means: str
    supported: str
    supported_means: str
    translated: str
    translated_means: str
    machine_translated: str
    machine_translated_means: str
    dropped: str
    dropped_means: str
    translation: str
    machine_translation: str
    nearest: str
    quoted: str
    generated: str
    seconds: str
    stopped: str
    broken: str
    details: str
    failed_question: str
    failed_model: str
    failed_storage: str
    failed: str
