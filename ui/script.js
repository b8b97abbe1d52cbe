// The page's language and direction, set before the first paint, and citations that open what they point at.
"use strict";
const readingRoom = (() => {
  const root = document.documentElement;
  const key = "article-assistant-language";

  // Storage may be forbidden; then the browser's language decides every time.
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const store = (language) => { try { localStorage.setItem(key, language); } catch { /* not kept */ } };

  const speak = (language) => {
    room.language = language;
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
  };
  const room = {
    language: "en",
    turn() {
      speak(room.language === "ar" ? "en" : "ar");
      store(room.language);
      return room.language;
    },
  };

  const wanted = stored() || navigator.language || "en";
  speak(wanted.toLowerCase().startsWith("ar") ? "ar" : "en");

  // Gradio sets the language of the document once it has started; the page's own choice stands.
  new MutationObserver(() => { if (root.lang !== room.language) speak(room.language); })
    .observe(root, { attributes: true, attributeFilter: ["lang"] });

  // On a narrow screen the article is folded away: a link into it unfolds it.
  const unfold = (target) => {
    const folded = target.closest("details:not([open])");
    if (folded) folded.open = true;
  };
  const light = (target) => {
    document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
    target.classList.add("lit");
    target.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.cite, a.place, a.skip");
    if (!link) return;
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    if (link.matches(".skip")) { (target.querySelector("textarea") || target).focus(); return; }
    unfold(target);
    light(target);
  });

  // The parts that Gradio builds carry no language of their own.
  const wide = matchMedia("(min-width: 900px) and (min-height: 500px)");
  const finish = (added) => {
    if (!(added instanceof Element)) return;
    const each = (selector, act) => {
      if (added.matches(selector)) act(added);
      added.querySelectorAll(selector).forEach(act);
    };
    each(".lang-ar", (element) => { element.lang = "ar"; element.dir = "rtl"; });
    each(".lang-en", (element) => { element.lang = "en"; element.dir = "ltr"; });
    each("#question textarea", (element) => { element.dir = "auto"; });
    each("details.reader", (element) => { element.open = wide.matches; });
  };
  // Gradio labels a message with its own source, tags and all, and the rest of the chat in English only;
  // what stands in it is label enough.
  const quieten = () => document.querySelectorAll("#chat [aria-label]")
    .forEach((element) => element.removeAttribute("aria-label"));

  // The newest question stays at the top while its answer grows below, until the reader scrolls.
  let followed = null;
  let scrolled = false;
  const follow = () => {
    const newest = [...document.querySelectorAll(".asked")].pop();
    if (!newest) { followed = null; return; }
    if (newest.id !== followed) { followed = newest.id; scrolled = false; }
    if (!scrolled) newest.scrollIntoView({ block: "start", behavior: "instant" });
  };
  ["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) =>
    document.addEventListener(kind, () => { scrolled = true; }, { passive: true }));

  new MutationObserver((changes) => {
    changes.forEach((change) => change.addedNodes.forEach(finish));
    quieten();
    if (changes.some((change) => change.target.closest && change.target.closest("#chat"))) follow();
  }).observe(root, { childList: true, subtree: true, characterData: true, attributeFilter: ["aria-label"] });
  wide.addEventListener("change", () => finish(document.body));

  return room;
})();
