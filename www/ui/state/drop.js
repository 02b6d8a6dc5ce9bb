/**
 * Files that a person gives the page. A class pack is opened wherever it is dropped, and whatever is dropped beside the places
 * that take files is taken too: without that a browser would leave the page for the file.
 */
import { dropped } from "../files/given.js";
import { isPackName } from "../pack/name.js";
import { text } from "../text.js";
import { openPack } from "./packed.js";
import { report, tell } from "./problems.js";

/** A pack that was cut off is one still by its name. @param {File} file */
async function kindOfGiven(file) {
  const { kindOf } = await import("../files/kind.js");
  return isPackName(file) ? "pack" : kindOf(file);
}

/** Hands files to the place that they were given to, but a class pack to the page. @param {File[]} files @param {(files: File[]) => unknown} take */
export async function give(files, take) {
  const kinds = await Promise.all(files.map(kindOfGiven));
  const pack = files[kinds.indexOf("pack")];
  if (!pack) return take(files);
  await openPack(pack);
  if (files.length > 1) tell(text.pack.left(pack.name, files.length - 1));
}

/** @param {DragEvent} event */
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

/** @param {DataTransfer} transfer */
async function takeDropped(transfer) {
  const given = await dropped(transfer);
  const { takeFiles } = await import("../files/take.js");
  await give(
    given.map(({ file }) => file),
    // Beside all places a file that does not tell what it is can only be headlines.
    () => takeFiles(given, () => true),
  );
}

export function followDrops() {
  addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    // A place of its own has taken it.
    if (event.defaultPrevented || !holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) takeDropped(event.dataTransfer).catch((error) => report("run", error));
  });
}
