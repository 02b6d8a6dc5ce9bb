//! Weights as `safetensors` files with Hugging Face's GPT-2 names.
//!
//! A file from outside is checked against the model before any weight changes: nothing is allocated that the file
//! only claims, and what does not fit is refused by the tensor's name.

use crate::model::{Gpt, Visitor};
use crate::ops::buffer;
use burn::tensor::Tensor;
use half::{bf16, f16};
use safetensors::{Dtype, SafeTensors, View, tensor::TensorView};
use std::borrow::Cow;
use std::collections::HashMap;

/// The name of the token table, which is also the head.
const TOKEN_TABLE: &str = "transformer.wte.weight";

/// The head's own name, where it is not tied to the table, and in files that repeat the tied table.
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
    #[error("{name} holds {found} numbers; save it as F32, F16 or BF16.")]
    Dtype {
        /// The tensor.
        name: String,
        /// The file's type.
        found: Dtype,
    },
    /// What no training that went well leaves behind.
    #[error(
        "{name} holds what is not a finite number in {format}; take weights from before that, or save them as F32."
    )]
    NotFinite {
        /// The tensor.
        name: String,
        /// The type of its numbers.
        format: Dtype,
    },
    /// A head of its own.
    #[error("lm_head.weight differs from transformer.wte.weight, and this model's head is its token table; tie them.")]
    UntiedHead,
}

/// The numbers of a file of weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// As they were trained.
    #[default]
    F32,
    /// Half the size, rounded to the nearest number of 11 significant bits: off by at most 2⁻¹¹ of itself, or by 2⁻²⁵
    /// below 6.1e-5.
    F16,
}

/// The model's parameters as a safetensors file, as they were trained.
///
/// # Errors
/// Where the library refuses.
pub fn to_safetensors(gpt: &Gpt) -> Result<Vec<u8>, CheckpointError> {
    to_safetensors_of(gpt, Precision::F32)
}

/// The model's parameters as a safetensors file.
///
/// # Errors
/// A weight that half precision can't hold; where the library refuses.
pub fn to_safetensors_of(gpt: &Gpt, precision: Precision) -> Result<Vec<u8>, CheckpointError> {
    let mut stored = Store { precision, tensors: Vec::new() };
    // Tensors are shared, so that the copy that is visited holds no weights of its own.
    gpt.clone().visit(&mut stored);
    let metadata = HashMap::from([("format".to_owned(), "pt".to_owned())]);
    if let Some((name, _)) = stored.tensors.iter().find(|(_, tensor)| !tensor.fits()) {
        return Err(CheckpointError::NotFinite { name: name.clone(), format: Dtype::F16 });
    }
    safetensors::serialize(stored.tensors, Some(metadata)).map_err(CheckpointError::Unwritable)
}

struct Store {
    precision: Precision,
    tensors: Vec<(String, Stored)>,
}

/// A parameter, turned into bytes only while it is written.
struct Stored {
    shape: Vec<usize>,
    tensor: burn_ndarray::NdArrayTensor,
    precision: Precision,
}

impl Stored {
    fn fits(&self) -> bool {
        let in_half = |&x: &f32| f16::from_f32(x).is_finite();
        self.precision == Precision::F32 || buffer::slice(&self.tensor).iter().all(in_half)
    }
}

impl Visitor for Store {
    fn visit<const D: usize>(&mut self, name: &str, parameter: &mut Tensor<D>) {
        let tensor = buffer::primitive(parameter.clone());
        let stored = Stored { shape: parameter.dims().to_vec(), tensor, precision: self.precision };
        self.tensors.push((name.to_owned(), stored));
    }
}

impl View for Stored {
    fn dtype(&self) -> Dtype {
        match self.precision {
            Precision::F32 => Dtype::F32,
            Precision::F16 => Dtype::F16,
        }
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        let values = buffer::slice(&self.tensor).iter();
        Cow::Owned(match self.precision {
            Precision::F32 => values.flat_map(|x| x.to_le_bytes()).collect(),
            Precision::F16 => values.flat_map(|&x| f16::from_f32(x).to_le_bytes()).collect(),
        })
    }

    fn data_len(&self) -> usize {
        let bytes = size_of_val(buffer::slice(&self.tensor));
        if self.precision == Precision::F16 { bytes / 2 } else { bytes }
    }
}

/// Replaces every parameter of `gpt` by the one of its name in a safetensors file.
///
/// F16 and BF16 are read as F32. The causal masks of older Hugging Face files are passed over, and so is
/// `lm_head.weight` where it repeats the token table. The names may lack `transformer.`, as those of the first GPT-2 do.
///
/// # Errors
/// Bytes that are no such file; a tensor that is missing, unknown, of another shape or type, or not finite; a head that
/// is not tied. The model then keeps the weights that it had.
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

/// Whether a file holds a head that is not the token table.
///
/// # Errors
/// Bytes that are no safetensors file.
pub fn has_own_head(bytes: &[u8]) -> Result<bool, CheckpointError> {
    let file = SafeTensors::deserialize(bytes).map_err(CheckpointError::Unreadable)?;
    Ok(file.tensor(HEAD).is_ok() && !repeats_the_table(&file))
}

