//! One process with its phases.

use apollo_compiler::response::JsonValue;

use super::root::Draft;
use super::texts::{Text, blank, fr};
use super::{Datum, Id, World, fields};
use crate::Version;

/// A phase: its name, and the days from now between which it runs.
pub(super) type Phase = (Text, Option<i64>, Option<i64>);

/// What distinguishes a process.
pub(super) struct Told {
    pub(super) id: usize,
    pub(super) slug: &'static str,
    pub(super) title: Text,
    pub(super) subtitle: Text,
    pub(super) short: Text,
    pub(super) description: Text,
    /// Days from now.
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
    pub(super) published: i64,
    pub(super) phases: Vec<Phase>,
    pub(super) theme: Option<usize>,
    pub(super) area: Option<usize>,
    pub(super) hero: Datum,
}

impl Draft<'_> {
    /// Adds a process, without components.
    pub(super) fn process(&mut self, told: Told) -> Id {
        let old = self.version == Version::V0_24;
        let kind = "Decidim::ParticipatoryProcess";
        let id = told.id.to_string();
        let stats =
            self.stats(&[("comments_count", "Commentaires", 37), ("proposals_count", "Propositions", 24)]);
        let space = self.world.add("ParticipatorySpace", fields! {
            "id" => id.as_str(), "title" => told.title.clone(), "type" => kind, "components" => Vec::new(),
            "stats" => stats.clone(), "hasSteps" => !told.phases.is_empty(), "allowsSteps" => true,
        });
        let names = self.world.add("ParticipatorySpaceManifestHumanName", fields! {
            "singular" => fr("Concertation").nl("Raadpleging"), "plural" => fr("Concertations").nl("Raadplegingen"),
        });
        let manifest = self.world.add(
            "ParticipatorySpaceManifest",
            fields! { "name" => "participatory_processes", "humanName" => names },
        );
        self.world.set(space, "manifest", manifest);
        let mut fields = fields! {
            "id" => id,
            "slug" => told.slug,
            "title" => told.title,
            "subtitle" => told.subtitle,
            "shortDescription" => told.short,
            "description" => told.description,
            "announcement" => fr(""),
            "target" => fr("Tous les habitants").nl("Alle inwoners"),
            "localArea" => fr("Centre").nl("Centrum"),
            "metaScope" => fr(""),
            "developerGroup" => fr("Service participation"),
            "participatoryScope" => fr("Le plan de la place").nl("Het plan"),
            "participatoryStructure" => blank(),
            "type" => kind,
            "reference" => format!("ex-PART-{}-{}", self.clock.year(told.published), told.id),
            "heroImage" => self.picture(told.hero),
            "bannerImage" => None::<&str>,
            "promoted" => false,
            "startDate" => told.start.map(|day| self.clock.day(day)),
            "endDate" => told.end.map(|day| self.clock.day(day)),
            "publishedAt" => self.clock.at(told.published, 8, (told.id % 60) as i8),
            "scopesEnabled" => true,
            "showMetrics" => false,
            "showStatistics" => true,
            "hashtag" => "",
            "stats" => stats,
            "manifest" => manifest,
            "hasSteps" => !told.phases.is_empty(),
            "allowsSteps" => true,
            "privateSpace" => false,
            "weight" => told.id,
            "followsCount" => told.id * 3,
            "url" => Datum::Address(format!("/fr/processes/{}", told.slug)),
            "components" => Vec::new(),
            "space" => space,
        };
        let sorted = self.sort(told.theme, told.area);
        fields.extend(sorted);
        fields.extend(self.dated(told.published - 5, -3));
        fields.push(self.attached(&[("Dossier", "application/pdf", "dossier.pdf")]));
        let process = self.world.add("ParticipatoryProcess", fields);
        let mut steps = Vec::new();
        for (index, (title, start, end)) in told.phases.into_iter().enumerate() {
            // Days in old versions, instants in new ones.
            let day = |draft: &Self, day: Option<i64>| {
                day.map(|day| if old { draft.clock.day(day) } else { draft.clock.at(day, 0, 0) })
            };
            let active = start.is_none_or(|start| start <= 0) && end.is_none_or(|end| end >= 0);
            steps.push(self.world.add("ParticipatoryProcessStep", fields! {
                "id" => (told.id * 10 + index).to_string(),
                "title" => title,
                "description" => if index == 0 { fr("<p>Dites ce que vous voulez.</p>").nl("<p>Zeg wat u wilt.</p>") } else { fr("") },
                "startDate" => day(self, start),
                "endDate" => day(self, end),
                "active" => active,
                "position" => index,
                "callToActionPath" => active.then(|| format!("processes/{}/f/101", told.slug)),
                "callToActionText" => if active { fr("Participer").nl("Meedoen").en("Take part") } else { blank() },
                "participatoryProcess" => process,
            }));
        }
        self.world.set(process, "steps", steps);
        self.push(World::ROOT, "participatoryProcesses", process);
        process
    }

    /// The address of a picture: a file in old versions, in new ones a path that redirects to it.
    fn picture(&self, told: Datum) -> Datum {
        match told {
            Datum::Leaf(JsonValue::String(path)) if self.version == Version::Modern => {
                let blob = "/rails/active_storage/blobs/redirect/eyJfcmFpbHMi--0a1b2c/";
                path.as_str().replacen("/uploads/decidim/process/", blob, 1).into()
            }
            other => other,
        }
    }
}
