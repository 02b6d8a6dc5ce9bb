/** One pair of axes: uPlot with nothing of its own in it but the axes, on which the chart draws its lines. */
import uPlot from "uplot";

/** Sizes in pixels of usual type. */
const SIZE = { xTicks: 26, xLabel: 20, y: 40 };

/** @typedef {import("./axes.js").Marked} Marked */
/** @typedef {[number, number]} Range */
/**
 * @typedef {object} Frame What the axes show.
 * @property {Range} x
 * @property {Range} y Positions, which are logarithms on a logarithmic axis.
 * @property {Marked} xMarks
 * @property {Marked} yMarks `values` as positions.
 */
/** @typedef {ReturnType<typeof createPane>} Pane */

/**
 * @param {HTMLElement} host
 * @param {{
 *   colours: import("./palette.js").Palette, gutter: number, top: number, xLabel: string | null,
 *   under: (u: uPlot) => void, over: (u: uPlot) => void,
 * }} options `xLabel`: null leaves out what is written at the x axis; `under` and `over` the grid draw.
 */
export function createPane(host, { colours, gutter, top, xLabel, under, over }) {
  /** @type {Frame} */
  let frame = {
    x: [0, 1],
    y: [0, 1],
    xMarks: { values: [], labels: [] },
    yMarks: { values: [], labels: [] },
  };
  const { scale } = colours;
  const shared = {
    stroke: colours.ink,
    font: colours.font,
    labelFont: colours.font,
    ticks: { stroke: colours.rule, width: 1, size: 4 },
    grid: { stroke: colours.hair, width: 1 },
    gap: 5,
  };
  const size = () => ({
    width: Math.max(1, host.clientWidth),
    height: Math.max(1, host.clientHeight),
  });
  const plot = new uPlot(
    {
      ...size(),
      legend: { show: false },
      cursor: { show: false },
      padding: [top, gutter, xLabel === null ? 6 : 0, 0],
      scales: { x: { time: false, range: () => frame.x }, y: { range: () => frame.y } },
      axes: [
        {
          ...shared,
          grid: { show: false },
          size: (xLabel === null ? 0 : SIZE.xTicks) * scale,
          ...(xLabel === null
            ? { ticks: { show: false } }
            : { label: xLabel, labelSize: SIZE.xLabel * scale, labelGap: 0 }),
          splits: () => frame.xMarks.values,
          values: () => (xLabel === null ? frame.xMarks.values.map(() => "") : frame.xMarks.labels),
        },
        {
          ...shared,
          size: SIZE.y * scale,
          splits: () => frame.yMarks.values,
          values: () => frame.yMarks.labels,
        },
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: { drawAxes: [under], draw: [over] },
    },
    [
      [0, 1],
      [0, 1],
    ],
    host,
  );
  host.querySelector("canvas")?.setAttribute("aria-hidden", "true");

  return {
    plot,
    /** Takes other ranges, and draws. @param {Frame} next */
    show(next) {
      frame = next;
      plot.setData([frame.x, frame.y]);
    },
    destroy() {
      plot.destroy();
    },
  };
}
