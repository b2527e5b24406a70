import { batch, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Choice, Play } from "../types";
import { goToDay, isStatic, lang, named, playChoices, playing, playLeader, playSeed, story } from "../state";
import { play } from "../load";
import { dateText } from "../logic/numbers";
import { say } from "../words";
import { PlayEnd } from "./PlayEnd";

/** A leader's place taken: asked, answered, and told in the end what it came to. */
export function PlayView() {
  const [leader, seed, choices] = [playLeader, playSeed, playChoices];
  const isBusy = useSignal(false);
  const problem = useSignal("");
  const toldIn = useRef(lang.value);
  const now = playing.value;
  const go = async (made: Choice[]) => {
    batch(() => { isBusy.value = true; problem.value = ""; });
    const [who, luck] = [leader.value, seed.value];
    try {
      const found: Play = await play(who, luck, made, lang.value);
      if (who === leader.value && luck === seed.value) batch(() => { choices.value = made; playing.value = found; goToDay(found.day); });
    } catch (error) { problem.value = (error as Error).message; }
    isBusy.value = false;
  };
  /** Another leader or other luck is another play: what was chosen answers other questions. */
  const leave = () => { playing.value = null; choices.value = []; problem.value = ""; };
  useEffect(() => {
    // a link holds the choices made: they are played again, as they are to be told in another language
    if (playing.value ? toldIn.current !== lang.value : choices.value.length > 0) void go(choices.value);
    toldIn.current = lang.value;
  }, [lang.value]);
  const deciders = new Map(story.value!.entries.filter((entry) => entry.decision?.decider).map((entry) => [entry.decision!.decider, entry.decision!.deciderName]));
  if (isStatic) return <p class="card">{say("noPlay")}</p>;
  return (
    <div class="playing">
      <section class="card">
        <h2>{say("playTitle")}</h2>
        {!now && <p class="lead">{say("playLead")}</p>}
        <form onSubmit={(event) => { event.preventDefault(); playing.value = null; void go([]); }}>
          <label>{say("leader")}
            <select value={leader.value} onChange={(event) => batch(() => { leader.value = event.currentTarget.value; leave(); })}>
              {[...deciders].filter(([id]) => named.value.leaders.has(id)).sort((a, b) => a[1].localeCompare(b[1])).map(([id, name]) => <option key={id} value={id}>{name}</option>)}
            </select>
          </label>
          <label>{say("seed")}<input type="number" min={0} max={99999} value={seed.value} onInput={(event) => batch(() => { seed.value = Number(event.currentTarget.value) || 0; leave(); })} /></label>
          <button type="submit" class="main" disabled={isBusy.value}>{say("start")}</button>
        </form>
        {isBusy.value && <p role="status" class="working">{say("thinking")}</p>}
        {problem.value && <p role="alert" class="problem">{problem.value}</p>}
      </section>
      {now?.asks && (
        <section class="card asks">
          <p class="when">{dateText(story.value!.first, now.day, lang.value, "full")} · {say("youDecide")}</p>
          <h2>{now.asks.title.replace(/\.$/, "")}</h2>
          {now.asks.situation.map((sentence, at) => <p key={at}>{sentence}</p>)}
          <ul>
            {now.asks.options.map((option) => (
              <li key={option.id}><button type="button" disabled={isBusy.value} onClick={() => void go([...choices.value, { day: now.asks!.day, rule: now.asks!.rule, instance: now.asks!.instance, option: option.id }])}>{option.label}</button></li>
            ))}
          </ul>
          {choices.value.length > 0 && <button type="button" class="plain" onClick={() => void go(choices.value.slice(0, -1))}>{say("back")}</button>}
        </section>
      )}
      {now?.end && <PlayEnd end={now.end} />}
      {now && (
        <section class="chronicle"><h2>{say("chronicle")}</h2>
          <ol tabIndex={0} aria-label={say("chronicle")}>{now.chronicle.slice(-80).reverse().map((one, at) => <li key={at}><button type="button" onClick={() => goToDay(one.day)}><time>{dateText(story.value!.first, one.day, lang.value)}</time><span>{one.text}</span></button></li>)}</ol>
        </section>
      )}
    </div>
  );
}
