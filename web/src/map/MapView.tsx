import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { select } from "d3-selection";
import { zoom as d3zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { camera, day, entry, film, flyTo, forceId, isKiosk, leftOn, mapMode, openEntry, story, told, view as viewSignal } from "../state";
import { Icon } from "../ui/Icon";
import { say } from "../words";
import { Ground, project, unproject, type View } from "./ground";
import { Marks, type Hit } from "./marks";

/** What a map shows at first, in degrees: the three lands at war. */
const HOME = { west: -82.5, east: -58.5, north: -2.2, south: -25.5 };
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

interface Held { canvas: HTMLCanvasElement; zoom: ZoomBehavior<HTMLCanvasElement, unknown>; transform: ZoomTransform; fit: number }
let held: Held | null = null;

export function zoomBy(factor: number): void {
  if (held) select(held.canvas).call(held.zoom.scaleBy, factor);
}
export function home(): void {
  if (held) select(held.canvas).call(held.zoom.transform, homeOf(held.canvas));
}
export function canvasOf(): HTMLCanvasElement | null { return held?.canvas ?? null; }

function homeOf(canvas: HTMLCanvasElement): ZoomTransform {
  const [left, top] = project(HOME.west, HOME.north);
  const [right, bottom] = project(HOME.east, HOME.south);
  const { clientWidth: width, clientHeight: height } = canvas;
  const [west, east] = covered(width);
  const room = width - west - east;
  const k = Math.min(room / (right - left), height / (bottom - top));
  return zoomIdentity.translate(west + room / 2 - (k * (left + right)) / 2, height / 2 - (k * (top + bottom)) / 2).scale(k);
}

/** Tells how much of the map's left and right a key or a card covers [pixels]. */
function covered(width: number): [number, number] {
  if (width < 900) return [0, 0];
  return viewSignal.peek() === "moments" ? [0, Math.min(640, width * 0.48)] : [width > 960 ? 200 : 0, 0];
}

function transformTo(canvas: HTMLCanvasElement, lon: number, lat: number, k: number, middle = 0.5): ZoomTransform {
  const [x, y] = project(lon, lat);
  return zoomIdentity.translate(canvas.clientWidth * middle - x * k, canvas.clientHeight / 2 - y * k).scale(k);
}

export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current!;
    const ctx = canvas.getContext("2d")!;
    let ground: Ground | null = null;
    let marks: Marks | null = null;
    let own: unknown = null;
    let frame = 0;
    let tween = 0;
    const draw = () => {
      frame = 0;
      const now = story.peek();
      const shown = film.peek();
      if (!now || !shown || !held) return;
      if (own !== now) { own = now; ground = new Ground(now, ask); marks = new Marks(now); }
      const ratio = Math.min(2, devicePixelRatio || 1);
      const { clientWidth: width, clientHeight: height } = canvas;
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
      }
      const view: View = { k: held.transform.k, x: held.transform.x, y: held.transform.y, width, height, ratio };
      ground!.draw(ctx, view, shown, day.peek(), mapMode.peek());
      marks!.draw(ctx, view, shown, day.peek(), { entry: entry.peek(), force: forceId.peek(), scale: width < 600 ? 0.8 : isKiosk ? 1.3 : 1, letters: isKiosk ? 1.35 : 1, leftOn: leftOn.peek() });
    };
    const ask = () => { if (!frame) frame = requestAnimationFrame(draw); };
    const zoom = d3zoom<HTMLCanvasElement, unknown>().scaleExtent([0.3, 24]).on("zoom", (event: { transform: ZoomTransform }) => {
      held!.transform = event.transform;
      ask();
    }).on("end", () => {
      const { transform } = held!;
      const [lon, lat] = unproject((canvas.clientWidth / 2 - transform.x) / transform.k, (canvas.clientHeight / 2 - transform.y) / transform.k);
      camera.value = { lon, lat, zoom: transform.k / held!.fit };
    });
    held = { canvas, zoom, transform: zoomIdentity, fit: 1 };
    select(canvas).call(zoom).on("dblclick.zoom", null);
    const fit = () => {
      held!.fit = homeOf(canvas).k;
      const kept = camera.peek();
      const to = kept ? transformTo(canvas, kept.lon, kept.lat, kept.zoom * held!.fit) : homeOf(canvas);
      select(canvas).call(zoom.transform, to);
    };
    const watch = new ResizeObserver(fit);
    watch.observe(box.current!);
    fit();
    void document.fonts?.ready.then(() => { own = null; ask(); });
    const stops = [
      effect(() => { void [day.value, film.value, leftOn.value, entry.value, forceId.value, mapMode.value, story.value]; ask(); }),
      effect(() => {
        const to = flyTo.value;
        if (!to || !held) return;
        const k = to.zoom * held.fit;
        const from = held.transform;
        // a card covers the right half of a moment's map
        const isCovered = viewSignal.peek() === "moments" && canvas.clientWidth > 900;
        const goal = transformTo(canvas, to.lon, to.lat, k, isCovered ? 0.3 : 0.5);
        cancelAnimationFrame(tween);
        if (still()) { select(canvas).call(zoom.transform, goal); return; }
        const began = performance.now();
        const step = (time: number) => {
          const part = Math.min(1, (time - began) / 650);
          const eased = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
          const scale = from.k * (goal.k / from.k) ** eased;
          const mix = (a: number, b: number) => a + (b - a) * eased;
          // the middle of the map goes straight from one to the other
          const c0 = [(canvas.clientWidth / 2 - from.x) / from.k, (canvas.clientHeight / 2 - from.y) / from.k] as const;
          const c1 = [(canvas.clientWidth / 2 - goal.x) / goal.k, (canvas.clientHeight / 2 - goal.y) / goal.k] as const;
          const transform = zoomIdentity.translate(canvas.clientWidth / 2 - mix(c0[0], c1[0]) * scale, canvas.clientHeight / 2 - mix(c0[1], c1[1]) * scale).scale(scale);
          select(canvas).call(zoom.transform, transform);
          if (part < 1) tween = requestAnimationFrame(step);
        };
        tween = requestAnimationFrame(step);
      }),
    ];
    const hitAt = (event: MouseEvent): Hit | undefined => {
      const bounds = canvas.getBoundingClientRect();
      const x = event.clientX - bounds.left;
      const y = event.clientY - bounds.top;
      const near = (marks?.hits ?? []).filter((hit) => Math.hypot(hit.x - x, hit.y - y) <= hit.r);
      const order = { entry: 0, force: 1, place: 2 };
      return near.sort((a, b) => order[a.kind] - order[b.kind])[0];
    };
    const onClick = (event: MouseEvent) => {
      const hit = hitAt(event);
      forceId.value = hit?.kind === "force" ? hit.id : null;
      if (hit?.kind === "entry") { viewSignal.value = "explore"; openEntry(hit.id, false); }
      if (hit) told.value = hit.title;
    };
    const onMove = (event: MouseEvent) => {
      const hit = hitAt(event);
      canvas.style.cursor = hit ? "pointer" : "";
      canvas.title = hit?.title ?? "";
    };
    canvas.addEventListener("click", onClick);
    canvas.addEventListener("mousemove", onMove);
    return () => {
      stops.forEach((stop) => stop());
      watch.disconnect();
      cancelAnimationFrame(frame);
      cancelAnimationFrame(tween);
      canvas.removeEventListener("click", onClick);
      canvas.removeEventListener("mousemove", onMove);
      held = null;
    };
  }, []);
  return (
    <div class="map" ref={box}>
      <canvas ref={ref} role="img" aria-label={say("map")} />
      {!isKiosk && (
        <div class="map-tools">
          <button type="button" onClick={() => zoomBy(1.5)} aria-label={say("zoomIn")}><Icon name="plus" /></button>
          <button type="button" onClick={() => zoomBy(1 / 1.5)} aria-label={say("zoomOut")}><Icon name="minus" /></button>
          <button type="button" onClick={home} aria-label={say("whole")}><Icon name="home" /></button>
        </div>
      )}
    </div>
  );
}
