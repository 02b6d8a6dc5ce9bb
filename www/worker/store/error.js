import { EngineError } from "../../engine/error.js";

/** @typedef {"full" | "refused" | "damaged"} Kind */

/**
 * Why something could not be kept or read: "full" (no space is left), "refused" (the browser does not let it happen now,
 * as where another tab has the same file open) or "damaged" (what was kept is not what was written). What was kept whole
 * before is still there.
 */
export class StoreError extends EngineError {
  /**
   * @param {Kind} kind
   * @param {string} message
   * @param {string} [remedy]
   */
  constructor(kind, message, remedy) {
    super("storage", remedy ? `${message}; ${remedy}.` : `${message}.`, { value: kind, remedy });
    this.name = "StoreError";
    this.kind = kind;
  }
}

/** What browsers call storage that has no space left, on the disk or of what they grant to a site. */
const FULL = ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED", "NS_ERROR_FILE_NO_DEVICE_SPACE"];

/**
 * What storage threw as an error of the store. Anything else is no fault of storage, such as a trap of the module in the
 * midst of its pieces, and stays what it is.
 * @param {unknown} thrown
 * @returns {unknown}
 */
export function fromStorage(thrown) {
  if (!isOfStorage(thrown)) return thrown;
  const { name, message } = /** @type {Error} */ (thrown);
  if (FULL.includes(name)) return noSpace();
  return new StoreError("refused", `The browser's storage refused (${name}: ${message})`);
}

/** Whether a thing that was thrown comes from the browser's storage. @param {unknown} thrown */
export function isOfStorage(thrown) {
  return thrown instanceof DOMException || FULL.includes(/** @type {any} */ (thrown)?.name);
}

export function noSpace() {
  return new StoreError(
    "full",
    "The browser's storage for this page is full",
    "delete runs that are kept, or free space on the disk",
  );
}
