/**
 * The page's words in German, in the shape of text.js. Whoever is addressed is "du"; quotations from the paper stay in
 * its own language.
 */

/** A formatted number that shows as nothing. @param {string} number */
const isNothing = (number) => /^[0,]+$/.test(number);

/** How a loss differs. @param {string} nats @param {number} change */
const lowerOrHigher = (nats, change) =>
  isNothing(nats) ? "gleich" : `um ${nats} ${change < 0 ? "niedriger" : "höher"}`;

/** The same where there is little room. @param {string} nats @param {number} change */
const lowerOrHigherShort = (nats, change) =>
  isNothing(nats) ? "gleich" : `${nats} ${change < 0 ? "tiefer" : "höher"}`;

/** @param {string[]} names */
const joined = (names) => names.join(" und ");

/** Numbers of runs, in words. */
const numbers = "kein ein zwei drei vier fünf sechs sieben acht neun zehn".split(" ");

/** A number in words, or its digits. @param {number} n */
const inWords = (n) => numbers[n] ?? n;

/** @param {string} sentence */
const capital = (sentence) => sentence[0].toUpperCase() + sentence.slice(1);

/** @type {Words["fields"]} */
const fields = {
  n_layer: {
    label: "Schichten",
    hint: "Transformer-Blöcke, einer nach dem anderen. Mehr können mehr lernen, und jeder Schritt dauert länger.",
  },
  n_head: {
    label: "Köpfe",
    hint: "Wie viele Aufmerksamkeitsmuster jede Schicht nebeneinander hat. Muss die Breite teilen.",
  },
  d_model: {
    label: "Breite",
    hint: "Zahlen, die im Modell für ein Token stehen. Der Aufwand wächst mit ihrem Quadrat.",
  },
  vocab_size: {
    label: "Vokabular",
    hint: "Verschiedene Tokens, aus den Schlagzeilen gelernt. Häufige Wörter werden ein Token, seltene mehrere.",
  },
  block_size: {
    label: "Block",
    hint: "Tokens, die das Modell auf einmal sieht. Eine Schlagzeile hat selten mehr als 30.",
  },
  dropout: {
    label: "Dropout",
    hint: "Anteil der Aktivierungen, die beim Training zufällig abgeschaltet werden: gegen Auswendiglernen.",
  },
  norm: {
    label: "Norm",
    hint: "Wie Aktivierungen in ihrer Größenordnung bleiben. RMSNorm lässt den Mittelwert in Ruhe und ist etwas billiger.",
  },
  position: {
    label: "Position",
    hint: "Woher das Modell die Reihenfolge kennt: aus einer gelernten Tabelle oder aus Drehungen der Queries und Keys (RoPE).",
  },
  init: {
    label: "Anfangsgewichte",
    hint: "GPT-2 zieht alle Gewichte mit der Streuung 0,02, He je nach Zahl der Eingänge.",
  },
  optimizer: {
    label: "Optimierer",
    hint: "Wie aus einem Gradienten ein Schritt wird. AdamW gibt jedem Gewicht seine eigene Schrittweite, SGD allen dieselbe.",
  },
  lr: {
    label: "Lernrate",
    hint: "Größe eines Schritts. Ist sie zu klein, wird wenig gelernt; ist sie zu groß, bricht das Training zusammen.",
  },
  momentum: {
    label: "Momentum",
    hint: "Nur SGD: wie viel vom letzten Schritt im nächsten bleibt.",
  },
  beta1: { label: "Beta 1", hint: "Nur AdamW: Gedächtnis des mittleren Gradienten." },
  beta2: { label: "Beta 2", hint: "Nur AdamW: Gedächtnis des mittleren quadrierten Gradienten." },
  eps: {
    label: "Epsilon",
    hint: "Nur AdamW: hält die Division endlich, wo Gradienten verschwinden.",
  },
  weight_decay: {
    label: "Gewichtszerfall",
    hint: "Zieht jedes Gewicht bei jedem Schritt ein wenig zur Null (weight decay).",
  },
  schedule: {
    label: "Ratenplan",
    hint: "Wie sich die Lernrate im Lauf ändert: gleichbleibend, fallend oder erst steigend (Warm-up) und dann fallend.",
  },
  warmup_frac: {
    label: "Warm-up",
    hint: "Anteil des Laufs, in dem die Lernrate von null an steigt.",
  },
  min_lr_frac: {
    label: "Endrate",
    hint: "Wo der Plan mit Warm-up endet, als Anteil der Lernrate.",
  },
  grad_clip: {
    label: "Kappung",
    hint: "Längster erlaubter Gradient; ein längerer wird gekürzt. 0 schaltet das ab.",
  },
  epochs: { label: "Epochen", hint: "Wie oft der Lauf durch alle Trainingsschlagzeilen geht." },
  steps: { label: "Schritte", hint: "Schritte insgesamt. 0 zählt nach Epochen." },
  batch_size: { label: "Batch", hint: "Blöcke in einem Schritt." },
  micro_batch_size: {
    label: "Mikro-Batch",
    hint: "Blöcke, die auf einmal berechnet werden; der Schritt ist derselbe, bis auf Rundung. 0 wählt selbst.",
  },
  titles: {
    label: "Schlagzeilen",
    hint: "Wie viele verwendet werden, zufällig aus allen gezogen.",
  },
  val_frac: {
    label: "Zurückgehalten",
    hint: "Anteil, auf dem kein Lauf trainiert, zum Messen (Validierung).",
  },
  shuffle: { label: "Mischen", hint: "Die Schlagzeilen vor dem Aufteilen mischen." },
  data_seed: {
    label: "Daten-Startwert",
    hint: "Welche Mischung. Derselbe Startwert teilt die Schlagzeilen gleich auf.",
  },
  evals_per_epoch: {
    label: "Messungen",
    hint: "Messungen auf den zurückgehaltenen Schlagzeilen in jeder Epoche.",
  },
  seed: {
    label: "Startwert",
    hint: "Anfangsgewichte, Dropout und Schreibproben (seed). Derselbe Startwert lässt zwei Läufe mit denselben Gewichten beginnen.",
  },
};

/** Its own words stay in its own language. @type {Words["paperSays"]} */
const paperSays = {
  optimizer:
    "Das Paper: AdamW statt SGD, mit eigener Lernrate, eigenem Zerfall und Warm-up, brachte es von 1,753271 auf 1,3095; „the optimizer change alone“ schreibt es 90\u00a0% der Verbesserung zu.",
  lr: "Das Paper: Von fünf Lernraten von 2e-4 bis 8e-4 endete die größte am niedrigsten, bei 1,273568; 2e-4 endete bei 1,339260.",
  weight_decay: "Das Paper: 0,05 „performed slightly worse than 0.1“; eine Zahl nennt es nicht.",
  dropout: "Das Paper: 0,05 endete um 0,001 niedriger als 0,1, bei 1,272478.",
  norm: "Das Paper: RMSNorm, RoPE und He zusammen endeten um 0,091 höher, bei 1,401; den Mittelwert abzuziehen, wie LayerNorm es tut, mache ein kleines Modell ruhiger, meint es.",
  position:
    "Das Paper: RoPE, RMSNorm und He zusammen endeten um 0,091 höher, bei 1,401; Schlagzeilen, meist unter 20 Tokens lang, brauchten die Reichweite von RoPE nicht, sagt es.",
  init: "Das Paper: He, RMSNorm und RoPE zusammen endeten um 0,091 höher, bei 1,401; einen Lauf mit He allein nennt es nicht.",
  schedule:
    "Das Paper: Seine Baseline fällt als Kosinus ohne Warm-up, seine anderen Läufe beginnen mit Warm-up; einen Lauf, in dem nur das anders ist, nennt es nicht.",
  warmup_frac: "Das Paper: 0,1 der Schritte; es nennt keinen anderen Wert.",
  min_lr_frac:
    "Das Paper: ein Kosinus bis auf 10\u00a0% des Höchstwerts; es nennt keinen anderen Wert.",
  beta1: "Das Paper: 0,9; es nennt keinen anderen Wert.",
  beta2: "Das Paper: 0,999; es nennt keinen anderen Wert.",
  eps: "Das Paper: 1e-8; es nennt keinen anderen Wert.",
  n_layer: "Das Paper: 6.",
  n_head: "Das Paper: 8.",
  d_model: "Das Paper: 512.",
  block_size: "Das Paper: 128; Schlagzeilen seien „inherently short (<20 tokens typically)“.",
  batch_size: "Das Paper: 64.",
  epochs: "Das Paper: 7.",
  titles: "Das Paper: 100.000 Schlagzeilen von Hacker News.",
  val_frac: "Das Paper: 10\u00a0% zur Validierung.",
  seed: "Das Paper: 1337.",
};

/** @type {Words["lesson"]} */
const lesson = {
  "sgd-vs-adamw": {
    title: "SGD oder AdamW",
    go: "Zurück zu SGD oder AdamW",
    setup:
      "Zwei Kopien eines kleinen GPT lernen, Schlagzeilen zu schreiben. Nur das Rezept ist anders.",
    question: "Welche lernt schneller?",
    look: "Beide beginnen mit denselben Gewichten und lesen dieselben Schlagzeilen in derselben Reihenfolge. Achte darauf, wo die Linien auseinandergehen und was jede Kopie bis dahin schreiben kann.",
    columns: ["SGD", "AdamW"],
    paper: "",
  },
  "fair-to-sgd": {
    title: "Ist das fair für SGD?",
    go: "Ist das fair für SGD?",
    setup: "SGD noch einmal, mit Lernraten aus einer Suche, ohne und mit Momentum.",
    question: "Wie viel des Abstands lag an der Lernrate?",
    look: "Alle vier beginnen mit denselben Gewichten und lesen dieselben Batches. Achte darauf, wie viel vom Abstand zwischen dem ersten Versuch mit SGD und AdamW die beiden anderen SGD-Linien zurücklegen. Ihre Lernraten stammen aus einer Suche bei der Größe Klassenzimmer (docs/results.md); bei einer anderen Größe sind sie nur geborgt.",
    columns: ["SGD", "AdamW"],
    paper: "das Paper nennt keine andere Lernrate für SGD",
  },
  "one-change": {
    title: "Eine Änderung nach der anderen",
    go: "Eine Änderung nach der anderen",
    setup: "Der erste Versuch des Papers, dann nacheinander dazu: Warm-up, AdamW, Gewichtszerfall.",
    question: "Welche Änderung bringt den Gewinn?",
    look: "Jeder Balken zeigt, was eine Änderung gegenüber dem Lauf davor gebracht hat. Die Reihenfolge zählt: Eine Änderung, die hier nichts bringt, könnte nach einer anderen etwas bringen.",
    columns: ["SGD, ohne Warm-up", "AdamW, Zerfall 0,1"],
    paper: "das Paper schreibt „the optimizer change alone“ 90\u00a0% zu",
  },
  "ten-times": {
    title: "Zehnfache Lernrate",
    go: "Und bei zehnfacher Lernrate?",
    setup: "AdamW wie zuvor und AdamW mit seiner zehnfachen Lernrate.",
    question: "Welches Modell lernt schneller?",
    look: "Ein größerer Schritt ist nicht immer ein schnellerer. Im Warm-up steigen beide Lernraten von null an, eine davon zehnmal so weit: Achte darauf, ob die Linien auseinandergehen und wo.",
    columns: ["AdamW", "AdamW, zehnfach"],
    paper: "",
  },
  "modern-parts": {
    title: "Moderne Teile",
    go: "Moderne Teile",
    setup: "Ein Rezept, fünf Modelle: einfache Teile, drei moderne zusammen und jedes für sich.",
    question: "Helfen moderne Teile?",
    look: "Das Paper hat drei Teile auf einmal geändert: Norm, Position und Anfangsgewichte. Einem Bündel sieht man nicht an, welcher seiner Teile was bewirkt. Achte darauf, ob jeder der drei allein in dieselbe Richtung geht wie das Bündel.",
    columns: ["einfache Teile", "RMSNorm + RoPE + He"],
    paper: "die einfachen Teile des Papers endeten niedriger, bei 1,310 gegenüber 1,401",
  },
  "learning-rates": {
    title: "Lernraten",
    go: "Lernraten",
    setup:
      "Ein Rezept mit sieben Lernraten: die fünf des Papers, angepasst, und je eine weit außen.",
    question: "Welche Lernrate endet am niedrigsten?",
    look: "Eine zu kleine Lernrate kriecht, eine zu große springt hin und her oder bricht ab. Achte darauf, ob der Lauf, der früh vorn liegt, auch am niedrigsten endet.",
    columns: ["die kleinste Lernrate", "die Lernrate dieser Größe"],
    paper: "im Paper endete die größte seiner fünf Lernraten am niedrigsten",
  },
  dropout: {
    title: "Dropout",
    go: "Dropout 0,1 oder 0,05?",
    setup:
      "Ein Lauf zweimal: Beim Training sind 10\u00a0% oder 5\u00a0% der Aktivierungen abgeschaltet.",
    question: "Hilft weniger Dropout?",
    look: "Dropout soll gegen Auswendiglernen helfen. Je seltener jede Schlagzeile gelesen wird, desto weniger lässt sich auswendig lernen; achte also auf beide Linien: kräftig auf zurückgehaltenen Schlagzeilen, blass auf denen des Trainings.",
    columns: ["Dropout 0,05", "Dropout 0,1"],
    paper: "im Paper endete der Lauf mit 0,05 um 0,001 niedriger",
  },
  "weight-decay": {
    title: "Gewichtszerfall",
    go: "Gewichtszerfall 0,1 oder 0,05?",
    setup: "Ein Lauf zweimal, mit Gewichtszerfall 0,1 und mit 0,05.",
    question: "Hilft weniger Zerfall?",
    look: "Der Zerfall zieht jedes Gewicht bei jedem Schritt ein wenig zur Null, um Lernrate mal Zerfall. Achte darauf, wie weit die Linien auseinandergehen, falls sie es tun.",
    columns: ["Zerfall 0,1", "Zerfall 0,05"],
    paper: "das Paper fand 0,05 „slightly worse“",
  },
  ask: {
    title: "Stell eine Frage",
    go: "Stell eine Frage",
    setup: "",
    question: "",
    look: "",
    columns: ["", ""],
    paper: "",
  },
};

/** How a training breaks off. @type {Record<string, string>} */
const faults = {
  memory: "Der Speicher ist ausgegangen",
  thread: "Ein Thread des Trainings ist stehen geblieben",
  worker: "Das Training ist mit einem Fehler abgebrochen",
};

const wholeFile = "hole die ganze Datei noch einmal";
const unpacked = "entpacke die Datei und wähle aus, was darin ist";
const withHeadlines = "wähle eine Datei, in der Schlagzeilen stehen";
const useAPart = "nimm einen Teil davon";
const jsonShape =
  "es muss eine Liste von Texten oder von Datensätzen sein, oder in jeder Zeile ein Text oder Datensatz";

