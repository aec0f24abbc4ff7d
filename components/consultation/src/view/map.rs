//! The map of a component's meetings or proposals, which `commune_map::atlas` opens and keeps.

use super::{
    Engine, meetings, proposals,
    scene::{Scene, item_id},
};
use crate::{
    data::pack::{Component, Item, Kind, Text},
    messages::Msg,
    model::text,
};
use commune_map::{
    atlas::{Atlas, OnMap, Spots},
    ground::Ground,
    spots::on_map,
    words::MapMsg,
};
use commune_ui::{i18n::Messages, writer::Writer};
use std::rc::Rc;

/// Where an item stands: longitude and latitude in degrees.
fn spot(item: &Item) -> Option<(f64, f64)> {
    item.at.map(|[latitude, longitude]| (longitude, latitude)).filter(|at| on_map(*at))
}

/// The texts that an item is called by: its title, else the name of its component.
fn name<'i>(component: &'i Component, item: &'i Item, lang: &str) -> &'i [Text] {
    let own = text::words(&item.title, lang);
    if own.trim().is_empty() { &component.name } else { &item.title }
}

/// The items of a component that show, in the order of the list.
fn shown<'c>(scene: &Scene<'_>, component: &'c Component) -> Vec<&'c Item> {
    let order = match component.kind {
        Kind::Meetings => meetings::in_order(scene, component),
        Kind::Proposals => proposals::in_order(scene, component),
        _ => return Vec::new(),
    };
    let shown = scene.state.shown(&component.id);
    order.into_iter().take(shown).map(|index| &component.items[index]).collect()
}

/// Writes the button that opens the map of a component, and its place. `shown` are the ranks of the items that show.
pub fn map(w: &mut Writer<'_>, scene: &Scene<'_>, component: &Component, shown: &[usize]) {
    w.open("div class=view");
    if shown.iter().any(|index| spot(&component.items[*index]).is_some()) {
        let labels = (Msg::MapShow, Msg::MapHide);
        scene.atlas.write(w, &component.id, scene.level + 2, labels, scene.config.tiles.as_deref());
    }
    w.close();
}

/// Writes the press that shows an item on the map of its component, where that is open.
pub fn here(w: &mut Writer<'_>, scene: &Scene<'_>, component: &Component, item: &Item) {
    let words = scene.atlas.words(&component.id);
    if let (Some(words), Some(_)) = (words, spot(item)) {
        w.open("p");
        w.open("button type=button part=button");
        w.set("data-do", &["map-here:", &item.id].concat());
        w.open("span");
        scene.around_words(w, &words.text(MapMsg::HereOf), name(component, item, scene.lang));
        w.close();
        w.close();
        w.close();
    }
}

impl Engine {
    /// Calls `f` with the component of that id and what it is drawn from, where it is in sight.
    fn with_component<T: Default>(
        &self,
        m: &Messages,
        id: &str,
        f: impl FnOnce(&Scene<'_>, &Component) -> T,
    ) -> T {
        let (config, pack, state) = (self.config.borrow(), self.pack.borrow(), self.state.borrow());
        let Some(pack) = pack.ready() else { return T::default() };
        let scene = Scene::new(m, &config, pack, &state, &self.atlas);
        let process = scene.in_sight();
        let component = process.and_then(|process| process.components.iter().find(|one| one.id == id));
        component.map(|component| f(&scene, component)).unwrap_or_default()
    }
}

impl OnMap for Engine {
    fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    fn ground(&self) -> Option<Rc<Ground>> {
        self.config.borrow().tiles.clone()
    }

    fn spots(&self, list: &str, words: &Messages, spots: &mut Spots) {
        self.with_component(words, list, |scene, component| {
            for item in shown(scene, component) {
                if let Some(at) = spot(item) {
                    spots.add(&item.id, &text::words(name(component, item, scene.lang), scene.lang), at);
                }
            }
        });
    }

    fn chosen(&self, list: &str, id: &str) {
        let Some(m) = self.stage.messages() else { return };
        let heading = self.with_component(&m, list, |scene, component| {
            let rank = shown(scene, component).into_iter().position(|item| item.id == id);
            rank.map(|rank| item_id(list, rank))
        });
        if let Some(heading) = heading {
            self.stage.focus_now(&heading);
        }
    }
}
