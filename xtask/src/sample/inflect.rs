//! English forms: articles, plurals, verb forms, title case. As much grammar as the sample's words need.

/// Verbs whose forms no rule gives: base, -ing, past, past participle. All that double their consonant stand here.
const VERBS: &[[&str; 4]] = &[
    ["be", "being", "was", "been"],
    ["beat", "beating", "beat", "beaten"],
    ["begin", "beginning", "began", "begun"],
    ["bend", "bending", "bent", "bent"],
    ["bind", "binding", "bound", "bound"],
    ["blow", "blowing", "blew", "blown"],
    ["break", "breaking", "broke", "broken"],
    ["bring", "bringing", "brought", "brought"],
    ["build", "building", "built", "built"],
    ["buy", "buying", "bought", "bought"],
    ["catch", "catching", "caught", "caught"],
    ["chat", "chatting", "chatted", "chatted"],
    ["choose", "choosing", "chose", "chosen"],
    ["chop", "chopping", "chopped", "chopped"],
    ["cut", "cutting", "cut", "cut"],
    ["debug", "debugging", "debugged", "debugged"],
    ["dig", "digging", "dug", "dug"],
    ["do", "doing", "did", "done"],
    ["draw", "drawing", "drew", "drawn"],
    ["drive", "driving", "drove", "driven"],
    ["drop", "dropping", "dropped", "dropped"],
    ["feed", "feeding", "fed", "fed"],
    ["find", "finding", "found", "found"],
    ["fit", "fitting", "fit", "fit"],
    ["fly", "flying", "flew", "flown"],
    ["forget", "forgetting", "forgot", "forgotten"],
    ["get", "getting", "got", "gotten"],
    ["give", "giving", "gave", "given"],
    ["go", "going", "went", "gone"],
    ["grow", "growing", "grew", "grown"],
    ["hear", "hearing", "heard", "heard"],
    ["hide", "hiding", "hid", "hidden"],
    ["hold", "holding", "held", "held"],
    ["hop", "hopping", "hopped", "hopped"],
    ["jam", "jamming", "jammed", "jammed"],
    ["keep", "keeping", "kept", "kept"],
    ["knit", "knitting", "knitted", "knitted"],
    ["know", "knowing", "knew", "known"],
    ["lay", "laying", "laid", "laid"],
    ["leave", "leaving", "left", "left"],
    ["let", "letting", "let", "let"],
    ["lose", "losing", "lost", "lost"],
    ["make", "making", "made", "made"],
    ["map", "mapping", "mapped", "mapped"],
    ["pick", "picking", "picked", "picked"],
    ["pin", "pinning", "pinned", "pinned"],
    ["plan", "planning", "planned", "planned"],
    ["plot", "plotting", "plotted", "plotted"],
    ["plug", "plugging", "plugged", "plugged"],
    ["pop", "popping", "popped", "popped"],
    ["put", "putting", "put", "put"],
    ["quit", "quitting", "quit", "quit"],
    ["read", "reading", "read", "read"],
    ["rebuild", "rebuilding", "rebuilt", "rebuilt"],
    ["refit", "refitting", "refitted", "refitted"],
    ["rethink", "rethinking", "rethought", "rethought"],
    ["rewrite", "rewriting", "rewrote", "rewritten"],
    ["rip", "ripping", "ripped", "ripped"],
    ["run", "running", "ran", "run"],
    ["scan", "scanning", "scanned", "scanned"],
    ["scrap", "scrapping", "scrapped", "scrapped"],
    ["see", "seeing", "saw", "seen"],
    ["sell", "selling", "sold", "sold"],
    ["send", "sending", "sent", "sent"],
    ["set", "setting", "set", "set"],
    ["shed", "shedding", "shed", "shed"],
    ["ship", "shipping", "shipped", "shipped"],
    ["show", "showing", "showed", "shown"],
    ["shrink", "shrinking", "shrank", "shrunk"],
    ["shut", "shutting", "shut", "shut"],
    ["sing", "singing", "sang", "sung"],
    ["skip", "skipping", "skipped", "skipped"],
    ["sleep", "sleeping", "slept", "slept"],
    ["slip", "slipping", "slipped", "slipped"],
    ["speedrun", "speedrunning", "speedran", "speedrun"],
    ["spend", "spending", "spent", "spent"],
    ["spin", "spinning", "spun", "spun"],
    ["split", "splitting", "split", "split"],
    ["spot", "spotting", "spotted", "spotted"],
    ["steal", "stealing", "stole", "stolen"],
    ["step", "stepping", "stepped", "stepped"],
    ["stick", "sticking", "stuck", "stuck"],
    ["stop", "stopping", "stopped", "stopped"],
    ["strip", "stripping", "stripped", "stripped"],
    ["swap", "swapping", "swapped", "swapped"],
    ["take", "taking", "took", "taken"],
    ["teach", "teaching", "taught", "taught"],
    ["tell", "telling", "told", "told"],
    ["think", "thinking", "thought", "thought"],
    ["throw", "throwing", "threw", "thrown"],
    ["trap", "trapping", "trapped", "trapped"],
    ["trim", "trimming", "trimmed", "trimmed"],
    ["tunnel", "tunneling", "tunneled", "tunneled"],
    ["wake", "waking", "woke", "woken"],
    ["win", "winning", "won", "won"],
    ["wrap", "wrapping", "wrapped", "wrapped"],
    ["write", "writing", "wrote", "written"],
];

