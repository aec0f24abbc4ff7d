//! Saving what is on screen, made in the browser: nothing is asked of any host.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A table as CSV: `;` between fields as spreadsheets in French and Dutch expect, and the byte order mark
/// that makes them read UTF-8.
pub fn csv(head: &[String], rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)) {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                out.push(';');
            }
            push_field(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out
}

fn push_field(out: &mut String, cell: &str) {
    // A spreadsheet runs what opens with these signs.
    let formula = cell.starts_with(['=', '+', '@', '\t', '\r']);
    if formula || cell.contains([';', '"', '\n', '\r']) {
        out.push('"');
        if formula {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

/// Offers `content` as a file named `name`.
pub fn save(name: &str, mime: &str, content: &str) {
    let parts = Array::of1(&content.into());
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &kind) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(anchor) = document.and_then(|document| document.create_element("a").ok()) {
        let anchor: HtmlAnchorElement = anchor.unchecked_into();
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser has taken the blob by the time the timer fires; revoking at once cancels it in WebKit.
    gloo_timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
}
