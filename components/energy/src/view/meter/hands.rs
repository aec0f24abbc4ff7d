//! The hands of the view: events, files, the side modules, downloads.
//!
//! The side modules are called by name: their bindings would weigh more than what they do here.

use super::{
    chart,
    paint::{paint, save_url},
};
use crate::{
    data::analysis::{Analysis, Said, facts, read, refusal, said},
    messages::Msg,
    meter_state::{Action, File, Page, State},
    model::meter::{
        MAX_BYTES,
        forms::{FORMS, Form, check, decimal, minutes, mistake_of},
        is_workbook, mask,
        picture::svg,
        sample::sample,
    },
    view::Engine,
};
use commune_element::mount::beside_shell;
use commune_source::value::Value;
use commune_ui::{
    download::save,
    i18n::Messages,
    js::{call, construct, import, object, run, set, settled},
    stage::{Asked, Load},
};
use js_sys::{Array, Uint8Array};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

/// Degree days of the metropole's weather station: the same address whatever the files.
const DEGREE_DAYS: &str = "packs/degree-days/1/59343001.json";

/// Told before the file is read; `null` stands for its content then.
fn too_large(file: &JsValue) -> bool {
    file.field("size").number().is_some_and(|size| size > MAX_BYTES)
}

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

/// The state of one's own consumption, and what it holds on the JavaScript side.
#[derive(Default)]
pub struct Hands {
    /// What the view shows.
    pub state: RefCell<State>,
    /// The words of this view, with those around it.
    pub words: RefCell<Load<Messages>>,
    /// Asks for the words.
    pub asked: Asked,
    class: RefCell<JsValue>,
    meter: RefCell<JsValue>,
    tariff: RefCell<[JsValue; 2]>,
    degree_days: RefCell<JsValue>,
    request: Asked,
}

impl Drop for Hands {
    fn drop(&mut self) {
        // The readings go with the view, not at the next garbage collection.
        run(&self.meter.borrow(), "free", &[]);
    }
}

impl Hands {
    /// Where the view is.
    pub fn page(&self) -> Page {
        self.state.borrow().page
    }

    /// Whether it is in sight.
    pub fn is_shown(&self) -> bool {
        self.page() == Page::Open
    }
}

impl Engine {
    fn dispatch(&self, action: Action) {
        self.own.state.borrow_mut().reduce(action);
        self.stage.redraw();
    }

    /// Files over the view, or dropped on it. The commune's own view leaves them to the page.
    pub fn dragged(self: &Rc<Self>, event: &Event) {
        if self.own.is_shown() {
            event.prevent_default();
            if event.type_() == "drop" {
                self.choose_files(event.field("dataTransfer").field("files"));
            }
        }
    }

