/** Adds shares up from the last outcome to the first, so that each is a layer of 0..1. */
export function stacked(rows: readonly (readonly number[])[]): number[][] {
  const count = rows[0]?.length ?? 0;
  const layers: number[][] = Array.from({ length: count }, () => []);
  for (const row of rows) {
    let sum = 0;
    for (let at = count - 1; at >= 0; at--) {
      sum += row[at]!;
      layers[at]!.push(Math.min(1, sum));
    }
  }
  return layers;
}
