//! The versions and their schemas.

use std::str::FromStr;
use std::sync::OnceLock;

use apollo_compiler::Schema;
use apollo_compiler::validation::Valid;

/// Which Decidim the platform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// 0.24, of early 2021: scopes, categories, endorsements, tight limits.
    V0_24,
    /// 0.30 to 0.32: taxonomies, likes, addresses of components.
    Modern,
}

impl Version {
    /// Every version, the oldest first.
    pub const ALL: [Self; 2] = [Self::V0_24, Self::Modern];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V0_24 => "0.24",
            Self::Modern => "modern",
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|version| version.name() == name);
        found.ok_or_else(|| format!("no schema is called {name}: 0.24 or modern"))
    }
}

/// The schema that a platform of that version serves, parsed and validated: what to validate
/// one's own queries against.
///
/// # Panics
/// If the schema files of this crate are not valid, which its tests would have said.
#[must_use]
pub fn schema(version: Version) -> &'static Valid<Schema> {
    static OLD: OnceLock<Valid<Schema>> = OnceLock::new();
    static MODERN: OnceLock<Valid<Schema>> = OnceLock::new();
    let (cell, name, text) = match version {
        Version::V0_24 => (&OLD, "0.24.graphql", include_str!("../schemas/0.24.graphql")),
        Version::Modern => (&MODERN, "modern.graphql", include_str!("../schemas/modern.graphql")),
    };
    cell.get_or_init(|| {
        Schema::builder()
            .parse(include_str!("../schemas/common.graphql"), "common.graphql")
            .parse(text, name)
            .build()
            .and_then(Schema::validate)
            .unwrap_or_else(|problems| panic!("the schema of {} is not valid:\n{problems}", version.name()))
    })
}
