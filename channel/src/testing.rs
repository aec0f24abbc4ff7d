//! What the tests of this crate share.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that goes with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let rank = LAST.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("channel-{name}-{}-{rank}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub(crate) fn write(&self, path: &str, content: &str) -> PathBuf {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(&file, content).unwrap();
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// A release of two files, below a path of the folder.
pub(crate) fn release(folder: &Folder, path: &str, version: &str) {
    let files = [("commune-widgets.js", format!("shell of {version}")), ("energy.0a.js", "glue".to_owned())];
    let mut hashes = serde_json::Map::new();
    for (name, content) in &files {
        folder.write(&format!("{path}/{name}"), content);
        hashes.insert((*name).to_owned(), crate::hash::sri(content.as_bytes()).into());
    }
    let list = serde_json::json!({ "version": version, "files": hashes });
    folder.write(&format!("{path}/integrity.json"), &list.to_string());
    folder.write(&format!("{path}/packs/energy/1/59648.json"), r#"{"demo": false}"#);
    folder.write(&format!("{path}/demo/index.html"), "made up");
}
