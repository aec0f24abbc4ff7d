//! What is used of the page, by name: `web-sys` would bring `std`.

use alloc::string::String;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// An element.
    #[derive(Clone)]
    pub type Node;
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    pub(crate) fn create(tag: &str) -> Node;
    #[wasm_bindgen(method, structural, js_name = setAttribute)]
    pub(crate) fn set(this: &Node, name: &str, value: &str);
    #[wasm_bindgen(method, structural, js_name = removeAttribute)]
    pub(crate) fn unset(this: &Node, name: &str);
    #[wasm_bindgen(method, structural, js_name = getAttribute)]
    pub(crate) fn get(this: &Node, name: &str) -> Option<String>;
    #[wasm_bindgen(method, structural, setter, js_name = textContent)]
    pub(crate) fn set_text(this: &Node, text: &str);
    #[wasm_bindgen(method, structural)]
    pub(crate) fn append(this: &Node, child: &Node);
    #[wasm_bindgen(method, structural)]
    pub(crate) fn remove(this: &Node);
    #[wasm_bindgen(method, structural)]
    pub(crate) fn focus(this: &Node);
    #[wasm_bindgen(method, structural)]
    pub(crate) fn closest(this: &Node, selector: &str) -> Option<Node>;
    #[wasm_bindgen(method, structural)]
    pub(crate) fn matches(this: &Node, selector: &str) -> bool;
    #[wasm_bindgen(method, structural, js_name = querySelector)]
    pub(crate) fn find(this: &Node, selector: &str) -> Option<Node>;
    #[wasm_bindgen(method, structural, js_name = addEventListener)]
    pub(crate) fn listen(this: &Node, kind: &str, ear: &JsValue, capture: bool);
    #[wasm_bindgen(method, structural, js_name = removeEventListener)]
    pub(crate) fn deafen(this: &Node, kind: &str, ear: &JsValue, capture: bool);
    #[wasm_bindgen(method, structural, js_name = getRootNode)]
    pub(crate) fn root(this: &Node) -> Root;

    /// The root of the widget.
    pub(crate) type Root;
    #[wasm_bindgen(method, structural, getter, js_name = adoptedStyleSheets)]
    pub(crate) fn sheets(this: &Root) -> List;
    #[wasm_bindgen(method, structural, setter, js_name = adoptedStyleSheets)]
    pub(crate) fn set_sheets(this: &Root, sheets: &List);

    /// An array.
    pub(crate) type List;
    #[wasm_bindgen(method, structural)]
    pub(crate) fn concat(this: &List, more: &JsValue) -> List;
    #[wasm_bindgen(method, structural)]
    pub(crate) fn slice(this: &List) -> List;
    #[wasm_bindgen(method, structural, js_name = indexOf)]
    pub(crate) fn index_of(this: &List, item: &JsValue) -> i32;
    #[wasm_bindgen(method, structural)]
    pub(crate) fn splice(this: &List, at: i32, count: i32);

    /// A style sheet of our own, which a strict policy allows.
    pub(crate) type CSSStyleSheet;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> CSSStyleSheet;
    #[wasm_bindgen(method, structural, js_name = replaceSync)]
    pub(crate) fn replace(this: &CSSStyleSheet, text: &str);

    /// An event of the page or of Leaflet.
    pub(crate) type Event;
    #[wasm_bindgen(method, structural, getter, js_name = "type")]
    pub(crate) fn kind(this: &Event) -> String;
    #[wasm_bindgen(method, structural, getter)]
    pub(crate) fn target(this: &Event) -> Node;
    #[wasm_bindgen(method, structural, getter)]
    pub(crate) fn detail(this: &Event) -> i32;
    #[wasm_bindgen(method, structural, getter, js_name = ctrlKey)]
    pub(crate) fn ctrl(this: &Event) -> bool;
    #[wasm_bindgen(method, structural, getter, js_name = metaKey)]
    pub(crate) fn meta(this: &Event) -> bool;
    #[wasm_bindgen(method, structural, js_name = stopPropagation)]
    pub(crate) fn stop(this: &Event);

    /// Whether a condition on the visitor's set-up holds.
    pub(crate) type Media;
    #[wasm_bindgen(js_name = matchMedia)]
    pub(crate) fn media(condition: &str) -> Media;
    #[wasm_bindgen(method, structural, getter, js_name = matches)]
    pub(crate) fn holds(this: &Media) -> bool;

    #[wasm_bindgen(js_namespace = JSON, js_name = parse)]
    pub(crate) fn parse(text: &str) -> JsValue;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub(crate) fn put(object: &JsValue, name: &str, value: &JsValue);
}

/// A number in digits: `core::fmt` would weigh more than the rest of a name.
pub(crate) fn digits(mut number: usize) -> String {
    let mut out = String::new();
    loop {
        out.insert(0, char::from(b'0' + (number % 10) as u8));
        number /= 10;
        if number == 0 {
            return out;
        }
    }
}
