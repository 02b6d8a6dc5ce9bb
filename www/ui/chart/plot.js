/** The uPlot instance: made for a set of runs, then fed. Knows the drawing, not the page. */
import uPlot from "uplot";
import { count, decimal } from "../format.js";
import { headlinesRead, isBroken } from "../state/runs.js";
import { text } from "../text.js";
import { DASHES } from "./inks.js";
import { createMarks } from "./marks.js";
import { headlineRange, lossRange } from "./scale.js";
import { aligned, seriesOf } from "./series.js";

const NARROW = 520;
/** The size of type to which the chart's measures belong, and its own. All grow with the page's type. */
const ROOT_PX = 15;
const TEXT_PX = 12;
/** Room to the right of the plot for names and the gap; a longer name of many takes more, up to a share of the chart. */
const GUTTER = { narrow: 96, wide: 148, beside: 70, letter: 7.4, most: 0.37 };
/** Lines of so many runs are drawn thinner, so that they part sooner. */
const MANY = 4;
/** A recorded line beside one's own is thin and dotted. */
const RECORDED = [1, 3];
/** Distances that ticks of the y axis may have, in nats per character. */
const TICKS = [0.25, 0.5, 1, 2, 4];

/** The page's colours and type as the canvas needs them; `scale` is how much larger than usual its type is. @param {Element} element */
function palette(element) {
  const style = getComputedStyle(element);
  const of = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const scale = root / ROOT_PX;
  return {
    ink: of("--ink-2"),
    hair: of("--hair"),
    rule: of("--ink-3"),
    paper: of("--sheet"),
    runs: DASHES.map((_, i) => of(`--run-${i}`)),
    faint: DASHES.map((_, i) => of(`--run-${i}-faint`)),
    font: `${Math.round(TEXT_PX * scale)}px ${of("--sans")}`,
    scale,
  };
}

/**
 * How the columns of `seriesOf` are drawn: training under validation under glances.
 * @param {import("../state/runs.js").RunCard[]} cards @param {ReturnType<typeof palette>} colours @returns {uPlot.Series[]}
 */
function seriesStyles(cards, colours) {
  const hidden = { show: false };
  const width = cards.length > MANY ? 2 : 3;
  return [
    ...cards.map(({ ink }) => ({
      stroke: colours.faint[ink],
      width: 1,
      points: hidden,
      spanGaps: true,
    })),
    ...cards.map(({ ink, recorded }) => ({
      stroke: colours.runs[ink],
      width: (recorded ? 1.5 : width) * colours.scale,
      dash: (recorded ? RECORDED : DASHES[ink]).map((length) => length * colours.scale),
      points: hidden,
      spanGaps: true,
    })),
    ...cards.map(({ ink }) => {
      const stroke = colours.runs[ink];
      return {
        stroke,
        paths: () => null,
        points: {
          show: true,
          size: (cards.length > MANY ? 3.5 : 5) * colours.scale,
          width: colours.scale,
          stroke,
          fill: colours.paper,
        },
      };
    }),
  ];
}

/** @param {import("../state/runs.js").RunCard[]} cards @param {number} width @param {number} scale */
function gutterOf(cards, width, scale) {
  const usual = (width < NARROW ? GUTTER.narrow : GUTTER.wide) * scale;
  if (cards.length <= 2) return usual;
  const letters = Math.max(...cards.map((card) => card.short.value.length));
  const wanted = (GUTTER.beside + letters * GUTTER.letter) * scale;
  return Math.max(usual, Math.min(width * GUTTER.most, wanted));
}

/**
 * @typedef {object} Plot
 * @property {(named: import("./marks.js").NamedGap | null) => void} update Reads the runs again and draws.
 * @property {() => void} resize
 * @property {() => void} destroy
 */

