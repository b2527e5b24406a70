/** Eight patterns that stand for colours, so that nothing rests on seeing them. */

import type { Pattern } from "../types";

const SIZE = 8;
const tiles = new Map<string, HTMLCanvasElement>();

function lines(ctx: CanvasRenderingContext2D, pattern: Pattern): void {
  const s = SIZE;
  ctx.beginPath();
  const stroke = (...points: [number, number, number, number][]) => {
    for (const [x1, y1, x2, y2] of points) { ctx.moveTo(x1, y1); ctx.lineTo(x2, y2); }
  };
  if (pattern === "lines") stroke([-2, 2, 2, -2], [-1, s + 1, s + 1, -1], [s - 2, s + 2, s + 2, s - 2]);
  if (pattern === "back") stroke([-2, s - 2, 2, s + 2], [-1, -1, s + 1, s + 1], [s - 2, -2, s + 2, 2]);
  if (pattern === "cross") stroke([-1, s + 1, s + 1, -1], [-1, -1, s + 1, s + 1]);
  if (pattern === "grid") stroke([0, s / 2, s, s / 2], [s / 2, 0, s / 2, s]);
  if (pattern === "waves") {
    ctx.moveTo(0, s / 2);
    ctx.quadraticCurveTo(s / 4, 0, s / 2, s / 2);
    ctx.quadraticCurveTo((3 * s) / 4, s, s, s / 2);
  }
  ctx.stroke();
  if (pattern === "dots") {
    ctx.beginPath();
    ctx.arc(s / 4, s / 4, 1.1, 0, 7);
    ctx.arc((3 * s) / 4, (3 * s) / 4, 1.1, 0, 7);
    ctx.fill();
  }
}

/** Gives a tile of a pattern: ink over ground, either of which may be transparent. */
export function tile(pattern: Pattern, ink: string, ground: string): HTMLCanvasElement {
  const key = `${pattern}|${ink}|${ground}`;
  const known = tiles.get(key);
  if (known) return known;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * 2;
  const ctx = canvas.getContext("2d")!;
  ctx.scale(2, 2);
  if (ground) { ctx.fillStyle = ground; ctx.fillRect(0, 0, SIZE, SIZE); }
  ctx.strokeStyle = ctx.fillStyle = ink;
  ctx.lineWidth = 1;
  lines(ctx, pattern);
  tiles.set(key, canvas);
  return canvas;
}

/** Gives a canvas pattern that keeps its size whatever the zoom. */
export function fillOf(ctx: CanvasRenderingContext2D, pattern: Pattern, ink: string, ground: string, zoom = 1): CanvasPattern {
  const found = ctx.createPattern(tile(pattern, ink, ground), "repeat")!;
  found.setTransform(new DOMMatrix().scale(0.5 / zoom));
  return found;
}

export function swatch(pattern: Pattern, colour: string): string {
  return `url(${tile(pattern, inkOf(colour), colour).toDataURL()})`;
}

/** Gives the ink that shows on a colour. */
export function inkOf(colour: string): string {
  return luminance(colour) > 0.32 ? "rgba(15,30,38,.62)" : "rgba(255,255,255,.75)";
}

export function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

export function faded(colour: string, alpha: number): string {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgba(${r},${g},${b},${alpha})`;
}
