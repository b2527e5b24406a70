import { useComputed } from "@preact/signals";
import { byId, day, entryId, film, flyTo, forceId, lang, mapMode, named, openEntry, story } from "../state";
import { numberText } from "../logic/numbers";
import { say } from "../words";
import { Icon } from "./Icon";
import { swatch } from "../map/patterns";
import { causePatterns } from "../map/ground";

export function MapKey() {
  const held = useComputed(() => {
    const found = new Set<string>();
    for (const polity of film.value?.controlAt(day.value).values() ?? []) if (polity) found.add(polity);
    for (const one of film.value?.forcesAt(day.value) ?? []) if (one.row.polity) found.add(one.row.polity);
    return [...found];
  });
  const order = new Map(story.value!.polities.map((polity, at) => [polity.id, at]));
  const shown = held.value.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).map((id) => named.value.polities.get(id)).filter((one) => one !== undefined);
  return (
    <details class="key" open={innerWidth > 900}>
      <summary>{say("key")}</summary>
      <fieldset>
        <legend class="sr">{say("mapBy")}</legend>
        {(["rules", "favours"] as const).map((mode) => (
          <label key={mode}><input type="radio" name="mode" checked={mapMode.value === mode} onChange={() => { mapMode.value = mode; }} />{say(mode)}</label>
        ))}
      </fieldset>
      {mapMode.value === "rules" ? (
        <ul>{shown.map((polity) => <li key={polity.id}><i style={{ backgroundImage: swatch(polity.pattern, polity.colour) }} />{polity.name}</li>)}</ul>
      ) : (
        <>
          <ul>{causePatterns(story.value!.causes).map(([id, pattern], at) => <li key={id} title={story.value!.causes[at]!.text}><i style={{ backgroundImage: swatch(pattern, pattern === "blank" ? "#ffffff" : "#9fb8c2") }} />{story.value!.causes[at]!.name}</li>)}</ul>
          <p class="note">{say("favoursNote")}</p>
        </>
      )}
      <p class="signs">
        {(["army", "garrison", "montonera", "fleet"] as const).map((kind) => <span key={kind}><Icon name={kind} /> {say(kind)}</span>)}
        {(["battle", "treaty", "siege"] as const).map((kind) => <span key={kind} class="red"><Icon name={kind} /> {say(kind)}</span>)}
      </p>
      <p class="note">{say("mapNote")}</p>
    </details>
  );
}

/** What stands on the map, as a list: for who can't see or point at it. */
export function Standings() {
  const list = useComputed(() => film.value?.forcesAt(day.value) ?? []);
  const wars = useComputed(() => (film.value?.warsAt(day.value) ?? []).filter((one) => one.relation === "war"));
  const { places, leaders, forces, polities } = named.value;
  const shown = forceId.value;
  const polityName = (id: string) => polities.get(id)?.name ?? id;
  return (
    <details class="standing" open={shown !== null}>
      <summary>{say("forcesToday")} <b>{list.value.length}</b></summary>
      {wars.value.length > 0 && <p class="wars"><b>{say("wars")}:</b> {wars.value.map((war) => `${polityName(war.a)} – ${polityName(war.b)}`).join("; ")}</p>}
      <ul>
        {list.value.map((one) => {
          const polity = polities.get(one.row.polity ?? "");
          const place = places.get(one.row.place)?.name ?? one.row.place;
          const bound = one.isMoving && one.row.to ? places.get(one.row.to)?.name ?? one.row.to : "";
          return (
            <li key={one.id} class={shown === one.id ? "shown" : ""}>
              <button type="button" onClick={() => { forceId.value = one.id; flyTo.value = { lon: one.at[0], lat: one.at[1], zoom: 4 }; }}>
                <i style={polity ? { backgroundImage: swatch(polity.pattern, polity.colour) } : {}} />
                <span><b>{forces.get(one.id)?.name ?? say(one.row.kind ?? "army")}</b>{one.row.commander ? `, ${say("under", { who: leaders.get(one.row.commander)?.name ?? "" })}` : ""}</span>
                <span class="where">{place}{bound && ` → ${bound}`}</span>
                <span class="men">{one.row.ships ? `${one.row.ships} ${say("ships")}` : `${say("about", { n: numberText(one.row.men, lang.value) })} ${say("men")}`}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown && <ForceEntries id={shown} />}
    </details>
  );
}

function ForceEntries({ id }: { id: string }) {
  const list = [...byId.value.values()].filter((entry) => entry.forces.includes(id) && Math.abs(entry.day - day.value) < 60);
  if (!list.length) return null;
  return (
    <ul class="its">
      {list.map((entry) => <li key={entry.id}><button type="button" aria-current={entryId.value === entry.id} onClick={() => openEntry(entry.id)}>{entry.date}: {entry.title}</button></li>)}
    </ul>
  );
}
