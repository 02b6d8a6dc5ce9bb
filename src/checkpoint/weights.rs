//! Weights as `safetensors` files with Hugging Face's GPT-2 names.
//!
//! A file from outside is checked against the model before any weight changes: nothing is allocated that the file
//! only claims, and what does not fit is refused by the tensor's name.

use crate::model::{Gpt, Visitor};
use crate::ops::buffer;
use burn::tensor::Tensor;
use safetensors::{Dtype, SafeTensors, View, tensor::TensorView};
use std::borrow::Cow;
use std::collections::HashMap;

/// The name of the token table, which is also the head.
const TOKEN_TABLE: &str = "transformer.wte.weight";

/// The head's own name in files that repeat the tied table.
const HEAD: &str = "lm_head.weight";

/// Ends of the names of Hugging Face's causal masks, which hold nothing learned.
const BUFFERS: [&str; 2] = [".attn.bias", ".attn.masked_bias"];

/// Why weights can't be written or read.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The bytes are no safetensors file, or a damaged one.
    #[error("The weights can't be read ({0}); choose a whole .safetensors file.")]
    Unreadable(#[source] safetensors::SafeTensorError),
    /// The library could not write.
    #[error("The weights can't be written ({0}).")]
    Unwritable(#[source] safetensors::SafeTensorError),
    /// A parameter that the file lacks.
    #[error("The weights have no {name}, which the model needs; choose weights of the same architecture.")]
    Missing {
        /// The parameter.
        name: String,
    },
    /// A tensor that the model has no place for.
    #[error("The weights hold {name}, which the model has no place for; choose weights of the same architecture.")]
    Unknown {
        /// The tensor.
        name: String,
    },
    /// A tensor of another shape.
    #[error(
        "{name} has the shape {found:?} and the model's has {expected:?}; set the configuration it was trained with."
    )]
    Shape {
        /// The tensor.
        name: String,
        /// The model's shape.
        expected: Vec<usize>,
        /// The file's shape.
        found: Vec<usize>,
    },
    /// Numbers of another type.
    #[error("{name} holds {found} numbers; save it as F32.")]
    Dtype {
        /// The tensor.
        name: String,
        /// The file's type.
        found: Dtype,
    },
    /// A head of its own.
    #[error("lm_head.weight differs from transformer.wte.weight, and this model's head is its token table; tie them.")]
    UntiedHead,
}

/// The model's parameters as a safetensors file.
///
/// # Errors
/// Where the library refuses.
pub fn to_safetensors(gpt: &Gpt) -> Result<Vec<u8>, CheckpointError> {
    let mut stored = Store::default();
    // Tensors are shared, so that the copy that is visited holds no weights of its own.
    gpt.clone().visit(&mut stored);
    let metadata = HashMap::from([("format".to_owned(), "pt".to_owned())]);
    safetensors::serialize(stored.0, Some(metadata)).map_err(CheckpointError::Unwritable)
}

#[derive(Default)]
struct Store(Vec<(String, Stored)>);

/// A parameter, turned into bytes only while it is written.
struct Stored {
    shape: Vec<usize>,
    tensor: burn_ndarray::NdArrayTensor,
}

impl Visitor for Store {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        let tensor = buffer::primitive(parameter.clone());
        self.0.push((name.to_owned(), Stored { shape: parameter.dims().to_vec(), tensor }));
    }
}

impl View for Stored {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Owned(buffer::slice(&self.tensor).iter().flat_map(|x| x.to_le_bytes()).collect())
    }

    fn data_len(&self) -> usize {
        size_of_val(buffer::slice(&self.tensor))
    }
}

/// Replaces every parameter of `gpt` by the one of its name in a safetensors file.
///
/// The causal masks of older Hugging Face files are passed over, and so is `lm_head.weight` where it repeats the token
/// table.
///
/// # Errors
/// Bytes that are no such file; a tensor that is missing, unknown, or of another shape or type; a head that is not
/// tied. The model then keeps the weights that it had.
pub fn load_weights(gpt: &mut Gpt, bytes: &[u8]) -> Result<(), CheckpointError> {
    let file = SafeTensors::deserialize(bytes).map_err(CheckpointError::Unreadable)?;
    let mut check = Check { file: &file, known: Vec::new(), error: None };
    gpt.visit(&mut check);
    let Check { known, error, .. } = check;
    if let Some(error) = error {
        return Err(error);
    }
    refuse_unknown(&file, &known)?;
    gpt.visit(&mut Fill { file: &file });
    Ok(())
}

