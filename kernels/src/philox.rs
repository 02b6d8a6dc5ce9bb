//! Philox4x32-10, the counter-based generator of Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011).

use crate::simd::U32x4;

/// The two multipliers of a round.
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// What the key grows by from round to round (the golden ratio and √3 − 1).
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
/// The number of rounds of the recommended variant.
const ROUNDS: usize = 10;

/// Four random words from a counter and a key. Equal arguments give equal words on every machine.
///
/// ```
/// use headline_kernels::philox::philox4x32;
/// assert_eq!(philox4x32([0; 4], [0; 2]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
/// ```
#[inline]
pub fn philox4x32(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (mut c, mut k) = (counter, key);
    for _ in 0..ROUNDS {
        let p0 = u64::from(MULTIPLIERS[0]) * u64::from(c[0]);
        let p1 = u64::from(MULTIPLIERS[1]) * u64::from(c[2]);
        c = [(p1 >> 32) as u32 ^ c[1] ^ k[0], p1 as u32, (p0 >> 32) as u32 ^ c[3] ^ k[1], p0 as u32];
        k = [k[0].wrapping_add(WEYL[0]), k[1].wrapping_add(WEYL[1])];
    }
    c
}

/// The words of `4 · B` counters that differ in their first word only, `first` and those after it: lane i of word j of group
/// g is `philox4x32([first + 4 · g + i, rest..], key)[j]`. Groups are drawn side by side, because each waits for its own
/// products.
#[inline]
pub fn philox4x32_by_four<const B: usize>(first: u32, rest: [u32; 3], key: [u32; 2]) -> [[U32x4; 4]; B] {
    let mut counters: [[U32x4; 4]; B] = std::array::from_fn(|group| {
        let first = U32x4::splat(first.wrapping_add(4 * group as u32)) + U32x4::new([0, 1, 2, 3]);
        [first, U32x4::splat(rest[0]), U32x4::splat(rest[1]), U32x4::splat(rest[2])]
    });
    // Unknown to the compiler: on wasm it would widen known multipliers ahead of time and multiply 64-bit lanes, which takes
    // V8 ten instructions, instead of using the widening product of 32-bit lanes. For the same reason there is no loop.
    let m = std::hint::black_box(MULTIPLIERS.map(U32x4::splat));
    macro_rules! rounds {
        ($($n:literal)*) => {$(
            let k = [0, 1].map(|i| U32x4::splat(key[i].wrapping_add(WEYL[i].wrapping_mul($n))));
            for c in &mut counters {
                let (low0, high0) = c[0].wide_mul(m[0]);
                let (low1, high1) = c[2].wide_mul(m[1]);
                *c = [high1 ^ c[1] ^ k[0], low1, high0 ^ c[3] ^ k[1], low0];
            }
        )*};
    }
    rounds!(0 1 2 3 4 5 6 7 8 9);
    counters
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers for `philox4x32 10` in the file `kat_vectors` of the Random123 distribution.
    #[test]
    fn known_answers() {
        let cases = [
            ([0; 4], [0; 2], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]),
            (
                [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
                [0xa4093822, 0x299f31d0],
                [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
            ),
        ];
        for (counter, key, answer) in cases {
            assert_eq!(philox4x32(counter, key), answer);
        }
    }
}
