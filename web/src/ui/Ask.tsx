import { useSignal } from "@preact/signals";
import { askFork, basisId, byId, day, dialog, entries, entryId, fork, goToDay, isKiosk, isStatic, lang, missing, named, openEntry, openLine, pickedOutcome, story, view } from "../state";
import { leading, lostAt } from "../logic/asked";
import { openHow } from "./Dialogs";
import { dateText, hundredths, shareAt } from "../logic/numbers";
import { effect } from "@preact/signals";
import { say, type Key } from "../words";

const WON = "union";

/** The ten sentences that newcomers say, a click each. */
export function Ask() {
  const answer = useSignal<{ of: number; text: string; numbers?: string[] } | null>(null);
  const now = story.value!;
  const shut = () => { dialog.value = ""; view.value = "explore"; };
  const tell = (of: number, text: string, numbers?: string[]) => { answer.value = numbers ? { of, text, numbers } : { of, text }; };
  const decision = () => {
    const own = entryId.value ? byId.value.get(entryId.value) : undefined;
    return own?.decision ? own : byId.value.get("paucarpata") ?? entries.value.find((entry) => entry.decision);
  };
  /** Opens a line of the fork at hand, or of one at the decision at hand, once it is there. */
  const showLine = (pick: (lines: { n: number; outcome: string; share: number }[]) => { n: number } | undefined, wanted: string | null = null) => {
    const open = () => {
      const found = fork.value?.lines && pick(fork.value.lines);
      if (found) void openLine(found.n);
      else missing.value = wanted;
    };
    shut();
    if (fork.value?.status === "done") { open(); return; }
    const entry = decision();
    if (!entry?.decision) return;
    const other = entry.decision.options.find((option) => option.id !== entry.decision!.chosen)!;
    openEntry(entry.id);
    askFork({ entry: entry.id, option: other.id });
    const stop = effect(() => { if (fork.value?.status === "done") queueMicrotask(() => { stop(); open(); }); });
  };
  const asks: [Key, () => void][] = [
    ["q1", () => {
      const grade = now.parameters?.find((part) => part.basis === "judged");
      const moment = now.moments.find((one) => one.entry === entryId.value) ?? now.moments[0];
      const values = shareAt(now.evaluation, day.value);
      const [first] = leading(values);
      const at = say("saidShare", { n: hundredths(values[first]!), low: hundredths(shareAt(now.evaluation, day.value, "low")[first]!), high: hundredths(shareAt(now.evaluation, day.value, "high")[first]!), word: now.outcomes[first]!.name });
      tell(0, at, moment ? moment.assumptions.map((one) => one.parameter) : grade ? [grade.id] : []);
    }],
    ["q2", () => {
      const curve = now.evaluation;
      const [p, low, high] = (["p", "low", "high"] as const).map((table) => shareAt(curve, day.value, table)) as [number[], number[], number[]];
      const [one, two] = leading(p);
      const isApart = low[one]! > high[two]!;
      tell(1, say("a2", {
        date: dateText(now.first, day.value, lang.value), one: now.outcomes[one]!.name, two: now.outcomes[two]!.name,
        p1: hundredths(p[one]!), l1: hundredths(low[one]!), h1: hundredths(high[one]!), p2: hundredths(p[two]!), l2: hundredths(low[two]!), h2: hundredths(high[two]!),
        verdict: isApart ? say("a2yes") : say("a2no", { n: curve.n }),
      }));
    }],
    ["q3", () => {
      const entry = byId.value.get("portales_killed") ?? byId.value.get("quillota_mutiny");
      if (!entry) return;
      shut();
      openEntry(entry.id);
      const what = byId.value.get("quillota_mutiny") ?? entry;
      askFork({ day: what.day, forbid: [{ text: what.id }] });
    }],
    ["q4", () => {
      const outcome = pickedOutcome.value ?? (named.value.outcomes.has(WON) ? WON : now.outcomes[0]!.id);
      const { top, share, from } = lostAt(now, outcome);
      const name = named.value.outcomes.get(outcome)!.name;
      pickedOutcome.value = outcome;
      if (from !== null) { goToDay(from); }
      tell(3, from === null ? say("a4never", { outcome: name }) : say("a4", { outcome: name, top: dateText(now.first, top, lang.value), ptop: hundredths(share), date: dateText(now.first, from, lang.value) }));
    }],
    ["q5", () => {
      const wanted = pickedOutcome.value ?? WON;
      showLine((lines) => lines.find((one) => one.outcome === wanted), wanted);
    }],
    ["q6", () => showLine((lines) => [...lines].sort((a, b) => b.share - a.share)[0])],
    ["q7", () => {
      const judged = now.moments.flatMap((moment) => moment.assumptions).filter((one, at, all) => one.basis === "judged" && all.findIndex((other) => other.parameter === one.parameter) === at);
      tell(6, say("a7"), judged.map((one) => one.parameter));
    }],
    ["q8", () => {
      const entry = decision();
      if (!entry) return;
      const army = entry.forces[0] ?? (now.forces.find((force) => force.id === "protectoral_army") ?? now.forces[0])?.id;
      shut();
      openEntry(entry.id);
      askFork({ day: entry.day, facts: [{ text: `${army}.men=*2` }] });
    }],
    ["q9", () => tell(8, say("a9"))],
    ["q10", () => tell(9, say("a10"))],
  ];
  return (
    <ol class="asks">
      {asks.map(([key, go], at) => (
        <li key={key}>
          <button type="button" onClick={go}>{say(key)}</button>
          {answer.value?.of === at && (
            <div class="answer" role="status">
              <p>{answer.value.text}</p>
              {at === 0 && <button type="button" class="main" onClick={() => openHow("@curve")}>{say("basis")}</button>}
              {answer.value.numbers?.map((id) => <button type="button" key={id} class="plain" onClick={() => { basisId.value = id; dialog.value = "basis"; }}>{named.value.parameters.get(id)?.name ?? id}</button>)}
              {isStatic && !isKiosk && (at === 0 || at === 1) && <small>{say("askKept")}</small>}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
