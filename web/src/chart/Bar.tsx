import { day, fork, pickedOutcome, story } from "../state";
import { hundredths, likelihood, shareAt } from "../logic/numbers";
import { say } from "../words";
import { openHow } from "../ui/Dialogs";
import { swatch } from "../map/patterns";

/** The bar of the day: how 100 histories end that are played on from it. */
export function Bar() {
  const now = story.value!;
  const curve = now.evaluation;
  const isFork = fork.value?.outcomes?.length && day.value >= (fork.value.day ?? Infinity);
  const own = isFork ? new Map(fork.value!.outcomes!.map((one) => [one.id, one])) : null;
  const p = own ? now.outcomes.map((outcome) => own.get(outcome.id)?.p ?? 0) : shareAt(curve, day.value);
  const low = own ? now.outcomes.map((outcome) => own.get(outcome.id)?.low ?? 0) : shareAt(curve, day.value, "low");
  const high = own ? now.outcomes.map((outcome) => own.get(outcome.id)?.high ?? 0) : shareAt(curve, day.value, "high");
  const picked = pickedOutcome.value;
  return (
    <section class="bar" aria-label={say("onThisDay")}>
      <div class="stack" aria-hidden="true">
        {now.outcomes.map((outcome, at) => (
          <i key={outcome.id} style={{ flexGrow: p[at]!, backgroundImage: swatch(outcome.pattern, outcome.colour) }} />
        ))}
      </div>
      <ul>
        {now.outcomes.map((outcome, at) => {
          const said = `${hundredths(p[at]!)} ${say("ofHundred")} (${hundredths(low[at]!)}–${hundredths(high[at]!)}), ${say(likelihood(p[at]!))}`;
          return (
            <li key={outcome.id} class={p[at]! < 0.005 ? "none" : ""}>
              <button type="button" aria-pressed={picked === outcome.id} title={`${outcome.definition}\n${said}`} onClick={() => { pickedOutcome.value = picked === outcome.id ? null : outcome.id; }}>
                <i style={{ backgroundImage: swatch(outcome.pattern, outcome.colour) }} />
                <span>{outcome.name}</span>
                <b>{hundredths(p[at]!)}</b>
                <small>{hundredths(low[at]!)}–{hundredths(high[at]!)}</small>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Says in words how likely the end picked is on the day. */
export function Said({ outcome }: { outcome: string }) {
  const curve = story.value!.evaluation;
  const at = story.value!.outcomes.findIndex((one) => one.id === outcome);
  const [p, low, high] = (["p", "low", "high"] as const).map((table) => shareAt(curve, day.value, table)) as [number[], number[], number[]];
  const values = { n: hundredths(p[at]!), low: hundredths(low[at]!), high: hundredths(high[at]!), word: say(likelihood(p[at]!)) };
  const row = curve.days.findIndex((one, index) => (curve.days[index + 1] ?? Infinity) > day.value && one <= day.value);
  const draw = curve.draw?.[row]?.[at];
  return (
    <p class="note said" role="status" title={draw === null || draw === undefined ? "" : say("draws", { n: hundredths(draw) })}>{say("saidShare", values)} <button type="button" class="link" onClick={() => openHow("@curve")}>{say("basis")}</button></p>
  );
}
