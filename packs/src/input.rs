//! Inputs: files or the standard input, gzip or not, with a progress bar.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::bufread::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};

/// Opens an input, unpacked where it is gzip, with a progress bar on the terminal, and says its
/// name without its folders (they may tell a person's name).
pub(crate) fn open(path: &Path) -> Result<(String, Box<dyn BufRead>, ProgressBar)> {
    let (name, size, raw): (_, _, Box<dyn Read>) = if path == Path::new("-") {
        ("stdin".to_owned(), None, Box::new(io::stdin()))
    } else {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        let size = fs::metadata(path)?.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, Some(size), Box::new(file))
    };
    let bar = match size {
        Some(size) => ProgressBar::new(size)
            .with_style(ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {eta}")?),
        None => {
            ProgressBar::new_spinner().with_style(ProgressStyle::with_template("{msg} {bytes} {elapsed}")?)
        }
    };
    let bar = bar.with_message(name.clone());
    let mut input = BufReader::with_capacity(1 << 18, bar.wrap_read(raw));
    // RFC 1952: every gzip member opens with 1f 8b.
    let packed = input.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let input: Box<dyn BufRead> = if packed {
        Box::new(BufReader::with_capacity(1 << 18, MultiGzDecoder::new(input)))
    } else {
        Box::new(input)
    };
    Ok((name, input, bar))
}
