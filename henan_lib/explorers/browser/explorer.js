// One explorer: controls, a Vega view, a sentence on what it shows, and what one can take away. The same code serves a
// notebook (anywidget calls render) and a page opened from disk (which calls mount).
import * as vega from "vega";

const SETTLED_MS = 150; // after the last step, before the kernel is told of the state
const MOST_NAMES = 12; // that are offered while one types
const MARK = "\ufeff"; // by which spreadsheets know UTF-8
const ABOVE = ["symbol", "text"]; // marks that lie in SVG above the canvas of a picture in layers
const NARROW = 600; // pixels, below which pictures side by side stand one above the other
const GROWS = { projector: Infinity }; // how large a picture becomes at most, by the size of the explorer

// A canvas on which plain rectangles, such as the specks of a crowd, are filled without a path for each.
class Crowds extends vega.CanvasRenderer {
  draw(context, scene, bounds, kinds) {
    const { items, marktype } = scene;
    const plain = ({ fill, stroke, cornerRadius, fillOpacity, blend }) =>
      typeof fill === "string" && !stroke && !cornerRadius && fillOpacity === undefined && !blend;
    if (marktype !== "rect" || scene.clip || !items.every(plain)) return super.draw(context, scene, bounds, kinds);
    let shade, colour;
    for (const { x = 0, y = 0, width, height, fill, opacity = 1 } of items) {
      if (opacity !== shade) context.globalAlpha = shade = opacity;
      if (fill !== colour) context.fillStyle = colour = fill;
      context.fillRect(x, y, width, height);
    }
  }
}

// A picture of thousands of marks in two layers: what a step changes lies in SVG above a canvas with all else, and the canvas is
// drawn again only when something of it has changed.
class Layers extends vega.HybridRenderer {
  _canvasRenderer = new Crowds();
  frames = new WeakMap();
  dirty(item) {
    const kind = item.mark.marktype;
    if (kind === "group") {
      const frame = `${item.x} ${item.y} ${item.width} ${item.height}`;
      if (this.frames.get(item) === frame) return this; // laid out anew, and where it was
      this.frames.set(item, frame);
      this._svgRenderer.dirty(item); // its words go with it
    }
    if (ABOVE.includes(kind)) return super.dirty(item);
    this._canvasRenderer._redraw = true; // the whole of it, for to add up what has changed takes longer
    return this;
  }
  _render(scene, kinds) {
    if (this._canvasRenderer._redraw) super._render(scene, kinds);
    else this._svgRenderer.render(scene, ABOVE);
  }
}
vega.setHybridRendererOptions({ svgMarkTypes: ABOVE });
vega.renderModule("layers", { renderer: Layers, headless: Layers, handler: vega.HybridHandler });

// Ranks by one field of numbers, the largest first: numbers alone sort faster than the thousands of rows they stand in. Where a
// window names no field for its rank, it is Vega's own.
class Ranks extends vega.transforms.window {
  transform(parameters, pulse) {
    const { ops, fields, as } = parameters;
    if (String(ops) !== "rank" || !fields) return super.transform(parameters, pulse);
    const order = Float64Array.from(pulse.source.map(fields[0])).sort();
    for (const row of pulse.source) {
      const value = fields[0](row);
      let [low, high] = [0, order.length]; // between which the first that is larger stands
      while (low < high) {
        const middle = (low + high) >> 1;
        if (order[middle] > value) high = middle;
        else low = middle + 1;
      }
      row[as[0]] = order.length - low + 1;
    }
    return pulse.reflow(parameters.modified()).modifies(as[0]);
  }
}
vega.transforms.window = Ranks;

function element(kind, properties = {}, ...children) {
  const { dataset, ...others } = properties;
  const made = Object.assign(document.createElement(kind), others);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
}

// Rows of a table that came as columns; lists in a column that ends in "_steps" are sums of what stands there, which is shorter.
function rows(columns) {
  const names = Object.keys(columns);
  const summed = (steps) => { let sum = 0; return steps.map((step) => (sum += step)); };
  const field = (name, value) => (name.endsWith("_steps") ? [name.slice(0, -6), summed(value)] : [name, value]);
  return columns[names[0]].map((_, at) => Object.fromEntries(names.map((name) => field(name, columns[name][at]))));
}

function python(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `(${value.map(python).join(", ")}${value.length === 1 ? "," : ""})`;
  return String(value);
}

// A text as names are looked for: no marks, spaces or signs, small letters.
function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

