/** What the page asks of the server. A refusal is thrown as `Refused`, with the sentence to show. */

import type { Answer, Language, Tape } from "./contract";
import { has, say } from "./words";

export class Refused extends Error {}

async function post<T>(path: string, body: Record<string, unknown>): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refused(say("live.lost"));
  }
  const told: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(worded(String((told as { why?: unknown }).why ?? "")));
  return told as T;
}

function worded(why: string): string {
  return has(`error.${why}`) ? say(`error.${why}`) : "";
}

export const api = {
  tapes: async (): Promise<Tape[]> => {
    const response = await fetch("/api/tapes");
    if (!response.ok) throw new Refused("");
    return (await response.json()) as Tape[];
  },
  play: () => post("play", {}),
  pause: () => post("pause", {}),
  step: () => post("step", {}),
  speed: (speed: number) => post("speed", { speed }),
  start: (tape: string, language: Language, play: boolean) => post("start", { tape, language, play }),
  do: (who: string, what: string) => post("do", { who, what }),
  say: (who: string, chat: "meeting" | "personal", text: string) => post("say", { who, chat, text }),
  share: (who: string, name: string) => post("share", { who, name }),
  edit: (who: string, id: string, text: string) => post("edit", { who, post: id, text }),
  delete: (who: string, id: string) => post("delete", { who, post: id }),
  press: (who: string, id: string, verb: string, data: unknown) => post<Answer>("press", { who, post: id, verb, data }),
  refresh: (who: string, id: string) => post<Answer>("refresh", { who, post: id }),
};
