// The facts that stand out, each with its weight; the four weightiest are kept.

import { civil, isoDate, weekday } from './calendar.js';
import { PER_WH, six, wh } from './number.js';

const mean = () => ({ sum: 0, count: 0 });
const add = (to, energy) => {
  to.sum += energy;
  to.count += 1;
};
const perDay = ({ sum, count }) => sum / PER_WH / count;

const ofCurve = ({ mean: meanW, always, profile, night }) => {
  if (meanW <= 0) return [];
  const all = [];
  if (always) all.push([always.share * 1.5, { kind: 'alwaysOn', w: six(always.w), share: six(always.share) }]);
  let [hour, highest] = [0, 0];
  for (let h = 0; h < 24; h++) {
    let [sum, count] = [0, 0];
    for (let cell = h; cell < 168; cell += 24) {
      if (profile[cell] === null) continue;
      sum += profile[cell];
      count += 1;
    }
    if (count > 0 && sum / count > highest) [hour, highest] = [h, sum / count];
  }
  all.push([(highest / meanW - 1) / 3, { kind: 'busiestHour', hour, w: six(highest), meanW: six(meanW) }]);
  all.push([Math.abs(night - 1 / 3) * 2, { kind: 'night', share: six(night) }]);
  return all;
};

const ofDays = ({ days, sums }) => {
  const all = [];
  const [any, winter, summer, weekend, weekdays] = [mean(), mean(), mean(), mean(), mean()];
  let highest = -1;
  days.forEach(({ day, complete }, rank) => {
    if (!complete) return;
    add(any, sums[rank]);
    const { month } = civil(day);
    if (month === 12 || month <= 2) add(winter, sums[rank]);
    else if (month >= 6 && month <= 8) add(summer, sums[rank]);
    add(weekday(day) > 4 ? weekend : weekdays, sums[rank]);
    if (highest < 0 || sums[rank] > sums[highest]) highest = rank;
  });
  if (winter.count >= 14 && summer.count >= 14 && summer.sum > 0) {
    const [winterWh, summerWh] = [perDay(winter), perDay(summer)];
    const ratio = winterWh / summerWh;
    const fact = { kind: 'seasons', winterWh: six(winterWh), summerWh: six(summerWh), ratio: six(ratio) };
    all.push([Math.abs(ratio - 1) / 2, fact]);
  }
  if (weekend.count >= 14 && weekdays.count >= 14 && weekdays.sum > 0) {
    const [weekendWh, weekWh] = [perDay(weekend), perDay(weekdays)];
    const change = weekendWh / weekWh - 1;
    const fact = { kind: 'weekend', weekendWh: six(weekendWh), weekWh: six(weekWh), change: six(change) };
    all.push([Math.abs(change), fact]);
  }
  if (highest >= 0 && any.count >= 14 && any.sum > 0) {
    const meanWh = perDay(any);
    const ratio = sums[highest] / PER_WH / meanWh;
    const fact = { kind: 'highestDay', date: isoDate(days[highest].day), wh: wh(sums[highest]), meanWh: six(meanWh) };
    if (ratio >= 2) all.push([ratio / 6, fact]);
  }
  return all;
};

export const findings = (known) => {
  const { comparison: c, warmth } = known;
  const all = ofCurve(known);
  if (c && c.change !== null && c.days >= 28) {
    const fact = { kind: 'yearChange', change: six(c.change), days: c.days, wh: wh(c.now), beforeWh: wh(c.then) };
    all.push([Math.abs(c.change) * 2, fact]);
  }
  if (warmth.status === 'known') all.push([warmth.share, { kind: 'thermosensitive', share: six(warmth.share) }]);
  all.push(...ofDays(known));
  // Sorting is stable: of equal weights the first stays first.
  const kept = all.filter(([weight]) => weight >= 0.05).sort((a, b) => b[0] - a[0]);
  return kept.slice(0, 4).map(([, fact]) => fact);
};
