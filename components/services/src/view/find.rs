//! The search: the side module `search`, the files of the index that it asks for, and what it answers.
//!
//! The module is called by name: its bindings would weigh more than what they do here.

use super::Engine;
use crate::{
    answer::{Answer, needs, read_answer},
    messages::Msg,
    model::facets::Scope,
    state::{Action, SUGGESTIONS, Suggestion, Trouble},
};
use commune_source::{Handle, fetch, policy::Limits, value::Value};
use commune_ui::{
    js::{call, construct, global, import, object, run, settled},
    stage::Load,
};
use js_sys::{Array, Promise, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// An index of a whole country has a root of some megabytes.
const LIMITS: Limits = Limits { timeout_ms: 20_000, max_bytes: 16 << 20, retries: 2 };
/// Rounds of files after which an answer is given up: a sound index takes three.
const MOST_ROUNDS: usize = 8;

/// The index, once it was opened.
#[derive(Default)]
pub struct Finder {
    /// The address of the pack.
    pack: RefCell<String>,
    /// The index's folder, once it is known.
    folder: RefCell<String>,
    module: RefCell<JsValue>,
    search: RefCell<Load<JsValue>>,
    trouble: Cell<Option<Trouble>>,
    opening: Cell<bool>,
    partial: Cell<bool>,
    turn: Cell<u32>,
    tries: Cell<u32>,
}

impl Drop for Finder {
    fn drop(&mut self) {
        self.close();
    }
}

impl Finder {
    /// Another pack, whose index is another one.
    pub fn forget(&self, pack: &str) {
        self.close();
        pack.clone_into(&mut self.pack.borrow_mut());
    }

    fn close(&self) {
        if let Load::Ready(search) = self.search.take() {
            run(&search, "free", &[]);
        }
        self.turn();
        self.opening.set(false);
        self.partial.set(false);
    }

    /// Begins another question: answers to the former ones are no longer wanted.
    pub fn turn(&self) -> u32 {
        self.turn.set(self.turn.get() + 1);
        self.turn.get()
    }
}

/// The promise of a file's bytes, `null` where it cannot be had.
fn bytes(url: &str, handles: &mut Vec<Handle>) -> Promise {
    Promise::new(&mut |resolve, _| {
        let done = move |answer: Result<commune_source::Body, _>| {
            let bytes = answer.map_or(JsValue::NULL, |body| Uint8Array::from(&body.bytes()[..]).into());
            let _ = resolve.call1(&JsValue::NULL, &bytes);
        };
        handles.push(fetch(url, LIMITS, Box::new(done)));
    })
}

pub(super) fn address(path: &str, base: &str) -> JsValue {
    construct(&global("URL"), &[path.into(), base.into()])
}

impl Engine {
    /// The folder of the index. A pack cannot name another host than its own.
    pub(super) fn index_folder(&self) -> Option<String> {
        let pack = self.pack.borrow();
        let page = global("document").text_or_empty("baseURI");
        let base = address(&self.finder.pack.borrow(), &page).text_or_empty("href");
        let folder = address(&pack.ready()?.index, &base);
        let own = address(&base, &base).text_or_empty("origin");
        (!own.is_empty() && folder.text_or_empty("origin") == own).then(|| folder.text_or_empty("href"))
    }

    /// Loads the module and opens the index, unless that has been done: at the first focus or key, not before.
    pub(super) fn open_index(self: &Rc<Self>) {
        if self.finder.opening.get() || self.pack.borrow().ready().is_none() {
            return;
        }
        self.finder.opening.set(true);
        self.finder.trouble.set(None);
        let engine = self.clone();
        // Of a pack that another one has replaced, nothing is wanted.
        let pack = self.finder.pack.borrow().clone();
        spawn_local(async move {
            let opened = engine.opened().await;
            if *engine.finder.pack.borrow() != pack {
                return;
            }
            match opened {
                Ok(search) => *engine.finder.search.borrow_mut() = Load::Ready(search),
                Err(trouble) => engine.finder.trouble.set(Some(trouble)),
            }
            // What was asked meanwhile.
            if engine.state.borrow().busy {
                engine.run_search();
            } else if engine.finder.trouble.get().is_none() {
                let text = engine.text();
                engine.suggest_soon(&text);
            }
        });
    }

    async fn opened(self: &Rc<Self>) -> Result<JsValue, Trouble> {
        let folder = self.index_folder().ok_or(Trouble::Missing)?;
        let mut handles = Vec::new();
        let root = bytes(&address("root.bin", &folder).text_or_empty("href"), &mut handles);
        let got = settled(&Array::of2(&import("search", self.finder.tries.get()), &root)).await;
        let (module, root) =
            (got.first().cloned().unwrap_or_default(), got.get(1).cloned().unwrap_or_default());
        let ready = settled(&Array::of1(&run(&module, "default", &[]))).await;
        if module.is_absent() || ready.first().is_none_or(JsValue::is_undefined) {
            return Err(Trouble::Module);
        }
        if root.is_absent() {
            return Err(Trouble::Missing);
        }
        let search = construct(&module.field("Search"), &[root]);
        if search.is_absent() {
            return Err(Trouble::Damaged);
        }
        *self.finder.module.borrow_mut() = module;
        *self.finder.folder.borrow_mut() = folder;
        Ok(search)
    }

    /// What a search is asked with.
    fn options(&self, limit: u32) -> JsValue {
        let pack = self.pack.borrow();
        let state = self.state.borrow();
        let facets = &state.facets;
        let commune = pack.ready().map(|pack| &pack.commune);
        let here = commune.and_then(|commune| commune.at);
        let own = commune.filter(|_| facets.scope == Scope::Commune).map_or("", |commune| &*commune.insee);
        let (yes, not_no) = facets.yes_and_not_no();
        let options = object(&[
            ("limit", limit.min(200).into()),
            ("communes", own.into()),
            ("kinds", facets.kinds().into()),
            ("yes", yes.into()),
            ("notNo", not_no.into()),
            ("nearest", facets.point().is_some().into()),
        ]);
        if let Some((longitude, latitude)) = facets.point().or(here) {
            commune_ui::js::set(&options, "lat", &latitude.into());
            commune_ui::js::set(&options, "lon", &longitude.into());
        }
        options
    }

    /// Asks the index; `None` where nobody waits for the answer any more, or it gives none.
    async fn ask(self: &Rc<Self>, turn: u32, text: &str, options: &JsValue) -> Result<Answer, Trouble> {
        let search = self.finder.search.borrow().ready().cloned().unwrap_or_default();
        let text = super::words::normal(text, "NFD");
        let broken = |_| Trouble::Damaged;
        for _ in 0..MOST_ROUNDS {
            let json = call(&search, "query", &[text.as_str().into(), options.clone()]).map_err(broken)?;
            let wanted = needs(&json);
            if wanted.is_empty() {
                let module = self.finder.module.borrow().clone();
                let class = module.field("Search");
                let spelled = |term: &str, title: &str| {
                    run(&class, "spelled", &[term.into(), title.into()]).text().unwrap_or_default()
                };
                return Ok(read_answer(&json, &spelled));
            }
            let (list, mut handles) = (Array::new(), Vec::new());
            let folder = self.finder.folder.borrow().clone();
            for name in &wanted {
                list.push(&bytes(&address(name, &folder).text_or_empty("href"), &mut handles));
            }
            let got = settled(&list).await;
            for (name, content) in wanted.iter().zip(got) {
                let none = content.is_absent();
                let content = if none { Uint8Array::new_with_length(0).into() } else { content };
                let fed = call(&search, "feed", &[name.as_str().into(), content]).map_err(broken)?;
                if none || fed.boolean() != Some(true) {
                    self.finder.partial.set(true);
                    if !none {
                        // Of another build: the query does without it.
                        let empty = Uint8Array::new_with_length(0).into();
                        call(&search, "feed", &[name.as_str().into(), empty]).map_err(broken)?;
                    }
                }
            }
            if self.finder.turn.get() != turn {
                break;
            }
        }
        Err(Trouble::Damaged)
    }

    /// Asks the index, and gives the answer to `then` unless another question came meanwhile.
    fn question(self: &Rc<Self>, text: String, limit: u32, then: fn(&Rc<Engine>, Result<Answer, Trouble>)) {
        let turn = self.finder.turn();
        let options = self.options(limit);
        let engine = self.clone();
        spawn_local(async move {
            let answer = engine.ask(turn, &text, &options).await;
            if engine.finder.turn.get() == turn {
                then(&engine, answer);
            }
        });
    }

    /// Looks for suggestions.
    pub(super) fn suggest(self: &Rc<Self>, text: String) {
        if self.finder.search.borrow().ready().is_some() {
            self.question(text, SUGGESTIONS as u32, Engine::suggested);
        }
    }

    fn suggested(self: &Rc<Self>, answer: Result<Answer, Trouble>) {
        let Some(m) = self.stage.messages() else { return };
        let mut list = Vec::new();
        // Where the box has lost the focus meanwhile, nothing is to cover the page.
        let node = self.stage.root().into();
        let active = run(&node, "getRootNode", &[]).field("activeElement");
        if let (Ok(answer), true) = (answer, active.text_or_empty("id") == "box") {
            let pack = self.pack.borrow();
            let own = pack.ready().map_or("", |pack| &*pack.commune.name);
            for hit in &answer.hits {
                let record = &hit.record;
                let commune = if record.commune == own { "" } else { &*record.commune };
                list.push(Suggestion {
                    id: record.id.clone(),
                    title: super::words::title(&m, record).0.to_owned(),
                    commune: commune.to_owned(),
                });
            }
        }
        if !list.is_empty() {
            self.tell(m.plural(Msg::SuggestionsCount, list.len() as u32, &[]).to_string());
        }
        self.dispatch(Action::Suggested(list));
    }

    /// Searches for what is in the box; `id` is the suggestion that was taken.
    pub(super) fn search(self: &Rc<Self>, id: Option<String>) {
        let text = self.text();
        self.hands.pause.replace(None);
        if text.is_empty() && self.state.borrow().facets.kind.is_empty() {
            run(&self.stage.element("box"), "focus", &[]);
            return;
        }
        self.dispatch(Action::Asked(text, id.unwrap_or_default()));
        self.run_search();
    }

    /// Searches for words that were pressed instead of written.
    pub(super) fn ask_for(self: &Rc<Self>, text: &str) {
        self.fill(text);
        self.search(None);
        self.stage.focus("results-title");
    }

    /// Asks the index for what the state says.
    pub(super) fn run_search(self: &Rc<Self>) {
        if let Some(trouble) = self.finder.trouble.get() {
            return self.dispatch(Action::Failed(trouble));
        }
        if self.finder.search.borrow().ready().is_none() {
            return self.open_index();
        }
        let (text, limit) = {
            let state = self.state.borrow();
            let Some(asked) = &state.asked else { return };
            // Without words, those of the kind: each place has them among its own.
            let text =
                if asked.text.is_empty() { self.kind_words(&state.facets.kind) } else { asked.text.clone() };
            // Some of what comes may be left out here.
            (text, if state.facets.sifts() { state.limit * 3 } else { state.limit })
        };
        self.question(text, limit, |engine, answer| match answer {
            Ok(answer) => {
                engine.dispatch(Action::Answered(answer, engine.finder.partial.get()));
                engine.tell_count();
            }
            Err(trouble) => engine.dispatch(Action::Failed(trouble)),
        });
    }

    /// Tries again from nothing: the module, the root, and what was asked.
    pub(super) fn again(self: &Rc<Self>) {
        self.finder.close();
        self.finder.trouble.set(None);
        self.finder.tries.set(self.finder.tries.get() + 1);
        let asked = self.state.borrow().asked.clone();
        match asked {
            Some(asked) => {
                self.dispatch(Action::Asked(asked.text, asked.id));
                self.stage.focus("results-title");
            }
            None if self.config.borrow().place.is_some() => {
                self.start_over();
                return self.find_alone();
            }
            None => self.start_over(),
        }
        self.open_index();
        self.stage.redraw();
    }
}