/** Why headlines are not read. @type {Words["problems"]["unread"]} */
const unread = {
  empty: ({ name }) => [`„${name}“ ist leer`, withHeadlines],
  noHeadlines: ({ name }) => [
    `In „${name}“ steht keine Schlagzeile`,
    "wähle eine Datei mit einer Schlagzeile je Zeile oder einer Spalte davon",
  ],
  noFile: () => ["Es gibt keine Datei zu lesen", withHeadlines],
  noneLeft: () => ["So bleibt keine Schlagzeile übrig", "lass weniger davon weg"],

  tooLarge: ({ name, size, most }) => [
    `„${name}“ hat ${size} MB, und auf einmal gelesen werden höchstens ${most}`,
    useAPart,
  ],
  tooLargeTogether: ({ name, others, size, most }) => [
    `„${name}“ und ${others === "1" ? "eine weitere Datei" : `${others} weitere Dateien`} haben ${size} MB, und auf einmal gelesen werden höchstens ${most}`,
    useAPart,
  ],
  unpacksTooLarge: ({ name, most }) => [
    `„${name}“ hat ausgepackt mehr als die ${most} MB, die auf einmal gelesen werden`,
    useAPart,
  ],
  tooManyHeadlines: ({ name, most }) => [
    `In „${name}“ stehen mehr als die ${most} Schlagzeilen, die auf einmal gelesen werden`,
    useAPart,
  ],
  longHeadline: ({ name, most, place }) => [
    `In „${name}“ hat die Schlagzeile Nummer ${place} mehr als ${most} Zeichen`,
    "jede Schlagzeile steht in einer eigenen Zeile",
  ],

  notEncoded: ({ name, encoding, byte }) => [
    `„${name}“ ist kein Text in ${encoding}: Byte ${byte} ist nicht zu lesen`,
    "speichere die Datei als UTF-8 und wähle sie noch einmal",
  ],
  binary: ({ name, byte }) => [
    `„${name}“ ist kein Text: Byte ${byte} ist null`,
    "wähle einen Text, eine Tabelle (.csv, .tsv, .parquet) oder JSON",
  ],
  openQuote: ({ name, row }) => [
    `In „${name}“ öffnet Zeile ${row} ein Anführungszeichen, das nie geschlossen wird`,
    "berichtige die Zeile oder schneide die Datei davor ab",
  ],
  noTexts: ({ name }) => [
    `In „${name}“ stehen keine Texte`,
    "wähle eine Datei mit einer Spalte voll Schlagzeilen",
  ],

  longRecord: ({ name, most, line }) => [
    `In „${name}“ hat der Datensatz in Zeile ${line} mehr als ${most} Zeichen`,
    jsonShape,
  ],
  longElement: ({ name, most, element }) => [
    `In „${name}“ hat Element ${element} mehr als ${most} Zeichen`,
    jsonShape,
  ],
  tooDeep: ({ name, levels, element }) => [
    `In „${name}“ ist Element ${element} tiefer als ${levels} Ebenen verschachtelt`,
    jsonShape,
  ],
  endsInList: ({ name, elements }) => [
    `„${name}“ endet mitten in der Liste (ganze Elemente bis dahin: ${elements})`,
    wholeFile,
  ],
  notJson: ({ name, record }) => [
    `„${name}“ ist in Datensatz ${record} kein JSON`,
    "berichtige den Datensatz oder schneide die Datei davor ab",
  ],

  officeDocument: ({ name }) => [
    `„${name}“ ist ein Dokument eines Office-Programms`,
    "speichere die Tabelle daraus als CSV und wähle diese",
  ],
  noFilesInside: ({ name }) => [`In „${name}“ sind keine Dateien`, withHeadlines],
  nothingReadInside: ({ name }) => [
    `In „${name}“ ist weder Text noch Tabelle noch JSON`,
    withHeadlines,
  ],
  manyFilesInside: ({ name, most }) => [
    `In „${name}“ sind mehr als ${most} Dateien`,
    "entpacke die Datei und wähle einige davon",
  ],
  packedTwice: ({ name }) => [`„${name}“ ist mehr als einmal gepackt`, unpacked],
  leadsOut: ({ name, path }) => [
    `In „${name}“ ist eine Datei, „${path}“, die aus dem Archiv hinausführt`,
    unpacked,
  ],
  sameTwice: ({ name, path }) => [`In „${name}“ ist „${path}“ zweimal`, unpacked],
  locked: ({ name }) => [`„${name}“ ist durch ein Passwort geschützt`, unpacked],
  unknownPacking: ({ name, method }) => [
    `„${name}“ ist auf eine Art gepackt, die hier nicht gelesen wird (${method})`,
    unpacked,
  ],
  damaged: ({ name }) => [`„${name}“ ist abgeschnitten oder beschädigt`, wholeFile],
  damagedList: ({ name }) => [
    `„${name}“ ist abgeschnitten oder beschädigt: Die Liste der Dateien darin ist nicht zu lesen`,
    wholeFile,
  ],

  noTextColumn: ({ name }) => [
    `„${name}“ hat keine Spalte mit Text`,
    "wähle eine Datei mit einer Spalte voll Schlagzeilen",
  ],
  unknownCodec: ({ name, codec }) => [
    `„${name}“ ist mit ${codec} gepackt, was hier nicht gelesen wird`,
    "schreibe die Datei mit snappy oder zstd",
  ],
  rowsDiffer: ({ name }) => [
    `„${name}“ ist abgeschnitten oder beschädigt: Die Zahlen der Zeilen stimmen nicht überein`,
    wholeFile,
  ],
  fewerRows: ({ name }) => [
    `„${name}“ ist abgeschnitten oder beschädigt: Es sind weniger Zeilen da, als angegeben`,
    wholeFile,
  ],
  // What the library said is English, and helps nobody who has to fetch the file again.
  damagedInside: ({ name }) => [`„${name}“ ist abgeschnitten oder beschädigt`, wholeFile],

  sampleUnreached: ({ path }) => [
    `Die Beispieldatei ${path} war nicht zu holen`,
    "prüfe die Verbindung und versuche es noch einmal",
  ],
  sampleAnswered: ({ path, status }) => [
    `Die Beispieldatei ${path} war nicht zu holen (HTTP ${status})`,
    "lade die Seite neu",
  ],
};

/** What the engine refuses. @type {Words["problems"]["refusal"]} */
function refused(v) {
  switch (v.kind) {
    case "whole":
      return `${fields[v.field].label} kann nicht ${v.value} sein: Nimm eine ganze Zahl von ${v.from} bis ${v.to}.`;
    case "upTo":
      return `${fields[v.field].label} kann nicht ${v.value} sein: Nimm eine Zahl von ${v.from} bis ${v.to}.`;
    case "below":
      return `${fields[v.field].label} kann nicht ${v.value} sein: Nimm eine Zahl von ${v.from} bis unter ${v.to}.`;
    case "either":
      return `${fields[v.field].label} ${v.value} lässt sich nicht auf die Köpfe aufteilen: Nimm ${v.one} oder ${v.other}.`;
    case "evenHeads":
      return `RoPE braucht je Kopf eine gerade Breite: Nimm die Breite ${v.width} oder eine gelernte Tabelle.`;
    case "tooLarge":
      return "Dieses Modell ist größer, als ein Browser es fassen kann: Nimm weniger Breite, Schichten oder Vokabular.";
    case "noValidation":
      return "So bleibt nichts zum Messen: Halte einen Anteil der Schlagzeilen zurück, etwa 0,1.";
    case "memory": {
      const remedy =
        v.remedy === "delete"
          ? "Lösche einen Lauf und versuche es noch einmal"
          : v.remedy === "smaller"
            ? "Nimm weniger Breite oder Schichten"
            : `Nimm die Größe ${v.remedy.size}`;
      return `Dafür braucht es etwa ${v.size} Speicher, mehr, als hier frei ist: ${remedy}.`;
    }
    case "disposed":
      return "Das Trainingsmodul wurde beendet: Lade die Seite neu.";
    case "unknown":
      return `„${v.value}“ gibt es auf dieser Seite nicht mehr.`;
    case "tooFew":
      return `${v.found === "1" ? "Eine Schlagzeile ist" : `${v.found} Schlagzeilen sind`} zu wenig für Batches von ${v.batch} × ${v.block} Tokens, wenn ${v.percent}\u00a0% zurückgehalten werden: Etwa ${v.needed} würden reichen, oder nimm einen kleineren Batch oder Block.`;
    case "tooManySteps":
      return `${v.epochs} Epochen mit je ${v.steps} Schritten sind mehr als die ${v.most} Schritte, die ein Lauf haben kann: Nimm weniger Epochen oder größere Batches.`;
  }
}

