//! The interface for a page: bytes of a workbook in, bytes of UTF-8 text out, ready for `Meter.add`.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The rows of a workbook.
///
/// # Errors
/// Throws the name of an `XlsxError`: `"notAZip"`, `"notAWorkbook"`, `"unsupported"`, `"corrupt"`
/// or `"tooLarge"`.
#[wasm_bindgen]
pub fn rows(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    crate::rows(bytes).map(String::into_bytes).map_err(|error| JsValue::from_str(error.name()))
}