/** @param {HTMLElement} host @param {import("../state/runs.js").RunCard[]} cards @returns {Plot} */
export function createPlot(host, cards) {
  const colours = palette(host);
  const narrow = host.clientWidth < NARROW;
  const { scale } = colours;
  const gutter = gutterOf(cards, host.clientWidth, scale);
  /** @type {[number, number]} */
  let xRange = headlineRange(cards);
  /** @type {[number, number]} */
  let yRange = lossRange(null, Number.POSITIVE_INFINITY);
  /** @type {number | null} */
  let uniform = null;
  /** @type {import("./marks.js").NamedGap | null} */
  let named = null;
  /** @type {ReturnType<typeof createMarks> | null} */
  let marks = null;

  /** @returns {uPlot.Axis} */
  const axis = () => ({
    stroke: colours.ink,
    font: colours.font,
    labelFont: colours.font,
    ticks: { stroke: colours.rule, width: 1, size: 4 },
    grid: { stroke: colours.hair, width: 1 },
    gap: 5,
  });

  const plot = new uPlot(
    {
      width: Math.max(1, host.clientWidth),
      height: Math.max(1, host.clientHeight),
      legend: { show: false },
      cursor: { show: false },
      padding: [10, gutter, 0, 0],
      scales: { x: { time: false, range: () => xRange }, y: { range: () => yRange } },
      axes: [
        {
          ...axis(),
          grid: { show: false },
          space: (narrow ? 60 : 80) * scale,
          size: 26 * scale,
          label: text.chart.x,
          labelSize: 20 * scale,
          labelGap: 0,
          values: (_, splits) => splits.map((value) => count(value)),
        },
        {
          ...axis(),
          size: 40 * scale,
          space: 32 * scale,
          incrs: TICKS,
          values: (_, splits) => splits.map((value) => decimal(value, 2)),
        },
      ],
      series: [{}, ...seriesStyles(cards, colours)],
      hooks: { drawAxes: [drawGuessing], draw: [placeMarks] },
    },
    aligned(seriesOf(cards)),
    host,
  );
  marks = createMarks(plot.over);
  host.querySelector("canvas")?.setAttribute("aria-hidden", "true");

  /** @param {uPlot} u */
  function drawGuessing(u) {
    if (uniform === null) return;
    const y = Math.round(u.valToPos(uniform, "y", true));
    u.ctx.save();
    u.ctx.strokeStyle = colours.rule;
    u.ctx.lineWidth = Math.max(1, uPlot.pxRatio);
    u.ctx.setLineDash([2 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
    u.ctx.beginPath();
    u.ctx.moveTo(u.bbox.left, y);
    u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
    u.ctx.stroke();
    u.ctx.restore();
  }

  /** @param {uPlot} u */
  function placeMarks(u) {
    const ends = cards.flatMap((card) => {
      const last = card.evals.at(-1);
      if (!last || !card.shown.value) return [];
      const x = u.valToPos(headlinesRead(card, last.tokens), "x");
      const y = u.valToPos(Math.min(last.loss, yRange[1]), "y");
      const broken = isBroken(card);
      return [
        { key: card.key, name: card.short.value, ink: card.ink, x, y, loss: last.loss, broken },
      ];
    });
    ends.sort((a, b) => a.y - b.y);
    const far = Math.max(0, ...ends.map((end) => end.x));
    // On a phone the names would run over the words, which then give way to the other side.
    const left = narrow && far > u.over.clientWidth * 0.4;
    marks?.placeGuess(uniform === null ? null : u.valToPos(uniform, "y"), left);
    marks?.placeEnds(ends, named, {
      width: u.over.clientWidth + gutter,
      height: u.over.clientHeight,
    });
  }

  return {
    update(gap) {
      named = gap;
      xRange = headlineRange(cards);
      uniform = cards.find((card) => card.plan.value)?.plan.value?.uniform_full ?? null;
      const lowest = Math.min(
        ...cards.flatMap((card) => card.evals.map((reading) => reading.loss)),
      );
      yRange = lossRange(uniform, lowest);
      plot.setData(aligned(seriesOf(cards)));
    },
    resize() {
      plot.setSize({
        width: Math.max(1, host.clientWidth),
        height: Math.max(1, host.clientHeight),
      });
    },
    destroy() {
      plot.destroy();
    },
  };
}
