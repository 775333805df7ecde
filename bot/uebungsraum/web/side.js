// The list on the left: whom one can be, what is new there, and the channel.

import { h, reconcile } from "./dom.js";
import { avatar } from "./message.js";
import { cardText } from "./cards.js";
import { act } from "./live.js";
import { authorName, inConversation, person, room } from "./store.js";
import { go, view } from "./view.js";

const people = document.getElementById("personen");
const channels = document.getElementById("kanaele");
const seen = new Map();
const opened = new Set();
const wide = matchMedia("(min-width: 1080px)");
const medium = matchMedia("(min-width: 720px)");

export function buildSide() {
  wide.addEventListener("change", drawSide);
  medium.addEventListener("change", drawSide);
}

/** Whether a conversation can be seen in this window just now. */
export function isVisible(conversation) {
  const isChannel = conversation === room.channel.id;
  if (!isChannel && person(view.me)?.chat !== conversation) return false;
  if (wide.matches) return true;
  if (medium.matches) return isChannel === (view.show === "channel");
  return view.show === (isChannel ? "channel" : "chat");
}

export function drawSide() {
  if (!room.ready) return;
  for (const id of conversations()) {
    if (isVisible(id)) seen.set(id, heard(id).length);
  }
  reconcile(people, room.people.map(personItem));
  reconcile(channels, [channelItem()]);
  openVisible();
}

/** In Teams the bot hears of a person when its chat is opened for the first time. */
function openVisible() {
  const me = person(view.me);
  if (me && isVisible(me.chat) && !opened.has(me.id)) {
    opened.add(me.id);
    act("open", { person: me.id }, me.chat);
  }
}

/** After a fresh start or a new connection: everything there is counts as read, every chat as unopened. */
export function startAfresh() {
  opened.clear();
  for (const id of conversations()) seen.set(id, heard(id).length);
}

const conversations = () => [...room.people.map((one) => one.chat), room.channel.id];
const heard = (id) => inConversation(id).filter((message) => message.author === "bot" || id === room.channel.id);

function personItem(one) {
  const current = one.id === view.me;
  const news = Math.max(0, heard(one.chat).length - (seen.get(one.chat) ?? 0));
  const last = inConversation(one.chat).at(-1);
  return entry({
    key: one.id, current, news, picture: avatar(one.name), name: one.name, label: one.label, preview: preview(last),
    pick: () => go({ me: one.id, show: "chat", edit: null }),
  });
}

function channelItem() {
  const { id, name, team } = room.channel;
  const news = Math.max(0, heard(id).length - (seen.get(id) ?? 0));
  const picture = h("span", { class: "avatar avatar-team", "aria-hidden": "true" }, "Tr");
  return entry({
    key: id, current: view.show === "channel", news, picture, name: `${team} – ${name}`,
    label: room.faults.channelRemoved ? "zurzeit entfernt" : "Kanal des Trägers",
    preview: preview(inConversation(id).at(-1)), pick: () => go({ show: "channel" }),
  });
}

function entry({ key, current, news, picture, name, label, preview: said, pick }) {
  return {
    key,
    version: [current, news, name, label, said].join("|"),
    build: () => h("li", {}, h("button", { type: "button", class: "entry", "aria-current": current ? "true" : null, data: { focus: key }, onclick: pick },
      picture,
      h("span", { class: "entry-text" },
        h("span", { class: "entry-name" }, name),
        h("span", { class: "entry-label" }, label),
        said && h("span", { class: "entry-last" }, said)),
      news > 0 && h("span", { class: "badge" }, String(news), h("span", { class: "sr" }, news === 1 ? " neue Nachricht" : " neue Nachrichten")))),
  };
}

function preview(message) {
  if (!message) return "";
  if (message.deleted) return "gelöscht";
  const text = message.text || (message.cards[0] && cardText(message.cards[0], 60)) || message.files[0] || "";
  return `${authorName(message).split(" ")[0]}: ${text.replace(/[*_`#]/g, "").slice(0, 60)}`;
}
