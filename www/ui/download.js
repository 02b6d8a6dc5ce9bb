/** Files that are made in the tab go to the browser's downloads; nothing leaves the machine. */

/** A browser needs the address until it has begun to save. */
const KEPT_MS = 60_000;

/** @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
