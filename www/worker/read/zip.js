/** Files in a zip, and why one is refused. What it claims of them is held to what is found (www/zip/). */

import { contentOf } from "../../zip/content.js";
import { entriesOf as entriesIn } from "../../zip/directory.js";
import { ZipFault } from "../../zip/fault.js";
import { refusal } from "./refusal.js";

const MOST = { entries: 10_000, bytes: 4 << 20 };

/** @param {ZipFault} fault @returns {import("../../reasons.js").Why} */
function whyNoList({ code, path }) {
  switch (code) {
    case "many":
    case "long":
      return { reason: "manyFilesInside", most: MOST.entries };
    case "path":
      return { reason: "leadsOut", path };
    case "twice":
      return { reason: "sameTwice", path };
    default:
      return { reason: "damagedList" };
  }
}

/** @param {ZipFault} fault @returns {import("../../reasons.js").Why} */
function whyNoContent({ code, number }) {
  switch (code) {
    case "locked":
      return { reason: "locked" };
    case "method":
      return { reason: "unknownPacking", method: String(number) };
    default:
      return { reason: "damaged" };
  }
}

/** The files of a zip. @param {string} name of the zip @param {Blob} blob */
export async function entriesOf(name, blob) {
  try {
    return await entriesIn(blob, MOST);
  } catch (error) {
    throw error instanceof ZipFault ? refusal(name, whyNoList(error)) : error;
  }
}

/**
 * The bytes of a file in a zip. Longer, shorter or other bytes than the directory says are refused.
 * @param {Blob} blob @param {import("../../zip/directory.js").Entry} entry @param {string} name to call it by
 * @param {(bytes: number) => void} count of the unpacked ones, before they are given on
 */
export async function* unzipped(blob, entry, name, count) {
  const content = contentOf(blob, entry);
  try {
    for (;;) {
      const { done, value } = await content.next().catch((error) => {
        const fault = error instanceof ZipFault ? error : new ZipFault("damaged");
        throw refusal(name, whyNoContent(fault));
      });
      if (done) return;
      count(value.length);
      yield value;
    }
  } finally {
    await content.return(undefined);
  }
}
