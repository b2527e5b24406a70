import { describe, expect, it } from "vitest";
import type { Entry, Evaluation, Frames, Story } from "../src/types";
import { along, Film, lastBefore, Ways } from "../src/logic/frames";
import { against, areApart, brier, dayOf, hundredths, isoOf, likelihood, shareAt, signed } from "../src/logic/numbers";
import { forkKey, pairsAsked, read, readChoices, write, writeChoice } from "../src/logic/url";
import { overlaps, place, type Wanted } from "../src/logic/labels";
import { decode, encode, meanBrier, readClass } from "../src/logic/lesson";
import { search, NO_FILTER } from "../src/logic/search";
import { shortName } from "../src/logic/names";
import { gloss } from "../src/logic/gloss";
import { leading, lostAt } from "../src/logic/asked";
import { stacked } from "../src/chart/stacked";

const frames: Frames = {
  control: [{ day: 0, province: "v", polity: "a" }, { day: 10, province: "v", polity: "b" }, { day: 20, province: "v", polity: null }],
  allegiance: [{ day: 0, province: "v", cause: "x", share: 0.7 }, { day: 0, province: "v", cause: "y", share: 0.3 }, { day: 30, province: "v", cause: "y", share: 0 }],
  forces: [
    { day: 0, force: "f", place: "p", lon: 0, lat: 0, men: 900, status: "active", polity: "a" },
    { day: 4, force: "f", place: "p", lon: 0, lat: 0, men: 900, status: "active", polity: "a", to: "q", to_lon: 4, to_lat: 0, arrives: 8 },
    { day: 6, force: "f", place: "p", lon: 0, lat: 0, men: 800, status: "active", polity: "a", to: "q", to_lon: 4, to_lat: 0, arrives: 8 },
    { day: 8, force: "f", place: "q", lon: 4, lat: 0, men: 800, status: "active", polity: "a" },
    { day: 12, force: "f", place: "", men: 0, status: "gone" },
  ],
  wars: [{ day: 3, a: "a", b: "b", relation: "war" }, { day: 9, a: "a", b: "b", relation: "peace" }],
  blockades: [{ day: 2, port: "p", polity: "b" }, { day: 5, port: "p", polity: null }],
  sieges: [],
};
const bent = new Ways([{ a: "p", b: "q", kind: "land", points: [[0, 0], [2, 3], [4, 0]] }]);

describe("a film of frames", () => {
  const film = new Film(frames, new Ways([]));
  it("says who holds a province before, on and after the day it changes", () => {
    expect([9, 10, 19, 20].map((day) => film.controlAt(day).get("v"))).toEqual(["a", "b", "b", null]);
  });
  it("moves a force along its leg by the day on which it set off, though its men changed on the way", () => {
    expect(film.forcesAt(6)[0]!.at).toEqual([2, 0]);
    expect(film.forcesAt(8)[0]!.at).toEqual([4, 0]);
    expect(film.forcesAt(8)[0]!.isMoving).toBe(false);
  });
  it("follows the road, in either direction", () => {
    expect(new Film(frames, bent).forcesAt(6)[0]!.at).toEqual([2, 3]);
    expect(bent.between("q", "p", [[4, 0], [0, 0]])).toEqual([[4, 0], [2, 3], [0, 0]]);
  });
  it("holds no force that is gone, and none before its first day", () => {
    expect(film.forcesAt(12)).toEqual([]);
    expect(film.forcesAt(-1)).toEqual([]);
  });
  it("tells wars, blockades and allegiance only while they last", () => {
    expect([2, 3, 8, 9].map((day) => film.warsAt(day).length)).toEqual([0, 1, 1, 0]);
    expect([1, 2, 4, 5].map((day) => film.blockadesAt(day).length)).toEqual([0, 1, 1, 0]);
    expect([...film.allegianceAt(30, "v")]).toEqual([["x", 0.7]]);
  });
  it("leaves a trail that ends where the force is", () => {
    const trail = new Film(frames, bent).trail("f", 10, 40);
    expect(trail[0]).toEqual([0, 0]);
    expect(trail).toContainEqual([2, 3]);
    expect(trail.at(-1)).toEqual([4, 0]);
  });
  it("finds rows by halves as by looking at each", () => {
    const rows = [0, 0, 3, 7, 7, 9].map((day) => ({ day }));
    for (let day = -1; day < 11; day++) expect(lastBefore(rows, day)).toBe(rows.filter((row) => row.day <= day).length - 1);
  });
  it("goes half of a line's length, not half of its points", () => {
    expect(along([[0, 0], [1, 0], [10, 0]], 0.5)).toEqual([5, 0]);
    expect(along([[3, 4]], 0.5)).toEqual([3, 4]);
  });
});

