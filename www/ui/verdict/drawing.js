/** What figures of curves are drawn with: a place for a point, lines and bands, axes. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { count } from "../format.js";

/** @typedef {import("./curves.js").Point} Point */
/** A rectangle of the figure and the values at its edges. @typedef {{ left: number, right: number, top: number, bottom: number, x: [number, number], y: [number, number] }} Frame */

const LOSS_TICK = 0.25;
const LOSS_TICKS_MOST = 7;
const X_TICKS_MOST = 5;

/** The size of an element, followed. @param {import("preact").RefObject<HTMLDivElement | null>} host */
export function useSize(host) {
  const [size, setSize] = useState({ width: 0, height: 0, em: 12 });
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const measure = () => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      setSize({ width: element.clientWidth, height: element.clientHeight, em });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** @param {Frame} frame @param {Point} point @returns {[number, number]} In pixels, kept inside the frame's height. */
export function place({ left, right, top, bottom, x, y }, point) {
  const share = (point.x - x[0]) / (x[1] - x[0]);
  const rise = (point.y - y[0]) / (y[1] - y[0]);
  const bounded = Math.min(1, Math.max(0, rise));
  return [left + share * (right - left), bottom - bounded * (bottom - top)];
}

/** @param {Frame} frame @param {Point[]} points */
export function line(frame, points) {
  return points.map((point, i) => `${i === 0 ? "M" : "L"}${at(place(frame, point))}`).join("");
}

/** @param {[number, number]} place */
function at([x, y]) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** @param {Frame} frame @param {import("./curves.js").Bar[]} bars */
export function area(frame, bars) {
  const upper = bars.map(({ x, high }) => ({ x, y: high }));
  const lower = bars.map(({ x, low }) => ({ x, y: low })).reverse();
  return bars.length > 1 ? `${line(frame, [...upper, ...lower])}Z` : "";
}

/** @param {Frame} frame @returns {number[]} */
export function lossTicks({ y: [low, high] }) {
  const all = Array.from(
    { length: Math.round((high - low) / LOSS_TICK) + 1 },
    (_, i) => low + i * LOSS_TICK,
  );
  const every = Math.ceil(all.length / LOSS_TICKS_MOST);
  return all.filter((_, i) => i % every === 0);
}

/** @param {{ frame: Frame, ticks: number[], label: (n: number) => string, zero?: boolean }} props */
export function YAxis({ frame, ticks, label, zero = false }) {
  return ticks.map((tick) => {
    const [, y] = place(frame, { x: 0, y: tick });
    return html`<g key=${tick}>
      <line class=${zero && tick === 0 ? "zero" : "grid"} x1=${frame.left} x2=${frame.right} y1=${y} y2=${y} />
      <text class="tick" x=${frame.left} dx="-0.45em" y=${y} dy="0.35em" text-anchor="end">${label(tick)}</text>
    </g>`;
  });
}

/** The round number next above. @param {number} least */
function roundStep(least) {
  const magnitude = 10 ** Math.floor(Math.log10(least));
  return magnitude * ([1, 2, 5].find((step) => step * magnitude >= least) ?? 10);
}

/** @param {{ frame: Frame }} props */
export function XAxis({ frame }) {
  const every = roundStep(frame.x[1] / X_TICKS_MOST);
  const ticks = Array.from({ length: Math.floor(frame.x[1] / every) + 1 }, (_, i) => i * every);
  return ticks.map((tick, i) => {
    const [x] = place(frame, { x: tick, y: 0 });
    return html`<text key=${i} class="tick" x=${x} y=${frame.bottom} dy="1.2em" text-anchor="middle">${count(tick)}</text>`;
  });
}
