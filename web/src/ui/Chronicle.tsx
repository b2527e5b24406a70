import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { day, entries, entryId, isKiosk, lang, line, named, openEntry, goToDay, flyTo, story } from "../state";
import { NO_FILTER, search, type Filter } from "../logic/search";
import { dateText } from "../logic/numbers";
import { kindName, say } from "../words";

/** The record told day by day, or a line's own chronicle. */
export function Chronicle() {
  const filter = useSignal<Filter>(NO_FILTER);
  const found = useComputed(() => search(entries.value, filter.value));
  const list = useRef<HTMLOListElement>(null);
  const own = found.value;
  const at = useComputed(() => {
    let last = -1;
    found.value.forEach((entry, index) => { if (entry.day <= day.value) last = index; });
    return last;
  });
  useEffect(() => {
    const node = list.current?.children[Math.max(0, at.value)] as HTMLElement | undefined;
    if (node && list.current) list.current.scrollTop = node.offsetTop - list.current.offsetTop - 12;
  }, [at.value, own]);
  if (line.value) return <LineChronicle />;
  const set = (part: Partial<Filter>) => { filter.value = { ...filter.value, ...part }; };
  const isFiltered = Object.values(filter.value).some(Boolean);
  const kinds = [...new Set(entries.value.map((entry) => entry.kind))].sort((a, b) => kindName(a).localeCompare(kindName(b)));
  const used = new Set(entries.value.map((entry) => entry.place));
  const seen = new Set(entries.value.flatMap((entry) => entry.people));
  return (
    <section class="chronicle" aria-label={say("chronicle")}>
      <h2>{say("chronicle")}</h2>
      {!isKiosk && (
        <form role="search" onSubmit={(event) => event.preventDefault()}>
          <input type="search" placeholder={say("search")} aria-label={say("search")} value={filter.value.text} onInput={(event) => set({ text: event.currentTarget.value })} />
          <select aria-label={say("person")} value={filter.value.person} onChange={(event) => set({ person: event.currentTarget.value })}>
            <option value="">{say("anyone")}</option>
            {story.value!.leaders.filter((leader) => seen.has(leader.id)).map((leader) => <option key={leader.id} value={leader.id}>{leader.name}</option>)}
          </select>
          <select aria-label={say("place")} value={filter.value.place} onChange={(event) => set({ place: event.currentTarget.value })}>
            <option value="">{say("anywhere")}</option>
            {[...story.value!.places].filter((place) => used.has(place.id)).sort((a, b) => a.name.localeCompare(b.name)).map((place) => <option key={place.id} value={place.id}>{place.name}</option>)}
          </select>
          <select aria-label={say("kind")} value={filter.value.kind} onChange={(event) => set({ kind: event.currentTarget.value })}>
            <option value="">{say("anyKind")}</option>
            {kinds.map((kind) => <option key={kind} value={kind}>{kindName(kind)}</option>)}
          </select>
          {isFiltered && <p class="count">{say("found", { n: own.length })} <button type="button" onClick={() => { filter.value = NO_FILTER; }}>{say("clear")}</button></p>}
        </form>
      )}
      {own.length === 0 ? <p class="empty">{say("nothing")}</p> : (
        <ol ref={list} tabIndex={0} aria-label={say("chronicle")}>
          {own.map((entry, index) => (
            <li key={entry.id} class={[index <= at.value ? "" : "later", entryId.value === entry.id ? "shown" : "", entry.weight >= 60 ? "weighty" : "", index === at.value ? "now" : ""].join(" ")}>
              <button type="button" aria-current={entryId.value === entry.id ? "true" : undefined} onClick={() => openEntry(entry.id)}>
                <time>{entry.date}</time>
                {(entry.isNamed || entry.kind !== "position") && <b>{entry.title}</b>}
                <span>{entry.text}</span>
                <small>
                  {entry.decision && <em class="tag">{say("decision")}</em>}
                  {entry.dispute && <em class="tag doubt">{say("sourcesDiffer")}</em>}
                  {countOf(new Set(entry.versions.map((version) => version.source)).size)}
                </small>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const countOf = (sources: number): string => (sources === 1 ? say("oneSource") : say("manySources", { n: sources }));

function LineChronicle() {
  const now = line.value!;
  const last = now.chronicle.filter((one) => one.day <= day.value).length - 1;
  return (
    <section class="chronicle" aria-label={say("chronicle")}>
      <h2>{now.title}</h2>
      <p class="note">{say("whatToRead")}</p>
      <ol tabIndex={0} aria-label={say("chronicle")}>
        {now.chronicle.map((one, index) => (
          <li key={index} class={index === last ? "now" : index > last ? "later" : ""}>
            <button type="button" onClick={() => {
              goToDay(one.day);
              const place = one.place ? named.value.places.get(one.place) : undefined;
              if (place) flyTo.value = { lon: place.lon, lat: place.lat, zoom: 4 };
            }}>
              <time>{dateText(story.value!.first, one.day, lang.value)}</time>
              <span>{one.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
