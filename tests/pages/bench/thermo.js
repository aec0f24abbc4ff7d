// The thermosensitive share: least squares of the energy of complete days on their degree days.

import { dayOf } from './calendar.js';
import { PER_WH, six, wh } from './number.js';

export const thermo = (days, sums, degreeDays) => {
  const first = days[0].day;
  const [x, y] = [[], []];
  let energy = 0;
  for (const { date, dju } of degreeDays) {
    const rank = dayOf(+date.slice(0, 4), +date.slice(5, 7), +date.slice(8, 10)) - first;
    if (!days[rank]?.complete) continue;
    x.push(dju);
    y.push(sums[rank] / PER_WH);
    energy += sums[rank];
  }
  const n = x.length;
  if (n === 0) return { status: 'noDegreeDays' };
  if (n < 60) return { status: 'tooFewDays', days: n };
  const cold = x.filter((dju) => dju > 5).length;
  if (cold < 15 || n - cold < 15) return { status: 'oneSeason', cold, mild: n - cold };
  let [sumX, sumY, xx, xy, yy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    sumX += x[i];
    sumY += y[i];
  }
  const [meanX, meanY] = [sumX / n, sumY / n];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [x[i] - meanX, y[i] - meanY];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const fit = xx > 0 && yy > 0 ? (xy * xy) / (xx * yy) : 0;
  const slope = xx > 0 ? xy / xx : 0;
  if (fit < 0.3 || slope <= 0) return { status: 'poorFit', fit: six(fit) };
  return {
    status: 'known',
    // Rounded once findings have been weighed.
    share: Math.min((slope * sumX) / sumY, 1),
    whPerDju: six(slope),
    baseWhPerDay: six(meanY - slope * meanX),
    fit: six(fit),
    days: n,
    wh: wh(energy),
  };
};
