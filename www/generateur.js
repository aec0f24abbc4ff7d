// The generator: the form's choices become the lines, and the widget itself below them. The address of the page
// with the choices in it (`?commune=59648&service=energie`) opens the form so.
import { copyButton } from './site.js';

const form = document.getElementById('generateur');
const view = document.getElementById('vue');
const code = (id) => document.getElementById(id);
const codes = ['element', 'div', 'wordpress-ligne', 'spip-ligne', 'hugo-ligne', 'iframe-ligne'].map(code);
const here = new URL('../', import.meta.url).href;

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

// The attributes of the element, in order.
function attributes(choice, { commune, lang, appearance }) {
  const all = [['insee', commune], ...choice.attributes];
  if (lang) all.push(['lang', lang]);
  if (appearance) all.push(['appearance', appearance]);
  return all;
}

function link(choice, { commune, name, lang }) {
  const { href, text, hreflang } = choice.links[lang || 'fr'];
  const fill = (words) => words.replace('{host}', here).replace('{insee}', commune).replace('{nom}', name);
  const foreign = lang === 'nl' || lang === 'en';
  return { href: fill(href), text: fill(text), marks: foreign ? ` lang="${lang}" hreflang="${hreflang}"` : '' };
}

function write(choice, given) {
  const { href, text, marks } = link(choice, given);
  const inner = `<a href="${href}"${marks}>${escape(text)}</a>`;
  const written = (prefix) => attributes(choice, given).map(([name, value]) => ` ${prefix}${name}="${escape(value)}"`).join('');
  const script = `<script type="module" src="${here}commune-widgets.js"></script>`;
  const tag = `commune-${choice.kind}`;
  code('element').textContent = `${script}\n<${tag}${written('')}>${inner}</${tag}>`;
  code('div').textContent = `${script}\n<div class="commune-widget" data-widget="${choice.kind}"${written('data-')}>${inner}</div>`;
}

// For tools that take no HTML. The plugins know communes by their names.
function writeForTools(choice, given) {
  const { commune, name, lang, appearance } = given;
  const quoted = attributes(choice, given).slice(1).map(([key, value]) => ` ${key}="${value}"`).join('');
  const piped = attributes(choice, given).slice(1).map(([key, value]) => `|${key === 'lang' ? 'langue' : key.replaceAll('-', '_')}=${value}`).join('');
  code('wordpress-ligne').textContent = `[commune_${choice.kind.replace('-', '_')} commune="${name}"${quoted}]`;
  const model = choice.kind.replace('energy', 'energie').replace('-', '_');
  code('spip-ligne').textContent = `<commune_${model}|commune=${name}${piped}>`;
  code('hugo-ligne').textContent = `{{< commune widget="${choice.kind}" commune="${name}"${quoted} >}}`;
  // The embed page shows the widget as it is for residents.
  code('cadre').hidden = choice.attributes.length > 0;
  const query = new URLSearchParams(Object.entries({ lang, appearance }).filter(([, value]) => value));
  const address = `${here}embed/${choice.kind}/${commune}.html${query.size ? '?' + query : ''}`;
  code('iframe-ligne').textContent =
    `<iframe src="${escape(address)}" title="${escape(`${choice.title} (${name})`)}" width="100%" height="700"></iframe>`;
}

// The same element changes in place as long as its kind stays.
function draw(choice, given) {
  const tag = `commune-${choice.kind}`;
  let element = view.firstElementChild;
  if (element?.localName !== tag) {
    element = document.createElement(tag);
    view.replaceChildren(element);
  }
  const { href, text } = link(choice, given);
  const a = document.createElement('a');
  a.href = href;
  a.textContent = text;
  element.replaceChildren(a);
  const wanted = new Map([...attributes(choice, given), ['heading-level', '3']]);
  for (const name of element.getAttributeNames()) if (!wanted.has(name)) element.removeAttribute(name);
  for (const [name, value] of wanted) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function update(choices) {
  const data = new FormData(form);
  const select = form.elements.commune;
  const given = {
    commune: select.value,
    name: select.selectedOptions[0].text,
    lang: data.get('lang'),
    appearance: data.get('appearance'),
  };
  const choice = choices[data.get('service')];
  write(choice, given);
  writeForTools(choice, given);
  draw(choice, given);
}

const answer = await fetch('generateur.json');
if (answer.ok) {
  const choices = await answer.json();
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field && [...(field.options ?? field)].some((option) => option.value === value)) field.value = value;
  }
  form.hidden = false;
  document.getElementById('resultat').hidden = false;
  for (const lines of codes) lines.parentElement.after(copyButton(lines));
  form.addEventListener('change', () => update(choices));
  form.addEventListener('submit', (event) => event.preventDefault());
  update(choices);
}
