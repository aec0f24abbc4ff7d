//! The room that charts have: the width of the widget and the size of its text, followed as they change.

use commune_chart::Canvas;
use commune_ui::stage::Stage;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};

/// Height of every chart, in em; its style sheet says the same, so that nothing moves when the width is known.
const HEIGHT_EM: i32 = 17;

/// What the browser calls at each change of size; it lives as long as the observer.
type Changed = Closure<dyn FnMut()>;

/// Follows an element's size.
pub struct Room {
    canvas: Cell<Canvas>,
    observer: RefCell<Option<(ResizeObserver, Changed)>>,
}

impl Default for Room {
    fn default() -> Self {
        let canvas = Cell::new(Canvas { width: 320, height: HEIGHT_EM * 16, em: 14 });
        Self { canvas, observer: RefCell::default() }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if let Some((observer, _)) = self.observer.take() {
            observer.disconnect();
        }
    }
}

impl Room {
    /// The canvas of a chart that is as wide as the element.
    pub fn canvas(&self) -> Canvas {
        self.canvas.get()
    }

    /// Follows the widget's root once it is there; `changed` is called at each change of size.
    pub fn follow(&self, stage: &Stage, changed: impl FnMut() + 'static) {
        if self.observer.borrow().is_some() {
            return;
        }
        let Some(element) = stage.root() else { return };
        let changed = Changed::new(changed);
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            *self.observer.borrow_mut() = Some((observer, changed));
        }
    }

    /// Measures the root anew; true where charts are to be drawn anew.
    pub fn measure(&self, stage: &Stage) -> bool {
        let Some(element) = stage.root() else { return false };
        let em = font_size(&element).unwrap_or(16);
        let width = element.client_width();
        let measured = Canvas { width, height: HEIGHT_EM * em, em: (em * 7 / 8).max(12) };
        let other = width > 0 && measured != self.canvas.get();
        if other {
            self.canvas.set(measured);
        }
        other
    }
}

fn font_size(element: &Element) -> Option<i32> {
    let style = web_sys::window()?.get_computed_style(element).ok()??;
    let pixels = style.get_property_value("font-size").ok()?;
    let whole = pixels.split(['.', 'p']).next()?;
    whole.parse().ok()
}
