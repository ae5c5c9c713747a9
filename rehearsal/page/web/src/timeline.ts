/** What happens in the meeting, a line each. */

import type { Happened } from "./contract";
import { byId, followed, h, reconcile } from "./dom";
import type { Live } from "./live";
import { has, language, length, listed, number, say, sayFirst } from "./words";
import type { You } from "./you";

export class Timeline {
  constructor(
    private readonly live: Live,
    private readonly you: You,
  ) {}

  render(): void {
    const told = [...this.live.happened.values()].filter((one) => this.you.hears(one)).sort((one, other) => one.seq - other.seq);
    byId("timeline-empty").hidden = told.length > 0;
    followed(byId("happenings"), () => this.list(told));
  }

  private list(told: Happened[]): void {
    reconcile(byId("timeline"), told, (one) => String(one.seq), (one) => JSON.stringify([one, language()]), (one) => this.row(one));
  }

  private row(one: Happened): HTMLElement {
    return h("li", { "data-kind": one.kind }, h("span", { class: "at" }, length(Math.round(one.at * 10) / 10)), h("span", {}, sentence(one)));
  }
}

function sentence(one: Happened): string {
  const nobody = one.kind === "announced" ? "list.nobody" : "list.somebody";
  return say(has(`happened.${one.kind}`) ? `happened.${one.kind}` : "happened.other", { people: listed(one.people, nobody), text: told(one) }, one.people.length > 1);
}

function told(one: Happened): string {
  if (one.kind === "role") return has(`role.${one.text}`) ? say(`role.${one.text}`) : one.text;
  if (one.kind === "scheduled") return number(Number(one.text));
  if (one.kind === "options") return listed(one.text.split(" ").map((option) => sayFirst([`option.${option}`, `option.${option.split(".")[0]}`])));
  if (one.kind !== "fares") return one.text;
  const [what = "", health = ""] = one.text.split(" ");
  return `${say(`fares.${what}`)} ${sayFirst([`fares.${what}.${health}`, `fares.${health}`])}`;
}
