/** What stands on the ground: forces, towns, battles, sieges, and their labels. */

import type { Entry, ForceKind, Pattern, Place, Point, Polity, Story } from "../types";
import type { Film, Standing } from "../logic/frames";
import { place as placeLabels, type Box, type Wanted } from "../logic/labels";
import { shortName } from "../logic/names";
import { numberText } from "../logic/numbers";
import { project, INK, type View } from "./ground";
import { fillOf, inkOf } from "./patterns";

export const TRAIL_DAYS = 40;
const BATTLE_DAYS = 45;
const FIGHTS = new Set(["battle", "naval"]);

export interface Hit { x: number; y: number; r: number; kind: "force" | "entry" | "place"; id: string; title: string }
/** Asks for a label: what, its text, weight and size of its letters, colour. */
type Want = (one: Omit<Wanted, "width" | "height">, text: string, weight: number, size: number, colour: string) => void;
interface Group { at: Point; polity: string; kind: ForceKind; men: number; ships: number; list: Standing[] }

export function radius(men: number): number {
  return 4 + Math.sqrt(Math.max(0, men)) / 8.5;
}

/** Puts forces of one side at one spot together. */
export function groups(standing: readonly Standing[]): Group[] {
  const found = new Map<string, Group>();
  for (const one of standing) {
    const kind = one.row.kind ?? "army";
    const isFleet = kind === "fleet";
    const key = `${one.at[0].toFixed(2)},${one.at[1].toFixed(2)},${one.row.polity},${isFleet}`;
    const group = found.get(key) ?? { at: one.at, polity: one.row.polity ?? "", kind, men: 0, ships: 0, list: [] };
    group.men += one.row.men;
    group.ships += one.row.ships ?? 0;
    group.list.push(one);
    found.set(key, group);
  }
  return [...found.values()].sort((a, b) => b.men - a.men);
}

function outline(ctx: CanvasRenderingContext2D, kind: ForceKind, x: number, y: number, r: number): void {
  ctx.beginPath();
  if (kind === "garrison") ctx.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
  else if (kind === "montonera") { ctx.moveTo(x, y - r); ctx.lineTo(x + r, y + r * 0.8); ctx.lineTo(x - r, y + r * 0.8); ctx.closePath(); }
  else if (kind === "fleet") {
    ctx.moveTo(x - r * 1.3, y + r * 0.1); ctx.lineTo(x + r * 1.3, y + r * 0.1); ctx.lineTo(x + r * 0.8, y + r * 0.9); ctx.lineTo(x - r * 0.8, y + r * 0.9); ctx.closePath();
    ctx.moveTo(x, y); ctx.lineTo(x, y - r * 1.2); ctx.lineTo(x + r * 0.95, y - r * 0.1); ctx.closePath();
  } else ctx.arc(x, y, r, 0, Math.PI * 2);
}

/** Leads from a label that stands far off to its point. */
function lead(ctx: CanvasRenderingContext2D, label: Box, [x, y]: Point, gap: number): void {
  const toX = Math.max(label.x, Math.min(x, label.x + label.width));
  const toY = Math.max(label.y, Math.min(y, label.y + label.height));
  const away = Math.hypot(toX - x, toY - y);
  if (away < gap * 1.7) return;
  const part = (gap - 3) / away;
  for (const [width, ink] of [[3.4, "rgba(250,250,246,.85)"], [1.1, INK]] as const) {
    ctx.beginPath();
    ctx.moveTo(x + (toX - x) * part, y + (toY - y) * part);
    ctx.lineTo(toX, toY);
    ctx.lineWidth = width;
    ctx.strokeStyle = ink;
    ctx.stroke();
  }
}

export class Marks {
  hits: Hit[] = [];
  private readonly polities: Map<string, Polity>;
  private readonly places: Map<string, Place>;
  private readonly leaders: Map<string, string>;
  private readonly forces: Map<string, string>;
  private readonly battles: Entry[];
  private readonly widths = new Map<string, number>();

