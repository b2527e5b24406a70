import { batch, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Moment } from "../types";
import { askFork, basisId, byId, dialog, flyTo, guesses, isKiosk, isPlaying, isStatic, lang, speed, day, momentAt, named, openEntry, story, view, entryId, goToDay } from "../state";
import { keptFork } from "../load";
import { against, areApart, brier, dateText, hundredths } from "../logic/numbers";
import { meanBrier } from "../logic/lesson";
import { home } from "../map/MapView";
import { say } from "../words";
import { Glossed } from "./Glossed";

export const happenedOf = (moment: Moment): boolean => story.value!.evaluation.actual === moment.outcome;
const chosenOf = (moment: Moment) => moment.options.find((option) => option.id === moment.chosen) ?? moment.options[0]!;

/** Five moments that could have gone otherwise: read, guess, reveal, doubt. */
export function Moments() {
  const at = momentAt.value;
  const all = story.value!.moments;
  const moment = all[at];
  useEffect(() => {
    if (!moment) {
      entryId.value = null;
      home();
      if (at >= 0 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      // behind the cover the seven years go by
      batch(() => { speed.value = 20; isPlaying.value = true; });
      return () => { batch(() => { isPlaying.value = false; speed.value = 6; }); };
    }
    const entry = byId.value.get(moment.entry);
    if (!entry) return undefined;
    entryId.value = entry.id;
    goToDay(entry.day);
    const place = named.value.places.get(entry.place);
    if (place) flyTo.value = { lon: place.lon, lat: place.lat, zoom: isKiosk ? 2.2 : 2.6 };
    return undefined;
  }, [at, moment?.entry]);
  if (at >= all.length && all.length) return <Score />;
  return moment ? <One key={moment.entry} moment={moment} at={at} all={all.length} /> : <Cover />;
}

function Cover() {
  const has = story.value!.moments.length > 0;
  return (
    <>
    <p class="stage-date" aria-hidden="true">{dateText(story.value!.first, day.value, lang.value)}</p>
    <section class="moment cover">
      <h1>{say("momentsTitle")}</h1>
      <p class="lead">{say("momentsLead")}</p>
      <ol class="five">
        {story.value!.moments.map((moment, at) => (
          <li key={moment.entry}><button type="button" onClick={() => { momentAt.value = at; }}><b>{moment.title}</b><time>{byId.value.get(moment.entry)?.iso?.slice(0, 4)}</time></button></li>
        ))}
      </ol>
      <p class="acts">
        {has && <button type="button" class="main" onClick={() => { momentAt.value = 0; }}>{say("begin")}</button>}
        <button type="button" class="plain" onClick={() => { view.value = "explore"; }}>{say("exploreAll")}</button>
      </p>
    </section>
    </>
  );
}

function One({ moment, at, all }: { moment: Moment; at: number; all: number }) {
  const kept = guesses.value[moment.entry];
  const guess = useSignal(kept ?? 0.5);
  const isOpen = kept !== undefined;
  const entry = byId.value.get(moment.entry);
  return (
    <section class="moment">
      <p class="count"><span>{say("momentOf", { n: at + 1, all })}</span> <time>{entry?.date}</time></p>
      <h1>{moment.title}</h1>
      {!isOpen && (
        <>
          {moment.sentences.map((sentence, index) => <p key={index} class="lead"><Glossed text={sentence} /></p>)}
          <div class="roles">
            {moment.roles.map((role) => <article key={role.name}><h2>{role.name}</h2><p><Glossed text={role.text} /></p></article>)}
          </div>
          <div class="guess">
            <label for="guess">{moment.question}</label>
            <output for="guess">{Math.round(guess.value * 100)}<small> {say("ofHundred")}</small></output>
            <input id="guess" type="range" min={0} max={100} step={1} value={Math.round(guess.value * 100)} aria-describedby="guess-hint" onInput={(event) => { guess.value = Number(event.currentTarget.value) / 100; }} />
            <p class="note" id="guess-hint">{say("guessHint")}</p>
            <button type="button" class="main" onClick={() => { guesses.value = { ...guesses.value, [moment.entry]: guess.value }; }}>{say("reveal")}</button>
          </div>
        </>
      )}
      {isOpen && <Reveal moment={moment} guess={kept} />}
      <p class="acts foot">
        <button type="button" class="plain" onClick={() => { momentAt.value = at - 1; }}>{say("back")}</button>
        {isOpen && <button type="button" class="main" onClick={() => { momentAt.value = at + 1; }}>{say("next")}</button>}
      </p>
    </section>
  );
}

function Reveal({ moment, guess }: { moment: Moment; guess: number }) {
  const chosen = chosenOf(moment);
  const happened = happenedOf(moment);
  const score = brier(guess, happened);
  const isApart = moment.options.some((one) => moment.options.some((other) => one !== other && areApart(one, other)));
  const digits = (value: number) => value.toLocaleString(lang.value, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  const outcome = named.value.outcomes.get(moment.outcome);
  return (
    <div class="reveal" role="status">
      <p class="q">{moment.question}</p>
      <div class="ruler" aria-hidden="true">
        <i class="span" style={{ left: `${chosen.low * 100}%`, width: `${(chosen.high - chosen.low) * 100}%`, background: outcome?.colour }} />
        <i class="engine" style={{ left: `${chosen.p * 100}%` }} />
        <i class={`you${guess < 0.12 ? " early" : guess > 0.88 ? " late" : ""}`} style={{ left: `${guess * 100}%` }}><b>{say("youSaid")} {Math.round(guess * 100)}</b></i>
        <u>0</u><u>25</u><u>50</u><u>75</u><u>100</u>
      </div>
      <dl class="told">
        <div><dt>{say("engineSays")}</dt><dd><b>{hundredths(chosen.p)}</b> <small>({hundredths(chosen.low)}–{hundredths(chosen.high)})</small></dd></div>
        <div><dt>{say("whatCame")}</dt><dd>{say(happened ? "cameTrue" : "cameNot")}</dd></div>
        <div><dt>{say("brier")}</dt><dd title={say("brierNote")}><b>{digits(score)}</b></dd></div>
      </dl>
      <p>{say(against(guess, chosen))} <span class="note">{say("brierNote")}</span></p>
      <h2>{say("otherOptions")}</h2>
      <ul class="options">
        {moment.options.map((option) => {
          const asked = { entry: moment.entry, option: option.id };
          const canAsk = option.id !== moment.chosen && (!isStatic || keptFork(asked, lang.value));
          return (
            <li key={option.id}>
              <span>{option.label}{option.id === moment.chosen && <em> {say("chosen")}</em>}</span>
              <span class="mini" aria-hidden="true"><i class="span" style={{ left: `${option.low * 100}%`, width: `${Math.max(1, (option.high - option.low) * 100)}%`, background: outcome?.colour }} /><i class="engine" style={{ left: `${option.p * 100}%` }} /></span>
              <b>{hundredths(option.p)} <small>({hundredths(option.low)}–{hundredths(option.high)})</small></b>
              {canAsk ? <button type="button" class="plain" onClick={() => askFork(asked)}>{say("chooseThis")}</button> : <span />}
            </li>
          );
        })}
      </ul>
      <p>{say(isApart ? "areApart" : "notApart")}</p>
      <h2>{say("change")}</h2>
      <ul class="assumed">
        {moment.assumptions.map((one) => (
          <li key={one.parameter}><button type="button" onClick={() => { basisId.value = one.parameter; dialog.value = "basis"; }}>{one.name} <em class={`tag ${one.basis}`}>{say(one.basis === "sourced" ? "sourced" : one.basis === "fitted" ? "fitted" : "judged")}</em></button></li>
        ))}
      </ul>
      <p class="acts"><button type="button" class="plain" onClick={() => { view.value = "explore"; openEntry(moment.entry); }}>{say("toBoard")}</button></p>
    </div>
  );
}

function Score() {
  const all = story.value!.moments;
  const made = all.filter((moment) => guesses.value[moment.entry] !== undefined);
  const happened = made.map(happenedOf);
  const own = meanBrier(made.map((moment) => guesses.value[moment.entry]!), happened);
  const engine = meanBrier(made.map((moment) => chosenOf(moment).p), happened);
  const digits = (value: number | null) => (value === null ? "–" : value.toLocaleString(lang.value, { maximumFractionDigits: 2, minimumFractionDigits: 2 }));
  return (
    <section class="moment">
      <h1>{say("score")}</h1>
      <p class="big">{digits(own)}</p>
      <p class="lead">{say("scoreText", { n: made.length, score: digits(own), engine: digits(engine) })}</p>
      <p class="note">{say("brierNote")}</p>
      <ul class="limits">{story.value!.limits.map((text) => <li key={text}>{text}</li>)}</ul>
      <p class="acts foot">
        <button type="button" class="plain" onClick={() => { guesses.value = {}; momentAt.value = -1; }}>{say("again")}</button>
        {!isKiosk && <button type="button" class="plain" onClick={() => { view.value = "lesson"; }}>{say("lesson")}</button>}
        <button type="button" class="main" onClick={() => { view.value = "explore"; }}>{say("exploreAll")}</button>
      </p>
    </section>
  );
}
