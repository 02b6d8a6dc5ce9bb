/** Orders that a seed decides: the same for the same number of things and the same seed, on every machine. */

/** Even draws of 32 bits from a seed. @param {number} seed */
function draws(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return (bits ^ (bits >>> 16)) >>> 0;
  };
}

/** The numbers from 0 to below `n` in an order drawn by the seed. @param {number} n @param {number} seed */
export function shuffled(n, seed) {
  const draw = draws(seed);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let left = n; left > 1; left--) {
    // A bias of at most n in 2³² is of no weight here.
    const chosen = draw() % left;
    [order[left - 1], order[chosen]] = [order[chosen], order[left - 1]];
  }
  return order;
}
