//! Where to look: the commune, everywhere, or near a point that is typed or that the device tells on a press.

use super::{Engine, Scene, facets::choices, words};
use crate::{
    messages::Msg,
    model::{
        facets::{Point, Scope},
        towns::towns,
    },
    state::{Action, Lost, Place, State},
};
use commune_source::value::Value;
use commune_ui::{
    js::{global, object, run},
    writer::{Choice, Writer},
};
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event};

/// Kilometres that can be chosen; 0: without limit.
const DISTANCES: [u16; 6] = [0, 1, 2, 5, 10, 20];
/// Milliseconds that the device has to find itself.
const POSITION_MS: u32 = 15_000;

/// Writes where to look.
pub fn scope(w: &mut Writer<'_>, scene: &Scene<'_>, state: &State) {
    let scope = &state.facets.scope;
    let around = match scope {
        Scope::Around(point) => Some(point),
        _ => None,
    };
    let own = w.m.with(Msg::ScopeCommune, &[("commune", &scene.pack.commune.name)]);
    let mut all = choices(
        w.m,
        &[
            ("commune", Msg::ScopeCommune, *scope == Scope::Commune),
            ("all", Msg::ScopeAll, *scope == Scope::Everywhere),
            ("around", Msg::ScopeAround, around.is_some()),
        ],
    );
    all[0].1 = own;
    w.open("div class=where");
    w.select("scope", Msg::Scope, &all);
    w.open("div class=where");
    if let Some(point) = around {
        w.open("div class=fields");
        w.open("div class=field");
        w.say("label for=town", Msg::Town);
        w.leaf("input type=text id=town autocomplete=off data-key=town aria-describedby=town-said", "");
        w.close();
        w.press("town", Msg::TownSet);
        w.press("position", Msg::Position);
        w.close();
        w.say("p class=muted", Msg::PositionNote);
        w.open("div id=town-said role=status");
        said(w, state, point);
        w.close();
        let mut all: Vec<Choice> = Vec::new();
        for km in DISTANCES {
            let words = if km == 0 {
                w.m.text(Msg::KmAny)
            } else {
                w.m.with(Msg::KmUpTo, &[("km", &km.to_string())])
            };
            all.push((km.to_string(), words, km == point.km));
        }
        w.select("km", Msg::Km, &all);
    }
    w.close();
    w.close();
}

/// What is said of the point.
fn said(w: &mut Writer<'_>, state: &State, point: &Point) {
    match &state.place {
        Place::Asking => return w.say("p", Msg::Asking),
        Place::NoTown(text) => {
            words::say(w, "p", Msg::NoTown, &[("text", text)]);
        }
        Place::Towns(list) => {
            w.say("p", Msg::Towns);
            w.open("div class=actions");
            for (name, insee) in list {
                w.button(&["town-is:", insee].concat(), name);
            }
            w.close();
        }
        Place::Lost(lost) => w.say(
            "p",
            match lost {
                Lost::Refused => Msg::LostRefused,
                Lost::Unavailable => Msg::LostUnavailable,
                Lost::TimedOut => Msg::LostTimedOut,
                Lost::Absent => Msg::LostAbsent,
            },
        ),
        Place::Quiet => (),
    }
    if point.at.is_some() && state.place == Place::Quiet {
        let message = if point.name.is_empty() { Msg::NearMe } else { Msg::Near };
        words::say(w, "p", message, &[("name", &point.name)]);
    }
}

impl Engine {
    /// A press or a key that is about the point.
    pub(super) fn locate(self: &Rc<Self>, name: &str, argument: &str, control: &Element) {
        match name {
            "town" if control.id() != "town" => self.look_up(),
            "town-is" => {
                self.place_at(argument);
                self.stage.focus("town");
            }
            "position" => self.ask_position(),
            _ => (),
        }
    }

    /// A key in the field of the commune.
    pub(super) fn town_key(self: &Rc<Self>, event: &Event) {
        let composing = event.field("isComposing").boolean().unwrap_or(false);
        if event.text_or_empty("key") == "Enter" && !composing {
            event.prevent_default();
            self.look_up();
        }
    }

    fn look_up(self: &Rc<Self>) {
        let typed = self.stage.element("town").text_or_empty("value").trim().to_owned();
        let mut found = Vec::new();
        if let Some(pack) = self.pack.borrow().ready() {
            for commune in towns(&pack.communes, &typed, &words::plain) {
                found.push((commune.name.clone(), commune.insee.clone()));
            }
        }
        match &found[..] {
            [] => self.dispatch(Action::Placed(Place::NoTown(typed))),
            [(_, insee)] => self.place_at(insee),
            _ => self.dispatch(Action::Placed(Place::Towns(found))),
        }
    }

    fn place_at(self: &Rc<Self>, insee: &str) {
        let pack = self.pack.borrow();
        let communes = pack.ready().map_or(&[][..], |pack| &pack.communes);
        if let Some(commune) = communes.iter().find(|commune| commune.insee == insee) {
            self.be_near(commune.name.clone(), commune.at);
        }
    }

    fn be_near(self: &Rc<Self>, name: String, at: Option<(f64, f64)>) {
        {
            let mut state = self.state.borrow_mut();
            state.place = Place::Quiet;
            if let Scope::Around(point) = &mut state.facets.scope {
                (point.name, point.at) = (name, at);
            }
            state.narrowed();
        }
        self.narrowed();
    }

    /// Asks the device where it is: only here, only on a press.
    fn ask_position(self: &Rc<Self>) {
        let device = global("navigator").field("geolocation");
        if device.is_absent() {
            return self.dispatch(Action::Placed(Place::Lost(Lost::Absent)));
        }
        self.dispatch(Action::Placed(Place::Asking));
        let options = object(&[("timeout", POSITION_MS.into()), ("maximumAge", 60_000.into())]);
        let promise = Promise::new(&mut |found, lost| {
            run(&device, "getCurrentPosition", &[found.into(), lost.into(), options.clone()]);
        });
        let engine = self.clone();
        spawn_local(async move {
            let answer = JsFuture::from(promise).await;
            // Whoever looks elsewhere by now no longer wants to be near.
            if engine.state.borrow().place != Place::Asking {
                return;
            }
            match answer {
                Ok(position) => {
                    let degrees = |name| position.field("coords").field(name).number();
                    let at = degrees("longitude").zip(degrees("latitude"));
                    engine.be_near(String::new(), at);
                }
                Err(error) => engine.dispatch(Action::Placed(Place::Lost(lost(&error)))),
            }
        });
    }
}

/// The codes of <https://www.w3.org/TR/geolocation/#position_error_interface>.
fn lost(error: &JsValue) -> Lost {
    match error.field("code").number() {
        Some(1.0) => Lost::Refused,
        Some(3.0) => Lost::TimedOut,
        _ => Lost::Unavailable,
    }
}
