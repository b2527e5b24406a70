/** A kiosk starts anew when nobody is there. */

import { batch, signal } from "@preact/signals";
import { dialog, entryId, guesses, home as goHome, isPlaying, leaveFork, momentAt, view } from "./kiosk-state";

const IDLE = 90;
const WARNED = 15;
export const left = signal<number | null>(null);
let seen = Date.now();

export function reset(): void {
  leaveFork();
  batch(() => {
    view.value = "moments";
    momentAt.value = -1;
    guesses.value = {};
    entryId.value = null;
    dialog.value = "";
    isPlaying.value = false;
    left.value = null;
  });
  goHome();
}

export function watchIdle(): void {
  const stay = () => { seen = Date.now(); left.value = null; };
  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel"]) window.addEventListener(kind, stay, { passive: true });
  setInterval(() => {
    const idle = (Date.now() - seen) / 1000;
    const isFresh = view.value === "moments" && momentAt.value < 0;
    if (isFresh && !dialog.value) return;
    if (idle >= IDLE) { reset(); seen = Date.now(); } else left.value = idle > IDLE - WARNED ? Math.ceil(IDLE - idle) : null;
  }, 1000);
}
