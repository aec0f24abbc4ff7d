//! The file that a commune may hand over, format `commune-widgets/cyber-handover/1`: the interval of each theme and
//! the population band. No name, no answer, no date.

use super::score::ThemeScore;
use crate::data::diagnosis::Diagnosis;
use crate::data::json::Writer;
use crate::data::kept::WARNING;

/// Its schema name.
pub const SCHEMA: &str = "commune-widgets/cyber-handover/1";

/// The text of the file; it is shown before it is saved. A theme without a score is left out.
pub fn write(diagnosis: &Diagnosis, scores: &[ThemeScore], band: &str) -> String {
    let mut writer = Writer::default();
    writer.open("");
    writer.text("schema", SCHEMA);
    writer.text("warning", WARNING);
    writer.text("band", band);
    writer.open_list("themes");
    for score in scores {
        let (Some((low, high)), Some(theme)) = (score.interval, diagnosis.themes.get(score.theme)) else {
            continue;
        };
        writer.open("");
        writer.text("id", &theme.id);
        writer.number("low", low);
        writer.number("high", high);
        writer.close();
    }
    writer.close_list();
    writer.close();
    writer.finish()
}
