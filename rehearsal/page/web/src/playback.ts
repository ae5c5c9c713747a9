/** The player: which tape, play and pause, a step, how fast, how far. */

import { api } from "./api";
import type { Phase, Tape } from "./contract";
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
  private readonly choose = h("div", { class: "choose" });
  private readonly teaches = h("p", { class: "teaches" });
  private readonly buttons = h("div", { class: "buttons" });
  private readonly bar = h("progress", { id: "progress" });
  private readonly phase = h("p", { id: "phase", role: "status" });
  private readonly clock = h("p", { class: "hint", id: "clock" });

  constructor(
    private readonly live: Live,
    private readonly begun: () => void,
  ) {
    this.box.append(this.choose, this.teaches, this.buttons, h("div", { class: "status" }, this.bar, this.phase, this.clock));
  }

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
      const chosen = this.run < 0 && this.wanted !== ""; // by somebody quicker than the first news
      this.run = begin.run;
      if (!chosen) this.wanted = begin.tape;
    }
    const signature = JSON.stringify([this.tapes, this.wanted, begin, playback && { ...playback, at: 0 }, language()]);
    if (signature !== this.drawn) {
      this.drawn = signature;
      this.draw(playback?.phase ?? "starting");
    }
    this.progress();
  }

  private draw(phase: Phase): void {
    const at = document.activeElement?.id;
    const held = at && this.box.contains(document.activeElement) ? at : null;
    const playback = this.live.playback;
    this.choose.replaceChildren(h("label", { for: "tape" }, say("play.tape")), this.chooser(), ...this.other());
    this.teaches.textContent = this.lesson();
    const speed = playback?.speed ?? 1;
    this.buttons.replaceChildren(...this.recorder(phase), h("label", { class: "speed" }, h("span", {}, say("play.speed")), this.speeds(speed)));
    tell(this.phase, this.told());
    const apart = phase === "paused" || (speed !== 1 && phase === "playing");
    tell(this.clock, apart ? say("play.clock") : "");
    this.bar.setAttribute("aria-label", say("part.meeting"));
    if (held) (document.getElementById(held) ?? this.buttons.querySelector("button"))?.focus();
  }

  private progress(): void {
    const playback = this.live.playback;
    if (!playback || playback.phase === "starting") {
      this.bar.removeAttribute("value");
      return;
    }
    this.bar.hidden = playback.lasts <= 0;
    this.bar.max = playback.lasts > 0 ? playback.lasts : 1;
    this.bar.value = Math.min(playback.at, playback.lasts);
    this.bar.title = say("play.progress", { at: number(playback.at), lasts: number(playback.lasts) });
    this.bar.setAttribute("aria-valuetext", this.bar.title);
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

  /** Another tape than the one that runs is chosen: what runs goes on until this is pressed. */
  private other(): HTMLElement[] {
    if (!this.live.begin || this.wanted === this.live.begin.tape) return [];
    return [h("button", { type: "button", class: "primary", id: "take", onclick: () => this.start(this.wanted) }, say("play.take"))];
  }

  /** Of what runs. At its end there is one thing to do: play it again. */
  private recorder(phase: Phase): HTMLElement[] {
    const running = this.live.begin?.tape ?? "";
    const again = (words: string, look: string | null = null): HTMLElement =>
      h("button", { type: "button", class: look, id: "again", disabled: phase === "starting", onclick: () => this.start(running) }, say(words));
    if (phase === "over") return [running === EMPTY ? again("over.anew") : again("over.again", "primary")];
    if (phase === "failed") return [again("play.start")];
    const playing = phase === "playing";
    const other = this.wanted !== running; // then the one thing to do is to take that
    return [
      h(
        "button",
        { type: "button", class: other ? null : "primary", id: "play", disabled: phase === "starting", onclick: () => this.play(playing) },
        h("span", { "aria-hidden": "true" }, playing ? "❚❚ " : "▶\uFE0E "),
        say(playing ? "play.pause" : "play.play"),
      ),
      h("button", { type: "button", id: "step", disabled: phase === "starting", onclick: () => void attempt(api.step) }, say("play.step")),
      again("play.start"),
    ];
  }

  private speeds(speed: number): HTMLSelectElement {
    const select = h("select", { id: "speed", onchange: () => void attempt(() => api.speed(Number(select.value))) }, ...SPEEDS.map((one) => h("option", { value: String(one) }, `${number(one)}×`)));
    select.value = String(speed);
    return select;
  }

  private lesson(): string {
    const tape = this.tapes.find((one) => one.name === this.wanted);
    const words = has(`tape.${this.wanted}.teaches`) ? say(`tape.${this.wanted}.teaches`) : "";
    return tape?.clauses ? `${words} ${say("play.clauses", { clauses: tape.clauses })}` : words;
  }

  private told(): string {
    const playback = this.live.playback;
    if (!playback) return say("phase.starting");
    if (playback.phase !== "over") return say(`phase.${playback.phase}`, { why: playback.why });
    if (this.live.begin?.tape === EMPTY) return say("over.yours");
    if (!playback.judged) return `${say("phase.over")} ${say(playback.disturbed === "clock" ? "over.clock" : "over.tookpart")}`;
    return playback.of === 0 ? say("phase.over") : `${say("phase.over")} ${say("over.judged", { held: playback.held, of: playback.of })}`;
  }

  private play(playing: boolean): void {
    if (!playing) this.begun();
    void attempt(playing ? api.pause : api.play);
  }

  private start(tape: string): void {
    this.begun();
    void attempt(() => api.start(tape, language(), true));
  }
}

/** Change what *element* says only where it says something else, so that it is read out once. */
function tell(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
  element.hidden = words === "";
}
