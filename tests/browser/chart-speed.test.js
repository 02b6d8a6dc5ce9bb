/** How long the chart takes to draw many points: 10 runs of 10,000, and one of 100,000. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useLab } from "./support/lab.js";
import { untilReady } from "./support/page.js";

const { open } = useLab({ fake: true });

/** In milliseconds: a whole drawing, and one in which 100 points of each run have come; several times what a quiet machine takes. */
const MOST = { whole: 600, more: 60 };

/** In the page: puts made-up runs on the chart and times the plot. @param {{ runs: number, points: number }} made */
async function timed({ runs, points }) {
  const at = (/** @type {string} */ path) => import(new URL(path, location.href).href);
  const [{ createPlot }, { runs: shown }, { view }] = await Promise.all([
    at("ui/chart/plot.js"),
    at("ui/state/runs.js"),
    at("ui/state/chart.js"),
  ]);
  const [like] = shown.value;
  const { batch_tokens } = like.plan.value;
  const step = (/** @type {number} */ i) => ({
    step: i,
    tokens: i * batch_tokens,
    loss: 1.5 + Math.exp(-i / points) * (0.5 + 0.2 * Math.sin(i * 12.9898)),
    seconds: i / 10,
    lr: 1e-3 * (1 - i / points),
    grad_norm: 1 + Math.abs(Math.sin(i * 78.233)),
  });
  const plan = { ...like.plan.value, steps: points + 2000 };
  const cards = Array.from({ length: runs }, (_, key) => ({
    ...like,
    key,
    ink: key,
    plan: { value: plan },
    train: Array.from({ length: points }, (_, i) => step(i + 1)),
    evals: Array.from({ length: 200 }, (_, i) => ({
      ...step(Math.floor(((i + 1) * points) / 200)),
      val_loss: null,
      val_loss_token: 5,
    })),
    glances: [],
  }));
  const host = /** @type {HTMLElement} */ (document.querySelector(".plot"));
  const time = async (/** @type {() => void} */ work) => {
    // A drawing that uPlot puts off is part of it.
    const start = performance.now();
    work();
    await Promise.resolve();
    return performance.now() - start;
  };
  const all = { x: null, y: null };
  /** @type {any} */
  let plot;
  const wholes = [];
  for (let round = 0; round < 3; round += 1) {
    plot?.destroy();
    wholes.push(
      await time(() => {
        plot = createPlot(host, cards, { ...view.value, strips: true, smooth: 50 });
        plot.update(null, all);
      }),
    );
  }
  const more = [];
  for (let round = 0; round < 10; round += 1) {
    for (const card of cards)
      for (let i = 0; i < 100; i += 1) card.train.push(step(card.train.length + 1));
    more.push(await time(() => plot.update(null, all)));
  }
  const zoomed = await time(() => plot.update(null, { x: [0, 3000], y: null }));
  plot.destroy();
  const median = (/** @type {number[]} */ times) =>
    times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  return { whole: median(wholes), more: median(more), zoomed };
}

for (const [runs, points] of [
  [10, 10_000],
  [1, 100_000],
])
  test(`${runs} x ${points} points are drawn whole within ${MOST.whole} ms, and 100 more each within ${MOST.more} ms`, async (t) => {
    const page = await open(t);
    await untilReady(page);
    const { whole, more, zoomed } = await page.evaluate(timed, { runs, points });
    t.diagnostic(
      `whole ${whole.toFixed(1)} ms, 100 more ${more.toFixed(1)} ms, zoomed ${zoomed.toFixed(1)} ms`,
    );
    assert.ok(whole < MOST.whole, `whole: ${whole} ms`);
    assert.ok(more < MOST.more, `100 more: ${more} ms`);
    assert.ok(zoomed < MOST.whole, `zoomed: ${zoomed} ms`);
  });
