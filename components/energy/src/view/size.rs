//! The room that a chart has: the width of its box and the size of its text, followed as they change.

use commune_chart::Canvas;
use commune_ui::hooks::use_local;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};
use yew::{NodeRef, hook, use_effect_with};

/// Height of every chart, in em; its style sheet says the same, so that nothing moves when the width is known.
const HEIGHT_EM: i32 = 17;

/// The canvas for a chart inside `node`.
#[hook]
pub fn use_canvas(node: NodeRef) -> Canvas {
    let canvas = use_local(|| Canvas { width: 320, height: HEIGHT_EM * 16, em: 14 });
    {
        let canvas = canvas.clone();
        use_effect_with(node, move |node| {
            let element = node.cast::<Element>();
            let measured = element.clone();
            let follow = Closure::<dyn FnMut()>::new(move || {
                let Some(element) = &measured else { return };
                let em = font_size(element).unwrap_or(16);
                let width = element.client_width();
                let measured = Canvas { width, height: HEIGHT_EM * em, em: (em * 7 / 8).max(12) };
                if width > 0 && measured != canvas.get() {
                    canvas.set(measured);
                }
            });
            let observer = ResizeObserver::new(follow.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(follow);
            }
        });
    }
    canvas.get()
}

fn font_size(element: &Element) -> Option<i32> {
    let style = web_sys::window()?.get_computed_style(element).ok()??;
    let pixels = style.get_property_value("font-size").ok()?;
    let whole = pixels.split(['.', 'p']).next()?;
    whole.parse().ok()
}
