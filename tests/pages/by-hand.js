// A shadow root without the library: the harness tries its own eyes on it.
const sheet = new CSSStyleSheet();
sheet.replaceSync('.wide { width: 900px } .pale { color: #ccc; background: #fff } button { min-height: 24px }');
const hand = document.querySelector('#hand');
const box = document.createElement('div');
box.append(...hand.childNodes);
const root = hand.attachShadow({ mode: 'open' });
root.adoptedStyleSheets = [sheet];
root.append(box);
