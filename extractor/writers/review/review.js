// Verdicts and notes: kept in the browser under the document's hash, put out as a gold document.
const KEPT_AS = `bulletin-extractor-review:${DATA.source.sha256}`;
let keeps = true;
const verdicts = (() => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
    return new Map(Object.entries(kept && typeof kept === "object" ? kept : {}));
  } catch {
    keeps = false;
    return new Map();
  }
})();

// By place, so that a page made anew by a later version finds what was said of the same rows.
function keyOf(row) {
  return `${row.table}:${row.start}:${row.end}:${row.table === "diagnostics" ? row.code : ""}`;
}

function reviewOf(row) {
  const found = verdicts.get(keyOf(row));
  return { verdict: ["right", "wrong"].includes(found?.verdict) ? found.verdict : null, note: typeof found?.note === "string" ? found.note : "" };
}

function keepReview(row, review) {
  if (review.verdict || review.note) verdicts.set(keyOf(row), review);
  else verdicts.delete(keyOf(row));
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(Object.fromEntries(verdicts)));
  } catch {
    keeps = false;
  }
}

// The document in the form of the gold annotations: rows that were marked wrong are left out.
function goldOf() {
  const kept = (row) => reviewOf(row).verdict !== "wrong";
  const speeches = ROWS.speeches.filter(kept);
  const number = new Map(speeches.map((row, i) => [row.id, i + 1]));
  const items = ROWS.commitments.filter(kept);
  const index = new Map(items.map((row, i) => [row.id, i]));
  const keptItem = (id) => {
    while (id && !index.has(id)) id = BY_ID.get(id)?.parent_id ?? null;
    return id;
  };
  const level = (row) => {
    let depth = 1;
    for (let id = keptItem(row.parent_id); id; id = keptItem(BY_ID.get(id).parent_id)) depth++;
    return depth;
  };
  return {
    doc: DATA.source.name.replace(/^.*[\\/]/, ""),
    sha256: DATA.source.sha256,
    title: cited(DATA.title),
    subtitle: cited(DATA.subtitle),
    event: { name: cited(DATA.event?.name ?? null), date_text: cited(DATA.event?.date_text ?? null), place: cited(DATA.event?.place ?? null) },
    speeches: speeches.map((row) => ({
      n: number.get(row.id), title: cited(row.title), name: row.name, positions: row.positions, start: row.start, end: row.end,
    })),
    commitments: items.map((row) => ({
      speech: number.get(row.speech_id) ?? null, ordinal: row.ordinal, marker: row.marker, headline: cited(row.headline),
      start: row.start, end: row.end, kind: row.kind, level: level(row),
    })),
    figures: ROWS.figures.filter(kept).map((row) => ({
      start: row.start, end: row.end, text: slice(row.start, row.end), kind: row.kind, value: row.fraction ?? row.value, value_max: row.value_max,
      unit: row.unit, comparator: row.comparator, metric: row.metric,
      period: row.period && !row.period.inherited ? joined(slice(row.period.start, row.period.end)) : null,
      change: row.change, basis: row.basis, status: row.status, label: row.label,
      speech: number.get(row.speech_id) ?? null, commitment: index.get(keptItem(row.commitment_id)) ?? null,
    })),
    review: TABLES.flatMap((table) => ROWS[table].map((row) => ({ row, review: reviewOf(row) }))
      .filter(({ review }) => review.verdict || review.note)
      .map(({ row, review }) => ({ table, id: row.id, start: row.start, end: row.end, verdict: review.verdict, note: review.note || null }))),
  };
}

function exportReview() {
  const stem = DATA.source.name.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const address = URL.createObjectURL(new Blob([JSON.stringify(goldOf(), null, 1) + "\n"], { type: "application/json" }));
  const link = make("a", { href: address, download: `${/[^-]/.test(stem) ? stem : "bulletin"}.gold.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
