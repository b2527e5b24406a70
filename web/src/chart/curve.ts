/** The evaluation drawn: ends stacked, or one with its interval; a fork's standing laid over. */

import uPlot from "uplot";
import type { Fork, Story } from "../types";
import { isoOf } from "../logic/numbers";
import { stacked } from "./stacked";
import { tile, faded, inkOf } from "../map/patterns";

const INK = "#16262f";
const CURSOR = "#9b1b3b";

export interface Drawn { story: Story; picked: string | null; fork: Fork | null; day: () => number }

/** Writes the curve as a table: a row a day, three columns an outcome. */
export function curveCsv(story: Story): string {
  const curve = story.evaluation;
  const head = ["date", ...story.outcomes.flatMap((outcome) => [outcome.id, `${outcome.id}_low`, `${outcome.id}_high`])];
  const rows = curve.days.map((day, row) => [isoOf(story.first, day), ...story.outcomes.flatMap((_, at) => [curve.p[row]![at]!, curve.low[row]![at]!, curve.high[row]![at]!])]);
  return [head, ...rows].map((row) => row.join(",")).join("\n") + "\n";
}

function pattern(ctx: CanvasRenderingContext2D, colour: string, kind: Story["outcomes"][number]["pattern"], alpha: number): CanvasPattern {
  const ink = alpha < 1 ? "rgba(22,38,47,.16)" : inkOf(colour);
  const made = ctx.createPattern(tile(kind, ink, faded(colour, alpha)), "repeat")!;
  made.setTransform(new DOMMatrix().scale(devicePixelRatio / 2));
  return made;
}

/** Gives the data and options of the chart as it is to be drawn. */
export function chart(drawn: Drawn, width: number, height: number, onDay: (day: number) => void, onHover: (day: number | null) => void): { options: uPlot.Options; data: uPlot.AlignedData } {
  const { story, picked, fork } = drawn;
  const curve = story.evaluation;
  const at = story.outcomes.findIndex((outcome) => outcome.id === picked);
  const standing = fork?.standing?.days.length ? fork.standing : null;
  const alpha = standing ? 0.28 : 1;
  const series: uPlot.Series[] = [{}];
  const columns: number[][] = [];
  const bands: uPlot.Band[] = [];
  if (at < 0) {
    const layers = stacked(curve.p);
    story.outcomes.forEach((outcome, index) => {
      series.push({ stroke: "rgba(250,250,246,.9)", width: 1, fill: (self) => pattern(self.ctx, outcome.colour, outcome.pattern, alpha), points: { show: false } });
      columns.push(layers[index]!);
      if (index + 1 < story.outcomes.length) bands.push({ series: [index + 1, index + 2] });
    });
  } else {
    const outcome = story.outcomes[at]!;
    const line = { stroke: outcome.colour, width: 0, points: { show: false } };
    series.push(line, line, { stroke: INK, width: 2, points: { show: false } });
    columns.push(curve.high.map((row) => row[at]!), curve.low.map((row) => row[at]!), curve.p.map((row) => row[at]!));
    bands.push({ series: [1, 2], fill: (self) => pattern(self.ctx, outcome.colour, outcome.pattern, alpha) });
  }
  const options: uPlot.Options = {
    width, height, series, bands,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { x: true, y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false, range: [0, story.days - 1] }, y: { range: [0, 1] } },
    axes: [
      {
        stroke: INK, size: 22, font: '13px "Alegreya Sans", sans-serif', grid: { stroke: "rgba(22,38,47,.14)", width: 1 }, ticks: { show: false },
        splits: () => years(story), values: (_, splits) => splits.map((day) => isoOf(story.first, Number(day)).slice(0, 4)),
      },
      {
        stroke: INK, size: 34, font: '12px "Alegreya Sans", sans-serif', grid: { show: false }, ticks: { show: false },
        splits: () => [0, 0.25, 0.5, 0.75, 1], values: (_, splits) => splits.map((share) => String(Math.round(Number(share) * 100))),
      },
    ],
    hooks: {
      draw: [(self) => {
        if (standing) overlay(self, drawn, standing, at);
        turnings(self, story);
        today(self, drawn.day());
      }],
      setCursor: [(self) => { onHover(self.cursor.left !== undefined && self.cursor.left >= 0 && self.cursor.idx !== null ? self.posToVal(self.cursor.left, "x") : null); }],
      ready: [(self) => {
        let isDown = false;
        const go = (event: PointerEvent) => { onDay(self.posToVal(event.clientX - self.over.getBoundingClientRect().left, "x")); };
        self.over.addEventListener("pointerdown", (event) => { isDown = true; self.over.setPointerCapture(event.pointerId); go(event); });
        self.over.addEventListener("pointermove", (event) => { if (isDown) go(event); });
        self.over.addEventListener("pointerup", () => { isDown = false; });
        self.over.addEventListener("pointercancel", () => { isDown = false; });
      }],
    },
  };
  return { options, data: [curve.days, ...columns] as uPlot.AlignedData };
}

