/**
 * Files that a person gives the page. A class pack is opened wherever it is dropped, and whatever is dropped beside the places
 * that take files is taken too: without that a browser would leave the page for the file.
 */
import { isPackName } from "../pack/name.js";
import { text } from "../text.js";
import { headlines } from "./headlines.js";
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
  if (pack) await openPack(pack);
  else take(files);
}

/** @param {File[]} files */
async function takeAnywhere(files) {
  const [first] = files;
  if (!first) return;
  const kind = await kindOfGiven(first);
  if (kind === "headlines") await headlines.take(files);
  else if (kind === "run" || kind === "handin") await (await import("./opened.js")).openRuns(files);
  else tell(text.pack.unknownFile(first.name));
}

/** @param {DragEvent} event */
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

export function followDrops() {
  addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    // A place of its own has taken it.
    if (event.defaultPrevented || !holdsFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    give(files, takeAnywhere).catch((error) => report("run", error));
  });
}
