import { useSignal } from "@preact/signals";
import { askFork, byId, day, fork, forkAsked, forkProblem, goToDay, isKiosk, isStatic, lang, leaveFork, line, missing, named, openLine, story } from "../state";
import { addressOf } from "../load";
import { dateText, hundredths, signed } from "../logic/numbers";
import { save } from "../logic/save";
import { say } from "../words";
import { openHow } from "./Dialogs";
import { swatch } from "../map/patterns";
import type { Fork } from "../types";

export function titleOf(): string {
  const asked = forkAsked.value;
  const entry = asked?.entry ? byId.value.get(asked.entry) : undefined;
  const option = entry?.decision?.options.find((one) => one.id === asked?.option);
  const chosen = option ? [`${entry!.title}: ${option.label}`] : [];
  const facts = (asked?.facts ?? []).map((fact) => factText(fact.text));
  const left = (asked?.forbid ?? []).map((event) => say("notHappened", { what: byId.value.get(event.text)?.title ?? event.text }));
  return [...chosen, ...facts, ...left].join("; ") || fork.value?.choice?.label || "";
}

/** Says a fact as people would, where it is of a force's men. */
function factText(text: string): string {
  const found = /^(\w+)\.men=\*(\d+(?:\.\d+)?)$/.exec(text);
  const force = found ? named.value.forces.get(found[1]!) : undefined;
  return force ? say("timesMen", { what: force.name, times: found![2]! }) : text;
}

/** A fork: what was changed, how it fills, what differs, five of its histories. */
export function ForkPanel() {
  const now = fork.value;
  return (
    <article class="card fork" aria-label={say("whatIf", { choice: titleOf() })}>
      <header>
        <p class="when">{now?.day !== undefined && dateText(story.value!.first, now.day, lang.value, "full")}</p>
        <h2>{say("whatIf", { choice: titleOf() })}</h2>
        <button type="button" class="shut" aria-label={say("leaveFork")} onClick={leaveFork}>×</button>
      </header>
      {forkProblem.value && <p class="problem" role="alert">{forkProblem.value === "-" ? say("noServer") : say("forkFailed", { what: forkProblem.value })}</p>}
      {!now && !forkProblem.value && <p role="status" class="working">{say("queued")}</p>}
      {now && (now.status === "running" || now.status === "queued") && (
        <p class="working" role="status">
          <progress value={now.done} max={now.of || 1} /> {now.status === "queued" ? say("queued") : say("running", { done: now.done, of: now.of })}
          <button type="button" onClick={leaveFork}>{say("cancel")}</button>
        </p>
      )}
      {now?.outcomes && now.outcomes.length > 0 && <Arms now={now} />}
      {now?.outcomes && <p><button type="button" class="link" onClick={() => openHow("@fork")}>{say("basis")}</button></p>}
      {now?.words?.map((sentence, at) => <p key={at} class="text">{sentence}</p>)}
      {now?.judged && <p class="note">{now.judged.text || say("judgedShare", { n: hundredths(now.judged.share), low: hundredths(now.judged.low), high: hundredths(now.judged.high) })}</p>}
      {missing.value && <p class="loose" role="status">{say("noLine", { outcome: named.value.outcomes.get(missing.value)?.name ?? missing.value, n: hundredths(now?.outcomes?.find((one) => one.id === missing.value)?.p ?? 0) })}</p>}
      {now?.lines && now.lines.length > 0 && <Lines now={now} />}
      {now?.status === "done" && !isKiosk && <Tools now={now} />}
      {!isKiosk && !isStatic && <Facts />}
    </article>
  );
}

