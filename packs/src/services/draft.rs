//! A record as one source gives it, before it is joined with the others.

use commune_services::data::{Origin, Record};

/// Where a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origins {
    /// The commune's own CSV: the main source wherever it speaks.
    Own,
    /// The directory of the administration (DILA).
    Dila,
    /// Mednum, places of digital help.
    Mednum,
    /// acceslibre, accessibility of public places.
    Acceslibre,
}

impl Origins {
    /// The id in the record and in the report.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Dila => "dila",
            Self::Mednum => "mednum",
            Self::Acceslibre => "acceslibre",
        }
    }

    /// The name as it must be cited.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "Fichier de la commune",
            Self::Dila => "Service-Public.gouv.fr / DILA",
            Self::Mednum => "Lieux de médiation numérique",
            Self::Acceslibre => "acceslibre",
        }
    }
}

/// One record of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The source.
    pub origin: Origins,
    /// Index of the file in the run.
    pub file: usize,
    /// Line of a CSV file (the header is line 1), or number of a JSON record (the first is 1).
    pub line: u64,
    /// What it says. `sources` holds its one source; `hours` are not read yet.
    pub record: Record,
    /// 14 digits, or what the source has instead, or empty.
    pub siret: String,
    /// Ids of the same place elsewhere: `dila:…`, `acceslibre:…`, `mednum:…`.
    pub elsewhere: Vec<String>,
    /// Words to find it by, beside the fields.
    pub keywords: Vec<String>,
    /// Postcode, or empty.
    pub postcode: String,
    /// Number and street, without the town.
    pub street: String,
    /// Opening hours as written, or as a French reader would write them.
    pub hours: String,
    /// The same in the OSM syntax, where the source gives figures instead of words.
    pub osm: String,
    /// Free texts about the hours.
    pub remarks: Vec<String>,
    /// ISO date of the hours where it is not that of the record.
    pub hours_checked: String,
    /// What the reader itself found doubtful: finding id, and what it saw.
    pub doubts: Vec<(&'static str, String)>,
    /// Language of the titles: `fr`, `nl` or `en`.
    pub lang: &'static str,
    /// Kept only where it completes a place of another source.
    pub only_joined: bool,
}

impl Draft {
    /// A draft with its source and nothing else.
    #[must_use]
    pub fn new(origin: Origins, file: usize, line: u64, id: &str, date: &str) -> Self {
        let record = Record {
            id: format!("{}:{id}", origin.id()),
            sources: vec![Origin(
                origin.id().into(),
                origin.name().into(),
                id.into(),
                date.into(),
                String::new(),
            )],
            ..Record::default()
        };
        Self {
            origin,
            file,
            line,
            record,
            siret: String::new(),
            elsewhere: Vec::new(),
            keywords: Vec::new(),
            postcode: String::new(),
            street: String::new(),
            hours: String::new(),
            osm: String::new(),
            remarks: Vec::new(),
            hours_checked: String::new(),
            doubts: Vec::new(),
            lang: "fr",
            only_joined: false,
        }
    }

    /// Sets the address lines from street, postcode and town.
    pub fn place(&mut self, street: &str, postcode: &str, town: &str) {
        self.street = street.to_owned();
        self.postcode = postcode.to_owned();
        let town = format!("{postcode} {town}");
        self.record.address =
            [street, town.trim()].into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }

    /// Takes an address of the web, telling what is wrong with it.
    pub fn link(&mut self, address: &str, label: &str) {
        if let Some(address) = self.web(address)
            && self.record.links.iter().all(|(known, _)| *known != address)
        {
            self.record.links.push((address, label.to_owned()));
        }
    }

