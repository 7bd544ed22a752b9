// The page: what stands where, and what keys and clicks do.
const main = document.getElementById("page");
const narrow = matchMedia("screen and (max-width: 760px)");
const controls = {};
const tabs = {};

function option(value, label) {
  return make("option", { value }, plain(label));
}

function choice(name, label, ...options) {
  controls[name] = make("select", { id: `filter-${name}`, onchange: () => { filter[name] = controls[name].value; refresh(); } }, option("", W.all), ...options);
  return make("label", {}, label, controls[name]);
}

function header() {
  const event = DATA.event;
  const days = event && [event.date, event.date_end].filter(Boolean).join(" – ");
  const meeting = event ? [cited(event.name), days || cited(event.date_text), cited(event.place)].filter(Boolean).join(" · ") : "";
  const { name, encoding, sha256, characters } = DATA.source;
  return make("header", {},
    make("h1", {}, joined(cited(DATA.title) ?? name)),
    DATA.subtitle ? make("p", { class: "subtitle" }, joined(cited(DATA.subtitle))) : null,
    meeting ? make("p", { class: "event" }, meeting) : null,
    make("p", { class: "origin", title: sha256 }, `${name} · ${characters.toLocaleString("en")} ${W.characters} · ${encoding} · SHA-256 ${sha256.slice(0, 12)}…`));
}

function toolbar() {
  const codes = [...new Set(ROWS.diagnostics.map((row) => row.code))].sort();
  const group = (label, side, names) => make("optgroup", { label }, Object.entries(names).map(([value, name]) => option(`${side}:${value}`, name)));
  let waiting = 0;
  controls.query = make("input", { id: "search", type: "search", placeholder: W.search, "aria-label": W.search, autocomplete: "off", spellcheck: "false",
    oninput: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { filter.query = controls.query.value.trim(); onHit = -1; findHits(); refresh(); }, 150);
    },
    onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) goToHit(event.shiftKey ? -1 : 1); } });
  controls.hits = make("output", { for: "search" });
  controls.progress = make("output", { class: "progress" });
  controls.unkept = make("p", { class: "unkept", role: "status", hidden: true }, W.unkept);
  return make("div", { class: "toolbar", role: "toolbar", "aria-label": W.tables },
    make("span", { class: "search" }, controls.query, controls.hits),
    choice("speaker", W.speaker, ...ROWS.speeches.map((row) => option(row.id, short(`${row.id} ${speakerName(row.id)}`, 24))), option("-", W.nobody)),
    choice("kind", W.kind, group(W.item_kinds, "item", W.kinds), group(W.figure_kinds, "figure", W.figure)),
    choice("status", W.status, ...Object.entries(W.statuses).map(([value, name]) => option(value, name))),
    choice("diagnostics", W.diagnostics, option("*", W.with_diagnostics), ...codes.map((found) => option(found, W.codes[found] ?? found))),
    choice("review", W.review, ...["unreviewed", "right", "wrong", "noted"].map((value) => option(value, W[value]))),
    make("button", { type: "button", id: "reset", onclick: clearFilters }, W.reset),
    make("span", { class: "spring" }), controls.progress,
    make("button", { type: "button", id: "export", class: "main", onclick: exportReview }, W.export),
    make("button", { type: "button", id: "keys", onclick: () => help.showModal() }, W.help),
    controls.unkept);
}

const help = make("dialog", { "aria-label": W.help },
  make("dl", {}, W.keys.map(([keys, meaning]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, meaning)])),
  make("form", { method: "dialog" }, make("button", {}, W.close)));

function legend() {
  const sample = (kind, label) => make("span", { class: kind }, label);
  return make("p", { class: "legend", "aria-label": W.legend },
    Object.entries(W.statuses).map(([value, name]) => sample(`figure opens closes ${value}`, `${W.figures} ${name}`)),
    Object.entries(W.kinds).map(([value, name]) => sample(`headline ${value}`, `${W.commitments} ${name}`)),
    ROWS.diagnostics.length ? sample("diagnostic warning", W.diagnostics) : null);
}

function tabList() {
  return make("div", { class: "tabs", role: "tablist" }, TABS.map((name, i) => {
    tabs[name] = make("button", { type: "button", id: `tab-${name}`, role: "tab", "aria-controls": `panel-${name}`, title: String(i + 1), onclick: () => openTab(name) },
      W[name], ROWS[name] ? make("span", { class: "count" }, String(ROWS[name].length)) : null);
    return tabs[name];
  }));
}

