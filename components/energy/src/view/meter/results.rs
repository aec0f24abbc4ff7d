//! What the files say.

use super::{
    chart::{LEVELS, chart, day_path},
    start::form,
    words::{filled, my, say, watts},
};
use crate::{
    config::Config,
    data::analysis::{Analysis, Said},
    messages::Msg,
    meter_state::State,
    model::meter::{DAYS, WINDOW, busiest, forms::TARIFF},
    view::{
        chart::{Reading, chart as bars},
        commune::advice,
    },
};
use commune_chart::Canvas;
use commune_ui::{Ui, icon, table::data_table, writer::Writer};

/// Findings, chart, profile, marks, tariff, quality, copies.
pub fn results(
    w: &mut Writer<'_>,
    state: &State,
    analysis: &Analysis,
    config: &Config,
    level: u8,
    (reading, canvas): (Reading, Canvas),
) {
    let m = w.m;
    let words = |said: &Said| say(m, said);
    let curve = !analysis.profile.is_empty();
    w.part(level, "my-findings", Msg::MyFindings);
    if analysis.findings.is_empty() {
        w.say("p", Msg::MyNothing);
    }
    w.list("ul class=facts", &analysis.findings, &words);
    w.close();

    w.open("div class=part");
    choices(w, state, analysis);
    w.open("div class=actions");
    if state.level == DAYS && analysis.levels[DAYS].len() > WINDOW {
        for (action, words, usable) in
            [("older", Msg::MyOlder, state.has_older()), ("newer", Msg::MyNewer, state.back > 0)]
        {
            // A button that went would take the focus with it.
            w.open("button type=button part=button");
            w.set("data-do", action);
            w.set("aria-disabled", if usable { "false" } else { "true" });
            w.text(&m.text(words));
            w.close();
        }
    }
    w.close();
    bars(w, &chart(m, state, analysis), level, reading, canvas);
    w.close();

    profile(w, state, analysis, level);

    w.part(level, "my-marks", Msg::MyMarks);
    w.list("ul class=facts", &analysis.marks, &words);
    if !curve {
        w.say("p class=muted", Msg::MyNoCurve);
    }
    w.open("div");
    if !state.weather.is_empty() {
        w.leaf("p class=source", &m.with(Ui::Source, &[("value", &state.weather)]));
    }
    w.close();
    advice(w, config);
    w.close();

    if curve && !analysis.gas {
        form(w, state, &TARIFF, level, &analysis.tariff);
    }

    w.open("details class=part");
    w.say("summary", Msg::MyQuality);
    if analysis.quality.is_empty() {
        w.say("p", Msg::MyFlawless);
    }
    w.list("ul", &analysis.quality, &words);
    if !analysis.holes.is_empty() {
        w.say("p class=muted", Msg::MyHoles);
        let hole = m.text(Msg::MyHole);
        w.list("ul", &analysis.holes, &|facts| filled(m, &hole, facts));
    }
    w.close();

    w.part(level, "my-copies", Msg::MyCopies);
    w.open("div class=actions");
    w.press("csv", Msg::MyCsv);
    w.press("svg", Msg::MySvg);
    w.press("png", Msg::MyPng);
    w.close();
    w.close();

    w.part(level, "my-give", Msg::MyGive);
    w.say("p", Msg::MyGiveNote);
    // Of its own, so that the heading stays the same element and keeps the focus.
    w.open("div class=view");
    match state.given.as_deref() {
        None => w.press("give", Msg::MyGiveShow),
        Some("") => w.say("p", Msg::MyGiveNone),
        Some(file) => {
            w.leaf("pre tabindex=0 role=region aria-labelledby=my-give", file);
            w.press("save", Msg::MyGiveSave);
        }
    }
    w.close();
    w.close();
}

fn choices(w: &mut Writer<'_>, state: &State, analysis: &Analysis) {
    w.open("div class=fields");
    if analysis.both {
        let carrier = |action: &str, words: Msg, on| (["carrier:", action].concat(), w.m.text(words), on);
        let both = [
            carrier("electricity", Msg::CarrierElectricity, !analysis.gas),
            carrier("gas", Msg::CarrierGas, analysis.gas),
        ];
        w.radios("my-carrier", Msg::MyCarrier, &both);
    }
    let mut levels = Vec::new();
    for (rank, key) in LEVELS.iter().enumerate() {
        if !analysis.levels[rank].is_empty() {
            levels.push((["level:", &rank.to_string()].concat(), my(w.m, key), rank == state.level));
        }
    }
    w.radios("my-level", Msg::Measure, &levels);
    w.close();
}

fn profile(w: &mut Writer<'_>, state: &State, analysis: &Analysis, level: u8) {
    let Some((rank, max)) = busiest(&analysis.profile) else { return };
    let m = w.m;
    // Days of the week by name, Monday first.
    let names = m.text(Msg::MyWeekdays);
    let day = names.split('|').nth(rank / 24).unwrap_or_default();
    let fields = [("day", day), ("hour", &(rank % 24).to_string()), ("w", &watts(m, max))];
    w.part(level, "my-profile", Msg::MyProfile);
    w.leaf("p id=my-profile-take class=takeaway", &m.with(Msg::MyProfileTake, &fields));
    w.open("div class=profile role=img aria-labelledby=my-profile aria-describedby=my-profile-take");
    for (day, hours) in names.split('|').zip(analysis.profile.chunks(24)) {
        w.open("div class=hours");
        w.leaf("span", day);
        w.open("svg preserveAspectRatio=none");
        w.set("viewBox", "0 0 240 40");
        w.open("path");
        w.set("d", &day_path(hours, max));
        w.close();
        w.close();
        w.close();
    }
    w.open("div class=ticks");
    for hour in 0..5 {
        w.leaf("span", &(hour * 6).to_string());
    }
    w.close();
    w.close();
    let open = state.profile_table;
    w.open("button type=button part=button data-do=profile aria-controls=my-profile-table");
    w.set("aria-expanded", if open { "true" } else { "false" });
    icon::table(w);
    w.text(&m.text(if open { Ui::TableHide } else { Ui::TableShow }));
    w.close();
    w.open("div id=my-profile-table");
    if open {
        let mut columns = vec![m.text(Msg::MyHour)];
        columns.extend(names.split('|').map(|day| day.to_owned()));
        let mut rows = Vec::new();
        for hour in 0..24 {
            let mut row = vec![hour.to_string()];
            for w in analysis.profile.iter().skip(hour).step_by(24) {
                row.push(w.map_or_else(String::new, |w| m.number(w, 0)));
            }
            rows.push(row);
        }
        let caption = m.text(Msg::MyProfileTable);
        data_table(w, "my-profile-caption", &caption, &columns, &rows);
    }
    w.close();
    w.close();
}
