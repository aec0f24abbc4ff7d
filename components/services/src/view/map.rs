//! The map of the results: on request only, beside the list, by the side module `map`, which is called by name.
//!
//! Nothing of another host is asked for but tiles, of the one host that the attribute `tiles` names, after the
//! press on a button beside the sentence that says who will see what.

use super::{Engine, Scene, words};
use crate::{
    answer::Hit,
    messages::{MapMsg, Msg},
    model::spots::{drawable, spot},
};
use commune_element::mount::beside_shell;
use commune_source::value::Value;
use commune_ui::{
    Ui, frame,
    i18n::Messages,
    js::{construct, import, object, run, settled},
    stage::{Asked, Load},
    writer::Writer,
};
use js_sys::Array;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// The map of one element.
#[derive(Default)]
pub struct Atlas {
    open: Cell<bool>,
    /// Its words, which are asked for when it opens.
    words: RefCell<Load<Messages>>,
    asked: Asked,
    module: RefCell<Load<JsValue>>,
    loading: Cell<bool>,
    tries: Cell<u32>,
    drawn: RefCell<Option<Drawn>>,
    /// The address of the tiles that the visitor has let in.
    ground: RefCell<String>,
}

/// A map that is there.
struct Drawn {
    view: JsValue,
    place: JsValue,
    words: Messages,
    /// The ids of its markers, and the tiles under them.
    shown: String,
    ground: String,
    _chosen: Closure<dyn FnMut(String)>,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        run(&self.view, "remove", &[]);
    }
}

impl Atlas {
    /// The words of the map, while it is open.
    pub fn words(&self) -> Option<Messages> {
        self.words.borrow().ready().filter(|_| self.open.get()).cloned()
    }
}

/// Writes the button that opens the map, and its place.
pub fn map(w: &mut Writer<'_>, scene: &Scene<'_>, atlas: &Atlas, hits: &[&Hit]) {
    if !hits.iter().any(|hit| spot(&hit.record).is_some()) {
        return;
    }
    let open = atlas.open.get();
    w.open("button type=button part=button id=map-open data-do=map");
    w.set_bool("aria-expanded", open);
    let label = w.m.text(if open { Msg::MapHide } else { Msg::MapShow });
    w.text(&label);
    w.close();
    if !open {
        return;
    }
    match &*atlas.words.borrow() {
        Load::Waiting => (),
        Load::Failed(error) => frame::error_panel(w, scene.level + 1, error, "map-words"),
        Load::Ready(m) => {
            let mut inner = w.speaking(m);
            ready(&mut inner, scene, atlas);
            w.resume(inner);
        }
    }
}

fn ready(w: &mut Writer<'_>, scene: &Scene<'_>, atlas: &Atlas) {
    w.open("div class=view");
    match &*atlas.module.borrow() {
        Load::Waiting => w.say("p class=muted role=status", MapMsg::Loading),
        Load::Failed(_) => {
            w.say("p role=alert", MapMsg::Failed);
            w.press("map-again", Ui::Retry);
        }
        Load::Ready(_) => {
            if let Some((tiles, _)) =
                scene.config.tiles.as_ref().filter(|(tiles, _)| tiles.url != *atlas.ground.borrow())
            {
                let ask = w.m.with(MapMsg::Ask, &[("host", &tiles.host)]);
                w.leaf("p class=muted", &ask);
                w.press("map-ground", MapMsg::Ground);
            }
        }
    }
    w.close();
    w.leaf("div id=map-place", "");
}

impl Engine {
    /// A press that is about the map; false for what is not.
    pub(super) fn on_map(self: &Rc<Self>, name: &str, id: &str) -> bool {
        let atlas = &self.atlas;
        match name {
            "map" => {
                atlas.open.set(!atlas.open.get());
                self.ask_map();
            }
            "map-words" => {
                atlas.asked.forget();
                self.stage.focus_now("map-open");
                self.ask_map();
            }
            "map-again" => {
                // A module that failed stays in the browser's module map: a retry asks under another query.
                atlas.tries.set(atlas.tries.get() + 1);
                atlas.module.take();
                self.stage.focus_now("map-open");
                self.ask_map();
            }
            "map-ground" => {
                let config = self.config.borrow();
                let url = config.tiles.as_ref().map_or("", |(tiles, _)| &*tiles.url);
                url.clone_into(&mut atlas.ground.borrow_mut());
                self.stage.focus_now("map-pane");
            }
            "map-here" => self.select_on_map(id, true),
            _ => return false,
        }
        self.stage.redraw();
        true
    }

    /// Marks a record on the map, if that is there.
    pub(super) fn select_on_map(&self, id: &str, focus: bool) {
        if let Some(drawn) = &*self.atlas.drawn.borrow() {
            run(&drawn.view, "select", &[id.into(), focus.into()]);
        }
    }

    /// The focus is in an entry of the list: its marker is marked.
    pub(super) fn follow_on_map(&self, target: &Element) {
        if self.atlas.drawn.borrow().is_none() {
            return;
        }
        let entry = target.closest("article").ok().flatten().map(|entry| entry.id());
        let rank = entry.and_then(|id| id.strip_prefix("entry-result-")?.parse::<usize>().ok());
        if let Some(record) = rank.and_then(|rank| self.shown_records().get(rank).cloned()) {
            self.select_on_map(&record.id, false);
        }
    }

