//! Comments under proposals, meetings, debates and the rest.

use super::root::Draft;
use super::{Datum, Id, fields};

const SAID: [&str; 4] = [
    "Bonne idée, à condition de garder un accès pour les livraisons.",
    "Pensez aux personnes en fauteuil : le trottoir est trop étroit.",
    "Goed idee, maar denk ook aan de fietsers.",
    "<script>window.hostile = 'comment'</script>Pour.",
];

impl Draft<'_> {
    /// What the commentable interface asks of something: `count` comments, of which a few can be read.
    pub(super) fn discussed(
        &mut self,
        kind: &str,
        id: usize,
        count: usize,
        open: bool,
    ) -> Vec<(&'static str, Datum)> {
        let comments: Vec<_> = (0..count.min(3)).map(|index| self.comment(id * 10 + index, index)).collect();
        let mut fields = Self::interface(&format!("Decidim::{kind}"), id, count, open);
        fields.push(("comments", comments.into()));
        fields
    }

    fn interface(kind: &str, id: usize, count: usize, open: bool) -> Vec<(&'static str, Datum)> {
        fields! {
            "id" => id.to_string(),
            "type" => kind,
            "acceptsNewComments" => open,
            "commentsHaveAlignment" => true,
            "commentsHaveVotes" => true,
            "totalCommentsCount" => count,
            "hasComments" => count > 0,
            "userAllowedToComment" => false,
        }
    }

    fn comment(&mut self, id: usize, index: usize) -> Id {
        let body = SAID[(id + index) % SAID.len()];
        let mut fields = Self::interface("Decidim::Comments::Comment", id, 0, true);
        fields.extend(fields! {
            "comments" => Vec::new(),
            "body" => body,
            "formattedBody" => format!("<p>{body}</p>"),
            "author" => self.authors[id % self.authors.len()],
            "createdAt" => self.clock.at(-3 - index as i64, 20, 15),
            "alignment" => (index as i64) - 1,
            "upVotes" => index,
            "downVotes" => 0,
        });
        self.world.add("Comment", fields)
    }
}
