/** The chart itself: a pane for the losses, strips below it where they are wanted, and what is written over them. */
import { text } from "../text.js";
import { positionOn, valueOn, xMarks, yMarks } from "./axes.js";
import { createBreaks } from "./breaks.js";
import { createCross } from "./cross.js";
import { endsOf, namedGap } from "./ends.js";
import { gutterOf, NARROW, rangesOf } from "./layout.js";
import { guessingLevel, paperLevels } from "./levels.js";
import { linesOf } from "./lines.js";
import { createMarks } from "./marks.js";
import { inside, paintLevel, paintLine, paintRings } from "./paint.js";
import { paletteOf } from "./palette.js";
import { createPane } from "./pane.js";
import { createStrips } from "./strips.js";
import { LEVEL_DASH, ringOf, strokeOf } from "./strokes.js";

/** Room above the plot, so that the uppermost number is not cut. */
const TOP = 10;
/** Rings this close together, in pixels, would lie on top of each other. */
const RING_APART = 3;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../state/chart.js").View} View */
/** @typedef {import("./pane.js").Range} Range */
/** @typedef {ReturnType<typeof createPlot>} Plot */

/**
 * @param {HTMLElement} host @param {RunCard[]} cards @param {View} view
 */
export function createPlot(host, cards, view) {
  const colours = paletteOf(host);
  const { scale } = colours;
  const narrow = host.clientWidth < NARROW;
  const gutter = gutterOf(cards, host.clientWidth, scale);
  const position = positionOn(view.log);
  const whole = view.y === "perplexity";
  let lines = linesOf(cards, view);
  let plans = cards.map((card) => card.plan.value);
  let ranges = rangesOf(cards, view, { x: null, y: null });
  /** @type {number | null} */
  let guessing = null;
  /** @type {import("./levels.js").Level[]} */
  let levels = [];
  /** @type {import("./marks.js").NamedGap | null} */
  let named = null;

  const stage = document.createElement("div");
  stage.className = "panes";
  host.append(stage);
  const main = document.createElement("div");
  main.className = "pane";
  stage.append(main);
  const strips = view.strips ? createStrips(stage, { cards, view, colours, gutter }) : null;
  main.style.height = `${host.clientHeight - (strips?.height ?? 0)}px`;
  const pane = createPane(main, {
    colours,
    gutter,
    top: TOP,
    xLabel: strips ? null : text.chart.axes.x[view.x].label,
    under: drawLevels,
    over: drawLines,
  });
  const { plot } = pane;
  const marks = createMarks(plot.over);
  const placeBreaks = createBreaks(plot.over);
  const cross = createCross([plot, ...(strips?.plots ?? [])]);
  const surface = { u: plot, position, scale };

  function drawLevels() {
    const level = (
      /** @type {number} */ value,
      /** @type {string} */ colour,
      /** @type {number[]} */ dash,
    ) => paintLevel(surface, value, { colour, width: 1, dash });
    inside(surface, () => {
      if (guessing !== null) level(guessing, colours.rule, LEVEL_DASH.guessing);
      for (const { value, ink } of levels) level(value, colours.runs[ink], LEVEL_DASH.paper);
    });
  }

  function drawLines() {
    const columns = plot.bbox.width;
    inside(surface, () => {
      for (const line of lines) {
        if (line.kind !== "glances") {
          const stroke = strokeOf(line, cards.length, colours, view.smooth > 0);
          paintLine(surface, line.track.follow(ranges.x, columns), stroke);
          continue;
        }
        const rings = columns / (RING_APART * devicePixelRatio);
        paintRings(surface, line.track.follow(ranges.x, rings), {
          ...ringOf(cards.length),
          colour: colours.runs[line.card.ink],
          fill: colours.paper,
        });
      }
    });
    placeMarks();
  }

  /** Where a value stands in the plot, in CSS pixels. */
  const at = {
    x: (/** @type {number} */ value) => plot.valToPos(value, "x"),
    y: (/** @type {number} */ value) => plot.valToPos(position(value), "y"),
  };

  function placeMarks() {
    const here = endsOf(cards, view, ranges, at);
    const far = Math.max(0, ...here.map((end) => end.x));
    // On a phone the names would run over the words, which then give way to the other side.
    const left = narrow && far > plot.over.clientWidth * 0.4;
    const inView = (/** @type {number} */ value) => value >= ranges.y[0] && value <= ranges.y[1];
    marks.placeGuess(guessing !== null && inView(guessing) ? at.y(guessing) : null, left);
    marks.placeLevels(
      levels
        .filter(({ value }) => inView(value))
        .map((level) => ({ ...level, y: at.y(level.value) })),
      plot.over.clientHeight,
    );
    placeBreaks(cards, view.x, at.x);
    marks.placeEnds(here, named, {
      width: plot.over.clientWidth + gutter,
      height: plot.over.clientHeight,
    });
  }

  /** Plans come after the cards, and the units need them. */
  function followPlans() {
    const now = cards.map((card) => card.plan.value);
    if (now.every((plan, i) => plan === plans[i])) return;
    plans = now;
    lines = linesOf(cards, view);
  }

  return {
    plot,
    /** Of each pane, what a pointer meets: the losses' first. */
    overs: [plot, ...(strips?.plots ?? [])].map(({ over }) => over),
    cross,
    at,
    /** The x value and the y value at a point of the screen. @param {number} clientX @param {number} clientY */
    valueAt(clientX, clientY) {
      const rect = plot.over.getBoundingClientRect();
      const toValue = valueOn(view.log);
      return {
        x: plot.posToVal(clientX - rect.left, "x"),
        y: toValue(plot.posToVal(clientY - rect.top, "y")),
      };
    },
    ranges: () => ranges,
    /** Reads the runs again and draws. @param {import("../lessons/caption.js").Bracket | null} gap @param {import("./layout.js").Zoom} zoom */
    update(gap, zoom) {
      followPlans();
      ranges = rangesOf(cards, view, zoom);
      // A bracket is between the ends of the lines, which a zoom may have left outside.
      named = zoom.x || zoom.y || !gap ? null : namedGap(gap, view.y);
      guessing = guessingLevel(cards, view);
      levels = paperLevels(cards, view);
      const yPixels = main.clientHeight / scale - TOP;
      const marked = yMarks(ranges.y, yPixels, { log: view.log, whole });
      const along = xMarks(ranges.x, (main.clientWidth - gutter) / scale - 40, narrow);
      pane.show({
        x: ranges.x,
        y: [position(ranges.y[0]), position(ranges.y[1])],
        xMarks: along,
        yMarks: { values: marked.values.map(position), labels: marked.labels },
      });
      strips?.update(ranges.x, along);
    },
    destroy() {
      pane.destroy();
      strips?.destroy();
      stage.remove();
    },
  };
}
