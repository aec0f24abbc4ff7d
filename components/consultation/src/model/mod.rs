//! The domain: which consultations are open, what one can do, in which language, where. Plain Rust, no page.
//!
//! Dates are ISO text and compare as text; `today` is the visitor's date, `YYYY-MM-DD`.

pub mod act;
pub mod filter;
pub mod html;
pub mod ics;
pub mod link;
pub mod order;
pub mod qr;
pub mod said;
pub mod status;
pub mod text;
pub mod time;
pub mod view_items;
pub mod view_merge;
pub mod ways;
