/** What the person guessed before the training. */
import { signal } from "@preact/signals";

/** A run's place, "same", or nothing. @type {import("@preact/signals").Signal<number | "same" | null>} */
export const prediction = signal(null);
