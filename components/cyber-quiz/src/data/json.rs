//! Writing JSON: a serializer would weigh more in the page than these few files deserve.

/// Text under construction.
#[derive(Default)]
pub struct Writer {
    out: String,
    /// Whether a value precedes in the open array or object.
    follows: bool,
}

impl Writer {
    /// Opens an object: as a field of this name, or as an item of an array where the name is empty.
    pub fn open(&mut self, name: &str) {
        self.name(name);
        self.out.push('{');
        self.follows = false;
    }

    /// Opens an array that is the field of this name.
    pub fn open_list(&mut self, name: &str) {
        self.name(name);
        self.out.push('[');
        self.follows = false;
    }

    /// Closes an object.
    pub fn close(&mut self) {
        self.out.push('}');
        self.follows = true;
    }

    /// Closes an array.
    pub fn close_list(&mut self) {
        self.out.push(']');
        self.follows = true;
    }

    /// A text field.
    pub fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        quote(&mut self.out, text);
    }

    /// A whole number field.
    pub fn number(&mut self, name: &str, number: u32) {
        self.name(name);
        self.out.push_str(&number.to_string());
    }

    /// What was written, with a line feed at its end.
    pub fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    fn name(&mut self, name: &str) {
        if self.follows {
            // One value per line: the person who keeps the file can read it.
            self.out.push_str(",\n");
        }
        self.follows = true;
        if !name.is_empty() {
            quote(&mut self.out, name);
            self.out.push(':');
        }
    }
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => {
                out.push('\\');
                out.push(ch);
            }
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}' => out.push(' '),
            ch => out.push(ch),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::Writer;

    #[test]
    fn what_is_written_is_json() {
        let mut writer = Writer::default();
        writer.open("");
        writer.text("a\"", "x\\\"\n\u{1}é");
        writer.open_list("list");
        for number in [1, 2] {
            writer.open("");
            writer.number("n", number);
            writer.close();
        }
        writer.close_list();
        writer.open("empty");
        writer.close();
        writer.close();
        let json: serde_json::Value = serde_json::from_str(&writer.finish()).unwrap();
        assert_eq!(json, serde_json::json!({"a\"": "x\\\"\n é", "list": [{"n": 1}, {"n": 2}], "empty": {}}));
    }
}
