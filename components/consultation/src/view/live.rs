//! Asking the platform: one wish at a time, by the client's own code; this file only sends.

use super::Engine;
use crate::{
    client::{Failure, Found, Memory, Task, Want, failure::EMPTY},
    data::pack::{Pack, Platform},
    model::view_merge,
    state::{Action, failed},
};
use commune_source::{FetchError, Handle, policy::Limits, post, value::Value};
use commune_ui::{
    js::{global, run},
    stage::Load,
};
use std::{cell::RefCell, rc::Rc};

thread_local! {
    /// What is known of each platform, for all elements of the page and until it closes.
    static KNOWN: RefCell<Vec<(String, Memory)>> = const { RefCell::new(Vec::new()) };
}

fn with_memory<T>(platform: &str, act: impl FnOnce(&mut Memory) -> T) -> T {
    KNOWN.with_borrow_mut(|known| {
        let at = match known.iter().position(|(url, _)| url == platform) {
            Some(at) => at,
            None => {
                known.push((platform.to_owned(), Memory::default()));
                known.len() - 1
            }
        };
        act(&mut known[at].1)
    })
}

/// No retries: a wish costs three requests at most, and the visitor may press again.
const LIMITS: Limits = Limits { timeout_ms: 15_000, max_bytes: 8 << 20, retries: 0 };

/// The line to the platform.
#[derive(Default)]
pub struct Line {
    task: RefCell<Option<(Want, Task)>>,
    handle: RefCell<Option<Handle>>,
    timer: RefCell<Option<gloo_timers::callback::Timeout>>,
    /// What is to be asked after the wish that is under way.
    next: RefCell<Vec<Want>>,
    /// Where the next page of a component begins.
    cursors: RefCell<Vec<(String, String)>>,
}

impl Line {
    /// Forgets what is under way.
    pub fn cancel(&self) {
        self.handle.take();
        self.timer.take();
        self.task.take();
        self.next.take();
        self.cursors.take();
    }
}

/// The pack, an empty one where none has come.
fn blank(pack: &mut Load<Pack>) -> &mut Pack {
    if pack.ready().is_none() {
        *pack = Load::Ready(Pack::default());
    }
    match pack {
        Load::Ready(pack) => pack,
        Load::Waiting | Load::Failed(_) => unreachable!("it was made ready"),
    }
}

impl Engine {
    /// Asks for what is in sight, where the commune set `live`.
    pub fn go_live(self: &Rc<Self>) {
        let live = self.config.borrow().live;
        // One that shows alone needs no list.
        if live && !self.ask_process() {
            self.wish(Want::Processes);
        }
    }

    /// The visitor's press.
    pub fn update(self: &Rc<Self>) {
        if !self.ask_process() {
            self.wish(Want::Processes);
        }
    }

    /// Asks for the consultation in sight; false where there is none.
    pub fn ask_process(self: &Rc<Self>) -> bool {
        let slug = super::scene::slug_in_sight(&self.config.borrow(), &self.state.borrow()).to_owned();
        if slug.is_empty() {
            return false;
        }
        self.wish(Want::Process(slug));
        true
    }

    /// Asks for the next page of a component.
    pub fn ask_items(self: &Rc<Self>, id: String) {
        let pack = self.pack.borrow();
        let Some(pack) = pack.ready() else { return };
        let all = pack.processes.iter().flat_map(|process| &process.components);
        let Some(kind) = all.filter(|component| component.id == id).map(|component| component.kind).next()
        else {
            return;
        };
        let cursors = self.line.cursors.borrow();
        let cursor =
            cursors.iter().find(|(known, _)| *known == id).map_or("", |(_, cursor)| cursor).to_owned();
        drop(cursors);
        self.wish(Want::Items(kind, id, cursor));
    }

    fn platform(&self) -> Platform {
        let config = self.config.borrow();
        let pack = self.pack.borrow();
        let known = pack.ready().map(|pack| pack.platform.clone()).unwrap_or_default();
        if config.platform.is_empty() || config.platform == known.url {
            known
        } else {
            Platform { url: config.platform.clone(), ..Platform::default() }
        }
    }

    fn wish(self: &Rc<Self>, want: Want) {
        if let Some((asked, _)) = &*self.line.task.borrow() {
            let mut next = self.line.next.borrow_mut();
            if *asked != want && !next.contains(&want) {
                next.push(want);
            }
            return;
        }
        let platform = self.platform();
        if platform.url.is_empty() {
            return;
        }
        let task = Task::new(want.clone(), &platform);
        let about = if let Want::Items(_, id, _) = &want { id.clone() } else { String::new() };
        *self.line.task.borrow_mut() = Some((want, task));
        self.choose(Action::Asked(about));
        self.step();
    }

