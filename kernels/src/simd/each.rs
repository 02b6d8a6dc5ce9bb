//! Loops over slices, four elements at a time.

use super::{F32x4, LANES};

/// Calls `f` with four elements of every input and output, from the first to the last, and writes what it returns to the
/// outputs. A short end is filled up with zeros.
///
/// # Panics
/// If the slices differ in length.
#[inline]
pub fn each<const I: usize, const O: usize>(
    inputs: [&[f32]; I],
    outputs: [&mut [f32]; O],
    mut f: impl FnMut([F32x4; I], [F32x4; O]) -> [F32x4; O],
) {
    let len = inputs.first().map_or_else(|| outputs[0].len(), |x| x.len());
    assert!(inputs.iter().all(|x| x.len() == len), "inputs of different lengths");
    assert!(outputs.iter().all(|x| x.len() == len), "outputs of another length than {len}");
    let whole = len / LANES * LANES;
    let sources: [*const f32; I] = inputs.map(<[f32]>::as_ptr);
    let mut outputs = outputs;
    let targets: [*mut f32; O] = outputs.each_mut().map(|x| x.as_mut_ptr());
    for at in (0..whole).step_by(LANES) {
        // SAFETY: every slice has `len` elements, checked above, and `at + LANES` is at most that; the outputs are borrowed
        // exclusively, so that no two of the slices overlap where one is written.
        unsafe {
            let x = sources.map(|x| F32x4::load_from(x.add(at)));
            let y = targets.map(|y| F32x4::load_from(y.add(at)));
            for (y, target) in f(x, y).into_iter().zip(targets) {
                y.store_to(target.add(at));
            }
        }
    }
    if whole < len {
        let x = inputs.map(|x| F32x4::load_part(&x[whole..], 0.0));
        let y = outputs.each_ref().map(|y| F32x4::load_part(&y[whole..], 0.0));
        for (y, target) in f(x, y).into_iter().zip(outputs) {
            y.store_part(&mut target[whole..]);
        }
    }
}

/// x\[i\] = f(x\[i\]).
#[inline]
pub fn update(x: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    each([], [x], |[], [x]| [f(x)]);
}

/// out\[i\] = f(out\[i\], x\[i\]).
#[inline]
pub fn update_with(out: &mut [f32], x: &[f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    each([x], [out], |[x], [out]| [f(out, x)]);
}

/// The sum of `f(x, y)` over the elements of two slices, in four lanes four times over; `f(0, 0)` must be 0.
#[inline]
pub fn sum_over(x: &[f32], y: &[f32], f: impl Fn(F32x4, F32x4) -> F32x4) -> f32 {
    const BLOCK: usize = 4 * LANES;
    let mut sums = [F32x4::zero(); 4];
    let whole = x.len() / BLOCK * BLOCK;
    for (x, y) in x.as_chunks::<BLOCK>().0.iter().zip(y.as_chunks::<BLOCK>().0) {
        for (s, (x, y)) in sums.iter_mut().zip(x.as_chunks().0.iter().zip(y.as_chunks().0)) {
            *s = *s + f(F32x4::load(x), F32x4::load(y));
        }
    }
    let mut rest = F32x4::zero();
    each([&x[whole..], &y[whole..]], [], |[x, y], []| {
        rest = rest + f(x, y);
        []
    });
    ((sums[0] + sums[1]) + (sums[2] + sums[3]) + rest).sum()
}

/// The sum of products of two slices of one length.
#[inline]
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    sum_over(x, y, |x, y| x * y)
}

/// The largest element, ignoring NaN; −∞ of nothing.
#[inline]
pub fn max_of(x: &[f32]) -> f32 {
    const BLOCK: usize = 4 * LANES;
    let mut max = [F32x4::splat(f32::NEG_INFINITY); 4];
    let (blocks, tail) = x.as_chunks::<BLOCK>();
    for block in blocks {
        for (max, x) in max.iter_mut().zip(block.as_chunks().0) {
            *max = F32x4::load(x).larger(*max);
        }
    }
    let max = max[0].larger(max[1]).larger(max[2].larger(max[3]));
    max.to_array().iter().chain(tail).fold(f32::NEG_INFINITY, |m, &x| if x > m { x } else { m })
}
