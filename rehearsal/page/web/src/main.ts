/** Puts the parts of the page together. */

import "./styles/base.css";
import "./styles/theme.css";
import "./styles/layout.css";
import "./styles/player.css";
import "./styles/meeting.css";
import "./styles/chat.css";
import "./styles/card.css";
import "./styles/why.css";
import "./styles/forced.css";

import { api } from "./api";
import { Chat } from "./chat";
import { Composer } from "./composer";
import type { Language } from "./contract";
import { Decisions } from "./decisions";
import { byId, h } from "./dom";
import { Intro } from "./intro";
import { Live } from "./live";
import { attempt } from "./notices";
import { drawParts } from "./parts";
import { People } from "./people";
import { Player } from "./playback";
import { dress, theme, THEMES, type Theme, wear } from "./theme";
import { Timeline } from "./timeline";
import { choose, language, LANGUAGES, say, settle } from "./words";
import { You } from "./you";

const live = new Live(render);
const you = new You(live);
const chat = new Chat(live, you);
const intro = new Intro(live);
const player = new Player(live, () => intro.close());
const parts = [intro, player, new People(live, you), chat, new Composer(you, chat), new Timeline(live, you), new Decisions(live)] as const;

let run: number | undefined;

function render(): void {
  if (live.begin && live.begin.run !== run) {
    if (run !== undefined) byId("notices").replaceChildren(); // they were of the meeting before
    run = live.begin.run;
  }
  const lost = byId("lost");
  const words = live.lost ? say("live.lost") : "";
  if (lost.textContent !== words) lost.textContent = words;
  tongue();
  officer();
  for (const part of parts) part.render();
}

/** The bot that plays serves the officer's pages too, as long as it is there. */
function officer(): void {
  const pages = live.playback?.officers_pages ?? "";
  const line = byId("officer");
  line.hidden = pages === "" || live.lost;
  line.querySelector("a")?.setAttribute("href", pages);
}

/** The cards may be in another language than the page, for as long as that meeting lasts. */
function tongue(): void {
  const box = byId("tongue");
  const begin = live.begin;
  const differs = begin !== null && begin.language !== language();
  const told = differs ? `${begin.run} ${language()}` : "";
  if (box.dataset["told"] === told) return;
  box.dataset["told"] = told;
  box.hidden = !differs;
  box.replaceChildren(
    ...(differs
      ? [h("p", {}, say("language.differs")), h("button", { type: "button", onclick: () => void attempt(() => api.start(begin.tape, language(), true)) }, say(`language.again.${language()}`))]
      : []),
  );
}

function choices(): void {
  const tongue = byId<HTMLSelectElement>("language");
  tongue.replaceChildren(...LANGUAGES.map((one) => h("option", { value: one, lang: one }, say(`language.${one}`))));
  tongue.value = language();
  const look = byId<HTMLSelectElement>("theme");
  look.replaceChildren(...THEMES.map((one) => h("option", { value: one }, say(`theme.${one}`))));
  look.value = theme();
}

function write(): void {
  settle();
  choices();
  drawParts();
  render();
}

byId<HTMLSelectElement>("language").addEventListener("change", (event) => {
  choose((event.currentTarget as HTMLSelectElement).value as Language);
  write();
});
byId<HTMLSelectElement>("theme").addEventListener("change", (event) => wear((event.currentTarget as HTMLSelectElement).value as Theme));

dress();
write();
document.body.hidden = false;
live.connect();
void player.load();
