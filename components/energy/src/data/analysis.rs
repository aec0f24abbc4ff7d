//! The meter module's answers, read field by field.
//!
//! Most of what the module says ends in a sentence, so it is read as [`Facts`]: the numbers and texts of an
//! object that [`FIELDS`] knows, each with the way in which it is written. One reader serves findings,
//! quality, prices, file reports and refusals alike.

use commune_source::value::Value;

/// How a fact is written in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Watts.
    Watts,
    /// Watt-hours, written in kWh.
    Wh,
    /// Kilowatt-hours.
    Kwh,
    /// A part of one, written in hundredths, without its sign.
    Percent,
    /// A ratio.
    Times,
    /// Euros, without their sign.
    Euros,
    /// A whole number.
    Count,
    /// An ISO date.
    Date,
    /// An ISO instant with its offset.
    Instant,
    /// Words of a file, or a name.
    Text,
}

/// The fields of the module's objects that sentences use, and how they are written.
pub const FIELDS: &[(&str, Kind)] = &[
    ("w", Kind::Watts),
    ("share", Kind::Percent),
    ("change", Kind::Percent),
    ("ratio", Kind::Times),
    ("wh", Kind::Wh),
    ("beforeWh", Kind::Wh),
    ("winterWh", Kind::Wh),
    ("summerWh", Kind::Wh),
    ("meanWh", Kind::Wh),
    ("kwh", Kind::Kwh),
    ("kwhPerDay", Kind::Kwh),
    ("baseEur", Kind::Euros),
    ("offPeakEur", Kind::Euros),
    ("savedEur", Kind::Euros),
    ("hour", Kind::Count),
    ("line", Kind::Count),
    ("column", Kind::Count),
    ("missing", Kind::Count),
    ("date", Kind::Date),
    ("from", Kind::Date),
    ("to", Kind::Date),
    ("start", Kind::Instant),
    ("end", Kind::Instant),
    ("found", Kind::Text),
    ("name", Kind::Text),
];

/// The counts of the quality report, in the order in which they are told.
pub const QUALITY: &[&str] = &[
    "holeCount",
    "missing",
    "incompleteDays",
    "duplicates",
    "conflicts",
    "emptyValues",
    "offGrid",
    "unknownStep",
    "linesSkipped",
    "filesCut",
    "stepChanges",
    "fromVolume",
];

/// One number or text.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its field, which is its name in the sentence too.
    pub name: &'static str,
    /// How it is written.
    pub kind: Kind,
    /// The number; 0 for a text.
    pub number: f64,
    /// The text; empty for a number.
    pub text: String,
}

/// What one sentence is made of.
pub type Facts = Vec<Fact>;

/// A sentence to be: the end of its message's key, and its facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// After `energy.my-`.
    pub key: String,
    /// What fills it.
    pub facts: Facts,
}

/// A day, week, month or year.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// `2024-01-15`, `2024-W03`, `2024-01` or `2024`.
    pub label: String,
    /// Its first day.
    pub start: String,
    /// Measured energy in Wh, never scaled.
    pub wh: f64,
    /// Whether the readings cover all of it.
    pub complete: bool,
    /// Days covered, and days in all; 0 of 0 for a day.
    pub covered: (u32, u32),
    /// The same period a year before, in Wh, where both are complete.
    pub before_wh: Option<f64>,
}

/// What the view shows of an analysis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Gas, else electricity.
    pub gas: bool,
    /// Whether the files hold both.
    pub both: bool,
    /// First and last day.
    pub period: (String, String),
    /// In Wh.
    pub total_wh: f64,
    /// Days, weeks, months, years.
    pub levels: [Vec<Bar>; 4],
    /// Mean W by weekday (Monday first) × hour; empty without a load curve.
    pub profile: Vec<Option<f64>>,
    /// What stands out.
    pub findings: Vec<Said>,
    /// Always on, peak, night, year before, thermosensitive share: those that are known and not findings.
    pub marks: Vec<Said>,
    /// What off-peak hours change, where prices or hours were given.
    pub tariff: Vec<Said>,
    /// What the readings are worth.
    pub quality: Vec<Said>,
    /// The holes.
    pub holes: Vec<Facts>,
}

/// The facts of an object.
pub fn facts<V: Value>(json: &V) -> Facts {
    let fact = |&(name, kind): &(&'static str, Kind)| {
        let value = json.field(name);
        let (number, text) = (value.number(), value.text());
        (number.is_some() || text.is_some()).then(|| Fact {
            name,
            kind,
            number: number.unwrap_or(0.0),
            text: text.unwrap_or_default(),
        })
    };
    FIELDS.iter().filter_map(fact).collect()
}

/// The number of a fact.
pub fn number(facts: &Facts, name: &str) -> Option<f64> {
    facts.iter().find(|fact| fact.name == name).map(|fact| fact.number)
}

