//! The browser's page, as [`Dom`] knows it.

use crate::{
    js::{global, run, set},
    tree::{Dom, Value},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

/// The document that the widgets stand in.
pub struct Page(Document);

impl Default for Page {
    fn default() -> Self {
        Self(global("document").unchecked_into())
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";

impl Dom for Page {
    type Node = web_sys::Node;

    fn element(&self, tag: &str, svg: bool) -> Self::Node {
        let made = if svg { self.0.create_element_ns(Some(SVG), tag) } else { self.0.create_element(tag) };
        // Tags come from the code alone.
        made.expect("a valid tag").into()
    }

    fn text(&self, words: &str) -> Self::Node {
        self.0.create_text_node(words).into()
    }

    fn write(&self, text: &Self::Node, words: &str) {
        text.set_node_value(Some(words));
    }

    fn set(&self, element: &Self::Node, name: &str, value: &Value) {
        let words = match value {
            Value::Fixed(words) => words,
            Value::Text(words) => words.as_str(),
            Value::Flag(flag) => return set(element, name, &(*flag).into()),
            Value::Words(words) => return set(element, name, &JsValue::from_str(words)),
        };
        // Names come from the code alone.
        let _ = element.unchecked_ref::<Element>().set_attribute(name, words);
    }

    fn unset(&self, element: &Self::Node, name: &str) {
        let _ = element.unchecked_ref::<Element>().remove_attribute(name);
    }

    fn insert(&self, parent: &Self::Node, node: &Self::Node, before: Option<&Self::Node>) {
        // Fails where the page's own script has taken `before` away: then the node stands last.
        if parent.insert_before(node, before).is_err() {
            let _ = parent.append_child(node);
        }
    }

    fn remove(&self, _: &Self::Node, node: &Self::Node) {
        // Nothing happens to one that is no longer there.
        run(node, "remove", &[]);
    }
}
