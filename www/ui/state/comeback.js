/** Runs that come back from files: the one that is being opened, the one that lacks its headlines, and what became of the last. */
import { signal } from "@preact/signals";

/** What is being done for a file, until it is told otherwise. @typedef {{ file: string, doing: "reading" | "preparing", cancel: () => void }} Coming */
/** A run that waits for headlines which are not here; `titles` at most, `data` null where its file does not say what they are called; `others`: what was offered in vain; `leave`: goes on without it. @typedef {{ name: string, data: string | null, titles: number, others: string, take: (files: File[]) => Promise<void>, leave: () => void }} Asked */

/** @type {import("@preact/signals").Signal<Coming | null>} */
export const coming = signal(null);

/** @type {import("@preact/signals").Signal<Asked | null>} */
export const asked = signal(null);

/** What became of the last file, in a sentence, and whether it was refused. @type {import("@preact/signals").Signal<{ sentence: string, refused: boolean } | null>} */
export const became = signal(null);
