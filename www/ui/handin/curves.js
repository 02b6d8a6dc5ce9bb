/** The runs' curves as SVG, from what the file holds of them: as on the chart, but for the glances. */
import { DASHES } from "../chart/inks.js";
import { lossRange } from "../chart/scale.js";
import { stacked } from "../chart/stack.js";
import { count, decimal } from "../format.js";
import { text } from "../text.js";
import { markup } from "./markup.js";

/** @typedef {import("./format.js").HandedRun} HandedRun */
/** @typedef {{ x: number, y: number }} Point */

/** Of the drawing, in its own units, and the plot's edges in it. */
const SIZE = { width: 720, height: 330 };
const PLOT = { left: 44, right: 540, top: 10, bottom: 288 };
const LINE_HEIGHT = 16;
/** A line of training takes no more points than can be told apart. */
const MOST_POINTS = 250;
/** A name longer than this would leave the drawing. */
const LONGEST_NAME = 24;
const LOSS_TICKS = { steps: [0.25, 0.5, 1, 2, 4, 8], most: 7 };

/** Headlines that a run has read after an update. @param {HandedRun} run @param {number} step */
const read = ({ plan }, step) => (step * plan.batch_tokens) / plan.tokens_per_title;

/** Round values from 0 on. @param {number} end */
function headlineTicks(end) {
  const rough = end / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? end;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
}

/** @param {[number, number]} range */
function lossTicks([low, high]) {
  const step = LOSS_TICKS.steps.find((one) => (high - low) / one <= LOSS_TICKS.most) ?? high - low;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** @param {number} n */
const short = (n) => Number(n.toFixed(1));

/** @param {Point[]} points */
const path = (points) =>
  points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join("");

/** Every so many values become their mean. @param {Point[]} points @param {number} most */
function thinned(points, most) {
  const every = Math.ceil(points.length / most);
  if (every <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / every) }, (_, i) => {
    const some = points.slice(i * every, (i + 1) * every);
    return { x: some[some.length - 1].x, y: some.reduce((sum, { y }) => sum + y, 0) / some.length };
  });
}

/** @param {HandedRun} run @returns {Point[]} */
function trainPoints(run) {
  const { train, train_from, train_every, step } = run;
  return train.map((y, i) => {
    const at = Math.min(step, train_from - 1 + (i + 1) * train_every);
    return { x: read(run, at), y };
  });
}

/** @param {HandedRun} run @returns {Point[]} */
const evalPoints = (run) => run.evals.map(([step, , y]) => ({ x: read(run, step), y }));

/** Where the values lie in the drawing. @param {HandedRun[]} runs */
function scales(runs) {
  const uniform = runs[0]?.plan.uniform_full ?? null;
  const range = lossRange(
    uniform,
    Math.min(...runs.flatMap((run) => run.evals.map((one) => one[2]))),
  );
  const end = Math.max(1, ...runs.map((run) => read(run, run.plan.steps)));
  const x = (/** @type {number} */ n) =>
    PLOT.left + (Math.min(n, end) / end) * (PLOT.right - PLOT.left);
  const y = (/** @type {number} */ loss) => {
    const share = (loss - range[0]) / (range[1] - range[0]);
    return PLOT.bottom - Math.max(0, Math.min(1, share)) * (PLOT.bottom - PLOT.top);
  };
  const placed = (/** @type {Point[]} */ points) =>
    points.map((one) => ({ x: x(one.x), y: y(one.y) }));
  return { uniform, range, end, x, y, placed };
}

/** @param {ReturnType<typeof scales>} to */
function axes({ range, end, x, y }) {
  return [
    lossTicks(range).map(
      (tick) => markup`<path class="grid" d="M${PLOT.left} ${short(y(tick))}H${PLOT.right}"/>
<text class="tick" x="${PLOT.left - 8}" y="${short(y(tick) + 4)}" text-anchor="end">${decimal(tick, 2)}</text>`,
    ),
    headlineTicks(end).map(
      (tick) => markup`<path class="rule" d="M${short(x(tick))} ${PLOT.bottom}v5"/>
<text class="tick" x="${short(x(tick))}" y="${PLOT.bottom + 18}" text-anchor="middle">${count(tick)}</text>`,
    ),
    markup`<text class="tick" x="${(PLOT.left + PLOT.right) / 2}" y="${SIZE.height - 6}" text-anchor="middle">${text.chart.axes.x.headlines.label}</text>`,
  ];
}

/** Names at the lines' ends, each as near to its own as the others let it. @param {HandedRun[]} runs @param {ReturnType<typeof scales>} to */
function names(runs, { x, y }) {
  const ends = runs
    .flatMap((run) => {
      const last = run.evals.at(-1);
      return last ? [{ run, loss: last[2], x: x(read(run, last[0])), y: y(last[2]) }] : [];
    })
    .sort((a, b) => a.y - b.y);
  const tops = stacked(
    ends.map((end) => ({ y: end.y, height: LINE_HEIGHT })),
    PLOT.bottom,
  );
  return ends.map(({ run, loss, ...end }, i) => {
    const middle = tops[i] + LINE_HEIGHT / 2;
    const name =
      run.name.length > LONGEST_NAME ? `${run.name.slice(0, LONGEST_NAME - 1)}…` : run.name;
    const leader = `M${short(end.x + 2)} ${short(end.y)}L${PLOT.right + 14} ${short(middle)}`;
    return markup`<path class="leader" data-ink="${run.ink}" d="${leader}"/>
<text class="name" data-ink="${run.ink}" x="${PLOT.right + 18}" y="${short(middle + 4)}">${name} ${decimal(loss, 2)}</text>`;
  });
}

/** @param {HandedRun[]} runs @param {string} label What the drawing shows, for those who cannot see it. */
export function curvesOf(runs, label) {
  const to = scales(runs);
  const guess =
    to.uniform !== null &&
    markup`<path class="rule" stroke-dasharray="2 3" d="M${PLOT.left} ${short(to.y(to.uniform))}H${PLOT.right}"/>
<text class="guess" x="${PLOT.right - 4}" y="${short(to.y(to.uniform) - 5)}" text-anchor="end">${text.chart.guessing}</text>`;
  return markup`<svg class="curves" role="img" aria-label="${label}" viewBox="0 0 ${SIZE.width} ${SIZE.height}">
${axes(to)}
${guess}
${runs.map((run) => markup`<path class="train" data-ink="${run.ink}" d="${path(to.placed(thinned(trainPoints(run), MOST_POINTS)))}"/>`)}
${runs.map((run) => markup`<path class="val" data-ink="${run.ink}" stroke-dasharray="${DASHES[run.ink].join(" ")}" d="${path(to.placed(evalPoints(run)))}"/>`)}
${names(runs, to)}
</svg>`;
}

/** A piece of a run's line. @param {number} ink */
export function strokeOf(ink) {
  return markup`<svg class="stroke" data-ink="${ink}" viewBox="0 0 28 6" aria-hidden="true"><path d="M0 3H28" stroke-dasharray="${DASHES[ink].join(" ")}"/></svg>`;
}
