/** What a visitor is told the first time. The meeting waits until it is read, and plays by itself for whoever has read it. */

import { api } from "./api";
import { byId, h } from "./dom";
import type { Live } from "./live";
import { attempt } from "./notices";
import { recall, remember } from "./remembered";
import { language, say } from "./words";

export class Intro {
  private drawn = "";
  private played = -1;
  private read = recall("localStorage", "intro") === "read";
  private readonly box = byId("intro");

  constructor(private readonly live: Live) {}

  render(): void {
    this.box.hidden = this.read;
    if (this.read) this.play();
    else this.draw();
  }

  /** Whoever plays the meeting has read enough. */
  close(): void {
    if (this.read) return;
    this.read = true;
    remember("localStorage", "intro", "read");
    const held = this.box.contains(document.activeElement);
    this.render();
    if (held) byId("chat").focus({ preventScroll: true });
  }

  private get waits(): boolean {
    const phase = this.live.playback?.phase ?? "starting";
    return phase === "starting" || phase === "ready";
  }

  private draw(): void {
    const signature = `${language()} ${this.waits}`;
    if (signature === this.drawn) return;
    this.drawn = signature;
    const held = this.box.contains(document.activeElement);
    const button = h("button", { type: "button", class: "primary", onclick: () => this.close() }, say(this.waits ? "intro.close" : "intro.read"));
    this.box.replaceChildren(
      h("h2", {}, say("intro.title")),
      h("p", {}, ["intro.text", "intro.keeps", "intro.invented"].map((key) => say(key)).join(" ")),
      h("ol", {}, ...["intro.play", "intro.who", "intro.why"].map((key) => h("li", {}, say(key)))),
      button,
    );
    if (held) button.focus();
  }

  /** Once a rehearsal, and only where it waits for it. */
  private play(): void {
    const run = this.live.begin?.run ?? -1;
    if (this.live.playback?.phase !== "ready" || this.played === run) return;
    this.played = run;
    void attempt(api.play);
  }
}
