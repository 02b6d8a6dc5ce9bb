/** Makes the hand-in and gives it to the browser to keep; nothing leaves the machine. */
import { signal } from "@preact/signals";
import { download } from "../download.js";
import { loadEngine } from "../state/engine.js";
import { text } from "../text.js";
import { collected, handedCards } from "./collect.js";
import { own } from "./own.js";
import { pageOf } from "./page.js";
import { styleOf, tokensOf } from "./style.js";
import { bytesOf, fitted } from "./thin.js";

/** What became of the last one: its name and its size in bytes, or that it could not be made. @type {import("@preact/signals").Signal<{ name: string, bytes: number } | "too large" | null>} */
export const outcome = signal(null);

/** The file's name, of the lesson and the student. @param {string} lesson @param {string} author */
export function fileName(lesson, author) {
  const parts = [text.handin.file, lesson, author].map((part) =>
    part
      .trim()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, ""),
  );
  return `${parts.filter(Boolean).join("_")}.html`;
}

export async function makeHandIn() {
  const { author, conclusion, withTitles } = own.value;
  const data = handedCards()[0]?.data;
  const titles =
    withTitles && data ? (await loadEngine()).trainingTitles(data.id) : withTitles ? [] : null;
  const handIn = collected({ author, conclusion, titles }, new Date());
  const style = styleOf(tokensOf(document));
  const html = fitted(handIn, (some) => pageOf(some, style));
  if (html === null) {
    outcome.value = "too large";
    return;
  }
  const name = fileName(handIn.lesson, handIn.author);
  download(new Blob([html], { type: "text/html" }), name);
  outcome.value = { name, bytes: bytesOf(html) };
}
