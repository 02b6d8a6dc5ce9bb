/** What a student has written for the hand-in: it outlives the panel, and a reload, but not the tab. */
import { effect, signal } from "@preact/signals";
import { LONGEST } from "./format.js";

/** @typedef {{ author: string, conclusion: string, withTitles: boolean }} Own */

const STORE = "headline-lab.hand-in";

/** @returns {Own} */
function before() {
  try {
    const { author, conclusion, withTitles } = JSON.parse(sessionStorage.getItem(STORE) ?? "{}");
    return {
      author: String(author ?? "").slice(0, LONGEST.author),
      conclusion: String(conclusion ?? "").slice(0, LONGEST.conclusion),
      withTitles: withTitles === true,
    };
  } catch {
    return { author: "", conclusion: "", withTitles: false };
  }
}

export const own = signal(before());

effect(() => {
  const written = JSON.stringify(own.value);
  try {
    sessionStorage.setItem(STORE, written);
  } catch {
    // Without storage it is kept until the page is left.
  }
});
