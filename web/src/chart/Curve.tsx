import { effect, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { day, fork, goToDay, isKiosk, isPlaying, lang, openEntry, pickedOutcome, story } from "../state";
import { dateText, hundredths, likelihood, shareAt } from "../logic/numbers";
import { save } from "../logic/save";
import { say } from "../words";
import { swatch } from "../map/patterns";
import { chart, curveCsv } from "./curve";
import { Said } from "./Bar";
import { curveSvg } from "./svg";

export function Curve() {
  const box = useRef<HTMLDivElement>(null);
  const hovered = useSignal<number | null>(null);
  useEffect(() => {
    let plot: uPlot | null = null;
    const build = () => {
      plot?.destroy();
      const now = story.peek();
      const node = box.current;
      if (!now || !node || node.clientWidth < 40) return;
      const { options, data } = chart(
        { story: now, picked: pickedOutcome.peek(), fork: fork.peek(), day: () => day.peek() },
        node.clientWidth, node.clientHeight,
        (to) => { isPlaying.value = false; goToDay(to); },
        (to) => { hovered.value = to; },
      );
      plot = new uPlot(options, data, node);
    };
    const watch = new ResizeObserver(() => {
      if (plot && box.current) plot.setSize({ width: box.current.clientWidth, height: box.current.clientHeight });
      else build();
    });
    watch.observe(box.current!);
    const stops = [
      effect(() => { void [story.value, pickedOutcome.value, fork.value?.standing, lang.value]; build(); }),
      effect(() => { void day.value; plot?.redraw(false, false); }),
    ];
    return () => { stops.forEach((stop) => stop()); watch.disconnect(); plot?.destroy(); };
  }, []);
  const now = story.value!;
  const curve = now.evaluation;
  const at = hovered.value === null ? null : Math.round(hovered.value);
  const shown = at === null ? null : shareAt(curve, at);
  return (
    <section class="curve" aria-label={say("curve")}>
      <header>
        <h2>{say("curve")}</h2>
        {pickedOutcome.value ? <Said outcome={pickedOutcome.value} /> : <p class="note">{say("curveNote", { date: dateText(now.first, now.classified, lang.value) })}</p>}
        {!isKiosk && (
          <span class="tools">
            <button type="button" onClick={() => save("ucronia-curve.csv", "text/csv", curveCsv(now))}>{say("csv")}</button>
            <button type="button" onClick={() => save("ucronia-curve.svg", "image/svg+xml", curveSvg(now))}>{say("svg")}</button>
            <button type="button" onClick={() => window.print()}>{say("print")}</button>
          </span>
        )}
      </header>
      <div class="plot" ref={box} />
      {fork.value?.standing && <p class="note laid">{say("standing")}</p>}
      {shown && (
        <p class="hover" role="status">
          <b>{dateText(now.first, at!, lang.value, "short")}</b>
          {now.outcomes.map((outcome, index) => (shown[index]! >= 0.005 ? (
            <span key={outcome.id}><i style={{ backgroundImage: swatch(outcome.pattern, outcome.colour) }} />{outcome.name} <b>{hundredths(shown[index]!)}</b><small>{say(likelihood(shown[index]!))}</small></span>
          ) : null))}
        </p>
      )}
      {!isKiosk && curve.turning.length > 0 && (
        <nav class="turnings" aria-label={say("turning")}>
          <span>{say("turning")}</span>
          {curve.turning.map((point) => (
            <button type="button" key={point.day} title={point.text} onClick={() => (point.entry ? openEntry(point.entry) : goToDay(point.day))}>
              {point.title}
            </button>
          ))}
        </nav>
      )}
    </section>
  );
}