// A place to type a name in either language: a dozen that fit are offered, and what is typed counts once it is one of them or done.
function typed_name(part, name, choose, lang, columns) {
  const other = lang === "zh" ? "en" : "zh";
  const known = Object.values(columns)[0].map((key, at) => {
    const names = [columns[lang][at], columns[other][at]];
    return { key, said: names.join(" · "), forms: [key, ...names].map(folded) };
  });
  const list = element("datalist", { id: `names-${Math.random().toString(36).slice(2)}` });
  const input = element("input", { type: "text", autocomplete: "off", spellcheck: false });
  input.setAttribute("list", list.id);
  const fitting = () => {
    const exact = known.filter(({ said }) => said === input.value);
    const typed = folded(input.value);
    if (exact.length || !typed) return exact;
    const far = (forms) => Math.min(...forms.map((form) => (form === typed ? 0 : form.startsWith(typed) ? 1 : form.includes(typed) ? 2 : 3)));
    const distances = known.map(({ forms }) => far(forms));
    return [0, 1, 2].flatMap((wanted) => known.filter((_, at) => distances[at] === wanted)).slice(0, MOST_NAMES);
  };
  const show = (value) => (input.value = known.find(({ key }) => key === value)?.said ?? "");
  let present = null;
  input.addEventListener("input", () => {
    const found = fitting();
    list.replaceChildren(...found.map(({ said }) => element("option", { value: said })));
    if (found[0]?.said === input.value) choose(found[0].key);
  });
  const settle = () => choose(fitting()[0]?.key ?? present);
  input.addEventListener("change", settle);
  input.addEventListener("keydown", ({ key }) => key === "Enter" && settle()); // of which JupyterLab makes no change
  input.addEventListener("focus", () => input.select());
  return { box: element("label", {}, name, input, list), show: (value) => show((present = value)) };
}

// The native control of one part of the state: its element, how to show a value, and how to offer others where it chooses.
function control(part, choose, lang, data) {
  const name = element("span", { textContent: part.label });
  if (part.kind === "range") {
    const { min, max, step } = part;
    const input = element("input", { type: "range", min, max, step });
    const shown = element("output");
    input.addEventListener("input", () => choose(Number(input.value)));
    const show = (value) => {
      input.value = value;
      shown.value = step < 1 ? Number(value).toFixed(2) : value;
    };
    return { box: element("label", {}, name, input, shown), show };
  }
  if (part.kind === "name") return typed_name(part, name, choose, lang, data[part.names]);
  if (part.kind === "text") {
    const input = element("input", { type: "search", placeholder: part.placeholder });
    input.addEventListener("input", () => choose(input.value));
    return { box: element("label", {}, name, input), show: (value) => value !== input.value && (input.value = value) };
  }
  const several = part.kind === "several";
  const input = element("select", { multiple: several, size: several ? 5 : 0 });
  const offer = (choices) =>
    input.replaceChildren(...choices.map(([value, textContent]) => element("option", { value, textContent })));
  offer(part.choices);
  const chosen = () => [...input.selectedOptions].map((option) => option.value);
  input.addEventListener("change", () => choose(several ? chosen() : typed(part, input.value)));
  const show = (value) => {
    const wanted = several ? value : [String(value)];
    for (const option of input.options) option.selected = wanted.includes(option.value);
  };
  return { box: element("label", { className: several ? "several" : "" }, name, input), show, offer };
}

// A button that leads a number upwards by itself, stops at the end, and begins anew from there.
function player({ min, max, play }, now, set, words) {
  const button = element("button", { type: "button", className: "play" });
  let timer = null;
  const say = (running) => Object.assign(button, { ariaPressed: String(running), textContent: running ? words.pause : words.play });
  const stop = () => { timer = clearInterval(timer); say(false); };
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (now() >= max) set(min);
    say(true);
    timer = setInterval(() => (button.isConnected && now() < max ? set(now() + 1) : stop()), play);
  });
  say(false);
  return button;
}

function typed(part, value) {
  return part.choices.map(([choice]) => choice).find((choice) => String(choice) === value);
}

function save(name, content, type) {
  const address = typeof content === "string" && content.startsWith("data:") ? content : null;
  const href = address ?? URL.createObjectURL(new Blob([content], { type }));
  element("a", { href, download: name }).click();
  if (!address) setTimeout(() => URL.revokeObjectURL(href), 1000);
}

