//! Elements written one after the other, as text would be: `open`, words, `close`.
//!
//! An element costs the page a call and a short text here, where an `html!` literal costs a few hundred
//! bytes of code. What is opened stands in one text: the tag, then attributes as `name=value`, parted by
//! spaces.

use crate::messages::Msg;
use commune_ui::i18n::Messages;
use std::rc::Rc;
use yew::{
    AttrValue, Html,
    virtual_dom::{AttributeOrProperty, Attributes, VList, VTag, VText},
};

/// Every attribute of this view. One list for all elements, so that the virtual DOM compares values only.
static NAMES: [&str; 26] = [
    "class",
    "id",
    "role",
    "for",
    "type",
    "name",
    "data-do",
    "data-on",
    "aria-expanded",
    "aria-disabled",
    "aria-controls",
    "aria-labelledby",
    "aria-describedby",
    "aria-label",
    "aria-invalid",
    "tabindex",
    "hidden",
    "href",
    "multiple",
    "accept",
    "inputmode",
    "autocomplete",
    "part",
    "viewBox",
    "preserveAspectRatio",
    "d",
];

struct Frame {
    tag: VTag,
    values: Vec<Option<AttributeOrProperty>>,
    children: Vec<Html>,
}

/// Writes elements.
pub struct Writer<'a> {
    /// The words.
    pub m: &'a Messages,
    frames: Vec<Frame>,
}

impl<'a> Writer<'a> {
    /// Opens the root, a `div`.
    pub fn new(m: &'a Messages) -> Self {
        let mut writer = Self { m, frames: Vec::new() };
        writer.open("div");
        writer
    }

    /// Opens an element.
    pub fn open(&mut self, spec: &str) {
        let mut parts = spec.split(' ');
        let tag = VTag::new(parts.next().unwrap_or_default().to_owned());
        self.frames.push(Frame { tag, values: NAMES.iter().map(|_| None).collect(), children: Vec::new() });
        for part in parts {
            if let Some((name, value)) = part.split_once('=') {
                self.set(name, value);
            }
        }
    }

    fn top(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    /// Gives the element that is open an attribute.
    pub fn set(&mut self, name: &str, value: &str) {
        let value = AttributeOrProperty::Attribute(AttrValue::from(value.to_owned()));
        if let (Some(rank), Some(frame)) = (NAMES.iter().position(|known| *known == name), self.top()) {
            frame.values[rank] = Some(value);
        }
    }

    /// Checks a radio button, or not.
    pub fn check(&mut self, checked: bool) {
        if let Some(frame) = self.top() {
            frame.tag.set_checked(checked);
        }
    }

    /// Puts something drawn elsewhere into the element that is open.
    pub fn node(&mut self, node: Html) {
        if let Some(frame) = self.top() {
            frame.children.push(node);
        }
    }

    /// Writes words.
    pub fn text(&mut self, words: &str) {
        self.node(Html::VText(VText::new(words.to_owned())));
    }

    /// Closes the element that is open.
    pub fn close(&mut self) {
        if let Some(tag) = self.take() {
            self.node(tag.into());
        }
    }

    fn take(&mut self) -> Option<VTag> {
        let Frame { mut tag, values, children } = self.frames.pop()?;
        tag.set_attributes(Attributes::Dynamic { keys: &NAMES, values: values.into() });
        if !children.is_empty() {
            tag.add_child(Html::VList(Rc::new(VList::with_children(children, None))));
        }
        Some(tag)
    }

    /// Closes the root.
    pub fn finish(mut self) -> VTag {
        self.take().unwrap_or_else(|| VTag::new("div"))
    }

    /// An element that holds words only.
    pub fn leaf(&mut self, spec: &str, words: &str) {
        self.open(spec);
        if !words.is_empty() {
            self.text(words);
        }
        self.close();
    }

    /// An element that holds a message only.
    pub fn say(&mut self, spec: &str, message: Msg) {
        let words = self.m.text(message);
        self.leaf(spec, &words);
    }

    /// A button that the engine knows by `action`.
    pub fn button(&mut self, action: &str, words: &str) {
        self.open("button type=button part=button");
        self.set("data-do", action);
        self.text(words);
        self.close();
    }

    /// A button with a message.
    pub fn press(&mut self, action: &str, message: Msg) {
        let words = self.m.text(message);
        self.button(action, &words);
    }

    /// A heading that can take the focus when its part of the view comes.
    pub fn heading(&mut self, level: u8, class: &str, id: &str, words: &str) {
        let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1];
        self.open(tag);
        self.set("class", class);
        if !id.is_empty() {
            self.set("id", id);
            self.set("tabindex", "-1");
        }
        self.text(words);
        self.close();
    }

    /// Opens a part of the view under a heading with a message.
    pub fn part(&mut self, level: u8, id: &str, message: Msg) {
        self.open("div class=part");
        let words = self.m.text(message);
        self.heading(level, "title2", id, &words);
    }

    /// A list of sentences, unless it is empty.
    pub fn list<T>(&mut self, spec: &str, items: &[T], words: &dyn Fn(&T) -> String) {
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
    pub fn radios(&mut self, name: &str, legend: Msg, choices: &[(String, AttrValue, bool)]) {
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

    /// A message of this view by the end of its key.
    pub fn my(&self, key: &str) -> String {
        my(self.m, key)
    }
}

/// A message of this view by the end of its key.
pub fn my(m: &Messages, key: &str) -> String {
    m.by_name(&["energy.my-", key].concat())
}
