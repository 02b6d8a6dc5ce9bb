/** Files in a zip, and why one is refused. What it claims of them is held to what is found (www/zip/). */

import { contentOf } from "../../zip/content.js";
import { entriesOf as entriesIn } from "../../zip/directory.js";
import { ZipFault } from "../../zip/fault.js";
import { refusal } from "./refusal.js";

const MOST = { entries: 10_000, bytes: 4 << 20 };
const AGAIN = "fetch the whole file again";
const UNPACK = "unpack it and choose what it holds";

/** @param {ZipFault} fault @returns {[what: string, remedy: string]} */
function whyNoList({ code, path }) {
  switch (code) {
    case "many":
    case "long":
      return [`holds more than ${MOST.entries} files`, "unpack it and choose some of them"];
    case "path":
      return [`holds a file, “${path}”, that leads out of it`, UNPACK];
    case "twice":
      return [`holds “${path}” twice`, UNPACK];
    default:
      return ["is cut off or damaged: its list of files can't be read", AGAIN];
  }
}

/** @param {ZipFault} fault @returns {[what: string, remedy: string]} */
function whyNoContent({ code, number }) {
  switch (code) {
    case "locked":
      return ["is locked with a password", UNPACK];
    case "method":
      return [`is packed in a way that is not read here (${number})`, UNPACK];
    default:
      return ["is cut off or damaged", AGAIN];
  }
}

/** The files of a zip. @param {string} name of the zip @param {Blob} blob */
export async function entriesOf(name, blob) {
  try {
    return await entriesIn(blob, MOST);
  } catch (error) {
    throw error instanceof ZipFault ? refusal(name, ...whyNoList(error)) : error;
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
        throw refusal(name, ...whyNoContent(fault));
      });
      if (done) return;
      count(value.length);
      yield value;
    }
  } finally {
    await content.return(undefined);
  }
}
