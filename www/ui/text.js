/**
 * Every word that the page shows or speaks, in English. One file, so that a second language is a second file of the same
 * shape: text.de.js. No sentence here states an outcome: those are made from the runs by functions that take the numbers.
 */
import { SENTENCES } from "../reasons.js";
import { language } from "./language.js";

/** One of the page's knobs: its short name and what it does.
 * @typedef {{ label: string, hint: string }} FieldText */

/** @type {Record<string, FieldText>} */
const fields = {
  n_layer: {
    label: "Layers",
    hint: "Transformer blocks, one after the other. More can learn more, and each step takes longer.",
  },
  n_head: {
    label: "Heads",
    hint: "How many attention patterns each layer has side by side. Must divide the width.",
  },
  d_model: {
    label: "Width",
    hint: "Numbers that stand for one token inside the model. Cost grows with its square.",
  },
  vocab_size: {
    label: "Vocabulary",
    hint: "Different tokens, learned from the headlines. Frequent words become one token, rare ones several.",
  },
  block_size: {
    label: "Block",
    hint: "Tokens the model sees at once. A headline rarely has more than 30.",
  },
  dropout: {
    label: "Dropout",
    hint: "Share of activations switched off at random in training, against learning by heart.",
  },
  norm: {
    label: "Norm",
    hint: "How activations are kept to scale. RMSNorm leaves the mean alone and is a little cheaper.",
  },
  position: {
    label: "Position",
    hint: "How the model knows the order: a learned table, or rotation of queries and keys (RoPE).",
  },
  init: {
    label: "Initial weights",
    hint: "GPT-2 draws all weights with spread 0.02, He by the number of inputs.",
  },
  optimizer: {
    label: "Optimizer",
    hint: "How a gradient becomes an update. AdamW gives every weight its own step size, SGD one for all.",
  },
  lr: {
    label: "Learning rate",
    hint: "Size of a step. Too small and little is learned, too large and training breaks.",
  },
  momentum: { label: "Momentum", hint: "SGD only: how much of the last step is kept in the next." },
  beta1: { label: "Beta 1", hint: "AdamW only: memory of the average gradient." },
  beta2: { label: "Beta 2", hint: "AdamW only: memory of the average squared gradient." },
  eps: { label: "Epsilon", hint: "AdamW only: keeps the division finite where gradients vanish." },
  weight_decay: {
    label: "Weight decay",
    hint: "Pulls every weight a little towards zero at each step.",
  },
  schedule: {
    label: "Schedule",
    hint: "How the rate changes over the run: constant, falling, or rising first (warm-up) and then falling.",
  },
  warmup_frac: { label: "Warm-up", hint: "Share of the run in which the rate rises from zero." },
  min_lr_frac: {
    label: "Final rate",
    hint: "Where the warm-up schedule ends, as a share of the rate.",
  },
  grad_clip: {
    label: "Clip",
    hint: "Longest gradient allowed; a longer one is shortened. 0 is off.",
  },
  epochs: { label: "Epochs", hint: "How often the run goes through all training headlines." },
  steps: { label: "Steps", hint: "Updates in all. 0 counts by epochs." },
  batch_size: { label: "Batch", hint: "Blocks in one update." },
  micro_batch_size: {
    label: "Micro-batch",
    hint: "Blocks computed at a time; the update is the same up to rounding. 0 chooses.",
  },
  titles: {
    label: "Headlines",
    hint: "How many are used, drawn at random from all that there are.",
  },
  val_frac: {
    label: "Held back",
    hint: "Share that no run trains on, to measure with (validation).",
  },
  shuffle: { label: "Shuffle", hint: "Mix the headlines before the split." },
  data_seed: { label: "Data seed", hint: "Which mix. The same seed gives the same split." },
  evals_per_epoch: {
    label: "Readings",
    hint: "Measurements on the held-back headlines in each epoch.",
  },
  seed: {
    label: "Seed",
    hint: "First weights, dropout and samples. The same seed starts two runs from the same weights.",
  },
};

/** What the paper says of a knob, and nothing that it does not say. @type {Record<string, string>} */
const paperSays = {
  optimizer:
    "The paper: AdamW in place of SGD, with a rate, decay and warm-up of its own, took it from 1.753271 to 1.3095; it credits “the optimizer change alone” with 90 % of the improvement.",
  lr: "The paper: of five rates from 2e-4 to 8e-4 the highest ended lowest, at 1.273568; 2e-4 ended at 1.339260.",
  weight_decay: "The paper: 0.05 “performed slightly worse than 0.1”; it prints no figure.",
  dropout: "The paper: 0.05 ended 0.001 lower than 0.1, at 1.272478.",
  norm: "The paper: RMSNorm, RoPE and He together ended 0.091 higher, at 1.401; it holds that taking the mean away, as LayerNorm does, steadies a small model.",
  position:
    "The paper: RoPE, RMSNorm and He together ended 0.091 higher, at 1.401; headlines, under 20 tokens typically, do not need RoPE’s reach, it says.",
  init: "The paper: He, RMSNorm and RoPE together ended 0.091 higher, at 1.401; it prints no run with He alone.",
  schedule:
    "The paper: its baseline falls by a cosine without warm-up, its other runs warm up first; it prints no run in which only this differs.",
  warmup_frac: "The paper: 0.1 of the steps; it reports no other.",
  min_lr_frac: "The paper: a cosine down to 10 % of the peak; it reports no other.",
  beta1: "The paper: 0.9; it reports no other.",
  beta2: "The paper: 0.999; it reports no other.",
  eps: "The paper: 1e-8; it reports no other.",
  n_layer: "The paper: 6.",
  n_head: "The paper: 8.",
  d_model: "The paper: 512.",
  block_size: "The paper: 128; headlines are “inherently short (<20 tokens typically)”.",
  batch_size: "The paper: 64.",
  epochs: "The paper: 7.",
  titles: "The paper: 100,000 Hacker News headlines.",
  val_frac: "The paper: 10 % for validation.",
  seed: "The paper: 1337.",
};

/** What a lesson says. `title` stands in the bar, `go` on the button that leads there, `setup` and `question` at the
 * head; `look` is what to look for; `columns` name the two writers before the engine has made the runs; `paper` is what
 * the paper says, as the end of a sentence.
 * @typedef {{ title: string, go: string, setup: string, question: string, look: string, columns: [string, string], paper: string }} LessonText */

/** Numbers of runs, in words. */
const numbers = "no one two three four five six seven eight nine ten".split(" ");

/** By the lessons' ids. @type {Record<string, LessonText>} */
const lesson = {
  "sgd-vs-adamw": {
    title: "SGD vs AdamW",
    go: "Back to SGD vs AdamW",
    setup:
      "Two copies of one small GPT learn to write headlines. Only the training recipe differs.",
    question: "Which learns faster?",
    look: "Both start from the same weights and read the same headlines in the same order. Watch where the lines part, and what each can write by then.",
    columns: ["SGD", "AdamW"],
    paper: "",
  },
  "fair-to-sgd": {
    title: "Is that fair to SGD?",
    go: "Is that fair to SGD?",
    setup: "SGD once more, at rates that a sweep found for it, without and with momentum.",
    question: "How much of the gap was the rate?",
    look: "All four start from the same weights and read the same batches. Watch how much of the distance between SGD’s first try and AdamW the two other SGD lines cover. Their rates come from a sweep at the Classroom size (docs/results.md); at another size they are borrowed.",
    columns: ["SGD", "AdamW"],
    paper: "the paper reports no other rate for SGD",
  },
  "one-change": {
    title: "One change at a time",
    go: "One change at a time",
    setup:
      "The paper’s first try; then warm-up, AdamW at its rate and decay, each on top of the last.",
    question: "Which step brings the gain?",
    look: "Each bar is what one step gained over the run before it. The order matters: a step that gains nothing here might gain something after another one.",
    columns: ["SGD, no warm-up", "AdamW, decay 0.1"],
    paper: "the paper credits “the optimizer change alone” with 90%",
  },
  "ten-times": {
    title: "Ten times the rate",
    go: "What if the rate were ten times higher?",
    setup: "AdamW as before, and AdamW at ten times its rate.",
    question: "Which learns faster?",
    look: "A larger step is not always a faster one. In the warm-up both rates rise from zero, one of them ten times as far: watch whether the lines part, and where.",
    columns: ["AdamW", "AdamW, ten times"],
    paper: "",
  },
  "modern-parts": {
    title: "Modern parts",
    go: "Modern parts",
    setup:
      "One recipe, five models: simple parts, three modern ones together, and each of them alone.",
    question: "Do modern parts help?",
    look: "The paper changed three parts at once: norm, position and first weights. A bundle cannot say which of its parts did what. Watch whether each of the three alone goes the way of the bundle.",
    columns: ["simple parts", "RMSNorm + RoPE + He"],
    paper: "the paper’s simple parts ended lower, at 1.310 against 1.401",
  },
  "learning-rates": {
    title: "Learning rates",
    go: "Learning rates",
    setup:
      "One recipe at seven rates: the paper’s five, scaled to this size, and one far to each side.",
    question: "Which rate ends lowest?",
    look: "A rate that is too low crawls, one that is too high jumps about or breaks off. Watch whether the run that leads early is also the one that ends lowest.",
    columns: ["the lowest rate", "this size’s rate"],
    paper: "in the paper the highest of its five rates ended lowest",
  },
  dropout: {
    title: "Dropout",
    go: "Dropout 0.1 or 0.05?",
    setup: "One run twice, with 10 % and with 5 % of the activations switched off in training.",
    question: "Does less dropout help?",
    look: "Dropout is there against learning by heart. The fewer times each headline is read, the less there is to learn by heart, so watch both lines: bold on headlines held back, faint on those trained on.",
    columns: ["dropout 0.05", "dropout 0.1"],
    paper: "the paper’s ended 0.001 lower with 0.05",
  },
  "weight-decay": {
    title: "Weight decay",
    go: "Weight decay 0.1 or 0.05?",
    setup: "One run twice, with weight decay 0.1 and with 0.05.",
    question: "Does less decay help?",
    look: "Decay pulls every weight a little towards zero at each step, by rate times decay. Watch how far apart the lines come, if they do.",
    columns: ["decay 0.1", "decay 0.05"],
    paper: "the paper found 0.05 “slightly worse”",
  },
  ask: {
    title: "Ask a question",
    go: "Ask a question",
    setup: "",
    question: "",
    look: "",
    columns: ["", ""],
    paper: "",
  },
};

/** @param {string} id */
const lessonTitle = (id) => lesson[id]?.title ?? id;

