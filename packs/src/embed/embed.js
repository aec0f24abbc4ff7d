// Beside every embed page: takes `?lang=` and `?appearance=` from its address, tells the page around it its
// height, and opens links outside the frame. It works sandboxed without an origin of its own. Messages have the
// form of WordPress's own embeds (wp-includes/js/wp-embed-template.js), which other pages can listen to as well.
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

  let told;
  const height = (again) => {
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    const key = now + ' ' + secret();
    if (again || key !== told) tell('height', now);
    told = key;
  };

  addEventListener('message', (event) => {
    if (event.source === window.parent && event.data?.message === 'ready') height(true);
  });
  addEventListener('DOMContentLoaded', () => {
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
    if (link.href.split('#')[0] === location.href.split('#')[0]) return;
    event.preventDefault();
    const opened = window.open(link.href, '_blank');
    // A sandbox may forbid new windows: WordPress then follows links of the frame's own host itself.
    if (opened) opened.opener = null;
    else if (secret() && link.host === location.host) tell('link', link.href);
    else location.assign(link.href);
  });
})();