/// Whether `lm_head.weight` is the token table once more.
fn repeats_the_table(file: &SafeTensors<'_>) -> bool {
    let same = |head: TensorView<'_>, table: TensorView<'_>| {
        (head.dtype(), head.shape(), head.data()) == (table.dtype(), table.shape(), table.data())
    };
    file.tensor(HEAD).ok().zip(tensor(file, TOKEN_TABLE)).is_some_and(|(head, table)| same(head, table))
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
            self.error = match tensor(self.file, name) {
                Some(found) => misfit(name, &parameter.dims(), &found),
                None => Some(CheckpointError::Missing { name: name.to_owned() }),
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
    match numbers(found) {
        None => Some(CheckpointError::Dtype { name: name(), found: found.dtype() }),
        Some(mut values) => {
            let finite = values.all(f32::is_finite);
            (!finite).then(|| CheckpointError::NotFinite { name: name(), format: found.dtype() })
        }
    }
}

/// What the names of the model begin with, and those of the first GPT-2 do not.
const PREFIX: &str = "transformer.";

/// A tensor of the file by the model's name for it.
fn tensor<'a>(file: &SafeTensors<'a>, name: &str) -> Option<TensorView<'a>> {
    let short = || file.tensor(name.strip_prefix(PREFIX)?).ok();
    file.tensor(name).ok().or_else(short)
}

/// The numbers of a tensor, one after the other; nothing for a type that is not read.
fn numbers<'a>(tensor: &TensorView<'a>) -> Option<Box<dyn Iterator<Item = f32> + 'a>> {
    let data = tensor.data();
    let halves = data.as_chunks().0.iter();
    match tensor.dtype() {
        Dtype::F32 => Some(Box::new(data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)))),
        Dtype::F16 => Some(Box::new(halves.map(|bytes| f16::from_le_bytes(*bytes).to_f32()))),
        Dtype::BF16 => Some(Box::new(halves.map(|bytes| bf16::from_le_bytes(*bytes).to_f32()))),
        _ => None,
    }
}

fn refuse_unknown(file: &SafeTensors<'_>, known: &[String]) -> Result<(), CheckpointError> {
    let mut names = file.names();
    // The first of several, whatever order the library keeps them in.
    names.sort_unstable();
    for name in names {
        let short = name.strip_prefix(PREFIX).unwrap_or(name);
        let is_buffer = short.starts_with("h.") && BUFFERS.iter().any(|end| name.ends_with(end));
        let is_known = |known: &String| known == name || known.strip_prefix(PREFIX) == Some(name);
        if is_buffer || known.iter().any(is_known) {
            continue;
        }
        if name != HEAD {
            return Err(CheckpointError::Unknown { name: name.to_owned() });
        }
        if !repeats_the_table(file) {
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
        let found = tensor(self.file, name).expect("a tensor that was there a moment ago");
        let numbers = numbers(&found).expect("a type that was read a moment ago");
        buffer::update(parameter, |values| {
            for (value, number) in values.iter_mut().zip(numbers) {
                *value = number;
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
    fn half_precision_is_half_the_size_and_comes_back_within_its_rounding() {
        let mut gpt = gpt(&config());
        let [whole, half] =
            [Precision::F32, Precision::F16].map(|precision| to_safetensors_of(&gpt, precision).expect("writes"));
        let bytes = |file: &[u8]| {
            SafeTensors::deserialize(file).expect("a file").iter().map(|(_, t)| t.data().len()).sum::<usize>()
        };
        assert_eq!(bytes(&whole), 2 * bytes(&half));
        load_weights(&mut gpt, &half).expect("fits");
        let back = tensors(&to_safetensors(&gpt).expect("writes"));
        for (name, (_, _, before)) in tensors(&whole) {
            let numbers = |bytes: &[u8]| bytes.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect::<Vec<_>>();
            for (x, y) in numbers(&before).into_iter().zip(numbers(&back[&name].2)) {
                let tolerance = (x.abs() * 0.5f32.powi(11)).max(0.5f32.powi(25));
                assert!((x - y).abs() <= tolerance, "{name}: {x} became {y}");
            }
        }
        gpt.wte = gpt.wte.clone() * 1e9;
        let error = to_safetensors_of(&gpt, Precision::F16).expect_err("too large");
        assert!(error.to_string().contains("transformer.wte.weight"), "{error}");
    }

    #[test]
    fn brain_floats_and_the_names_of_the_first_gpt2_are_read() {
        let bytes = changed(|tensors| {
            for (name, (_, shape, data)) in std::mem::take(tensors) {
                let data = data.as_chunks().0.iter().flat_map(|b| bf16::from_f32(f32::from_le_bytes(*b)).to_le_bytes());
                tensors.insert(name.trim_start_matches("transformer.").into(), (Dtype::BF16, shape, data.collect()));
            }
        });
        let mut read = gpt(&Config { seed: 2, ..config() });
        load_weights(&mut read, &bytes).expect("fits");
        let [read, trained] = [&read, &gpt(&config())].map(|gpt| gpt.logits(&[1, 4, 5], 3));
        for (x, y) in read.into_iter().zip(trained) {
            assert!((x - y).abs() < 0.01, "{x} instead of {y}");
        }
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
            (bias.0, bias.2) = (Dtype::I32, vec![0; 128]);
        });
        let nan = changed(|tensors| {
            tensors.get_mut(BIAS).expect("there").2[..4].copy_from_slice(&f32::NAN.to_le_bytes());
        });
        let head = changed(|tensors| {
            let mut table = tensors[TOKEN_TABLE].clone();
            table.2[5] ^= 1;
            tensors.insert(HEAD.into(), table);
        });
        let cases: [(Vec<u8>, &[&str]); 7] = [
            (missing, &[BIAS, "no "]),
            (unknown, &["transformer.h.2.ln_1.bias", "no place"]),
            (shape, &[BIAS, "[4, 8]", "[32]"]),
            (dtype, &[BIAS, "I32"]),
            (nan, &[BIAS, "not a finite number"]),
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