function openTab(name) {
  activeTab = name;
  for (const [tab, button] of Object.entries(tabs)) {
    button.setAttribute("aria-selected", String(tab === name));
    panels[tab].box.classList.toggle("open", tab === name);
  }
  if (name === "charts") renderCharts();
}

function showSide(side) {
  document.body.dataset.side = side;
  for (const button of document.querySelectorAll(".sides button")) button.setAttribute("aria-pressed", String(button.dataset.side === side));
}

// What the filters changed, everywhere.
function refresh() {
  sift();
  for (const table of TABLES) {
    renderTable(table);
    tabs[table].querySelector(".count").textContent = String(shown[table].length);
  }
  if (activeTab === "charts") renderCharts();
  refill();
  controls.hits.textContent = filter.query ? W.hits(hits.length) : "";
  document.getElementById("reset").disabled = !filtering();
}

function clearFilters() {
  for (const name of Object.keys(filter)) {
    filter[name] = "";
    controls[name].value = "";
  }
  findHits();
  refresh();
}

function showProgress() {
  const rows = GOLD_TABLES.flatMap((table) => ROWS[table]);
  controls.progress.textContent = W.reviewed(count(rows, (row) => reviewOf(row).verdict), rows.length);
  controls.unkept.hidden = keeps;
}

// Select a row; the other side shows it.
function select(row, from) {
  const before = selected;
  selected = row;
  refillAt(before, row);
  if (before && before !== row) renderRow(before);
  if (from !== "table" || activeTab !== row.table) openTab(row.table);
  pageOf[row.table] = Math.floor(Math.max(0, shown[row.table].indexOf(row)) / PAGE);
  if (!document.getElementById(`row-${row.id}`)) renderTable(row.table);
  const element = renderRow(row);
  if (narrow.matches) showSide(from === "source" ? "tables" : "source");
  element?.focus({ preventScroll: true });
  if (from !== "table") element?.scrollIntoView({ block: "center" });
  else element?.scrollIntoView({ block: "nearest" });
  if (from !== "source") showPlace(row.from);
}

function deselect() {
  const before = selected;
  selected = null;
  refillAt(before);
  if (before) renderRow(before);
}

function step(by) {
  const rows = shown[activeTab];
  if (!rows?.length) return;
  const at = rows.indexOf(selected);
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  const phone = narrow.matches && document.body.dataset.side;
  select(next, "table");
  if (phone) showSide(phone);
}

function goToHit(by) {
  if (!hits.length) return;
  onHit = (onHit + by + hits.length) % hits.length;
  refillAt({ from: hits[onHit], to: hits[onHit] + 1 }, { from: hits[(onHit - by + hits.length) % hits.length], to: hits[(onHit - by + hits.length) % hits.length] + 1 });
  showPlace(hits[onHit]);
  controls.hits.textContent = `${onHit + 1} / ${hits.length}`;
}

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  Enter: () => selected && (narrow.matches && showSide("source"), showPlace(selected.from)),
  y: () => selected && judge(selected, "right"), x: () => selected && judge(selected, "wrong"), n: () => selected && writeNote(selected),
  "/": () => { controls.query.focus(); controls.query.select(); }, Escape: deselect, e: exportReview, "?": () => help.showModal(),
};
TABS.forEach((name, i) => { KEYS[String(i + 1)] = () => openTab(name); });

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "Enter" && event.target.closest("button, [role=button]")) return;
  if (event.key.startsWith("Arrow") && event.target.closest("#source")) return; // the source scrolls
  if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

addEventListener("beforeprint", () => {
  fillAll();
  for (const table of TABLES) renderTable(table, true);
  renderCharts();
});
addEventListener("afterprint", () => {
  for (const table of TABLES) renderTable(table);
});

const sides = make("div", { class: "sides" }, ["source", "tables"].map((side) =>
  make("button", { type: "button", "data-side": side, onclick: () => showSide(side) }, W[side])));
sift();
const panelBoxes = TABLES.map(tablePanel);
panels.charts = { box: make("div", { id: "panel-charts", class: "panel", role: "tabpanel", "aria-labelledby": "tab-charts" }) };
main.append(header(), toolbar(),
  make("div", { class: "panes" },
    make("div", { class: "read" }, legend(), sourcePane()),
    make("div", { class: "data" }, tabList(), ...panelBoxes, panels.charts.box)),
  sides, help);
activeTab = ROWS.figures.length ? "figures" : "commitments";
openTab(activeTab);
showSide("source");
refresh();
watchSource();
showProgress();
