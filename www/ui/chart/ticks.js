/** Round numbers along an axis, and how they are written. Pure. */

/** Leading digits that a distance between two ticks may have. */
const LEADING = [1, 2.5, 5];
const LEADING_FINE = [1, 2, 2.5, 5];
/** On a logarithmic axis, from the sparsest to the densest. */
const LOG_LEADING = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];

/** @typedef {{ values: number[], step: number }} Ticks `step`: the least distance between two of them. */

/**
 * Multiples of a round number, as close as they may stand.
 * @param {[number, number]} range @param {number} most How many distances fit at most. @param {boolean} [fine] Whether the
 *   distance may begin with a 2.
 * @returns {Ticks}
 */
export function linearTicks([from, to], most, fine = false) {
  const least = (to - from) / Math.max(1, most);
  if (!(least > 0) || !Number.isFinite(least)) return { values: [from], step: 1 };
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const leading = [...(fine ? LEADING_FINE : LEADING), 10].find(
    (one) => one * magnitude >= least * (1 - 1e-9),
  );
  const step = (leading ?? 10) * magnitude;
  const values = [];
  // Counted in whole steps, so that no rounding error adds up.
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i += 1)
    values.push(Number((i * step).toPrecision(12)));
  return { values, step };
}

/**
 * Ticks of a logarithmic axis; over less than a decade the linear ones, which then stand nearly even.
 * @param {[number, number]} range Both above 0. @param {number} most @returns {Ticks}
 */
export function logTicks([from, to], most) {
  /** @type {number[]} */
  let best = [];
  for (const leading of LOG_LEADING) {
    const values = [];
    for (let e = Math.floor(Math.log10(from)); e <= Math.ceil(Math.log10(to)); e += 1)
      for (const one of leading) {
        const value = Number(`${one}e${e}`);
        if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) values.push(value);
      }
    if (values.length > Math.max(2, most + 1)) break;
    best = values;
  }
  if (best.length < 3) return linearTicks([from, to], Math.max(2, most / 1.5));
  return { values: best, step: best[1] - best[0] };
}

/** Digits behind the point that tell ticks of this distance apart. @param {number} step */
export function digitsFor(step) {
  if (!(step > 0)) return 0;
  for (let digits = 0; digits < 8; digits += 1) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return digits;
  }
  return 8;
}
