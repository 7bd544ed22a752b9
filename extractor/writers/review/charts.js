// Pictures of what the tables say, drawn for the rows that pass the filters.
const LIMIT = 24; // marks of a chart

function chart(width, height, label, ...inside) {
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": plain(label) }, ...inside);
}

function text(x, y, content, anchor = "start", kind = "") {
  return draw("text", { x, y, "text-anchor": anchor, class: kind }, content);
}

// A mark that leads to its row.
function link(row, title, ...inside) {
  const group = draw("g", { class: "mark", "data-row": row.id, tabindex: "0", role: "button" }, draw("title", {}, title), ...inside);
  group.addEventListener("click", () => select(row, "chart"));
  group.addEventListener("keydown", (event) => { if (event.key === "Enter") select(row, "chart"); });
  return group;
}

function written(row) {
  return `${W.comparators[row.comparator]}${joined(slice(row.start, row.end))}`;
}

function yearOf(row) {
  const day = row.period?.last_day ?? row.period?.first_day;
  return day ? Number(day.slice(0, 4)) : null;
}

// What came together over several years (“十四五”以来累计) is no level of its last one.
function isOfOneYear({ period }) {
  return !period?.first_day || !period.last_day || period.first_day.slice(0, 4) === period.last_day.slice(0, 4);
}

// Metrics that have a level in two years or more: metric and unit -> one figure a year.
function series(figures) {
  const found = new Map();
  for (const row of figures) {
    if (row.label || row.change || !row.metric || !["money", "count", "measure", "percent"].includes(row.kind) || yearOf(row) === null || !isOfOneYear(row)) continue;
    const key = `${row.metric}（${row.unit}）`;
    if (!found.has(key)) found.set(key, new Map());
    if (!found.get(key).has(yearOf(row))) found.get(key).set(yearOf(row), row);
  }
  return [...found].filter(([, years]) => years.size > 1).sort((a, b) => b[1].size - a[1].size);
}

function levelsChart(width, name, years) {
  const points = [...years].sort((a, b) => a[0] - b[0]);
  const [first, last] = [points[0][0], points.at(-1)[0]];
  const top = Math.max(...points.map(([, row]) => Number(row.value)), 0), low = Math.min(...points.map(([, row]) => Number(row.value)), 0);
  const left = 52, right = width - 52, floor = 170, ceiling = 34;
  const x = (year) => left + ((right - left) * (year - first)) / (last - first);
  const y = (row) => floor - ((floor - ceiling) * (Number(row.value) - low)) / (top - low || 1);
  const parts = [draw("line", { x1: left - 30, x2: right + 30, y1: floor, y2: floor, class: "axis" })];
  points.slice(1).forEach(([year, row], i) => {
    const [before, earlier] = points[i];
    parts.push(draw("line", { x1: x(before), y1: y(earlier), x2: x(year), y2: y(row), class: `level ${row.status}` }));
  });
  for (const [year, row] of points) {
    parts.push(link(row, `${name} ${year} ${written(row)}`,
      draw("circle", { cx: x(year), cy: y(row), r: 6, class: `point ${row.status}` }),
      text(x(year), y(row) - 12, written(row), "middle", "value"), text(x(year), floor + 20, String(year), "middle")));
  }
  return chart(width, 200, name, ...parts);
}

function sharesChart(width, figures) {
  const rows = figures.filter((row) => ["percent", "ratio"].includes(row.kind) && !row.label && !row.change && row.metric &&
    Number(row.value) > 0 && Number(row.value) <= (row.kind === "ratio" ? 1 : 100) && row.unit !== "‰" && !/[增降涨幅速]/.test(row.metric) &&
    !/[:：∶比]/.test(slice(row.start, row.end)));
  if (!rows.length) return null;
  const part = rows.slice(0, LIMIT), labels = Math.min(240, width * 0.4);
  const bar = width - labels - 14 - 13 * Math.min(9, Math.max(...part.map((row) => written(row).length)));
  const parts = part.map((row, i) => {
    const share = Number(row.value) / (row.kind === "ratio" ? 1 : 100), y = i * 26;
    const year = yearOf(row), name = `${row.metric}${year === null ? "" : ` ${year}`}`;
    return link(row, `${name} ${written(row)}`,
      text(labels - 8, y + 17, short(name, Math.floor((labels - 8) / 13)), "end"),
      draw("rect", { x: labels, y: y + 4, width: bar, height: 16, class: "whole" }),
      draw("rect", { x: labels, y: y + 4, width: bar * share, height: 16, class: `bar ${row.status}` }),
      text(labels + bar + 6, y + 17, short(written(row), 9), "start", "value"));
  });
  return withRest(chart(width, part.length * 26 + 4, W.shares, ...parts), rows.length - part.length);
}

