// The shell: the one script a commune pastes. It defines the elements, waits until one nears the
// viewport, loads the bundle that draws it, and keeps the light DOM in sight until that has worked.
// No dependency, no widget's knowledge: a bundle exports start, mount, update and release (mount.rs).
const VERSION = '0.1.0';
const BASE = import.meta.url;
// Of a release: the SHA-256 of each script, which begins what stands between its name and its ending, so that a cache
// may keep the file for ever; then the script that it imports of its own, if any. A bundle knows its side modules'.
const SUMS = {};
const KINDS = ['energy', 'consultation', 'services', 'cyber-quiz'];
// A removed element keeps its state this long, in case it is only being moved.
const RETURN_MS = 1000;
// A page's import map can name the addresses of three retries, and no more are asked for.
const RETRIES = 3;

const own = []; // the kinds this copy of the shell has defined
const loads = {}; // bundle name -> promise of its module
const tries = {}; // bundle name -> failed instances so far
let bundle; // 'all', or '' for one bundle per kind: decided at the first load

const digits = (sum) => [...atob(sum.slice(0, 7))].map((c) => c.charCodeAt().toString(16).padStart(2, 0)).join('');

// The address of a script, once the browser has compared the file with its hash: what is imported from that address
// next is what was compared. Nothing is imported after a refusal, since Chromium then runs what it has refused. WebKit
// does not compare what it preloads (docs/THREATS.md), so the file is fetched first; a cache gives it the second time.
async function checked(name, query) {
  const sum = SUMS[name]?.split(' ')[0];
  const link = document.createElement('link');
  link.href = new URL(`./${name}${sum ? '.' + digits(sum) : ''}.js${query}`, BASE);
  if (!sum) {
    if (Object.keys(SUMS).length) throw Error(name + ' is not of this release');
    return link.href;
  }
  link.integrity = 'sha256-' + sum;
  try {
    await fetch(link.href, { integrity: link.integrity });
    if (link.relList.supports('modulepreload'))
      await new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = reject;
        link.rel = 'modulepreload';
        link.crossOrigin = '';
        document.head.append(link);
      });
  } catch {
    throw Error(link.href + ' was refused');
  }
  return link.href;
}

async function importFrom(name, attempt) {
  if (attempt > RETRIES) throw Error('reload the page');
  const need = SUMS[name]?.split(' ')[1];
  // First: a script that is there already is not compared again.
  if (need) await checked(need, '');
  return import(await checked(name, attempt ? '?retry=' + attempt : ''));
}

// A module that failed stays in the browser's module map: a retry asks under another query.
function load(name) {
  return (loads[name] ??= importFrom(name, tries[name])
    .then(async (module) => {
      Object.assign(SUMS, module.SUMS);
      await module.default();
      module.start(BASE, importFrom, (message) => dead(module, name, message));
      return module;
    })
    .catch((error) => {
      forget(name);
      shared.failed = true;
      throw error;
    }));
}

function forget(name) {
  delete loads[name];
  tries[name] = (tries[name] || 0) + 1;
}

// What the library's publisher switched off and which communes have settings, then the settings of one: small
// files that a widget does without where they do not come. The first is asked for anew by each page, so that a
// switch acts at once.
async function ask(file, cache) {
  try {
    const url = new URL(`./packs/communes/1/${file}.json`, BASE);
    const answer = await fetch(url, { cache, credentials: 'omit', signal: AbortSignal.timeout?.(4000) });
    return (answer.ok && (await answer.json())) || {};
  } catch {
    return {};
  }
}
let index; // promise of the first
const chosen = {}; // INSEE code -> promise of the second

async function settings(kind, element) {
  const { off = {}, communes = [] } = await (index ??= ask('index', 'no-cache'));
  const why = off[kind] || off.all;
  if (why) throw Object.assign(Error('switched off by the publisher: ' + why), { reason: 'off' });
  const code = element.getAttribute('insee')?.trim();
  return communes.includes?.(code) ? (chosen[code] ??= ask(code)) : undefined;
}

// A panic leaves the module's memory in an unknown state: all its elements fall back.
function dead(module, name, message) {
  forget(name);
  for (const element of shared.live) element.abandon(module, message);
}

function choose(kind) {
  if (bundle === undefined) {
    const present = own.filter((k) => document.querySelector(`commune-${k},.commune-widget[data-widget="${k}"]`));
    bundle = present.length > 1 ? 'all' : '';
  }
  return bundle || kind;
}

const near = new IntersectionObserver(
  (entries) => entries.forEach((entry) => entry.isIntersecting && entry.target.retry()),
  { rootMargin: '400px' },
);

// One observer for every element: a change of attributes reaches the widget in place. A change of the
// page's language reaches all of them.
const watch = new MutationObserver((records) => {
  for (const target of new Set(records.map((record) => record.target))) {
    if (target.refresh) target.refresh();
    else if (target === document.documentElement) shared.live.forEach((element) => element.refresh());
    else mirror(target, target.querySelector(':scope > [data-commune-child]'));
  }
});

