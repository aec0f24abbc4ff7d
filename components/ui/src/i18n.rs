//! A page's language at work: messages, plurals, numbers and dates, all by the browser's `Intl`.

use crate::messages::{Key, fill};
use commune_element::Lang;
use js_sys::{
    Array, Date,
    Intl::{NumberFormat, PluralRules},
    Object, Reflect,
};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// The messages of one widget in one language. Cheap to clone, equal by identity.
#[derive(Clone)]
pub struct Messages(Rc<Inner>);

struct Inner {
    lang: Lang,
    catalogue: JsValue,
    plurals: PluralRules,
    /// By number of decimals, 0 to 3.
    numbers: [NumberFormat; 4],
}

impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

impl Messages {
    /// `catalogue` is the parsed locale file.
    pub fn new(lang: Lang, catalogue: JsValue) -> Self {
        let locales = Array::of1(&lang.tag().into());
        let numbers = [0, 1, 2, 3].map(|digits| {
            let options =
                [("minimumFractionDigits", digits.into()), ("maximumFractionDigits", digits.into())];
            NumberFormat::new(&locales, &object(&options))
        });
        Self(Rc::new(Inner { lang, catalogue, plurals: PluralRules::new(&locales, &Object::new()), numbers }))
    }

    /// These messages and those of a further catalogue, in the same language.
    pub fn and(&self, catalogue: &JsValue) -> Self {
        let both = Object::new();
        Object::assign(&both, self.0.catalogue.unchecked_ref());
        Object::assign(&both, catalogue.unchecked_ref());
        Self::new(self.0.lang, both.into())
    }

    /// The language of these messages, which trails the one asked for while a locale is loading.
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// A message as it is.
    pub fn text(&self, key: impl Key) -> String {
        self.by_name(key.key())
    }

    /// A message by the name of its key; the name itself where there is none.
    pub fn by_name(&self, key: &str) -> String {
        let value = Reflect::get(&self.0.catalogue, &key.into()).ok();
        value.and_then(|value| value.as_string()).unwrap_or_else(|| key.to_owned())
    }

    /// A message with its fields filled.
    pub fn with(&self, key: impl Key, fields: &[(&str, &str)]) -> String {
        fill(&self.by_name(key.key()), fields)
    }

    /// The form of a plural message that `count` takes; `{n}` is the number, formatted.
    pub fn plural(&self, key: impl Key, count: u32, fields: &[(&str, &str)]) -> String {
        let form: String = self.0.plurals.select(count.into()).into();
        // French has a third category for millions; its words are those of `other` here.
        let form = if form == "one" { "one" } else { "other" };
        let n = self.number(count.into(), 0);
        let mut all = vec![("n", n.as_str())];
        all.extend_from_slice(fields);
        fill(&self.by_name(&format!("{}.{form}", key.key())), &all)
    }

    /// A number with exactly `digits` decimals (at most 3).
    pub fn number(&self, value: f64, digits: usize) -> String {
        let format = &self.0.numbers[digits.min(3)];
        let text = format.format().call1(&JsValue::NULL, &value.into());
        text.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    /// An ISO date or month in words; the text itself where it is no date.
    pub fn date(&self, iso: &str) -> String {
        let date = Date::new(&iso.into());
        if date.get_time().is_nan() {
            return iso.to_owned();
        }
        let options = object(&[("dateStyle", "long".into()), ("timeZone", "UTC".into())]);
        let words = String::from(date.to_locale_date_string(self.0.lang.tag(), &options));
        // French says 'premier' for the first day of a month alone, which `Intl` does not.
        match words.strip_prefix("1 ") {
            Some(rest) if self.0.lang == Lang::Fr => ["1er ", rest].concat(),
            _ => words,
        }
    }
}

/// Today in the visitor's own time zone, `YYYY-MM-DD`.
pub fn today() -> String {
    let now = Date::new_0();
    let two = |n: u32| if n < 10 { format!("0{n}") } else { n.to_string() };
    format!("{}-{}-{}", now.get_full_year(), two(now.get_month() + 1), two(now.get_date()))
}
