//! Sizes: of targets, of the page, of the memory.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::Page;

/// Something that can be pressed, and its box.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its tag and what it is called.
    pub name: String,
    /// Width of its box, in CSS pixels.
    pub width: f64,
    /// Height of its box, in CSS pixels.
    pub height: f64,
    /// Whether it is a link within a sentence, whose height the line sets: the exception
    /// 'inline' of WCAG 2.5.8.
    pub inline: bool,
}

impl Target {
    /// At least 24 by 24 CSS pixels (WCAG 2.2, 2.5.8), or excepted.
    #[must_use]
    pub fn is_large_enough(&self) -> bool {
        // Boxes are fractions: 23.99 is 24 after rounding of the layout.
        self.inline || (self.width >= 23.99 && self.height >= 23.99)
    }
}

/// What a page holds in memory, after a forced collection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heap {
    /// Used JavaScript heap, in bytes.
    pub js: f64,
    /// Memories of all WebAssembly modules, in bytes.
    pub wasm: f64,
}

impl Page {
    /// Every target within widgets that is laid out, in document order.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn targets(&self) -> Result<Vec<Target>> {
        self.settle().await?;
        let list = self.js(TARGETS, Value::Null).await?;
        let list = list.as_array().cloned().unwrap_or_default();
        Ok(list
            .iter()
            .map(|target| Target {
                name: target["name"].as_str().unwrap_or_default().to_owned(),
                width: target["width"].as_f64().unwrap_or(0.0),
                height: target["height"].as_f64().unwrap_or(0.0),
                inline: target["inline"] == true,
            })
            .collect())
    }

    /// By how many pixels the page is wider than its viewport, and what sticks out.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn overflow(&self) -> Result<(f64, Vec<String>)> {
        self.settle().await?;
        let script = "const page = document.documentElement; const limit = page.clientWidth; \
            const up = (e) => e.parentElement ?? e.getRootNode().host; \
            const scrolls = (e) => { for (let at = up(e); at && at !== document.body; at = up(at)) \
              if (getComputedStyle(at).overflowX !== 'visible') return true; return false; }; \
            const right = (e) => Math.max(e.getBoundingClientRect().right, ...[...e.childNodes].flatMap((node) => { \
              if (node.nodeType !== 3) return []; \
              const range = document.createRange(); range.selectNode(node); \
              return [...range.getClientRects()].map((box) => box.right); })); \
            const out = []; for (const e of deep(document, '*')) { \
              if (visible(e) && right(e) > limit + 1 && !scrolls(e)) \
                out.push(`${e.localName}.${e.getAttribute('class') ?? ''} to ${Math.round(right(e))} ${called(e).slice(0, 30)}`); } \
            if (!out.length && page.scrollWidth > limit) for (const e of deep(document.body, '*')) { \
              const was = e.style.display; e.style.display = 'none'; \
              if (page.scrollWidth <= limit) out.unshift(`by leaving out ${e.localName}.${e.getAttribute('class') ?? ''}`); \
              e.style.display = was; } \
            return [page.scrollWidth - limit, out.slice(0, 8)];";
        let found = self.js(script, Value::Null).await?;
        Ok((found[0].as_f64().unwrap_or(0.0), serde_json::from_value(found[1].clone())?))
    }

    /// Text within widgets that is smaller than 12 px or that its box cuts off, with why.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn unreadable(&self) -> Result<Vec<String>> {
        self.settle().await?;
        Ok(serde_json::from_value(self.js(UNREADABLE, Value::Null).await?)?)
    }

    /// Texts within widgets that contrast less than WCAG 1.4.3 asks (4.5 to 1, 3 to 1 where
    /// large) with the ground behind them, the texts of pictures included, and how many texts
    /// were measured.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn pale(&self) -> Result<(Vec<String>, u64)> {
        self.settle().await?;
        let found = self.js(PALE, Value::Null).await?;
        Ok((serde_json::from_value(found[0].clone())?, found[1].as_u64().unwrap_or(0)))
    }

    /// The memory that is in use after a forced collection; Chromium only.
    ///
    /// # Errors
    /// In another engine.
    pub async fn heap(&self) -> Result<Heap> {
        // Twice, with a pause for what the first one has set free to be let go.
        for _ in 0..2 {
            self.cdp("HeapProfiler.collectGarbage", json!({})).await?;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
        let usage = self.cdp("Runtime.getHeapUsage", json!({})).await?;
        let js = usage["usedSize"].as_f64().context("no usedSize")?;
        let script =
            "return communeProbe.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);";
        let wasm = self.js(script, Value::Null).await?.as_f64().context("no memory")?;
        Ok(Heap { js, wasm })
    }
}

