// Loaded first on every test page: keeps what a scenario asks about later. It changes nothing that
// a widget could notice, apart from passing WebAssembly's two entry points through.
(() => {
  const probe = {
    violations: [], // securitypolicyviolation
    events: [], // commune-*
    errors: [], // uncaught, and unhandled rejections
    console: [], // what widgets and browsers log through console
    shifts: [], // layout shifts, Chromium only
    blanks: [], // moments at which a widget showed neither its fallback nor itself
    memories: [], // the memories of the WebAssembly modules that have started
  };
  window.communeProbe = probe;
  const now = () => Math.round(performance.now());

  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    probe.violations.push({ effectiveDirective, blockedURI, sourceFile, lineNumber, sample });
  });

  const heard = (event) => {
    let detail = null;
    try {
      detail = JSON.parse(JSON.stringify(event.detail ?? null));
    } catch (error) {
      detail = String(error);
    }
    const { type, bubbles, composed } = event;
    const target = event.target.localName;
    const told = { type, bubbles, composed, target, detail, at: now() };
    probe.events.push(told);
    // The frame that shows what was drawn comes after the event; only what moves later counts as moving.
    requestAnimationFrame(() => requestAnimationFrame(() => (told.shown = now())));
  };
  for (const name of ['commune-ready', 'commune-error']) document.addEventListener(name, heard);

  addEventListener('error', (event) => probe.errors.push(String(event.message || event.target?.src || event)));
  addEventListener('unhandledrejection', (event) => probe.errors.push(`rejection: ${event.reason}`));
  for (const level of ['debug', 'info', 'log', 'warn', 'error']) {
    const said = console[level];
    console[level] = (...words) => {
      probe.console.push({ level, text: words.map(String).join(' ') });
      said.apply(console, words);
    };
  }

  for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await real.apply(WebAssembly, given);
      // By its type: the build shortens the names of exports.
      const exports = Object.values((made.instance ?? made).exports);
      probe.memories.push(...exports.filter((value) => value instanceof WebAssembly.Memory));
      return made;
    };
  }

  if (PerformanceObserver.supportedEntryTypes?.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        probe.shifts.push({
          value: entry.value,
          at: Math.round(entry.startTime),
          input: entry.hadRecentInput,
          nodes: entry.sources.map(({ node }) => node?.localName ?? '?'),
        });
    }).observe({ type: 'layout-shift', buffered: true });
  }

  // A widget is blank when its box holds nothing to see: no fallback, no drawing.
  const watched = 'commune-energy, commune-consultation, commune-services, commune-cyber-quiz';
  const look = () => {
    if (probe.stopped) return;
    for (const element of document.querySelectorAll(watched)) {
      const had = element.communeSeen;
      const box = element.getBoundingClientRect();
      const shows = box.height > 0 || [...element.children].some((child) => child.getClientRects().length);
      if (shows) element.communeSeen = true;
      else if (had) probe.blanks.push({ kind: element.localName, at: now() });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
