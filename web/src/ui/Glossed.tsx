import { computed } from "@preact/signals";
import { useSignal } from "@preact/signals";
import { story } from "../state";
import { shortName } from "../logic/names";
import { gloss } from "../logic/gloss";

/** Short names by which people know a leader; a word alone may mean many things. */
const known = computed(() => {
  const found = new Map<string, string>();
  for (const leader of story.value?.leaders ?? []) {
    const parts = leader.name.split(" ");
    const about = `${leader.name}${leader.life ? ` (${leader.life})` : ""}. ${leader.text ?? ""}`;
    for (const name of [leader.name, shortName(leader.name, leader.id), parts.slice(-2).join(" ")]) if (name.length > 4 && !found.has(name)) found.set(name, about);
  }
  for (const row of story.value?.glossary ?? []) found.set(row.word, row.text);
  return found;
});

/** A text whose names and words explain themselves when asked. */
export function Glossed({ text }: { text: string }) {
  const open = useSignal<string | null>(null);
  return (
    <>
      {gloss(text, known.value).map((part, at) => (part.about
        ? <span key={at} class="whole"><button type="button" class="gloss" aria-expanded={open.value === part.about} onClick={() => { open.value = open.value === part.about ? null : part.about!; }}>{part.text}</button>{part.tail}</span>
        : part.text))}
      {open.value && <span class="glossed" role="status">{open.value}</span>}
    </>
  );
}
