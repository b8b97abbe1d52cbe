"""The page's words in English."""

from typing import Final

from ui.words import MessageWords, PageWords

PAGE_WORDS: Final = PageWords(
    name="Article Assistant",
    tagline="Ask the article, and see where in the text every answer stands.",
    other_language="العربية",
    article="The article",
    all_articles="All my articles",
    all_articles_hint="A question is answered from all of these. Click a citation, and its article opens at the quote.",
    in_language={"ar": "in Arabic", "en": "in English"},
    in_neither="in another language",
    with_translation="with a parallel translation",
    with_machine_translation="with a parallel machine translation",
    headline_is_ours="the headline was added by this assistant",
    welcome="What would you like to know from this article?",
    welcome_all="What would you like to know from these articles?",
    welcome_hint="Ask in English or in Arabic, or start with one of these questions:",
    welcome_bare="Ask in English or in Arabic.",
    question="Your question",
    placeholder="Ask about the article…",
    send="Send",
    stop="Stop",
    clear="New conversation",
    cleared="A new conversation. The one before is removed.",
    empty_question="Write a question first, then send it.",
    still_answering="Your last question is still being answered; wait a moment or stop it.",
    skip="Go to the question",
    tabs="What the screen shows",
    tab_chat="Chat",
    tab_article="Article",
    view="How to show the article",
    view_original="Original",
    view_translation="Translation",
    view_both="Both",
    about_paragraph="Ask about this paragraph",
    about_hint="Click a paragraph’s number to ask about it.",
    about_question="What does the article say about this: {}?",
    copy="Copy with quotes",
    copied="Copied",
    not_copied="Could not copy",
    retry="Try again",
    edit="Edit the question",
    editing="You are editing your last question: sending it replaces the question and its answer.",
    cancel_edit="Leave it as it was",
    useful="Helpful",
    not_useful="Not helpful",
    rated="Thank you. Your rating is kept on this computer alone, in the file:",
    not_rated="Your rating could not be kept.",
    follow_ups="You could also ask",
    long_question="This is longer than a question may be (2,000 characters). To ask about it, open it as an article.",
    library="Articles",
    close="Close",
    own_text_title="Or paste an article",
    own_title="Title (if you like)",
    own_text="The article's text",
    open_text="Open this text",
    held="A long text is held ready, {} characters. It begins:",
    let_go="Don’t open it",
    own_file_title="Open a file",
    upload="Choose a file",
    upload_hint="Text, Markdown, a web page, Word or PDF, up to 10 MB and 300,000 characters (about 100 pages).",
    stays_here="What you open stays on this computer.",
    goes_out=(
        "What you open is kept on this computer. But your questions, and the sentences found for them, go to the "
        "provider of the language model ({}), unless you choose “Quotations only” in the settings."
    ),
    kept_there="What you open is kept on this computer and on the Chroma server {}; remove it, and both forget it.",
    queued="Next in line:",
    own_url_title="Or open a web page",
    own_url="The page’s address",
    open_url="Open this page",
    url_hint="This computer fetches the page from its site.",
    recent="Open articles",
    recent_hint=(
        "Each keeps its conversation, also when you close the page. Five of your own fit, and stay on this computer "
        "until you remove them."
    ),
    shipped="Comes with the assistant",
    open_now="Open now",
    reading_article="Reading the article…",
    indexing="Indexing the article for search…",
    waiting="Another program is indexing this article; waiting for it…",
    opened="The article is open: ask away.",
    opened_foreign=(
        "The article is open. It seems to be in neither Arabic nor English; the assistant is made for these two, and "
        "may miss what it says."
    ),
    opened_all="All your articles are open: ask away.",
    translating="Translating the article, and checking each sentence…",
    translate="Translate",
    translate_hint=(
        "“Translate” sends the whole article to {} once. Questions in the other language are then answered from that "
        "machine translation, and cited in the original."
    ),
    failed_translation=(
        "The article could not be translated to the end. What is done is kept: “Translate” goes on from there."
    ),
    halt="Stop",
    halted="Stopped. What is translated is kept: “Translate” goes on from there.",
    full="Five articles of your own are open, and no more fit. Remove one first: none makes way unasked.",
    empty_text="Paste the article's text first.",
    too_large="This article is over the limit (10 MB for a file, 300,000 characters of text); choose a shorter one.",
    failed_article="This article could not be read.",
    failed_index="The article was read, but it could not be indexed.",
    busy_index="Another program is still indexing this article; open it again in a little while.",
    failed_open="Something went wrong and the article is not open; try another one.",
    gone="This article is no longer in the list; open it again.",
    arrived="Your article is ready: you find it under “Articles”.",
    remove="Remove",
    removed="Removed, with its conversation.",
    undo="Undo",
    not_kept="This could not be stored on the computer, so it will be lost when you reload the page.",
    preparing="Getting ready… You can read the article already; a question that you ask will wait.",
    loading="Loading the search model…",
    loading_model="Putting the language model together…",
    failed_start="The assistant could not get ready; start it again.",
    status_none="All answers are quotations.",
    status_model="Language model: {}, on this computer.",
    status_hosted="Language model: {}. Its provider gets your questions and the sentences found for them.",
    settings="Settings",
    mode="How answers are made",
    mode_quote="Quotations only",
    mode_quote_means="The article's own sentences as they stand; no language model words them.",
    mode_model="Language model",
    mode_model_means="The model words the answer, then quotes, numbers and names are compared with the article.",
    model_loaded="The model in use: {}",
    model_hosted="The model in use: {}. Its provider gets your questions and the sentences found for them.",
    model_missing="No language model that could word answers is loaded, so every answer is quoted from the article.",
    strictness="When the article's evidence is not clear",
    strict_lenient="Answer with whatever comes near",
    strict_lenient_means="More answers, and some that don't answer the question.",
    strict_balanced="Keep a balance",
    strict_balanced_means="The usual setting.",
    strict_strict="Say that the article doesn't say",
    strict_strict_means="Fewer answers, only on strong evidence.",
    language="Language of the page",
    save="Save as",
    save_markdown="Markdown",
    save_html="Web page",
    nothing_to_save="There are no answers to save yet.",
)

