/** The ground of the map: its layers as paths, drawn once a day or once a move. */

import { geoPath, geoTransform } from "d3-geo";
import type { Cause, Story, Shape, Polity, Pattern, Point } from "../types";
import type { Film } from "../logic/frames";
import { fillOf, faded, inkOf } from "./patterns";
import reliefUrl from "./relief.jpg?inline";

/** Pixels of a degree of latitude at zoom 1. */
export const DEGREE = 40;
const MIDDLE = -17;
const SHRINK = Math.cos((MIDDLE * Math.PI) / 180);
/** What the picture of relief covers, in degrees. */
const RELIEF = { west: -83, east: -57.5, north: 1, south: -44 };

/** Lays longitude and latitude flat, true to scale in the middle of the map. */
export function project(lon: number, lat: number): Point {
  return [lon * SHRINK * DEGREE, -lat * DEGREE];
}
export function unproject(x: number, y: number): Point {
  return [x / SHRINK / DEGREE, -y / DEGREE];
}

const flat = geoTransform({
  point(lon, lat) { this.stream.point(...project(lon, lat)); },
});

const HATCHES: Pattern[] = ["lines", "dots", "back", "waves", "grid", "cross"];

/** Gives each cause a hatching; those who only obey have none. */
export function causePatterns(causes: readonly Cause[]): [string, Pattern][] {
  return causes.map((cause, at) => [cause.id, cause.obeys ? "blank" : HATCHES[at % HATCHES.length]!]);
}

function pathOf(shapes: readonly Shape[]): Path2D {
  const path = new Path2D();
  const draw = geoPath(flat, path as unknown as CanvasRenderingContext2D);
  for (const shape of shapes) draw(shape as unknown as GeoJSON.Geometry);
  return path;
}

export interface View { k: number; x: number; y: number; width: number; height: number; ratio: number }

interface Department { shape: Shape; path: Path2D; provinces: string[]; isLoose: boolean }

export const SEA = "#cfdde2";
const LAND = "#f4f3ed";
const RIVER = "#6f9bb0";
const INK = "#16262f";

export class Ground {
  private readonly land: Path2D;
  private readonly lakes: Path2D;
  private readonly rivers: Path2D;
  private readonly roads: Path2D;
  private readonly lanes: Path2D;
  readonly departments: Department[];
  private readonly relief = new Image();
  private readonly polities: Map<string, Polity>;
  private readonly causes: Map<string, Pattern>;
  private readonly obeying: Set<string>;

  constructor(story: Story, private readonly redraw: () => void) {
    const layers = story.layers ?? {};
    this.land = pathOf(layers.land ?? []);
    this.lakes = pathOf(layers.lakes ?? []);
    this.rivers = pathOf(layers.rivers ?? []);
    this.departments = (layers.departments ?? []).map((shape) => ({
      shape, path: pathOf([shape]), provinces: shape.provinces ?? [], isLoose: shape.status === "unorganised",
    }));
    const lines = (kind: string) => pathOf(story.routes.filter((route) => route.kind === kind).map((route) => ({ type: "LineString", coordinates: route.points })));
    this.roads = lines("land");
    this.lanes = lines("sea");
    this.polities = new Map(story.polities.map((polity) => [polity.id, polity]));
    this.causes = new Map(causePatterns(story.causes));
    this.obeying = new Set(story.causes.filter((cause) => cause.obeys).map((cause) => cause.id));
    this.relief.onload = () => this.redraw();
    this.relief.src = reliefUrl;
  }

  draw(ctx: CanvasRenderingContext2D, view: View, film: Film, day: number, mode: "rules" | "favours"): void {
    const { k, x, y, width, height, ratio } = view;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = SEA;
    ctx.fillRect(0, 0, width, height);
    ctx.setTransform(ratio * k, 0, 0, ratio * k, ratio * x, ratio * y);
    this.waterlines(ctx, k);
    ctx.fillStyle = LAND;
    ctx.fill(this.land);
    ctx.save();
    ctx.clip(this.land);
    this.fills(ctx, film, day, mode, k);
    this.shade(ctx);
    ctx.restore();
    this.waters(ctx, k);
    this.borders(ctx, k);
    this.ways(ctx, k);
    this.edges(ctx, view);
  }

  /** Lets the map fade where what is known of the ground ends. */
  private edges(ctx: CanvasRenderingContext2D, { x, y, k, width, height, ratio }: View): void {
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const east = project(RELIEF.east, 0)[0] * k + x;
    const north = project(0, RELIEF.north)[1] * k + y;
    const south = project(0, RELIEF.south)[1] * k + y;
    const fade = 60 * Math.min(3, k);
    const veil = (x0: number, y0: number, x1: number, y1: number, box: [number, number, number, number]) => {
      const shade = ctx.createLinearGradient(x0, y0, x1, y1);
      shade.addColorStop(0, "rgba(237,241,239,0)");
      shade.addColorStop(1, "rgba(237,241,239,1)");
      ctx.fillStyle = shade;
      ctx.fillRect(...box);
    };
    if (east < width + fade) veil(east - fade, 0, east, 0, [east - fade, 0, width - east + fade, height]);
    if (north > -fade) veil(0, north + fade, 0, north, [0, 0, width, north + fade]);
    if (south < height + fade) veil(0, south - fade, 0, south, [0, south - fade, width, height - south + fade]);
  }

