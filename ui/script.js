// The page's language and direction, set before the first paint; quotes that light up in the article; and the
// commands that the page's own buttons send to the server.
"use strict";
const readingRoom = (() => {
  const root = document.documentElement;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const glide = () => (calm.matches ? "instant" : "smooth");

  // Storage may be forbidden; then nothing is remembered.
  const recall = (place, name) => { try { return place().getItem(`article-assistant-${name}`); } catch { return null; } };
  const remember = (place, name, value) => {
    try { place().setItem(`article-assistant-${name}`, value); } catch { /* not kept */ }
  };
  const here = () => sessionStorage;  // this tab, also when it is loaded again
  const ever = () => localStorage;

  // ---- The reader's notebook ----
  // The server keeps what was asked under a random key. Two tabs must not write into one notebook: a tab takes one
  // that no other has open, its own from before first, and makes one where there is none.
  const isKey = (key) => /^[0-9a-f]{64}$/.test(key);
  const taken = (key) => new Promise((resolve) => {
    if (!navigator.locks) { resolve(true); return; }  // not on a secure address: the tabs share one
    navigator.locks.request(`article-assistant-${key}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;  // held until the tab is closed
    }).catch(() => resolve(true));
  });
  const key = async () => {
    const known = (recall(ever, "keys") || "").split(" ").filter(isKey);
    for (const one of new Set([recall(here, "key"), ...known].filter((it) => it && isKey(it)))) {
      if (await taken(one)) { remember(here, "key", one); return one; }
    }
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const made = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    remember(here, "key", made);
    remember(ever, "keys", [...known, made].slice(-20).join(" "));
    await taken(made);
    return made;
  };

  // ---- Language ----

  const speak = (language) => {
    room.language = language;
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
  };
  const turn = (language) => {
    if (language === room.language) return;
    speak(language);
    remember(ever, "language", language);
    byId("do-speak").click();
    settle();
  };

  // ---- Commands ----
  let arrive;
  const arrived = new Promise((resolve) => { arrive = resolve; });
  let asked = "";
  const command = (button, words) => { asked = JSON.stringify(words); byId(button).click(); };
  // One act at a time, and no question before the last is over: each goes on from what the one before has left.
  let acts = Promise.resolve();
  let acted;
  const act = (words) => {
    acts = acts.then(() => new Promise((resolve) => { acted = resolve; command("do-act", words); }));
  };
  // One question at a time: `asking` is the one that is being answered. One that comes when its answer is there but not
  // all of it has arrived, or when it is being stopped, waits that moment; before that it is not asked.
  let asking = null;
  const beingAnswered = () => Boolean(document.querySelector("#live .working"));
  const never = new Promise(() => {});  // an event that waits for ever: Gradio has no other way to drop one
  const room = {
    language: "en",
    key,
    came: () => arrive(),
    acted: () => acted(),
    answered() {
      asking?.over();
      asking = null;
      if (aside.length && !box().value) { const active = document.activeElement; putBack(); active?.focus?.(); }
    },
    // `words`, once the page is as the reader left it.
    there: async (words) => { await arrived; return words; },
    // What the button that was just pressed asks for; once, so that no later press repeats it.
    take() { const words = asked; asked = ""; return words; },
    // What to ask beside what is typed, once all is done that the reader did before.
    async asking(typed) {
      const pressed = room.take();
      const replaces = !pressed && root.dataset.editing === "yes";
      const said = `${pressed} ${pressed ? "" : typed}`;
      while (asking) {
        if (!asking.ending && asking.said === said) return never;
        if (!asking.ending && beingAnswered()) { act({ do: "still_answering" }); return never; }
        await asking.ended;
      }
      const one = { said, ending: false };
      one.ended = new Promise((resolve) => { one.over = resolve; });
      asking = one;
      remember(here, "draft", "");
      if (!pressed) edit(null);
      await arrived;
      await acts;
      return pressed || (replaces ? JSON.stringify({ do: "replace" }) : "");
    },
    save(file) {
      if (!file) return;
      const { name, type, text } = JSON.parse(file);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    },
  };
  const wanted = recall(ever, "language") || navigator.language || "en";
  speak(wanted.toLowerCase().startsWith("ar") ? "ar" : "en");
  // Gradio sets the language of the document once it has started; the page's own choice stands.
  new MutationObserver(() => { if (root.lang !== room.language) speak(room.language); })
    .observe(root, { attributes: true, attributeFilter: ["lang"] });

  const box = () => document.querySelector("#question textarea");
  const write = (text) => {
    const area = box();
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
    area.setSelectionRange(text.length, text.length);
  };
  const edit = (question) => {
    if (question !== null) { root.dataset.editing = "yes"; offer(question); } else delete root.dataset.editing;
  };
  // What the page writes into the box takes the place of what a reader has typed: that is put aside, and comes back when
  // the edit is left or the question is asked, or by the button.
  let aside = [];
  let offered = "";
  const putAside = (texts) => { aside = texts; if (aside.length) root.dataset.aside = "yes"; else delete root.dataset.aside; };
  const offer = (text) => {
    const typed = box().value;
    if (typed.trim() && typed !== offered) putAside([...aside, typed]);
    offered = text;
    write(text);
  };
  const putBack = () => {
    const text = aside.at(-1) || "";
    putAside(aside.slice(0, -1));
    offered = "";
    write(text);
  };

  // What is being written comes back when the page is loaded again.
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#question textarea")) remember(here, "draft", event.target.value);
  });
  let written = false;
  const writeAgain = () => {
    if (written || !box()) return;
    written = true;
    const draft = recall(here, "draft");
    if (draft && !box().value) { const active = document.activeElement; write(draft); active?.focus?.(); }
  };

  // ---- An article of one's own ----
  // A browser takes minutes to lay out a long line from right to left, so a long text never gets into the page.
  const LONG = 20000;
  let held = "";
  const showHeld = () => {
    const form = document.querySelector("form[data-do=paste]");
    if (!form) return;
    const count = held.length.toLocaleString("en");
    const [note, area, label] = [form.querySelector(".held"), byId("own-text"), form.querySelector("[for=own-text]")];
    note.hidden = !held;
    area.hidden = label.hidden = Boolean(held);
    all(".held p:first-child bdi", form).forEach((it) => { if (it.textContent !== count) it.textContent = count; });
    const beginning = held ? `${held.slice(0, 160).trim()}…` : "";
    const shown = form.querySelector(".beginning");
    if (shown.textContent !== beginning) shown.textContent = beginning;
  };
  const hold = (text) => { held = text; showHeld(); };
  document.addEventListener("input", (event) => {
    if (event.target.id !== "own-text" || event.target.value.length <= LONG) return;
    const text = event.target.value;
    event.target.value = "";
    hold(text);
  }, true);
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") || "";
    const area = event.target instanceof Element && event.target.closest("#own-text, #question textarea");
    if (!area) return;
    const length = area.value.length - (area.selectionEnd - area.selectionStart) + text.length;
    if (area.id === "own-text" ? text.length <= LONG : area.maxLength < 0 || length <= area.maxLength) return;
    event.preventDefault();
    hold(text);
    if (area.id === "own-text") return;
    // Cut off it would be a question about half of itself.
    act({ do: "long_question" });
    if (root.dataset.panel !== "library") panel("library", document.querySelector(".menu [data-value=library]"));
  }, true);

  // While one file is read the next ones wait, by name.
  let queue = [];
  const queued = () => {
    const now = document.querySelector("#progress .name")?.textContent;
    if (queue.length && now === queue[0]) queue.shift();
    else if (queue.length && !document.querySelector("#progress progress") && root.dataset.panel !== "library") queue = [];
    all("#own-file .queued").forEach((it) => {
      it.hidden = !queue.length;
      const names = it.querySelector(".names");
      const text = queue.join(" · ");
      if (names.textContent !== text) names.textContent = text;
    });
  };

  // ---- Quotes in the article ----
  let view = null;      // what the reader has chosen; until then the languages decide
  let lit = null;       // [start, end] of what is lit
  let origin = null;    // the link that lit it, to go back to
  let awaited = null;   // a link into another article, which is on its way
  const reader = () => document.querySelector("#article .reader");
  const shownView = () => {
    const pane = reader();
    if (!pane || pane.dataset.translated !== "True") return "original";
    return view || (pane.dataset.language === room.language ? "original" : "both");
  };
  const unlight = () => {
    all("#article mark.lit").forEach((mark) => {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    });
    all(".card.lit, .sentence.lit").forEach((element) => element.classList.remove("lit"));
    lit = null;
  };
  // Offsets count characters as Python does; JavaScript counts the two halves of an emoji.
  const mark = (element, from, to) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const marks = [];
    let position = 0;
    for (const node of nodes) {
      const characters = [...node.data];
      const first = Math.max(from - position, 0);
      const last = Math.min(to - position, characters.length);
      position += characters.length;
      if (first >= last) continue;
      const range = document.createRange();
      const start = characters.slice(0, first).join("").length;
      range.setStart(node, start);
      range.setEnd(node, start + characters.slice(first, last).join("").length);
      const made = document.createElement("mark");
      made.className = "lit";
      range.surroundContents(made);
      marks.push(made);
    }
    return marks;
  };
  const light = (start, end) => {
    unlight();
    const found = [];
    all("#article [data-start]").forEach((element) => {
      const [from, to] = [Number(element.dataset.start), Number(element.dataset.end)];
      if (from >= end || to <= start) return;
      if (element.matches(".sentence")) element.classList.add("lit");
      else found.push(...mark(element, start - from, end - from));
    });
    lit = [start, end];
    return found;
  };
  const show = (link) => {
    const place = /^#q-(\d+)-(\d+)$/.exec(link.getAttribute("href"));
    if (!place) return;
    awaited = null;
    const where = link.dataset.article;
    if (where && reader()?.dataset.article !== where) {
      awaited = link;  // shown when its article has come
      act({ do: "show", value: where });
      return;
    }
    origin = link;
    // The quote is the article's own words: they show, whatever was chosen.
    if (shownView() === "translation") view = "both";
    tab("article");
    settle();
    const found = light(Number(place[1]), Number(place[2]));
    // A title is there in each language of the page.
    const first = found.find((each) => each.getClientRects().length) || found[0];
    const card = link.closest(".card") || byId(link.dataset.card || "");
    if (card) card.classList.add("lit");
    if (!first) return;
    first.closest(".paragraph, h2").focus({ preventScroll: true });
    first.scrollIntoView({ block: "center", behavior: glide() });
  };
  const back = () => {
    const link = origin;
    if (!link || !link.isConnected) return;
    origin = null;
    tab("chat");
    link.focus();
  };

  // The quote beside its marker, for the pointer and for the keyboard.
  const peek = document.createElement("div");
  peek.id = "peek";
  peek.setAttribute("role", "tooltip");
  const unpeek = () => { peek.remove(); };
  const peekAt = (link) => {
    const quote = byId(link.dataset.card)?.querySelector(".quote");
    if (!quote) return;
    peek.replaceChildren(...[...quote.childNodes].map((node) => node.cloneNode(true)));
    peek.lang = quote.lang;
    peek.dir = quote.dir;
    link.setAttribute("aria-describedby", "peek");
    (document.querySelector(".gradio-container") || document.body).append(peek);
    const at = link.getBoundingClientRect();
    const left = Math.min(Math.max(at.left + at.width / 2 - peek.offsetWidth / 2, 8), innerWidth - peek.offsetWidth - 8);
    const above = at.top - peek.offsetHeight - 8;
    peek.style.left = `${left}px`;
    peek.style.top = `${above > 8 ? above : at.bottom + 8}px`;
  };

  // ---- Tabs and panels ----
  const tab = (name) => { root.dataset.tab = name; };
  tab("chat");
  let opener = null;
  const panel = (name, button) => {
    const open = name && root.dataset.panel !== name ? name : "";
    root.dataset.panel = open;
    cover();
    if (open) { opener = button; byId(open).querySelector("h2").focus(); } else if (opener) { opener.focus(); opener = null; }
    settle();
  };

  // On a narrow screen an open panel covers what is under it, which nobody is to walk through unseen.
  const narrow = matchMedia("(max-width: 799px)");
  const cover = () => {
    for (const place of ["tabs", "room"]) byId(place)?.toggleAttribute("inert", Boolean(root.dataset.panel) && narrow.matches);
  };
  narrow.addEventListener("change", cover);

  // What depends on the page's state: said again after every change, since the server sends pieces without it.
  const setAttribute = (element, name, value) => {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const settle = () => {
    setAttribute(root, "data-view", shownView());
    all("[data-do=view]").forEach((it) => setAttribute(it, "aria-pressed", String(it.dataset.value === shownView())));
    all("[data-do=tab]").forEach((it) => setAttribute(it, "aria-pressed", String(it.dataset.value === root.dataset.tab)));
    all("[data-do=panel][aria-expanded]").forEach((it) =>
      setAttribute(it, "aria-expanded", String(it.dataset.value === root.dataset.panel)));
    all("input[name=language]").forEach((it) => { it.checked = it.value === room.language; });
    all("[data-label]").forEach((it) => {
      const word = byId("words")?.querySelector(`[data-word=${it.dataset.label}] > [lang=${room.language}]`);
      if (word) setAttribute(it, "aria-label", word.textContent);
    });
    all("#question textarea").forEach((it) => setAttribute(it, "dir", "auto"));
    all("#library input[type=file]").forEach((it) => setAttribute(it, "accept", ".txt,.md,.html,.htm,.docx,.pdf"));
    // Questions in the page's language come first, for the eye and for the keyboard.
    all(".chips").forEach((it) => {
      const others = all(`.chip:not(.lang-${room.language})`, it);
      if (others.length < it.children.length && others.includes(it.firstElementChild)) it.append(...others);
    });
    showHeld();
    queued();
    writeAgain();
    const pane = reader();
    if (pane && lit && !pane.querySelector("mark.lit")) lit = null;
  };

  // ---- What the page's buttons do ----
  const say = (button, word) => {
    const said = byId("words").querySelector(`[data-word=${word}]`);
    const before = [...button.childNodes];
    button.replaceChildren(said.cloneNode(true));
    setTimeout(() => button.replaceChildren(...before), 1600);
  };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not on a secure address */ }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  // The list closes over the article that was opened from it, and over no other: not over the one that is open instead of
  // a removed one, nor over the one that comes back after a reload.
  let closing = false;
  const inList = (words) => {
    closing = false;
    act(words);
    byId("library").querySelector("h2").focus();
  };
  const does = {
    panel: (it) => panel(it.dataset.value, it),
    turn: () => turn(room.language === "ar" ? "en" : "ar"),
    tab: (it) => { tab(it.dataset.value); settle(); },
    view: (it) => { view = it.dataset.value; settle(); },
    about: (it) => { tab("chat"); settle(); offer(it.dataset[room.language]); },
    ask: (it) => { edit(null); command("do-ask", { do: "ask", value: it.dataset.value }); },
    retry: () => { edit(null); command("do-ask", { do: "retry" }); },
    edit: (it) => edit(it.dataset.question),
    keep: () => { edit(null); putBack(); },
    put_back: putBack,
    copy: async (it) => say(it, (await copy(it.dataset.copy)) ? "copied" : "not_copied"),
    rate: (it) => act({ do: "rate", value: it.dataset.value, turn: Number(it.dataset.turn) }),
    open: (it) => { closing = true; act({ do: "open", value: it.dataset.value }); },
    show: (it) => { awaited = null; act({ do: "show", value: it.dataset.value }); },
    remove: (it) => inList({ do: "remove", value: it.dataset.value }),
    translate: (it) => { closing = true; byId("library").querySelector("h2").focus(); command("do-open", { do: "translate", value: it.dataset.value }); },
    halt: () => byId("do-halt").click(),
    undo: (it) => { if (it.closest("#library")) inList({ do: "undo" }); else { act({ do: "undo" }); box().focus(); } },
    drop: () => { hold(""); byId("own-text").focus(); },
    save: (it) => command("do-take", { do: "save", value: it.dataset.value }),
  };
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("a.cite, a.place, a.skip");
    if (link) {
      event.preventDefault();
      unpeek();
      if (link.matches(".skip")) { panel("", null); tab("chat"); settle(); box().focus(); } else show(link);
      return;
    }
    if (event.target.closest("#stop, #clear")) {
      if (asking) asking.ending = true;
      // They go away, and the focus with them; a finger has none, and would get a keyboard over the page.
      if (event.pointerType !== "touch") setTimeout(() => box().focus());
    }
    const button = event.target.closest("button[data-do]");
    if (button) { does[button.dataset.do]?.(button); return; }
    const card = event.target.closest(".card");
    if (card && getSelection().isCollapsed && !event.target.closest("summary")) show(card.querySelector("a.place"));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-do]");
    if (!form) return;
    event.preventDefault();
    closing = true;
    const { name, value } = form.elements;
    command("do-open", { do: form.dataset.do, name: name?.value || "", value: (name && held) || value.value });
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.matches("#library input[type=file]") && input.files[0]?.size > 10 * 1024 * 1024) {
      event.stopImmediatePropagation();
      input.value = "";
      act({ do: "too_large" });
      return;
    }
    if (input.matches("#library input[type=file]") && input.files[0]) {
      closing = true;
      if (document.querySelector("#progress progress")) { queue.push(input.files[0].name); queued(); }
    }
    const group = input.closest("fieldset[data-do]");
    if (!group) return;
    if (group.dataset.do === "language") turn(input.value);
    else act({ do: "set", name: group.dataset.name, value: input.value });
  }, true);
  ["mouseover", "focusin"].forEach((kind) => document.addEventListener(kind, (event) => {
    const link = event.target instanceof Element && event.target.closest("a.cite");
    if (link) peekAt(link); else unpeek();
  }));
  document.addEventListener("scroll", unpeek, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (peek.isConnected) unpeek();
    else if (root.dataset.panel) panel("", null);
    else if (root.dataset.editing) { edit(null); putBack(); }
    else back();
  });

  // ---- What is spoken ----
  // A screen reader hears what is added here: the steps of an answer, the answer, and what the page has to say.
  const tell = (...elements) => {
    const line = document.createElement("p");
    for (const element of elements) {
      const piece = document.createElement("span");
      piece.lang = element.lang || room.language;
      piece.dir = piece.lang === "ar" ? "rtl" : "ltr";
      piece.append(...words(element).childNodes);
      line.append(piece, " ");
    }
    document.querySelector("#said [aria-live]")?.append(line);
    setTimeout(() => line.remove(), 15000);
  };
  // A copy of an element with its words in the page's language alone, also where it isn't shown.
  const words = (element) => {
    const copy = inAll(element);
    all(".w", copy).filter((it) => (it.dataset.page || it.lang) !== room.language).forEach((it) => it.remove());
    return copy;
  };
  const inAll = (element) => {
    const copy = element.cloneNode(true);
    all("button, details, sup, [data-testid=status-tracker]", copy).forEach((it) => it.remove());
    return copy;
  };
  const told = new Map();
  const isNews = (place, text) => { const before = told.get(place); told.set(place, text); return text && text !== before; };
  const hear = () => {
    for (const place of ["notice", "progress", "status"]) {
      const element = byId(place);
      if (element && isNews(place, inAll(element).textContent.trim())) tell(element);
    }
    const reply = document.querySelector("#live .reply");
    const working = reply?.querySelector(".working");
    if (working) {
      if (isNews("working", working.textContent)) tell(working);
    } else if (told.get("working")) {  // there was one, and it is over
      told.delete("working");
      const said = reply ? all(reply.querySelector(".footer") ? ":scope > .caution, :scope > .text" : ".failure, .note", reply) : [];
      if (said.length) tell(all("#live h3").pop(), ...said);
    }
  };

  // ---- What the server sends ----
  // The newest question stays at the top while its answer grows below, until the reader scrolls.
  let followed = null;
  let scrolled = false;
  let article = null;
  const follow = () => {
    const newest = all("#chat .asked").pop();
    // What is lit belongs to an answer before: beside the new one it would pass for its evidence.
    if ((newest?.dataset.asked ?? null) !== followed) { unlight(); scrolled = false; }
    followed = newest?.dataset.asked ?? null;
    if (!newest) { edit(null); return; }
    if (!scrolled) newest.scrollIntoView({ block: "start", behavior: "instant" });
  };
  ["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) =>
    document.addEventListener(kind, () => { scrolled = true; }, { passive: true }));
  const within = (change, selector) => {
    const element = change.target instanceof Element ? change.target : change.target.parentElement;
    return element && element.closest(selector);
  };
  new MutationObserver((changes) => {
    settle();
    hear();
    if (changes.some((change) => within(change, "#past, #live"))) follow();
    // Another article is open: what was lit is of the one before, and the way to it is done.
    const open = reader()?.dataset.article;
    if (open && open !== article) {
      const first = !article;
      article = open;
      if (first) return;
      unlight();
      origin = view = null;
      edit(null);
      document.querySelector("#article").scrollTop = 0;
      window.scrollTo({ top: 0, behavior: "instant" });
      if (root.dataset.panel === "library") {
        all("form.own").forEach((form) => form.reset());
        hold("");
        if (!queue.length && closing) panel("", null);
      }
      closing = closing && queue.length > 0;
      settle();
      if (awaited?.isConnected && awaited.dataset.article === open) show(awaited);
    }
  }).observe(root, { childList: true, subtree: true, characterData: true });

  return room;
})();
