//! What only a load curve tells: profile, appliances always on, peak, night, off-peak hours.

use super::days::covered;
use super::pass::Pass;
use crate::model::Energy;
use crate::options::{Options, Prices, Window};
use crate::order::select;
use crate::time::iso_instant;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// Night, for the night share: 22:00 to 06:00, local time.
pub const NIGHT: Window = Window { from: 22 * 60, to: 6 * 60 };

/// Fewest covered days for the power of appliances always on.
pub const MIN_BASE_DAYS: usize = 7;

/// What the load curve tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadCurve {
    /// Mean power in W by weekday (Monday first) × hour of the local clock: 7 × 24 values, `null`
    /// where nothing was measured.
    pub profile: Vec<Option<f64>>,
    /// Mean power, in W.
    pub mean_w: f64,
    /// Energy of the whole curve, in Wh, and its duration in hours.
    pub wh: Energy,
    /// Hours covered.
    pub hours: f64,
    /// Appliances always on, when at least [`MIN_BASE_DAYS`] days are covered.
    pub base: Option<BaseLoad>,
    /// The step of highest mean power.
    pub peak: Peak,
    /// Energy used at night.
    pub night: Night,
    /// Off-peak hours, when some were given.
    pub off_peak: Option<OffPeak>,
}

/// The power of the appliances that are always on.
///
/// Estimator: the median, over the covered days, of the lowest mean power of a step of the day.
/// The daily minimum as the sign of constant loads is that of A. Kavousian, R. Rajagopal and
/// M. Fischer, "Determinants of residential electricity consumption", Energy 55 (2013), 184–194;
/// the median keeps a few days of absence or a night of heating from moving it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BaseLoad {
    /// Power, in W.
    pub w: f64,
    /// Its part of the energy of the curve, 0 to 1.
    pub share: f64,
    /// Covered days behind the estimate.
    pub days: u32,
}

/// The step of highest mean power.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Peak {
    /// Mean power over the step, in W.
    pub w: f64,
    /// Start of the step, ISO 8601 with offset.
    pub start: String,
    /// End of the step.
    pub end: String,
}

/// Energy used at night.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Night {
    /// Minutes since local midnight.
    pub window: Window,
    /// Energy, in Wh.
    pub wh: Energy,
    /// Part of the energy of the curve, 0 to 1.
    pub share: f64,
}

/// What an off-peak tariff would charge for the curve as measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OffPeak {
    /// The windows that were given.
    pub windows: Vec<Window>,
    /// Energy in off-peak hours, in Wh. A step that lies across a border is shared out by time.
    pub in_wh: Energy,
    /// Energy outside, in Wh.
    pub out_wh: Energy,
    /// Part in off-peak hours, 0 to 1.
    pub share: f64,
    /// Days covered in whole or in part.
    pub days: u32,
    /// What the energy costs, without subscription, when prices were given.
    pub cost: Option<Cost>,
}

/// Energy cost in euros of the curve as measured, subscription left out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cost {
    /// The prices that were given.
    pub prices: Prices,
    /// At the single price.
    pub base_eur: f64,
    /// At the off-peak tariff.
    pub off_peak_eur: f64,
    /// What the off-peak tariff saves (negative when it costs more).
    pub saved_eur: f64,
}

fn ratio(part: i64, whole: i64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Millijoules over seconds, in W.
fn watts(energy: i64, seconds: i64) -> f64 {
    ratio(energy, seconds) / 1_000.0
}

pub(super) fn load_curve(pass: &Pass, options: &Options) -> Option<LoadCurve> {
    let (peak, power) = pass.peak?;
    let mean_w = watts(pass.energy, pass.seconds);
    let base =
        base(pass).map(|(w, days)| BaseLoad { w, share: if mean_w > 0.0 { w / mean_w } else { 0.0 }, days });
    let profile =
        pass.profile.iter().map(|(energy, time)| (*time > 0).then(|| watts(*energy, *time))).collect();
    Some(LoadCurve {
        profile,
        mean_w,
        wh: Energy(pass.energy),
        hours: pass.seconds as f64 / 3_600.0,
        base,
        peak: Peak { w: power / 1_000.0, start: iso_instant(peak.start()), end: iso_instant(peak.end) },
        night: Night { window: NIGHT, wh: Energy(pass.night), share: ratio(pass.night, pass.energy) },
        off_peak: (!options.off_peak.is_empty()).then(|| off_peak(pass, options)),
    })
}

/// W, and the number of days behind it.
fn base(pass: &Pass) -> Option<(f64, u32)> {
    // Powers are never negative, and such numbers have the order of their bits.
    let mut lowest: Vec<u64> = pass
        .days
        .iter()
        .enumerate()
        .filter(|(rank, _)| covered(pass, *rank))
        .map(|(_, cell)| cell.lowest.to_bits())
        .collect();
    if lowest.len() < MIN_BASE_DAYS {
        return None;
    }
    // With an even number of days, the lower of the two middle ones: a power that was measured.
    let middle = (lowest.len() - 1) / 2;
    let median = f64::from_bits(select(&mut lowest, middle));
    Some((median / 1_000.0, lowest.len() as u32))
}

fn off_peak(pass: &Pass, options: &Options) -> OffPeak {
    let (inside, outside) = (Energy(pass.off_peak), Energy(pass.energy - pass.off_peak));
    let cost = options.prices.map(|prices| {
        let kwh = |e: Energy| e.wh() / 1_000.0;
        let base_eur = kwh(Energy(pass.energy)) * prices.base;
        let off_peak_eur = kwh(inside) * prices.off_peak + kwh(outside) * prices.peak;
        Cost { prices, base_eur, off_peak_eur, saved_eur: base_eur - off_peak_eur }
    });
    OffPeak {
        windows: options.off_peak.clone(),
        in_wh: inside,
        out_wh: outside,
        share: ratio(pass.off_peak, pass.energy),
        days: pass.days.iter().filter(|c| c.covered > 0).count() as u32,
        cost,
    }
}
