/** Numbers said: dates, shares, guesses. */

import type { Evaluation, Lang, Share } from "../types";

const DAY = 86_400_000;

/** Gives the date of a day of the story, at noon so that no clock's change moves it. */
export function dateOf(first: string, day: number): Date {
  return new Date(Date.parse(`${first}T12:00:00Z`) + day * DAY);
}

export function isoOf(first: string, day: number): string {
  return dateOf(first, day).toISOString().slice(0, 10);
}

/** Gives the day of a date, null where it is none. */
export function dayOf(first: string, iso: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const when = Date.parse(`${iso}T12:00:00Z`);
  return Number.isNaN(when) ? null : Math.round((when - Date.parse(`${first}T12:00:00Z`)) / DAY);
}

export function dateText(first: string, day: number, lang: Lang, style: "full" | "long" | "short" = "long"): string {
  const forms: Record<string, Intl.DateTimeFormatOptions> = {
    full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    long: { day: "numeric", month: "long", year: "numeric" },
    short: { day: "numeric", month: "short", year: "numeric" },
  };
  return new Intl.DateTimeFormat(lang === "es" ? "es-BO" : "en-GB", { ...forms[style], timeZone: "UTC" }).format(dateOf(first, day));
}

export function numberText(value: number, lang: Lang): string {
  return new Intl.NumberFormat(lang === "es" ? "es-BO" : "en-GB", { maximumFractionDigits: 0 }).format(value);
}

/** Writes a share as so many of 100, never a false none or all. */
export function hundredths(share: number): string {
  if (share > 0 && share < 0.005) return "<1";
  if (share < 1 && share > 0.995) return ">99";
  return String(Math.round(share * 100));
}

export function signed(change: number): string {
  const whole = Math.round(change * 100);
  return whole > 0 ? `+${whole}` : whole < 0 ? `\u2212${-whole}` : "0";
}

/** Gives Brier's score of a forecast: 0 is perfect, 0.25 a toss of a coin. */
export function brier(guess: number, happened: boolean): number {
  return (guess - (happened ? 1 : 0)) ** 2;
}

/** Says whether a guess lies within an interval, or on which side of it. */
export function against(guess: number, share: Share): "within" | "below" | "above" {
  if (guess < share.low) return "below";
  return guess > share.high ? "above" : "within";
}

/** Gives an outcome's share on any day, on the line between two days of the curve. */
export function shareAt(curve: Evaluation, day: number, table: "p" | "low" | "high" = "p"): number[] {
  const rows = curve[table];
  const days = curve.days;
  let at = 0;
  while (at + 1 < days.length && days[at + 1]! <= day) at++;
  const here = rows[at]!;
  const next = rows[at + 1];
  if (!next || day <= days[at]!) return here;
  const part = (day - days[at]!) / (days[at + 1]! - days[at]!);
  return here.map((share, index) => share + (next[index]! - share) * part);
}

/** Names how likely a share is: the scale of the IPCC, in six steps. */
export function likelihood(share: number): "sure" | "likely" | "rather" | "even" | "unlikely" | "rare" {
  if (share >= 0.95) return "sure";
  if (share >= 0.66) return "likely";
  if (share > 0.5) return "rather";
  if (share >= 0.33) return "even";
  return share >= 0.05 ? "unlikely" : "rare";
}

/** Says whether two shares can be told apart by their intervals alone. */
export function areApart(one: Share, other: Share): boolean {
  return one.high < other.low || other.high < one.low;
}
