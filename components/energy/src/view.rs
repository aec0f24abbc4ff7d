//! What the resident sees: no arithmetic, no fetch, no parsing.

mod chart;
mod commune;
mod compare;
mod inventory;
mod meter;
mod size;
mod svg;
mod words;

use crate::{
    config::{Config, PackPath},
    data::{self, pack::Pack},
    messages::Msg,
    model::place::at_in_french,
};
use commune_element::mount::{ViewProps, Widget, beside_shell};
use commune_source::FetchError;
use commune_ui::{
    dom::all,
    frame::{Frame, error_panel, frame, use_load_report, use_problem_report, waiting},
    hooks::{Load, use_json, use_messages, use_part_messages},
};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::{Html, component, html};

/// The widget, for the bundle to register.
pub struct Energy;

impl Widget for Energy {
    const KIND: &'static str = "energy";
    const CSS: &'static [&'static str] = &[commune_ui::CSS, include_str!("energy.css")];
    type View = EnergyView;
}

/// The root component of `<commune-energy>`.
#[component]
pub fn EnergyView(props: &ViewProps) -> Html {
    let (config, problems) = &Config::read(&props.attributes);
    use_problem_report(&props.instance, problems);
    let messages = use_messages(&props.instance, config.common.lang);
    let url = config.pack_path().map(|path| match path {
        PackPath::Page(src) => Rc::from(src),
        PackPath::Shell(path) => Rc::from(beside_shell(&path)),
    });
    let no_pack = url.is_none();
    let (pack, retry) = use_json(url, decode);
    use_load_report(&props.instance, &pack);
    let own = meter::use_meter();
    let part = own.is_open().then_some("meter");
    let words = use_part_messages(&props.instance, messages.ready(), part);

    // Without words there is nothing to say: the light DOM stays.
    let Load::Ready(m) = messages else { return html! { <slot /> } };
    let common = &config.common;
    let level = common.heading_level;
    let (title, demo, body) = match &pack {
        Load::Waiting if no_pack => {
            (m.text(Msg::TitleEmpty), false, all(vec![html! { <slot /> }, meter::entry(&m)]))
        }
        Load::Waiting => (m.text(Msg::TitleEmpty), false, waiting(&m)),
        Load::Failed(error) => {
            let panel = error_panel(&m, level + 1, error, retry);
            (m.text(Msg::TitleEmpty), false, all(vec![panel, meter::entry(&m)]))
        }
        Load::Ready(pack) => {
            let fields = [("at", &*at_in_french(&pack.commune.name)), ("commune", &pack.commune.name)];
            let view = html! { <commune::CommuneView messages={m.clone()} pack={pack.clone()} config={config.clone()} /> };
            (m.with(Msg::Title, &fields), pack.demo, view)
        }
    };
    let body = meter::beside(&own, &m, words, config, body);
    frame(Frame { messages: &m, common, problems, title, demo }, body)
}

fn decode(json: &JsValue) -> Result<Rc<Pack>, FetchError> {
    data::read(json).map(Rc::new)
}
