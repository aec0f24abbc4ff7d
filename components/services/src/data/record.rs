//! A place or a procedure, as the index stores it.

use serde::{Deserialize, Serialize};

use super::hours::Hours;

/// The kind of every procedure.
pub const PROCEDURE: &str = "procedure";

/// The kinds that the messages have words for, in the order of their numbers in the index, which has
/// room for 32. Another word shows as it is written and counts as `autre`.
pub const KINDS: [&str; 32] = [
    "mairie",
    "mairie-annexe",
    "ccas",
    "france-services",
    "numerique",
    "mediatheque",
    "ecole",
    "college",
    "creche",
    "centre-social",
    "centre-loisirs",
    "piscine",
    "sport",
    "culture",
    "dechetterie",
    "police-municipale",
    "police",
    "pompiers",
    "poste",
    "prestations",
    "emploi",
    "impots",
    "prefecture",
    "justice",
    "sante",
    "logement",
    "cimetiere",
    "parc",
    "seniors",
    "transport",
    "autre",
    PROCEDURE,
];

/// The number of a kind in the index.
#[must_use]
pub fn kind_number(kind: &str) -> u8 {
    KINDS.iter().position(|known| *known == kind).unwrap_or(30) as u8
}

/// The life events that the messages have words for.
pub const LIFE_EVENTS: [&str; 26] = [
    "papiers",
    "perte",
    "naissance",
    "couple",
    "separation",
    "deces",
    "demenagement",
    "logement",
    "travaux",
    "scolarite",
    "petite-enfance",
    "handicap",
    "vieillir",
    "emploi",
    "argent",
    "sante",
    "etranger",
    "citoyennete",
    "vehicule",
    "dechets",
    "numerique",
    "entreprise",
    "association",
    "violence",
    "loisirs",
    "animal",
];

/// What a person may need of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Need {
    /// Step-free entrance.
    Entrance,
    /// Adapted parking, on site or within 200 m.
    Parking,
    /// Adapted toilet.
    Toilet,
    /// Hearing loop.
    Loop,
    /// French sign language.
    Signing,
    /// Documents in large print.
    LargePrint,
    /// A calm place or calm hours.
    Calm,
}

/// Every need and its name in the JSON, in the order of [`Need`].
pub const NEEDS: [(Need, &str); 7] = [
    (Need::Entrance, "entrance"),
    (Need::Parking, "parking"),
    (Need::Toilet, "toilet"),
    (Need::Loop, "loop"),
    (Need::Signing, "signing"),
    (Need::LargePrint, "largePrint"),
    (Need::Calm, "calm"),
];

/// What is known about one need: yes or no (`None`: unknown, with a note), the index of the source,
/// and a note that may be empty. In JSON an array.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known(pub Option<bool>, pub u16, #[serde(default)] pub String);

/// What is known about each need; a need that is absent is unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Access {
    /// Step-free entrance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entrance: Option<Known>,
    /// Adapted parking, on site or within 200 m.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parking: Option<Known>,
    /// Adapted toilet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toilet: Option<Known>,
    /// Hearing loop.
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    pub hearing_loop: Option<Known>,
    /// French sign language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing: Option<Known>,
    /// Documents in large print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub large_print: Option<Known>,
    /// A calm place or calm hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calm: Option<Known>,
}

impl Access {
    /// What is known about a need.
    #[must_use]
    pub fn get(&self, need: Need) -> Option<&Known> {
        match need {
            Need::Entrance => self.entrance.as_ref(),
            Need::Parking => self.parking.as_ref(),
            Need::Toilet => self.toilet.as_ref(),
            Need::Loop => self.hearing_loop.as_ref(),
            Need::Signing => self.signing.as_ref(),
            Need::LargePrint => self.large_print.as_ref(),
            Need::Calm => self.calm.as_ref(),
        }
    }

    /// The place of what is known about a need.
    pub fn get_mut(&mut self, need: Need) -> &mut Option<Known> {
        match need {
            Need::Entrance => &mut self.entrance,
            Need::Parking => &mut self.parking,
            Need::Toilet => &mut self.toilet,
            Need::Loop => &mut self.hearing_loop,
            Need::Signing => &mut self.signing,
            Need::LargePrint => &mut self.large_print,
            Need::Calm => &mut self.calm,
        }
    }

    /// True where nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        NEEDS.iter().all(|(need, _)| self.get(*need).is_none())
    }
}

/// A source of a record: its id (`dila`, `acceslibre`, `mednum`, `own`), its name as shown, the id of
/// the record there, the ISO date of the record there or empty, its address or empty. In JSON an array.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin(pub String, pub String, pub String, pub String, pub String);

/// A place or a procedure. Empty fields are left out of the JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Record {
    /// Unique in an index.
    pub id: String,
    /// True for a procedure, false for a place; in JSON `type`.
    #[serde(rename = "type", with = "kind_of_record")]
    pub procedure: bool,
    /// One of [`KINDS`], or another word.
    pub kind: String,
    /// In French.
    pub title: String,
    /// The title in other languages: code and text; in JSON an object.
    #[serde(with = "pairs", skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<(String, String)>,
    /// In French.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The description in other languages.
    #[serde(with = "pairs", skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<(String, String)>,
    /// INSEE code of the commune; empty: valid for every commune of the run.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub insee: String,
    /// Name of the commune.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub commune: String,
    /// Lines, ready to show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Longitude and latitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<(f64, f64)>,
    /// Telephone numbers as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phone: Vec<String>,
    /// Mail addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub email: Vec<String>,
    /// Addresses (http or https) and their labels, which may be empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(String, String)>,
    /// Opening hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Accessibility.
    #[serde(skip_serializing_if = "Access::is_empty")]
    pub access: Access,
    /// Who it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<String>,
    /// Life events, of [`LIFE_EVENTS`] or other words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// What it costs.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cost: String,
    /// What to bring, one item each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bring: Vec<String>,
    /// How long it takes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub delay: String,
    /// Where to do it online.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub online: String,
    /// Where to make an appointment.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub appointment: String,
    /// Of a procedure: ids of the places where it is done in person.
    #[serde(rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Where the fields come from; the first is the main one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Origin>,
    /// Fields that come from another source than the first, and its index; in JSON an object.
    #[serde(with = "pairs", skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<(String, u16)>,
    /// True for an invented record.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

impl Record {
    /// The index, in `sources`, of the source of a field (its JSON name).
    #[must_use]
    pub fn source_of(&self, field: &str) -> u16 {
        self.from.iter().find(|(name, _)| name == field).map_or(0, |(_, source)| *source)
    }
}

/// `place` or `procedure`.
mod kind_of_record {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(procedure: &bool, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(if *procedure { "procedure" } else { "place" })
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
        Ok(String::deserialize(from)? == "procedure")
    }
}

/// An object whose fields are pairs, in the order in which they stand.
mod pairs {
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
    use serde::ser::{Serialize, SerializeMap, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        pairs: &[(String, T)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(pairs.len()))?;
        for (name, value) in pairs {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(String, T)>, D::Error> {
        from.deserialize_map(Pairs(PhantomData))
    }

    struct Pairs<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
        type Value = Vec<(String, T)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = entries.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
}
