//! Body: `commune_meter::fuzz::linky_curve`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_meter::fuzz::linky_curve(bytes));
