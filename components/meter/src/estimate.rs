//! Without a file: two readings of the meter, or the kWh of a bill.

use crate::decode::text::date;
use crate::time::Day;
use serde::Serialize;

/// What two readings or a bill say. Nothing is projected on a year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// Energy of the period, in kWh.
    pub kwh: f64,
    /// Days of the period.
    pub days: u32,
    /// Mean of a day, in kWh.
    pub kwh_per_day: f64,
    /// Mean power, in W.
    pub mean_w: f64,
    /// True for 350 to 380 days: the energy may be compared with yearly figures.
    pub about_a_year: bool,
}

/// Why there is no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum EstimateError {
    /// A date is not `2024-01-15` or `15/01/2024`, or lies outside 1996–2099.
    BadDate,
    /// The second date is not after the first.
    DatesReversed,
    /// An index or an energy is not a number, or is negative.
    BadNumber,
    /// The second index is lower than the first.
    IndexDown,
}

fn day(text: &str) -> Result<Day, EstimateError> {
    match date(text.as_bytes().trim_ascii()) {
        Some((day, [])) => Ok(day),
        _ => Err(EstimateError::BadDate),
    }
}

fn number(value: f64) -> Result<f64, EstimateError> {
    if value.is_finite() && value >= 0.0 { Ok(value) } else { Err(EstimateError::BadNumber) }
}

/// The energy between two readings of the index, in kWh, on two dates.
///
/// # Errors
/// An [`EstimateError`] that says which entry is wrong.
///
/// ```
/// let e = commune_meter::from_two_readings(1_000.0, "2024-01-01", 1_310.0, "01/02/2024").unwrap();
/// assert_eq!((e.kwh, e.days, e.kwh_per_day), (310.0, 31, 10.0));
/// ```
pub fn from_two_readings(
    index1: f64,
    date1: &str,
    index2: f64,
    date2: &str,
) -> Result<Estimate, EstimateError> {
    let (first, second) = (number(index1)?, number(index2)?);
    let (start, end) = (day(date1)?, day(date2)?);
    if second < first {
        return Err(EstimateError::IndexDown);
    }
    over(second - first, start, end)
}

/// The energy of a bill, in kWh, from its start to its end (`end` excluded).
///
/// # Errors
/// An [`EstimateError`] that says which entry is wrong.
pub fn from_bill(kwh: f64, start: &str, end: &str) -> Result<Estimate, EstimateError> {
    over(number(kwh)?, day(start)?, day(end)?)
}

fn over(kwh: f64, start: Day, end: Day) -> Result<Estimate, EstimateError> {
    if end <= start {
        return Err(EstimateError::DatesReversed);
    }
    let days = (end - start) as u32;
    let kwh_per_day = kwh / f64::from(days);
    Ok(Estimate {
        kwh,
        days,
        kwh_per_day,
        mean_w: kwh_per_day * 1_000.0 / 24.0,
        about_a_year: (350..=380).contains(&days),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_of_a_year() {
        let e = from_bill(3_650.0, "2023-01-01", "2024-01-01").unwrap();
        assert_eq!((e.days, e.kwh_per_day, e.about_a_year), (365, 10.0, true));
    }

    #[test]
    fn wrong_entries_are_told() {
        use EstimateError::*;
        assert_eq!(from_two_readings(2.0, "2024-01-01", 1.0, "2024-02-01"), Err(IndexDown));
        assert_eq!(from_two_readings(1.0, "2024-02-01", 2.0, "2024-01-01"), Err(DatesReversed));
        assert_eq!(from_two_readings(1.0, "2024-02-31", 2.0, "2024-03-01"), Err(BadDate));
        assert_eq!(from_bill(f64::NAN, "2024-01-01", "2024-03-01"), Err(BadNumber));
    }
}
