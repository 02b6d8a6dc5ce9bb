/** One head of one run over a headline: its map, with the tokens along both sides. */
import { html } from "htm/preact";
import { useMemo, useRef } from "preact/hooks";
import { useWidth } from "./figure.js";
import { markOf } from "./look-words.js";
import { cellsOf, mostOf, SHADES, stairsOf } from "./looks.js";

/** @typedef {import("./looks.js").Look} Look */
/** In pixels: of a cell, and where the first one begins. @typedef {{ cell: number, left: number, top: number, width: number, height: number }} Frame */

/** In ems of the map's type: a cell, the mean width of a letter, and what parts a token from its cells. */
const CELL = { least: 1.15, most: 2.8 };
const LETTER = 0.53;
const GAP = 0.5;
/** A longer token is cut. */
const LETTERS = 13;
/** Of a slanted token, to the right and up. */
const SLANT = Math.SQRT1_2;

/** @param {string} mark */
const cut = (mark) => (mark.length > LETTERS ? `${mark.slice(0, LETTERS - 1)}…` : mark);

/**
 * Room for the tokens: beside the rows, and slanted from the steps of the stairs, where the map is empty.
 * @param {string[]} marks @param {number} width What there is. @param {number} em @returns {Frame}
 */
export function frameOf(marks, width, em) {
  const side = marks.length;
  const lengths = marks.map((mark) => mark.length * LETTER * em);
  const left = Math.max(...lengths) + GAP * em;
  const slanted = lengths.map((length) => (length + GAP * em) * SLANT);
  // The last tokens stand out on the right, the first ones above.
  const out = Math.max(...slanted.slice(-3), em);
  const room = (width - left - out) / side;
  const cell = Math.max(CELL.least * em, Math.min(CELL.most * em, Math.floor(room)));
  const top = Math.max(...slanted.map((length, i) => length - i * cell)) + GAP * em;
  const right = Math.max(...slanted.map((length, i) => length - (side - i - 0.5) * cell), 1);
  return { cell, left, top, width: left + side * cell + right, height: top + side * cell + 1 };
}

/**
 * Whether a person moved or pressed the pointer: what scrolls under one that rests comes with an event as well, and would
 * take the choice from whoever goes on by keys.
 * @param {PointerEvent} event
 */
export const moved = ({ type, movementX, movementY }) =>
  type === "pointerdown" || movementX !== 0 || movementY !== 0;

/** The cells alone, a cell being 1 × 1. @param {{ look: Look }} props */
export function Cells({ look }) {
  const cells = useMemo(() => cellsOf(look), [look.weights]);
  return html`
    <path class="look-stairs" d=${stairsOf(look.side)} />
    ${cells.map(({ shade, path }) => html`<path key=${shade} class="look-cells" fill-opacity=${shade / SHADES} d=${path} />`)}
  `;
}

/** @param {{ frame: Frame, marks: string[], look: Look, at: number }} props */
function Tokens({ frame: { cell, left, top }, marks, look, at }) {
  const [most] = mostOf(look, at, 1);
  return marks.map((mark, i) => {
    const x = left + (i + 0.5) * cell;
    const y = top + i * cell;
    const column = i === most.k ? "most" : i > at ? "later" : "";
    return html`<g key=${i}>
      <text class="look-token" data-is=${i === at ? "chosen" : ""} data-start=${i === 0} x=${left} dx=${`-${GAP}em`} y=${y + cell / 2} dy="0.35em" text-anchor="end">${mark}</text>
      <text class="look-token" data-is=${column} data-start=${i === 0} transform=${`translate(${x} ${y}) rotate(-45)`} dx="0.4em" dy="0.25em">${mark}</text>
    </g>`;
  });
}

/**
 * @param {{ tokens: string[], look: Look, at: number, label: string, choose: (q: number) => void }} props `at`: the token
 *   whose look is told; the pointer chooses it by its row.
 */
export function LookMap({ tokens, look, at, label, choose }) {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  const { width, em } = useWidth(host);
  const marks = tokens.map((_, i) => cut(markOf(tokens, i)));
  const frame = frameOf(marks, width, em);
  const { cell, left, top } = frame;
  const scrolls = frame.width > width + 1;
  const point = (/** @type {PointerEvent} */ event) => {
    if (!moved(event)) return;
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const q = Math.floor((event.clientY - box.top - top) / cell);
    if (q >= 0 && q < look.side) choose(q);
  };
  const scrolling = scrolls ? { tabindex: 0, role: "region", "aria-label": label } : {};
  return html`<div class="look" ref=${host} ...${scrolling}>
    ${
      width > 0 &&
      html`<svg role="img" aria-label=${label} width=${frame.width} height=${frame.height} onPointerMove=${point} onPointerDown=${point}>
        <g transform=${`translate(${left} ${top}) scale(${cell})`}><${Cells} look=${look} /></g>
        <rect class="look-row" x=${left} y=${top + at * cell} width=${(at + 1) * cell} height=${cell} />
        <g aria-hidden="true"><${Tokens} frame=${frame} marks=${marks} look=${look} at=${at} /></g>
      </svg>`
    }
  </div>`;
}
