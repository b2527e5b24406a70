/** Signs drawn, not typed: no reader's fonts are sure to hold them. */
const PATHS = {
  first: "M4 4v12M16 4L7 10l9 6z",
  back: "M14 4L6 10l8 6z",
  play: "M6 3l11 7-11 7z",
  pause: "M6 4v12M14 4v12",
  on: "M6 4l8 6-8 6z",
  last: "M16 4v12M4 4l9 6-9 6z",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  home: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  army: "M10 4a6 6 0 100 12 6 6 0 000-12z",
  garrison: "M4 4h12v12H4z",
  montonera: "M10 3l7 13H3z",
  fleet: "M2 12h16l-3 5H5zM10 11V2l6 8z",
  battle: "M4 4l12 12M16 4L4 16",
  treaty: "M10 3l7 7-7 7-7-7z",
  siege: "M10 3a7 7 0 100 14 7 7 0 000-14z",
};
const LINES = new Set(["pause", "plus", "minus", "home", "battle", "treaty", "siege"]);

export function Icon({ name }: { name: keyof typeof PATHS }) {
  const isLine = LINES.has(name);
  return (
    <svg class={`icon ${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} fill={isLine ? "none" : "currentColor"} stroke="currentColor" stroke-width={isLine ? 2.4 : 1.6} stroke-dasharray={name === "siege" ? "4 3" : undefined} />
    </svg>
  );
}
