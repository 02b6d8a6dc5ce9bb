/** The foot while a recording is on the screen: its transport, in the place of the training's controls. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { PanelLink } from "../components/panel.js";
import { passFocus } from "../components/pass-focus.js";
import { count } from "../format.js";
import { ASK } from "../lessons/index.js";
import { lesson } from "../state/lesson.js";
import {
  atEnd,
  brought,
  drawUnder,
  leaveRecording,
  play,
  playback,
  recording,
  shownStep,
  sizeLabel,
  watch,
  watchBrought,
} from "../state/recorded.js";
import { text } from "../text.js";
import { RECORDED } from "./format.js";
import { SPEEDS } from "./playback.js";

const words = text.recorded;

function Position() {
  const { steps } = playback.value;
  const at = words.at(count(shownStep.value), count(steps));
  // It changes as fast as the recording plays: not to be read out by itself.
  return html`<div class="player-position">
    <input
      type="range"
      aria-label=${words.position}
      aria-valuetext=${at}
      min="0"
      max=${steps}
      step="1"
      value=${shownStep.value}
      onInput=${(/** @type {InputEvent} */ event) =>
        play.jump(/** @type {HTMLInputElement} */ (event.currentTarget).valueAsNumber)}
    />
    <output aria-live="off">${at}</output>
  </div>`;
}

function Speed() {
  return html`<fieldset class="player-speed">
    <legend>${words.speed}</legend>
    ${SPEEDS.map(
      (speed) => html`<label class="choice" key=${speed} title=${words.speedHint}>
        <input
          type="radio"
          name="player-speed"
          checked=${playback.value.speed === speed}
          onChange=${() => play.speed(speed)}
        />
        <span>${words.times(String(speed))}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** Stands for the recording of a class pack among the lessons' own. */
const BROUGHT = "pack";

function Which() {
  const isBrought = recording.value !== null && recording.value === brought.value;
  const shown = isBrought ? BROUGHT : recording.value?.lesson;
  // A question and a lesson have each a screen of its own.
  const offered = RECORDED.filter((id) => (id === ASK) === (lesson.value.id === ASK));
  const choose = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
    if (value === BROUGHT) watchBrought();
    else watch(value);
  };
  const size = html`<span>${words.atSize(sizeLabel.value)}</span>`;
  if (offered.length === 1 && !brought.value) return html`<p class="player-which">${size}</p>`;
  return html`<label class="player-which">
    <span class="unseen">${words.which}</span>
    <select value=${shown} onChange=${choose}>
      ${brought.value && html`<option key=${BROUGHT} value=${BROUGHT} selected=${isBrought}>${text.pack.recording}</option>`}
      ${offered.map(
        (id) =>
          html`<option key=${id} value=${id} selected=${shown === id}>${text.lesson[id].title}</option>`,
      )}
    </select>
    ${size}
  </label>`;
}

/** Presses that end the player: the focus goes on to the button that comes in its place. @param {() => void} act */
const ending = (act) => (/** @type {MouseEvent} */ event) => {
  act();
  setTimeout(() => passFocus(event, document.querySelector(".controls .main")));
};

export function Player() {
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  // What opened it has gone from the page.
  useEffect(() => button.current?.focus(), []);
  const label = playback.value.playing ? words.pause : atEnd.value ? words.again : words.play;
  return html`<section class="controls player" aria-label=${words.label}>
    <${Position} />
    <div class="controls-main">
      <button type="button" class="main" ref=${button} onClick=${play.toggle}>${label}</button>
      <${Speed} />
      <p class="player-standing">${words.standing}</p>
    </div>
    <${Which} />
    <div class="quiet-links">
      <${PanelLink} name="write" label=${text.controls.write} />
      <button type="button" class="quiet" onClick=${ending(drawUnder)}>${words.under}</button>
      <button type="button" class="quiet" onClick=${ending(leaveRecording)}>${words.leave}</button>
    </div>
  </section>`;
}
