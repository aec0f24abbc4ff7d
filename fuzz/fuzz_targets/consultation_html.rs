//! Body: `commune_consultation::fuzz::html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_consultation::fuzz::html(bytes));
