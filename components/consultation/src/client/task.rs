//! One wish: a baseline query, then what only some versions say, asked at most twice.

use commune_source::value::Value;

use super::{Failure, MOST, Memory, Query, Request, request};
use crate::data::decidim;
use crate::data::pack::{Item, Kind, Platform, Process};
use crate::model::link;

/// What is wished for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// Whether this is a Decidim, its name and version.
    Platform,
    /// The list of processes with their phases.
    Processes,
    /// One process, by its slug: texts, phases, components without their content.
    Process(String),
    /// A page of the content of a component: its kind, its id, and the cursor of the page before, or empty.
    Items(Kind, String, String),
    /// One proposal or meeting with its files: the kind, the component's id, its own.
    Item(Kind, String, String),
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The platform, better known by each answer.
    pub platform: Platform,
    /// The processes, or the one.
    pub processes: Vec<Process>,
    /// The items, or the one.
    pub items: Vec<Item>,
    /// Where the next page begins; empty where this was the last one.
    pub cursor: String,
}

/// A wish under way. Ask [`Task::request`], send, tell [`Task::answer`], until there is no request left.
#[derive(Clone, Debug)]
pub struct Task {
    want: Want,
    /// Requests answered.
    asked: u8,
    done: bool,
    /// What was found so far: all of the baseline after the first answer.
    pub found: Found,
}

impl Task {
    /// A wish to a platform as it is known.
    #[must_use]
    pub fn new(want: Want, platform: &Platform) -> Self {
        let found = Found { platform: platform.clone(), ..Found::default() };
        Self { want, asked: 0, done: false, found }
    }

    /// What is asked next. The first request is the baseline.
    fn query(&self) -> Option<Query> {
        if self.done {
            return None;
        }
        let first = self.asked == 0;
        Some(match &self.want {
            Want::Platform if first => Query::Ping,
            Want::Processes if first => Query::Processes,
            Want::Processes => Query::ProcessesExtras,
            Want::Process(_) if first => Query::Process,
            Want::Process(_) => Query::ProcessExtras,
            Want::Items(kind, ..) => return items_query(*kind, first),
            Want::Item(Kind::Proposals, ..) if first => Query::Proposal,
            Want::Item(Kind::Meetings, ..) if first => Query::Meeting,
            Want::Platform | Want::Item(..) => return None,
        })
    }

    /// The next request; `None` where the wish is granted as far as it can be.
    #[must_use]
    pub fn request(&self, memory: &Memory) -> Option<Request> {
        let text = self.query()?.text(memory)?;
        let mut variables: Vec<(&str, &str)> = Vec::new();
        match &self.want {
            Want::Platform | Want::Processes => {}
            Want::Process(slug) => variables.push(("slug", slug)),
            Want::Items(_, component, after) => {
                variables.push(("component", component));
                if !after.is_empty() {
                    variables.push(("after", after));
                }
            }
            Want::Item(_, component, id) => variables.extend([("component", component.as_str()), ("id", id)]),
        }
        Some(request(&self.found.platform.url, &text, &variables))
    }

    /// Takes the parsed body of a successful answer. A failure of what only some versions say is none: the baseline
    /// stays, and the next request may ask for less.
    ///
    /// # Errors
    /// The baseline has no data.
    pub fn answer<V: Value>(&mut self, memory: &mut Memory, json: &V) -> Result<(), Failure> {
        let Some(query) = self.query() else { return Ok(()) };
        let first = self.asked == 0;
        self.asked += 1;
        if let Some(failure) = Failure::of_answer(json) {
            if first {
                self.done = true;
                return Err(failure);
            }
            memory.learn(query, json);
            self.done = self.asked >= MOST;
            return Ok(());
        }
        let data = json.field("data");
        if first {
            let taken = self.baseline(&data, json);
            self.done = taken.is_err();
            return taken;
        }
        self.extras(&data);
        self.done = true;
        Ok(())
    }

    /// Takes the failure of a request that had no answer to read.
    ///
    /// # Errors
    /// The failure, where it was the baseline's.
    pub fn fail(&mut self, failure: Failure) -> Result<(), Failure> {
        self.done = true;
        if self.asked == 0 { Err(failure) } else { Ok(()) }
    }

