// The data of the page as rows with places, and the way from code points to the UTF-16 units of JavaScript.
const DATA = JSON.parse(document.getElementById("data").textContent);
const TEXT = DATA.text;
const W = WORDS[DATA.lang];
const TABLES = ["speeches", "commitments", "actions", "figures", "diagnostics"];
const GOLD_TABLES = ["speeches", "commitments", "figures"];

// The code points, by their number, that take two units each.
const WIDE = (() => {
  const found = [];
  if (TEXT.length !== DATA.source.characters) {
    let surplus = 0;
    for (const match of TEXT.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) found.push(match.index - surplus++);
  }
  return found;
})();

// The first index of a sorted range [0, length) at which the test holds.
function firstIndex(length, test) {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function unitOf(point) {
  return WIDE.length ? point + firstIndex(WIDE.length, (i) => WIDE[i] >= point) : point;
}

function slice(start, end) {
  return TEXT.slice(unitOf(start), unitOf(end));
}

// A text of the data: written out, or the places in the source where its pieces stand.
function cited(value) {
  if (!Array.isArray(value)) return value;
  let text = "";
  for (let i = 0; i < value.length; i++) text += typeof value[i] === "string" ? value[i] : slice(value[i], value[++i]);
  return text;
}

// Source text as running text: lines that the layout broke are joined.
function joined(text) {
  return text.trim().replace(/(.)?[^\S\r\n]{0,99}[\r\n]+\s*(?=(.)?)/gsu, (_, before, after) =>
    (before ?? "") + (/[\u0021-\u024f]/.test(before ?? "") && /[\u0021-\u024f]/.test(after ?? "") ? " " : ""));
}

const BY_ID = new Map();
const ROWS = {};
for (const table of TABLES) {
  const { fields, rows } = DATA.tables[table];
  ROWS[table] = rows.map((values, n) => {
    const row = { table, n };
    fields.forEach((field, i) => { row[field] = values[i]; });
    row.from = unitOf(row.start);
    row.to = unitOf(row.end);
    BY_ID.set(row.id, row);
    return row;
  });
}

// For each table its rows by place, and up to each the furthest end: what makes a stretch's rows quick to find.
const PLACED = {};
for (const table of TABLES) {
  const rows = [...ROWS[table]].sort((a, b) => a.from - b.from || b.to - a.to);
  let furthest = 0;
  PLACED[table] = { rows, ends: rows.map((row) => (furthest = Math.max(furthest, row.to))) };
}

function* rowsIn(table, from, to) {
  const { rows, ends } = PLACED[table];
  for (let i = firstIndex(rows.length, (k) => ends[k] > from); i < rows.length && rows[i].from < to; i++) {
    if (rows[i].to > from) yield rows[i];
  }
}

// The rows that hold a place, innermost first.
function rowsAt(table, at) {
  return [...rowsIn(table, at, at + 1)].sort((a, b) => (a.to - a.from) - (b.to - b.from));
}

function speakerName(id) {
  const speech = BY_ID.get(id);
  return speech ? speech.name ?? cited(speech.title) ?? speech.id : W.nobody;
}

// The speech of any row; diagnostics and actions know it by their place or their item.
function speechOf(row) {
  if (row.table === "speeches") return row.id;
  if (row.table === "actions") return BY_ID.get(row.commitment_id)?.speech_id ?? null;
  if (row.table === "diagnostics") return rowsAt("speeches", row.from)[0]?.id ?? null;
  return row.speech_id;
}

// Where the text of one sentence around a figure begins and ends.
function sentenceOf(row) {
  let from = row.from, to = row.to;
  while (from > 0 && row.from - from < 400 && !/[。！？；\r\n]/.test(TEXT[from - 1])) from--;
  while (to < TEXT.length && to - row.to < 400 && !/[。！？；\r\n]/.test(TEXT[to])) to++;
  return [from, to];
}

// The end of a text that stands at a place with other blanks in between, or -1.
function endOf(text, at) {
  let i = at;
  for (const unit of text.replace(/\s+/g, "")) {
    while (i < TEXT.length && /\s/.test(TEXT[i])) i++;
    if (!TEXT.startsWith(unit, i)) return -1;
    i += unit.length;
  }
  return i;
}

// Where the marker of an item ends, and its headline.
function headlineOf(item) {
  const marked = endOf(item.marker, item.from);
  const after = marked < 0 ? item.from : marked;
  if (Array.isArray(item.headline)) return [after, unitOf(item.headline.at(-1))];
  for (let at = after; at < Math.min(after + 12, item.to); at++) {
    const end = endOf(item.headline, at);
    if (end > 0 && item.headline) return [after, end];
  }
  return [after, after];
}
