/** The files of a gesture with their places: a drop may hold folders, and so may a choice. */

/** A file, with its place in the folder that it came in. @typedef {{ path: string, file: File }} Given */

/** A model's folder has about ten files; whoever drops a whole disk is not made to wait for it. */
const MOST_FILES = 2000;
const DEEPEST = 8;

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} */
async function allIn(reader) {
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    // A browser gives a hundred at a time, and none at the end.
    const some = await new Promise(
      (/** @type {(entries: FileSystemEntry[]) => void} */ resolve, reject) =>
        reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}

/** @param {FileSystemEntry} entry @param {Given[]} found @param {number} depth */
async function walk(entry, found, depth) {
  if (found.length >= MOST_FILES || depth > DEEPEST) return;
  if (entry.isFile) {
    const of = /** @type {FileSystemFileEntry} */ (entry);
    const file = await new Promise((/** @type {(file: File) => void} */ resolve, reject) =>
      of.file(resolve, reject),
    );
    found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (const inside of await allIn(reader)) await walk(inside, found, depth + 1);
}

/** Files that were chosen; those of a folder know where in it they are. @param {Iterable<File>} files @returns {Given[]} */
export function chosen(files) {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Files that were dropped, and those of folders that were. Has to be called before the drop's event is over. @param {DataTransfer} transfer @returns {Promise<Given[]>} */
export async function dropped(transfer) {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return chosen(transfer.files);
  /** @type {Given[]} */
  const found = [];
  for (const entry of entries) if (entry) await walk(entry, found, 0);
  return found;
}
