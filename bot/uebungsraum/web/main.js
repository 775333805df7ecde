// Puts the page together: listens to the room and draws after each change.

import { announce } from "./announce.js";
import { buildChannel, drawChannel } from "./channel.js";
import { buildChat, drawChat } from "./chat.js";
import { listen } from "./live.js";
import { buildSide, drawSide, startAfresh } from "./side.js";
import { onChange, room } from "./store.js";
import { buildToolbar, drawToolbar } from "./toolbar.js";
import { announceTour, buildTour, drawTour } from "./tour.js";
import { onView, readAddress } from "./view.js";

let connected = true;
let planned = false;

/** Draws once for all changes of a moment. */
function plan() {
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    draw();
  });
}

function draw() {
  if (!room.ready) return;
  drawToolbar(connected);
  drawChat();
  drawChannel();
  drawSide();
  drawTour();
}

function heard(event) {
  if (event.kind === "snapshot") {
    startAfresh();
    readAddress();
  }
  announce(event);
  announceTour();
  plan();
}

buildToolbar();
buildChat();
buildChannel();
buildSide();
buildTour();
onChange(heard);
onView(plan);
addEventListener("resize", plan);
listen((state) => {
  if (connected === state) return;
  connected = state;
  plan();
});
