//! The harness of the browser suite: it starts real browsers, serves them pages under the
//! strict policy, and asks what a resident would see, hear and reach by keyboard.
//!
//! The path of a scenario: a [`Case`] says which page is served and how its packs answer;
//! [`Browser::open`] shows it in one engine; the [`Page`] that comes back is asked questions.
//! The scenarios themselves are in `suite/`.

mod axe;
mod browser;
mod case;
mod download;
mod driver;
mod engine;
mod faults;
mod inspect;
mod keyboard;
mod measure;
mod messages;
mod network;
mod page;
mod process;
mod report;
mod site;
mod tree;
mod wear;

pub use axe::{Finding, allowed};
pub use browser::Browser;
pub use case::{Case, Policy};
pub use download::Download;
pub use engine::{Engine, Look};
pub use inspect::{Leftovers, ProbeEvent};
pub use keyboard::Focus;
pub use measure::{Heap, Target};
pub use messages::{msg, msg_text, msg_with};
pub use network::Sent;
pub use page::Page;
pub use process::stop_tree;
pub use report::{save_evidence, slug};
pub use site::Site;
pub use wear::{COMMON_CHANGES, FULL, Wear, usual_wear};

use std::path::PathBuf;

/// The project's root folder.
#[must_use]
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The folder for screenshots, logs and other evidence; made when first asked for.
///
/// # Panics
/// When the folder cannot be made: nothing else would be told then either.
#[must_use]
pub fn out() -> PathBuf {
    let out = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/out"));
    std::fs::create_dir_all(&out).expect("tests/out can be made");
    out
}
