/** Where the story and the forks come from: a server, or scripts beside the page. */

import type { Choice, Fork, ForkRequest, KeptFork, Lang, Line, Play, Story } from "./types";
import { forkKey } from "./logic/url";

declare global { interface Window { ucroniaData?: (name: string, packed: string) => void } }

const folder = document.querySelector<HTMLMetaElement>('meta[name="ucronia-data"]')?.content;
/** True where there is no server: a folder of files. */
export const isStatic = folder !== undefined || location.protocol === "file:";
const root = folder ?? "data/";

const given = new Map<string, string>();
// data are scripts: a page that is opened from a folder may not fetch what lies beside it
window.ucroniaData = (name, packed) => { given.set(name, packed); };

async function fromFile<T>(name: string, file: string): Promise<T> {
  await new Promise<void>((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = `${root}${file}.js`;
    tag.onload = () => resolve();
    tag.onerror = () => reject(new Error(tag.src));
    document.head.append(tag);
  });
  const packed = given.get(name);
  if (packed === undefined) throw new Error(file);
  given.delete(name);
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(plain).json()) as T;
}

type Kept = Record<string, Partial<Record<Lang, KeptFork>>>;
let forks: Kept = {};

const kept = new Map<Lang, Promise<Story>>();

export function loadStory(lang: Lang): Promise<Story> {
  const known = kept.get(lang);
  if (known) return known;
  const found = isStatic ? openFolder(lang) : ask<Story>(`api/story?lang=${lang}`);
  kept.set(lang, found);
  found.catch(() => kept.delete(lang));
  return found;
}

async function openFolder(lang: Lang): Promise<Story> {
  const [story] = await Promise.all([
    fromFile<Story>(`story.${lang}`, `story.${lang}`),
    Object.keys(forks).length ? forks : fromFile<Kept>("forks", "forks").then((found) => { forks = found; }, () => undefined),
  ]);
  return story;
}

export class Problem extends Error {}

async function ask<T>(path: string, body?: unknown, method = body === undefined ? "GET" : "POST"): Promise<T> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { "Content-Type": "application/json" };
    init.body = JSON.stringify(body);
  }
  const answer = await fetch(path, init);
  const told: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const problem = (told as { problem?: string } | null)?.problem;
    throw new Problem(problem ?? `${answer.status} ${answer.statusText}`);
  }
  return told as T;
}

/** Says whether an answer is there already. */
export function keptFork(asked: ForkRequest, lang: Lang): KeptFork | undefined {
  return forks[forkKey(asked)]?.[lang];
}

export interface Running {
  /** Ends the play; where it only is no more listened to, it plays on. */
  stop(isWanted?: boolean): void;
}

/** Asks for a fork and tells of it as it fills. */
export function runFork(asked: ForkRequest, lang: Lang, replicas: number, seed: number, tell: (fork: Fork) => void, fail: (text: string) => void): Running {
  const there = keptFork(asked, lang);
  if (there || isStatic) {
    if (there) tell(there);
    else fail("");
    return { stop() {} };
  }
  let source: EventSource | undefined;
  let id = "";
  let isOver = false;
  const end = () => { isOver = true; source?.close(); };
  void (async () => {
    try {
      const facts = asked.facts ?? [];
      const forbid = asked.forbid ?? [];
      ({ id } = await ask<{ id: string }>("api/forks", { ...asked, facts, forbid, replicas, seed, lang }));
      if (isOver) return;
      source = new EventSource(`api/forks/${id}/events?lang=${lang}`);
      const take = (event: MessageEvent<string>) => {
        const fork = JSON.parse(event.data) as Fork;
        if (fork.status === "failed") { end(); fail(fork.error ?? ""); return; }
        tell(fork);
        if (fork.status === "done" || fork.status === "cancelled") end();
      };
      source.onmessage = take;
      source.onerror = () => {
        if (isOver) return;
        end();
        ask<Fork>(`api/forks/${id}?lang=${lang}`).then(tell, (error: Error) => fail(error.message));
      };
    } catch (error) {
      if (!isOver) fail((error as Error).message);
    }
  })();
  return {
    stop(isWanted = false) {
      const wasOver = isOver;
      end();
      if (id && !wasOver && !isWanted) void fetch(`api/forks/${id}`, { method: "DELETE" }).catch(() => undefined);
    },
  };
}

export async function loadLine(fork: Fork, n: number, lang: Lang): Promise<Line> {
  if (!isStatic) return ask<Line>(`api/forks/${fork.id}/lines/${n}?lang=${lang}`);
  const name = `line.${fork.id}.${n}`;
  const known = lines.get(name) ?? fromFile<Record<Lang, Line>>(name, `line-${fork.id}-${n}`);
  lines.set(name, known);
  return (await known)[lang];
}

const lines = new Map<string, Promise<Record<Lang, Line>>>();

export function play(leader: string, seed: number, choices: Choice[], lang: Lang): Promise<Play> {
  return ask<Play>("api/plays", { leader, seed, choices, lang });
}

export interface Card { kind: string; id: string; title: string; facts: { label: string; text: string }[]; sources: string[] }

export async function basis(id: string, lang: Lang): Promise<Card | undefined> {
  const found = await ask<{ cards: Card[] }>(`api/basis/${encodeURIComponent(id)}?lang=${lang}`);
  return found.cards[0];
}

export const addressOf = (fork: Fork, tail: string): string => `api/forks/${fork.id}${tail}`;