    /// One of the actions of this view.
    pub fn pressed(self: &Rc<Self>, event: &Event, control: &Element, action: &str, argument: &str) {
        let rank = || argument.bytes().fold(0, |n, digit| n * 10 + u32::from(digit.wrapping_sub(b'0')));
        match action {
            "open" => {
                self.stage.focus_now("title");
                self.stage.focus("my-title");
                self.dispatch(Action::Show(true));
                // The module will be wanted in a moment.
                self.start(Vec::new(), false);
            }
            "close" => {
                self.stage.focus_now("title");
                self.stage.focus("my-open");
                self.dispatch(Action::Show(false));
            }
            "retry-words" => {
                self.stage.focus_now("my-title");
                self.own.asked.forget();
                self.ask_words();
            }
            "files" => {
                self.choose_files(control.field("files"));
                // The same file can be chosen again.
                set(control, "value", &"".into());
            }
            "sample" => {
                self.stage.focus_now("my-title");
                // A file like any other, made here.
                let text = Array::of1(&sample().into()).into();
                let name = self.say(Msg::MySampleName).into();
                self.start(vec![construct(&js_sys::global().field("File"), &[text, name])], true);
            }
            "remove" => {
                let rank = rank();
                run(&self.own.meter.borrow(), "remove", &[rank.into()]);
                self.stage.focus_now("my-title");
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
                run(&self.stage.element(argument), "focus", &[]);
            }
            "csv" => {
                let text = run(&self.own.meter.borrow(), "cleanedCsv", &[]).as_string();
                save("consommation.csv", "text/csv", &text.unwrap_or_default());
            }
            "svg" | "png" => {
                let words = self.own.words.borrow();
                let Some(m) = words.ready() else { return };
                let shapes = chart::picture(m, &self.own.state.borrow());
                if action == "svg" {
                    save("consommation.svg", "image/svg+xml", &svg(&shapes));
                } else if let Some(url) = paint(&shapes) {
                    save_url("consommation.png", &url);
                }
            }
            "give" => {
                let file = run(&self.own.meter.borrow(), "contribution", &[self.options()]);
                let text = js_sys::JSON::stringify(&file).ok().filter(|_| !file.is_absent());
                let text = text.and_then(|text| text.as_string()).unwrap_or_default();
                self.stage.focus_now("my-give");
                self.dispatch(Action::Given(in_lines(&text)));
            }
            "save" => {
                let given = self.own.state.borrow().given.clone();
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
        self.own.words.borrow().ready().map(|m| m.text(message).to_string()).unwrap_or_default()
    }

    /// Files of an input or of a drop.
    fn choose_files(self: &Rc<Self>, files: JsValue) {
        self.start(Array::from(&files).to_vec(), false);
    }

    /// Reads files, or only makes the module ready where there are none. All that comes from outside is asked
    /// for at once and waited for once: each wait of its own would weigh half a kilobyte.
    fn start(self: &Rc<Self>, files: Vec<JsValue>, sample: bool) {
        let wanted = Array::of2(&import("meter", 0), &JsValue::UNDEFINED);
        for file in &files {
            wanted.push(&if too_large(file) { JsValue::NULL } else { run(file, "arrayBuffer", &[]) });
            if is_workbook(&file.text_or_empty("name")) {
                wanted.set(1, import("xlsx", 0));
            }
        }
        if !files.is_empty() {
            self.dispatch(Action::Reading);
        }
        let engine = self.clone();
        spawn_local(async move {
            let got = settled(&wanted).await;
            let value = |rank: usize| got.get(rank).cloned().unwrap_or_default();
            let (meter, xlsx) = (value(0), value(1));
            // Making a module ready a second time does nothing.
            let ready = settled(&Array::of2(&run(&meter, "default", &[]), &run(&xlsx, "default", &[]))).await;
            if ready.first().is_some_and(|exports| !exports.is_undefined()) {
                *engine.own.class.borrow_mut() = meter.field("Meter");
            }
            if files.is_empty() {
                return;
            }
            for (rank, file) in files.iter().enumerate() {
                let name = mask(&file.text_or_empty("name"));
                let result = engine.read_file(&name, value(rank + 2), &xlsx, sample);
                engine.dispatch(match result {
                    Ok(file) => Action::Read(file),
                    Err(why) => Action::Refused(name, why),
                });
            }
            if sample {
                engine.stage.focus("my-findings");
            }
            engine.dispatch(Action::Done(engine.analyse()));
            engine.ask_degree_days();
        });
    }

    fn read_file(
        self: &Rc<Self>,
        name: &str,
        content: JsValue,
        xlsx: &JsValue,
        sample: bool,
    ) -> Result<File, Said> {
        let class = self.own.class.borrow().clone();
        if class.is_undefined() {
            return Err(why("module"));
        }
        if content.is_absent() {
            return Err(why(if content.is_null() { "tooLarge" } else { "corrupt" }));
        }
        let lost = |error: JsValue| refusal(&error);
        let mut bytes = Uint8Array::new(&content).into();
        if is_workbook(name) {
            bytes = call(xlsx, "rows", &[bytes]).map_err(lost)?;
        }
        // A real file takes the example's place once it has been read; the example takes that of nothing.
        let fresh = self.own.state.borrow().sample || self.own.meter.borrow().is_undefined();
        let meter = if fresh { construct(&class, &[]) } else { self.own.meter.borrow().clone() };
        let report = call(&meter, "add", &[name.into(), bytes]).map_err(lost)?;
        if fresh {
            *self.own.meter.borrow_mut() = meter;
            self.dispatch(Action::Sample(sample));
        }
        let kind = if sample { "sample".to_owned() } else { report.text_or_empty("kind") };
        Ok(File { name: name.to_owned(), kind, facts: facts(&report) })
    }

    fn options(&self) -> JsValue {
        let [off_peak, prices] = self.own.tariff.borrow().clone();
        let carrier = if self.own.state.borrow().gas { "gas" } else { "electricity" };
        object(&[
            ("carrier", carrier.into()),
            ("offPeak", off_peak),
            ("prices", prices),
            ("degreeDays", self.own.degree_days.borrow().clone()),
        ])
    }

    fn analyse(&self) -> Option<Rc<Analysis>> {
        let answer = run(&self.own.meter.borrow(), "analyse", &[self.options()]);
        (!answer.is_undefined()).then(|| Rc::new(read(&answer)))
    }

    fn ask_degree_days(self: &Rc<Self>) {
        if self.own.state.borrow().analysis.is_none() {
            return;
        }
        // Where the publisher has none, the sentence on heating is simply not there.
        self.own.request.ask(&beside_shell(DEGREE_DAYS), self, |engine, answer| {
            if let Ok(json) = answer {
                *engine.own.degree_days.borrow_mut() = json.field("days");
                engine.own.state.borrow_mut().weather = json.text_or_empty("source");
                engine.dispatch(Action::Analysed(engine.analyse()));
            }
        });
    }

    fn submit(self: &Rc<Self>, form: &'static Form) {
        let value = |(id, _): &(&str, _)| self.stage.element(&["my-", id].concat()).text_or_empty("value");
        let values: Vec<String> = form.fields.iter().map(value).collect();
        let mistakes = check(form, &values);
        if !mistakes.is_empty() {
            return self.wrong(form, mistakes);
        }
        let text = |rank: usize| values.get(rank).map_or("", |value| value);
        let number = |rank| js_sys::parse_float(&decimal(text(rank)).unwrap_or_default()).into();
        let date = |rank| JsValue::from_str(text(rank));
        let (name, arguments) = match form.id {
            "readings" => ("fromTwoReadings", vec![number(0), date(1), number(2), date(3)]),
            "bill" => ("fromBill", vec![number(0), date(1), date(2)]),
            _ => {
                let windows = Array::new();
                for (from, to) in [(0, 1), (2, 3)] {
                    if let (Some(from), Some(to)) = (minutes(text(from)), minutes(text(to))) {
                        windows.push(&object(&[("from", from.into()), ("to", to.into())]));
                    }
                }
                let prices = if text(4).is_empty() {
                    JsValue::UNDEFINED
                } else {
                    object(&[("base", number(4)), ("peak", number(5)), ("offPeak", number(6))])
                };
                *self.own.tariff.borrow_mut() = [windows.into(), prices];
                self.dispatch(Action::Mistakes("", Vec::new()));
                return self.dispatch(Action::Analysed(self.analyse()));
            }
        };
        let class = self.own.class.borrow().clone();
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
        self.stage.focus("my-mistakes");
        self.dispatch(Action::Mistakes(form.id, mistakes));
    }
}
