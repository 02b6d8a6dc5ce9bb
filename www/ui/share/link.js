/** The link that a person passes on: to this lesson, or to this question. */
import { lesson } from "../state/lesson.js";

/** Names under which a machine calls itself, and nobody else does. */
const OWN = ["localhost", "127.0.0.1", "[::1]"];

/** The address of what is on the screen. */
export function link() {
  // The address follows the lesson, so what is drawn from it is drawn again with the lesson.
  lesson.value;
  const address = new URL(location.href);
  address.hash = "";
  return address.href;
}

/** Whether a link leads every device to itself. @param {string} address */
export function isOwn(address) {
  const { hostname } = new URL(address);
  return OWN.includes(hostname) || hostname.endsWith(".localhost");
}
