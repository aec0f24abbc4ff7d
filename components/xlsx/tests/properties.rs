//! Any bytes and damaged workbooks never panic, and stay within the limits.

use commune_xlsx::fuzz;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use std::sync::LazyLock;

/// A small workbook with a string, a number, a date and an empty cell.
static BOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let write = || {
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        page.write(0, 0, "a & b\t\n\\")?;
        page.write(1, 2, 6.329)?;
        page.write_with_format(2, 1, 45_306.5, &Format::new().set_num_format("yyyy-mm-dd hh:mm"))?;
        book.save_to_buffer()
    };
    write().expect("a small workbook is written")
});

#[test]
fn the_small_workbook_is_written_as_documented() {
    let text = commune_xlsx::rows(&BOOK).unwrap();
    assert_eq!(
        text,
        "commune-widgets/rows/1\n=\tSheet1\n1\ta & b\\t\\n\\\\\n2\t\t\t6.329\n3\t\t2024-01-15T12:00:00\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        fuzz::any(&bytes);
        fuzz::any(&[b"PK\x03\x04", &bytes[..]].concat());
    }

    #[test]
    fn damaged_workbooks_are_answered(
        edits in prop::collection::vec(any::<(u16, u8)>(), 1..20),
        cut in 0usize..200,
    ) {
        let mut bytes = BOOK.clone();
        for (at, byte) in edits {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        fuzz::any(&bytes);
        bytes.truncate(bytes.len() - cut);
        fuzz::any(&bytes);
    }
}
