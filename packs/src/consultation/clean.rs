//! A pack's texts made safe before they are published. The widget cleans them again when it draws them; other readers of
//! the JSON may not.

use anyhow::{Context, Result};
use commune_consultation::data::pack::{Attachment, Item, Pack, Platform, Process, Qr, Step, Texts};
use commune_consultation::model::html::{Policy, nodes, plain, write};
use commune_consultation::model::{link, said};
use commune_element::link::safe_href;
use qrcodegen::{QrCode, QrCodeEcc};

/// Cleans every text, drops what was withdrawn, and adds the QR codes.
pub(super) fn pack(pack: &mut Pack) -> Result<()> {
    let Pack { platform, processes, inclusion, roadmap, .. } = pack;
    platform.name = plain(&platform.name);
    for process in processes {
        self::process(process, platform);
        let url = link::process(platform, process, "fr");
        process.qr = if url.is_empty() { None } else { Some(qr(&url)?) };
    }
    for way in inclusion {
        words(&mut way.text);
    }
    if let Some(roadmap) = roadmap {
        words(&mut roadmap.title);
        rich(&mut roadmap.summary, platform);
        for initiative in &mut roadmap.initiatives {
            words(&mut initiative.title);
            rich(&mut initiative.summary, platform);
            initiative.teams.iter_mut().for_each(words);
            for step in &mut initiative.steps {
                self::step(step, platform);
            }
            for risk in &mut initiative.risks {
                words(&mut risk.text);
                words(&mut risk.answer);
            }
        }
    }
    Ok(())
}

fn process(process: &mut Process, platform: &Platform) {
    for texts in [
        &mut process.title,
        &mut process.subtitle,
        &mut process.area,
        &mut process.target,
        &mut process.scope,
        &mut process.structure,
        &mut process.group,
    ] {
        words(texts);
    }
    for texts in [&mut process.summary, &mut process.description, &mut process.announcement] {
        rich(texts, platform);
    }
    for tag in process.themes.iter_mut().chain(&mut process.areas) {
        words(&mut tag.name);
    }
    for step in &mut process.steps {
        self::step(step, platform);
    }
    files(&mut process.files);
    for component in &mut process.components {
        words(&mut component.name);
        component.items.retain(|item| said::state(item) != said::State::Withdrawn);
        for item in &mut component.items {
            self::item(item, platform);
        }
    }
}

fn step(step: &mut Step, platform: &Platform) {
    words(&mut step.title);
    words(&mut step.action);
    rich(&mut step.description, platform);
}

fn item(item: &mut Item, platform: &Platform) {
    for texts in [&mut item.title, &mut item.state_name, &mut item.place, &mut item.hints] {
        words(texts);
    }
    rich(&mut item.body, platform);
    rich(&mut item.answer, platform);
    item.address = plain(&item.address);
    for tag in &mut item.tags {
        words(&mut tag.name);
    }
    files(&mut item.files);
    for question in &mut item.questions {
        rich(&mut question.body, platform);
        rich(&mut question.description, platform);
        question.options.iter_mut().for_each(words);
    }
    for part in &mut item.items {
        self::item(part, platform);
    }
}

/// A file whose address a browser should not follow is dropped.
fn files(files: &mut Vec<Attachment>) {
    files.retain(|file| safe_href(&file.url).is_some());
    for file in files {
        words(&mut file.title);
    }
}

fn words(texts: &mut Texts) {
    for text in texts.iter_mut() {
        text.text = plain(&text.text);
    }
    texts.retain(|text| !text.text.is_empty());
}

fn rich(texts: &mut Texts, platform: &Platform) {
    let policy = Policy { base: &platform.url, image_hosts: &platform.image_hosts, images: 1 };
    for text in texts.iter_mut() {
        text.text = write(&nodes(&text.text, &policy));
    }
    texts.retain(|text| !text.text.is_empty());
}

/// The QR code of an address, in the form of the pack. Medium correction, for paper on a notice board.
fn qr(url: &str) -> Result<Qr> {
    let code = QrCode::encode_text(url, QrCodeEcc::Medium)
        .with_context(|| format!("{url} is too long for a QR code"))?;
    let size = code.size();
    let mut bits = String::new();
    for y in 0..size {
        for x in (0..size).step_by(4) {
            let dark = |offset: i32| u32::from(code.get_module(x + offset, y));
            let digit = dark(0) << 3 | dark(1) << 2 | dark(2) << 1 | dark(3);
            bits.extend(char::from_digit(digit, 16));
        }
    }
    Ok(Qr { url: url.to_owned(), size: size.unsigned_abs(), bits })
}

#[cfg(test)]
mod tests {
    use super::*;
    use commune_consultation::data::pack::{Component, Kind, Text};
    use commune_consultation::model::qr::path;

    #[test]
    fn hostile_texts_do_not_reach_the_pack() {
        let text = |text: &str| vec![Text { lang: "fr".into(), text: text.into(), machine: false }];
        let mut pack = Pack {
            platform: Platform { url: "https://p.example.org".into(), ..Platform::default() },
            processes: vec![Process {
                slug: "a".into(),
                title: text("<b>A</b><script>x</script>"),
                summary: text(
                    "<p onclick=x>Un <a href=javascript:x>lien</a> gid://a/b</p><script>x</script>",
                ),
                description: text("<script>x</script>"),
                files: vec![
                    Attachment { url: "javascript:x".into(), ..Attachment::default() },
                    Attachment {
                        url: "https://p.example.org/a.pdf".into(),
                        title: text("<i>Plan</i><script>x</script>"),
                        ..Attachment::default()
                    },
                ],
                components: vec![Component {
                    kind: Kind::Proposals,
                    items: vec![
                        Item { body: text("<img src=https://evil.example/x>oui"), ..Item::default() },
                        Item { state: "withdrawn".into(), ..Item::default() },
                    ],
                    ..Component::default()
                }],
                ..Process::default()
            }],
            ..Pack::default()
        };
        super::pack(&mut pack).unwrap();
        let process = &pack.processes[0];
        assert_eq!(process.title[0].text, "A");
        assert_eq!(process.summary[0].text, "<p>Un lien</p>");
        assert!(process.description.is_empty());
        let files: Vec<&str> = process.files.iter().map(|file| file.title[0].text.as_str()).collect();
        assert_eq!(files, ["Plan"]);
        assert_eq!(process.components[0].items.len(), 1);
        assert_eq!(process.components[0].items[0].body[0].text, "<p>oui</p>");
        let qr = process.qr.as_ref().unwrap();
        assert_eq!(qr.url, "https://p.example.org/processes/a?locale=fr");
        assert!(path(qr).starts_with("M4 4h7v1H4z"), "the finder pattern: {}", path(qr));
    }
}
