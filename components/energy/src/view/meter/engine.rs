//! The hands of the view: events, files, the side modules, downloads.
//!
//! Events come through one listener at the root of the view: what a control does stands in its `data-do`
//! (pressed) or `data-on` (changed). The side modules and the browser are called by name: their bindings
//! would weigh more than what they do here.

use super::{
    chart,
    js::{call, construct, future, module, object, paint, run, save_url},
};
use crate::{
    data::analysis::{Analysis, Said, facts, read, refusal, said},
    messages::Msg,
    meter_state::{Action, File, State},
    model::meter::{
        forms::{FORMS, Form, check, decimal, minutes, mistake_of},
        mask,
        picture::svg,
        sample::sample,
    },
};
use commune_element::mount::beside_shell;
use commune_source::{Handle, fetch, policy::Limits, value::Value};
use commune_ui::{download::save, i18n::Messages};
use js_sys::{Array, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};
use yew::{NodeRef, UseForceUpdateHandle};

/// Degree days of the metropole's weather station: the same address whatever the files.
const DEGREE_DAYS: &str = "packs/degree-days/1/59343001.json";

/// Name, file (or the bytes of the example), size.
type Files = Vec<(String, JsValue, f64)>;

fn why(key: &str) -> Said {
    refusal(&JsValue::from_str(key))
}

/// JSON in lines that can be read, still the same JSON: a new one after each object or array.
fn in_lines(json: &str) -> String {
    let mut out = String::new();
    for c in json.chars() {
        out.push(c);
        if c == ',' && (out.ends_with("},") || out.ends_with("],")) {
            out.push('\n');
        }
    }
    out
}

/// One view's state and what it holds on the JavaScript side.
pub struct Engine {
    /// What the view shows.
    pub state: RefCell<State>,
    /// The root of the view.
    pub node: NodeRef,
    /// The words in use.
    pub words: RefCell<Option<Messages>>,
    redraw: UseForceUpdateHandle,
    focus: Cell<&'static str>,
    class: RefCell<JsValue>,
    meter: RefCell<JsValue>,
    tariff: RefCell<[JsValue; 2]>,
    degree_days: RefCell<JsValue>,
    request: RefCell<Option<Handle>>,
}

impl Drop for Engine {
    fn drop(&mut self) {
        // The readings go with the view, not at the next garbage collection.
        run(&self.meter.borrow(), "free", &[]);
    }
}

impl Engine {
    /// Nothing loaded; `redraw` draws the view again.
    pub fn new(redraw: UseForceUpdateHandle) -> Self {
        Self {
            state: RefCell::default(),
            node: NodeRef::default(),
            words: RefCell::default(),
            redraw,
            focus: Cell::new(""),
            class: RefCell::new(JsValue::UNDEFINED),
            meter: RefCell::new(JsValue::UNDEFINED),
            tariff: RefCell::new([JsValue::UNDEFINED, JsValue::UNDEFINED]),
            degree_days: RefCell::new(JsValue::UNDEFINED),
            request: RefCell::default(),
        }
    }

    fn dispatch(self: &Rc<Self>, action: Action) {
        self.state.borrow_mut().reduce(action);
        self.redraw.force_update();
        let id = self.focus.take();
        if !id.is_empty() {
            // After the drawing, which was asked for first.
            let engine = self.clone();
            spawn_local(async move {
                run(&engine.element(id), "focus", &[]);
            });
        }
    }

    fn element(&self, id: &str) -> JsValue {
        let node = self.node.cast::<Element>().map_or(JsValue::UNDEFINED, JsValue::from);
        run(&run(&node, "getRootNode", &[]), "getElementById", &[id.into()])
    }

