/** Frames are changes only; a film of them answers how things stood on a day. */

import type { AllegianceRow, ForceRow, Frames, Point, Route } from "../types";

export interface Standing {
  id: string; row: ForceRow; at: Point; isMoving: boolean;
}
interface Kept extends ForceRow { left: number }

/** Gives the index of the last row on or before a day, -1 where there is none. */
export function lastBefore(rows: readonly { day: number }[], day: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.day <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function grouped<T extends { day: number }>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const name = key(row);
    const list = found.get(name);
    if (list) list.push(row);
    else found.set(name, [row]);
  }
  for (const list of found.values()) list.sort((a, b) => a.day - b.day);
  return found;
}

export class Ways {
  private readonly known = new Map<string, Point[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      this.known.set(`${route.a}|${route.b}`, route.points);
      this.known.set(`${route.b}|${route.a}`, [...route.points].reverse());
    }
  }

  /** Gives the way between two places, a straight one where no route is known. */
  between(a: string, b: string, ends: [Point, Point]): Point[] {
    return this.known.get(`${a}|${b}`) ?? ends;
  }
}

/** Gives the point at a share of a line's length. */
export function along(line: readonly Point[], share: number): Point {
  const steps = line.slice(1).map((point, index) => Math.hypot(point[0] - line[index]![0], point[1] - line[index]![1]));
  let left = Math.max(0, Math.min(1, share)) * steps.reduce((sum, step) => sum + step, 0);
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]!;
    const from = line[index]!;
    const to = line[index + 1]!;
    if (left <= step && step > 0) {
      const part = left / step;
      return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    }
    left -= step;
  }
  return line[line.length - 1] ?? [0, 0];
}

export class Film {
  private readonly control: Map<string, { day: number; polity: string | null }[]>;
  private readonly allegiance: Map<string, Map<string, AllegianceRow[]>>;
  private readonly forces: Map<string, Kept[]>;
  private readonly wars: Map<string, { day: number; a: string; b: string; relation: string }[]>;
  private readonly blockades: Map<string, { day: number; port: string; polity: string | null }[]>;
  private readonly sieges: Map<string, { day: number; place: string; polity: string | null }[]>;

  constructor(frames: Frames, private readonly ways: Ways) {
    this.control = grouped(frames.control, (row) => row.province);
    this.allegiance = new Map(
      [...grouped(frames.allegiance, (row) => row.province)].map(([province, rows]) => [province, grouped(rows, (row) => row.cause)]),
    );
    this.forces = new Map();
    for (const [id, rows] of grouped(frames.forces, (row) => row.force)) {
      let before: Kept | undefined;
      this.forces.set(id, rows.map((row) => {
        const isSameLeg = before && row.to && before.to === row.to && before.place === row.place;
        before = { ...row, left: isSameLeg ? before!.left : row.day };
        return before;
      }));
    }
    this.wars = grouped(frames.wars, (row) => `${row.a}|${row.b}`);
    this.blockades = grouped(frames.blockades, (row) => row.port);
    this.sieges = grouped(frames.sieges, (row) => row.place);
  }

  /** Says who holds each province on a day. */
  controlAt(day: number): Map<string, string | null> {
    const found = new Map<string, string | null>();
    for (const [province, rows] of this.control) {
      const at = lastBefore(rows, day);
      found.set(province, at < 0 ? null : rows[at]!.polity);
    }
    return found;
  }

  /** Says what share of a province favours each cause on a day. */
  allegianceAt(day: number, province: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const [cause, rows] of this.allegiance.get(province) ?? []) {
      const at = lastBefore(rows, day);
      if (at >= 0 && rows[at]!.share > 0) found.set(cause, rows[at]!.share);
    }
    return found;
  }

  /** Says which forces stand on a day, and where. */
  forcesAt(day: number): Standing[] {
    const found: Standing[] = [];
    for (const [id, rows] of this.forces) {
      const at = lastBefore(rows, day);
      const row = rows[at];
      if (!row || row.lon === undefined || row.lat === undefined) continue;
      if (row.men <= 0 && !row.ships) continue;
      const isMoving = row.to !== undefined && row.to_lon !== undefined && (row.arrives ?? 0) > day;
      found.push({ id, row, at: isMoving ? this.on(row, day) : [row.lon, row.lat], isMoving });
    }
    return found.sort((a, b) => b.row.men - a.row.men);
  }

  private on(row: Kept, day: number): Point {
    const ends: [Point, Point] = [[row.lon!, row.lat!], [row.to_lon!, row.to_lat!]];
    const whole = Math.max(1, row.arrives! - row.left);
    return along(this.ways.between(row.place, row.to!, ends), (day - row.left) / whole);
  }

  /** Gives the way that a force came in the last days, to where it stands. */
  trail(id: string, day: number, days: number): Point[] {
    const rows = this.forces.get(id) ?? [];
    const last = lastBefore(rows, day);
    const points: Point[] = [];
    for (let at = Math.max(0, lastBefore(rows, day - days)); at <= last; at++) {
      const row = rows[at]!;
      const next = rows[at + 1];
      if (row.lon === undefined || row.lat === undefined) { points.length = 0; continue; }
      points.push([row.lon, row.lat]);
      if (next && at < last && next.place !== row.place && next.lon !== undefined && next.lat !== undefined) {
        const ends: [Point, Point] = [[row.lon, row.lat], [next.lon, next.lat]];
        points.push(...this.ways.between(row.place, next.place, ends));
      }
    }
    const row = rows[last];
    if (row?.to && row.to_lon !== undefined && row.lon !== undefined && (row.arrives ?? 0) > day) points.push(this.on(row, day));
    return points.filter((point, index) => index === 0 || point[0] !== points[index - 1]![0] || point[1] !== points[index - 1]![1]);
  }

  /** Lists the wars on a day. */
  warsAt(day: number): { a: string; b: string; relation: string; since: number }[] {
    const found = [];
    for (const rows of this.wars.values()) {
      const row = rows[lastBefore(rows, day)];
      if (row && row.relation !== "peace") found.push({ a: row.a, b: row.b, relation: row.relation, since: row.day });
    }
    return found;
  }

  blockadesAt(day: number): { port: string; polity: string }[] {
    const found = [];
    for (const rows of this.blockades.values()) {
      const row = rows[lastBefore(rows, day)];
      if (row?.polity) found.push({ port: row.port, polity: row.polity });
    }
    return found;
  }

  siegesAt(day: number): { place: string; polity: string }[] {
    const found = [];
    for (const rows of this.sieges.values()) {
      const row = rows[lastBefore(rows, day)];
      if (row?.polity) found.push({ place: row.place, polity: row.polity });
    }
    return found;
  }
}
