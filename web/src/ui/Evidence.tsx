import { useComputed, useSignal } from "@preact/signals";
import { basisId, dialog, named, story } from "../state";
import { plain } from "../logic/search";
import { say } from "../words";
import { swatch } from "../map/patterns";

/** What the numbers rest on, what can't be told, what words mean. */
export function Evidence() {
  const wanted = useSignal("");
  const now = story.value!;
  const parts = now.parameters ?? [];
  const count = (basis: string) => parts.filter((part) => part.basis === basis).length;
  const found = useComputed(() => {
    const words = plain(wanted.value);
    return (story.value?.parameters ?? []).filter((part) => plain(`${part.id} ${part.name}`).includes(words));
  });
  const total = parts.length || 1;
  return (
    <main class="page" id="side">
      <h1>{say("evidenceTitle")}</h1>
      <p class="lead">{say("evidenceLead", { n: parts.length, sourced: count("sourced"), fitted: count("fitted"), judged: count("judged") })}</p>
      <div class="basis-bar" aria-hidden="true">
        {(["sourced", "fitted", "judged"] as const).map((basis) => <i key={basis} class={basis} style={{ width: `${(count(basis) / total) * 100}%` }}>{count(basis)}</i>)}
      </div>
      <p class="basis-key">{(["sourced", "fitted", "judged"] as const).map((basis) => <span key={basis}><i class={basis} />{say(basis)}</span>)}</p>
      <h2>{say("limits")}</h2>
      <ul class="limits">{now.limits.map((text) => <li key={text}>{text}</li>)}</ul>
      <h2>{say("curve")}</h2>
      <ul class="ends">{now.outcomes.map((outcome) => <li key={outcome.id}><i style={{ backgroundImage: swatch(outcome.pattern, outcome.colour) }} /><b>{outcome.name}.</b> {outcome.definition}</li>)}</ul>
      <h2>{say("basis")}</h2>
      <input type="search" aria-label={say("filterNumbers")} placeholder={say("filterNumbers")} value={wanted.value} onInput={(event) => { wanted.value = event.currentTarget.value; }} />
      <ul class="numbers">
        {found.value.slice(0, 300).map((part) => (
          <li key={part.id}><button type="button" onClick={() => { basisId.value = part.id; dialog.value = "basis"; }}>{part.name} <em class={`tag ${part.basis}`}>{say(part.basis === "sourced" ? "sourced" : part.basis === "fitted" ? "fitted" : "judged")}</em></button></li>
        ))}
      </ul>
      <h2>{say("glossary")}</h2>
      <dl class="glossary">{now.glossary.map((row) => <div key={row.word}><dt>{row.word}</dt><dd>{row.text}</dd></div>)}</dl>
      <h2>{say("sources")}</h2>
      <ul class="sources">{now.sources.map((source) => <li key={source.id}><cite>{source.cite}</cite></li>)}</ul>
      <h2>{say("credits")}</h2>
      <ul>{now.credits.map((text) => <li key={text}>{text}</li>)}<li>Alegreya, Alegreya Sans (Juan Pablo del Peral, SIL OFL 1.1)</li><li>d3, preact, uPlot (<a href="licences.txt">licences.txt</a>)</li></ul>
      <p class="note">{say("version", { version: now.version ?? "", hash: now.hash ?? "", seed: now.evaluation.seed ?? 0, n: now.evaluation.n })} {named.value.sources.size ? now.licence : ""}</p>
    </main>
  );
}