/// Looks whether the file has each parameter as the model needs it.
struct Check<'a> {
    file: &'a SafeTensors<'a>,
    known: Vec<String>,
    error: Option<CheckpointError>,
}

impl Visitor for Check<'_> {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        self.known.push(name.to_owned());
        if self.error.is_none() {
            self.error = match self.file.tensor(name) {
                Ok(found) => misfit(name, &parameter.dims(), &found),
                Err(_) => Some(CheckpointError::Missing { name: name.to_owned() }),
            };
        }
    }
}

fn misfit(name: &str, expected: &[usize], found: &TensorView<'_>) -> Option<CheckpointError> {
    let name = || name.to_owned();
    if found.shape() != expected {
        let (expected, found) = (expected.to_vec(), found.shape().to_vec());
        return Some(CheckpointError::Shape { name: name(), expected, found });
    }
    (found.dtype() != Dtype::F32).then(|| CheckpointError::Dtype { name: name(), found: found.dtype() })
}

fn refuse_unknown(file: &SafeTensors<'_>, known: &[String]) -> Result<(), CheckpointError> {
    let mut names = file.names();
    // The first of several, whatever order the library keeps them in.
    names.sort_unstable();
    for name in names {
        let is_buffer = name.starts_with("transformer.h.") && BUFFERS.iter().any(|end| name.ends_with(end));
        if is_buffer || known.iter().any(|known| known == name) {
            continue;
        }
        if name != HEAD {
            return Err(CheckpointError::Unknown { name: name.to_owned() });
        }
        let same = |head: TensorView<'_>, table: TensorView<'_>| {
            (head.dtype(), head.shape(), head.data()) == (table.dtype(), table.shape(), table.data())
        };
        let tied = file.tensor(HEAD).ok().zip(file.tensor(TOKEN_TABLE).ok());
        if !tied.is_some_and(|(head, table)| same(head, table)) {
            return Err(CheckpointError::UntiedHead);
        }
    }
    Ok(())
}

/// Copies what [`Check`] has found to fit.
struct Fill<'a> {
    file: &'a SafeTensors<'a>,
}

