//! Which results a map shows, and where.

use crate::data::Record;
use commune_map::spots::on_map;

/// Where a record stands on a map: longitude and latitude in degrees. A procedure stands nowhere, and a place
/// whose coordinates are none is left to the list.
#[must_use]
pub fn spot(record: &Record) -> Option<(f64, f64)> {
    record.at.filter(|at| !record.procedure && on_map(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_with_coordinates_stand_on_a_map_and_procedures_do_not() {
        let stands = |at, procedure| spot(&Record { at, procedure, ..Record::default() }).is_some();
        assert!(stands(Some((3.0, 50.6)), false));
        assert!(!stands(Some((3.0, 50.6)), true), "a procedure");
        for at in [None, Some((3.1, 95.0)), Some((f64::NAN, 50.0))] {
            assert!(!stands(at, false), "{at:?}");
        }
    }
}
