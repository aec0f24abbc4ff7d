//! The quality report of a commune.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::build::Built;
use super::collect::Collected;
use super::findings::{Finding, kind_of};
use super::join::{Join, Why};
use super::read::FileReport;

/// The schema name of a report.
pub const SCHEMA: &str = "commune-widgets/services-report/1";

/// The report of one commune, or of what belongs to none (`insee` empty).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// ISO date of the run.
    pub generated: String,
    /// INSEE code, or empty.
    pub insee: String,
    /// Name of the commune.
    pub commune: String,
    /// Records of the commune.
    pub records: usize,
    /// How many findings of each kind.
    pub counts: BTreeMap<&'static str, usize>,
    /// The findings.
    pub findings: Vec<Told>,
    /// Records that several sources speak of.
    pub joins: Vec<JoinTold>,
    /// What was read of the files of the run.
    pub files: Vec<FileReport>,
}

/// A finding with what it means and how to correct it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// True where residents are misled until it is corrected.
    pub serious: bool,
    /// In French.
    pub what: &'static str,
    /// In French.
    pub how: &'static str,
}

/// A join and its reason.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JoinTold {
    /// Source, id, title, file and line of each side.
    pub sides: [Side; 2],
    /// The reason.
    pub why: Why,
    /// How alike the names are, 0 to 1.
    pub likeness: f64,
    /// Metres between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metres: Option<f64>,
}

/// One side of a join.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// Id of the source.
    pub source: &'static str,
    /// Id of the record there.
    pub id: String,
    /// Its title there.
    pub title: String,
    /// Line or record number.
    pub line: u64,
}

/// Findings and joins of a run by commune, so that a report costs what it holds.
pub struct ByCommune<'b> {
    findings: HashMap<&'b str, Vec<&'b Finding>>,
    joins: HashMap<&'b str, Vec<&'b Join>>,
    records: HashMap<&'b str, usize>,
}

impl<'b> ByCommune<'b> {
    /// Sorts them out.
    #[must_use]
    pub fn of(built: &'b Built, collected: &'b Collected) -> Self {
        let mut by = Self { findings: HashMap::new(), joins: HashMap::new(), records: HashMap::new() };
        for finding in &built.findings {
            by.findings.entry(&finding.insee).or_default().push(finding);
        }
        for join in &built.joined.joins {
            by.joins.entry(&collected.drafts[join.pair.0].record.insee).or_default().push(join);
        }
        for one in &built.merged {
            *by.records.entry(&one.record.insee).or_default() += 1;
        }
        by
    }

    /// The report of the commune of a code; an empty one takes what belongs to no commune.
    #[must_use]
    pub fn report(&self, insee: &str, name: &str, generated: &str, collected: &Collected) -> Report {
        let mut counts = BTreeMap::new();
        let mut findings = Vec::new();
        for finding in self.findings.get(insee).into_iter().flatten() {
            *counts.entry(finding.kind).or_default() += 1;
            let kind = kind_of(finding.kind);
            findings.push(Told {
                finding: (*finding).clone(),
                serious: kind.serious,
                what: kind.what,
                how: kind.how,
            });
        }
        let joins = self.joins.get(insee).into_iter().flatten().map(|join| told(join, collected)).collect();
        Report {
            schema: SCHEMA,
            generated: generated.to_owned(),
            insee: insee.to_owned(),
            commune: name.to_owned(),
            records: self.records.get(insee).copied().unwrap_or(0),
            counts,
            findings,
            joins,
            files: collected.reports.clone(),
        }
    }
}

fn told(join: &Join, collected: &Collected) -> JoinTold {
    let side = |index: usize| {
        let draft = &collected.drafts[index];
        Side {
            source: draft.origin.id(),
            id: draft.record.sources[0].2.clone(),
            title: draft.record.title.clone(),
            line: draft.line,
        }
    };
    JoinTold {
        sides: [side(join.pair.0), side(join.pair.1)],
        why: join.why,
        likeness: (join.likeness * 100.0).round() / 100.0,
        metres: join.metres.map(f64::round),
    }
}
