//! The three forms of the view: two readings, a bill, an off-peak tariff. What was typed is text here; the
//! browser turns checked text into numbers, since Rust's own parser of decimals weighs 8 kB.

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A decimal number, with `,` or `.`, in a unit.
    Number(&'static str),
    /// A day.
    Date,
    /// A time of the day.
    Time,
}

/// One field: its id, which is the end of its label's key, and what it takes.
pub type Field = (&'static str, Input);

/// One form.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// Its id, the end of its title's key, and what its button does.
    pub id: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// Groups of field ranks that are filled together or not at all, each with whether it may be left out.
    pub groups: &'static [(&'static [usize], bool)],
}

/// Two readings of the index.
pub const READINGS: Form = Form {
    id: "readings",
    fields: &[
        ("index1", Input::Number("kWh")),
        ("date1", Input::Date),
        ("index2", Input::Number("kWh")),
        ("date2", Input::Date),
    ],
    groups: &[(&[0, 1, 2, 3], false)],
};

/// The energy of a bill.
pub const BILL: Form = Form {
    id: "bill",
    fields: &[("bill-kwh", Input::Number("kWh")), ("bill-from", Input::Date), ("bill-to", Input::Date)],
    groups: &[(&[0, 1, 2], false)],
};

/// Off-peak hours, and the prices of both tariffs.
pub const TARIFF: Form = Form {
    id: "tariff",
    fields: &[
        ("hours-from", Input::Time),
        ("hours-to", Input::Time),
        ("more-from", Input::Time),
        ("more-to", Input::Time),
        ("price-base", Input::Number("€/kWh")),
        ("price-peak", Input::Number("€/kWh")),
        ("price-off", Input::Number("€/kWh")),
    ],
    groups: &[(&[0, 1], false), (&[2, 3], true), (&[4, 5, 6], true)],
};

/// The forms.
pub const FORMS: [&Form; 3] = [&READINGS, &BILL, &TARIFF];

/// A field that is to be mended: its id, and the end of its message's key.
pub type Mistake = (&'static str, &'static str);

/// What is missing or no number, in the order of the fields of each group.
pub fn check(form: &Form, values: &[String]) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (ranks, optional) in form.groups {
        let empty = |rank: &usize| values.get(*rank).is_none_or(|value| value.trim().is_empty());
        if *optional && ranks.iter().all(empty) {
            continue;
        }
        for rank in *ranks {
            let (id, input) = form.fields[*rank];
            if empty(rank) {
                mistakes.push((id, if *optional { "e-pair" } else { "e-empty" }));
            } else if matches!(input, Input::Number(_)) && decimal(&values[*rank]).is_none() {
                mistakes.push((id, "e-number"));
            }
        }
    }
    mistakes
}

/// A decimal number as JavaScript reads it; `None` for anything else.
pub fn decimal(text: &str) -> Option<String> {
    let mut out = String::new();
    for c in text.trim().chars() {
        match c {
            '0'..='9' => out.push(c),
            ',' | '.' if !out.contains('.') => out.push('.'),
            // What people group thousands with.
            ' ' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    out.contains(|c: char| c.is_ascii_digit()).then_some(out)
}

/// `22:30` in minutes since midnight.
pub fn minutes(time: &str) -> Option<u32> {
    let (hours, minutes) = time.split_once(':')?;
    let hours: u32 = hours.parse().ok()?;
    // Some browsers add seconds.
    let minutes: u32 = minutes.get(..2)?.parse().ok()?;
    Some(hours * 60 + minutes)
}

/// Which field a refusal of the module speaks of, and the end of its message's key.
pub fn mistake_of(form: &Form, error: &str) -> Mistake {
    let last = form.fields.len() - 1;
    let (rank, key) = match error {
        "datesReversed" => (last, "e-datesReversed"),
        "badDate" => (last, "e-badDate"),
        "indexDown" => (2, "e-indexDown"),
        _ => (0, "e-badNumber"),
    };
    (form.fields[rank.min(last)].0, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn what_is_missing_is_named() {
        let mistakes = check(&READINGS, &values(&["12", "", "abc", "2024-02-01"]));
        assert_eq!(mistakes, [("date1", "e-empty"), ("index2", "e-number")]);
        assert_eq!(check(&BILL, &values(&["1 250,5", "2024-01-01", "2024-02-01"])), []);
        assert_eq!(check(&BILL, &[]).len(), 3);
    }

    #[test]
    fn prices_and_second_hours_may_be_left_out_as_a_whole() {
        assert_eq!(check(&TARIFF, &values(&["22:00", "06:00", "", "", "", "", ""])), []);
        let mistakes = check(&TARIFF, &values(&["22:00", "06:00", "12:00", "", "0,25", "", "0,2"]));
        assert_eq!(mistakes, [("more-to", "e-pair"), ("price-peak", "e-pair")]);
    }

    #[test]
    fn decimals_are_what_people_write() {
        for (text, expected) in [
            ("0,25", Some("0.25")),
            (" 1 250.5 ", Some("1250.5")),
            ("12 345", Some("12345")),
            (",", None),
            ("1,2,3", None),
            ("-3", None),
            ("1e3", None),
        ] {
            assert_eq!(decimal(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn times_are_minutes() {
        assert_eq!(minutes("22:30"), Some(1350));
        assert_eq!(minutes("06:00:00"), Some(360));
        assert_eq!(minutes(""), None);
    }

    #[test]
    fn every_refusal_of_an_estimate_has_its_field() {
        use commune_meter::{EstimateError, from_bill, from_two_readings};
        let name = |error: EstimateError| commune_meter::to_json(&error).trim_matches('"').to_owned();
        let down = from_two_readings(10.0, "2024-01-01", 1.0, "2024-02-01").unwrap_err();
        assert_eq!(mistake_of(&READINGS, &name(down)), ("index2", "e-indexDown"));
        let reversed = from_bill(10.0, "2024-02-01", "2024-01-01").unwrap_err();
        assert_eq!(mistake_of(&BILL, &name(reversed)), ("bill-to", "e-datesReversed"));
        let date = from_bill(10.0, "1900-01-01", "2024-01-01").unwrap_err();
        assert_eq!(mistake_of(&BILL, &name(date)).1, "e-badDate");
        let number = from_bill(f64::NAN, "2024-01-01", "2024-02-01").unwrap_err();
        assert_eq!(mistake_of(&BILL, &name(number)), ("bill-kwh", "e-badNumber"));
    }
}
