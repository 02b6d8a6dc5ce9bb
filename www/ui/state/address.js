/**
 * The address follows what is on the screen, and what is on the screen follows an address: at the start, and whenever a
 * person goes back or forth. Another lesson is a new entry of the history, and so is the first edit of one; later edits
 * change that entry.
 */
import { effect, untracked } from "@preact/signals";
import { idleField, linkOfQuestion, openQuestion } from "../ask/asking.js";
import { ASK } from "../lessons/index.js";
import { addressWith, readLink } from "../link/format.js";
import { refusalInWords } from "../link/words.js";
import { text } from "../text.js";
import { askFor, needs } from "./data.js";
import { amend, arrive, enter, isElsewhere } from "./history.js";
import { areOf, chosenSize, followMachine, lesson, opening, showLink } from "./lesson.js";
import { lessonSize } from "./machine.js";
import { tell } from "./problems.js";
import { drafts, draftsAreSound, draftsSettled } from "./recipes.js";
import { leaveRecording } from "./recorded.js";

/** A held arrow key of a number field changes it many times a second. */
const REST_MS = 200;

/** @typedef {import("../link/format.js").Link} Link */

/** The newest link that was followed or written. @type {Link} */
let standing = readLink("").link;

/** What is on the screen; null while it is on its way, or is no recipe that could train. @returns {Link | null} */
function onScreen() {
  const { id } = lesson.value;
  const link = { lesson: id, runs: null, question: null, needs: needs() };
  if (id === ASK) {
    const asked = linkOfQuestion();
    return asked && { ...link, ...asked };
  }
  if (!draftsAreSound.value) return null;
  const recipes = drafts.value.map(({ recipe }) => recipe);
  const [{ size }] = recipes;
  const runs = areOf(recipes, lesson.value)
    ? null
    : recipes.map(({ preset, set }) => ({ preset, set }));
  const chosen = runs !== null || chosenSize.value !== null || size !== lessonSize.value;
  return { ...link, size: chosen ? size : null, runs };
}

/** What is on the screen as a link; what is on its way there is in the address already. @returns {Link} */
export function linkNow() {
  return opening.value > 0 ? readLink(location.search).link : (onScreen() ?? standing);
}

/**
 * The absolute address of what is on the screen, for others to open: lesson, size, every recipe, the question, and which
 * headlines it needs; and the language, where the address says one. How this machine trains (module and threads) is no
 * part of it.
 * @returns {string}
 */
export function linkOf() {
  const { origin, pathname, search } = location;
  const language = new URLSearchParams(search).get("lang");
  const page = origin + pathname + (language === null ? "" : `?lang=${language}`);
  return new URL(addressWith(page, linkNow()), origin).href;
}

/** @param {Link} link */
const isUntouched = ({ runs, question }) => runs === null && question === null;

async function write() {
  await draftsSettled();
  const link = opening.peek() > 0 ? null : untracked(onScreen);
  if (!link) return;
  const from = standing;
  standing = link;
  const address = addressWith(location.href, link);
  // A link that was refused stays in the address until something changes.
  if (address === addressWith(location.href, from)) return;
  const first = from.lesson === link.lesson && isUntouched(from) && !isUntouched(link);
  if (address === location.pathname + location.search) return;
  if (first) enter(address);
  else amend(address);
}

/** Shows what the address says. What can't be is told by name, and the lesson is shown as it is. */
async function follow() {
  const query = arrive();
  const { link, refusals } = readLink(query);
  askFor(link.needs);
  if (refusals.length > 0) tell(text.link.refused(refusals.map(refusalInWords)));
  await showScreen(link);
}

/** Shows what a link says that did not come with the address, in an entry of its own. @param {Link} link */
export async function goTo(link) {
  enter(addressWith(location.href, { ...link, needs: needs() }));
  await showScreen(link);
}

/** @param {Link} link */
async function showScreen(link) {
  await showLink(link);
  if (link.lesson === ASK) await followQuestion(link);
  const refused = link.runs && drafts.value.find(({ error }) => error)?.error;
  if (refused && !isElsewhere() && lesson.value.id === link.lesson) {
    tell(text.link.refused([refused.message.replace(/\.$/, "")]));
    await showLink({ ...link, size: null, runs: null });
  }
  standing = untracked(onScreen) ?? standing;
}

/** @param {Link} link */
async function followQuestion({ question, size }) {
  leaveRecording();
  await openQuestion(question, size);
  const idle = idleField();
  if (idle === null) return;
  tell(text.link.refused([text.link.noEffect(idle)]));
  await openQuestion(null, null);
}

/** Comes back when what the address says is there. */
export async function followAddress() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  addEventListener("popstate", () => {
    clearTimeout(timer);
    if (isElsewhere()) follow();
  });
  // Before the engine is loaded: with it comes what the machine is like.
  followMachine();
  await follow();
  effect(() => {
    clearTimeout(timer);
    if (opening.value === 0 && onScreen()) timer = setTimeout(write, REST_MS);
  });
}