    /// One event of the view.
    pub fn handle(self: &Rc<Self>, event: Event) {
        let kind = event.type_();
        let source: &JsValue = event.as_ref();
        if kind.starts_with('d') {
            // A file dropped beside the zone would else replace the page.
            if self.node.get().is_some() {
                event.prevent_default();
                if kind == "drop" {
                    self.choose(source.field("dataTransfer").field("files"));
                }
            }
            return;
        }
        let changed = kind == "change";
        let (selector, name) = if changed { ("[data-on]", "data-on") } else { ("[data-do]", "data-do") };
        let Some(target) = event.target() else { return };
        let Ok(Some(control)) = target.unchecked_into::<Element>().closest(selector) else { return };
        let action = control.get_attribute(name).unwrap_or_default();
        let (action, argument) = action.split_once(':').unwrap_or((&action, ""));
        let rank = || argument.bytes().fold(0, |n, digit| n * 10 + u32::from(digit.wrapping_sub(b'0')));
        match action {
            "open" => {
                self.focus.set("my-title");
                self.dispatch(Action::Show(true));
                // The module will be wanted in a moment.
                self.start(Vec::new(), false);
            }
            "close" => {
                self.focus.set("my-open");
                self.dispatch(Action::Show(false));
            }
            "files" => {
                self.choose(control.field("files"));
                // The same file can be chosen again.
                let _ = js_sys::Reflect::set(&control, &"value".into(), &"".into());
            }
            "sample" => {
                let bytes = Uint8Array::from(sample().as_bytes());
                let name = self.say(Msg::MySampleName);
                self.start(vec![(name, bytes.into(), 0.0)], true);
            }
            "remove" => {
                let rank = rank();
                run(&self.meter.borrow(), "remove", &[rank.into()]);
                self.focus.set("my-title");
                self.dispatch(Action::Removed(rank as usize));
                self.dispatch(Action::Done(self.analyse()));
            }
            "level" => self.dispatch(Action::Level(rank() as usize)),
            "older" => self.dispatch(Action::Older(true)),
            "newer" => self.dispatch(Action::Older(false)),
            "profile" => self.dispatch(Action::ProfileTable),
            "carrier" => {
                self.dispatch(Action::Gas(argument == "gas"));
                self.dispatch(Action::Analysed(self.analyse()));
            }
            "focus" => {
                event.prevent_default();
                run(&self.element(argument), "focus", &[]);
            }
            "csv" => {
                let text = run(&self.meter.borrow(), "cleanedCsv", &[]).as_string();
                save("consommation.csv", "text/csv", &text.unwrap_or_default());
            }
            "svg" | "png" => {
                let words = self.words.borrow();
                let Some(m) = &*words else { return };
                let shapes = chart::picture(m, &self.state.borrow());
                if action == "svg" {
                    save("consommation.svg", "image/svg+xml", &svg(&shapes));
                } else if let Some(url) = paint(&shapes) {
                    save_url("consommation.png", &url);
                }
            }
            "give" => {
                let file = run(&self.meter.borrow(), "contribution", &[self.options()]);
                let text = js_sys::JSON::stringify(&file).ok().filter(|_| !file.is_absent());
                let text = text.and_then(|text| text.as_string()).unwrap_or_default();
                self.focus.set("my-give");
                self.dispatch(Action::Given(in_lines(&text)));
            }
            "save" => {
                let given = self.state.borrow().given.clone();
                save("fichier-a-transmettre.json", "application/json", &given.unwrap_or_default());
            }
            form => {
                if let Some(form) = FORMS.into_iter().find(|known| known.id == form) {
                    self.submit(form);
                }
            }
        }
    }

    fn say(&self, message: Msg) -> String {
        self.words.borrow().as_ref().map(|m| m.text(message).to_string()).unwrap_or_default()
    }

    /// Files of an input or of a drop.
    fn choose(self: &Rc<Self>, files: JsValue) {
        let files = Array::from(&files).to_vec();
        if !files.is_empty() {
            let file = |file: JsValue| {
                (mask(&file.text_or_empty("name")), file.clone(), file.field("size").number().unwrap_or(0.0))
            };
            self.start(files.into_iter().map(file).collect(), false);
        }
    }

    fn start(self: &Rc<Self>, files: Files, sample: bool) {
        if !files.is_empty() {
            self.dispatch(Action::Reading);
        }
        let engine = self.clone();
        spawn_local(async move {
            match module("meter").await {
                Ok(module) => {
                    *engine.class.borrow_mut() = module.field("Meter");
                    engine.read_all(files, sample).await;
                }
                Err(_) if files.is_empty() => {}
                Err(_) => {
                    engine.dispatch(Action::Refused(String::new(), why("module")));
                    let analysis = engine.state.borrow().analysis.clone();
                    engine.dispatch(Action::Done(analysis));
                }
            }
        });
    }

    async fn read_all(self: &Rc<Self>, files: Files, sample: bool) {
        if files.is_empty() {
            return;
        }
        let class = self.class.borrow().clone();
        if self.meter.borrow().is_undefined() {
            *self.meter.borrow_mut() = construct(&class);
        }
        let max = run(&class, "maxBytes", &[]).number().unwrap_or(5e7);
        for (name, file, size) in files {
            let too_large = Said { key: "x-tooLarge".to_owned(), ..Said::default() };
            let result =
                if size > max { Err(too_large) } else { self.read(&class, &name, file, sample).await };
            self.dispatch(match result {
                Ok(file) => Action::Read(file),
                Err(why) => Action::Refused(name, why),
            });
        }
        if sample {
            self.focus.set("my-findings");
        }
        self.dispatch(Action::Done(self.analyse()));
        self.ask_degree_days();
    }

