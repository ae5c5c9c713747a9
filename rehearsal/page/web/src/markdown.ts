/** The little Markdown that cards use, and names that are mentioned. Text that looks like HTML stays text. */

import MarkdownIt from "markdown-it";
import { say } from "./words";

const markdown = new MarkdownIt("zero", { html: false, breaks: true }).enable(["emphasis", "link", "list", "newline", "escape"]);

markdown.inline.ruler.push("mention", (state, silent) => {
  const found = /^<at>([^<>]{1,200})<\/at>/.exec(state.src.slice(state.pos));
  if (!found) return false;
  if (!silent) state.push("mention", "", 0).content = found[1] ?? "";
  state.pos += found[0].length;
  return true;
});
markdown.renderer.rules["mention"] = (tokens, at) => `<span class="mention">${markdown.utils.escapeHtml(tokens[at]?.content ?? "")}</span>`;
markdown.renderer.rules["link_open"] = (tokens, at, options, _env, self) => {
  tokens[at]?.attrSet("target", "_blank");
  tokens[at]?.attrSet("rel", "noopener noreferrer");
  tokens[at]?.attrSet("title", say("card.newtab"));
  return self.renderToken(tokens, at, options);
};

export function toHtml(text: string): string {
  return markdown.render(text);
}