// Connected elements of ours, and what loads their bundles. Once a bundle of this copy did not come or was refused, a
// later copy of the shell takes both: the elements stay, and its bundles draw them. A loader starts the release before
// so (docs/THREATS.md).
let shared = { live: new Set(), load };

const again = () => shared.live.forEach((element) => element.isConnected && element.retry());

const define = (kind) =>
  class extends HTMLElement {
    static version = VERSION;
    static shared = shared;
    #module; // the bundle that draws this element
    #id; // what that bundle calls it
    #waiting; // a load under way
    #leaving; // the timer of a removal

    connectedCallback() {
      clearTimeout(this.#leaving);
      shared.live.add(this);
      watch.observe(this, { attributes: true });
      if (this.#module) this.refresh();
      else near.observe(this);
    }

    disconnectedCallback() {
      near.unobserve(this);
      this.#leaving = setTimeout(() => {
        shared.live.delete(this);
        if (!this.#module) return;
        this.#module.release(this.#id);
        this.#module = undefined;
        // Should it come back after all, its light DOM shows until it is drawn again.
        this.shadowRoot.replaceChildren(document.createElement('slot'));
      }, RETURN_MS);
    }

    // Loads and draws, if that has not been done; after a failure, tries once more with a fresh instance.
    async retry() {
      near.unobserve(this);
      if (this.#module || this.#waiting) return;
      this.#waiting = true;
      const { load } = shared;
      try {
        const [module, own] = await Promise.all([load(choose(kind)), settings(kind, this)]);
        if (this.isConnected) {
          this.#id = module.mount(kind, this, own);
          this.#module = module;
        }
      } catch (error) {
        if (load === shared.load) this.#fail(error.reason || 'load', error);
        else setTimeout(() => this.retry());
      }
      this.#waiting = false;
    }

    async refresh() {
      if (this.#module) {
        const own = await settings(kind, this);
        this.#module?.update(this.#id, own);
      } else if (this.shadowRoot) this.retry();
    }

    abandon(module, message) {
      if (this.#module !== module) return;
      this.#module = undefined;
      this.#fail('panic', message);
    }

    #fail(reason, error) {
      this.shadowRoot?.replaceChildren(document.createElement('slot'));
      console.error(`commune-widgets ${VERSION}: <commune-${kind}>`, error);
      const detail = { kind, reason, message: String(error) };
      this.dispatchEvent(new CustomEvent('commune-error', { detail, bubbles: true, composed: true }));
    }
  };

// `<div class="commune-widget" data-widget="energy" data-insee="…">` survives where a CMS strips unknown
// tags: it is given one element, marked so that it is never given another, that takes its content.
function mirror(div, element) {
  if (!element) return;
  for (const { name, value } of div.attributes) {
    const attribute = name.startsWith('data-') && name.slice(5);
    if (attribute && attribute !== 'widget' && element.getAttribute(attribute) !== value)
      element.setAttribute(attribute, value);
  }
  for (const name of element.getAttributeNames())
    if (name !== 'data-commune-child' && !div.hasAttribute('data-' + name)) element.removeAttribute(name);
}

function upgrade() {
  for (const div of document.querySelectorAll('.commune-widget[data-widget]')) {
    const kind = div.dataset.widget;
    if (!own.includes(kind) || div.querySelector(':scope > [data-commune-child]')) continue;
    const element = document.createElement('commune-' + kind);
    element.dataset.communeChild = '';
    mirror(div, element);
    element.append(...div.childNodes);
    div.append(element);
    watch.observe(div, { attributes: true });
  }
}

// Where the browser cannot draw a widget (no WebAssembly, no constructable style sheets), the page keeps
// its links.
if (self.WebAssembly && 'adoptedStyleSheets' in document) {
  const defined = (kind) => customElements.get('commune-' + kind);
  const former = KINDS.map(defined).find((first) => first?.shared?.failed);
  if (former) {
    shared = Object.assign(former.shared, { load });
    again();
  }
  for (const kind of KINDS) {
    const first = defined(kind);
    if (first?.shared === shared) {
      first.version = VERSION;
      console.info(`commune-widgets ${VERSION}: takes <commune-${kind}> over (${BASE})`);
    } else if (first) {
      console.info(`commune-widgets ${VERSION}: <commune-${kind}> is already defined by ${first.version}; this copy stands back (${BASE})`);
    } else {
      customElements.define('commune-' + kind, define(kind));
      own.push(kind);
    }
  }
  if (own.length) {
    console.info(`commune-widgets ${VERSION}: defines ${own.join(', ')} (${BASE})`);
    upgrade();
    new MutationObserver(upgrade).observe(document, { childList: true, subtree: true });
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });
    addEventListener('online', again);
  }
}
