// From one page, three ways to search the same 36,000 records. Their queries take turns.

import { flex, mini, ours } from './engines.js';

const engines = [ours, mini, flex];
const state = document.querySelector('#state');
const say = (text) => { state.textContent = text; };

// Loads one engine, which then stays. The data that it was made from is let go.
const load = async (rank) => {
  say(`Loading ${engines[rank].name}`);
  return engines[rank].load();
};

const loadRecords = (rank) => engines[rank].loadRecords();

// Queries: [text, identifier that should be found]. Answers per engine: the times of every query in
// every round, and the ranks of the queries whose record was not among the ten.
const ask = async (queries, rounds) => {
  const times = engines.map(() => []);
  const missed = engines.map(() => []);
  for (let round = -1; round < rounds; round++) {
    say(`Round ${round + 1} of ${rounds}`);
    for (let n = 0; n < queries.length; n++) {
      const [text, id] = queries[n];
      for (let turn = 0; turn < engines.length; turn++) {
        const at = (n + turn) % engines.length;
        const begin = performance.now();
        const found = engines[at].find(text);
        const time = performance.now() - begin;
        // The first round warms up.
        if (round >= 0) times[at].push(time);
        else if (!found.includes(id)) missed[at].push(n);
      }
      if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
  say('Done');
  return { times, missed };
};

// A step may take longer than a driver waits for a script: it is begun, then asked after.
const begin = (step, ...args) => {
  const job = { done: false };
  window.bench.job = job;
  steps[step](...args).then(
    (value) => Object.assign(job, { done: true, value }),
    (error) => Object.assign(job, { done: true, error: String(error) }),
  );
};

const steps = { load, loadRecords, ask };
window.bench = { begin, names: engines.map(({ name }) => name) };
say('Ready');
