//! What is used of Leaflet 2, each binding linked to the reference of what it binds.
//!
//! `leaflet.js` lies beside the module: `cargo xtask build` makes it of the npm package. Its controls, its
//! popups and its `DivIcon` of a text are not bound: they write HTML, which Trusted Types forbid.

use alloc::vec::Vec;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::page::{Event, Node};

#[wasm_bindgen(raw_module = "./leaflet.js")]
extern "C" {
    /// <https://leafletjs.com/reference-2.0.0.html#map>
    pub(crate) type Map;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(container: &Node, options: &JsValue) -> Map;
    /// <https://leafletjs.com/reference-2.0.0.html#map-fitbounds>
    #[wasm_bindgen(method, js_name = fitBounds)]
    pub(crate) fn fit_bounds(this: &Map, bounds: &LatLngBounds, options: &JsValue);
    /// <https://leafletjs.com/reference-2.0.0.html#map-getboundszoom>
    #[wasm_bindgen(method, js_name = getBoundsZoom)]
    pub(crate) fn bounds_zoom(this: &Map, bounds: &LatLngBounds) -> f64;
    /// <https://leafletjs.com/reference-2.0.0.html#map-getzoom>
    #[wasm_bindgen(method, js_name = getZoom)]
    pub(crate) fn zoom(this: &Map) -> f64;
    /// <https://leafletjs.com/reference-2.0.0.html#map-setzoom>
    #[wasm_bindgen(method, js_name = setZoom)]
    pub(crate) fn set_zoom(this: &Map, zoom: f64);
    /// <https://leafletjs.com/reference-2.0.0.html#map-option>
    #[wasm_bindgen(method, getter)]
    pub(crate) fn options(this: &Map) -> JsValue;
    /// <https://leafletjs.com/reference-2.0.0.html#map-zoomin>
    #[wasm_bindgen(method, js_name = zoomIn)]
    pub(crate) fn zoom_in(this: &Map);
    /// <https://leafletjs.com/reference-2.0.0.html#map-zoomout>
    #[wasm_bindgen(method, js_name = zoomOut)]
    pub(crate) fn zoom_out(this: &Map);
    /// <https://leafletjs.com/reference-2.0.0.html#map-panto>
    #[wasm_bindgen(method, js_name = panTo)]
    pub(crate) fn pan_to(this: &Map, place: &JsValue);
    /// <https://leafletjs.com/reference-2.0.0.html#map-paninside>
    #[wasm_bindgen(method, js_name = panInside)]
    pub(crate) fn pan_inside(this: &Map, place: &LatLng, options: &JsValue);
    /// <https://leafletjs.com/reference-2.0.0.html#map-project>
    #[wasm_bindgen(method)]
    pub(crate) fn project(this: &Map, place: &LatLng) -> Point;
    /// <https://leafletjs.com/reference-2.0.0.html#map-pointereventtolatlng>
    #[wasm_bindgen(method, js_name = pointerEventToLatLng)]
    pub(crate) fn place_of(this: &Map, event: &Event) -> JsValue;
    /// <https://leafletjs.com/reference-2.0.0.html#evented-on>
    #[wasm_bindgen(method)]
    pub(crate) fn on(this: &Map, kind: &str, ear: &JsValue);
    /// <https://leafletjs.com/reference-2.0.0.html#map-dragging>
    #[wasm_bindgen(method, getter)]
    pub(crate) fn dragging(this: &Map) -> Drag;
    /// <https://leafletjs.com/reference-2.0.0.html#map-remove>
    #[wasm_bindgen(method)]
    pub(crate) fn remove(this: &Map);

    /// <https://leafletjs.com/reference-2.0.0.html#latlng>
    pub(crate) type LatLng;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(latitude: f64, longitude: f64) -> LatLng;

    /// <https://leafletjs.com/reference-2.0.0.html#latlngbounds>
    pub(crate) type LatLngBounds;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(places: Vec<LatLng>) -> LatLngBounds;
    /// <https://leafletjs.com/reference-2.0.0.html#latlngbounds-extend>
    #[wasm_bindgen(method)]
    pub(crate) fn extend(this: &LatLngBounds, bounds: &LatLngBounds);
    /// <https://leafletjs.com/reference-2.0.0.html#latlngbounds-isvalid>
    #[wasm_bindgen(method, js_name = isValid)]
    pub(crate) fn is_valid(this: &LatLngBounds) -> bool;

    /// <https://leafletjs.com/reference-2.0.0.html#divicon>
    pub(crate) type DivIcon;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(options: &JsValue) -> DivIcon;

    /// <https://leafletjs.com/reference-2.0.0.html#marker>
    pub(crate) type Marker;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(place: &LatLng, options: &JsValue) -> Marker;
    /// <https://leafletjs.com/reference-2.0.0.html#layer-addto>
    #[wasm_bindgen(method, js_name = addTo)]
    pub(crate) fn add_to(this: &Marker, map: &Map);
    /// <https://leafletjs.com/reference-2.0.0.html#layer-remove>
    #[wasm_bindgen(method)]
    pub(crate) fn remove(this: &Marker);

    /// <https://leafletjs.com/reference-2.0.0.html#polygon>
    pub(crate) type Polygon;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(polygons: &JsValue, options: &JsValue) -> Polygon;
    #[wasm_bindgen(method, js_name = addTo)]
    pub(crate) fn add_to(this: &Polygon, map: &Map);
    /// <https://leafletjs.com/reference-2.0.0.html#polyline-getbounds>
    #[wasm_bindgen(method, js_name = getBounds)]
    pub(crate) fn bounds(this: &Polygon) -> LatLngBounds;

    /// <https://leafletjs.com/reference-2.0.0.html#tilelayer>
    pub(crate) type TileLayer;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(url: &str, options: &JsValue) -> TileLayer;
    #[wasm_bindgen(method, js_name = addTo)]
    pub(crate) fn add_to(this: &TileLayer, map: &Map);
    #[wasm_bindgen(method)]
    pub(crate) fn remove(this: &TileLayer);
}

#[wasm_bindgen]
extern "C" {
    /// <https://leafletjs.com/reference-2.0.0.html#point>
    pub(crate) type Point;
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn x(this: &Point) -> f64;
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn y(this: &Point) -> f64;

    /// The handler of [`Map::dragging`].
    pub(crate) type Drag;
    /// Whether the last press moved the map: what comes after it as a click was none.
    #[wasm_bindgen(method, structural)]
    pub(crate) fn moved(this: &Drag) -> bool;
}
