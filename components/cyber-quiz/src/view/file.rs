//! A file that a person gives back: read here, and sent nowhere.

use crate::data::kept::{FileError, MAX_BYTES};
use commune_source::value::Value;
use commune_ui::js::{call, global, run, set};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// The first file that is chosen in `input`, parsed. The same file can be chosen again.
pub async fn chosen(input: Element) -> Result<JsValue, FileError> {
    let file = run(&input.field("files"), "item", &[0.into()]);
    let small = file.field("size").number().is_some_and(|size| size <= MAX_BYTES as f64);
    let text = if small { run(&file, "text", &[]) } else { JsValue::UNDEFINED };
    set(&input, "value", &"".into());
    let Ok(promise) = text.dyn_into::<Promise>() else { return Err(FileError::TooLarge) };
    let text = JsFuture::from(promise).await.unwrap_or_default();
    call(&global("JSON"), "parse", &[text]).map_err(|_| FileError::NotJson)
}
