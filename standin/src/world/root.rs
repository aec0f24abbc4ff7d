//! The whole of a platform, put together.

use apollo_compiler::response::JsonValue;

use super::texts::fr;
use super::{Datum, Id, Text, World, fields};
use crate::Version;
use crate::clock::Clock;

/// A world that is being made.
pub(super) struct Draft<'c> {
    pub(super) world: World,
    pub(super) clock: &'c Clock,
    pub(super) version: Version,
    /// The origin of the pictures that are kept elsewhere.
    pub(super) storage: &'c str,
    pub(super) authors: Vec<Id>,
    themes: Vec<Sorted>,
    areas: Vec<Sorted>,
}

/// A theme or an area, as old and as new versions call it.
struct Sorted {
    old: Id,
    new: Id,
}

/// Makes the data of a platform.
pub(crate) fn build(version: Version, clock: &Clock, storage: &str, empty: bool) -> World {
    let mut draft = Draft {
        world: World::new(),
        clock,
        version,
        storage,
        authors: Vec::new(),
        themes: Vec::new(),
        areas: Vec::new(),
    };
    draft.platform(empty);
    if !empty {
        draft.authors();
        draft.sorting();
        super::processes::add(&mut draft);
    }
    draft.world
}

impl Draft<'_> {
    fn platform(&mut self, empty: bool) {
        let root = World::ROOT;
        let old = self.version == Version::V0_24;
        let name = "Participer à Exemple";
        let version: Datum = if old { "0.24.3".into() } else { Datum::Leaf(JsonValue::Null) };
        let decidim = self.world.add("Decidim", vec![("applicationName", name.into()), ("version", version)]);
        let stats = self.stats(if empty {
            &[]
        } else {
            &[("users_count", "Participants", 1284), ("processes_count", "Concertations", 10)]
        });
        let called: Datum = if old { name.into() } else { fr(name).nl("Meedoen in Voorbeeld").into() };
        let organization = self.world.add("Organization", vec![("name", called), ("stats", stats.into())]);
        let session = self.world.add("Session", vec![]);
        let metrics = if empty { Vec::new() } else { self.metrics() };
        for (field, value) in fields! {
            "decidim" => decidim,
            "organization" => organization,
            "session" => session,
            "participatoryProcesses" => Vec::new(),
            "participatoryProcessGroups" => Vec::new(),
            "participatoryProcessTypes" => Vec::new(),
            "components" => Vec::new(),
            "metrics" => metrics,
            "hashtags" => Vec::new(),
        } {
            self.world.set(root, field, value);
        }
    }

    /// Figures of the platform or of a process: key, French name, value.
    pub(super) fn stats(&mut self, figures: &[(&'static str, &'static str, i64)]) -> Vec<Id> {
        let old = self.version == Version::V0_24;
        let add = |(key, name, value): &(&'static str, &'static str, i64)| {
            // The old name is the key; the new one is a text.
            let named: Datum = if old { (*key).into() } else { fr(*name).into() };
            self.world
                .add("Statistic", vec![("key", (*key).into()), ("name", named), ("value", (*value).into())])
        };
        figures.iter().map(add).collect()
    }

    fn metrics(&mut self) -> Vec<Id> {
        let mut made = Vec::new();
        for (name, figures) in [("participants", [310_i64, 802, 1284]), ("proposals", [12, 25, 37])] {
            let history: Vec<_> = (figures.iter().enumerate())
                .map(|(index, value)| {
                    let day = self.clock.day(-60 + 30 * index as i64);
                    self.world.add("MetricHistory", fields! { "key" => day, "value" => *value })
                })
                .collect();
            made.push(
                self.world.add(
                    "MetricType",
                    fields! { "name" => name, "count" => figures[2], "history" => history },
                ),
            );
        }
        made
    }

    fn authors(&mut self) {
        let names = [
            ("Association des habitants", "association_habitants"),
            ("Conseil de quartier du Centre", "conseil_centre"),
            ("Collectif vélo", "collectif_velo"),
            ("Service participation", "service_participation"),
            ("Compte supprimé", "supprime"),
        ];
        let old = self.version == Version::V0_24;
        for (index, (name, nickname)) in names.into_iter().enumerate() {
            let organization: Datum =
                if old { "Participer à Exemple".into() } else { fr("Participer à Exemple").into() };
            let author = self.world.add(
                "User",
                fields! {
                    "id" => (900 + index).to_string(),
                    "name" => name,
                    "nickname" => format!("@{nickname}"),
                    "avatarUrl" => "/uploads/decidim/avatar.png",
                    "profilePath" => format!("/profiles/{nickname}"),
                    "badge" => if index == 3 { "verified-badge" } else { "" },
                    "deleted" => index == 4,
                    "organizationName" => organization,
                },
            );
            self.authors.push(author);
        }
    }

    fn sorting(&mut self) {
        let themes = [
            fr("Espace public").nl("Openbare ruimte").en("Public space"),
            fr("Mobilité").nl("Mobiliteit").en("Mobility"),
            fr("Nature en ville").nl("Natuur in de stad").en("Nature"),
            fr("Enfance").nl("Kinderen"),
        ];
        let areas = [
            fr("Toute la commune").nl("De hele gemeente").en("Whole town"),
            fr("Centre").nl("Centrum").en("Centre"),
            fr("Quartier des Écoles").nl("Schoolwijk"),
        ];
        self.themes = self.sorted(fr("Thèmes").nl("Thema's").en("Themes"), &themes, 10, "Category");
        self.areas = self.sorted(fr("Secteurs").nl("Gebieden").en("Areas"), &areas, 20, "Scope");
    }

    fn sorted(&mut self, root: Text, names: &[Text], first: usize, kind: &'static str) -> Vec<Sorted> {
        let top = self.world.add(
            "Taxonomy",
            fields! { "id" => first.to_string(), "name" => root, "isRoot" => true, "childrenCount" => names.len() },
        );
        let below = if kind == "Category" { "subcategories" } else { "children" };
        let mut made: Vec<Sorted> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let id = (first + 1 + index).to_string();
            let old = self.world.add(
                kind,
                vec![("id", id.as_str().into()), ("name", name.clone().into()), (below, Vec::new().into())],
            );
            let new = self.world.add(
                "Taxonomy",
                fields! {
                    "id" => id, "name" => name.clone(), "isRoot" => false, "parent" => top,
                    "children" => Vec::new(), "childrenCount" => 0,
                },
            );
            made.push(Sorted { old, new });
        }
        let children: Vec<_> = made.iter().map(|sorted| sorted.new).collect();
        self.world.set(top, "children", children);
        made
    }

    /// The theme and the area of something, under the names of every version.
    pub(super) fn sort(&self, theme: Option<usize>, area: Option<usize>) -> Vec<(&'static str, Datum)> {
        let theme = theme.map(|index| &self.themes[index]);
        let area = area.map(|index| &self.areas[index]);
        let taxonomies: Vec<_> = theme.iter().chain(&area).map(|sorted| sorted.new).collect();
        fields! {
            "category" => theme.map(|sorted| sorted.old),
            "categories" => theme.map(|sorted| sorted.old).into_iter().collect::<Vec<_>>(),
            "scope" => area.map(|sorted| sorted.old),
            "taxonomies" => taxonomies,
        }
    }

    /// `createdAt` and `updatedAt`, in days from now.
    pub(super) fn dated(&self, created: i64, updated: i64) -> Vec<(&'static str, Datum)> {
        fields! { "createdAt" => self.clock.at(created, 9, 0), "updatedAt" => self.clock.at(updated, 17, 5) }
    }

    /// Likes, or endorsements as they were called.
    pub(super) fn liked(&self, count: usize) -> Vec<(&'static str, Datum)> {
        let by: Vec<_> = self.authors.iter().copied().cycle().take(count.min(3)).collect();
        fields! {
            "likes" => by.clone(), "likesCount" => count, "endorsements" => by, "endorsementsCount" => count,
        }
    }

    /// A file beside something: French title, type, name.
    pub(super) fn attached(
        &mut self,
        files: &[(&'static str, &'static str, &'static str)],
    ) -> (&'static str, Datum) {
        let add = |(title, kind, name): &(&'static str, &'static str, &'static str)| {
            let picture = kind.starts_with("image/");
            self.world.add(
                "Attachment",
                fields! {
                    "id" => format!("5{}", name.len()),
                    "title" => fr(*title),
                    "description" => fr(""),
                    "type" => *kind,
                    "url" => format!("/uploads/decidim/attachment/{name}"),
                    "thumbnail" => picture.then(|| format!("/uploads/decidim/attachment/thumbnail_{name}")),
                },
            )
        };
        let made: Vec<_> = files.iter().map(add).collect();
        ("attachments", made.into())
    }

    /// A place, or the one of something never located: an object without numbers.
    pub(super) fn place(&mut self, at: Option<(f64, f64)>) -> Id {
        // Four decimals, some ten metres: what an address is worth.
        let round = |degrees: f64| (degrees * 1e4).round() / 1e4;
        let latitude = at.map(|(latitude, _)| round(latitude));
        let longitude = at.map(|(_, longitude)| round(longitude));
        self.world.add("Coordinates", fields! { "latitude" => latitude, "longitude" => longitude })
    }

    /// Appends to a list of a node.
    pub(super) fn push(&mut self, node: Id, list: &'static str, item: Id) {
        let mut items = self.world.list(node, list).to_vec();
        items.push(item);
        self.world.set(node, list, items);
    }
}
