/** Titles from the network: what is being asked, what has come, and what is kept of earlier questions. */
import { batch, signal } from "@preact/signals";
import { askNetwork } from "../../network/client.js";
import { NetworkRefusal } from "../../network/refusal.js";
import { append, idOf, list, open, remove } from "../../network/shelf.js";
import { count } from "../format.js";
import { announce } from "../state/announce.js";
import { headlines } from "../state/headlines.js";
import { messageOf } from "../state/refusals.js";
import { text } from "../text.js";
import { HOSTS, nameOf } from "./sources.js";
import { endSentence } from "./words.js";

/** @typedef {import("../../network/protocol.js").Query} Query */
/** @typedef {import("../../network/shelf.js").Head} Head */
/** @typedef {import("../../network/sources.js").Portion} Portion */
/** @typedef {{ seconds: number, code: import("../../network/refusal.js").RefusalCode }} Pause */
/** A question with all of its titles that have come. @typedef {{ id: string, head: Head, titles: string[] }} Collection */
/**
 * How the last question ended: with all, with fewer as there are no more, stopped, open in another tab, refused by a host, or
 * by what should not happen.
 * @typedef {{ head: Head, how: "done" | "fewer" | "stopped" | "elsewhere" | "refused" | "fault", refusal?: NetworkRefusal, message?: string }} Ending
 */

/** Where a source goes on is written with its titles, and between them so often, in milliseconds. */
const WRITE_EVERY = 2000;

/** What is kept of questions, newest first. @type {import("@preact/signals").Signal<Head[]>} */
export const kept = signal([]);

/** Whether the browser keeps what comes. */
export const keeps = signal(true);

/** The question under way, with the pause that a failed request makes. @type {import("@preact/signals").Signal<{ head: Head, pause: Pause | null } | null>} */
export const asking = signal(null);

/** @type {import("@preact/signals").Signal<Ending | null>} */
export const ending = signal(null);

/** The newest collection, whose titles are in memory. @type {Collection | null} */
let newest = null;
/** @type {AbortController | null} */
let running = null;

/** Looks at what is kept. */
export async function lookAtKept() {
  try {
    kept.value = await list();
  } catch {
    keeps.value = false;
    kept.value = newest ? [newest.head] : [];
  }
}

/** A question of which nothing has come. @param {Query} query @returns {Head} */
function begun(query) {
  const none = { parts: 0, titles: 0, requests: 0, received: 0 };
  return { query, ...none, place: null, ended: false, at: Date.now() };
}

/** A question as it is kept, which another tab may have gone on with, or as it is here. @param {Query} query @returns {Promise<Collection>} */
async function collectionOf(query) {
  const id = idOf(query);
  const found = keeps.peek() ? await open(id).catch(() => null) : null;
  if (found) return { id, ...found };
  return newest?.id === id ? newest : { id, head: begun(query), titles: [] };
}

/** Makes this the only tab that asks a question; null where another one does. @param {string} id @returns {Promise<(() => void) | null>} */
function hold(id) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    const held = (/** @type {Lock | null} */ lock) =>
      lock ? new Promise((release) => resolve(() => release(undefined))) : resolve(null);
    navigator.locks.request(`headline-lab-titles ${id}`, { ifAvailable: true }, held).catch(reject);
  });
}

/** Asks for titles, or for those that are missing; when all are here they are used. @param {Query} query */
export async function ask(query) {
  if (running) return;
  const controller = new AbortController();
  running = controller;
  batch(() => {
    ending.value = null;
    asking.value = { head: begun(query), pause: null };
  });
  const release = await hold(idOf(query)).catch(() => () => {});
  try {
    await end(
      release ? await askedFor(query, controller.signal) : { head: begun(query), how: "elsewhere" },
    );
  } finally {
    release?.();
    running = null;
  }
  const how = ending.peek()?.how;
  if (how === "done" || how === "fewer") await useTitles(query);
}

/** @param {Query} query @param {AbortSignal} signal @returns {Promise<Ending>} */
async function askedFor(query, signal) {
  const collection = await collectionOf(query);
  newest = collection;
  collection.head = { ...collection.head, query, at: Date.now() };
  asking.value = { head: collection.head, pause: null };
  try {
    await fill(collection, signal);
    const { head } = collection;
    return { head, how: head.titles < query.titles ? "fewer" : "done" };
  } catch (error) {
    const { head } = collection;
    if (signal.aborted) return { head, how: "stopped" };
    if (error instanceof NetworkRefusal) return { head, how: "refused", refusal: error };
    return { head, how: "fault", message: messageOf(error) };
  }
}

/** @param {Collection} collection @param {AbortSignal} signal */
async function fill(collection, signal) {
  const { query, titles } = collection.head;
  if (titles >= query.titles || collection.head.ended) return;
  const writer = writerOf(collection);
  try {
    await askNetwork({
      query,
      known: collection.titles,
      resume: collection.head.place,
      signal,
      portion: (portion) => {
        take(collection, portion);
        writer.take(portion.titles);
        asking.value = { head: collection.head, pause: null };
      },
      waiting: (pause) => {
        asking.value = { head: collection.head, pause };
      },
    });
    collection.head = { ...collection.head, ended: collection.head.titles < query.titles };
  } finally {
    await writer.end();
  }
}

/** @param {Collection} collection @param {Portion} portion */
function take(collection, { titles, requests, bytes, resume }) {
  for (const title of titles) collection.titles.push(title);
  const { head } = collection;
  collection.head = {
    ...head,
    parts: head.parts + (titles.length > 0 ? 1 : 0),
    titles: collection.titles.length,
    ...{ place: resume, requests, received: bytes, at: Date.now() },
  };
}

/** Writes what comes, one portion after the other. @param {Collection} collection */
function writerOf(collection) {
  let last = 0;
  let work = Promise.resolve();
  const write = (/** @type {string[]} */ titles) => {
    const { id, head } = collection;
    last = Date.now();
    // A question of which nothing has come is not worth offering again.
    if (!keeps.peek() || head.titles === 0) return;
    work = work
      .then(() => append(id, head, titles))
      .catch(() => {
        // What is there stays; of what follows nothing is kept, so that no part of it is missing.
        keeps.value = false;
      });
  };
  return {
    take(/** @type {string[]} */ titles) {
      if (titles.length > 0 || Date.now() - last > WRITE_EVERY) write(titles);
    },
    end() {
      write([]);
      return work;
    },
  };
}

/** @param {Ending} how */
async function end(how) {
  batch(() => {
    asking.value = null;
    ending.value = how;
  });
  announce(endSentence(how));
  await lookAtKept();
}

/** Gives up the question under way; what has come stays. */
export function stop() {
  running?.abort(new Error(text.network.stopped));
}

/** Uses the titles of a question as the headlines of the next training. @param {Query} query */
export async function useTitles(query) {
  const { titles } = newest?.id === idOf(query) ? newest : await collectionOf(query);
  if (titles.length === 0) return lookAtKept();
  const some = titles.slice(0, query.titles).join("\n");
  await headlines.choose({ kind: "text", text: some, name: nameOf(query), format: "txt" });
}

/** Deletes what is kept of a question that is not under way. @param {Query} query */
export async function forgetTitles(query) {
  const id = idOf(query);
  if (newest?.id === id) {
    newest = null;
    ending.value = null;
  }
  await remove(id).catch(() => {});
  await lookAtKept();
}

/** How far a question is. @param {Head} head */
export function soFar({ titles, query }) {
  return { titles: count(Math.min(titles, query.titles)), of: count(query.titles) };
}

/** @param {Head} head */
export const hostOf = ({ query }) => HOSTS[query.source];
