/** HTML as text, in which everything that is put in is escaped, unless it is such HTML itself. */

const ESCAPES = /** @type {Record<string, string>} */ ({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
});

/** HTML that is safe as it stands. */
export class Markup {
  /** @param {string} html */
  constructor(html) {
    this.html = html;
  }

  toString() {
    return this.html;
  }
}

/** @param {unknown} value @returns {string} */
function escaped(value) {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(escaped).join("");
  if (value instanceof Markup) return value.html;
  return String(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}

/** @param {TemplateStringsArray} parts @param {unknown[]} values Lists are put in one after the other. */
export function markup(parts, ...values) {
  return new Markup(
    parts.map((part, i) => (i < values.length ? part + escaped(values[i]) : part)).join(""),
  );
}
