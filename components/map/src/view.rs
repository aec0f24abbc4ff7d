//! The interface for a page: one map in an element.

use alloc::boxed::Box;
use alloc::rc::{Rc, Weak};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::frame::{Frame, Options};
use crate::group::{group, next};
use crate::leaflet::{DivIcon, LatLng, LatLngBounds, Map, Marker, Polygon, TileLayer};
use crate::page::{Event, Node, create, digits, media, parse, put};

#[wasm_bindgen]
extern "C" {
    /// A place that gets a marker.
    pub type Spot;
    #[wasm_bindgen(method, getter, structural)]
    fn id(this: &Spot) -> String;
    #[wasm_bindgen(method, getter, structural)]
    fn name(this: &Spot) -> String;
    /// Degrees, WGS 84.
    #[wasm_bindgen(method, getter, structural)]
    fn lat(this: &Spot) -> f64;
    #[wasm_bindgen(method, getter, structural)]
    fn lon(this: &Spot) -> f64;

    /// What is called with the id of a marker that was chosen.
    pub type Chosen;
    #[wasm_bindgen(method, structural)]
    fn call(this: &Chosen, none: &JsValue, id: &str);
}

/// A panic is a trap, which the page sees as an error of the module. Its text would need all of `core::fmt`.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Pixels between two markers: their targets have 34.
const GAP: f64 = 36.0;
/// Where the two mercator maps of the web end, in degrees.
const MOST_NORTH: f64 = 85.0;
/// Events of the frame, and whether they are heard on their way down.
const EVENTS: [(&str, bool); 4] =
    [("click", false), ("focusin", false), ("pointerover", false), ("wheel", true)];

struct Place {
    id: String,
    name: String,
    at: (f64, f64),
}

impl Place {
    fn point(&self) -> LatLng {
        LatLng::new(self.at.0, self.at.1)
    }
}

/// What is drawn for a group of places.
struct Drawn {
    marker: Marker,
    button: Node,
    places: Vec<usize>,
}

struct Inner {
    frame: Frame,
    map: Map,
    contour: Option<Polygon>,
    several: String,
    chosen: Chosen,
    places: RefCell<Vec<Place>>,
    /// The markers are still those of former places.
    stale: Cell<bool>,
    drawn: RefCell<Vec<Drawn>>,
    current: RefCell<Option<usize>>,
    tiles: RefCell<Option<TileLayer>>,
}

/// A map in an element of a shadow root.
#[wasm_bindgen]
pub struct View {
    inner: Rc<Inner>,
    ear: Closure<dyn Fn(Event)>,
}

#[wasm_bindgen]
impl View {
    /// Draws a map without markers into `container`, which is in the page and has a width.
    #[wasm_bindgen(constructor)]
    pub fn new(container: &Node, options: &Options, chosen: Chosen) -> View {
        let frame = Frame::new(container, options);
        let still = media("(prefers-reduced-motion: reduce)").holds();
        let own = parse(
            "{\"zoomControl\":false,\"attributionControl\":false,\"boxZoom\":false,\"doubleClickZoom\":false,\
             \"tapHold\":false,\"zoomSnap\":0.5,\"minZoom\":3,\"maxZoom\":19,\"center\":[46.6,2.4],\"zoom\":5}",
        );
        for name in ["zoomAnimation", "markerZoomAnimation", "fadeAnimation", "inertia"] {
            put(&own, name, &(!still).into());
        }
        let map = Map::new(&frame.pane, &own);
        // Leaflet lists keys by where they lie on a keyboard, which no reader understands.
        frame.pane.unset("aria-keyshortcuts");
        let contours = options.contours();
        let contour = Polygon::new(&contours, &parse("{\"interactive\":false}"));
        contour.add_to(&map);
        let contour = Some(contour).filter(|contour| contour.bounds().is_valid());
        let several = options.several();
        let inner = Rc::new(Inner {
            frame,
            map,
            contour,
            several,
            chosen,
            places: RefCell::default(),
            stale: Cell::default(),
            drawn: RefCell::default(),
            current: RefCell::default(),
            tiles: RefCell::default(),
        });
        let heard: Weak<Inner> = Rc::downgrade(&inner);
        // Not `FnMut`: to give a marker the focus while one event is heard is to hear another.
        let ear = Closure::wrap(Box::new(move |event: Event| {
            if let Some(inner) = heard.upgrade() {
                inner.hear(&event);
            }
        }) as Box<dyn Fn(Event)>);
        for (kind, capture) in EVENTS {
            inner.frame.all.listen(kind, ear.as_ref(), capture);
        }
        inner.map.on("zoomend", ear.as_ref());
        inner.whole();
        View { inner, ear }
    }

