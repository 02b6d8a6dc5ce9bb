/** How things of a kind are laid out in rows. */

/** More than these beside each other would be too narrow to read. */
const MOST = 4;

/** How many of `n` stand in a row, so that no row has only one where another could do. @param {number} n */
export function perRow(n) {
  if (n <= MOST) return n;
  return n % MOST === 1 || n <= 6 ? 3 : MOST;
}
