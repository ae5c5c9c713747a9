/** The procedure's clauses behind a rule: each a button that opens what the clause says. */

import { h } from "./dom";
import { has, say } from "./words";

const MANY = 4; // from there on neighbours are drawn together
let lists = 0;

export interface Explained {
  buttons: (HTMLElement | string)[];
  sentences: HTMLElement | null;
}

export function explained(clauses: string[]): Explained {
  if (clauses.length === 0) return { buttons: [], sentences: null };
  const box = h("ul", { class: "sentences", id: `clauses-${(lists += 1)}`, hidden: true });
  const opened = new Set<string>();
  const groups = clauses.length > MANY ? neighbours(clauses) : clauses.map((clause) => [clause]);
  const buttons = groups.map((group) => {
    const name = group.length > 1 ? `${group[0] ?? ""}–${group[group.length - 1] ?? ""}` : (group[0] ?? "");
    const turn = (): void => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      for (const clause of group) if (open) opened.add(clause); else opened.delete(clause);
      box.replaceChildren(...clauses.filter((clause) => opened.has(clause)).map(sentence));
      box.hidden = opened.size === 0;
    };
    const button = h("button", { type: "button", class: "clause", "aria-expanded": "false", "aria-controls": box.id, "aria-label": say("why.clause", { clause: name }), onclick: turn }, name);
    return button;
  });
  return { buttons: buttons.flatMap((button) => [" ", button]), sentences: box };
}

function sentence(clause: string): HTMLElement {
  return h("li", {}, h("strong", {}, clause), ` ${has(`clause.${clause}`) ? say(`clause.${clause}`) : say("why.clause", { clause })}`);
}

/** S1, S2, S3, S5 as S1 to S3, and S5; two neighbours stay two. */
function neighbours(clauses: string[]): string[][] {
  const rows: string[][] = [];
  for (const clause of clauses) {
    const row = rows[rows.length - 1];
    const last = row?.[row.length - 1];
    if (row && last && last[0] === clause[0] && Number(clause.slice(1)) === Number(last.slice(1)) + 1) row.push(clause);
    else rows.push([clause]);
  }
  return rows.flatMap((row) => (row.length > 2 ? [row] : row.map((one) => [one])));
}
