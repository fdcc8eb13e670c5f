// Search over every place by its name in either language or its code; a county leads to the explorer with it chosen.
"use strict";
(() => {
  const MOST = 20;
  const [form, list, count] = ["form.places", ".results", ".count"].map((part) => document.querySelector(part));
  const live = document.querySelector(".live");
  const [own, other] = document.documentElement.lang === "zh" ? ["zh", "en"] : ["en", "zh"];
  const LEVELS = ["province", "prefecture", "county", "zone"];
  const folded = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const address = (code) => (code.endsWith("0000") ? `${code}.html`
    : /^\d{4}00$/.test(code) ? `${code.slice(0, 2)}0000.html#${code}` : `?place=${code}`);

  // Once the explorer is there, it shows the place of the address.
  function choose(place, level) {
    live.scrollIntoView();
    new MutationObserver((_, observer) => {
      const { explorer } = live.querySelector(".henan-explorer") ?? {};
      if (!explorer) return;
      observer.disconnect();
      explorer.go({ place, level });
    }).observe(live, { subtree: true, childList: true });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const { place: codes, zh, en, level, people_2020: present } = henanPage.shared("china_places").places;
    const known = codes.map((code, at) => ({ code, zh: zh[at], en: en[at], level: LEVELS[level[at]], forms: [code, zh[at], en[at]].map(folded) }))
      .filter((_, at) => present[at] !== null);
    const show = () => {
      const asked = folded(form.elements.q.value);
      const fits = (test) => (asked ? known.filter(({ forms }) => forms.some(test)) : []);
      const found = [...new Set([...fits((one) => one.startsWith(asked)), ...fits((one) => one.includes(asked))])];
      count.textContent = !asked ? "" : found.length ? henanPage.say("web_found", { count: found.length }) : henanPage.say("web_found_nothing");
      list.replaceChildren(...found.slice(0, MOST).map((place) => {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("a"), { href: address(place.code), textContent: place[own] }), ` ${place[other]} · ${place.code}`);
        return item;
      }));
    };
    form.elements.q.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    const wanted = known.find(({ code }) => code === new URLSearchParams(location.search).get("place"));
    if (wanted) choose(wanted.code, wanted.level);
  });
})();
