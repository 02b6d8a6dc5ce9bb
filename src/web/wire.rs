//! What crosses to JavaScript and back: plain objects, and errors with a code.

use crate::config::{self, Config, ConfigError};
use crate::data::DataError;
use crate::generate::GenerateError;
use js_sys::{Array, JSON, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

/// An error as JavaScript sees it.
pub(super) struct Thrown {
    code: &'static str,
    message: String,
    details: Vec<(&'static str, String)>,
}

impl Thrown {
    pub(super) fn new(code: &'static str, message: impl ToString) -> Self {
        Self { code, message: message.to_string(), details: Vec::new() }
    }
}

impl From<ConfigError> for Thrown {
    fn from(error: ConfigError) -> Self {
        let message = error.to_string();
        let details = vec![("field", error.field), ("value", error.value), ("remedy", error.remedy)];
        Self { code: "config", message, details }
    }
}

impl From<DataError> for Thrown {
    fn from(error: DataError) -> Self {
        let code = if matches!(error, DataError::Tokenizer { .. }) { "tokenizer" } else { "data" };
        Self::new(code, error)
    }
}

impl From<GenerateError> for Thrown {
    fn from(error: GenerateError) -> Self {
        match error {
            GenerateError::Tokenizer(error) => error.into(),
            error => Self::new("generate", error),
        }
    }
}

impl From<crate::checkpoint::CheckpointError> for Thrown {
    fn from(error: crate::checkpoint::CheckpointError) -> Self {
        Self::new("weights", error)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        let error = js_sys::Error::new(&thrown.message);
        set(&error, "code", &thrown.code.into());
        for (name, value) in thrown.details {
            set(&error, name, &value.into());
        }
        error.into()
    }
}

/// Sets a property of an object made here, which nothing can have frozen.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a plain object takes a property");
}

pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).expect("plain data becomes a plain object")
}

pub(super) fn from_js<T: DeserializeOwned>(what: &str, value: JsValue) -> Result<T, Thrown> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| Thrown::new("internal", format!("{what} can't be read ({error}); reload the page.")))
}

/// The fields of a plain object, each read by itself, so that an error can name it.
pub(super) fn fields_from_js(value: &JsValue) -> Result<Map<String, Value>, Thrown> {
    let Some(object) = value.dyn_ref::<Object>().filter(|object| !Array::is_array(object)) else {
        // JSON has no word for some values, such as undefined, but their type has.
        let told = JSON::stringify(value).ok().and_then(|json| json.as_string());
        let value = told.or_else(|| value.js_typeof().as_string()).unwrap_or_default();
        let (field, problem) = ("configuration".into(), "is no object of fields".into());
        return Err(ConfigError { field, value, problem, remedy: "write { field: value, … }".into() }.into());
    };
    let mut fields = Map::new();
    for entry in Object::entries(object) {
        let entry = Array::from(&entry);
        let field = entry.get(0).as_string().unwrap_or_default();
        let value = field_from_js(&field, entry.get(1))?;
        fields.insert(field, value);
    }
    Ok(fields)
}

fn field_from_js(field: &str, value: JsValue) -> Result<Value, ConfigError> {
    let refused = |value: String, problem: String, remedy: &str| {
        Err(ConfigError { field: field.into(), value, problem, remedy: remedy.into() })
    };
    // JSON has no such number, so that it would be taken for nothing.
    if let Some(number) = value.as_f64().filter(|number| !number.is_finite()) {
        return refused(number.to_string(), "is not a finite number".into(), "use one that is");
    }
    match serde_wasm_bindgen::from_value(value.clone()) {
        Ok(value) => Ok(value),
        Err(error) => {
            refused(format!("{value:?}"), format!("is of no use ({error})"), "use a number, a name, true or false")
        }
    }
}

pub(super) fn config_from_js(value: JsValue) -> Result<Config, Thrown> {
    let set = fields_from_js(&value)?;
    let config = config::merge(&Config::default(), &set)?;
    config.validate()?;
    Ok(config)
}
