//! A configuration as JSON text, in which a field must not be given twice.

use super::{Config, ConfigError, merge};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// The fields of an object as they stand in the text: a map would keep the last of two alone.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object of fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    fields.push(entry);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// Collects fields, each of which may be given once.
///
/// # Errors
/// The first field that is there twice, with its second value.
pub fn once(fields: impl IntoIterator<Item = (String, Value)>) -> Result<Map<String, Value>, ConfigError> {
    let mut map = Map::new();
    for (field, value) in fields {
        if let Some(first) = map.get(&field) {
            let problem = format!("is given a second time, after {first}");
            return Err(ConfigError::new(&field, value, problem, "give each field once"));
        }
        map.insert(field, value);
    }
    Ok(map)
}

/// Reads a configuration from JSON text, over the defaults.
///
/// # Errors
/// Text that is no JSON object, a field that is unknown, of the wrong type or given twice, and a configuration that can't
/// train.
pub fn from_json(text: &str) -> Result<Config, ConfigError> {
    let fields: Fields = serde_json::from_str(text).map_err(|error| {
        let problem = format!("is no JSON object ({error})");
        ConfigError::new("configuration", Value::from(text), problem, "write {\"field\": value, …}")
    })?;
    let config = merge(&Config::default(), &once(fields.0)?)?;
    config.validate()?;
    Ok(config)
}
