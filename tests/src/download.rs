//! What a page offers to save.

use anyhow::Result;
use serde_json::Value;

use crate::Page;

/// A file as a page offered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its suggested name.
    pub name: String,
    /// Its content as text; the address where that is a `data:` URL.
    pub text: String,
}

impl Page {
    /// From now on keeps what the page offers to save, in the place of the browser's own saving,
    /// which headless engines do each in another way: see [`Page::downloads`].
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn catch_downloads(&self) -> Result<()> {
        let script = "const blobs = new Map(); window.caught = []; \
            const make = URL.createObjectURL; \
            URL.createObjectURL = (blob) => { const url = make.call(URL, blob); blobs.set(url, blob); return url; }; \
            const click = HTMLAnchorElement.prototype.click; \
            HTMLAnchorElement.prototype.click = function () { \
              if (!this.hasAttribute('download')) return click.call(this); \
              window.caught.push({ name: this.download, from: blobs.get(this.href) ?? this.href }); };";
        self.js(script, Value::Null).await.map(drop)
    }

    /// What the page has offered to save since [`Page::catch_downloads`], in order.
    ///
    /// # Errors
    /// When that was not called on this page.
    pub async fn downloads(&self) -> Result<Vec<Download>> {
        let script = "const list = []; for (const { name, from } of window.caught) \
            list.push([name, typeof from === 'string' ? from : await from.text()]); return list;";
        let list: Vec<(String, String)> = serde_json::from_value(self.js_async(script, Value::Null).await?)?;
        Ok(list.into_iter().map(|(name, text)| Download { name, text }).collect())
    }
}