    /// Asks for the words of the map, in the language of those around it, and for its module.
    fn ask_map(self: &Rc<Self>) {
        let Some(m) = self.stage.messages().filter(|_| self.atlas.open.get()) else { return };
        let url = beside_shell(&["locales/services/map/", m.lang().tag(), ".json"].concat());
        self.atlas.asked.ask(&url, self, |engine, answer| {
            let Some(m) = engine.stage.messages() else { return };
            *engine.atlas.words.borrow_mut() = answer.map(|words| m.and(&words)).into();
            engine.stage.redraw();
        });
        let atlas = &self.atlas;
        if !matches!(*atlas.module.borrow(), Load::Waiting) || atlas.loading.replace(true) {
            return;
        }
        let name = match atlas.tries.get() {
            0 => "map".to_owned(),
            tries => ["map.js?retry=", &tries.to_string(), "#"].concat(),
        };
        let engine = Rc::downgrade(self);
        spawn_local(async move {
            let module = settled(&Array::of1(&import(&name))).await.pop().unwrap_or_default();
            let ready = settled(&Array::of1(&run(&module, "default", &[]))).await;
            let works = !module.is_absent() && ready.first().is_some_and(|ready| !ready.is_undefined());
            let Some(engine) = engine.upgrade() else { return };
            engine.atlas.loading.set(false);
            *engine.atlas.module.borrow_mut() =
                if works { Load::Ready(module) } else { Load::Failed(commune_source::FetchError::Network) };
            engine.stage.redraw();
        });
    }

    /// Keeps the map to what is drawn around it: once its place is there, and until it goes.
    pub(super) fn keep_map(self: &Rc<Self>) {
        // The language may have changed.
        self.ask_map();
        let atlas = &self.atlas;
        let place = self.stage.element("map-place");
        let (words, module) = (atlas.words(), atlas.module.borrow().ready().cloned());
        let (Some(words), Some(module)) = (words.filter(|_| !place.is_absent()), module) else {
            atlas.drawn.take();
            return;
        };
        let same = |drawn: &Drawn| drawn.place == place && drawn.words == words;
        if !atlas.drawn.borrow().as_ref().is_some_and(same) {
            atlas.drawn.take();
            let drawn = self.open_map(&module, place, words);
            if drawn.is_none() {
                *atlas.module.borrow_mut() = Load::Failed(commune_source::FetchError::Network);
                self.stage.redraw();
            }
            *atlas.drawn.borrow_mut() = drawn;
        }
        if let Some(drawn) = &mut *atlas.drawn.borrow_mut() {
            self.fill_map(drawn);
        }
    }

    fn open_map(self: &Rc<Self>, module: &JsValue, place: JsValue, words: Messages) -> Option<Drawn> {
        let contours = Array::new();
        if let Some(pack) = self.pack.borrow().ready() {
            for ring in drawable(&pack.contour) {
                let points = Array::new();
                for (longitude, latitude) in ring {
                    points.push(&Array::of2(&(*latitude).into(), &(*longitude).into()));
                }
                contours.push(&Array::of1(&points));
            }
        }
        let say = |message| JsValue::from(words.text(message));
        let options = object(&[
            ("hint", say(MapMsg::Hint)),
            ("zoomIn", say(MapMsg::In)),
            ("zoomOut", say(MapMsg::Out)),
            ("whole", say(MapMsg::Whole)),
            ("several", say(MapMsg::Several)),
            ("contours", contours.into()),
        ]);
        let engine = Rc::downgrade(self);
        let chosen = Closure::<dyn FnMut(String)>::new(move |id: String| {
            if let Some(engine) = engine.upgrade() {
                engine.chosen_on_map(&id);
            }
        });
        let view = construct(&module.field("View"), &[place.clone(), options, chosen.as_ref().clone()]);
        if view.is_absent() {
            return None;
        }
        // A list of places that no list has: the first filling shows even an empty one.
        let shown = "\0".to_owned();
        Some(Drawn { view, place, words, shown, ground: String::new(), _chosen: chosen })
    }

    /// Gives a map the markers of the list and the tiles that the visitor let in.
    fn fill_map(&self, drawn: &mut Drawn) {
        let list = Array::new();
        let mut shown = String::new();
        for record in self.shown_records() {
            let Some((longitude, latitude)) = spot(&record) else { continue };
            shown.push_str(&record.id);
            shown.push('\n');
            list.push(&object(&[
                ("id", record.id.as_str().into()),
                ("name", words::title(&drawn.words, &record).0.into()),
                ("lat", latitude.into()),
                ("lon", longitude.into()),
            ]));
        }
        if shown != drawn.shown {
            let label = drawn.words.plural(MapMsg::Label, list.length(), &[]);
            run(&drawn.view, "markers", &[list.into(), label.into()]);
            drawn.shown = shown;
        }
        let config = self.config.borrow();
        let ground = self.atlas.ground.borrow();
        if let Some((tiles, by)) = config.tiles.as_ref().filter(|(tiles, _)| tiles.url == *ground)
            && drawn.ground != tiles.url
        {
            run(&drawn.view, "tiles", &[tiles.url.as_str().into(), by.as_str().into()]);
            drawn.ground.clone_from(&tiles.url);
        }
    }

    /// A marker was chosen: its entry in the list takes the focus.
    fn chosen_on_map(&self, id: &str) {
        let rank = self.shown_records().iter().position(|record| record.id == id);
        if let Some(rank) = rank {
            self.stage.focus_now(&["result-", &rank.to_string(), "-title"].concat());
        }
    }
}
