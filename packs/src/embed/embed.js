// Beside every embed page: takes `?lang=` and `?appearance=` from its address, tells the page around it its
// height, offers the whole page where it gets less, and opens links outside the frame. It works sandboxed without
// an origin of its own. Messages have the form of WordPress's own embeds (wp-includes/js/wp-embed-template.js),
// which other pages can listen to as well.
(() => {
  'use strict';
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const one = (name, known) => known.find((value) => value === asked.get(name));
  root.lang = one('lang', ['fr', 'nl', 'en']) ?? root.lang;
  root.dataset.appearance = one('appearance', ['light', 'dark', 'auto']) ?? 'light';
  if (window.parent === window) return;

  // WordPress names each frame by a secret in its fragment, which it may add after the page has loaded.
  const secret = () => /secret=([a-zA-Z0-9]+)/.exec(location.hash)?.[1];
  // A height is no secret: any page may hold the frame.
  const tell = (message, value) => window.parent.postMessage({ message, value, secret: secret() }, '*');

  // WordPress without our plugin gives 1,000 pixels at most, other pages a height of their own: the frame scrolls
  // then, and a link leads to the same page without a frame. It shows once the page around has had time to answer.
  const WHOLE = {
    fr: 'Voir ce service en pleine page',
    nl: 'Deze dienst op een volledige pagina bekijken',
    en: 'See this service on a full page',
  };
  const whole = document.createElement('a');
  whole.className = 'whole';
  whole.href = location.href.split('#')[0];
  whole.textContent = WHOLE[root.lang] ?? WHOLE.fr;
  whole.hidden = true;

  let told, since;
  const height = (again) => {
    const own = whole.getBoundingClientRect().height;
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    const key = now + ' ' + secret();
    if (again || key !== told) tell('height', now);
    if (key !== told) since = Date.now();
    told = key;
    // Its own height does not count, else it would come and go.
    if (innerHeight + 1 >= now - own) whole.hidden = true;
    else if (Date.now() - since > 1000) whole.hidden = false;
  };

  addEventListener('message', (event) => {
    if (event.source === window.parent && event.data?.message === 'ready') height(true);
  });
  addEventListener('DOMContentLoaded', () => {
    document.body.prepend(whole);
    // At once: WordPress hides the frame until it has a height, and a hidden widget does not load.
    height(true);
    new ResizeObserver(() => height()).observe(document.body);
    // Observers rest in a frame that is hidden or out of sight.
    setInterval(height, 400);
  });
  addEventListener('load', () => height(true));

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((node) => node.localName === 'a' && node.href);
    if (!link || link.hasAttribute('download') || !/^https?:$/.test(link.protocol)) return;
    if (link !== whole && link.href.split('#')[0] === location.href.split('#')[0]) return;
    event.preventDefault();
    let opened;
    // Where a sandbox forbids it, Firefox throws; the others answer with nothing.
    try {
      opened = window.open(link.href, '_blank');
    } catch {}
    // WordPress, which forbids new windows, follows links of the frame's own host itself.
    if (opened) opened.opener = null;
    else if (secret() && link.host === location.host) tell('link', link.href);
    // Nowhere to go but here: then it says nothing true.
    else if (link === whole) whole.remove();
    else location.assign(link.href);
  });
})();
