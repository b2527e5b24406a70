import { useSignal } from "@preact/signals";
import { byId, guesses, lang, momentAt, named, story, view } from "../state";
import { brier } from "../logic/numbers";
import { encode, readClass } from "../logic/lesson";
import { say } from "../words";
import { happenedOf } from "./Moments";

/** A lesson: guesses before the reveal, a class table of pasted codes, a sheet to print. */
export function Lesson() {
  const pasted = useSignal("");
  const isCopied = useSignal(false);
  const all = story.value!.moments;
  const own = all.map((moment) => guesses.value[moment.entry] ?? null);
  const code = encode(own);
  const happened = all.map(happenedOf);
  const { pupils, bad } = readClass(pasted.value, happened);
  const two = (value: number | null) => (value === null ? "–" : value.toLocaleString(lang.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  return (
    <main class="page lesson" id="side">
      <div class="screen">
        <h1>{say("lessonTitle")}</h1>
        <p class="lead">{say("lessonLead")}</p>
        <h2>{say("steps")}</h2>
        <ol>{(["step1", "step2", "step3", "step4"] as const).map((step) => <li key={step}>{say(step)}</li>)}</ol>
        <p class="acts">
          <button type="button" class="main" onClick={() => { view.value = "moments"; momentAt.value = 0; }}>{say("moments")}</button>
          <button type="button" class="plain" onClick={() => window.print()}>{say("worksheet")}</button>
        </p>
        <h2>{say("yourCode")}</h2>
        <p class="code"><code>{code}</code> <button type="button" class="plain" onClick={() => { void navigator.clipboard?.writeText(code).then(() => { isCopied.value = true; }); }}>{say(isCopied.value ? "copied" : "copy")}</button></p>
        <h2>{say("classTable")}</h2>
        <label>{say("pasteCodes")}<textarea rows={5} value={pasted.value} placeholder={`Ana UC1-50.20.70.40.90-…`} onInput={(event) => { pasted.value = event.currentTarget.value; }} /></label>
        {bad.map((row) => <p key={row} class="problem">{say("badCode", { line: row })}</p>)}
        {pupils.length > 0 && (
          <div class="wide">
            <table>
              <thead><tr><th scope="col">{say("name")}</th>{all.map((moment) => <th scope="col" key={moment.entry}>{moment.title}</th>)}<th scope="col">{say("mean")}</th></tr></thead>
              <tbody>{pupils.map((pupil, at) => (
                <tr key={at}><th scope="row">{pupil.name}</th>{all.map((moment, index) => {
                  const guess = pupil.guesses[index] ?? null;
                  return <td key={moment.entry}>{guess === null ? "–" : <>{Math.round(guess * 100)} <small>({two(brier(guess, happened[index]!))})</small></>}</td>;
                })}<td><b>{two(pupil.mean)}</b></td></tr>
              ))}</tbody>
            </table>
          </div>
        )}
        <p class="note">{say("brierNote")}</p>
      </div>
      <div class="sheet">
        <h1>{say("momentsTitle")}</h1>
        <p class="named">{say("name")}: ______________________________</p>
        {all.map((moment, at) => (
          <section key={moment.entry}>
            <h2>{at + 1}. {moment.title} ({byId.value.get(moment.entry)?.date})</h2>
            <p>{moment.sentences.join(" ")}</p>
            <p><b>{moment.question}</b> ____ {say("ofHundred")}</p>
            <p>{say("reasonLine")} <span class="rule" /></p>
            <p>{say("engineLine")} · {moment.options.map((option) => option.label).join(" / ")}</p>
          </section>
        ))}
        <p>{say("doubtLine")} <span class="rule" /><span class="rule" /></p>
        <p>{say("change")} <span class="rule" /><span class="rule" /></p>
        <p class="note">{story.value!.limits.join(" ")}</p>
        <p class="note">{named.value.outcomes.size ? `${story.value!.title}. ${story.value!.credits.join("; ")}` : ""}</p>
      </div>
    </main>
  );
}
