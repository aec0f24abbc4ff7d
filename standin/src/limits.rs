//! What a platform refuses for its size.

use crate::Version;

/// The limits of a platform. See “Limits” in `README.md` for where each figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most items of a connection in one answer; more is reduced to it, in silence.
    pub page_size: usize,
    /// Fields inside one another, leaves included.
    pub depth: usize,
    /// graphql-ruby's complexity.
    pub complexity: u64,
    /// Whether a connection's complexity is multiplied by its page.
    pub pages_multiply: bool,
    /// Different aliases in a query.
    pub aliases: usize,
    /// How many fields of one name may be inside one another.
    pub nesting: usize,
    /// Requests of one address in a minute; none for no limit.
    pub requests_per_minute: Option<u32>,
}

impl Limits {
    /// Those of a version as it is installed.
    #[must_use]
    pub fn of(version: Version) -> Self {
        let old = version == Version::V0_24;
        Self {
            page_size: 50,
            depth: if old { 10 } else { 15 },
            complexity: if old { 300 } else { 5000 },
            pages_multiply: !old,
            aliases: 5,
            nesting: 2,
            requests_per_minute: Some(100),
        }
    }

    /// The harshest of all versions together: a query within these is within those of any version.
    #[must_use]
    pub fn smallest() -> Self {
        Self { pages_multiply: true, ..Self::of(Version::V0_24) }
    }
}
