/** Makes a class pack of what is on the page and gives it to the browser to keep; nothing leaves the machine. */
import { computed, signal } from "@preact/signals";
import { inquiry } from "../ask/asking.js";
import { download } from "../download.js";
import { megabytes } from "../format.js";
import { ASK } from "../lessons/index.js";
import { writeLink } from "../link/format.js";
import { handedData, handedEngine } from "../runfile/collect.js";
import { linkNow } from "../state/address.js";
import { data, ensureData } from "../state/data.js";
import { loadEngine } from "../state/engine.js";
import { lesson } from "../state/lesson.js";
import { DATA_FIELDS } from "../state/names.js";
import { drafts } from "../state/recipes.js";
import { runs } from "../state/runs.js";
import { zipOf } from "../takeaway/zip.js";
import { text } from "../text.js";
import { FORMAT, MOST, MOST_BYTES, NOTE, VERSION } from "./format.js";
import { ENDING, fileName } from "./name.js";
import { canRecord, recordingOf } from "./recording.js";

/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("./format.js").Part} Part */
/** What became of the last one. @typedef {{ kind: "making" } | { kind: "made", name: string, bytes: number } | { kind: "failed", why: string }} Outcome */

/** @type {import("@preact/signals").Signal<Outcome | null>} */
export const outcome = signal(null);

const isAsking = () => lesson.value.id === ASK;

/** What the pack's runs will be trained with, as far as it shapes the data; null while it is not known, or can't train. */
export const packable = computed(() => {
  if (!isAsking()) return drafts.value[0]?.resolved?.config ?? null;
  return inquiry.value && !inquiry.value.refusal ? inquiry.value.variants.reference : null;
});

/** The runs on the screen as a recording, where they are those of the recipe and were trained to their end; else null. */
export const recordable = computed(() => {
  const cards = runs.value;
  const asLaidOut =
    cards.length === drafts.value.length &&
    cards.every((card, i) => isSame(card.config, drafts.value[i].resolved?.config));
  const here = !isAsking() && asLaidOut && cards.every((card) => card.data === data.value);
  return here && canRecord(cards) ? cards : null;
});

/** @param {Config} one @param {Config | undefined} other */
const isSame = (one, other) =>
  other !== undefined && Object.keys(one).every((field) => one[field] === other[field]);

/** The link of what is on the screen, with its size in every case: the titles are cut by it. */
function linkOfPack() {
  const { question } = inquiry.value ?? {};
  const link = { ...linkNow(), needs: null };
  if (!isAsking() || !question)
    return writeLink({ ...link, size: drafts.value[0]?.recipe.size ?? null });
  const { size, preset, changes, seeds } = question;
  return writeLink({ ...link, size, question: { preset, changes, seeds } });
}

/** @param {Config} config @returns {Promise<{ files: Map<Part, Uint8Array>, name: string }>} */
async function contents(config) {
  const loaded = await loadEngine();
  const prepared = await ensureData(config);
  const titles = [false, true].map((val) => loaded.trainingTitles(prepared.id, val));
  const whole =
    titles[0].length === prepared.train_titles && titles[1].length === prepared.val_titles;
  if (!whole || prepared.unk_bytes > 0) throw new Error(text.pack.unknown);
  const cards = recordable.value;
  const encoder = new TextEncoder();
  const lines = (/** @type {string[]} */ some) => encoder.encode(`${some.join("\n")}\n`);
  /** @type {Map<Part, Uint8Array>} */
  const parts = new Map([
    ["train.txt", lines(titles[0])],
    ["held-back.txt", lines(titles[1])],
    ["tokenizer.json", encoder.encode(loaded.tokenizer(prepared.id))],
  ]);
  if (cards)
    parts.set("recorded.json", encoder.encode(JSON.stringify(recordingOf(cards, lesson.value.id))));
  const note = {
    format: FORMAT,
    version: VERSION,
    made_at: new Date().toISOString(),
    engine: handedEngine(),
    link: linkOfPack(),
    data: handedData(prepared),
    prepared: Object.fromEntries(DATA_FIELDS.map((field) => [field, config[field]])),
    parts: Object.fromEntries([...parts].map(([part, { length }]) => [part, length])),
  };
  const all = new Map([
    [/** @type {Part} */ (NOTE), encoder.encode(JSON.stringify(note, null, 1))],
    ...parts,
  ]);
  const data = prepared.synthetic ? "" : prepared.name;
  return { files: all, name: fileName(lesson.value.id, data) };
}

/** @param {string} part @param {number} bytes @param {number} most */
const tooLarge = (part, bytes, most) => text.pack.tooLarge(part, megabytes(bytes), megabytes(most));

/** @param {Config} config */
async function make(config) {
  const { files, name } = await contents(config);
  for (const [part, { length }] of files)
    if (length > MOST[part]) throw new Error(tooLarge(part, length, MOST[part]));
  const inZip = [...files].map(([part, bytes]) => ({ name: part, bytes }));
  const folder = name.slice(0, -ENDING.length);
  const { signal } = new AbortController();
  const zip = await zipOf(folder, inZip, { signal, progress: () => {} });
  if (zip.size > MOST_BYTES) throw new Error(tooLarge(name, zip.size, MOST_BYTES));
  download(zip, name);
  return { name, bytes: zip.size };
}

export async function makePack() {
  const config = packable.value;
  if (!config || outcome.value?.kind === "making") return;
  outcome.value = { kind: "making" };
  try {
    outcome.value = { kind: "made", ...(await make(config)) };
  } catch (error) {
    outcome.value = { kind: "failed", why: error instanceof Error ? error.message : String(error) };
  }
}
