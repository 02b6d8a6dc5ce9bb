/** Why a zip is not read: a code and its facts. Whoever asked has the sentence for it. */

/**
 * | code | what is wrong | `number` |
 * |---|---|---|
 * | `none` | there is no end of a list: no zip, or one that was cut off | |
 * | `elsewhere` | its list is of a zip of more than 4 GB | |
 * | `many` | more entries than may be | how many |
 * | `long` | a longer list of them than may be | bytes |
 * | `list` | the list, or where it says that something lies, is broken | |
 * | `path` | an entry's path leads out of the zip | |
 * | `twice` | two entries have one path | |
 * | `cut` | an entry would end beyond the entries | |
 * | `overlap` | an entry's bytes are also another's, or the list's | |
 * | `locked` | an entry has a password | |
 * | `method` | an entry is packed in a way that is not read | the method |
 * | `sizes` | no packing makes of its size what it has here | bytes that it claims |
 * | `large` | an entry says that it is larger than may be | bytes that it claims |
 * | `grows` | more comes of an entry than it says | |
 * | `damaged` | other bytes come of an entry than it says, or fewer, or none | |
 * @typedef {"none" | "elsewhere" | "many" | "long" | "list" | "path" | "twice" | "cut" | "overlap" | "locked" | "method"
 *   | "sizes" | "large" | "grows" | "damaged"} Code
 */

export class ZipFault extends Error {
  /** @param {Code} code @param {string} [path] of the entry that it is about @param {number} [number] */
  constructor(code, path = "", number = 0) {
    super([code, path, number].filter(Boolean).join(" "));
    this.code = code;
    this.path = path;
    this.number = number;
  }
}
