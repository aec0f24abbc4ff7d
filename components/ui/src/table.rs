//! A real table: what every chart has one action away.

use crate::writer::Writer;

/// One table; every cell is text, already formatted. `id`, unique in the shadow root, is the caption's; `columns`
/// has one name per column, the first one over the row headers; a row is its header, then one cell per further
/// column. The table scrolls sideways in a box of its own, which the keyboard reaches.
pub fn data_table(w: &mut Writer<'_>, id: &str, caption: &str, columns: &[String], rows: &[Vec<String>]) {
    w.open("div class=table-scroll role=region tabindex=0");
    w.set("aria-labelledby", id);
    w.open("table part=table");
    w.open("caption");
    w.set("id", id);
    w.text(caption);
    w.close();
    w.open("thead");
    w.open("tr");
    for words in columns {
        w.leaf("th scope=col", words);
    }
    w.close();
    w.close();
    w.open("tbody");
    for row in rows {
        w.open("tr");
        for (rank, words) in row.iter().enumerate() {
            w.leaf(if rank == 0 { "th scope=row" } else { "td" }, words);
        }
        w.close();
    }
    w.close();
    w.close();
    w.close();
}
