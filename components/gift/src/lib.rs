//! GIFT, Moodle's text format for question banks: reading with Moodle's leniency, writing with every escape.
//!
//! The path of the data: a text → `block` (questions are separated by blank lines) → `piece` (characters, each
//! with its line and whether it was escaped) → `read` and `answers` (questions) → [`Bank`]. What is wrong in the
//! source comes beside the questions as [`Problem`]s, in the order of the lines, each with a sentence in French.
//!
//! Reference: Moodle's importer (`question/format/gift/format.php`, commit 00e93a9), whose reading is followed
//! wherever it is not a silent loss: there the question is refused and the reason told. What may not stand on a
//! page, the essay, is refused too.
//!
//! ```
//! let bank = commune_gift::read("// [id:sms-01] [tag:habitant]\nUn colis est bloqué ?{~Je paie =Je vérifie}");
//! assert!(bank.problems.is_empty());
//! assert_eq!(bank.questions[0].id, "sms-01");
//! ```

mod answers;
mod block;
mod choice;
mod export;
pub mod fuzz;
mod model;
mod numeric;
mod piece;
mod plain;
mod problem;
mod read;

pub use export::{ESCAPED, export, export_question};
pub use model::{Answer, Bank, Body, Format, Interval, Number, Pair, Question, Text, Weight};
pub use problem::{Kind, Problem, Severity};
pub use read::read;
