/** The player: which tape, play and pause, a step, how fast, how far. */

import { api } from "./api";
import type { Tape } from "./contract";
import { byId, h } from "./dom";
import type { Live } from "./live";
import { attempt } from "./notices";
import { has, language, number, say } from "./words";

const EMPTY = "tomt"; // it only begins; the visitor plays the rest
const SPEEDS = [0.5, 1, 2, 4];

export class Player {
  private tapes: Tape[] = [];
  private wanted = "";
  private run = -1;
  private drawn = "";
  private readonly box = byId("player");

  constructor(private readonly live: Live) {}

  async load(): Promise<void> {
    try {
      this.tapes = await api.tapes();
      this.live.touch();
    } catch {
      window.setTimeout(() => void this.load(), 3000);
    }
  }

  render(): void {
    const begin = this.live.begin;
    const playback = this.live.playback;
    if (begin && begin.run !== this.run) {
      this.run = begin.run;
      this.wanted = begin.tape;
    }
    const signature = JSON.stringify([this.tapes, this.wanted, begin, playback && { ...playback, at: 0 }, language()]);
    if (signature !== this.drawn) {
      this.drawn = signature;
      this.draw();
    }
    this.progress();
  }

  private draw(): void {
    const at = document.activeElement?.id;
    const held = at && this.box.contains(document.activeElement) ? at : null;
    const playback = this.live.playback;
    const phase = playback?.phase ?? "starting";
    const other = this.live.begin !== null && this.wanted !== this.live.begin.tape;
    const playing = phase === "playing" && !other;
    const idle = phase === "starting";
    const length = playback?.lasts ?? 0;
    this.box.replaceChildren(
      h("div", { class: "choose" }, h("label", { for: "tape" }, say("play.tape")), this.chooser()),
      h("p", { class: "teaches" }, this.teaches()),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "primary", id: "play", disabled: idle || (phase === "failed" && !other), onclick: () => this.play(playing, other || phase === "over") }, h("span", { "aria-hidden": "true" }, playing ? "❚❚ " : "▶\uFE0E "), say(playing ? "play.pause" : "play.play")),
        h("button", { type: "button", id: "step", disabled: idle || other || phase === "over" || phase === "failed", onclick: () => void attempt(api.step) }, say("play.step")),
        h("button", { type: "button", id: "again", disabled: idle, onclick: () => this.start(true) }, say("play.start")),
        h("label", { class: "speed" }, h("span", {}, say("play.speed")), this.speeds(playback?.speed ?? 1)),
      ),
      h(
        "div",
        { class: "status" },
        h("progress", { id: "progress", "aria-label": say("part.meeting"), max: length > 0 && phase !== "starting" ? String(length) : "1", value: phase === "starting" ? null : "0" }),
        h("p", { id: "phase", role: "status" }, this.told()),
      ),
      ...(phase === "over" || phase === "failed" ? [this.afterwards()] : []),
    );
    if (held) (document.getElementById(held) ?? byId("play")).focus();
  }

  private progress(): void {
    const playback = this.live.playback;
    const bar = document.getElementById("progress");
    if (!(bar instanceof HTMLProgressElement) || !playback || playback.phase === "starting") return;
    bar.hidden = playback.lasts <= 0;
    bar.value = Math.min(playback.at, playback.lasts);
    bar.title = say("play.progress", { at: number(playback.at), lasts: number(playback.lasts) });
    bar.setAttribute("aria-valuetext", bar.title);
  }

  private chooser(): HTMLSelectElement {
    const names = this.tapes.map((tape) => tape.name);
    const running = this.live.begin?.tape;
    if (running && !names.includes(running)) names.push(running);
    const select = h(
      "select",
      { id: "tape", onchange: () => { this.wanted = select.value; this.render(); } },
      ...names.map((name) => h("option", { value: name }, has(`tape.${name}`) ? say(`tape.${name}`) : name)),
    );
    select.value = this.wanted;
    return select;
  }

  private speeds(speed: number): HTMLSelectElement {
    const select = h("select", { id: "speed", onchange: () => void attempt(() => api.speed(Number(select.value))) }, ...SPEEDS.map((one) => h("option", { value: String(one) }, `${number(one)}×`)));
    select.value = String(speed);
    return select;
  }

  private teaches(): string {
    const tape = this.tapes.find((one) => one.name === this.wanted);
    const words = has(`tape.${this.wanted}.teaches`) ? say(`tape.${this.wanted}.teaches`) : "";
    return tape?.clauses ? `${words} ${say("play.clauses", { clauses: tape.clauses })}` : words;
  }

  private told(): string {
    const playback = this.live.playback;
    if (!playback) return say("phase.starting");
    if (playback.phase !== "over") return say(`phase.${playback.phase}`, { why: playback.why });
    if (this.live.begin?.tape === EMPTY) return say("over.yours");
    const result = playback.judged ? say("over.judged", { held: playback.held, of: playback.of }) : say("over.tookpart");
    return playback.judged && playback.of === 0 ? say("phase.over") : `${say("phase.over")} ${result}`;
  }

  private afterwards(): HTMLElement {
    return h(
      "div",
      { class: "afterwards" },
      h("button", { type: "button", class: "primary", id: "replay", onclick: () => this.start(true) }, say("over.again")),
      h("button", { type: "button", id: "another", onclick: () => byId("tape").focus() }, say("over.another")),
    );
  }

  private play(playing: boolean, anew: boolean): void {
    if (anew) this.start(true);
    else void attempt(playing ? api.pause : api.play);
  }

  private start(play: boolean): void {
    void attempt(() => api.start(this.wanted, language(), play));
  }
}
