//! What is to be seen, as a tree, and the fewest changes that bring a page from one tree to the next.
//!
//! A framework's virtual DOM would do this too. Yew's was measured here: 28 kB brotli of every widget, for one
//! component each; this file does what the widgets need of it. It is pure: the page is behind [`Dom`], and the
//! tests draw random trees on a page of their own.

/// What an attribute or a property says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An attribute, from the code.
    Fixed(&'static str),
    /// An attribute, made at run time.
    Text(String),
    /// A property that is true or false: once a visitor has used a control, it no longer follows its attributes.
    Flag(bool),
    /// A property that holds words, as the text in a field.
    Words(String),
}

/// A place that elements are drawn on.
pub trait Dom {
    /// A node that is there.
    type Node: Clone;
    /// A new element; `svg` where it is one of a drawing.
    fn element(&self, tag: &str, svg: bool) -> Self::Node;
    /// A new text.
    fn text(&self, words: &str) -> Self::Node;
    /// Gives a text other words.
    fn write(&self, text: &Self::Node, words: &str);
    /// Gives an element an attribute or a property.
    fn set(&self, element: &Self::Node, name: &str, value: &Value);
    /// Takes an attribute away.
    fn unset(&self, element: &Self::Node, name: &str);
    /// Puts a node, new or already there, before another one, or last.
    fn insert(&self, parent: &Self::Node, node: &Self::Node, before: Option<&Self::Node>);
    /// Takes a node away.
    fn remove(&self, parent: &Self::Node, node: &Self::Node);
}

/// An element, or a text where the tag is empty.
pub struct Node<N> {
    /// The tag, in lower case.
    pub tag: &'static str,
    /// What parts it from its siblings.
    pub key: String,
    /// Each name once.
    pub values: Vec<(&'static str, Value)>,
    /// The words of a text.
    pub words: String,
    /// What it holds.
    pub children: Vec<Node<N>>,
    /// What it is on the page, once drawn.
    pub drawn: Option<N>,
}

impl<N: Clone> Node<N> {
    /// An element without anything.
    pub fn new(tag: &'static str) -> Self {
        Self {
            tag,
            key: String::new(),
            values: Vec::new(),
            words: String::new(),
            children: Vec::new(),
            drawn: None,
        }
    }

    /// A text.
    pub fn text(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::new("") }
    }

    /// Gives it an attribute or a property, in place of one of the same name.
    pub fn put(&mut self, name: &'static str, value: Value) {
        match self.values.iter_mut().find(|(known, _)| *known == name) {
            Some((_, former)) => *former = value,
            None => self.values.push((name, value)),
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    fn becomes(&self, other: &Self) -> bool {
        self.tag == other.tag && self.key == other.key
    }
}

fn create<D: Dom>(dom: &D, new: &mut Node<D::Node>, svg: bool) -> D::Node {
    let node = if new.tag.is_empty() {
        dom.text(&new.words)
    } else {
        let svg = svg || new.tag == "svg";
        let node = dom.element(new.tag, svg);
        for (name, value) in &new.values {
            dom.set(&node, name, value);
        }
        for child in &mut new.children {
            let child = create(dom, child, svg);
            dom.insert(&node, &child, None);
        }
        node
    };
    new.drawn = Some(node.clone());
    node
}

fn update<D: Dom>(dom: &D, old: Node<D::Node>, new: &mut Node<D::Node>, svg: bool) {
    let Some(node) = old.drawn.clone() else { return };
    if new.tag.is_empty() {
        if old.words != new.words {
            dom.write(&node, &new.words);
        }
    } else {
        for (name, value) in &new.values {
            // A visitor may have checked a box whose state stays what it was.
            if *name == "checked" || old.value(name) != Some(value) {
                dom.set(&node, name, value);
            }
        }
        for (name, value) in &old.values {
            if new.value(name).is_none() {
                match value {
                    Value::Fixed(_) | Value::Text(_) => dom.unset(&node, name),
                    Value::Flag(_) => dom.set(&node, name, &Value::Flag(false)),
                    Value::Words(_) => (),
                }
            }
        }
        let svg = svg || new.tag == "svg";
        draw(dom, &node, old.children, &mut new.children, svg);
    }
    new.drawn = Some(node);
}

/// For each of the new siblings, the former one that it is: those at the end, those at the start, and between
/// them those of the same rank from the end or of the same key. And of each former one, whether it stays.
fn pairs<N: Clone>(old: &[Node<N>], new: &[Node<N>]) -> (Vec<Option<usize>>, Vec<bool>) {
    let (before, now) = (old.len(), new.len());
    let shorter = before.min(now);
    let alike =
        |count: usize, same: &dyn Fn(usize) -> bool| (0..count).take_while(|rank| same(*rank)).count();
    let end = alike(shorter, &|rank| old[before - 1 - rank].becomes(&new[now - 1 - rank]));
    let start = alike(shorter - end, &|rank| old[rank].becomes(&new[rank]));
    let mut taken = vec![false; before];
    let mut paired = vec![None; now];
    for (rank, pair) in paired.iter_mut().enumerate() {
        let from_end = (rank + before).checked_sub(now);
        let found = if rank < start {
            Some(rank)
        } else if rank >= now - end {
            from_end
        } else {
            let middle = start..before - end;
            let free = |former: &usize| {
                middle.contains(former) && !taken[*former] && old[*former].becomes(&new[rank])
            };
            let by_key = || middle.clone().find(free).filter(|_| !new[rank].key.is_empty());
            from_end.filter(free).or_else(by_key)
        };
        if let Some(former) = found {
            taken[former] = true;
        }
        *pair = found;
    }
    (paired, taken)
}

/// Brings what stands in `parent` from `old` to `new`. An element that stays is the same one on the page, with
/// the focus and all that a visitor has done in it; only a sibling that changes its rank among those that stay
/// is put elsewhere.
pub fn draw<D: Dom>(
    dom: &D,
    parent: &D::Node,
    old: Vec<Node<D::Node>>,
    new: &mut [Node<D::Node>],
    svg: bool,
) {
    let (paired, stays) = pairs(&old, new);
    for (former, stays) in old.iter().zip(stays) {
        if let (false, Some(node)) = (stays, &former.drawn) {
            dom.remove(parent, node);
        }
    }
    let mut old: Vec<_> = old.into_iter().map(Some).collect();
    let mut lowest = old.len();
    let mut next: Option<D::Node> = None;
    for (node, pair) in new.iter_mut().zip(paired).rev() {
        match pair.and_then(|former| Some((former, old[former].take()?))) {
            Some((former, was)) => {
                update(dom, was, node, svg);
                if former < lowest {
                    lowest = former;
                } else if let Some(drawn) = &node.drawn {
                    dom.insert(parent, drawn, next.as_ref());
                }
            }
            None => {
                let made = create(dom, node, svg);
                dom.insert(parent, &made, next.as_ref());
            }
        }
        next.clone_from(&node.drawn);
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
