//! JavaScript by name: a binding of its own for each function would weigh more than what most of them do.

use commune_element::mount::import_module;
use commune_source::value::Value;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

fn list(items: &[JsValue]) -> Array {
    let list = Array::new();
    for item in items {
        list.push(item);
    }
    list
}

/// Calls a method.
///
/// # Errors
/// What the method throws, or a `TypeError` where there is no such method.
pub fn call(this: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let list = list(arguments);
    Reflect::apply(this.field(name).unchecked_ref::<Function>(), this, &list)
}

/// Calls a method; `undefined` where it throws.
pub fn run(this: &JsValue, name: &str, arguments: &[JsValue]) -> JsValue {
    call(this, name, arguments).unwrap_or_default()
}

/// What the promises of a list come to; `undefined` for one that fails.
pub async fn settled(list: &Array) -> Vec<JsValue> {
    let all = run(&global("Promise"), "allSettled", &[list.into()]);
    let settled = JsFuture::from(all.unchecked_into::<Promise>()).await.unwrap_or_default();
    Array::from(&settled).iter().map(|one| one.field("value")).collect()
}

/// `new Class(…)`; `undefined` where that throws.
pub fn construct(class: &JsValue, arguments: &[JsValue]) -> JsValue {
    let list = list(arguments);
    Reflect::construct(class.unchecked_ref::<Function>(), &list).unwrap_or_default()
}

/// An object with these fields.
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, value);
    }
    object.into()
}

/// Sets a property.
pub fn set(this: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(this, &JsValue::from_str(name), value);
}

/// Something global, such as `document`.
pub fn global(name: &str) -> JsValue {
    js_sys::global().field(name)
}

/// The promise of a side module, asked for again where `attempt` is not 0.
pub fn import(name: &str, attempt: u32) -> JsValue {
    import_module(name, attempt).map_or(JsValue::UNDEFINED, JsValue::from)
}

/// A new element, outside the page.
pub fn create(tag: &str) -> JsValue {
    run(&global("document"), "createElement", &[tag.into()])
}
