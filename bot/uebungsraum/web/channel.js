// The provider's channel: threads, answers in them, and new ones. One writes as a member of the channel.

import { chips, composeElement, fill } from "./compose.js";
import { statusButton } from "./dialog.js";
import { h, icon, reconcile } from "./dom.js";
import { watchLinks } from "./leave.js";
import { act } from "./live.js";
import { avatar, messageElement, versionOf } from "./message.js";
import { Scroller, noticeItem, typingItem } from "./scroll.js";
import { authorName, inConversation, isTyping, person, room } from "./store.js";
import { go, view } from "./view.js";
import { longDay } from "./words.js";

const pane = document.getElementById("kanal");
const title = h("h2", { id: "kanal-titel" });
const who = h("select", { id: "kanal-ich" });
const list = h("ol", { class: "threads" });
const scroller = new Scroller(list, "Unterhaltungen im Kanal");
const suggestions = h("div", { class: "suggestions" });
const foot = h("div", { class: "compose-place" });
const BIND = /einrichten/;
let writer = "";

export function buildChannel() {
  const back = h("button", { type: "button", class: "icon-button back", "aria-label": "Zurück zur Liste", onclick: () => go({ show: "list" }) }, icon("back"));
  pane.append(
    h("header", { class: "pane-head" }, back, h("span", { class: "avatar avatar-team", "aria-hidden": "true" }, "Tr"),
      h("div", {}, title, h("p", {}, "Kanal des Trägers")),
      h("div", { class: "as" }, h("label", { htmlFor: "kanal-ich" }, "Sie sind"), who)),
    scroller.element, suggestions, foot);
  who.addEventListener("change", () => go({ channelMe: who.value, reply: null }));
  watchLinks(list);
}

export function drawChannel() {
  const me = person(view.channelMe);
  if (!me) return;
  if (writer !== `${me.id}|${room.people.length}`) enter(me);
  title.textContent = `${room.channel.team} – ${room.channel.name}`;
  pane.classList.toggle("removed", room.faults.channelRemoved);
  scroller.keep(() => reconcile(list, items(me)));
}

function enter(me) {
  writer = `${me.id}|${room.people.length}`;
  const options = room.people.filter((one) => one.inChannel);
  who.replaceChildren(...options.map((one) => h("option", { value: one.id }, `${one.name} (${one.label})`)));
  who.value = me.id;
  const compose = composeElement({
    id: "kanal-neu",
    label: `Neuer Beitrag im Kanal als ${me.name}`,
    placeholder: "Neuer Beitrag",
    mention: true,
    more: statusButton(() => me.id, () => room.channel.id),
    send: (text, mention) => {
      scroller.toEnd();
      say(me, text, mention, room.channel.id);
    },
  });
  foot.replaceChildren(compose);
  const general = me.channelSuggestions.filter((text) => BIND.test(text) || text === "Liste");
  suggestions.replaceChildren(chips("Vorschläge für einen Beitrag", general, (text) => fill(compose, text)));
}

const say = (me, text, mention, where) => act("say", { person: me.id, text, mention, where }, room.channel.id);

/** Threads by their last message, as Teams orders them: what is new stands below. */
function threads() {
  const byRoot = new Map();
  for (const message of inConversation(room.channel.id)) {
    byRoot.set(message.thread, [...(byRoot.get(message.thread) ?? []), message]);
  }
  return [...byRoot.values()].sort((a, b) => Number(a.at(-1).id) - Number(b.at(-1).id));
}

function items(me) {
  const all = threads().map((messages) => threadItem(messages, me));
  if (!all.length) all.push(emptyItem(me));
  if (isTyping(room.channel.id)) all.push(typingItem());
  if (room.notices.has(room.channel.id)) all.push(noticeItem(room.notices.get(room.channel.id)));
  return all;
}

function emptyItem(me) {
  const binder = room.people.find((one) => one.inChannel && one.channelSuggestions.some((text) => BIND.test(text)));
  return {
    key: "empty",
    version: me.id,
    build: () => h("li", { class: "empty" }, h("p", {}, h("strong", {}, "Noch keine Beiträge.")),
      h("p", {}, "Hier erscheinen die Erwartungsbögen, sobald Teamleitung oder Administration den Kanal eingerichtet hat."),
      binder && h("button", { type: "button", class: "plain", onclick: () => prepareBinding(binder) }, `Als ${binder.name} einrichten`)),
  };
}

/** Becomes who may bind the channel and puts the sentence into the box. */
function prepareBinding(binder) {
  go({ channelMe: binder.id });
  drawChannel();
  fill(foot.firstElementChild, binder.channelSuggestions.find((text) => BIND.test(text)));
}

function threadItem(messages, me) {
  const [root] = messages;
  const open = view.reply === root.thread;
  const element = [...list.children].find((child) => child.dataset.key === root.thread);
  const version = `${me.id}|${open}`;
  if (element?.dataset.version === version) fillThread(element, messages, me);
  return { key: root.thread, version, build: () => newThread(messages, me, open) };
}

function newThread(messages, me, open) {
  const [root] = messages;
  const element = h("li", { class: "thread" },
    h("h3", { class: "sr" }, `Unterhaltung von ${authorName(root)} am ${longDay(root.at.slice(0, 10))}`),
    h("ol", { class: "messages" }),
    open ? replyBox(root, me) : replyButton(root));
  fillThread(element, messages, me);
  return element;
}

function fillThread(element, messages, me) {
  const width = scroller.width - 120;
  reconcile(element.querySelector("ol"), messages.map((message) => ({
    key: message.id,
    version: versionOf(message, me.id, width),
    build: () => h("li", {}, messageElement(message, { me: me.id, width, level: 4 })),
  })));
}

function replyButton(root) {
  return h("button", { type: "button", class: "reply", data: { focus: "reply" }, onclick: () => go({ reply: root.thread }) },
    icon("reply"), "Antworten");
}

function replyBox(root, me) {
  const close = () => go({ reply: null });
  const compose = composeElement({
    id: `antwort-${root.thread}`,
    label: `Antwort in der Unterhaltung von ${authorName(root)} als ${me.name}`,
    placeholder: "Antworten",
    mention: true,
    onEscape: close,
    send: (text, mention) => say(me, text, mention, `${room.channel.id};messageid=${root.thread}`),
  });
  const texts = me.channelSuggestions.filter((text) => !BIND.test(text));
  queueMicrotask(() => compose.querySelector("textarea").focus());
  return h("div", { class: "reply-box" }, avatar(me.name),
    h("div", {}, chips("Vorschläge für eine Antwort", texts, (text) => fill(compose, text)), compose));
}
