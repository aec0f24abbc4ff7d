// Numbers as the meter module writes them.

export const PER_WH = 3_600_000;

// Rounded to six decimals.
export const six = (number) => {
  const size = Math.abs(number);
  if (size >= 9e9) return Math.trunc(number);
  const rounded = Math.floor(size * 1e6 + 0.5) / 1e6;
  return number < 0 && rounded > 0 ? -rounded : rounded;
};

// Millijoules in Wh: whole when they are.
export const wh = (energy) => (energy % PER_WH === 0 ? energy / PER_WH : six(energy / PER_WH));
