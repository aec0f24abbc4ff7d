//! What stands around every widget's own code: its words, its root element, redrawing, hearing, the focus.
//!
//! A widget has one Yew component, [`Root`], and one [`Act`] in it. Events come through one listener of each
//! kind at the root: what a control does stands in an attribute of its own (see [`heard`]), so that controls are
//! plain elements.

use crate::{frame, i18n::Messages, js::run, writer::Writer};
use commune_element::{
    Attributes, Instance, Lang, Problem,
    mount::{ViewProps, beside_shell},
};
use commune_source::{FetchError, Handle, fetch, policy::Limits};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};
use yew::{
    Component, Context, Html, NodeRef,
    virtual_dom::{Listener, ListenerKind, VTag},
};

/// Where a request stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Load<T> {
    /// Nothing yet.
    #[default]
    Waiting,
    /// It has come.
    Ready(T),
    /// It has not, and why.
    Failed(FetchError),
}

impl<T> Load<T> {
    /// The value, where it has come.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Load::Ready(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> From<Result<T, FetchError>> for Load<T> {
    fn from(result: Result<T, FetchError>) -> Self {
        match result {
            Ok(value) => Load::Ready(value),
            Err(error) => Load::Failed(error),
        }
    }
}

/// A JSON file that is asked for once per address. Dropping it cancels what is under way.
#[derive(Default)]
pub struct Asked {
    url: RefCell<String>,
    handle: RefCell<Option<Handle>>,
}

impl Asked {
    /// Asks for the file at `url`, unless it was the last one asked for, and calls `done` with `owner` if that is
    /// still there. True where it was asked for.
    pub fn ask<T: 'static>(
        &self,
        url: &str,
        owner: &Rc<T>,
        done: fn(&Rc<T>, Result<JsValue, FetchError>),
    ) -> bool {
        if *self.url.borrow() == url {
            return false;
        }
        *self.url.borrow_mut() = url.to_owned();
        let owner = Rc::downgrade(owner);
        let arrived = move |answer: Result<commune_source::Body, FetchError>| {
            if let Some(owner) = owner.upgrade() {
                done(&owner, answer.and_then(|body| body.json()));
            }
        };
        *self.handle.borrow_mut() = Some(fetch(url, Limits::default(), Box::new(arrived)));
        true
    }

    /// Cancels what is under way and forgets the address: the next question is asked whatever it is.
    pub fn forget(&self) {
        self.url.borrow_mut().clear();
        self.handle.take();
    }
}

/// What a widget has of its surroundings.
pub struct Stage {
    /// The element.
    pub instance: Instance,
    /// The root of what is drawn.
    pub node: NodeRef,
    redraw: Box<dyn Fn()>,
    messages: RefCell<Option<Messages>>,
    asked: Asked,
    lang: Cell<Lang>,
    problems: RefCell<Vec<Problem>>,
    focus: RefCell<String>,
    report: RefCell<Option<Result<(), String>>>,
}

impl Stage {
    /// Draws the widget anew, soon.
    pub fn redraw(&self) {
        (self.redraw)();
    }

    /// The words, once they have come.
    pub fn messages(&self) -> Option<Messages> {
        self.messages.borrow().clone()
    }

    /// Asks for the words in `lang`. While another language loads, the former one stays; if it cannot be had, so
    /// it does, and the page is told.
    pub fn speak(self: &Rc<Self>, lang: Lang) {
        self.lang.set(lang);
        let url = beside_shell(&["locales/", self.instance.kind(), "/", lang.tag(), ".json"].concat());
        self.asked.ask(&url, self, |stage, answer| match answer {
            Ok(catalogue) => {
                *stage.messages.borrow_mut() = Some(Messages::new(stage.lang.get(), catalogue));
                stage.redraw();
            }
            Err(error) => {
                let told = ["messages in ", stage.lang.get().tag(), ": ", &error.to_string()].concat();
                stage.instance.error("load", &told);
            }
        });
    }

    /// Tells the console and the page of each wrong attribute, once for each change of them.
    pub fn set_problems(&self, problems: Vec<Problem>) {
        if *self.problems.borrow() != problems {
            for Problem { attribute, value, detail, .. } in &problems {
                self.instance.error("attribute", &[attribute, "=\"", value, "\": ", detail].concat());
            }
            *self.problems.borrow_mut() = problems;
        }
    }

