//! The runs that there are, found by what they were made of.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};

use super::readings::Run;

/// What was trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// The bundled sample.
    Sample,
    /// Real titles, which stay out of the repository.
    Titles,
}

impl Set {
    /// Its folder's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Titles => "titles",
        }
    }
}

/// Every complete run.
pub struct Store(Vec<(Set, Run)>);

impl Store {
    /// Reads the runs below `folder`; what was cut short is left out.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut runs = Vec::new();
        for set in [Set::Sample, Set::Titles] {
            let Ok(entries) = fs::read_dir(folder.join(set.name())) else { continue };
            for entry in entries {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == "jsonl") {
                    runs.push((set, Run::read(&path)?));
                }
            }
        }
        runs.retain(|(_, run)| run.is_complete());
        Ok(Self(runs))
    }

    /// The run on `set` with `config`; of two that are alike, the one with a recording.
    pub fn find(&self, set: Set, config: &Map<String, Value>) -> Option<&Run> {
        let found = self.0.iter().filter(|(on, run)| *on == set && run.config == *config);
        found.map(|(_, run)| run).max_by_key(|run| run.looks.is_some())
    }
}
