//! The version of a release, which is also the name of its folder.

use anyhow::{Result, bail};

/// `X.Y.Z`, or `X.Y.Z-rc.1` (<https://semver.org>). It goes into a path, a script and JSON as it is.
pub(super) fn check(version: &str) -> Result<&str> {
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
}
