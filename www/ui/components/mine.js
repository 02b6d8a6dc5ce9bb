/** Headlines of a person's own: files, a drop or a paste, and what was found in them. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { count, duration } from "../format.js";
import { atFirstUse, lazy } from "../lazy.js";
import {
  cancelPreparing,
  data,
  isSample,
  outcome,
  ownSource,
  phaseSeconds,
  preparing,
} from "../state/data.js";
import { headlines } from "../state/headlines.js";
import { whyLeft } from "../state/refusals.js";
import { text } from "../text.js";
import { DropFiles, HEADLINES } from "./files.js";
import { Panel } from "./panel.js";
import { passFocus } from "./pass-focus.js";

const words = text.panels.mine;
const Look = lazy(async () => (await import("./look.js")).Look);

const Network = atFirstUse(async () => (await import("../network/panel.js")).Network);

/** Whether other hosts can be asked. */
const network = signal(false);

/** Whether the headlines are looked at. */
const looks = signal(false);

/** What has been pasted, kept while the panel is closed. */
let pasted = "";

function Paste() {
  const [value, setValue] = useState(pasted);
  return html`<form
    class="paste"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      headlines.choose({ kind: "text", text: value, name: words.pastedName });
    }}
  >
    <label for="paste">${words.paste}</label>
    <textarea
      id="paste"
      rows="5"
      value=${value}
      onInput=${(/** @type {Event} */ event) => {
        pasted = /** @type {HTMLTextAreaElement} */ (event.currentTarget).value;
        setValue(pasted);
      }}
    ></textarea>
    <button type="submit" class="second" disabled=${value.trim() === ""}>${words.usePasted}</button>
  </form>`;
}

/** The way to other hosts: nothing of it is fetched before it is opened. */
function FromNetwork() {
  const toggle = () => {
    network.value = !network.value;
  };
  return html`<div class="from-network">
    <button type="button" class="quiet" aria-expanded=${network.value} onClick=${toggle}>${text.network.open}</button>
    ${network.value && html`<${Network} />`}
  </div>`;
}

/** The button goes with what it ends; the focus goes on to the way to other headlines. @param {MouseEvent} event */
function cancel(event) {
  const panel = /** @type {Element} */ (event.currentTarget).closest(".mine");
  passFocus(event, panel?.querySelector(".drop input"));
  cancelPreparing();
}

function Progress() {
  const now = preparing.value;
  if (!now) return html`<p class="preparing" aria-hidden="true"></p>`;
  const known = now.total !== undefined && now.total > 0;
  return html`<div class="preparing">
    <p>${words.phases[now.phase]} · ${known ? `${count(now.done ?? 0)} / ${count(now.total ?? 0)}` : duration(phaseSeconds.value)}</p>
    <progress aria-label=${words.progress} max=${known ? now.total : null} value=${known ? now.done : null}></progress>
    <button type="button" class="second" onClick=${cancel}>${words.cancel}</button>
  </div>`;
}

/** @param {{ label: string, value: string, note?: string }} props */
function Fact({ label, value, note }) {
  return html`<div><dt>${label}</dt><dd>${value}${note && html`<small>${note}</small>`}</dd></div>`;
}

/** @param {{ found: import("../types.js").Data }} props */
function Found({ found }) {
  const { info } = found;
  return html`<div class="found">
    <h3>${words.inUse}: <b>${isSample.value ? words.sampleName : found.name}</b></h3>
    <dl class="facts-list">
      <${Fact} label=${words.titles} value=${words.used(count(info.titles_used), count(info.titles_found))} />
      <${Fact} label=${words.split} value=${`${count(found.train_titles)} / ${count(found.val_titles)}`} />
      <${Fact} label=${words.tokens} value=${count(found.train_tokens)} />
      <${Fact} label=${words.vocab} value=${count(found.vocab_size)} />
      <${Fact} label=${words.unknown} value=${count(found.unk_bytes)} note=${found.unk_bytes > 0 ? words.unknownSome : ""} />
      <${Fact} label=${words.longest} value=${words.characters(count(info.longest_chars))} />
    </dl>
    ${info.files && html`<${Files} files=${info.files} />`}
    ${info.columns && html`<${Column} columns=${info.columns} column=${info.column ?? 0} />`}
    <div class="found-more">
    ${!isSample.value && html`<button type="button" class="second" onClick=${headlines.sample}>${words.back}</button>`}
    ${
      ownSource() &&
      html`<button type="button" class="second" aria-expanded=${looks.value} onClick=${() => {
        looks.value = !looks.value;
      }}>${text.look.open}</button>`
    }
    </div>
  </div>`;
}

/** How a text's characters are written: UTF-16 without a mark was guessed. @param {string} [encoding] by the reader's name */
function writtenIn(encoding) {
  switch (encoding) {
    case "utf-8-bom":
      return `UTF-8 ${words.encodingMarked}`;
    case "utf-16le":
      return `UTF-16 LE, ${words.encodingGuessed}`;
    case "utf-16be":
      return `UTF-16 BE, ${words.encodingGuessed}`;
    case "utf-16le-bom":
      return "UTF-16 LE";
    case "utf-16be-bom":
      return "UTF-16 BE";
    default:
      return encoding?.toUpperCase();
  }
}

/** What each file was taken for, and which were left. @param {{ files: NonNullable<import("../types.js").Data["info"]["files"]> }} props */
function Files({ files }) {
  return html`<ul class="read-files" aria-label=${words.files}>
    ${files.map((file, i) => {
      if (file.why) return html`<li key=${i} data-left="true">${whyLeft(file)}</li>`;
      const { name, format = "", encoding, titles } = file;
      return html`<li key=${i}><b>${name}</b> ${words.fileFacts(format, writtenIn(encoding), count(titles))}</li>`;
    })}
  </ul>`;
}

/** @param {{ columns: string[], column: number }} props */
function Column({ columns, column }) {
  return html`<div class="column">
    <label for="column">${words.column}</label>
    <select
      id="column"
      aria-describedby="column-hint"
      value=${String(column)}
      onChange=${(/** @type {Event} */ event) =>
        headlines.column(Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value))}
    >
      ${columns.map((name, i) => html`<option key=${i} value=${String(i)} selected=${i === column}>${name || i + 1}</option>`)}
    </select>
    <small id="column-hint">${words.columnGuess}</small>
  </div>`;
}

function Outcome() {
  if (outcome.value === "cancelled") return html`<p class="outcome">${words.cancelled}</p>`;
  if (outcome.value === "ready" && data.value) {
    return html`<p class="outcome">${words.ready(isSample.value ? words.sampleName : data.value.name)}</p>`;
  }
  return null;
}

/** Files come through a paste as well; text that is pasted goes where it is pasted. @param {ClipboardEvent} event */
function takePasted(event) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  headlines.take(files);
}

export function Mine() {
  return html`<${Panel} name="mine" title=${words.title} lead=${words.lead}>
    <div class="mine" onPaste=${takePasted}>
      <div>
        <${DropFiles} label=${words.file} hint=${words.drop} accept=${HEADLINES} multiple take=${headlines.take} />
        <${Paste} />
        <${FromNetwork} />
      </div>
      <div>
        <${Progress} />
        <${Outcome} />
        ${data.value && html`<${Found} found=${data.value} />`}
      </div>
      ${looks.value && ownSource() && html`<${Look} />`}
    </div>
  </${Panel}>`;
}
