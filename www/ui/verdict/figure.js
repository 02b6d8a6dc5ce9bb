/** The curves of a question, drawn in one figure: both variants above, their difference below, on one axis. */
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { lossRange } from "../chart/scale.js";
import { Hold } from "../components/hold.js";
import { decimal } from "../format.js";
import { text } from "../text.js";
import { differenceCurves, differenceReach, lossCurves } from "./curves.js";
import { area, line, lossTicks, place, useSize, XAxis, YAxis } from "./drawing.js";
import { signed } from "./words.js";

const words = text.verdict.figure;

/** @typedef {import("./curves.js").Curves} Curves */
/** @typedef {import("./curves.js").Point} Point */
/** @typedef {import("./drawing.js").Frame} Frame */

/** Room around the two plots, in ems of the figure's type. */
const ROOM = { left: 3.8, top: 0.6, middle: 4.4, bottom: 2.8 };
/** Room for the names at the lines' ends: so many letters, a letter's usual width, and the least and the most of it. */
const NAMES = { letters: 19, letter: 0.62, least: 5, most: 16 };
/** In a narrow figure the names stand above the lines' ends instead of beside them. */
const NARROW_EM = 34;
const NARROW_RIGHT = 0.8;
/** The upper plot's share of the height. */
const UPPER = 0.56;
/** Letters of a loss behind a name, and the space before it. */
const END_LETTERS = 7;

/** The lines of a set of curves: band, seeds, median. @param {{ frame: Frame, curves: Curves }} props */
function Lines({ frame, curves: { seeds, bars } }) {
  const many = seeds.length > 1;
  const middle = bars.map(({ x, middle }) => ({ x, y: middle }));
  const last = bars.at(-1);
  const end = last ? place(frame, { x: last.x, y: last.middle }) : null;
  return html`
    ${many && html`<path class="band" d=${area(frame, bars)} />`}
    ${many && seeds.map((points, i) => html`<path key=${i} class="seed-line" d=${line(frame, points)} />`)}
    <path class="median-line" d=${line(frame, middle)} />
    ${end && html`<circle class="end" cx=${end[0]} cy=${end[1]} r="3" />`}
  `;
}

/** The medians of a recorded question under one's own, as far as one's own goes. @param {{ frame: Frame, curves: Record<"asked" | "reference" | "difference", Curves>, side: "asked" | "reference" | "difference" }} props */
function Under({ frame, curves, side }) {
  const points = curves[side].bars
    .filter(({ x }) => x <= frame.x[1])
    .map(({ x, middle }) => ({ x, y: middle }));
  return html`<path class="under-line" d=${line(frame, points)} />`;
}

/** Names at the ends of the two median lines, apart from each other. @param {{ frame: Frame, ends: { name: string, ink: number, point: Point }[], em: number, narrow: boolean }} props */
function Ends({ frame, ends, em, narrow }) {
  const placed = ends
    .map((one) => ({ ...one, at: place(frame, one.point) }))
    .sort((a, b) => a.at[1] - b.at[1]);
  const close = placed.length === 2 && placed[1].at[1] - placed[0].at[1] < 1.3 * em;
  return placed.map(({ name, ink, point, at: [x, y] }, i) => {
    const apart = narrow || close ? (i === 0 ? -0.75 : 0.75) * em : 0;
    const label = words.end(name, decimal(point.y));
    return html`<text key=${name} class="end-name" data-ink=${ink} x=${x} dx=${narrow ? -0.3 * em : 0.6 * em} y=${y + apart} dy="0.35em" text-anchor=${narrow ? "end" : "start"}>${label}</text>`;
  });
}

