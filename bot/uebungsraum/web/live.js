// The line to the room: what is heard over the WebSocket, and what a person does as a POST.

import { take } from "./store.js";

const AGAIN_AFTER = 1500;

/** Listens for as long as the window is open; `onState(true|false)` tells whether there is a line. */
export function listen(onState) {
  const socket = new WebSocket(`ws://${location.host}/uebung/live`);
  socket.addEventListener("message", ({ data }) => {
    onState(true);
    take(JSON.parse(data));
  });
  socket.addEventListener("close", () => {
    onState(false);
    setTimeout(() => listen(onState), AGAIN_AFTER);
  });
}

/** Does something in the room. Returns the answer; an error is shown as a notice of the conversation. */
export async function act(deed, body, conversation) {
  try {
    const response = await fetch(`/uebung/${deed}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  } catch (error) {
    const text = error instanceof TypeError ? "Der Übungsraum ist nicht erreichbar." : error.message;
    take({ kind: "toast", conversation, text });
    return null;
  }
}