    /// An http or https address; what is none is told and left out.
    pub fn web(&mut self, address: &str) -> Option<String> {
        let address = address.trim();
        if address.is_empty() {
            return None;
        }
        let address = if address.starts_with("www.") && !address.contains(char::is_whitespace) {
            // A sheet drops the scheme. The page still says what to write.
            self.doubts.push(("link-scheme", address.to_owned()));
            format!("https://{address}")
        } else {
            address.to_owned()
        };
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        let host = host.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or(""));
        match host {
            Some(host) if host.contains('.') && !address.contains(char::is_whitespace) => {
                if address.starts_with("http://") {
                    self.doubts.push(("link-insecure", address.clone()));
                }
                Some(address)
            }
            _ => {
                self.doubts.push(("link-invalid", address));
                None
            }
        }
    }

    /// Takes a telephone number, telling one that cannot be dialled.
    pub fn phone(&mut self, number: &str) {
        let number = number.trim();
        if number.is_empty() {
            return;
        }
        if !is_phone(number) {
            self.doubts.push(("phone-invalid", number.to_owned()));
        }
        if self.record.phone.iter().all(|known| digits(known) != digits(number)) {
            self.record.phone.push(number.to_owned());
        }
    }

    /// Takes a mail address, telling what is none.
    pub fn email(&mut self, address: &str) {
        let address = address.trim();
        if address.is_empty() {
            return;
        }
        let valid = address.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@') && !host.ends_with('.')
        }) && !address.contains(char::is_whitespace);
        if valid {
            self.record.email.push(address.to_owned());
        } else {
            self.doubts.push(("email-invalid", address.to_owned()));
        }
    }

    /// Takes coordinates as texts, telling what is wrong with them.
    pub fn coordinates(&mut self, longitude: &str, latitude: &str) {
        let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite());
        if longitude.trim().is_empty() && latitude.trim().is_empty() {
            return;
        }
        match (number(longitude), number(latitude)) {
            (Some(longitude), Some(latitude))
                if longitude.abs() <= 180.0
                    && latitude.abs() <= 90.0
                    && (longitude, latitude) != (0.0, 0.0) =>
            {
                self.record.at = Some((longitude, latitude));
            }
            _ => {
                let seen = format!("{longitude} / {latitude}");
                self.doubts.push(("coordinates-invalid", super::text::cut(&seen, 60)));
            }
        }
    }

    /// Takes a SIRET, telling one that is none.
    pub fn siret(&mut self, text: &str) {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if text.is_empty() {
            return;
        }
        if !is_siret(&text) {
            self.doubts.push(("siret-invalid", super::text::cut(&text, 40)));
        }
        self.siret = text;
    }
}

/// The digits of a telephone number, `+33` read as `0`.
pub(super) fn digits(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("0033").or_else(|| digits.strip_prefix("33").filter(|_| number.contains('+'))) {
        Some(rest) if rest.starts_with('0') => rest.to_owned(),
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

fn is_phone(number: &str) -> bool {
    let digits = digits(number);
    // French numbers have ten digits; short numbers (15, 119, 3919) and abroad exist.
    let french = digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00");
    let short = matches!(digits.len(), 2..=4) && (digits.starts_with('1') || digits.starts_with('3'));
    let abroad = number.trim_start().starts_with('+') && !number.contains("+33") && digits.len() >= 8;
    french || short || abroad
}

/// 14 digits whose Luhn sum is a multiple of ten (INSEE); La Poste's 356000000 has a rule of its own.
pub(super) fn is_siret(text: &str) -> bool {
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = text.bytes().map(|byte| u32::from(byte - b'0'));
    if text.starts_with("356000000") {
        return digits.sum::<u32>().is_multiple_of(5);
    }
    let sum: u32 = digits
        .rev()
        .enumerate()
        .map(|(index, digit)| if index % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft::new(Origins::Own, 0, 2, "1", "")
    }

    #[test]
    fn numbers_that_can_be_dialled() {
        for number in
            ["03 20 00 00 00", "+33180059880", "0033 3 20 00 00 00", "3919", "15", "+32 2 123 45 67"]
        {
            assert!(is_phone(number), "{number}");
        }
        for number in ["03 20 00 00 0", "à venir", "00 00 00 00 00", "123456789012"] {
            assert!(!is_phone(number), "{number}");
        }
        assert_eq!(digits("+33 (0)3 20 00 00 00"), digits("03.20.00.00.00"));
    }

    #[test]
    fn a_siret_has_its_sum() {
        assert!(is_siret("43493312300029"));
        assert!(is_siret("21770188700010"));
        assert!(is_siret("35600000049837"));
        assert!(!is_siret("43493312300028"));
        assert!(!is_siret("4349331230002"));
    }

    #[test]
    fn links_that_run_are_told_and_left_out() {
        let mut draft = draft();
        for address in
            ["javascript:alert(1)", "ftp://example.fr", "https://exa mple.fr", "bientôt", "https://x"]
        {
            draft.link(address, "");
        }
        assert!(draft.record.links.is_empty());
        assert!(draft.doubts.iter().all(|(id, _)| *id == "link-invalid"));
        draft.link("www.example.fr", "");
        draft.link("http://example.fr/a", "");
        assert_eq!(draft.record.links.len(), 2);
    }

    #[test]
    fn coordinates_that_are_none_are_told() {
        for (longitude, latitude) in [("0", "0"), ("x", "50"), ("", "50"), ("500", "50"), ("NaN", "1")] {
            let mut draft = draft();
            draft.coordinates(longitude, latitude);
            assert_eq!(draft.record.at, None);
            assert_eq!(draft.doubts[0].0, "coordinates-invalid");
        }
        let mut draft = draft();
        draft.coordinates("3,05", "50,6");
        assert_eq!(draft.record.at, Some((3.05, 50.6)));
    }
}
