//! The `headline` binary as a person and a script call it, on the first lines of the bundled sample.

use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A run that takes a second: one block on 300 titles.
const SMALL: [&str; 10] =
    ["--size", "tiny", "--set", "n_layer=1", "--set", "vocab_size=300", "--set", "batch_size=4", "--set", "steps=6"];

fn headline(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headline"));
    command.args(arguments);
    command
}

fn output(arguments: &[&str]) -> Output {
    headline(arguments).output().expect("the binary starts")
}

/// The JSON lines of a command that must succeed.
#[track_caller]
fn lines(arguments: &[&str]) -> Vec<Value> {
    let output = output(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaint}");
    assert_eq!(complaint, "", "standard error is no terminal, and has no bar");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

/// A folder of this test's own, emptied, with the first 300 headlines of the sample as `headlines.txt`.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("a folder of this test");
    }
    fs::create_dir_all(&folder).expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/headlines.txt");
    let sample = fs::read_to_string(sample).expect("the bundled sample");
    let few: Vec<&str> = sample.lines().take(300).collect();
    fs::write(folder.join("headlines.txt"), few.join("\n")).expect("a file");
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[track_caller]
fn has_numbers(line: &Value, fields: &[&str]) {
    for field in fields {
        assert!(line[field].as_f64().is_some_and(f64::is_finite), "{field} of {line}");
    }
}

/// The parts of a training's lines that do not depend on the clock.
fn curve(lines: &[Value]) -> Vec<Value> {
    let timeless = |line: &Value| {
        let mut line = line.clone();
        line.as_object_mut().expect("an object").remove("tokens_per_second");
        line
    };
    lines.iter().map(timeless).collect()
}

#[test]
fn training_tells_its_plan_its_steps_and_its_evaluations() {
    let folder = folder("train");
    let data = folder.join("headlines.txt");
    let arguments = [&["train", "--data", text(&data), "--preset", "baseline"], &SMALL[..]].concat();
    let whole = lines(&arguments);
    has_numbers(
        &whole[0],
        &["params", "vocab_size", "steps", "train_tokens", "val_tokens", "train_chars", "val_chars"],
    );
    assert_eq!((&whole[0]["steps"], &whole[0]["vocab_size"]), (&Value::from(6), &Value::from(300)));
    assert_eq!(whole[0]["config"]["optimizer"], "sgd");
    let steps: Vec<&Value> = whole.iter().filter(|line| line.get("train_loss").is_some()).collect();
    assert_eq!(steps.len(), 6);
    for (index, step) in steps.iter().enumerate() {
        assert_eq!(step["step"], index + 1);
        has_numbers(step, &["train_loss", "lr", "grad_norm", "tokens_per_second"]);
    }
    let evaluations: Vec<&Value> = whole.iter().filter(|line| line.get("val_loss").is_some()).collect();
    assert_eq!((&evaluations[0]["step"], &evaluations.last().expect("one")["step"]), (&1.into(), &6.into()));
    for evaluation in evaluations {
        has_numbers(evaluation, &["val_loss", "val_loss_full", "val_loss_token"]);
    }
    // Stopping early keeps S, so that the lines are the same as far as they go, the evaluation included.
    let early = lines(&[&arguments[..], &["--stop-after", "1"]].concat());
    assert_eq!(curve(&early), curve(&whole)[..3]);
    assert!(early[2].get("val_loss").is_some());
}

