/** The drawn part of the chart: keeps a plot for as long as it stands, reads it where a person points, and zooms it. */
import { effect } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { createPlot } from "../chart/plot.js";
import { followPointer } from "../chart/pointer.js";
import { readAt } from "../chart/reading.js";
import { xRangeBefore } from "../chart/scale.js";
import { bracketOf, summaryOf } from "../lessons/caption.js";
import { choicesOpen, crosshair, showAll, view, zoom } from "../state/chart.js";
import { pair } from "../state/pair.js";
import { drafts } from "../state/recipes.js";
import { drawn } from "../state/runs.js";
import { text } from "../text.js";
import { Crosshair } from "./crosshair.js";
import { passFocus } from "./pass-focus.js";

/** The chart is drawn at most this often: a line that grows needs no more. */
const DRAW_INTERVAL_MS = 200;
/** After a person's own doing it is drawn at the next frame. */
const AT_ONCE_MS = 16;
/** The first plot waits this long for runs that are being made: it is drawn once with them, and not three times before. */
const EMPTY_MS = 1500;

/** The gap of the pair, unless one of the two is hidden. */
function bracketShown() {
  const two = pair.peek();
  return two.every((card) => card.shown.peek()) ? bracketOf(two, view.peek().y) : null;
}

/** Whether there is nothing to draw but the axes. */
function isEmpty() {
  return drawn.peek().every((card) => card.plan.peek() === null && !card.recorded);
}

/** The part of the axes to show; before there is a run, all that the runs of the drafts would read. */
function part() {
  const now = zoom.peek();
  if (drawn.peek().length > 0) return now;
  const coming = drafts.peek().flatMap(({ resolved }) => resolved ?? []);
  return { ...now, x: now.x ?? xRangeBefore(view.peek().x, coming) };
}

/**
 * Keeps a plot in `host` for as long as it stands: made anew when runs come or go, when it is looked at another way or
 * the colours change, drawn when the runs have grown.
 * @param {HTMLElement} host
 */
function mountPlot(host) {
  /** @type {import("../chart/plot.js").Plot | null} */
  let plot = null;
  let made = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let due = 0;
  let last = 0;

  const draw = () => {
    timer = undefined;
    last = performance.now();
    const cards = drawn.peek();
    const looked = view.peek();
    const names = cards.map((card) => `${card.key} ${card.short.peek()} ${card.recorded}`);
    const wanted = JSON.stringify([names, looked]);
    if (!plot || made !== wanted) {
      plot?.destroy();
      plot = createPlot(host, cards, looked);
      listen(plot);
      made = wanted;
    }
    plot.update(bracketShown(), part());
    showCross();
  };
  const within = (/** @type {number} */ ms) => {
    const at = performance.now() + (plot || !isEmpty() ? ms : EMPTY_MS);
    if (timer !== undefined && due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(draw, at - performance.now());
  };
  const soon = () => within(Math.max(0, last + DRAW_INTERVAL_MS - performance.now()));
  const anew = () => {
    made = "again";
    within(AT_ONCE_MS);
  };

  const showCross = () => {
    const x = crosshair.peek();
    if (!plot) return;
    if (x === null) {
      plot.cross.hide();
      return;
    }
    const { at } = plot;
    const spots = readAt(drawn.peek(), view.peek(), x).flatMap(({ card, validation }) =>
      validation ? [{ x: at.x(validation.x), y: at.y(validation.value), ink: card.ink }] : [],
    );
    plot.cross.show(at.x(x), spots);
  };

  /** @param {import("../chart/plot.js").Plot} made */
  const listen = (made) => {
    for (const over of made.overs)
      followPointer(over, {
        read: (clientX) => {
          const [from, to] = made.ranges().x;
          crosshair.value = Math.min(to, Math.max(from, made.valueAt(clientX, 0).x));
        },
        leave: () => {
          crosshair.value = null;
        },
        zoom: (part) => zoomTo(made, part, over === made.plot.over),
        reset: showAll,
      });
  };

  const stops = [
    effect(() => {
      pair.value;
      for (const card of drawn.value)
        [card.measured.value, card.plan.value, card.state.value, card.short.value];
      soon();
    }),
    effect(() => {
      [view.value, zoom.value, drafts.value];
      within(AT_ONCE_MS);
    }),
    effect(() => {
      crosshair.value;
      showCross();
    }),
  ];
  const size = new ResizeObserver(anew);
  size.observe(host);
  const schemes = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) =>
    matchMedia(query),
  );
  for (const scheme of schemes) scheme.addEventListener("change", anew);
  return () => {
    for (const stop of stops) stop();
    size.disconnect();
    clearTimeout(timer);
    for (const scheme of schemes) scheme.removeEventListener("change", anew);
    plot?.destroy();
  };
}

/** @param {import("../chart/plot.js").Plot} plot @param {import("../chart/pointer.js").Part} part @param {boolean} losses Whether it was dragged over the losses, whose y axis zooms. */
function zoomTo(plot, { x, y }, losses) {
  const before = zoom.peek();
  const next = { ...before };
  if (x) next.x = [plot.valueAt(x.left, 0).x, plot.valueAt(x.right, 0).x];
  if (y && losses) next.y = [plot.valueAt(0, y.bottom).y, plot.valueAt(0, y.top).y];
  zoom.value = next;
}

/** @param {MouseEvent} event */
function showAllAgain(event) {
  passFocus(event, document.querySelector(".chart-choices"));
  showAll();
}

export function Plot() {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => (host.current ? mountPlot(host.current) : undefined), []);
  for (const card of drawn.value) card.evaluated.value;
  // The open choices have the same button.
  const zoomed = (zoom.value.x || zoom.value.y) && !choicesOpen.value;
  return html`<div class="plot-frame">
    <div class="plot" role="img" aria-label=${summaryOf(drawn.value, view.value)} ref=${host}></div>
    <${Crosshair} />
    ${zoomed && html`<button type="button" class="second zoom-reset" onClick=${showAllAgain}>${text.chart.axes.all}</button>`}
  </div>`;
}
