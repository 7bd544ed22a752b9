// The source as printed, with the rows marked in place. It is filled in chunk by chunk: a long text only where it is looked at.
const PIECE = 2000; // of a line, at the most: a line of megabytes would have to be laid out as one
const EAGER = 200_000; // a text of this length is filled in at once

const pieces = []; // [from, to, number of the line or 0 where a long line goes on]
const lineStarts = [];
{
  let from = 0;
  const close = (to) => {
    let at = from, number = lineStarts.push(from);
    do {
      let end = Math.min(at + PIECE, to);
      if (end < to && /[\udc00-\udfff]/.test(TEXT[end])) end++;
      pieces.push([at, end, number]);
      number = 0;
      at = end;
    } while (at < to);
  };
  for (const match of TEXT.matchAll(/\r\n|\r|\n/g)) {
    close(match.index);
    from = match.index + match[0].length;
  }
  if (from < TEXT.length) close(TEXT.length);
}

function lineOf(at) {
  return firstIndex(lineStarts.length, (i) => lineStarts[i] > at);
}

const chunks = []; // [first piece, piece after the last]
{
  const size = Math.max(4000, TEXT.length / 1500);
  for (let first = 0, i = 0, length = 0; i < pieces.length; i++) {
    length += pieces[i][1] - pieces[i][0] + 40;
    if (length >= size || i + 1 === pieces.length) {
      chunks.push([first, i + 1]);
      first = i + 1;
      length = 0;
    }
  }
}

let source = null; // the pane
let selected = null; // the row
let onHit = -1; // the place of the search that was gone to last
const boxes = []; // an element a chunk
const filled = new Set();

function chunkOf(at) {
  return Math.max(0, firstIndex(chunks.length, (i) => pieces[chunks[i][0]][0] > at) - 1);
}

// What marks a stretch: [from, to, class, row or null]. Figures, headlines and so on, cut to their chunk by the caller.
function marksIn(from, to) {
  const marks = [];
  for (const row of rowsIn("commitments", from, to)) {
    const end = endOf(row.marker, row.from);
    const off = passes(row) ? "" : " off";
    marks.push([row.from, row.to, "", row]);
    marks.push([row.from, end < 0 ? row.from : end, `marker ${row.kind}${off}`, row]);
    marks.push([...headlineOf(row), `headline ${row.kind}${off}`, row]);
  }
  for (const row of rowsIn("diagnostics", from, to)) marks.push([row.from, row.to, `diagnostic ${row.severity}${passes(row) ? "" : " off"}`, row]);
  for (const row of rowsIn("figures", from, to)) marks.push([row.from, row.to, `figure ${statusOf(row)}${passes(row) ? "" : " off"}`, row]);
  if (selected) marks.push([selected.from, selected.to, selected.table === "figures" ? "selected alone" : "selected", null]);
  for (let i = firstIndex(hits.length, (k) => hits[k] + hitLength[k] > from); i < hits.length && hits[i] < to; i++) {
    marks.push([hits[i], hits[i] + hitLength[i], i === onHit ? "hit on" : "hit", null]);
  }
  return marks.filter(([start, end]) => start < end && start < to && end > from).sort((a, b) => a[0] - b[0]);
}

