/** The button that trains the question, what it will cost, and how far it has come. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { LongRun } from "../components/long-run.js";
import { pressing, standingButton } from "../components/main-button.js";
import { OtherSize } from "../components/other-size.js";
import { PanelLink } from "../components/panel.js";
import { passFocus } from "../components/pass-focus.js";
import { PausedBefore } from "../components/paused-before.js";
import { count, duration, percent, rough } from "../format.js";
import { RecordingLink } from "../recorded/link.js";
import { shareDone, timeLeft } from "../state/clock.js";
import { cancelPreparing, isSample, needed, preparing } from "../state/data.js";
import { classroomSeconds } from "../state/machine.js";
import { step, stop } from "../state/orders.js";
import { phase, underWay } from "../state/phase.js";
import { training } from "../state/runs.js";
import { showPanel } from "../state/view.js";
import { text } from "../text.js";
import { changes, chooseSize, inquiry, linkOfQuestion, openInquiry, pairs } from "./asking.js";
import { atOnce, job, missing, nextSeeds, secondsOf, train, trainMore, trains } from "./job.js";
import { paramsNote } from "./words.js";

const words = text.ask;
const controls = text.controls;

/** What the one button says and does now. @returns {import("../components/main-button.js").MainButton} */
function mainButton() {
  const standing = standingButton();
  // A training of a lesson goes on meanwhile, until a question takes its place.
  if (standing && (trains.value || !underWay.value)) return standing;
  if (job.value) return { label: controls.preparing, act: () => {}, waits: true };
  if (needed.value) return { label: text.link.choose, act: () => showPanel("mine") };
  const now = inquiry.value;
  if (!now) return { label: controls.trainOne, act: openInquiry };
  if (now.refusal !== null || changes.value.length === 0) {
    return { label: words.train(2 * now.question.seeds), act: train, refused: true };
  }
  if (missing.value.length > 0) return { label: words.train(2 * missing.value.length), act: train };
  const more = nextSeeds.value.length;
  if (more > 0) return { label: words.more(more), act: trainMore };
  return { label: words.allSeeds, act: () => {}, refused: true };
}

/** Whether every run of the question is on the page and has ended. */
const answered = () => !job.value && pairs.value.length > 0 && missing.value.length === 0;

/** Before the click. */
function idleFacts() {
  const now = inquiry.value;
  if (!now || now.refusal !== null || changes.value.length === 0) return [];
  const wanted = 2 * now.question.seeds;
  const coming = 2 * missing.value.length;
  if (coming === 0) return moreFacts();
  const seconds = secondsOf(missing.value.length);
  const together = missing.value.length <= atOnce.value;
  const note = paramsNote(now.params);
  return [
    seconds === null ? words.noTime : words.time(duration(seconds)),
    coming < wanted ? words.partly(count(wanted - coming), count(wanted)) : "",
    together ? words.lockStep(count(coming)) : words.seedBySeed(count(2 * atOnce.value)),
    note,
    isSample.value ? "" : controls.facts.local,
    underWay.value ? words.replaces : "",
  ].filter((fact) => fact !== "");
}

/** Where all runs of the question have been trained. */
function moreFacts() {
  const more = nextSeeds.value.length;
  if (more === 0) return [words.noMore];
  const seconds = secondsOf(more);
  return [
    seconds === null ? words.noTime : words.time(duration(seconds)),
    words.keeps(count(2 * pairs.value.length)),
  ];
}

/** Seconds left of this batch of seeds and of those after it. */
function secondsLeft() {
  const now = job.value;
  if (!now || timeLeft.value === null) return timeLeft.value;
  const later = now.seeds.length - now.done - atOnce.value;
  if (later <= 0) return timeLeft.value;
  const one = secondsOf(later);
  return one === null ? null : timeLeft.value + one;
}

function runningFacts() {
  const cards = training.value;
  const at = Math.max(...cards.map((card) => card.step.value));
  const all = Math.max(...cards.map((card) => card.plan.value?.steps ?? 0));
  const left = secondsLeft();
  const speeds = cards.map((card) => card.speed.value?.tokensPerSecond ?? 0);
  const now = job.value;
  return [
    controls.step_of(count(at), count(all)),
    now && now.seeds.length > atOnce.value
      ? words.seedAtWork(String(now.seeds[now.done]), count(now.done + 1), count(now.seeds.length))
      : "",
    left === null ? controls.measuring : controls.left(duration(left)),
    controls.speed(rough(Math.max(...speeds))),
  ].filter((fact) => fact !== "");
}

function facts() {
  const now = preparing.value;
  if (now) {
    const share = now.total ? ` ${percent((now.done ?? 0) / now.total)}` : "";
    return [`${text.panels.mine.phases[now.phase]}${share}`];
  }
  if (trains.value && underWay.value) return runningFacts();
  return idleFacts();
}

/** Of all seeds, those trained one batch after the other included. */
function share() {
  const now = job.value;
  if (!now) return trains.value ? shareDone.value : 0;
  const batch = Math.min(atOnce.value, now.seeds.length - now.done);
  return (now.done + shareDone.value * batch) / now.seeds.length;
}

/** The first question, as the machine made it, at the other size: a pair of runs for each seed. */
function OtherClassroom() {
  const now = inquiry.value;
  const untouched = linkOfQuestion()?.question === null;
  if (!now || !untouched || classroomSeconds.value === null) return null;
  const { size, seeds } = now.question;
  const choose = () => chooseSize("classroom");
  return html`<${OtherSize} size=${size} seconds=${seeds * classroomSeconds.value} choose=${choose} />`;
}

export function Bar() {
  const main = mainButton();
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const steps = useRef(/** @type {HTMLDivElement | null} */ (null));
  const under = underWay.value;
  const held = steps.current?.contains(document.activeElement) ?? false;
  // Step and Stop go when the runs end; a focus that was on them stays on the button beside them.
  useEffect(() => {
    if (!under && held) button.current?.focus();
  }, [under]);
  // So does Cancel, by its own press.
  const cancel = (/** @type {MouseEvent} */ event) => {
    passFocus(event, button.current);
    cancelPreparing();
  };
  const done = share();
  return html`<section class="controls" aria-label=${controls.label} data-phase=${phase.value}>
    <div class="progress" role="progressbar" aria-label=${controls.progress} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(done * 100)}>
      <span style=${{ transform: `scaleX(${done})` }}></span>
    </div>
    <div class="controls-main">
      <button type="button" class="main" ref=${button} ...${pressing(main)}>${main.label}</button>
      <div class="steps" ref=${steps} hidden=${!under}>
        <button type="button" class="second" title=${controls.stepHint} onClick=${step}>${controls.step}</button>
        <button type="button" class="second" onClick=${stop}>${controls.stop}</button>
      </div>
      ${preparing.value && html`<button type="button" class="second" onClick=${cancel}>${controls.cancel}</button>`}
      ${answered() && html`<button type="button" class="second" onClick=${() => showPanel("share")}>${words.handIn}</button>`}
    </div>
    <div class="told">
      <p class="facts">${facts().join(" · ")}</p>
      <${PausedBefore} />
      <${OtherClassroom} />
      ${!under && !preparing.value && html`<${LongRun} seconds=${secondsOf(missing.value.length)} />`}
    </div>
    <div class="quiet-links">
      <${PanelLink} name="model" label=${text.model.open} />
      <${PanelLink} name="mine" label=${controls.mine} />
      <${PanelLink} name="write" label=${controls.write} />
      <${RecordingLink} />
    </div>
  </section>`;
}
