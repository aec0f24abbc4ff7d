//! From tags to a tree that is well formed whatever they were.

use super::token::Token;
use super::{GID_MARK, MAX_DEPTH, MAX_NODES, Node, Policy, Tag, address, find_gid, without_gid};

/// An element that is open.
struct Frame {
    tag: Tag,
    href: String,
    children: Vec<Node>,
}

/// The tree under construction. Blocks hold blocks or text; paragraphs, headings and what stands within a line
/// hold text; lists hold items. What comes where it cannot be is given the element that it lacks.
pub(super) struct Builder<'p> {
    policy: &'p Policy<'p>,
    root: Vec<Node>,
    open: Vec<Frame>,
    nodes: usize,
    images: usize,
}

fn tag_of(name: &str) -> Option<Tag> {
    Some(match name {
        "p" => Tag::Paragraph,
        "ul" => Tag::List,
        "ol" => Tag::Numbered,
        "li" => Tag::Item,
        "blockquote" => Tag::Quote,
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "b" | "strong" => Tag::Strong,
        "i" | "em" => Tag::Emphasis,
        "a" => Tag::Link,
        _ => return None,
    })
}

fn within_line(tag: Tag) -> bool {
    matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link)
}

/// Whether an element ends where a block begins.
fn holds_text(tag: Tag) -> bool {
    within_line(tag) || matches!(tag, Tag::Paragraph | Tag::Heading(_))
}

impl<'p> Builder<'p> {
    pub(super) fn new(policy: &'p Policy<'p>) -> Self {
        Self { policy, root: Vec::new(), open: Vec::new(), nodes: 0, images: 0 }
    }

    pub(super) fn take(&mut self, token: Token) {
        let breaks = token.breaks();
        match token {
            Token::Text(text) => self.text(&text),
            Token::Open { name, href, src, alt } => match name.as_str() {
                "br" => {
                    // At the beginning of a line there is none to break.
                    if self.before().is_some() {
                        self.push(Node::Break);
                    }
                }
                "img" => self.image(&src, alt),
                _ => match tag_of(&name) {
                    Some(Tag::Link) => self.link(&href),
                    Some(tag) if within_line(tag) => self.begin_within(tag, String::new()),
                    Some(tag) => self.begin_block(tag),
                    None if breaks => self.end_line(),
                    None => {}
                },
            },
            Token::Close(name) => match tag_of(&name) {
                Some(tag) => self.end(tag),
                None if breaks && name != "br" => self.end_line(),
                None => {}
            },
        }
    }

    pub(super) fn finish(mut self) -> Vec<Node> {
        self.close_to(0);
        hide_gids(&mut self.root);
        let mut lowest = 6;
        level(&mut self.root, &mut |heading| lowest = lowest.min(*heading));
        level(&mut self.root, &mut |heading| *heading -= lowest - 1);
        self.root
    }

    fn top(&self) -> Option<Tag> {
        self.open.last().map(|frame| frame.tag)
    }

