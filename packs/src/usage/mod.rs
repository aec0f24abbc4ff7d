//! `commune-packs usage`: views per day, commune and widget, counted from the web server's ordinary logs.
//!
//! The path of the data: a line of a log → [`line`] (day, path, status, browser) → [`view`] (which widget of
//! which commune, or none) → [`bots`] (whether a machine asked) → [`Counts`]. The address and the browser of
//! a line are looked at while it is read and kept nowhere; nothing links two lines of one visitor.
//!
//! What a view is: one request for a pack (`packs/<widget>/1/<insee>.json`) by `GET` that the server answered with
//! 200 or 304. It is a lower bound of what was seen: a pack that a browser or a cache still had is not asked for, two
//! elements of one page share a request, and a proxy in front of the server keeps its own log. It is no number of
//! visitors. Packs of the quiz are of an audience and a language, not of a commune: they are counted without one.

mod bots;
mod command;
mod line;
mod view;
mod write;

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use crate::read::lines::{Line, Lines};

pub use write::{csv, json};

pub(crate) use command::{Usage, run};

/// What one row of the result is about. Ordered by day, commune, widget.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// ISO date, in the time zone of the log.
    pub day: String,
    /// INSEE code; empty for the quiz.
    pub insee: String,
    /// Name of the widget.
    pub widget: &'static str,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Views.
    pub views: BTreeMap<Key, u64>,
    /// Lines that were read.
    pub lines: u64,
    /// Lines that are no line of such a log.
    pub unreadable: u64,
    /// Requests for a pack by a machine that says so.
    pub bots: u64,
    /// Requests for a pack that the server did not answer with one.
    pub failed: u64,
    /// Views in lines that do not say which browser asked: no machine is recognised in them.
    pub without_agent: u64,
}

impl Counts {
    /// Counts the lines of a log.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&mut self, mut input: &mut dyn BufRead) -> io::Result<()> {
        let mut lines = Lines::new(&mut input);
        while let Some((_, line)) = lines.next()? {
            match line {
                Line::Whole(bytes) => self.line(bytes),
                Line::TooLong => {
                    self.lines += 1;
                    self.unreadable += 1;
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, bytes: &[u8]) {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        self.lines += 1;
        let Some(request) = line::parse(bytes) else {
            self.unreadable += 1;
            return;
        };
        let Some(view) = view::of(request.target) else { return };
        if request.method != b"GET" {
            return;
        }
        match request.agent {
            Some(agent) if bots::is_bot(agent) => {
                self.bots += 1;
                return;
            }
            _ => {}
        }
        if ![200, 304].contains(&request.status) {
            self.failed += 1;
            return;
        }
        self.without_agent += u64::from(request.agent.is_none());
        let key = Key { day: request.day, insee: view.insee, widget: view.widget };
        *self.views.entry(key).or_default() += 1;
    }
}
