/** Learning rate and gradient norm of every update, in two low panes below the losses and on their x axis. */
import { text } from "../text.js";
import { positionOn, stripMarks } from "./axes.js";
import { STRIPS, stripLines } from "./lines.js";
import { inside, paintLine } from "./paint.js";
import { createPane } from "./pane.js";
import { stripStroke } from "./strokes.js";

/** Heights in pixels of usual type: of a strip, and of what stands under the last one. */
const HEIGHT = { strip: 58, axis: 46 };
const TOP = 6;
/** Norms of one run lie decades apart, rates do not. */
const LOG = { lr: false, grad_norm: true };
/** What a strip shows before there is anything to show. */
const EMPTY = { lr: [0, 1e-3], grad_norm: [0.1, 10] };

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {[number, number]} Range */

/**
 * The least and the greatest of what has been read, looked at once each.
 * @param {RunCard[]} cards @param {import("./lines.js").StripName} name
 */
export function createExtremes(cards, name) {
  /** @type {Map<RunCard, { list: unknown, taken: number }>} */
  const seen = new Map();
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  return () => {
    for (const card of cards) {
      const before = seen.get(card);
      let i = before && before.list === card.train ? before.taken : 0;
      for (; i < card.train.length; i += 1) {
        const value = card.train[i][name];
        if (value === undefined || !Number.isFinite(value) || (LOG[name] && value <= 0)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      seen.set(card, { list: card.train, taken: card.train.length });
    }
    return low <= high ? /** @type {Range} */ ([low, high]) : null;
  };
}

/** A strip's axis: from 0 for rates, whole decades for norms. @param {import("./lines.js").StripName} name @param {Range | null} extremes @returns {Range} */
export function stripRange(name, extremes) {
  if (!extremes) return /** @type {Range} */ (EMPTY[name]);
  const [low, high] = extremes;
  if (!LOG[name]) return [0, high > 0 ? high * 1.08 : 1];
  const range = [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))];
  return range[0] < range[1] ? /** @type {Range} */ (range) : [range[0], range[0] * 10];
}

/** What a strip's axis shows of the runs. @param {import("./lines.js").StripName} name @param {Range | null} extremes */
export function stripAxis(name, extremes) {
  const range = stripRange(name, extremes);
  return { range, log: LOG[name], marked: stripMarks(range, HEIGHT.strip, LOG[name]) };
}

/** @param {HTMLElement} stage @param {{ cards: RunCard[], view: import("../state/chart.js").View, colours: import("./palette.js").Palette, gutter: number }} given */
export function createStrips(stage, { cards, view, colours, gutter }) {
  const { scale } = colours;
  /** @type {Range} */
  let xRange = [0, 1];
  const strips = STRIPS.map((name, i) => {
    const last = i === STRIPS.length - 1;
    const host = document.createElement("div");
    host.className = "pane";
    host.style.height = `${(HEIGHT.strip + (last ? HEIGHT.axis : 0)) * scale}px`;
    stage.append(host);
    const lines = stripLines(name, cards, view);
    const position = positionOn(LOG[name]);
    const pane = createPane(host, {
      colours,
      gutter,
      top: TOP,
      xLabel: last ? text.chart.axes.x[view.x].label : null,
      under: () => {},
      over: (u) => {
        const surface = { u, position, scale };
        inside(surface, () => {
          for (const line of lines)
            paintLine(surface, line.track.follow(xRange, u.bbox.width), stripStroke(line, colours));
        });
      },
    });
    const label = document.createElement("div");
    label.className = "strip-name";
    label.textContent = text.chart.axes.strips[name];
    label.style.setProperty("--gutter", `${gutter - 8}px`);
    label.setAttribute("aria-hidden", "true");
    pane.plot.over.append(label);
    return { name, pane, position, extremes: createExtremes(cards, name) };
  });

  return {
    height: (HEIGHT.strip * STRIPS.length + HEIGHT.axis) * scale,
    plots: strips.map(({ pane }) => pane.plot),
    /** @param {Range} x @param {import("./axes.js").Marked} marked */
    update(x, marked) {
      xRange = x;
      for (const { name, pane, position, extremes } of strips) {
        const { range, marked: marks } = stripAxis(name, extremes());
        pane.show({
          x,
          y: [position(range[0]), position(range[1])],
          xMarks: marked,
          yMarks: { values: marks.values.map(position), labels: marks.labels },
        });
      }
    },
    destroy() {
      for (const { pane } of strips) pane.destroy();
    },
  };
}
