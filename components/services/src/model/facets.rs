//! What a visitor narrows a search down to.

use super::hours::{Moment, Now};
use crate::data::{NEEDS, PROCEDURE, Record, kind_number};

/// Places, procedures or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum What {
    /// Both.
    #[default]
    All,
    /// Places only.
    Places,
    /// Procedures only.
    Procedures,
}

/// When a place is to be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// That does not matter.
    #[default]
    Any,
    /// Now.
    Now,
    /// So many days from today, at that minute of the day.
    At(u8, u16),
}

/// Where to look.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Scope {
    /// In the commune.
    #[default]
    Commune,
    /// In every commune of the index, the nearest first among equals.
    Everywhere,
    /// Around a point.
    Around(Point),
}

/// A point to be near.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// What it is called; empty for the visitor's own position.
    pub name: String,
    /// Longitude and latitude in degrees; `None` until one was given.
    pub at: Option<(f64, f64)>,
    /// Kilometres at most; 0: as far as it may be.
    pub km: u16,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// Places or procedures.
    pub what: What,
    /// The kind, or empty.
    pub kind: String,
    /// When it is to be open.
    pub when: When,
    /// Bit set of needs, by their rank in [`NEEDS`].
    pub needs: u16,
    /// With needs: also the places of which nobody knows.
    pub unknown_too: bool,
    /// Where.
    pub scope: Scope,
}

/// A day and hour chosen by nobody yet: tomorrow at ten.
const USUAL: When = When::At(1, 600);

/// Every kind but that of procedures.
const PLACES: u32 = 0x7fff_ffff;

impl Facets {
    /// Changes one of them: a control's name, its value, and for a check box whether it is checked. False for
    /// what is none of theirs.
    pub fn change(&mut self, name: &str, value: &str, checked: bool) -> bool {
        let number = || value.parse().unwrap_or_default();
        match name {
            "what" => {
                self.what = match value {
                    "places" => What::Places,
                    "procedures" => What::Procedures,
                    _ => What::All,
                };
                // A kind is one of places.
                if self.what == What::Procedures {
                    self.kind.clear();
                }
            }
            "kind" => {
                value.clone_into(&mut self.kind);
                if self.what == What::Procedures {
                    self.what = What::All;
                }
            }
            "when" => {
                self.when = match value {
                    "now" => When::Now,
                    "at" => USUAL,
                    _ => When::Any,
                }
            }
            "when-day" | "when-hour" => {
                if let When::At(day, minute) = &mut self.when {
                    if name == "when-day" { *day = number() as u8 } else { *minute = number() }
                }
            }
            "need" if checked => self.needs |= need_bit(value),
            "need" => self.needs &= !need_bit(value),
            "unknown" => self.unknown_too = checked,
            "scope" => {
                self.scope = match value {
                    "all" => Scope::Everywhere,
                    "around" => Scope::Around(Point::default()),
                    _ => Scope::Commune,
                }
            }
            "km" => {
                if let Scope::Around(point) = &mut self.scope {
                    point.km = number();
                }
            }
            "reset" => *self = Self::default(),
            _ => return false,
        }
        true
    }

    /// The bit set of kinds that the index takes; 0 for all.
    #[must_use]
    pub fn kinds(&self) -> u32 {
        // Hours and accessibility are those of places.
        let places_only = self.when != When::Any || self.needs != 0;
        match self.what {
            _ if !self.kind.is_empty() => 1u32.checked_shl(kind_number(&self.kind).into()).unwrap_or(0),
            What::Procedures => 1u32.checked_shl(kind_number(PROCEDURE).into()).unwrap_or(0),
            What::Places => PLACES,
            What::All if places_only => PLACES,
            What::All => 0,
        }
    }

    /// The bit sets of needs that the index takes: known to be met, and not known not to be.
    #[must_use]
    pub fn yes_and_not_no(&self) -> (u16, u16) {
        if self.unknown_too { (0, self.needs) } else { (self.needs, 0) }
    }

    /// The point to be near, where one was given.
    #[must_use]
    pub fn point(&self) -> Option<(f64, f64)> {
        match &self.scope {
            Scope::Around(point) => point.at,
            _ => None,
        }
    }

    /// Whether some hits are left out here, which the index cannot do: by hours, by distance.
    #[must_use]
    pub fn sifts(&self) -> bool {
        self.when != When::Any || matches!(&self.scope, Scope::Around(Point { at: Some(_), km: 1.., .. }))
    }

    /// Whether a hit stays: open when it is to be, near enough, of the kind as it is written.
    #[must_use]
    pub fn keeps(&self, record: &Record, metres: Option<u32>, now: Moment) -> bool {
        let moment = match self.when {
            When::Any => None,
            When::Now => Some(now),
            When::At(days, minute) => Some(Moment { day: now.day + i32::from(days), minute }),
        };
        if let Some(Moment { day, minute }) = moment {
            let open = |now| matches!(now, Now::Open(_));
            if !record.hours.as_ref().is_some_and(|hours| open(hours.at(day, minute))) {
                return false;
            }
        }
        if let Scope::Around(Point { at: Some(_), km: km @ 1.., .. }) = self.scope
            && metres.is_none_or(|metres| metres > u32::from(km) * 1000)
        {
            // A procedure has no place of its own.
            return record.procedure && metres.is_none();
        }
        self.kind.is_empty() || record.kind == self.kind
    }

