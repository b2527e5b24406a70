/** What the page is told: the contract with whoever tells it. */

export type Lang = "es" | "en";
export type Pattern = "solid" | "lines" | "dots" | "cross" | "back" | "grid" | "waves" | "blank";
export type Point = [number, number];

export interface Outcome { id: string; name: string; colour: string; pattern: Pattern; definition: string }
export interface Place {
  id: string; name: string; lon: number; lat: number; kind: string; province: string;
  isCapital: boolean; people?: number; fort?: string;
}
export interface Province { id: string; name: string; bloc: string; capital: string; people?: number }
export interface Route { a: string; b: string; kind: "land" | "sea"; mode?: string; points: Point[] }
export interface Polity { id: string; name: string; colour: string; pattern: Pattern; kind?: string; flag?: string }
export interface Cause { id: string; name: string; text?: string; obeys?: boolean }
export interface Leader { id: string; name: string; life: string; polity?: string; text?: string }
export type ForceKind = "army" | "column" | "garrison" | "montonera" | "fleet";
export interface Force { id: string; name: string; kind: ForceKind; polity: string }
export interface Parameter {
  id: string; name: string; unit: string; prior: string; basis: string; source: string; reason: string;
}

export interface ControlRow { day: number; province: string; polity: string | null }
export interface AllegianceRow { day: number; province: string; cause: string; share: number }
export interface ForceRow {
  day: number; force: string; place: string; lon?: number; lat?: number; men: number;
  commander?: string | null; status: string; polity?: string; kind?: ForceKind; ships?: number;
  to?: string; to_lon?: number; to_lat?: number; arrives?: number;
}
export interface WarRow { day: number; a: string; b: string; relation: string }
export interface BlockadeRow { day: number; port: string; polity: string | null }
export interface SiegeRow { day: number; place: string; polity: string | null }
export interface Frames {
  control: ControlRow[]; allegiance: AllegianceRow[]; forces: ForceRow[]; wars: WarRow[];
  blockades: BlockadeRow[]; sieges: SiegeRow[];
}

export interface Version { source: string; cite: string; text: string; reading?: string }
export interface Said { text: string; value: number | null; share: number; sources: string[] }
export interface Dispute { name: string; said: Said[] }
export interface Reading { who: string; text: string; source: string }
export interface Side { name?: string; polity: string; commander?: string; men: number | null; loss: number | null; taken?: number | null }
export interface Battle { sides: Side[]; winner: number | null }
export interface Option { id: string; label: string }
export interface Grade { mark: string; text: string; loss: number; low: number; high: number; survives: boolean }
export interface Decision {
  rule: string; bind: Record<string, string>; decider: string; deciderName: string;
  question: string; options: Option[]; chosen: string; grade?: Grade;
}
export interface Entry {
  id: string; day: number; until: number; iso?: string; date: string; precision?: string; title: string;
  isNamed?: boolean; text: string; kind: string; weight: number; place: string; places?: string[];
  people: string[]; forces: string[]; versions: Version[]; dispute?: Dispute[]; readings?: Reading[];
  battle?: Battle; decision?: Decision; isChance?: boolean;
}

export interface Turning {
  day: number; until: number; entry: string; title: string; text: string;
  moves: { outcome: string; change: number; low: number; high: number }[];
}
export interface Evaluation {
  n: number; seed?: number; histories?: number; parameters: string; days: number[]; dates: string[];
  p: number[][]; low: number[][]; high: number[][]; draw?: (number | null)[][]; actual?: string;
  turning: Turning[];
}
export interface Share { p: number; low: number; high: number }
export interface Moment {
  entry: string; title: string; sentences: string[]; roles: { name: string; text: string }[];
  question: string; outcome: string; before: Share; options: (Option & Share)[]; chosen: string;
  assumptions: { parameter: string; name: string; basis: string; text: string }[];
}

export interface Shape {
  type: string; coordinates: unknown; id?: string; name?: string; status?: string; country?: string;
  provinces?: string[]; label_lon?: number; label_lat?: number;
}
export interface Layers { land?: Shape[]; lakes?: Shape[]; rivers?: Shape[]; departments?: Shape[] }

export interface Story {
  key: string; scenario?: string; hash?: string; version?: string; licence?: string; title: string;
  lead: string; lang: Lang; first: string; days: number; classified: number; outcomes: Outcome[];
  places: Place[]; provinces: Province[]; routes: Route[]; polities: Polity[]; causes: Cause[];
  leaders: Leader[]; forces: Force[]; parameters?: Parameter[]; layers?: Layers; frames: Frames;
  entries: Entry[]; evaluation: Evaluation; moments: Moment[];
  glossary: { word: string; text: string }[]; sources: { id: string; cite: string }[];
  credits: string[]; limits: string[];
}

export interface ForkRequest {
  entry?: string; option?: string; day?: number; facts?: { text: string }[]; forbid?: { text: string }[];
}
export interface Fork {
  id: string; status: "queued" | "running" | "done" | "cancelled" | "failed"; error?: string;
  done: number; of: number; day?: number; date?: string; title?: string;
  choice?: { entry?: string; option?: string; label?: string };
  outcomes?: ({ id: string } & Share)[]; base?: ({ id: string } & Share)[];
  difference?: { id: string; change: number; low: number; high: number; isClear: boolean }[];
  standing?: { days: number[]; shares: number[][] };
  judged?: { text: string; share: number; low: number; high: number };
  words?: string[]; lines?: { n: number; outcome: string; title: string; share: number }[];
  seconds?: number; url?: string;
}
export interface Line {
  n: number; title: string; outcome: string; from: number; frames: Frames;
  chronicle: { day: number; date: string; text: string; place?: string }[];
}
export type KeptFork = Fork;

export interface Choice { day: number; rule: string; instance: number; option: string }
export interface Play {
  leader: string; seed: number; from?: number; day: number; date: string; status: "asks" | "ended";
  asks?: { day: number; rule: string; instance: number; title: string; situation: string[]; options: Option[] };
  frames: Frames; chronicle: { day: number; date: string; text: string; place?: string }[];
  end?: {
    outcome: string; fate: string; text: string;
    choices: {
      day: number; date?: string; title: string; option: string; label: string; mark: string; text: string;
      options?: (Option & { outcomes: ({ id: string } & Share)[] })[];
    }[];
  };
}