/** @type {Words} */
export const german = {
  locale: "de",
  name: "Headline Lab",
  description:
    "Trainiere zwei Kopien eines kleinen GPT auf Schlagzeilen, im Browser-Tab, und sieh, wie viel das Trainingsrezept ausmacht.",
  other: {
    language: "en",
    name: "English",
    hint: "This page in English",
    newTab: "This page in English, in a new tab: what was trained here stays in this one.",
  },
  skip: "Zum Experiment springen",
  lessons: "Lektionen",
  dismiss: "Ausblenden",

  lesson,

  lessonTitle: (id) => lesson[id]?.title ?? id,

  head: {
    one: {
      setup: "Ein kleines GPT lernt, Schlagzeilen zu schreiben, von zufälligen Gewichten aus.",
      question: "Wie weit kommt es?",
    },
    twins: {
      setup:
        "Kopien eines kleinen GPT lernen, Schlagzeilen zu schreiben, alle nach demselben Rezept.",
      question: "Enden sie gleich?",
    },
    several: (n) => ({
      setup: `${n} kleine GPTs lernen, Schlagzeilen zu schreiben. Sie unterscheiden sich in mehreren Dingen.`,
      question: "Welches lernt schneller?",
    }),
    fields: (n, names) => ({
      setup: `${n} kleine GPTs lernen, Schlagzeilen zu schreiben. Nur dies ist verschieden: ${joined(names)}.`,
      question: "Welches lernt schneller?",
    }),
  },

  size: {
    label: "Größe dieser Lektion",
    short: "Größe",
    hint: (n) => `${n} Läufe dieser Größe`,
  },

  side: {
    label: "Neben dem Diagramm",
    writers: "Was sie schreiben",
    paper: "Neben dem Paper",
    column: (n) => `Lauf in der ${n} Spalte`,
    first: "ersten",
    second: "zweiten",
  },

  numbers,

  beside: {
    caption:
      "Der Verlust jedes Laufs hier und im Paper, und wie er von dem Lauf abweicht, an dem er gemessen wird.",
    run: "Lauf",
    here: "Hier",
    paper: "Paper",
    against: (name) => `Gegen ${name}`,
    before: "Gegen den Lauf davor",
    change: lowerOrHigherShort,
    look: "Worauf du achten kannst",
    found: "Was herauskam",
    cite: (section) => `das Paper, ${/^\d/.test(section) ? `Abschnitt ${section}` : section}`,
    at: (rate) => `bei ${rate}`,
    note: "Hier: val_loss_full, Nats pro Zeichen, ein Startwert. Paper: sein val_loss, mit seiner Größe und seinen Schlagzeilen. Vergleichbar sind die Unterschiede, nicht die Höhen.",
  },

  findings: {
    percent: (n) => `${n === "-0" ? "0" : n}\u00a0%`,
    difference: lowerOrHigher,
    pair: (difference, share, paper) =>
      `AdamW endete, verglichen mit SGD, ${difference} (${share}); der Champion des Papers endete ${paper} unter dessen Baseline.`,
    severalThings:
      "Die zwei Rezepte unterscheiden sich in mehrerem zugleich, auch in der Lernrate: „Ist das fair für SGD?“ und „Eine Änderung nach der anderen“ nehmen sie auseinander.",
    noGap:
      "AdamW endete hier nicht unter dem ersten Versuch mit SGD; es gibt also keinen Abstand zu erklären.",
    closed: (v) =>
      `Von den ${v.gap} Nats zwischen dem ersten Versuch mit SGD und AdamW legt SGD mit der gesuchten Lernrate ${v.rate} zurück und mit Momentum ${v.momentum}.`,
    left: (name, difference) =>
      `Verglichen mit dem besseren der zwei anderen Läufe mit SGD (${name}) endete AdamW ${difference}.`,
    borrowed:
      "Die zwei anderen Lernraten für SGD wurden bei der Größe Klassenzimmer gefunden; bei dieser können andere besser sein.",
    oneRate:
      "Das Paper vergleicht AdamW nur mit SGD bei 0,006 (Abschnitt 2.1); es nennt keine andere Lernrate und kein Momentum.",
    noGain:
      "Der letzte Lauf endete hier nicht unter dem ersten; es gibt keinen Gewinn zu verteilen.",
    steps: (v) =>
      `Von den insgesamt gewonnenen ${v.total} Nats brachte das Warm-up ${v.warm}, AdamW mit seiner Lernrate ${v.adamw}, der Zerfall ${v.decay}.`,
    rateToo: (from, to) =>
      `Mit AdamW ändert sich auch die Lernrate, von ${from} auf ${to}: Das eine braucht das andere; der Optimierer allein wurde also weder hier noch im Paper geprüft.`,
    agrees: "wie im Paper, wo es um 0,091 höher war",
    contradicts: "anders als im Paper, wo es um 0,091 höher war",
    unsure: "so wenig, dass ein anderer Startwert es umdrehen kann; im Paper war es um 0,091 höher",
    bundle: (difference, verdict) =>
      `Alle drei zusammen endeten, verglichen mit den einfachen Teilen, ${difference}: ${verdict}.`,
    alone: (parts) =>
      `Jedes allein, verglichen mit den einfachen Teilen: ${parts.join("; ")}. Das Paper hat sie nicht einzeln ausprobiert.`,
    highestRate: "die größte ausprobierte; eine noch größere könnte also besser sein",
    lowestRate: "die kleinste ausprobierte",
    betweenRates: "größere und kleinere wurden ausprobiert",
    bestRate: (rate, edge) => `Lernrate ${rate} endete hier am niedrigsten, ${edge}.`,
    paperRate: "Im Paper endete 8e-4 am niedrigsten, die größte, die es ausprobiert hat.",
    rateBroke: {
      diverged: (rate) => `${rate} ist divergiert`,
      failed: (rate) => `${rate} ist abgebrochen`,
    },
    rateAbove: (rate, nats) => `${rate} endete ${nats} darüber`,
    sides: (parts) => (parts.length > 0 ? `Von den äußersten: ${joined(parts)}.` : ""),
    two: (a, b, difference) => `Mit ${a} endete der Lauf, verglichen mit ${b}, ${difference}.`,
    oneSeed:
      "Das ist so wenig, dass ein anderer Startwert es umdrehen kann. Auch das Paper hatte nur einen Startwert.",
  },

  next: {
    time: (time) => `etwa ${time}`,
    back: (title) => `Zurück zu: ${title}`,
  },

  recorded: {
    watch: "Aufnahmen",
    label: "Aufnahme",
    standing: "aufgenommen, nicht hier trainiert",
    play: "Abspielen",
    pause: "Pause",
    again: "Noch einmal abspielen",
    position: "Stelle in der Aufnahme",
    at: (step, steps) => `Schritt ${step} von ${steps}`,
    speed: "Tempo",
    speedHint: "Bei 1× dauert eine ganze Aufnahme eine Minute.",
    times: (n) => `${n}×`,
    which: "Aufnahme von",
    atSize: (size) => `Größe ${size}`,
    under: "Unter meine Läufe zeichnen",
    remove: "Aufgenommene Linien entfernen",
    leave: "Zurück zum Training",
    named: (name, size) =>
      size === null ? `${name}, aufgenommen` : `${name}, aufgenommen (${size})`,
    missing:
      "Die Aufnahme konnte nicht geladen werden. Prüfe die Verbindung und versuche es noch einmal.",
  },

  prediction: {
    legend: "Erst dein Tipp, wenn du magst",
    legendMade: "Dein Tipp",
    legendNone: "Diesmal ohne Tipp",
    legendMany: "Dein Tipp: Was endet am niedrigsten?",
    none: "kein Tipp",
    same: "kein Unterschied",
    close: "zu knapp, um es zu sagen",
    kept: (guess) => `Dein Tipp: ${guess}.`,
    right: (guess) => `Dein Tipp war ${guess}, und so kam es in diesem Lauf.`,
    wrong: (guess, outcome) => `Dein Tipp war ${guess}; in diesem Lauf war es: ${outcome}.`,
    open: (guess) => `Dein Tipp war ${guess}; dieser Lauf wurde zu früh gestoppt, um es zu sagen.`,
  },

  chart: {
    label: "Diagramm der Verluste",
    guessing: "blind geraten",
    legendBold: "zurückgehaltene Schlagzeilen (Validierung)",
    legendFaint: "Training",
    legendGlance: "Stichprobe aus den zurückgehaltenen",
    idle: "Noch ist nichts trainiert.",
    press: (button, n) =>
      n === 1
        ? `Drücke „${button}“ und sieh, wie tief die Linie fällt.`
        : `Drücke „${button}“ und sieh, ob die Linien auseinandergehen.`,
    sameStart:
      "Gleiche Gewichte, gleiche Schlagzeilen, gleiche Reihenfolge: Beide beginnen an einem Punkt.",
    sameStartAll:
      "Gleiche Gewichte, gleiche Schlagzeilen, gleiche Reihenfolge: Alle beginnen an einem Punkt.",
    sameWhere:
      "Gleiche Schlagzeilen und Reihenfolge; gleiche Anfangsgewichte, wo die Modelle gleiche Teile haben.",
    sameHeadlines:
      "Gleiche Schlagzeilen in gleicher Reihenfolge; Läufe mit gleichem Startwert beginnen mit gleichen Gewichten.",
    started: "Das Training läuft. Die erste Messung kommt nach dem ersten Schritt.",
    early: "Noch zu früh, um es zu sagen.",
    queued: (n, count) =>
      `${capital(n)} ${count === 1 ? "Lauf wartet" : "Läufe warten"} auf Speicher.`,
    waiting: (n, count) =>
      `${capital(n)} ${count === 1 ? "Lauf wartet, bis er" : "Läufe warten, bis sie"} an der Reihe ${count === 1 ? "ist" : "sind"}.`,
    one: (name, loss) => `${name} liegt bei ${loss} Nats pro Zeichen.`,
    lowest: (name, loss, next, nats) =>
      `${name} liegt am niedrigsten, bei ${loss} Nats pro Zeichen; ${next} folgt ${nats} darüber.`,
    lowestTied: (names, nats, high, highLoss) =>
      `${names.join("; ")} liegen höchstens ${nats} Nats auseinander, zu nah für eine Reihenfolge; ${high} liegt am höchsten, bei ${highLoss}.`,
    lowestAll: (nats) =>
      `Alle liegen höchstens ${nats} Nats pro Zeichen auseinander, zu nah für eine Reihenfolge.`,
    leads: (a, b, nats, percent) => `${a} liegt ${nats} Nats pro Zeichen (${percent}) unter ${b}.`,
    gapPercent: (percent) => `${percent} niedriger`,
    gapAfter: (lower, read) => `${lower} nach ${read} Schlagzeilen`,
    gapSteps: (a, b, n, all) => `${a} war nach ${n} von ${all} Schritten, wo ${b} endete`,
    diverged: (name, step) =>
      `${name} ist bei Schritt ${step} divergiert; die Kurve bleibt. Der Rest läuft weiter.`,
    failed: (name, step) =>
      `${name} ist bei Schritt ${step} abgebrochen; die Kurve bleibt. Der Rest läuft weiter.`,
    paperLevel: (name, loss) => `${name} im Paper: ${loss}`,
    paperRate: (rate, loss) => `Rate ${rate} im Paper: ${loss}`,
    summary: ([y, x], parts) => `${y}, waagerecht ${x}: ${parts}.`,
    summaryNone: "noch ist nichts gemessen",
    summaryRun: (name, from, to, read) => `${name} von ${from} auf ${to} nach ${read}`,
    summaryMany: (n, low, high) => `${n} Läufe, am tiefsten ${low}, am höchsten ${high}`,
    summaryEnd: (name, loss, read) => `${name} bei ${loss} nach ${read}`,
    table: "Messungen als Tabelle",
    tableCaption: (what) => `${what}. Stichproben sind nicht dabei.`,
    tableStep: "Schritt",
    tableAt: (loss, place) => `${loss} (${place})`,
    axes: {
      open: "Achsen und Export",
      label: "Achsen und Export",
      along: "Waagerecht",
      up: "Senkrecht",
      log: "logarithmisch",
      smooth: "Trainingslinie",
      smoothing: (n) => (n === "0" ? "wie gemessen" : `Mittel aus ${n} Schritten`),
      paper: "Werte des Papers",
      paperHint:
        "Der val_loss des Papers nach dem letzten Schritt, mit seiner Größe und seinen Schlagzeilen.",
      paperNone: "Das Paper nennt keinen Lauf wie diese.",
      paperToken: "Die Werte des Papers gelten pro Zeichen: Es hat andere Tokens.",
      stripsLabel: "Lernrate und Gradientennorm",
      gap: "Abstand zwischen",
      gapAnd: "und",
      gapNone: "keinem anderen Lauf",
      zoom: "Zoom",
      zoomInShort: "näher",
      zoomOutShort: "weiter",
      allShort: "alles",
      zoomIn: "Vergrößern",
      zoomOut: "Verkleinern",
      zoomHint: "Ziehen über dem Diagramm tut es auch; ein Doppelklick zeigt alles.",
      all: "Alles zeigen",
      first: "Wie am Anfang",
      recordedSeconds: "Aufgenommene Läufe haben keine Sekunden.",
      save: "Speichern",
      saveAs: (kind) => `Das Diagramm als ${kind} speichern`,
      saveReadings: "Alle Messungen als CSV speichern",
      saveFailed: (why) => `Das Bild konnte nicht erzeugt werden: ${why}`,
      strips: { lr: "Lernrate", grad_norm: "Gradientennorm, vor der Kappung" },
      x: {
        headlines: {
          option: "Schlagzeilen",
          label: "gelesene Schlagzeilen",
          column: "Gelesene Schlagzeilen",
          of: (n) => `${n} Schlagzeilen`,
        },
        steps: { option: "Schritte", label: "Schritte", column: "", of: (n) => `Schritt ${n}` },
        tokens: {
          option: "Tokens",
          label: "gelesene Tokens",
          column: "Gelesene Tokens",
          of: (n) => `${n} Tokens`,
        },
        epochs: {
          option: "Epochen",
          label: "Epochen",
          column: "Epochen",
          of: (n) => `Epoche ${n}`,
        },
        seconds: {
          option: "Sekunden",
          label: "Sekunden in den Schritten eines Laufs",
          column: "",
          of: (n) => `${n}\u00a0s`,
        },
      },
      y: {
        natsChar: {
          option: "Nats pro Zeichen",
          title: "Überraschung pro Zeichen",
          unit: "Nats, auf zurückgehaltenen Schlagzeilen; weniger ist besser",
          loss: "Validierungsverlust",
          table: "Validierungsverlust (val_loss_full) in Nats pro Zeichen",
          of: (n) => `${n} Nats pro Zeichen`,
          gap: (n) => `${n} Nats`,
        },
        natsToken: {
          option: "Nats pro Token",
          title: "Überraschung pro Token",
          unit: "Nats, auf zurückgehaltenen Schlagzeilen; weniger ist besser",
          loss: "Validierungsverlust pro Token",
          table: "Validierungsverlust (val_loss_token) in Nats pro Token",
          of: (n) => `${n} Nats pro Token`,
          gap: (n) => `${n} Nats pro Token`,
        },
        bitsChar: {
          option: "Bits pro Zeichen",
          title: "Überraschung pro Zeichen",
          unit: "Bits, auf zurückgehaltenen Schlagzeilen; weniger ist besser",
          loss: "Validierungsverlust",
          table: "Validierungsverlust (val_loss_full ÷ ln 2) in Bits pro Zeichen",
          of: (n) => `${n} Bits pro Zeichen`,
          gap: (n) => `${n} Bits`,
        },
        perplexity: {
          option: "Perplexität pro Token",
          title: "Perplexität pro Token",
          unit: "auf zurückgehaltenen Schlagzeilen; weniger ist besser",
          loss: "Perplexität bei der Validierung",
          table: "Perplexität pro Token (e hoch val_loss_token)",
          of: (n) => `Perplexität ${n}`,
          gap: (n) => `${n} an Perplexität`,
        },
      },
    },
    crosshair: {
      label: "Das Diagramm ablesen bei",
      validation: "Validierung",
      training: "Training",
      after: (value, place) => `${value} (bei ${place})`,
      run: (name, loss) => `${name}: ${loss}`,
      gap: (v) => `${v.low} ${v.gap} (${v.percent}) unter ${v.high}`,
      keys: "Plus und Minus zoomen, Escape zeigt alles.",
      rate: "Rate",
      norm: "Norm",
      nothing: "Noch wurde nichts gemessen.",
    },
  },

  ending: {
    gap: (v) =>
      `Nach ${v.read} Schlagzeilen liegt ${v.low} bei ${v.lowLoss} Nats pro Zeichen und ${v.high} bei ${v.highLoss}: ${v.low} endete um ${v.nats} (${v.percent}) niedriger.`,
    reached: (low, high, n, all) =>
      `${low} war schon nach ${n} von ${all} Schritten dort, wo ${high} endete.`,
    none: (a, b, nats, read) =>
      `Nach ${read} Schlagzeilen liegen ${a} und ${b} ${nats} Nats pro Zeichen auseinander: zu wenig, um sie mit einem Startwert zu unterscheiden.`,
    early: (read) => `Nach ${read} Schlagzeilen gestoppt: zu früh, um es zu sagen.`,
    diverged: (name, step) =>
      `${name} ist bei Schritt ${step} divergiert; die Kurve bleibt bis dorthin.`,
    divergedOther: (name, loss) => `${name} endete bei ${loss} Nats pro Zeichen.`,
    one: (name, loss, read) =>
      `Nach ${read} Schlagzeilen liegt ${name} bei ${loss} Nats pro Zeichen.`,
    failed: (names) =>
      names.length === 1
        ? `${names[0]} ist abgebrochen; die Kurve bleibt bis dorthin.`
        : `${names.length === 2 ? joined(names) : "Alle Läufe"} sind abgebrochen; die Kurven bleiben bis dorthin.`,
    many: (v) =>
      `${v.low} endete am niedrigsten, bei ${v.lowLoss} Nats pro Zeichen, ${v.high} am höchsten, bei ${v.highLoss}`,
    tied: (name, nats) =>
      `${name} liegt höchstens ${nats} über dem niedrigsten, und ein anderer Startwert kann die beiden vertauschen`,
    tiedSome: (n, nats) =>
      `${n} andere liegen höchstens ${nats} über dem niedrigsten, und ein anderer Startwert kann sie anders ordnen`,
    tiedAll: (v) =>
      `Alle endeten höchstens ${v.nats} Nats pro Zeichen auseinander, von ${v.low} bei ${v.lowLoss} bis ${v.high} bei ${v.highLoss}; ein anderer Startwert kann sie anders ordnen`,
    broken: {
      diverged: (names) => `${joined(names)} ${names.length === 1 ? "ist" : "sind"} divergiert`,
      failed: (names) => `${joined(names)} ${names.length === 1 ? "ist" : "sind"} abgebrochen`,
    },
  },

  writers: {
    label: "Was jeder Lauf schreibt",
    next: "Nach den Wörtern",
    nextTail: "kommt am ehesten",
    prompt: "Anfang für alle Läufe",
    surprise: "Überraschung, zurückgehaltene Schlagzeile",
    surpriseHint: "je kräftiger, desto mehr",
    wrote: "Schreibt, alles mit einem Startwert",
    hold: "Stillhalten",
    nextOf: (name) => `${name}: die fünf wahrscheinlichsten nächsten Tokens`,
    surpriseOf: (name) => `${name}: Überraschung bei jedem Token, in Nats`,
    wroteOf: (name) => `${name}: geschriebene Schlagzeilen, die neueste zuerst`,
    token: (token, nats) => `${token}: ${nats} Nats`,
    mean: (nats) => `${nats} Nats pro Token`,
    nothing: "Noch nichts geschrieben.",
    empty: "(eine leere Schlagzeile)",
    after: (step) => `Schritt ${step}`,
    space: "␣",
    end: "(Ende)",
    endMark: "¶",
  },

  controls: {
    label: "Training",
    train: "Beide trainieren",
    trainOne: "Trainieren",
    trainAll: (n) => `Alle ${inWords(n)} trainieren`,
    begin(n) {
      if (n === 1) return "Trainieren";
      return n === 2 ? "Beide trainieren" : `Alle ${inWords(n)} trainieren`;
    },
    again: "Neu trainieren",
    preparing: "Wird vorbereitet …",
    pause: "Pause",
    pausing: "Hält an …",
    goOn: "Weiter",
    step: "Schritt",
    stop: "Stopp",
    stepHint: "Ein Schritt jedes Laufs, dann Pause",
    tryMine: "Mit meinen Schlagzeilen",
    mine: "Eigene Schlagzeilen",
    recipe: "Rezept ändern",
    write: "Schreiben lassen",
    progress: "Fortschritt des Trainings",
    facts: {
      time: (time) => `dauert hier etwa ${time}`,
      noTime: "die ersten Sekunden zeigen, wie lange es dauert",
      sample: (n) => `${n} erfundene Schlagzeilen`,
      own: (n, name) => `${n} Schlagzeilen aus ${name}`,
      local: "alles bleibt hier",
      loading: "das Trainingsmodul ist noch nicht geladen",
    },
    step_of: (step, all) => `Schritt ${step} von ${all}`,
    left: (time) => `noch ${time}`,
    speed: (n) => `${n} Tokens pro Sekunde`,
    measuring: "die Zeit wird gemessen",
    took: (time) => `${time} trainiert`,
    changed: "Rezept oder Schlagzeilen haben sich geändert: Das nächste Training verwendet sie.",
    cancel: "Abbrechen",
    longRun: "Über zehn Minuten: am Strom lassen, Deckel offen, diesen Tab vorn.",
  },

  machine: {
    measuring: "es wird gemessen, wie schnell dieses Gerät ist",
    why: (time) => `Winzig, denn Klassenzimmer bräuchte hier etwa ${time}.`,
    classroom: "Doch Klassenzimmer",
  },

  line: {
    label: "Über diese Seite",
    threads: (n) => (n === 1 ? "1 Thread" : `${n} Threads`),
    module: (name) => `Modul ${name}`,
    memory: (size) => `bis zu ${size} Speicher`,
    params: (n) => `${n} Parameter je Modell`,
    synthetic: "die Beispiel-Schlagzeilen sind erfunden",
    why: "Warum dieses Modul?",
  },

  offline: {
    none: "",
    keeping: "",
    ready: "auch ohne Netz bereit",
    newer: "eine neuere Fassung ist da: zum Verwenden neu laden",
  },

  look: {
    title: "Ein Blick auf die Schlagzeilen",
    open: "Ansehen und manche weglassen",
    reading: "Die Schlagzeilen werden gelesen",
    facts: "Was da ist",
    left: "Schlagzeilen übrig",
    leftOf: (left, found) => `${left} von ${found}`,
    repeated: "Wiederholungen, Wort für Wort",
    empty: "Zeilen oder Zellen ohne Schlagzeile",
    perToken: "Zeichen pro Token",
    tokens: "Tokens zum Trainieren",
    steps: "Schritte pro Epoche",
    about: (n) => `etwa ${n}`,
    lengths: "Wie lang sie sind, in Zeichen.",
    lengthsSaid: (from, to, longest) =>
      `Acht von zehn haben ${from} bis ${to}; die längste, die übrig ist, hat ${longest}.`,
    switches: "Weglassen",
    noRepeated: "Wiederholungen einer früheren Schlagzeile",
    shortest: "kürzer als (Zeichen)",
    longest: "länger als (Zeichen)",
    having: "ohne das Wort",
    lacking: "mit dem Wort",
    switchesHint:
      "Das nächste Training liest, was übrig ist; auch seine Fingerabdrücke gelten nur dafür.",
    examples: "Einige davon",
    cut: "Wie der Tokenizer eine Schlagzeile von dir zerlegt",
    pieces: "Tokens dieser Schlagzeile",
    number: (id) => `Token ${id}`,
    unknown: "ein Byte, das im Vokabular fehlt",
    cutInto: (n, each) => `${n} Tokens mit je ${each} Zeichen.`,
  },
  network: {
    open: "Aus dem Netz",
    title: "Schlagzeilen aus dem Netz",
    lead: "Gefragt wird erst, wenn du auf einen Knopf drückst, der sagt, wen. Das tut ein kleiner Rahmen, der als einziger zu diesen Servern darf; die Seite selbst erreicht keinen.",
    source: "Woher",
    sources: {
      hackerNews: "Hacker News, über die Suche",
      dataset: "Der Datensatz des Papers",
    },
    names: {
      hackerNews: (first, last, points) =>
        `Hacker News, ${first === last ? first : `${first} bis ${last}`}${points && `, ab ${points} Punkten`}`,
      dataset: (name) => `${name}, eine Stichprobe`,
    },
    titles: "Schlagzeilen",
    points: "Mit mindestens",
    leastPoints: (n, said) => (n === 1 ? "beliebig vielen Punkten" : `${said} Punkten`),
    firstYear: "Vom Jahr",
    lastYear: "bis zum Jahr",
    asks: (host, requests, size, time) =>
      `${host}, die öffentliche Suche von Hacker News, wird etwa ${requests}-mal gefragt, immer nur eine Frage auf einmal, nach den Beiträgen je eines halben Tages, über diese Jahre ausgelost. Etwa ${size} MB kommen zurück, in etwa ${time}.`,
    pointsHere:
      "Nach Punkten wählt sie nicht aus: Auch Beiträge mit weniger kommen und werden hier weggelassen.",
    sees: (host) =>
      `${host} sieht, nach welchen halben Tagen gefragt wird, und wie jeder Server deine Netzadresse. Deine Schlagzeilen, deine Läufe und Cookies werden nicht gesendet. Wer dasselbe wählt, fragt nach denselben halben Tagen.`,
    notExact: (name, until, licence) =>
      `Die Schlagzeilen des Papers sind eine Stichprobe von ${name}. Welche, ist nicht bekannt; diese sind also eine andere Stichprobe davon, nicht die des Papers: Beiträge bis zum ${until}, Lizenz ${licence}.`,
    asksParts: (host, requests, size) =>
      `${host} wird etwa ${requests}-mal gefragt: nach der Liste der Dateien, nach der Stelle der Titel darin und nach den Titeln ausgeloster Blöcke. Von dort geht es weiter zu eigenen Download-Servern, deren Namen auf hf.co enden. Höchstens etwa ${size} MB kommen zurück.`,
    seesParts:
      "Diese Server sehen, nach welchen Teilen gefragt wird, und wie jeder Server deine Netzadresse. Deine Schlagzeilen, deine Läufe und Cookies werden nicht gesendet. Wer dieselbe Anzahl wählt, hat dieselben Schlagzeilen.",
    ask: (host) => `${host} fragen`,
    progress: "Schlagzeilen aus dem Netz",
    soFar: (n, of) => `${n} von ${of} Schlagzeilen`,
    traffic: (host, requests, size) => `von ${host}, ${requests}-mal gefragt, ${size} MB`,
    again: (what, time) => `${what} In ${time} wird noch einmal gefragt.`,
    stop: "Nicht weiter fragen",
    use: (n) => `Diese ${n} verwenden`,
    useSome: (n) => `Die ${n} bis hierher verwenden`,
    goOn: (host) => `${host} weiter fragen`,
    goOnWhole: (host, size) => `Alle ${size} MB von ${host} laden`,
    done: (n) => `Alle ${n} Schlagzeilen sind da.`,
    fewer: (n, of) => `Mehr als diese ${n} Schlagzeilen gibt es nicht; gefragt war nach ${of}.`,
    stopped: "Angehalten.",
    elsewhere:
      "Ein anderer Tab fragt nach demselben. Dort geht es weiter, und was kommt, ist für beide aufbewahrt.",
    fault: (why) => `Das Fragen endete unerwartet: ${why}`,
    kept: (n) => `Die ${n} Schlagzeilen, die kamen, sind da.`,
    keptNone: "Noch keine Schlagzeile war gekommen.",
    refused: {
      offline: () => "Es gibt gerade kein Netz.",
      unreachable: ({ host }) => `${host} ist nicht zu erreichen.`,
      slow: ({ host, time }) => `Von ${host} kam ${time} lang nichts.`,
      "rate-limited": ({ host, time }) =>
        time ? `${host} möchte eine Pause von ${time}.` : `${host} möchte seltener gefragt werden.`,
      "server-error": ({ host, status }) => `${host} hat selbst einen Fehler (HTTP ${status}).`,
      declined: ({ host, status }) => `${host} antwortet nicht auf diese Frage (HTTP ${status}).`,
      "cut-off": ({ host }) => `Eine Antwort von ${host} brach ab.`,
      malformed: ({ host, detail }) => `Eine Antwort von ${host} ist nicht zu lesen (${detail}).`,
      "too-large": ({ host }) => `Eine Antwort von ${host} ist größer, als gelesen wird.`,
      "no-ranges": ({ host, size }) =>
        `${host} gibt keine Teile seiner Dateien, die ${size} MB haben.`,
      changed: ({ host }) => `Die Dateien bei ${host} sind inzwischen andere.`,
      "no-frame": () => "Der Teil der Seite, der fragt, ließ sich nicht laden.",
    },
    remedies: {
      offline: "Mach weiter, wenn es eines gibt; nach nichts wird zweimal gefragt.",
      unreachable: "Mach später oder in einem anderen Netz weiter, oder nimm eine Datei.",
      slow: "Mach jetzt oder später weiter; nach nichts wird zweimal gefragt.",
      "rate-limited": "Mach danach weiter; nach nichts wird zweimal gefragt.",
      "server-error": "Mach später weiter; nach nichts wird zweimal gefragt.",
      declined: "Mach später weiter, oder nimm eine Datei.",
      "cut-off": "Mach jetzt oder später weiter; nach nichts wird zweimal gefragt.",
      malformed: "Mach später weiter, oder nimm eine Datei.",
      "too-large": "Mach später weiter, oder nimm eine Datei.",
      "no-ranges": "Die ganze Datei zu laden ginge, oder nimm eine eigene.",
      changed: "Lösche, was davon aufbewahrt ist, und frag noch einmal.",
      "no-frame": "Lade die Seite neu, dann mach weiter.",
    },
    keptTitle: "In diesem Browser aufbewahrt",
    keptAll: (n) => `${n} Schlagzeilen`,
    useShort: "Verwenden",
    useNamed: (name) => `Verwenden: ${name}`,
    goOnNamed: (host, name) => `${host} weiter fragen: ${name}`,
    forget: "Löschen",
    forgetNamed: (name) => `Löschen: ${name}`,
    notKept: "Dieser Browser bewahrt für die Seite nichts auf: Was kommt, geht mit dem Tab.",
  },
  panels: {
    close: "Schließen",
    mine: {
      title: "Deine Schlagzeilen",
      lead: "Eine Schlagzeile pro Zeile, oder eine Tabelle oder Liste mit Schlagzeilen darin. Sie bleiben in diesem Tab.",
      file: "Datei wählen",
      drop: "oder hierher ziehen: .txt, .csv, .tsv, .json, .jsonl oder .parquet, auch in .gz oder .zip",
      paste: "oder Schlagzeilen einfügen, eine pro Zeile",
      usePasted: "Eingefügte Schlagzeilen verwenden",
      cancel: "Abbrechen",
      progress: "Die Schlagzeilen werden vorbereitet",
      phases: {
        reading: "Einlesen",
        vocabulary: "Das Vokabular wird gelernt; wie lange das dauert, steht vorher nicht fest",
        encoding: "Aus Schlagzeilen werden Tokens",
      },
      inUse: "Jetzt in Gebrauch",
      titles: "Schlagzeilen",
      split: "Training / zurückgehalten",
      tokens: "Tokens zum Trainieren",
      vocab: "Vokabular",
      unknown: "Unbekannte Bytes",
      unknownSome: "als <unk> geschrieben, das nie gezogen wird",
      longest: "Längste Schlagzeile",
      characters: (n) => `${n} Zeichen`,
      used: (used, found) => `${used} von ${found} verwendet`,
      column: "Spalte mit den Schlagzeilen",
      columnGuess: "Die Seite hat sie erraten. Bei einer anderen Wahl wird die Datei neu gelesen.",
      files: "Woraus sie gelesen wurden",
      fileFacts: (format, encoding, n) =>
        [format.toUpperCase(), encoding, `${n} Schlagzeilen`].filter(Boolean).join(" · "),
      encodingMarked: "mit Byte-Order-Mark",
      encodingGuessed: "erraten",
      pastedName: "den eingefügten Schlagzeilen",
      sampleName: "den erfundenen Schlagzeilen",
      back: "Zurück zu den erfundenen Schlagzeilen",
      ready: (name) => `Bereit: Das nächste Training verwendet Daten aus ${name}.`,
      cancelled: "Abgebrochen. Die verwendeten Schlagzeilen sind wie zuvor.",
    },
    recipe: {
      title: "Das Rezept",
      lead: "Jede Zahl, mit der ein Lauf trainiert wird. Wo sich die Läufe unterscheiden, ist die Zeile markiert; was von der Vorlage abweicht, lässt sich zurücksetzen.",
      run: (letter) => `Lauf ${letter}`,
      preset: "Vorlage",
      size: "Größe",
      sizeHint: "Modell und Daten, für alle Läufe",
      shared: "alle Läufe",
      moreFirst: "Mehr",
      moreSecond: "Noch mehr",
      add: "Mit einem weiteren Rezept vergleichen",
      removeShort: "Weglassen",
      removeOther: (name) => `${name} weglassen`,
      groups: {
        first: "Die üblichen Größen",
        model: "Die Form des Modells",
        training: "Das Training",
        data: "Die Schlagzeilen",
      },
      changedFurther: (n) => `${n} von Hand gesetzt`,
      memory: (size) => `${size} Speicher`,
      time: (time) => `hier etwa ${time}`,
      together: (n) => (n === 2 ? "Beide zusammen" : `Alle ${inWords(n)} zusammen`),
      more: "Alle übrigen Felder",
      reset: (field, value) => `${field} auf den Wert der Vorlage zurücksetzen: ${value}`,
      resetShort: (value) => `↺ ${value}`,
      resetAll: "Auf die Rezepte der Lektion zurücksetzen",
      differs: "hier unterscheiden sich die Läufe",
      bySize: (size, preset, field, from, to) =>
        `Die Größe ${size} ändert bei „${preset}“ dies: ${field} von ${from} auf ${to}.`,
      params: (n) => `${n} Parameter`,
      of: (field, run) => `${field}, ${run}`,
      yes: "ja",
      no: "nein",
    },
    write: {
      title: "Schlagzeilen schreiben",
      lead: "Mit den Gewichten, wie sie gerade sind, auch mitten im Training.",
      run: "Geschrieben von",
      prompt: "Anfang",
      temperature: "Temperatur",
      top_k: "Top k",
      top_p: "Top p",
      max_tokens: "Länge",
      seed: "Startwert",
      hints: {
        temperature: "0 nimmt immer das wahrscheinlichste Token",
        top_k: "nur die k wahrscheinlichsten; 0 ist aus",
        top_p: "nur die wahrscheinlichsten, die zusammen p ergeben; 1 ist aus",
        max_tokens: "höchstens so viele Tokens; 0 heißt: so viele wie nötig",
        seed: "gleicher Startwert, gleiche Schlagzeilen",
      },
      from: (run, step, seed) => `${run}, Schritt ${step}, Startwert ${seed}`,
      count: "Wie viele",
      go: "Schreiben",
      stop: "Schreiben stoppen",
      none: "Erst trainieren: Noch gibt es kein Modell.",
      noneRecorded:
        "Eine Aufnahme hat keine Gewichte, mit denen sie schreiben könnte. Was ihre Läufe geschrieben haben, ist noch da:",
      beside: (n) => (n === 2 ? "Beide nebeneinander" : `Alle ${inWords(n)} nebeneinander`),
      cut: (from) => `${from}, gestoppt`,
      list: "Geschriebene Schlagzeilen",
      nearest: {
        why: "Hat es schreiben gelernt oder auswendig gelernt? Eine Schlagzeile, die Wort für Wort unter den Trainingstiteln steht, ist markiert; zeige auf eine andere, um den nächstliegenden Trainingstitel zu sehen.",
        hint: "Zeige auf eine Schlagzeile, um den nächstliegenden Trainingstitel zu sehen.",
        mark: "wörtlich aus dem Training",
        looking: "Die Trainingstitel werden durchsucht …",
        nothing: "Es gibt keinen Trainingstitel zum Danebenhalten.",
        far: "Kein Trainingstitel hat ein Token mit ihr gemeinsam.",
        exact: (title) => `„${title}“ steht unter den Trainingstiteln.`,
        near: (title, share) =>
          `Nächstliegender Trainingstitel: „${title}“. Gemeinsam sind ${share} der Tokens.`,
      },
      timeline: {
        title: "Im Lauf der Zeit",
        lead: "Was jeder Lauf unterwegs geschrieben hat, jedes Mal mit demselben Startwert und ohne Vorgabe: Nur die Gewichte sind verschieden.",
        none: "Noch nichts geschrieben. Während Läufe trainieren, wird hier festgehalten, was sie bei jeder Messung schreiben.",
        caption: "Schlagzeilen jedes Laufs, nach Schritten, alle mit einem Startwert",
        step: "Schritt",
        whole: (n) => `Alle ${n} behaltenen`,
      },
    },
  },

  inside: {
    open: "Hineinschauen",
    title: "Hineinschauen",
    lead: "Das Paper sagt, warum SGD zurückbleibt: Die Teile eines Transformers haben sehr verschieden große Gradienten. Wenn das der Grund ist, liegen die Linien von SGD weiter auseinander als die von AdamW.",
    none: "Noch wurde nichts gemessen: Diese Linien wachsen, während Läufe trainieren.",
    noneRecorded:
      "Eine Aufnahme enthält keine Messungen der Teile eines Modells. Trainiere die Läufe, um ihre zu sehen.",
    update_ratio: {
      title: "Schrittweite im Verhältnis zum Gewicht",
      how: "‖Δp‖ / (‖p‖ + 1e-8): wie weit ein Schritt die Gewichte eines Teils bewegt, gemessen an ihrer Größe",
    },
    grad_norm: {
      title: "Gradientennorm",
      how: "‖g‖ jedes Teils, vor der Kappung: was der Optimierer bekommt",
    },
    scale:
      "Waagerecht: gelesene Schlagzeilen. Jede Gitterlinie ist das Zehnfache der darunter, und alle Läufe haben dieselbe Skala.",
    parts: {
      embedding: "Token-Einbettung",
      positions: "Positionen",
      "final norm": "letzte Norm",
    },
    block: (n) => `Block ${n}`,
    blocks: (n) => `Blöcke 1 bis ${n}`,
    marks: {
      embedding: "Einb.",
      positions: "Pos.",
      "final norm": "Norm",
    },
    against: (largest, smallest) => `${largest} gegen ${smallest}`,
    spread: {
      update_ratio: (name, n, parts) =>
        `In der mittleren Messung (Median) ist bei ${name} das größte Verhältnis das ${n}-Fache des kleinsten (${parts})`,
      grad_norm: (name, n, parts) =>
        `In der mittleren Messung (Median) ist bei ${name} der größte Gradient das ${n}-Fache des kleinsten (${parts})`,
    },
    spreadAlso: (name, n, parts) => `bei ${name} das ${n}-Fache (${parts})`,
    figure: (name, quantity) => `${name}: ${quantity} jedes Teils über gelesene Schlagzeilen`,
    first:
      "In den Sätzen nicht mitgezählt: der erste Schritt, vor dem gelernte Positionen alle 0 sind.",
    paper: "Was das Paper sagt",
    headline: {
      heading: "Eine Schlagzeile, Token für Token",
      how: "Die Wahrscheinlichkeit, die jeder Lauf jedem Token gab, und die drei, die er an dessen Stelle am wahrscheinlichsten fand.",
      title: "Schlagzeile",
      go: "Lesen lassen",
      pick: "oder wähle eine",
      choose: "eine Schlagzeile wählen",
      held: "Vom Training zurückgehalten",
      written: "Von den Läufen geschrieben",
      none: "Erst trainieren: Noch gibt es kein Modell, das eine lesen könnte.",
      noneRecorded: "Eine Aufnahme hat keine Gewichte, mit denen sie lesen könnte.",
      caption: "Wahrscheinlichkeit jedes Tokens der Schlagzeile, nach Läufen",
      token: "Token",
      gave: "Gegeben",
      likeliest: "Am wahrscheinlichsten",
      step: (step) => `Schritt ${step}`,
      steps: (from, to) => `Schritte ${from} bis ${to}`,
      below: (p) => `unter ${p}`,
      cost: (name, nats) => `${name} mit ${nats} Nats`,
      costs: (list) => `Die ganze Schlagzeile überrascht ${list}.`,
    },
    attention: {
      heading: "Wohin jeder Kopf blickt",
      how: "Jeder Kopf verteilt seine Aufmerksamkeit auf das gelesene Token und alle davor. Die Zeilen einer Karte sind die Tokens, die blicken, die Spalten die, auf die geblickt wird.",
      layer: "Schicht",
      layerOf: (n) => `Schicht ${n}`,
      head: "Kopf dieser Schicht",
      headOf: (n) => `Kopf ${n}`,
      place: (layer, head) => `Schicht ${layer}, Kopf ${head}`,
      lacks: (place) => `Im Modell dieses Laufs gibt es ${place} nicht.`,
      key: "Je kräftiger die Farbe, desto größer der Anteil:",
      start: "Anfang",
      theStart: "der Anfang",
      self: "es selbst",
      token: (token) => `‚${token}‘`,
      share: (name, share) => `${name} ${share}`,
      looks: (token, list) => `${token} verteilt seinen Blick so: ${list}.`,
      only: "Vor dem Anfang steht nichts: Er blickt nur auf sich selbst.",
      tokensOf: (name) => `${name}: worauf jedes Token blickt`,
      even: "In diesem Kopf blickt ein Token auf alles davor fast gleich.",
      mostly: {
        previous: (share) => `In diesem Kopf blickt ein Token vor allem auf das davor (${share}).`,
        first: (share) =>
          `In diesem Kopf blickt ein Token vor allem auf den Anfang (${share}), der ihm als Ruheplatz dient.`,
        itself: (share) => `In diesem Kopf blickt ein Token vor allem auf sich selbst (${share}).`,
      },
      more: {
        previous: (share, even) =>
          `In diesem Kopf gibt ein Token dem davor ${share}; ein gleichmäßiger Blick gäbe ihm ${even}.`,
        first: (share, even) =>
          `In diesem Kopf gibt ein Token dem Anfang ${share}; ein gleichmäßiger Blick gäbe ihm ${even}.`,
        itself: (share, even) =>
          `In diesem Kopf gibt ein Token sich selbst ${share}; ein gleichmäßiger Blick gäbe ihm ${even}.`,
      },
      none: (previous, first, itself) =>
        `In diesem Kopf sticht keine Stelle hervor: Das Token davor bekommt ${previous}, der Anfang ${first}, das Token selbst ${itself}.`,
      evenness: (share) => `Gleichmaß: ${share}.`,
      summary: (list) => `Wie gleichmäßig alle Köpfe zusammen blicken: ${list}.`,
      spread:
        "Das Gleichmaß ist die Entropie eines Blicks als Anteil der größten, die er haben kann: 100\u00a0% ist derselbe Blick auf alles davor, 0\u00a0% ein Blick auf ein einziges Token. Unter jeder kleinen Karte steht es für diesen Kopf.",
      map: (name, place, evenness, habit) =>
        `${name}, ${place}: worauf jedes Token blickt, zu ${evenness} gleichmäßig. ${habit}`,
      table: "Die Karten als Tabelle",
      tableCaption: (place) => `Worauf jedes Token am meisten blickt, ${place}`,
      firstTokens: (n) => `die ersten ${n} Tokens`,
    },
    table: "Mediane als Tabelle",
    tableCaption: (n) => `Mediane der ersten und der zweiten Hälfte der Messungen, ${n}`,
    allRuns: "alle Läufe",
    firstRuns: (n) => `die ersten ${n} Läufe`,
    columns: {
      run: "Lauf",
      part: "Teil",
      update_ratio: "Verhältnis",
      grad_norm: "Gradientennorm",
      first: "erste Hälfte",
      second: "zweite Hälfte",
    },
  },

  kept: {
    here: (used) =>
      `Die Läufe dieser Seite bleiben in diesem Browser und sind beim nächsten Öffnen wieder da: bisher ${used}`,
    room: (free) => `, Platz für weitere ${free}`,
    refused:
      "Dieser Browser bewahrt für die Seite nichts auf: Mit dem Tab sind auch seine Läufe weg.",
    problem: (why) =>
      `Die Läufe werden nicht mehr aufbewahrt. ${why} Was vorher aufbewahrt war, ist noch da.`,
    held: "Der Browser löscht sie nur, wenn du es ihm sagst.",
    loose: "Wird der Platz knapp, darf der Browser sie von sich aus löschen.",
    denied:
      "Der Browser wurde gebeten, sie nicht von sich aus zu löschen, und verspricht es nicht.",
    askToHold: "Darum bitten, es nicht zu tun",
    clear: "Aufbewahrtes löschen",
    sure: "Alle aufbewahrten Läufe löschen?",
    yes: "Löschen",
    no: "Behalten",
    back: "Das Training vom letzten Besuch ist wieder da, angehalten, wo es stand.",
    backBelow: "Das Training vom letzten Besuch steht angehalten bei den früheren Läufen.",
    pausedBefore: (names, step) =>
      `Das Training von ${names.length > 2 ? `${names.length} Läufen` : names.join(" und ")} ist bei Schritt ${step} angehalten.`,
    takeUp: "Damit weitermachen",
    gone: (names) =>
      `Von ${names.join(" und ")} ist nichts mehr aufbewahrt, also lässt sich nichts zurückholen: Trainiere neu.`,
    bringBack: "Zurückholen",
    comesBack: (step, button) =>
      `Drücke „${button}“: Was von ihnen gespeichert ist, bis Schritt ${step}, kommt zurück.`,
    backHere: "Die Läufe sind zurück, wie sie gespeichert waren. Der Knopf macht mit ihnen weiter.",
    elsewhere: "In einem anderen Tab geöffnet, wo er weitergehen kann. Hier lässt er sich ansehen.",
    without: (why) => `Die Kurve ist wieder da, die Gewichte nicht: ${why}`,
    needs: (size) => `im Browser aufbewahrt: ${size}`,
  },

  board: {
    open: "Klassentafel",
    openHint:
      "Für Lehrkräfte: bis zu 60 Abgaben oder Laufdateien auf einmal, nach Frage und Konfiguration.",
    title: "Klassentafel",
    lead: "Lege ab, was die Klasse abgegeben hat: Abgaben (.html) und Laufdateien (.json), bis zu 60 auf einmal. Sie werden in diesem Tab gelesen und gehen nirgendwohin; Namen bleiben verborgen, bis du sie zeigst.",
    choose: "Dateien wählen",
    drop: "oder alle auf einmal hier ablegen",
    tools: "Wie die Tafel gezeigt wird",
    names: "Namen zeigen",
    each: "Eine Linie für jeden Lauf",
    csv: "Tabelle als CSV speichern",
    clear: "Tafel leeren",
    reading: "Die Dateien werden gelesen…",
    holds: (files, runs) =>
      `${files === 1 ? "1 Datei" : `${files} Dateien`}, ${runs === 1 ? "1 Lauf" : `${runs} Läufe`}.`,
    many: (n) => `eine Tafel fasst ${n} Dateien`,
    noRuns: "sie enthält keinen Lauf",
    sameFile: (n) => `sie ist noch einmal Datei ${n}`,
    file: (n) => `Datei ${n}`,
    named: (n, name) => `Datei ${n}, ${name}`,
    noQuestion: "Ohne Frage",
    question: (title, question) => `${title}: ${question}`,
    noData: "Schlagzeilen nicht genannt",
    setup: (size, data, known) =>
      `${size}, ${data}. ${
        known
          ? "Alle Läufe wurden an einem zurückgehaltenen Text gemessen, nach dessen Fingerabdruck."
          : "Fingerabdrücke fehlen: Dass alle an einem zurückgehaltenen Text gemessen wurden, ist aus Name und Größe geschlossen."
      }`,
    caption:
      "Letzter Validierungsverlust (val_loss_full) in Nats pro Zeichen, jeder verschiedene Lauf einmal; Abstände zwischen Läufen einer Datei mit einem Startwert.",
    columns: {
      variant: "Konfiguration",
      runs: "Läufe",
      loss: "Mitte (Median)",
      spread: "Niedrigster bis höchster",
      gap: (name) => `Median-Abstand zu ${name}`,
      notes: "Nicht gezählt",
      file: "Datei",
      guess: "Tipp",
      conclusion: "Schlussfolgerung",
    },
    span: (low, high) => `${low} bis ${high}`,
    single: "nur aus einem",
    twice: (n) => `${n} wie ein anderer`,
    diverged: (n) => `${n} divergiert`,
    cut: (n) => `${n} nicht am Ende`,
    state: { diverged: "divergiert", cut: "nicht am Ende" },
    withGap: (loss, gap) => `${loss} (${gap})`,
    guesses: (n, files) =>
      `${n === 1 ? "1 Tipp" : `${n} Tipps`} vor dem Training, aus ${files === 1 ? "1 Datei" : `${files} Dateien`}`,
    guess: (n, right) => `${n}, davon ${right} wie es herauskam`,
    twins: (sets) =>
      `Ein und derselbe Lauf steckt in den Dateien ${sets.map((numbers) => numbers.join(", ")).join("; in ")}.`,
    twinsMean:
      "Ein Rezept mit einem Startwert gibt auf Geräten einer Art eine Kurve, es kann also ehrliche Arbeit sein. Ein solcher Lauf zählt einmal.",
    files: (n) => (n === 1 ? "Die Datei" : `Alle ${n} Dateien`),
    figure: {
      title: "Überraschung pro Zeichen",
      note: "Nats, Validierung; der Median kräftig, niedrigster bis höchster getönt",
      x: "Schritte",
      variant: (name, loss, n) =>
        `${name}: Median ${loss} am Ende, ${n === 1 ? "1 Lauf" : `${n} Läufe`}.`,
      label: (parts) => `Validierungsverlust über Schritte. ${parts.join(" ")}`,
    },
  },
  apart: {
    none: (a, b) => `Zwischen ${a} und ${b} wird kein Abstand genannt.`,
    texts: {
      val: "die zurückgehaltenen Schlagzeilen",
      tokenizer: "die Tokenizer",
      train: "die Trainingsschlagzeilen",
    },
    differs: (texts) => `Sie wurden nicht am selben Text gemessen, verschieden sind: ${texts}.`,
    tokens:
      "Die Tokenizer sind verschieden, ein Token des einen ist keiner des anderen: pro Zeichen lassen sie sich vergleichen.",
    unknown: (names) =>
      `Die zurückgehaltenen Schlagzeilen von ${names} sind nicht bekannt: Ein Fingerabdruck fehlt.`,
    never: "Nach derselben Zahl von Tokens haben sie keine eigenen Messungen.",
    besides: (a, b, texts) =>
      `${a} und ${b} wurden an denselben zurückgehaltenen Schlagzeilen gemessen; verschieden sind: ${texts}.`,
  },

  takeaway: {
    open: "Modell mitnehmen",
    lead: "Ein Zip mit einem Ordner, den die Bibliotheken von Hugging Face lesen: die Gewichte (model.safetensors), die Form des Modells (config.json, generation_config.json), das Vokabular (tokenizer.json, tokenizer_config.json), die Konfiguration dieser Seite (headline.json) und eine Model Card mit der Kurve (README.md).",
    precision: "Gewichte in",
    full: (size) => `voller Genauigkeit, ${size}`,
    half: (size) => `halber Genauigkeit, ${size}`,
    halfCost:
      "Halbe Genauigkeit braucht halb so viel Platz. Sie rundet jede Zahl um höchstens 2⁻¹¹ ihrer selbst, unter 2⁻¹⁴ um höchstens 2⁻²⁵.",
    megabytes: (n) => `${n} MB`,
    stands: (step, steps) => `Es sind die Gewichte nach Schritt ${step} von ${steps}.`,
    trains:
      "Der Lauf trainiert weiter: Das Zip bekommt die Gewichte, wie sie in dem Moment nach dem letzten Schritt sind; die Model Card sagt, welcher das war.",
    madeUp:
      "Trainiert mit erfundenen Schlagzeilen, die unter der MIT-Lizenz zu dieser Seite gehören; für das Modell gilt sie auch.",
    others:
      "Trainiert mit Sätzen anderer Leute, von denen das Modell manche wörtlich wiederholen kann: Wer es weitergibt, steht für die Rechte daran ein.",
    notGpt2:
      "Die Bibliothek transformers hat kein Modell mit RMSNorm oder RoPE und lehnt dieses ab. Der Befehl headline liest es.",
    make: "Zip erstellen",
    progress: (name) => `Das Zip von ${name} entsteht`,
    weights: "Gewichte werden kopiert",
    cancel: "Abbrechen",
    cancelled: "Abgebrochen; gespeichert wurde nichts.",
    made: (file, size, step) =>
      `${file} geht zu deinen Downloads: ${size}, die Gewichte nach Schritt ${step}.`,
    gone: (name) =>
      `Die Gewichte von ${name} sind nicht mehr da, ein Zip lässt sich daraus nicht machen; trainiere den Lauf noch einmal.`,
    noMemory:
      "Der Browser hat keinen Speicher mehr für eine Kopie der Gewichte: Wähle halbe Genauigkeit oder lösche Läufe, die du nicht mehr brauchst.",
  },

  opened: {
    title: "Geöffnete Läufe",
    lead: "Aus Dateien, nicht hier trainiert. Das Diagramm zeichnet sie dünn; keine Tabelle und kein Urteil zählt sie mit.",
    open: "Laufdatei öffnen",
    drop: "oder Laufdateien, zum Weitermachen gespeicherte Läufe, Abgaben, ein Klassenpaket, Schlagzeilen oder ein Modell hier ablegen. Sie werden in diesem Tab gelesen und gehen nirgendwohin.",
    named: (name) => `${name}, geöffnet`,
    opened: (names) => `Jetzt im Diagramm: ${names.join("; ")}.`,
    left: (name, why) => `${name} blieb draußen: ${why}.`,
    already: (run) => `der Lauf ${run} ist schon da`,
    many: (n) => `mehr als ${n} geöffnete Läufe gehen nicht; lösche erst welche`,
    from: (v) =>
      `Gespeichert am ${v.made} von Headline Lab ${v.version}, Modul ${v.module}, ${v.threads}; Zustand damals: ${v.state}.`,
    data: (name, train, val) =>
      `Schlagzeilen: ${name}, ${train} zum Trainieren, ${val} zurückgehalten.`,
  },
  comeback: {
    open: "Zum Weitermachen speichern",
    lead: "Ein Zip mit allem, wovon dieser Lauf weitergeht, später hier oder auf einem anderen Rechner: run.safetensors (Gewichte, Momente, Schritt, Stelle in den Schlagzeilen), run.json (Kurve, geschriebene Schlagzeilen, Konfiguration, Fingerabdrücke der Daten) und tokenizer.json. Die Schlagzeilen selbst sind nicht darin.",
    stands: (step, steps, size) =>
      `Er steht nach Schritt ${step} von ${steps}; die Datei braucht etwa ${size}.`,
    ended:
      "Er hat alle gemacht und seine Momente losgelassen; was von ihm aus weitertrainiert, beginnt mit neuen.",
    make: "Lauf speichern",
    making: "Der Lauf wird gespeichert",
    made: (file, size, step) =>
      `${file} geht zu deinen Downloads: ${size}, der Lauf nach Schritt ${step}.`,
    gone: (name) =>
      `Die Gewichte von ${name} sind nicht mehr da, zu speichern gibt es nichts; trainiere den Lauf noch einmal.`,
    command: "Ausgepackt geht er mit dem Befehl headline und der Datei seiner Schlagzeilen weiter:",
    commandLabel: "Der Befehl",
    titles: "SCHLAGZEILEN.txt",
    again:
      "Das Zip, oder der Ordner, in den headline geschrieben hat, kommt über „Laufdatei öffnen“ unter der Liste der Läufe zurück, mit denselben Schlagzeilen.",
    reading: (file) => `${file} wird gelesen`,
    preparing: (file) => `Die Schlagzeilen von ${file} werden vorbereitet`,
    cancel: "Abbrechen",
    label: "Schlagzeilen eines Laufs",
    needs: (run, name, n) =>
      name === null
        ? `${run} braucht die Schlagzeilen, mit denen trainiert wurde, höchstens ${n}; wie sie heißen, sagt die Datei nicht. Mit anderen geht der Lauf nicht weiter.`
        : `${run} braucht ${name}, ${n} Schlagzeilen, die weder in der Datei noch hier sind. Mit anderen geht der Lauf nicht weiter.`,
    choose: "Seine Schlagzeilen wählen",
    drop: "oder ihre Datei hier ablegen. Sie wird in diesem Tab gelesen und geht nirgendwohin.",
    others: (name, n, run) =>
      `${name}, ${n} Schlagzeilen: Damit wurde ${run} nicht trainiert, oder sie sind in andere Tokens geschnitten. Auf der Seite hat sich nichts geändert.`,
    leave: "Bleiben lassen",
    back: (name, step) =>
      `${name} ist zurück, wie er nach Schritt ${step} stand, oben bei den Läufen. „Weiter“ trainiert ihn von da an.`,
    backEnded: (name, step) =>
      `${name} ist zurück, wie er nach Schritt ${step} endete, oben bei den Läufen. Er schreibt Schlagzeilen und trainiert weiter.`,
    named: (name) => `${name}, zurück`,
    from: (file, step) =>
      `Kam nach Schritt ${step} aus ${file} zurück und geht von da an weiter. Keine Tabelle und kein Urteil zählt ihn mit.`,
    refused: (file, why) =>
      `${file} wurde nicht geöffnet. ${why} Auf der Seite hat sich nichts geändert.`,
    why: {
      file: {
        none: "Darin ist kein Lauf, der weitergeht: Wähle eine Datei, die diese Seite oder headline gespeichert hat.",
        weights:
          "Darin sind die Gewichte eines Modells und kein Lauf: Nimm seinen ganzen Ordner, um damit Schlagzeilen zu schreiben.",
        version:
          "Eine spätere Version von Headline Lab hat sie gespeichert: Lade die Seite neu, um die neueste zu haben.",
        cut: "Sie endet vor ihrem Lauf: Kopiere oder speichere sie noch einmal.",
        long: "Sie ist länger als ihr Lauf: Kopiere oder speichere sie noch einmal.",
        damaged: "Sie ist beschädigt: Kopiere oder speichere sie noch einmal.",
        gone: "Sie hat sich seit der Auswahl geändert oder ist weg: Wähle sie noch einmal.",
        nan: "Einige ihrer Zahlen sind keine mehr (NaN), aus dem Training würde nichts: Nimm eine ältere Datei des Laufs.",
      },
      tooLarge: (size) =>
        `Ihr Lauf braucht etwa ${size} Speicher, mehr als hier zu haben ist: Mach in headline damit weiter oder auf einem Rechner, der mehr hat.`,
      noRoom: (size) =>
        `Ihr Lauf braucht etwa ${size} Speicher, die neben den Läufen hier nicht frei sind: Lösche einige davon und öffne sie noch einmal.`,
      missing: (name) => `${name} fehlt`,
      part: (name, why) => `zu ${name}: ${why}`,
      another: "run.json erzählt von einem anderen Lauf als run.safetensors",
      because: (why) => `Der Grund: ${why}.`,
    },
  },

  folder: {
    title: "Ein Modell aus Dateien",
    lead: "Ein GPT-2 in einem Ordner für Hugging Face, von dieser Seite mitgenommen oder anderswo gemacht: Es schreibt Schlagzeilen, zeigt, was es als Nächstes erwartet, und trainiert mit deinen Schlagzeilen weiter. Nichts wird hochgeladen.",
    open: "Dateien eines Modells wählen",
    openFolder: "Ordner wählen",
    drop: "oder einen Ordner, dessen Zip oder model.safetensors, config.json und tokenizer.json hier ablegen",
    way: "Mit einem Modell aus Dateien schreiben",
    reading: (name) => `${name} wird gelesen`,
    checking: (name) => `Die Gewichte von ${name} werden geprüft`,
    cancel: "Abbrechen",
    ready: (name) => `Das Modell ${name} ist geöffnet.`,
    loose: "Modell",
    facts: "Was es ist",
    params: "Parameter",
    shape: "Aufbau",
    shapeOf: (v) =>
      `${v.layers} Schichten mit ${v.heads} Köpfen, Breite ${v.width}; liest ${v.block} Tokens auf einmal, aus einem Vokabular von ${v.vocab}; ${v.norm}, ${v.position}${v.tied ? "" : ", eigene Ausgabeschicht"}`,
    file: "Gewichte",
    megabytes: (n) => `${n}\u00a0MB`,
    notes: "Was hier anders gerechnet wird",
    close: "Modell schließen",
    write: "Schreiben lassen",
    writtenBy: (name, seed) => `${name}, Startwert ${seed}`,
    next: "Was es als Nächstes erwartet",
    nextOf: (prompt) => (prompt === "" ? "Am Anfang einer Schlagzeile" : `Nach „${prompt}“`),
    nextHint: "Es folgt dem, was unter „Anfang“ steht.",
    train: {
      title: "Weitertrainieren",
      lead: "Mit Schlagzeilen, die der Tokenizer des Modells zerlegt. Daraus wird ein eigener Lauf im Diagramm, der mit diesen Gewichten beginnt; die Tabellen des Papers lassen ihn aus.",
      file: "Schlagzeilen dafür wählen",
      drop: "oder eine Datei mit ihnen hier ablegen",
      inUse: (name) => `${name} verwenden`,
      chosen: (name) => `Schlagzeilen: ${name}`,
      none: "Wähle zuerst die Schlagzeilen.",
      form: "Das Modell weitertrainieren",
      epochs: "Epochen",
      rate: "Lernrate",
      schedule: "Zeitplan",
      schedules: {
        warmup_cosine: "erst Warm-up, dann Kosinus",
        constant: "durchgehend dieselbe Rate",
      },
      optimizer: (name) => `Mit ${name}; bei wenigen Schlagzeilen werden die Batches kleiner.`,
      go: "So weitertrainieren",
      begun: (name) => `${name} steht unten bei den Läufen.`,
      waits: "Er beginnt, wenn du auf „Weiter“ drückst.",
    },
    why: {
      missing: (names) => `${names.join(" und ")} ${names.length === 1 ? "fehlt" : "fehlen"}`,
      shards:
        "seine Gewichte stehen in mehreren Dateien (model-00001-of-…); speichere sie als ein model.safetensors",
      pickled: (name) =>
        `${name} wird nicht gelesen, weil eine solche Datei Programme starten kann; speichere die Gewichte als model.safetensors`,
      otherName: (name) => `seine Gewichte heißen ${name}; nenne sie model.safetensors`,
      several: (folders) =>
        `mehr als ein Ordner darin enthält ein Modell (${folders.slice(0, 3).join(", ")}); gib nur einen`,
      large: (file, size, most) =>
        `${file} hat ${size}, mehr als die ${most}, die sich hier lesen lassen`,
      unreadable: (file) => `${file} ist kein Text oder hat sich inzwischen geändert`,
      zipBroken: "es ist kein vollständiges Zip",
      zipLarge: "es ist ein Zip von mehr als 4\u00a0GB",
      zipMany: (n) => `es enthält mehr als ${n} Dateien; so viele hat kein Modell`,
      zipLocked: "es ist mit einem Passwort gesperrt",
      zipPath: (path) => `seine Datei „${path}“ führt aus dem Zip hinaus, also wird nichts gelesen`,
      zipTwice: (path) => `es enthält „${path}“ zweimal`,
      zipMethod: (path, method) =>
        `${path} ist auf eine Weise gepackt, die hier nicht gelesen wird (Methode ${method})`,
      zipGrows: (path) =>
        `${path} wird beim Entpacken größer, als sich hier lesen lässt; der Rest bleibt gepackt`,
      zipDamaged: (path) => `${path} ist beschädigt`,
    },
  },
  runs: {
    title: "Die Läufe",
    none: "Noch keine: Jeder bekommt hier eine Zeile, sobald es ihn gibt.",
    configuration: "Konfiguration",
    configurationOf: (name) => `Konfiguration von ${name}`,
    field: "Feld",
    value: "Wert",
    status: "Zustand",
    loss: "Validierungsverlust",
    step: "Schritt",
    speed: "Tokens pro Sekunde",
    time: "Zeit in eigenen Schritten",
    presetOf: (preset, size) => `${preset} · Größe ${size}`,
    label: (name) => `Lauf ${name}`,
    of: (name) => `von ${name}`,
    params: "Parameter",
    readings: "Messungen",
    readingsAndGlances: (readings, glances) => `${readings} und ${glances} Stichproben`,
    earlier: "Frühere Läufe",
    earlierShort: "früher",
    show: "Im Diagramm zeigen",
    divergedLoss: "Der Verlust war keine endliche Zahl mehr.",
    divergedNorm: "Die Norm des Gradienten war keine endliche Zahl mehr.",
    divergedSize: "Der nächste Schritt hätte ein Gewicht unendlich gemacht.",
    inStorage:
      "Seine Gewichte sind in diesem Browser aufbewahrt und kommen zurück, wenn er weitergeht.",
    with: (name) => `mit ${name}`,
    released:
      "Die Gewichte wurden freigegeben, um Speicher zu sparen; Kurve und Konfiguration bleiben.",
    states: {
      planned: "geplant",
      recorded: "aufgenommen",
      opened: "geöffnet",
      ready: "bereit",
      queued: "wartet auf Speicher",
      waiting: "wartet",
      running: "trainiert",
      pausing: "hält an",
      paused: "pausiert",
      stopped: "gestoppt",
      finished: "fertig",
      diverged: "divergiert",
      failed: "abgebrochen",
    },
    timeShort: "Zeit",
    name: "Lauf",
    best: "Bester Verlust",
    nats: "Nats",
    perSecond: "Tokens/s",
    order: "Mehrere Läufe trainieren",
    orders: { lockstep: "abwechselnd, je ein Schritt", queue: "nacheinander" },
    more: "Mehr",
    pin: "Anheften",
    pinned: "Angeheftet",
    pinHint: "Ein angehefteter Lauf bleibt im Diagramm, wenn ein anderes Experiment beginnt",
    rename: "Umbenennen",
    nameOf: (name) => `Neuer Name für ${name}`,
    nameHint: "Bleibt er leer, gilt wieder der Name aus den Unterschieden.",
    takeName: "Namen übernehmen",
    duplicate: "Kopieren",
    saveFile: "Laufdatei speichern",
    saveReadings: "Messungen als CSV speichern",
    delete: "Löschen",
    deleteSure: (name) => `Kurve, Schlagzeilen und Gewichte von ${name} wären endgültig weg.`,
    deleteYes: "Löschen",
    deleteNo: "Behalten",
    branch: "Abzweigen",
    branchLead: (name, step) =>
      `Eine Kopie von ${name} läuft ab Schritt ${step} mit dem weiter, was du hier änderst; ${name} bleibt, wie es ist. Die Tabellen des Papers lassen sie aus.`,
    branchGo: "Abzweigung anlegen",
    branchNothing: "Ändere mindestens eins der drei.",
    branchOf: (from, step, changes) =>
      `Läuft von ${from} ab Schritt ${step} weiter, mit ${joined(changes)}.`,
    begunWith: (model) =>
      `Begann mit den Gewichten von ${model}, einem Modell aus Dateien. Die Tabellen des Papers lassen ihn aus.`,
    change: (field, value) => `${field} ${value}`,
    onward: "Weitertrainieren",
    onwardLead: (name, step) => `${name} hat ${step} Schritte gemacht. Wie soll es weitergehen?`,
    onwardEpochs: "Weitere Epochen",
    onwardSchedule: "Lernrate",
    onwardSchedules: {
      hold: (rate) => `letzte Lernrate halten, ${rate}`,
      warmup_cosine: (rate) => `neues Warm-up auf ${rate}, dann Kosinus`,
      again: "noch einmal von vorn, als ein längerer Lauf",
    },
    againOthers:
      "Noch einmal von vorn geht hier nicht: Die Schlagzeilen, die er gelesen hat, sind nicht die jetzt benutzten.",
    againModel:
      "Noch einmal von vorn geht hier nicht: Er begann mit einem Modell aus Dateien, nicht mit den Gewichten eines Rezepts.",
    onwardZero:
      "Die Lernrate ist auf 0 gefallen, und mit 0 wird nichts gelernt: Wähle das neue Warm-up oder einen längeren Lauf.",
    onwardOf: (v) =>
      `Trainiert ${v.from} ab Schritt ${v.step} weiter, Epochen dazu: ${v.epochs}, ${v.rate}. Die Tabellen des Papers lassen den Lauf aus.`,
    onwardRates: {
      hold: "mit der Lernrate, die erreicht war",
      warmup_cosine: "mit neuem Warm-up und Kosinus",
    },
    stoodStill: (step, time) =>
      `Nach Schritt ${step} stand der Tab oder das Gerät ${time} still; dann ging es weiter.`,
    onwardWaits: "Der Lauf steht unten und beginnt, wenn du „Weiter“ drückst.",
  },

  presetName: (label, paper) => (label.includes(paper) ? label : `${label} (${paper})`),

  names: {
    optimizer: { sgd: "SGD", adamw: "AdamW" },
    rate: (v) => `Rate ${v}`,
    noDecay: "ohne Zerfall",
    decay: (v) => `Zerfall ${v}`,
    schedules: { constant: "feste Rate", cosine: "ohne Warm-up", warmup_cosine: "Warm-up" },
    simpleParts: "einfache Teile",
    other: (field, v) => `${field} ${v}`,
    branch: (from, changes, step) => `${from}, ${changes} ab Schritt ${step}`,
    onward: (from, epochs) => `${from}, ${epochs === 1 ? "1 Epoche" : `${epochs} Epochen`} weiter`,
    begun: (model, headlines) => `${model}, mit ${headlines}`,
    choices: {
      layernorm: "LayerNorm",
      rmsnorm: "RMSNorm",
      learned: "gelernte Tabelle",
      rope: "RoPE",
      gpt2: "GPT-2",
      he: "He",
      sgd: "SGD",
      adamw: "AdamW",
      constant: "gleichbleibend",
      cosine: "Kosinus",
      warmup_cosine: "Warm-up, Kosinus",
    },
  },

  fields,

  pack: {
    title: "Klassenpaket",
    lead: "Eine Datei für die ganze Klasse, in diesem Tab gemacht: die Schlagzeilen, die in Gebrauch sind, ihr Tokenizer und die Lektion oder Frage mit ihren Rezepten, wie sie jetzt stehen. Wer sie auf diese Seite zieht, trainiert mit denselben Tokens und denselben zurückgehaltenen Schlagzeilen, so dass sich die Werte vergleichen lassen; geholt wird nichts.",
    warning: (n, name) =>
      `Die ${n} Schlagzeilen von ${name} stehen darin und können von allen gelesen werden, die die Datei haben.`,
    withRecording: (n) =>
      n === 1
        ? "Der Lauf auf dem Bildschirm kommt als Aufnahme hinein."
        : `Die ${n} Läufe auf dem Bildschirm kommen als Aufnahme hinein.`,
    withoutRecording:
      "Eine Aufnahme kommt nicht hinein: Trainiere dafür die Lektion erst bis zum Ende und ändere danach nichts mehr.",
    make: "Klassenpaket erstellen",
    making: "Das Paket entsteht …",
    made: (name, kilobytes) => `Erstellt: ${name}, ${kilobytes}\u00a0kB.`,
    failed: (why) => `Es gibt kein Paket: ${why}`,
    unknown:
      "Dem Vokabular fehlen Zeichen dieser Schlagzeilen, so dass sie sich nicht wieder ausschreiben lassen. Wähle die Schlagzeilen neu und versuche es noch einmal.",
    tooLarge: (part, megabytes, most) =>
      `${part} hat ${megabytes}\u00a0MB, mehr als die erlaubten ${most}. Nimm einen Teil der Schlagzeilen.`,
    open: "Klassenpaket öffnen",
    opening: (file) => `${file} wird geöffnet …`,
    opened: (v) =>
      `${v.file} ist offen: ${v.titles} Schlagzeilen, vorbereitet wie dort, wo das Paket entstand, und „${v.lesson}“${v.recorded ? ", mit einer Aufnahme davon" : ""}. Der Knopf trainiert sie hier.`,
    watch: "Seine Aufnahme ansehen",
    close: "Schließen",
    recording: "aus dem Klassenpaket",
    busy: (file) =>
      `${file} wurde nicht geöffnet: Ein Training läuft. Stoppe es und lege das Paket dann noch einmal ab.`,
    left: (file, n) =>
      n === 1
        ? `Ein Klassenpaket wird allein geöffnet: Die Datei neben ${file} blieb liegen. Gib sie noch einmal, ohne das Paket.`
        : `Ein Klassenpaket wird allein geöffnet: Die ${n} Dateien neben ${file} blieben liegen. Gib sie noch einmal, ohne das Paket.`,
    refused: {
      told: (file, why) => `${file} wurde nicht geöffnet: ${why} Geändert wurde nichts.`,
      other: "Es ist kein Klassenpaket. Frage nach der Datei, deren Name auf .headlinepack endet.",
      newer:
        "Ein neueres Headline Lab hat es erstellt. Lade diese Seite neu, solange sie ein Netz hat, und lege es noch einmal ab.",
      large: (megabytes, most) =>
        `Es hat ${megabytes}\u00a0MB, mehr als die erlaubten ${most}. Frage nach einem mit weniger Schlagzeilen.`,
      damaged: (why) => `Die Datei ist beschädigt (${why}). Hole sie noch einmal, ganz.`,
      zip: {
        none: "sie ist kein Zip oder wurde abgeschnitten",
        many: (n, most) => `sie enthält ${n} Dateien, mehr als die erlaubten ${most}`,
        list: "ihre Dateiliste ist beschädigt",
        path: (path) => `ihre Datei „${path}“ führt aus ihr hinaus`,
        twice: (path) => `sie enthält „${path}“ zweimal`,
        cut: "sie wurde abgeschnitten",
        overlap: "ihre Dateien überlappen sich",
        locked: "sie hat ein Passwort",
        method: "sie ist auf andere Weise gepackt",
        sizes: "ihre Größen können nicht stimmen",
        large: (path, bytes, most) => `${path} hat ${bytes} Bytes, mehr als die erlaubten ${most}`,
        damaged: (path) => `${path} ist beschädigt`,
      },
      part: (part, why) =>
        `${part} darin ist nicht zu gebrauchen (${why}). Hole die Datei noch einmal, oder frage nach einer neuen.`,
      missing: (part) =>
        `${part} fehlt darin oder ist anders groß. Hole die Datei noch einmal, oder frage nach einer neuen.`,
      twice: "es steht zweimal darin",
      count: "es sind nicht so viele Schlagzeilen, wie es sagt",
      lesson:
        "Diese Seite kennt seine Lektion oder seine Rezepte nicht. Lade sie neu, solange sie ein Netz hat, und lege es noch einmal ab.",
      sizes:
        "Diese Seite teilt und zerlegt die Schlagzeilen seiner Größe anders als die, auf der es entstand. Nimm dieselbe Fassung der Seite.",
      differs:
        "Aus seinen Schlagzeilen wurde etwas anderes als dort, wo es entstand: Die Werte ließen sich nicht vergleichen. Frage nach einem neuen Paket.",
    },
  },

  handin: {
    title: "Abgabe",
    lead: "Eine HTML-Datei mit der Frage, deinem Tipp, den Kurven, den Läufen und deiner Schlussfolgerung. Sie entsteht in diesem Tab und landet in deinen Downloads.",
    conclusion: "Was schließt du, und woraus?",
    author: "Name, wenn du magst",
    withTitles: "Die Trainingsschlagzeilen in die Datei aufnehmen",
    make: "Abgabe erstellen",
    none: "Erst trainieren: Noch gibt es keinen Lauf zum Abgeben.",
    holds: (n) => (n === 1 ? "Sie wird 1 Lauf enthalten." : `Sie wird ${n} Läufe enthalten.`),
    left: (names) =>
      `Nicht dabei, weil andere Schlagzeilen oder andere Tokens nicht vergleichbar sind: ${names.join(", ")}. „Laufdatei speichern“ bei ${names.length === 1 ? "diesem Lauf" : "diesen Läufen"} hebt ${names.length === 1 ? "ihn" : "sie"} auf.`,
    made: (name, kilobytes) => `Erstellt: ${name}, ${kilobytes}\u00a0kB.`,
    tooLarge:
      "Diese Läufe passen nicht in eine Datei von 1\u00a0MB: Beginne noch einmal mit weniger Läufen.",
    file: "headline-lab",
    page: {
      kind: "Abgabe",
      title: (question, author) => [question, author, "Headline Lab"].filter(Boolean).join(" · "),
      author: "Von",
      guess: "Tipp vor dem Training",
      outcome: "Was am niedrigsten endete",
      noOutcome: "lässt sich aus diesen Läufen nicht sagen",
      data: "Schlagzeilen",
      split: (which, train, val) => `${which}: ${train} zum Trainieren, ${val} zurückgehalten`,
      fingerprints: "Fingerabdrücke (SHA-256)",
      fingerprint: { train: "zum Trainieren", val: "zurückgehalten", tokenizer: "Tokenizer" },
      conclusion: "Schlussfolgerung",
      noConclusion: "Keine aufgeschrieben.",
      found: "Was herauskam",
      table: "Die Läufe als Tabelle",
      run: "Lauf",
      steps: "Schritte",
      lossColumn: "Verlust",
      loss: "Validierungsverlust (val_loss_full) nach der letzten Messung, in Nats pro Zeichen; weniger ist besser.",
      written: "Was sie geschrieben haben",
      shared: "Was alle Läufe gemeinsam haben",
      configuration: "Konfiguration",
      engine: (version) => `Headline Lab ${version}`,
      inside: "Die Laufdatei steckt in dieser Datei, als JSON-Block an ihrem Ende.",
      noTitles: "Sie enthält keine Trainingsschlagzeilen.",
      titles: (n, all) => `Sie enthält ${n} der ${all} Trainingsschlagzeilen.`,
    },
  },

  problems: {
    load: (why) => `Das Trainingsmodul konnte nicht geladen werden: ${why}`,
    loadKept: "Nichts ist verloren. Lade die Seite neu oder öffne sie in einem aktuellen Browser.",
    data: "Die verwendeten Schlagzeilen sind wie zuvor.",
    config: "Das verwendete Rezept ist wie zuvor.",
    run: "Kurven und Schlagzeilen bis hierher bleiben.",
    unknown: (why) => `Etwas ist schiefgegangen: ${why}`,
    kept: "Was du auf der Seite siehst, bleibt. Trainiere noch einmal, oder lade neu, wenn es so bleibt.",
    original: (message) => `Das Trainingsmodul meldet auf Englisch: ${message}`,
    unread,
    refusal: refused,
    fault: (code, runs, remedied) => {
      const what = faults[code];
      if (!what) return "";
      const lost = [
        "keine Gewichte sind verloren",
        "die Gewichte eines Laufs sind verloren",
        `die Gewichte von ${runs} Läufen sind verloren`,
      ][Math.min(runs, 2)];
      const again =
        code === "memory"
          ? "Trainiere noch einmal, in einer kleineren Größe."
          : "Trainiere noch einmal.";
      return `${what}; Kurven und Schlagzeilen bleiben, ${lost}.${remedied ? ` ${again}` : ""}`;
    },
  },

  announce: {
    started: "Das Training hat begonnen.",
    paused: "Pausiert.",
    data: (name) => `Bereit: ${name}.`,
    wrote: (n) => `${n} Schlagzeilen geschrieben.`,
  },

  ask: {
    label: "Deine Frage",
    about: "Gefragt ist",
    inRecipe: "im Rezept",
    does: "Ist",
    insteadOf: "besser als",
    at: "in der Größe",
    over: "über",
    end: "?",
    sentence: (asked, reference, size, seeds) =>
      `Ist ${asked} besser als ${reference}, in der Größe ${size}, über ${seeds}?`,
    nouns: { learned: "eine gelernte Tabelle" },
    around: {
      init: ["Initialisierung", ""],
      lr: ["eine Lernrate von", ""],
      momentum: ["ein Momentum von", ""],
      beta1: ["ein erstes Beta von", ""],
      beta2: ["ein zweites Beta von", ""],
      schedule: ["der Ratenplan", ""],
      warmup_frac: ["ein Warm-up mit dem Anteil", ""],
      min_lr_frac: ["ein Endanteil der Lernrate von", ""],
      weight_decay: ["ein Gewichtszerfall von", ""],
      dropout: ["ein Dropout von", ""],
      grad_clip: ["eine Gradientenkappung bei", ""],
      batch_size: ["ein Batch von", "Blöcken"],
      n_layer: ["eine Tiefe von", "Schichten"],
      n_head: ["eine Zahl von", "Köpfen"],
      d_model: ["eine Breite von", ""],
      block_size: ["ein Block von", "Tokens"],
    },
    groups: {
      parts: "Teile des Modells",
      training: "Training",
      shape: "Form des Modells",
    },
    names: {
      part: "Wonach gefragt ist",
      asked: "Ist dies besser",
      reference: "als dies",
      secondPart: "Was sich noch ändert",
      secondAsked: "und dies",
      secondReference: "statt jenem",
      preset: "Rezept",
      size: "Größe",
      seeds: "Startwerte",
    },
    seeds: (n) => (n === 1 ? "1 Startwert" : `${n} Startwerte`),
    variant: (field, value) => `${field} ${value}`,
    run: (variant, seed) => `${variant}, Startwert ${seed}`,
    second: "Noch etwas ändern",
    and: "und",
    andAlso: "Auch geändert:",
    insteadOfShort: "statt",
    removeSecond: "Die zweite Änderung weglassen",
    several: (n, list) =>
      `${n} Dinge ändern sich zugleich: ${list}. Was auch herauskommt, diese Läufe können nicht sagen, welches davon es war.`,
    numbers: ["Keine", "Ein", "Zwei", "Drei", "Vier", "Fünf"],
    change: (field, from, to) => `${field} (von ${from} auf ${to})`,
    same: "Beide Seiten sind gleich: Wähle zwei verschiedene Werte.",
    sharedRate: (rate, optimizer) =>
      `Beide trainieren mit der Lernrate ${rate}, die für ${optimizer} gewählt ist. Um dem anderen Optimierer seine eigene zu geben, ändere auch die Lernrate.`,
    train: (runs) => (runs === 1 ? "1 Lauf trainieren" : `${runs} Läufe trainieren`),
    replaces: "Das hält das laufende Training an; es kann bei den früheren Läufen weitergehen.",
    partly: (here, all) => `${here} von ${all} Läufen sind schon auf der Seite`,
    time: (time) => `hier etwa ${time}`,
    noTime: "die ersten Sekunden zeigen, wie lange es dauert",
    lockStep: (runs) => `${runs} Läufe im Gleichschritt`,
    seedBySeed: (runs) => `je ${runs} Läufe auf einmal: Mehr passen nicht in den Speicher`,
    more: (n) => (n === 1 ? "Noch einen Startwert trainieren" : "Noch zwei Startwerte trainieren"),
    handIn: "Abgeben",
    guess: {
      better: "besser",
      worse: "schlechter",
      close: "zu knapp",
      right: (guess) => `Dein Tipp war „${guess}“, und so kam es.`,
      wrong: (guess, outcome) => `Dein Tipp war „${guess}“; herausgekommen ist „${outcome}“.`,
      open: (guess) => `Dein Tipp war „${guess}“; diese Läufe geben kein Urteil.`,
    },
    allSeeds: "Alle Startwerte sind trainiert",
    noMore: "mehr als fünf Startwerte nimmt eine Frage nicht; stell eine andere",
    keeps: (runs) => `die bisherigen ${runs} Läufe bleiben und zählen`,
    offer: (more, time) =>
      time === ""
        ? `„${more}“ macht es sicherer; die bisherigen Läufe bleiben und zählen.`
        : `„${more}“ macht es sicherer: ${time}; die bisherigen Läufe bleiben und zählen.`,
    seedMeans:
      "Ein Startwert legt Anfangsgewichte und Dropout fest. Schlagzeilen, Aufteilung und Reihenfolge der Batches sind für alle gleich; die Streuung ist also das Glück des Anfangs, nicht das der Daten.",
    seedAtWork: (seed, nth, all) => `Startwert ${seed}, ${nth} von ${all}`,
    waiting: "Das Trainingsmodul ist noch nicht geladen.",
    params: (asked, reference) => `${asked} gegenüber ${reference} Parametern`,
  },

  verdict: {
    label: "Urteil",
    kinds: {
      none: "Noch kein Urteil.",
      pending: "Noch kein Urteil: Das Training läuft.",
      cut: "Kein Urteil: vor dem Ende gestoppt.",
      one: "Ein Startwert ist noch kein Urteil.",
      few: "Zwei Startwerte sind noch kein Urteil.",
      mixed: "Kein Urteil: Einige Läufe sind divergiert.",
    },
    better: (by) => `Besser mit jedem Startwert, ${by}.`,
    worse: (by) => `Schlechter mit jedem Startwert, ${by}.`,
    betterDiverged: "Besser mit jedem Startwert: Das andere ist divergiert.",
    worseDiverged: "Schlechter mit jedem Startwert: Es ist divergiert.",
    close: (n) => `Mit ${n} Startwerten zu knapp für ein Urteil.`,
    by: (least, most) => (least === most ? `um ${least}` : `um ${least} bis ${most}`),
    ended: (v) =>
      `In allen ${v.pairs} Paaren endete ${v.asked} ${v.side} ${v.reference}, ${v.by} Nats pro Zeichen; der Median ist ${v.median} (${v.percent}).`,
    below: "niedriger als",
    above: "höher als",
    range: (asked, from, to, median) =>
      `${asked} endete zwischen ${from} und ${to} Nats pro Zeichen neben dem Zwilling; der Median ist ${median}.`,
    signs: (n, asked, m, reference) =>
      `Bei ${n} der Startwerte war ${asked} niedriger, bei ${m} war es ${reference}.`,
    belowFloor: (n, floor) =>
      n === 1
        ? `Ein Unterschied ist kleiner als ${floor}; das ist zu wenig, um zu zählen.`
        : `${n} Unterschiede sind kleiner als ${floor}; das ist zu wenig, um zu zählen.`,
    equal: "Beide Läufe jedes Paars endeten weniger als 0,0005 Nats pro Zeichen auseinander.",
    single: (v) =>
      `Mit Startwert ${v.seed} endete ${v.asked} um ${v.nats} Nats pro Zeichen (${v.percent}) ${v.side} ${v.reference}.`,
    singleEqual: (seed) =>
      `Mit Startwert ${seed} endeten beide weniger als 0,0005 Nats pro Zeichen auseinander.`,
    singleMeans:
      "Mit anderen Anfangsgewichten kann es umgekehrt ausgehen: Ein Paar kann einen Unterschied nicht vom Zufall unterscheiden.",
    fewMeans: "Zwei Paare stimmen schon aus Zufall jedes zweite Mal überein.",
    divergedBoth: (seeds) => `Mit ${seeds} divergierten beide Läufe: Dieses Paar zählt nicht.`,
    divergedOne: (variant, seeds) =>
      `${variant} divergierte mit ${seeds}, der Zwilling nicht: Ein Lauf, der abbricht, zählt als der schlechtere.`,
    seed: (seed) => `Startwert ${seed}`,
    seedList: (seeds) => `den Startwerten ${seeds}`,
    cutPairs: (seeds) =>
      `Nicht gezählt, was mit ${seeds} trainiert wurde: Dort brach ein Lauf vor seiner letzten Messung ab.`,
    waits:
      "Verglichen wird, wo beide Läufe eines Paars enden, nach dem Verlust über alle zurückgehaltenen Schlagzeilen.",
    scope: (v) =>
      `Es gilt für die Größe ${v.size}, ${v.data}, ${v.steps} Schritte und das Rezept „${v.recipe}“, nicht darüber hinaus.`,
    details: "Worauf das Urteil beruht",
    rule: (least, floor) =>
      `Beide Läufe eines Paars haben denselben Startwert und lesen dieselben Schlagzeilen in derselben Reihenfolge; ihr Unterschied kommt also von der Änderung. „Besser“ oder „schlechter“ verlangt mindestens ${least} Paare, jeden Unterschied nach derselben Seite und keinen unter ${floor} Nats pro Zeichen.`,
    floorWhy:
      "Was mindestens zählt, sind zwei Standardabweichungen dessen, wie weit sich ein solcher Unterschied verschiebt, wenn andere Schlagzeilen zurückgehalten werden, gemessen bei der Größe Winzig. Mehr Schlagzeilen machen es kleiner, mehr Startwerte nicht.",
    chance: (pairs, times) =>
      `Zwei Rezepte, zwischen denen nichts ist, fielen immer noch in einem von ${times} Fällen in allen ${pairs} Paaren nach derselben Seite: ein starker Hinweis, kein Beweis.`,
    table: {
      caption: "Wo jedes Paar endete: Validierungsverlust (val_loss_full), Nats pro Zeichen",
      captionSoFar: "Wo jedes Paar steht: Validierungsverlust (val_loss_full), Nats pro Zeichen",
      seed: "Startwert",
      difference: "Unterschied",
      better: (variant) => `${variant} besser`,
      diverged: (step) => `bei Schritt ${step} divergiert`,
      cut: (step) => `bei Schritt ${step} gestoppt`,
      median: "Median",
      empty:
        "Hier wird für jeden Startwert eine Zeile stehen: wo beide Läufe endeten und auf welche Seite der Null ihr Unterschied fällt.",
    },
    figure: {
      curves: "Überraschung pro Zeichen",
      under: "fein gepunktet: aufgenommen, nicht hier trainiert",
      curvesNote: "Nats, Validierung; dünn je Startwert, kräftig der Median, getönt die Spanne",
      differences: "Unterschied",
      differencesNote: (asked) => `unter null ist ${asked} besser`,
      x: "gelesene Schlagzeilen",
      label: (asked, reference, seeds) =>
        `Validierungsverlust von „${asked}“ und „${reference}“ über gelesene Schlagzeilen, ${seeds}, und ihr Unterschied.`,
      none: (asked, reference) =>
        `Noch leer: Auf dieser Seite wurde noch kein Lauf mit „${asked}“ und „${reference}“ trainiert.`,
      end: (name, loss) => `${name}: ${loss}`,
      guessing: "blind geraten",
    },
    paper: {
      title: "Was das Paper sagt",
      exact: (v) =>
        `Dort war ${v.asked} um ${v.nats} Nats pro Zeichen ${v.side} als ${v.reference}: ${v.askedLoss} gegenüber ${v.referenceLoss}, nach seinem eigenen val_loss, in der Größe Paper, mit einem Startwert.`,
      modern: (asked, after, before) =>
        `Es ersetzte Norm, Positionen und Anfangsgewichte auf einmal und endete höher, bei ${after} statt ${before}. Zu „${asked}“ ohne den Rest nennt es keinen Lauf.`,
      modernBack: (asked, before, after) =>
        `Dort waren die drei einfachen Teile zusammen besser als die drei modernen, ${before} gegenüber ${after}. Zu „${asked}“ ohne den Rest nennt es keinen Lauf.`,
      epic1: (before, after) =>
        `Es änderte Optimierer, Lernrate, Gewichtszerfall und Ratenplan auf einmal, von ${before} auf ${after}, und schreibt „the optimizer change alone“ 90\u00a0% seiner gesamten Verbesserung zu. Einen Lauf, in dem sich nur der Optimierer ändert, nennt es nicht.`,
      said: (worse, than) =>
        `Es sagt, ${worse} sei etwas schlechter gewesen als ${than}, und nennt keine Zahl.`,
      nothing: "Danach hat es nicht gefragt.",
      better: "besser",
      worse: "schlechter",
      agrees: "Hier kam es genauso.",
      contradicts: "Hier kam es umgekehrt.",
      alone: (asked, side) => `Hier war ${asked} ohne den Rest ${side}.`,
      open: "Hier ist es zu knapp für ein Urteil.",
    },
  },

  tables: {
    open: "Tabellen des Papers",
    title: "Die Tabellen des Papers",
    lead: "Neben jedem Wert des Papers steht, was auf dieser Seite gemessen wurde, im Maß des Papers: val_loss nach dem letzten Schritt. Die Tabellen füllen sich, wenn Läufe zu Ende kommen.",
    none: "Noch ist auf dieser Seite kein Lauf nach einem Rezept des Papers zu Ende gekommen. Jede leere Zeile sagt, welche Lektion sie füllt.",
    from: "Gefüllt aus den Läufen mit",
    setup: (v) =>
      `${v.size}, ${v.data}, Startwert ${v.seed} (${v.runs === 1 ? "1 Lauf" : `${v.runs} Läufe`})`,
    captions: {
      summary: "Die Ergebnisse im Überblick (Abschnitt 5.2)",
      rates: "Lernraten (Abschnitt 3.3)",
      regularization: "Dropout und Gewichtszerfall (Abschnitt 3.3)",
    },
    columns: {
      configuration: "Konfiguration",
      rate: "Lernrate",
      here: "Auf dieser Seite",
      paper: "Im Paper",
      loss: "val_loss",
      improvement: "Besser als die Baseline",
    },
    rows: {
      champion: "Dropout 0,05, Gewichtszerfall 0,1",
      dropout: "Dropout 0,1, Gewichtszerfall 0,1",
      decay: "Dropout 0,05, Gewichtszerfall 0,05",
    },
    inPaper: (value) => `im Paper ${value}`,
    knob: (field, here, paper) => `${field} ${here}, im Paper ${paper}`,
    own: "nicht im Paper",
    fill: (lesson) => `Gefüllt von „${lesson}“`,
    noWindow: "keiner: kein volles Fenster",
    noWindowWhy: (span) =>
      `Wo die zurückgehaltenen Schlagzeilen kein volles Fenster von ${span} Tokens füllen, gibt es keinen val_loss: Nimm mehr Schlagzeilen oder einen kleineren Batch.`,
    noBaseline:
      "Für Prozente braucht es die Baseline im selben Aufbau: Die Lektion „SGD oder AdamW“ trainiert sie.",
    slightly: "etwas schlechter, ohne Zahl",
    baseline: "–",
    unit: "Nats pro Zeichen, weniger ist besser",
    percent: (n) => `${n}\u00a0%`,
    same: "Der Aufbau ist der des Papers, soweit die Seite das sagen kann.",
    apart: (list) =>
      `Die Läufe dieser Seite wurden in einem anderen Aufbau trainiert als die des Papers: ${list}. Vergleiche also, welche Zeile niedriger ist als welche, nicht, wie niedrig sie ist.`,
    madeUp: "erfundene Schlagzeilen",
    unknownData: (name) => `die Schlagzeilen aus ${name}, die vielleicht nicht die des Papers sind`,
    fields: {
      n_layer: (here, paper) => `${here} Schichten (${paper})`,
      n_head: (here, paper) => `${here} Köpfe (${paper})`,
      d_model: (here, paper) => `Breite ${here} (${paper})`,
      vocab_size: (here, paper) => `ein Vokabular von ${here} (${paper})`,
      block_size: (here, paper) => `Blöcke von ${here} Tokens (${paper})`,
      batch_size: (here, paper) => `Batches von ${here} Blöcken (${paper})`,
      epochs: (here, paper) => `${here} Epochen (${paper})`,
      titles: (here, paper) => `${here} Schlagzeilen (${paper})`,
      val_frac: (here, paper) => `ein zurückgehaltener Anteil von ${here} (${paper})`,
      seed: (here, paper) => `Startwert ${here} (${paper})`,
    },
    steps: (steps) => `${steps} Schritte`,
    params: (here, paper) => `${here} Parameter (Paper: ${paper})`,
  },

  meaning: {
    open: "Was ist ein Nat?",
    title: "Was die Zahlen bedeuten",
    lead: "Jeder Verlust auf dieser Seite ist Überraschung: wie unwahrscheinlich das Modell fand, was als Nächstes kam. Hier steht das in Worten, mit den Werten deiner eigenen Läufe.",
    none: "Noch wurde kein Lauf gemessen. Trainiere einen, dann stehen seine Werte hier; bis dahin sind es der erste und der letzte des Papers.",
    run: "Mit den Werten von",
    nat: {
      title: "Ein Nat",
      text: "Wem das Modell die Wahrscheinlichkeit p gab, das überrascht es mit −ln p Nats. Was sicher war, überrascht mit 0.",
      caption: "Überraschung nach Wahrscheinlichkeit",
      probability: "Wahrscheinlichkeit",
      nats: "Nats",
      oneIn: (n) => (n === "1" ? "sicher" : `1 von ${n}`),
    },
    words: {
      title: (name) => `${name} in Worten`,
      paperTitle: "Das Paper in Worten",
      at: (v) =>
        `Bei Schritt ${v.step} liegt ${v.name} bei ${v.loss} Nats pro Zeichen. Im Ganzen überrascht also jedes Zeichen der zurückgehaltenen Schlagzeilen so sehr, als wäre zwischen ${v.choices} gleich wahrscheinlichen zu raten.`,
      token: (v) =>
        `Gelesen werden nicht Zeichen, sondern Tokens, je ${v.chars} Zeichen lang. Ein Token kostet ${v.nats} Nats: ein Raten zwischen ${v.choices} Tokens, von ${v.vocab}, die es gibt.`,
      lower: (v) =>
        `${v.high} liegt bei ${v.highLoss}, ${v.nats} über ${v.low} bei ${v.lowLoss}. Das ist ein Faktor von ${v.char} für jedes Zeichen: So viel wahrscheinlicher findet ${v.low} das richtige. Für ein Token ist es das ${v.token}-Fache und für eine Schlagzeile von ${v.chars} Zeichen etwa das ${v.headline}-Fache.`,
      paper: (v) =>
        `Die Baseline des Papers endete bei ${v.high} Nats pro Zeichen, einem Raten zwischen ${v.highChoices} gleich wahrscheinlichen Zeichen, und sein Champion bei ${v.low}, einem Raten zwischen ${v.lowChoices}. Die ${v.nats} dazwischen sind ein Faktor von ${v.char} für jedes Zeichen oder ${v.token} für ein Token von 4,375 Zeichen.`,
    },
    units: {
      title: "Dasselbe in anderen Einheiten",
      caption: (name) => `Die letzte Messung von ${name} in jeder Einheit`,
      unit: "Einheit",
      random: "Blind geraten",
      nats: "Nats pro Zeichen",
      bits: "Bits pro Zeichen",
      natsToken: "Nats pro Token",
      perplexity: "Perplexität pro Token",
      valLoss: "Nats pro Zeichen, nach den Fenstern des Papers",
      bitsHow: "Nats ÷ ln 2",
      tokenHow: "dieselbe Summe, auf seine Tokens verteilt",
      perplexityHow: "e hoch Nats pro Token",
      full: "val_loss_full",
      paper: "val_loss",
      tokenName: "val_loss_token",
      notYet: "nicht bei diesem Schritt",
      noWindow: "kein volles Fenster",
    },
    two: {
      title: "Zwei Validierungsverluste",
      full: (v) =>
        `val_loss_full zählt jedes zurückgehaltene Token außer dem ersten, vor dem nichts steht: ${v.tokens} Tokens, verteilt auf ${v.chars} Zeichen. Diagramme, Abstände, Urteile und die Liste der Läufe verwenden ihn.`,
      paper: (v) =>
        `val_loss ist der des Papers. Er schneidet den zurückgehaltenen Text in Fenster von ${v.span} Tokens, ein Batch und eins dazu, lässt den Rest weg und teilt doch durch alle Zeichen: ${v.windows} Fenster, ${v.counted} Tokens, ${v.share} davon. Er fällt also niedriger aus, und um wie viel, hängt vom Batch ab. Die Tabellen des Papers verwenden ihn; die Seite misst ihn bei der ersten und der letzten Auswertung und dort, wo eine auf das Ende einer Epoche fällt.`,
      none: (v) =>
        `val_loss, der des Papers, braucht ein volles Fenster von ${v.span} Tokens, und ${v.tokens} sind zurückgehalten: Diese Schlagzeilen haben keins.`,
      uniform: (v) =>
        `Blindes Raten kostet ln ${v.vocab} Nats für jedes gezählte Token: ln ${v.vocab} × ${v.tokens} ÷ ${v.chars} = ${v.full} Nats pro Zeichen.`,
      uniformPaper: (paper) =>
        `Über die Tokens der Fenster sind es ${paper}: Jede Kurve hat die Linie ihrer eigenen Tokens.`,
    },
  },

  present: {
    open: "Vorführen",
    hint: "Frage, Diagramm und Geschriebenes auf dem ganzen Bildschirm",
    leave: "Beenden (Esc)",
  },

  embed: { whole: "Die ganze Seite: Headline Lab" },

  share: {
    open: "Teilen",
    title: "Teilen",
    lead: "Wer den Link öffnet, trainiert auf dem eigenen Gerät neu: Er enthält die Lektion, aber weder Läufe noch Schlagzeilen.",
    link: "Link zu dieser Seite",
    copy: "Link kopieren",
    copied: "Kopiert.",
    byHand: "Der Link ist markiert: Kopiere ihn mit Strg C oder ⌘ C.",
    own: "Diese Adresse führt jedes Gerät zu sich selbst. Öffne die Seite für andere unter dem Namen dieses Geräts im Netz oder auf einem Webserver.",
    codeOf: (link) => `QR-Code von ${link}`,
    tooLong: "Der Link ist zu lang für einen Code: Kopiere ihn stattdessen.",
    showCode: "Code zeigen",
    hideCode: "Code verbergen",
    large: "Der Link als Code",
  },

  time: {
    seconds: (n) => `${n}\u00a0s`,
    minutes: (n) => `${n}\u00a0min`,
    hours: (h, m) => `${h}\u00a0h ${m}\u00a0min`,
  },

  number: {
    percent: (n) => `${n}\u00a0%`,
    millions: (n) => `${n}\u00a0Mio.`,
  },

  inSentence: (label) => label,

  paperSays,

  model: {
    caption: "Das Modell",
    panel: "Das Modell",
    lead: "Jeder Teil, und wie viele Zahlen er lernt. Drückst du auf einen Teil, wird nach ihm gefragt.",
    open: "Modell zeigen",
    of: "Von",
    title: (run) => `Das Modell von ${run}, Teil für Teil`,
    asking: "Das Modell, nach dem gefragt wird, Teil für Teil",
    total: (n) => `${n} Parameter`,
    input: "eine Schlagzeile bis hierher, in Tokens",
    output: "wie wahrscheinlich jedes Token als Nächstes ist",
    column: "Parameter",
    block: "Block ×",
    blockName: "Blöcke",
    parts: {
      token: "Token-Einbettung",
      positions: "Positionen",
      firstNorm: "Norm",
      attention: "Aufmerksamkeit",
      secondNorm: "Norm",
      mlp: "MLP",
      finalNorm: "Letzte Norm",
      head: "Ausgabe",
      init: "Anfangsgewichte",
      dropout: "Dropout",
    },
    partOf: (part, n) => `${part}: ${n} Parameter`,
    inAll: (n) => `${n} insgesamt`,
    table: (vocab, width) => `${vocab} Tokens zu je ${width} Zahlen`,
    heads: "Köpfe",
    turned: "q und k gedreht",
    mlp: (narrow, wide) => `${narrow} → ${wide} → GELU → ${narrow}`,
    tied: "geteilt: noch einmal die Token-Einbettung",
    off: "aus",
    differs: "verschieden",
    lit: {
      preset: (value) => `Vorlage: ${value}`,
      other: (value) => `der andere: ${value}`,
      others: (value) => `sonst: ${value}`,
      asked: (value) => `statt ${value}`,
    },
    swap: (second, first, run) => `${second} statt ${first}, ${run}`,
    noDropout: (run) => `Kein Dropout, ${run}`,
    fewer: {
      n_layer: (run) => `Weniger Blöcke, ${run}`,
      n_head: (run) => `Weniger Köpfe, ${run}`,
    },
    more: {
      n_layer: (run) => `Mehr Blöcke, ${run}`,
      n_head: (run) => `Mehr Köpfe, ${run}`,
    },
    askAbout: (field, shown) => `${shown} Nach ${field} fragen`,
    asked: (value, other) => `${value} oder ${other}?`,
    note: "Der Strom links trägt die Zahlen jedes Tokens nach unten; jedes ⊕ addiert, was ein Teil ausgerechnet hat. Was zwischen den Läufen verschieden ist, ist markiert.",
    askNote:
      "Der Strom links trägt die Zahlen jedes Tokens nach unten; jedes ⊕ addiert, was ein Teil ausgerechnet hat.",
  },

  link: {
    refused: (why) =>
      `Diesem Link wurde nicht gefolgt: ${why.join("; ")}. Die Lektion wird gezeigt, wie sie ist.`,
    unknown: (key) => `diese Seite kennt „${key}“ nicht`,
    value: (key, value, choices) =>
      choices.length > 0
        ? `${key} kann nicht „${value}“ sein, nur ${choices.join(", ")}`
        : `${key} kann nicht „${value}“ sein`,
    twice: (key) => `er nennt ${key} zweimal`,
    shared: (key) =>
      `seine Läufe unterscheiden sich in ${key}, was alle Läufe eines Experiments gemeinsam haben`,
    many: (key, most) => `er hat „${key}“ mehr als ${most}-mal`,
    misplaced: (key) => `sein ${key} gehört zu keinem Lauf und zu keiner Frage`,
    noEffect: (field) => `${field} bewirkt in dem Rezept nichts, das er nennt`,
    label: "Schlagzeilen dieses Links",
    needs: (name, n) =>
      `Dieser Link braucht ${name}, ${n} Titel, die das Gerät des Absenders nie verlassen haben. Trainiert wird erst, wenn du sie gewählt hast, oder andere.`,
    choose: "Schlagzeilen wählen",
    sample: "Die erfundenen Schlagzeilen nehmen",
    others: (name, n, wanted, m) =>
      `${name} hat ${n} Titel; der Link wurde mit ${wanted} gemacht, ${m} Titel: Die Kurven können also abweichen.`,
  },

  presets: {
    baseline: "SGD, der erste Versuch",
    epic1: "AdamW + Warm-up",
    epic2: "AdamW, moderne Teile",
    champion: "AdamW, abgestimmt",
  },
  sizes: {
    tiny: "Winzig",
    classroom: "Klassenzimmer",
    medium: "Mittel",
    paper: "Paper",
  },
};

/** @typedef {import("./text.js").Words} Words */