    fn children(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(frame) => &mut frame.children,
            None => &mut self.root,
        }
    }

    /// The node before the one to come, in its line.
    fn before(&self) -> Option<&Node> {
        for frame in self.open.iter().rev() {
            if !frame.children.is_empty() || !within_line(frame.tag) {
                return match frame.tag {
                    Tag::List | Tag::Numbered | Tag::Quote => None,
                    _ => frame.children.last(),
                };
            }
        }
        None
    }

    fn push(&mut self, node: Node) {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            self.children().push(node);
        }
    }

    fn begin(&mut self, tag: Tag, href: String) {
        self.open.push(Frame { tag, href, children: Vec::new() });
    }

    /// Closes elements until this many are open. Those that stayed empty are dropped.
    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some(Frame { tag, href, mut children }) = self.open.pop() else { return };
            if !within_line(tag) {
                trim_end(&mut children);
            }
            if !children.is_empty() {
                self.push(Node::Element { tag, href, children });
            }
        }
    }

    /// Closes what a new block ends.
    fn end_line(&mut self) {
        let mut length = self.open.len();
        while length > 0 && holds_text(self.open[length - 1].tag) {
            length -= 1;
        }
        self.close_to(length);
    }

    fn begin_block(&mut self, tag: Tag) {
        self.end_line();
        let list = |frame: &Frame| matches!(frame.tag, Tag::List | Tag::Numbered);
        if tag == Tag::Item {
            match self.open.iter().rposition(list) {
                // An item ends the one before, and all that is open in it.
                Some(at) => self.close_to(at + 1),
                None => return,
            }
        } else if self.open.last().is_some_and(list) {
            self.begin(Tag::Item, String::new());
        }
        if self.open.len() < MAX_DEPTH {
            self.begin(tag, String::new());
        }
    }

    /// Opens what text needs around it here.
    fn ready_for_text(&mut self) {
        match self.top() {
            None | Some(Tag::Quote) => self.begin(Tag::Paragraph, String::new()),
            Some(Tag::List | Tag::Numbered) => self.begin(Tag::Item, String::new()),
            _ => {}
        }
    }

    fn begin_within(&mut self, tag: Tag, href: String) {
        self.ready_for_text();
        if self.open.len() < MAX_DEPTH {
            self.begin(tag, href);
        }
    }

    fn link(&mut self, raw: &str) {
        // A link in a link ends the first one.
        self.end(Tag::Link);
        if let Some(href) = address::href(raw, self.policy.base) {
            self.begin_within(Tag::Link, href);
        }
    }

    fn image(&mut self, raw: &str, alt: String) {
        if self.images < self.policy.images
            && let Some(src) = address::image(raw, self.policy)
        {
            self.images += 1;
            self.ready_for_text();
            let alt = without_gid(&alt, GID_MARK);
            self.push(Node::Image { src, alt });
        }
    }

    /// An end tag: closes the nearest such element, but nothing beyond the block that it stands in.
    fn end(&mut self, tag: Tag) {
        for at in (0..self.open.len()).rev() {
            let here = self.open[at].tag;
            if here == tag {
                self.close_to(at);
                return;
            }
            if holds_text(tag) && !holds_text(here) {
                break;
            }
        }
        if !within_line(tag) {
            self.end_line();
        }
    }

    fn text(&mut self, raw: &str) {
        let mut text = String::with_capacity(raw.len());
        let mut space = match self.before() {
            Some(Node::Text(text)) => text.ends_with(' '),
            Some(Node::Break) | None => true,
            _ => false,
        };
        for c in raw.chars() {
            if c.is_ascii_whitespace() {
                if !space {
                    text.push(' ');
                }
                space = true;
            } else {
                text.push(c);
                space = false;
            }
        }
        if text.is_empty() {
            return;
        }
        self.ready_for_text();
        match self.children().last_mut() {
            Some(Node::Text(last)) => last.push_str(&text),
            _ => self.push(Node::Text(text)),
        }
    }
}

/// Marks the tokens that only became visible once tags and references were read.
fn hide_gids(nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Text(text) if find_gid(text).is_some() => *text = without_gid(text, GID_MARK),
            Node::Element { children, .. } => hide_gids(children),
            _ => {}
        }
    }
}

/// Takes the space and the breaks from the end of a block.
fn trim_end(children: &mut Vec<Node>) {
    while let Some(last) = children.last_mut() {
        match last {
            Node::Break => {}
            Node::Text(text) => {
                text.truncate(text.trim_end_matches(' ').len());
                if !text.is_empty() {
                    return;
                }
            }
            _ => return,
        }
        children.pop();
    }
}

/// Visits the level of each heading.
fn level(nodes: &mut [Node], visit: &mut dyn FnMut(&mut u8)) {
    for node in nodes {
        if let Node::Element { tag, children, .. } = node {
            if let Tag::Heading(level) = tag {
                visit(level);
            }
            level(children, visit);
        }
    }
}
