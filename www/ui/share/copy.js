/** Copying in every browser: without a secure connection there is no clipboard but the old one. */

/**
 * Copies what stands in a field; where that cannot be done, the text stays selected for a person to copy.
 * @param {HTMLInputElement} field @returns {Promise<boolean>} Whether it was copied.
 */
export async function copyFrom(field) {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
      return true;
    }
  } catch {
    // A page may be denied the clipboard; the old way may still be open to it.
  }
  field.focus();
  field.select();
  return document.execCommand("copy");
}