    fn baseline<V: Value>(&mut self, data: &V, answer: &V) -> Result<(), Failure> {
        let found = &mut self.found;
        match &self.want {
            Want::Platform => {
                let decidim = data.field("decidim");
                if decidim.is_absent() {
                    return Err(missing(answer));
                }
                found.platform.name = decidim.text_or_empty("applicationName");
                found.platform.version = decidim.text_or_empty("version");
                if let Some(rule) = link::rule_of_version(&found.platform.version) {
                    found.platform.locale_rule = rule;
                }
            }
            Want::Processes => {
                let list = data.field("participatoryProcesses").items().ok_or_else(|| missing(answer))?;
                let processes = list.iter().filter(|json| !json.is_absent());
                found.processes = processes.map(|json| decidim::process(json, &found.platform)).collect();
                speak(&mut found.platform, &found.processes);
            }
            Want::Process(_) => {
                let json = data.field("participatoryProcess");
                if json.is_absent() {
                    return Err(missing(answer));
                }
                found.processes = vec![decidim::process(&json, &found.platform)];
                speak(&mut found.platform, &found.processes);
            }
            Want::Items(kind, ..) => {
                let connection = data.field("component").field(connection(*kind));
                if connection.is_absent() {
                    return Err(missing(answer));
                }
                for node in nodes(&connection) {
                    found.items.push(decidim::item(&node, *kind));
                }
                let page = connection.field("pageInfo");
                if page.field("hasNextPage").boolean() == Some(true) {
                    found.cursor = page.text_or_empty("endCursor");
                }
            }
            Want::Item(kind, ..) => {
                let name = if *kind == Kind::Meetings { "meeting" } else { "proposal" };
                let json = data.field("component").field(name);
                if json.is_absent() {
                    return Err(missing(answer));
                }
                let mut item = decidim::item(&json, *kind);
                item.files = decidim::files(&json, &found.platform);
                found.items = vec![item];
            }
        }
        Ok(())
    }

    fn extras<V: Value>(&mut self, data: &V) {
        let found = &mut self.found;
        let one = data.field("participatoryProcess");
        let mut processes = data.list("participatoryProcesses");
        if !one.is_absent() {
            processes.push(one);
        }
        for json in processes {
            let id = json.text_or_empty("id");
            for process in found.processes.iter_mut().filter(|process| process.id == id) {
                decidim::process_extras(process, &json, &found.platform);
                if let Some(rule) = link::rule_of(&found.platform, &process.url) {
                    found.platform.locale_rule = rule;
                }
            }
        }
        if let Want::Items(kind, ..) = self.want {
            for json in nodes(&data.field("component").field(connection(kind))) {
                let id = json.text_or_empty("id");
                for item in found.items.iter_mut().filter(|item| item.id == id) {
                    decidim::item_extras(item, &json, kind, &found.platform);
                }
            }
        }
    }
}

/// What null where data were due means: an error says why, else the thing is not there.
fn missing<V: Value>(answer: &V) -> Failure {
    match answer.list("errors").first() {
        Some(error) => Failure::Refused { message: error.text_or_empty("message") },
        None => Failure::Gone,
    }
}

/// Remembers the languages that titles come in.
fn speak(platform: &mut Platform, processes: &[Process]) {
    for process in processes {
        for title in &process.title {
            if !platform.locales.contains(&title.lang) {
                platform.locales.push(title.lang.clone());
            }
        }
    }
}

/// The nodes of a connection that are there.
fn nodes<V: Value>(connection: &V) -> Vec<V> {
    let mut nodes = Vec::new();
    for edge in connection.list("edges") {
        let node = edge.field("node");
        if !node.is_absent() {
            nodes.push(node);
        }
    }
    nodes
}

fn items_query(kind: Kind, first: bool) -> Option<Query> {
    Some(match (kind, first) {
        (Kind::Proposals, true) => Query::Proposals,
        (Kind::Proposals, false) => Query::ProposalsExtras,
        (Kind::Meetings, true) => Query::Meetings,
        (Kind::Meetings, false) => Query::MeetingsExtras,
        (Kind::Debates, true) => Query::Debates,
        (Kind::Surveys, true) => Query::Surveys,
        (Kind::Surveys, false) => Query::SurveysExtras,
        (Kind::Budgets, true) => Query::Budgets,
        (Kind::Budgets, false) => Query::BudgetsExtras,
        (Kind::Results, true) => Query::Results,
        (Kind::Pages, true) => Query::Pages,
        (Kind::Posts, true) => Query::Posts,
        _ => return None,
    })
}

fn connection(kind: Kind) -> &'static str {
    match kind {
        Kind::Proposals => "proposals",
        Kind::Meetings => "meetings",
        Kind::Debates => "debates",
        Kind::Surveys => "surveys",
        Kind::Budgets => "budgets",
        Kind::Results => "results",
        Kind::Pages => "pages",
        Kind::Posts | Kind::Other => "posts",
    }
}
