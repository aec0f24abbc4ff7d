//! From sums to packs: series, comparison, provenance, and the metropole's aggregates.

mod assemble;
mod compare;
mod metropole;

pub use assemble::{Publication, packs};
pub use compare::{PEERS_AT_LEAST, PEERS_AT_MOST, PEERS_FACTOR};
pub use metropole::{CommuneLine, METROPOLE_SCHEMA, Metropole, MetropoleSeries, metropole};

/// To the kWh: the sums are of MWh with at most three decimals in the source, and binary
/// rounding must not show.
fn round_mwh(mwh: f64) -> f64 {
    (mwh * 1000.0).round() / 1000.0
}

/// To a tenth of a kWh per inhabitant: more would be false precision.
fn round_kwh(kwh: f64) -> f64 {
    (kwh * 10.0).round() / 10.0
}
