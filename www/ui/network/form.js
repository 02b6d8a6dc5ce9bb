/** What to ask for and whom, and what that comes to, said before it is asked. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { ABOUT } from "../../network/dataset.js";
import { count, duration, megabytes } from "../format.js";
import { text } from "../text.js";
import { datasetEstimate, hackerNewsEstimate } from "./estimate.js";
import { HOSTS, spanOfYears } from "./sources.js";
import { ask } from "./state.js";

const words = text.network;

const FIRST_YEAR = 2007;
const TITLES = [2000, 5000, 10_000, 20_000, 50_000, 100_000];
const POINTS = [1, 2, 5, 10, 20, 50, 100];
/** Whoever chooses the same has the same headlines. */
const SEED = 1337;

const thisYear = new Date().getUTCFullYear();
const YEARS = Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i);

/** What is chosen; kept while the panel is closed. */
const choice = signal({ titles: 20_000, points: 1, firstYear: 2012, lastYear: thisYear });

/** @type {import("@preact/signals").Signal<"hackerNews" | "dataset">} */
const source = signal("hackerNews");

/** @typedef {typeof choice.value} Choice */

/** @param {{ field: keyof Choice, label: string, options: number[], say?: (n: number) => string }} props */
function Choose({ field, label, options, say = String }) {
  const change = (/** @type {Event} */ event) => {
    const value = Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
    const { firstYear, lastYear } = choice.value;
    // The years stay in their order: the other one moves along.
    const moved =
      field === "firstYear"
        ? { lastYear: Math.max(value, lastYear) }
        : field === "lastYear"
          ? { firstYear: Math.min(value, firstYear) }
          : {};
    choice.value = { ...choice.value, ...moved, [field]: value };
  };
  const now = choice.value[field];
  return html`<label>
    <span>${label}</span>
    <select value=${String(now)} onChange=${change}>
      ${options.map((n) => html`<option key=${n} value=${String(n)} selected=${n === now}>${say(n)}</option>`)}
    </select>
  </label>`;
}

/** @param {{ ask: import("../../network/protocol.js").Query, host: string, children: import("preact").ComponentChildren }} props */
function AskForm({ ask: query, host, children }) {
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    ask(query);
  };
  return html`<form class="network-form" onSubmit=${submit}>
    ${children}
    <button type="submit" class="second">${words.ask(host)}</button>
  </form>`;
}

function HackerNewsForm() {
  const host = HOSTS["hacker-news"];
  const { titles, points, firstYear, lastYear } = choice.value;
  const { requests, megabytes: size, seconds } = hackerNewsEstimate(choice.value);
  const span = spanOfYears(firstYear, lastYear);
  const least = (/** @type {number} */ n) => words.leastPoints(n, count(n));
  return html`<${AskForm} host=${host} ask=${{ source: "hacker-news", titles, points, ...span, seed: SEED }}>
    <div class="network-choices">
      <${Choose} field="titles" label=${words.titles} options=${TITLES} say=${count} />
      <${Choose} field="points" label=${words.points} options=${POINTS} say=${least} />
      <${Choose} field="firstYear" label=${words.firstYear} options=${YEARS} />
      <${Choose} field="lastYear" label=${words.lastYear} options=${YEARS} />
    </div>
    <p>${words.asks(host, count(requests), megabytes(size * 1e6), duration(seconds))} ${points > 1 && words.pointsHere}</p>
    <p>${words.sees(host)}</p>
  </${AskForm}>`;
}

function DatasetForm() {
  const host = HOSTS.dataset;
  const { titles } = choice.value;
  const { requests, megabytes: size } = datasetEstimate(titles);
  const { dataset, licence, snapshot } = ABOUT;
  const until = new Intl.DateTimeFormat(text.locale, { dateStyle: "long", timeZone: "UTC" });
  return html`<${AskForm} host=${host} ask=${{ source: "dataset", titles, seed: SEED, whole: 0 }}>
    <div class="network-choices">
      <${Choose} field="titles" label=${words.titles} options=${TITLES} say=${count} />
    </div>
    <p>${words.notExact(dataset, until.format(new Date(snapshot)), licence)}</p>
    <p>${words.asksParts(host, count(requests), megabytes(size * 1e6))}</p>
    <p>${words.seesParts}</p>
  </${AskForm}>`;
}

/** The forms of the sources, by their names in the texts. */
const FORMS = { hackerNews: HackerNewsForm, dataset: DatasetForm };
const SOURCES = /** @type {(keyof typeof FORMS)[]} */ (Object.keys(FORMS));

export function NetworkForm() {
  return html`<fieldset class="network-sources">
      <legend>${words.source}</legend>
      ${SOURCES.map(
        (name) => html`<label key=${name}>
          <input type="radio" name="network-source" value=${name} checked=${source.value === name} onChange=${() => {
            source.value = name;
          }} />
          <span>${words.sources[name]}</span>
        </label>`,
      )}
    </fieldset>
    <${FORMS[source.value]} />`;
}
