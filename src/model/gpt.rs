//! The whole model.

use super::block::{Block, Norm};
use crate::config::{Config, Position};
use crate::ops::buffer::filled;
use crate::ops::{self, KeyValue, Masked, TokenIds};
use crate::rng::{DropoutSite, DropoutStep};
use burn::tensor::Tensor;
use headline_kernels::rope::Rope;
use std::sync::Arc;

/// What is done to each parameter in turn, in the order of the model.
pub trait Visitor {
    /// Visits one parameter. `name` is Hugging Face's, such as `transformer.h.0.attn.c_attn.weight`.
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>);
}

/// Some rows of a batch, one after the other.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Tokens in a row.
    pub seq_len: usize,
    /// The place of the first row in the whole batch.
    pub first_row: usize,
    /// The masks of this update; `None` outside training.
    pub dropout: Option<DropoutStep>,
}

impl Rows {
    /// Rows without dropout.
    pub fn plain(seq_len: usize) -> Self {
        Self { seq_len, first_row: 0, dropout: None }
    }

    pub(super) fn masked(&self, site: DropoutSite) -> Option<Masked> {
        let dropout = self.dropout.and_then(|step| step.site(site))?;
        Some(Masked { dropout, first_row: self.first_row * self.seq_len })
    }
}

/// A pre-norm GPT-2. Its head is the token table, as every model here has it, or one of its own, which a model from
/// elsewhere may have.
#[derive(Clone, Debug)]
pub struct Gpt {
    /// Token table `[V, d]`, which is also the head.
    pub wte: Tensor<2>,
    /// Position table `[T, d]`; none under RoPE.
    pub wpe: Option<Tensor<2>>,
    /// The blocks, first to last.
    pub blocks: Vec<Block>,
    /// Before the logits.
    pub ln_f: Norm,
    /// The head `[V, d]` where it is not tied to the token table.
    pub lm_head: Option<Tensor<2>>,
    n_head: usize,
    block_size: usize,
    rope: Option<Arc<Rope>>,
}

/// Keys and values of every layer for one headline being written.
#[derive(Clone, Debug)]
pub struct Cache {
    layers: Vec<KeyValue>,
    len: usize,
}

impl Cache {
    /// Positions held.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is held yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl Gpt {
    /// A model for a vocabulary of `vocab_size` with its first values: see [`Config::init`].
    pub fn new(config: &Config, vocab_size: usize) -> Self {
        let mut gpt = Self::zeros(config, vocab_size);
        gpt.initialise(config);
        gpt
    }

    /// A model of nothing but zeros, for values from elsewhere.
    pub(crate) fn zeros(config: &Config, vocab_size: usize) -> Self {
        let (d, t) = (config.d_model, config.block_size);
        let learned = config.position == Position::Learned;
        Self {
            wte: filled(0.0, [vocab_size, d]),
            wpe: learned.then(|| filled(0.0, [t, d])),
            blocks: (0..config.n_layer).map(|_| Block::new(config)).collect(),
            ln_f: Norm::identity(config),
            lm_head: None,
            n_head: config.n_head,
            block_size: t,
            rope: (!learned).then(|| Arc::new(Rope::new(t, config.d_head()))),
        }
    }

    /// Gives the model a head of its own, of zeros, for values from elsewhere.
    pub(crate) fn untie(&mut self) {
        self.lm_head = Some(filled(0.0, self.wte.dims()));
    }

    /// Whether the head is the token table.
    pub fn is_tied(&self) -> bool {
        self.lm_head.is_none()
    }

    /// What the vectors are multiplied by to give the logits, `[V, d]`.
    fn head(&self) -> &Tensor<2> {
        self.lm_head.as_ref().unwrap_or(&self.wte)
    }

    /// Leaves out the rows of tokens from `vocab_size` on, which no tokenizer has.
    pub(crate) fn shrink(&mut self, vocab_size: usize) {
        for table in std::iter::once(&mut self.wte).chain(&mut self.lm_head) {
            *table = table.clone().narrow(0, 0, vocab_size);
        }
    }

