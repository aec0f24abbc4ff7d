//! The picture as an image, painted by the browser.

use crate::model::meter::picture::{Look, SIZE, Shape};
use commune_ui::js::{create, run, set};
use wasm_bindgen::JsValue;

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
