/** The foot: the one button, what it will cost, and the quiet ways onward. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { count, duration, percent, rough } from "../format.js";
import { RecordingLink } from "../recorded/link.js";
import { elapsed, knownSeconds, recipesSeconds, shareDone, timeLeft } from "../state/clock.js";
import { cancelPreparing, data, isSample, needed, phaseSeconds, preparing } from "../state/data.js";
import { embedded } from "../state/embedded.js";
import { changed, train } from "../state/lab.js";
import { chooseLessonSize, size, sizeToTrain } from "../state/lesson.js";
import { classroomSeconds, machine, measured } from "../state/machine.js";
import { step, stop } from "../state/orders.js";
import { phase, underWay } from "../state/phase.js";
import { drafts } from "../state/recipes.js";
import { training } from "../state/runs.js";
import { showPanel } from "../state/view.js";
import { text } from "../text.js";
import { isLong, LongRun } from "./long-run.js";
import { pressing, standingButton } from "./main-button.js";
import { Next, secondsAhead } from "./next.js";
import { OtherSize } from "./other-size.js";
import { PanelLink } from "./panel.js";
import { passFocus } from "./pass-focus.js";
import { PausedBefore } from "./paused-before.js";

const words = text.controls;

/** What the one button says and does now. @returns {import("./main-button.js").MainButton} */
function mainButton() {
  const standing = standingButton();
  if (standing) return standing;
  if (needed.value) return { label: text.link.choose, act: () => showPanel("mine") };
  const again = phase.value === "ended" && !changed.value;
  return {
    label: again ? words.again : words.begin(drafts.value.length || 2),
    act: train,
    refused: drafts.value.some((draft) => draft.error !== null),
  };
}

function Facts() {
  const facts = underWay.value ? runningFacts() : restingFacts();
  if (facts === null) return html`<${IdleFacts} />`;
  return html`<p class="facts">${facts.map((fact, i) => html`${i > 0 && " · "}<span class="fact">${fact}</span>`)}</p>`;
}

/** The time has a line of its own: what is measured meanwhile is longer or shorter, and moves nothing. */
function IdleFacts() {
  if (needed.value) return html`<p class="facts"></p>`;
  const known = knownSeconds.value ?? recipesSeconds.value;
  const immeasurable = measured.value && machine.value === null;
  const unknown = immeasurable ? words.facts.noTime : text.machine.measuring;
  const titles =
    data.value?.info.titles_used ??
    drafts.value[0]?.resolved?.config.titles ??
    titlesOf(size.value);
  const which = isSample.value
    ? words.facts.sample(count(titles))
    : words.facts.own(count(titles), data.value?.name ?? "");
  return html`<p class="facts">
    <span class="facts-line">${known === null ? unknown : words.facts.time(duration(known))}</span>${" "}
    <span class="facts-line">${`${which} · ${words.facts.local}`}</span>
  </p>`;
}

/** Headlines of a lesson before the engine is loaded, which has its own figures. @param {string} name of a size */
const titlesOf = (name) => (name === "tiny" ? 5_000 : 20_000);

/** While headlines are read, and after a training; null before both. */
function restingFacts() {
  const now = preparing.value;
  if (phase.value === "preparing" && now) {
    const share = now.total ? percent((now.done ?? 0) / now.total) : duration(phaseSeconds.value);
    return [text.panels.mine.phases[now.phase], share];
  }
  if (phase.value !== "ended") return null;
  return [changed.value ? words.changed : words.took(duration(elapsed.value))];
}

function runningFacts() {
  const [first] = training.value;
  const steps = Math.max(...training.value.map((card) => card.step.value));
  const all = first?.plan.value?.steps ?? 0;
  const left = timeLeft.value;
  const speed = training.value.reduce(
    (sum, card) => Math.max(sum, card.speed.value?.tokensPerSecond ?? 0),
    0,
  );
  return [
    words.step_of(count(steps), count(all)),
    left === null ? words.measuring : words.left(duration(left)),
    ...(speed > 0 ? [words.speed(rough(speed))] : []),
    ...(changed.value ? [words.changed] : []),
  ];
}

function QuietLinks() {
  return html`<div class="quiet-links">
    <${PanelLink} name="mine" label=${words.mine} />
    <${PanelLink} name="recipe" label=${words.recipe} />
    <${PanelLink} name="write" label=${words.write} />
    <${RecordingLink} />
  </div>`;
}

/** Seconds of the longest training that a press here begins, as far as they are known. */
function longestAhead() {
  return Math.max(recipesSeconds.value ?? 0, secondsAhead("button") ?? 0);
}

export function Controls() {
  const main = mainButton();
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const steps = useRef(/** @type {HTMLDivElement | null} */ (null));
  const under = underWay.value;
  const active = document.activeElement;
  const held = steps.current?.contains(active) ?? false;
  // Step and Stop go when a run ends; a focus that was on them stays on the button beside them.
  useEffect(() => {
    if (!under && held) button.current?.focus();
  }, [under]);
  // So does Cancel, by its own press.
  const cancel = (/** @type {MouseEvent} */ event) => {
    passFocus(event, button.current);
    cancelPreparing();
  };
  const share = shareDone.value;
  return html`<section class="controls" aria-label=${words.label} data-phase=${phase.value}>
    <div class="progress" role="progressbar" aria-label=${words.progress} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(share * 100)}>
      <span style=${{ transform: `scaleX(${share})` }}></span>
    </div>
    <div class="controls-main">
      <button type="button" class="main" ref=${button} ...${pressing(main)}>${main.label}</button>
      <div class="steps" ref=${steps} hidden=${!under}>
        <button type="button" class="second" title=${words.stepHint} onClick=${step}>${words.step}</button>
        <button type="button" class="second" onClick=${stop}>${words.stop}</button>
      </div>
      ${phase.value === "preparing" && preparing.value && html`<button type="button" class="second" onClick=${cancel}>${words.cancel}</button>`}
      <${Next} place="button" />
    </div>
    <div class="told" key=${`told-${under}`}>
      <${Facts} />
      <${PausedBefore} otherwise=${!isLong(recipesSeconds.value) && html`<${OtherSize} size=${sizeToTrain.value} seconds=${classroomSeconds.value} choose=${() => chooseLessonSize("classroom")} />`} />
      ${!under && html`<${LongRun} seconds=${longestAhead()} />`}
    </div>
    ${!embedded && html`<${QuietLinks} />`}
  </section>`;
}
