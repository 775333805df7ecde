// One message as an element: text, cards, files, and what its author may do with it.

import { cardElement, widthClass } from "./cards.js";
import { h, icon } from "./dom.js";
import { askToOpen } from "./leave.js";
import { act } from "./live.js";
import { markdown } from "./markdown.js";
import { authorName, cardsFor, person, room } from "./store.js";
import { go, view } from "./view.js";
import { hue, inKilobytes, initials, time } from "./words.js";

/** A round picture with initials; the name stands beside it as text. */
export function avatar(name, isBot = false) {
  const classes = isBot ? "avatar avatar-bot" : `avatar avatar-${hue(name)}`;
  return h("span", { class: classes, "aria-hidden": "true" }, isBot ? "Az" : initials(name));
}

/** What a message looks like depends on these alone; a new version is drawn anew. */
export function versionOf(message, me, width, extra = "") {
  const editing = view.edit === message.id;
  const cardWidth = message.cards.length ? widthClass(width) : "";
  return [message.revision, me, editing, cardWidth, extra].join("|");
}

/**
 * The article of a message. `me` is who looks; `follows`: the same author has just written;
 * `width` and heading `level` are for the cards in it.
 */
export function messageElement(message, { me, follows = false, width, level }) {
  const name = authorName(message);
  const own = message.author === me;
  const head = h("header", { class: follows ? "sr" : "msg-head" },
    h("span", { class: "msg-author" }, name),
    h("time", { dateTime: message.at }, time(message.at)),
    message.edited && !message.deleted && h("span", { class: "msg-edited" }, "Bearbeitet"));
  const body = view.edit === message.id ? editor(message, me) : bubble(message, me, { width, level });
  const classes = ["msg", own ? "msg-own" : "", follows ? "msg-follows" : "", message.cards.length ? "msg-card" : ""];
  return h("article", { class: classes.filter(Boolean).join(" "), "aria-label": `${name}, ${time(message.at)}` },
    own ? null : follows ? h("span", { class: "avatar-gap" }) : avatar(name, message.author === "bot"),
    h("div", { class: "msg-main" }, head, body, own && !message.deleted && view.edit !== message.id && tools(message)));
}

function bubble(message, me, place) {
  if (message.deleted) return h("p", { class: "bubble bubble-gone" }, "Diese Nachricht wurde gelöscht.");
  const text = message.text && h("div", { class: "bubble" }, ...textNodes(message));
  const files = message.files.map((name) => h("p", { class: "bubble file" }, icon("file"), h("span", {}, name)));
  const downloads = message.downloads.map(({ name, href }) => h("p", { class: "bubble file" }, icon("file"),
    h("a", { href, download: name }, name)));
  const cards = cardsFor(message, me).map((card) => h("div", { class: "card" },
    cardElement(card, { ...place, act: (action) => press(action, message, me) })));
  return h("div", { class: "msg-body" }, text, ...files, ...downloads, message.consent && offer(message, me), ...cards);
}

/** A file the bot offers: Teams asks before it may be uploaded. */
function offer(message, me) {
  const { name, description, size } = message.consent;
  const answer = (accept) => act("consent", { person: me, message: message.id, accept }, message.conversation);
  const button = (label, classes, accept) => h("button", {
    type: "button", class: classes, "aria-label": `${label}: ${name}`, onclick: () => answer(accept),
  }, label);
  return h("div", { class: "card offer" },
    h("p", { class: "file" }, icon("file"), h("strong", {}, name), size && h("span", {}, inKilobytes(size))),
    description && h("p", {}, description),
    h("div", { class: "buttons" }, button("Annehmen", "primary", true), button("Ablehnen", "plain", false)));
}

function textNodes(message) {
  const mention = message.mention ? [h("span", { class: "mention" }, room.bot.name), " "] : [];
  if (message.author !== "bot" || message.format === "plain") {
    return [h("p", { class: "verbatim" }, ...mention, message.text)];
  }
  return markdown(message.text);
}

function tools(message) {
  const button = (name, label, onclick) => h("button", {
    type: "button", class: "icon-button", "aria-label": `${label}: ${message.text.slice(0, 40) || "Datei"}`,
    title: label, data: { focus: name }, onclick,
  }, icon(name));
  return h("div", { class: "msg-tools" },
    message.text && button("edit", "Nachricht bearbeiten", () => go({ edit: message.id })),
    button("remove", "Nachricht löschen", () => act("delete", { person: message.author, message: message.id }, message.conversation)));
}

function editor(message, me) {
  const text = h("textarea", { class: "edit-text", "aria-label": "Nachricht bearbeiten", value: message.text, rows: 2 });
  const done = () => go({ edit: null });
  const save = () => {
    if (text.value.trim() && text.value !== message.text) {
      act("edit", { person: me, message: message.id, text: text.value }, message.conversation);
    }
    done();
  };
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") done();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  queueMicrotask(() => text.focus());
  return h("div", { class: "edit" }, text, h("div", { class: "buttons" },
    h("button", { type: "button", class: "plain", onclick: done }, "Abbrechen"),
    h("button", { type: "button", class: "primary", onclick: save }, "Speichern")));
}

/** What a card's button does. Inputs were checked by the renderer and are part of its data. */
function press(action, message, me) {
  if (!person(me)) return;
  const kind = action.getJsonTypeName();
  const where = message.conversation;
  if (kind === "Action.OpenUrl") askToOpen(action.url);
  if (kind === "Action.Submit") act("click", { person: me, message: message.id, data: action.data ?? {} }, where);
  if (kind === "Action.Execute") {
    const { id, verb, data } = action;
    act("execute", { person: me, message: message.id, action: { id, verb, data } }, where);
  }
}
