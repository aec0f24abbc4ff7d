//! What a widget says of itself, once, in Rust: `custom-elements.json`, the type declarations and the
//! tables of its README are generated from it (see the `generated` test of the bundle crate).

/// One element.
#[derive(Clone, Copy, Debug)]
pub struct ElementDoc {
    /// Folder, feature and `data-widget` name.
    pub kind: &'static str,
    /// Name of the class in the type declarations.
    pub class: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// The widget's own attributes; the common ones are added.
    pub attributes: &'static [AttributeDoc],
    /// The widget's own events; the common ones are added.
    pub events: &'static [EventDoc],
    /// CSS custom properties of this widget; the common tokens are added.
    pub properties: &'static [NameDoc],
    /// `::part()` names.
    pub parts: &'static [NameDoc],
}

/// An attribute.
#[derive(Clone, Copy, Debug)]
pub struct AttributeDoc {
    /// Its name.
    pub name: &'static str,
    /// A TypeScript type.
    pub ty: &'static str,
    /// One or two sentences.
    pub description: &'static str,
}

impl AttributeDoc {
    /// All three.
    pub const fn new(name: &'static str, ty: &'static str, description: &'static str) -> Self {
        Self { name, ty, description }
    }
}

/// An event, composed and bubbling.
#[derive(Clone, Copy, Debug)]
pub struct EventDoc {
    /// Its name.
    pub name: &'static str,
    /// The TypeScript type of its `detail`.
    pub detail: &'static str,
    /// When it fires.
    pub description: &'static str,
}

/// A CSS custom property or a part.
#[derive(Clone, Copy, Debug)]
pub struct NameDoc {
    /// Its name.
    pub name: &'static str,
    /// What it styles.
    pub description: &'static str,
}

/// The events that every widget fires.
pub const COMMON_EVENTS: &[EventDoc] = &[
    EventDoc {
        name: "commune-ready",
        detail: "{ kind: string }",
        description: "The widget has drawn its content for the first time, or anew after a change of commune.",
    },
    EventDoc {
        name: "commune-error",
        detail: "{ kind: string; reason: \"load\" | \"off\" | \"panic\" | \"attribute\" | \"data\" | \"channel\"; message: string }",
        description: "Something went wrong; the message is in English, for the webmaster.",
    },
];

/// The design tokens that a commune may set.
pub const COMMON_PROPERTIES: &[NameDoc] = &[
    NameDoc { name: "--commune-surface", description: "Ground" },
    NameDoc { name: "--commune-surface-soft", description: "Softer ground, behind notes" },
    NameDoc { name: "--commune-text", description: "Text" },
    NameDoc { name: "--commune-text-muted", description: "Notes and sources" },
    NameDoc { name: "--commune-accent", description: "Links, main action, focus" },
    NameDoc { name: "--commune-on-accent", description: "Text on the accent" },
    NameDoc { name: "--commune-border", description: "Borders of controls" },
    NameDoc { name: "--commune-danger", description: "Errors" },
    NameDoc { name: "--commune-success", description: "Successes" },
    NameDoc { name: "--commune-warning", description: "Warnings" },
    NameDoc { name: "--commune-series-1", description: "First series of a chart (to `--commune-series-6`)" },
    NameDoc { name: "--commune-radius", description: "Corner radius" },
];
