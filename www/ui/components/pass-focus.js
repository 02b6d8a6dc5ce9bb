/**
 * Hands the focus on from a button that goes with its own press: left to itself it would fall to the page's beginning. Whoever
 * pressed with a pointer looks at where that is, and nothing is scrolled away from there.
 * @param {MouseEvent} press @param {Element | null | undefined} to
 */
export function passFocus(press, to) {
  if (to instanceof HTMLElement) to.focus({ preventScroll: press.detail > 0 });
}
