/** One stop of the Tab key for many things, and arrows among them: a list of 200 headlines is no 200 stops. */
import { useState } from "preact/hooks";

/**
 * @param {number} columns How many stand beside each other; 1 for a list.
 * @returns {{ stop: number, rove: (event: KeyboardEvent) => void, arrive: (i: number) => void }} `stop`: the one that Tab
 *   reaches. `rove`: for the key events of what holds them, which are marked with `data-stop`. `arrive`: one has the focus.
 */
export function useRoving(columns) {
  const [stop, setStop] = useState(0);
  const rove = (/** @type {KeyboardEvent} */ event) => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const stops = /** @type {HTMLElement[]} */ ([
      ...event.currentTarget.querySelectorAll("[data-stop]"),
    ]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? stops.length - 1 : at + (by ?? 0);
    if (at < 0 || to === at || !stops[to]) return;
    event.preventDefault();
    stops[to].focus();
  };
  return { stop, rove, arrive: setStop };
}
