//! Pictures, drawn when they are asked for.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// A PNG (W3C Portable Network Graphics, third edition): a slope of two colours, by `hue`.
pub(crate) fn png(width: u32, height: u32, hue: u8) -> Vec<u8> {
    let mut rows = Vec::with_capacity(((width * 3 + 1) * height) as usize);
    for y in 0..height {
        // No filter.
        rows.push(0);
        for x in 0..width {
            let slope = |from: u32, at: u32, size: u32| (from + at * 96 / size).min(255) as u8;
            let third = slope(80, x + y, width + height);
            let pixel = [slope(96, x, width), slope(120, y, height), third];
            let turn = usize::from(hue) % 3;
            rows.extend([pixel[turn], pixel[(turn + 1) % 3], pixel[(turn + 2) % 3]]);
        }
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&rows).ok();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // Eight bits of each of three colours, the only methods there are, not interlaced.
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in
        [(b"IHDR", header), (b"IDAT", packed.finish().unwrap_or_default()), (b"IEND", Vec::new())]
    {
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(&data);
        file.extend((data.len() as u32).to_be_bytes());
        file.extend(kind);
        file.extend(data);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_size_and_its_end() {
        let file = png(48, 27, 1);
        assert!(file.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x30\0\0\0\x1b\x08\x02"));
        // The checksum of an empty IEND chunk is a constant of the format.
        assert!(file.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}
