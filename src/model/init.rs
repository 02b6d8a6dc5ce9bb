//! First values, drawn by parameter name, so that models that differ in one part share the others' values.

use super::gpt::{Gpt, Visitor};
use crate::config::{Config, Init};
use crate::ops::buffer;
use crate::rng::{Purpose, Stream};
use burn::tensor::Tensor;

/// The deviation of embeddings, and of linear weights under [`Init::Gpt2`].
const GPT2_STD: f64 = 0.02;

struct Draw<'a> {
    config: &'a Config,
}

impl Visitor for Draw<'_> {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        // Vectors keep what they were made with: weights of norms 1, biases 0. The position table starts at 0.
        if D < 2 || name == "transformer.wpe.weight" {
            return;
        }
        let fan_in = parameter.dims()[0] as f64;
        let std = match self.config.init {
            Init::He if name != "transformer.wte.weight" => (2.0 / fan_in).sqrt(),
            _ => GPT2_STD,
        };
        let mut stream = Stream::named(self.config.seed, Purpose::Init, name);
        buffer::update(parameter, |values| stream.fill_normal(std, values));
    }
}

impl Gpt {
    /// Draws every matrix anew from the seed's streams.
    pub(super) fn initialise(&mut self, config: &Config) {
        self.visit(&mut Draw { config });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Norm, Position};

    fn config() -> Config {
        Config { n_layer: 2, n_head: 2, d_model: 64, block_size: 8, vocab_size: 512, ..Config::default() }
    }

    fn std(weight: &Tensor<2>) -> f64 {
        buffer::read(weight, |w| (w.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / w.len() as f64).sqrt())
    }

    #[test]
    fn gpt2_and_he_have_their_deviations() {
        let gpt2 = Gpt::new(&config(), 512);
        let he = Gpt::new(&Config { init: Init::He, ..config() }, 512);
        // Five standard errors of a deviation over 16,384 draws is 2.8 per cent.
        let near = |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 0.03, "{found} {expected}");
        near(std(&gpt2.wte), 0.02);
        near(std(&he.wte), 0.02);
        near(std(&gpt2.blocks[1].mlp_c_proj.weight), 0.02);
        near(std(&he.blocks[0].c_fc.weight), (2.0f64 / 64.0).sqrt());
        near(std(&he.blocks[1].mlp_c_proj.weight), (2.0f64 / 256.0).sqrt());
        assert_eq!(std(gpt2.wpe.as_ref().expect("learned positions")), 0.0);
        assert_eq!(gpt2.blocks[0].c_attn.bias.clone().into_data().to_vec::<f32>(), Ok(vec![0.0; 192]));
    }

    #[test]
    fn models_that_differ_in_one_part_share_the_others_values() {
        let plain = Gpt::new(&config(), 512);
        let other = Gpt::new(&Config { norm: Norm::RmsNorm, position: Position::Rope, ..config() }, 512);
        let values = |tensor: &Tensor<2>| buffer::read(tensor, <[f32]>::to_vec);
        assert_eq!(values(&plain.wte), values(&other.wte));
        assert_eq!(values(&plain.blocks[1].c_fc.weight), values(&other.blocks[1].c_fc.weight));
        assert_ne!(values(&plain.blocks[0].c_fc.weight), values(&plain.blocks[1].c_fc.weight));
        let reseeded = Gpt::new(&Config { seed: 2, ..config() }, 512);
        assert_ne!(values(&plain.wte), values(&reseeded.wte));
    }

    #[test]
    fn the_paper_size_counts_27_172_864() {
        let config = Config::default();
        assert_eq!(Gpt::zeros(&config, 16_000).count_parameters(), 27_172_864);
        for (norm, position) in [(Norm::RmsNorm, Position::Learned), (Norm::LayerNorm, Position::Rope)] {
            let config = Config { norm, position, ..config.clone() };
            assert_eq!(Gpt::zeros(&config, 16_000).count_parameters(), config.count_parameters(16_000));
        }
    }
}