  /** Lines that follow the coast, as engravers drew the sea. */
  private waterlines(ctx: CanvasRenderingContext2D, k: number): void {
    ctx.lineJoin = "round";
    for (const [width, alpha] of [[26, 0.1], [16, 0.14], [8, 0.22]] as const) {
      ctx.lineWidth = width / k;
      ctx.strokeStyle = `rgba(255,255,255,${alpha * 2})`;
      ctx.stroke(this.land);
    }
    ctx.lineWidth = 1.6 / k;
    ctx.strokeStyle = "rgba(22,38,47,.55)";
    ctx.stroke(this.land);
  }

  private fills(ctx: CanvasRenderingContext2D, film: Film, day: number, mode: string, k: number): void {
    const control = film.controlAt(day);
    for (const department of this.departments) {
      const holders = [...new Set(department.provinces.map((province) => control.get(province)).filter((holder): holder is string => Boolean(holder)))];
      const polity = holders[0] ? this.polities.get(holders[0]) : undefined;
      if (!polity) continue;
      if (mode === "favours") { this.favour(ctx, film, day, department, k); continue; }
      ctx.fillStyle = faded(polity.colour, 0.5);
      ctx.fill(department.path);
      ctx.fillStyle = fillOf(ctx, polity.pattern, "rgba(22,38,47,.16)", "", k);
      ctx.fill(department.path);
      const second = holders[1] ? this.polities.get(holders[1]) : undefined;
      if (second) {
        ctx.fillStyle = fillOf(ctx, "lines", faded(second.colour, 0.95), "", k * 0.6);
        ctx.fill(department.path);
      }
    }
  }

  private favour(ctx: CanvasRenderingContext2D, film: Film, day: number, department: Department, k: number): void {
    const shares = new Map<string, number>();
    for (const province of department.provinces) {
      for (const [cause, share] of film.allegianceAt(day, province)) shares.set(cause, (shares.get(cause) ?? 0) + share / department.provinces.length);
    }
    // most obey whoever rules: what is hatched is the cause most people hold of themselves
    const [cause, share] = [...shares].filter(([id]) => !this.obeying.has(id)).sort((a, b) => b[1] - a[1])[0] ?? [];
    if (!cause || share === undefined) return;
    const weight = Math.min(1, share / 0.6);
    ctx.fillStyle = `rgba(40,84,104,${0.06 + 0.44 * weight})`;
    ctx.fill(department.path);
    ctx.fillStyle = fillOf(ctx, this.causes.get(cause) ?? "blank", `rgba(12,28,38,${0.3 + 0.6 * weight})`, "", k * 0.8);
    ctx.fill(department.path);
  }

  private shade(ctx: CanvasRenderingContext2D): void {
    if (!this.relief.complete || !this.relief.naturalWidth) return;
    const [left, top] = project(RELIEF.west, RELIEF.north);
    const [right, bottom] = project(RELIEF.east, RELIEF.south);
    ctx.globalCompositeOperation = "multiply";
    ctx.globalAlpha = 0.5;
    ctx.drawImage(this.relief, left, top, right - left, bottom - top);
    ctx.globalAlpha = 1;
    ctx.globalCompositeOperation = "source-over";
  }

  private waters(ctx: CanvasRenderingContext2D, k: number): void {
    ctx.strokeStyle = RIVER;
    ctx.lineWidth = Math.min(1.4, 0.5 + k * 0.12) / k;
    ctx.globalAlpha = 0.75;
    ctx.stroke(this.rivers);
    ctx.globalAlpha = 1;
    ctx.fillStyle = "#a9c9d6";
    ctx.fill(this.lakes);
    ctx.lineWidth = 0.8 / k;
    ctx.strokeStyle = "#3f6c80";
    ctx.stroke(this.lakes);
  }

  private borders(ctx: CanvasRenderingContext2D, k: number): void {
    for (const department of this.departments) {
      ctx.lineWidth = (department.isLoose ? 1.1 : 0.7) / k;
      ctx.strokeStyle = "rgba(22,38,47,.45)";
      ctx.setLineDash(department.isLoose ? [5 / k, 4 / k] : []);
      ctx.stroke(department.path);
    }
    ctx.setLineDash([]);
  }

  private ways(ctx: CanvasRenderingContext2D, k: number): void {
    if (k < 0.9) return;
    ctx.globalAlpha = Math.min(0.55, (k - 0.7) * 0.4);
    ctx.strokeStyle = "#6b4a2b";
    ctx.lineWidth = 0.9 / k;
    ctx.stroke(this.roads);
    ctx.strokeStyle = "#47707f";
    ctx.setLineDash([2 / k, 4 / k]);
    ctx.stroke(this.lanes);
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

export { INK, inkOf };
