// The app's command in the box one writes in: a dialog with a card, for the one person who asks. Escape closes it.

import { cardElement } from "./cards.js";
import { h, icon } from "./dom.js";
import { act } from "./live.js";

const title = h("h2", { id: "dialog-titel", tabIndex: -1 });
const place = h("div", { class: "card dialog-card" });
const said = h("p", { class: "sr", role: "status" });
const close = h("button", { type: "button", class: "icon-button", "aria-label": "Dialog schließen", title: "Schließen (Esc)", onclick: () => dialog.close() }, icon("close"));
const dialog = h("dialog", { class: "dialog", "aria-labelledby": "dialog-titel" },
  h("header", { class: "dialog-head" }, title, close), place, said);
let asked = null;

document.body.append(dialog);
dialog.addEventListener("close", () => {
  asked = null;
  place.replaceChildren();
});

/** A button for the row below the box: `where` is the conversation, `person()` who writes there. */
export function statusButton(person, where) {
  return h("button", { type: "button", class: "icon-button", "aria-label": "Status nachsehen",
    title: "Status nachsehen (nur für Sie)", "aria-haspopup": "dialog", onclick: () => open(person(), where()) }, icon("search"));
}

async function open(person, where) {
  asked = { person, where };
  await show(await act("dialog", asked, where));
}

/** What the bot shows now; without a card the dialog closes, as in Teams. */
async function show(answer) {
  if (!asked) return;
  if (!answer?.card) {
    dialog.close();
    return;
  }
  const mine = asked;
  const press = async (action) => {
    if (action.getJsonTypeName() !== "Action.Submit") return;
    const next = await act("dialog", { ...mine, data: action.data ?? {} }, mine.where);
    if (asked === mine) await show(next);
  };
  title.textContent = answer.title;
  place.replaceChildren(cardElement(answer.card, { width: Math.min(560, innerWidth - 40), level: 3, act: press }));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  (place.querySelector("input, textarea") ?? title).focus();
  said.textContent = place.querySelector("input, textarea") ? "" : place.innerText.slice(0, 300);
}
