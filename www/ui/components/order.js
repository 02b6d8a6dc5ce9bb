/** A choice for several runs: in lock-step, or one after the other. */
import { html } from "htm/preact";
import { order } from "../state/order.js";
import { text } from "../text.js";

const words = text.runs;

/** @typedef {import("../state/order.js").Order} Order */

export function OrderChoice() {
  const choices = /** @type {[Order, string][]} */ (Object.entries(words.orders));
  return html`<fieldset class="run-order">
    <legend>${words.order}</legend>
    ${choices.map(
      ([value, label]) =>
        html`<label class="choice" key=${value}><input type="radio" name="order" value=${value} checked=${order.value === value} onChange=${() => {
          order.value = value;
        }} /><span>${label}</span></label>`,
    )}
  </fieldset>`;
}
