// Which rows are shown: by speaker, kind, status, diagnostics, review and search.
const filter = { speaker: "", kind: "", status: "", diagnostics: "", review: "", query: "" };
let hits = []; // where the query stands in the source, as units, in order
let hitLength = []; // how long each is: blanks may stand in between

function filtering() {
  return Object.values(filter).some(Boolean);
}

function folded(text) {
  return text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).toLowerCase();
}

function findHits() {
  const characters = [...folded(filter.query).replace(/\s+/g, "")];
  hits = [];
  hitLength = [];
  if (!characters.length) return;
  const pattern = characters.map((c) => {
    const written = c.replace(/[\\^$.*+?()[\]{}|\-/]/g, "\\$&");
    const full = /[!-~]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : ""; // １５％ is found by 15%
    return full ? `[${written}${full}]` : written;
  }).join("\\s{0,8}");
  for (const match of TEXT.matchAll(new RegExp(pattern, "giu"))) {
    hits.push(match.index);
    hitLength.push(match[0].length);
  }
}

function hitIn(from, to) {
  const i = firstIndex(hits.length, (k) => hits[k] >= from);
  return i < hits.length && hits[i] + hitLength[i] <= to;
}

function said(row) {
  const parts = [row.id, row.metric, row.basis, row.code, row.message, row.actor, row.name, speakerName(speechOf(row))];
  for (const position of row.positions ?? []) parts.push(...position);
  return parts.concat(row.responsible ?? []).filter(Boolean).join(" ");
}

function found(row) {
  const [from, to] = row.table === "figures" ? sentenceOf(row) : [row.from, row.to];
  return hitIn(from, to) || folded(said(row)).includes(folded(filter.query).trim());
}

const RELATED = new Map();
for (const diagnostic of ROWS.diagnostics) {
  for (const id of diagnostic.related) {
    if (!RELATED.has(id)) RELATED.set(id, []);
    RELATED.get(id).push(diagnostic);
  }
}

function diagnosed(row, wanted) {
  const fits = (diagnostic) => wanted === "*" || diagnostic.code === wanted;
  if (row.table === "diagnostics") return fits(row);
  if ((RELATED.get(row.id) ?? []).some(fits)) return true;
  for (const diagnostic of rowsIn("diagnostics", row.from, row.to)) if (fits(diagnostic)) return true;
  return false;
}

function itemOf(row) {
  if (row.table === "commitments") return row;
  return row.commitment_id ? BY_ID.get(row.commitment_id) : null;
}

function statusOf(row) {
  return row.label ? "label" : row.status;
}

function passes(row) {
  const [side, kind] = filter.kind.split(":");
  if (filter.speaker && (speechOf(row) ?? "-") !== filter.speaker) return false;
  if (side === "item" && ["commitments", "actions", "figures"].includes(row.table) && itemOf(row)?.kind !== kind) return false;
  if (side === "figure" && row.table === "figures" && row.kind !== kind) return false;
  if (filter.status && row.table === "figures" && statusOf(row) !== filter.status) return false;
  if (filter.diagnostics && !diagnosed(row, filter.diagnostics)) return false;
  if (filter.review) {
    const { verdict, note } = reviewOf(row);
    if (filter.review === "noted" ? !note : filter.review === "unreviewed" ? verdict : verdict !== filter.review) return false;
  }
  return !filter.query || found(row);
}
