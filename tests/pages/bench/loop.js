// The hand-written loop: digits of the bytes to instants and powers, nothing else in between.

// What a day of the civil calendar is, in days since 1970-01-01.
const dayNumber = (year, month, date) => Date.UTC(year, month - 1, date) / 86_400_000;

const [LF, CR, ZERO, SEMICOLON, LETTER_T, PLUS] = [10, 13, 48, 59, 84, 43];
const COLUMNS = 'Horodate;';

// Where the rows start: after the line of the names of columns.
const body = (bytes) => {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (;;) {
    const end = bytes.indexOf(LF, at);
    if (end < 0) return bytes.length;
    const names = [...COLUMNS].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
    at = end + 1;
    if (names) return at;
  }
};

// A meter number has 14 digits and stands at the top of a file.
const meterNumber = (bytes) => {
  let run = 0;
  for (let at = 0; at < Math.min(bytes.length, 4096); at++) {
    const byte = bytes[at];
    run = byte >= ZERO && byte <= ZERO + 9 ? run + 1 : 0;
    if (run >= 11) return true;
  }
  return false;
};

// Rows `2023-08-09T00:30:00+02:00;284` of a file: ends of steps in seconds since 1970, and W.
export const readByHand = (bytes) => {
  let at = body(bytes);
  const room = Math.ceil((bytes.length - at) / 28);
  const ends = new Int32Array(room);
  const watts = new Int32Array(room);
  let [count, emptyValues, linesSkipped, cut] = [0, 0, 0, 0];
  let [date, midnight] = [-1, 0];
  const two = (from) => bytes[from] * 10 + bytes[from + 1] - 11 * ZERO;
  while (at < bytes.length) {
    if (bytes[at + 10] !== LETTER_T || bytes[at + 19] !== PLUS || bytes[at + 25] !== SEMICOLON) {
      const end = bytes.indexOf(LF, at);
      if (end < 0) cut = 1;
      else linesSkipped += 1;
      at = end < 0 ? bytes.length : end + 1;
      continue;
    }
    const year = two(at) * 100 + two(at + 2);
    const month = two(at + 5);
    const day = two(at + 8);
    const today = (year * 16 + month) * 32 + day;
    if (today !== date) {
      date = today;
      midnight = dayNumber(year, month, day) * 86_400;
    }
    const end = midnight + two(at + 11) * 3600 + two(at + 14) * 60 + two(at + 17) - two(at + 20) * 3600;
    at += 26;
    const start = at;
    let value = 0;
    let digit = bytes[at] - ZERO;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      at += 1;
      digit = bytes[at] - ZERO;
    }
    if (at === start) {
      emptyValues += 1;
    } else {
      ends[count] = end;
      watts[count] = value;
      count += 1;
    }
    if (bytes[at] === CR) at += 1;
    if (at >= bytes.length) cut = 1;
    at += 1;
  }
  return { ends, watts, count, emptyValues, linesSkipped, cut, meterNumber: meterNumber(bytes) };
};
