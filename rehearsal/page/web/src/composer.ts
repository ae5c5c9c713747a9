/** Where the person that the visitor is writes, and the commands at hand. */

import { api } from "./api";
import type { Chat } from "./chat";
import { byId, h } from "./dom";
import { attempt } from "./notices";
import { language, say } from "./words";
import type { You } from "./you";

const COMMANDS = ["/sjekkliste", "/regler", "/deltakere", "/presentasjon", "/forventet", "/stopp", "/status", "/språk", "/opplæring", "/hjelp"];

export class Composer {
  private drawn = "";
  private readonly box = byId("composer");

  constructor(
    private readonly you: You,
    private readonly chat: Chat,
  ) {}

  render(): void {
    const me = this.you.person;
    const may = me !== null && (me.member || this.chat.where === "personal");
    const signature = `${me?.id} ${me?.first} ${may} ${language()}`;
    if (signature === this.drawn) return;
    this.drawn = signature;
    const draft = this.box.querySelector("textarea")?.value ?? "";
    if (!me) this.box.replaceChildren(h("p", { class: "hint" }, say("compose.observer")));
    else if (!may) this.box.replaceChildren();
    else this.box.replaceChildren(...this.fields(me.id, me.first, draft));
  }

  private fields(who: string, first: string, draft: string): HTMLElement[] {
    const field = h("textarea", {
      id: "say", rows: "1", autocomplete: "off", "aria-describedby": "say-hint",
      onkeydown: (event: Event) => {
        const key = event as KeyboardEvent;
        if (key.key !== "Enter" || key.shiftKey || key.isComposing) return;
        event.preventDefault();
        void send();
      },
    });
    field.value = draft;
    const send = async (text = field.value.trim()): Promise<void> => {
      if (!text) return;
      const done = await attempt(() => api.say(who, this.chat.where, text));
      if (done && field.value.trim() === text) field.value = "";
      field.focus();
    };
    const pick = (command: string): void => {
      field.value = command === "/forventet" ? `${command} ` : command;
      field.focus();
      if (command !== "/forventet") void send();
    };
    return [
      h("div", { class: "commands", role: "group", "aria-label": say("compose.commands") }, ...COMMANDS.map((command) => h("button", { type: "button", onclick: () => pick(command) }, command))),
      h(
        "form",
        { class: "write", onsubmit: (event: Event) => { event.preventDefault(); void send(); } },
        h("label", { for: "say" }, say("compose.label", { first })),
        h("div", { class: "line" }, field, h("button", { type: "submit", class: "primary" }, say("compose.send"))),
        h("p", { class: "hint", id: "say-hint" }, say("compose.hint")),
      ),
    ];
  }
}
