//! What a web server's compression makes of a file: the same bytes for the same input, anywhere.

use std::io::Write as _;

use anyhow::Result;

/// gzip, level 9. The header says no time, no name and no system, which would differ.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let header = flate2::GzBuilder::new().mtime(0).operating_system(255);
    let mut encoder = header.write(Vec::new(), flate2::Compression::new(9));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// brotli, quality 11, window 2^22: the best that it does, at several seconds a megabyte.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    brotli_of(11, bytes)
}

/// brotli of another quality, from 0, the quickest, to 11.
pub(crate) fn brotli_of(quality: u32, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 4096, quality, 22);
    encoder.write_all(bytes)?;
    drop(encoder);
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gzip_header_tells_nothing_of_when_and_where() {
        let packed = gzip(b"commune").unwrap();
        // RFC 1952: magic, deflate, no flags, mtime 0, slowest, unknown system.
        assert_eq!(packed[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
        assert_eq!(packed, gzip(b"commune").unwrap());
    }

    #[test]
    fn both_give_the_text_back() {
        use std::io::Read as _;
        let text = "commune ".repeat(1000);
        let mut back = String::new();
        flate2::read::GzDecoder::new(&gzip(text.as_bytes()).unwrap()[..]).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        let packed = brotli(text.as_bytes()).unwrap();
        brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }
}
