//! Fetching as state: each hook keeps its last good value while it asks anew.

use crate::i18n::Messages;
use commune_element::{Instance, Lang, mount::beside_shell};
use commune_source::{Body, FetchError, fetch, policy::Limits};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::{Callback, UseStateHandle, hook, use_effect_with, use_mut_ref, use_state};

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

type Answer = Result<Body, FetchError>;

/// The messages of a widget in `lang`. While another language loads, the former one stays; if it cannot
/// be had, so it does, and the page is told.
#[hook]
pub fn use_messages(instance: &Instance, lang: Lang) -> Load<Messages> {
    let state = use_state(|| Load::Waiting);
    let instance = instance.clone();
    let set = state.clone();
    use_effect_with(lang, move |lang| {
        let lang = *lang;
        let url = beside_shell(&format!("locales/{}/{}.json", instance.kind(), lang.tag()));
        let done = move |answer: Answer| match answer.and_then(|body| body.json()) {
            Ok(catalogue) => set.set(Load::Ready(Messages::new(lang, catalogue))),
            Err(error) => {
                instance.error("load", &format!("messages in {}: {error}", lang.tag()));
                if set.ready().is_none() {
                    set.set(Load::Failed(error));
                }
            }
        };
        let handle = fetch(&url, Limits::default(), Box::new(done));
        move || drop(handle)
    });
    (*state).clone()
}

/// A JSON file at `url`, read by `decode`, and a callback that asks for it again. A new `url` starts from
/// [`Load::Waiting`]; a retry keeps the error in sight until the answer.
#[hook]
pub fn use_json<T: Clone + PartialEq + 'static>(
    url: Option<Rc<str>>,
    decode: fn(&JsValue) -> Result<T, FetchError>,
) -> (Load<T>, Callback<()>) {
    let state: UseStateHandle<Load<T>> = use_state(|| Load::Waiting);
    let attempt = use_state(|| 0u32);
    // The attempt whose error is in sight stays so until its answer; another address starts afresh.
    let shown = use_mut_ref(|| None::<Rc<str>>);
    {
        let state = state.clone();
        use_effect_with((url, *attempt), move |(url, _)| {
            if *shown.borrow() != *url {
                state.set(Load::Waiting);
                *shown.borrow_mut() = url.clone();
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
    let retry = Callback::from(move |()| attempt.set(*attempt + 1));
    ((*state).clone(), retry)
}
