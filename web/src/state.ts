/** All that changes on the page, in signals; what derives from it is computed. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { Choice, Entry, Fork, ForkRequest, Frames, Lang, Line, Play, Story } from "./types";
import { Film, Ways, lastBefore } from "./logic/frames";
import { pairsAsked, read, readChoices, write, writeChoice, type Address, type Camera, type View } from "./logic/url";
import { isStatic, loadLine, loadStory, runFork, type Running } from "./load";

const opened = read(location.hash);
const query = new URLSearchParams(location.search);
export const isKiosk = query.has("kiosk");
const browserLang: Lang = navigator.language.startsWith("es") ? "es" : "en";
/** Pairs of a fork: `?n=` where other than the usual number is wanted. */
const pairs = pairsAsked(query.get("n"));

export const lang = signal<Lang>(opened.lang ?? (query.get("lang") === "en" ? "en" : query.get("lang") === "es" ? "es" : browserLang));
export const story = signal<Story | null>(null);
export const problem = signal("");
export const view = signal<View>(opened.view);
export const day = signal(opened.day ?? 0);
export const entryId = signal<string | null>(opened.entry ?? null);
export const forceId = signal<string | null>(null);
export const momentAt = signal(opened.moment ?? -1);
export const camera = signal<Camera | null>(opened.camera ?? null);
export const flyTo = signal<{ lon: number; lat: number; zoom: number } | null>(null);
export const isPlaying = signal(false);
export const speed = signal(6);
export const mapMode = signal<"rules" | "favours">("rules");
export const pickedOutcome = signal<string | null>(null);
export const dialog = signal<"" | "ask" | "help" | "share" | "basis">("");
export const basisId = signal<string | null>(null);
export const fork = signal<Fork | null>(null);
export const forkAsked = signal<ForkRequest | null>(null);
export const forkProblem = signal<string | null>(null);
export const line = signal<Line | null>(null);
/** What was looked for among a fork's histories and is not there: id of an end. */
export const missing = signal<string | null>(null);
export const playing = signal<Play | null>(null);
export const playLeader = signal(opened.leader ?? "santa_cruz");
export const playSeed = signal(opened.seed ?? 1);
export const playChoices = signal<Choice[]>(readChoices(opened.choices ?? []));
export const told = signal("");
export const guesses = signal<Record<string, number>>({});

export const ways = computed(() => new Ways(story.value?.routes ?? []));
const recordFilm = computed(() => (story.value ? new Film(story.value.frames, ways.value) : null));
const lineFilm = computed(() => (line.value ? new Film(merged(story.value!.frames, line.value.frames, line.value.from), ways.value) : null));
const playFilm = computed(() => (playing.value && view.value === "play" ? new Film(playing.value.frames, ways.value) : null));
/** The day from which the record is left: its entries after it did not happen there. */
export const leftOn = computed(() => (playFilm.value ? playing.value?.from ?? 0 : line.value ? line.value.from : Infinity));
export const film = computed(() => playFilm.value ?? (line.value && day.value >= line.value.from ? lineFilm.value : recordFilm.value));

/** A line tells from its first day on; before it the record stands. */
function merged(record: Frames, later: Frames, from: number): Frames {
  const join = <T extends { day: number }>(a: T[], b: T[]): T[] => [...a.filter((row) => row.day < from), ...b];
  return {
    control: join(record.control, later.control),
    allegiance: join(record.allegiance, later.allegiance),
    forces: join(record.forces, later.forces),
    wars: join(record.wars, later.wars),
    blockades: join(record.blockades, later.blockades),
    sieges: join(record.sieges, later.sieges),
  };
}

export const entries = computed(() => story.value?.entries ?? []);
export const byId = computed(() => new Map(entries.value.map((entry) => [entry.id, entry])));
export const entry = computed<Entry | null>(() => (entryId.value ? byId.value.get(entryId.value) ?? null : null));
export const named = computed(() => ({
  places: new Map((story.value?.places ?? []).map((place) => [place.id, place])),
  polities: new Map((story.value?.polities ?? []).map((polity) => [polity.id, polity])),
  leaders: new Map((story.value?.leaders ?? []).map((leader) => [leader.id, leader])),
  forces: new Map((story.value?.forces ?? []).map((force) => [force.id, force])),
  outcomes: new Map((story.value?.outcomes ?? []).map((outcome) => [outcome.id, outcome])),
  parameters: new Map((story.value?.parameters ?? []).map((part) => [part.id, part])),
  sources: new Map((story.value?.sources ?? []).map((source) => [source.id, source.cite])),
}));

/** Entries weighty enough to jump to. */
const stops = computed(() => entries.value.filter((one) => one.weight >= 30));
export const lastDay = computed(() => Math.max(0, (story.value?.days ?? 1) - 1));

export function goToDay(to: number): void {
  day.value = Math.max(0, Math.min(lastDay.value, Math.round(to)));
}

export function openEntry(id: string | null, isFlying = true): void {
  batch(() => {
    entryId.value = id;
    const found = id ? byId.value.get(id) : undefined;
    if (!found) return;
    goToDay(found.day);
    const place = named.value.places.get(found.place);
    if (place && isFlying) flyTo.value = { lon: place.lon, lat: place.lat, zoom: 4 };
  });
}

