//! What filters and distances need to know of a document, in columns.
//!
//! A shard `f/N.bin` of up to 1,024 documents: the build, their number, the kinds (a byte each), the facts
//! that are true and those that are false (two bytes each), latitudes and longitudes (four bytes each).

use crate::bytes::{u16_at, u32_at};

/// Documents per shard.
pub(crate) const PER_SHARD: u32 = 1_024;

/// The place of a document that has none.
pub(crate) const NOWHERE: Place = Place { lat: i32::MIN, lon: i32::MIN };

/// A place on Earth in hundred-thousandths of a degree (1.1 m of latitude).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) lat: i32,
    pub(crate) lon: i32,
}

/// Facts of one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) kind: u8,
    pub(crate) yes: u16,
    pub(crate) no: u16,
    pub(crate) place: Place,
}

/// The facts of a document by its rank in its shard; nothing known where the bytes are damaged.
pub(crate) fn row(shard: &[u8], rank: u32) -> Row {
    let rows = u32_at(shard, 4).min(PER_SHARD) as usize;
    let rank = rank as usize;
    if rank >= rows || shard.len() < 8 + 13 * rows {
        return Row { kind: 0, yes: 0, no: 0, place: NOWHERE };
    }
    let place = |column: usize| u32_at(shard, 8 + rows * column + rank * 4).cast_signed();
    Row {
        kind: shard[8 + rank],
        yes: u16_at(shard, 8 + rows + rank * 2),
        no: u16_at(shard, 8 + rows * 3 + rank * 2),
        place: Place { lat: place(5), lon: place(9) },
    }
}

impl Place {
    /// From degrees; beyond the globe is nowhere.
    pub(crate) fn of_degrees(lat: f64, lon: f64) -> Self {
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
            Self { lat: (lat * 1e5) as i32, lon: (lon * 1e5) as i32 }
        } else {
            NOWHERE
        }
    }

    /// Metres between two places as on a plane: right to a thousandth within a metropole.
    /// None where one of them is nowhere.
    pub(crate) fn metres(self, other: Self) -> Option<u32> {
        if self == NOWHERE || other == NOWHERE {
            return None;
        }
        let north = f64::from(self.lat) - f64::from(other.lat);
        let middle = (f64::from(self.lat) + f64::from(other.lat)) / 2.0;
        // The cosine by its series: the rest is below 2e-3 up to a quarter turn, below 1e-5 in France.
        let x = middle * (core::f64::consts::PI / 180.0 / 1e5);
        let x = x * x;
        let cosine = 1.0 - x / 2.0 * (1.0 - x / 12.0 * (1.0 - x / 30.0 * (1.0 - x / 56.0)));
        let mut east = f64::from(self.lon) - f64::from(other.lon);
        if east > 18e6 {
            east -= 36e6;
        } else if east < -18e6 {
            east += 36e6;
        }
        let east = east * cosine;
        // 1e-5 degrees of a great circle of 40,030,174 m, the mean radius of 6,371,008.8 m.
        const UNIT: f64 = 1.111_950_8;
        Some(((north * north + east * east) * (UNIT * UNIT)) as u64).map(|square| square.isqrt() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        let lille = Place::of_degrees(50.6292, 3.0573);
        let roubaix = Place::of_degrees(50.6917, 3.1742);
        // Haversine of the same points: 10,779.5 m.
        let metres = lille.metres(roubaix).unwrap();
        assert!((10_774..10_784).contains(&metres), "{metres}");
        assert_eq!(lille.metres(lille), Some(0));
        assert_eq!(lille.metres(NOWHERE), None);
        assert_eq!(Place::of_degrees(f64::NAN, 3.0), NOWHERE);
        // Across the line of dates.
        let metres = Place::of_degrees(0.0, 179.9).metres(Place::of_degrees(0.0, -179.9)).unwrap();
        assert!((22_200..22_300).contains(&metres), "{metres}");
    }
}
