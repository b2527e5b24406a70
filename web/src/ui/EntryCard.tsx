import type { Entry, Side } from "../types";
import { askFork, basisId, dialog, entryId, flyTo, isKiosk, isStatic, lang, named } from "../state";
import { keptFork } from "../load";
import { numberText } from "../logic/numbers";
import { kindName, say } from "../words";
import { Doubt } from "./Doubt";

/** One entry: what happened, who says so, where they differ, what could have been chosen. */
export function EntryCard({ entry }: { entry: Entry }) {
  const place = named.value.places.get(entry.place);
  return (
    <article class="card" aria-label={entry.title}>
      <header>
        <p class="when">{entry.date} · {kindName(entry.kind)}{place ? ` · ${place.name}` : ""}</p>
        <h2>{entry.title}</h2>
        <button type="button" class="shut" aria-label={say("close")} onClick={() => { entryId.value = null; }}>×</button>
      </header>
      {entry.precision === "interval" && <p class="loose">{say("between")}</p>}
      {entry.precision === "month" && <p class="loose">{say("inMonth")}</p>}
      <p class="text">{entry.text}</p>
      {entry.battle && <Fight entry={entry} />}
      {entry.decision && <Choices entry={entry} />}
      {!entry.decision && canBeForbidden(entry) && (
        <p><button type="button" class="plain" onClick={() => askFork({ day: entry.day, forbid: [{ text: entry.id }] })}>{say("forbidThis")}</button></p>
      )}
      {entry.dispute && entry.dispute.length > 0 && (
        <section>
          <h3>{say("sourcesDiffer")}</h3>
          {entry.dispute.map((dispute, at) => <Doubt key={at} dispute={dispute} />)}
        </section>
      )}
      {entry.readings && entry.readings.length > 0 && (
        <section>
          <h3>{say("readings")}</h3>
          {entry.readings.map((reading, at) => <blockquote key={at}><p>{reading.text}</p><cite title={named.value.sources.get(reading.source)}>{reading.who}</cite></blockquote>)}
        </section>
      )}
      <details>
        <summary>{say("sources")} <b>{entry.versions.length}</b></summary>
        <ul class="sources">
          {entry.versions.map((version, at) => (
            <li key={at}><cite>{version.cite}</cite>{version.reading && <em> {version.reading}</em>}{version.text && <p>{version.text}</p>}</li>
          ))}
        </ul>
      </details>
      {place && <p class="acts"><button type="button" class="plain" onClick={() => { flyTo.value = { lon: place.lon, lat: place.lat, zoom: 5 }; }}>{say("showOnMap")}</button></p>}
    </article>
  );
}

/** What happened by chance or another's will can be left out where it can be asked. */
function canBeForbidden(entry: Entry): boolean {
  return entry.isChance === true && !isKiosk && (!isStatic || keptFork({ day: entry.day, forbid: [{ text: entry.id }] }, lang.value) !== undefined);
}

function Fight({ entry }: { entry: Entry }) {
  const battle = entry.battle!;
  const count = (value: number | null | undefined) => (value === null || value === undefined ? say("notKnown") : numberText(value, lang.value));
  const most = Math.max(...battle.sides.map((side) => side.men ?? 0), 1);
  const name = (side: Side) => side.name ?? named.value.polities.get(side.polity)?.name ?? side.polity;
  return (
    <table class="fight">
      <thead><tr><td /><th scope="col">{say("men_")}</th><th scope="col">{say("losses")}</th><th scope="col">{say("taken")}</th></tr></thead>
      <tbody>
        {battle.sides.map((side, at) => (
          <tr key={at} class={battle.winner === at ? "won" : ""}>
            <th scope="row">{name(side)}{battle.winner === at && <em> {say("won")}</em>}
              <i aria-hidden="true" style={{ width: `${((side.men ?? 0) / most) * 100}%`, background: named.value.polities.get(side.polity)?.colour }} /></th>
            <td>{count(side.men)}</td><td>{count(side.loss)}</td><td>{count(side.taken)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Choices({ entry }: { entry: Entry }) {
  const decision = entry.decision!;
  return (
    <section class="choices">
      <h3>{decision.deciderName ? say("decides", { who: decision.deciderName }) : say("decision")}</h3>
      <p>{decision.question}</p>
      <ul>
        {decision.options.map((option) => {
          const isChosen = option.id === decision.chosen;
          const canAsk = !isChosen && (!isStatic || keptFork({ entry: entry.id, option: option.id }, lang.value) !== undefined);
          return (
            <li key={option.id} class={isChosen ? "chosen" : ""}>
              <span>{option.label}{isChosen && <em> {say("chosen")}</em>}</span>
              {canAsk && <button type="button" onClick={() => askFork({ entry: entry.id, option: option.id })}>{say("chooseThis")}</button>}
            </li>
          );
        })}
      </ul>
      {decision.grade && (
        <p class="grade">
          {decision.grade.mark && <b aria-hidden="true">{decision.grade.mark}</b>}
          <span>{decision.grade.text}</span>
          <button type="button" class="plain" onClick={() => { basisId.value = decision.decider; dialog.value = "basis"; }}>{say("basis")}</button>
        </p>
      )}
    </section>
  );
}
