// What this window shows: who one is in the chat and in the channel, and which view on a narrow screen.
// It stands in the address, so that each window keeps its own.

import { person, room } from "./store.js";

const listeners = new Set();

export const view = { me: "", channelMe: "", show: "list", edit: null, reply: null, compose: false };

export function onView(listener) {
  listeners.add(listener);
}

/** Changes the view and tells everyone who draws. */
export function go(change) {
  const moved = "show" in change && change.show !== view.show;
  Object.assign(view, change);
  write(moved);
  tell();
}

function tell() {
  document.documentElement.dataset.view = view.show;
  for (const listener of listeners) listener();
}

function write(asStep) {
  const hash = `#${new URLSearchParams({ ich: view.me, kanal: view.channelMe, ansicht: view.show })}`;
  if (hash === location.hash) return;
  history[asStep ? "pushState" : "replaceState"](null, "", hash);
}

/** Reads the address; whoever is not named there is the first who fits. */
export function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const members = room.people.filter((one) => one.inChannel);
  const provider = members.find((one) => one.rolle === "") ?? members[0];
  const channelMe = person(wanted.get("kanal"))?.inChannel ? wanted.get("kanal") : provider.id;
  const show = ["list", "chat", "channel"].includes(wanted.get("ansicht")) ? wanted.get("ansicht") : "list";
  Object.assign(view, { me: person(wanted.get("ich"))?.id ?? room.people[0].id, channelMe, show });
  write(false);
  tell();
}

addEventListener("popstate", () => {
  if (!room.ready) return;
  // a skip link leaves its target in the address; who one is stays
  if (location.hash.includes("ich=")) readAddress();
  else write(false);
});
