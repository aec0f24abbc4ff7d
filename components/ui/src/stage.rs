//! What stands around every widget's own code: its words, its root element, redrawing, hearing, the focus.
//!
//! A widget has one [`Act`]. Events come through one listener at what its root stands in: what a control does
//! stands in an attribute of its own (see [`heard`]), so that controls are plain elements. Who owns whom: the
//! mounted element its act and the ear, the act its [`Stage`]; all else that calls back holds a weak reference,
//! so that nothing stays once the element has gone.

use crate::{
    frame,
    i18n::Messages,
    js::run,
    page::Page,
    tree::{Node, draw},
    writer::Writer,
};
use commune_element::{
    Attributes, Instance, Lang, Problem,
    mount::{Mounted, beside_shell},
};
use commune_source::{FetchError, Handle, fetch, policy::Limits};
use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event};

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
    host: Element,
    /// What stands in the host now.
    tree: RefCell<Vec<Node<web_sys::Node>>>,
    play: OnceCell<Weak<dyn Play>>,
    /// Whether a drawing is to come.
    due: Cell<bool>,
    messages: RefCell<Option<Messages>>,
    asked: Asked,
    lang: Cell<Lang>,
    problems: RefCell<Vec<Problem>>,
    focus: RefCell<String>,
    report: RefCell<Option<Result<(), String>>>,
}

impl Stage {
    fn new(instance: Instance, host: Element) -> Self {
        Self {
            instance,
            host,
            tree: RefCell::default(),
            play: OnceCell::new(),
            due: Cell::new(false),
            messages: RefCell::default(),
            asked: Asked::default(),
            lang: Cell::new(Lang::Fr),
            problems: RefCell::default(),
            focus: RefCell::default(),
            report: RefCell::default(),
        }
    }

    /// Draws the widget anew, once what runs now has ended.
    pub fn redraw(&self) {
        let Some(play) = self.play.get().cloned() else { return };
        if self.due.replace(true) {
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(play) = play.upgrade() {
                play.stage().draw_now(&*play);
            }
        });
    }

    fn draw_now(&self, play: &dyn Play) {
        self.due.set(false);
        let root = self.messages().and_then(|m| {
            let mut w = Writer::new(&m, frame::ROOT);
            w.set("lang", m.lang().tag());
            play.draw(&mut w);
            w.finish()
        });
        // Without words there is nothing to say: the light DOM stays.
        let mut tree = vec![root.unwrap_or_else(|| Node::new("slot"))];
        let former = self.tree.take();
        draw(&Page::default(), &self.host, former, &mut tree, false);
        *self.tree.borrow_mut() = tree;
        self.drawn();
        play.drawn();
    }

    /// The root of what is drawn, once there are words to draw.
    pub fn root(&self) -> Option<Element> {
        let tree = self.tree.borrow();
        let root = tree.first().filter(|root| root.tag != "slot")?;
        root.drawn.clone().map(JsCast::unchecked_into)
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
        run(&run(&self.host, "getRootNode", &[]), "getElementById", &[id.into()])
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

/// The events that a widget hears.
const KINDS: [&str; 7] = ["click", "change", "keydown", "input", "pointerover", "dragover", "drop"];

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

/// An [`Act`], whatever its type.
trait Play {
    fn stage(&self) -> &Stage;
    fn configure(&self, attributes: &Attributes);
    fn draw(&self, w: &mut Writer<'_>);
    fn hear(&self, event: &Event);
    fn drawn(&self);
}

struct Acting<A>(Rc<A>);

impl<A: Act> Play for Acting<A> {
    fn stage(&self) -> &Stage {
        self.0.stage()
    }

    fn configure(&self, attributes: &Attributes) {
        self.0.configure(attributes);
    }

    fn draw(&self, w: &mut Writer<'_>) {
        self.0.draw(w);
    }

    fn hear(&self, event: &Event) {
        self.0.hear(event);
    }

    fn drawn(&self) {
        self.0.drawn();
    }
}

/// A widget in its place. The closure is what the host's listeners call.
struct Performance {
    play: Rc<dyn Play>,
    _ear: Closure<dyn Fn(Event)>,
}

impl Mounted for Performance {
    fn configure(&self, attributes: &Attributes) {
        self.play.configure(attributes);
        self.play.stage().redraw();
    }
}

/// Draws an act into `host`, an empty element of the shadow root, until what is given back is dropped.
pub fn perform<A: Act>(instance: Instance, host: Element, attributes: &Attributes) -> Rc<dyn Mounted> {
    let stage = Rc::new(Stage::new(instance, host));
    let act = A::new(stage.clone());
    begin(&stage, Rc::new(Acting(act)), attributes)
}

fn begin(stage: &Stage, play: Rc<dyn Play>, attributes: &Attributes) -> Rc<dyn Mounted> {
    let _ = stage.play.set(Rc::downgrade(&play));
    let heard = Rc::downgrade(&play);
    // It may be called while it runs: a field that loses the focus in an answer to a key says then that it changed.
    let ear = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Some(play) = heard.upgrade() {
            play.hear(&event);
        }
    });
    for kind in KINDS {
        run(&stage.host, "addEventListener", &[kind.into(), ear.as_ref().clone()]);
    }
    play.configure(attributes);
    stage.draw_now(&*play);
    Rc::new(Performance { play, _ear: ear })
}
