//! The runs that there are, found by what they were made of.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};

use super::readings::Run;
use super::record;

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
    /// Reads the runs below `folder`, then those of the `record`; what was cut short is left out.
    pub fn read(folder: &Path, record: &Path) -> Result<Self> {
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
        runs.extend(record::read(record)?.into_iter().map(|run| (Set::Titles, run)));
        runs.retain(|(_, run)| run.is_complete());
        Ok(Self(runs))
    }

    /// The run on `set` with `config`; of several that are alike, the one with a recording, else the first.
    pub fn find(&self, set: Set, config: &Map<String, Value>) -> Option<&Run> {
        let found = || self.0.iter().filter(|(on, run)| *on == set && run.config == *config).map(|(_, run)| run);
        found().find(|run| run.looks.is_some()).or_else(|| found().next())
    }

    /// Writes all runs on real titles into the `record`, each once.
    pub fn keep(&self, record: &Path) -> Result<()> {
        let mut kept: Vec<&Run> = Vec::new();
        for (_, run) in self.0.iter().filter(|(set, _)| *set == Set::Titles) {
            if kept.iter().all(|other| other.config != run.config) {
                kept.push(run);
            }
        }
        record::write(record, &kept)
    }
}
