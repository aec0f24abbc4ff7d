//! Components of a process, and the content of most kinds of them.

use super::root::Draft;
use super::texts::{blank, fr};
use super::{Datum, Id, World, fields, words};

/// The manifest of a type of component.
fn manifest(kind: &str) -> &'static str {
    match kind {
        "Proposals" => "proposals",
        "Meetings" => "meetings",
        "Debates" => "debates",
        "Surveys" => "surveys",
        "Budgets" => "budgets",
        "Accountability" => "accountability",
        "Pages" => "pages",
        "Blogs" => "blogs",
        _ => "sortitions",
    }
}

/// The list of a type of component.
fn list(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "Accountability" => "results",
        "Blogs" => "posts",
        "Component" => return None,
        other => manifest(other),
    })
}

impl Draft<'_> {
    /// Adds a component to a process, its content in the list of its kind.
    pub(super) fn component(
        &mut self,
        process: Id,
        kind: &'static str,
        id: usize,
        weight: usize,
        items: Vec<Id>,
    ) -> Id {
        let slug = self.world.word(process, "slug").unwrap_or_default().to_owned();
        let space = match self.world.get(process, "space") {
            Some(Datum::One(space)) => *space,
            _ => process,
        };
        let mut fields = fields! {
            "id" => id.to_string(),
            "name" => words::component(kind),
            "weight" => weight,
            "participatorySpace" => space,
            "manifestName" => manifest(kind),
            "url" => Datum::Address(format!("/fr/processes/{slug}/f/{id}/")),
            "publishedAt" => self.clock.at(-80 + weight as i64, 8, 0),
            "visible" => true,
        };
        for item in &items {
            let path = self
                .world
                .word(*item, "id")
                .map(|item| format!("/fr/processes/{slug}/f/{id}/{}/{item}", list(kind).unwrap_or_default()));
            if let Some(path) = path {
                self.world.set(*item, "url", Datum::Address(path));
            }
        }
        if let Some(list) = list(kind) {
            fields.push((list, items.into()));
        }
        let made = self.world.add(kind, fields);
        self.push(process, "components", made);
        self.push(space, "components", made);
        self.push(World::ROOT, "components", made);
        made
    }

    pub(super) fn page(&mut self, id: usize, title: super::Text, body: super::Text) -> Id {
        let mut fields = fields! { "id" => id.to_string(), "title" => title, "body" => body };
        fields.extend(self.dated(-70, -20));
        self.world.add("Page", fields)
    }

    /// A survey with a question of each kind.
    pub(super) fn survey(&mut self, id: usize) -> Id {
        let asked = [
            (
                "multiple_option",
                false,
                fr("Comment venez-vous ?").nl("Hoe komt u?").en("How do you come?"),
                &["À pied", "À vélo", "En voiture", "Autre"][..],
            ),
            (
                "single_option",
                true,
                fr("Combien de fois par semaine ?").nl("Hoe vaak per week?"),
                &["Jamais", "Une fois", "Plus souvent"],
            ),
            (
                "sorting",
                false,
                fr("Classez ce qui compte pour vous").nl("Rangschik wat belangrijk is"),
                &["Ombre", "Calme", "Marché"],
            ),
            (
                "matrix_single",
                false,
                fr("Êtes-vous d'accord ?").nl("Bent u het ermee eens?"),
                &["Oui", "Non"],
            ),
            ("short_answer", false, fr("Votre rue").nl("Uw straat"), &[]),
            ("long_answer", false, fr("Autre remarque").nl_machine("Andere opmerking"), &[]),
            ("title_and_description", false, fr("Merci").nl("Bedankt"), &[]),
            // Of a version to come.
            ("drawing", false, fr("Dessinez la place"), &[]),
        ];
        let mut questions = Vec::new();
        for (index, (kind, mandatory, body, options)) in asked.into_iter().enumerate() {
            let kind = if self.version == crate::Version::Modern {
                kind.replace("answer", "response")
            } else {
                kind.to_owned()
            };
            let (old, new) = self.options(id * 100 + index * 10, options);
            questions.push(self.world.add(
                "Question",
                fields! {
                    "id" => (id * 10 + index).to_string(),
                    "body" => body,
                    "description" => fr(""),
                    "mandatory" => mandatory,
                    "position" => index,
                    "maxChoices" => (kind == "multiple_option").then_some(2),
                    "questionType" => kind,
                    "maxCharacters" => 0,
                    "answerOptions" => old,
                    "responseOptions" => new,
                },
            ));
        }
        let questionnaire = self.questionnaire(id, questions);
        let mut fields = fields! { "id" => id.to_string(), "questionnaire" => questionnaire };
        fields.extend(self.dated(-40, -30));
        self.world.add("Survey", fields)
    }

    fn options(&mut self, first: usize, names: &[&'static str]) -> (Vec<Id>, Vec<Id>) {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for (index, name) in names.iter().enumerate() {
            for (kind, made) in [("AnswerOption", &mut old), ("ResponseOption", &mut new)] {
                made.push(self.world.add(kind, fields! {
                    "id" => (first + index).to_string(), "body" => fr(*name), "freeText" => *name == "Autre",
                }));
            }
        }
        (old, new)
    }

    pub(super) fn questionnaire(&mut self, id: usize, questions: Vec<Id>) -> Id {
        let mut fields = fields! {
            "id" => (id + 300).to_string(),
            "title" => fr("Vos usages de la place").nl("Uw gebruik van het plein").en("How you use the square"),
            "description" => fr("<p>Cinq minutes. Vos réponses restent anonymes.</p>").nl("<p>Vijf minuten, anoniem.</p>"),
            "tos" => fr("<p>Les réponses sont effacées après un an.</p>"),
            "forType" => "Decidim::Surveys::Survey",
            "questions" => questions,
        };
        fields.extend(self.dated(-40, -30));
        self.world.add("Questionnaire", fields)
    }

    /// A budget of 50 000 €, its projects chosen or not.
    pub(super) fn budget(&mut self, id: usize) -> Id {
        let projects = [
            (fr("Arceaux à vélos").nl("Fietsbeugels").en("Bicycle racks"), Some(8_000), true),
            (
                fr("Fontaine à eau potable").nl("Drinkwaterfontein").en("Drinking fountain"),
                Some(12_000),
                true,
            ),
            (fr("Jeux pour les petits").nl("Speeltuigen").en("Playground"), Some(27_500), false),
            (fr("Boîte à livres").nl_machine("Boekenkast"), Some(900), false),
            (fr("Projet sans montant"), None, false),
        ];
        let mut made = Vec::new();
        for (index, (title, amount, selected)) in projects.into_iter().enumerate() {
            let number = id * 10 + index;
            let mut fields = self.discussed("Budgets::Project", number, index * 2, true);
            fields.extend(fields! {
                "title" => title,
                "description" => fr("<p>À côté de la mairie.</p>").nl("<p>Naast het gemeentehuis.</p>"),
                "budget_amount" => amount,
                "selected" => selected,
                "reference" => format!("ex-PROJ-{}-{number}", self.clock.year(-60)),
                "address" => "Place du Marché, 59000 Exemple",
                "coordinates" => self.place(Some((50.6205 + index as f64 / 1000.0, 3.149))),
                "followsCount" => index,
            });
            let sorted = self.sort((index != 4).then_some(index % 3), Some(1));
            fields.extend(sorted);
            fields.extend(self.dated(-50, -20));
            fields.push(self.attached(&[]));
            made.push(self.world.add("Project", fields));
        }
        let mut fields = fields! {
            "id" => id.to_string(),
            "title" => fr("Budget participatif du Centre").nl("Burgerbegroting Centrum").en("Budget of the Centre"),
            "description" => fr("<p>50 000 € pour le quartier.</p>").nl("<p>50.000 € voor de wijk.</p>"),
            "total_budget" => 50_000,
            "projects" => made,
            "versionsCount" => 1,
            "weight" => 0,
        };
        let sorted = self.sort(None, Some(1));
        fields.extend(sorted);
        fields.extend(self.dated(-60, -20));
        self.world.add("Budget", fields)
    }

    /// Results: in progress, done, not begun, with a part of its own, late, unknown.
    pub(super) fn results(&mut self, first: usize) -> Vec<Id> {
        let status = |draft: &mut Self, id: usize, key: &'static str, name: super::Text, progress: i64| {
            draft.world.add("Status", fields! {
                "id" => id.to_string(), "key" => key, "name" => name, "description" => blank(), "progress" => progress,
            })
        };
        let planned = status(self, 1, "a_venir", fr("À venir").nl("Gepland").en("Planned"), 0);
        let ongoing = status(self, 2, "en_cours", fr("En cours").nl("Lopend").en("Ongoing"), 50);
        let done = status(self, 3, "termine", fr("Terminé").nl("Afgerond").en("Done"), 100);
        let rows = [
            (
                fr("Concours de paysagistes").nl("Ontwerpwedstrijd").en("Design competition"),
                Some(100.0),
                Some(done),
                Some((-200, -60)),
            ),
            (
                fr("Plantation de trente arbres").nl("Dertig bomen planten").en("Planting thirty trees"),
                Some(62.5),
                Some(ongoing),
                Some((-40, 90)),
            ),
            (fr("Étude de sol").nl_machine("Bodemonderzoek"), None, None, None),
            (fr("Nouvel éclairage").nl("Nieuwe verlichting"), Some(0.0), Some(planned), Some((60, 200))),
            (
                fr("Première rangée d'arbres").nl("Eerste rij bomen"),
                Some(100.0),
                Some(done),
                Some((-40, -10)),
            ),
        ];
        let mut made = Vec::new();
        for (index, (title, progress, status, span)) in rows.into_iter().enumerate() {
            let id = first + index;
            let entry = self.world.add("TimelineEntry", fields! {
                "id" => (id * 10).to_string(), "entryDate" => self.clock.day(-30), "description" => fr("Marché attribué").nl("Gegund"),
            });
            let mut fields = self.discussed("Accountability::Result", id, index, false);
            fields.extend(fields! {
                "title" => title,
                "description" => fr("<p>Ce que la commune a promis, et où elle en est.</p>"),
                "reference" => format!("ex-RESU-{}-{id}", self.clock.year(-60)),
                "externalId" => (index == 0).then_some("MARCHE-12"),
                "progress" => progress,
                "status" => status,
                "startDate" => span.map(|(start, _)| self.clock.day(start)),
                "endDate" => span.map(|(_, end)| self.clock.day(end)),
                "timelineEntries" => if index < 2 { vec![entry] } else { Vec::new() },
                "weight" => index,
                "children" => Vec::new(),
                "childrenCount" => 0,
            });
            let sorted = self.sort((index != 2).then_some(2), Some(1));
            fields.extend(sorted);
            fields.extend(self.dated(-100, -5));
            made.push(self.world.add("Result", fields));
        }
        // The last one is a part of the second.
        self.world.set(made[4], "parent", made[1]);
        self.world.set(made[1], "children", vec![made[4]]);
        self.world.set(made[1], "childrenCount", 1);
        made
    }
}
