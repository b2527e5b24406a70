import { lang, named, story } from "../state";
import { dateText, hundredths } from "../logic/numbers";
import { swatch } from "../map/patterns";
import { say } from "../words";
import type { Play } from "../types";

type End = NonNullable<Play["end"]>;
type Chosen = End["choices"][number];
type Way = NonNullable<Chosen["options"]>[number];
/** Ends named beside an option's bar: the likeliest. */
const NAMED = 2;

/** How a play came out, and what each choice in it moved. */
export function PlayEnd({ end }: { end: End }) {
  const outcome = named.value.outcomes.get(end.outcome);
  return (
    <section class="card ended" aria-labelledby="ended">
      <h2 id="ended">{say("playedEnd")}</h2>
      <p class="lead"><i style={outcome ? { backgroundImage: swatch(outcome.pattern, outcome.colour) } : {}} />{end.text || outcome?.name}</p>
      {outcome?.definition && <p>{outcome.definition}</p>}
      <p><b>{say("fate")}:</b> {end.fate}</p>
      {end.choices.length > 0 && <h3>{say("yourChoices")}</h3>}
      {end.choices.length > 0 && <p class="note">{say("weighedNote")}</p>}
      <ol class="judged">{end.choices.map((choice, at) => <Judged key={at} choice={choice} />)}</ol>
    </section>
  );
}

function Judged({ choice }: { choice: Chosen }) {
  return (
    <li>
      <time>{dateText(story.value!.first, choice.day, lang.value)}</time>
      <p class="asked">{choice.title.replace(/\.$/, "")}</p>
      {choice.options && <ul class="ways">{choice.options.map((way) => <WayOn key={way.id} way={way} isTaken={way.id === choice.option} />)}</ul>}
      <p class="note">{choice.mark && <b>{choice.mark} </b>}{choice.text}</p>
    </li>
  );
}

/** One option: the ends of the ways on from it, the likeliest named with their intervals. */
function WayOn({ way, isTaken }: { way: Way; isTaken: boolean }) {
  const first = [...way.outcomes].sort((a, b) => b.p - a.p).slice(0, NAMED).filter((one) => one.p > 0);
  const name = (id: string) => named.value.outcomes.get(id)?.name ?? id;
  return (
    <li class={isTaken ? "taken" : ""}>
      <p class="of"><span>{way.label}</span>{isTaken && <em>{say("youChose")}</em>}</p>
      <div class="stack" aria-hidden="true">
        {way.outcomes.map((one) => {
          const outcome = named.value.outcomes.get(one.id);
          return <i key={one.id} style={{ flexGrow: one.p, ...(outcome ? { backgroundImage: swatch(outcome.pattern, outcome.colour) } : {}) }} />;
        })}
      </div>
      <p class="odds">{first.map((one) => <span key={one.id}>{name(one.id)} <b>{hundredths(one.p)}</b> <small>{hundredths(one.low)}–{hundredths(one.high)}</small></span>)}</p>
    </li>
  );
}
