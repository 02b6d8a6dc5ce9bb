/** One run's parts over its headlines read, one line each, on a logarithmic scale. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { count } from "../format.js";
import { headlinesRead } from "../state/runs.js";
import { text } from "../text.js";
import { linesOf, spaced } from "./parts.js";
import { partMark, power } from "./words.js";

const words = text.inside;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {{ left: number, right: number, top: number, bottom: number, end: number, decades: [number, number] }} Frame In pixels, headlines and exponents. */

/** In ems of the figure's type. */
const ROOM = { left: 2.6, right: 2.7, top: 0.6, bottom: 1.6 };
const LABEL = 0.92;
/** Per cent of a run's colour in its lowest block's line. */
const PALEST = 55;
/** More gridlines than these are left out, every other one. */
const MOST_LINES = 6;

/** The width of an element and its type's size, followed. @param {import("preact").RefObject<HTMLDivElement | null>} host */
export function useWidth(host) {
  const [size, setSize] = useState({ width: 0, height: 0, em: 12 });
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let frame = 0;
    const measure = () => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      setSize({ width: element.clientWidth, height: element.clientHeight, em });
    };
    // What is drawn may change the size again, which the frame that tells of this one would not bear.
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    });
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, []);
  return size;
}

/** @param {Frame} frame @param {number} y A value. */
function heightOf({ top, bottom, decades: [low, high] }, y) {
  return bottom - ((Math.log10(y) - low) / (high - low)) * (bottom - top);
}

/** @param {Frame} frame @param {import("./parts.js").Point[]} points */
function pathOf(frame, points) {
  const { left, right, end } = frame;
  return points
    .map(({ x, y }, i) => {
      const across = left + (x / end) * (right - left);
      return `${i === 0 ? "M" : "L"}${across.toFixed(1)} ${heightOf(frame, y).toFixed(1)}`;
    })
    .join("");
}

/** How a part is drawn: by its kind, and a block by its height in the stack. @param {string} part @param {string[]} parts */
export function strokeOf(part, parts) {
  const blocks = parts.filter((one) => one.startsWith("block"));
  const at = blocks.indexOf(part);
  if (at < 0) return { "data-part": part, style: {} };
  const share = blocks.length > 1 ? PALEST + ((100 - PALEST) * at) / (blocks.length - 1) : 100;
  return { "data-part": "block", style: { "--share": `${share.toFixed(0)}%` } };
}

/** @param {{ frame: Frame }} props */
function Grid({ frame }) {
  const {
    left,
    right,
    bottom,
    decades: [low, high],
    end,
  } = frame;
  const every = Math.ceil((high - low + 1) / MOST_LINES);
  const exponents = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return html`
    ${exponents.map((exponent, i) => {
      const y = heightOf(frame, 10 ** exponent);
      return html`<g key=${exponent}>
        <line class="grid" x1=${left} x2=${right} y1=${y} y2=${y} />
        ${i % every === 0 && html`<text class="tick" x=${left} dx="-0.45em" y=${y} dy="0.35em" text-anchor="end">${power(exponent)}</text>`}
      </g>`;
    })}
    <text class="tick" x=${left} y=${bottom} dy="1.35em">0</text>
    <text class="tick" x=${right} y=${bottom} dy="1.35em" text-anchor="end">${count(end)}</text>
  `;
}

/** @param {{ card: RunCard, quantity: import("./parts.js").Quantity, frame: Frame, em: number }} props */
function Lines({ card, quantity, frame, em }) {
  const lines = linesOf(card, quantity).filter(({ points }) => points.length > 0);
  const parts = lines.map(({ part }) => part);
  const inside = (/** @type {number} */ y) => Math.max(frame.top, Math.min(frame.bottom, y));
  const ends = lines.map(({ points }) => inside(heightOf(frame, points[points.length - 1].y)));
  const labels = spaced(ends, LABEL * em, [frame.top, frame.bottom]);
  const clip = `inside-${quantity}-${card.key}`;
  return html`
    <clipPath id=${clip}><rect x=${frame.left} y=${frame.top - 2} width=${frame.right - frame.left} height=${frame.bottom - frame.top + 4} /></clipPath>
    <g clip-path=${`url(#${clip})`}>
      ${lines.map(({ part, points }) => html`<path key=${part} class="part-line" ...${strokeOf(part, parts)} d=${pathOf(frame, points)} />`)}
    </g>
    ${lines.map(({ part, points }, i) => {
      const x = frame.left + (points[points.length - 1].x / frame.end) * (frame.right - frame.left);
      return html`<text key=${part} class="part-mark" x=${x} dx="0.35em" y=${labels[i]} dy="0.35em">${partMark(part)}</text>`;
    })}
  `;
}

/** @param {{ card: RunCard, quantity: import("./parts.js").Quantity, decades: [number, number] }} props */
export function Parts({ card, quantity, decades }) {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  const { width, height, em } = useWidth(host);
  card.lookedInside.value;
  const plan = card.plan.value;
  const frame = {
    left: ROOM.left * em,
    right: width - ROOM.right * em,
    top: ROOM.top * em,
    bottom: height - ROOM.bottom * em,
    end: plan ? headlinesRead(card, plan.steps * plan.batch_tokens) : 1,
    decades,
  };
  const label = words.figure(card.name.value, text.inSentence(words[quantity].title));
  return html`<div class="parts" role="img" aria-label=${label} ref=${host}>
    ${
      width > 0 &&
      html`<svg width=${width} height=${height} aria-hidden="true">
        <${Grid} frame=${frame} />
        <${Lines} card=${card} quantity=${quantity} frame=${frame} em=${em} />
      </svg>`
    }
  </div>`;
}
