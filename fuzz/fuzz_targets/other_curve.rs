//! Body: `commune_meter::fuzz::other_curve`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_meter::fuzz::other_curve(bytes));
