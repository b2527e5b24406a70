export { dialog, entryId, guesses, isPlaying, leaveFork, momentAt, view } from "../state";
export { home } from "../map/MapView";
