use super::*;
use crate::hash::sri;
use crate::testing::{Folder, release};

fn at(day: u32) -> Timestamp {
    format!("2026-11-{day:02}T08:00:00Z").parse().unwrap()
}

/// A folder with three releases, and an empty channel.
fn host() -> Folder {
    let folder = Folder::new("host");
    for version in ["1.0.0", "1.1.0", "1.2.0-rc.1"] {
        release(&folder, version, version);
    }
    fs::create_dir_all(folder.path("channel")).unwrap();
    folder
}

#[test]
fn a_release_is_promoted_taken_back_and_renewed() {
    let (host, key) = (host(), Key::throwaway().unwrap());
    let folder = host.path("channel");
    let channel = Channel::new(&folder, &key, Vec::new()).unwrap();
    assert_eq!(channel.read().unwrap(), None);
    assert!(channel.rollback(at(1)).is_err());
    let versions = |manifest: &Manifest| {
        (manifest.current.version.clone(), manifest.previous.clone().map(|entry| entry.version))
    };
    let some = |version: &str| Some(version.to_owned());

    let first = channel.promote(&host.path("1.0.0"), at(1)).unwrap();
    assert_eq!(versions(&first), ("1.0.0".to_owned(), None));
    assert_eq!(first.current.shell, sri(b"shell of 1.0.0"));
    assert!(channel.rollback(at(1)).is_err());
    let second = channel.promote(&host.path("1.1.0"), at(2)).unwrap();
    assert_eq!(versions(&second), ("1.1.0".to_owned(), some("1.0.0")));
    assert!(channel.promote(&host.path("1.0.0"), at(3)).unwrap_err().to_string().contains("not later"));

    let back = channel.rollback(at(3)).unwrap();
    assert_eq!(versions(&back), ("1.0.0".to_owned(), None));
    assert!(channel.rollback(at(3)).is_err(), "what was taken back would be shown again");
    let renewed = channel.resign(at(10), Some(vec!["cyber-quiz".to_owned()])).unwrap();
    assert_eq!(renewed.expires, "2026-11-24T08:00:00Z");
    assert_eq!(channel.read().unwrap(), Some(renewed));
    // A repaired 1.1.0 has another version; what is off stays off.
    let third = channel.promote(&host.path("1.2.0-rc.1"), at(11)).unwrap();
    assert_eq!(third.off, ["cyber-quiz"]);
    assert_eq!(versions(&third), ("1.2.0-rc.1".to_owned(), some("1.0.0")));
    let left: Vec<_> = release::files(&folder).unwrap();
    assert!(!left.iter().any(|path| path.contains(".partial-") || path.contains("demo/")), "{left:?}");
    assert!(left.contains(&"1.1.0/packs/energy/1/59648.json".to_owned()), "{left:?}");
}

#[test]
fn nothing_that_another_has_signed_is_signed_anew() {
    let (host, key, next) = (host(), Key::throwaway().unwrap(), Key::throwaway().unwrap());
    let folder = host.path("channel");
    Channel::new(&folder, &key, Vec::new()).unwrap().promote(&host.path("1.0.0"), at(1)).unwrap();
    let stranger = Channel::new(&folder, &next, Vec::new()).unwrap();
    assert!(stranger.promote(&host.path("1.1.0"), at(2)).is_err());
    assert!(stranger.resign(at(2), None).is_err());
    // A change of keys: the new one, and the public half of the one before.
    let successor = Channel::new(&folder, &next, vec![key.public().unwrap()]).unwrap();
    successor.promote(&host.path("1.1.0"), at(2)).unwrap();
    assert!(Channel::new(&folder, &key, Vec::new()).unwrap().read().is_err());
}

#[test]
fn a_release_that_is_not_whole_is_neither_shown_nor_shown_again() {
    let (host, key) = (host(), Key::throwaway().unwrap());
    let folder = host.path("channel");
    let channel = Channel::new(&folder, &key, Vec::new()).unwrap();
    channel.promote(&host.path("1.0.0"), at(1)).unwrap();
    fs::remove_file(host.path("1.1.0/energy.0a.js")).unwrap();
    assert!(channel.promote(&host.path("1.1.0"), at(2)).is_err());
    release(&host, "1.1.0", "1.1.0");
    channel.promote(&host.path("1.1.0"), at(2)).unwrap();
    host.write("channel/1.0.0/energy.0a.js", "tampered");
    assert!(channel.rollback(at(3)).is_err());
    assert_eq!(channel.read().unwrap().unwrap().current.version, "1.1.0");
    // Another release under a version that was shown.
    host.write("1.0.0/integrity.json", "{}");
    assert!(channel.promote(&host.path("1.0.0"), at(3)).is_err());
}

#[test]
fn minisign_itself_accepts_the_signed_file() {
    let (host, key) = (host(), Key::throwaway().unwrap());
    let folder = host.path("channel");
    Channel::new(&folder, &key, Vec::new()).unwrap().promote(&host.path("1.0.0"), at(1)).unwrap();
    let public = host.write("key.pub", &key.public().unwrap().to_box().unwrap().into_string());
    let mut command = std::process::Command::new("minisign");
    command.arg("-V").arg("-p").arg(public).arg("-x").arg(folder.join(FILE));
    let Ok(output) = command.arg("-m").arg(folder.join("1.0.0").join(INTEGRITY)).output() else {
        eprintln!("skipped: the program minisign is not installed");
        return;
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told} {}", String::from_utf8_lossy(&output.stderr));
    assert!(told.contains(r#"Trusted comment: {"schema":"commune-widgets/channel/1""#), "{told}");
}
