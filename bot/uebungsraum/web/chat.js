// The personal chat of the person one is, with the bot.

import { chips, composeElement, fill } from "./compose.js";
import { statusButton } from "./dialog.js";
import { h, icon, reconcile } from "./dom.js";
import { watchLinks } from "./leave.js";
import { act } from "./live.js";
import { avatar, messageElement, versionOf } from "./message.js";
import { Scroller, dayItem, noticeItem, typingItem } from "./scroll.js";
import { inConversation, isTyping, person, room } from "./store.js";
import { go, view } from "./view.js";

const GROUP_WITHIN = 5 * 60 * 1000;
const pane = document.getElementById("chat");
const title = h("h2", { id: "chat-titel" });
const subtitle = h("p", {});
const list = h("ol", { class: "messages" });
const scroller = new Scroller(list, "Nachrichten im Chat");
const suggestions = h("div", { class: "suggestions" });
const compose = h("div", { class: "compose-place" });
let shown = "";

/** Builds the pane once; it is drawn anew at every change. */
export function buildChat() {
  const back = h("button", { type: "button", class: "icon-button back", "aria-label": "Zurück zur Liste", onclick: () => go({ show: "list" }) }, icon("back"));
  pane.append(
    h("header", { class: "pane-head" }, back, avatar("Aktivzentrum", true), h("div", {}, title, subtitle)),
    scroller.element, suggestions, compose);
  watchLinks(list);
}

export function drawChat() {
  const me = person(view.me);
  if (!me) return;
  if (shown !== me.id) enter(me);
  const messages = inConversation(me.chat);
  scroller.keep(() => reconcile(list, items(messages, me)));
  drawSuggestions(messages, me);
}

function enter(me) {
  shown = me.id;
  list.replaceChildren();
  title.textContent = room.bot.name;
  subtitle.textContent = `Chat von ${me.name} · ${me.label}`;
  scroller.toEnd();
  compose.replaceChildren(composeElement({
    id: "chat-text",
    label: `Nachricht an ${room.bot.name} als ${me.name}`,
    placeholder: "Nachricht eingeben",
    send: (text) => say(me, text),
    attach: (name) => act("attach", { person: me.id, name }, me.chat),
    more: statusButton(() => me.id, () => me.chat),
  }));
}

function say(me, text) {
  scroller.toEnd();
  act("say", { person: me.id, text }, me.chat);
}

function items(messages, me) {
  const all = [];
  let last = null;
  for (const message of messages) {
    if (last?.at.slice(0, 10) !== message.at.slice(0, 10)) all.push(dayItem(message));
    all.push(messageItem(message, me, follows(last, message)));
    last = message;
  }
  if (!messages.length) all.push(emptyItem(me));
  if (isTyping(me.chat)) all.push(typingItem());
  if (room.notices.has(me.chat)) all.push(noticeItem(room.notices.get(me.chat)));
  return all;
}

function follows(last, message) {
  const sameDay = last?.at.slice(0, 10) === message.at.slice(0, 10);
  return last?.author === message.author && sameDay && new Date(message.at) - new Date(last.at) < GROUP_WITHIN;
}

function messageItem(message, me, isFollowing) {
  const width = scroller.width - 100;
  return {
    key: message.id,
    version: versionOf(message, me.id, width, `${isFollowing}`),
    build: () => h("li", {}, messageElement(message, { me: me.id, follows: isFollowing, width, level: 3 })),
  };
}

function emptyItem(me) {
  return {
    key: "empty",
    version: me.id,
    build: () => h("li", { class: "empty" }, h("p", {}, h("strong", {}, `Das ist der Chat von ${me.name}.`)),
      h("p", {}, "Schreiben Sie dem Bot, wie Sie in Teams schreiben würden, oder nehmen Sie einen Vorschlag.")),
  };
}

function drawSuggestions(messages, me) {
  const last = messages.at(-1);
  const offered = last?.author === "bot" && !last.deleted ? last.suggested : [];
  const key = offered.length ? `${last.id}|${last.revision}` : `own|${me.id}`;
  if (suggestions.dataset.key === key) return;
  suggestions.dataset.key = key;
  suggestions.replaceChildren(offered.length
    ? chips("Antworten, die der Bot vorschlägt", offered.map((one) => one.title), (chosen) => {
      const action = offered.find((one) => one.title === chosen);
      say(me, String(action.value ?? action.title));
    })
    : chips("Vorschläge für eine Nachricht", me.suggestions, (text) => fill(compose.firstElementChild, text)));
}
