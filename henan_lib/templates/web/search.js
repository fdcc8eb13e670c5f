// Search over the passages of an edition. Chinese is cut into words by the browser and into pairs of characters besides,
// so that a word is found wherever the browser would cut.
"use strict";
(() => {
  const HAN = /\p{Script=Han}+/gu;
  const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
  const cut = (text) => (segmenter
    ? [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
    : text.split(/[^\p{L}\p{N}]+/u).filter(Boolean));
  const pairs = (text) => (text.match(HAN) ?? []).flatMap((run) =>
    [...run].slice(0, Math.max(1, run.length - 1)).map((_, at) => run.slice(at, at + 2)));
  const index = new MiniSearch({
    fields: ["title", "text", "page"],
    storeFields: ["url", "page", "title", "text"],
    tokenize: (text) => [...cut(text), ...pairs(text)],
    searchOptions: { boost: { title: 3 }, combineWith: "AND", prefix: true, tokenize: cut,
                     fuzzy: (word) => (/^[a-z]{5,}$/i.test(word) ? 0.2 : false) },
  });
  const form = document.querySelector("form.search");
  const [list, count] = [document.querySelector(".results"), document.querySelector(".count")];
  const MOST = 40;

  function excerpt(text, asked) {
    const found = asked.map((word) => text.toLowerCase().indexOf(word.toLowerCase())).filter((at) => at >= 0);
    const from = Math.max(0, Math.min(...(found.length ? found : [0])) - 40);
    return `${from ? "… " : ""}${text.slice(from, from + 160)}${text.length > from + 160 ? " …" : ""}`;
  }

  function element(kind, textContent, more = {}) {
    return Object.assign(document.createElement(kind), { textContent, ...more });
  }

  function show(asked) {
    let found = index.search(asked);
    if (!found.length) found = index.search(asked, { tokenize: pairs });
    count.textContent = !asked ? "" : found.length ? henanPage.say("web_found", { count: found.length }) : henanPage.say("web_found_nothing");
    list.replaceChildren(...found.slice(0, MOST).map(({ url, page, title, text }) => {
      const item = element("li", "");
      item.append(element("a", title, { href: url }), element("small", page), element("p", excerpt(text, cut(asked))));
      return item;
    }));
  }

  henanPage.passages = (passages) => {
    index.addAll(passages.map(([url, page, title, text], id) => ({ id, url, page, title, text })));
    show(form.elements.q.value);
    form.elements.q.addEventListener("input", () => show(form.elements.q.value));
  };
  form.elements.q.value ||= new URLSearchParams(location.search).get("q") ?? ""; // before anybody types
  form.addEventListener("submit", (event) => event.preventDefault());
})();
