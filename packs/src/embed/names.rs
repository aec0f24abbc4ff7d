//! The names of the communes, for whatever asks a webmaster for a name and needs a code.

use serde::{Deserialize, Serialize};

use crate::territory::Territory;

/// The schema name that the list opens with.
pub(super) const SCHEMA: &str = "commune-widgets/names/1";

/// `embed/communes.json`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Names {
    pub(super) schema: String,
    /// What it covers: the metropole's name.
    pub(super) coverage: String,
    /// The communes.
    pub(super) communes: Vec<Name>,
    /// Associated and delegated communes, with the code of the commune that each is part of.
    pub(super) parts: Vec<Name>,
}

/// A name and the INSEE code that it leads to.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) insee: String,
}

/// The names of a territory, in alphabetical order of their letters without accents.
pub(super) fn names(territory: &Territory) -> Names {
    let name = |name: &str, insee: &str| Name { name: name.to_owned(), insee: insee.to_owned() };
    let mut communes: Vec<Name> =
        territory.communes.iter().map(|commune| name(&commune.name, &commune.insee)).collect();
    let mut parts: Vec<Name> =
        territory.parts().map(|(part, index)| name(part, &territory.communes[index].insee)).collect();
    for list in [&mut communes, &mut parts] {
        list.sort_by_cached_key(|one| (crate::read::column::normal(&one.name), one.insee.clone()));
    }
    // Districts of one city repeat the names of its former communes.
    parts.dedup();
    Names { schema: SCHEMA.to_owned(), coverage: territory.name.clone(), communes, parts }
}