    /// How many things are narrowed down.
    #[must_use]
    pub fn count(&self) -> u32 {
        let one = |on: bool| u32::from(on);
        one(self.what != What::All)
            + one(!self.kind.is_empty())
            + one(self.when != When::Any)
            + self.needs.count_ones()
            + one(self.scope != Scope::Commune)
    }
}

/// The bit of a need by its name in the JSON; 0 for what is none.
#[must_use]
pub fn need_bit(name: &str) -> u16 {
    NEEDS.iter().position(|(_, known)| *known == name).map_or(0, |rank| 1 << rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Hours;

    const NOW: Moment = Moment { day: 20780, minute: 600 };

    fn open_on_monday_morning() -> Record {
        let hours = Hours {
            first: 20780,
            count: 14,
            days: vec![vec![], vec![540, 720]],
            weeks: vec![(0, "1000000".to_owned())],
            ..Hours::default()
        };
        Record { kind: "mediatheque".into(), hours: Some(hours), ..Record::default() }
    }

    #[test]
    fn each_control_changes_its_facet() {
        let mut facets = Facets::default();
        for (name, value, checked) in [
            ("what", "procedures", true),
            ("kind", "mairie", false),
            ("when", "at", false),
            ("when-day", "3", false),
            ("when-hour", "630", false),
            ("need", "toilet", true),
            ("need", "calm", true),
            ("need", "calm", false),
            ("unknown", "", true),
            ("scope", "around", false),
            ("km", "5", false),
        ] {
            assert!(facets.change(name, value, checked), "{name}");
        }
        let wanted = Facets {
            what: What::All,
            kind: "mairie".into(),
            when: When::At(3, 630),
            needs: 4,
            unknown_too: true,
            scope: Scope::Around(Point { km: 5, ..Point::default() }),
        };
        assert_eq!(facets, wanted);
        assert!(!facets.change("colour", "red", true));
        assert!(facets.change("what", "procedures", true) && facets.kind.is_empty());
        assert!(facets.change("reset", "", false));
        assert_eq!(facets, Facets::default());
        assert!(facets.change("km", "x", false) && facets.change("when-day", "x", false));
        assert_eq!(facets, Facets::default());
    }

    #[test]
    fn kinds_are_a_bit_set() {
        let kinds = |facets: Facets| facets.kinds();
        assert_eq!(kinds(Facets::default()), 0);
        assert_eq!(kinds(Facets { kind: "mediatheque".into(), ..Facets::default() }), 1 << 5);
        assert_eq!(kinds(Facets { kind: "other word".into(), ..Facets::default() }), 1 << 30);
        assert_eq!(kinds(Facets { what: What::Procedures, ..Facets::default() }), 1 << 31);
        assert_eq!(kinds(Facets { what: What::Places, ..Facets::default() }), PLACES);
        assert_eq!(
            kinds(Facets { when: When::Now, ..Facets::default() }),
            PLACES,
            "a procedure is never open"
        );
    }

    #[test]
    fn needs_are_met_or_at_least_not_refused() {
        let needs = need_bit("entrance") | need_bit("calm");
        assert_eq!(needs, 0b100_0001);
        assert_eq!(need_bit("sauna"), 0);
        let facets = Facets { needs, ..Facets::default() };
        assert_eq!(facets.yes_and_not_no(), (needs, 0));
        assert_eq!(Facets { unknown_too: true, ..facets }.yes_and_not_no(), (0, needs));
    }

    #[test]
    fn open_now_or_at_a_chosen_time() {
        let record = open_on_monday_morning();
        let keeps = |when| Facets { when, ..Facets::default() }.keeps(&record, None, NOW);
        assert!(keeps(When::Any) && keeps(When::Now) && keeps(When::At(7, 540)));
        assert!(!keeps(When::At(0, 720)) && !keeps(When::At(1, 600)) && !keeps(When::At(30, 600)));
        assert!(!Facets { when: When::Now, ..Facets::default() }.keeps(&Record::default(), None, NOW));
    }

    #[test]
    fn near_means_within_the_distance() {
        let around = |km| Facets {
            scope: Scope::Around(Point { at: Some((3.0, 50.0)), km, ..Point::default() }),
            ..Facets::default()
        };
        let place = Record::default();
        assert!(around(0).keeps(&place, Some(90_000), NOW));
        assert!(around(2).keeps(&place, Some(2000), NOW) && !around(2).keeps(&place, Some(2001), NOW));
        assert!(!around(2).keeps(&place, None, NOW), "nobody knows where it is");
        assert!(around(2).keeps(&Record { procedure: true, ..Record::default() }, None, NOW));
        assert!(around(2).sifts() && !around(0).sifts() && !Facets::default().sifts());
    }

    #[test]
    fn an_unlisted_kind_is_told_apart_by_its_word() {
        let facets = Facets { kind: "marche".into(), ..Facets::default() };
        assert!(facets.keeps(&Record { kind: "marche".into(), ..Record::default() }, None, NOW));
        assert!(!facets.keeps(&Record { kind: "autre".into(), ..Record::default() }, None, NOW));
    }

    #[test]
    fn what_is_narrowed_is_counted() {
        assert_eq!(Facets::default().count(), 0);
        let all = Facets {
            what: What::Places,
            kind: "mairie".into(),
            when: When::Now,
            needs: 0b11,
            scope: Scope::Everywhere,
            ..Facets::default()
        };
        assert_eq!(all.count(), 6);
    }
}
