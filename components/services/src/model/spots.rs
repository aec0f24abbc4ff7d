//! Which results a map shows, and where.

use crate::data::Record;

/// Where the maps of the web end, in degrees of latitude.
const MOST_NORTH: f64 = 85.0;

/// Where a record stands on a map: longitude and latitude in degrees. A procedure stands nowhere, and a place
/// whose coordinates are none is left to the list.
#[must_use]
pub fn spot(record: &Record) -> Option<(f64, f64)> {
    record.at.filter(|at| !record.procedure && on_map(*at))
}

fn on_map((longitude, latitude): (f64, f64)) -> bool {
    // What is no number is no less than anything.
    longitude.abs() <= 180.0 && latitude.abs() <= MOST_NORTH
}

/// The rings of a contour that a map can draw: each point on the map, and enough of them.
pub fn drawable(contour: &[Vec<(f64, f64)>]) -> impl Iterator<Item = &[(f64, f64)]> {
    contour.iter().map(Vec::as_slice).filter(|ring| ring.len() > 3 && ring.iter().all(|point| on_map(*point)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_with_coordinates_stand_on_a_map_and_procedures_do_not() {
        let stands = |at, procedure| spot(&Record { at, procedure, ..Record::default() }).is_some();
        assert!(stands(Some((3.0, 50.6)), false) && stands(Some((-180.0, -85.0)), false));
        assert!(!stands(Some((3.0, 50.6)), true), "a procedure");
        for at in
            [None, Some((3.1, 95.0)), Some((-180.1, 0.0)), Some((f64::NAN, 50.0)), Some((3.0, f64::INFINITY))]
        {
            assert!(!stands(at, false), "{at:?}");
        }
    }

    #[test]
    fn a_broken_ring_is_left_out() {
        let square = vec![(3.0, 50.0), (3.1, 50.0), (3.1, 50.1), (3.0, 50.0)];
        let contour = [square.clone(), vec![(3.0, 50.0)], vec![(f64::INFINITY, 50.0); 5]];
        assert_eq!(drawable(&contour).collect::<Vec<_>>(), [square.as_slice()]);
    }
}
