// What the room has said: people, messages, the day. Filled by live.js, read by everything that draws.

const TYPING_LASTS = 8000;
const listeners = new Set();

export const room = {
  ready: false,
  busy: false,
  tour: null,
  heute: "",
  bot: { name: "" },
  people: [],
  channel: { id: "", name: "", team: "" },
  messages: new Map(),
  faults: { due: {}, channelRemoved: false, repeat: null },
  typing: new Map(),
  notices: new Map(),
};

/** Calls `listener(event)` after each change. */
export function onChange(listener) {
  listeners.add(listener);
}

/** Takes in one thing the server said. */
export function take(event) {
  TAKEN[event.kind]?.(event);
  for (const listener of listeners) listener(event);
}

const TAKEN = {
  snapshot({ heute, bot, people, channel, messages, faults, busy, tour }) {
    Object.assign(room, { ready: true, heute, bot, people, channel, faults, busy, tour });
    room.messages = new Map(messages.map((message) => [message.id, message]));
    room.typing.clear();
    room.notices.clear();
  },
  message({ message }) {
    room.messages.set(message.id, message);
    if (message.author !== "bot") room.notices.delete(message.conversation);
    else if (!message.edited) room.typing.delete(message.conversation);
  },
  typing({ conversation }) {
    room.typing.set(conversation, Date.now() + TYPING_LASTS);
    setTimeout(() => take({ kind: "typing-ends" }), TYPING_LASTS + 50);
  },
  busy() { room.busy = true; },
  tour({ tour }) { room.tour = tour; },
  clock({ heute }) { room.heute = heute; },
  faults({ faults }) { room.faults = faults; },
  undelivered({ conversation, status }) {
    const what = status ? `HTTP ${status}` : "keine Antwort in 15 Sekunden";
    room.notices.set(conversation, `Der Bot hat das nicht angenommen (${what}). In Teams bliebe es hier still.`);
  },
  toast({ conversation, text }) { room.notices.set(conversation, text); },
};

export const person = (id) => room.people.find((one) => one.id === id);
export const isTyping = (conversation) => (room.typing.get(conversation) ?? 0) > Date.now();
export const inConversation = (id) => [...room.messages.values()].filter((m) => m.conversation === id);

/** Who wrote a message, as one reads it. */
export function authorName(message) {
  return message.author === "bot" ? room.bot.name : person(message.author)?.name ?? "Unbekannt";
}

/** The card of a message as this person sees it. */
export function cardsFor(message, me) {
  const own = message.views[me];
  return own ? [own] : message.cards;
}
