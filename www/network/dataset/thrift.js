/**
 * Where a structure of a Parquet file ends, in Thrift's compact encoding. hyparquet believes what it reads, and a number
 * without an end or lists within lists would keep it busy for ever; so this walks over a structure before hyparquet does.
 */

const DEEPEST = 16;
/** A number of 64 bits takes no more bytes. */
const LONGEST_NUMBER = 10;

/** @param {string} what @returns {never} */
function fault(what) {
  throw new RangeError(`its description ${what}`);
}

/** The place after the structure that begins at `at`. @param {Uint8Array} bytes @param {number} at @returns {number} */
export function structEnd(bytes, at, depth = 0) {
  if (depth > DEEPEST) fault("is too deep");
  for (let place = at; ; ) {
    if (place >= bytes.length) fault("has no end");
    const field = bytes[place];
    place += 1;
    if ((field & 15) === 0) return place;
    // A field whose number is not counted up from the one before says it.
    if (field >> 4 === 0) place = numberAt(bytes, place).end;
    place = valueEnd(bytes, place, field & 15, depth);
  }
}

/** @param {Uint8Array} bytes @param {number} at @param {number} type @param {number} depth @returns {number} */
function valueEnd(bytes, at, type, depth) {
  switch (type) {
    case 1: // true
    case 2: // false
      return at;
    case 3: // a byte
      return within(bytes, at + 1);
    case 4: // numbers of 16, 32 and 64 bits
    case 5:
    case 6:
      return numberAt(bytes, at).end;
    case 7: // a number of floating point
      return within(bytes, at + 8);
    case 8: {
      const { value, end } = numberAt(bytes, at);
      return within(bytes, end + value);
    }
    case 9:
      return listEnd(bytes, at, depth);
    case 12:
      return structEnd(bytes, at, depth + 1);
    default:
      return fault("has a part of no known kind");
  }
}

/** @param {Uint8Array} bytes @param {number} at @param {number} depth */
function listEnd(bytes, at, depth) {
  within(bytes, at + 1);
  const type = bytes[at] & 15;
  const short = bytes[at] >> 4;
  const { value, end } = short === 15 ? numberAt(bytes, at + 1) : { value: short, end: at + 1 };
  // Whatever they are, they take a byte each.
  within(bytes, end + value);
  let place = end;
  for (let i = 0; i < value; i++)
    place = type === 1 || type === 2 ? place + 1 : valueEnd(bytes, place, type, depth + 1);
  return within(bytes, place);
}

/** @param {Uint8Array} bytes @param {number} at */
function numberAt(bytes, at) {
  let value = 0;
  for (let i = 0; i < LONGEST_NUMBER; i++) {
    const byte = bytes[within(bytes, at + i + 1) - 1];
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, end: at + i + 1 };
  }
  return fault("has a number without an end");
}

/** @param {Uint8Array} bytes @param {number} end */
function within(bytes, end) {
  return end <= bytes.length ? end : fault("says more than there is");
}