    /// Shows these places instead of the former ones, and all of them; `label` names the map. What lies nowhere
    /// is left out.
    pub fn markers(&self, spots: Vec<Spot>, label: &str) {
        let mut places = Vec::new();
        for spot in &spots {
            let at = (spot.lat(), spot.lon());
            if at.0.abs() <= MOST_NORTH && at.1.abs() <= 180.0 {
                places.push(Place { id: spot.id(), name: spot.name(), at });
            }
        }
        let inner = &self.inner;
        *inner.current.borrow_mut() = None;
        inner.frame.name.set_text("");
        inner.frame.pane.set("aria-label", label);
        *inner.places.borrow_mut() = places;
        inner.stale.set(true);
        inner.whole();
        inner.draw();
    }

    /// Marks the place of that id and brings it into view, with the focus on it or not. False where there is
    /// none.
    pub fn select(&self, id: &str, focus: bool) -> bool {
        let at = self.inner.places.borrow().iter().position(|place| place.id == id);
        let Some(at) = at else { return false };
        self.inner.mark(at);
        if focus && let Some(button) = self.inner.button(at) {
            button.focus();
        }
        true
    }

    /// Asks for tiles from now on; `by` says who made them.
    pub fn tiles(&self, url: &str, by: &str) {
        let layer = TileLayer::new(url, &parse("{\"maxZoom\":19}"));
        if let Some(former) = self.inner.tiles.take() {
            former.remove();
        }
        // Pictures are sharp at whole steps only.
        let map = &self.inner.map;
        put(&map.options(), "zoomSnap", &1.into());
        map.set_zoom(map.zoom());
        layer.add_to(map);
        *self.inner.tiles.borrow_mut() = Some(layer);
        self.inner.frame.by.set_text(by);
    }

    /// Takes the map out of the page and frees all that it held.
    pub fn remove(self) {
        for (kind, capture) in EVENTS {
            self.inner.frame.all.deafen(kind, self.ear.as_ref(), capture);
        }
        self.inner.map.remove();
        self.inner.frame.remove();
    }
}

impl Inner {
    /// The bounds of these places.
    fn bounds(&self, places: &[usize]) -> LatLngBounds {
        let all = self.places.borrow();
        LatLngBounds::new(places.iter().map(|at| all[*at].point()).collect())
    }

    /// Shows all markers and the contour.
    fn whole(&self) {
        let all: Vec<usize> = (0..self.places.borrow().len()).collect();
        let bounds = self.bounds(&all);
        if let Some(contour) = &self.contour {
            bounds.extend(&contour.bounds());
        }
        if bounds.is_valid() {
            self.map.fit_bounds(&bounds, &parse("{\"padding\":[28,28],\"maxZoom\":16}"));
        }
    }

    /// Draws the markers where they are not drawn so already.
    fn draw(&self) {
        let groups = {
            let places = self.places.borrow();
            let points: Vec<(f64, f64)> = places
                .iter()
                .map(|place| {
                    let point = self.map.project(&place.point());
                    (point.x(), point.y())
                })
                .collect();
            group(&points, GAP)
        };
        let stale = self.stale.replace(false);
        if !stale && self.drawn.borrow().iter().map(|one| &one.places).eq(&groups) {
            return;
        }
        let focused = |one: &&Drawn| one.button.matches(":focus");
        let focused = self.drawn.borrow().iter().find(focused).map(|one| one.places[0]);
        let mut drawn = Vec::new();
        for (rank, places) in groups.into_iter().enumerate() {
            drawn.push(self.marker(rank, places));
        }
        let former = self.drawn.replace(drawn);
        // What has the focus goes only once another has it. After other places came, that is the map.
        if let Some(place) = focused {
            match self.button(place).filter(|_| !stale) {
                Some(button) => button.focus(),
                None => self.frame.pane.focus(),
            }
        }
        for one in former {
            one.marker.remove();
        }
        self.show_current();
    }

    /// The button that stands for a place.
    fn button(&self, place: usize) -> Option<Node> {
        let drawn = self.drawn.borrow();
        let one = drawn.iter().find(|one| one.places.contains(&place))?;
        Some(one.button.clone())
    }

