/** A class's curves in one figure: of each variant the median and the band that all its runs lie in, and each line on demand. */
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { DASHES } from "../chart/inks.js";
import { lossRange } from "../chart/scale.js";
import { Stroke } from "../components/stroke.js";
import { decimal } from "../format.js";
import { text } from "../text.js";
import { area, line, lossTicks, place, useSize, XAxis, YAxis } from "../verdict/drawing.js";

const words = text.board.figure;

/** @typedef {import("./groups.js").Variant} Variant */
/** @typedef {import("../verdict/drawing.js").Frame} Frame */

/** Room around the plot, in ems of the figure's type. */
const ROOM = { left: 3.8, right: 0.8, top: 0.6, bottom: 2.8 };

/** @param {{ frame: Frame, variant: Variant, each: boolean }} props */
function Curves({ frame, variant: { ink, lines, bars }, each }) {
  const middle = bars.map(({ x, middle }) => ({ x, y: middle }));
  const last = middle.at(-1);
  const end = last ? place(frame, last) : null;
  return html`<g data-ink=${ink}>
    <path class="band" d=${area(frame, bars)} />
    ${each && lines.map((points, i) => html`<path key=${i} class="seed-line" d=${line(frame, points)} />`)}
    <path class="median-line" stroke-dasharray=${DASHES[ink].join(" ")} d=${line(frame, middle)} />
    ${end && html`<circle class="end" cx=${end[0]} cy=${end[1]} r="3" />`}
  </g>`;
}

/** @param {{ size: { width: number, height: number, em: number }, variants: Variant[], each: boolean }} props */
function Drawing({ size: { width, height, em }, variants, each }) {
  const [{ runs }] = variants;
  const { plan } = runs[0].file.run;
  const lowest = Math.min(...variants.map(({ losses }) => losses?.low ?? Number.POSITIVE_INFINITY));
  const end = Math.max(...variants.map(({ bars }) => bars.at(-1)?.x ?? 0));
  /** @type {Frame} */
  const frame = {
    left: ROOM.left * em,
    right: width - ROOM.right * em,
    top: ROOM.top * em,
    bottom: height - ROOM.bottom * em,
    x: [0, Math.max(1, end)],
    y: lossRange(plan.uniform_full, lowest),
  };
  return html`<svg class="figure" width=${width} height=${height} aria-hidden="true">
    <${YAxis} frame=${frame} ticks=${lossTicks(frame)} label=${(/** @type {number} */ n) => decimal(n, 2)} />
    ${variants.map((variant) => html`<${Curves} key=${variant.name} frame=${frame} variant=${variant} each=${each} />`)}
    <${XAxis} frame=${frame} />
    <text class="tick" x=${(frame.left + frame.right) / 2} y=${height} dy="-0.3em" text-anchor="middle">${words.x}</text>
  </svg>`;
}

/** @param {Variant[]} variants */
function labelOf(variants) {
  const parts = variants.flatMap(({ name, losses }) =>
    losses ? [words.variant(name, decimal(losses.middle), losses.n)] : [],
  );
  return words.label(parts);
}

/** @param {{ variants: Variant[], each: boolean }} props `each`: whether every run has its line. */
export function Figure({ variants, each }) {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  const size = useSize(host);
  const drawn = variants.filter(({ bars }) => bars.length > 0);
  if (drawn.length === 0) return null;
  return html`<figure class="board-figure">
    <figcaption><b>${words.title}</b> <span class="unit">${words.note}</span></figcaption>
    <ul class="board-key">${drawn.map(({ name, ink }) => html`<li key=${name} data-ink=${ink}><${Stroke} ink=${ink} />${name}</li>`)}</ul>
    <div class="board-plot" role="img" aria-label=${labelOf(drawn)} ref=${host}>
      ${size.width > 0 && html`<${Drawing} size=${size} variants=${drawn} each=${each} />`}
    </div>
  </figure>`;
}
