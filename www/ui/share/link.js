/** The link that a person passes on: to this lesson, or to this question. */
import { linkOf } from "../state/address.js";

/** Names under which a machine calls itself, and nobody else does. */
const OWN = ["localhost", "127.0.0.1", "[::1]"];

/** The address of what is on the screen; drawn again whenever that changes. */
export function link() {
  return linkOf();
}

/** Whether a link leads every device to itself. @param {string} address */
export function isOwn(address) {
  const { hostname } = new URL(address);
  return OWN.includes(hostname) || hostname.endsWith(".localhost");
}
