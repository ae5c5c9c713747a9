/** One post of the chat: who wrote it and when, who sees it, and what it says. */

import type { Post } from "./contract";
import { h } from "./dom";
import { hour, language, say } from "./words";

export interface Look {
  mine: boolean;
  fresh: boolean;
  /** Who alone sees it, in words; none: everybody in the chat. */
  privacy: string;
  card: HTMLElement | null;
  /** In place of the text, while its writer changes it. */
  form: HTMLElement | null;
  /** What its writer may do with it. */
  controls: HTMLElement | null;
}

export function bubble(post: Post, look: Look): HTMLElement {
  const bot = post.author === "bot";
  const side = bot ? "bot" : look.mine ? "mine" : "theirs";
  if (look.card && post.lang && post.lang !== language()) look.card.lang = post.lang;
  return h(
    "article",
    { class: `post ${side}${look.fresh ? " new" : ""}`, "data-post": post.id, "data-kind": post.kind, "data-version": post.version, tabindex: "-1", "aria-label": say("chat.posted", { name: post.name, time: hour(post.at) }) },
    h("span", { class: "avatar", "aria-hidden": "true" }, bot ? "✓" : initials(post.name)),
    h(
      "div",
      { class: "bubble" },
      h(
        "p",
        { class: "byline" },
        h("strong", {}, post.name),
        h("time", { datetime: post.at }, hour(post.at)),
        post.version > 1 && bot && h("span", { class: "badge" }, say("chat.updated")),
        post.version > 1 && !bot && !post.removed && h("span", {}, `(${say("chat.edited")})`),
        post.rings && h("span", { class: "badge rings" }, `🔔\uFE0E ${say("chat.rings")}`),
      ),
      look.privacy !== "" && h("p", { class: "private" }, look.privacy),
      look.card ?? look.form ?? said(post),
      look.controls,
    ),
  );
}

function said(post: Post): HTMLElement {
  if (post.removed) return h("p", { class: "text deleted" }, say("chat.deleted"));
  if (post.files.length === 0) return h("p", { class: "text" }, ...mentions(post.text));
  const files = post.files.map((name) => say("chat.file", { name })).join("\n");
  return h("p", { class: "text" }, ...mentions(post.text ? `${post.text}\n${files}` : files));
}

export function initials(name: string): string {
  const parts = name.replace(/[«»"“”]|\([^)]*\)/g, "").split(/\s+/).filter(Boolean);
  const first = [...(parts[0] ?? "?")][0] ?? "?";
  const last = parts.length > 1 ? ([...(parts[parts.length - 1] ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

function mentions(text: string): (Node | string)[] {
  return text.split(/(<at>[^<>]*<\/at>|@Møtevakt)/).filter(Boolean).map((part) => {
    const found = /^<at>(.*)<\/at>$/.exec(part);
    return found || part === "@Møtevakt" ? h("span", { class: "mention" }, found ? `@${found[1] ?? ""}` : part) : part;
  });
}
