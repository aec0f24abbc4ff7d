//! What is indexed.

/// The language of a text: how its words are brought to their stems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// A place or a procedure.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its identifier, unique in the index.
    pub id: String,
    /// The language of its texts.
    pub lang: Lang,
    /// Its name: the heaviest field, and what a list shows.
    pub title: String,
    /// Words that find it, seen or not.
    pub keywords: String,
    /// A text about it.
    pub description: String,
    /// Commune, postcode, street: finds it, without weighing much.
    pub place: String,
    /// INSEE code of its commune; empty for what is of every commune.
    pub insee: String,
    /// Latitude and longitude in degrees (WGS 84).
    pub at: Option<(f64, f64)>,
    /// What filters look at.
    pub facts: Facts,
    /// JSON on one line, given back with the hit; empty for none.
    pub record: String,
}

/// What filters look at. What the bits mean is the caller's affair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// From 0 to 31.
    pub kind: u8,
    /// Bits of what is known to be true.
    pub yes: u16,
    /// Bits of what is known to be false. A bit in neither is unknown.
    pub no: u16,
}
