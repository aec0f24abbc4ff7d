// From the rows of a curve to the whole answer of the meter module, field for field.

import { changeDays, civil, dayOf, isoDate, isoInstant, midnight, month, week, weekday, year } from './calendar.js';
import { findings } from './findings.js';
import { PER_WH, six, wh } from './number.js';
import { NIGHT, pass } from './pass.js';
import { thermo } from './thermo.js';

const periods = (days, sums, of) => {
  const out = [];
  let [end, sum] = [-Infinity, 0];
  const close = () => {
    const last = out.at(-1);
    if (last) {
      last.wh = wh(sum);
      last.complete = last.completeDays === last.days;
    }
    sum = 0;
  };
  const befores = new Map();
  const wanted = [];
  for (let rank = 0; rank < days.length; rank++) {
    const { day, complete } = days[rank];
    if (day >= end) {
      close();
      const [period, before, start, length] = of(day);
      end = start + length;
      out.push({ period, start: isoDate(start), wh: 0, days: length, completeDays: 0, complete: false, yearBeforeWh: null });
      befores.set(period, out.at(-1));
      wanted.push(before);
    }
    sum += sums[rank];
    if (complete) out.at(-1).completeDays += 1;
  }
  close();
  out.forEach((period, rank) => {
    const before = befores.get(wanted[rank]);
    if (period.complete && before?.complete) period.yearBeforeWh = before.wh;
  });
  return out;
};

// The last 365 days to the last complete one, beside the same dates a year before.
const compare = (days, sums) => {
  const last = days.findLastIndex((d) => d.complete);
  if (last < 0) return null;
  const first = days[0].day;
  let [from, to, count, now, then] = [null, null, 0, 0, 0];
  for (let rank = Math.max(0, last - 364); rank <= last; rank++) {
    if (!days[rank].complete) continue;
    const { year: y, month: m, date: d } = civil(days[rank].day);
    // The calendar has no such day a year before 29 February.
    if (m === 2 && d === 29) continue;
    const before = dayOf(y - 1, m, d) - first;
    if (!days[before]?.complete) continue;
    from ??= rank;
    to = rank;
    count += 1;
    now += sums[rank];
    then += sums[before];
  }
  if (count === 0) return null;
  const change = then > 0 ? (now - then) / then : null;
  return { from: days[from].day, to: days[to].day, days: count, now, then, change };
};

const base = (p, days, mean) => {
  const lowest = p.lowest.subarray(0, p.length).filter((_, rank) => days[rank].complete).sort();
  if (lowest.length < 7) return null;
  const w = lowest[Math.floor((lowest.length - 1) / 2)] / 1_000;
  return { w, share: mean > 0 ? w / mean : 0, days: lowest.length };
};

const tariff = (p, { offPeak, prices }) => {
  if (offPeak.length === 0) return null;
  const outside = p.total - p.inside;
  let cost = null;
  if (prices) {
    const kwh = (energy) => energy / PER_WH / 1_000;
    const single = kwh(p.total) * prices.base;
    const double = kwh(p.inside) * prices.offPeak + kwh(outside) * prices.peak;
    cost = { prices, baseEur: six(single), offPeakEur: six(double), savedEur: six(single - double) };
  }
  const days = p.covered.subarray(0, p.length).reduce((n, seconds) => n + (seconds > 0), 0);
  return { windows: offPeak, inWh: wh(p.inside), outWh: wh(outside), share: six(p.inside / p.total), days, cost };
};

const quality = (rows, p, days) => {
  const missing = ({ start, end, step }) => Math.ceil((end - start) / step);
  const longest = [...p.gaps].sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, 50);
  const years = [];
  for (let y = civil(days[0].day).year; y <= civil(days.at(-1).day).year; y++) years.push(y);
  const changes = years.flatMap((y) => changeDays(y).map((day, i) => ({ day, hours: i ? 25 : 23 })));
  return {
    files: 1,
    readings: p.readings,
    holes: longest
      .sort((a, b) => a.start - b.start)
      .map((g) => ({ start: isoInstant(g.start), end: isoInstant(g.end), missing: missing(g) })),
    holeCount: p.gaps.length,
    missing: p.gaps.reduce((sum, gap) => sum + missing(gap), 0),
    duplicates: p.duplicates,
    conflicts: p.conflicts,
    offGrid: p.offGrid,
    emptyValues: rows.emptyValues,
    unknownStep: 0,
    stepChanges: p.stepChanges,
    steps: [900, 1_800, 3_600].filter((step) => p.steps.has(step)).map((step) => step / 60),
    clockChanges: changes
      .filter(({ day }) => p.covered[day - p.firstDay] > 0)
      .map(({ day, hours }) => ({ date: isoDate(day), hours })),
    meterNumberMasked: rows.meterNumber,
    incompleteDays: days.filter((d) => !d.complete).length,
    linesSkipped: rows.linesSkipped,
    filesCut: rows.cut,
    fromVolume: 0,
    crossCheck: null,
  };
};

// What `Meter.analyse` answers for one file with a load curve.
export const analyse = (rows, options) => {
  const p = pass(rows, options.offPeak);
  const days = [];
  for (let rank = 0; rank < p.length; rank++) {
    const day = p.firstDay + rank;
    const complete = p.shared[rank] === 0 && p.covered[rank] === midnight(day + 1) - midnight(day);
    days.push({ day, complete });
  }
  const mean = p.total / p.seconds / 1_000;
  const always = base(p, days, mean);
  const profile = Array.from(p.profile, (energy, cell) => (p.hours[cell] > 0 ? energy / p.hours[cell] / 1_000 : null));
  const comparison = compare(days, p.energies);
  const warmth = thermo(days, p.energies, options.degreeDays);
  const facts = findings({ days, sums: p.energies, mean, always, profile, night: p.night / p.total, comparison, warmth });
  return {
    carrier: 'electricity',
    carriers: ['electricity'],
    resolution: 'curve',
    from: isoDate(p.firstDay),
    to: isoDate(p.firstDay + p.length - 1),
    totalWh: wh(p.total),
    completeDays: days.filter((d) => d.complete).length,
    days: days.map(({ day, complete }, rank) => ({ date: isoDate(day), wh: wh(p.energies[rank]), complete })),
    weeks: periods(days, p.energies, week),
    months: periods(days, p.energies, month),
    years: periods(days, p.energies, year),
    curve: {
      profile: profile.map((w) => (w === null ? null : six(w))),
      meanW: six(mean),
      wh: wh(p.total),
      hours: six(p.seconds / 3_600),
      base: always && { w: six(always.w), share: six(always.share), days: always.days },
      peak: { w: six(p.highest / 1_000), start: isoInstant(p.peakStart), end: isoInstant(p.peakEnd) },
      night: { window: NIGHT, wh: wh(p.night), share: six(p.night / p.total) },
      offPeak: tariff(p, options),
    },
    comparison: comparison && {
      from: isoDate(comparison.from),
      to: isoDate(comparison.to),
      days: comparison.days,
      wh: wh(comparison.now),
      beforeWh: wh(comparison.then),
      change: comparison.change === null ? null : six(comparison.change),
    },
    thermo: warmth.status === 'known' ? { ...warmth, share: six(warmth.share) } : warmth,
    findings: facts,
    quality: quality(rows, p, days),
  };
};
