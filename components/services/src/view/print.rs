//! Printing one result: a page of its own in a frame, so that nothing of the host page is printed with it.

use super::{Engine, actions::page, when};
use crate::messages::Msg;
use commune_source::value::Value;
use commune_ui::js::{call, construct, create, run, set};
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A4 in black; links written out.
const CSS: &str = commune_element::style_sheet!("../print.css");

impl Engine {
    /// Prints the result of that id under its title.
    pub(super) fn print(self: &Rc<Self>, title: &str, id: &str) {
        let Some(m) = self.stage.messages() else { return };
        let root = run(&JsValue::from(self.stage.root()), "getRootNode", &[]);
        let Some(entry) = self.entry_of(&root, id) else { return };
        run(&self.hands.sheet.borrow(), "remove", &[]);
        let frame = create("iframe");
        set(&frame, "className", &"sheet".into());
        set(&frame, "title", &m.by_name("services.print").into());
        set(&frame, "tabIndex", &(-1).into());
        run(&frame, "setAttribute", &["aria-hidden".into(), "true".into()]);
        run(&root, "append", std::slice::from_ref(&frame));
        *self.hands.sheet.borrow_mut() = frame.clone();

        let window = frame.field("contentWindow");
        let document = window.field("document");
        set(&document, "title", &title.into());
        set(&document.field("documentElement"), "lang", &m.lang().tag().into());
        // A sheet belongs to the document that it was made in.
        let sheet = construct(&window.field("CSSStyleSheet"), &[]);
        run(&sheet, "replaceSync", &[CSS.into()]);
        set(&document, "adoptedStyleSheets", &Array::of1(&sheet).into());

        let body = document.field("body");
        let line = |tag: &str, words: &str| {
            let element = run(&document, "createElement", &[tag.into()]);
            set(&element, "textContent", &words.into());
            run(&body, "append", &[element]);
        };
        let widget = run(&root, "getElementById", &["title".into()]).text_or_empty("textContent");
        line("h1", &widget);
        run(&body, "append", &[run(&document, "importNode", &[entry, true.into()])]);
        let details = run(&body, "querySelectorAll", &["details".into()]);
        for one in Array::from(&details).iter() {
            set(&one, "open", &true.into());
        }
        let (source, today) = {
            let pack = self.pack.borrow();
            let pack = pack.ready();
            let zone = pack.map_or("", |pack| &*pack.time_zone);
            (pack.map(|pack| pack.source.clone()).unwrap_or_default(), when::iso(when::now(zone).day))
        };
        line("p", &source);
        line("p", &m.with(Msg::Printed, &[("date", &m.date(&today))]));
        line("p", &page());
        let _ = call(&window, "print", &[]);
    }

    /// The element of a record: the button that was pressed is in it.
    fn entry_of(&self, root: &JsValue, id: &str) -> Option<JsValue> {
        let buttons = Array::from(&run(root, "querySelectorAll", &["[data-do^=\"print:\"]".into()]));
        let wanted = ["print:", id].concat();
        let button = buttons.iter().find(|button| {
            run(button, "getAttribute", &["data-do".into()]).text().is_some_and(|action| action == wanted)
        })?;
        let entry = run(&button, "closest", &["article".into()]);
        (!entry.is_absent()).then_some(entry)
    }
}
