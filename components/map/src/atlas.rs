//! A widget's map: on request only, beside a list, by the side module `map`, which is called by name.
//!
//! A widget may have several lists with places; one of them has its map open. Nothing of another host is asked for
//! but tiles, of the one host that the attribute `tiles` names, after the press on a button beside the sentence that
//! says who will see what.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use commune_element::mount::beside_shell;
use commune_source::{FetchError, value::Value};
use commune_ui::{
    Ui, frame,
    i18n::Messages,
    js::{construct, import, object, run, settled},
    messages::Key,
    stage::{Act, Asked, Load},
    writer::Writer,
};
use js_sys::Array;
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;

use crate::{ground::Ground, spots::drawable, words::MapMsg};

/// The map of one element.
#[derive(Default)]
pub struct Atlas {
    /// The list whose map is open.
    open: RefCell<Option<String>>,
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
    /// Its markers, and the tiles under them.
    shown: Option<Spots>,
    ground: String,
    _chosen: Closure<dyn FnMut(String)>,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        run(&self.view, "remove", &[]);
    }
}

/// A widget with a map.
pub trait OnMap: Act {
    /// Where it is kept.
    fn atlas(&self) -> &Atlas;
    /// The tiles that the commune named.
    fn ground(&self) -> Option<Rc<Ground>>;
    /// The places that the list shows, in its order.
    fn spots(&self, list: &str, words: &Messages, spots: &mut Spots);
    /// A marker was chosen: its entry in the list takes the focus.
    fn chosen(&self, list: &str, id: &str);
    /// Outlines under the markers (see [`rings`]).
    fn contours(&self) -> Array {
        Array::new()
    }
}

/// The places of a list.
#[derive(Default, PartialEq)]
pub struct Spots {
    /// The id and the name of each in turn, and where it stands.
    texts: Vec<String>,
    at: Vec<(f64, f64)>,
}

impl Spots {
    /// Adds one: an id that is unique in the list, what its marker is called, and where it stands, in degrees,
    /// longitude first (see [`crate::spots::on_map`]).
    pub fn add(&mut self, id: &str, name: &str, at: (f64, f64)) {
        self.texts.extend([id.to_owned(), name.to_owned()]);
        self.at.push(at);
    }

    /// As the module takes them.
    fn markers(&self) -> Array {
        let list = Array::new();
        for (texts, (longitude, latitude)) in self.texts.chunks(2).zip(&self.at) {
            let [id, name] = texts else { continue };
            list.push(&object(&[
                ("id", id.as_str().into()),
                ("name", name.as_str().into()),
                ("lat", (*latitude).into()),
                ("lon", (*longitude).into()),
            ]));
        }
        list
    }
}

impl Atlas {
    /// The list whose map is open.
    pub fn list(&self) -> Option<String> {
        self.open.borrow().clone()
    }

    /// The words of the map, while that of this list is open and can show something.
    pub fn words(&self, list: &str) -> Option<Messages> {
        let there = self.is_open(list) && self.module.borrow().ready().is_some();
        self.words.borrow().ready().filter(|_| there).cloned()
    }

    /// Closes the map: for a view that is left. What comes back there does not open by itself.
    pub fn close(&self) {
        self.open.take();
    }

    fn is_open(&self, list: &str) -> bool {
        self.open.borrow().as_deref() == Some(list)
    }

    /// Marks a place on the map, if that is there.
    pub fn select(&self, id: &str, focus: bool) {
        if let Some(drawn) = &*self.drawn.borrow() {
            run(&drawn.view, "select", &[id.into(), focus.into()]);
        }
    }

    /// Writes the button that opens the map of a list and closes it, and its place. `level` is that of a heading
    /// below the list's.
    pub fn write(
        &self,
        w: &mut Writer<'_>,
        list: &str,
        level: u8,
        labels: (impl Key, impl Key),
        ground: Option<&Ground>,
    ) {
        let open = self.is_open(list);
        w.open("button type=button part=button");
        w.set("id", &button(list));
        w.set("data-do", &["map:", list].concat());
        w.set_bool("aria-expanded", open);
        let label = if open { w.m.text(labels.1) } else { w.m.text(labels.0) };
        w.text(&label);
        w.close();
        if !open {
            return;
        }
        match &*self.words.borrow() {
            Load::Waiting => (),
            Load::Failed(error) => frame::error_panel(w, level, error, "map-words"),
            Load::Ready(m) => {
                let mut inner = w.speaking(m);
                self.inside(&mut inner, ground);
                w.resume(inner);
            }
        }
    }

    fn inside(&self, w: &mut Writer<'_>, ground: Option<&Ground>) {
        w.open("div class=view");
        match &*self.module.borrow() {
            Load::Waiting => w.say("p class=muted role=status", MapMsg::Loading),
            Load::Failed(_) => {
                w.say("p role=alert", MapMsg::Failed);
                w.press("map-again", Ui::Retry);
            }
            Load::Ready(_) => {
                if let Some((tiles, _)) = ground.filter(|(tiles, _)| tiles.url != *self.ground.borrow()) {
                    let ask = w.m.with(MapMsg::Ask, &[("host", &tiles.host)]);
                    w.leaf("p class=muted", &ask);
                    w.press("map-ground", MapMsg::Ground);
                }
            }
        }
        w.close();
        w.leaf("div id=map-place", "");
    }
}

fn button(list: &str) -> String {
    ["map-open", list].concat()
}

