// The bar on top: the day and its moving on, what shall go wrong, light or dark, a fresh start.

import { h } from "./dom.js";
import { act } from "./live.js";
import { room } from "./store.js";
import { longDay, shortDay } from "./words.js";

const find = (id) => document.getElementById(id);
const menu = find("mehr");
const dark = find("dunkel");

const TROUBLES = [
  ["slow", "Teams ist langsam", "jede Nachricht des Bots braucht 4 Sekunden"],
  ["throttled", "Teams drosselt", "die nächsten zwei Sendungen: 429, „versuch es später“"],
  ["bad_gateway", "Teams antwortet mit 502", "die nächste Sendung kommt nicht an"],
  ["lost", "Die Antwort geht verloren", "die nächste Sendung kommt an, der Bot erfährt es nicht"],
  ["channel_removed", "Der Kanal ist entfernt", "dort kann nichts mehr gesendet werden"],
  ["repeat", "Teams stellt doppelt zu", "die nächste Nachricht, gleiche Kennung"],
  ["repeat_new_id", "Teams stellt doppelt zu, neu", "die nächste Nachricht, neue Kennung"],
];

export function buildToolbar() {
  find("morgen").addEventListener("click", () => act("uhr", { tage: 1 }));
  find("woche").addEventListener("click", () => act("uhr", { tage: 7 }));
  find("neu").addEventListener("click", () => act("reset", {}));
  find("datum").addEventListener("submit", (event) => {
    event.preventDefault();
    act("uhr", { heute: find("tag").value });
    menu.open = false;
  });
  dark.addEventListener("click", () => window.uebungTheme.toggle());
  document.addEventListener("themechange", drawTheme);
  drawTheme();
  buildTroubles();
  closeOnLeaving();
}

function buildTroubles() {
  find("stoerungen").append(...TROUBLES.map(([name, label, effect]) => {
    const box = h("input", { type: "checkbox", id: `stoerung-${name}`, "aria-describedby": `wirkung-${name}`, value: name });
    box.addEventListener("change", () => act("faults", { fault: name, on: box.checked }));
    return h("div", { class: "check" }, box,
      h("div", {}, h("label", { htmlFor: box.id }, label), h("span", { id: `wirkung-${name}` }, effect)));
  }));
}

function closeOnLeaving() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

function drawTheme() {
  dark.setAttribute("aria-pressed", String(window.uebungTheme.dark));
}

/** Which troubles are on, by name. */
function troublesOn() {
  const { due, channelRemoved, repeat } = room.faults;
  return new Set([...Object.keys(due), channelRemoved && "channel_removed", repeat].filter(Boolean));
}

function stateText(connected, troubles) {
  if (!connected) return "Keine Verbindung zum Übungsraum. Läuft „make run“ noch?";
  return room.busy ? "Der Übungsraum wird eingerichtet: Neun Monate werden nachgespielt …" : troubles.join(" · ");
}

export function drawToolbar(connected) {
  const day = find("heute");
  day.dateTime = room.heute;
  day.replaceChildren(h("span", { class: "long" }, longDay(room.heute)), h("span", { class: "short" }, shortDay(room.heute)));
  if (document.activeElement !== find("tag")) find("tag").value = room.heute;
  const on = troublesOn();
  for (const box of find("stoerungen").querySelectorAll("input")) box.checked = on.has(box.value);
  find("mehr-text").textContent = on.size ? `Störungen (${on.size})` : "Störungen";
  const names = TROUBLES.filter(([name]) => on.has(name)).map(([, label]) => label);
  const state = stateText(connected, names);
  find("neu").disabled = room.busy;
  for (const part of document.querySelectorAll("main, aside")) part.inert = room.busy;
  const line = find("zustand");
  line.hidden = !state;
  if (line.textContent !== state) line.textContent = state;
}