#[test]
fn recording_and_sparse_evaluations_change_no_bit_of_a_run() {
    let folder = folder("record");
    let (data, record) = (folder.join("headlines.txt"), folder.join("looks.jsonl"));
    let arguments = [&["train", "--data", text(&data)], &SMALL[..]].concat();
    let plain = curve(&lines(&arguments));
    let recorded = curve(&lines(&[&arguments[..], &["--record", text(&record)]].concat()));
    assert_eq!(plain, recorded);

    let looks = fs::read_to_string(&record).expect("a recording");
    let looks: Vec<Value> = looks.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    let (asked, looks) = looks.split_first().expect("what is asked");
    let steps: Vec<u64> = looks.iter().map(|look| look["step"].as_u64().expect("a step")).collect();
    assert_eq!(steps, [0, 1, 2, 3, 4, 5, 6], "a short run is looked at after every update");
    let pieces: Vec<&str> = asked["pieces"].as_array().expect("pieces").iter().filter_map(Value::as_str).collect();
    assert_eq!(pieces.concat(), format!("{}<eos>", asked["title"].as_str().expect("a title")));
    for look in looks {
        assert_eq!(look["nats"].as_array().expect("nats").len(), pieces.len());
        assert_eq!(look["next"].as_array().expect("bars").len(), 5);
        assert!(look["headline"].is_string());
    }
    assert_ne!(looks[0]["nats"], looks[6]["nats"], "the run has learned something");

    // 6 updates of 4 rows are less than an epoch: the first evaluation and the last have the paper's loss.
    let sparse = curve(&lines(&[&arguments[..], &["--sparse-val-loss"]].concat()));
    for (whole, sparse) in plain.iter().zip(&sparse) {
        let mut whole = whole.clone();
        if sparse.get("val_loss").is_some_and(Value::is_null) {
            whole["val_loss"] = Value::Null;
        }
        assert_eq!(&whole, sparse);
    }
    assert!(sparse.last().expect("an evaluation")["val_loss"].is_f64());
}

#[test]
fn a_configuration_is_written_as_the_run_would_have_it() {
    let config = lines(&["config", "--preset", "champion", "--size", "classroom", "--set", "dropout=0.1"]);
    assert_eq!(config.len(), 1);
    assert_eq!((&config[0]["lr"], &config[0]["dropout"]), (&Value::from(0.002), &Value::from(0.1)));
}

#[test]
fn a_folder_evaluates_continues_generates_and_exports() {
    let folder = folder("folder");
    let (data, out, exported) = (folder.join("headlines.txt"), folder.join("out"), folder.join("exported"));
    let (data, out) = (text(&data), text(&out));
    let trained = lines(&[&["train", "--data", data, "--out", out], &SMALL[..]].concat());
    let last = trained.last().expect("an evaluation");
    let evaluated = &lines(&["eval", "--data", data, "--model", out])[0];
    for field in ["val_loss", "val_loss_full", "val_loss_token"] {
        assert_eq!(evaluated[field], last[field], "{field}");
    }
    let [weights, tokenizer] = ["model.safetensors", "tokenizer.json"].map(|file| format!("{out}/{file}"));
    let files = ["--init", weights.as_str(), "--tokenizer", tokenizer.as_str()];
    let by_files = &lines(&[&["eval", "--data", data], &files[..], &SMALL[..]].concat())[0];
    assert_eq!(by_files, evaluated);
    let all = &lines(&["eval", "--data", data, "--model", out, "--all"])[0];
    assert_eq!((&all["val_titles"], &evaluated["val_titles"]), (&300.into(), &30.into()));
    let more = lines(&[&["train", "--data", data, "--stop-after", "1"], &files[..], &SMALL[..]].concat());
    assert!(more[1]["train_loss"].as_f64() < trained[1]["train_loss"].as_f64(), "{} {}", more[1], trained[1]);

    let other = output(&["eval", "--data", data, "--model", out, "--set", "block_size=8"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&other.stderr).contains("block_size can't be set here"));

    lines(&["export", "--model", out, "--out", text(&exported)]);
    let config: Value =
        serde_json::from_slice(&fs::read(exported.join("config.json")).expect("written")).expect("JSON");
    assert_eq!((&config["model_type"], &config["vocab_size"]), (&"gpt2".into(), &300.into()));
    assert!(exported.join("tokenizer_config.json").exists());
    assert_eq!(fs::read(exported.join("model.safetensors")).ok(), fs::read(&weights).ok());

    let write = |folder: &str, seed: &str| {
        let arguments = ["generate", "--model", folder, "--prompt", "Show HN:", "--count", "3", "--seed", seed];
        let limits = ["--temperature", "0.9", "--top-k", "50", "--top-p", "0.95", "--max-tokens", "8", "--json"];
        lines(&[&arguments[..], &limits].concat())
    };
    let headlines = write(out, "7");
    assert_eq!(headlines.len(), 3);
    assert!(headlines.iter().all(|line| line["text"].as_str().is_some_and(|text| text.starts_with("Show HN:"))));
    assert_eq!(headlines, write(text(&exported), "7"));
    assert_ne!(headlines, write(out, "70"));
}

