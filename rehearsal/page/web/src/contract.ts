/** What the server tells, as it tells it. */

export type Language = "nb" | "nn" | "en";
export type Phase = "starting" | "ready" | "playing" | "paused" | "over" | "failed";
export type Card = { [key: string]: unknown };

export interface Begin {
  run: number;
  tape: string;
  title: string;
  chat: string;
  language: Language;
}

export interface Playback {
  phase: Phase;
  at: number;
  lasts: number;
  speed: number;
  held: number;
  of: number;
  judged: boolean;
  /** Whether somebody took part, or paused, stepped or hastened the tape. */
  disturbed?: "" | "part" | "clock";
  why: string;
  /** What the bot decides cannot be read now. */
  unreadable?: boolean;
  /** Where the data protection officer sees the meeting; empty while no bot is there. */
  officers_pages?: string;
}

export interface Verdict {
  weight: "green" | "noted" | "unknown" | "amber" | "red";
  sign: string;
  why: Record<Language, string>;
}

export interface Person {
  id: string;
  name: string;
  first: string;
  /** An address, where names read alike. */
  hint?: string;
  group: string;
  present: boolean;
  /** In the lobby. */
  waiting?: boolean;
  member: boolean;
  /** False: they have no chat of their own with the bot. */
  own_chat?: boolean;
  /** The bot knows of them, whether or not it counts them as here. */
  known?: boolean;
  can: string[];
  verdict: Verdict | null;
}

export interface People {
  started: boolean;
  people: Person[];
}

export interface Post {
  id: string;
  chat: string;
  personal: boolean;
  author: string;
  name: string;
  to: string | null;
  to_name: string;
  at: string;
  version: number;
  removed: boolean;
  kind: string;
  text: string;
  /** Names of what is shared. */
  files: string[];
  card: Card | null;
  lang?: Language | "";
  rings: boolean;
  refreshes: string[];
}

export interface Happened {
  seq: number;
  at: number;
  kind: string;
  people: string[];
  text: string;
  /** Whoever alone knows of it. */
  to?: string | null;
  /** It is said in the meeting's chat, for its members. */
  chat?: boolean;
}

export interface Asked {
  rule: string;
  clauses: string[];
  effect: string;
  kind: string;
  to: string;
  people: string[];
  alarm: string;
  /** The card stands already. */
  update?: boolean;
  /** Only to whoever wrote; who that is the bot does not keep. */
  writer?: boolean;
  in_s: number | null;
}

export interface Decided {
  seq: number;
  at: number;
  fact: string;
  people: string[];
  by: string;
  /** Whom a press is about. */
  about?: string;
  told: Record<string, unknown>;
  asked: Asked[];
}

export interface Tape {
  name: string;
  lasts: number;
  clauses: string;
}

export type Answer = { kind: "card"; card: Card } | { kind: "message"; text: string } | { kind: "none" };
