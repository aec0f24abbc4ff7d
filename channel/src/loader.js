// The loader: the frozen script that a page names once, by its hash. It finds out which release the channel shows,
// and starts that release's shell once the browser has compared it with the hash that we have signed. Whatever is
// wrong, nothing of it runs: the release before, else the page's own content stays. See docs/THREATS.md.
const KEYS = []; // public keys of minisign: the one in use, and the one that waits
const FLOOR = '0.0.0'; // no release before this one is started, whoever has signed it
const LIFE = 14 * 864e5; // no manifest is believed for longer

const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt());

const refuse = (why) => {
  throw Error(why);
};

// Versions as numbers that compare. A release candidate comes before its release.
function rank(version) {
  const parts = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})(-[\da-z.-]+)?$/i.exec(version) || refuse(`no version: ${version}`);
  return parts[1] * 1e8 + parts[2] * 1e4 + +parts[3] - (parts[4] ? 0.5 : 0);
}

// The manifest is the trusted comment of a minisign signature: of its four lines the last one signs the second's
// signature and the third's text, by plain Ed25519.
async function manifest(keys) {
  const answer = await fetch(new URL('channel.minisig', import.meta.url), { cache: 'no-cache', credentials: 'omit' });
  if (!answer.ok) refuse(`channel.minisig: status ${answer.status}`);
  const [, signature, comment, whole] = (await answer.text()).split('\n');
  const text = comment.replace(/^trusted comment: /, '');
  const signed = new Uint8Array([...bytes(signature).slice(10), ...new TextEncoder().encode(text)]);
  const tried = keys.map((key) => crypto.subtle.verify('Ed25519', key, bytes(whole), signed));
  if (!(await Promise.all(tried)).includes(true)) refuse('channel.minisig is not signed by us');
  const told = JSON.parse(text);
  const end = Date.parse(told.expires);
  if (told.schema !== 'commune-widgets/channel/1') refuse(`channel.minisig is ${told.schema}`);
  if (!(end - Date.parse(told.issued) <= LIFE)) refuse('channel.minisig lasts too long');
  if (!(Date.now() < end)) refuse(`channel.minisig ended at ${told.expires}`);
  return told;
}

// What may be started, the first choice first. A browser without Ed25519 gets what the page itself pins, if anything.
async function choices() {
  let keys;
  try {
    const read = (key) => crypto.subtle.importKey('raw', bytes(key).slice(10), 'Ed25519', false, ['verify']);
    keys = await Promise.all(KEYS.map(read));
  } catch {
    const tag = [...document.scripts].find((script) => script.src === import.meta.url);
    const { version, shell } = tag?.dataset || {};
    return version ? [{ version, shell }] : refuse('this browser or page (http?) cannot check signatures');
  }
  const { current, previous, off = [] } = await manifest(keys);
  // An element that is taken is left alone by the shell: its content stays.
  for (const kind of off)
    if (!customElements.get('commune-' + kind))
      customElements.define('commune-' + kind, class extends HTMLElement { static version = 'off'; });
  return previous ? [current, previous] : [current];
}

// The address is made of the version alone: it is always beside this script. Without a whole hash the browser would
// compare nothing. What is imported after `load` is what was compared; after an error Chromium would run it all the
// same. WebKit does not compare what it preloads (docs/THREATS.md), so the file is fetched first.
async function start({ version, shell }) {
  if (rank(version) < rank(FLOOR)) refuse(`${version} is under ${FLOOR}`);
  const link = document.createElement('link');
  if (!/^sha384-[\w+/]{64}$/.test(shell) || !link.relList.supports('modulepreload')) refuse('nothing to compare by');
  link.rel = 'modulepreload';
  link.crossOrigin = '';
  link.integrity = shell;
  link.href = new URL(`${version}/commune-widgets.js`, import.meta.url);
  const wrong = () => refuse(`${link.href} did not come, or is not what was signed`);
  await fetch(link.href, { integrity: shell, cache: 'no-cache' }).catch(wrong);
  await new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  }).catch(wrong);
  await import(link.href);
}

let left = [];

// Starts the first of what is left that can be.
async function next() {
  let why;
  for (let choice; (choice = left.shift()); )
    try {
      return await start(choice);
    } catch (error) {
      console.warn(`commune-widgets: ${(why = error)}`);
    }
  throw why;
}

try {
  left = await choices();
  await next();
  // A shell runs. Where a bundle of its release does not come or is refused, the shell of the release before takes its
  // elements over.
  document.addEventListener('commune-error', ({ detail }) => {
    if (left.length && customElements.get('commune-' + detail?.kind)?.shared?.failed) next().catch(() => {});
  });
} catch (error) {
  console.error(`commune-widgets: no release is started: ${error}`);
  const detail = { kind: 'loader', reason: 'channel', message: String(error) };
  document.dispatchEvent(new CustomEvent('commune-error', { detail }));
}
