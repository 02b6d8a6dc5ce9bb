/** Whether several runs train in lock-step, so that their lines grow side by side, or one after the other. */
import { effect, signal } from "@preact/signals";
import { engine } from "./engine.js";

/** @typedef {import("../../engine.js").Order} Order */

/** What a person chose. @type {import("@preact/signals").Signal<Order>} */
export const order = signal("lockstep");

/** Tells the engine of the choice, also while it trains. */
export function followOrder() {
  effect(() => engine.value?.setOrder(order.value));
}