    /// The attributes that were wrong.
    pub fn problems(&self) -> std::cell::Ref<'_, Vec<Problem>> {
        self.problems.borrow()
    }

    /// Tells the page, after the next drawing, that the content is there or why it is not.
    pub fn report<T>(&self, content: &Result<T, FetchError>) {
        *self.report.borrow_mut() = Some(match content {
            Ok(_) => Ok(()),
            Err(error) => Err(error.to_string()),
        });
    }

    /// Gives an element that is there the focus, before the control that has it goes: a browser may paint between
    /// a drawing and what follows it, and the focus would fall to the page for that moment.
    pub fn focus_now(&self, id: &str) {
        run(&self.element(id), "focus", &[]);
    }

    /// Gives the element of that id the focus after the next drawing.
    pub fn focus(&self, id: &str) {
        id.clone_into(&mut self.focus.borrow_mut());
    }

    /// The element of that id; `undefined` or `null` where there is none.
    pub fn element(&self, id: &str) -> JsValue {
        let node = self.node.cast::<Element>().map_or(JsValue::UNDEFINED, JsValue::from);
        run(&run(&node, "getRootNode", &[]), "getElementById", &[id.into()])
    }

    fn drawn(&self) {
        let id = self.focus.take();
        if !id.is_empty() {
            self.focus_now(&id);
        }
        // What is drawn without words is the light DOM.
        if self.messages.borrow().is_some() {
            match self.report.take() {
                Some(Ok(())) => self.instance.ready(),
                Some(Err(error)) => self.instance.error("data", &error),
                None => (),
            }
        }
    }
}

/// What a widget does; everything that a visitor sees or presses ends here.
pub trait Act: 'static {
    /// Nothing asked for, nothing drawn yet.
    fn new(stage: Rc<Stage>) -> Rc<Self>;
    /// What stands around it.
    fn stage(&self) -> &Rc<Stage>;
    /// Reads the element's attributes, at first and after each change: the language, what to ask for.
    fn configure(self: &Rc<Self>, attributes: &Attributes);
    /// Writes all that is to be seen into the root, which is open.
    fn draw(self: &Rc<Self>, w: &mut Writer<'_>);
    /// An event, of which [`heard`] knows what was meant.
    fn hear(self: &Rc<Self>, event: &Event);
    /// After each drawing.
    fn drawn(self: &Rc<Self>) {}
}

/// The events that a root hears. Yew's own list has a hundred, and copying one of them weighs 1.5 kB.
const KINDS: u8 = 7;

struct Ear<A>(u8, Rc<A>);

impl<A: Act> Listener for Ear<A> {
    fn kind(&self) -> ListenerKind {
        match self.0 {
            0 => ListenerKind::onclick,
            1 => ListenerKind::onchange,
            2 => ListenerKind::onkeydown,
            3 => ListenerKind::oninput,
            4 => ListenerKind::onpointerover,
            5 => ListenerKind::ondragover,
            _ => ListenerKind::ondrop,
        }
    }

    fn handle(&self, event: Event) {
        self.1.hear(&event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// The control that an event is about, and what its attribute says: `data-do` for a press, `data-on` for a
/// change, `data-in` while writing, `data-key` for a key, `data-over` where a pointer comes over it.
pub fn heard(event: &Event) -> Option<(Element, String)> {
    let name = match event.type_().as_str() {
        "click" => "data-do",
        "change" => "data-on",
        "input" => "data-in",
        "keydown" => "data-key",
        "pointerover" => "data-over",
        _ => return None,
    };
    let target: Element = event.target()?.unchecked_into();
    let control = target.closest(&["[", name, "]"].concat()).ok()??;
    let action = control.get_attribute(name)?;
    Some((control, action))
}

/// The root component of a widget.
pub struct Root<A>(Rc<A>);

impl<A: Act> Component for Root<A> {
    type Message = ();
    type Properties = ViewProps;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        let props = context.props();
        let stage = Stage {
            instance: props.instance.clone(),
            node: NodeRef::default(),
            redraw: Box::new(move || link.send_message(())),
            messages: RefCell::default(),
            asked: Asked::default(),
            lang: Cell::new(Lang::Fr),
            problems: RefCell::default(),
            focus: RefCell::default(),
            report: RefCell::default(),
        };
        let act = A::new(Rc::new(stage));
        act.configure(&props.attributes);
        Self(act)
    }

    fn changed(&mut self, context: &Context<Self>, _: &ViewProps) -> bool {
        self.0.configure(&context.props().attributes);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        // Without words there is nothing to say: the light DOM stays.
        let Some(m) = self.0.stage().messages() else { return VTag::new("slot").into() };
        let mut w = Writer::new(&m, frame::ROOT);
        w.set("lang", m.lang().tag());
        self.0.draw(&mut w);
        let mut root = w.finish();
        root.node_ref = self.0.stage().node.clone();
        let ears = (0..KINDS).map(|kind| Some(Rc::new(Ear(kind, self.0.clone())) as Rc<dyn Listener>));
        root.set_listeners(ears.collect());
        root.into()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        self.0.stage().drawn();
        self.0.drawn();
    }
}
