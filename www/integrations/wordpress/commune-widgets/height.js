// Gives each frame of an embed page the height of its content. Only frames of this plugin are changed, and only
// by the page that each of them shows.
(function () {
  'use strict';
  const frames = () => document.querySelectorAll('iframe.commune-embed');
  addEventListener('message', function (event) {
    const data = event.data;
    if (!data || data.message !== 'height' || !(data.value > 0)) return;
    for (const frame of frames())
      if (frame.contentWindow === event.source) frame.style.height = Math.min(Math.ceil(data.value), 20000) + 'px';
  });
  // A page that was there before this script tells its height once more.
  const ask = () => frames().forEach((frame) => frame.contentWindow.postMessage({ message: 'ready' }, '*'));
  ask();
  addEventListener('load', ask);
})();
