//! The 'fichier à transmettre': what a volunteer hands over to the metropole, and nothing else.
//!
//! Format `commune-widgets/contribution/1`, a JSON object:
//!
//! ```json
//! {
//!   "schema": "commune-widgets/contribution/1",
//!   "carrier": "electricity",
//!   "months": [{ "month": "2024-01", "kwh": 312 }],
//!   "shape": [612, 580, …]
//! }
//! ```
//!
//! - `months`: whole kWh of the complete months only, in order of time.
//! - `shape`: for electricity with a load curve of at least [`MIN_SHAPE_DAYS`] complete days, 168
//!   integers, weekday (Monday first) × hour of the local clock, in thousandths of the mean power
//!   of the week: 1000 is the mean. Empty otherwise.
//!
//! There is no name, no address, no meter number, no tariff and no instant: a month is the finest
//! date, and the shape is a mean over all weeks.

use crate::analyse::{Analysis, Period};
use crate::model::Carrier;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The value of `schema`.
pub const CONTRIBUTION_SCHEMA: &str = "commune-widgets/contribution/1";
/// Fewest complete days behind a load shape.
pub const MIN_SHAPE_DAYS: u32 = 28;
/// Cells of a load shape: 7 days × 24 hours.
pub const SHAPE_CELLS: usize = 168;

/// What is handed over; see the module for the format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contribution {
    /// [`CONTRIBUTION_SCHEMA`].
    pub schema: String,
    /// What the meter measures.
    pub carrier: Carrier,
    /// Complete months.
    pub months: Vec<MonthTotal>,
    /// Normalised load shape, or empty.
    pub shape: Vec<u32>,
}

/// The energy of one complete month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTotal {
    /// `2024-01`.
    pub month: String,
    /// Whole kWh, rounded to the nearest.
    pub kwh: u32,
}

impl Contribution {
    /// The contribution of an analysis; `None` when it has neither a complete month nor a shape.
    pub fn of(analysis: &Analysis) -> Option<Self> {
        let months: Vec<MonthTotal> = analysis
            .months
            .iter()
            .filter(|m| m.complete && matches!(m.period, Period::Month(..)))
            .map(|m| MonthTotal { month: m.period.label(), kwh: (m.wh.wh() / 1_000.0 + 0.5) as u32 })
            .collect();
        let shape = shape(analysis).unwrap_or_default();
        let carrier = analysis.carrier?;
        (!months.is_empty() || !shape.is_empty()).then(|| Self {
            schema: CONTRIBUTION_SCHEMA.to_owned(),
            carrier,
            months,
            shape,
        })
    }

    /// True when a file read from elsewhere keeps to the format.
    pub fn is_valid(&self) -> bool {
        let month = |m: &MonthTotal| {
            matches!(*m.month.as_bytes(), [y0, y1, y2, y3, b'-', m0, m1]
                if [y0, y1, y2, y3, m0, m1].iter().all(u8::is_ascii_digit)
                    && (1..=12).contains(&((m0 - b'0') * 10 + m1 - b'0')))
        };
        self.schema == CONTRIBUTION_SCHEMA
            && self.months.iter().all(month)
            && self.months.windows(2).all(|w| w[0].month < w[1].month)
            && matches!(self.shape.len(), 0 | SHAPE_CELLS)
    }
}

/// Thousandths of the mean of the 168 cells.
fn shape(analysis: &Analysis) -> Option<Vec<u32>> {
    let curve = analysis.curve.as_ref().filter(|_| analysis.complete_days >= MIN_SHAPE_DAYS)?;
    let mut sum = 0.0;
    for cell in &curve.profile {
        sum += (*cell)?;
    }
    let mean = sum / curve.profile.len() as f64;
    let thousandths = |w: &Option<f64>| (w.unwrap_or_default() / mean * 1_000.0 + 0.5) as u32;
    (mean > 0.0).then(|| curve.profile.iter().map(thousandths).collect())
}
