//! The domain: runs of questions, messages to inspect, the self-diagnosis. Plain Rust, no page, no language.

pub mod ability;
pub mod adaptive;
pub mod check;
pub mod diagnosis;
pub mod diagnosis_view;
pub mod fold;
pub mod inspection;
pub mod number;
pub mod results;
pub mod review;
pub mod run;
pub mod seed;
