import { dialog, entry, fork, forkAsked, isKiosk, isStatic, lang, line, problem, setLang, story, told, view } from "../state";
import { VIEWS, type View } from "../logic/url";
import { say, type Key } from "../words";
import { Curve } from "../chart/Curve";
import { Bar } from "../chart/Bar";
import { MapView } from "../map/MapView";
import { Chronicle } from "./Chronicle";
import { Dialogs } from "./Dialogs";
import { EntryCard } from "./EntryCard";
import { Evidence } from "./Evidence";
import { ForkPanel } from "./ForkPanel";
import { Lesson } from "./Lesson";
import { MapKey, Standings } from "./MapKey";
import { Moments } from "./Moments";
import { PlayView } from "./PlayView";
import { TimeBar } from "./TimeBar";
import { left } from "./kiosk";

export function App() {
  if (!story.value) {
    return <main class="wait"><h1>Ucronía</h1><p role="status">{problem.value ? say("failed", { what: problem.value }) : say("loading")}</p></main>;
  }
  const now = view.value;
  return (
    <div class={`app view-${now}`}>
      <a class="skip" href="#side">{say("skip")}</a>
      <Header />
      <p class="sr" role="status" aria-live="polite">{told.value}</p>
      {now === "moments" && <main class="stage" id="side" tabIndex={-1}><MapView /><Moments /></main>}
      {(now === "explore" || now === "play") && <Board isPlay={now === "play"} />}
      {now === "lesson" && <Lesson />}
      {now === "evidence" && <Evidence />}
      {dialog.value && <Dialogs />}
      {left.value !== null && <div class="idle" role="alert">{say("kioskReset", { n: left.value })}</div>}
    </div>
  );
}

function Header() {
  const names: Record<View, Key> = { moments: "moments", explore: "explore", play: "play", lesson: "lesson", evidence: "evidence" };
  const views = VIEWS.filter((one) => (isKiosk ? one === "moments" || one === "explore" : one !== "play" || !isStatic));
  return (
    <header class="top">
      <p class="brand">
        <svg viewBox="0 0 34 20" aria-hidden="true"><path d="M1 15h12L21 4h12" /><path class="other" d="M13 15h20" /></svg>
        {view.value === "explore" || view.value === "play" ? <h1>Ucronía</h1> : <b>Ucronía</b>}
        <span>{story.value!.title}</span>
      </p>
      <nav aria-label="Ucronía">
        {views.map((one) => (
          <button type="button" key={one} aria-current={view.value === one ? "page" : undefined} onClick={() => { view.value = one; }}>{say(names[one])}</button>
        ))}
      </nav>
      <div class="top-tools">
        <button type="button" class="ask" onClick={() => { dialog.value = "ask"; }}>{say("ask")}</button>
        {!isKiosk && <button type="button" onClick={() => { dialog.value = "share"; }}>{say("share")}</button>}
        <button type="button" lang={lang.value === "es" ? "en" : "es"} onClick={() => void setLang(lang.value === "es" ? "en" : "es")}>{say("language")}</button>
        {!isKiosk && <button type="button" class="round" aria-label={say("help")} onClick={() => { dialog.value = "help"; }}>?</button>}
      </div>
    </header>
  );
}

function Board({ isPlay }: { isPlay: boolean }) {
  const isForked = forkAsked.value !== null;
  return (
    <main class={isPlay ? "board alone" : "board"}>
      <div class="mapside">
        <MapView />
        <MapKey />
        {line.value && <p class="on-line">{say("line", { n: line.value.n + 1 })}: {line.value.title} <button type="button" onClick={() => { line.value = null; }}>{say("leaveLine")}</button></p>}
      </div>
      <TimeBar />
      <aside class="side" id="side" tabIndex={-1}>
        {isPlay ? <PlayView /> : (
          <>
            {isForked && <ForkPanel />}
            {entry.value && !(isForked && fork.value?.choice?.entry === entry.value.id) && <EntryCard entry={entry.value} />}
            <Standings />
            <Chronicle />
          </>
        )}
      </aside>
      {!isPlay && (
        <div class="lower">
          <Bar />
          <Curve />
        </div>
      )}
    </main>
  );
}
