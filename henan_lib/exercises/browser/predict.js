// One prediction: a question, a place for the guess, and what is the case. The same code serves a notebook (anywidget calls
// render), a page (mount and tally, which keep guesses in the browser) and a deck (poll, for the hands of a class).

const KEPT = "henan-guess:"; // under which a browser keeps guesses
const BINS = 10; // parts of a number line in a poll
const LINE = { wide: 640, tall: 88, left: 72, right: 72 };
const CURVE = { wide: 640, tall: 338, left: 84, right: 16, top: 26, bottom: 40 };
const APART = 52; // least distance between two years written below a curve

class Refusal extends Error {}

function element(kind, properties = {}, ...children) {
  const { dataset, ...others } = properties;
  const made = Object.assign(document.createElement(kind), others);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
}

function picture(kind, attributes, ...children) {
  const made = document.createElementNS(document.createRange().createContextualFragment("<svg/>").firstChild.namespaceURI, kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const between = (low, value, high) => Math.min(Math.max(value, low), high);
const possible = ({ low, high }, value) => Number.isFinite(value) && low <= value && value <= high;
const list = (value, length) => Array.isArray(value) && value.length === length;

// A question with its words at hand, and numbers as its language writes them.
function speaking(question) {
  const word = (name, values = {}) => fill(question.words[`predict_${name}`], values);
  const plain = (value, most, least) =>
    value
      .toLocaleString(question.lang, { maximumFractionDigits: most, minimumFractionDigits: least, useGrouping: !!question.unit })
      .replace("-", "\u2212");
  const amount = (value, unit, ...digits) => word("amount", { value: plain(value, ...digits), unit }).trim();
  const { unit, difference, digits } = question;
  return {
    ...question,
    word,
    plain: (value) => plain(value, 3, 0),
    guessed: (value) => amount(value, unit, 3, 0),
    tick: (value) => amount(value, unit === "%" ? unit : "", 3, 0), // other units are too long for the edge of a picture
    exact: (value) => amount(value, unit, digits, digits),
    gap: (value) => amount(Math.abs(value), difference, digits, digits),
  };
}

// Options that are places stand where they lie, in a map of tiles.
const tiling = ({ tiles }) => (Object.keys(tiles).length ? "tiles" : "");
function placed(part, place) {
  if (place) [part.style.gridColumn, part.style.gridRow] = place;
  return part;
}

// A number as a person types it: full-width digits, a unit, separators of thousands.
function typed(input, asked) {
  const text = input.value.normalize("NFKC").trim();
  if (!text) throw new Refusal(asked.word("empty"));
  const value = Number(text.replace(asked.unit.normalize("NFKC"), "").replace("%", "").replace("\u2212", "-").replaceAll(",", "").trim());
  const example = asked.plain(asked.low + asked.step);
  if (!Number.isFinite(value)) throw new Refusal(asked.word("no_number", { typed: text, example }));
  if (value < asked.low || value > asked.high) {
    const [low, high] = [asked.low, asked.high].map(asked.guessed);
    throw new Refusal(asked.word("outside", { typed: asked.guessed(value), low, high }));
  }
  return value;
}

// A box and a slider for one number; the slider shows no thumb before it is touched.
function numberInput(asked, name) {
  const box = element("input", { type: "text", inputMode: "decimal", autocomplete: "off", ariaLabel: `${name} ${asked.word("type")}` });
  const slider = element("input", {
    type: "range", min: asked.low, max: asked.high, step: asked.step, value: asked.low,
    className: "untouched", ariaLabel: `${name} ${asked.word("slide")}`, ariaValueText: asked.word("not_drawn"),
  });
  const touched = (value) => {
    slider.classList.remove("untouched");
    slider.ariaValueText = asked.guessed(value);
  };
  slider.addEventListener("input", () => {
    touched(Number(slider.value));
    box.value = slider.value;
  });
  box.addEventListener("input", () => {
    const value = Number(box.value);
    if (!box.value || !Number.isFinite(value)) return;
    slider.value = value;
    touched(value);
  });
  return { row: element("div", { className: "number" }, box, element("span", { textContent: asked.unit }), slider), box };
}

// A line of numbers with what was guessed above it and what is below it.
function numberLine(asked, guess) {
  const at = (value) => LINE.left + ((value - asked.low) / (asked.high - asked.low)) * (LINE.wide - LINE.left - LINE.right);
  const middle = LINE.tall / 2;
  const anchor = (x) => (x < 180 ? "start" : x > LINE.wide - 180 ? "end" : "middle");
  const note = (x, y, text, kind) => picture("text", { x, y, class: kind, "text-anchor": anchor(x) }, text);
  const [first, last] = [guess[0], guess.at(-1)].map(at);
  const truth = at(asked.truth);
  return picture(
    "svg",
    { viewBox: `0 0 ${LINE.wide} ${LINE.tall}`, "aria-hidden": "true" },
    picture("path", { class: "axis", d: `M${LINE.left},${middle}H${LINE.wide - LINE.right}` }),
    note(LINE.left - 6, middle + 5, asked.tick(asked.low), "low"),
    note(LINE.wide - LINE.right + 6, middle + 5, asked.tick(asked.high), "high"),
    picture("path", { class: "guess", d: `M${first},${middle}H${last}` }),
    ...guess.map((value) => picture("circle", { class: "guess", cx: at(value), cy: middle, r: 7 })),
    picture("circle", { class: "truth", cx: truth, cy: middle, r: 5 }),
    note((first + last) / 2, middle - 14, asked.word("your_guess"), "guess"),
    note(truth, middle + 28, `${asked.word("truth")} ${asked.exact(asked.truth)}`, "truth"),
  );
}

// The known part of a curve and what is drawn on to it; `drawn` gives a value for each hidden year.
function curveScene(asked) {
  const { known, years, low, high } = asked;
  const [first, last] = [known[0][0], years.at(-1)];
  const x = (year) => CURVE.left + ((year - first) / (last - first)) * (CURVE.wide - CURVE.left - CURVE.right);
  const y = (value) => CURVE.tall - CURVE.bottom - ((value - low) / (high - low)) * (CURVE.tall - CURVE.top - CURVE.bottom);
  const path = (points) => points.map(([year, value], at) => `${at ? "L" : "M"}${x(year).toFixed(1)},${y(value).toFixed(1)}`).join("");
  const [seam, start] = known.at(-1);
  const floor = CURVE.tall - CURVE.bottom;
  const pad = picture("rect", { class: "pad", x: x(seam), y: CURVE.top, width: x(last) - x(seam), height: floor - CURVE.top });
  const gap = picture("path", { class: "gap" });
  const truth = picture("path", { class: "truth" });
  const drawn = picture("path", { class: "guess" });
  const ticks = [0, 1, 2, 3, 4].map((part) => low + (part * (high - low)) / 4);
  const text = (px, py, said, anchor) => picture("text", { x: px, y: py, "text-anchor": anchor }, said);
  const svg = picture(
    "svg",
    { viewBox: `0 0 ${CURVE.wide} ${CURVE.tall}`, class: "curve", role: "group", "aria-label": asked.ask },
    ...ticks.map((value) => picture("path", { class: "grid", d: `M${CURVE.left},${y(value)}H${CURVE.wide - CURVE.right}` })),
    ...ticks.map((value) => text(CURVE.left - 6, y(value) + 4, asked.tick(value), "end")),
    ...[first, seam, ...asked.anchors].filter((year, at, every) => year === last || x(every[at + 1]) - x(year) > APART).map((year) => text(x(year), CURVE.tall - 5, String(year), year === last ? "end" : "middle")),
    pad,
    gap,
    picture("path", { class: "known", d: path(known) }),
    picture("circle", { class: "truth", cx: x(seam), cy: y(start), r: 4 }),
    truth,
    drawn,
  );
  const show = (points) => drawn.setAttribute("d", points.length ? path([[seam, start], ...points]) : "");
  const reveal = (points) => {
    const real = years.map((year, at) => [year, asked.truth[at]]);
    truth.setAttribute("d", path([[seam, start], ...real]));
    gap.setAttribute("d", `${path(points)}${path(real.toReversed()).replace("M", "L")}Z`);
    pad.remove();
  };
  const place = (event) => {
    const box = svg.getBoundingClientRect();
    const [px, py] = [((event.clientX - box.left) * CURVE.wide) / box.width, ((event.clientY - box.top) * CURVE.tall) / box.height];
    const year = Math.round(first + ((px - CURVE.left) / (CURVE.wide - CURVE.left - CURVE.right)) * (last - first));
    const value = low + ((floor - py) / (floor - CURVE.top)) * (high - low);
    return [between(years[0], year, last), between(low, value, high)];
  };
  return { svg, pad, show, reveal, place, x, y, seam, start };
}

// Of each kind: whether something can be a guess (what is kept may be of another edition), how it is asked, what is said of it.
const KINDS = {
  number: {
    fits: possible,
    ask(asked) {
      const { row, box } = numberInput(asked, asked.ask);
      return { parts: [row], read: () => typed(box, asked) };
    },
    answer(asked, guess) {
      const gap = Number((guess - asked.truth).toFixed(asked.digits));
      const side = gap < 0 ? "low" : gap > 0 ? "high" : "right";
      const said = { guess: asked.guessed(guess), truth: asked.exact(asked.truth), gap: asked.gap(gap) };
      return { side, said: asked.word(`number_${side}`, said), parts: [numberLine(asked, [guess])] };
    },
  },
  interval: {
    fits: (asked, guess) => list(guess, 2) && guess.every((end) => possible(asked, end)) && guess[0] <= guess[1],
    ask(asked) {
      const ends = ["least", "most"].map((end) => [asked.word(end), numberInput(asked, asked.word(end))]);
      const rows = ends.map(([name, { row }]) => element("div", { className: "end" }, element("span", { textContent: name }), row));
      const read = () => {
        const [low, high] = ends.map(([, { box }]) => typed(box, asked));
        if (low > high) throw new Refusal(asked.word("crossed", { low: asked.guessed(low), high: asked.guessed(high) }));
        return [low, high];
      };
      return { parts: [element("p", { textContent: asked.word("bet") }), ...rows], read };
    },
    answer(asked, guess) {
      const [low, high] = guess;
      const side = high < asked.truth ? "low" : low > asked.truth ? "high" : "held";
      const gap = asked.gap(side === "low" ? asked.truth - high : low - asked.truth);
      const said = { low: asked.guessed(low), high: asked.guessed(high), truth: asked.exact(asked.truth), gap };
      return { side, said: asked.word(`interval_${side}`, said), parts: [numberLine(asked, guess)] };
    },
  },
  choice: {
    fits: ({ options }, guess) => options.some(([option]) => option === guess),
    ask(asked) {
      const name = `${asked.id}-${Math.random()}`;
      const buttons = asked.options.map(([value]) => element("input", { type: "radio", name, value }));
      const labels = asked.options.map(([value, text], at) =>
        placed(element("label", {}, buttons[at], text), asked.tiles[value]));
      const read = () => {
        const chosen = buttons.find((button) => button.checked);
        if (!chosen) throw new Refusal(asked.word("unchosen"));
        return chosen.value;
      };
      return { parts: [element("div", { className: `options ${tiling(asked)}`, role: "radiogroup", ariaLabel: asked.ask }, ...labels)], read };
    },
    answer(asked, guess) {
      const name = Object.fromEntries(asked.options);
      const right = guess === asked.right;
      const marks = asked.options.map(([option, text, value]) => {
        const sign = option === asked.right ? "✓ " : option === guess ? "✗ " : "";
        const line = element("li", { textContent: `${sign}${text} ${value.replaceAll(" ", "\u00a0")}`, className: sign ? "marked" : "" });
        return placed(line, asked.tiles[option]);
      });
      const said = asked.word(right ? "choice_right" : "choice_wrong", { guess: name[guess], right: name[asked.right] });
      return { side: right ? "right" : "wrong", said, parts: [element("ul", { className: tiling(asked) }, ...marks)] };
    },
  },
  order: {
    fits: ({ right }, guess) => list(guess, right.length) && right.every((option) => guess.includes(option)),
    ask(asked) {
      const list = element("ol", { className: "arranged" });
      const move = (item, step) => {
        const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
        if (other) list.insertBefore(step < 0 ? item : other, step < 0 ? other : item);
      };
      for (const [value, text] of asked.options) {
        const button = (way, sign) =>
          element("button", { type: "button", textContent: sign, ariaLabel: asked.word(way, { name: text }), dataset: { way } });
        const [up, down] = [button("up", "▲"), button("down", "▼")];
        const item = element("li", { tabIndex: 0, dataset: { value } }, element("span", { textContent: text }), up, down);
        const keep = (act, focused) => { act(); focused.focus(); };
        up.addEventListener("click", () => keep(() => move(item, -1), up));
        down.addEventListener("click", () => keep(() => move(item, 1), down));
        item.addEventListener("keydown", (event) => {
          const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (!step) return;
          event.preventDefault();
          keep(() => move(item, step), item);
        });
        list.append(item);
      }
      const read = () => [...list.children].map((item) => item.dataset.value);
      return { parts: [element("p", { textContent: asked.word("arrange") }), list], read };
    },
    answer(asked, guess) {
      const name = Object.fromEntries(asked.options);
      const value = Object.fromEntries(asked.options.map(([option, , text]) => [option, text]));
      const rank = (option) => asked.right.indexOf(option);
      const pairs = guess.flatMap((first, at) => guess.slice(at + 1).filter((one) => rank(one) < rank(first)).map((one) => [one, first]));
      const named = pairs.map(([first, second]) => asked.word("pair", { first: name[first], second: name[second] }));
      const all = (guess.length * (guess.length - 1)) / 2;
      const wrong = { count: pairs.length, all, pairs: named.join(asked.word("semicolon")) };
      const right = asked.right.map((option) => element("li", { textContent: `${name[option]} ${value[option]}` }));
      const side = pairs.length ? "wrong" : "right";
      return { side, said: asked.word(`order_${side}`, wrong), parts: [element("ol", {}, ...right)] };
    },
  },
  curve: {
    fits: (asked, guess) => list(guess, asked.years.length) && guess.every((value) => possible(asked, value)),
    ask(asked) {
      const scene = curveScene(asked);
      const { years, anchors } = asked;
      const points = new Map(); // what was drawn, by year; between two points the line is straight
      const sorted = () => [[scene.seam, scene.start], ...[...points].toSorted(([one], [other]) => one - other)];
      const value = (year) => {
        const line = sorted();
        const at = line.findIndex(([one]) => one >= year);
        if (at < 0) return line.at(-1)[1];
        if (at === 0 || line[at][0] === year) return line[at][1];
        const [[before, low], [after, high]] = [line[at - 1], line[at]];
        return low + ((high - low) * (year - before)) / (after - before);
      };
      const rings = anchors.map((year) => {
        const label = asked.word("anchor", { year });
        const look = { class: "ring", r: 8, cx: scene.x(year), tabindex: 0, role: "slider", "aria-label": label };
        return picture("circle", { ...look, "aria-valuemin": asked.low, "aria-valuemax": asked.high });
      });
      const draw = () => {
        scene.show(sorted().slice(1));
        const reached = Math.max(scene.seam, ...points.keys());
        rings.forEach((ring, at) => {
          const here = value(anchors[at]);
          ring.setAttribute("cy", scene.y(here));
          ring.setAttribute("aria-valuenow", here.toFixed(asked.digits));
          ring.setAttribute("aria-valuetext", anchors[at] <= reached ? asked.guessed(Number(here.toFixed(1))) : asked.word("not_drawn"));
        });
      };
      let last = null;
      const stroke = (event) => {
        const [year, height] = scene.place(event);
        const [from, before] = last ?? [year, height];
        for (let one = Math.min(from, year); one <= Math.max(from, year); one += 1) {
          if (one !== from || !last) points.set(one, from === year ? height : before + ((height - before) * (one - from)) / (year - from));
        }
        if (from === year) points.set(year, height);
        last = [year, height];
        draw();
      };
      const drawable = ({ target }) => target.matches(".pad, .ring, circle.truth"); // the last is where the known line ends
      scene.svg.addEventListener("pointerdown", (event) => {
        if (!drawable(event)) return;
        event.preventDefault();
        last = null;
        scene.svg.setPointerCapture(event.pointerId);
        stroke(event);
      });
      // Inside a picture browsers heed no touch-action: without this a finger would scroll or turn the page.
      scene.svg.addEventListener("touchstart", (event) => drawable(event) && event.preventDefault(), { passive: false });
      scene.svg.addEventListener("pointermove", (event) => last && stroke(event));
      for (const end of ["pointerup", "pointercancel"]) scene.svg.addEventListener(end, () => (last = null));
      rings.forEach((ring, at) => {
        ring.addEventListener("keydown", (event) => {
          const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
          if (!steps) return;
          event.preventDefault();
          const [year, before, after] = [anchors[at], anchors[at - 1] ?? scene.seam, anchors[at + 1] ?? Infinity];
          const height = between(asked.low, value(year) + steps * asked.step, asked.high);
          for (const one of [...points.keys()]) if (one > before && one < after) points.delete(one);
          points.set(year, height);
          draw();
        });
      });
      scene.svg.append(...rings);
      draw();
      const read = () => {
        const reached = Math.max(scene.seam, ...points.keys());
        if (reached < years.at(-1)) throw new Refusal(asked.word("half", { year: reached, last: years.at(-1) }));
        return years.map((year) => Number(value(year).toFixed(2)));
      };
      return { parts: [element("p", { textContent: asked.word("draw", { last: years.at(-1) }) }), scene.svg], read };
    },
    answer(asked, guess) {
      const scene = curveScene(asked);
      const points = asked.years.map((year, at) => [year, guess[at]]);
      scene.show(points);
      scene.reveal(points);
      const misses = guess.map((value, at) => value - asked.truth[at]);
      const far = misses.reduce((best, miss, at) => (Math.abs(miss) > Math.abs(misses[best]) ? at : best), 0);
      const miss = asked.gap(Math.sqrt(misses.reduce((sum, one) => sum + one * one, 0) / misses.length));
      const said = { miss, year: asked.years[far], guess: asked.exact(guess[far]), truth: asked.exact(asked.truth[far]) };
      const side = misses.reduce((sum, miss) => sum + miss, 0) < 0 ? "low" : "high";
      return { side, said: asked.word("curve", said), parts: [scene.svg] };
    },
  },
};

// A prediction in a place: asks while there is no guess, else answers. `keep` is told of each guess, and of null for none.
function mount(host, question, guess, keep) {
  const asked = speaking(question);
  const kind = KINDS[question.kind];
  const said = element("p", { className: "said", role: "status", ariaLive: "polite", tabIndex: -1 });
  const body = element("div");
  const foot = element("div");
  const root = element(
    "div",
    { className: "henan-prediction", lang: question.lang, role: "group", ariaLabel: question.ask },
    element("p", { className: "ask", textContent: question.ask }), body, said, foot,
  );
  const button = (name, act) => {
    const made = element("button", { type: "button", className: "main", textContent: asked.word(name), dataset: { act: name } });
    made.addEventListener("click", act);
    return made;
  };
  const settle = (next) => {
    guess = next;
    keep(next);
    draw();
    said.focus({ preventScroll: true });
  };
  const draw = () => {
    if (guess === null) {
      const { parts, read } = kind.ask(asked);
      const answer = () => {
        try {
          settle(read());
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) throw refusal;
          said.textContent = refusal.message;
        }
      };
      body.replaceChildren(...parts);
      foot.replaceChildren(button("keep", answer));
      for (const box of body.querySelectorAll("input[type=text]")) box.addEventListener("keydown", ({ key }) => key === "Enter" && answer());
      said.textContent = "";
    } else {
      const { said: sentence, parts } = kind.answer(asked, guess);
      said.textContent = asked.word("sentences", { first: sentence, second: question.says });
      body.replaceChildren(...parts);
      foot.replaceChildren(button("again", () => settle(null)));
    }
    for (const part of root.querySelectorAll("input, button, li, .ring")) part.dataset.lmSuppressShortcuts = "true";
  };
  draw();
  host.append(root);
  return { root, say: (text) => text && (said.textContent = text), set: (next) => { if (JSON.stringify(next) !== JSON.stringify(guess)) { guess = next; draw(); } } };
}

// Guesses of a page, which stay in this browser; a browser that keeps nothing asks anew.
const kept = {
  read(id) { try { return JSON.parse(localStorage.getItem(KEPT + id)); } catch { return undefined; } },
  write(id, guess) { try { localStorage.setItem(KEPT + id, JSON.stringify(guess)); } catch { /* asks anew next time */ } },
  forget() { for (const name of Object.keys(localStorage)) if (name.startsWith(KEPT)) localStorage.removeItem(name); },
  guess(question) {
    const found = kept.read(question.id) ?? null;
    return KINDS[question.kind].fits(question, found) ? found : null;
  },
};

// A prediction in a page; `told` learns of the guess that is kept, if there is one, and of each that follows.
function mountOnPage(host, question, told) {
  const guess = kept.guess(question);
  const { say } = mount(host, question, guess, (next) => {
    kept.write(question.id, next);
    told(next);
  });
  if (guess === null && kept.read(question.id) !== null) say(question.words.predict_not_understood);
  told(guess);
}

// Every guess that this browser has kept beside what is the case, and how many intervals held.
function tally(host, { questions, fewest, none, words }) {
  const found = questions.flatMap((question) => {
    const [asked, guess] = [speaking({ ...question, words }), kept.guess(question)];
    return guess === null ? [] : [{ asked, ...KINDS[question.kind].answer(asked, guess) }];
  });
  const count = (kinds, side) => found.filter((one) => kinds.includes(one.asked.kind) && (!side || one.side === side)).length;
  const say = (name, values) => fill(words[`predictions_${name}`], values);
  const [measured, picked, held] = [["number", "curve"], ["choice", "order"], ["interval"]];
  const sentences = [
    count(measured) && say("sides", { count: count(measured), low: count(measured, "low"), high: count(measured, "high") }),
    count(picked) && say("picked", { count: count(picked), right: count(picked, "right") }),
    count(held) && say("held", { count: count(held), held: count(held, "held") }),
    count(held) && (fewest[count(held)] ? say("fewest", { fewest: fewest[count(held)] }) : words.predictions_few),
  ];
  const lines = found.map(({ asked, said }) => element("li", {}, element("b", { textContent: asked.ask }), ` ${said}`));
  host.replaceChildren(
    element("ul", {}, ...lines),
    ...(found.length ? sentences.filter(Boolean) : [none]).map((textContent) => element("p", { textContent })),
  );
}

// What a class can say by hands: the options, who comes first, or a part of the range (of a curve, at its end).
function choices(asked) {
  if (asked.options) return asked.options.map(([value, text]) => ({ value, text }));
  const width = (asked.high - asked.low) / BINS;
  return Array.from({ length: BINS }, (_, at) => {
    const [low, high] = [asked.low + at * width, asked.low + (at + 1) * width];
    return { low, high, text: asked.word("range", { low: asked.guessed(low), high: asked.guessed(high) }) };
  });
}

// Hands of a class beside a question, and on a later place the same hands beside what is the case.
function poll(host, result, question) {
  const asked = speaking(question);
  const bins = choices(asked).map((bin) => ({ ...bin, count: 0 }));
  const truth = Array.isArray(asked.truth) ? asked.truth.at(-1) : asked.truth;
  const first = Array.isArray(asked.right) ? asked.right[0] : asked.right;
  const right = bins.findLast((bin) => (asked.options ? bin.value === first : bin.low <= truth));
  const dots = (bin) => "●".repeat(Math.min(bin.count, 40)) + (bin.count > 40 ? "…" : "");
  const rows = bins.map((bin) => {
    const add = element("button", { type: "button", textContent: bin.text });
    const count = element("input", { type: "number", min: 0, value: 0, ariaLabel: asked.word("hands", { name: bin.text }) });
    const shown = element("span", { className: "dots" });
    const set = (value) => {
      bin.count = Math.max(0, Math.floor(value) || 0);
      if (Number(count.value) !== bin.count) count.value = bin.count;
      shown.textContent = dots(bin);
      draw();
    };
    add.addEventListener("click", () => set(bin.count + 1));
    count.addEventListener("input", () => set(Number(count.value)));
    return element("div", { className: "hand" }, add, count, shown);
  });
  const summary = element("summary", { textContent: asked.word("open") });
  const opened = element("details", {}, summary);
  const draw = () => {
    const lines = bins.filter((bin) => bin.count || bin === right).map((bin) => {
      const sign = bin === right ? "✓ " : "";
      return element("li", { textContent: `${sign}${bin.text} ${dots(bin)} ${bin.count}`, className: sign ? "marked" : "" });
    });
    const said = [
      ...(bins.some((bin) => bin.count) ? [] : [asked.word("nobody")]),
      ...(asked.options ? [] : [`${asked.word("truth")} ${asked.exact(truth)}`]),
      asked.says,
    ];
    const parts = [element("p", { className: "ask", textContent: asked.ask }), element("ul", {}, ...lines)];
    parts.push(...said.map((textContent) => element("p", { textContent })));
    opened.replaceChildren(summary, ...(opened.open ? parts : []));
  };
  opened.addEventListener("toggle", draw);
  const help = element("p", { textContent: asked.word("counts") });
  const ask = element("p", { className: "ask", textContent: asked.ask });
  const hands = element("div", { className: rows.length > 6 ? "hands many" : "hands" }, ...rows);
  host.append(element("div", { className: "henan-prediction poll", lang: asked.lang, role: "group", ariaLabel: asked.ask }, ask, help, hands));
  result?.append(element("div", { className: "henan-prediction result", lang: asked.lang }, opened));
}

globalThis.henanPredictions = { mount: mountOnPage, tally, poll, forget: kept.forget };

const widget = {
  render({ model, el }) {
    const keep = (guess) => {
      model.set("guess", guess);
      model.save_changes();
    };
    const { set, say } = mount(el, model.get("question"), model.get("guess"), keep);
    const told = () => say(model.get("note"));
    told();
    model.on("change:note", told);
    model.on("change:guess", () => set(model.get("guess")));
  },
};

export { widget as default };
