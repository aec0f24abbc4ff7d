// The search: every part of every page, read when somebody searches. A part that has all words counts; words in
// its heading or the page's title count more, then how often they come.
const box = document.getElementById('q');
const list = document.getElementById('trouve');
const count = document.getElementById('compte');
let rows;

const fold = (text) =>
  text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/œ/g, 'oe').replace(/’/g, "'");

async function read() {
  const answer = await fetch('recherche.json');
  if (!answer.ok) throw new Error(answer.status);
  const found = await answer.json();
  return found.map(([file, title, id, heading, text]) => ({
    file, title, id, heading, text, head: fold(`${title} ${heading}`), body: fold(text),
  }));
}

function score(row, words) {
  let sum = 0;
  for (const word of words) {
    const own = (row.head.includes(word) ? 10 : 0) + Math.min(5, row.body.split(word).length - 1);
    if (!own) return 0;
    sum += own;
  }
  return sum;
}

function show({ row }, words) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const text = document.createElement('p');
  link.href = row.file + (row.id && '#' + row.id);
  link.textContent = row.heading && row.heading !== row.title ? `${row.title}\u00a0: ${row.heading}` : row.title;
  const at = Math.max(0, row.body.indexOf(words[0]) - 60);
  text.textContent = (at ? '… ' : '') + row.text.slice(at, at + 160) + (row.text.length > at + 160 ? ' …' : '');
  item.append(link, text);
  return item;
}

async function search() {
  const words = fold(box.value).split(/[^a-z0-9-]+/).filter((word) => word.length > 1);
  list.replaceChildren();
  if (!words.length) return void (count.textContent = '');
  try {
    rows ??= await read();
  } catch {
    return void (count.textContent = 'La recherche ne répond pas. Toutes les pages sont dans le menu.');
  }
  const found = rows.map((row) => ({ row, score: score(row, words) })).filter((hit) => hit.score);
  found.sort((a, b) => b.score - a.score);
  list.replaceChildren(...found.slice(0, 20).map((hit) => show(hit, words)));
  const number = found.length > 20 ? `${found.length} réponses, voici les 20 premières` : `${found.length} réponse${found.length > 1 ? 's' : ''}`;
  count.textContent = found.length ? `${number}.` : 'Aucune réponse. Essayez un autre mot.';
}

let timer;
box.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(search, 250);
});
box.form.addEventListener('submit', (event) => {
  event.preventDefault();
  search();
});
// What somebody wrote before this script came counts too.
box.value ||= new URLSearchParams(location.search).get('q') ?? '';
search();
