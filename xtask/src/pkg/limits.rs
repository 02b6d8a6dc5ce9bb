//! How large the modules may be: what they were when this was last changed, and about a hundredth on top. A limit goes up
//! only with a reason, in the message of the change, and down with every module that got smaller.

/// The most that a module may have, before compression and after gzip at its best, in bytes.
pub struct Limit {
    pub module: &'static str,
    pub bytes: u64,
    pub gzip_bytes: u64,
}

/// In the order of the modules.
pub const LIMITS: &[Limit] = &[
    Limit { module: "plain", bytes: 3_076_000, gzip_bytes: 1_110_000 },
    Limit { module: "relaxed", bytes: 3_076_000, gzip_bytes: 1_110_000 },
    Limit { module: "threads-plain", bytes: 3_096_000, gzip_bytes: 1_113_000 },
    Limit { module: "threads-relaxed", bytes: 3_096_000, gzip_bytes: 1_113_000 },
];
