// Any widget in an iframe, for pages that take no script: embed.html?widget=energy&insee=59648&lang=fr. It works
// sandboxed (allow-scripts alone, so with a null origin). frame.js, beside it, tells the page around its height.
import './commune-widgets.js';

// Written by `cargo xtask release`: the attributes that an address may set, by widget. No address of another host
// and no free text is among them, else anyone could make this page say what they like.
const ATTRIBUTES = {};
// Plain pages by widget: true for one per commune, else their names.
const PAGES = {};

const LINK = {
  fr: 'Voir les mêmes informations sur une page simple',
  nl: 'Dezelfde informatie op een eenvoudige pagina bekijken',
  en: 'See the same information on a plain page',
};
const UNKNOWN = {
  fr: 'Ce service n’existe pas. L’adresse de cette page est sans doute incomplète.',
  nl: 'Deze dienst bestaat niet. Het adres van deze pagina is waarschijnlijk onvolledig.',
  en: 'There is no such service. The address of this page is probably incomplete.',
};

const query = new URLSearchParams(location.search);
const widget = query.get('widget');
const { lang } = document.documentElement;

function add(name, text, parent = document.body) {
  const element = document.createElement(name);
  element.textContent = text;
  parent.append(element);
  return element;
}

if (Object.hasOwn(ATTRIBUTES, widget)) {
  const element = document.createElement('commune-' + widget);
  element.setAttribute('heading-level', '1');
  for (const name of ATTRIBUTES[widget]) if (query.has(name)) element.setAttribute(name, query.get(name));
  const pages = PAGES[widget];
  const insee = query.get('insee');
  const bank = `${query.get('audience') || 'residents'}.${lang}`;
  const name = pages === true ? /^[0-9][0-9AB][0-9]{3}$/.test(insee) && insee : pages?.includes(bank) && bank;
  if (name) add('a', LINK[lang], element).href = `packs/${widget}/1/${name}.html`;
  // The frame is called as the widget calls itself.
  element.addEventListener('commune-ready', () => {
    const title = element.shadowRoot.querySelector('[part~="title"]');
    if (title) document.title = title.textContent;
  });
  document.body.append(element);
} else {
  add('p', UNKNOWN[lang]);
}