const TARGETS: &str = r#"
const found = [];
const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [role=button], [role=tab], [role=checkbox], [role=radio], [role=option], [role=slider]';
for (const host of document.querySelectorAll(ELEMENTS)) {
  if (!host.shadowRoot) continue;
  for (const element of deep(host.shadowRoot, selector)) {
    if (element.disabled || !visible(element)) continue;
    // A focusable heading or status takes the focus by script: it is not pressed.
    if (element.matches('[tabindex="-1"]:not(a, button, input, select, textarea, summary)')) continue;
    let boxes = [element.getBoundingClientRect()];
    // A press on its label counts as one on the control.
    for (const label of element.labels ?? []) boxes.push(label.getBoundingClientRect());
    const box = boxes.reduce((best, box) => (Math.min(box.width, box.height) > Math.min(best.width, best.height) ? box : best));
    // In a sentence: an inline box with text of the same block before or after it.
    const inline = element.localName === 'a' && getComputedStyle(element).display === 'inline' &&
      [...element.parentNode.childNodes].some((node) => node.nodeType === 3 && /[\p{L}\p{N}]/u.test(node.data));
    found.push({ name: `${element.localName} ${called(element).slice(0, 60)}`, width: box.width, height: box.height, inline });
  }
}
return found;
"#;

const UNREADABLE: &str = r#"
const bad = [];
for (const host of document.querySelectorAll(ELEMENTS)) {
  if (!host.shadowRoot) continue;
  for (const element of deep(host.shadowRoot, '*')) {
    if (!visible(element)) continue;
    const text = tidy([...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(' '));
    if (!text || element.localName === 'style') continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    // Text for screen readers only is cut off on purpose.
    if (box.width <= 2 || box.height <= 2) continue;
    const name = `${element.localName} ${JSON.stringify(text.slice(0, 50))}`;
    let size = parseFloat(style.fontSize);
    // SVG text is drawn at the picture's scale.
    const svg = element.ownerSVGElement;
    if (svg) {
      const matrix = element.getScreenCTM();
      if (matrix) size *= Math.hypot(matrix.a, matrix.b);
    }
    if (size < 11.99) bad.push(`${name}: ${size.toFixed(1)} px`);
    if (svg) continue;
    const rects = [...element.childNodes].filter((node) => node.nodeType === 3).flatMap((node) => {
      const range = document.createRange();
      range.selectNode(node);
      return [...range.getClientRects()];
    });
    const right = Math.max(...rects.map((rect) => rect.right));
    for (let at = element; at && at !== host; at = at.parentElement) {
      // A map lies under its frame: what the frame cuts comes into sight when the map is moved.
      if (at.matches('.leaflet-container')) break;
      const around = getComputedStyle(at);
      const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
      if (cuts(around.overflowY) && at.scrollHeight > at.clientHeight + 1 && at.clientHeight > 2)
        bad.push(`${name}: cut in height by ${at.localName} (${at.scrollHeight} > ${at.clientHeight})`);
      // What else the box cuts, such as the arrow side of a long select, is not this text.
      if (cuts(around.overflowX) && right > at.getBoundingClientRect().right + 1 && at.clientWidth > 2)
        bad.push(`${name}: cut in width by ${at.localName} (${at.scrollWidth} > ${at.clientWidth})`);
    }
    const lines = rects.map((rect) => Math.round(rect.top)).sort((a, b) => a - b);
    const steps = lines.slice(1).map((top, i) => top - lines[i]).filter((step) => step > 2);
    // Lines nearer than nine tenths of the text's own height run into each other.
    if (steps.some((step) => step < 0.9 * parseFloat(style.fontSize))) bad.push(`${name}: lines overlap`);
  }
}
return bad;
"#;

// Relative luminance and contrast: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
const PALE: &str = r#"
const bad = [];
let measured = 0;
const parse = (color) => {
  const parts = color.match(/[\d.]+/g)?.map(Number) ?? [];
  const scale = color.startsWith('color(srgb') ? 255 : 1;
  return { rgb: parts.slice(0, 3).map((part) => part * scale), alpha: parts[3] ?? 1 };
};
const luminance = ({ rgb }) => {
  const [r, g, b] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (element) => {
  for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
    const color = parse(getComputedStyle(at).backgroundColor);
    if (color.alpha === 1) return color;
  }
  return parse('rgb(255, 255, 255)');
};
for (const host of document.querySelectorAll(ELEMENTS)) {
  if (!host.shadowRoot) continue;
  for (const element of deep(host.shadowRoot, '*')) {
    const text = tidy([...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(' '));
    const box = element.getBoundingClientRect();
    if (!text || !visible(element) || box.width <= 2 || element.closest('[aria-hidden=true]:not(svg, svg *)')) continue;
    const style = getComputedStyle(element);
    const [front, back] = [parse(element.ownerSVGElement ? style.fill : style.color), ground(element)].map(luminance);
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    measured += 1;
    if (contrast < (large ? 3 : 4.5)) bad.push(`${element.localName} ${JSON.stringify(text.slice(0, 40))}: ${contrast.toFixed(2)}`);
  }
}
return [bad, measured];
"#;
