/** The board from the keyboard. */

import { day, dialog, goToDay, isKiosk, isPlaying, speed, stepEntry, story, view } from "../state";
import { VIEWS } from "../logic/url";

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.matches("input:not([type=range]), textarea, select") || target.isContentEditable);
const isOwn = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches("button, a, summary, [role=tab]");

export function listen(): void {
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !story.value) return;
    if (event.key === "Escape") { dialog.value = ""; return; }
    if (isTyping(event.target) || (isKiosk && event.key === "?")) return;
    const isOnBoard = view.value === "explore" || view.value === "play";
    if (event.key === "?") dialog.value = dialog.value === "help" ? "" : "help";
    else if (event.key === "a" || event.key === "p") dialog.value = dialog.value === "ask" ? "" : "ask";
    else if (/^[1-5]$/.test(event.key)) view.value = VIEWS[Number(event.key) - 1]!;
    else if (!isOnBoard || dialog.value) return;
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      if (event.target instanceof HTMLInputElement && event.target.type === "range" && !event.shiftKey) return;
      const by = event.key === "ArrowRight" ? 1 : -1;
      isPlaying.value = false;
      if (event.shiftKey) stepEntry(by); else goToDay(day.value + by);
      event.preventDefault();
    } else if (event.key === " " && !isOwn(event.target)) { isPlaying.value = !isPlaying.value; event.preventDefault(); }
  });
}

let before = 0;
let owed = 0;
function turn(time: number): void {
  if (!isPlaying.value) return;
  owed += Math.min(0.1, (time - before) / 1000) * speed.value;
  before = time;
  if (owed >= 1) {
    const end = story.value ? story.value.days - 1 : 0;
    goToDay(day.value + Math.floor(owed));
    owed %= 1;
    if (day.value >= end) isPlaying.value = false;
  }
  requestAnimationFrame(turn);
}
isPlaying.subscribe((runs) => { if (runs) { before = performance.now(); owed = 0; requestAnimationFrame(turn); } });
