// Civil dates and French legal time, in seconds and days since 1970-01-01. Whole numbers only:
// a Date for each day would cost as much as the whole pass over the rows.

export const DAY = 86_400;
const two = (number) => (number < 10 ? `0${number}` : `${number}`);

// Howard Hinnant's algorithms: https://howardhinnant.github.io/date_algorithms.html
export const dayOf = (year, month, date) => {
  const y = month <= 2 ? year - 1 : year;
  const ofEra = y % 400;
  const ofYear = (((153 * ((month + 9) % 12) + 2) / 5) | 0) + date - 1;
  return ((y / 400) | 0) * 146_097 + ofEra * 365 + (ofEra >> 2) - ((ofEra / 100) | 0) + ofYear - 719_468;
};
export const civil = (day) => {
  const z = day + 719_468;
  const ofEra = z % 146_097;
  const years = ((ofEra - ((ofEra / 1_460) | 0) + ((ofEra / 36_524) | 0) - ((ofEra / 146_096) | 0)) / 365) | 0;
  const ofYear = ofEra - (365 * years + (years >> 2) - ((years / 100) | 0));
  const shifted = ((5 * ofYear + 2) / 153) | 0;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = years + ((z / 146_097) | 0) * 400 + (month <= 2 ? 1 : 0);
  return { year, month, date: ofYear - (((153 * shifted + 2) / 5) | 0) + 1 };
};
export const isoDate = (day) => {
  const { year, month, date } = civil(day);
  return `${year}-${two(month)}-${two(date)}`;
};
// 0 is Monday: 1970-01-01 was a Thursday.
export const weekday = (day) => (day + 3) % 7;

// The days on which clocks change, at 01:00 UTC: the last Sundays of March and October.
const known = new Map();
export const changeDays = (year) => {
  let days = known.get(year);
  if (!days) {
    days = [3, 10].map((month) => {
      const last = dayOf(year, month, 31);
      return last - ((weekday(last) + 1) % 7);
    });
    known.set(year, days);
  }
  return days;
};

// Seconds ahead of UTC at an instant, and the instant until which that holds.
export const clockAt = (instant) => {
  const { year } = civil((instant / DAY) | 0);
  const turn = (day) => day * DAY + 3_600;
  const [spring, autumn] = changeDays(year).map(turn);
  if (instant < spring) return [3_600, spring];
  if (instant < autumn) return [7_200, autumn];
  return [3_600, turn(changeDays(year + 1)[0])];
};

// The instant of local midnight at the start of a day.
export const midnight = (day) => {
  const days = changeDays(civil(day).year);
  return day * DAY - (day > days[0] && day <= days[1] ? 7_200 : 3_600);
};

export const isoInstant = (instant) => {
  const [ahead] = clockAt(instant);
  const local = instant + ahead;
  const time = [3_600, 60, 1].map((unit, i) => two(((local / unit) | 0) % (i ? 60 : 24))).join(':');
  return `${isoDate((local / DAY) | 0)}T${time}+${two(ahead / 3_600)}:00`;
};

// ISO 8601: a week belongs to the year of its Thursday.
const isoWeek = (day) => {
  const thursday = day - weekday(day) + 3;
  const { year } = civil(thursday);
  return [year, (((thursday - dayOf(year, 1, 1)) / 7) | 0) + 1];
};

// The period of a day: label, label of the same period a year before, first day, length in days.
export const week = (day) => {
  const [year, number] = isoWeek(day);
  return [`${year}-W${two(number)}`, `${year - 1}-W${two(number)}`, day - weekday(day), 7];
};
export const month = (day) => {
  const { year, month: number } = civil(day);
  const first = dayOf(year, number, 1);
  const after = number === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, number + 1, 1);
  return [`${year}-${two(number)}`, `${year - 1}-${two(number)}`, first, after - first];
};
export const year = (day) => {
  const { year: number } = civil(day);
  const first = dayOf(number, 1, 1);
  return [`${number}`, `${number - 1}`, first, dayOf(number + 1, 1, 1) - first];
};
