/** Where a lesson leads: the buttons at its end, each with the time that it will take where that is known. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { duration } from "../format.js";
import { lessonOf } from "../lessons/index.js";
import { recipesSeconds, secondsFor } from "../state/clock.js";
import { isSample } from "../state/data.js";
import { embedded } from "../state/embedded.js";
import { changed } from "../state/lab.js";
import { goOnWith, lesson, lessonOnScreen, resetRecipes } from "../state/lesson.js";
import { phase } from "../state/phase.js";
import { runs } from "../state/runs.js";
import { showPanel } from "../state/view.js";
import { text } from "../text.js";
import { isLong, LongRun } from "./long-run.js";

/** Seconds for the runs of a lesson that are not on the chart yet, as long as those that are. @param {string} id */
function secondsOf(id) {
  const [first] = runs.value;
  const steps = first?.plan.value?.steps;
  if (!first || !steps) return null;
  const one = secondsFor(first.config, steps);
  if (one === null) return null;
  const here = new Set(runs.value.map((card) => sameRun(card.recipe)));
  const coming = lessonOf(id)
    .recipes(first.recipe.size)
    .filter((recipe) => !here.has(sameRun(recipe)));
  return one * coming.length;
}

/** Recipes of different lessons are the same run where all but their lesson is the same. @param {import("../types.js").Recipe} recipe */
function sameRun({ preset, size, set, times }) {
  const { lr, ...others } = set;
  const rate = times === 1 ? undefined : (times ?? lr);
  return JSON.stringify([preset, size, rate, Object.entries(others).sort()]);
}

/** The way on goes with the click; a focus that was on it stays on the button beside it. @param {() => unknown} go */
function follow(go) {
  const main = document.querySelector("button.main");
  if (main instanceof HTMLElement) main.focus();
  go();
}

/** @param {{ id: string }} props */
function Lesson({ id }) {
  const seconds = secondsOf(id);
  const go = text.lesson[id].go;
  return html`<button type="button" class="second" onClick=${() => follow(() => goOnWith(id))}>${go}${seconds !== null && html` <small>${text.next.time(duration(seconds))}</small>`}</button>`;
}

/** Where the page is one column, as in first.css. */
const column = matchMedia("(max-width: 60rem)");
const isColumn = signal(column.matches);
column.addEventListener("change", () => {
  isColumn.value = column.matches;
});

/** Beside the one button, or, where the page is one column, under the chart. @typedef {"button" | "chart"} Place */

/** @param {Place} place */
const isHere = (place) => phase.value === "ended" && isColumn.value === (place === "chart");

/** Seconds of the longest lesson that is offered next at this place; null where none is, or nobody knows. @param {Place} place */
export function secondsAhead(place) {
  if (embedded || !isHere(place)) return null;
  const known = (lessonOnScreen.value?.next ?? []).flatMap((id) => secondsOf(id) ?? []);
  return known.length > 0 ? Math.max(...known) : null;
}

/**
 * The next lessons once the runs on the screen have ended; then nothing moves, and these wait.
 * @param {{ place: Place }} props Under the chart they push nothing away that is being looked at.
 */
export function Next({ place }) {
  if (!isHere(place)) return null;
  const from = lessonOnScreen.value;
  // Once something was changed, the bar says so in this one's place.
  const triesMine = from?.number === 1 && isSample.value && !changed.value;
  return html`<div class="onward">
    ${
      from
        ? from.next.map((id) => html`<${Lesson} key=${id} id=${id} />`)
        : html`<button type="button" class="second" onClick=${() => follow(resetRecipes)}>${text.next.back(text.lesson[lesson.value.id].title)}</button>`
    }
    ${triesMine && html`<button type="button" class="second" onClick=${() => showPanel("mine")}>${text.controls.tryMine}</button>`}
    ${place === "chart" && !isLong(recipesSeconds.value) && html`<${LongRun} seconds=${secondsAhead(place)} />`}
  </div>`;
}
