//! Debates and posts.

use super::root::Draft;
use super::texts::{Text, fr};
use super::{Id, fields};

impl Draft<'_> {
    /// A debate; with days it is open between them, without it is open as long as its phase.
    pub(super) fn debate(&mut self, id: usize, title: Text, between: Option<(i64, i64)>, closed: bool) -> Id {
        let mut fields = self.discussed("Debates::Debate", id, 14 + id % 5, !closed);
        fields.extend(fields! {
            "title" => title,
            "description" => fr("<p>Donnez vos arguments, pour ou contre.</p>").nl("<p>Geef uw argumenten.</p>"),
            "instructions" => fr("<p>Restez courtois.</p>").nl("<p>Blijf beleefd.</p>"),
            "informationUpdates" => if closed { fr("<p>Le débat a été repris dans le projet.</p>") } else { fr("") },
            "startTime" => between.map(|(start, _)| self.clock.at(start, 9, 0)),
            "endTime" => between.map(|(_, end)| self.clock.at(end, 18, 0)),
            "reference" => format!("ex-DEBA-{}-{id}", self.clock.year(-60)),
            "author" => (!id.is_multiple_of(2)).then(|| self.authors[1]),
        });
        let sorted = self.sort((!id.is_multiple_of(3)).then_some(1), None);
        fields.extend(sorted);
        fields.extend(self.dated(-45, -8));
        self.world.add("Debate", fields)
    }

    pub(super) fn post(&mut self, id: usize, day: i64, title: Text, body: Text) -> Id {
        let mut fields = self.discussed("Blogs::Post", id, id % 3, true);
        fields.extend(fields! { "title" => title, "body" => body, "author" => self.authors[3] });
        fields.extend(self.dated(day, day));
        let liked = self.liked(id % 4);
        fields.extend(liked);
        fields.push(self.attached(&[("Compte rendu", "application/pdf", "compte-rendu.pdf")]));
        self.world.add("Post", fields)
    }
}
