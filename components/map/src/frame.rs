//! The elements around Leaflet's own: the map's controls, its name line, who made its ground.

use alloc::string::String;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::page::{CSSStyleSheet, Node, Root, create};

#[wasm_bindgen]
extern "C" {
    /// What a map says, in the visitor's language, and what it shows beside markers.
    pub type Options;
    /// How it is used.
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn hint(this: &Options) -> String;
    #[wasm_bindgen(method, getter, structural, js_name = zoomIn)]
    pub(crate) fn zoom_in(this: &Options) -> String;
    #[wasm_bindgen(method, getter, structural, js_name = zoomOut)]
    pub(crate) fn zoom_out(this: &Options) -> String;
    /// The button that shows all of it again.
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn whole(this: &Options) -> String;
    /// The name of a marker for several places, with the fields `{n}` and `{names}`.
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn several(this: &Options) -> String;
    /// Contours: polygons, each of rings of `[latitude, longitude]`.
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn contours(this: &Options) -> JsValue;
}

/// The elements of one map.
pub(crate) struct Frame {
    /// All of them.
    pub(crate) all: Node,
    /// The one that Leaflet draws into.
    pub(crate) pane: Node,
    /// The line that names the marker under the pointer or the keyboard.
    pub(crate) name: Node,
    /// Who made the ground.
    pub(crate) by: Node,
    /// Kept, since the place of a map may go before the map does.
    root: Root,
    sheet: CSSStyleSheet,
}

/// Adds an element with these attributes and this text.
fn add(to: &Node, tag: &str, attributes: &[(&str, &str)], text: &str) -> Node {
    let node = create(tag);
    for (name, value) in attributes {
        node.set(name, value);
    }
    node.set_text(text);
    to.append(&node);
    node
}

fn button(to: &Node, act: &str, label: &str, text: &str) {
    let button = add(to, "button", &[("type", "button"), ("part", "button"), ("data-map", act)], text);
    button.set("aria-label", label);
}

impl Frame {
    /// Builds the elements inside `container` and brings their styles into its root.
    pub(crate) fn new(container: &Node, options: &Options) -> Self {
        let sheet = CSSStyleSheet::new();
        sheet.replace(include_str!("map.css"));
        let root = container.root();
        root.set_sheets(&root.sheets().concat(&sheet));

        let all = add(container, "div", &[("class", "map")], "");
        let hint = options.hint();
        let ground = add(&all, "div", &[("class", "map-ground")], "");
        let controls = add(&ground, "div", &[("class", "map-controls")], "");
        button(&controls, "in", &options.zoom_in(), "");
        button(&controls, "out", &options.zoom_out(), "");
        let whole = options.whole();
        button(&controls, "whole", &whole, &whole);
        let pane = add(&ground, "div", &[("class", "map-pane"), ("id", "map-pane"), ("role", "region")], "");
        pane.set("aria-describedby", "map-hint");
        let name = add(&all, "p", &[("class", "map-name")], "");
        let by = add(&all, "p", &[("class", "map-by")], "");
        add(&all, "p", &[("class", "map-hint"), ("id", "map-hint")], &hint);
        Self { all, pane, name, by, root, sheet }
    }

    /// Takes the elements and their styles away.
    pub(crate) fn remove(&self) {
        // A copy: older browsers freeze the list itself.
        let sheets = self.root.sheets().slice();
        let at = sheets.index_of(&self.sheet);
        if at >= 0 {
            sheets.splice(at, 1);
            self.root.set_sheets(&sheets);
        }
        self.all.remove();
    }
}