MESSAGE_WORDS: Final = MessageWords(
    question_n="Question {}",
    answer_n="Answer {}",
    paragraph="Paragraph",
    searching="Searching the article…",
    reading="Reading these passages…",
    passages_read="Passages read",
    not_checked="A draft, not yet compared with the article",
    sources="From the article",
    checked="The quotes stand in the article exactly so. Whether they answer your question is for you to judge.",
    checked_how="A program compared each quote with the article, letter by letter, in the paragraph that is named.",
    verbatim="Copied word for word",
    verbatim_means="the answer repeats the quote as it stands.",
    supported="In other words",
    supported_means=(
        "numbers and names of the answer were compared with the quote; that it follows from the quote is what a small "
        "model, which can be wrong, found, unless it is switched off."
    ),
    translated="Translated",
    translated_means="the answer is a translation of the quote; the quote is what the article says.",
    machine_translated="Machine-translated",
    machine_translated_means=(
        "the answer is a translation of the quote that a machine made; its numbers and names were compared with the "
        "quote, which is what the article says."
    ),
    dropped="What the check removed",
    dropped_means=(
        "The language model wrote this, but it cites nothing, or its numbers, names or words don’t stand in what it "
        "cites, or it isn’t in your question’s language, or a small model, which can be wrong, didn’t find that it "
        "follows from that:"
    ),
    translation="Translation",
    machine_translation="Machine translation",
    nearest="What the article does say on this (no answer to your question):",
    quoted="Quoted from the article",
    generated="Written by the language model; numbers and names compared with the quotes",
    seconds="s",
    stopped="You stopped this answer before it was complete; what it shows was not compared with the article.",
    broken=(
        "The page was loaded again, or the connection was lost, before this answer was complete; what it shows was not "
        "compared with the article."
    ),
    details="Details",
    failed_question="This question could not be read; try a shorter one.",
    failed_model="The language model could not answer; try again in a moment.",
    failed_storage="The article's index could not be opened; start the assistant again.",
    failed="Something went wrong and the answer is not complete; your question is kept, send it again.",
)
