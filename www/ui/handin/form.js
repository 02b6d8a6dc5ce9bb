/** What a student adds to a hand-in, and the button that makes it. */
import { html } from "htm/preact";
import { count } from "../format.js";
import { announce } from "../state/announce.js";
import { report } from "../state/problems.js";
import { text } from "../text.js";
import { handedCards, leftCards } from "./collect.js";
import { LONGEST } from "./format.js";
import { makeHandIn, outcome } from "./make.js";
import { own } from "./own.js";

const words = text.handin;

/** @param {Partial<typeof own.value>} part */
function change(part) {
  own.value = { ...own.value, ...part };
  outcome.value = null;
}

/** What is said beside the button. @param {number} runs that would be handed in */
function told(runs) {
  const made = outcome.value;
  if (made === "too large") return words.tooLarge;
  if (made) return words.made(made.name, count(Math.ceil(made.bytes / 1000)));
  return runs === 0 ? words.none : words.holds(runs);
}

export function HandInForm() {
  const runs = handedCards().length;
  const left = leftCards().map((card) => card.name.value);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (runs === 0) return;
    try {
      await makeHandIn();
      announce(told(runs));
    } catch (error) {
      report("run", error);
    }
  };
  return html`<form class="handin" aria-labelledby="handin-title" onSubmit=${submit}>
    <h3 id="handin-title">${words.title}</h3>
    <p class="handin-lead">${words.lead}</p>
    <label for="handin-conclusion">${words.conclusion}</label>
    <textarea
      id="handin-conclusion"
      rows="4"
      maxlength=${LONGEST.conclusion}
      value=${own.value.conclusion}
      onInput=${(/** @type {Event} */ event) =>
        change({ conclusion: /** @type {HTMLTextAreaElement} */ (event.currentTarget).value })}
    ></textarea>
    <label for="handin-author">${words.author}</label>
    <input
      id="handin-author"
      type="text"
      autocomplete="name"
      maxlength=${LONGEST.author}
      value=${own.value.author}
      onInput=${(/** @type {Event} */ event) =>
        change({ author: /** @type {HTMLInputElement} */ (event.currentTarget).value })}
    />
    <label class="handin-titles">
      <input
        type="checkbox"
        checked=${own.value.withTitles}
        onChange=${(/** @type {Event} */ event) =>
          change({ withTitles: /** @type {HTMLInputElement} */ (event.currentTarget).checked })}
      />
      <span>${words.withTitles}</span>
    </label>
    <div class="handin-go">
      <button type="submit" class="second strong" aria-disabled=${runs === 0 ? "true" : null}>${words.make}</button>
      <p>${told(runs)}</p>
    </div>
    ${left.length > 0 && html`<p class="handin-lead">${words.left(left)}</p>`}
  </form>`;
}
