use super::*;
use proptest::prelude::*;
use std::cell::RefCell;

/// A page without a browser: what each node holds, and how often one was put somewhere.
#[derive(Default)]
struct Paper {
    nodes: RefCell<Vec<Sheet>>,
    moves: RefCell<usize>,
}

#[derive(Default, Clone)]
struct Sheet {
    tag: String,
    svg: bool,
    words: String,
    values: Vec<(String, Value)>,
    children: Vec<usize>,
}

impl Paper {
    fn add(&self, sheet: Sheet) -> usize {
        self.nodes.borrow_mut().push(sheet);
        self.nodes.borrow().len() - 1
    }

    /// What is seen: no node's number in it. A property says nothing that an absent one does not.
    fn show(&self, node: usize) -> String {
        let nodes = self.nodes.borrow();
        let sheet = &nodes[node];
        let mut values = sheet.values.clone();
        values.retain(|(_, value)| *value != Value::Flag(false));
        values.sort_by(|a, b| a.0.cmp(&b.0));
        let children: String = sheet.children.iter().map(|child| self.show(*child)).collect();
        format!("<{} {} {values:?}>{}{children}</>", sheet.tag, sheet.svg, sheet.words)
    }
}

impl Dom for Paper {
    type Node = usize;

    fn element(&self, tag: &str, svg: bool) -> usize {
        self.add(Sheet { tag: tag.to_owned(), svg, ..Sheet::default() })
    }

    fn text(&self, words: &str) -> usize {
        self.add(Sheet { words: words.to_owned(), ..Sheet::default() })
    }

    fn write(&self, text: &usize, words: &str) {
        self.nodes.borrow_mut()[*text].words = words.to_owned();
    }

    fn set(&self, element: &usize, name: &str, value: &Value) {
        self.unset(element, name);
        self.nodes.borrow_mut()[*element].values.push((name.to_owned(), value.clone()));
    }

    fn unset(&self, element: &usize, name: &str) {
        self.nodes.borrow_mut()[*element].values.retain(|(known, _)| known != name);
    }

    fn insert(&self, parent: &usize, node: &usize, before: Option<&usize>) {
        self.remove(parent, node);
        let children = &mut self.nodes.borrow_mut()[*parent].children;
        let rank = before.map_or(children.len(), |before| children.iter().position(|c| c == before).unwrap());
        children.insert(rank, *node);
        *self.moves.borrow_mut() += 1;
    }

    fn remove(&self, parent: &usize, node: &usize) {
        self.nodes.borrow_mut()[*parent].children.retain(|child| child != node);
    }
}

type Plan = Node<usize>;

fn leaf(tag: &'static str, key: &str) -> Plan {
    Node { key: key.to_owned(), ..Node::new(tag) }
}

/// `p` an element, `p#a` one with a key, `"x` a text; siblings parted by spaces.
fn row(spec: &'static str) -> Vec<Plan> {
    let one = |item: &'static str| match (item.strip_prefix('"'), item.split_once('#')) {
        (Some(words), _) => Node::text(words),
        (None, Some((tag, key))) => leaf(tag, key),
        (None, None) => leaf(item, ""),
    };
    spec.split_whitespace().map(one).collect()
}

fn ids(row: &[Plan]) -> Vec<usize> {
    row.iter().map(|node| node.drawn.unwrap()).collect()
}

/// Draws `from`, then `to`; for each of `to`, the rank that it had in `from`; and how many were put somewhere.
fn step(from: &'static str, to: &'static str) -> (Vec<Option<usize>>, usize) {
    let paper = Paper::default();
    let root = paper.element("div", false);
    let mut old = row(from);
    draw(&paper, &root, Vec::new(), &mut old, false);
    let before = ids(&old);
    *paper.moves.borrow_mut() = 0;
    let mut new = row(to);
    draw(&paper, &root, old, &mut new, false);
    assert_eq!(paper.nodes.borrow()[root].children, ids(&new), "{from} -> {to}");
    let ranks = ids(&new).iter().map(|id| before.iter().position(|known| known == id)).collect();
    (ranks, paper.moves.into_inner())
}