/// Beginnings that are written with a vowel and spoken with a consonant.
const CONSONANT_SOUND: &[&str] = &[
    "eu", "once", "one-", "one ", "ubi", "udp", "ufo", "ui", "uk", "uni", "ura", "url", "usa", "usb", "use", "usu",
    "utf", "uti", "uto", "uv", "ux",
];

/// Beginnings with "un" + "i" that are no "uni-" in sound.
const VOWEL_SOUND: &[&str] = &[
    "unin", "unim", "unid", "hour", "honest", "honor", "heir", "8", "11-", "11 ", "18-", "18 ", "80", "x-ray", "mri",
    "x86",
];

/// Capital letters whose spoken name begins with a vowel.
const VOWEL_LETTERS: &str = "AEFHILMNORSX";

/// Words in capitals that are spoken as words, not letter by letter.
const SPOKEN_AS_WORDS: &[&str] = &[
    "FAT", "FORTRAN", "LAN", "LIDAR", "LISP", "MIDI", "NAND", "NAS", "NASA", "RAID", "RAM", "REPL", "REST", "RISC",
    "ROM", "SAT", "SIM", "SIMD", "SOC", "SQL", "SWAP", "LASER",
];

/// Words that keep their case in a title, unless they begin or end it.
const SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "per", "the",
    "to", "via", "vs", "vs.", "with",
];

/// Names that are written in lower case wherever they stand.
const LOWER_NAMES: &[&str] = &[
    "awk", "bash", "cron", "curl", "dd", "eBPF", "fish", "ffmpeg", "git", "gdb", "grep", "htop", "illumos", "iOS",
    "io_uring", "iptables", "jq", "ld", "llama", "make", "malloc", "mmap", "npm", "nginx", "pip", "printf", "rsync",
    "sed", "ssh", "sudo", "strace", "systemd", "tar", "tmux", "vi", "vim", "xargs", "zsh", "xkcd", "tcpdump", "wget",
    "perf", "select",
];

/// "an" where the phrase begins with a vowel's sound, else "a".
pub fn article(phrase: &str) -> &'static str {
    let word: String = phrase.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let lower = word.to_lowercase();
    if VOWEL_SOUND.iter().any(|start| lower.starts_with(start)) {
        return "an";
    }
    if CONSONANT_SOUND.iter().any(|start| lower.starts_with(start)) {
        return "a";
    }
    let initials: String = word.chars().take_while(|c| c.is_ascii_uppercase()).collect();
    let rest = word[initials.len()..].chars().next();
    // "HTTP server", "LLM-based", "MP3" and "F# script" are spelled; "Haskell" and "Lisp" are words.
    let spelled = match initials.len() {
        0 => false,
        1 => !rest.is_some_and(|c| c.is_lowercase()),
        _ => !SPOKEN_AS_WORDS.contains(&initials.as_str()),
    };
    let vowel = match initials.chars().next() {
        Some(letter) if spelled => VOWEL_LETTERS.contains(letter),
        _ => lower.starts_with(['a', 'e', 'i', 'o', 'u']),
    };
    if vowel { "an" } else { "a" }
}

/// The plural of a noun phrase: its head is the last word, or the one before a preposition.
pub fn plural(phrase: &str) -> String {
    let head_end = [" of ", " for ", " with ", " in ", " that ", " from ", " on ", " to ", " without "]
        .iter()
        .filter_map(|preposition| phrase.find(preposition))
        .min()
        .unwrap_or(phrase.len());
    let (head, rest) = phrase.split_at(head_end);
    let before_y = head.chars().rev().nth(1);
    if head.ends_with('y') && !before_y.is_some_and(|c| "aeiou".contains(c)) {
        return format!("{}ies{rest}", &head[..head.len() - 1]);
    }
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| head.ends_with(end));
    format!("{head}{}{rest}", if sibilant { "es" } else { "s" })
}

