/** Guesses of a class: a short code for each pupil, a table of all. */

import { brier } from "./numbers";

const MARK = "UC1";
const check = (text: string): string => {
  let sum = 7;
  for (const sign of text) sum = (sum * 31 + sign.charCodeAt(0)) % 997;
  return sum.toString(36).padStart(2, "0");
};

/** Writes guesses (0..1, null where none) as a code that can be read out. */
export function encode(guesses: readonly (number | null)[]): string {
  const body = guesses.map((guess) => (guess === null ? "x" : String(Math.round(guess * 100)))).join(".");
  return `${MARK}-${body}-${check(body)}`;
}

/** Reads a code, null where it is none or was mistyped. */
export function decode(code: string): (number | null)[] | null {
  const parts = new RegExp(`${MARK}-([\\dx.]+)-([0-9a-z]{2})`).exec(code);
  if (!parts || check(parts[1]!) !== parts[2]) return null;
  const found = parts[1]!.split(".").map((part) => (part === "x" ? null : Number(part) / 100));
  return found.every((guess) => guess === null || (guess >= 0 && guess <= 1)) ? found : null;
}

export interface Pupil { name: string; guesses: (number | null)[]; mean: number | null }

/** Reads a class's lines, `name code` each; gives the pupils, best first, and what it can't read. */
export function readClass(text: string, happened: readonly boolean[]): { pupils: Pupil[]; bad: string[] } {
  const pupils: Pupil[] = [];
  const bad: string[] = [];
  for (const row of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const guesses = decode(row);
    if (!guesses) { bad.push(row.slice(0, 60)); continue; }
    const name = row.slice(0, row.indexOf(MARK)).replace(/[:;,\s]+$/, "") || `${pupils.length + 1}`;
    pupils.push({ name, guesses, mean: meanBrier(guesses, happened) });
  }
  pupils.sort((a, b) => (a.mean ?? 9) - (b.mean ?? 9));
  return { pupils, bad };
}

/** Gives the mean of Brier's scores of the guesses made, null where there are none. */
export function meanBrier(guesses: readonly (number | null)[], happened: readonly boolean[]): number | null {
  const scores = guesses.flatMap((guess, at) => (guess === null || happened[at] === undefined ? [] : [brier(guess, happened[at]!)]));
  return scores.length ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null;
}