#[test]
fn a_sibling_that_stays_is_the_same_element() {
    assert_eq!(step("p div", "p div"), (vec![Some(0), Some(1)], 0));
    // At the front, at the end, in between.
    assert_eq!(step("p div", "ul p div"), (vec![None, Some(0), Some(1)], 1));
    assert_eq!(step("p div", "p div ul"), (vec![Some(0), Some(1), None], 1));
    assert_eq!(step("p div", "p ul div"), (vec![Some(0), None, Some(1)], 1));
    assert_eq!(step("p ul div", "p div"), (vec![Some(0), Some(2)], 0));
    // Its neighbours change on both sides: its rank says who it is.
    assert_eq!(step("p div p", "ul div ul"), (vec![None, Some(1), None], 2));
    // Of equal ones the last ones stay.
    assert_eq!(step("p p", "p p p"), (vec![None, Some(0), Some(1)], 1));
}

#[test]
fn a_key_follows_its_element_and_parts_it_from_others() {
    assert_eq!(step("p#a p#b p#c", "p#c p#a p#b").0, vec![Some(2), Some(0), Some(1)]);
    assert_eq!(step("p#a p#b p#c p#d", "p#b p#d"), (vec![Some(1), Some(3)], 0));
    assert_eq!(step("p#a", "p#b").0, vec![None]);
    assert_eq!(step("p#a", "ul#a").0, vec![None]);
    // One that goes to the front is moved; the others are not touched.
    assert_eq!(step("p#a p#b p#c p#d", "p#d p#a p#b p#c").1, 1);
}

#[test]
fn a_text_is_rewritten_only_when_it_changes_and_an_attribute_goes_when_it_is_not_named() {
    let paper = Paper::default();
    let root = paper.element("div", false);
    let draw_one = |old: Vec<Plan>, name, value| {
        let mut element = leaf("input", "");
        element.put(name, value);
        element.children.push(Node::text("word"));
        let mut new = vec![element];
        draw(&paper, &root, old, &mut new, false);
        new
    };
    let old = draw_one(Vec::new(), "class", Value::Fixed("a"));
    let old = draw_one(old, "checked", Value::Flag(true));
    let input = old[0].drawn.unwrap();
    assert_eq!(paper.nodes.borrow()[input].values, [("checked".to_owned(), Value::Flag(true))]);
    // What the visitor did since is set right, although the state is as before.
    paper.set(&input, "checked", &Value::Flag(false));
    draw_one(old, "checked", Value::Flag(true));
    assert_eq!(paper.nodes.borrow()[input].values, [("checked".to_owned(), Value::Flag(true))]);
}

fn plan() -> impl Strategy<Value = String> {
    // Nested siblings as text: `p#a(…)`.
    let item =
        ("(p|div|svg)", "(#[a-d])?", "[xyz]?").prop_map(|(tag, key, value)| format!("{tag}{key}={value}"));
    item.prop_recursive(3, 24, 5, |inner| {
        (prop::collection::vec(inner, 0..5), "(p|div|svg)", "(#[a-d])?")
            .prop_map(|(children, tag, key)| format!("{tag}{key}=({})", children.join(",")))
    })
}

/// Reads what [`plan`] writes.
fn read(spec: &str) -> Plan {
    let (head, rest) = spec.split_once('=').unwrap();
    let (tag, key) = head.split_once('#').unwrap_or((head, ""));
    let tag = ["p", "div", "svg"].into_iter().find(|known| *known == tag).unwrap();
    let mut node = leaf(tag, key);
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let (mut depth, mut from) = (0, 0);
        for (at, sign) in inner.char_indices().chain([(inner.len(), ',')]) {
            match sign {
                '(' => depth += 1,
                ')' => depth -= 1,
                ',' if depth == 0 => {
                    if from < at {
                        node.children.push(read(&inner[from..at]));
                    }
                    from = at + 1;
                }
                _ => (),
            }
        }
    } else if !rest.is_empty() {
        node.put("class", Value::Text(rest.to_owned()));
        node.put("checked", Value::Flag(rest == "x"));
        node.children.push(Node::text(rest));
    }
    node
}

proptest! {
    #[test]
    fn any_tree_after_any_other_shows_what_it_shows_alone(plans in prop::collection::vec(plan(), 2..5)) {
        let paper = Paper::default();
        let root = paper.element("div", false);
        let mut old = Vec::new();
        for spec in &plans {
            let mut new = vec![read(spec)];
            draw(&paper, &root, old, &mut new, false);
            let alone = Paper::default();
            let fresh = alone.element("div", false);
            draw(&alone, &fresh, Vec::new(), &mut [read(spec)], false);
            prop_assert_eq!(paper.show(root), alone.show(fresh));
            old = new;
        }
    }
}
