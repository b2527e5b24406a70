import { day, goToDay, isPlaying, lang, lastDay, speed, stepEntry, story } from "../state";
import { dateText } from "../logic/numbers";
import { say } from "../words";
import { Icon } from "./Icon";

/** The day, large, and how to move it. */
export function TimeBar() {
  const now = story.value!;
  const date = dateText(now.first, day.value, lang.value, "long");
  return (
    <div class="timebar">
      <p class="date"><time>{date}</time></p>
      <div class="steps">
        <button type="button" onClick={() => stepEntry(-1)} aria-label={say("entryBack")} title={`${say("entryBack")} (⇧←)`}><Icon name="first" /></button>
        <button type="button" onClick={() => goToDay(day.value - 1)} aria-label={say("dayBack")} title={`${say("dayBack")} (←)`}><Icon name="back" /></button>
        <button type="button" class="play" onClick={() => { isPlaying.value = !isPlaying.value; }} aria-label={say(isPlaying.value ? "pauseTime" : "playTime")}><Icon name={isPlaying.value ? "pause" : "play"} /></button>
        <button type="button" onClick={() => goToDay(day.value + 1)} aria-label={say("dayOn")} title={`${say("dayOn")} (→)`}><Icon name="on" /></button>
        <button type="button" onClick={() => stepEntry(1)} aria-label={say("entryOn")} title={`${say("entryOn")} (⇧→)`}><Icon name="last" /></button>
      </div>
      <input type="range" min={0} max={lastDay.value} value={day.value} aria-label={say("timeline")} aria-valuetext={date} onInput={(event) => { isPlaying.value = false; goToDay(Number(event.currentTarget.value)); }} />
      <select aria-label={say("speed")} value={speed.value} onChange={(event) => { speed.value = Number(event.currentTarget.value); }}>
        {[2, 6, 20, 60].map((one) => <option key={one} value={one}>{one} {say("speed")}</option>)}
      </select>
    </div>
  );
}