function years(story: Story): number[] {
  const found = [];
  const first = Date.parse(`${story.first}T12:00:00Z`);
  for (let year = Number(story.first.slice(0, 4)) + 1; ; year++) {
    const day = Math.round((Date.parse(`${year}-01-01T12:00:00Z`) - first) / 86_400_000);
    if (day >= story.days) return found;
    found.push(day);
  }
}

function today(self: uPlot, day: number): void {
  const x = self.valToPos(day, "x", true);
  const { ctx, bbox } = self;
  ctx.save();
  ctx.strokeStyle = "rgba(250,250,246,.95)";
  ctx.lineWidth = 5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.strokeStyle = ctx.fillStyle = CURSOR;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.stroke();
  const r = 5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x - r, bbox.top - r);
  ctx.lineTo(x + r, bbox.top - r);
  ctx.lineTo(x, bbox.top + r);
  ctx.fill();
  ctx.restore();
}

function turnings(self: uPlot, story: Story): void {
  const { ctx, bbox } = self;
  ctx.save();
  ctx.strokeStyle = INK;
  ctx.fillStyle = INK;
  ctx.lineWidth = 1.2 * devicePixelRatio;
  for (const point of story.evaluation.turning) {
    const left = self.valToPos(point.day, "x", true);
    const right = self.valToPos(point.until, "x", true);
    const top = bbox.top + bbox.height;
    ctx.fillRect(left, top - 4 * devicePixelRatio, Math.max(3, right - left), 4 * devicePixelRatio);
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, top);
    ctx.stroke();
  }
  ctx.restore();
}

/** Lays how a fork's histories stand over the record's curve. */
function overlay(self: uPlot, drawn: Drawn, standing: NonNullable<Fork["standing"]>, at: number): void {
  const { ctx } = self;
  const { story } = drawn;
  const layers = stacked(standing.shares);
  const x = standing.days.map((day) => self.valToPos(day, "x", true));
  const y = (share: number) => self.valToPos(share, "y", true);
  ctx.save();
  if (at >= 0) {
    ctx.strokeStyle = CURSOR;
    ctx.lineWidth = 2.4 * devicePixelRatio;
    ctx.beginPath();
    standing.shares.forEach((row, index) => { if (index) ctx.lineTo(x[index]!, y(row[at]!)); else ctx.moveTo(x[index]!, y(row[at]!)); });
    ctx.stroke();
  } else {
    story.outcomes.forEach((outcome, index) => {
      const under = layers[index + 1] ?? standing.days.map(() => 0);
      ctx.beginPath();
      layers[index]!.forEach((share, step) => { if (step) ctx.lineTo(x[step]!, y(share)); else ctx.moveTo(x[step]!, y(share)); });
      for (let step = x.length - 1; step >= 0; step--) ctx.lineTo(x[step]!, y(under[step]!));
      ctx.closePath();
      ctx.fillStyle = pattern(ctx, outcome.colour, outcome.pattern, 1);
      ctx.fill();
    });
  }
  ctx.strokeStyle = INK;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([5, 4]);
  ctx.beginPath();
  ctx.moveTo(x[0]!, self.bbox.top);
  ctx.lineTo(x[0]!, self.bbox.top + self.bbox.height);
  ctx.stroke();
  ctx.restore();
}
