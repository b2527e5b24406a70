import { day, goToDay, isPlaying, lang, lastDay, speed, stepEntry, story } from "../state";
import { dateText } from "../logic/numbers";
import { say } from "../words";

/** The day, large, and how to move it. */
export function TimeBar() {
  const now = story.value!;
  const date = dateText(now.first, day.value, lang.value, "long");
  return (
    <div class="timebar">
      <p class="date"><time>{date}</time></p>
      <div class="steps">
        <button type="button" onClick={() => stepEntry(-1)} aria-label={say("entryBack")} title={`${say("entryBack")} (⇧←)`}>⏮&#xFE0E;</button>
        <button type="button" onClick={() => goToDay(day.value - 1)} aria-label={say("dayBack")} title={`${say("dayBack")} (←)`}>◀&#xFE0E;</button>
        <button type="button" class="play" aria-pressed={isPlaying.value} onClick={() => { isPlaying.value = !isPlaying.value; }} aria-label={say(isPlaying.value ? "pauseTime" : "playTime")}>{isPlaying.value ? "❚❚" : "▶\uFE0E"}</button>
        <button type="button" onClick={() => goToDay(day.value + 1)} aria-label={say("dayOn")} title={`${say("dayOn")} (→)`}>▶&#xFE0E;</button>
        <button type="button" onClick={() => stepEntry(1)} aria-label={say("entryOn")} title={`${say("entryOn")} (⇧→)`}>⏭&#xFE0E;</button>
        <select aria-label={say("speed")} value={speed.value} onChange={(event) => { speed.value = Number(event.currentTarget.value); }}>
          {[2, 6, 20, 60].map((one) => <option key={one} value={one}>{one} {say("speed")}</option>)}
        </select>
      </div>
      <input type="range" min={0} max={lastDay.value} value={day.value} aria-label={say("timeline")} aria-valuetext={date} onInput={(event) => { isPlaying.value = false; goToDay(Number(event.currentTarget.value)); }} />
    </div>
  );
}
