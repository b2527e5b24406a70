/** Where the story and the forks come from: a server, or files beside the page. */

import type { Fork, ForkRequest, KeptFork, Lang, Line, Play, Choice, Story } from "./types";
import { forkKey } from "./logic/url";

interface Store { stories: Partial<Record<Lang, Story>>; forks?: Record<string, Record<string, KeptFork>> | Record<string, KeptFork> }
declare global { interface Window { UCRONIA?: Partial<Store> } }

const meta = document.querySelector<HTMLMetaElement>('meta[name="ucronia-mode"]');
/** True where there is no server: a folder of files. */
export const isStatic = location.protocol === "file:" || meta?.content === "static";

function script(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = src;
    tag.onload = () => resolve();
    tag.onerror = () => reject(new Error(src));
    document.head.append(tag);
  });
}

const kept = new Map<Lang, Promise<Story>>();

export function loadStory(lang: Lang): Promise<Story> {
  const known = kept.get(lang);
  if (known) return known;
  const found = isStatic ? fromFile(lang) : ask<Story>(`api/story?lang=${lang}`);
  kept.set(lang, found);
  found.catch(() => kept.delete(lang));
  return found;
}

async function fromFile(lang: Lang): Promise<Story> {
  if (!window.UCRONIA?.stories?.[lang]) await script(`story.${lang}.js`);
  const story = window.UCRONIA?.stories?.[lang];
  if (!story) throw new Error(`story.${lang}.js`);
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

function keptForks(lang: Lang): Record<string, KeptFork> {
  const forks = window.UCRONIA?.forks ?? {};
  const own = (forks as Record<string, Record<string, KeptFork>>)[lang];
  return own && !("status" in own) ? own : (forks as Record<string, KeptFork>);
}

/** Says whether an answer is there already. */
export function keptFork(asked: ForkRequest, lang: Lang): KeptFork | undefined {
  return keptForks(lang)[forkKey(asked)];
}

export interface Running { stop(): void }

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
    stop() {
      const wasOver = isOver;
      end();
      if (id && !wasOver) void fetch(`api/forks/${id}`, { method: "DELETE" }).catch(() => undefined);
    },
  };
}

export async function loadLine(fork: Fork, n: number, lang: Lang): Promise<Line> {
  const there = (fork as KeptFork).lineData?.[String(n)];
  return there ?? ask<Line>(`api/forks/${fork.id}/lines/${n}?lang=${lang}`);
}

export function play(leader: string, seed: number, choices: Choice[], lang: Lang): Promise<Play> {
  return ask<Play>("api/plays", { leader, seed, choices, lang });
}

export function basis(id: string, lang: Lang): Promise<Record<string, unknown>> {
  return ask<Record<string, unknown>>(`api/basis/${encodeURIComponent(id)}?lang=${lang}`);
}

export const addressOf = (fork: Fork, tail: string): string => `api/forks/${fork.id}${tail}`;