function Arms({ now }: { now: Fork }) {
  const base = new Map((now.base ?? []).map((one) => [one.id, one]));
  const change = new Map((now.difference ?? []).map((one) => [one.id, one]));
  const most = Math.max(...[...(now.outcomes ?? []), ...(now.base ?? [])].map((one) => one.high), 0.05);
  const rows = (now.outcomes ?? []).filter((one) => one.p >= 0.005 || (base.get(one.id)?.p ?? 0) >= 0.005);
  return (
    <table class="arms">
      <thead><tr><td /><th scope="col">{say("recordSays")}</th><th scope="col">{say("instead")}</th><th scope="col">{say("difference")}</th></tr></thead>
      <tbody>
        {rows.map((one) => {
          const outcome = named.value.outcomes.get(one.id);
          const before = base.get(one.id);
          const moved = change.get(one.id);
          return (
            <tr key={one.id}>
              <th scope="row"><i style={outcome ? { backgroundImage: swatch(outcome.pattern, outcome.colour) } : {}} />{outcome?.name ?? one.id}
                <span class="twin" aria-hidden="true">
                  <u style={{ width: `${((before?.p ?? 0) / most) * 100}%` }} />
                  <s style={{ width: `${(one.p / most) * 100}%`, background: outcome?.colour }} />
                  <q style={{ left: `${(one.low / most) * 100}%`, width: `${((one.high - one.low) / most) * 100}%` }} />
                </span></th>
              <td>{before ? hundredths(before.p) : ""}</td>
              <td><b>{hundredths(one.p)}</b> <small>{hundredths(one.low)}–{hundredths(one.high)}</small></td>
              <td class={moved?.isClear ? "clear" : "vague"} title={moved ? say(moved.isClear ? "clear_" : "notClear") : ""}>{moved && <>{signed(moved.change)} <small>[{signed(moved.low)}, {signed(moved.high)}]</small></>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Lines({ now }: { now: Fork }) {
  return (
    <section class="lines">
      <h3>{say("lines")}</h3>
      <p class="note">{say("whatToRead")}</p>
      <ul>
        {(now.lines ?? []).map((one) => {
          const outcome = named.value.outcomes.get(one.outcome);
          return (
            <li key={one.n} class={line.value?.n === one.n ? "shown" : ""}>
              <button type="button" aria-pressed={line.value?.n === one.n} onClick={() => void openLine(one.n)}>
                <i style={outcome ? { backgroundImage: swatch(outcome.pattern, outcome.colour) } : {}} />
                <span>{one.title}</span><small>{hundredths(one.share)} {say("ofHundred")}</small>
              </button>
            </li>
          );
        })}
      </ul>
      {line.value && <p><button type="button" class="plain" onClick={() => { line.value = null; if (now.day !== undefined) goToDay(now.day); }}>{say("leaveLine")}</button></p>}
    </section>
  );
}

function Tools({ now }: { now: Fork }) {
  const csv = () => {
    const base = new Map((now.base ?? []).map((one) => [one.id, one]));
    const rows = (now.outcomes ?? []).map((one) => [one.id, base.get(one.id)?.p ?? "", one.p, one.low, one.high].join(","));
    save(`ucronia-fork-${now.id}.csv`, "text/csv", ["outcome,recorded,alternative,low,high", ...rows].join("\n") + "\n");
  };
  return (
    <p class="acts">
      {isStatic ? <button type="button" class="plain" onClick={csv}>{say("csv")}</button> : (
        <>
          <a href={addressOf(now, `/table?lang=${story.value!.lang}`)} download>{say("csv")}</a>
          <a href={addressOf(now, `/print?lang=${story.value!.lang}`)} target="_blank" rel="noopener">{say("print")}</a>
        </>
      )}
    </p>
  );
}

function Facts() {
  const text = useSignal("");
  return (
    <form class="facts" onSubmit={(event) => {
      event.preventDefault();
      const value = text.value.trim();
      if (!value) return;
      const asked = forkAsked.value ?? {};
      askFork({ ...asked, ...(asked.entry ? {} : { day: asked.day ?? day.value }), facts: [...(asked.facts ?? []), { text: value }] });
      text.value = "";
    }}>
      <label>{say("factAsk")}<input value={text.value} placeholder={say("factHint")} onInput={(event) => { text.value = event.currentTarget.value; }} /></label>
      <button type="submit">{say("factRun")}</button>
    </form>
  );
}
