//! The map of the results, which `commune_map::atlas` opens and keeps.

use super::{Engine, Scene, words};
use crate::{answer::Hit, messages::Msg, model::spots::spot};
use commune_map::{
    atlas::{Atlas, OnMap, Spots, rings},
    ground::Ground,
};
use commune_ui::{i18n::Messages, writer::Writer};
use js_sys::Array;
use std::rc::Rc;
use web_sys::Element;

/// The one list that has a map.
pub const LIST: &str = "";

/// Writes the button that opens the map, and its place.
pub fn map(w: &mut Writer<'_>, scene: &Scene<'_>, atlas: &Atlas, hits: &[&Hit]) {
    if hits.iter().any(|hit| spot(&hit.record).is_some()) {
        let ground = scene.config.tiles.as_deref();
        atlas.write(w, LIST, scene.level + 1, (Msg::MapShow, Msg::MapHide), ground);
    }
}

impl OnMap for Engine {
    fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    fn ground(&self) -> Option<Rc<Ground>> {
        self.config.borrow().tiles.clone()
    }

    fn spots(&self, _: &str, m: &Messages, spots: &mut Spots) {
        for record in self.shown_records() {
            if let Some(at) = spot(&record) {
                spots.add(&record.id, words::title(m, &record).0, at);
            }
        }
    }

    fn chosen(&self, _: &str, id: &str) {
        let rank = self.shown_records().iter().position(|record| record.id == id);
        if let Some(rank) = rank {
            self.stage.focus_now(&["result-", &rank.to_string(), "-title"].concat());
        }
    }

    fn contours(&self) -> Array {
        self.pack.borrow().ready().map(|pack| rings(&pack.contour)).unwrap_or_default()
    }
}

impl Engine {
    /// The focus is in an entry of the list: its marker is marked.
    pub(super) fn follow_on_map(self: &Rc<Self>, target: &Element) {
        if self.atlas.list().is_none() {
            return;
        }
        let entry = target.closest("article").ok().flatten().map(|entry| entry.id());
        let rank = entry.and_then(|id| id.strip_prefix("entry-result-")?.parse::<usize>().ok());
        if let Some(record) = rank.and_then(|rank| self.shown_records().get(rank).cloned()) {
            self.atlas.select(&record.id, false);
        }
    }
}
