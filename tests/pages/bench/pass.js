// One pass over the rows: every sum that needs them one by one. Energies are in millijoules,
// which are whole numbers below 2^53 here.

import { DAY, clockAt, midnight, weekday } from './calendar.js';

const MINUTES = 1_440;
export const NIGHT = { from: 22 * 60, to: 6 * 60 };

// Minutes of the windows before each minute of the day, and one hour beyond.
const prefix = (windows) => {
  const sums = new Uint16Array(MINUTES + 61);
  for (let minute = 0, sum = 0; minute < sums.length; minute++) {
    sums[minute] = sum;
    const m = minute % MINUTES;
    const inside = ({ from, to }) => (from < to ? m >= from && m < to : m >= from || m < to);
    if (windows.some(inside)) sum += 1;
  }
  return sums;
};

const isStep = (seconds) => seconds === 1_800 || seconds === 900 || seconds === 3_600;

export const pass = ({ ends, watts, count }, offPeak) => {
  const first = ends[0] - (ends[1] - ends[0]);
  const firstDay = Math.floor((first + clockAt(first)[0]) / DAY);
  const last = ends[count - 1] - 1;
  const length = Math.floor((last + clockAt(last)[0]) / DAY) - firstDay + 1;
  const [energies, covered, shared] = [new Float64Array(length + 1), new Uint32Array(length + 1), new Uint8Array(length + 1)];
  const lowest = new Float64Array(length + 1).fill(Infinity);
  const [profile, hours] = [new Float64Array(168), new Float64Array(168)];
  const [nights, windows] = [prefix([NIGHT]), prefix(offPeak)];
  const gaps = [];
  const steps = new Set();
  let [total, seconds, night, inside, stepChanges, offGrid, duplicates, conflicts, readings] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [highest, peakStart, peakEnd] = [-1, 0, 0];
  let [ahead, until] = [0, 0];
  let [rank, dayStart, dayEnd, row] = [0, 0, 0, 0];
  let step = ends[1] - ends[0];
  let perSecond = 1 / step;
  let lastEnd = first;
  steps.add(step);
  for (let i = 0; i < count; i++) {
    const end = ends[i];
    if (end % 900 !== 0) {
      offGrid += 1;
      continue;
    }
    const distance = end - lastEnd;
    if (distance !== step) {
      if (distance <= 0) {
        if (watts[i] === watts[i - 1]) duplicates += 1;
        else conflicts += 1;
        continue;
      }
      if (isStep(distance) && (distance < step || ends[i + 1] - end === distance)) {
        step = distance;
        perSecond = 1 / step;
        stepChanges += 1;
        steps.add(step);
      } else {
        gaps.push({ start: lastEnd, end: end - step, step });
      }
    }
    lastEnd = end;
    readings += 1;
    const start = end - step;
    if (start >= until) [ahead, until] = clockAt(start);
    const local = start + ahead;
    if (start >= dayEnd) {
      const day = (local / DAY) | 0;
      dayStart = day * DAY;
      dayEnd = midnight(day + 1);
      rank = day - firstDay;
      row = weekday(day) * 24;
    }
    const energy = watts[i] * 1_000 * step;
    const power = energy * perSecond;
    if (power > highest) {
      highest = power;
      peakStart = start;
      peakEnd = end;
    }
    total += energy;
    seconds += step;
    const minute = ((local - dayStart) / 60) | 0;
    const cell = row + ((minute / 60) | 0);
    profile[cell] += energy;
    hours[cell] += step;
    const minutes = (step / 60) | 0;
    const dark = nights[minute + minutes] - nights[minute];
    if (dark === minutes) night += energy;
    else if (dark > 0) night += Math.trunc((energy * dark) / minutes);
    const low = windows[minute + minutes] - windows[minute];
    if (low === minutes) inside += energy;
    else if (low > 0) inside += Math.trunc((energy * low) / minutes);
    if (power < lowest[rank]) lowest[rank] = power;
    if (end <= dayEnd) {
      energies[rank] += energy;
      covered[rank] += step;
    } else {
      const after = end - dayEnd;
      const part = Math.trunc((energy * after) / step);
      energies[rank] += energy - part;
      covered[rank] += step - after;
      energies[rank + 1] += part;
      covered[rank + 1] += after;
      shared[rank] = shared[rank + 1] = 1;
    }
  }
  return {
    firstDay, length, energies, covered, shared, lowest, profile, hours, gaps, steps, total, seconds, night, inside,
    stepChanges, offGrid, duplicates, conflicts, readings, highest, peakStart, peakEnd,
  };
};