/// A press that is about the map; false for what is not.
pub fn press<E: OnMap>(engine: &Rc<E>, name: &str, argument: &str) -> bool {
    let atlas = engine.atlas();
    match name {
        "map" => {
            let open = (!atlas.is_open(argument)).then(|| argument.to_owned());
            *atlas.open.borrow_mut() = open;
        }
        "map-words" => {
            atlas.asked.forget();
            focus_button(engine);
        }
        "map-again" => {
            // A module that failed stays in the browser's module map: a retry asks under another query.
            atlas.tries.set(atlas.tries.get() + 1);
            atlas.module.take();
            focus_button(engine);
        }
        "map-ground" => {
            if let Some(ground) = engine.ground() {
                ground.0.url.clone_into(&mut atlas.ground.borrow_mut());
            }
            engine.stage().focus_now("map-pane");
        }
        "map-here" => atlas.select(argument, true),
        _ => return false,
    }
    ask(engine);
    engine.stage().redraw();
    true
}

/// What was pressed goes: the focus goes to the button of the map.
fn focus_button<E: OnMap>(engine: &Rc<E>) {
    if let Some(list) = engine.atlas().list() {
        engine.stage().focus_now(&button(&list));
    }
}

/// Asks for the words of the map, in the language of those around it, and for its module.
fn ask<E: OnMap>(engine: &Rc<E>) {
    let atlas = engine.atlas();
    if atlas.open.borrow().is_none() {
        return;
    }
    let Some(m) = engine.stage().messages() else { return };
    let url = beside_shell(&["locales/map/", m.lang().tag(), ".json"].concat());
    atlas.asked.ask(&url, engine, |engine, answer| {
        let Some(m) = engine.stage().messages() else { return };
        *engine.atlas().words.borrow_mut() = answer.map(|words| m.and(&words)).into();
        engine.stage().redraw();
    });
    if !matches!(*atlas.module.borrow(), Load::Waiting) || atlas.loading.replace(true) {
        return;
    }
    let tries = atlas.tries.get();
    let engine = Rc::downgrade(engine);
    spawn_local(async move {
        let module = settled(&Array::of1(&import("map", tries))).await.pop().unwrap_or_default();
        let ready = settled(&Array::of1(&run(&module, "default", &[]))).await;
        let works = !module.is_absent() && ready.first().is_some_and(|ready| !ready.is_undefined());
        let Some(engine) = engine.upgrade() else { return };
        let atlas = engine.atlas();
        atlas.loading.set(false);
        *atlas.module.borrow_mut() =
            if works { Load::Ready(module) } else { Load::Failed(FetchError::Network) };
        engine.stage().redraw();
    });
}

/// Keeps the map to what is drawn around it, after each drawing: once its place is there, and until it goes.
pub fn keep<E: OnMap>(engine: &Rc<E>) {
    // The language may have changed.
    ask(engine);
    let atlas = engine.atlas();
    let list = atlas.list().unwrap_or_default();
    let place = engine.stage().element("map-place");
    let (words, module) = (atlas.words(&list), atlas.module.borrow().ready().cloned());
    let (Some(words), Some(module)) = (words.filter(|_| !place.is_absent()), module) else {
        atlas.drawn.take();
        return;
    };
    let same = |drawn: &Drawn| drawn.place == place && drawn.words == words;
    if !atlas.drawn.borrow().as_ref().is_some_and(same) {
        atlas.drawn.take();
        let drawn = open(engine, &module, place, words);
        if drawn.is_none() {
            *atlas.module.borrow_mut() = Load::Failed(FetchError::Network);
            engine.stage().redraw();
        }
        *atlas.drawn.borrow_mut() = drawn;
    }
    if let Some(drawn) = &mut *atlas.drawn.borrow_mut() {
        let mut spots = Spots::default();
        engine.spots(&list, &drawn.words, &mut spots);
        if drawn.shown.as_ref() != Some(&spots) {
            let label = drawn.words.plural(MapMsg::Label, spots.at.len() as u32, &[]);
            run(&drawn.view, "markers", &[spots.markers().into(), label.into()]);
            drawn.shown = Some(spots);
        }
        if let Some(ground) = engine.ground()
            && let (tiles, by) = &*ground
            && tiles.url == *atlas.ground.borrow()
            && tiles.url != drawn.ground
        {
            run(&drawn.view, "tiles", &[(&*tiles.url).into(), (&**by).into()]);
            drawn.ground.clone_from(&tiles.url);
        }
    }
}

fn open<E: OnMap>(engine: &Rc<E>, module: &JsValue, place: JsValue, words: Messages) -> Option<Drawn> {
    let say = |message| JsValue::from(words.text(message));
    let options = object(&[
        ("hint", say(MapMsg::Hint)),
        ("zoomIn", say(MapMsg::In)),
        ("zoomOut", say(MapMsg::Out)),
        ("whole", say(MapMsg::Whole)),
        ("several", say(MapMsg::Several)),
        ("contours", engine.contours().into()),
    ]);
    let engine = Rc::downgrade(engine);
    let chosen = Closure::<dyn FnMut(String)>::new(move |id: String| {
        if let Some(engine) = engine.upgrade()
            && let Some(list) = engine.atlas().list()
        {
            engine.chosen(&list, &id);
        }
    });
    let view = construct(&module.field("View"), &[place.clone(), options, chosen.as_ref().clone()]);
    if view.is_absent() {
        return None;
    }
    Some(Drawn { view, place, words, shown: None, ground: String::new(), _chosen: chosen })
}

/// Rings, each point with its longitude first, as the outlines that the module takes: each a polygon of its own.
#[must_use]
pub fn rings(contours: &[Vec<(f64, f64)>]) -> Array {
    let polygons = Array::new();
    for ring in drawable(contours) {
        let points = Array::new();
        for (longitude, latitude) in ring {
            points.push(&Array::of2(&(*latitude).into(), &(*longitude).into()));
        }
        polygons.push(&Array::of1(&points));
    }
    polygons
}
