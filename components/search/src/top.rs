//! The best few of many, without sorting them all: a sort weighs more than this in a page.

use alloc::vec::Vec;

/// At most `limit` keys, the largest first.
#[derive(Debug)]
pub(crate) struct Top {
    keys: Vec<u64>,
    limit: usize,
}

impl Top {
    pub(crate) fn new(limit: usize) -> Self {
        Self { keys: Vec::new(), limit }
    }

    /// True when [`Self::offer`] would take the key.
    pub(crate) fn takes(&self, key: u64) -> bool {
        self.keys.len() < self.limit || self.keys.last().is_some_and(|&least| key > least)
    }

    pub(crate) fn offer(&mut self, key: u64) {
        if self.takes(key) {
            let at = self.keys.partition_point(|&other| other > key);
            if self.keys.len() == self.limit {
                self.keys.pop();
            }
            self.keys.insert(at, key);
        }
    }

    pub(crate) fn keys(&self) -> &[u64] {
        &self.keys
    }
}
