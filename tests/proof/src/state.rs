//! A run that is kept and gone on with equals one that was never interrupted, bit for bit: wherever it was kept, with
//! every optimizer, with dropout, and past the end of its schedule.

use crate::Report;
use crate::streams::{config, data};
use headline_lab::checkpoint::state::{from_bytes, to_bytes};
use headline_lab::checkpoint::to_safetensors;
use headline_lab::config::{Config, Norm, Optimizer, Position, Schedule};
use headline_lab::data::TokenData;
use headline_lab::train::evaluation::ValLossAt;
use headline_lab::train::trainer::{Onward, OnwardSchedule, Progress, Trainer};
use serde_json::{Map, json};
use std::rc::Rc;

/// What a run does from where it stands to its end: each update and evaluation, and its last weights.
fn rest(trainer: &mut Trainer) -> (Vec<String>, Vec<u8>) {
    let mut told = Vec::new();
    loop {
        match trainer.advance() {
            Progress::Micro { .. } | Progress::EvalChunk { .. } => {}
            Progress::Finished { .. } | Progress::Diverged { .. } => break,
            progress => told.push(serde_json::to_string(&progress).expect("a plain struct")),
        }
    }
    (told, to_safetensors(trainer.gpt()).expect("writes"))
}

fn kept(trainer: &Trainer, data: &Rc<TokenData>) -> Trainer {
    from_bytes(&to_bytes(trainer), Rc::clone(data)).expect("its own bytes")
}

/// The runs that are interrupted.
pub fn runs() -> Vec<(&'static str, Trainer)> {
    let base = Config { schedule: Schedule::WarmupCosine, warmup_frac: 0.3, micro_batch_size: 2, ..config() };
    let sgd = Config { optimizer: Optimizer::Sgd, lr: 0.3, weight_decay: 0.01, ..base.clone() };
    let momentum = Config { momentum: 0.9, lr: 0.05, ..sgd.clone() };
    let adamw = Config { optimizer: Optimizer::AdamW, weight_decay: 0.1, ..base };
    let modern = Config { norm: Norm::RmsNorm, position: Position::Rope, ..adamw.clone() };
    let whole = |config: &Config| Trainer::new(config, data(config)).expect("enough data");
    let onward = |schedule| {
        let mut first = whole(&adamw);
        while first.step() < 5 {
            first.advance();
        }
        let set = Map::from_iter([("dropout".to_owned(), json!(0.1))]);
        first.fork(&set, Some(&Onward { epochs: 1, schedule })).expect("a run that can go on")
    };
    vec![
        ("SGD", whole(&sgd)),
        ("SGD with momentum", whole(&momentum)),
        ("AdamW", whole(&adamw)),
        ("AdamW, modern parts", whole(&modern).with_val_loss_at(ValLossAt::EndsOfEpochs)),
        ("held onward", onward(OnwardSchedule::Hold)),
        ("warmed up again", onward(OnwardSchedule::WarmupCosine)),
    ]
}

/// Interrupts each run after every eleventh unit of work, wherever in a batch or an evaluation that is.
pub fn check() -> Report {
    let mut report = Report::default();
    for (name, mut trainer) in runs() {
        let data = data(trainer.config());
        let (told, weights) = rest(&mut kept(&trainer, &data));
        report.same(&(told.len() > 10), &true, || format!("{name}: it trains"));
        let (mut unit, mut seen) = (0, 0);
        loop {
            if unit % 11 == 0 {
                let (later, last) = rest(&mut kept(&trainer, &data));
                let place = || format!("{name}, kept after {unit} units of work");
                report.same(&later.as_slice(), &&told[seen..], place);
                report.same(&(last == weights), &true, || format!("the last weights of {}", place()));
            }
            unit += 1;
            match trainer.advance() {
                Progress::Micro { .. } | Progress::EvalChunk { .. } => {}
                Progress::Finished { .. } | Progress::Diverged { .. } => break,
                _ => seen += 1,
            }
        }
        report.same(&seen, &told.len(), || format!("{name}: all was told"));
        // The end is no place to begin anew: it trains on from where it was in the stream.
        let onward = |ended: &Trainer| {
            let onward = Onward { epochs: 1, schedule: OnwardSchedule::WarmupCosine };
            rest(&mut ended.fork(&Map::new(), Some(&onward)).expect("a run that has ended"))
        };
        let (kept, alive) = (onward(&kept(&trainer, &data)), onward(&trainer));
        report.same(&kept.0, &alive.0, || format!("{name}, kept at its end and trained on"));
    }
    report
}
