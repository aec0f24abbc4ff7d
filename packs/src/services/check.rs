//! The checks of the quality report.

use std::collections::HashSet;

use jiff::civil::Date;

use super::communes::{Belongs, Communes};
use super::draft::{Draft, Origins};
use super::findings::Finding;
use super::hours::Unread;
use super::join::{Join, Joined};
use super::merge::{Merged, Read};

/// Contours are drawn with a thick pen: a point this near to the edge (metres) is not outside.
const EDGE: f64 = 250.0;

/// What the checks look at.
pub struct Checks<'c> {
    /// The communes.
    pub communes: &'c Communes,
    /// The drafts.
    pub drafts: &'c [Draft],
    /// Their hours.
    pub read: &'c [Read],
    /// Names of the files.
    pub files: &'c [String],
    /// Date of the build.
    pub today: Date,
}

impl Checks<'_> {
    /// A finding about a draft.
    #[must_use]
    pub fn finding(&self, index: usize, kind: &'static str, seen: impl Into<String>) -> Finding {
        let draft = &self.drafts[index];
        Finding {
            kind,
            insee: draft.record.insee.clone(),
            id: draft.record.sources[0].2.clone(),
            title: draft.record.title.clone(),
            source: draft.origin.id(),
            file: self.files.get(draft.file).cloned().unwrap_or_default(),
            line: draft.line,
            seen: super::text::cut(&seen.into(), 200),
        }
    }

    /// What is wrong with one draft by itself.
    pub fn draft(&self, index: usize, belongs: Belongs, out: &mut Vec<Finding>) {
        let draft = &self.drafts[index];
        for (kind, seen) in &draft.doubts {
            // In the directory `http:` is a fault of its own too: the link is on the commune's page.
            out.push(self.finding(index, kind, seen.clone()));
        }
        self.commune(index, belongs, out);
        self.place(index, belongs, out);
        self.hours(index, out);
        for date in [&draft.record.sources[0].3, &draft.hours_checked] {
            if !date.is_empty() && date.parse::<Date>().map_or(true, |date| date > self.today) {
                out.push(self.finding(index, "date-invalid", date.clone()));
            }
        }
    }

    fn commune(&self, index: usize, belongs: Belongs, out: &mut Vec<Finding>) {
        let draft = &self.drafts[index];
        let record = &draft.record;
        match belongs {
            Belongs::Unknown => {
                let seen = format!("{} {} {}", record.insee, draft.postcode, record.commune);
                out.push(self.finding(index, "commune-unknown", seen.trim()));
            }
            Belongs::To(at) => {
                let commune = &self.communes.list[at];
                let known = &commune.postcodes;
                if self.communes.closed
                    && !draft.postcode.is_empty()
                    && !known.is_empty()
                    && !known.contains(&draft.postcode)
                    // CEDEX codes are of one addressee.
                    && !record.address.iter().any(|line| line.to_lowercase().contains("cedex"))
                {
                    let seen = format!("{} pour {}", draft.postcode, commune.name);
                    out.push(self.finding(index, "postcode-mismatch", seen));
                }
            }
            Belongs::All | Belongs::Elsewhere => {}
        }
    }

    fn place(&self, index: usize, belongs: Belongs, out: &mut Vec<Finding>) {
        let draft = &self.drafts[index];
        let record = &draft.record;
        let Some(point) = record.at else { return };
        let Belongs::To(at) = belongs else { return };
        let Some(contour) = self.communes.contours.get(&self.communes.list[at].insee) else { return };
        if contour.holds(point) {
            return;
        }
        let seen = format!("latitude {}, longitude {}", point.1, point.0);
        if contour.holds((point.1, point.0)) {
            out.push(self.finding(index, "coordinates-swapped", seen));
        } else {
            let metres = contour.metres_to_edge(point);
            if metres > EDGE {
                let found = self.communes.contours.iter().find(|(_, contour)| contour.holds(point));
                let name = found.and_then(|(insee, _)| self.communes.index_of(insee));
                let there = name.map(|at| format!(", dans la commune {}", self.communes.list[at].name));
                let far = if metres < 10_000.0 {
                    format!("{} m de la commune", (metres / 10.0).round() * 10.0)
                } else {
                    format!("{} km de la commune", (metres / 1000.0).round())
                };
                out.push(self.finding(
                    index,
                    "coordinates-outside",
                    format!("{seen}, à {far}{}", there.unwrap_or_default()),
                ));
            }
        }
    }

    fn hours(&self, index: usize, out: &mut Vec<Finding>) {
        let draft = &self.drafts[index];
        let Read { hours, why } = &self.read[index];
        if let Some(why) = why {
            let kind = match why {
                Unread::Words => "hours-unread",
                Unread::SchoolHolidays => "hours-school",
                Unread::Sun => "hours-sun",
                Unread::Complex => "hours-complex",
                Unread::Never => "hours-never",
            };
            out.push(self.finding(index, kind, draft.hours.clone()));
        }
        match hours {
            Some(hours) if hours.is_read() => {
                let year = jiff::Span::new().years(1);
                let old = |date: Date| date.checked_add(year).is_ok_and(|later| later < self.today);
                if hours.checked.parse::<Date>().is_ok_and(old) {
                    out.push(self.finding(index, "hours-old", crate::date::french(&hours.checked)));
                }
            }
            _ => {}
        }
    }

    /// What comes of comparing drafts.
    pub fn joined(&self, joined: &Joined, out: &mut Vec<Finding>) {
        let mut told = HashSet::new();
        for join in &joined.duplicates {
            // Of three copies, the second and the third are told, each once.
            if told.insert(join.pair.1) {
                let first = &self.drafts[join.pair.0];
                let seen = format!("comme « {} », ligne {}", first.record.title, first.line);
                out.push(self.finding(join.pair.1, "duplicate", seen));
            }
        }
        for join in &joined.doubtful {
            let Join { pair: (a, b), metres, .. } = join;
            let first = &self.drafts[*a];
            let far = metres.map(|metres| format!(" à {metres:.0} m")).unwrap_or_default();
            let seen = format!("« {} » ({}){far}", first.record.title, first.origin.name());
            out.push(self.finding(*b, "maybe-same", seen));
        }
    }

    /// What comes of merging, and places that procedures name.
    pub fn merged(&self, merged: &[Merged], out: &mut Vec<Finding>) {
        let ids: HashSet<&str> = merged.iter().map(|one| one.record.id.as_str()).collect();
        for one in merged {
            self.missing(one, out);
            for (kind, index, seen) in &one.conflicts {
                out.push(self.finding(*index, kind, seen.clone()));
            }
            for place in one.record.places.iter().filter(|place| !ids.contains(place.as_str())) {
                out.push(self.finding(one.drafts[0], "where-unknown", place.clone()));
            }
        }
    }

    /// What no source of a place has.
    fn missing(&self, one: &Merged, out: &mut Vec<Finding>) {
        let record = &one.record;
        if record.procedure {
            return;
        }
        let told = |kind: &str| {
            one.drafts.iter().any(|index| self.drafts[*index].doubts.iter().any(|(id, _)| *id == kind))
        };
        let gives_hours = |index: &usize| self.drafts[*index].origin != Origins::Acceslibre;
        if record.hours.is_none() && one.drafts.iter().any(gives_hours) && !told("hours-unread") {
            out.push(self.finding(one.drafts[0], "hours-missing", ""));
        }
        if record.at.is_none() && !told("coordinates-invalid") {
            out.push(self.finding(one.drafts[0], "coordinates-missing", record.address.join(", ")));
        }
    }
}
