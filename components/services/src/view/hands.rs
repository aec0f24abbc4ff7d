//! What lasts beside the drawing: pauses, what is announced, events that bubble to nobody.

use super::Engine;
use crate::state::Action;
use commune_source::value::Value;
use commune_ui::js::run;
use gloo_timers::callback::{Interval, Timeout};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event};

/// Milliseconds of silence before something is announced: a screen reader says each key first.
const QUIET_MS: u32 = 600;
/// How often 'open now' is looked at anew, in milliseconds.
const MINUTE_MS: u32 = 60_000;

/// A pause under way, at most.
pub type Pause = RefCell<Option<Timeout>>;

type Ear = (Element, Closure<dyn Fn(Event)>);

/// All of it.
#[derive(Default)]
pub struct Hands {
    /// The pause before suggestions are looked for.
    pub pause: Pause,
    quiet: Pause,
    /// What is announced.
    pub told: RefCell<String>,
    /// What became of the last action: the id of its record, and a sentence.
    pub note: RefCell<(String, String)>,
    minute: RefCell<Option<Interval>>,
    ear: RefCell<Option<Ear>>,
    /// What is to be in the box after the next drawing.
    pub fill: RefCell<Option<String>>,
    /// The frame that was printed last.
    pub sheet: RefCell<JsValue>,
    /// The page's `#` was read.
    pub read: Cell<bool>,
}

impl Drop for Hands {
    fn drop(&mut self) {
        run(&self.sheet.borrow(), "remove", &[]);
    }
}

/// What `listen` hears, which the root does not.
const KINDS: [&str; 4] = ["focusin", "focusout", "mousedown", "compositionend"];

impl Engine {
    /// Does something after a pause, unless another pause of the same name begins before.
    pub(super) fn after(
        self: &Rc<Self>,
        pause: &Pause,
        milliseconds: u32,
        then: impl FnOnce(&Rc<Engine>) + 'static,
    ) {
        let engine = Rc::downgrade(self);
        *pause.borrow_mut() = Some(Timeout::new(milliseconds, move || {
            if let Some(engine) = engine.upgrade() {
                then(&engine);
            }
        }));
    }

    /// Announces a sentence politely. The same one again is announced again.
    pub(super) fn tell(self: &Rc<Self>, sentence: String) {
        if !self.hands.told.take().is_empty() {
            self.stage.redraw();
        }
        self.after(&self.hands.quiet, QUIET_MS, move |engine| {
            *engine.hands.told.borrow_mut() = sentence;
            engine.stage.redraw();
        });
    }

    /// Draws anew each minute: what is open changes while the page stays.
    pub(super) fn keep_time(self: &Rc<Self>) {
        let engine = Rc::downgrade(self);
        let interval = Interval::new(MINUTE_MS, move || {
            if let Some(engine) = engine.upgrade() {
                engine.stage.redraw();
            }
        });
        *self.hands.minute.borrow_mut() = Some(interval);
    }

    /// Hears the events of [`KINDS`] at the root, once it is there.
    pub(super) fn listen(self: &Rc<Self>) {
        let Some(node) = self.stage.root() else { return };
        if self.hands.ear.borrow().as_ref().is_some_and(|(known, _)| *known == node) {
            return;
        }
        let engine = Rc::downgrade(self);
        let ear = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(engine) = engine.upgrade() {
                engine.overheard(&event);
            }
        });
        for kind in KINDS {
            run(&node, "addEventListener", &[kind.into(), ear.as_ref().clone()]);
        }
        *self.hands.ear.borrow_mut() = Some((node, ear));
    }

    fn overheard(self: &Rc<Self>, event: &Event) {
        let Some(target) = event.target() else { return };
        let target: Element = target.unchecked_into();
        let in_box = target.id() == "box";
        match event.type_().as_str() {
            "focusin" if in_box => self.open_index(),
            "focusin" => self.follow_on_map(&target),
            "focusout" if in_box && self.state.borrow().popup => self.dispatch(Action::Popup(false)),
            // The box keeps the focus while a suggestion is pressed.
            "mousedown" if target.closest("#options").ok().flatten().is_some() => event.prevent_default(),
            "compositionend" if in_box => self.suggest_soon(&target.text_or_empty("value")),
            _ => (),
        }
    }

    /// What can be done only once the view is there.
    pub(super) fn after_drawing(self: &Rc<Self>) {
        if !self.stage.element("box").is_absent()
            && let Some(text) = self.hands.fill.take()
        {
            self.fill(&text);
        }
        self.show_active();
    }
}
