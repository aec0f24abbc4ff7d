//! Body: `commune_meter::fuzz::options`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_meter::fuzz::options(bytes));
