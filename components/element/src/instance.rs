//! One element on a page, as its widget sees it.

use crate::event;
use std::rc::Rc;
use web_sys::HtmlElement;

/// A handle to one mounted element: cheap to clone, equal by identity.
#[derive(Clone)]
pub struct Instance(Rc<Inner>);

struct Inner {
    id: u32,
    kind: &'static str,
    element: HtmlElement,
}

impl Instance {
    pub(crate) fn new(id: u32, kind: &'static str, element: HtmlElement) -> Self {
        Self(Rc::new(Inner { id, kind, element }))
    }

    /// A number that no other element of this module has had.
    pub fn id(&self) -> u32 {
        self.0.id
    }

    /// The widget's kind, such as `energy`.
    pub fn kind(&self) -> &'static str {
        self.0.kind
    }

    /// The custom element itself.
    pub fn element(&self) -> &HtmlElement {
        &self.0.element
    }

    /// Tells the page that the widget has drawn.
    pub fn ready(&self) {
        self.emit("commune-ready", &[]);
    }

    /// Tells the page and the console that something is wrong; `message` is for the webmaster.
    pub fn error(&self, reason: &str, message: &str) {
        web_sys::console::warn_2(
            &format!("commune-widgets: <commune-{}>", self.0.kind).into(),
            &message.into(),
        );
        self.emit("commune-error", &[("reason", reason), ("message", message)]);
    }

    /// Dispatches an event of the widget's own; `kind` is added to its detail.
    pub fn emit(&self, name: &str, detail: &[(&str, &str)]) {
        let mut all = vec![("kind", self.0.kind)];
        all.extend_from_slice(detail);
        event::emit(&self.0.element, name, &all);
    }
}

impl PartialEq for Instance {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}
