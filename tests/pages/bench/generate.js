// A load curve as Enedis exports it, made from nothing: three years of half-hours, 52,560 rows,
// every row another power. It shares no code with what reads it.

const HALF_HOUR = 1_800_000;
const FIRST_YEAR = 2021;
const YEARS = 3;

const two = (number) => String(number).padStart(2, '0');

// Clocks change at 01:00 UTC on the last Sunday of March and of October.
const lastSunday = (year, month) => {
  const last = new Date(Date.UTC(year, month, 31, 1));
  return last.getTime() - last.getUTCDay() * 86_400_000;
};
const hoursAhead = (instant) => {
  const year = new Date(instant).getUTCFullYear();
  return instant >= lastSunday(year, 2) && instant < lastSunday(year, 9) ? 2 : 1;
};

// Numbers from 0 to 1, the same in every run (Lehmer's generator with the factor of
// S. K. Park and K. W. Miller, Communications of the ACM 31 (1988), 1192-1201).
const chance = (seed) => () => {
  seed = (seed * 16_807) % 2_147_483_647;
  return seed / 2_147_483_647;
};

// How high a half-hour is: winters, mornings and evenings, chance.
const height = (instant, random) => {
  const date = new Date(instant);
  const season = Math.cos(((date.getUTCMonth() * 30.4 + date.getUTCDate() - 15) / 365) * 2 * Math.PI);
  const hour = (date.getUTCHours() + hoursAhead(instant)) % 24;
  const busy = Math.exp(-((hour - 19.5) ** 2) / 8) + 0.6 * Math.exp(-((hour - 7.5) ** 2) / 4);
  return 0.5 + 0.35 * season + 0.5 * busy + 0.4 * random();
};

// The file as bytes, and degree days of the same years.
export const generate = () => {
  const random = chance(59_648);
  const start = Date.UTC(FIRST_YEAR, 0, 1) - 3_600_000;
  const end = Date.UTC(FIRST_YEAR + YEARS, 0, 1) - 3_600_000;
  const ends = [];
  for (let at = start + HALF_HOUR; at <= end; at += HALF_HOUR) ends.push(at);
  // The rank of its height is a row's power: no two are alike.
  const heights = ends.map((at) => height(at - HALF_HOUR, random));
  const watts = new Uint32Array(ends.length);
  [...ends.keys()].sort((a, b) => heights[a] - heights[b]).forEach((row, rank) => { watts[row] = 40 + rank; });
  const rows = ends.map((at, row) => {
    const ahead = hoursAhead(at);
    const clock = new Date(at + ahead * 3_600_000).toISOString().slice(0, 19);
    return `${clock}+${two(ahead)}:00;${watts[row]}\n`;
  });
  const head = [
    '\ufeffIdentifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n',
    `00000000000000;Courbe de charge;01/01/${FIRST_YEAR};01/01/${FIRST_YEAR + YEARS};Energie active;Consommation;Comptage Brut;W;\n`,
    'Horodate;Valeur\n',
  ];
  const degreeDays = [];
  for (let day = Date.UTC(FIRST_YEAR, 0, 1); day < Date.UTC(FIRST_YEAR + YEARS, 0, 1); day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10);
    const cold = 7 + 8 * Math.cos(((day - start) / 86_400_000 - 20) / 365.25 * 2 * Math.PI) + 4 * random() - 2;
    degreeDays.push({ date, dju: Math.max(0, Math.round(cold * 100) / 100) });
  }
  return { bytes: new TextEncoder().encode([...head, ...rows].join('')), rows: rows.length, degreeDays };
};
