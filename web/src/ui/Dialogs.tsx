import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { address, basisId, day, dialog, fork, isKiosk, isStatic, lang, named, story, view } from "../state";
import { dateText } from "../logic/numbers";
import { basis, type Card } from "../load";
import { write } from "../logic/url";
import { save } from "../logic/save";
import { canvasOf } from "../map/MapView";
import { say } from "../words";
import { Ask } from "./Ask";

export function Dialogs() {
  const which = dialog.value;
  if (which === "ask") return <Modal title={say("askTitle")}><Ask /></Modal>;
  if (which === "help") return <Modal title={say("helpTitle")}><Help /></Modal>;
  if (which === "share") return <Modal title={say("shareTitle")}><Share /></Modal>;
  return <Modal title={say("basis")}><Basis /></Modal>;
}

function Modal({ title, children }: { title: string; children: ComponentChildren }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const node = ref.current!;
    const before = document.activeElement;
    node.showModal();
    return () => { node.close(); if (before instanceof HTMLElement) before.focus(); };
  }, []);
  const shut = () => { dialog.value = ""; };
  return (
    <dialog ref={ref} aria-label={title} onCancel={(event) => { event.preventDefault(); shut(); }} onClick={(event) => { if (event.target === ref.current) shut(); }}>
      <div class="inside">
        <header><h2>{title}</h2><button type="button" class="shut" aria-label={say("close")} onClick={shut}>×</button></header>
        {children}
      </div>
    </dialog>
  );
}

function Help() {
  const keys: [string, string][] = [["← →", say("kDay")], ["⇧← ⇧→", say("kEntry")], ["␣", say("kPlay")], ["A", say("kAsk")], ["1–5", say("kTabs")], ["?", say("kHelp")], ["Esc", say("kEsc")]];
  return (
    <>
      <dl class="keys">{keys.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
      <h3>{say("helpDoubt")}</h3>
      <ul><li>{say("helpDoubt1")}</li><li>{say("helpDoubt2")}</li><li>{say("helpDoubt3")}</li></ul>
      <p>{say("mapNote")}</p>
    </>
  );
}

function Share() {
  const isCopied = useSignal(false);
  const url = `${location.href.split("#")[0]}#${write(address.value)}`;
  const png = () => canvasOf()?.toBlob((blob) => { if (blob) save("ucronia-map.png", "image/png", blob); });
  return (
    <>
      <p>{say("shareNote")}</p>
      <input class="url" readOnly value={url} aria-label={say("shareTitle")} onFocus={(event) => event.currentTarget.select()} />
      <p class="acts">
        <button type="button" class="main" onClick={() => { void navigator.clipboard?.writeText(url).then(() => { isCopied.value = true; }); }}>{say(isCopied.value ? "copied" : "copy")}</button>
        {canvasOf() && <button type="button" class="plain" onClick={png}>{say("png")}</button>}
      </p>
    </>
  );
}

/** Where a number comes from: as the story tells it, and more where there is a server. */
/** How a number of the curve or of a fork is worked out. */
function How({ isFork }: { isFork: boolean }) {
  const now = story.value!;
  const parts = now.parameters ?? [];
  const count = (kind: string) => parts.filter((part) => part.basis === kind).length;
  const date = (at: number) => dateText(now.first, at, lang.value);
  return (
    <>
      <ol class="how">
        <li>{say("how1", { k: parts.length })}</li>
        <li>{say("how2", { date: date(isFork ? fork.value?.day ?? day.value : day.value) })}</li>
        <li>{say("how3", { n: isFork ? fork.value?.done ?? "" : now.evaluation.n })}</li>
        <li>{say("how4", { end: date(now.classified) })}</li>
        {isFork && <li>{say("howFork")}</li>}
      </ol>
      <p>{say("how5", { k: parts.length, judged: count("judged"), fitted: count("fitted"), sourced: count("sourced") })}</p>
      <p class="acts"><button type="button" class="plain" onClick={() => { dialog.value = ""; view.value = "evidence"; }}>{say("evidence")}</button></p>
    </>
  );
}

/** Opens how a number is worked out. */
export const openHow = (what: "@curve" | "@fork") => { basisId.value = what; dialog.value = "basis"; };

function Basis() {
  const more = useSignal<Card | null>(null);
  const id = basisId.value ?? "";
  const part = named.value.parameters.get(id);
  useEffect(() => {
    if (isStatic || !id || id.startsWith("@")) return;
    let isGone = false;
    basis(id, lang.value).then((found) => { if (!isGone) more.value = found ?? null; }, () => undefined);
    return () => { isGone = true; };
  }, [id]);
  if (id.startsWith("@")) return <How isFork={id === "@fork"} />;
  const leader = named.value.leaders.get(id);
  const polity = named.value.polities.get(id);
  const own: [string, string][] = [
    [say("unit"), part?.unit ?? ""],
    [say("prior"), part?.prior ?? ""],
    [say("reason"), part?.reason ?? ""],
    [say("source"), named.value.sources.get(part?.source ?? "") ?? ""],
  ];
  const rows = more.value ? more.value.facts.map((fact): [string, string] => [fact.label, fact.text]).concat(more.value.sources.map((cite): [string, string] => [say("source"), cite])) : own;
  const kind = part?.basis ?? "";
  return (
    <>
      <h3>{part?.name ?? (leader?.name ?? polity?.name ?? more.value?.title ?? id)} {kind && <em class={`tag ${kind}`}>{kind === "sourced" || kind === "fitted" || kind === "judged" ? say(kind) : kind}</em>}</h3>
      {leader && <p>{leader.text}</p>}
      <dl class="basis">{rows.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {!isKiosk && <p class="note"><code>ucronia explain {id}</code></p>}
    </>
  );
}
