/** The way to the page in its other language, which costs nothing that was trained. */
import { html } from "htm/preact";
import { addressIn, rememberLanguage } from "../language.js";
import { isSample } from "../state/data.js";
import { earlierRuns, openedRuns, runs } from "../state/runs.js";
import { text } from "../text.js";

/** Whether another page in this tab would begin without something that is here. */
function hasWork() {
  return (
    !isSample.value ||
    earlierRuns.value.length > 0 ||
    openedRuns.value.length > 0 ||
    runs.value.some((card) => card.state.value !== "recorded" && card.step.value > 0)
  );
}

export function OtherLanguage() {
  const { language, name, hint, newTab } = text.other;
  const keeps = hasWork();
  const follow = (/** @type {Event} */ event) => {
    rememberLanguage(language);
    // The address may have changed since this was drawn.
    if (event.currentTarget instanceof HTMLAnchorElement)
      event.currentTarget.href = addressIn(language);
  };
  return html`<a class="quiet" lang=${language} hreflang=${language} href=${addressIn(language)} title=${keeps ? newTab : hint} target=${keeps ? "_blank" : null} rel=${keeps ? "noopener" : null} onClick=${follow}>${name}</a>`;
}
