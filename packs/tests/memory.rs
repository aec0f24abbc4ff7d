//! Memory does not grow with the file: peak heap over a long generated export, and over one whose
//! quote never closes.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]
#![allow(unsafe_code, reason = "an allocator that counts is an unsafe trait")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, BufReader, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use common::{HEADER, territory};
use commune_packs::read::{Ingest, Options};

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
/// The counters are of the whole process: one measurement at a time.
static ALONE: Mutex<()> = Mutex::new(());

// SAFETY: every call goes to `System` as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(now, Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// `head`, then `chunk` again and again until `bytes` are out.
struct Endless {
    head: Vec<u8>,
    chunk: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let source = if self.head.is_empty() { &self.chunk } else { &self.head };
        let count = buffer.len().min(source.len() - self.at).min(self.left);
        buffer[..count].copy_from_slice(&source[self.at..self.at + count]);
        self.at += count;
        self.left -= count;
        if self.at == source.len() {
            self.head.clear();
            self.at = 0;
        }
        Ok(count)
    }
}

/// Peak heap in bytes above what was there before, and rows used.
fn peak(head: &str, chunk: &str, bytes: usize) -> (usize, u64) {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let territory = territory();
    let mut input = BufReader::new(Endless { head: head.into(), chunk: chunk.into(), at: 0, left: bytes });
    let mut ingest = Ingest::new(&territory, Options::default());
    let before = NOW.load(Relaxed);
    PEAK.store(before, Relaxed);
    let report = ingest.read_export("long", &mut input).unwrap();
    (PEAK.load(Relaxed) - before, report.used)
}

/// Rows of the whole country, one in ten of the metropole.
fn rows() -> String {
    let mut chunk = String::new();
    for index in 0..1000 {
        let code = if index % 10 == 0 { 59350 } else { 60_000 + index };
        let year = 2018 + index % 7;
        chunk.push_str(&format!(
            "Enedis;Electricité;{year};{code};RES;RESIDENTIEL;{index};10;1234,{index:03}\n"
        ));
    }
    chunk
}

#[test]
fn a_long_csv_takes_no_more_memory_than_a_short_one() {
    let head = format!("{HEADER}\n");
    let (short, _) = peak(&head, &rows(), 1_000_000);
    let (long, used) = peak(&head, &rows(), 24_000_000);
    println!("1 MB: peak {short} bytes; 24 MB: peak {long} bytes, {used} rows used");
    assert!(used > 30_000);
    assert!(long <= short + 65_536, "{short} {long}");
}

#[test]
#[ignore = "840 MB, the size of the national file: a minute without optimisation"]
fn the_national_file_in_bounded_memory() {
    let started = std::time::Instant::now();
    let (peak, used) = peak(&format!("{HEADER}\n"), &rows(), 840_000_000);
    println!("840 MB: peak {peak} bytes, {used} rows used, {:?}", started.elapsed());
    assert!(peak < 4 << 20);
}

#[test]
fn a_quote_that_never_closes_is_bounded() {
    let head = format!("{HEADER}\n\"");
    let (lines, _) = peak(&head, "never closed;\n", 10_000_000);
    let (one_line, _) = peak(&head, "never closed;", 10_000_000);
    assert!(lines < 1 << 20, "{lines}");
    assert!(one_line < 8 << 20, "{one_line}");
}

#[test]
fn a_long_json_is_bounded() {
    let record = r#"{"annee":2024,"code_commune":"60001","filiere":"Gaz","code_grand_secteur":"INDUSTRIE","conso_totale_mwh":1,"geom":{"type":"Point","coordinates":[1,2]}},"#;
    let (peak, _) = peak("{\"results\":[", record, 10_000_000);
    println!("JSON 10 MB: peak {peak} bytes");
    assert!(peak < 1 << 20, "{peak}");
}
