//! What a bare machine lacks, and how it gets it.

pub mod apt;
pub mod chromium;
pub mod npm;