impl Visitor for Fill<'_> {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        let found = self.file.tensor(name).expect("a tensor that was there a moment ago");
        buffer::update(parameter, |values| {
            for (value, bytes) in values.iter_mut().zip(found.data().as_chunks().0) {
                *value = f32::from_le_bytes(*bytes);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Norm, Position};
    use proptest::prelude::*;

    fn config() -> Config {
        Config { n_layer: 2, n_head: 2, d_model: 8, block_size: 6, ..Config::default() }
    }

    fn gpt(config: &Config) -> Gpt {
        Gpt::new(config, 11)
    }

    /// The tensors of a file, to be changed and written again.
    fn tensors(bytes: &[u8]) -> HashMap<String, (Dtype, Vec<usize>, Vec<u8>)> {
        let file = SafeTensors::deserialize(bytes).expect("a file");
        let owned = |view: TensorView<'_>| (view.dtype(), view.shape().to_vec(), view.data().to_vec());
        file.iter().map(|(name, view)| (name.to_owned(), owned(view))).collect()
    }

    fn changed(change: impl FnOnce(&mut HashMap<String, (Dtype, Vec<usize>, Vec<u8>)>)) -> Vec<u8> {
        let mut tensors = tensors(&to_safetensors(&gpt(&config())).expect("writes"));
        change(&mut tensors);
        let views = tensors.iter().map(|(name, (dtype, shape, data))| {
            (name, TensorView::new(*dtype, shape.clone(), data).expect("a shape that holds the data"))
        });
        safetensors::serialize(views, None).expect("writes")
    }

    #[test]
    fn weights_survive_the_way_there_and_back() {
        for (norm, position) in [
            (Norm::LayerNorm, Position::Learned),
            (Norm::RmsNorm, Position::Learned),
            (Norm::LayerNorm, Position::Rope),
        ] {
            let config = Config { norm, position, ..config() };
            let bytes = to_safetensors(&gpt(&config)).expect("writes");
            let mut other = gpt(&Config { seed: 2, ..config.clone() });
            assert_ne!(to_safetensors(&other).expect("writes"), bytes);
            load_weights(&mut other, &bytes).expect("fits");
            assert_eq!(to_safetensors(&other).expect("writes"), bytes);
        }
    }

    #[test]
    fn names_shapes_and_metadata_are_hugging_faces() {
        let bytes = to_safetensors(&gpt(&config())).expect("writes");
        let (_, header) = SafeTensors::read_metadata(&bytes).expect("a header");
        assert_eq!(header.metadata(), &Some(HashMap::from([("format".into(), "pt".into())])));
        let tensors = tensors(&bytes);
        assert_eq!(tensors.len(), 2 + 2 * 12 + 2);
        for (name, shape) in [
            ("transformer.wte.weight", vec![11, 8]),
            ("transformer.wpe.weight", vec![6, 8]),
            ("transformer.h.0.attn.c_attn.weight", vec![8, 24]),
            ("transformer.h.1.attn.c_proj.bias", vec![8]),
            ("transformer.h.1.mlp.c_fc.weight", vec![8, 32]),
            ("transformer.h.0.mlp.c_proj.weight", vec![32, 8]),
            ("transformer.ln_f.bias", vec![8]),
        ] {
            assert_eq!(tensors[name].1, shape, "{name}");
        }
    }

    #[test]
    fn known_buffers_and_a_tied_head_are_passed_over() {
        let bytes = changed(|tensors| {
            let table = tensors[TOKEN_TABLE].clone();
            tensors.insert(HEAD.into(), table);
            tensors.insert("transformer.h.0.attn.bias".into(), (Dtype::U8, vec![1, 1, 2, 2], vec![1, 0, 1, 1]));
            tensors.insert("transformer.h.1.attn.masked_bias".into(), (Dtype::F32, vec![], vec![0; 4]));
        });
        load_weights(&mut gpt(&config()), &bytes).expect("fits");
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name_and_changes_nothing() {
        const BIAS: &str = "transformer.h.1.mlp.c_fc.bias";
        let missing = changed(|tensors| drop(tensors.remove(BIAS)));
        let unknown = changed(|tensors| {
            drop(tensors.insert("transformer.h.2.ln_1.bias".into(), (Dtype::F32, vec![1], vec![0; 4])))
        });
        let shape = changed(|tensors| tensors.get_mut(BIAS).expect("there").1 = vec![4, 8]);
        let dtype = changed(|tensors| {
            let bias = tensors.get_mut(BIAS).expect("there");
            (bias.0, bias.2) = (Dtype::F16, vec![0; 64]);
        });
        let head = changed(|tensors| {
            let mut table = tensors[TOKEN_TABLE].clone();
            table.2[5] ^= 1;
            tensors.insert(HEAD.into(), table);
        });
        let cases: [(Vec<u8>, &[&str]); 6] = [
            (missing, &[BIAS, "no "]),
            (unknown, &["transformer.h.2.ln_1.bias", "no place"]),
            (shape, &[BIAS, "[4, 8]", "[32]"]),
            (dtype, &[BIAS, "F16"]),
            (head, &["lm_head.weight"]),
            (b"not weights".to_vec(), &["can't be read"]),
        ];
        let mut gpt = gpt(&Config { seed: 2, ..config() });
        let before = to_safetensors(&gpt).expect("writes");
        for (bytes, parts) in cases {
            let sentence = load_weights(&mut gpt, &bytes).expect_err("refused").to_string();
            assert!(parts.iter().all(|part| sentence.contains(part)), "{sentence}");
            assert_eq!(to_safetensors(&gpt).expect("writes"), before);
        }
    }

    #[test]
    fn a_file_that_claims_much_is_refused_before_it_is_believed() {
        let claim = |shape: &str, end: &str| {
            let header = format!(r#"{{"{TOKEN_TABLE}":{{"dtype":"F32","shape":{shape},"data_offsets":[0,{end}]}}}}"#);
            [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &[0; 16]].concat()
        };
        let huge = u64::MAX.to_string();
        let header_of_an_exabyte = [&(1u64 << 60).to_le_bytes()[..], b"{}"].concat();
        for bytes in [
            claim("[4611686018427387904, 4]", "16"),
            claim("[1000000000000]", "4000000000000"),
            claim(&format!("[{huge}]"), &huge),
            claim("[-1]", "16"),
            header_of_an_exabyte,
            Vec::new(),
        ] {
            let error = load_weights(&mut gpt(&config()), &bytes).expect_err("refused");
            assert!(matches!(error, CheckpointError::Unreadable(_)), "{error}");
        }
    }

    proptest! {
        #[test]
        fn damage_is_refused_or_harmless_but_never_a_panic(at in 0usize..4_000, byte: u8, cut in 0usize..4_000) {
            let mut bytes = to_safetensors(&gpt(&config())).expect("writes");
            let (at, cut) = (at % bytes.len(), cut % bytes.len());
            prop_assert!(load_weights(&mut gpt(&config()), &bytes[..cut]).is_err());
            bytes[at] = byte;
            let _ = load_weights(&mut gpt(&config()), &bytes);
        }
    }
}