/** Steps to the next weighty entry, or the one before. */
export function stepEntry(by: 1 | -1): void {
  const list = stops.value;
  const own = list.findIndex((one) => one.id === entryId.value);
  let at: number;
  if (own >= 0 && list[own]!.day === day.value) at = own + by;
  else {
    const before = lastBefore(list, by > 0 ? day.value : day.value - 1);
    at = by > 0 ? before + 1 : before;
  }
  const found = list[at];
  if (found) openEntry(found.id);
}

let running: Running | undefined;

export function askFork(asked: ForkRequest, isSame = false): void {
  // the same question in another language: what was played of it is kept
  running?.stop(isSame);
  batch(() => {
    forkAsked.value = asked;
    fork.value = null;
    line.value = null;
    missing.value = null;
    forkProblem.value = null;
    view.value = "explore";
  });
  running = runFork(asked, lang.value, pairs, 0, (found) => { fork.value = found; }, (text) => { forkProblem.value = text || "-"; });
}

export function leaveFork(): void {
  running?.stop();
  batch(() => { forkAsked.value = null; fork.value = null; line.value = null; forkProblem.value = null; });
}

export async function openLine(n: number, on?: number): Promise<void> {
  if (!fork.value) return;
  try {
    const found = await loadLine(fork.value, n, lang.value);
    batch(() => { line.value = found; missing.value = null; goToDay(on ?? found.from); });
  } catch (error) {
    forkProblem.value = (error as Error).message;
  }
}

export const address = computed<Address>(() => {
  const found: Address = { view: view.value, lang: lang.value, facts: [], forbid: [] };
  if (view.value === "moments") {
    if (momentAt.value >= 0) found.moment = momentAt.value;
    return found;
  }
  if (view.value === "play") {
    return { ...found, leader: playLeader.value, seed: playSeed.value, choices: playChoices.value.map(writeChoice) };
  }
  found.day = day.value;
  if (entryId.value) found.entry = entryId.value;
  if (camera.value) found.camera = camera.value;
  const asked = forkAsked.value;
  if (asked) {
    if (asked.entry) found.entry = asked.entry;
    if (asked.option) found.option = asked.option;
    found.facts = (asked.facts ?? []).map((fact) => fact.text);
    found.forbid = (asked.forbid ?? []).map((event) => event.text);
    if (line.value) found.line = line.value.n;
  }
  return found;
});

let written = "";
let timer = 0;
effect(() => {
  const text = write(address.value);
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (!story.value || text === written) return;
    written = text;
    try { history.replaceState(null, "", `#${text}`); } catch { /* some hosts forbid it */ }
  }, 300);
});

/** Opens a line as soon as its fork is played; another question ends the wait. */
function openLineOnceDone(n: number, on?: number): void {
  const asked = forkAsked.value;
  const stop = effect(() => {
    const isLeft = forkAsked.value !== asked;
    if (!isLeft && fork.value?.status !== "done") return;
    queueMicrotask(() => { stop(); if (!isLeft) void openLine(n, on); });
  });
}

/** Asks an open fork again, in the language that the page has now. */
function tellForkAnew(asked: ForkRequest): void {
  const [now, seen, on] = [view.value, line.value, day.value];
  askFork(asked, true);
  view.value = now;
  if (seen) openLineOnceDone(seen.n, on);
}

export function follow(to: Address): void {
  batch(() => {
    view.value = to.view;
    if (to.day !== undefined) goToDay(to.day);
    if (to.entry) {
      entryId.value = to.entry;
      if (to.day === undefined) goToDay(byId.value.get(to.entry)?.day ?? 0);
    }
    if (to.camera) flyTo.value = to.camera;
    if (to.moment !== undefined) momentAt.value = to.moment;
  });
  if (to.option || to.facts.length || to.forbid.length) {
    const asked: ForkRequest = { facts: to.facts.map((text) => ({ text })), forbid: to.forbid.map((text) => ({ text })) };
    if (to.entry && to.option) Object.assign(asked, { entry: to.entry, option: to.option });
    else if (to.day !== undefined) asked.day = to.day;
    askFork(asked);
    if (to.line !== undefined) openLineOnceDone(to.line);
  }
}

export async function setLang(to: Lang): Promise<void> {
  try {
    const found = await loadStory(to);
    batch(() => { lang.value = to; story.value = found; });
    document.documentElement.lang = to;
    document.title = `Ucronía · ${found.title}`;
    if (forkAsked.value) tellForkAnew(forkAsked.value);
  } catch (error) {
    problem.value = (error as Error).message;
  }
}

export async function start(): Promise<void> {
  await setLang(lang.value);
  if (story.value) follow(opened);
  window.addEventListener("hashchange", () => {
    const text = location.hash.replace(/^#/, "");
    if (text === written) return;
    const to = read(text);
    if (to.lang && to.lang !== lang.value) void setLang(to.lang).then(() => follow(to));
    else follow(to);
  });
}

export { isStatic };
