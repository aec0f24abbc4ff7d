//! Printing one widget rather than the whole page.

use crate::js::{construct, global, run, set};
use commune_source::value::Value;
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// Everything but the element and what it stands in.
const SHEET: &str = "@media print { body *:not(:has([data-commune-print])):not([data-commune-print]):not([data-commune-print] *) { display: none !important; } }";

/// Opens the browser's dialogue to print `element` alone. A browser without `:has()` prints the page. The page's own
/// style sheets are as before once the dialogue is closed.
pub fn print(element: &HtmlElement) {
    let document = global("document");
    // A copy: what the document gives is its list itself.
    let before: JsValue = Array::from(&document.field("adoptedStyleSheets")).into();
    let sheet = construct(&global("CSSStyleSheet"), &[]);
    run(&sheet, "replaceSync", &[SHEET.into()]);
    let both: JsValue = Array::from(&before).concat(&Array::of1(&sheet)).into();
    set(&document, "adoptedStyleSheets", &both);
    let _ = element.set_attribute("data-commune-print", "");
    // Waits until the dialogue is closed.
    run(&js_sys::global(), "print", &[]);
    let _ = element.remove_attribute("data-commune-print");
    set(&document, "adoptedStyleSheets", &before);
}