  constructor(private readonly story: Story) {
    this.polities = new Map(story.polities.map((polity) => [polity.id, polity]));
    this.places = new Map(story.places.map((place) => [place.id, place]));
    this.leaders = new Map(story.leaders.map((leader) => [leader.id, shortName(leader.name, leader.id)]));
    this.forces = new Map(story.forces.map((force) => [force.id, force.name]));
    this.battles = story.entries.filter((entry) => FIGHTS.has(entry.kind) || entry.kind === "treaty");
  }

  draw(ctx: CanvasRenderingContext2D, view: View, film: Film, day: number, shown: { entry: Entry | null; force: string | null; scale: number; letters: number; leftOn: number }): void {
    this.hits = [];
    const { ratio } = view;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const taken: Box[] = [];
    const wanted: Wanted[] = [];
    const labels = new Map<string, { text: string; font: string; colour: string; from: Point; gap: number }>();
    const want: Want = (one, text, weight, plainSize, colour) => {
      const size = plainSize * shown.letters;
      const font = `${weight} ${size}px "Alegreya Sans", sans-serif`;
      wanted.push({ ...one, width: this.width(ctx, text, font) + 4, height: size + 3 });
      labels.set(one.id, { text, font, colour, from: [one.x, one.y], gap: one.gap });
    };
    const spot = (lon: number, lat: number): Point => {
      const [x, y] = project(lon, lat);
      return [x * view.k + view.x, y * view.k + view.y];
    };
    this.trails(ctx, film, day, spot);
    this.towns(ctx, view, spot, taken, want);
    this.sieges(ctx, film, day, spot);
    const isTold = (entry: Entry) => entry.day < shown.leftOn || day < shown.leftOn;
    this.fights(ctx, day, spot, (entry) => isTold(entry) && entry !== shown.entry, taken, want);
    this.armies(ctx, film, day, spot, shown.force, taken, want, shown.scale);
    this.pin(ctx, spot, shown.entry && (isTold(shown.entry) || shown.entry.day === shown.leftOn) ? shown.entry : null, taken, want);
    const bounds = { x: 2, y: 2, width: view.width - 4, height: view.height - 4 };
    ctx.lineJoin = "round";
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const label of placeLabels(wanted, taken, bounds)) {
      const { text, font, colour, from, gap } = labels.get(label.id)!;
      lead(ctx, label, from, gap);
      ctx.font = font;
      ctx.lineWidth = 3.2;
      ctx.strokeStyle = "rgba(250,250,246,.92)";
      ctx.strokeText(text, label.x + 2, label.y + label.height / 2);
      ctx.fillStyle = colour;
      ctx.fillText(text, label.x + 2, label.y + label.height / 2);
    }
  }

  private width(ctx: CanvasRenderingContext2D, text: string, font: string): number {
    const key = `${font}|${text}`;
    let known = this.widths.get(key);
    if (known === undefined) {
      ctx.font = font;
      known = ctx.measureText(text).width;
      this.widths.set(key, known);
    }
    return known;
  }

  private trails(ctx: CanvasRenderingContext2D, film: Film, day: number, spot: (lon: number, lat: number) => Point): void {
    ctx.lineCap = ctx.lineJoin = "round";
    for (const one of film.forcesAt(day)) {
      const points = film.trail(one.id, day, TRAIL_DAYS);
      if (points.length < 2) continue;
      const polity = this.polities.get(one.row.polity ?? "");
      ctx.beginPath();
      points.forEach((point, index) => {
        const [x, y] = spot(point[0], point[1]);
        if (index) ctx.lineTo(x, y); else ctx.moveTo(x, y);
      });
      const width = 1.6 + Math.sqrt(one.row.men) / 26;
      ctx.setLineDash(one.row.kind === "fleet" ? [1, 6] : []);
      ctx.strokeStyle = "rgba(250,250,246,.75)";
      ctx.lineWidth = width + 2.4;
      ctx.stroke();
      ctx.strokeStyle = polity?.colour ?? INK;
      ctx.lineWidth = width;
      ctx.stroke();
      ctx.setLineDash([]);
    }
  }

  private towns(ctx: CanvasRenderingContext2D, view: View, spot: (lon: number, lat: number) => Point, taken: Box[], want: Want): void {
    for (const place of this.story.places) {
      const weight = (place.isCapital ? 40 : 0) + Math.log10(1 + (place.people ?? 0)) * 6 + (place.kind === "port" ? 4 : 0);
      const isShown = place.kind === "pass" || place.kind === "battlefield" ? view.k > 3 : weight > 52 - view.k * 16;
      const [x, y] = spot(place.lon, place.lat);
      if (!isShown || x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
      const r = place.isCapital ? 2.6 : 1.9;
      ctx.beginPath();
      if (place.kind === "port") ctx.rect(x - r, y - r, r * 2, r * 2); else ctx.arc(x, y, r, 0, 7);
      ctx.fillStyle = place.isCapital ? INK : "#fbfbf7";
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = INK;
      ctx.stroke();
      if (place.fort === "strong" || place.fort === "yes") { ctx.strokeRect(x - r - 2.2, y - r - 2.2, 2 * r + 4.4, 2 * r + 4.4); }
      taken.push({ x: x - 3, y: y - 3, width: 6, height: 6 });
      this.hits.push({ x, y, r: 7, kind: "place", id: place.id, title: place.name });
      const size = place.isCapital ? 13 : 12;
      want({ id: `p:${place.id}`, x, y, gap: 5, weight }, place.name, place.isCapital ? 500 : 400, size, "#2a3a43");
    }
  }

  private sieges(ctx: CanvasRenderingContext2D, film: Film, day: number, spot: (lon: number, lat: number) => Point): void {
    const ring = (id: string, dash: number[], r: number, colour: string) => {
      const place = this.places.get(id);
      if (!place) return;
      const [x, y] = spot(place.lon, place.lat);
      ctx.beginPath();
      ctx.arc(x, y, r, 0, 7);
      ctx.lineWidth = 2.4;
      ctx.strokeStyle = colour;
      ctx.setLineDash(dash);
      ctx.stroke();
      ctx.setLineDash([]);
    };
    for (const siege of film.siegesAt(day)) ring(siege.place, [4, 3], 17, "#9b1b3b");
    for (const blockade of film.blockadesAt(day)) ring(blockade.port, [1.5, 4], 20, this.polities.get(blockade.polity)?.colour ?? INK);
  }

  private fights(ctx: CanvasRenderingContext2D, day: number, spot: (lon: number, lat: number) => Point, isShown: (entry: Entry) => boolean, taken: Box[], want: Want): void {
    const list = this.battles.filter((entry) => entry.day <= day && day - entry.day <= BATTLE_DAYS && isShown(entry));
    for (const entry of list) {
      const place = this.places.get(entry.place);
      if (!place) continue;
      const [x, y] = spot(place.lon, place.lat);
      const isLoose = entry.precision !== undefined && entry.precision !== "day";
      ctx.globalAlpha = 1 - ((day - entry.day) / BATTLE_DAYS) * 0.75;
      const r = 7;
      ctx.strokeStyle = "rgba(250,250,246,.95)";
      ctx.lineWidth = 5;
      for (let pass = 0; pass < 2; pass++) {
        ctx.beginPath();
        if (entry.kind === "battle" || entry.kind === "naval") {
          ctx.moveTo(x - r, y - r); ctx.lineTo(x + r, y + r); ctx.moveTo(x + r, y - r); ctx.lineTo(x - r, y + r);
        } else { ctx.moveTo(x, y - r); ctx.lineTo(x + r, y); ctx.lineTo(x, y + r); ctx.lineTo(x - r, y); ctx.closePath(); }
        ctx.setLineDash(isLoose && pass ? [3, 3] : []);
        ctx.stroke();
        ctx.strokeStyle = "#9b1b3b";
        ctx.lineWidth = 2.4;
      }
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
      taken.push({ x: x - r, y: y - r, width: r * 2, height: r * 2 });
      this.hits.push({ x, y, r: r + 5, kind: "entry", id: entry.id, title: entry.title });
      if (entry.weight >= 40) want({ id: `e:${entry.id}`, x, y, gap: r + 3, weight: 150 }, entry.title, 700, 13, "#7d1330");
    }
  }

  /** Points at the entry that is read. */
  private pin(ctx: CanvasRenderingContext2D, spot: (lon: number, lat: number) => Point, shown: Entry | null, taken: Box[], want: Want): void {
    const place = shown ? this.places.get(shown.place) : undefined;
    if (!shown || !place) return;
    const [x, y] = spot(place.lon, place.lat);
    const top = y - 34;
    const isLoose = shown.precision !== undefined && shown.precision !== "day";
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.bezierCurveTo(x - 3, y - 12, x - 12, top + 14, x - 12, top);
    ctx.arc(x, top, 12, Math.PI, 0);
    ctx.bezierCurveTo(x + 12, top + 14, x + 3, y - 12, x, y);
    ctx.closePath();
    ctx.lineWidth = 3;
    ctx.strokeStyle = "#fafaf6";
    ctx.stroke();
    ctx.fillStyle = isLoose ? "#fafaf6" : "#9b1b3b";
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.setLineDash(isLoose ? [4, 3] : []);
    ctx.strokeStyle = "#9b1b3b";
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.strokeStyle = isLoose ? "#9b1b3b" : "#fafaf6";
    ctx.lineWidth = 2.2;
    ctx.beginPath();
    if (FIGHTS.has(shown.kind)) { ctx.moveTo(x - 5, top - 5); ctx.lineTo(x + 5, top + 5); ctx.moveTo(x + 5, top - 5); ctx.lineTo(x - 5, top + 5); } else ctx.arc(x, top, 4, 0, 7);
    ctx.stroke();
    taken.push({ x: x - 13, y: top - 13, width: 26, height: 44 });
    this.hits.push({ x, y: top, r: 15, kind: "entry", id: shown.id, title: shown.title });
    want({ id: `e:${shown.id}`, x, y: top, gap: 16, weight: 900, isNeeded: true }, shown.title, 700, 14, "#7d1330");
  }

  private armies(ctx: CanvasRenderingContext2D, film: Film, day: number, spot: (lon: number, lat: number) => Point, shown: string | null, taken: Box[], want: Want, scale: number): void {
    const used: { x: number; y: number; r: number }[] = [];
    for (const group of groups(film.forcesAt(day))) {
      const polity = this.polities.get(group.polity);
      const r = (group.kind === "fleet" ? 6 + Math.min(6, group.ships) : radius(group.men)) * scale;
      let [x, y] = spot(group.at[0], group.at[1]);
      for (let turn = 0; turn < 8 && used.some((one) => Math.hypot(one.x - x, one.y - y) < one.r + r - 1); turn++) x += (group.kind === "fleet" ? -1 : 1) * (r * 0.7 + 2);
      used.push({ x, y, r });
      const first = group.list[0]!;
      outline(ctx, group.kind, x, y, r);
      ctx.fillStyle = polity?.colour ?? "#888";
      ctx.fill();
      const pattern: Pattern = polity?.pattern ?? "solid";
      if (pattern !== "solid" && polity) { ctx.fillStyle = fillOf(ctx, pattern, inkOf(polity.colour), "", 1.25); ctx.fill(); }
      const isShown = group.list.some((one) => one.id === shown);
      ctx.lineWidth = isShown ? 5 : 3.4;
      ctx.strokeStyle = "rgba(250,250,246,.95)";
      ctx.stroke();
      ctx.lineWidth = isShown ? 2.6 : 1.3;
      ctx.strokeStyle = isShown ? "#9b1b3b" : INK;
      ctx.stroke();
      taken.push({ x: x - r, y: y - r, width: 2 * r, height: 2 * r });
      const who = first.row.commander ? this.leaders.get(first.row.commander) ?? "" : "";
      const strength = group.kind === "fleet" && group.ships ? `${group.ships} ⛵︎` : numberText(group.men, this.story.lang);
      const text = [who, strength].filter(Boolean).join(" ").replace(" ⛵︎", this.story.lang === "es" ? " buques" : " ships");
      this.hits.push({ x, y, r: Math.max(11, r + 2), kind: "force", id: first.id, title: `${this.forces.get(first.id) ?? text}: ${text}` });
      if (group.men >= 250 || group.ships || isShown) want({ id: `f:${first.id}`, x, y, gap: r + 3, weight: 60 + group.men / 60 + (isShown ? 300 : 0), isNeeded: group.men >= 2500 || isShown }, text, 700, 12.5, INK);
    }
  }
}
