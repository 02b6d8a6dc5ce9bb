/** The panel that says what the numbers mean, in the figures of a person's own runs. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { Panel } from "../components/panel.js";
import { count, decimal } from "../format.js";
import { earlierRuns, runs } from "../state/runs.js";
import { text } from "../text.js";
import { bits, choices, uniformOver, windowsOf } from "./units.js";
import { compared, factor, inWords, paperInWords, twoLosses } from "./words.js";

const words = text.meaning;

/** Probabilities of which the surprise is shown. */
const PROBABILITIES = [1, 2, 10, 100, 1000];
/** `<eos>` is five of a headline's characters, and not a person's. */
const EOS_CHARS = 5;

/** The key of the run that a person chose. @type {import("@preact/signals").Signal<number | null>} */
const chosen = signal(null);

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** Runs of this page that have been measured, newest experiment first. */
function measuredRuns() {
  return [...runs.value, ...earlierRuns.value].filter((card) => {
    card.evaluated.value;
    return card.evals.length > 0 && card.plan.value && card.state.value !== "recorded";
  });
}

/** A run's last reading with its name. @param {RunCard} card */
function lastOf(card) {
  const last = card.evals[card.evals.length - 1];
  return { ...last, name: card.name.value };
}

/**
 * The run to hold against the chosen one: of the same data, and the farthest from it.
 * @param {RunCard} card @param {RunCard[]} all
 */
function otherOf(card, all) {
  const distance = (/** @type {RunCard} */ one) => Math.abs(lastOf(one).loss - lastOf(card).loss);
  const comparable = all.filter(
    (one) => one !== card && one.data === card.data && lastOf(one).tokens === lastOf(card).tokens,
  );
  return comparable.sort((a, b) => distance(b) - distance(a))[0] ?? null;
}

function Nat() {
  return html`<section>
    <h3>${words.nat.title}</h3>
    <p>${words.nat.text}</p>
    <table class="figures">
      <caption class="unseen">${words.nat.caption}</caption>
      <thead><tr><th scope="col">${words.nat.probability}</th>${PROBABILITIES.map((n) => html`<th scope="col" key=${n}>${words.nat.oneIn(count(n))}</th>`)}</tr></thead>
      <tbody><tr><th scope="row">${words.nat.nats}</th>${PROBABILITIES.map((n) => html`<td key=${n}>${decimal(Math.log(n), n === 1 ? 0 : 2)}</td>`)}</tr></tbody>
    </table>
  </section>`;
}

/** @param {{ card: RunCard, plan: import("../types.js").Plan, all: RunCard[] }} props */
function InWords({ card, plan, all }) {
  const last = lastOf(card);
  const other = otherOf(card, all);
  const titles = card.data?.val_titles ?? 0;
  const titleChars = titles > 0 ? Math.round(plan.val_chars / titles - EOS_CHARS) : 50;
  return html`<section>
    <h3>${words.words.title(last.name)}</h3>
    ${inWords(last, plan).map((sentence) => html`<p key=${sentence}>${sentence}</p>`)}
    ${other && html`<p>${compared(last, lastOf(other), plan, titleChars)}</p>`}
  </section>`;
}

/**
 * The rows of the table of units: a name, how it is worked out, the run's value, and that of guessing at random.
 * @param {ReturnType<typeof lastOf>} last @param {import("../types.js").Plan} plan
 */
function unitRows(last, plan) {
  const { units } = words;
  const windows = windowsOf(plan);
  const uniform = plan.uniform_full;
  const perToken = Math.log(plan.vocab_size);
  const missing = windows.count === 0 ? units.noWindow : units.notYet;
  return [
    [units.nats, units.full, decimal(last.loss), decimal(uniform)],
    [units.bits, units.bitsHow, decimal(bits(last.loss)), decimal(bits(uniform))],
    [
      units.natsToken,
      `${units.tokenName}: ${units.tokenHow}`,
      decimal(last.val_loss_token),
      decimal(perToken),
    ],
    [
      units.perplexity,
      units.perplexityHow,
      factor(choices(last.val_loss_token)),
      count(plan.vocab_size),
    ],
    [
      units.valLoss,
      units.paper,
      last.val_loss === null ? missing : decimal(last.val_loss),
      windows.count === 0 ? "–" : decimal(uniformOver(plan, windows.counted)),
    ],
  ];
}

/** @param {{ card: RunCard, plan: import("../types.js").Plan }} props */
function Units({ card, plan }) {
  const last = lastOf(card);
  return html`<section>
    <h3>${words.units.title}</h3>
    <table class="figures">
      <caption class="unseen">${words.units.caption(last.name)}</caption>
      <thead><tr><th scope="col">${words.units.unit}</th><th scope="col" data-ink=${card.ink}>${last.name}</th><th scope="col">${words.units.random}</th></tr></thead>
      <tbody>${unitRows(last, plan).map(
        ([unit, how, value, random]) =>
          html`<tr key=${unit}><th scope="row">${unit}<small>${how}</small></th><td>${value}</td><td>${random}</td></tr>`,
      )}</tbody>
    </table>
  </section>`;
}

/** @param {{ plan: import("../types.js").Plan }} props */
function TwoLosses({ plan }) {
  return html`<section>
    <h3>${words.two.title}</h3>
    ${twoLosses(plan).map((sentence) => html`<p key=${sentence}>${sentence}</p>`)}
  </section>`;
}

/** @param {{ all: RunCard[], card: RunCard }} props */
function Chooser({ all, card }) {
  return html`<p class="meaning-run"><label>${words.run} <select value=${String(card.key)} onChange=${(
    /** @type {Event} */ event,
  ) => {
    chosen.value = Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
  }}>${all.map((one) => html`<option key=${one.key} value=${String(one.key)} selected=${one === card}>${one.name.value}${runs.value.includes(one) ? "" : ` (${text.runs.earlierShort})`}</option>`)}</select></label></p>`;
}

export function Meaning() {
  const all = measuredRuns();
  const lowest = [...all].sort((a, b) => lastOf(a).loss - lastOf(b).loss);
  const onScreen = lowest.find((card) => runs.value.includes(card));
  const card = all.find((one) => one.key === chosen.value) ?? onScreen ?? lowest[0];
  const plan = card?.plan.value ?? runs.value.find((one) => one.plan.value)?.plan.value;
  return html`<${Panel} name="meaning" title=${words.title} lead=${words.lead}>
    ${card ? html`<${Chooser} all=${all} card=${card} />` : html`<p class="meaning-run">${words.none}</p>`}
    <div class="meaning">
      <${Nat} />
      ${
        card && plan
          ? html`<${InWords} card=${card} plan=${plan} all=${all} />`
          : html`<section><h3>${words.words.paperTitle}</h3><p>${paperInWords()}</p></section>`
      }
      ${card && plan && html`<${Units} card=${card} plan=${plan} />`}
      ${plan && html`<${TwoLosses} plan=${plan} />`}
    </div>
  </${Panel}>`;
}
