//! Elements by name, attributes and children.
//!
//! `html!` is the idiom of Yew and the wrong one here: each element it names costs the page a few hundred
//! bytes of code, each kind of event and each component more. What is drawn often or in many places is
//! drawn through these functions; the bundle of `energy` is lighter by a tenth for it.

use std::rc::Rc;
use web_sys::Event;
use yew::{
    AttrValue, Html,
    virtual_dom::{AttributeOrProperty, Attributes, Listener, ListenerKind, VList, VTag, VText},
};

/// The names of an element's attributes, always the same for one place of the code.
pub type Keys = &'static [&'static str];

/// An element; an empty value leaves its attribute out.
pub fn el(tag: &'static str, keys: Keys, values: &[&str], children: Vec<Html>) -> Html {
    unfinished(tag, keys, values, children).into()
}

/// An element to which listeners or a reference are still to be given.
pub fn unfinished(tag: &'static str, keys: Keys, values: &[&str], children: Vec<Html>) -> VTag {
    let mut element = VTag::new(tag);
    let value = |value: &&str| {
        (!value.is_empty()).then(|| AttributeOrProperty::Attribute(AttrValue::from((*value).to_owned())))
    };
    element.set_attributes(Attributes::Dynamic { keys, values: values.iter().map(value).collect() });
    if !children.is_empty() {
        element.add_child(all(children));
    }
    element
}

/// Several nodes as one.
pub fn all(nodes: Vec<Html>) -> Html {
    Html::VList(Rc::new(VList::with_children(nodes, None)))
}

/// The node, or nothing.
pub fn maybe(condition: bool, node: impl FnOnce() -> Html) -> Html {
    if condition { node() } else { Html::default() }
}

/// Words.
pub fn text(words: impl Into<AttrValue>) -> Html {
    Html::VText(VText::new(words))
}

/// A paragraph.
pub fn p(class: &'static str, words: impl Into<AttrValue>) -> Html {
    el("p", &["class"], &[class], vec![text(words)])
}

/// A list item.
pub fn li(words: impl Into<AttrValue>) -> Html {
    el("li", &[], &[], vec![text(words)])
}

/// A link; `href` has passed `commune_element::link::safe_href`.
pub fn link(href: &str, words: impl Into<AttrValue>) -> Html {
    el("a", &["href"], &[href], vec![text(words)])
}

/// An option of a select. It is chosen by property: once a visitor has used the select, its attributes no
/// longer count.
pub fn option(value: &str, words: impl Into<AttrValue>, selected: bool) -> Html {
    let mut element = unfinished("option", &[], &[], vec![text(words)]);
    let value = AttributeOrProperty::Attribute(value.to_owned().into());
    let selected = AttributeOrProperty::Property(selected.into());
    element.set_attributes(Attributes::Dynamic {
        keys: &["value", "selected"],
        values: [Some(value), Some(selected)].into(),
    });
    element.into()
}

/// A button of `class` (`main` for the main action) that calls `press`.
pub fn button(class: &'static str, children: Vec<Html>, press: Handler) -> Html {
    let keys = &["type", "part", "class"];
    on(unfinished("button", keys, &["button", "button", class], children), On::Click, press).into()
}

/// What an event calls.
pub type Handler = Rc<dyn Fn(Event)>;

/// The events that widgets listen to. Yew's own list has a hundred, and copying one of them weighs 1.5 kB.
#[derive(Clone, Copy)]
pub enum On {
    /// `click`
    Click,
    /// `change`
    Change,
    /// `keydown`
    KeyDown,
    /// `pointerdown`
    PointerDown,
    /// `pointermove`
    PointerMove,
}

/// The element with a listener.
pub fn on(mut element: VTag, kind: On, handler: Handler) -> VTag {
    element.add_listener(Rc::new(Heard { kind, handler }));
    element
}

struct Heard {
    kind: On,
    handler: Handler,
}

impl Listener for Heard {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            On::Click => ListenerKind::onclick,
            On::Change => ListenerKind::onchange,
            On::KeyDown => ListenerKind::onkeydown,
            On::PointerDown => ListenerKind::onpointerdown,
            On::PointerMove => ListenerKind::onpointermove,
        }
    }

    fn handle(&self, event: Event) {
        (self.handler)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
