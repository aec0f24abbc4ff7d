//! Reading a parsed JSON document field by field.
//!
//! A deserializer generated for each type weighs more in a page than all the reading it does (8 kB brotli
//! for the energy pack), so decoders read through this trait: over the browser's objects in the page, over
//! `serde_json::Value` in native tests, the same code on both.

/// One JSON value.
pub trait Value: Sized {
    /// The field of an object; [`Value::is_absent`] where there is none or this is no object.
    fn field(&self, name: &str) -> Self;
    /// True for `null` and for what is not there.
    fn is_absent(&self) -> bool;
    /// The number, if it is one.
    fn number(&self) -> Option<f64>;
    /// The text, if it is text.
    fn text(&self) -> Option<String>;
    /// The boolean, if it is one.
    fn boolean(&self) -> Option<bool>;
    /// The items, if it is an array.
    fn items(&self) -> Option<Vec<Self>>;

    /// The text of a field, empty where absent or something else.
    fn text_or_empty(&self, name: &str) -> String {
        self.field(name).text().unwrap_or_default()
    }

    /// The whole number of a field within `u32`; 0 where absent or something else.
    fn count_or_zero(&self, name: &str) -> u32 {
        // The cast saturates, and takes a NaN for 0.
        self.field(name).number().map_or(0, |number| number as u32)
    }

    /// The items of a field; none where absent.
    fn list(&self, name: &str) -> Vec<Self> {
        self.field(name).items().unwrap_or_default()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::Value;
    use js_sys::{Array, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    impl Value for JsValue {
        fn field(&self, name: &str) -> Self {
            // Reflect throws on what is no object, and each exception that wasm-bindgen catches leaves an `undefined`
            // in its table for ever: a hundred for each element, where a pack leaves fields out.
            if !self.is_object() && !self.is_function() {
                return JsValue::UNDEFINED;
            }
            Reflect::get(self, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
        }

        fn is_absent(&self) -> bool {
            self.is_null() || self.is_undefined()
        }

        fn number(&self) -> Option<f64> {
            self.as_f64()
        }

        fn text(&self) -> Option<String> {
            self.as_string()
        }

        fn boolean(&self) -> Option<bool> {
            self.as_bool()
        }

        fn items(&self) -> Option<Vec<Self>> {
            self.dyn_ref::<Array>().map(Array::to_vec)
        }
    }
}

#[cfg(feature = "serde_json")]
mod native {
    use super::Value;

    impl Value for serde_json::Value {
        fn field(&self, name: &str) -> Self {
            self.get(name).cloned().unwrap_or(serde_json::Value::Null)
        }

        fn is_absent(&self) -> bool {
            self.is_null()
        }

        fn number(&self) -> Option<f64> {
            self.as_f64()
        }

        fn text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }

        fn boolean(&self) -> Option<bool> {
            self.as_bool()
        }

        fn items(&self) -> Option<Vec<Self>> {
            self.as_array().cloned()
        }
    }
}