describe("numbers", () => {
  const curve = { n: 10, parameters: "prior", days: [0, 10], dates: [], p: [[0.2, 0.8], [0.6, 0.4]], low: [[0.1, 0.7], [0.5, 0.3]], high: [[0.3, 0.9], [0.7, 0.5]], turning: [] } satisfies Evaluation;
  it("scores a guess by Brier", () => {
    expect(brier(1, true)).toBe(0);
    expect(brier(0.5, false)).toBe(0.25);
    expect(brier(0.2, true)).toBeCloseTo(0.64);
  });
  it("never writes a false none or all", () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(hundredths)).toEqual(["0", "<1", "50", ">99", "100"]);
    expect([0.121, -0.05, 0.001].map(signed)).toEqual(["+12", "\u22125", "0"]);
  });
  it("reads the curve between its days, and holds its ends", () => {
    expect(shareAt(curve, 5)[0]).toBeCloseTo(0.4);
    expect(shareAt(curve, 99)).toEqual([0.6, 0.4]);
    expect(shareAt(curve, 0, "high")).toEqual([0.3, 0.9]);
  });
  it("counts days across a leap year and back", () => {
    expect(dayOf("1835-02-22", "1836-03-01")).toBe(373);
    expect(isoOf("1835-02-22", 373)).toBe("1836-03-01");
    expect(dayOf("1835-02-22", "soon")).toBeNull();
  });
  it("names a share and tells intervals apart", () => {
    expect([0.97, 0.7, 0.55, 0.4, 0.1, 0.01].map(likelihood)).toEqual(["sure", "likely", "rather", "even", "unlikely", "rare"]);
    const share = { p: 0.5, low: 0.4, high: 0.6 };
    expect([0.3, 0.5, 0.7].map((guess) => against(guess, share))).toEqual(["below", "within", "above"]);
    expect(areApart(share, { p: 0.8, low: 0.61, high: 0.9 })).toBe(true);
    expect(areApart(share, { p: 0.7, low: 0.6, high: 0.9 })).toBe(false);
  });
});

describe("addresses", () => {
  it("asks for as many pairs as the server takes, the usual number else", () => {
    expect(["200", "2", "4000"].map(pairsAsked)).toEqual([200, 2, 4000]);
    expect([null, "", "1", "4001", "-5", "all"].map(pairsAsked)).toEqual([1000, 1000, 1000, 1000, 1000, 1000]);
  });
  it("come back as they were written", () => {
    const address = { view: "explore", lang: "es", day: 999, entry: "paucarpata", option: "fight", facts: ["army.men=*2", "a&b=1"], forbid: ["x:q=chile"], line: 0, camera: { lon: -71.5, lat: -16.4, zoom: 4 } } as const;
    expect(read(`#${write({ ...address, facts: [...address.facts], forbid: [...address.forbid] })}`)).toEqual(address);
  });
  it("leave out what can't be read, whatever is written", () => {
    expect(read("v=nowhere&d=soon&c=1,2&e=<script>&l=fr")).toEqual({ view: "moments", facts: [], forbid: [] });
    expect(read("c=1,2,NaN").camera).toBeUndefined();
  });
  it("hold the choices of a play, up to the first that can't be read", () => {
    const made = [{ day: 40, rule: "choose_partner", instance: 3, option: "stay_out" }];
    const texts = made.map(writeChoice);
    expect(read(write({ view: "play", facts: [], forbid: [], leader: "santa_cruz", seed: 7, choices: texts })).choices).toEqual(texts);
    expect(readChoices([...texts, "x", ...texts])).toEqual(made);
  });
  it("name a question as the folder does", () => {
    expect(forkKey({ entry: "paucarpata", option: "fight" })).toBe("paucarpata=fight");
    expect(forkKey({ day: 831, forbid: [{ text: "quillota_mutiny" }] })).toBe("@831||quillota_mutiny");
  });
});

