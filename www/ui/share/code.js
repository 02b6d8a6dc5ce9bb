/** A link as a QR code, made here and drawn as one path. */
import { html } from "htm/preact";
import { encode } from "uqr";
import { text } from "../text.js";

/** Empty modules around the code, which cameras need to find it. */
const QUIET = 4;
/** A seventh of the code can be lost, to a glare or a head in front of it, and it is still read. */
const CORRECTION = "M";

/**
 * The modules of a link's code, the empty ones around it included; null where the link is too long for a code.
 * @param {string} address @returns {boolean[][] | null} Rows, true for dark.
 */
export function modulesOf(address) {
  try {
    return encode(address, { ecc: CORRECTION, border: QUIET }).data;
  } catch {
    return null;
  }
}

/** The dark modules as a path: a bar for each stretch of them. @param {boolean[][]} modules */
export function pathOf(modules) {
  return modules.map((row, y) => barsOf(row, y)).join("");
}

/** @param {boolean[]} row @param {number} y */
function barsOf(row, y) {
  let bars = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    const width = x + 1 - from;
    bars += `M${from} ${y}h${width}v1h-${width}z`;
  }
  return bars;
}

/** @param {{ address: string }} props */
export function Code({ address }) {
  const modules = modulesOf(address);
  if (!modules) return html`<p class="code-none">${text.share.tooLong}</p>`;
  const size = modules.length;
  return html`<svg class="code" role="img" aria-label=${text.share.codeOf(address)} viewBox=${`0 0 ${size} ${size}`} shape-rendering="crispEdges">
    <rect class="code-light" width=${size} height=${size} />
    <path class="code-dark" d=${pathOf(modules)} />
  </svg>`;
}
