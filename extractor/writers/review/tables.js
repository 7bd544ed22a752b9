// The tables, a page of rows at a time.
const PAGE = 200;
const PRINTED = 5000; // rows of a table, at the most
const TABS = [...TABLES, "charts"];
let activeTab = "figures";
const shown = {}; // table -> the rows that pass the filters
const pageOf = Object.fromEntries(TABLES.map((table) => [table, 0]));
const panels = {};

function count(rows, test) {
  return rows.reduce((sum, row) => sum + (test(row) ? 1 : 0), 0);
}

const tally = (() => {
  const items = new Map(), figures = new Map();
  for (const row of ROWS.commitments) items.set(row.speech_id, (items.get(row.speech_id) ?? 0) + 1);
  for (const row of ROWS.figures) figures.set(row.speech_id, (figures.get(row.speech_id) ?? 0) + 1);
  return { items, figures };
})();

function badge(group, value, text) {
  return make("span", { class: `badge ${group} ${value}` }, text);
}

function changeOf(row) {
  return [row.basis, row.change && W.changes[row.change]].filter(Boolean).join(" ");
}

function periodOf(row) {
  if (!row.period) return "";
  const text = joined(slice(row.period.start, row.period.end));
  const days = [row.period.first_day, row.period.last_day].map((day) => day ?? "…").join(" – ");
  const known = row.period.first_day || row.period.last_day;
  return make("span", { title: known ? days : null, class: row.period.inherited ? "carried" : null }, text,
    row.period.inherited ? make("small", {}, ` ${W.inherited}`) : "");
}

function postsOf(row) {
  return row.positions.map(([body, title]) => (body ? `${body} ${title}` : title)).join("；");
}

function placeOf(row) {
  const line = lineOf(row.from);
  return `${line}:${[...TEXT.slice(lineStarts[line - 1], row.from)].length + 1}`;
}

// What stands in the columns behind the verdict, by table.
const COLUMNS = {
  speeches: [
    ["speaker", (row) => row.name ?? "—"],
    ["posts", postsOf],
    ["title", (row) => cited(row.title) ?? ""],
    ["items", (row) => String(tally.items.get(row.id) ?? 0)],
    ["figures", (row) => String(tally.figures.get(row.id) ?? 0)],
  ],
  commitments: [
    ["marker", (row) => make("span", { class: `level level${Math.min(row.level, 4)}` }, row.marker)],
    ["headline", (row) => cited(row.headline)],
    ["kind", (row) => badge("kind", row.kind, W.kinds[row.kind])],
    ["responsible", (row) => row.responsible.join("；")],
    ["deadline", (row) => row.deadline ?? ""],
  ],
  actions: [
    ["actor", (row) => row.actor ?? ""],
    ["text", (row) => joined(slice(row.start, row.end))],
    ["kind", (row) => { const kind = itemOf(row)?.kind; return kind ? badge("kind", kind, W.kinds[kind]) : ""; }],
  ],
  figures: [
    ["metric", (row) => row.metric ?? ""],
    ["value", (row) => `${W.comparators[row.comparator]} ${joined(slice(row.start, row.end))}`.trim()],
    ["change", changeOf],
    ["period", periodOf],
    ["kind", (row) => W.figure[row.kind]],
    ["status", (row) => badge("status", statusOf(row), W.statuses[statusOf(row)])],
  ],
  diagnostics: [
    ["severity", (row) => badge("severity", row.severity, W.severities[row.severity])],
    ["code", (row) => make("span", {}, W.codes[row.code] ?? "", W.codes[row.code] ? make("br") : "", make("code", {}, row.code))],
    ["message", (row) => row.message],
    ["place", placeOf],
  ],
};

function verdictCell(row) {
  const { verdict, note } = reviewOf(row);
  const button = (value, sign) => make("button", {
    type: "button", class: value, "aria-pressed": String(verdict === value), title: W[value], "aria-label": `${W[value]} ${row.id}`,
    onclick: (event) => { event.stopPropagation(); judge(row, value); },
  }, sign);
  return make("td", { class: "verdict" }, make("div", {},
    button("right", "✓"), button("wrong", "✗"),
    make("button", {
      type: "button", class: "note", title: W.note, "aria-label": `${W.note} ${row.id}`, "aria-pressed": String(Boolean(note)),
      onclick: (event) => { event.stopPropagation(); writeNote(row); },
    }, "✎")));
}

