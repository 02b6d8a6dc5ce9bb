//! Where the positions of a headline look: the attention probabilities of every head.

use super::GenerateError;
use crate::model::Gpt;
use crate::tokenizer::Tokenizer;

/// The most positions that are looked at: 12 layers of 12 heads hold 2.4 MB of probabilities then.
const MOST_POSITIONS: usize = 64;

/// The attention of a model on a headline.
#[derive(Clone, Debug, PartialEq)]
pub struct Attention {
    /// The text of each position, T of them. The first stands for the end of the headline before, and has none.
    pub tokens: Vec<String>,
    /// Layers.
    pub n_layer: usize,
    /// Heads of a layer.
    pub n_head: usize,
    /// `[n_layer][n_head][T][T]`, row after row: with which probability a position looks at each up to itself. Each row
    /// adds up to 1.
    pub weights: Vec<f32>,
}

/// How a model looks back while it reads `title`, as far as its block and 64 positions reach.
///
/// # Errors
/// Where the tokenizer refuses the title.
pub fn attention(gpt: &Gpt, tokenizer: &Tokenizer, title: &str) -> Result<Attention, GenerateError> {
    let pieces = tokenizer.pieces(title.trim())?;
    let n = (pieces.len() + 1).min(gpt.block_size()).min(MOST_POSITIONS);
    let pieces = &pieces[..n - 1];
    let ids: Vec<u32> = std::iter::once(tokenizer.special().eos).chain(pieces.iter().map(|piece| piece.id)).collect();
    let tokens = std::iter::once(String::new()).chain(pieces.iter().map(|piece| piece.text.clone())).collect();
    Ok(Attention { tokens, n_layer: gpt.n_layer(), n_head: gpt.n_head(), weights: gpt.attention_maps(&ids) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Position};
    use crate::ops::buffer;
    use burn::tensor::Tensor;

    fn parts(position: Position) -> (Tokenizer, Gpt) {
        let tokenizer = Tokenizer::train(["A headline about attention", "Another"].into_iter(), 64).expect("trains");
        let config = Config { n_layer: 2, n_head: 2, d_model: 8, block_size: 12, position, ..Config::default() };
        let mut gpt = Gpt::new(&config, tokenizer.vocab_size());
        // First values look everywhere alike; larger ones choose.
        struct Enlarge;
        impl crate::model::Visitor for Enlarge {
            fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
                *parameter = parameter.clone() * 12.0;
            }
        }
        gpt.visit(&mut Enlarge);
        (tokenizer, gpt)
    }

    #[test]
    fn rows_are_probabilities_and_nothing_looks_ahead() {
        for position in [Position::Learned, Position::Rope] {
            let (tokenizer, gpt) = parts(position);
            let found = attention(&gpt, &tokenizer, "A headline about attention").expect("fits");
            let t = found.tokens.len();
            assert_eq!(found.weights.len(), found.n_layer * found.n_head * t * t);
            assert!(t <= 12 && found.tokens[0].is_empty() && found.tokens.concat().trim().starts_with("A head"));
            for (row, weights) in found.weights.chunks_exact(t).enumerate() {
                let sum: f32 = weights.iter().sum();
                assert!((sum - 1.0).abs() < 1e-5, "{sum}");
                assert!(weights[row % t + 1..].iter().all(|&p| p == 0.0));
            }
            let maps: Vec<&[f32]> = found.weights.chunks_exact(t * t).collect();
            for pair in maps.windows(2) {
                assert!(pair[0].iter().zip(pair[1]).any(|(a, b)| (a - b).abs() > 1e-2), "heads differ");
            }
        }
    }

    /// The map times the values is what the kernel computes from the same qkv.
    #[test]
    fn the_maps_are_those_of_the_kernel() {
        for rope in [None, Some(std::sync::Arc::new(headline_kernels::rope::Rope::new(6, 4)))] {
            let (n, n_head, d) = (6, 2, 8);
            let qkv: Vec<f32> = (0..n * 3 * d).map(|i| ((i * 37 % 101) as f32 - 50.0) / 25.0).collect();
            let tensor = || buffer::from_values(qkv.clone(), [n, 3 * d]);
            let map = crate::ops::attention_map(tensor(), n_head, rope.as_deref());
            let options = crate::ops::Attention { seq_len: n, n_head, rope: rope.clone(), dropout: None, first_row: 0 };
            let expected = buffer::read(&crate::ops::attention(tensor(), options), <[f32]>::to_vec);
            for t in 0..n {
                for column in 0..d {
                    let head = column / (d / n_head);
                    let row = &map[(head * n + t) * n..][..n];
                    let value = |past: usize| qkv[past * 3 * d + 2 * d + column];
                    let found: f32 = row.iter().enumerate().map(|(past, p)| p * value(past)).sum();
                    // Sums of at most six products of numbers up to 4.
                    assert!((found - expected[t * d + column]).abs() < 1e-5, "{found}");
                }
            }
        }
    }
}
