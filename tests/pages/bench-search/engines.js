// The three engines, each with the same steps: `load` answers how long its loading took in milliseconds,
// `loadRecords` adds what a list of hits shows, `find` gives the identifiers of the ten best records.

import start, { Search } from '/pkg/search.js';
import MiniSearch from '/minisearch.js';
import FlexSearch from '/flexsearch.mjs';

const FIELDS = ['title', 'keywords', 'description', 'place'];
const REPEATS = 5;

const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
const timed = async (times, run) => {
  await pause();
  const begin = performance.now();
  const result = run();
  times.push(performance.now() - begin);
  return result;
};
const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

const documents = async () => (await fetch('/bench/documents.json')).json();

// All files in one, after a line of JSON with their names and lengths.
const files = async () => {
  const bytes = new Uint8Array(await (await fetch('/bench/index.bin')).arrayBuffer());
  const end = bytes.indexOf(10);
  const names = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  let at = end + 1;
  return names.map(([name, length]) => [name, bytes.subarray(at, (at += length))]);
};

export const ours = {
  name: 'commune-search',
  // A memory of WebAssembly never shrinks: what needs least comes first.
  async load() {
    await start();
    const index = (await files()).filter(([name]) => !name.startsWith('r/'));
    const root = index.filter(([name]) => name === 'root.bin');
    return { 'root only': await this.open(root), 'the index': await this.open(index) };
  },
  async loadRecords() {
    return { 'every file, records too': await this.open(await files()) };
  },
  async open(list) {
    const times = [];
    const root = list.find(([name]) => name === 'root.bin')[1];
    const rest = list.filter(([name]) => name !== 'root.bin');
    for (let n = 0; n < REPEATS; n++) {
      this.search?.free();
      await timed(times, () => {
        this.search = new Search(root);
        this.feed(rest);
      });
    }
    return median(times);
  },
  feed(list) {
    for (const [name, bytes] of list) if (!this.search.feed(name, bytes)) throw new Error(`refused: ${name}`);
  },
  find(text) {
    const answer = this.search.query(text.normalize('NFD'), {});
    if (answer.needs) throw new Error(`not fed: ${answer.needs}`);
    return answer.hits.map((hit) => hit.id);
  },
};

// With our folding, since its own keeps accents: better answers, and smaller.
const OPTIONS = {
  fields: FIELDS,
  storeFields: ['title'],
  processTerm: (term) => term.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase(),
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 8, keywords: 5, place: 1.5 } },
};

export const mini = {
  name: 'MiniSearch',
  async load() {
    const [built, loaded] = [[], []];
    const list = await documents();
    this.index = new MiniSearch(OPTIONS);
    await timed(built, () => this.index.addAll(list));
    const json = JSON.stringify(this.index);
    for (let n = 0; n < 3; n++) {
      this.index = null;
      this.index = await timed(loaded, () => MiniSearch.loadJSON(json, OPTIONS));
    }
    return { built: median(built), 'loaded from its JSON': median(loaded) };
  },
  async loadRecords() {
    this.index = new MiniSearch({ ...OPTIONS, storeFields: ['title', 'record'] });
    this.index.addAll(await documents());
    return {};
  },
  find(text) {
    return this.index.search(text).slice(0, 10).map((hit) => hit.id);
  },
};

export const flex = {
  name: 'FlexSearch',
  async load() {
    const built = [];
    const list = await documents();
    const encoder = FlexSearch.Charset.LatinBalance;
    const index = FIELDS.map((field) => ({ field, tokenize: 'forward', encoder }));
    this.index = new FlexSearch.Document({ document: { id: 'id', index, store: ['title'] } });
    await timed(built, () => list.forEach((document) => this.index.add(document)));
    return { built: median(built) };
  },
  // Not compared.
  async loadRecords() {
    return {};
  },
  find(text) {
    const found = this.index.search(text, { limit: 10, suggest: true, enrich: true, merge: true });
    return found.slice(0, 10).map((hit) => hit.id);
  },
};
