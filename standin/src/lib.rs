//! A local server that answers GraphQL as a Decidim platform would, for tests and for the demo.
//!
//! It executes queries over the schema of the chosen [`Version`], holds them to that version's
//! [`Limits`], and plays a [`Failure`] when told to. `README.md` beside this crate says what is
//! imitated, from which source, and what is not.
//!
//! ```no_run
//! use decidim_standin::{Failure, Options, Platform, Version};
//!
//! let platform = Platform::start(Options::new(Version::Modern))?;
//! println!("{}", platform.api());
//! platform.fail(Some(Failure::Auth));
//! # Ok::<(), std::io::Error>(())
//! ```

mod analyse;
mod answer;
mod arguments;
mod clock;
mod connection;
mod cost;
mod failure;
mod image;
mod limits;
mod literal;
mod options;
mod params;
mod platform;
mod record;
mod refuse;
mod resolve;
mod schema;
mod select;
mod site;
mod throttle;
mod variables;
mod world;

pub use analyse::Measure;
pub use answer::measure;
pub use clock::NOW;
pub use failure::Failure;
pub use limits::Limits;
pub use options::Options;
pub use platform::Platform;
pub use record::Recorded;
pub use schema::{Version, schema};
