/** Runs from files, which a person opens beside those that train here. */
import { batch, signal } from "@preact/signals";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { branches, drawn, earlierRuns, freeInk, openedRuns, runs } from "./runs.js";

/** More would be more than a chart can tell apart; the class board takes them. */
const MOST_OPENED = 20;

/** A file that was left, and why. @typedef {{ name: string, why: string }} Left */

/** What became of the last files: the runs that they brought, and what was left. @type {import("@preact/signals").Signal<{ names: string[], left: Left[] } | null>} */
export const opened = signal(null);

/** @typedef {import("./runs.js").RunCard} RunCard */

function everyRun() {
  return [...runs.value, ...branches.value, ...earlierRuns.value, ...openedRuns.value];
}

/** What became of the files, for those who do not see it. @param {{ names: string[], left: Left[] } | null} of */
function toldOf(of) {
  const { names = [], left = [] } = of ?? {};
  const refused = left.map(({ name, why }) => text.opened.left(name, why));
  return [...(names.length > 0 ? [text.opened.opened(names)] : []), ...refused].join(" ");
}

/** Opens files one after the other; each is taken whole or left with a reason. @param {File[]} files */
export async function openRuns(files) {
  const [{ readRuns }, { cardOf }, { identityOf }] = await Promise.all([
    import("../runfile/read.js"),
    import("../runfile/cards.js"),
    import("../runfile/identity.js"),
  ]);
  /** @type {RunCard[]} */
  const made = [];
  /** @type {Left[]} */
  const left = [];
  const known = new Set(
    openedRuns.value.flatMap((card) => (card.opened ? [identityOf(card.opened)] : [])),
  );
  for (const file of files) {
    try {
      const found = await readRuns(file);
      for (const one of found.runs) {
        const identity = identityOf(one);
        if (known.has(identity))
          left.push({ name: file.name, why: text.opened.already(one.run.name) });
        else if (openedRuns.value.length + made.length >= MOST_OPENED)
          left.push({ name: file.name, why: text.opened.many(MOST_OPENED) });
        else made.push(cardOf(one, freeInk([...everyRun(), ...made, ...drawn.value])));
        known.add(identity);
      }
    } catch (error) {
      left.push({ name: file.name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  batch(() => {
    openedRuns.value = [...openedRuns.value, ...made];
    opened.value = { names: made.map((card) => card.name.value), left };
  });
  announce(toldOf(opened.value));
}
