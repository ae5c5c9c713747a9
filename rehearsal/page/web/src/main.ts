/** Puts the parts of the page together. */

import "./styles/base.css";
import "./styles/theme.css";
import "./styles/layout.css";
import "./styles/player.css";
import "./styles/meeting.css";
import "./styles/chat.css";
import "./styles/card.css";
import "./styles/why.css";

import { api } from "./api";
import { Chat } from "./chat";
import { Composer } from "./composer";
import type { Language } from "./contract";
import { Decisions } from "./decisions";
import { byId, h } from "./dom";
import { introduce } from "./intro";
import { Live } from "./live";
import { attempt, notify } from "./notices";
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
const parts = [new Player(live), new People(live, you), chat, new Composer(you, chat), new Timeline(live, you), new Decisions(live)] as const;

let run: number | undefined;

function render(): void {
  if (live.begin && live.begin.run !== run) {
    if (run !== undefined) byId("notices").replaceChildren(); // they were of the meeting before
    run = live.begin.run;
  }
  const lost = byId("lost");
  const words = live.lost ? say("live.lost") : "";
  if (lost.textContent !== words) lost.textContent = words;
  for (const part of parts) part.render();
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
  introduce();
  render();
}

byId<HTMLSelectElement>("language").addEventListener("change", (event) => {
  const next = (event.currentTarget as HTMLSelectElement).value as Language;
  choose(next);
  write();
  const begin = live.begin;
  if (!begin || begin.language === next) return;
  const again = { title: say(`language.again.${next}`), take: () => void attempt(() => api.start(begin.tape, next, true)) };
  notify(say("language.differs"), again);
});
byId<HTMLSelectElement>("theme").addEventListener("change", (event) => wear((event.currentTarget as HTMLSelectElement).value as Theme));

dress();
write();
document.body.hidden = false;
live.connect();
void parts[0].load();
