/** Labels that don't collide: the weightiest first, each where there is room. */

export interface Box { x: number; y: number; width: number; height: number }
export interface Wanted {
  id: string; x: number; y: number; width: number; height: number; gap: number; weight: number;
  /** Placed even where all is taken. */
  isNeeded?: boolean;
}
export interface Placed extends Box { id: string; align: "left" | "right" | "center" }

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Gives the spots about a point, the best first: right, left, above, below, corners. */
function spots(want: Wanted): Placed[] {
  const { id, x, y, width, height, gap } = want;
  const middle = y - height / 2;
  const at = (left: number, top: number, align: Placed["align"]): Placed => ({ id, x: left, y: top, width, height, align });
  return [
    at(x + gap, middle, "left"),
    at(x - gap - width, middle, "right"),
    at(x - width / 2, y - gap - height, "center"),
    at(x - width / 2, y + gap, "center"),
    at(x + gap * 0.7, y - gap * 0.7 - height, "left"),
    at(x + gap * 0.7, y + gap * 0.7, "left"),
    at(x - gap * 0.7 - width, y - gap * 0.7 - height, "right"),
    at(x - gap * 0.7 - width, y + gap * 0.7, "right"),
  ];
}

/** Gives what is needed a place farther off, else the one that its point is nearest to. */
function needed(want: Wanted, isInside: (box: Box) => boolean, isFree: (spot: Placed) => boolean): Placed | undefined {
  const all = [2.2, 3.6, 5].flatMap((times) => spots({ ...want, gap: want.gap * times })).filter(isInside);
  // above or below its point a far label can't be taken for a neighbour's
  const upright = all.filter((spot) => spot.align === "center");
  return [...upright, ...all].find(isFree) ?? spots(want).find(isInside);
}

/** Places labels about their points, clear of one another and of what is taken. */
export function place(wanted: readonly Wanted[], taken: readonly Box[], bounds: Box): Placed[] {
  const used: Box[] = [...taken];
  const found: Placed[] = [];
  const isInside = (box: Box) =>
    box.x >= bounds.x && box.y >= bounds.y && box.x + box.width <= bounds.x + bounds.width && box.y + box.height <= bounds.y + bounds.height;
  for (const want of [...wanted].sort((a, b) => b.weight - a.weight)) {
    const options = spots(want).filter(isInside);
    const isFree = (spot: Placed) => !used.some((box) => overlaps(box, spot));
    const chosen = options.find(isFree) ?? (want.isNeeded ? needed(want, isInside, isFree) : undefined);
    if (!chosen) continue;
    used.push(chosen);
    found.push(chosen);
  }
  return found;
}
