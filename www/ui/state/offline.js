/** Whether the page would open without a network. */
import { signal } from "@preact/signals";
import { keepForOffline } from "../../offline.js";

/** @type {import("@preact/signals").Signal<import("../../offline.js").Offline>} */
export const offline = signal("none");

/** Called once the page works, so that what is kept does not hold up what is shown. */
export function followOffline() {
  keepForOffline((now) => {
    offline.value = now;
  });
}