describe("labels", () => {
  const bounds = { x: 0, y: 0, width: 400, height: 300 };
  const crowd: Wanted[] = Array.from({ length: 60 }, (_, at) => ({ id: String(at), x: 40 + (at % 10) * 32, y: 40 + Math.floor(at / 10) * 40, width: 58, height: 14, gap: 5, weight: at }));
  it("never overlap, nor leave the map", () => {
    const found = place(crowd, [], bounds);
    expect(found.length).toBeGreaterThan(15);
    found.forEach((one, at) => {
      expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= 400 && one.y + one.height <= 300).toBe(true);
      for (const other of found.slice(at + 1)) expect(overlaps(one, other)).toBe(false);
    });
  });
  it("keep the weightiest, and what is needed even where all is taken", () => {
    expect(place(crowd, [], bounds).some((one) => one.id === "59")).toBe(true);
    expect(place([{ ...crowd[0]! }], [bounds], bounds)).toEqual([]);
    expect(place([{ ...crowd[0]!, isNeeded: true }], [bounds], bounds)).toHaveLength(1);
  });
});

describe("names", () => {
  it("are shortened as people use them", () => {
    const names = [["Andrés de Santa Cruz", "santa_cruz"], ["Luis José de Orbegoso", "orbegoso"], ["Manuel Blanco Encalada", "blanco_encalada"], ["José Ballivián", "ballivian"], ["Manuel Bulnes", "other"]] as const;
    expect(names.map(([name, id]) => shortName(name, id))).toEqual(["Santa Cruz", "Orbegoso", "Blanco Encalada", "Ballivián", "Bulnes"]);
  });
});

describe("a class", () => {
  it("reads the codes that it wrote, and no mistyped ones", () => {
    const guesses = [0.5, null, 0, 1, 0.07];
    const code = encode(guesses);
    expect(decode(code)).toEqual(guesses);
    expect(decode(code.replace("50", "51"))).toBeNull();
    expect(decode("hello")).toBeNull();
  });
  it("orders pupils by their mean score and says which lines are no codes", () => {
    const happened = [true, false];
    const { pupils, bad } = readClass(`Ana: ${encode([0.2, 0.9])}\nLuis ${encode([0.9, null])}\n\nnot a code`, happened);
    expect(pupils.map((pupil) => pupil.name)).toEqual(["Luis", "Ana"]);
    expect(pupils[1]!.mean).toBeCloseTo((0.64 + 0.81) / 2);
    expect(bad).toEqual(["not a code"]);
    expect(meanBrier([null], happened)).toBeNull();
  });
});

describe("the chronicle", () => {
  const entry = (part: Partial<Entry>): Entry => ({ id: "e", day: 0, until: 0, date: "", title: "", text: "", kind: "battle", weight: 50, place: "p", people: [], forces: [], versions: [], ...part });
  const list = [entry({ id: "a", text: "Asamblea de Huaura", people: ["x"] }), entry({ id: "b", kind: "position", weight: 3, text: "Sigue en Jauja" }), entry({ id: "c", title: "Yungay" })];
  const ids = (filter: object) => search(list, { ...NO_FILTER, ...filter }).map((one) => one.id);
  it("leaves quiet entries out unless they are looked for", () => {
    expect(ids({})).toEqual(["a", "c"]);
    expect(ids({ text: "jauja" })).toEqual(["b"]);
  });
  it("finds without accents or capitals, by person and kind", () => {
    expect(ids({ text: "HUÁURA asam" })).toEqual(["a"]);
    expect(ids({ person: "x" })).toEqual(["a"]);
    expect(ids({ kind: "position" })).toEqual(["b"]);
  });
  it("explains a word once, the longest name first, not inside another word", () => {
    const known = new Map([["Cruz", "short"], ["Santa Cruz", "long"], ["Perú", "land"]]);
    expect(gloss("Santa Cruz y santa cruz, peruanos", known)).toEqual([{ text: "Santa Cruz", about: "long" }, { text: " y santa cruz, peruanos" }]);
    expect(gloss("de Santa Cruz, y", known)).toEqual([{ text: "de " }, { text: "Santa Cruz", about: "long", tail: "," }, { text: " y" }]);
    expect(gloss("Santa Cruz's men", known)[0]!.tail).toBe("'s");
  });
});

describe("answers read off the curve", () => {
  const story = { outcomes: [{ id: "u" }, { id: "t" }], evaluation: { days: [0, 1, 2, 3], p: [[0.3, 0.7], [0.5, 0.5], [0.12, 0.88], [0.02, 0.98]] } } as unknown as Story;
  it("says when an end stood highest and from when it was gone", () => {
    expect(lostAt(story, "u")).toEqual({ top: 1, share: 0.5, from: 3 });
    expect(lostAt(story, "t").from).toBeNull();
    expect(leading([0.1, 0.6, 0.3])).toEqual([1, 2]);
  });
  it("stacks layers that end at the whole", () => {
    const layers = stacked([[0.2, 0.3, 0.5]]);
    expect(layers.map((layer) => layer[0])).toEqual([1, 0.8, 0.5]);
  });
});