#[test]
fn a_tokenizer_is_trained_written_and_shown() {
    let folder = folder("tokenize");
    let (data, out) = (folder.join("headlines.txt"), folder.join("out"));
    let set = ["--set", "vocab_size=300", "--out", text(&out), "--text", "Show HN: ok"];
    let found = lines(&[&["tokenize", "--data", text(&data)], &set[..]].concat());
    assert_eq!((&found[0]["vocab_size"], &found[0]["train_titles"]), (&300.into(), &270.into()));
    let pieces = found[1]["pieces"].as_array().expect("pieces");
    let joined: String = pieces.iter().filter_map(|piece| piece["text"].as_str()).collect();
    assert_eq!(joined.trim_start(), "Show HN: ok");
    let again = lines(&["tokenize", "--tokenizer", text(&out.join("tokenizer.json")), "--text", "Show HN: ok"]);
    assert_eq!(again, found[1..]);
}

#[test]
fn what_cannot_be_used_is_refused_in_a_sentence() {
    let folder = folder("refused");
    let data = folder.join("headlines.txt");
    let empty = folder.join("empty.txt");
    fs::write(&empty, "\n \n").expect("a file");
    let cases: [(&[&str], &[&str]); 7] = [
        (&["--set", "nlayer=2"], &["nlayer"]),
        (&["--set", "d_model=65"], &["d_model = 65"]),
        (&["--set", "lr=fast"], &["lr = \"fast\""]),
        (&["--preset", "best"], &["preset = best"]),
        (&["--set", "batch_size=4096"], &["300 headlines are too few"]),
        (&["--init", text(&data)], &["headlines.txt", "can't be read"]),
        (&["--tokenizer", "nowhere.json"], &["nowhere.json"]),
    ];
    for (arguments, parts) in cases {
        let output = output(&[&["train", "--data", text(&data), "--size", "tiny"], arguments].concat());
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {complaint}");
        assert!(parts.iter().all(|part| complaint.contains(part)), "{arguments:?}: {complaint}");
        assert!(output.stdout.is_empty() && !complaint.contains("panicked"), "{complaint}");
    }
    let output = output(&["train", "--data", text(&empty)]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("no headlines"));
}

#[test]
fn a_run_that_diverges_says_so_and_keeps_its_last_finite_weights() {
    let folder = folder("diverged");
    let (data, out) = (folder.join("headlines.txt"), folder.join("out"));
    let hot = ["--preset", "baseline", "--set", "lr=1000", "--set", "grad_clip=0", "--set", "schedule=constant"];
    let arguments = [&["train", "--data", text(&data), "--out", text(&out)], &SMALL[..8], &hot].concat();
    let output = output(&arguments);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("diverged"), "{complaint}");
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    let told: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect();
    assert!(
        ["loss", "norm", "size"].contains(&told.last().expect("a line")["diverged"].as_str().expect("what diverged"))
    );
    assert!(out.join("model.safetensors").exists());
}

#[test]
fn a_reader_that_goes_ends_the_run_quietly() {
    let folder = folder("pipe");
    let data = folder.join("headlines.txt");
    let mut child = headline(&[&["train", "--data", text(&data)], &SMALL[..]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let mut complaint = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut complaint).expect("UTF-8");
    assert_eq!((child.wait().expect("ends").code(), complaint.as_str()), (Some(141), ""));
}

#[test]
fn a_run_that_was_stopped_goes_on_as_if_it_had_not_been() {
    let folder = folder("resume");
    let [data, kept] = ["headlines.txt", "run.safetensors"].map(|name| folder.join(name));
    let train = |more: &[&str]| lines(&[&["train", "--data", text(&data)], more].concat());
    let settings = [&SMALL[..], &["--set", "dropout=0.1"]].concat();
    let whole = train(&settings);
    let first = train(&[&settings[..], &["--stop-after", "2", "--checkpoint", text(&kept)]].concat());
    let second = train(&["--resume", text(&kept), "--checkpoint", text(&kept)]);
    let told = [&curve(&first)[..], &curve(&second)[1..]].concat();
    assert_eq!(told, curve(&whole));
    // At its end it has nothing more to tell than its plan.
    assert_eq!(train(&["--resume", text(&kept)]).len(), 1);
    let refused = output(&["train", "--data", text(&data), "--resume", text(&data)]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("can't be read as a run"));
    let other = folder.join("other.txt");
    fs::write(&other, fs::read_to_string(&data).expect("headlines").replace('e', "o")).expect("a file");
    let refused = output(&["train", "--data", text(&other), "--resume", text(&kept)]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("other headlines"));
}
