//! Fetching as state: each hook keeps its last good value while it asks anew.

use crate::i18n::Messages;
use commune_element::{Instance, Lang, mount::beside_shell};
use commune_source::{Body, FetchError, fetch, policy::Limits};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;
use yew::{UseForceUpdateHandle, hook, use_effect_with, use_force_update, use_mut_ref};

/// Where a request stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Load<T> {
    /// Nothing yet.
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

/// A component's own value. Setting it draws the component anew.
///
/// It does what `use_state` does, at a tenth of the code for each type of value; handlers see the value of
/// the moment rather than that of the last drawing.
pub struct Local<T> {
    value: Rc<RefCell<T>>,
    redraw: UseForceUpdateHandle,
}

impl<T> Clone for Local<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), redraw: self.redraw.clone() }
    }
}

impl<T: Clone> Local<T> {
    /// The value now.
    pub fn get(&self) -> T {
        self.value.borrow().clone()
    }

    /// Another value.
    pub fn set(&self, value: T) {
        *self.value.borrow_mut() = value;
        self.redraw.force_update();
    }
}

/// A value that lives as long as the component.
#[hook]
pub fn use_local<T: 'static>(first: impl FnOnce() -> T) -> Local<T> {
    Local { value: use_mut_ref(first), redraw: use_force_update() }
}

type Answer = Result<Body, FetchError>;

/// The messages of a widget in `lang`. While another language loads, the former one stays; if it cannot
/// be had, so it does, and the page is told.
#[hook]
pub fn use_messages(instance: &Instance, lang: Lang) -> Load<Messages> {
    let state = use_local(|| Load::Waiting);
    let instance = instance.clone();
    let set = state.clone();
    use_effect_with(lang, move |lang| {
        let lang = *lang;
        let url = beside_shell(&format!("locales/{}/{}.json", instance.kind(), lang.tag()));
        let done = move |answer: Answer| match answer.and_then(|body| body.json()) {
            Ok(catalogue) => set.set(Load::Ready(Messages::new(lang, catalogue))),
            Err(error) => {
                instance.error("load", &format!("messages in {}: {error}", lang.tag()));
                if set.get().ready().is_none() {
                    set.set(Load::Failed(error));
                }
            }
        };
        let handle = fetch(&url, Limits::default(), Box::new(done));
        move || drop(handle)
    });
    state.get()
}

/// The messages of a part of the widget that opens on a press, with those that are there already: a page
/// asks for words when they are needed. `part` names a folder of the widget's messages; without it nothing
/// is asked.
#[hook]
pub fn use_part_messages(
    instance: &Instance,
    first: Option<&Messages>,
    part: Option<&'static str>,
) -> (Load<Messages>, Rc<dyn Fn()>) {
    let state = use_local(|| Load::Waiting);
    let tries = use_local(|| 0u32);
    let wanted = part.zip(first.cloned());
    let kind = instance.kind();
    {
        let state = state.clone();
        use_effect_with((wanted, tries.get()), move |(wanted, _)| {
            let handle = wanted.clone().map(|(part, first)| {
                let url = beside_shell(&format!("locales/{kind}/{part}/{}.json", first.lang().tag()));
                let done = move |answer: Answer| {
                    state.set(match answer.and_then(|body| body.json()) {
                        Ok(catalogue) => Load::Ready(first.and(&catalogue)),
                        Err(error) => Load::Failed(error),
                    });
                };
                fetch(&url, Limits::default(), Box::new(done))
            });
            move || drop(handle)
        });
    }
    (state.get(), Rc::new(move || tries.set(tries.get() + 1)))
}

/// A JSON file at `url`, read by `decode`, and a callback that asks for it again. A new `url` starts from
/// [`Load::Waiting`]; a retry keeps the error in sight until the answer.
#[hook]
pub fn use_json<T: Clone + 'static>(
    url: Option<Rc<str>>,
    decode: fn(&JsValue) -> Result<T, FetchError>,
) -> (Load<T>, Rc<dyn Fn()>) {
    let state = use_local(|| Load::Waiting);
    // The address whose answer is in sight, and the attempts made in all.
    let attempt = use_local(|| (None::<Rc<str>>, 0u32));
    {
        let (state, attempt) = (state.clone(), attempt.clone());
        use_effect_with((url, attempt.get().1), move |(url, tries)| {
            if attempt.get().0 != *url {
                attempt.set((url.clone(), *tries));
                state.set(Load::Waiting);
            }
            let handle = url.as_deref().map(|url| {
                let done = move |answer: Answer| {
                    state.set(match answer.and_then(|body| body.json()).and_then(|json| decode(&json)) {
                        Ok(value) => Load::Ready(value),
                        Err(error) => Load::Failed(error),
                    });
                };
                fetch(url, Limits::default(), Box::new(done))
            });
            move || drop(handle)
        });
    }
    let retry = Rc::new(move || {
        let (url, tries) = attempt.get();
        attempt.set((url, tries + 1));
    });
    (state.get(), retry)
}
