// Tells screen readers what has come, once and short. Nothing is announced that one did oneself.

import { cardText } from "./cards.js";
import { h } from "./dom.js";
import { markdown } from "./markdown.js";
import { isVisible } from "./side.js";
import { authorName, cardsFor, room } from "./store.js";
import { view } from "./view.js";
import { longDay } from "./words.js";

const region = document.getElementById("ansage");
const LINES = 4;

export function say(text) {
  region.append(h("p", {}, text));
  while (region.children.length > LINES) region.firstElementChild.remove();
}

export function announce(event) {
  if (event.kind === "clock") say(`Es ist jetzt ${longDay(event.heute)}.`);
  if (event.kind === "typing" && isVisible(event.conversation)) say(`${room.bot.name} schreibt.`);
  if (event.kind === "message") announceMessage(event.message);
}

function announceMessage(message) {
  const mine = [view.me, view.channelMe].includes(message.author);
  if (mine || message.deleted || !isVisible(message.conversation)) return;
  const me = message.conversation === room.channel.id ? view.channelMe : view.me;
  const card = cardsFor(message, me)[0];
  const text = message.text ? h("div", {}, ...markdown(message.text)).textContent : card ? `Karte: ${cardText(card)}` : "Datei";
  say(`${authorName(message)}${message.edited ? ", geändert" : ""}: ${text}`);
}
