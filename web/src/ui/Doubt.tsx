import type { Dispute } from "../types";
import { named } from "../state";
import { say } from "../words";

/** What each side of a dispute says: on one scale where they are numbers. */
export function Doubt({ dispute }: { dispute: Dispute }) {
  const values = dispute.said.map((said) => said.value).filter((value): value is number => value !== null);
  const isCounted = values.length === dispute.said.length && values.length > 1;
  const most = Math.max(...values, 1);
  const cite = (sources: string[]) => sources.map((id) => named.value.sources.get(id) ?? id).join("\n");
  const seen = new Map<string, { text: string; value: number | null; share: number; sources: string[] }>();
  for (const said of dispute.said) {
    const known = seen.get(said.text);
    if (known) { known.share += said.share; known.sources = [...new Set([...known.sources, ...said.sources])]; } else seen.set(said.text, { ...said });
  }
  return (
    <div class="dispute">
      {dispute.name && <h4>{dispute.name}</h4>}
      <ul>
        {[...seen.values()].map((said) => (
          <li key={said.text} title={cite(said.sources)}>
            <b>{said.text}</b>
            <span class="scale" aria-hidden="true"><i style={{ width: `${(isCounted ? said.value! / most : said.share) * 100}%` }} /></span>
            <small>{say("inDraws", { n: Math.round(said.share * 100) })}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
