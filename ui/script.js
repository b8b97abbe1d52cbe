// The page's language and direction, set before the first paint; quotes that light up in the article; and the
// commands that the page's own buttons send to the server.
"use strict";
const readingRoom = (() => {
  const root = document.documentElement;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const glide = () => (calm.matches ? "instant" : "smooth");

  // ---- Language ----
  const key = "article-assistant-language";
  // Storage may be forbidden; then the browser's language decides every time.
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const store = (language) => { try { localStorage.setItem(key, language); } catch { /* not kept */ } };

  const speak = (language) => {
    room.language = language;
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
  };
  const turn = (language) => {
    if (language === room.language) return;
    speak(language);
    store(language);
    byId("do-speak").click();
    settle();
  };

  // ---- Commands ----
  let asked = "";
  const command = (button, words) => { asked = JSON.stringify(words); byId(button).click(); };
  const room = {
    language: "en",
    // What the button that was just pressed asks for; once, so that no later press repeats it.
    take() { const words = asked; asked = ""; return words; },
    asking() {
      if (asked) return room.take();
      const replaces = root.dataset.editing === "yes";
      edit(null);
      return replaces ? JSON.stringify({ do: "replace" }) : "";
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
  const wanted = stored() || navigator.language || "en";
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
    if (question !== null) { root.dataset.editing = "yes"; write(question); } else delete root.dataset.editing;
  };

  // ---- Quotes in the article ----
  let view = null;      // what the reader has chosen; until then the languages decide
  let lit = null;       // [start, end] of what is lit
  let origin = null;    // the link that lit it, to go back to
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
    origin = link;
    // The quote is the article's own words: they show, whatever was chosen.
    if (shownView() === "translation") view = "both";
    tab("article");
    settle();
    const [first] = light(Number(place[1]), Number(place[2]));
    const card = link.closest(".card") || byId(link.dataset.card || "");
    if (card) card.classList.add("lit");
    if (!first) return;
    first.closest(".paragraph").focus({ preventScroll: true });
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
    if (open) { opener = button; byId(open).querySelector("h2").focus(); } else if (opener) { opener.focus(); opener = null; }
    settle();
  };

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
  const does = {
    panel: (it) => panel(it.dataset.value, it),
    turn: () => turn(room.language === "ar" ? "en" : "ar"),
    tab: (it) => { tab(it.dataset.value); settle(); },
    view: (it) => { view = it.dataset.value; settle(); },
    about: (it) => { tab("chat"); settle(); write(it.dataset[room.language]); },
    ask: (it) => { edit(null); command("do-ask", { do: "ask", value: it.dataset.value }); },
    retry: () => { edit(null); command("do-ask", { do: "retry" }); },
    edit: (it) => edit(it.dataset.question),
    keep: () => { edit(null); write(""); },
    copy: async (it) => say(it, (await copy(it.dataset.copy)) ? "copied" : "not_copied"),
    rate: (it) => command("do-act", { do: "rate", value: it.dataset.value, turn: Number(it.dataset.turn) }),
    open: (it) => command("do-open", { do: "open", value: it.dataset.value }),
    save: (it) => command("do-take", { do: "save", value: it.dataset.value }),
  };
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("a.cite, a.place, a.skip");
    if (link) {
      event.preventDefault();
      unpeek();
      if (link.matches(".skip")) { tab("chat"); box().focus(); } else show(link);
      return;
    }
    const button = event.target.closest("button[data-do]");
    if (button) { does[button.dataset.do]?.(button); return; }
    const card = event.target.closest(".card");
    if (card && getSelection().isCollapsed && !event.target.closest("summary")) show(card.querySelector("a.place"));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-do=paste]");
    if (!form) return;
    event.preventDefault();
    command("do-open", { do: "paste", name: form.elements.name.value, value: form.elements.value.value });
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.matches("#library input[type=file]") && input.files[0]?.size > 10 * 1024 * 1024) {
      event.stopImmediatePropagation();
      input.value = "";
      command("do-act", { do: "too_large" });
      return;
    }
    const group = input.closest("fieldset[data-do]");
    if (!group) return;
    if (group.dataset.do === "language") turn(input.value);
    else command("do-act", { do: "set", name: group.dataset.name, value: input.value });
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
    else if (root.dataset.editing) { edit(null); write(""); }
    else back();
  });

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
    if (!newest) return;
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
        all("form.paste").forEach((form) => form.reset());
        panel("", null);
      }
      settle();
    }
  }).observe(root, { childList: true, subtree: true, characterData: true });

  return room;
})();