/** The language's numbers and words. */
export const english = {
  locale: "en",
  name: "Headline Lab",
  description:
    "Train two copies of a small GPT on headlines, in the tab, and see how much the training recipe matters.",
  /** The way to the page in its other language, in that language's words. */
  other: {
    language: /** @type {import("./language.js").Language} */ ("de"),
    name: "Deutsch",
    hint: "Diese Seite auf Deutsch",
    newTab:
      "Diese Seite auf Deutsch, in einem neuen Tab: Was hier trainiert wurde, bleibt in diesem.",
  },
  skip: "Skip to the experiment",
  lessons: "Lessons",
  dismiss: "Dismiss",

  lesson,

  lessonTitle,

  /** The head over runs that are no lesson's. */
  head: {
    one: {
      setup: "One small GPT learns to write headlines, from random weights.",
      question: "How far does it get?",
    },
    twins: {
      setup: "Copies of one small GPT learn to write headlines, by the same recipe.",
      question: "Do they end alike?",
    },
    several: (/** @type {string} */ n) => ({
      setup: `${n} small GPTs learn to write headlines. They differ in several things.`,
      question: "Which learns faster?",
    }),
    fields: (/** @type {string} */ n, /** @type {string[]} */ names) => ({
      setup: `${n} small GPTs learn to write headlines. Only this differs: ${names.join(" and ")}.`,
      question: "Which learns faster?",
    }),
  },

  size: {
    label: "Size of this lesson",
    short: "Size",
    hint: (/** @type {string} */ n) => `${n} runs of this size`,
  },

  /** The panel beside the chart: what the runs write, or what the paper found. */
  side: {
    label: "Beside the chart",
    writers: "What they write",
    paper: "Beside the paper",
    column: (/** @type {string} */ n) => `Run in the ${n} column`,
    first: "first",
    second: "second",
  },

  numbers,

  beside: {
    caption:
      "Each run’s loss here and in the paper, and how it differs from the run it is held against.",
    run: "Run",
    here: "Here",
    paper: "Paper",
    against: (/** @type {string} */ name) => `Against ${name}`,
    before: "Against the run before",
    change: (/** @type {string} */ nats, /** @type {number} */ change) =>
      Number(nats) === 0 ? "the same" : `${nats} ${change < 0 ? "lower" : "higher"}`,
    look: "What to look for",
    found: "What came out",
    cite: (/** @type {string} */ section) =>
      `the paper, ${/^\d/.test(section) ? `section ${section}` : section.toLowerCase()}`,
    at: (/** @type {string} */ rate) => `at ${rate}`,
    note: "Here: val_loss_full, nats per character, one seed. Paper: its val_loss, at its own size and headlines. Differences compare, heights do not.",
  },

  /** What came out of a lesson. Every figure in these sentences is handed in. */
  findings: {
    percent: (/** @type {string} */ n) => `${n === "-0" ? "0" : n} %`,
    difference: (/** @type {string} */ nats, /** @type {number} */ change) =>
      Number(nats) === 0 ? "the same" : `${nats} ${change < 0 ? "lower" : "higher"}`,
    pair: (
      /** @type {string} */ difference,
      /** @type {string} */ share,
      /** @type {string} */ paper,
    ) =>
      `Against SGD, AdamW ended ${difference}, ${share}; the paper’s champion ended ${paper} below its baseline.`,
    severalThings:
      "The two recipes differ in several things at once, the rate among them: “Is that fair to SGD?” and “One change at a time” take them apart.",
    noGap: "AdamW did not end below SGD’s first try here, so there is no gap to explain.",
    closed: (/** @type {{ gap: string, rate: string, momentum: string }} */ v) =>
      `Of the ${v.gap} nats between SGD’s first try and AdamW, SGD at the sweep’s rate covers ${v.rate}, and with momentum it covers ${v.momentum}.`,
    left: (/** @type {string} */ name, /** @type {string} */ difference) =>
      `Against the better of the two other SGD runs (${name}) AdamW ended ${difference}.`,
    borrowed:
      "SGD’s two other rates were found at the Classroom size; at this one different rates may do better.",
    oneRate:
      "The paper compares AdamW with SGD at 0.006 alone (section 2.1); it reports no other rate and no momentum.",
    noGain: "The last run did not end below the first here, so there is no gain to share out.",
    steps: (/** @type {{ total: string, warm: string, adamw: string, decay: string }} */ v) =>
      `Of the ${v.total} nats gained in all, warm-up brought ${v.warm}, AdamW at its rate ${v.adamw}, decay ${v.decay}.`,
    rateToo: (/** @type {string} */ from, /** @type {string} */ to) =>
      `AdamW’s step also takes the rate from ${from} to ${to}: one needs the other, so the optimizer alone was tested neither here nor in the paper.`,
    agrees: "as in the paper, where it was 0.091 higher",
    contradicts: "against the paper, where it was 0.091 higher",
    unsure: "so little that another seed may turn it round; in the paper it was 0.091 higher",
    bundle: (/** @type {string} */ difference, /** @type {string} */ verdict) =>
      `Against the simple parts, all three together ended ${difference}: ${verdict}.`,
    alone: (/** @type {string[]} */ parts) =>
      `Each alone, against the simple parts: ${parts.join(", ")}. The paper did not try them one by one.`,
    highestRate: "the highest tried, so a still higher one might do better",
    lowestRate: "the lowest tried",
    betweenRates: "with higher and lower ones tried",
    bestRate: (/** @type {string} */ rate, /** @type {string} */ edge) =>
      `Rate ${rate} ended lowest here, ${edge}.`,
    paperRate: "In the paper 8e-4 ended lowest, the highest that it tried.",
    rateBroke: {
      diverged: (/** @type {string} */ rate) => `${rate} diverged`,
      failed: (/** @type {string} */ rate) => `${rate} broke off`,
    },
    rateAbove: (/** @type {string} */ rate, /** @type {string} */ nats) =>
      `${rate} ended ${nats} above it`,
    sides: (/** @type {string[]} */ parts) =>
      parts.length > 0 ? `Of the outermost, ${parts.join(" and ")}.` : "",
    two: (/** @type {string} */ a, /** @type {string} */ b, /** @type {string} */ difference) =>
      `Against ${b}, the run with ${a} ended ${difference}.`,
    oneSeed: "That is so little that another seed may turn it round. The paper had one seed too.",
  },

  next: {
    time: (/** @type {string} */ time) => `about ${time}`,
    back: (/** @type {string} */ title) => `Back to ${title}`,
  },

  /** Recorded runs, which the page plays and never trained. */
  recorded: {
    watch: "Watch a recording",
    label: "Recording",
    standing: "recorded, not trained here",
    play: "Play",
    pause: "Pause",
    again: "Play again",
    position: "Position in the recording",
    at: (/** @type {string} */ step, /** @type {string} */ steps) => `update ${step} of ${steps}`,
    speed: "Speed",
    speedHint: "At 1× a whole recording takes a minute.",
    times: (/** @type {string} */ n) => `${n}×`,
    which: "Recording of",
    atSize: (/** @type {string} */ size) => `${size} size`,
    under: "Draw it under my runs",
    remove: "Remove the recorded lines",
    leave: "Back to training",
    /** `size` where it is another than that of the runs beside it. */
    named: (/** @type {string} */ name, /** @type {string | null} */ size) =>
      size === null ? `${name}, recorded` : `${name}, recorded (${size})`,
    missing: "The recording could not be loaded. Check the connection and try again.",
  },

  prediction: {
    legend: "Your guess first, if you like",
    legendMade: "Your guess",
    legendNone: "No guess this time",
    legendMany: "Your guess: which ends lowest?",
    none: "no guess",
    same: "no difference",
    close: "too close to tell",
    kept: (/** @type {string} */ guess) => `You guessed ${guess}.`,
    right: (/** @type {string} */ guess) => `You guessed ${guess}, and so it came out in this run.`,
    wrong: (/** @type {string} */ guess, /** @type {string} */ outcome) =>
      `You guessed ${guess}; in this run it was ${outcome}.`,
    open: (/** @type {string} */ guess) =>
      `You guessed ${guess}; this run was stopped too early to tell.`,
  },

  chart: {
    label: "Chart of the losses",
    guessing: "guessing at random",
    legendBold: "held-back headlines (validation)",
    legendFaint: "training",
    legendGlance: "a glance at part of the held-back ones",
    idle: "Nothing has been trained yet.",
    /** What to do while nothing trains yet; `button` is what the button says. */
    press: (/** @type {string} */ button, /** @type {number} */ n) =>
      n === 1
        ? `Press “${button}” and watch how far its line falls.`
        : `Press “${button}” and watch whether the lines part.`,
    sameStart: "Same weights, same headlines, same order: both start from one point.",
    sameStartAll: "Same weights, same headlines, same order: all start from one point.",
    sameWhere:
      "Same headlines, same order, and the same first weights wherever the models have the same parts.",
    sameHeadlines:
      "Same headlines in the same order; runs of the same seed start from the same weights.",
    started: "Training. The first reading comes after the first update.",
    early: "Too early to tell.",
    queued: (/** @type {string} */ n, /** @type {number} */ count) =>
      `${n[0].toUpperCase()}${n.slice(1)} ${count === 1 ? "run waits" : "runs wait"} for memory.`,
    waiting: (/** @type {string} */ n, /** @type {number} */ count) =>
      `${n[0].toUpperCase()}${n.slice(1)} ${count === 1 ? "run waits its" : "runs wait their"} turn.`,
    one: (/** @type {string} */ name, /** @type {string} */ loss) =>
      `${name} is at ${loss} nats per character.`,
    lowest: (
      /** @type {string} */ name,
      /** @type {string} */ loss,
      /** @type {string} */ next,
      /** @type {string} */ nats,
    ) => `${name} is lowest, at ${loss} nats per character; ${next} follows, ${nats} above.`,
    lowestTied: (
      /** @type {string[]} */ names,
      /** @type {string} */ nats,
      /** @type {string} */ high,
      /** @type {string} */ highLoss,
    ) =>
      `${names.join(", ")} lie within ${nats} nats of each other, too close to order; ${high} is highest, at ${highLoss}.`,
    lowestAll: (/** @type {string} */ nats) =>
      `All lie within ${nats} nats per character of each other, too close to order.`,
    leads: (
      /** @type {string} */ a,
      /** @type {string} */ b,
      /** @type {string} */ nats,
      /** @type {string} */ percent,
    ) => `${a} is ${nats} nats per character (${percent}) below ${b}.`,
    paperLevel: (/** @type {string} */ name, /** @type {string} */ loss) =>
      `${name} in the paper: ${loss}`,
    paperRate: (/** @type {string} */ rate, /** @type {string} */ loss) =>
      `rate ${rate} in the paper: ${loss}`,
    gapPercent: (/** @type {string} */ percent) => `${percent} lower`,
    /** `lower` is how much, as above; the runs' last common reading is not the last of both. */
    gapAfter: (/** @type {string} */ lower, /** @type {string} */ read) =>
      `${lower} after ${read} headlines`,
    gapSteps: (
      /** @type {string} */ a,
      /** @type {string} */ b,
      /** @type {string} */ n,
      /** @type {string} */ all,
    ) => `${a} was where ${b} ended after ${n} of ${all} steps`,
    diverged: (/** @type {string} */ name, /** @type {string} */ step) =>
      `${name} diverged at step ${step}; its curve stays. The rest goes on.`,
    failed: (/** @type {string} */ name, /** @type {string} */ step) =>
      `${name} broke off at step ${step}; its curve stays. The rest goes on.`,
    summary: (/** @type {string[]} */ [y, x], /** @type {string} */ parts) =>
      `${y} over ${x}: ${parts}.`,
    summaryNone: "nothing was measured yet",
    summaryRun: (
      /** @type {string} */ name,
      /** @type {string} */ from,
      /** @type {string} */ to,
      /** @type {string} */ read,
    ) => `${name} from ${from} to ${to} after ${read}`,
    /** More runs than are told one by one: how many, and where the lowest and the highest stand. */
    summaryMany: (/** @type {string} */ n, /** @type {string} */ low, /** @type {string} */ high) =>
      `${n} runs, the lowest of them ${low}, the highest ${high}`,
    summaryEnd: (
      /** @type {string} */ name,
      /** @type {string} */ loss,
      /** @type {string} */ read,
    ) => `${name} at ${loss} after ${read}`,
    table: "Readings as a table",
    tableCaption: (/** @type {string} */ what) => `${what}. Glances are left out.`,
    tableStep: "Step",
    tableAt: (/** @type {string} */ loss, /** @type {string} */ place) => `${loss} (${place})`,

    /** What the axes can count in. `of` and `gap` take a number as it is written. */
    axes: {
      open: "Axes and export",
      label: "Axes and export",
      along: "Across",
      up: "Up",
      log: "logarithmic",
      smooth: "Training line",
      smoothing: (/** @type {string} */ n) => (n === "0" ? "as it is" : `mean of ${n} steps`),
      paper: "the paper’s figures",
      paperHint:
        "The paper’s val_loss after the last update, at its own size and on its own headlines.",
      paperNone: "The paper reports no run like these.",
      paperToken: "The paper’s figures are by the character: its tokens are others.",
      stripsLabel: "rate and gradient norm",
      gap: "Gap between",
      gapAnd: "and",
      gapNone: "no other run",
      zoom: "Zoom",
      zoomIn: "Zoom in",
      zoomInShort: "in",
      zoomOut: "Zoom out",
      zoomOutShort: "out",
      allShort: "all",
      zoomHint: "A drag over the chart does it too; two clicks show all.",
      all: "Show all",
      first: "As at first",
      recordedSeconds: "Recorded runs keep no seconds.",
      save: "Save",
      saveAs: (/** @type {string} */ kind) => `Save the chart as ${kind}`,
      saveReadings: "Save all readings as CSV",
      saveFailed: (/** @type {string} */ why) => `The picture could not be made: ${why}`,
      strips: { lr: "learning rate", grad_norm: "gradient norm, before clipping" },
      x: {
        headlines: {
          option: "headlines",
          label: "headlines read",
          column: "Headlines read",
          of: (/** @type {string} */ n) => `${n} headlines`,
        },
        steps: {
          option: "steps",
          label: "steps",
          column: "",
          of: (/** @type {string} */ n) => `step ${n}`,
        },
        tokens: {
          option: "tokens",
          label: "tokens read",
          column: "Tokens read",
          of: (/** @type {string} */ n) => `${n} tokens`,
        },
        epochs: {
          option: "epochs",
          label: "epochs",
          column: "Epochs",
          of: (/** @type {string} */ n) => `epoch ${n}`,
        },
        seconds: {
          option: "seconds",
          label: "seconds in a run’s own steps",
          column: "",
          of: (/** @type {string} */ n) => `${n} s`,
        },
      },
      y: {
        natsChar: {
          option: "nats per character",
          title: "Surprise per character",
          unit: "nats, on headlines held back from training; lower is better",
          loss: "Validation loss",
          table: "Validation loss (val_loss_full) in nats per character",
          of: (/** @type {string} */ n) => `${n} nats per character`,
          gap: (/** @type {string} */ n) => `${n} nats`,
        },
        natsToken: {
          option: "nats per token",
          title: "Surprise per token",
          unit: "nats, on headlines held back from training; lower is better",
          loss: "Validation loss per token",
          table: "Validation loss (val_loss_token) in nats per token",
          of: (/** @type {string} */ n) => `${n} nats per token`,
          gap: (/** @type {string} */ n) => `${n} nats a token`,
        },
        bitsChar: {
          option: "bits per character",
          title: "Surprise per character",
          unit: "bits, on headlines held back from training; lower is better",
          loss: "Validation loss",
          table: "Validation loss (val_loss_full ÷ ln 2) in bits per character",
          of: (/** @type {string} */ n) => `${n} bits per character`,
          gap: (/** @type {string} */ n) => `${n} bits`,
        },
        perplexity: {
          option: "perplexity per token",
          title: "Perplexity per token",
          unit: "on headlines held back from training; lower is better",
          loss: "Validation perplexity",
          table: "Perplexity per token (e to the val_loss_token)",
          of: (/** @type {string} */ n) => `a perplexity of ${n}`,
          gap: (/** @type {string} */ n) => `${n} in perplexity`,
        },
      },
    },

    /** The chart read at one place. */
    crosshair: {
      label: "Read the chart at",
      keys: "Plus and minus zoom, Escape shows all.",
      rate: "rate",
      norm: "norm",
      validation: "validation",
      training: "training",
      after: (/** @type {string} */ value, /** @type {string} */ place) => `${value} (at ${place})`,
      run: (/** @type {string} */ name, /** @type {string} */ loss) => `${name}: ${loss}`,
      gap: (/** @type {{ low: string, high: string, gap: string, percent: string }} */ v) =>
        `${v.low} ${v.gap} (${v.percent}) below ${v.high}`,
      nothing: "Nothing was measured yet.",
    },
  },

  ending: {
    /** The closing sentence, for a pair whose gap is sure. */
    gap: (
      /** @type {{ low: string, high: string, lowLoss: string, highLoss: string, nats: string, percent: string, read: string }} */ v,
    ) =>
      `After ${v.read} headlines ${v.low} is at ${v.lowLoss} nats per character and ${v.high} at ${v.highLoss}: ${v.low} ended ${v.nats} (${v.percent}) lower.`,
    reached: (
      /** @type {string} */ low,
      /** @type {string} */ high,
      /** @type {string} */ n,
      /** @type {string} */ all,
    ) => `${low} was where ${high} ended after ${n} of ${all} steps.`,
    none: (
      /** @type {string} */ a,
      /** @type {string} */ b,
      /** @type {string} */ nats,
      /** @type {string} */ read,
    ) =>
      `After ${read} headlines ${a} and ${b} are ${nats} nats per character apart: too little to tell them apart with one seed.`,
    early: (/** @type {string} */ read) => `Stopped after ${read} headlines: too early to tell.`,
    diverged: (/** @type {string} */ name, /** @type {string} */ step) =>
      `${name} diverged at step ${step}; its curve is kept up to there.`,
    divergedOther: (/** @type {string} */ name, /** @type {string} */ loss) =>
      `${name} ended at ${loss} nats per character.`,
    one: (/** @type {string} */ name, /** @type {string} */ loss, /** @type {string} */ read) =>
      `After ${read} headlines ${name} is at ${loss} nats per character.`,
    failed: (/** @type {string[]} */ names) =>
      names.length === 1
        ? `${names[0]} broke off; its curve is kept up to there.`
        : `${names.length === 2 ? names.join(" and ") : "All runs"} broke off; their curves are kept up to there.`,
    /** The closing sentence for more than two runs. */
    many: (/** @type {{ low: string, lowLoss: string, high: string, highLoss: string }} */ v) =>
      `${v.low} ended lowest, at ${v.lowLoss} nats per character, ${v.high} highest, at ${v.highLoss}`,
    tied: (/** @type {string} */ name, /** @type {string} */ nats) =>
      `${name} is within ${nats} of the lowest, and another seed may turn the two round`,
    tiedSome: (/** @type {string} */ n, /** @type {string} */ nats) =>
      `${n} others are within ${nats} of the lowest, and another seed may order them differently`,
    tiedAll: (
      /** @type {{ low: string, lowLoss: string, high: string, highLoss: string, nats: string }} */ v,
    ) =>
      `All ended within ${v.nats} nats per character, from ${v.low} at ${v.lowLoss} to ${v.high} at ${v.highLoss}; another seed may order them differently`,
    broken: {
      diverged: (/** @type {string[]} */ names) => `${names.join(" and ")} diverged`,
      failed: (/** @type {string[]} */ names) => `${names.join(" and ")} broke off`,
    },
  },

  writers: {
    label: "What each run writes",
    next: "After the words",
    nextTail: "most likely comes next",
    prompt: "Prompt for all runs",
    surprise: "Surprise at a held-back headline",
    surpriseHint: "the stronger, the more surprised",
    wrote: "Writes, all from one seed",
    hold: "Hold still",
    nextOf: (/** @type {string} */ name) => `${name}: the five most likely next tokens`,
    surpriseOf: (/** @type {string} */ name) => `${name}: surprise at each token, in nats`,
    wroteOf: (/** @type {string} */ name) => `${name}: headlines written, newest first`,
    token: (/** @type {string} */ token, /** @type {string} */ nats) => `${token}: ${nats} nats`,
    mean: (/** @type {string} */ nats) => `${nats} nats per token`,
    nothing: "Nothing written yet.",
    empty: "(an empty headline)",
    after: (/** @type {string} */ step) => `step ${step}`,
    space: "␣",
    end: "(end)",
    endMark: "¶",
  },

  controls: {
    label: "Training",
    train: "Train both",
    trainOne: "Train",
    trainAll: (/** @type {number} */ n) => `Train all ${numbers[n] ?? n}`,
    /** What the one button says before it is pressed. @param {number} n Runs. @returns {string} */
    begin(n) {
      if (n === 1) return this.trainOne;
      return n === 2 ? this.train : this.trainAll(n);
    },
    again: "Train again",
    preparing: "Getting ready…",
    pause: "Pause",
    pausing: "Pausing…",
    goOn: "Go on",
    step: "Step",
    stop: "Stop",
    stepHint: "One update of each run, then pause",
    tryMine: "Try my headlines",
    mine: "Use my headlines",
    recipe: "Change the recipe",
    write: "Write headlines",
    progress: "Training progress",
    facts: {
      time: (/** @type {string} */ time) => `about ${time} on this machine`,
      noTime: "the first seconds tell how long it takes",
      sample: (/** @type {string} */ n) => `${n} made-up headlines`,
      own: (/** @type {string} */ n, /** @type {string} */ name) => `${n} headlines of ${name}`,
      local: "nothing is uploaded",
      loading: "the trainer is not loaded yet",
    },
    step_of: (/** @type {string} */ step, /** @type {string} */ all) => `step ${step} of ${all}`,
    left: (/** @type {string} */ time) => `${time} left`,
    speed: (/** @type {string} */ n) => `${n} tokens a second`,
    measuring: "measuring the time",
    took: (/** @type {string} */ time) => `trained for ${time}`,
    changed: "Recipe or headlines have changed: the next training uses them.",
    cancel: "Cancel",
    longRun: "Over ten minutes: keep it plugged in, the lid open and this tab in front.",
  },

  /** What was measured of the machine before the first click. */
  machine: {
    measuring: "measuring how fast this machine is",
    why: (/** @type {string} */ time) => `Tiny, as Classroom would take about ${time} here.`,
    classroom: "Take Classroom",
  },

  line: {
    label: "About this page",
    threads: (/** @type {number} */ n) => (n === 1 ? "1 thread" : `${n} threads`),
    module: (/** @type {string} */ name) => `${name} module`,
    memory: (/** @type {string} */ size) => `up to ${size} of memory`,
    params: (/** @type {string} */ n) => `${n} parameters a model`,
    synthetic: "the sample’s headlines are made up",
    why: "Why this module?",
  },

  /** Whether the page would open without a network; empty where it would not. */
  offline: {
    none: "",
    keeping: "",
    ready: "offline ready",
    newer: "a newer version is here: reload to use it",
  },

  look: {
    title: "A look at the headlines",
    open: "Look at them and leave some out",
    reading: "Reading the headlines",
    facts: "What there is",
    left: "Headlines left",
    leftOf: (/** @type {string} */ left, /** @type {string} */ found) => `${left} of ${found}`,
    repeated: "Repeats, word for word",
    empty: "Lines or cells without a headline",
    perToken: "Characters a token",
    tokens: "Tokens to train on",
    steps: "Steps an epoch",
    about: (/** @type {string} */ n) => `about ${n}`,
    lengths: "How long they are, in characters.",
    lengthsSaid: (
      /** @type {string} */ from,
      /** @type {string} */ to,
      /** @type {string} */ longest,
    ) => `Eight in ten have ${from} to ${to}; the longest that is left has ${longest}.`,
    switches: "Leave out",
    noRepeated: "repeats of an earlier headline",
    shortest: "shorter than (characters)",
    longest: "longer than (characters)",
    having: "without the word",
    lacking: "with the word",
    switchesHint: "The next training reads what is left, and its fingerprints are of that alone.",
    examples: "Some of them",
    cut: "How the tokenizer cuts a headline of yours",
    pieces: "Tokens of that headline",
    number: (/** @type {string} */ id) => `token ${id}`,
    unknown: "a byte that the vocabulary does not have",
    cutInto: (/** @type {string} */ n, /** @type {string} */ each) =>
      `${n} tokens, ${each} characters each.`,
  },
  /** Headlines from other hosts, each named before it is asked. */
  network: {
    open: "From the network",
    title: "Headlines from the network",
    lead: "Nothing is asked before you press a button that says whom. A small frame does it, which alone may reach these hosts; the page itself reaches none.",
    source: "Where from",
    sources: {
      hackerNews: "Hacker News, by its search",
      dataset: "The data set of the paper",
    },
    names: {
      hackerNews: (
        /** @type {number} */ first,
        /** @type {number} */ last,
        /** @type {string} */ points,
      ) =>
        `Hacker News, ${first === last ? first : `${first} to ${last}`}${points && `, ${points}+ points`}`,
      dataset: (/** @type {string} */ name) => `${name}, a sample`,
    },
    titles: "Headlines",
    points: "With at least",
    leastPoints: (/** @type {number} */ n, /** @type {string} */ said) =>
      n === 1 ? "any points" : `${said} points`,
    firstYear: "From the year",
    lastYear: "to the year",
    asks: (
      /** @type {string} */ host,
      /** @type {string} */ requests,
      /** @type {string} */ size,
      /** @type {string} */ time,
    ) =>
      `${host}, the public search of Hacker News, is asked about ${requests} times, one request at a time, for the stories of a half-day each, drawn over these years. About ${size} MB come back, in about ${time}.`,
    pointsHere: "It does not choose by points: stories with fewer come too, and are left out here.",
    sees: (/** @type {string} */ host) =>
      `${host} sees which half-days are asked for and, as any host does, your network address. Your headlines, your runs and cookies are not sent. Whoever chooses the same asks for the same half-days.`,
    notExact: (
      /** @type {string} */ name,
      /** @type {string} */ until,
      /** @type {string} */ licence,
    ) =>
      `The paper’s headlines are a sample of ${name}. Which ones is not known, so these are another sample of it, not the paper’s: stories up to ${until}, licence ${licence}.`,
    asksParts: (
      /** @type {string} */ host,
      /** @type {string} */ requests,
      /** @type {string} */ size,
    ) =>
      `${host} is asked about ${requests} times: for the list of files, for where in them the titles are, and for the titles of blocks that are drawn by lot. It sends the page on to its own download hosts, whose names end in hf.co. At most about ${size} MB come back.`,
    seesParts:
      "These hosts see which parts are asked for and, as any host does, your network address. Your headlines, your runs and cookies are not sent. Whoever chooses the same number has the same headlines.",
    ask: (/** @type {string} */ host) => `Ask ${host}`,
    progress: "Headlines from the network",
    soFar: (/** @type {string} */ n, /** @type {string} */ of) => `${n} of ${of} headlines`,
    traffic: (
      /** @type {string} */ host,
      /** @type {string} */ requests,
      /** @type {string} */ size,
    ) => `from ${host}, asked ${requests} times, ${size} MB`,
    again: (/** @type {string} */ what, /** @type {string} */ time) =>
      `${what} It is asked again in ${time}.`,
    stop: "Stop asking",
    use: (/** @type {string} */ n) => `Use these ${n}`,
    useSome: (/** @type {string} */ n) => `Use the ${n} so far`,
    goOn: (/** @type {string} */ host) => `Go on asking ${host}`,
    goOnWhole: (/** @type {string} */ host, /** @type {string} */ size) =>
      `Download all ${size} MB from ${host}`,
    done: (/** @type {string} */ n) => `All ${n} headlines have come.`,
    fewer: (/** @type {string} */ n, /** @type {string} */ of) =>
      `There are no more than these ${n} headlines; ${of} were asked for.`,
    stopped: "Stopped.",
    elsewhere:
      "Another tab is asking for the same. It goes on there, and what comes is kept for both.",
    fault: (/** @type {string} */ why) => `The asking ended unexpectedly: ${why}`,
    kept: (/** @type {string} */ n) => `The ${n} headlines that came are here.`,
    keptNone: "No headline had come.",
    /** What a host did. @type {Record<import("../network/refusal.js").RefusalCode, (facts: { host: string, status: string, time: string, size: string, detail: string }) => string>} */
    refused: {
      offline: () => "There is no network.",
      unreachable: ({ host }) => `${host} can’t be reached.`,
      slow: ({ host, time }) => `Nothing came from ${host} for ${time}.`,
      "rate-limited": ({ host, time }) =>
        time ? `${host} wants a pause of ${time}.` : `${host} wants to be asked less often.`,
      "server-error": ({ host, status }) => `${host} has a fault of its own (HTTP ${status}).`,
      declined: ({ host, status }) => `${host} refuses to answer (HTTP ${status}).`,
      "cut-off": ({ host }) => `An answer of ${host} broke off.`,
      malformed: ({ host, detail }) => `An answer of ${host} can’t be read (${detail}).`,
      "too-large": ({ host }) => `An answer of ${host} is larger than what is read.`,
      "no-ranges": ({ host, size }) =>
        `${host} gives no parts of its files, which have ${size} MB.`,
      changed: ({ host }) => `The files at ${host} are others by now.`,
      "no-frame": () => "The part of the page that asks did not load.",
    },
    /** What to do then. @type {Record<import("../network/refusal.js").RefusalCode, string>} */
    remedies: {
      offline: "Go on when there is one; nothing is asked for twice.",
      unreachable: "Go on later or in another network, or use a file.",
      slow: "Go on now or later; nothing is asked for twice.",
      "rate-limited": "Go on after that; nothing is asked for twice.",
      "server-error": "Go on later; nothing is asked for twice.",
      declined: "Go on later, or use a file.",
      "cut-off": "Go on now or later; nothing is asked for twice.",
      malformed: "Go on later, or use a file.",
      "too-large": "Go on later, or use a file.",
      "no-ranges": "A download of the whole file would do, or use a file of yours.",
      changed: "Delete what is kept of them, and ask anew.",
      "no-frame": "Load the page again, then go on.",
    },
    keptTitle: "Kept in this browser",
    keptAll: (/** @type {string} */ n) => `${n} headlines`,
    useShort: "Use",
    useNamed: (/** @type {string} */ name) => `Use ${name}`,
    goOnNamed: (/** @type {string} */ host, /** @type {string} */ name) =>
      `Go on asking ${host} for ${name}`,
    forget: "Delete",
    forgetNamed: (/** @type {string} */ name) => `Delete ${name}`,
    notKept: "This browser keeps nothing for the page: what comes goes with the tab.",
  },
  panels: {
    close: "Close",
    mine: {
      title: "Your headlines",
      lead: "One headline a line, or a table or list with headlines in it. They stay in this tab.",
      file: "Choose a file",
      drop: "or drop some here: .txt, .csv, .tsv, .json, .jsonl or .parquet, also in a .gz or .zip",
      paste: "or paste headlines, one a line",
      usePasted: "Use the pasted headlines",
      cancel: "Cancel",
      progress: "Preparing the headlines",
      phases: {
        reading: "Reading",
        vocabulary: "Learning the vocabulary; how long is not known beforehand",
        encoding: "Turning headlines into tokens",
      },
      inUse: "In use now",
      titles: "Headlines",
      split: "Train / held back",
      tokens: "Tokens to train on",
      vocab: "Vocabulary",
      unknown: "Unknown bytes",
      unknownSome: "written as <unk>, which is never sampled",
      longest: "Longest headline",
      characters: (/** @type {string} */ n) => `${n} characters`,
      used: (/** @type {string} */ used, /** @type {string} */ found) => `${used} of ${found} used`,
      column: "Column with the headlines",
      columnGuess: "The page guessed it. Another choice reads the file again.",
      files: "What they were read from",
      fileFacts: (
        /** @type {string} */ format,
        /** @type {string | undefined} */ encoding,
        /** @type {string} */ n,
      ) => [format.toUpperCase(), encoding, `${n} headlines`].filter(Boolean).join(" · "),
      encodingMarked: "with a byte order mark",
      encodingGuessed: "guessed",
      pastedName: "the pasted headlines",
      sampleName: "the made-up headlines",
      back: "Back to the made-up headlines",
      ready: (/** @type {string} */ name) => `Ready: the next training uses ${name}.`,
      cancelled: "Cancelled. The headlines in use are as before.",
    },
    recipe: {
      title: "The recipe",
      lead: "Every number that a run is trained with. Where the runs differ the row is marked; what differs from the preset can be reset.",
      run: (/** @type {string} */ letter) => `Run ${letter}`,
      preset: "Preset",
      size: "Size",
      sizeHint: "Model and data, for all runs",
      shared: "all runs",
      moreFirst: "More",
      moreSecond: "And more",
      add: "Compare with another recipe",
      removeShort: "Leave out",
      removeOther: (/** @type {string} */ name) => `Leave out ${name}`,
      groups: {
        first: "The usual knobs",
        model: "The model’s shape",
        training: "The training",
        data: "The headlines",
      },
      changedFurther: (/** @type {number} */ n) => `${n} set by hand`,
      memory: (/** @type {string} */ size) => `${size} of memory`,
      time: (/** @type {string} */ time) => `about ${time} here`,
      together: (/** @type {number} */ n) =>
        n === 2 ? "Both together" : `All ${numbers[n] ?? n} together`,
      more: "Every other field",
      reset: (/** @type {string} */ field, /** @type {string} */ value) =>
        `Reset ${field} to the preset's ${value}`,
      resetShort: (/** @type {string} */ value) => `↺ ${value}`,
      resetAll: "Reset to the lesson's recipes",
      differs: "the runs differ here",
      bySize: (
        /** @type {string} */ size,
        /** @type {string} */ preset,
        /** @type {string} */ field,
        /** @type {string} */ from,
        /** @type {string} */ to,
      ) => `The size ${size} changes the ${field} of “${preset}” from ${from} to ${to}.`,
      params: (/** @type {string} */ n) => `${n} parameters`,
      of: (/** @type {string} */ field, /** @type {string} */ run) => `${field}, ${run}`,
      yes: "yes",
      no: "no",
    },
    write: {
      title: "Write headlines",
      lead: "From the weights as they are now, also in the middle of training.",
      run: "Written by",
      prompt: "Begin with",
      temperature: "Temperature",
      top_k: "Top k",
      top_p: "Top p",
      max_tokens: "Length",
      seed: "Seed",
      hints: {
        temperature: "0 always takes the likeliest token",
        top_k: "only the k likeliest; 0 is off",
        top_p: "only the likeliest that add up to p; 1 is off",
        max_tokens: "tokens at most; 0 is as many as it takes",
        seed: "the same seed, the same headlines",
      },
      from: (/** @type {string} */ run, /** @type {string} */ step, /** @type {string} */ seed) =>
        `${run}, step ${step}, seed ${seed}`,
      count: "How many",
      go: "Write",
      stop: "Stop writing",
      none: "Train first: there is no model yet.",
      noneRecorded: "A recording has no weights to write with. What its runs wrote is kept:",
      beside: (/** @type {number} */ n) =>
        n === 2 ? "Both side by side" : `All ${numbers[n] ?? n} side by side`,
      cut: (/** @type {string} */ from) => `${from}, stopped`,
      list: "Headlines written",
      /** Whether a headline was learned by heart. */
      nearest: {
        why: "Has it learned to write, or learned by heart? A headline that stands word for word among the training titles is marked; point at any other for the training title nearest to it.",
        hint: "Point at a headline for the training title nearest to it.",
        mark: "word for word in training",
        looking: "Looking through the training titles…",
        nothing: "There is no training title to hold it beside.",
        far: "No training title shares a token with it.",
        exact: (/** @type {string} */ title) => `“${title}” stands among the training titles.`,
        near: (/** @type {string} */ title, /** @type {string} */ share) =>
          `Nearest training title: “${title}”. They share ${share} of their tokens.`,
      },
      timeline: {
        title: "Down the timeline",
        lead: "What each run wrote on its way, each time from the same seed and without a prompt: only the weights differ.",
        none: "Nothing written yet. While runs train, what they write at each reading is kept here.",
        caption: "Headlines that each run wrote, by update, all from one seed",
        step: "Step",
        whole: (/** @type {string} */ n) => `All ${n} kept`,
      },
    },
  },

  /** What the updates do to each part of the model. */
  inside: {
    open: "Look inside",
    title: "Look inside",
    lead: "The paper says why SGD falls behind: the parts of a transformer have gradients of very different sizes. If that is the reason, SGD’s lines lie further apart than AdamW’s.",
    none: "Nothing has been measured yet: these lines grow while runs train.",
    noneRecorded: "A recording holds no readings of a model’s parts. Train the runs to see theirs.",
    update_ratio: {
      title: "Update-to-weight ratio",
      how: "‖Δp‖ / (‖p‖ + 1e-8): how far one update moves the weights of a part, beside their size",
    },
    grad_norm: {
      title: "Gradient norm",
      how: "‖g‖ of each part, before clipping: what the optimizer is given",
    },
    scale:
      "Across: headlines read. Each gridline is ten times the one below, and all runs share the scale.",
    parts: /** @type {Record<string, string>} */ ({
      embedding: "token embedding",
      positions: "positions",
      "final norm": "final norm",
    }),
    block: (/** @type {string} */ n) => `block ${n}`,
    blocks: (/** @type {string} */ n) => `blocks 1 to ${n}`,
    /** Beside the lines' ends. */
    marks: /** @type {Record<string, string>} */ ({
      embedding: "emb.",
      positions: "pos.",
      "final norm": "norm",
    }),
    against: (/** @type {string} */ largest, /** @type {string} */ smallest) =>
      `${largest} against ${smallest}`,
    spread: {
      update_ratio: (
        /** @type {string} */ name,
        /** @type {string} */ n,
        /** @type {string} */ parts,
      ) =>
        `In the median reading, ${name}: the largest ratio is ${n} times the smallest (${parts})`,
      grad_norm: (
        /** @type {string} */ name,
        /** @type {string} */ n,
        /** @type {string} */ parts,
      ) =>
        `In the median reading, ${name}: the largest gradient is ${n} times the smallest (${parts})`,
    },
    spreadAlso: (
      /** @type {string} */ name,
      /** @type {string} */ n,
      /** @type {string} */ parts,
    ) => `${name}: ${n} times (${parts})`,
    figure: (/** @type {string} */ name, /** @type {string} */ quantity) =>
      `${name}: ${quantity} of each part over headlines read`,
    first: "Left out of the sentences: the first update, before which learned positions are all 0.",
    paper: "What the paper says",
    /** A headline that each run reads token by token. */
    headline: {
      heading: "A headline, token by token",
      how: "The probability that each run gave to every token, and the three that it found likeliest in its place.",
      title: "Headline",
      go: "Read it",
      pick: "or pick one",
      choose: "choose a headline",
      held: "Held back from training",
      written: "Written by the runs",
      none: "Train first: there is no model yet that could read one.",
      noneRecorded: "A recording has no weights to read with.",
      caption: "Probability of each token of the headline, by run",
      token: "Token",
      gave: "Given",
      likeliest: "Likeliest here",
      step: (/** @type {string} */ step) => `step ${step}`,
      steps: (/** @type {string} */ from, /** @type {string} */ to) => `steps ${from} to ${to}`,
      below: (/** @type {string} */ p) => `under ${p}`,
      cost: (/** @type {string} */ name, /** @type {string} */ nats) => `${name} by ${nats} nats`,
      costs: (/** @type {string} */ list) => `The whole headline surprises ${list}.`,
    },
    /** Where the heads look while a run reads that headline. */
    attention: {
      heading: "Where each head looks",
      how: "Each head spreads its attention over the token that is read and all before it. A map’s rows are the tokens that look, its columns those that are looked at.",
      layer: "Layer",
      layerOf: (/** @type {string} */ n) => `Layer ${n}`,
      head: "Head of this layer",
      headOf: (/** @type {string} */ n) => `Head ${n}`,
      place: (/** @type {string} */ layer, /** @type {string} */ head) =>
        `layer ${layer}, head ${head}`,
      lacks: (/** @type {string} */ place) => `This run’s model has no ${place}.`,
      key: "The stronger the colour, the larger the share:",
      start: "start",
      theStart: "the start",
      self: "itself",
      token: (/** @type {string} */ token) => `‘${token}’`,
      share: (/** @type {string} */ name, /** @type {string} */ share) => `${name} ${share}`,
      looks: (/** @type {string} */ token, /** @type {string} */ list) =>
        `${token} looks at: ${list}.`,
      only: "The start has nothing before it: it looks at itself alone.",
      tokensOf: (/** @type {string} */ name) => `${name}: what each token looks at`,
      /** What a head is seen to do; the shares are means over the tokens from the third on. */
      even: "In this head a token looks at everything before it nearly alike.",
      mostly: {
        previous: (/** @type {string} */ share) =>
          `In this head a token looks mostly at the one before it (${share}).`,
        first: (/** @type {string} */ share) =>
          `In this head a token looks mostly at the start (${share}), which serves as its resting place.`,
        itself: (/** @type {string} */ share) =>
          `In this head a token looks mostly at itself (${share}).`,
      },
      more: {
        previous: (/** @type {string} */ share, /** @type {string} */ even) =>
          `In this head a token gives the one before it ${share}, where an even look would give ${even}.`,
        first: (/** @type {string} */ share, /** @type {string} */ even) =>
          `In this head a token gives the start ${share}, where an even look would give ${even}.`,
        itself: (/** @type {string} */ share, /** @type {string} */ even) =>
          `In this head a token gives itself ${share}, where an even look would give ${even}.`,
      },
      none: (
        /** @type {string} */ previous,
        /** @type {string} */ first,
        /** @type {string} */ itself,
      ) =>
        `In this head no one place stands out: the token before gets ${previous}, the start ${first}, the token itself ${itself}.`,
      evenness: (/** @type {string} */ share) => `Evenness: ${share}.`,
      summary: (/** @type {string} */ list) =>
        `How evenly the heads look, taken together: ${list}.`,
      spread:
        "Evenness is the entropy of a look as a share of the most that it can be: 100 % is the same look at everything before, 0 % a look at one token alone. Under each small map it is that head’s.",
      map: (
        /** @type {string} */ name,
        /** @type {string} */ place,
        /** @type {string} */ evenness,
        /** @type {string} */ habit,
      ) => `${name}, ${place}: what each token looks at, ${evenness} even. ${habit}`,
      table: "The maps as a table",
      tableCaption: (/** @type {string} */ place) => `What each token looks at most, ${place}`,
      firstTokens: (/** @type {string} */ n) => `the first ${n} tokens`,
    },
    table: "Medians as a table",
    tableCaption: (/** @type {string} */ n) =>
      `Medians over the first and the second half of the readings, ${n}`,
    allRuns: "all runs",
    firstRuns: (/** @type {string} */ n) => `the first ${n} runs`,
    columns: {
      run: "Run",
      part: "Part",
      update_ratio: "Ratio",
      grad_norm: "Gradient norm",
      first: "first half",
      second: "second half",
    },
  },

  runs: {
    title: "The runs",
    none: "None yet: each has a row here once it is made.",
    configuration: "Configuration",
    configurationOf: (/** @type {string} */ name) => `Configuration of ${name}`,
    field: "Field",
    value: "Value",
    status: "Status",
    loss: "Validation loss",
    step: "Step",
    speed: "Tokens a second",
    time: "Time in its own steps",
    timeShort: "Time",
    name: "Run",
    best: "Best loss",
    nats: "nats",
    perSecond: "tokens/s",
    order: "Several runs train",
    orders: { lockstep: "in turn, an update each", queue: "one after the other" },
    more: "More",
    pin: "Pin",
    pinned: "Pinned",
    pinHint: "A pinned run stays on the chart when another experiment begins",
    rename: "Rename",
    nameOf: (/** @type {string} */ name) => `New name of ${name}`,
    nameHint: "An empty one brings back the name made of what differs.",
    takeName: "Take this name",
    duplicate: "Duplicate",
    saveFile: "Save the run file",
    saveReadings: "Save its readings as CSV",
    delete: "Delete",
    deleteSure: (/** @type {string} */ name) =>
      `The curve, the headlines and the weights of ${name} would be gone for good.`,
    deleteYes: "Delete it",
    deleteNo: "Keep it",
    branch: "Branch",
    branchLead: (/** @type {string} */ name, /** @type {string} */ step) =>
      `A copy of ${name} goes on from step ${step} with what you change here; ${name} stays as it is. The paper’s tables leave it out.`,
    branchGo: "Make the branch",
    branchNothing: "Change at least one of the three.",
    branchOf: (
      /** @type {string} */ from,
      /** @type {string} */ step,
      /** @type {string[]} */ changes,
    ) => `Goes on from ${from} at step ${step}, with ${changes.join(" and ")}.`,
    begunWith: (/** @type {string} */ model) =>
      `Began with the weights of ${model}, a model from files. The paper’s tables leave it out.`,
    change: (/** @type {string} */ field, /** @type {string} */ value) => `${field} ${value}`,
    onward: "Train on",
    onwardLead: (/** @type {string} */ name, /** @type {string} */ step) =>
      `${name} has made ${step} updates. How should it go on?`,
    onwardEpochs: "Epochs more",
    onwardSchedule: "Rate",
    onwardSchedules: {
      hold: (/** @type {string} */ rate) => `hold the last rate, ${rate}`,
      warmup_cosine: (/** @type {string} */ rate) => `a new warm-up to ${rate}, then a cosine`,
      again: "again from the start, as one longer run",
    },
    againOthers:
      "Again from the start is no choice here: the headlines that it read are not those in use now.",
    againModel:
      "Again from the start is no choice here: it began with a model from files, not with a recipe’s weights.",
    onwardZero:
      "Its rate has fallen to 0, and a rate of 0 trains nothing: choose the new warm-up, or one longer run.",
    onwardOf: (/** @type {{ from: string, step: string, epochs: string, rate: string }} */ v) =>
      `Trains ${v.from} on from step ${v.step}, ${v.epochs} epochs more, ${v.rate}. The paper’s tables leave it out.`,
    onwardRates: {
      hold: "at the rate that it had come to",
      warmup_cosine: "with a new warm-up and cosine",
    },
    stoodStill: (/** @type {string} */ step, /** @type {string} */ time) =>
      `After step ${step} the tab or the machine stood still for ${time}; then it went on.`,
    onwardWaits: "It is below, and begins when you press Go on.",
    presetOf: (/** @type {string} */ preset, /** @type {string} */ size) =>
      `${preset} · size ${size}`,
    label: (/** @type {string} */ name) => `Run ${name}`,
    of: (/** @type {string} */ name) => `of ${name}`,
    params: "Parameters",
    readings: "Readings",
    readingsAndGlances: (/** @type {string} */ readings, /** @type {string} */ glances) =>
      `${readings}, and ${glances} glances`,
    earlier: "Earlier runs",
    earlierShort: "earlier",
    show: "Show in the chart",
    divergedLoss: "Its loss was no longer a finite number.",
    divergedNorm: "The norm of its gradient was no longer a finite number.",
    divergedSize: "Its next update would have made a weight infinite.",
    inStorage: "Its weights are kept in this browser, and come back when it goes on.",
    with: (/** @type {string} */ name) => `with ${name}`,
    released: "Its weights were let go to save memory; curve and configuration are kept.",
    states: {
      planned: "planned",
      recorded: "recorded",
      opened: "opened",
      ready: "ready",
      queued: "waiting for memory",
      waiting: "waiting its turn",
      running: "training",
      pausing: "pausing",
      paused: "paused",
      stopped: "stopped",
      finished: "finished",
      diverged: "diverged",
      failed: "broke off",
    },
  },

  /** Runs in the browser's storage. */
  kept: {
    here: (/** @type {string} */ used) =>
      `The runs of this page are kept in this browser, and come back when it is opened again: ${used} so far`,
    room: (/** @type {string} */ free) => `, and room for ${free} more`,
    refused: "This browser keeps nothing for the page: close the tab, and its runs are gone.",
    problem: (/** @type {string} */ why) =>
      `The runs are not kept any more. ${why} What was kept before is still there.`,
    held: "The browser clears them only when you tell it to.",
    loose: "When its disk runs short the browser may clear them by itself.",
    denied: "The browser was asked not to clear them by itself, and does not promise it.",
    askToHold: "Ask it not to",
    clear: "Delete what is kept",
    sure: "Delete every kept run?",
    yes: "Delete",
    no: "Keep",
    back: "The training of your last visit is back, paused where it stood.",
    backBelow: "The training of your last visit is paused among the earlier runs.",
    pausedBefore: (/** @type {string[]} */ names, /** @type {string} */ step) =>
      `The training of ${names.length > 2 ? `${names.length} runs` : names.join(" and ")} is paused at step ${step}.`,
    takeUp: "Go on with it",
    gone: (/** @type {string[]} */ names) =>
      `Nothing of ${names.join(" and ")} is kept any more, so there is nothing to bring back: train again.`,
    bringBack: "Bring back",
    /** After a fault that took weights; `button` is what the button says. */
    comesBack: (/** @type {string} */ step, /** @type {string} */ button) =>
      `Press “${button}”: what was kept of them, up to step ${step}, comes back.`,
    backHere: "The runs are back as they were kept. The button goes on with them.",
    elsewhere: "Open in another tab, where it can go on. Here it can be looked at.",
    without: (/** @type {string} */ why) => `Its curve is back, and its weights are not: ${why}`,
    needs: (/** @type {string} */ size) => `kept in this browser: ${size}`,
  },

  /** The class board: hand-ins and run files of a class. */
  board: {
    open: "Class board",
    openHint:
      "For teachers: up to 60 hand-ins or run files at once, by question and configuration.",
    title: "Class board",
    lead: "Drop what the class handed in: hand-ins (.html) and run files (.json), up to 60 at once. They are read in this tab and go nowhere; names stay hidden until you show them.",
    choose: "Choose the files",
    drop: "or drop them here, all at once",
    tools: "How the board is looked at",
    names: "Show names",
    each: "A line for every run",
    csv: "Save the table as CSV",
    clear: "Empty the board",
    reading: "Reading the files…",
    holds: (/** @type {number} */ files, /** @type {number} */ runs) =>
      `${files === 1 ? "1 file" : `${files} files`}, ${runs === 1 ? "1 run" : `${runs} runs`}.`,
    many: (/** @type {number} */ n) => `a board takes ${n} files`,
    noRuns: "it holds no run",
    sameFile: (/** @type {number} */ n) => `it is file ${n} once more`,
    file: (/** @type {string} */ n) => `File ${n}`,
    named: (/** @type {string} */ n, /** @type {string} */ name) => `File ${n}, ${name}`,
    noQuestion: "Without a question",
    question: (/** @type {string} */ title, /** @type {string} */ question) =>
      `${title}: ${question}`,
    noData: "headlines not told",
    setup: (/** @type {string} */ size, /** @type {string} */ data, /** @type {boolean} */ known) =>
      `${size}, ${data}. ${
        known
          ? "All runs were measured on one held-back text, by its fingerprint."
          : "Fingerprints are missing: that all were measured on one held-back text is taken from name and size."
      }`,
    caption:
      "Final validation loss (val_loss_full) in nats per character, each different run once; gaps are between runs of one file and one seed.",
    columns: {
      variant: "Configuration",
      runs: "Runs",
      loss: "Median",
      spread: "Lowest to highest",
      gap: (/** @type {string} */ name) => `Median gap to ${name}`,
      notes: "Not counted",
      file: "File",
      guess: "Guess",
      conclusion: "Conclusion",
    },
    span: (/** @type {string} */ low, /** @type {string} */ high) => `${low} to ${high}`,
    single: "from one alone",
    twice: (/** @type {number} */ n) => `${n} the same as another`,
    diverged: (/** @type {number} */ n) => `${n} diverged`,
    cut: (/** @type {number} */ n) => `${n} not at the end`,
    state: { diverged: "diverged", cut: "not at the end" },
    withGap: (/** @type {string} */ loss, /** @type {string} */ gap) => `${loss} (${gap})`,
    guesses: (/** @type {number} */ n, /** @type {number} */ files) =>
      `${n === 1 ? "1 guess" : `${n} guesses`} before the training, from ${files === 1 ? "1 file" : `${files} files`}`,
    guess: (/** @type {string} */ n, /** @type {string} */ right) =>
      `${n}, of them ${right} as it came out`,
    twins: (/** @type {string[][]} */ sets) =>
      `One and the same run is in the files ${sets.map((numbers) => numbers.join(", ")).join("; in ")}.`,
    twinsMean:
      "One recipe with one seed gives one curve on machines of one kind, so this can be honest work. Such a run is counted once.",
    files: (/** @type {number} */ n) => (n === 1 ? "The file" : `All ${n} files`),
    figure: {
      title: "Surprise per character",
      note: "nats, validation; the median bold, lowest to highest shaded",
      x: "steps",
      variant: (/** @type {string} */ name, /** @type {string} */ loss, /** @type {number} */ n) =>
        `${name}: median ${loss} at the end, ${n === 1 ? "1 run" : `${n} runs`}.`,
      label: (/** @type {string[]} */ parts) => `Validation loss over steps. ${parts.join(" ")}`,
    },
  },

  /** Whether two runs can be held against each other. */
  apart: {
    none: (/** @type {string} */ a, /** @type {string} */ b) =>
      `No gap is named between ${a} and ${b}.`,
    texts: {
      val: "the held-back headlines",
      tokenizer: "the tokenizers",
      train: "the training headlines",
    },
    differs: (/** @type {string} */ texts) =>
      `They were not measured on the same text: ${texts} differ.`,
    tokens:
      "Their tokenizers differ, so that a token of one is none of the other: by the character they compare.",
    unknown: (/** @type {string} */ names) =>
      `The held-back headlines of ${names} are not known: a fingerprint is missing.`,
    never: "They have no readings of their own after the same number of tokens.",
    besides: (/** @type {string} */ a, /** @type {string} */ b, /** @type {string} */ texts) =>
      `${a} and ${b} were measured on the same held-back headlines; ${texts} differ.`,
  },

  /** A run's model as a folder for Hugging Face's libraries. */
  takeaway: {
    open: "Take the model away",
    lead: "A zip with one folder that Hugging Face’s libraries read: the weights (model.safetensors), the shape of the model (config.json, generation_config.json), its vocabulary (tokenizer.json, tokenizer_config.json), this page’s configuration (headline.json) and a model card with the curve (README.md).",
    precision: "Weights in",
    full: (/** @type {string} */ size) => `full precision, ${size}`,
    half: (/** @type {string} */ size) => `half precision, ${size}`,
    halfCost:
      "Half precision is half the size. It rounds each number by at most 2⁻¹¹ of itself, or by 2⁻²⁵ where it is below 2⁻¹⁴.",
    megabytes: (/** @type {string} */ n) => `${n} MB`,
    stands: (/** @type {string} */ step, /** @type {string} */ steps) =>
      `The weights are those after update ${step} of ${steps}.`,
    trains:
      "It is training and goes on: the zip gets the weights as they are after its last update at that moment, and the model card says which that was.",
    madeUp:
      "It was trained on made-up headlines that come with the page under the MIT licence; so does the model.",
    others:
      "It was trained on other people’s sentences, and may repeat some of them word for word: whoever passes the model on answers for the rights in them.",
    notGpt2:
      "The library transformers has no model with RMSNorm or RoPE, and refuses this one. The command headline reads it.",
    make: "Make the zip",
    progress: (/** @type {string} */ name) => `Making the zip of ${name}`,
    weights: "copying the weights",
    cancel: "Cancel",
    cancelled: "Cancelled; nothing was saved.",
    made: (/** @type {string} */ file, /** @type {string} */ size, /** @type {string} */ step) =>
      `${file} goes to your downloads: ${size}, the weights after update ${step}.`,
    gone: (/** @type {string} */ name) =>
      `The weights of ${name} are no longer here, so that no zip can be made of them; train it again.`,
    noMemory:
      "The browser has no memory left for a copy of the weights: choose half precision, or delete runs that you no longer need.",
  },

  /** Runs from files, which nobody trained here. */
  opened: {
    title: "Opened runs",
    lead: "From files, not trained here. The chart draws them thin; no table and no verdict counts them.",
    open: "Open a run file",
    drop: "or drop run files, runs that were saved to go on, hand-ins, a class pack, headlines or a model here. They are read in this tab and go nowhere.",
    named: (/** @type {string} */ name) => `${name}, opened`,
    opened: (/** @type {string[]} */ names) => `On the chart now: ${names.join("; ")}.`,
    left: (/** @type {string} */ name, /** @type {string} */ why) =>
      `${name} was left out: ${why}.`,
    already: (/** @type {string} */ run) => `its run ${run} is here already`,
    many: (/** @type {number} */ n) => `${n} opened runs are the most; delete some first`,
    from: (
      /** @type {{ made: string, version: string, module: string, threads: string, state: string }} */ v,
    ) =>
      `Saved on ${v.made} by Headline Lab ${v.version}, ${v.module} module, ${v.threads}; its state then: ${v.state}.`,
    data: (/** @type {string} */ name, /** @type {string} */ train, /** @type {string} */ val) =>
      `Headlines: ${name}, ${train} to train on, ${val} held back.`,
  },

  /** A model from files: it writes, and is trained on. */
  comeback: {
    open: "Save to go on elsewhere",
    lead: "A zip with all that this run goes on from, here later or on another machine: run.safetensors (weights, moments, update, place in the headlines), run.json (curve, headlines it wrote, configuration, fingerprints of its data) and tokenizer.json. The titles are not in it.",
    stands: (/** @type {string} */ step, /** @type {string} */ steps, /** @type {string} */ size) =>
      `It stands after update ${step} of ${steps}; the file takes about ${size}.`,
    ended:
      "It has made them all and let go of its moments, so that what trains on from it begins with new ones.",
    make: "Save the run",
    making: "Saving the run",
    made: (/** @type {string} */ file, /** @type {string} */ size, /** @type {string} */ step) =>
      `${file} goes to your downloads: ${size}, the run after update ${step}.`,
    gone: (/** @type {string} */ name) =>
      `The weights of ${name} are no longer here, so that there is nothing to save; train it again.`,
    command: "Unpacked, it goes on with the command headline and the file of its headlines:",
    commandLabel: "The command",
    titles: "TITLES.txt",
    again:
      "The zip, or the folder that headline wrote into, comes back through “Open a run file” below the list of runs, with the same headlines.",
    reading: (/** @type {string} */ file) => `Reading ${file}`,
    preparing: (/** @type {string} */ file) => `Preparing the headlines of ${file}`,
    cancel: "Cancel",
    label: "Headlines of a run",
    needs: (
      /** @type {string} */ run,
      /** @type {string | null} */ name,
      /** @type {string} */ n,
    ) =>
      name === null
        ? `${run} needs the headlines that it was trained on, at most ${n} titles; its file does not say what they are called. It goes on with no others.`
        : `${run} needs ${name}, ${n} titles, which are not in its file and not here. It goes on with no others.`,
    choose: "Choose its headlines",
    drop: "or drop their file here. It is read in this tab and goes nowhere.",
    others: (/** @type {string} */ name, /** @type {string} */ n, /** @type {string} */ run) =>
      `${name}, ${n} titles, is not what ${run} was trained on, or is cut into other tokens. Nothing on the page has changed.`,
    leave: "Leave it",
    back: (/** @type {string} */ name, /** @type {string} */ step) =>
      `${name} is back as it stood after update ${step}, among the runs above. “Go on” trains it from there.`,
    backEnded: (/** @type {string} */ name, /** @type {string} */ step) =>
      `${name} is back as it ended after update ${step}, among the runs above. It writes headlines and trains on.`,
    named: (/** @type {string} */ name) => `${name}, back`,
    from: (/** @type {string} */ file, /** @type {string} */ step) =>
      `Came back from ${file} after update ${step} and goes on from there. No table and no verdict counts it.`,
    refused: (/** @type {string} */ file, /** @type {string} */ why) =>
      `${file} was not opened. ${why} Nothing on the page has changed.`,
    /** Sentences. */
    why: {
      file: {
        none: "There is no run in it that goes on: choose a file that this page or headline saved.",
        weights:
          "It holds the weights of a model and no run: give its whole folder, to write headlines with it.",
        version: "A later version of Headline Lab saved it: reload the page for the newest one.",
        cut: "It ends before its run does: copy or save it again.",
        long: "It is longer than its run: copy or save it again.",
        damaged: "It is damaged: copy or save it again.",
        gone: "It has changed or gone since it was chosen: choose it again.",
        nan: "Some of its numbers are no numbers any more (NaN), and nothing would come of training it: take an older file of the run.",
      },
      tooLarge: (/** @type {string} */ size) =>
        `Its run needs about ${size} of memory, more than can be had here: go on with it in headline, or on a machine that has more.`,
      noRoom: (/** @type {string} */ size) =>
        `Its run needs about ${size} of memory, which are not left beside the runs that are here: delete some of them, then open it again.`,
      missing: (/** @type {string} */ name) => `${name} is missing`,
      part: (/** @type {string} */ name, /** @type {string} */ why) => `of ${name}, ${why}`,
      another: "run.json tells of another run than run.safetensors",
      because: (/** @type {string} */ why) => `The reason: ${why}.`,
    },
  },

  folder: {
    title: "A model from files",
    lead: "A GPT-2 in a Hugging Face folder, taken away from this page or made elsewhere: it writes headlines, shows what it expects next, and trains on with your headlines. Nothing is uploaded.",
    open: "Choose a model’s files",
    openFolder: "Choose a folder",
    drop: "or drop a folder, a zip of one, or model.safetensors, config.json and tokenizer.json here",
    way: "Write with a model from files",
    reading: (/** @type {string} */ name) => `Reading ${name}`,
    checking: (/** @type {string} */ name) => `Checking the weights of ${name}`,
    cancel: "Cancel",
    ready: (/** @type {string} */ name) => `The model ${name} is open.`,
    loose: "model",
    facts: "What it is",
    params: "Parameters",
    shape: "Architecture",
    shapeOf: (
      /** @type {{ layers: string, heads: string, width: string, block: string, vocab: string, norm: string, position: string, tied: boolean }} */ v,
    ) =>
      `${v.layers} layers of ${v.heads} heads, width ${v.width}; reads ${v.block} tokens at a time, from a vocabulary of ${v.vocab}; ${v.norm}, ${v.position}${v.tied ? "" : ", an output layer of its own"}`,
    file: "Weights",
    megabytes: (/** @type {string} */ n) => `${n} MB`,
    notes: "What is computed differently here",
    close: "Close the model",
    write: "Let it write",
    writtenBy: (/** @type {string} */ name, /** @type {string} */ seed) => `${name}, seed ${seed}`,
    next: "What it expects next",
    nextOf: (/** @type {string} */ prompt) =>
      prompt === "" ? "At the start of a headline" : `After “${prompt}”`,
    nextHint: "It follows what stands in “Begin with”.",
    train: {
      title: "Train it on",
      lead: "Headlines that are cut by the model’s own tokenizer. They make a run of their own on the chart, which begins with these weights; the paper’s tables leave it out.",
      file: "Choose headlines for it",
      drop: "or drop a file of them here",
      inUse: (/** @type {string} */ name) => `Use ${name}`,
      chosen: (/** @type {string} */ name) => `Headlines: ${name}`,
      none: "Choose the headlines first.",
      form: "Train the model on",
      epochs: "Epochs",
      rate: "Rate",
      schedule: "Schedule",
      schedules: { warmup_cosine: "a warm-up, then a cosine", constant: "the same rate all along" },
      optimizer: (/** @type {string} */ name) =>
        `With ${name}; batches are made smaller where the headlines are few.`,
      go: "Train it on",
      begun: (/** @type {string} */ name) => `${name} is among the runs below.`,
      waits: "It begins when you press Go on.",
    },
    /** Why a model's files are not read: the end of a sentence. */
    why: {
      missing: (/** @type {readonly string[]} */ names) =>
        `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} missing`,
      shards:
        "its weights are in several files (model-00001-of-…); save them as one model.safetensors",
      pickled: (/** @type {string} */ name) =>
        `${name} is not read, as such a file can run programs; save the weights as model.safetensors`,
      otherName: (/** @type {string} */ name) =>
        `its weights are called ${name}; call them model.safetensors`,
      several: (/** @type {string[]} */ folders) =>
        `more than one folder in it holds a model (${folders.slice(0, 3).join(", ")}); give one`,
      large: (/** @type {string} */ file, /** @type {string} */ size, /** @type {string} */ most) =>
        `${file} has ${size}, more than the ${most} that can be read here`,
      unreadable: (/** @type {string} */ file) => `${file} is not text, or has changed since`,
      zipBroken: "it is not a whole zip",
      zipLarge: "it is a zip of more than 4 GB",
      zipMany: (/** @type {number} */ n) => `it holds more than ${n} files, which no model has`,
      zipLocked: "it is locked with a password",
      zipPath: (/** @type {string} */ path) =>
        `its file “${path}” leads out of the zip, so none of it is read`,
      zipTwice: (/** @type {string} */ path) => `it holds “${path}” twice`,
      zipMethod: (/** @type {string} */ path, /** @type {number} */ method) =>
        `${path} is packed in a way that is not read here (method ${method})`,
      zipGrows: (/** @type {string} */ path) =>
        `${path} unpacks to more than can be read here, so the rest is left packed`,
      zipDamaged: (/** @type {string} */ path) => `${path} is damaged`,
    },
  },

  /** A preset's label, with the paper's beside it unless it holds it already. */
  presetName: (/** @type {string} */ label, /** @type {string} */ paper) =>
    label.includes(paper) ? label : `${label} (${paper})`,

  names: {
    branch: (
      /** @type {string} */ from,
      /** @type {string} */ changes,
      /** @type {string} */ step,
    ) => `${from}, ${changes} from step ${step}`,
    onward: (/** @type {string} */ from, /** @type {number} */ epochs) =>
      `${from}, ${epochs === 1 ? "1 epoch" : `${epochs} epochs`} more`,
    begun: (/** @type {string} */ model, /** @type {string} */ headlines) =>
      `${model}, on ${headlines}`,
    optimizer: { sgd: "SGD", adamw: "AdamW" },
    /** How a field is named inside a run's name. */
    rate: (/** @type {string} */ v) => `rate ${v}`,
    noDecay: "no decay",
    decay: (/** @type {string} */ v) => `decay ${v}`,
    schedules: { constant: "constant rate", cosine: "no warm-up", warmup_cosine: "warm-up" },
    /** A model with none of the modern parts. */
    simpleParts: "simple parts",
    other: (/** @type {string} */ field, /** @type {string} */ v) => `${field} ${v}`,
    choices: {
      layernorm: "LayerNorm",
      rmsnorm: "RMSNorm",
      learned: "learned table",
      rope: "RoPE",
      gpt2: "GPT-2",
      he: "He",
      sgd: "SGD",
      adamw: "AdamW",
      constant: "constant",
      cosine: "cosine",
      warmup_cosine: "warm-up, cosine",
    },
  },

  fields,
  paperSays,

  /** The diagram of the model. */
  model: {
    caption: "The model",
    panel: "The model",
    lead: "Every part, and how many numbers it learns. A press on a part asks about it.",
    open: "Show the model",
    of: "Whose",
    title: (/** @type {string} */ run) => `The model of ${run}, part by part`,
    asking: "The model that is asked about, part by part",
    total: (/** @type {string} */ n) => `${n} parameters`,
    input: "a headline so far, in tokens",
    output: "how likely each token is to come next",
    column: "parameters",
    block: "Block ×",
    blockName: "Blocks",
    parts: {
      token: "Token embedding",
      positions: "Positions",
      firstNorm: "Norm",
      attention: "Attention",
      secondNorm: "Norm",
      mlp: "MLP",
      finalNorm: "Final norm",
      head: "Head",
      init: "Initial weights",
      dropout: "Dropout",
    },
    partOf: (/** @type {string} */ part, /** @type {string} */ n) => `${part}: ${n} parameters`,
    inAll: (/** @type {string} */ n) => `${n} in all`,
    table: (/** @type {string} */ vocab, /** @type {string} */ width) =>
      `${vocab} tokens, ${width} numbers each`,
    heads: "heads",
    turned: "q and k turned",
    mlp: (/** @type {string} */ narrow, /** @type {string} */ wide) =>
      `${narrow} → ${wide} → GELU → ${narrow}`,
    tied: "tied: the token embedding once more",
    off: "off",
    differs: "differs",
    lit: {
      preset: (/** @type {string} */ value) => `preset: ${value}`,
      other: (/** @type {string} */ value) => `the other: ${value}`,
      others: (/** @type {string} */ value) => `elsewhere: ${value}`,
      asked: (/** @type {string} */ value) => `instead of ${value}`,
    },
    swap: (/** @type {string} */ second, /** @type {string} */ first, /** @type {string} */ run) =>
      `${second} instead of ${first}, ${run}`,
    noDropout: (/** @type {string} */ run) => `No dropout, ${run}`,
    fewer: {
      n_layer: (/** @type {string} */ run) => `Fewer blocks, ${run}`,
      n_head: (/** @type {string} */ run) => `Fewer heads, ${run}`,
    },
    more: {
      n_layer: (/** @type {string} */ run) => `More blocks, ${run}`,
      n_head: (/** @type {string} */ run) => `More heads, ${run}`,
    },
    /** What is seen is in its name, so that whoever speaks to the page can say it. */
    askAbout: (/** @type {string} */ field, /** @type {string} */ shown) =>
      `${shown} Ask about ${field}`,
    asked: (/** @type {string} */ value, /** @type {string} */ other) => `${value} or ${other}?`,
    note: "The stream on the left carries each token’s numbers down; every ⊕ adds what a part has worked out. What differs between the runs is marked.",
    askNote:
      "The stream on the left carries each token’s numbers down; every ⊕ adds what a part has worked out.",
  },

  /** An address that holds a configuration. */
  link: {
    refused: (/** @type {string[]} */ why) =>
      `This link was not followed: ${why.join("; ")}. The lesson is shown as it is.`,
    unknown: (/** @type {string} */ key) => `this page knows no “${key}”`,
    value: (
      /** @type {string} */ key,
      /** @type {string} */ value,
      /** @type {string[]} */ choices,
    ) =>
      choices.length > 0
        ? `${key} can’t be “${value}”, only ${choices.join(", ")}`
        : `${key} can’t be “${value}”`,
    twice: (/** @type {string} */ key) => `it says ${key} twice`,
    shared: (/** @type {string} */ key) =>
      `its runs differ in ${key}, which all runs of an experiment share`,
    many: (/** @type {string} */ key, /** @type {string} */ most) =>
      `it has more than ${most} of “${key}”`,
    misplaced: (/** @type {string} */ key) => `its ${key} belongs to no run and no question`,
    noEffect: (/** @type {string} */ field) => `${field} has no effect in the recipe it names`,
    label: "Headlines of this link",
    needs: (/** @type {string} */ name, /** @type {string} */ n) =>
      `This link needs ${name}, ${n} titles, which never left the sender’s machine. Nothing is trained before you have chosen them, or others.`,
    choose: "Choose the headlines",
    sample: "Take the made-up headlines",
    others: (
      /** @type {string} */ name,
      /** @type {string} */ n,
      /** @type {string} */ wanted,
      /** @type {string} */ m,
    ) =>
      `${name} has ${n} titles; the link was made with ${wanted}, ${m} titles, so its curves can differ.`,
  },

  problems: {
    load: (/** @type {string} */ why) => `The trainer could not be loaded: ${why}`,
    loadKept: "Nothing was lost. Reload the page, or open it in a current browser.",
    data: "The headlines in use are as before.",
    config: "The recipe in use is as before.",
    run: "Curves and headlines so far are kept.",
    unknown: (/** @type {string} */ why) => `Something went wrong: ${why}`,
    kept: "What you see on the page is kept. Train again, or reload if it stays.",
    /** A sentence of the engine, which speaks English. */
    original: (/** @type {string} */ message) => message,
    /** Why headlines are not read, what is wrong and what to do: the engine's own clauses. */
    unread: SENTENCES,
    /** What the engine refused; "" where its own sentence says it. */
    refusal: (/** @type {import("./state/refusals.js").Refusal} */ v) => {
      if (v.kind === "disposed") return "The training module was shut down: reload the page.";
      return v.kind === "unknown" ? `“${v.value}” is not on this page any more.` : "";
    },
    /** How the training broke off, how many runs lost their weights, and what to do where that is to be said; "" where the engine's own sentence says it. */
    fault: (
      /** @type {string} */ _code,
      /** @type {number} */ _runs,
      /** @type {boolean} */ _remedied,
    ) => "",
  },

  announce: {
    started: "Training has started.",
    paused: "Paused.",
    data: (/** @type {string} */ name) => `${name} is ready.`,
    wrote: (/** @type {string} */ n) => `${n} headlines written.`,
  },

  ask: {
    label: "Your question",
    about: "Ask about",
    inRecipe: "in the recipe",
    does: "Does",
    insteadOf: "help instead of",
    at: "at",
    over: "over",
    end: "?",
    sentence: (
      /** @type {string} */ asked,
      /** @type {string} */ reference,
      /** @type {string} */ size,
      /** @type {string} */ seeds,
    ) => `Does ${asked} help instead of ${reference}, at ${size}, over ${seeds}?`,
    /** Values that need an article in a sentence. */
    nouns: { learned: "a learned table" },
    /** What stands around a value in the question, where its own word is not enough. */
    around: {
      init: ["", "initialisation"],
      lr: ["a learning rate of", ""],
      momentum: ["a momentum of", ""],
      beta1: ["a first beta of", ""],
      beta2: ["a second beta of", ""],
      schedule: ["the schedule", ""],
      warmup_frac: ["a warm-up over a share of", ""],
      min_lr_frac: ["a final share of the rate of", ""],
      weight_decay: ["a weight decay of", ""],
      dropout: ["a dropout of", ""],
      grad_clip: ["a gradient clip of", ""],
      batch_size: ["a batch of", "blocks"],
      n_layer: ["having", "layers"],
      n_head: ["having", "heads"],
      d_model: ["a width of", ""],
      block_size: ["a block of", "tokens"],
    },
    groups: {
      parts: "Parts of the model",
      training: "Training",
      shape: "Shape of the model",
    },
    /** The accessible names of the question's fields. */
    names: {
      part: "What is asked about",
      asked: "Does this help",
      reference: "instead of this",
      secondPart: "What else changes",
      secondAsked: "and this",
      secondReference: "instead of this other",
      preset: "Recipe",
      size: "Size",
      seeds: "Seeds",
    },
    seeds: (/** @type {number} */ n) => (n === 1 ? "1 seed" : `${n} seeds`),
    /** A field with its value, as a variant is called. */
    variant: (/** @type {string} */ field, /** @type {string} */ value) => `${field} ${value}`,
    run: (/** @type {string} */ variant, /** @type {string} */ seed) => `${variant}, seed ${seed}`,
    second: "Change a second thing too",
    and: "and",
    andAlso: "Also changed:",
    insteadOfShort: "instead of",
    removeSecond: "Leave the second change out",
    several: (/** @type {string} */ n, /** @type {string} */ list) =>
      `${n} things change at once: ${list}. Whatever comes out, these runs cannot tell which of them did it.`,
    numbers: ["No", "One", "Two", "Three", "Four", "Five"],
    change: (/** @type {string} */ field, /** @type {string} */ from, /** @type {string} */ to) =>
      `${field} (from ${from} to ${to})`,
    same: "Both sides are the same: choose two values that differ.",
    sharedRate: (/** @type {string} */ rate, /** @type {string} */ optimizer) =>
      `Both train at the rate ${rate}, chosen for ${optimizer}. To give the other optimizer its own, change the rate as well.`,
    train: (/** @type {number} */ runs) => (runs === 1 ? "Train 1 run" : `Train ${runs} runs`),
    replaces: "This pauses the training under way, which can go on from the earlier runs.",
    partly: (/** @type {string} */ here, /** @type {string} */ all) =>
      `${here} of ${all} runs are on the page already`,
    time: (/** @type {string} */ time) => `about ${time} on this machine`,
    noTime: "the first seconds tell how long it takes",
    lockStep: (/** @type {string} */ runs) => `${runs} runs in lock-step`,
    seedBySeed: (/** @type {string} */ runs) =>
      `${runs} runs at a time: more would not fit in memory`,
    /** @param {number} n @returns {string} */
    more: (n) => (n === 1 ? "Train one more seed" : "Train two more seeds"),
    allSeeds: "All seeds are trained",
    /** The way to the hand-in, once the question is answered. */
    handIn: "Hand it in",
    /** What can be guessed before the training, and what is said of it after. */
    guess: {
      better: "better",
      worse: "worse",
      close: "too close to call",
      right: (/** @type {string} */ guess) => `You guessed ${guess}, and so it came out.`,
      wrong: (/** @type {string} */ guess, /** @type {string} */ outcome) =>
        `You guessed ${guess}; it came out ${outcome}.`,
      open: (/** @type {string} */ guess) => `You guessed ${guess}; these runs give no verdict.`,
    },
    noMore: "five seeds are the most that one question takes; ask another",
    keeps: (/** @type {string} */ runs) => `the ${runs} runs so far stay and count`,
    offer: (/** @type {string} */ more, /** @type {string} */ time) =>
      time === ""
        ? `“${more}” makes it surer; the runs so far stay and count.`
        : `“${more}” makes it surer: ${time}; the runs so far stay and count.`,
    seedMeans:
      "A seed sets the first weights and the dropout. Headlines, split and the order of batches are the same for all, so the spread is the luck of the start, not of the data.",
    seedAtWork: (
      /** @type {string} */ seed,
      /** @type {string} */ nth,
      /** @type {string} */ all,
    ) => `seed ${seed}, ${nth} of ${all}`,
    waiting: "The trainer is not loaded yet.",
    params: (/** @type {string} */ asked, /** @type {string} */ reference) =>
      `${asked} against ${reference} parameters`,
  },

  verdict: {
    label: "Verdict",
    kinds: {
      none: "No verdict yet.",
      pending: "No verdict yet: training.",
      cut: "No verdict: stopped before the end.",
      one: "One seed is not a verdict.",
      few: "Two seeds are not a verdict.",
      mixed: "No verdict: some runs diverged.",
    },
    better: (/** @type {string} */ by) => `Better on every seed, ${by}.`,
    worse: (/** @type {string} */ by) => `Worse on every seed, ${by}.`,
    betterDiverged: "Better on every seed: the other diverged.",
    worseDiverged: "Worse on every seed: it diverged.",
    close: (/** @type {string} */ n) => `Too close to call with ${n} seeds.`,
    by: (/** @type {string} */ least, /** @type {string} */ most) =>
      least === most ? `by ${least}` : `by ${least} to ${most}`,
    /** What the figures come to. */
    ended: (
      /** @type {{ asked: string, reference: string, by: string, side: string, median: string, percent: string, pairs: string }} */ v,
    ) =>
      `In all ${v.pairs} pairs ${v.asked} ended ${v.side} ${v.reference}, ${v.by} nats per character; the median is ${v.median} (${v.percent}).`,
    below: "below",
    above: "above",
    range: (
      /** @type {string} */ asked,
      /** @type {string} */ from,
      /** @type {string} */ to,
      /** @type {string} */ median,
    ) =>
      `${asked} ended between ${from} and ${to} nats per character from its twin; the median is ${median}.`,
    signs: (
      /** @type {string} */ n,
      /** @type {string} */ asked,
      /** @type {string} */ m,
      /** @type {string} */ reference,
    ) => `With ${n} of the seeds ${asked} was lower, with ${m} ${reference} was.`,
    belowFloor: (/** @type {number} */ n, /** @type {string} */ floor) =>
      n === 1
        ? `One difference is smaller than ${floor}, which is too little to count.`
        : `${n} differences are smaller than ${floor}, which is too little to count.`,
    equal: "Both runs of each pair ended within 0.0005 nats per character of each other.",
    single: (
      /** @type {{ seed: string, asked: string, reference: string, nats: string, percent: string, side: string }} */ v,
    ) =>
      `With seed ${v.seed} ${v.asked} ended ${v.nats} nats per character (${v.percent}) ${v.side} ${v.reference}.`,
    singleEqual: (/** @type {string} */ seed) =>
      `With seed ${seed} both ended within 0.0005 nats per character of each other.`,
    singleMeans:
      "From other first weights it may come out the other way: one pair cannot tell a difference from luck.",
    fewMeans: "Two pairs agree every other time by luck alone.",
    divergedBoth: (/** @type {string} */ seeds) =>
      `Both runs diverged with ${seeds}: that pair does not count.`,
    divergedOne: (/** @type {string} */ variant, /** @type {string} */ seeds) =>
      `${variant} diverged with ${seeds}, its twin did not: a run that breaks counts as the worse one.`,
    seed: (/** @type {string} */ seed) => `seed ${seed}`,
    seedList: (/** @type {string} */ seeds) => `the seeds ${seeds}`,
    cutPairs: (/** @type {string} */ seeds) =>
      `Not counted: ${seeds}, where a run broke off before its last evaluation.`,
    waits: "Compared is where both runs of a pair end, by the loss over all held-back headlines.",
    scope: (/** @type {{ size: string, data: string, recipe: string, steps: string }} */ v) =>
      `It holds for the size ${v.size}, ${v.data}, ${v.steps} steps and the recipe “${v.recipe}”, not beyond.`,
    /** What it rests on. */
    details: "What the verdict rests on",
    rule: (/** @type {string} */ least, /** @type {string} */ floor) =>
      `Both runs of a pair have the same seed and read the same headlines in the same order, so their difference is the change’s doing. “Better” or “worse” takes at least ${least} pairs, every difference to one side, and none below ${floor} nats per character.`,
    floorWhy:
      "The least that counts is two standard deviations of how far such a difference moves when other headlines are held back, as measured at the Tiny size. More headlines make it smaller; more seeds do not.",
    chance: (/** @type {string} */ pairs, /** @type {string} */ times) =>
      `Two recipes with nothing between them would still fall to one side in all ${pairs} pairs once in ${times} times: a strong hint, not a proof.`,
    table: {
      caption: "Where each pair ended: validation loss (val_loss_full), nats per character",
      captionSoFar: "Where each pair stands: validation loss (val_loss_full), nats per character",
      seed: "Seed",
      difference: "Difference",
      better: (/** @type {string} */ variant) => `${variant} better`,
      diverged: (/** @type {string} */ step) => `diverged at step ${step}`,
      cut: (/** @type {string} */ step) => `stopped at step ${step}`,
      median: "Median",
      empty:
        "One row for each seed will stand here: where both runs ended, and which side of zero their difference falls.",
    },
    figure: {
      curves: "Surprise per character",
      under: "finely dotted: recorded, not trained here",
      curvesNote:
        "nats, validation; a thin line for each seed, the median bold, lowest to highest shaded",
      differences: "Difference",
      differencesNote: (/** @type {string} */ asked) => `below zero ${asked} is better`,
      x: "headlines read",
      label: (
        /** @type {string} */ asked,
        /** @type {string} */ reference,
        /** @type {string} */ seeds,
      ) =>
        `Validation loss of ${asked} and of ${reference} over headlines read, ${seeds}, and their difference.`,
      none: (/** @type {string} */ asked, /** @type {string} */ reference) =>
        `Empty as yet: no run of ${asked} and ${reference} has been trained on this page.`,
      end: (/** @type {string} */ name, /** @type {string} */ loss) => `${name}: ${loss}`,
      guessing: "guessing at random",
    },

    paper: {
      title: "What the paper says",
      exact: (
        /** @type {{ asked: string, reference: string, nats: string, side: string, askedLoss: string, referenceLoss: string }} */ v,
      ) =>
        `It found ${v.asked} ${v.side} than ${v.reference} by ${v.nats} nats per character: ${v.askedLoss} against ${v.referenceLoss}, by its own val_loss, at the Paper size, from one seed.`,
      modern: (
        /** @type {string} */ asked,
        /** @type {string} */ after,
        /** @type {string} */ before,
      ) =>
        `It replaced norm, positions and first weights at once and ended higher, at ${after} instead of ${before}. Of ${asked} without the rest it prints no run.`,
      modernBack: (
        /** @type {string} */ asked,
        /** @type {string} */ before,
        /** @type {string} */ after,
      ) =>
        `It found the three simple parts together better than the three modern ones, ${before} against ${after}. Of ${asked} without the rest it prints no run.`,
      epic1: (/** @type {string} */ before, /** @type {string} */ after) =>
        `It changed optimizer, rate, weight decay and schedule at once, which took it from ${before} to ${after}, and credits “the optimizer change alone” with 90 % of its total improvement. It prints no run with the optimizer alone.`,
      said: (/** @type {string} */ worse, /** @type {string} */ than) =>
        `It says that ${worse} performed slightly worse than ${than}, and prints no figure.`,
      nothing: "It did not ask this.",
      better: "better",
      worse: "worse",
      agrees: "Here it came out the same way.",
      contradicts: "Here it came out the other way.",
      alone: (/** @type {string} */ asked, /** @type {string} */ side) =>
        `Here ${asked} without the rest came out ${side}.`,
      open: "Here it is too close to call.",
    },
  },

  tables: {
    open: "The paper’s tables",
    title: "The paper’s tables",
    lead: "Beside each figure of the paper stands what was measured on this page, in the paper’s own metric: val_loss after the last update. The tables fill themselves as runs come to their end.",
    none: "No run of the paper’s recipes has come to its end on this page yet. Each empty row says which lesson fills it.",
    from: "Filled from the runs at",
    setup: (/** @type {{ size: string, data: string, seed: string, runs: number }} */ v) =>
      `${v.size}, ${v.data}, seed ${v.seed} (${v.runs === 1 ? "1 run" : `${v.runs} runs`})`,
    captions: {
      summary: "Performance summary (section 5.2)",
      rates: "Learning rates (section 3.3)",
      regularization: "Dropout and weight decay (section 3.3)",
    },
    columns: {
      configuration: "Configuration",
      rate: "Learning rate",
      here: "On this page",
      paper: "In the paper",
      loss: "val_loss",
      improvement: "Better than the baseline",
    },
    rows: {
      champion: "Dropout 0.05, weight decay 0.1",
      dropout: "Dropout 0.1, weight decay 0.1",
      decay: "Dropout 0.05, weight decay 0.05",
    },
    inPaper: (/** @type {string} */ value) => `in the paper ${value}`,
    knob: (/** @type {string} */ field, /** @type {string} */ here, /** @type {string} */ paper) =>
      `${field} ${here}, in the paper ${paper}`,
    own: "not among the paper’s",
    fill: (/** @type {string} */ lesson) => `Filled by “${lesson}”`,
    noWindow: "none: no whole window",
    noWindowWhy: (/** @type {string} */ span) =>
      `Where the held-back headlines fill no whole window of ${span} tokens there is no val_loss: use more headlines, or a smaller batch.`,
    noBaseline:
      "Per cent need the baseline of the same set-up: the lesson “SGD vs AdamW” trains it.",
    slightly: "slightly worse, no figure",
    baseline: "–",
    unit: "nats per character, lower is better",
    percent: (/** @type {string} */ n) => `${n} %`,
    same: "The set-up is the paper’s, as far as the page can tell.",
    apart: (/** @type {string} */ list) =>
      `The runs on this page were trained in another set-up than the paper’s: ${list}. So compare which row is lower than which, not how low it is.`,
    madeUp: "made-up headlines",
    unknownData: (/** @type {string} */ name) =>
      `the headlines of ${name}, which may not be the paper’s`,
    fields: {
      n_layer: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `${here} layers (${paper})`,
      n_head: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `${here} heads (${paper})`,
      d_model: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `width ${here} (${paper})`,
      vocab_size: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `a vocabulary of ${here} (${paper})`,
      block_size: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `blocks of ${here} tokens (${paper})`,
      batch_size: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `batches of ${here} blocks (${paper})`,
      epochs: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `${here} epochs (${paper})`,
      titles: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `${here} headlines (${paper})`,
      val_frac: (/** @type {string} */ here, /** @type {string} */ paper) =>
        `a share of ${here} held back (${paper})`,
      seed: (/** @type {string} */ here, /** @type {string} */ paper) => `seed ${here} (${paper})`,
    },
    steps: (/** @type {string} */ steps) => `${steps} steps`,
    params: (/** @type {string} */ here, /** @type {string} */ paper) =>
      `${here} parameters (paper: ${paper})`,
  },

  meaning: {
    open: "What is a nat?",
    title: "What the numbers mean",
    lead: "Every loss on this page is surprise: how improbable the model found what came next. Here it is in words, with the figures of your own runs.",
    none: "No run has been measured yet. Train one, and its figures stand here; until then these are the paper’s first and last.",
    run: "In the figures of",
    nat: {
      title: "A nat",
      text: "What the model gave the probability p surprises it by −ln p nats. What was certain surprises by 0.",
      caption: "Surprise by probability",
      probability: "Probability",
      nats: "Nats",
      oneIn: (/** @type {string} */ n) => (n === "1" ? "certain" : `1 in ${n}`),
    },
    words: {
      title: (/** @type {string} */ name) => `${name} in words`,
      paperTitle: "The paper in words",
      at: (/** @type {{ name: string, loss: string, choices: string, step: string }} */ v) =>
        `At step ${v.step} ${v.name} is at ${v.loss} nats per character. So, taken all together, each character of the held-back headlines surprises it as much as a guess among ${v.choices} equally likely ones would.`,
      token: (/** @type {{ chars: string, nats: string, choices: string, vocab: string }} */ v) =>
        `It does not read characters but tokens, ${v.chars} characters each. A token costs it ${v.nats} nats: a guess among ${v.choices} tokens, out of ${v.vocab} that there are.`,
      lower: (
        /** @type {{ low: string, lowLoss: string, high: string, highLoss: string, nats: string, char: string, token: string, headline: string, chars: string }} */ v,
      ) =>
        `${v.high} is at ${v.highLoss}, ${v.nats} above ${v.low} at ${v.lowLoss}. That is a factor of ${v.char} for each character: ${v.low} finds the right one that many times as probable. For a token it is ${v.token} times, and for a headline of ${v.chars} characters about ${v.headline} times.`,
      paper: (
        /** @type {{ high: string, low: string, nats: string, char: string, token: string, highChoices: string, lowChoices: string }} */ v,
      ) =>
        `The paper’s baseline ended at ${v.high} nats per character, a guess among ${v.highChoices} equally likely characters, and its champion at ${v.low}, a guess among ${v.lowChoices}. The ${v.nats} between them are a factor of ${v.char} for each character, or ${v.token} for a token of 4.375 characters.`,
    },
    units: {
      title: "The same in other units",
      caption: (/** @type {string} */ name) => `The last reading of ${name} in every unit`,
      unit: "Unit",
      random: "Guessing at random",
      nats: "nats per character",
      bits: "bits per character",
      natsToken: "nats per token",
      perplexity: "perplexity per token",
      valLoss: "nats per character, by the paper’s windows",
      bitsHow: "nats ÷ ln 2",
      tokenHow: "the same sum over its tokens",
      perplexityHow: "e to the nats per token",
      full: "val_loss_full",
      paper: "val_loss",
      tokenName: "val_loss_token",
      notYet: "not at this step",
      noWindow: "no whole window",
    },
    two: {
      title: "Two validation losses",
      full: (/** @type {{ tokens: string, chars: string }} */ v) =>
        `val_loss_full counts every held-back token but the first, which has nothing before it: ${v.tokens} tokens, shared out over ${v.chars} characters. Charts, gaps, verdicts and the list of runs use it.`,
      paper: (/** @type {{ span: string, windows: string, counted: string, share: string }} */ v) =>
        `val_loss is the paper’s. It cuts the held-back text into windows of ${v.span} tokens, one batch and one more, drops what is left over, and still divides by all characters: ${v.windows} windows, ${v.counted} tokens, ${v.share} of them. So it reads lower, and by how much depends on the batch. The paper’s tables use it; the page measures it at the first and the last evaluation, and where one falls on the end of an epoch.`,
      none: (/** @type {{ span: string, tokens: string }} */ v) =>
        `val_loss, the paper’s, needs a whole window of ${v.span} tokens, and ${v.tokens} are held back: these headlines have none.`,
      uniform: (/** @type {{ vocab: string, tokens: string, chars: string, full: string }} */ v) =>
        `Guessing at random costs ln ${v.vocab} nats for each token counted: ln ${v.vocab} × ${v.tokens} ÷ ${v.chars} = ${v.full} nats per character.`,
      uniformPaper: (/** @type {string} */ paper) =>
        `Over the tokens of the windows it is ${paper}: each curve has the line of its own tokens.`,
    },
  },

  /** The view for a projector. */
  present: {
    open: "Present",
    hint: "The question, the chart and the writers on the whole screen",
    leave: "Leave (Esc)",
  },

  /** A lesson in another page. */
  embed: { whole: "The whole page: Headline Lab" },

  share: {
    open: "Share",
    title: "Share",
    lead: "Who opens the link trains anew on a machine of their own: it holds the lesson, and neither runs nor headlines.",
    link: "Link to this page",
    copy: "Copy the link",
    copied: "Copied.",
    byHand: "The link is selected: copy it with Ctrl C or ⌘ C.",
    own: "This address leads every device to itself. For others, open the page under this machine’s name in the network, or on a static host.",
    codeOf: (/** @type {string} */ link) => `QR code of ${link}`,
    tooLong: "The link is too long for a code: copy it instead.",
    showCode: "Show the code",
    hideCode: "Hide the code",
    large: "The link as a code",
  },

  /** One file for a class: made by the teacher, opened by a drop. */
  pack: {
    title: "Class pack",
    lead: "One file for the whole class, made in this tab: the headlines in use, their tokenizer, and the lesson or question with its recipes as they stand. Whoever drops it on this page trains on the same tokens and the same held-back headlines, so that losses compare; nothing is fetched.",
    warning: (/** @type {string} */ n, /** @type {string} */ name) =>
      `The ${n} headlines of ${name} are inside, to be read by whoever has the file.`,
    withRecording: (/** @type {number} */ n) =>
      n === 1
        ? "The run on the screen goes in as a recording."
        : `The ${n} runs on the screen go in as a recording.`,
    withoutRecording:
      "No recording goes in: for one, train the lesson to its end first, and change nothing after it.",
    make: "Make the class pack",
    making: "Making the pack…",
    made: (/** @type {string} */ name, /** @type {string} */ kilobytes) =>
      `Made: ${name}, ${kilobytes} kB.`,
    failed: (/** @type {string} */ why) => `There is no pack: ${why}`,
    /** A title that its own tokens do not give back. */
    unknown:
      "The vocabulary lacks characters of these headlines, so they can’t be written out again. Choose the headlines again, then make the pack.",
    tooLarge: (
      /** @type {string} */ part,
      /** @type {string} */ megabytes,
      /** @type {string} */ most,
    ) => `${part} has ${megabytes} MB, more than the ${most} it may. Use a part of the headlines.`,
    open: "Open a class pack",
    opening: (/** @type {string} */ file) => `Opening ${file}…`,
    opened: (
      /** @type {{ file: string, titles: string, lesson: string, recorded: boolean }} */ v,
    ) =>
      `Opened ${v.file}: ${v.titles} headlines, prepared as they were where it was made, and “${v.lesson}”${v.recorded ? ", with a recording of it" : ""}. The button trains it here.`,
    watch: "Watch its recording",
    close: "Close",
    recording: "from the class pack",
    busy: (/** @type {string} */ file) =>
      `${file} was not opened: a training is under way. Stop it, then drop the pack again.`,
    /** Files that were given together with a pack. */
    left: (/** @type {string} */ file, /** @type {number} */ n) =>
      n === 1
        ? `A class pack is opened alone: the file beside ${file} was left. Give it once more, without the pack.`
        : `A class pack is opened alone: the ${n} files beside ${file} were left. Give them once more, without the pack.`,
    refused: {
      told: (/** @type {string} */ file, /** @type {string} */ why) =>
        `${file} was not opened: ${why} Nothing was changed.`,
      other: "it is not a class pack. Ask for the file that ends in .headlinepack.",
      newer:
        "a newer Headline Lab made it. Reload this page while it has a network, then drop it again.",
      large: (/** @type {string} */ megabytes, /** @type {string} */ most) =>
        `it has ${megabytes} MB, more than the ${most} it may. Ask for one of fewer headlines.`,
      damaged: (/** @type {string} */ why) =>
        `the file is damaged (${why}). Fetch it again, whole.`,
      /** Why it is damaged, as a zip. */
      zip: {
        none: "it is no zip, or was cut off",
        many: (/** @type {number} */ n, /** @type {number} */ most) =>
          `it holds ${n} files, more than the ${most} it may`,
        list: "its list of files is broken",
        path: (/** @type {string} */ path) => `its file “${path}” leads out of it`,
        twice: (/** @type {string} */ path) => `it holds “${path}” twice`,
        cut: "it was cut off",
        overlap: "its files overlap",
        locked: "it has a password",
        method: "it is packed in another way",
        sizes: "its sizes can’t be",
        large: (
          /** @type {string} */ path,
          /** @type {number} */ bytes,
          /** @type {number} */ most,
        ) => `${path} has ${bytes} bytes, more than the ${most} it may`,
        damaged: (/** @type {string} */ path) => `${path} is damaged`,
      },
      part: (/** @type {string} */ part, /** @type {string} */ why) =>
        `${part} in it can’t be used (${why}). Fetch the file again, or ask for a new one.`,
      missing: (/** @type {string} */ part) =>
        `${part} is missing from it or has another size. Fetch the file again, or ask for a new one.`,
      twice: "it is there twice",
      count: "it has another number of headlines than it says",
      lesson:
        "this page does not know its lesson or its recipes. Reload the page while it has a network, then drop it again.",
      sizes:
        "this page cuts and tokenizes headlines of its size differently from the one that made it. Use the same version of the page.",
      differs:
        "what came of its headlines is not what its maker had, so losses would not compare. Ask for a new pack.",
    },
  },

  /** What a student hands in: the form, and the file that it makes. */
  handin: {
    title: "Hand-in",
    lead: "One HTML file with the question, your guess, the curves, the runs and what you conclude. It is made in this tab and goes to your downloads.",
    conclusion: "What do you conclude, and from what?",
    author: "Name, if you like",
    withTitles: "Put the training headlines into the file",
    make: "Make the hand-in",
    none: "Train first: there is no run to hand in yet.",
    holds: (/** @type {number} */ n) =>
      n === 1 ? "It will hold 1 run." : `It will hold ${n} runs.`,
    /** A run's row has a button of that name. */
    left: (/** @type {string[]} */ names) =>
      `Left out, as other headlines or other tokens do not compare: ${names.join(", ")}. “Save the run file” in ${names.length === 1 ? "its row" : "their rows"} keeps ${names.length === 1 ? "it" : "them"}.`,
    made: (/** @type {string} */ name, /** @type {string} */ kilobytes) =>
      `Made: ${name}, ${kilobytes} kB.`,
    tooLarge: "These runs do not fit into a file of 1 MB: begin again with fewer of them.",
    /** How the file's name begins. */
    file: "headline-lab",
    page: {
      kind: "Hand-in",
      title: (/** @type {string} */ question, /** @type {string} */ author) =>
        [question, author, "Headline Lab"].filter(Boolean).join(" · "),
      author: "By",
      guess: "Guess before the training",
      outcome: "What came out lowest",
      noOutcome: "not to be told from these runs",
      data: "Headlines",
      split: (
        /** @type {string} */ which,
        /** @type {string} */ train,
        /** @type {string} */ val,
      ) => `${which}: ${train} to train on, ${val} held back`,
      fingerprints: "Fingerprints (SHA-256)",
      fingerprint: { train: "to train on", val: "held back", tokenizer: "tokenizer" },
      conclusion: "Conclusion",
      noConclusion: "None was written.",
      found: "What came out",
      table: "The runs as a table",
      run: "Run",
      steps: "Steps",
      lossColumn: "Validation loss",
      loss: "Validation loss (val_loss_full) after the last evaluation, in nats per character; lower is better.",
      written: "What they wrote",
      shared: "What all runs share",
      configuration: "Configuration",
      engine: (/** @type {string} */ version) => `Headline Lab ${version}`,
      inside: "The run file is inside this file, as a JSON block at its end.",
      noTitles: "It holds no training headlines.",
      titles: (/** @type {string} */ n, /** @type {string} */ all) =>
        `It holds ${n} of the ${all} training headlines.`,
    },
  },

  time: {
    seconds: (/** @type {string} */ n) => `${n} s`,
    minutes: (/** @type {string} */ n) => `${n} min`,
    hours: (/** @type {string} */ h, /** @type {string} */ m) => `${h} h ${m} min`,
  },

  number: {
    percent: (/** @type {string} */ n) => `${n} %`,
    millions: (/** @type {string} */ n) => `${n} M`,
  },

  /** A field's label, or a title, within a sentence. */
  inSentence: (/** @type {string} */ label) => label.toLowerCase(),

  /** What the engine's presets and sizes are called; the paper's own labels stay as they are. */
  presets: /** @type {Record<string, string>} */ ({
    baseline: "SGD, the first try",
    epic1: "AdamW + warm-up",
    epic2: "AdamW, modern parts",
    champion: "AdamW, tuned",
  }),
  sizes: /** @type {Record<string, string>} */ ({
    tiny: "Tiny",
    classroom: "Classroom",
    medium: "Medium",
    paper: "Paper",
  }),
};

/** What a language has to say. @typedef {typeof english} Words */

/** The page's words, in the language that it speaks. @type {Words} */
export const text = language === "de" ? (await import("./text.de.js")).german : english;