function cell(value) {
  const text = value === null || value === undefined || Number.isNaN(value) ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// A table of what the view has let through, sortable by each column; text of the data is text.
function table(described, words) {
  const body = element("tbody");
  const beyond = element("p");
  let [sorted, falling, shown] = [null, false, []];
  const draw = () => {
    const order = sorted === null ? shown : shown.toSorted(
      (one, other) => (falling ? -1 : 1) * String(one[sorted]).localeCompare(String(other[sorted]), undefined, { numeric: true }));
    body.replaceChildren(...order.slice(0, described.most).map((row) =>
      element("tr", {}, ...described.columns.map(([field]) => element("td", { textContent: row[field] })))));
    beyond.textContent = shown.length > described.most ? words.more.replace("{more}", shown.length - described.most) : "";
  };
  const heads = described.columns.map(([field, label]) => {
    const button = element("button", { type: "button", textContent: label });
    const head = element("th", { scope: "col" }, button);
    button.addEventListener("click", () => {
      [sorted, falling] = [field, sorted === field && !falling];
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = falling ? "descending" : "ascending";
      draw();
    });
    return head;
  });
  const head = element("thead", {}, element("tr", {}, ...heads));
  const box = element("div", { className: "rows", tabIndex: 0, role: "region", ariaLabel: described.label },
    element("table", {}, head, body), beyond);
  return { box, show: (found) => { shown = found; draw(); } };
}

// Fit a picture in layers into its scene, one part above the other where there is little room. It is a transform, for with that
// Vega reckons under the pointer. Gives what ends it.
function fit(picture, view, size) {
  const layers = picture.firstElementChild;
  const scale = () => {
    const { offsetWidth: width, offsetHeight: height } = layers.querySelector("canvas");
    const most = Math.min(GROWS[size] ?? 1, (parseFloat(getComputedStyle(picture).maxHeight) || Infinity) / height);
    const factor = Math.min(most, picture.clientWidth / width) || 1;
    layers.style.transform = `scale(${factor})`;
    picture.style.height = `${factor * height}px`;
  };
  const observer = new ResizeObserver(async () => {
    const columns = picture.clientWidth < NARROW ? 1 : 2;
    if (columns !== view.signal("columns")) await view.signal("columns", columns).resize().runAsync();
    scale();
  });
  view.addResizeListener(() => requestAnimationFrame(scale));
  observer.observe(picture);
  return () => observer.disconnect();
}

// Put an explorer into an element.
//   explorer: what `make explorers` wrote; data: columns by dataset; state: value by signal;
//   changed: called with the state once it has settled.
async function mount(place, explorer, data, state, changed = () => {}) {
  const { spec, controls, words, numbers, links } = explorer;
  const first = { ...state };
  const picture = element("div", { className: `scene ${explorer.renderer}`, role: "img", ariaLabel: explorer.alt });
  const status = element("p", { role: "status", ariaLive: "polite" });
  const parts = {};
  const panel = element("div", { className: "choices" });
  const listed = explorer.table && table(explorer.table, words);
  const code = element("input", { type: "text", readOnly: true, ariaLabel: words.code, placeholder: words.code_here });
  const view = new vega.View(vega.parse(spec), { renderer: explorer.renderer, container: picture, hover: true, tooltip: tooltip(picture, explorer.told) });
  for (const [name, columns] of Object.entries(data)) view.data(name, rows(columns));
  for (const [name, value] of Object.entries(state)) view.signal(name, value);

  let waiting = null;
  const say = () => {
    status.textContent = view.signal("said");
    if (listed) listed.show(view.data(explorer.table.data));
  };
  const show = (name) => {
    state[name] = view.signal(name);
    parts[name]?.show(state[name]);
  };
  const run = async () => {
    await view.runAsync();
    say();
    clearTimeout(waiting);
    waiting = setTimeout(() => changed({ ...state }), SETTLED_MS);
  };
  const put = (name, value) => {
    view.signal(name, value);
    state[name] = value;
    for (const link of links.filter(({ when }) => when === name)) follow(link);
    show(name);
  };
  const choose = (name, value) => (put(name, value), run());
  const follow = ({ when, offer, choices, within }) => {
    const group = within[state[offer]];
    const offered = choices[state[when]];
    parts[offer].offer(offered);
    const keys = offered.map(([key]) => key);
    const value = keys.includes(state[offer]) ? state[offer] : keys.find((key) => within[key] === group) ?? keys[0];
    view.signal(offer, value);
    show(offer);
  };
  for (const part of controls) {
    const set = (value) => choose(part.name, value);
    parts[part.name] = control(part, set, explorer.lang, data);
    const { box } = parts[part.name];
    panel.append(part.play ? element("div", { className: "played" }, box, player(part, () => state[part.name], set, words)) : box);
  }
  for (const { when, offer, choices } of links) parts[offer].offer(choices[state[when]]);
  for (const name of Object.keys(state)) {
    view.addSignalListener(name, (_, value) => {
      if (JSON.stringify(value) === JSON.stringify(state[name])) return; // not from the picture
      show(name);
      for (const link of links.filter(({ when }) => when === name)) follow(link);
      Promise.resolve().then(run);
    });
  }
  const reset = () => {
    for (const [name, value] of Object.entries(first)) view.signal(name, value);
    for (const { when, offer, choices } of links) parts[offer].offer(choices[first[when]]);
    for (const name of Object.keys(first)) show(name);
    return run();
  };
  const write = () => {
    const told = Object.entries(state).map(([name, value]) => `${name}=${python(value)}`).join(", ");
    code.value = `hl.explore.${explorer.name}(${told})`;
    code.select();
    navigator.clipboard?.writeText(code.value).catch(() => {});
  };
  const csv = () => {
    const lines = [numbers.columns.map(([, label]) => label),
      ...view.data(numbers.data).map((row) => numbers.columns.map(([field]) => row[field]))];
    save(`${explorer.name}.csv`, MARK + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n", "text/csv");
  };
  const button = (word, act) => {
    const made = element("button", { type: "button", textContent: words[word], dataset: { act: word } });
    made.addEventListener("click", act);
    return made;
  };
  const buttons = element("div", { className: "buttons" },
    button("reset", reset),
    button("svg", async () => save(`${explorer.name}.svg`, await view.toSVG(), "image/svg+xml")),
    button("png", async () => save(`${explorer.name}.png`, await view.toImageURL("png", 2), "image/png")),
    button("numbers", csv),
    button("code", write),
    code);
  picture.addEventListener("dblclick", reset);
  const root = element("div", { className: `henan-explorer ${explorer.size ?? ""}`, lang: explorer.lang, role: "group" }, panel, picture, status);
  if (listed) root.append(listed.box);
  root.append(buttons);
  // JupyterLab takes the arrow keys for itself wherever the focus is, unless the focused element says otherwise.
  for (const part of root.querySelectorAll("input, select, button, .rows")) part.dataset.lmSuppressShortcuts = "true";
  place.append(root);
  await view.runAsync();
  const loose = explorer.renderer === "layers" ? fit(picture, view, explorer.size) : () => {};
  for (const name of Object.keys(state)) show(name);
  say();
  const go = (values) => { // in the order of the controls: what one offers may hang on another
    for (const { name } of controls) if (name in values) put(name, values[name]);
    return run();
  };
  root.explorer = { view, state, go };
  return () => { clearTimeout(waiting); loose(); view.finalize(); root.remove(); };
}

// A small box beside the pointer; what it says is text: what the mark has to say, or fields of its datum, read only then.
function tooltip(picture, told) {
  const box = element("div", { className: "tip", hidden: true });
  const short = (value) => (typeof value === "number" ? Math.round(100 * value) / 100 : value);
  return (_, event, item, said) => {
    const value = said && told.length ? told.map((field) => short(item.datum[field])).join(" · ") : said;
    box.hidden = value === null || value === undefined || value === "";
    if (box.hidden) return;
    if (!box.isConnected) picture.append(box);
    const lines = typeof value === "object" ? Object.entries(value).map(([name, one]) => `${name}: ${one}`) : [String(value)];
    box.replaceChildren(...lines.map((textContent) => element("div", { textContent })));
    const around = picture.getBoundingClientRect();
    const [x, y] = [event.clientX - around.left, event.clientY - around.top];
    const scale = around.width / picture.offsetWidth;
    box.style.left = `${Math.min(x / scale + 14, picture.offsetWidth - box.offsetWidth - 4)}px`;
    box.style.top = `${y / scale + 14}px`;
  };
}

// A page opened from disk cannot import from a script that stands in it, so it finds the entrance here.
globalThis.henanExplorers = { mount };

export default {
  render({ model, el }) {
    const state = structuredClone(model.get("state"));
    const leave = mount(el, model.get("explorer"), model.get("data"), state, (settled) => {
      model.set("state", settled);
      model.save_changes();
    });
    return async () => (await leave)();
  },
};