    /// Sends the next request of the wish under way, or ends it.
    fn step(self: &Rc<Self>) {
        let next = {
            let task = self.line.task.borrow();
            let Some((_, task)) = &*task else { return };
            with_memory(&task.found.platform.url, |memory| {
                let request = task.request(memory)?;
                let now = run(&global("performance"), "now", &[]).as_f64().unwrap_or_default();
                Some((request, memory.wait_ms(now)))
            })
        };
        let engine = Rc::downgrade(self);
        match next {
            None => self.granted(),
            Some((_, wait)) if wait > 0 => {
                let again = move || {
                    if let Some(engine) = engine.upgrade() {
                        engine.step();
                    }
                };
                *self.line.timer.borrow_mut() = Some(gloo_timers::callback::Timeout::new(wait, again));
            }
            Some((request, _)) => {
                let arrived = move |answer| {
                    if let Some(engine) = engine.upgrade() {
                        engine.arrived(answer);
                    }
                };
                let handle = post(&request.url, &request.body, LIMITS, Box::new(arrived));
                *self.line.handle.borrow_mut() = Some(handle);
            }
        }
    }

    fn arrived(self: &Rc<Self>, answer: Result<commune_source::Body, FetchError>) {
        let taken = {
            let mut task = self.line.task.borrow_mut();
            let Some((_, task)) = &mut *task else { return };
            match answer.and_then(|body| body.json()) {
                Ok(json) => {
                    let platform = task.found.platform.url.clone();
                    with_memory(&platform, |memory| task.answer(memory, &json))
                }
                Err(error) => task.fail(Failure::from(&error)),
            }
        };
        match taken {
            Ok(()) => self.step(),
            Err(failure) => self.refused(&failure),
        }
    }

    fn refused(self: &Rc<Self>, failure: &Failure) {
        self.line.task.take();
        self.line.next.take();
        let detail = match failure {
            Failure::Refused { message } => ["the platform refuses: ", message].concat(),
            other => ["the platform: ", other.key()].concat(),
        };
        self.stage.instance.error("data", &detail);
        self.choose(failed(failure));
        // Without a pack there is no other screen than the sentence.
        self.empty_screen();
    }

    /// Where neither a pack nor a platform gave anything, the list shows its sentence.
    fn empty_screen(&self) {
        let waits = matches!(*self.pack.borrow(), Load::Waiting);
        let config = self.config.borrow();
        if waits && commune_element::pack::PackPath::of(&config.common, "consultation").is_none() {
            blank(&mut self.pack.borrow_mut()).platform.url.clone_from(&config.platform);
        }
    }

    fn granted(self: &Rc<Self>) {
        let Some((want, task)) = self.line.task.take() else { return };
        let found = task.found;
        if want == Want::Processes && found.processes.is_empty() {
            self.choose(Action::Failed(EMPTY));
            self.empty_screen();
        } else {
            self.take(&want, found);
            self.choose(Action::Answered);
        }
        let next = self.line.next.borrow_mut().pop();
        if let Some(next) = next {
            self.wish(next);
        }
    }

    fn take(&self, want: &Want, found: Found) {
        let mut pack = self.pack.borrow_mut();
        if pack.ready().is_none() {
            self.stage.report(&Ok::<(), FetchError>(()));
        }
        let pack = blank(&mut pack);
        match want {
            Want::Processes => view_merge::list(pack, found),
            Want::Process(_) => view_merge::process(pack, found),
            Want::Items(_, id, cursor) => {
                let next = found.cursor.clone();
                let before = view_merge::items(pack, id, cursor.is_empty(), found);
                let mut cursors = self.line.cursors.borrow_mut();
                cursors.retain(|(known, _)| known != id);
                cursors.push((id.clone(), next));
                // Who still waits at the button, which may go now, is led to what came.
                let active = run(&self.stage.element("title"), "getRootNode", &[]).field("activeElement");
                let at = run(&active, "getAttribute", &["data-do".into()]).as_string().unwrap_or_default();
                if at.starts_with("items") {
                    self.go(&super::scene::item_id(id, before));
                }
            }
            Want::Platform | Want::Item(..) => {}
        }
    }
}