/// Forms of the verb that begins a verb phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// "building"
    Ing,
    /// "built", "wrote"
    Past,
    /// "builds"
    Third,
    /// "built", "written"
    Participle,
}

/// The verb phrase with its first word, the verb, in the form.
pub fn verb(phrase: &str, form: VerbForm) -> String {
    let (verb, rest) = match phrase.find(' ') {
        Some(space) => phrase.split_at(space),
        None => (phrase, ""),
    };
    format!("{}{rest}", verb_word(verb, form))
}

fn verb_word(verb: &str, form: VerbForm) -> String {
    // A prefix with a hyphen ("re-read") leaves the verb's own forms as they are.
    if let Some((prefix, verb)) = verb.rsplit_once('-') {
        return format!("{prefix}-{}", verb_word(verb, form));
    }
    if form == VerbForm::Third {
        return match verb {
            "be" => "is".to_owned(),
            "do" | "go" => format!("{verb}es"),
            _ => plural(verb),
        };
    }
    if let Some([_, ing, past, participle]) = VERBS.iter().find(|forms| forms[0] == verb) {
        return match form {
            VerbForm::Ing => ing,
            VerbForm::Past => past,
            VerbForm::Third | VerbForm::Participle => participle,
        }
        .to_string();
    }
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    if form == VerbForm::Ing {
        let keeps_e = verb.ends_with("ee") || verb.ends_with("ye") || verb.ends_with("oe");
        return format!("{}ing", if keeps_e { verb } else { stem });
    }
    let before_y = verb.chars().rev().nth(1);
    if verb.ends_with('y') && !before_y.is_some_and(|c| "aeiou".contains(c)) {
        return format!("{}ied", &verb[..verb.len() - 1]);
    }
    format!("{stem}ed")
}

/// Whether the verb is one whose last consonant English doubles, as far as its letters tell: one vowel, then one
/// consonant. Such a verb needs its line in the table of forms.
pub fn needs_table(verb: &str) -> bool {
    let is_vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, vowel, last] = letters[..] else {
        return false;
    };
    let vowels = letters.iter().filter(|&&c| is_vowel(c)).count();
    vowels == 1 && !is_vowel(before) && is_vowel(vowel) && !is_vowel(last) && !"wxy".contains(last)
}

/// Whether the table of forms has the verb.
pub fn in_table(verb: &str) -> bool {
    VERBS.iter().any(|forms| forms[0] == verb)
}

/// The text with its first letter upper case, unless it begins with a name in lower case.
pub fn capital(text: &str) -> String {
    let first = text.split([' ', ',', ':', '\'']).next().unwrap_or_default();
    if LOWER_NAMES.contains(&first) || has_inner_case(first) {
        return text.to_owned();
    }
    let start = text.find(char::is_alphanumeric).unwrap_or(0);
    let (before, from) = text.split_at(start);
    let mut chars = from.chars();
    match chars.next() {
        Some(letter) => format!("{before}{}{}", letter.to_uppercase(), chars.as_str()),
        None => text.to_owned(),
    }
}

/// "eBPF", "iPad": the case is part of the name.
fn has_inner_case(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// The headline in title case: all words upper case but the small ones between the first and the last, and names.
pub fn title_case(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = Vec::with_capacity(words.len());
    let mut starts = true;
    for (at, &word) in words.iter().enumerate() {
        let small = SMALL_WORDS.contains(&word) && !starts && at + 1 < words.len();
        // Versions, sizes, file names and [pdf] stay as they are.
        let as_is = word.starts_with(|c: char| !c.is_alphabetic() && c != '"' && c != '(')
            || word.trim_end_matches(['.', ',']).contains(['_', '/', '.']);
        out.push(if small || as_is { word.to_owned() } else { hyphenated_capital(word) });
        starts = word.ends_with([':', '–', '?', '.']);
    }
    out.join(" ")
}

/// "key-value" → "Key-Value", "tail-of-queue" → "Tail-of-Queue".
fn hyphenated_capital(word: &str) -> String {
    word.split('-')
        .enumerate()
        .map(|(at, part)| if at > 0 && SMALL_WORDS.contains(&part) { part.to_owned() } else { capital(part) })
        .collect::<Vec<_>>()
        .join("-")
}
