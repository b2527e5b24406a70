/** Words of a text that the glossary or the names explain. */

export interface Part { text: string; about?: string; /** Signs that no line may part from the word. */ tail?: string }

/** Cuts a text where a known word stands; the longest words first, each once. */
export function gloss(text: string, known: ReadonlyMap<string, string>): Part[] {
  const words = [...known.keys()].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words.length) return [{ text }];
  const finder = new RegExp(`(?<![\\p{L}])(${words.join("|")})(?![\\p{L}])`, "giu");
  const lower = new Map([...known].map(([word, about]) => [word.toLowerCase(), about]));
  const parts: Part[] = [];
  const seen = new Set<string>();
  let from = 0;
  for (const found of text.matchAll(finder)) {
    const key = found[0].toLowerCase();
    if (seen.has(key)) continue;
    seen.add(key);
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    const end = found.index + found[0].length;
    const tail = /^(?:['’]s)?[.,;:!?)»”]*/u.exec(text.slice(end))![0];
    parts.push({ text: found[0], about: lower.get(key)!, ...(tail ? { tail } : {}) });
    from = end + tail.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
