//! Which documents belong to which commune. Documents are in the order of communes.
//!
//! `c.bin`: the build, their number, then columns: INSEE codes (five bytes each), the first document of each
//! (four bytes), the centre of their documents (two bytes each for latitude and longitude, in 180ths of a
//! degree, 600 m). The first commune has the code of five spaces: its documents belong to every commune.

use alloc::vec::Vec;

use crate::bytes::{u16_at, u32_at};
use crate::facts::{NOWHERE, Place};

/// The code under which documents of every commune are kept.
pub(crate) const EVERYWHERE: [u8; 5] = *b"     ";

/// The centre of a commune whose documents have no coordinates.
pub(crate) const NO_CENTRE: u16 = 0x8000;

/// The communes of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Communes<'a> {
    bytes: &'a [u8],
    count: usize,
    docs: u32,
}

impl<'a> Communes<'a> {
    pub(crate) fn new(bytes: &'a [u8], docs: u32) -> Self {
        let count = u32_at(bytes, 4) as usize;
        let count = if bytes.len() / 13 >= count { count } else { 0 };
        Self { bytes, count, docs }
    }

    fn code(&self, n: usize) -> &'a [u8] {
        self.bytes.get(8 + n * 5..13 + n * 5).unwrap_or_default()
    }

    fn first(&self, n: usize) -> u32 {
        if n < self.count { u32_at(self.bytes, 8 + self.count * 5 + n * 4) } else { self.docs }
    }

    /// The documents of these communes (codes between spaces) and those of every commune, as ranges.
    pub(crate) fn ranges(&self, codes: &str) -> Vec<(u32, u32)> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for n in 0..self.count {
            let code = self.code(n);
            if code == EVERYWHERE || codes.split(' ').any(|wanted| wanted.as_bytes() == code) {
                let (first, end) = (self.first(n), self.first(n + 1));
                match ranges.last_mut() {
                    // Only damaged bytes go back.
                    Some(last) if first < last.1 || end < first => {}
                    Some(last) if last.1 == first => last.1 = end,
                    _ => ranges.push((first, end)),
                }
            }
        }
        ranges
    }

    /// The centre of a document's commune.
    pub(crate) fn centre(&self, doc: u32) -> Place {
        let (mut low, mut high) = (0, self.count);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if self.first(middle) <= doc { low = middle } else { high = middle }
        }
        let at = 8 + self.count * 9 + low * 4;
        let [lat, lon] = [at, at + 2].map(|at| u16_at(self.bytes, at));
        if low >= self.count || lat == NO_CENTRE {
            return NOWHERE;
        }
        let place = |part: u16| i32::from(part.cast_signed()) * 5_000 / 9;
        Place { lat: place(lat), lon: place(lon) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three communes, of one document each.
    fn table() -> Vec<u8> {
        let mut bytes = [0, 0, 0, 0, 3, 0, 0, 0].to_vec();
        bytes.extend(b"     5900197411");
        bytes.extend([0_u32, 1, 2].iter().flat_map(|first| first.to_le_bytes()));
        // Nowhere, Lille, and the far side of the world.
        let centres = [NO_CENTRE, NO_CENTRE, 50 * 180, 3 * 180, (-20_i16 * 180).cast_unsigned(), 175 * 180];
        bytes.extend(centres.iter().flat_map(|part| part.to_le_bytes()));
        bytes
    }

    #[test]
    fn communes_have_their_documents_and_those_of_all() {
        let bytes = table();
        let communes = Communes::new(&bytes, 3);
        assert_eq!(communes.ranges("97411"), [(0, 1), (2, 3)]);
        assert_eq!(communes.ranges("59001 97411"), [(0, 3)]);
        assert_eq!(communes.ranges("00000"), [(0, 1)]);
        assert_eq!(Communes::new(&bytes[..20], 3).ranges("59001"), []);
    }

    #[test]
    fn centres_are_where_they_were() {
        let bytes = table();
        let communes = Communes::new(&bytes, 3);
        let centres = [0, 1, 2].map(|doc| communes.centre(doc));
        let degrees = |lat, lon| Place { lat: lat * 100_000, lon: lon * 100_000 };
        assert_eq!(centres, [NOWHERE, degrees(50, 3), degrees(-20, 175)]);
    }
}
