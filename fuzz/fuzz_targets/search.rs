//! Body: `commune_search::fuzz::any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_search::fuzz::any(bytes));