function rowElement(row) {
  const { verdict, note } = reviewOf(row);
  return make("tr", {
    id: `row-${row.id}`, "data-row": row.id, class: [verdict, row === selected ? "selected" : ""].filter(Boolean).join(" ") || null,
    tabindex: row === selected ? "0" : "-1", "aria-current": row === selected ? "true" : null,
  }, verdictCell(row), COLUMNS[row.table].map(([column, cell], i) => {
    const td = make("td", { class: `of-${column}`, "data-head": W.columns[column] }, cell(row));
    if (note && i === 1) td.append(make("div", { class: "written" }, note));
    return td;
  }));
}

function tablePanel(table) {
  const head = make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "verdict" }, W.columns.review),
    COLUMNS[table].map(([column]) => make("th", { scope: "col", class: `of-${column}` }, W.columns[column]))));
  const body = make("tbody");
  body.addEventListener("click", (event) => {
    const row = BY_ID.get(event.target.closest("tr")?.dataset.row);
    if (row && getSelection().isCollapsed && !event.target.closest("textarea")) select(row, "table");
  });
  const state = make("span", { "aria-live": "polite" });
  const turn = (by) => { pageOf[table] += by; renderTable(table); panels[table].box.scrollTop = 0; };
  const back = make("button", { type: "button", title: W.previous, "aria-label": W.previous, onclick: () => turn(-1) }, "‹");
  const on = make("button", { type: "button", title: W.next, "aria-label": W.next, onclick: () => turn(1) }, "›");
  const box = make("div", { id: `panel-${table}`, class: "panel", role: "tabpanel", "aria-labelledby": `tab-${table}` },
    make("h2", {}, W[table]), make("table", {}, head, body), make("p", { class: "pager" }, back, state, on));
  panels[table] = { box, body, state, back, on };
  return box;
}

// The rows of a table's page; for print all of them, up to a bound.
function renderTable(table, printed = false) {
  const { box, body, state, back, on } = panels[table];
  const rows = shown[table];
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  pageOf[table] = Math.min(Math.max(pageOf[table], 0), pages - 1);
  const first = printed ? 0 : pageOf[table] * PAGE;
  const part = rows.slice(first, first + (printed ? PRINTED : PAGE));
  body.replaceChildren(...part.map(rowElement));
  const missing = printed ? rows.length - part.length : 0;
  state.textContent = [
    rows.length ? W.rows(rows.length, ROWS[table].length) : W.none,
    pages > 1 && !printed ? W.page(pageOf[table] + 1, pages) : "",
    missing ? W.cut(missing) : "",
  ].filter(Boolean).join(" · ");
  box.classList.toggle("empty", !rows.length);
  back.disabled = pageOf[table] === 0;
  on.disabled = pageOf[table] === pages - 1;
  back.hidden = on.hidden = pages === 1 || printed;
}

function sift() {
  for (const table of TABLES) shown[table] = filtering() ? ROWS[table].filter(passes) : ROWS[table];
}

function renderRow(row) {
  const old = document.getElementById(`row-${row.id}`);
  if (!old) return null;
  const focused = old.contains(document.activeElement);
  const fresh = rowElement(row);
  old.replaceWith(fresh);
  if (focused) fresh.focus({ preventScroll: true });
  return fresh;
}

function judge(row, value) {
  const review = reviewOf(row);
  keepReview(row, { ...review, verdict: review.verdict === value ? null : value });
  renderRow(row);
  showProgress();
}

function writeNote(row) {
  const element = document.getElementById(`row-${row.id}`);
  const cell = element?.children[2];
  if (!cell || cell.querySelector("textarea")) return;
  cell.querySelector(".written")?.remove();
  let done = false;
  const close = (keep) => {
    if (done) return;
    done = true;
    if (keep) keepReview(row, { ...reviewOf(row), note: field.value.trim() });
    renderRow(row)?.focus({ preventScroll: true });
    showProgress();
  };
  const field = make("textarea", { rows: "2", "aria-label": `${W.note} ${row.id}`, placeholder: W.note,
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.isComposing) return; // Enter picks a candidate of the input method
      if (event.key === "Escape") close(false);
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); close(true); }
    },
    onblur: () => close(true) });
  field.value = reviewOf(row).note;
  cell.append(field);
  field.focus();
}
