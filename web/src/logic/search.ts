/** Entries looked for: capitals and accents make no difference. */

import type { Entry } from "../types";

export interface Filter { text: string; person: string; place: string; kind: string }
export const NO_FILTER: Filter = { text: "", person: "", place: "", kind: "" };

export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const hay = new WeakMap<Entry, string>();
function hayOf(entry: Entry): string {
  let known = hay.get(entry);
  if (known === undefined) {
    known = plain([entry.title, entry.text, entry.date, ...entry.versions.map((version) => version.cite)].join(" \n "));
    hay.set(entry, known);
  }
  return known;
}

export function isQuiet(entry: Entry): boolean {
  return entry.kind === "position" && entry.weight < 10 && !entry.isNamed && !entry.dispute;
}

/** Gives the entries that fit; those that only leave a force where it was, only where looked for. */
export function search(entries: readonly Entry[], filter: Filter): Entry[] {
  const words = plain(filter.text).split(/\s+/).filter(Boolean);
  const isAsked = words.length > 0 || Boolean(filter.person || filter.place || filter.kind);
  return entries.filter((entry) =>
    (isAsked || !isQuiet(entry))
    && (!filter.kind || entry.kind === filter.kind)
    && (!filter.place || entry.place === filter.place)
    && (!filter.person || entry.people.includes(filter.person))
    && words.every((word) => hayOf(entry).includes(word)));
}
