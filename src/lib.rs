//! Headline Lab.
