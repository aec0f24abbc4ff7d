//! Phases or milestones in their order, with words for where each is in time.

use super::scene::Scene;
use crate::{
    data::pack::Step,
    messages::Msg,
    model::status::{self, Phase},
};
use commune_ui::writer::Writer;

/// Writes the steps, if there are any.
pub fn timeline(w: &mut Writer<'_>, scene: &Scene<'_>, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    w.open("ol class=timeline part=timeline");
    for (step, phase) in steps.iter().zip(status::phases(steps, &scene.today)) {
        let (class, words) = match phase {
            Phase::Done => ("done", Msg::PhaseDone),
            Phase::Current => ("current", Msg::PhaseCurrent),
            Phase::Coming => ("coming", Msg::PhaseComing),
        };
        w.open("li");
        w.set("class", class);
        if phase == Phase::Current {
            w.set("aria-current", "step");
        }
        w.leaf("span class=mark-of aria-hidden=true", "");
        scene.leaf(w, "strong", &step.title);
        w.open("p class=when");
        w.say("span class=phase", words);
        let dates = scene.dates(w.m, &step.start, &step.end);
        if !dates.is_empty() {
            w.text(". ");
            w.text(&dates);
        }
        w.text(".");
        w.close();
        scene.rich(w, &step.description, scene.level + 2, 0);
        w.close();
    }
    w.close();
}

/// The current step in a sentence: 'En ce moment : Rencontres (étape 2 sur 3)'.
pub fn current(w: &mut Writer<'_>, scene: &Scene<'_>, steps: &[Step]) {
    let Some(step) = status::current(steps, &scene.today) else { return };
    let rank = steps.iter().position(|other| std::ptr::eq(other, step)).unwrap_or_default() + 1;
    w.open("p");
    w.say("span class=phase", Msg::PhaseCurrent);
    w.text("\u{a0}: ");
    scene.inline(w, &step.title);
    w.text(" ");
    w.text(&w.m.with(Msg::StepOf, &[("n", &rank.to_string()), ("of", &steps.len().to_string())]));
    w.close();
}
