// The box one writes in: Enter sends, Shift+Enter is a new line; suggestions put their text into it.

import { h, icon } from "./dom.js";

/**
 * A form with a text field. `send(text, mention)` gets what was written.
 * `label` names the field; `attach(name)`, `mention` and `more` (a button) are optional; `id` makes it a target of
 * skip links.
 */
export function composeElement({ id, label, placeholder, send, attach, mention, more, onEscape }) {
  const text = h("textarea", { id, rows: 1, placeholder, "aria-label": label, class: "compose-text", enterKeyHint: "send" });
  const at = mention ? mentionToggle() : null;
  const submit = () => {
    const typed = text.value;
    if (!typed.trim()) return;
    const named = typed.replace(/^\s*@Aktivzentrum[,:]?\s*/i, "");
    send(named, named !== typed || at?.getAttribute("aria-pressed") === "true");
    text.value = "";
    grow(text);
  };
  text.addEventListener("input", () => grow(text));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") onEscape?.();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  const form = h("form", { class: "compose" }, text,
    h("div", { class: "compose-row" }, at, attach && attachButton(attach), more,
      h("button", { class: "icon-button send", "aria-label": "Senden", title: "Senden (Eingabetaste)" }, icon("send"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    text.focus();
  });
  return form;
}

function grow(text) {
  text.rows = Math.min(8, Math.max(1, text.value.split("\n").length, Math.ceil(text.value.length / 64)));
}

function mentionToggle() {
  const button = h("button", { type: "button", class: "chip chip-toggle", "aria-pressed": "true",
    title: "Nur mit dieser Erwähnung liest der Bot mit" }, "@Aktivzentrum");
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  });
  return button;
}

function attachButton(attach) {
  const input = h("input", { type: "file", hidden: true, tabIndex: -1 });
  input.addEventListener("change", () => {
    if (input.files[0]) attach(input.files[0].name);
    input.value = "";
  });
  const button = h("button", { type: "button", class: "icon-button", "aria-label": "Datei anhängen",
    title: "Datei anhängen (nur der Name wird gezeigt)", onclick: () => input.click() }, icon("attach"));
  return h("span", { class: "attach" }, input, button);
}

/** Puts a text into the box, to be looked at and sent by hand. */
export function fill(form, text) {
  const field = form.querySelector("textarea");
  field.value = text;
  grow(field);
  field.focus();
  field.setSelectionRange(text.length, text.length);
}

/** A row of suggestions. `pick(text)` gets the one chosen. */
export function chips(label, texts, pick) {
  return h("div", { class: "chips", role: "group", "aria-label": label },
    ...texts.map((text) => h("button", { type: "button", class: "chip", onclick: () => pick(text) }, text.trim())));
}
