/** The quiet third way to headlines: from another host, which is named before it is asked. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { idOf } from "../../network/shelf.js";
import { count, duration, megabytes } from "../format.js";
import { text } from "../text.js";
import { NetworkForm } from "./form.js";
import { HOSTS, nameOf } from "./sources.js";
import {
  ask,
  asking,
  ending,
  forgetTitles,
  hostOf,
  keeps,
  kept,
  lookAtKept,
  soFar,
  stop,
  useTitles,
} from "./state.js";
import { endSentence, whatHappened } from "./words.js";

const words = text.network;
const dates = new Intl.DateTimeFormat(text.locale, { dateStyle: "medium" });

/** @typedef {import("./state.js").Head} Head */

/** What has come of the question under way; what has can be used while more comes. */
function Asking() {
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useEffect(() => {
    // The button that had the focus went with the form.
    if (document.activeElement === document.body) button.current?.focus();
  }, []);
  const now = asking.value;
  if (!now) return null;
  const { head, pause } = now;
  const { titles, of } = soFar(head);
  const host = hostOf(head);
  return html`<div class="network-now">
    <p><b>${words.soFar(titles, of)}</b> ${words.traffic(host, count(head.requests), megabytes(head.received))}</p>
    <progress aria-label=${words.progress} max=${head.query.titles} value=${head.titles > 0 ? Math.min(head.titles, head.query.titles) : null}></progress>
    <p class="network-pause">${pause && words.again(whatHappened(pause.code, { seconds: pause.seconds }, host), duration(pause.seconds))}</p>
    <div class="network-ways">
      <button type="button" class="second" ref=${button} onClick=${stop}>${words.stop}</button>
      ${head.titles > 0 && html`<button type="button" class="quiet" onClick=${() => useTitles(head.query)}>${words.useSome(titles)}</button>`}
    </div>
  </div>`;
}

/** How the last question ended, and what can be done about it. */
function Ended() {
  const line = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  const now = ending.value;
  useEffect(() => {
    // The button that had the focus went with the question.
    if (document.activeElement === document.body) line.current?.focus();
  }, [now]);
  if (!now) return null;
  const { head, how, refusal } = now;
  const { query, titles } = head;
  const missing = how !== "done" && how !== "fewer";
  // A host that gives no parts can be asked for the whole, which is a choice of its own.
  const whole = query.source === "dataset" && refusal?.code === "no-ranges";
  const goOn = () => ask(whole ? { ...query, whole: 1 } : query);
  const size = megabytes(refusal?.facts.bytes ?? 0);
  return html`<div class="network-end">
    <p tabindex="-1" ref=${line}>${endSentence(now)}</p>
    <div class="network-ways">
      ${missing && html`<button type="button" class="second" onClick=${goOn}>${whole ? words.goOnWhole(hostOf(head), size) : words.goOn(hostOf(head))}</button>`}
      ${missing && titles > 0 && html`<button type="button" class="second" onClick=${() => useTitles(query)}>${words.use(soFar(head).titles)}</button>`}
    </div>
  </div>`;
}

/** @param {{ head: Head }} props */
function KeptOne({ head }) {
  const { query } = head;
  const name = nameOf(query);
  const { titles, of } = soFar(head);
  const whole = head.ended || head.titles >= query.titles;
  const goOn = () => ask(query);
  return html`<li>
    <p><b>${name}</b> <span>${whole ? words.keptAll(titles) : words.soFar(titles, of)}, ${dates.format(head.at)}</span></p>
    <div class="network-ways">
      ${head.titles > 0 && html`<button type="button" class="quiet" aria-label=${words.useNamed(name)} onClick=${() => useTitles(query)}>${words.useShort}</button>`}
      ${!whole && html`<button type="button" class="quiet" aria-label=${words.goOnNamed(HOSTS[query.source], name)} disabled=${asking.value !== null} onClick=${goOn}>${words.goOn(HOSTS[query.source])}</button>`}
      <button type="button" class="quiet" aria-label=${words.forgetNamed(name)} onClick=${() => forgetTitles(query)}>${words.forget}</button>
    </div>
  </li>`;
}

function Kept() {
  if (!keeps.value) return html`<p class="network-note">${words.notKept}</p>`;
  const now = asking.value;
  const all = kept.value.filter(({ query }) => !now || idOf(query) !== idOf(now.head.query));
  if (all.length === 0) return null;
  return html`<div class="network-kept">
    <h4 id="network-kept">${words.keptTitle}</h4>
    <ul aria-labelledby="network-kept">${all.map((head) => html`<${KeptOne} key=${idOf(head.query)} head=${head} />`)}</ul>
  </div>`;
}

export function Network() {
  useEffect(() => {
    lookAtKept();
  }, []);
  return html`<section class="network" aria-labelledby="network-title">
    <h3 id="network-title">${words.title}</h3>
    <p class="network-note">${words.lead}</p>
    <${Ended} />
    ${asking.value ? html`<${Asking} />` : html`<${NetworkForm} />`}
    <${Kept} />
  </section>`;
}
