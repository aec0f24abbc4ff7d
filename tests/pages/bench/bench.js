// From one page, three ways from a meter file to the same answer: the module in WebAssembly,
// PapaParse with Date, and a loop written by hand. Their runs take turns.

import start, { Meter } from '/pkg/meter.js';

import { analyse } from './analyse.js';
import { generate } from './generate.js';
import { readByHand } from './loop.js';

// A classic script of the page.
const { Papa } = window;
const WARM_UP = 12;
const OFF_PEAK = [{ from: 22 * 60, to: 6 * 60 }];
const PRICES = { base: 0.2016, peak: 0.27, offPeak: 0.2068 };

const state = document.querySelector('#state');
const say = (text) => { state.textContent = text; };

// From the file's bytes, so the copy into WebAssembly counts; so does giving the memory back.
const inWasm = (bytes, options, parts) => {
  const begin = performance.now();
  const meter = new Meter();
  meter.add('Enedis_Conso_Heure.csv', bytes);
  const added = performance.now();
  const answer = meter.analyse(options);
  const analysed = performance.now();
  meter.free();
  parts?.push([added - begin, analysed - added, performance.now() - analysed]);
  return answer;
};

// From text: turning the bytes into text is not counted.
const withPapa = (text, options) => {
  const { data } = Papa.parse(text, { delimiter: ';', skipEmptyLines: true });
  const first = data.findIndex((row) => row[0] === 'Horodate') + 1;
  const ends = new Int32Array(data.length - first);
  const watts = new Int32Array(data.length - first);
  let [count, emptyValues, linesSkipped] = [0, 0, 0];
  for (let i = first; i < data.length; i++) {
    const row = data[i];
    const date = new Date(row[0]);
    const value = Number(row[1]);
    if (row[1] === '') emptyValues += 1;
    else if (Number.isNaN(date.getTime()) || Number.isNaN(value)) linesSkipped += 1;
    else {
      ends[count] = date.getTime() / 1_000;
      watts[count] = value;
      count += 1;
    }
  }
  const top = data.slice(0, first).flat();
  const meterNumber = top.some((cell) => /^[0-9xX*]{11,}$/.test(cell));
  return analyse({ ends, watts, count, emptyValues, linesSkipped, cut: 0, meterNumber }, options);
};

const byHand = (bytes, options) => analyse(readByHand(bytes), options);

// Where two answers part ways, as paths with both values.
const differences = (ours, theirs, path = '', out = []) => {
  if (out.length >= 20) return out;
  const plain = (value) => value !== null && typeof value === 'object';
  if (plain(ours) && plain(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)]))
      differences(ours[key], theirs[key], path ? `${path}.${key}` : key, out);
  } else if (!Object.is(ours, theirs)) {
    out.push(`${path}: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`);
  }
  return out;
};

// How many numbers, texts and so on an answer holds.
const leaves = (value) =>
  value !== null && typeof value === 'object' ? Object.values(value).reduce((n, v) => n + leaves(v), 0) : 1;

const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

const measure = async (runs) => {
  const { bytes, rows, degreeDays } = generate();
  const options = { offPeak: OFF_PEAK, prices: PRICES, degreeDays };
  const text = new TextDecoder().decode(bytes);
  await start();
  const parts = [];
  const ways = [
    { name: 'wasm', run: () => inWasm(bytes, options, parts) },
    { name: 'papaparse', run: () => withPapa(text, options) },
    { name: 'loop', run: () => byHand(bytes, options) },
  ];
  const [wasm, ...others] = ways.map((way) => way.run());
  const differing = others.map((answer) => differences(wasm, answer));
  const times = ways.map(() => []);
  for (let run = -WARM_UP; run < runs; run++) {
    if (run === 0) parts.length = 0;
    say(`Run ${Math.max(run, 0)} of ${runs}`);
    for (let turn = 0; turn < ways.length; turn++) {
      const way = (((run + turn) % ways.length) + ways.length) % ways.length;
      await pause();
      const begin = performance.now();
      ways[way].run();
      const time = performance.now() - begin;
      if (run >= 0) times[way].push(time);
    }
  }
  say('Done');
  return {
    rows,
    bytes: bytes.length,
    leaves: leaves(wasm),
    findings: wasm.findings.map(({ kind }) => kind),
    differing: { papaparse: differing[0], loop: differing[1] },
    times: Object.fromEntries(ways.map(({ name }, i) => [name, times[i]])),
    parts: Object.fromEntries(['add', 'analyse', 'free'].map((name, i) => [name, parts.map((p) => p[i])])),
  };
};

window.bench = { measure };
say('Ready');
