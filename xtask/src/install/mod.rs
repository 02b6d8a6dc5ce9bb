//! What a bare machine lacks, and how it gets it.

pub mod apt;
pub mod cargo_deny;
pub mod chromium;
pub mod engines;
pub mod npm;