// One stretch after the other, each with all that covers it.
function* stretches(from, to, marks) {
  const cuts = new Set([from, to]);
  for (const [start, end] of marks) {
    if (start > from && start < to) cuts.add(start);
    if (end > from && end < to) cuts.add(end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  for (let i = 0; i + 1 < places.length; i++) {
    yield [places[i], places[i + 1], marks.filter(([start, end]) => start <= places[i] && end >= places[i + 1])];
  }
}

function lineElement([from, to, number], marks) {
  const line = make("div", { class: "line", "data-line": number || null });
  const speech = rowsAt("speeches", from + Math.max(0, TEXT.slice(from, to).search(/\S/)))[0];
  if (speech) {
    line.classList.add("spoken", speech.n % 2 ? "odd" : "even");
    if (!passes(speech)) line.classList.add("off");
    if (speech.from >= from && speech.from < Math.max(to, from + 1)) {
      line.classList.add("first");
    }
  }
  const inside = marks.filter(([start, end]) => start < to && end > from);
  if (inside.some(([start, , , row]) => row?.table === "diagnostics" && start >= from)) line.classList.add("doubtful");
  for (const [start, end, over] of stretches(from, to, inside)) {
    const part = make("span", { class: [...new Set(over.flatMap((mark) => mark[2].split(" ")))].join(" ").trim() || null });
    const rows = over.map((mark) => mark[3]).filter(Boolean);
    const inner = rows.findLast((row) => row.table === "figures") ?? rows.findLast((row) => row.table === "commitments") ?? rows.at(-1) ?? speech;
    part.dataset.at = start;
    if (inner) part.dataset.row = inner.id;
    const figure = inner?.table === "figures" ? inner : null;
    if (figure) {
      if (figure.from === start) part.classList.add("opens");
      if (figure.to === end) part.classList.add("closes");
      part.title = plain([figure.metric, W.statuses[statusOf(figure)], W.figure[figure.kind]].filter(Boolean).join(" · "));
    }
    if (line.classList.contains("first") && !line.childNodes.length) {
      part.classList.add("opening");
      part.dataset.speaker = plain(`${speech.id} ${speech.name ?? ""}`.trim());
    }
    line.append(put(part, TEXT.slice(start, end)));
  }
  if (from === to) line.append(document.createElement("br"));
  return line;
}

function fill(i) {
  const [first, last] = chunks[i];
  const from = pieces[first][0], to = pieces[last - 1][1];
  const marks = marksIn(from, to);
  const lines = [];
  let begun = 0;
  const open = []; // the marks of the chunk that a line may still need: both are in the order of their places
  for (let p = first; p < last; p++) {
    while (begun < marks.length && marks[begun][0] < pieces[p][1]) open.push(marks[begun++]);
    for (let k = open.length - 1; k >= 0; k--) if (open[k][1] <= pieces[p][0]) open.splice(k, 1);
    lines.push(lineElement(pieces[p], open));
  }
  boxes[i].replaceChildren(...lines);
  boxes[i].style.height = "";
  filled.add(i);
}

function refill() {
  for (const i of filled) fill(i);
}

// Only the chunks where a row begins or ends to be the selected one.
function refillAt(...rows) {
  for (const row of rows) {
    if (!row) continue;
    for (let i = chunkOf(row.from); i < chunks.length && pieces[chunks[i][0]][0] < row.to; i++) if (filled.has(i)) fill(i);
  }
}

function fillAll() {
  for (let i = 0; i < chunks.length; i++) if (!filled.has(i)) fill(i);
}

function sourcePane() {
  source = make("section", { id: "source", "aria-label": W.source, tabindex: "0" });
  for (const [first, last] of chunks) {
    const box = make("div");
    boxes.push(box);
    let rows = 0;
    for (let p = first; p < last; p++) rows += Math.max(1, Math.ceil((pieces[p][1] - pieces[p][0]) / 34));
    box.style.height = `${Math.min(rows * 31, 20_000)}px`;
    source.append(box);
  }
  source.addEventListener("click", (event) => {
    const at = Number(event.target.closest("[data-at]")?.dataset.at ?? NaN);
    if (!Number.isNaN(at) && getSelection().isCollapsed) selectAt(at);
  });
  return source;
}

// To be called when the pane stands in the page.
function watchSource() {
  if (TEXT.length <= EAGER) {
    fillAll();
    return;
  }
  const number = new Map(boxes.map((box, i) => [box, i]));
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        watch.unobserve(target);
        if (!filled.has(number.get(target))) fill(number.get(target));
      }
    }
  }, { root: source, rootMargin: "1200px" });
  for (const box of boxes) watch.observe(box);
}

// Bring a place of the source into view.
function showPlace(at) {
  const i = chunkOf(at);
  for (const k of [i - 1, i, i + 1]) if (k >= 0 && k < chunks.length && !filled.has(k)) fill(k);
  let target = boxes[i];
  for (const part of boxes[i].querySelectorAll("[data-at]")) {
    if (Number(part.dataset.at) > at) break;
    target = part;
  }
  const place = () => target.scrollIntoView({ block: "center" });
  place();
  if (TEXT.length > EAGER) setTimeout(place, 60); // what was filled in meanwhile has moved it
}

// A click takes the innermost row; the next click on the same place the one around it. The table in view goes first.
function selectAt(at) {
  const rows = ["figures", "commitments", "speeches", "diagnostics", "actions"].flatMap((table) => rowsAt(table, at)).filter(passes);
  if (!rows.length) return;
  const own = ["actions", "diagnostics"].includes(activeTab) ? rows.filter((row) => row.table === activeTab) : [];
  const order = [...own, ...rows.filter((row) => !own.includes(row))].filter((row) => own.includes(row) || row.table !== "actions");
  select(order[(order.indexOf(selected) + 1) % order.length], "source");
}
