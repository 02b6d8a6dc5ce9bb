/** Markup of a picture as text. What comes from data is written so that it stays text. Pure. */

/** @type {Record<string, string>} */
const WRITTEN = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML has no place for most control characters. @param {string} char */
const isAllowed = (char) => char >= " " || char === "\t" || char === "\n";

/** @param {string} text */
export function escaped(text) {
  return [...text]
    .filter(isAllowed)
    .map((char) => WRITTEN[char] ?? char)
    .join("");
}

/** Numbers with a hundredth of a pixel are as exact as anyone can see. @param {string | number} value */
const plain = (value) => (typeof value === "number" ? String(Number(value.toFixed(2))) : value);

/** An element. @param {string} name @param {Record<string, string | number>} attributes @param {string[]} inner Markup, not text. */
export function tag(name, attributes, ...inner) {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(plain(value))}"`,
  );
  const open = `<${name}${written.join("")}`;
  return inner.length > 0 ? `${open}>${inner.join("")}</${name}>` : `${open}/>`;
}

/** A line of text. @param {number} x @param {number} y @param {string} text @param {Record<string, string | number>} [style] */
export function words(x, y, text, style = {}) {
  return tag("text", { x, y, ...style }, escaped(text));
}

/** A path through points. @param {[number, number][]} points */
export function pathOf(points) {
  return points.map(([x, y], i) => `${i > 0 ? "L" : "M"}${plain(x)} ${plain(y)}`).join("");
}

/** @param {[number, number][]} points @param {import("../strokes.js").Stroke} stroke */
export function line(points, { colour, width, dash }) {
  if (points.length === 0) return "";
  return tag("path", {
    d: pathOf(points),
    fill: "none",
    stroke: colour,
    "stroke-width": width,
    "stroke-linejoin": "round",
    ...(dash.length > 0 ? { "stroke-dasharray": dash.join(" ") } : {}),
  });
}
