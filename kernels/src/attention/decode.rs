//! Attention of one new position over a key-value cache.

use super::softmax;
use super::triangle::add_scaled;
use crate::scratch;
use crate::simd::dot;

/// One query against a key-value cache: `q` and `out` are `[n_head * d_head]`, `k` and `v` `[positions, n_head * d_head]`
/// with every cached position, the query's own included. With RoPE, `q` and `k` are turned already
/// ([`Rope::rotate`](crate::rope::Rope::rotate)).
///
/// # Panics
/// If lengths do not fit together.
pub fn attention_decode(n_head: usize, q: &[f32], k: &[f32], v: &[f32], out: &mut [f32]) {
    let d = q.len();
    assert!(n_head > 0 && d > 0 && d.is_multiple_of(n_head), "{d} elements are no {n_head} heads");
    assert_eq!(out.len(), d, "out and q differ in length");
    assert!(!k.is_empty() && k.len().is_multiple_of(d), "{} cached elements are no rows of {d}", k.len());
    assert_eq!(k.len(), v.len(), "k and v differ in length");
    let dh = d / n_head;
    let scale = 1.0 / (dh as f32).sqrt();
    let mut p = scratch::take(k.len() / d);
    for (h, (q, out)) in q.chunks_exact(dh).zip(out.chunks_exact_mut(dh)).enumerate() {
        for (p, k) in p.iter_mut().zip(k.chunks_exact(d)) {
            *p = dot(q, &k[h * dh..][..dh]) * scale;
        }
        softmax(&mut p);
        out.fill(0.0);
        for (&p, v) in p.iter().zip(v.chunks_exact(d)) {
            add_scaled(out, &v[h * dh..][..dh], p);
        }
    }
}
