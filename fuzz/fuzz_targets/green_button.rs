//! Body: `commune_meter::fuzz::green_button`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_meter::fuzz::green_button(bytes));
