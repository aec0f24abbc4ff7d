//! The one date of a release.

use anyhow::{Context, Result};

use crate::project::{Project, output};

/// Seconds since 1970: `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>), else
/// the date of the commit. Never the clock, which would differ at the next run.
pub(super) fn epoch(project: &Project) -> Result<u64> {
    if let Ok(given) = std::env::var("SOURCE_DATE_EPOCH") {
        return given.trim().parse().with_context(|| format!("SOURCE_DATE_EPOCH is `{given}`, no number"));
    }
    let told = output(project.command("git").args(["log", "-1", "--format=%ct"]))
        .context("no commit to take the date of: set SOURCE_DATE_EPOCH")?;
    told.trim().parse().with_context(|| format!("git told `{}` as the date of the commit", told.trim()))
}

/// `2026-11-24T14:25:00Z`.
pub(super) fn instant(epoch: u64) -> String {
    let second = epoch % 86_400;
    format!("{}T{:02}:{:02}:{:02}Z", day(epoch), second / 3600, second / 60 % 60, second % 60)
}

/// `2026-11-24`, in UTC: Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>), for days after 1970.
pub(super) fn day(epoch: u64) -> String {
    // Days since 1 March of the year 0, so that the leap day is the last of its year.
    let days = epoch / 86_400 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (epoch, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_795_478_400, "2026-11-24T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(instant(epoch), text);
        }
    }
}
