import { computed } from "@preact/signals";
import { lang } from "../state";
import { en, type Catalogue } from "./en";
import { es } from "./es";

export type Key = keyof Catalogue;
const catalogue = computed(() => (lang.value === "es" ? es : en));

/** Says something in the reader's language. */
export function say(key: Key, values: Record<string, string | number> = {}): string {
  return fill(catalogue.value[key], values);
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

const KINDS: Record<string, [string, string]> = {
  position: ["posición", "position"], decision: ["decisión", "decision"], context: ["contexto", "context"],
  battle: ["batalla", "battle"], law: ["ley", "law"], withdrawal: ["retirada", "withdrawal"],
  appointment: ["nombramiento", "appointment"], occupation: ["ocupación", "occupation"],
  declaration: ["declaración", "declaration"], news: ["noticia", "news"], treaty: ["tratado", "treaty"],
  proclamation: ["proclama", "proclamation"], assembly: ["asamblea", "assembly"], mutiny: ["motín", "mutiny"],
  naval: ["en el mar", "at sea"], landing: ["desembarco", "landing"], exile: ["destierro", "exile"],
  symbol: ["símbolos", "symbols"], coup: ["golpe", "coup"], execution: ["ejecución", "execution"],
  death: ["muerte", "death"], siege: ["sitio", "siege"], march: ["marcha", "march"], hazard: ["suceso", "event"],
  founding: ["fundación", "founding"], secession: ["separación", "secession"],
};

/** Names a kind of entry. */
export function kindName(kind: string): string {
  const names = KINDS[kind];
  return names ? names[lang.value === "es" ? 0 : 1] : kind;
}