    fn marker(&self, rank: usize, places: Vec<usize>) -> Drawn {
        let all = self.places.borrow();
        let button = create("button");
        button.set("type", "button");
        button.set("data-at", &digits(rank));
        button.set("aria-label", &self.called(&all, &places));
        if places.len() > 1 {
            button.set_text(&digits(places.len()));
        }
        // The icon has no size of its own: styles give the button one.
        let icon = parse("{\"className\":\"map-at\",\"iconSize\":[0,0]}");
        put(&icon, "html", &button);
        let options = parse("{\"interactive\":false,\"keyboard\":false}");
        put(&options, "icon", &DivIcon::new(&icon));
        let marker = Marker::new(&all[places[0]].point(), &options);
        marker.add_to(&self.map);
        Drawn { marker, button, places }
    }

    /// The name of a marker.
    fn called(&self, all: &[Place], places: &[usize]) -> String {
        if let [one] = places {
            return all[*one].name.clone();
        }
        let mut names = String::new();
        for at in places {
            if !names.is_empty() {
                names.push_str(", ");
            }
            names.push_str(&all[*at].name);
        }
        self.several.replace("{n}", &digits(places.len())).replace("{names}", &names)
    }

    /// The group that an element is the button of.
    fn rank(&self, target: &Node) -> Option<usize> {
        let button = target.closest("[data-at]")?;
        let rank = button.get("data-at")?.parse().ok()?;
        (rank < self.drawn.borrow().len()).then_some(rank)
    }

    /// Marks one place and brings it into view.
    fn mark(&self, at: usize) {
        *self.current.borrow_mut() = Some(at);
        self.show_current();
        self.bring_into_view(at);
    }

    fn show_current(&self) {
        let current = *self.current.borrow();
        for one in self.drawn.borrow().iter() {
            if current.is_some_and(|at| one.places.contains(&at)) {
                one.button.set("aria-current", "true");
            } else {
                one.button.unset("aria-current");
            }
        }
        if let Some(at) = current {
            self.frame.name.set_text(&self.places.borrow()[at].name);
        }
    }

    fn bring_into_view(&self, at: usize) {
        let point = self.places.borrow()[at].point();
        self.map.pan_inside(&point, &parse("{\"padding\":[40,40]}"));
    }

    /// A press on a marker: a group comes apart as far as it can, then its places are chosen one by one.
    fn press(&self, rank: usize) {
        let places = self.drawn.borrow()[rank].places.clone();
        if places.len() > 1 {
            let bounds = self.bounds(&places);
            if self.map.bounds_zoom(&bounds) > self.map.zoom() {
                return self.map.fit_bounds(&bounds, &parse("{\"padding\":[40,40],\"maxZoom\":19}"));
            }
        }
        let at = next(&places, *self.current.borrow());
        self.mark(at);
        let id = self.places.borrow()[at].id.clone();
        self.chosen.call(&JsValue::NULL, &id);
    }

    fn hear(&self, event: &Event) {
        let kind = event.kind();
        match kind.as_str() {
            "zoomend" => self.draw(),
            // The wheel scrolls the page, unless the map has the focus or a key asks for the zoom.
            "wheel" if !(event.ctrl() || event.meta() || self.frame.pane.matches(":focus-within")) => {
                event.stop()
            }
            "focusin" | "pointerover" => {
                let Some(rank) = self.rank(&event.target()) else { return };
                let places = self.drawn.borrow()[rank].places.clone();
                let name = self.called(&self.places.borrow(), &places);
                self.frame.name.set_text(&name);
                if kind == "focusin" {
                    self.bring_into_view(places[0]);
                }
            }
            "click" => self.click(event),
            _ => (),
        }
    }

    fn click(&self, event: &Event) {
        let target = event.target();
        if let Some(button) = target.closest("[data-map]") {
            match button.get("data-map").as_deref() {
                Some("in") => self.map.zoom_in(),
                Some("out") => self.map.zoom_out(),
                _ => self.whole(),
            }
            return;
        }
        // A click of the keyboard has no count. One that ends a drag is none.
        let pointer = event.detail() > 0;
        if pointer && self.map.dragging().moved() || target.closest(".map-pane").is_none() {
            return;
        }
        match self.rank(&target) {
            Some(rank) => self.press(rank),
            // What dragging does, without dragging.
            None if pointer => self.map.pan_to(&self.map.place_of(event)),
            None => (),
        }
    }
}
