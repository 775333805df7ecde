// The guided tour: what to do next, how far one is, and the way to the right place. What is done the room notices.

import { say } from "./announce.js";
import { drawChat } from "./chat.js";
import { fill } from "./compose.js";
import { h, icon, reconcile } from "./dom.js";
import { act } from "./live.js";
import { markdown } from "./markdown.js";
import { isVisible } from "./side.js";
import { person, room } from "./store.js";
import { go, view } from "./view.js";

const panel = document.getElementById("tour");
const opener = document.getElementById("rundgang");
const skip = document.getElementById("zum-rundgang");
const NOTICES = "rundgang";
const STATES = { erledigt: "erledigt", jetzt: "jetzt dran", ausgelassen: "ausgelassen", kommt: "kommt noch" };
const column = matchMedia("(min-width: 1400px)");
let listOpen = null;
let announced = "";

export function buildTour() {
  opener.addEventListener("click", () => ask("weiter").then(() => panel.querySelector("h2")?.focus()));
  column.addEventListener("change", drawTour);
}

const ask = (deed) => {
  room.notices.delete(NOTICES);
  return act("tour", { tour: deed }, NOTICES);
};

export function drawTour() {
  const { tour } = room;
  const open = tour !== null && tour.phase !== "aus";
  panel.hidden = skip.hidden = !open;
  opener.hidden = !tour || open;
  reconcile(panel, open ? parts(tour).filter(Boolean) : []);
}

/** Says aloud what is new: the step that was reached, or a hint. */
export function announceTour() {
  const { tour } = room;
  if (tour?.phase !== "laeuft") return;
  const text = tour.aufgabe ? [progress(tour), tour.aufgabe.titel, plain(tour.aufgabe), tour.hinweis] : [plain({ text: tour.ende })];
  const news = text.filter(Boolean).join(". ");
  if (news !== announced) say(`Rundgang: ${news}`);
  announced = news;
}

const plain = ({ text, sagen, druecken }) => {
  const read = h("div", {}, ...markdown(text)).textContent;
  return [read, sagen, druecken && `Knopf „${druecken}“`].filter(Boolean).join(" ");
};
const progress = ({ jetzt, schritte }) => `Schritt ${jetzt} von ${schritte.length}`;
const finished = (tour) => tour.phase === "laeuft" && !tour.aufgabe;

function parts(tour) {
  const runs = tour.phase === "laeuft";
  return [
    part("head", [tour.phase, finished(tour)], () => head(tour)),
    tour.phase === "angeboten" && part("offer", [], () => offer(tour)),
    tour.phase === "pausiert" && part("pause", [tour.jetzt], () => paused(tour)),
    runs && tour.aufgabe && part("progress", [tour.jetzt], () => progressBar(tour)),
    runs && tour.aufgabe && part("now", [JSON.stringify(tour.aufgabe), place(tour.aufgabe)?.label], () => task(tour.aufgabe)),
    runs && tour.hinweis && part("hint", [tour.hinweis], () => h("p", { class: "tour-hint" }, ...inline(tour.hinweis))),
    finished(tour) && part("end", [tour.ende], () => h("div", { class: "tour-end" }, ...markdown(tour.ende))),
    room.notices.has(NOTICES) && part("problem", [room.notices.get(NOTICES)], () =>
      h("p", { class: "tour-hint", role: "alert" }, room.notices.get(NOTICES))),
    runs && part("steps", [JSON.stringify(tour.schritte), column.matches], () => steps(tour)),
  ];
}

const part = (key, version, build) => ({ key, version: version.join("|"), build });
const inline = (text) => markdown(text)[0].childNodes;

function head(tour) {
  const runs = tour.phase === "laeuft";
  const button = (label, deed) => h("button", { type: "button", class: "tool", data: { focus: deed }, onclick: () => ask(deed) }, label);
  return h("header", { class: "tour-head" },
    h("h2", { id: "tour-titel", tabIndex: -1 }, tour.titel),
    h("div", { class: "tour-tools" },
      runs && !finished(tour) && button("Pause", "pause"),
      runs && button("Von vorn", "start"),
      tour.phase !== "angeboten" && button("Schließen", "ende")));
}

function offer(tour) {
  return h("div", { class: "tour-now" }, ...markdown(tour.einladung),
    h("div", { class: "buttons" },
      h("button", { type: "button", class: "plain", onclick: () => ask("ende") }, "Nein, danke"),
      h("button", { type: "button", class: "primary", data: { focus: "start" }, onclick: () => ask("start") }, "Rundgang beginnen")));
}

function paused(tour) {
  return h("div", { class: "tour-paused" },
    h("p", {}, `Pause bei ${tour.jetzt ? progress(tour) : "der Auswertung"}. Was Sie inzwischen tun, zählt mit.`),
    h("button", { type: "button", class: "primary", data: { focus: "weiter" }, onclick: () => ask("weiter") }, "Weiter"));
}

function progressBar(tour) {
  return h("p", { class: "tour-progress" }, h("span", {}, progress(tour)),
    h("progress", { "aria-hidden": "true", max: tour.schritte.length, value: tour.jetzt - 1 }));
}

function task(now) {
  const way = place(now);
  return h("div", { class: "tour-now" },
    h("h3", {}, now.titel), ...markdown(now.text),
    now.sagen && h("p", {}, sentence(now)),
    now.druecken && h("p", {}, "Knopf: ", h("kbd", { class: "tour-key" }, now.druecken)),
    way && h("p", {}, h("button", { type: "button", class: "plain tour-way", data: { focus: "way" }, onclick: way.go }, icon("reply"), way.label)));
}

/** The text to write; pressed it stands in the box, to be sent by hand. */
function sentence(now) {
  return h("button", { type: "button", class: "tour-say", title: "Setzt den Text ins Textfeld; senden Sie ihn selbst", data: { focus: "say" },
    onclick: () => putIn(now) }, h("code", {}, now.sagen), h("span", { class: "sr" }, " – ins Textfeld setzen"));
}

function putIn(now) {
  toChat(now);
  drawChat();
  fill(document.querySelector("#chat .compose"), now.sagen);
}

const toChat = (now) => go({ me: now.person, show: "chat", edit: null });

/** The way to where the step is done; nothing if one is there. */
function place(now) {
  if (now.wo === "kanal") {
    const there = isVisible(room.channel.id) && person(view.channelMe)?.rolle === "";
    return there ? null : { label: `Zum Kanal, als ${now.name}`, go: () => go({ channelMe: now.person, show: "channel" }) };
  }
  if (now.wo === "uhr" && document.getElementById("woche").offsetParent === null) {
    return { label: "Zur Uhr", go: () => go({ show: "list" }) };
  }
  const there = now.wo === "uhr" ? view.me === now.person : isVisible(person(now.person).chat);
  return there ? null : { label: `Zum Chat, als ${now.name}`, go: () => toChat(now) };
}

function steps(tour) {
  const list = h("ol", {}, ...tour.schritte.map(({ titel, stand }) =>
    h("li", { class: `tour-${stand}`, "aria-current": stand === "jetzt" ? "step" : null }, titel, h("span", { class: "sr" }, `, ${STATES[stand]}`))));
  const done = tour.schritte.filter(({ stand }) => stand === "erledigt").length;
  const details = h("details", { class: "tour-steps", open: listOpen ?? column.matches },
    h("summary", { data: { focus: "steps" } }, `Alle Schritte (${done} von ${tour.schritte.length} erledigt)`), list);
  details.querySelector("summary").addEventListener("click", () => { listOpen = !details.open; });
  return details;
}
