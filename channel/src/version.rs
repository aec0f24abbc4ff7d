//! The version of a release, which is also the name of its folder.

use anyhow::{Context, Result, bail};

/// `X.Y.Z`, or `X.Y.Z-rc.1` (<https://semver.org>). It goes into a path, a script and JSON as it is.
///
/// # Errors
/// Where it is something else.
pub fn check(version: &str) -> Result<&str> {
    let (core, pre) = version.split_once('-').map_or((version, None), |(core, pre)| (core, Some(pre)));
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits && (part == "0" || !part.starts_with('0'))
    };
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let parts: Vec<_> = core.split('.').collect();
    if parts.len() == 3 && parts.iter().copied().all(number) && pre.is_none_or(|pre| pre.split('.').all(word))
    {
        return Ok(version);
    }
    bail!("`{version}` is no version: three numbers, such as 1.0.0, and at most a suffix, such as 1.0.0-rc.1")
}

/// Versions in their order, as the loader has it: the three numbers, and a suffix comes before none. Two suffixes of
/// one version are alike.
///
/// # Errors
/// Where it is no version, or a number has more than four digits.
pub fn rank(version: &str) -> Result<(u16, u16, u16, bool)> {
    let (core, pre) =
        check(version)?.split_once('-').map_or((version, None), |(core, pre)| (core, Some(pre)));
    let mut numbers = core.split('.').map(|number| number.parse().ok().filter(|number| *number < 10_000));
    let mut next = || numbers.next().flatten().with_context(|| format!("{version} has a number too large"));
    Ok((next()?, next()?, next()?, pre.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_three_numbers_and_at_most_a_suffix() {
        for good in ["1.0.0", "0.10.2", "1.0.0-rc.1", "2.0.0-a-b.3"] {
            assert_eq!(check(good).unwrap(), good);
        }
        for bad in [
            "1.0",
            "1.0.0.0",
            "01.0.0",
            "v1.0.0",
            "1.0.0-",
            "1.0.0-rc..1",
            "1.0.0-../x",
            "../1.0.0",
            "1.0.0+a",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn versions_have_an_order() {
        let mut versions = ["1.0.0", "0.10.0", "1.0.0-rc.1", "0.9.9", "1.0.1"];
        versions.sort_by_key(|version| rank(version).unwrap());
        assert_eq!(versions, ["0.9.9", "0.10.0", "1.0.0-rc.1", "1.0.0", "1.0.1"]);
        assert!(rank("1.0.10000").is_err());
    }
}
