/** Who is in the meeting, what Møtevakt makes of each, and who the visitor is. */

import { api } from "./api";
import { initials } from "./chat";
import type { Person } from "./contract";
import { byId, h, reconcile } from "./dom";
import type { Live } from "./live";
import { attempt } from "./notices";
import { has, language, say, upper } from "./words";
import type { You } from "./you";

const GROUPS = ["organizer", "invited", "colleague", "outside", "anonymous"];

export class People {
  private drawn = "";

  constructor(
    private readonly live: Live,
    private readonly you: You,
  ) {}

  render(): void {
    this.choose();
    const { people, started } = this.live.people;
    const present = people.filter((one) => one.present);
    const absent = people.filter((one) => !one.present);
    const box = byId("people");
    if (!box.firstChild)
      box.append(h("p", { class: "hint", id: "started" }), h("h4", { id: "present-title" }), h("p", { class: "empty", id: "nobody" }), h("ul", { class: "people", id: "present", "aria-labelledby": "present-title" }), h("h4", { id: "absent-title" }), h("ul", { class: "people", id: "absent", "aria-labelledby": "absent-title" }));
    byId("started").textContent = say(started ? "people.started" : "people.notstarted");
    byId("present-title").textContent = say("people.present", { count: present.length });
    byId("absent-title").textContent = say("people.absent", { count: absent.length });
    byId("nobody").textContent = say("people.nobody");
    byId("nobody").hidden = present.length > 0;
    byId("absent-title").hidden = absent.length === 0;
    byId("present").hidden = present.length === 0;
    byId("absent").hidden = absent.length === 0;
    for (const [id, rows] of [["present", present], ["absent", absent]] as const)
      reconcile(byId(id), rows, (one) => one.id, (one) => JSON.stringify([one, language(), one.id === this.you.id]), (one) => this.row(one));
  }

  private row(one: Person): HTMLElement {
    const verdict = one.verdict;
    const group = has(`group.${one.group}`) ? say(`group.${one.group}`) : one.group;
    return h(
      "li",
      { "data-person": one.id, "data-weight": verdict?.weight ?? "none" },
      h("span", { class: "avatar", "aria-hidden": "true" }, initials(one.name)),
      h(
        "div",
        {},
        h("p", { class: "name" }, h("strong", {}, one.name), one.id === this.you.id && h("span", { class: "badge" }, say("people.you"))),
        verdict
          ? h("p", { class: "verdict" }, h("span", { class: `weight ${verdict.weight}` }, h("span", { "aria-hidden": "true" }, verdict.sign), ` ${upper(say(`weight.${verdict.weight}`))}`), verdict.why[language()] ? ` – ${verdict.why[language()]}` : null)
          : h("p", { class: "verdict" }, one.present ? say("people.unseen") : group),
        !one.present && one.member && h("p", { class: "verdict" }, upper(say("people.member"))),
      ),
    );
  }

  private choose(): void {
    const { people } = this.live.people;
    const me = this.you.person;
    const signature = JSON.stringify([people.map((one) => [one.id, one.name, one.group]), me?.id, me?.can, language()]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const box = byId("you");
    const at = document.activeElement;
    const focused = at && box.contains(at) ? (at.id || at.getAttribute("data-control")) : null;
    const groups = [...GROUPS, ...new Set(people.map((one) => one.group).filter((group) => !GROUPS.includes(group)))];
    const select = h(
      "select",
      { id: "who", "aria-describedby": "who-hint", onchange: () => this.you.be(select.value) },
      h("option", { value: "" }, say("you.observer")),
      ...groups.map((group) => {
        const inside = people.filter((one) => one.group === group);
        return inside.length > 0 && h("optgroup", { label: has(`group.${group}`) ? say(`group.${group}`) : group }, ...inside.map((one) => h("option", { value: one.id }, one.name)));
      }),
    );
    select.value = me?.id ?? "";
    box.replaceChildren(
      h("label", { for: "who" }, say("you.label")),
      select,
      h("p", { class: "hint", id: "who-hint" }, me ? say("you.hint", { first: me.first }) : say("you.observer.hint")),
      ...(me && me.can.length > 0 ? [this.controls(me)] : []),
    );
    if (focused) (box.querySelector<HTMLElement>(`#${CSS.escape(focused)}, [data-control="${CSS.escape(focused)}"]`) ?? select).focus();
  }

  private controls(me: Person): HTMLElement {
    return h(
      "div",
      { class: "controls", role: "group", "aria-label": say("you.controls", { first: me.first }) },
      ...me.can.map((what) => {
        const hint = `control.${what}.hint`;
        return h("button", { type: "button", "data-control": what, title: has(hint) ? say(hint) : null, onclick: () => void attempt(() => api.do(me.id, what)) }, has(`control.${what}`) ? say(`control.${what}`) : what);
      }),
    );
  }
}
