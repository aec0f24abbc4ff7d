//! The bundle's side of the contract with the shell: `start` once, then `mount`, `update`, `release`.

use crate::{
    Attributes, Instance,
    pool::{AnyPool, Pool},
};
use js_sys::{Array, Function, JsString, Promise, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};
use yew::{BaseComponent, Properties};

/// One widget: what the pool draws into an element's shadow root.
pub trait Widget: 'static {
    /// Folder, feature and element name without `commune-`.
    const KIND: &'static str;
    /// Its style sheet in parts, adopted by every shadow root of this kind.
    const CSS: &'static [&'static str];
    /// Its root component.
    type View: BaseComponent<Properties = ViewProps>;
}

/// What the root component of a widget gets.
#[derive(Clone, PartialEq, Properties)]
pub struct ViewProps {
    /// The element.
    pub instance: Instance,
    /// Its attributes now.
    pub attributes: Rc<Attributes>,
}

#[derive(Default)]
struct Module {
    base: String,
    import: Option<Function>,
    pools: Vec<Box<dyn AnyPool>>,
    last_id: u32,
}

thread_local! {
    static MODULE: RefCell<Module> = RefCell::default();
}

/// Called once by the shell: `base` is the shell's own URL, `import` loads a module beside it by name,
/// `on_panic` is told the message of a panic before the module traps.
pub fn start(base: String, import: Function, on_panic: Function) {
    // Yew's own way: it would replace a hook set by the standard one at its first render.
    yew::set_custom_panic_hook(Box::new(move |info| {
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
    MODULE.with_borrow_mut(|module| module.pools.push(Box::new(Pool::<W>::new(sheet))));
}

/// The URL of a file beside the shell, such as `packs/energy/1/59350.json`.
pub fn beside_shell(path: &str) -> String {
    MODULE.with_borrow(|module| {
        let folder = module.base.rfind('/').map_or(0, |slash| slash + 1);
        format!("{}{path}", &module.base[..folder])
    })
}

/// Loads a side module beside the shell by its name, such as `meter`.
pub fn import_module(name: &str) -> Result<Promise, JsValue> {
    let import = MODULE.with_borrow(|module| module.import.clone());
    import
        .ok_or_else(|| JsString::from("the module was not started"))?
        .call1(&JsValue::NULL, &JsValue::from_str(name))?
        .dyn_into()
}

/// Draws a widget of `kind` into `element`; the number names it in [`update`] and [`release`].
pub fn mount(kind: &str, element: HtmlElement) -> Result<u32, JsValue> {
    MODULE.with_borrow_mut(|module| {
        let pool = module.pools.iter().find(|pool| pool.kind() == kind);
        let pool = pool.ok_or_else(|| JsString::from("this bundle has no such widget"))?;
        module.last_id += 1;
        pool.mount(module.last_id, element);
        Ok(module.last_id)
    })
}

/// Reads the attributes of a mounted element again.
pub fn update(id: u32) {
    MODULE.with_borrow(|module| module.pools.iter().any(|pool| pool.update(id)));
}

/// The element is gone: its app returns to the pool.
pub fn release(id: u32) {
    MODULE.with_borrow(|module| module.pools.iter().any(|pool| pool.release(id)));
}

/// The open shadow root of an element, made at its first drawing: until then the light DOM shows.
pub(crate) fn shadow_root_for(element: &HtmlElement, sheet: &CssStyleSheet) -> ShadowRoot {
    let root = element.shadow_root().unwrap_or_else(|| {
        element
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .expect("a custom element without a shadow root takes one")
    });
    // web-sys has no binding for it: https://developer.mozilla.org/docs/Web/API/ShadowRoot/adoptedStyleSheets
    let _ = Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of1(sheet));
    root
}

pub(crate) fn attributes_of(element: &HtmlElement) -> Attributes {
    let list = element.attributes();
    let values = (0..list.length()).filter_map(|i| list.item(i)).map(|a| (a.name(), a.value())).collect();
    let inherited = element.parent_element().and_then(|parent| parent.closest("[lang]").ok().flatten());
    let lang = inherited.and_then(|ancestor| ancestor.get_attribute("lang")).unwrap_or_default();
    Attributes::new(values, lang)
}
