//! The interface for a page: bytes in, plain objects out.
//!
//! ```js
//! const meter = new Meter();
//! const report = meter.add(file.name, new Uint8Array(await file.arrayBuffer())); // or throws
//! const analysis = meter.analyse({ offPeak: [{ from: 1320, to: 360 }] });
//! ```
//!
//! What is thrown is a plain object too: a [`DecodeError`](crate::DecodeError), or `"badDate"` and
//! the like from the estimates. A workbook (`needsXlsx`) goes through `rows()` of the module
//! `xlsx`; its answer is given to `add`.

use crate::{Contribution, Options, Store, analyse, cleaned_csv, estimate, to_json};
use alloc::string::String;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

// These two only: `js-sys` brings closures of its own into the module.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse)]
    fn parse(text: &str) -> JsValue;
    #[wasm_bindgen(js_namespace = JSON, js_name = stringify)]
    fn stringify(value: &JsValue) -> Option<String>;
}

/// A panic is a trap, which the page sees as an error of the module: it drops the module and
/// tells the visitor. Its text would need all of `core::fmt`.
#[cfg(feature = "bare")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn plain<T: Serialize>(value: &T) -> JsValue {
    // What `to_json` writes is always JSON.
    parse(&to_json(value))
}

fn options(options: &JsValue) -> Options {
    // `undefined` has no JSON text.
    stringify(options).map_or_else(Options::default, |text| Options::from_json(text.as_bytes()))
}

/// The files of one person.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Meter {
    store: Store,
}

#[wasm_bindgen]
impl Meter {
    /// No file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Largest file that is read, in bytes: check it before reading a file.
    #[wasm_bindgen(js_name = maxBytes)]
    pub fn max_bytes() -> u32 {
        crate::MAX_BYTES as u32
    }

    /// Adds a file and answers its report.
    ///
    /// # Errors
    /// Throws a `DecodeError` as a plain object; what was loaded before stays.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
        self.store.add(name, bytes).map(plain).map_err(|e| plain(&e))
    }

    /// Removes a file by its rank from 0; false when there is none.
    pub fn remove(&mut self, rank: usize) -> bool {
        self.store.remove(rank)
    }

    /// Removes all files.
    pub fn clear(&mut self) {
        self.store.clear();
    }

    /// The analysis, as a plain object.
    /// Options that are not of their form count as left out.
    pub fn analyse(&self, options: &JsValue) -> JsValue {
        plain(&analyse(&self.store, &self::options(options)))
    }

    /// All readings as a cleaned CSV.
    #[wasm_bindgen(js_name = cleanedCsv)]
    pub fn cleaned_csv(&self) -> String {
        cleaned_csv(&self.store)
    }

    /// What may be handed over, or `null`.
    pub fn contribution(&self, options: &JsValue) -> JsValue {
        plain(&Contribution::of(&analyse(&self.store, &self::options(options))))
    }

    /// The energy between two readings of the index.
    ///
    /// # Errors
    /// Throws the name of what is wrong.
    #[wasm_bindgen(js_name = fromTwoReadings)]
    pub fn from_two_readings(index1: f64, date1: &str, index2: f64, date2: &str) -> Result<JsValue, JsValue> {
        let estimate = estimate::from_two_readings(index1, date1, index2, date2);
        estimate.map(|e| plain(&e)).map_err(|e| plain(&e))
    }

    /// The energy of a bill.
    ///
    /// # Errors
    /// Throws the name of what is wrong.
    #[wasm_bindgen(js_name = fromBill)]
    pub fn from_bill(kwh: f64, start: &str, end: &str) -> Result<JsValue, JsValue> {
        estimate::from_bill(kwh, start, end).map(|e| plain(&e)).map_err(|e| plain(&e))
    }
}
