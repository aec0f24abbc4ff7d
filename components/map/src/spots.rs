//! What a map can show.

/// Where the maps of the web end, in degrees of latitude.
const MOST_NORTH: f64 = 85.0;

/// Whether a point in degrees, longitude first, stands on a map. What is no number stands nowhere.
#[must_use]
pub fn on_map((longitude, latitude): (f64, f64)) -> bool {
    // What is no number is no less than anything.
    longitude.abs() <= 180.0 && latitude.abs() <= MOST_NORTH
}

/// The rings of a contour that a map can draw: each point on the map, and enough of them.
pub fn drawable(contour: &[alloc::vec::Vec<(f64, f64)>]) -> impl Iterator<Item = &[(f64, f64)]> {
    contour
        .iter()
        .map(alloc::vec::Vec::as_slice)
        .filter(|ring| ring.len() > 3 && ring.iter().all(|point| on_map(*point)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_beyond_the_edge_or_that_is_none_is_on_no_map() {
        assert!(on_map((3.0, 50.6)) && on_map((-180.0, -85.0)));
        for at in [(3.1, 95.0), (-180.1, 0.0), (f64::NAN, 50.0), (3.0, f64::INFINITY)] {
            assert!(!on_map(at), "{at:?}");
        }
    }

    #[test]
    fn a_broken_ring_is_left_out() {
        let square = vec![(3.0, 50.0), (3.1, 50.0), (3.1, 50.1), (3.0, 50.0)];
        let contour = [square.clone(), vec![(3.0, 50.0)], vec![(f64::INFINITY, 50.0); 5]];
        assert_eq!(drawable(&contour).collect::<Vec<_>>(), [square.as_slice()]);
    }
}
