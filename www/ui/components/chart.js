/** The chart with its heading, its key and the sentence under it. */
import { effect } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { DASHES } from "../chart/inks.js";
import { createPlot } from "../chart/plot.js";
import { bracketOf, captionOf, summaryOf } from "../lessons/caption.js";
import { lessonOnScreen } from "../state/lesson.js";
import { phase } from "../state/phase.js";
import { earlierRuns, isOver, overlay, pair, runs } from "../state/runs.js";
import { text } from "../text.js";

/** The chart is drawn at most this often: a line that grows needs no more. */
const DRAW_INTERVAL_MS = 200;

/** The runs that the chart draws. */
function drawn() {
  return [...runs.value, ...earlierRuns.value, ...overlay.value].filter((card) => card.shown.value);
}

/**
 * Keeps a plot in `host` for as long as it stands: made anew when runs come or go or the colours change, drawn when
 * they have grown.
 * @param {HTMLElement} host
 */
function mountPlot(host) {
  /** @type {import("../chart/plot.js").Plot | null} */
  let plot = null;
  let made = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let last = 0;

  const draw = () => {
    timer = undefined;
    last = performance.now();
    const cards = drawn();
    const wanted = cards.map((card) => `${card.key} ${card.short.value}`).join();
    if (!plot || made !== wanted) {
      plot?.destroy();
      plot = createPlot(host, cards);
      made = wanted;
    }
    plot.update(bracketOf(pair.value));
  };
  const soon = () => {
    timer ??= setTimeout(draw, Math.max(0, last + DRAW_INTERVAL_MS - performance.now()));
  };
  const anew = () => {
    made = "again";
    soon();
  };
  const stop = effect(() => {
    pair.value;
    for (const card of drawn())
      [card.measured.value, card.plan.value, card.state.value, card.name.value];
    soon();
  });
  const size = new ResizeObserver(anew);
  size.observe(host);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)");
  dark.addEventListener("change", anew);
  forced.addEventListener("change", anew);
  return () => {
    stop();
    size.disconnect();
    clearTimeout(timer);
    dark.removeEventListener("change", anew);
    forced.removeEventListener("change", anew);
    plot?.destroy();
  };
}

/** A piece of a run's line, as the chart draws it. @param {{ ink: number }} props */
export function Stroke({ ink }) {
  const dash = DASHES[ink].join(" ");
  return html`<svg class="stroke" data-ink=${ink} viewBox="0 0 28 6" aria-hidden="true"><path d="M0 3H28" stroke-dasharray=${dash} /></svg>`;
}

function Key() {
  return html`<ul class="key">
    <li><svg class="key-line" viewBox="0 0 24 6" aria-hidden="true"><path class="bold" d="M0 3H24" /></svg>${text.chart.legendBold}</li>
    <li><svg class="key-line" viewBox="0 0 24 6" aria-hidden="true"><path class="faint" d="M0 3H24" /></svg>${text.chart.legendFaint}</li>
    <li><svg class="key-dot" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="2.6" /></svg>${text.chart.legendGlance}</li>
  </ul>`;
}

function Caption() {
  for (const card of runs.value) [card.evaluated.value, card.state.value, card.measured.value];
  return html`<figcaption class="caption" data-phase=${isOver(runs.value) && runs.value.length > 0 ? "ended" : phase.value}>${captionOf(runs.value, phase.value, lessonOnScreen.value)}</figcaption>`;
}

export function Chart() {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => (host.current ? mountPlot(host.current) : undefined), []);
  for (const card of runs.value) card.evaluated.value;
  return html`<figure class="chart" aria-label=${text.chart.label}>
    <div class="chart-head">
      <h2>${text.chart.title}</h2>
      <p class="unit">${text.chart.unit}</p>
      <${Key} />
    </div>
    <div class="plot" role="img" aria-label=${summaryOf(runs.value)} ref=${host}></div>
    <${Caption} />
  </figure>`;
}
