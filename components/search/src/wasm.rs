//! The interface for a page: bytes in, plain objects out. The README shows its use.

use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::{Index, Query, fold, to_json};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse)]
    fn parse(text: &str) -> JsValue;

    /// Plain options of a query, read by name.
    pub type Options;
    #[wasm_bindgen(method, getter, structural)]
    fn limit(this: &Options) -> Option<u32>;
    #[wasm_bindgen(method, getter, structural)]
    fn typing(this: &Options) -> Option<bool>;
    #[wasm_bindgen(method, getter, structural)]
    fn communes(this: &Options) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn lat(this: &Options) -> Option<f64>;
    #[wasm_bindgen(method, getter, structural)]
    fn lon(this: &Options) -> Option<f64>;
    #[wasm_bindgen(method, getter, structural)]
    fn nearest(this: &Options) -> Option<bool>;
    #[wasm_bindgen(method, getter, structural)]
    fn kinds(this: &Options) -> Option<u32>;
    #[wasm_bindgen(method, getter, structural)]
    fn yes(this: &Options) -> Option<u32>;
    #[wasm_bindgen(method, getter, structural, js_name = notNo)]
    fn not_no(this: &Options) -> Option<u32>;
    #[wasm_bindgen(method, getter, structural)]
    fn records(this: &Options) -> Option<bool>;
}

/// A panic is a trap, which the page sees as an error of the module. Its text would need all of `core::fmt`.
#[cfg(feature = "bare")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// An index in a page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Search {
    index: Index,
}

#[wasm_bindgen]
impl Search {
    /// Opens an index by the bytes of `root.bin`.
    ///
    /// # Errors
    /// Throws `"damaged"` or `"version"`.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Vec<u8>) -> Result<Search, JsValue> {
        match Index::open(root) {
            Ok(index) => Ok(Self { index }),
            Err(error) => Err(JsValue::from_str(error.name())),
        }
    }

    /// Takes the bytes of a file that a query named; none for a file that cannot be had. False when they are
    /// not that file of this build.
    pub fn feed(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        self.index.feed(name, bytes)
    }

    /// Answers a query: `{ needs }` or `{ total, complete, more, words, hits }`.
    pub fn query(&mut self, text: &str, options: &Options) -> JsValue {
        let asked = Query {
            limit: options.limit().unwrap_or(10) as usize,
            typing: options.typing().unwrap_or(true),
            communes: options.communes().unwrap_or_default(),
            near: options.lat().zip(options.lon()),
            nearest: options.nearest().unwrap_or(false),
            kinds: options.kinds().unwrap_or(0),
            yes: options.yes().unwrap_or(0) as u16,
            not_no: options.not_no().unwrap_or(0) as u16,
            records: options.records().unwrap_or(true),
        };
        parse(&to_json(&self.index.query(text, &asked)))
    }

    /// The word of a text that folds to `term`, as it is written there; `""` when there is none.
    pub fn spelled(term: &str, text: &str) -> String {
        String::from(fold::spelled(term, text))
    }
}