/** @param {{ size: { width: number, height: number, em: number }, curves: Record<"asked" | "reference" | "difference", Curves>, under: Record<"asked" | "reference" | "difference", Curves>, labels: Labels, inks: Inks, plan: { end: number, uniform: number | null }, floor: number }} props */
function Drawing({ size: { width, height, em }, curves, under, labels, inks, plan, floor }) {
  const narrow = width < NARROW_EM * em;
  const short = { asked: shortened(labels.asked), reference: shortened(labels.reference) };
  const longest = Math.max(short.asked.length, short.reference.length) + END_LETTERS;
  const names = Math.min(NAMES.most, Math.max(NAMES.least, NAMES.letter * longest));
  const right = width - (narrow ? NARROW_RIGHT : names) * em;
  const left = ROOM.left * em;
  const inner = height - (ROOM.top + ROOM.middle + ROOM.bottom) * em;
  const x = /** @type {[number, number]} */ ([0, plan.end]);
  const losses = [curves.asked, curves.reference, under.asked, under.reference];
  const lowest = Math.min(...losses.flatMap(({ seeds }) => seeds.flat().map(({ y }) => y)));
  /** @type {Frame} */
  const upper = {
    left,
    right,
    top: ROOM.top * em,
    bottom: ROOM.top * em + UPPER * inner,
    x,
    y: lossRange(plan.uniform, lowest),
  };
  const all = { seeds: [...curves.difference.seeds, ...under.difference.seeds], bars: [] };
  const reach = differenceReach(all, floor, plan.end);
  /** @type {Frame} */
  const lower = {
    left,
    right,
    top: upper.bottom + ROOM.middle * em,
    bottom: height - ROOM.bottom * em,
    x,
    y: [-reach, reach],
  };
  const ends = /** @type {const} */ (["asked", "reference"]).flatMap((side) => {
    const last = curves[side].bars.at(-1);
    return last
      ? [{ name: short[side], ink: inks[side], point: { x: last.x, y: last.middle } }]
      : [];
  });
  const [, floorTop] = place(lower, { x: 0, y: floor });
  const [, floorBottom] = place(lower, { x: 0, y: -floor });
  const guess = plan.uniform === null ? null : place(upper, { x: 0, y: plan.uniform })[1];
  const last = curves.difference.bars.at(-1);
  const lastAt = last ? place(lower, { x: last.x, y: last.middle }) : null;
  return html`<svg class="figure" width=${width} height=${height} aria-hidden="true">
    <${YAxis} frame=${upper} ticks=${lossTicks(upper)} label=${(/** @type {number} */ n) => decimal(n, 2)} />
    ${
      guess !== null &&
      html`<line class="guess" x1=${left} x2=${right} y1=${guess} y2=${guess} />
      <text class="guess-name" x=${right} y=${guess} dy="-0.35em" text-anchor="end">${words.guessing}</text>`
    }
    <g data-ink=${inks.reference}><${Under} frame=${upper} curves=${under} side="reference" /><${Lines} frame=${upper} curves=${curves.reference} /></g>
    <g data-ink=${inks.asked}><${Under} frame=${upper} curves=${under} side="asked" /><${Lines} frame=${upper} curves=${curves.asked} /></g>
    <${Ends} frame=${upper} ends=${ends} em=${em} narrow=${narrow} />
    <text class="part-title" x="0" y=${lower.top} dy="-1.1em">${words.differences}<tspan class="part-note" dx="0.5em">${narrow ? "" : words.differencesNote(short.asked)}</tspan></text>
    <rect class="floor" x=${left} width=${Math.max(0, right - left)} y=${floorTop} height=${Math.max(0, floorBottom - floorTop)} />
    <${YAxis} frame=${lower} ticks=${[-tickOf(reach), 0, tickOf(reach)]} label=${(/** @type {number} */ n) => (n === 0 ? "0" : signed(n))} zero=${true} />
    <g class="difference"><${Under} frame=${lower} curves=${under} side="difference" /><${Lines} frame=${lower} curves=${curves.difference} /></g>
    ${!narrow && last && lastAt && html`<text class="end-name" x=${lastAt[0]} dx="0.6em" y=${lastAt[1]} dy="0.35em">${signed(last.middle)}</text>`}
    <${XAxis} frame=${lower} />
    <text class="tick" x=${(left + right) / 2} y=${height} dy="-0.3em" text-anchor="middle">${words.x}</text>
  </svg>`;
}

/** A name that has its room at a line's end. @param {string} label */
function shortened(label) {
  return label.length > NAMES.letters ? `${label.slice(0, NAMES.letters - 1)}…` : label;
}

/** A round number that stands at about two thirds of the axis. @param {number} reach */
function tickOf(reach) {
  const magnitude = 10 ** Math.floor(Math.log10(reach * 0.75));
  const step = [5, 2, 1].find((one) => one * magnitude <= reach * 0.75) ?? 1;
  return step * magnitude;
}

/** @typedef {{ asked: string, reference: string }} Labels */
/** @typedef {{ asked: number, reference: number }} Inks */

/** @param {import("./pairs.js").RunPair[]} pairs */
function curvesOf(pairs) {
  return {
    asked: lossCurves(pairs, "asked"),
    reference: lossCurves(pairs, "reference"),
    difference: differenceCurves(pairs),
  };
}

/**
 * @param {{ pairs: import("./pairs.js").RunPair[], under: import("./pairs.js").RunPair[], labels: Labels, inks: Inks, usualEnd: number, floor: number, live: boolean }} props
 *   `live`: whether it can be held still; `usualEnd`: the x axis' before any run is there; what guessing at random costs is
 *   known of a run's tokens only.
 */
export function Figure({ pairs, under, labels, inks, usualEnd, floor, live }) {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  const size = useSize(host);
  const plan = pairs[0]?.reference.plan.value;
  const axes = plan
    ? { end: (plan.steps * plan.batch_tokens) / plan.tokens_per_title, uniform: plan.uniform_full }
    : { end: usualEnd, uniform: null };
  const label =
    pairs.length > 0
      ? words.label(labels.asked, labels.reference, text.ask.seeds(pairs.length))
      : words.none(labels.asked, labels.reference);
  const note = under.length > 0 ? `${words.curvesNote}; ${words.under}` : words.curvesNote;
  return html`<figure class="evidence-figure">
    <figcaption><b>${words.curves}</b> <span class="unit">${note}</span></figcaption>
    ${live && html`<${Hold} />`}
    <div class="evidence-plot" role="img" aria-label=${label} ref=${host}>
      ${size.width > 0 && html`<${Drawing} size=${size} curves=${curvesOf(pairs)} under=${curvesOf(under)} labels=${labels} inks=${inks} plan=${axes} floor=${floor} />`}
    </div>
  </figure>`;
}
