//! The results: the list is the primary view, and no result ends with the town hall's number.

use super::{Engine, Scene, actions, entry, map::map, when, words};
use crate::{
    answer::Hit,
    data::Record,
    messages::Msg,
    model::hours::Moment,
    state::{State, Trouble},
};
use commune_map::atlas::Atlas;
use commune_ui::{Ui, frame, i18n::Messages, icon, writer::Writer};
use std::rc::Rc;

fn shown(state: &State, now: Moment) -> Vec<&Hit> {
    state.shown(&|hit| state.facets.keeps(&hit.record, hit.metres, now))
}

/// What was looked for, in words.
fn looked_for(m: &Messages, state: &State) -> String {
    match &state.asked {
        Some(asked) if !asked.text.is_empty() => asked.text.clone(),
        Some(_) => words::kind(m, &state.facets.kind),
        None => String::new(),
    }
}

/// How many results there are, in a sentence.
fn count(m: &Messages, state: &State, shown: usize) -> String {
    let shown = shown as u32;
    let total = state.answer.as_ref().map_or(0, |answer| answer.total);
    if state.facets.sifts() {
        let message = if state.has_more() { Msg::CountSome } else { Msg::Count };
        return [&*m.plural(message, shown, &[]), "."].concat();
    }
    let mut out = [&*m.plural(Msg::Count, total.max(shown), &[]), "."].concat();
    if total > shown {
        out.push(' ');
        out.push_str(&m.with(Msg::CountShown, &[("shown", &shown.to_string())]));
    }
    out
}

/// Writes the results of the search, or why there are none.
pub fn results(w: &mut Writer<'_>, scene: &Scene<'_>, state: &State, atlas: &Atlas) {
    let text = looked_for(w.m, state);
    w.open("div class=part");
    let title = w.m.with(Msg::Results, &[("text", &text)]);
    w.heading(scene.level, "title2", "results-title", &title);
    if let Some(trouble) = state.trouble {
        w.close();
        return self::trouble(w, scene, trouble);
    }
    let hits = shown(state, scene.now);
    // What is being looked for leaves the former results in sight.
    let none = !state.busy && hits.is_empty();
    if state.busy {
        w.say("p class=muted", Msg::Busy);
    } else if none {
        words::say(w, "p class=takeaway", Msg::None, &[("text", &text)]);
    } else {
        let words = count(w.m, state, hits.len());
        w.leaf("p class=muted", &words);
    }
    w.open("div");
    if state.partial {
        warning(w, Msg::Partial);
        w.press("again", Ui::Retry);
    }
    w.close();
    w.open("div class=view");
    map(w, scene, atlas, &hits);
    w.close();
    w.open("ol class=results");
    for (rank, hit) in hits.iter().enumerate() {
        w.open("li");
        w.key(&hit.record.id);
        let id = ["result-", &rank.to_string()].concat();
        entry::result(w, scene, state, hit, &id);
        w.close();
    }
    w.close();
    w.open("div class=actions");
    if state.has_more() && !state.busy {
        w.press("more", Msg::More);
    }
    if scene.config.share && !none {
        w.press("share-search", Msg::ShareSearch);
    }
    if !none {
        w.press("clear", Msg::Clear);
    }
    w.close();
    actions::note(w, scene, "");
    w.close();
    if none {
        nothing(w, scene, state);
    }
}

fn warning(w: &mut Writer<'_>, message: Msg) {
    w.open("div class=band");
    w.set("class", "band band-warning");
    icon::warning(w);
    w.say("p", message);
    w.close();
}

/// No result: what to try, and in the end the town hall.
fn nothing(w: &mut Writer<'_>, scene: &Scene<'_>, state: &State) {
    w.open("div class=part");
    w.open("ul");
    for hint in w.m.text(Msg::NoneHints).split('|') {
        w.leaf("li", hint);
    }
    w.close();
    w.open("div class=actions");
    if state.facets.scope == crate::model::facets::Scope::Commune {
        w.press("scope:all", Msg::Elsewhere);
    }
    if state.facets.count() > 0 {
        w.press("reset", Msg::Reset);
    }
    w.press("clear", Msg::Clear);
    w.close();
    w.close();
    hall(w, scene);
}

/// The town hall, as the last answer.
fn hall(w: &mut Writer<'_>, scene: &Scene<'_>) {
    w.part(scene.level, "", Msg::NoneCall);
    match &scene.pack.town_hall {
        Some(hall) => entry::card(w, scene, hall, "hall", scene.level + 1),
        None => w.say("p", Msg::NoHall),
    }
    w.close();
}

/// The search does not work: why, the link that does, and the town hall.
fn trouble(w: &mut Writer<'_>, scene: &Scene<'_>, trouble: Trouble) {
    w.open("div class=error part=error");
    w.open("div role=alert");
    w.say(
        "p",
        match trouble {
            Trouble::Module => Msg::TroubleModule,
            Trouble::Missing => Msg::TroubleMissing,
            Trouble::Damaged => Msg::TroubleDamaged,
        },
    );
    w.close();
    w.say("p", Msg::TroubleStill);
    frame::fallback(w);
    w.press("again", Ui::Retry);
    w.close();
    hall(w, scene);
}

/// With `place`: the record has not come, or does not exist.
pub fn absent(w: &mut Writer<'_>, scene: &Scene<'_>, state: &State, waiting: bool) {
    match state.trouble {
        Some(trouble) => self::trouble(w, scene, trouble),
        None if waiting => frame::waiting(w),
        None => {
            w.say("p class=takeaway", Msg::PlaceMissing);
            frame::fallback(w);
            hall(w, scene);
        }
    }
}

impl Engine {
    /// The records of the list, in its order.
    pub(super) fn shown_records(&self) -> Vec<Rc<Record>> {
        let (state, pack) = (self.state.borrow(), self.pack.borrow());
        let Some(pack) = pack.ready() else { return Vec::new() };
        let hits = shown(&state, when::now(&pack.time_zone));
        hits.into_iter().map(|hit| hit.record.clone()).collect()
    }

    /// Announces how many results there are.
    pub(super) fn tell_count(self: &Rc<Self>) {
        let Some(m) = self.stage.messages() else { return };
        let sentence = {
            let (state, pack) = (self.state.borrow(), self.pack.borrow());
            let Some(pack) = pack.ready() else { return };
            match shown(&state, when::now(&pack.time_zone)).len() {
                0 => m.with(Msg::None, &[("text", &looked_for(&m, &state))]).to_string(),
                shown => count(&m, &state, shown),
            }
        };
        self.tell(sentence);
    }

    /// Back to the first screen.
    pub(super) fn clear(self: &Rc<Self>) {
        self.finder.turn();
        self.fill("");
        self.start_over();
        self.stage.focus("box");
        self.stage.redraw();
    }

    /// The words that find every place of a kind.
    pub(super) fn kind_words(&self, kind: &str) -> String {
        let words = self.stage.messages().map(|m| words::kind(&m, kind)).unwrap_or_default();
        [kind, " ", &words].concat()
    }

    /// Searches for every place of a kind.
    pub(super) fn search_kind(self: &Rc<Self>, kind: &str) {
        self.state.borrow_mut().narrow("kind", kind, false);
        self.fill("");
        self.search(None);
        self.stage.focus("results-title");
    }
}
