//! Body: `commune_meter::fuzz::sheet_rows`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_meter::fuzz::sheet_rows(bytes));
