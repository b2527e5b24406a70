/** The curve as a figure that stands alone: colours, patterns, names, its source. */

import type { Outcome, Story } from "../types";
import { inkOf } from "../map/patterns";
import { stacked } from "./stacked";

const WIDTH = 960;
const HEIGHT = 420;
const BOX = { left: 44, top: 46, width: 660, height: 320 };

const escape = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const STROKES: Record<Outcome["pattern"], string> = {
  solid: "", blank: "", lines: "M0 8L8 0", back: "M0 0L8 8", cross: "M0 8L8 0M0 0L8 8", grid: "M0 4H8M4 0V8",
  waves: "M0 4Q2 0 4 4T8 4", dots: "M2 2h.01M6 6h.01",
};

function filling(outcome: Outcome): string {
  const width = outcome.pattern === "dots" ? 2 : 1;
  return `<pattern id="f-${outcome.id}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${outcome.colour}"/><path d="${STROKES[outcome.pattern]}" stroke="${inkOf(outcome.colour)}" stroke-width="${width}" stroke-linecap="round" fill="none"/></pattern>`;
}

/** Writes the evaluation curve as SVG. */
export function curveSvg(story: Story): string {
  const curve = story.evaluation;
  const layers = stacked(curve.p);
  const x = (day: number) => (BOX.left + (day / (story.days - 1)) * BOX.width).toFixed(1);
  const y = (share: number) => (BOX.top + (1 - share) * BOX.height).toFixed(1);
  const areas = story.outcomes.map((outcome, index) => {
    const under = layers[index + 1] ?? curve.days.map(() => 0);
    const up = curve.days.map((day, row) => `${x(day)},${y(layers[index]![row]!)}`);
    const down = curve.days.map((day, row) => `${x(day)},${y(under[row]!)}`).reverse();
    return `<polygon points="${[...up, ...down].join(" ")}" fill="url(#f-${outcome.id})" stroke="#fff" stroke-width=".6"/>`;
  });
  const first = Date.parse(`${story.first}T12:00:00Z`);
  const ticks = [];
  for (let year = Number(story.first.slice(0, 4)) + 1; year < 2200; year++) {
    const day = Math.round((Date.parse(`${year}-01-01T12:00:00Z`) - first) / 86_400_000);
    if (day >= story.days) break;
    ticks.push(`<path d="M${x(day)} ${BOX.top}V${BOX.top + BOX.height + 5}" stroke="#16262f" stroke-opacity=".2"/><text x="${x(day)}" y="${BOX.top + BOX.height + 20}" text-anchor="middle">${year}</text>`);
  }
  const levels = [0, 0.5, 1].map((share) => `<text x="${BOX.left - 8}" y="${y(share)}" dy="4" text-anchor="end">${share * 100}</text>`);
  const key = story.outcomes.map((outcome, index) => `<rect x="${BOX.left + BOX.width + 20}" y="${BOX.top + index * 26}" width="18" height="16" fill="url(#f-${outcome.id})" stroke="#16262f" stroke-width=".6"/><text x="${BOX.left + BOX.width + 46}" y="${BOX.top + 13 + index * 26}" font-size="12">${escape(outcome.name)}</text>`);
  const foot = `Ucronía ${story.version ?? ""} · ${story.scenario ?? ""} ${story.hash ?? ""} · n = ${curve.n} · ${story.licence ?? ""}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Alegreya Sans, sans-serif" font-size="13" fill="#16262f"><defs>${story.outcomes.map(filling).join("")}</defs><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><text x="${BOX.left}" y="26" font-size="18" font-weight="700">${escape(story.title)}</text>${areas.join("")}${ticks.join("")}${levels.join("")}${key.join("")}<text x="${BOX.left}" y="${HEIGHT - 10}" font-size="11" fill="#4c5c64">${escape(foot)}</text></svg>`;
}
