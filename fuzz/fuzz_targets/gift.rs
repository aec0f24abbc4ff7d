//! Body: `commune_gift::fuzz::any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| commune_gift::fuzz::any(bytes));
