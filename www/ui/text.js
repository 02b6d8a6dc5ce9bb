/**
 * Every word that the page shows or speaks. One file, so that a second language is a second file of the same shape.
 * No sentence here states an outcome: those are made from the runs by functions that take the numbers.
 */

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

/** The language's numbers and words. */
export const text = {
  locale: "en",
  name: "Headline Lab",
  motto: "A small GPT trains in this tab, on your own processor",
  skip: "Skip to the experiment",
  lessons: "Lessons",
  dismiss: "Dismiss",

  lesson: {
    sgdVsAdamw: {
      title: "SGD vs AdamW",
      setup:
        "Two copies of one small GPT learn to write headlines. Only the training recipe differs.",
      question: "Which learns faster?",
    },
    one: {
      setup: "One small GPT learns to write headlines, from random weights.",
      question: "How far does it get?",
    },
    twins: {
      setup: "Two copies of one small GPT learn to write headlines, by the same recipe.",
      question: "Do they end alike?",
    },
    several: {
      setup: "Two small GPTs learn to write headlines. They differ in several things.",
      question: "Which learns faster?",
    },
    fields: (/** @type {string[]} */ names) => ({
      setup: `Two small GPTs learn to write headlines. Only this differs: ${names.join(" and ")}.`,
      question: "Which learns faster?",
    }),
  },

  prediction: {
    legend: "Your guess first, if you like",
    same: "no difference",
    kept: (/** @type {string} */ guess) => `You guessed ${guess}.`,
    right: (/** @type {string} */ guess) => `You guessed ${guess}, and so it came out in this run.`,
    wrong: (/** @type {string} */ guess, /** @type {string} */ outcome) =>
      `You guessed ${guess}; in this run it was ${outcome}.`,
    open: (/** @type {string} */ guess) =>
      `You guessed ${guess}; this run was stopped too early to tell.`,
  },

  chart: {
    label: "Chart of the losses",
    title: "Surprise per character",
    unit: "nats, on headlines held back from training; lower is better",
    x: "headlines read",
    guessing: "guessing at random",
    legendBold: "held-back headlines (validation)",
    legendFaint: "training",
    legendGlance: "a glance at part of the held-back ones",
    idle: "Nothing has been trained yet.",
    sameStart: "Same weights, same headlines, same order: both start from one point.",
    started: "Training. The first reading comes after the first update.",
    early: "Too early to tell.",
    one: (/** @type {string} */ name, /** @type {string} */ loss) =>
      `${name} is at ${loss} nats per character.`,
    leads: (
      /** @type {string} */ a,
      /** @type {string} */ b,
      /** @type {string} */ nats,
      /** @type {string} */ percent,
    ) => `${a} is ${nats} nats per character (${percent}) below ${b}.`,
    gapNats: (/** @type {string} */ nats) => `${nats} nats`,
    gapPercent: (/** @type {string} */ percent) => `${percent} lower`,
    gapSteps: (
      /** @type {string} */ a,
      /** @type {string} */ b,
      /** @type {string} */ n,
      /** @type {string} */ all,
    ) => `${a} was where ${b} ended after ${n} of ${all} steps`,
    diverged: (/** @type {string} */ name, /** @type {string} */ step) =>
      `${name} diverged at step ${step}. The other run goes on.`,
    summary: (/** @type {string} */ parts) => `Validation loss over headlines read. ${parts}`,
    summaryRun: (
      /** @type {string} */ name,
      /** @type {string} */ from,
      /** @type {string} */ to,
      /** @type {string} */ read,
    ) => `${name}: from ${from} to ${to} nats per character after ${read} headlines.`,
    table: "Readings as a table",
    tableCaption: "Validation loss (val_loss_full) in nats per character. Glances are left out.",
    tableStep: "Step",
    tableRead: "Headlines read",
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
    failed: "The run broke off. Its curve is kept up to there.",
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
    again: "Train again",
    preparing: "Getting ready…",
    pause: "Pause",
    pausing: "Pausing…",
    goOn: "Go on",
    step: "Step",
    stop: "Stop",
    stepHint: "One update of each run, then pause",
    tenTimes: "What if the rate were ten times higher?",
    back: "Back to SGD vs AdamW",
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
  },

  line: {
    label: "About this page",
    threads: (/** @type {number} */ n) => (n === 1 ? "1 thread" : `${n} threads`),
    module: (/** @type {string} */ name) => `${name} module`,
    params: (/** @type {string} */ n) => `${n} parameters a model`,
    synthetic: "the sample's headlines are made up",
    why: "Why this module?",
    nat: "What is a nat?",
    natText:
      "A nat measures surprise. A token that the model gave the probability p surprises it by −ln p nats: a certain one by 0, one in a thousand by 6.9. The chart divides by the characters of the text, so that different vocabularies compare. 1 nat is 1.44 bits.",
  },

  panels: {
    close: "Close",
    mine: {
      title: "Your headlines",
      lead: "One headline a line (.txt), or a table with a column of headlines (.csv). They stay in this tab.",
      file: "Choose a file",
      drop: "or drop a .txt or .csv file here",
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
      sizeHint: "Model and data, for both",
      shared: "both runs",
      moreFirst: "More",
      moreSecond: "And more",
      add: "Compare with a second recipe",
      removeOther: (/** @type {string} */ name) => `Leave out ${name}`,
      groups: { model: "The model", training: "The training", data: "The headlines" },
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
      seed: "Seed",
      hints: {
        temperature: "0 always takes the likeliest token",
        top_k: "only the k likeliest; 0 is off",
        top_p: "only the likeliest that add up to p",
        seed: "the same seed, the same headlines",
      },
      from: (/** @type {string} */ run, /** @type {string} */ step, /** @type {string} */ seed) =>
        `${run}, step ${step}, seed ${seed}`,
      count: "How many",
      go: "Write",
      stop: "Stop writing",
      none: "Train first: there is no model yet.",
      list: "Headlines written",
    },
  },

  runs: {
    title: "The runs",
    configuration: "Configuration",
    configurationOf: (/** @type {string} */ name) => `Configuration of ${name}`,
    field: "Field",
    value: "Value",
    status: "Status",
    loss: "Validation loss",
    step: "Step",
    speed: "Tokens a second",
    time: "Time in its own steps",
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
    released: "Its weights were let go to save memory; curve and configuration are kept.",
    states: {
      planned: "planned",
      ready: "ready",
      queued: "waiting for memory",
      running: "training",
      pausing: "pausing",
      paused: "paused",
      stopped: "stopped",
      finished: "finished",
      diverged: "diverged",
      failed: "broke off",
    },
  },

  /** A preset's label, with the paper's beside it unless it holds it already. */
  presetName: (/** @type {string} */ label, /** @type {string} */ paper) =>
    label.includes(paper) ? label : `${label} (${paper})`,

  names: {
    optimizer: { sgd: "SGD", adamw: "AdamW" },
    /** How a field is named inside a run's name. */
    rate: (/** @type {string} */ v) => `rate ${v}`,
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

  problems: {
    load: (/** @type {string} */ why) => `The trainer could not be loaded: ${why}`,
    loadKept: "Nothing was lost. Reload the page, or open it in a current browser.",
    data: "The headlines in use are as before.",
    config: "The recipe in use is as before.",
    run: "Curves and headlines so far are kept.",
    unknown: (/** @type {string} */ why) => `Something went wrong: ${why}`,
    kept: "What you see on the page is kept. Train again, or reload if it stays.",
  },

  announce: {
    started: "Training has started.",
    paused: "Paused.",
    data: (/** @type {string} */ name) => `${name} is ready.`,
    wrote: (/** @type {string} */ n) => `${n} headlines written.`,
  },

  time: {
    seconds: (/** @type {string} */ n) => `${n} s`,
    minutes: (/** @type {string} */ n) => `${n} min`,
    hours: (/** @type {string} */ h, /** @type {string} */ m) => `${h} h ${m} min`,
  },
};