function timelineChart(width, figures) {
  const rows = figures.filter((row) => row.status === "target" && !row.label && row.period?.last_day)
    .sort((a, b) => (a.period.last_day < b.period.last_day ? -1 : a.period.last_day > b.period.last_day ? 1 : a.n - b.n));
  if (!rows.length) return null;
  const part = rows.slice(0, LIMIT), x = 104;
  let y = 4, day = null;
  const parts = [];
  for (const row of part) {
    const opens = row.period.last_day !== day;
    if (opens && day) y += 8;
    day = row.period.last_day;
    const line = `${row.metric ?? ""} ${written(row)}`.trim();
    parts.push(link(row, `${day} ${line}`,
      opens ? text(x - 16, y + 17, day, "end", "value") : "",
      draw("circle", { cx: x, cy: y + 12, r: 6, class: "point target" }),
      text(x + 16, y + 17, short(line, Math.floor((width - x - 20) / 13)))));
    y += 26;
  }
  parts.unshift(draw("line", { x1: x, x2: x, y1: 4, y2: y, class: "axis" }));
  return withRest(chart(width, y + 4, W.timeline, ...parts), rows.length - part.length);
}

function speakersChart(width, items) {
  const bySpeech = new Map();
  for (const row of items) {
    if (!bySpeech.has(row.speech_id)) bySpeech.set(row.speech_id, []);
    bySpeech.get(row.speech_id).push(row);
  }
  if (!bySpeech.size) return null;
  const all = [...bySpeech], part = all.slice(0, LIMIT), most = Math.max(...part.map(([, rows]) => rows.length));
  const labels = Math.min(150, width * 0.3), bar = width - labels - 44, kinds = Object.keys(W.kinds);
  const parts = part.map(([id, rows], i) => {
    let x = labels;
    const y = i * 30, pieces = [];
    for (const kind of kinds) {
      const some = rows.filter((row) => row.kind === kind);
      if (!some.length) continue;
      const wide = (bar * some.length) / most;
      pieces.push(link(some[0], `${speakerName(id)} · ${W.kinds[kind]} ${some.length}`,
        draw("rect", { x, y: y + 5, width: wide, height: 20, class: `stack ${kind}` }),
        draw("rect", { x, y: y + 5, width: wide, height: 20, fill: `url(#hatch-${kind})`, class: "outline" })));
      x += wide;
    }
    return draw("g", {}, text(labels - 8, y + 20, short(speakerName(id), Math.floor((labels - 8) / 13)), "end"), ...pieces,
      text(x + 6, y + 20, String(rows.length), "start", "value"));
  });
  let at = 0, y = part.length * 30 + 12;
  const key = kinds.map((kind) => {
    const wide = 34 + W.kinds[kind].length * (DATA.lang === "zh" ? 14 : 8);
    if (at + wide > width) [at, y] = [0, y + 22];
    const x = at;
    at += wide;
    return draw("g", {}, draw("rect", { x, y, width: 16, height: 14, class: `stack ${kind}` }),
      draw("rect", { x, y, width: 16, height: 14, fill: `url(#hatch-${kind})`, class: "outline" }), text(x + 21, y + 12, W.kinds[kind]));
  });
  return withRest(chart(width, y + 22, W.per_speaker, hatches(), ...parts, ...key), all.length - part.length);
}

// A pattern a kind, so that the kinds can be told apart without colour.
function hatches() {
  const pattern = (kind, path) => draw("pattern", { id: `hatch-${kind}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
    draw("path", { d: path, class: "hatch" }));
  return draw("defs", {}, pattern("plan", ""), pattern("achievement", "M0 8 L8 0"), pattern("problem", "M0 0 L8 8 M0 8 L8 0"),
    pattern("viewpoint", "M3 4 L5 4"));
}

function withRest(svg, rest) {
  return rest > 0 ? [svg, make("p", { class: "rest" }, W.more(rest))] : [svg];
}

let chosenSeries = "";

function renderCharts() {
  const box = panels.charts.box;
  const width = box.clientWidth ? Math.min(Math.max(box.clientWidth - 62, 280), 760) : 600; // a panel that is not open has no width
  const figures = shown.figures;
  const parts = [];
  const add = (heading, ...inside) => parts.push(make("figure", {}, make("figcaption", {}, heading), ...inside));
  const levels = series(figures);
  if (levels.length) {
    const [name, years] = levels.find(([key]) => key === chosenSeries) ?? levels[0];
    const choice = make("select", { "aria-label": W.metric, onchange: () => { chosenSeries = levels[choice.selectedIndex][0]; renderCharts(); } },
      levels.slice(0, 200).map(([key]) => make("option", { selected: key === name }, plain(key))));
    add(W.levels, choice, levelsChart(width, name, years));
  }
  const charts = [
    [W.timeline, timelineChart(width, figures)], [W.shares, sharesChart(width, figures)], [W.per_speaker, speakersChart(width, shown.commitments)],
  ];
  for (const [heading, drawn] of charts) if (drawn) add(heading, ...drawn);
  if (!parts.length) parts.push(make("p", {}, W.no_charts));
  box.replaceChildren(make("h2", {}, W.charts), ...parts);
}
