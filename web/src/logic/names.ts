/** Names as people use them. */

import { plain } from "./search";

/** Gives a leader's short name: the words of it that his id is made of, as it writes them. */
export function shortName(name: string, id: string): string {
  const words = name.split(" ");
  const wanted = id.split("_");
  for (let at = 0; at + wanted.length <= words.length; at++) {
    if (wanted.every((part, step) => plain(words[at + step]!) === part)) return words.slice(at, at + wanted.length).join(" ");
  }
  return words[words.length - 1]!;
}
