// What every script of the harness can use; see page.rs.
const ELEMENTS = 'commune-energy, commune-consultation, commune-services, commune-cyber-quiz';
const widget = (n = 0) => document.querySelectorAll(ELEMENTS)[n];
const tidy = (text) => (text ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim();
// The text that a widget shows, as laid out: nothing while its shadow root only passes the fallback on.
const drawn = (n = 0) => {
  const root = widget(n)?.shadowRoot;
  return tidy([...(root?.children ?? [])].map((child) => child.innerText).join('\n'));
};
const fallbackShows = (n = 0) => [...(widget(n)?.children ?? [])].some((child) => child.getClientRects().length > 0);
const deepActive = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
// The element that a press on the middle of this one would meet; of a larger one than the viewport, the middle
// of what is in sight.
const onTop = (element) => {
  const box = element.getBoundingClientRect();
  const middle = (from, to, limit) => (from >= limit || to <= 0 ? from : (Math.max(from, 0) + Math.min(to, limit)) / 2);
  const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  let top = document.elementFromPoint(x, y);
  while (top?.shadowRoot) {
    const inner = top.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === top) break;
    top = inner;
  }
  return top;
};
// Every element of a root and of the shadow roots below it.
const deep = function* (root, selector) {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches(selector)) yield element;
    if (element.shadowRoot) yield* deep(element.shadowRoot, selector);
  }
};
// Laid out, and not in a closed part of the page.
const visible = (element) => element.getClientRects().length > 0 && (element.checkVisibility?.() ?? true);
// A short name for a control: its label, else what it shows.
const labelled = (element) =>
  (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => element.getRootNode().getElementById?.(id)?.innerText ?? '').join(' ').trim();
const called = (element) =>
  tidy(element.getAttribute('aria-label') || labelled(element) || element.labels?.[0]?.innerText || element.innerText || element.title || element.value || '');