    async fn read(
        self: &Rc<Self>,
        class: &JsValue,
        name: &str,
        file: JsValue,
        sample: bool,
    ) -> Result<File, Said> {
        let lost = |error: JsValue| refusal(&error);
        let bytes = if sample {
            file
        } else {
            let buffer = future(&file, "arrayBuffer").await.map_err(|_| why("corrupt"))?;
            Uint8Array::new(&buffer).into()
        };
        // A real file takes the example's place once it has been read; the example takes that of nothing.
        let fresh = self.state.borrow().sample;
        let held = if fresh { construct(class) } else { self.meter.borrow().clone() };
        let mut report = call(&held, "add", &[name.into(), bytes.clone()]);
        let needs_rows = |error: &JsValue| error.text_or_empty("kind") == "needsXlsx";
        if report.as_ref().err().is_some_and(needs_rows) {
            let xlsx = module("xlsx").await.map_err(|_| why("module"))?;
            let rows = call(&xlsx, "rows", &[bytes]).map_err(lost)?;
            report = call(&held, "add", &[name.into(), rows]);
        }
        let report = report.map_err(lost)?;
        if fresh || sample {
            *self.meter.borrow_mut() = held;
            self.dispatch(Action::Sample(sample));
        }
        let kind = if sample { "sample".to_owned() } else { report.text_or_empty("kind") };
        Ok(File { name: name.to_owned(), kind, facts: facts(&report) })
    }

    fn options(&self) -> JsValue {
        let [off_peak, prices] = self.tariff.borrow().clone();
        let carrier = if self.state.borrow().gas { "gas" } else { "electricity" };
        object(&[
            ("carrier", carrier.into()),
            ("offPeak", off_peak),
            ("prices", prices),
            ("degreeDays", self.degree_days.borrow().clone()),
        ])
    }

    fn analyse(&self) -> Option<Rc<Analysis>> {
        let answer = run(&self.meter.borrow(), "analyse", &[self.options()]);
        (!answer.is_undefined()).then(|| Rc::new(read(&answer)))
    }

    fn ask_degree_days(self: &Rc<Self>) {
        if self.request.borrow().is_some() || self.state.borrow().analysis.is_none() {
            return;
        }
        let engine = Rc::downgrade(self);
        // Where the publisher has none, the sentence on heating is simply not there.
        let done = move |answer: Result<commune_source::Body, commune_source::FetchError>| {
            if let (Some(engine), Ok(json)) = (engine.upgrade(), answer.and_then(|body| body.json())) {
                *engine.degree_days.borrow_mut() = json.field("days");
                engine.dispatch(Action::Analysed(engine.analyse()));
            }
        };
        let request = fetch(&beside_shell(DEGREE_DAYS), Limits::default(), Box::new(done));
        *self.request.borrow_mut() = Some(request);
    }

    fn submit(self: &Rc<Self>, form: &'static Form) {
        let value = |(id, _): &(&str, _)| self.element(&["my-", id].concat()).text_or_empty("value");
        let values: Vec<String> = form.fields.iter().map(value).collect();
        let mistakes = check(form, &values);
        if !mistakes.is_empty() {
            return self.wrong(form, mistakes);
        }
        let number = |rank: usize| js_sys::parse_float(&decimal(&values[rank]).unwrap_or_default()).into();
        let date = |rank: usize| JsValue::from_str(&values[rank]);
        let (name, arguments) = match form.id {
            "readings" => ("fromTwoReadings", vec![number(0), date(1), number(2), date(3)]),
            "bill" => ("fromBill", vec![number(0), date(1), date(2)]),
            _ => {
                let windows = Array::new();
                for (from, to) in [(0, 1), (2, 3)] {
                    if let (Some(from), Some(to)) = (minutes(&values[from]), minutes(&values[to])) {
                        windows.push(&object(&[("from", from.into()), ("to", to.into())]));
                    }
                }
                let prices = if values[4].is_empty() {
                    JsValue::UNDEFINED
                } else {
                    object(&[("base", number(4)), ("peak", number(5)), ("offPeak", number(6))])
                };
                *self.tariff.borrow_mut() = [windows.into(), prices];
                self.dispatch(Action::Mistakes("", Vec::new()));
                return self.dispatch(Action::Analysed(self.analyse()));
            }
        };
        let class = self.class.borrow().clone();
        match call(&class, name, &arguments) {
            Ok(estimate) => self.dispatch(Action::Estimate(form.id, said("estimate", &estimate))),
            Err(error) if class.is_undefined() => {
                drop(error);
                self.dispatch(Action::Refused(String::new(), why("module")));
            }
            Err(error) => {
                let mistake = mistake_of(form, &error.as_string().unwrap_or_default());
                self.wrong(form, vec![mistake]);
            }
        }
    }

    fn wrong(self: &Rc<Self>, form: &'static Form, mistakes: Vec<(&'static str, &'static str)>) {
        self.focus.set("my-mistakes");
        self.dispatch(Action::Mistakes(form.id, mistakes));
    }
}
