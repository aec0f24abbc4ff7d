//! Body: `commune_xlsx::fuzz::any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_xlsx::fuzz::any(bytes));
