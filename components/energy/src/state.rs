//! What the resident has chosen to see: a pure reducer.

use crate::model::{Measure, Query};

/// The commune view's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Sector, measure, correction.
    pub query: Query,
    /// The year that the evolution starts from; `None` for the first that can be compared.
    pub since: Option<u16>,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Another sector, or all.
    Sector(Option<String>),
    /// Another measure.
    Measure(Measure),
    /// Climate correction on or off.
    Corrected(bool),
    /// Another year to start from.
    Since(u16),
}

impl State {
    /// The next state.
    pub fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Sector(sector) => {
                next.query.sector = sector;
                // What was chosen for one sector may not exist for another.
                next.query.corrected = false;
                next.since = None;
            }
            Action::Measure(measure) => next.query.measure = measure,
            Action::Corrected(on) => next.query.corrected = on,
            Action::Since(year) => next.since = Some(year),
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_sector_drops_what_may_not_exist_for_it() {
        let state = State::default().reduce(Action::Corrected(true)).reduce(Action::Since(2019));
        let next = state.reduce(Action::Sector(None));
        assert_eq!(next, State { query: Query { sector: None, ..Query::default() }, since: None });
    }

    #[test]
    fn another_measure_keeps_the_rest() {
        let state = State::default().reduce(Action::Since(2019)).reduce(Action::Measure(Measure::Total));
        assert_eq!((state.since, state.query.measure), (Some(2019), Measure::Total));
    }
}
