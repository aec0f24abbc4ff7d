//! How to take part without the platform.

use crate::data::pack::Way;

/// The kinds that have a title of their own, in the order in which they show. Another kind shows by its text.
pub const KINDS: [&str; 9] =
    ["phone", "paper", "dropIn", "childcare", "signLanguage", "transport", "easyRead", "reserve", "panel"];

/// The ways that hold for a process at a date, in the order of [`KINDS`], unknown kinds last. Without a process, those
/// that hold for all.
#[must_use]
pub fn of<'w>(ways: &'w [Way], slug: &str, today: &str) -> Vec<&'w Way> {
    let holds = |way: &&Way| {
        (way.process.is_empty() || way.process == slug)
            && (way.until.is_empty() || today <= way.until.as_str())
    };
    let mut out = Vec::new();
    for kind in KINDS {
        out.extend(ways.iter().filter(|way| way.kind == kind).filter(holds));
    }
    out.extend(ways.iter().filter(|way| !KINDS.contains(&way.kind.as_str())).filter(holds));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_hold_for_their_process_until_their_day() {
        let way = |kind: &str, process: &str, until: &str| Way {
            kind: kind.into(),
            process: process.into(),
            until: until.into(),
            ..Way::default()
        };
        let ways = [
            way("fax", "", ""),
            way("paper", "a", ""),
            way("phone", "", "2026-11-24"),
            way("phone", "b", ""),
            way("childcare", "", "2026-11-23"),
        ];
        let kinds =
            |slug: &str| of(&ways, slug, "2026-11-24").iter().map(|way| way.kind.clone()).collect::<Vec<_>>();
        assert_eq!(kinds("a"), ["phone", "paper", "fax"]);
        assert_eq!(kinds(""), ["phone", "fax"]);
    }
}
