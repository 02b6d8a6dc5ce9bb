//! States of runs from elsewhere: damaged, claimed, of other data, and as other programs read them.

use headline_lab::checkpoint::state::{MAX_HEADER_BYTES, ReadError, from_bytes, state_of, to_bytes};
use headline_lab::data::TokenData;
use headline_lab::model::Gpt;
use headline_lab::train::trainer::Trainer;
use headline_lab::train::trainer::state::StateError;
use headline_proof::state::runs;
use headline_proof::streams::{config, data};
use proptest::prelude::*;
use safetensors::SafeTensors;
use std::rc::Rc;
use std::sync::LazyLock;

/// A run of AdamW in the middle, and its bytes.
fn adamw() -> Vec<u8> {
    let (_, mut trainer) = runs().remove(2);
    while trainer.step() < 3 {
        trainer.advance();
    }
    to_bytes(&trainer)
}

static KEPT: LazyLock<Vec<u8>> = LazyLock::new(adamw);

fn ids() -> Rc<TokenData> {
    data(&config())
}

fn refused(bytes: &[u8]) -> String {
    from_bytes(bytes, ids()).err().expect("refused").to_string()
}

/// The bytes with `from` in their header become `to`, and the header's length right again.
fn edited(from: &str, to: &str) -> Vec<u8> {
    let length = u64::from_le_bytes(KEPT[..8].try_into().unwrap()) as usize;
    let header = std::str::from_utf8(&KEPT[8..8 + length]).unwrap();
    assert!(header.contains(from), "{header}");
    let mut header = header.replacen(from, to, 1);
    header.truncate(header.trim_end().len());
    while !header.len().is_multiple_of(8) {
        header.push(' ');
    }
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &KEPT[8 + length..]].concat()
}

#[test]
fn a_run_that_was_kept_goes_on_bit_for_bit() {
    headline_proof::state::check().hold();
}

#[test]
fn a_head_of_its_own_is_trained_and_kept() {
    let (config, data) = (config(), ids());
    let mut gpt = Gpt::new(&config, data.vocab_size);
    gpt.lm_head = Some(gpt.wte.clone());
    let mut trainer = Trainer::with_weights(&config, Rc::clone(&data), gpt).expect("enough");
    while trainer.step() < 2 {
        trainer.advance();
    }
    let bytes = to_bytes(&trainer);
    let mut again = from_bytes(&bytes, data).expect("reads");
    assert!(!again.gpt().is_tied());
    while trainer.step() < 4 {
        assert_eq!(trainer.advance(), again.advance());
    }
    assert_eq!(to_bytes(&trainer), to_bytes(&again));
}

#[test]
fn other_programs_read_it_as_safetensors() {
    let file = SafeTensors::deserialize(&KEPT).expect("a safetensors file");
    let shape = |name: &str| file.tensor(name).expect(name).shape().to_vec();
    let parameters = file.names().iter().filter(|name| name.starts_with("transformer.")).count();
    assert_eq!(file.names().len(), 3 * parameters);
    for part in ["", "exp_avg.", "exp_avg_sq."] {
        assert_eq!(shape(&format!("{part}transformer.h.1.attn.c_attn.weight")), [16, 48]);
    }
    let state = state_of(&KEPT[..8 + u64::from_le_bytes(KEPT[..8].try_into().unwrap()) as usize]).expect("a state");
    assert_eq!(state.step(), 3);
}

#[test]
fn other_headlines_are_refused() {
    let mut other = (*ids()).clone();
    other.val_ids[7] ^= 1;
    let error = from_bytes(&KEPT, Rc::new(other)).err().expect("refused");
    assert!(matches!(error, ReadError::State(StateError::OtherData)), "{error}");
}

#[test]
fn what_contradicts_itself_is_refused_by_name() {
    for (from, to, part) in [
        (r#"\"version\":1"#, r#"\"version\":2"#, "version 2"),
        (r#"\"step\":3"#, r#"\"step\":300"#, "step 300"),
        (r#"\"updates\":3"#, r#"\"updates\":4"#, "updates 4"),
        (r#"\"pointer\":288"#, r#"\"pointer\":1600"#, "pointer 1600"),
        (r#"\"pointer\":288"#, r#"\"pointer\":18446744073709551615"#, "pointer 18446744073709551615"),
        (r#"\"vocab_size\":200,\"ids"#, r#"\"vocab_size\":18446744073709551615,\"ids"#, "other headlines"),
        (r#"\"n_layer\":2"#, r#"\"n_layer\":3"#, "bytes of numbers"),
        (r#"\"n_head\":2"#, r#"\"n_head\":3"#, "not divisible"),
        (r#"\"dropout\":0.2"#, r#"\"dropout\":1.5"#, "dropout"),
        (r#"\"step\":3"#, r#"\"stop\":3"#, "can't be read"),
        (r#""shape":[16,48]"#, r#""shape":[48,16]"#, "its tensors are not"),
        ("headline_run", "headline_ran", "weights alone"),
    ] {
        let told = refused(&edited(from, to));
        assert!(told.contains(part), "{from}: {told}");
    }
}

#[test]
fn nothing_is_allocated_that_a_file_only_claims() {
    let huge = edited(r#"\"d_model\":16"#, r#"\"d_model\":1024"#);
    assert!(refused(&huge).contains("bytes of numbers"));
    let mut long = KEPT.clone();
    long[..8].copy_from_slice(&(MAX_HEADER_BYTES + 1).to_le_bytes());
    assert!(refused(&long).contains("are the most"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = [&(deep.len() as u64).to_le_bytes()[..], deep.as_bytes()].concat();
    assert!(refused(&deep).contains("can't be read"));
}

#[test]
fn a_run_that_has_ended_keeps_its_weights_alone() {
    let config = config();
    let mut trainer = Trainer::new(&config, ids()).unwrap();
    while !trainer.is_finished() {
        trainer.advance();
    }
    let kept = to_bytes(&trainer);
    assert!(kept.len() < KEPT.len() / 2, "{} bytes", kept.len());
    let back = from_bytes(&kept, ids()).unwrap();
    assert!(back.is_finished());
    assert_eq!(back.step(), trainer.step());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn damage_is_refused_or_harmless_but_never_a_panic(at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
        let mut bytes = KEPT.clone();
        prop_assert!(from_bytes(&bytes[..cut.index(bytes.len())], ids()).is_err());
        // Of the header and of the numbers alike.
        let length = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        let at = if byte % 2 == 0 { at.index(length) } else { at.index(bytes.len()) };
        bytes[at] ^= byte | 1;
        let _ = from_bytes(&bytes, ids());
    }
}
