//! The content that comes with the tool, for the demonstration.

use super::content::Files;

/// The files of one language.
macro_rules! lang {
    ($lang:literal) => {
        [
            lang!($lang, "bank.json"),
            lang!($lang, "diagnosis.json"),
            lang!($lang, "elected.gift"),
            lang!($lang, "inspection.json"),
            lang!($lang, "residents.gift"),
            lang!($lang, "staff.gift"),
        ]
    };
    ($lang:literal, $name:literal) => {
        (
            concat!($lang, "/", $name),
            include_str!(concat!("../../../components/cyber-quiz/content/", $lang, "/", $name)),
        )
    };
}

/// The content of `components/cyber-quiz/content` as it was when the tool was built.
#[must_use]
pub fn embedded() -> Files {
    let review = ("REVIEW.md", include_str!("../../../components/cyber-quiz/content/REVIEW.md"));
    let files = [lang!("fr"), lang!("nl"), lang!("en")];
    let all = files.into_iter().flatten().chain([review]);
    all.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}
