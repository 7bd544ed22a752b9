// Elements without markup: every text goes in as text, and what would turn or hide text is shown as its code.
const UNSEEN =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function code(character) {
  return character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

// For attributes, options and SVG, where no element can stand inside.
function plain(text) {
  return String(text).replace(UNSEEN, (found) => `[U+${code(found)}]`);
}

function put(element, text) {
  const whole = String(text);
  let last = 0;
  for (const match of whole.matchAll(UNSEEN)) {
    element.append(whole.slice(last, match.index));
    const shown = document.createElement("span");
    shown.className = "unseen";
    shown.dataset.code = `U+${code(match[0])}`;
    element.append(shown);
    last = match.index + match[0].length;
  }
  element.append(last ? whole.slice(last) : whole);
  return element;
}

function make(name, options = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : plain(value));
  }
  for (const part of inside.flat()) {
    if (part === null || part === undefined || part === "") continue;
    if (part instanceof Node) element.append(part);
    else put(element, part);
  }
  return element;
}

function draw(name, attributes = {}, ...inside) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const part of inside) element.append(part instanceof Node ? part : plain(part));
  return element;
}

function short(text, length) {
  const points = [...plain(text)];
  return points.length > length ? points.slice(0, length - 1).join("") + "…" : points.join("");
}