/// A fact made here.
pub fn fact(name: &'static str, kind: Kind, number: f64) -> Fact {
    Fact { name, kind, number, text: String::new() }
}

/// An object of the module as a sentence: where a fact goes up or down, so does its key.
pub fn said<V: Value>(key: &str, json: &V) -> Said {
    let mut facts = facts(json);
    if let ("f-alwaysOn", Some(w)) = (key, number(&facts, "w")) {
        // The hours of a year of 365 days.
        facts.push(fact("year", Kind::Kwh, w * 8.76));
    }
    let above = |name, level| number(&facts, name).map(|n| n > level);
    let direction = match key {
        "f-seasons" => above("ratio", 1.0),
        "f-yearChange" | "f-weekend" => above("change", 0.0),
        "cost" => above("savedEur", 0.0),
        _ => None,
    };
    let end = direction.map_or("", |up| if up { "-up" } else { "-down" });
    Said { key: [key, end].concat(), facts }
}

/// Why a file was refused: what the decoder threw is an object, what the workbook reader threw a name.
/// What another format looks like is the name of a message, told under `format`.
pub fn refusal<V: Value>(json: &V) -> Said {
    let kind = json.text().unwrap_or_else(|| json.text_or_empty("kind"));
    let mut facts = facts(json);
    if kind == "otherFormat" {
        for fact in facts.iter_mut().filter(|fact| fact.name == "found") {
            fact.name = "format";
        }
    }
    Said { key: ["x-", &kind].concat(), facts }
}

/// The objects that are there, as sentences.
fn sentences<V: Value>(objects: &[(&str, V)]) -> Vec<Said> {
    objects.iter().filter(|(_, json)| !json.is_absent()).map(|(key, json)| said(key, json)).collect()
}

/// Reads an analysis.
pub fn read<V: Value>(json: &V) -> Analysis {
    let curve = json.field("curve");
    let quality = json.field("quality");
    let thermo = json.field("thermo");
    let off_peak = curve.field("offPeak");
    let finding = |json: &V| said(&["f-", &json.text_or_empty("kind")].concat(), json);
    let findings: Vec<Said> = json.list("findings").iter().map(finding).collect();
    let mut marks = Vec::new();
    for mark in sentences(&[
        ("f-alwaysOn", curve.field("base")),
        ("m-peak", curve.field("peak")),
        ("f-night", curve.field("night")),
        ("f-yearChange", json.field("comparison")),
        ("f-thermosensitive", thermo),
    ]) {
        // What stands out is not told twice. A year before without energy changes neither way, and an unknown
        // share of heating has no facts: neither has a sentence.
        let known = mark.key != "f-yearChange" && !mark.facts.is_empty();
        if known && findings.iter().all(|found| found.key != mark.key) {
            marks.push(mark);
        }
    }
    let cost = off_peak.field("cost");
    let text = |name: &str| json.text_or_empty(name);
    Analysis {
        gas: text("carrier") == "gas",
        both: json.list("carriers").len() > 1,
        period: (text("from"), text("to")),
        total_wh: json.field("totalWh").number().unwrap_or(0.0),
        levels: ["days", "weeks", "months", "years"].map(|level| json.list(level).iter().map(bar).collect()),
        profile: curve.list("profile").iter().map(V::number).collect(),
        findings,
        marks,
        tariff: sentences(&[("offPeak", off_peak), ("cost", cost)]),
        quality: read_quality(&quality),
        holes: quality.list("holes").iter().map(facts).collect(),
    }
}

fn bar<V: Value>(json: &V) -> Bar {
    // A day has a date only; a longer period has a name and a start.
    let day = json.text_or_empty("date");
    let of_day = !day.is_empty();
    Bar {
        start: if of_day { day.clone() } else { json.text_or_empty("start") },
        label: if of_day { day } else { json.text_or_empty("period") },
        wh: json.field("wh").number().unwrap_or(0.0),
        complete: json.field("complete").boolean().unwrap_or(false),
        covered: (json.count_or_zero("completeDays"), json.count_or_zero("days")),
        before_wh: json.field("yearBeforeWh").number(),
    }
}

fn read_quality<V: Value>(json: &V) -> Vec<Said> {
    let mut out = Vec::new();
    let mut tell = |name: &str, count: f64| {
        if count > 0.0 {
            out.push(Said { key: ["q-", name].concat(), facts: vec![fact("n", Kind::Count, count)] });
        }
    };
    for name in QUALITY {
        tell(name, json.field(name).number().unwrap_or(0.0));
    }
    tell("clockChanges", json.list("clockChanges").len() as f64);
    tell("differing", json.field("crossCheck").field("differing").number().unwrap_or(0.0));
    if json.field("meterNumberMasked").boolean() == Some(true) {
        tell("masked", 1.0);
    }
    out
}
