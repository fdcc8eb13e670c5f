// Behaviour of a page of the site. A classic script: a page opened from disk may not load modules.
"use strict";
(() => {
  const root = document.documentElement;
  const keep = { // settings of a reader; a browser that keeps nothing for pages from disk goes without
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* not kept */ } },
  };
  const THEMES = ["auto", "light", "dark"];
  let theme = keep.get("theme") ?? "auto";
  root.dataset.theme = theme;

  let given = null;
  const words = () => (given ??= JSON.parse(document.getElementById("words").textContent));
  let said = null; // what any page of the site may say; a page that stands alone has it among its words
  const say = (key, values = {}) =>
    (said ??= words().said)[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const brief = (place) => JSON.parse(place.querySelector("script").textContent);

  function themes() {
    const button = document.querySelector("button.theme");
    const show = () => {
      root.dataset.theme = theme;
      button.textContent = { auto: "◐", light: "○", dark: "●" }[theme];
      button.ariaLabel = button.title = `${say("web_theme")}: ${say(`web_theme_${theme}`)}`;
    };
    button.addEventListener("click", () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      keep.set("theme", theme);
      show();
    });
    show();
  }

  // Beside the text the contents stand open, from when they are first seen.
  if (matchMedia("(min-width: 1000px)").matches) {
    const opening = new MutationObserver(() => all(".aside-column details").forEach((part) => { part.open = true; }));
    opening.observe(root, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => opening.disconnect());
  }

  function codes() {
    const parts = all("details.code");
    if (!parts.length) return;
    const box = document.querySelector(".all-code input");
    box.checked = keep.get("code") === "open";
    const show = () => parts.forEach((part) => { part.open = box.checked; });
    box.addEventListener("change", () => {
      keep.set("code", box.checked ? "open" : "folded");
      show();
    });
    if (box.checked) show();
  }

  // The other language opens at the cell that stands at the top of the window.
  function language() {
    const link = document.querySelector("a.language");
    link?.addEventListener("click", () => {
      const above = all(".cell[id], .glossary [id], .checks [id]").filter((part) => part.getBoundingClientRect().top < 140);
      const here = scrollY > 0 ? above.at(-1)?.id : "";
      link.hash = here ?? "";
    });
  }

  function tables() {
    for (const table of all(".table > table")) {
      const box = table.parentElement;
      if (box.scrollWidth > box.clientWidth) Object.assign(box, { tabIndex: 0, role: "region", ariaLabel: table.rows[0].textContent });
      const body = table.tBodies[0];
      if (!table.tHead || table.tHead.rows.length > 1 || !body || body.rows.length < 3) continue;
      [...table.tHead.rows[0].cells].forEach((head, at) => {
        if (!head.textContent.trim()) return;
        const button = Object.assign(document.createElement("button"), { type: "button" });
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const falling = head.ariaSort === "ascending";
          for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
          head.ariaSort = falling ? "descending" : "ascending";
          const text = (row) => row.cells[at].textContent.replaceAll(",", "");
          const order = (one, other) => text(one).localeCompare(text(other), root.lang, { numeric: true });
          const number = (row) => Number(text(row) || NaN);
          const numeric = [...body.rows].every((row) => !text(row) || !Number.isNaN(number(row)));
          const sorted = [...body.rows].sort(numeric ? (one, other) => (number(one) || 0) - (number(other) || 0) : order);
          body.append(...(falling ? sorted.reverse() : sorted));
        });
      });
    }
  }

  // An explanation stays inside the window, and Escape puts it away.
  function terms() {
    for (const term of all(".term")) {
      for (const kind of ["pointerenter", "focusin"]) {
        term.addEventListener(kind, () => {
          const tip = term.querySelector(".tip");
          tip.style.left = "";
          const beyond = tip.getBoundingClientRect().right + 12 - root.clientWidth;
          if (beyond > 0) tip.style.left = `${-beyond}px`;
        });
      }
    }
    addEventListener("keydown", ({ key }) => { if (key === "Escape") document.activeElement.closest?.(".term")?.firstChild.blur(); });
  }

  const loading = {};
  const load = (address) => (loading[address] ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed }));
  }));
  const brought = {};
  const common = {}; // columns of an explorer's data that are the same in both languages

  // What lives in a page, by its kind.
  const KINDS = {
    explore(place) {
      const { key } = place.dataset;
      const open = async () => {
        if (!globalThis.henanExplorers) await load(`${document.body.dataset.assets}explorers.js`);
        if (!brought[key]) {
          const { assets, up } = document.body.dataset;
          if (!common[key]) await load(`${assets}explorers/${key}.js`);
          await load(`${up}explorers/${key}.js`);
        }
        const [explorer, data, state] = structuredClone(brought[key]);
        for (const name in data) data[name] = { ...common[key]?.[name], ...data[name] };
        const box = document.createElement("div");
        place.append(box);
        await globalThis.henanExplorers.mount(box, explorer, data, state);
        place.querySelector(".still > .picture").remove();
      };
      new IntersectionObserver((seen, observer) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        open();
      }, { rootMargin: "800px" }).observe(place);
    },
    quiz(place) {
      for (const question of all("fieldset", place)) {
        const status = question.querySelector("[role=status]");
        const feedback = all("p", question);
        all("input", question).forEach((option, at) => option.addEventListener("change", () => {
          status.replaceChildren(feedback[at].cloneNode(true));
          status.firstChild.hidden = false;
        }));
      }
    },
    predict(place) {
      const question = { ...brief(place), words: words().guesses };
      henanPredictions.mount(place, question, (guess) => {
        guessed[guess === null ? "delete" : "add"](question.id);
        unfold(({ dataset }) => dataset.of.split(" ").every((id) => guessed.has(id)));
        document.dispatchEvent(new Event("guessed"));
      });
    },
    predictions(place) {
      const tally = { ...brief(place), words: words().guesses };
      const show = () => henanPredictions.tally(place.querySelector(".tally"), tally);
      document.addEventListener("guessed", show);
      show();
    },
    check(place) {
      const [hints, verdict] = [place.querySelector(".hints"), place.querySelector(".verdict")];
      const solution = place.querySelector(".solution");
      let solved = false;
      const tell = (text, mark) => verdict.replaceChildren(Object.assign(document.createElement("p"), { textContent: text, className: mark }));
      place.querySelector("[data-act=hint]").addEventListener("click", () => {
        hints.querySelector("[hidden]")?.removeAttribute("hidden");
      });
      place.querySelector("[data-act=solution]").addEventListener("click", () => {
        if (solved || !hints.querySelector("[hidden]")) solution.hidden = false;
        else tell(say("web_solution_waits"), "wait");
      });
      const form = place.querySelector("form");
      if (!form) return;
      const answers = brief(place);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const { found, key, values } = diagnose(answers, form.elements.answer.value);
        solved ||= found === "right";
        if (found === "said") return tell(say(key, { number: place.dataset.key, ...values }), "wrong");
        const words = place.querySelector(found === "right" ? "p.right" : `p[data-mistake="${key}"]`);
        tell(words.textContent, found);
      });
    },
  };

  // What answers a prediction unfolds on demand: by itself once each above it has its guess, for whom a link leads to it,
  // and on paper.
  const guessed = new Set();
  const unfold = (wanted) => all(".answer").filter(wanted).forEach((part) => { part.open = true; });
  function answers() {
    const named = () => unfold((part) => part.parentElement.id === decodeURIComponent(location.hash.slice(1)));
    addEventListener("hashchange", named);
    addEventListener("beforeprint", () => unfold(() => true));
    named();
    for (const button of all("[data-act=forget]")) {
      button.addEventListener("click", () => {
        henanPredictions.forget();
        location.reload();
      });
    }
  }

  // As henan_lib.check: what a typed answer is, by the values of the solution and of the known mistakes.
  function diagnose({ kind, unit, tolerance, wanted, mistakes }, typed) {
    const spoken = (key, values) => ({ found: "said", key, values });
    if (!typed.trim()) return spoken(kind === "choice" ? "web_no_choice" : "web_no_number");
    if (kind === "choice") {
      if (typed === wanted) return { found: "right" };
      const key = Object.keys(mistakes).find((one) => mistakes[one] === typed);
      return key ? { found: "wrong", key } : spoken("web_not_yet");
    }
    const { scales, finest, coarsest, percent } = words().reading;
    const given = read(typed, unit);
    if (typeof given === "string") return spoken(given);
    const near = (x, y) => Math.abs(x - y) <= tolerance;
    if (near(given, wanted)) return { found: "right" };
    const rounded = (value, least) => {
      for (let digits = finest; digits >= least && given !== 0; digits -= 1) {
        const whole = Math.abs(given - Number(given.toFixed(digits))) < 1e-9;
        if (whole && Math.abs(given - value) <= 0.5 / 10 ** digits + 1e-9) return digits;
      }
    };
    const digits = rounded(wanted, coarsest);
    if (digits !== undefined) return spoken("mistake_rounded", { digits });
    const known = Object.keys(mistakes);
    const key = known.find((one) => near(given, mistakes[one])) ?? known.find((one) => rounded(mistakes[one], 1) !== undefined);
    if (key) return { found: "wrong", key };
    const scaled = given !== 0 && Object.keys(scales).find((name) =>
      scales[name].some((size) => Math.abs(given - wanted * size) <= 5e-3 * Math.abs(wanted * size)));
    if (scaled === "unit" || (scaled && !percent.includes(unit))) return spoken("mistake_unit");
    return spoken(scaled ? "mistake_fraction" : "web_not_yet");
  }

  // A number of what a person typed, in the unit of the exercise; or the key of what is wrong with it.
  function read(typed, unit) {
    const { number, ofPeople, ofPercent, sizes, people, percent } = words().reading;
    const found = new RegExp(`^(?:${number})$`, "i").exec(typed.normalize("NFKC").replace("\u2212", "-"))?.groups;
    if (!found) return "web_no_number";
    if (found.percent && !percent.includes(unit)) return "percent_sign";
    const beside = found.units.toLowerCase();
    const [counted, share] = [ofPeople, ofPercent].map((kinds) => new RegExp(kinds).test(beside));
    if ((counted && !(unit in people)) || (share && !percent.includes(unit))) return "other_unit";
    const size = counted ? sizes[Object.keys(sizes).find((word) => beside.includes(word))] / people[unit] : 1;
    return Number(found.number.replaceAll(",", "")) * size;
  }

  function filters() {
    const form = document.querySelector("form.filters");
    if (!form) return;
    const [rows, count] = [all(".checks > li"), document.querySelector(".count")];
    const show = () => {
      const { words: typed, ...chosen } = Object.fromEntries(new FormData(form));
      for (const row of rows) {
        const fits = Object.entries(chosen).every(([name, value]) =>
          !value || row.dataset[name] === value || (name === "section" && row.dataset[name].startsWith(`${value}.`)));
        row.hidden = !fits || !row.textContent.toLowerCase().includes(typed.toLowerCase());
      }
      count.textContent = say("web_checks_shown", { count: rows.filter((row) => !row.hidden).length });
    };
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const begin of [themes, codes, language, tables, terms, filters]) begin();
    for (const place of all(".live")) KINDS[place.dataset.kind](place);
    answers();
  });
  globalThis.henanPage = {
    bring: (name, ...parts) => { brought[name] = parts; },
    share: (name, columns) => { common[name] = columns; },
    shared: (name) => common[name],
    speak: (words) => { said = words; },
    diagnose,
    say,
  };
})();
