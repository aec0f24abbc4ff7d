//! JavaScript by name.

use crate::model::meter::picture::{Look, SIZE, Shape};
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
    let all = run(&js_sys::global().field("Promise"), "allSettled", &[list.into()]);
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

fn set(this: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(this, &JsValue::from_str(name), value);
}

/// The promise of a side module.
pub fn import(name: &str) -> JsValue {
    import_module(name).map_or(JsValue::UNDEFINED, JsValue::from)
}

fn create(tag: &str) -> JsValue {
    let document = js_sys::global().field("document");
    run(&document, "createElement", &[tag.into()])
}

/// Offers what is at `url` as a file.
pub fn save_url(name: &str, url: &str) {
    let link = create("a");
    set(&link, "href", &url.into());
    set(&link, "download", &name.into());
    run(&link, "click", &[]);
}

/// The shapes as a PNG, in a `data:` URL. They are drawn one by one: a policy such as `img-src 'self'`
/// forbids to draw an SVG image onto a canvas.
pub fn paint(shapes: &[Shape]) -> Option<String> {
    let canvas = create("canvas");
    set(&canvas, "width", &SIZE.width.into());
    set(&canvas, "height", &SIZE.height.into());
    let pen = run(&canvas, "getContext", &["2d".into()]);
    for Shape { look, at, text } in shapes {
        let colour = look.colour().into();
        set(&pen, "fillStyle", &colour);
        set(&pen, "strokeStyle", &colour);
        let [x, y, width, height] = at.map(JsValue::from);
        match look.anchor() {
            Some(anchor) => {
                set(&pen, "font", &look.font().into());
                set(&pen, "textAlign", &(if anchor == "middle" { "center" } else { anchor }).into());
                run(&pen, "fillText", &[text.into(), x, y])
            }
            None if *look == Look::Open => run(&pen, "strokeRect", &[x, y, width, height]),
            None => run(&pen, "fillRect", &[x, y, width, height]),
        };
    }
    run(&canvas, "toDataURL", &[]).as_string()
}
