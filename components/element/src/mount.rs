//! The bundle's side of the contract with the shell: `start` once, then `mount`, `update`, `release`.

use crate::{Attributes, Instance, Settings};
use js_sys::{Array, Function, JsString, Promise, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

/// One widget: what is drawn into an element's shadow root.
pub trait Widget: 'static {
    /// Folder, feature and element name without `commune-`.
    const KIND: &'static str;
    /// Its style sheet in parts, adopted by every shadow root of this kind.
    const CSS: &'static [&'static str];
    /// Draws it into `host`, an empty element of the shadow root.
    fn mount(instance: Instance, host: Element, attributes: &Attributes) -> Rc<dyn Mounted>;
}

/// A widget that is drawn. Dropping it lets go of all that it holds: listeners, requests, timers.
pub trait Mounted {
    /// The element's attributes have changed.
    fn configure(&self, attributes: &Attributes);
}

/// A kind of widget that this bundle has.
#[derive(Clone)]
struct Kind {
    name: &'static str,
    sheet: CssStyleSheet,
    mount: fn(Instance, Element, &Attributes) -> Rc<dyn Mounted>,
}

/// An element that is drawn.
#[derive(Clone)]
struct Live {
    instance: Instance,
    host: Element,
    widget: Rc<dyn Mounted>,
    sheet: CssStyleSheet,
}

#[derive(Default)]
struct Module {
    base: String,
    import: Option<Function>,
    kinds: Vec<Kind>,
    live: Vec<Live>,
    last_id: u32,
}

thread_local! {
    static MODULE: RefCell<Module> = RefCell::default();
}

/// Called once by the shell: `base` is the shell's own URL, `import` loads a module beside it by name,
/// `on_panic` is told the message of a panic before the module traps.
pub fn start(base: String, import: Function, on_panic: Function) {
    std::panic::set_hook(Box::new(move |info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        let _ = on_panic.call1(&JsValue::NULL, &JsValue::from_str(&message));
    }));
    MODULE.with_borrow_mut(|module| {
        module.base = base;
        module.import = Some(import);
    });
}

/// Makes a widget known to [`mount`].
pub fn register<W: Widget>() {
    let sheet = CssStyleSheet::new().expect("the shell checks for constructable style sheets");
    // Fails on `@import` only, which our style sheets do not have.
    let _ = sheet.replace_sync(&W::CSS.concat());
    let kind = Kind { name: W::KIND, sheet, mount: W::mount };
    MODULE.with_borrow_mut(|module| module.kinds.push(kind));
}

/// The URL of a file beside the shell, such as `packs/energy/1/59350.json`.
pub fn beside_shell(path: &str) -> String {
    MODULE.with_borrow(|module| {
        let folder = module.base.rfind('/').map_or(0, |slash| slash + 1);
        format!("{}{path}", &module.base[..folder])
    })
}

/// Loads a side module beside the shell by its name, such as `meter`. A module that failed stays in the browser's
/// module map: `attempt`, 0 at first, asks for it afresh. The shell allows three retries.
pub fn import_module(name: &str, attempt: u32) -> Result<Promise, JsValue> {
    let import = MODULE.with_borrow(|module| module.import.clone());
    import
        .ok_or_else(|| JsString::from("the module was not started"))?
        .call2(&JsValue::NULL, &JsValue::from_str(name), &attempt.into())?
        .dyn_into()
}

/// Draws a widget of `kind` into `element`; the number names it in [`update`] and [`release`]. `settings` is the
/// commune's file as parsed, or `undefined`.
pub fn mount(kind: &str, element: HtmlElement, settings: &JsValue) -> Result<u32, JsValue> {
    // What a widget does while it is drawn may ask this module for something: nothing is borrowed meanwhile.
    let (found, id) = MODULE.with_borrow_mut(|module| {
        module.last_id += 1;
        (module.kinds.iter().find(|known| known.name == kind).cloned(), module.last_id)
    });
    let Kind { name, sheet, mount } =
        found.ok_or_else(|| JsString::from("this bundle has no such widget"))?;
    let root = shadow_root_for(&element);
    let settings = Settings::read(settings);
    dress(&root, &element, &sheet, &settings);
    let document = root.owner_document().ok_or_else(|| JsString::from("no document"))?;
    // A host of its own for each mounting: what listens at it goes with it.
    let host = document.create_element("div")?;
    root.replace_children_with_node_1(&host);
    let attributes = attributes_of(&element, &settings);
    let instance = Instance::new(id, name, element);
    let widget = mount(instance.clone(), host.clone(), &attributes);
    MODULE.with_borrow_mut(|module| module.live.push(Live { instance, host, widget, sheet }));
    Ok(id)
}

/// Reads the attributes of a mounted element again; `settings` as in [`mount`].
pub fn update(id: u32, settings: &JsValue) {
    let found =
        MODULE.with_borrow(|module| module.live.iter().find(|live| live.instance.id() == id).cloned());
    if let Some(Live { instance, widget, sheet, .. }) = found {
        let (element, settings) = (instance.element(), Settings::read(settings));
        if let Some(root) = element.shadow_root() {
            dress(&root, element, &sheet, &settings);
        }
        widget.configure(&attributes_of(element, &settings));
    }
}

/// The element is gone: nothing of it stays.
pub fn release(id: u32) {
    let found = MODULE.with_borrow_mut(|module| {
        let rank = module.live.iter().position(|live| live.instance.id() == id)?;
        Some(module.live.swap_remove(rank))
    });
    if let Some(live) = found {
        live.host.remove();
    }
}

/// The open shadow root of an element, made at its first drawing: until then the light DOM shows.
fn shadow_root_for(element: &HtmlElement) -> ShadowRoot {
    element.shadow_root().unwrap_or_else(|| {
        element
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .expect("a custom element without a shadow root takes one")
    })
}

/// Gives the root the widget's sheet, then the commune's. Colours of the page, which an element inherits, are kept:
/// half of one set and half of another would be read by nobody.
fn dress(root: &ShadowRoot, element: &HtmlElement, sheet: &CssStyleSheet, settings: &Settings) {
    // web-sys has no binding for it: https://developer.mozilla.org/docs/Web/API/ShadowRoot/adoptedStyleSheets
    let adopt = |sheets: Array| {
        let _ = Reflect::set(root, &"adoptedStyleSheets".into(), &sheets);
    };
    adopt(Array::of1(sheet));
    let styled = web_sys::window().and_then(|window| window.get_computed_style(element).ok().flatten());
    let set = |name: &str| {
        let value = styled.as_ref().and_then(|style| style.get_property_value(name).ok());
        value.is_some_and(|value| !value.is_empty())
    };
    let css = settings.css(!settings.properties().any(set));
    if let Some(own) = CssStyleSheet::new().ok().filter(|_| !css.is_empty()) {
        let _ = own.replace_sync(&css);
        adopt(Array::of2(sheet, &own));
    }
}

fn attributes_of(element: &HtmlElement, settings: &Settings) -> Attributes {
    let list = element.attributes();
    let values = (0..list.length()).filter_map(|i| list.item(i)).map(|a| (a.name(), a.value())).collect();
    let inherited = element.parent_element().and_then(|parent| parent.closest("[lang]").ok().flatten());
    let lang = inherited.and_then(|ancestor| ancestor.get_attribute("lang")).unwrap_or_default();
    settings.complete(values, lang)
}
