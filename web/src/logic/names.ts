/** Names as people use them. */

/** Gives a leader's short name: his last, with what belongs to it. */
export function shortName(name: string): string {
  const found = /\b((?:Santa|San|La|la|Las|Los|Del|del) )?(\S+)$/.exec(name);
  return found ? found[0] : name;
}
