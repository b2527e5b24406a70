/** Every position is an address: where one looks, on what day, at what, with what changed. */

import type { Lang } from "../types";

export type View = "moments" | "explore" | "play" | "lesson" | "evidence";
export const VIEWS: readonly View[] = ["moments", "explore", "play", "lesson", "evidence"];

export interface Camera { lon: number; lat: number; zoom: number }
export interface Address {
  view: View; lang?: Lang; day?: number; entry?: string; option?: string; facts: string[];
  forbid: string[]; line?: number; camera?: Camera; leader?: string; seed?: number; moment?: number;
  choices?: string[];
}

const whole = (text: string | null): number | undefined => {
  if (text === null || !/^-?\d{1,7}$/.test(text)) return undefined;
  return Number(text);
};
const slug = (text: string | null): string | undefined => (text && /^[\w-]{1,80}$/.test(text) ? text : undefined);

/** Reads how many pairs a fork shall have: what the server takes, the usual number else. */
export function pairsAsked(text: string | null): number {
  const wanted = whole(text) ?? 1000;
  return wanted >= 2 && wanted <= 4000 ? wanted : 1000;
}

/** Writes an address as the part of a link after its hash. */
export function write(address: Address): string {
  const parts = new URLSearchParams();
  parts.set("v", address.view);
  if (address.lang) parts.set("l", address.lang);
  if (address.day !== undefined) parts.set("d", String(address.day));
  if (address.entry) parts.set("e", address.entry);
  if (address.option) parts.set("o", address.option);
  for (const fact of address.facts) parts.append("f", fact);
  for (const event of address.forbid) parts.append("x", event);
  if (address.line !== undefined) parts.set("n", String(address.line));
  if (address.camera) {
    const { lon, lat, zoom } = address.camera;
    parts.set("c", [lon.toFixed(2), lat.toFixed(2), zoom.toFixed(2)].join(","));
  }
  if (address.leader) parts.set("p", address.leader);
  if (address.seed !== undefined) parts.set("s", String(address.seed));
  if (address.moment !== undefined) parts.set("m", String(address.moment));
  for (const choice of address.choices ?? []) parts.append("h", choice);
  return parts.toString();
}

/** Reads an address; what it can't read is left out, never an error. */
export function read(text: string): Address {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const view = parts.get("v");
  const lang = parts.get("l");
  const address: Address = {
    view: VIEWS.find((known) => known === view) ?? "moments",
    facts: parts.getAll("f").slice(0, 8).map((fact) => fact.slice(0, 120)),
    forbid: parts.getAll("x").slice(0, 8).map((event) => event.slice(0, 120)),
  };
  if (lang === "es" || lang === "en") address.lang = lang;
  const numbers = { day: whole(parts.get("d")), line: whole(parts.get("n")), seed: whole(parts.get("s")), moment: whole(parts.get("m")) };
  for (const [name, value] of Object.entries(numbers)) if (value !== undefined) Object.assign(address, { [name]: value });
  const names = { entry: slug(parts.get("e")), option: slug(parts.get("o")), leader: slug(parts.get("p")) };
  for (const [name, value] of Object.entries(names)) if (value !== undefined) Object.assign(address, { [name]: value });
  const camera = parts.get("c")?.split(",").map(Number);
  if (camera?.length === 3 && camera.every(Number.isFinite)) {
    address.camera = { lon: camera[0]!, lat: camera[1]!, zoom: Math.max(1, Math.min(40, camera[2]!)) };
  }
  const choices = parts.getAll("h").slice(0, 60).map((choice) => choice.slice(0, 200));
  if (choices.length) address.choices = choices;
  return address;
}

export interface Made { day: number; rule: string; instance: number; option: string }

/** Writes a choice made in a leader's place. */
export function writeChoice(choice: Made): string {
  return [choice.day, choice.rule, choice.instance, choice.option].join(":");
}

/** Reads choices up to the first that can't be read: what follows would answer other questions. */
export function readChoices(texts: readonly string[]): Made[] {
  const found: Made[] = [];
  for (const text of texts) {
    const parts = /^(\d{1,6}):(\w{1,80}):(\d{1,6}):(\w{1,80})$/.exec(text);
    if (!parts) return found;
    found.push({ day: Number(parts[1]), rule: parts[2]!, instance: Number(parts[3]), option: parts[4]! });
  }
  return found;
}

/** Names a question to a fork, so that an answer kept in a folder is found again. */
export function forkKey(asked: { entry?: string; option?: string; day?: number; facts?: { text: string }[]; forbid?: { text: string }[] }): string {
  const facts = (asked.facts ?? []).map((fact) => fact.text).join("&");
  const forbid = (asked.forbid ?? []).map((event) => event.text).join("&");
  const what = asked.entry ? `${asked.entry}=${asked.option ?? ""}` : `@${asked.day ?? ""}`;
  return [what, facts, forbid].join("|").replace(/\|+$/, "");
}
