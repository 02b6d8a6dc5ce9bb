/** How the files of class packs are called. */

/** Not ".zip": some browsers unpack those by themselves, and then there is no file to drop. */
export const ENDING = ".headlinepack";

/** Whether a file is called as a pack is. @param {{ name: string }} file */
export const isPackName = ({ name }) => name.toLowerCase().endsWith(ENDING);

/** What a pack is called: for what it is, and of which headlines. @param {string} lesson @param {string} data */
export function fileName(lesson, data) {
  const parts = [lesson, data.replace(/\.(txt|csv)$/i, "")].map((part) =>
    part
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 40),
  );
  return `${["class", ...parts.filter(Boolean)].join("-")}${ENDING}`;
}