    /// Visits every parameter, in the model's order.
    pub fn visit(&mut self, visitor: &mut impl Visitor) {
        visitor.visit("transformer.wte.weight", &mut self.wte);
        if let Some(wpe) = &mut self.wpe {
            visitor.visit("transformer.wpe.weight", wpe);
        }
        for (layer, block) in self.blocks.iter_mut().enumerate() {
            block.visit(&format!("transformer.h.{layer}"), visitor);
        }
        self.ln_f.visit("transformer.ln_f", visitor);
        if let Some(head) = &mut self.lm_head {
            visitor.visit("lm_head.weight", head);
        }
    }

    /// The same parameters as leaves of a new autodiff graph.
    pub fn tracked(&self) -> Self {
        struct Track;
        impl Visitor for Track {
            fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
                *parameter = parameter.clone().autodiff().require_grad();
            }
        }
        let mut tracked = self.clone();
        tracked.visit(&mut Track);
        tracked
    }

    /// The vectors before the head, `[N, d]`, for `ids` in whole rows.
    pub fn hidden(&self, ids: &[u32], rows: &Rows) -> Tensor<2> {
        let tokens = TokenIds::new(ids, rows.seq_len);
        let mut x = ops::embedding(self.wte.clone(), self.wpe.clone(), tokens);
        if let Some(masked) = rows.masked(DropoutSite::Embedding) {
            x = ops::dropout(x, masked);
        }
        for (layer, block) in self.blocks.iter().enumerate() {
            x = block.forward(x, rows, self.n_head, self.rope.as_ref(), layer);
        }
        self.ln_f.forward(x)
    }

    /// `scale` times the summed cross-entropy of `targets` after `ids` → `[1]`, differentiable.
    pub fn loss(&self, ids: &[u32], targets: &[u32], rows: &Rows, scale: f32) -> Tensor<1> {
        let targets = TokenIds::new(targets, rows.seq_len);
        ops::cross_entropy(self.hidden(ids, rows), self.head().clone(), targets, scale)
    }

    /// The summed cross-entropy of `targets` after `ids`, in nats, without gradients.
    pub fn loss_sum(&self, ids: &[u32], targets: &[u32], seq_len: usize) -> f64 {
        ops::cross_entropy_sum(&self.hidden(ids, &Rows::plain(seq_len)), self.head(), targets)
    }

    /// The logits of every position, `[N, V]` row after row, for `ids` in whole rows.
    pub fn logits(&self, ids: &[u32], seq_len: usize) -> Vec<f32> {
        ops::logits(&self.hidden(ids, &Rows::plain(seq_len)), self.head())
    }

    /// How each position of `ids` looks at those before it and at itself: `[n_layer][n_head][T][T]`, row after row, with
    /// zeros above the diagonal.
    ///
    /// # Panics
    /// If there are more ids than the block size.
    pub fn attention_maps(&self, ids: &[u32]) -> Vec<f32> {
        let n = ids.len();
        assert!(n <= self.block_size, "{n} positions in a block of {}", self.block_size);
        let wpe = self.wpe.clone().map(|wpe| wpe.narrow(0, 0, n));
        let mut x = ops::embedding(self.wte.clone(), wpe, TokenIds::new(ids, n));
        let mut maps = Vec::with_capacity(self.blocks.len() * self.n_head * n * n);
        for (layer, block) in self.blocks.iter().enumerate() {
            maps.extend(block.attention_map(x.clone(), self.n_head, self.rope.as_deref()));
            x = block.forward(x, &Rows::plain(n), self.n_head, self.rope.as_ref(), layer);
        }
        maps
    }

    /// Layers.
    pub fn n_layer(&self) -> usize {
        self.blocks.len()
    }

    /// Heads of a layer.
    pub fn n_head(&self) -> usize {
        self.n_head
    }

    /// An empty cache.
    pub fn cache(&self) -> Cache {
        Cache { layers: vec![KeyValue::default(); self.blocks.len()], len: 0 }
    }

    /// The logits after the last of `ids`, which continue what the cache holds.
    ///
    /// # Panics
    /// If there are none, or more than the block size in all.
    pub fn next_logits(&self, ids: &[u32], cache: &mut Cache) -> Vec<f32> {
        let positions = cache.len + ids.len();
        assert!(
            !ids.is_empty() && positions <= self.block_size,
            "{positions} positions in a block of {}",
            self.block_size
        );
        let (n, start) = (ids.len(), cache.len);
        let wpe = self.wpe.clone().map(|wpe| wpe.narrow(0, start, n));
        let mut x = ops::embedding(self.wte.clone(), wpe, TokenIds::new(ids, n));
        for (block, layer) in self.blocks.iter().zip(&mut cache.layers) {
            x = block.forward_cached(x, self.n_head, self.rope.as_deref(), &mut [layer]);
        }
        cache.len = positions;
        let last = ops::buffer::read(&x, |x| x[(n - 1) * x.len() / n..].to_vec());
        let width = last.len();
        ops::logits(&self.ln_f.forward(ops::buffer::from_values(last, [1, width])), self.head())
    }

    /// The logits after one more id of several headlines, each with its cache: the weights are read once for all.
    ///
    /// # Panics
    /// If there is not one id for each cache, or a cache is full.
    pub fn next_logits_of_each(&self, ids: &[u32], caches: &mut [&mut Cache]) -> Vec<Vec<f32>> {
        assert_eq!(ids.len(), caches.len(), "each headline continues by one id");
        let full = caches.iter().any(|cache| cache.len == self.block_size);
        assert!(!full, "a headline has all of its {} positions", self.block_size);
        let n = ids.len();
        if n == 0 {
            return Vec::new();
        }
        let wpe = self.wpe.as_ref().map(|wpe| {
            let [_, d] = wpe.dims();
            let row = |wpe: &[f32], cache: &&mut Cache| wpe[cache.len * d..][..d].to_vec();
            let rows = ops::buffer::read(wpe, |wpe| caches.iter().flat_map(|cache| row(wpe, cache)).collect());
            ops::buffer::from_values(rows, [n, d])
        });
        let mut x = ops::embedding(self.wte.clone(), wpe, TokenIds::new(ids, n));
        for (layer, block) in self.blocks.iter().enumerate() {
            let mut layers: Vec<&mut KeyValue> = caches.iter_mut().map(|cache| &mut cache.layers[layer]).collect();
            x = block.forward_cached(x, self.n_head, self.rope.as_deref(), &mut layers);
        }
        caches.iter_mut().for_each(|cache| cache.len += 1);
        let logits = ops::logits(&self.ln_f.forward(x), self.head());
        logits.chunks_exact(self.vocab_size()).map(<[f32]>::to_vec).collect()
    }

    /// T: the most positions.
    pub fn block_size(&self) -> usize {
        self.block_size
    }

    /// V.
    pub fn vocab_size(&self) -> usize {
        self.wte.dims()[0]
    }

    /// Number of parameters, counted.
    pub fn count_parameters(&self) -> u64 {
        struct Count(u64);
        impl Visitor for Count {
            fn visit<const D: usize>(&mut self, _: &str, parameter: &mut Tensor<D>) {
                self.0 += parameter.dims().iter().product::<usize>() as u64;
            }
        }
        let mut count = Count(0);
        self.clone().visit(&mut count);
        count.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::buffer;

    #[test]
    fn a_head_of_its_own_takes_its_share_of_the_gradient() {
        let config = Config { n_layer: 1, n_head: 2, d_model: 8, block_size: 4, ..Config::default() };
        let tied = Gpt::new(&config, 11);
        let mut untied = tied.clone();
        untied.lm_head = Some(tied.wte.clone());
        let gradients = |gpt: &Gpt| {
            let tracked = gpt.tracked();
            let grads = tracked.loss(&[1, 5, 9, 3], &[5, 9, 3, 1], &Rows::plain(4), 0.25).backward();
            let read = |table: &Tensor<2>| buffer::read(&table.grad(&grads).expect("takes part"), <[f32]>::to_vec);
            (read(&tracked.wte), tracked.lm_head.as_ref().map(read))
        };
        let ((whole, none), (table, head)) = (gradients(&tied), gradients(&untied));
        assert!(none.is_none());
        for ((whole, table), head) in whole.iter().zip(&table).zip(head.expect("a head")) {
            // One rounding more or less.
            assert!((whole - (table + head)).abs() < 1e-6, "{whole} {table} {head}");
        }
        assert_eq!(untied.logits(&[1, 5], 2), tied.logits(&[1, 5], 2));
    }
}
