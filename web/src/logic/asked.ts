/** Answers that need no play: read off the curve and the story. */

import type { Story } from "../types";

/** Gives the two ends that lead on a day, the greater first. */
export function leading(shares: readonly number[]): [number, number] {
  const order = shares.map((share, at) => [share, at] as const).sort((a, b) => b[0] - a[0]);
  return [order[0]![1], order[1]![1]];
}

/** Says when an end stood highest and from when it stayed under a level, null where never. */
export function lostAt(story: Story, outcome: string, level = 0.1): { top: number; share: number; from: number | null } {
  const { days, p } = story.evaluation;
  const column = story.outcomes.findIndex((one) => one.id === outcome);
  let top = 0;
  p.forEach((row, at) => { if (row[column]! >= p[top]![column]!) top = at; });
  let last = -1;
  p.forEach((row, at) => { if (row[column]! >= level) last = at; });
  return { top: days[top]!, share: p[top]![column]!, from: last + 1 < days.length ? days[last + 1]! : null };
}
