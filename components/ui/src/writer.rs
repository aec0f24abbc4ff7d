//! Elements written one after the other, as text would be: `open`, words, `close`.
//!
//! An element written this way costs the page a call and a short text, where the literal of a framework's macro
//! costs a few hundred bytes of code, and a component of its own three thousand. What is opened stands in one text: the tag, then attributes as `name=value`, parted by spaces.

use crate::{
    i18n::Messages,
    messages::Key,
    tree::{Node, Value},
};

type Drawn = Node<web_sys::Node>;

/// Writes elements.
pub struct Writer<'a> {
    /// The words.
    pub m: &'a Messages,
    frames: Vec<Drawn>,
}

impl<'a> Writer<'a> {
    /// Opens the root: its tag and attributes.
    pub fn new(m: &'a Messages, spec: &'static str) -> Self {
        let mut writer = Self { m, frames: Vec::new() };
        writer.open(spec);
        writer
    }

    /// The same element with other words, until the writer given back is dropped: for a part of the view
    /// whose messages came later.
    pub fn speaking<'b>(&mut self, m: &'b Messages) -> Writer<'b> {
        Writer { m, frames: std::mem::take(&mut self.frames) }
    }

    /// Goes on where `other`, from [`Writer::speaking`], stopped.
    pub fn resume(&mut self, other: Writer<'_>) {
        self.frames = other.frames;
    }

    /// Opens an element: `div class=part`.
    pub fn open(&mut self, spec: &'static str) {
        let mut parts = spec.split(' ');
        let mut element = Node::new(parts.next().unwrap_or_default());
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            element.put(name, Value::Fixed(value));
        }
        self.frames.push(element);
    }

    fn put(&mut self, name: &'static str, value: Value) {
        if let Some(element) = self.frames.last_mut() {
            element.put(name, value);
        }
    }

    /// Gives the element that is open an attribute.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.put(name, Value::Text(value.to_owned()));
    }

    /// Gives it a number.
    pub fn set_number(&mut self, name: &'static str, value: i32) {
        self.set(name, &value.to_string());
    }

    /// Gives it an attribute that reads `true` or `false`.
    pub fn set_bool(&mut self, name: &'static str, value: bool) {
        self.set(name, if value { "true" } else { "false" });
    }

    /// Hides it, or not.
    pub fn hide(&mut self, hidden: bool) {
        if hidden {
            self.set("hidden", "hidden");
        }
    }

    /// The words in a field, until the visitor writes others: told anew only when they change.
    pub fn words(&mut self, value: &str) {
        self.put("value", Value::Words(value.to_owned()));
    }

    /// Chooses an option, or not.
    pub fn choose(&mut self, chosen: bool) {
        self.put("selected", Value::Flag(chosen));
    }

    /// Checks a radio button or a check box, or not.
    pub fn check(&mut self, checked: bool) {
        self.put("checked", Value::Flag(checked));
    }

    /// Keys the element that is open among its siblings, which then keep their controls and the focus when
    /// others come or go.
    pub fn key(&mut self, key: &str) {
        if let Some(element) = self.frames.last_mut() {
            key.clone_into(&mut element.key);
        }
    }

    fn node(&mut self, node: Drawn) {
        if let Some(element) = self.frames.last_mut() {
            element.children.push(node);
        }
    }

    /// Writes words.
    pub fn text(&mut self, words: &str) {
        self.node(Node::text(words));
    }

    /// Closes the element that is open.
    pub fn close(&mut self) {
        if let Some(element) = self.frames.pop() {
            self.node(element);
        }
    }

    /// Closes the root.
    pub(crate) fn finish(mut self) -> Option<Drawn> {
        self.frames.pop()
    }

    /// An element that holds words only.
    pub fn leaf(&mut self, spec: &'static str, words: &str) {
        self.open(spec);
        if !words.is_empty() {
            self.text(words);
        }
        self.close();
    }

    /// An element that holds a message only.
    pub fn say(&mut self, spec: &'static str, message: impl Key) {
        let words = self.m.by_name(message.key());
        self.leaf(spec, &words);
    }

    /// A button whose press the widget hears as `action`.
    pub fn button(&mut self, action: &str, words: &str) {
        self.open("button type=button part=button");
        self.set("data-do", action);
        self.text(words);
        self.close();
    }

    /// A button with a message.
    pub fn press(&mut self, action: &str, message: impl Key) {
        let words = self.m.by_name(message.key());
        self.button(action, &words);
    }

    /// A link; `href` has passed `commune_element::link::safe_href`.
    pub fn link(&mut self, href: &str, words: &str) {
        self.open("a");
        self.set("href", href);
        self.text(words);
        self.close();
    }

    /// A heading of the given level (1 to 6). With an `id`, unique in the shadow root, it can take the focus
    /// when its part of the view comes.
    pub fn heading(&mut self, level: u8, class: &'static str, id: &str, words: &str) {
        self.open(["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1]);
        self.set("class", class);
        self.set("part", class);
        if !id.is_empty() {
            self.set("id", id);
            self.set("tabindex", "-1");
        }
        self.text(words);
        self.close();
    }

    /// Opens a part of the view under a heading with a message.
    pub fn part(&mut self, level: u8, id: &str, message: impl Key) {
        self.open("div class=part");
        let words = self.m.by_name(message.key());
        self.heading(level, "title2", id, &words);
    }

    /// A list of sentences, unless it is empty.
    pub fn list<T>(&mut self, spec: &'static str, items: &[T], words: &dyn Fn(&T) -> String) {
        if items.is_empty() {
            return;
        }
        self.open(spec);
        for item in items {
            self.leaf("li", &words(item));
        }
        self.close();
    }

    /// Native radio buttons: each choice's action, words and state.
    pub fn radios(&mut self, name: &str, legend: impl Key, choices: &[Choice]) {
        self.open("fieldset class=choices");
        self.say("legend", legend);
        for (action, words, checked) in choices {
            self.open("label class=check");
            self.open("input type=radio");
            self.set("name", name);
            self.set("data-on", action);
            self.check(*checked);
            self.close();
            self.text(words);
            self.close();
        }
        self.close();
    }

    /// A native select under its label; the widget hears `id` when another option is chosen.
    pub fn select(&mut self, id: &str, label: impl Key, choices: &[Choice]) {
        self.open("div class=field");
        self.open("label");
        self.set("for", id);
        let label = self.m.by_name(label.key());
        self.text(&label);
        self.close();
        self.open("select");
        self.set("id", id);
        self.set("data-on", id);
        for (value, words, selected) in choices {
            self.open("option");
            self.set("value", value);
            self.choose(*selected);
            self.text(words);
            self.close();
        }
        self.close();
        self.close();
    }

    /// A check box before its label; the widget hears `id` at each change.
    pub fn check_box(&mut self, id: &str, label: impl Key, checked: bool) {
        self.open("label class=check");
        self.open("input type=checkbox");
        self.set("id", id);
        self.set("data-on", id);
        self.check(checked);
        self.close();
        let label = self.m.by_name(label.key());
        self.text(&label);
        self.close();
    }
}

/// One choice among several: its value or action, its words, whether it is the one chosen.
pub type Choice = (String, String, bool);
