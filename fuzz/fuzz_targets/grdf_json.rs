//! Body: `commune_meter::fuzz::grdf_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_meter::fuzz::grdf_json(bytes));
