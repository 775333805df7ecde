// The part of a pane that scrolls, and the entries of it that are no messages.

import { h } from "./dom.js";
import { room } from "./store.js";
import { longDay } from "./words.js";

const NEAR = 120;
const ASSUMED = 480;

/** Stays at the end when something comes while one is there; else leaves the reader where they are. */
export class Scroller {
  #wantsEnd = true;
  #top = 0;

  constructor(list, label) {
    this.element = h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": label }, list);
    const observer = new ResizeObserver(() => this.#wantsEnd && this.#go());
    for (const grows of [list, this.element]) observer.observe(grows);
    this.element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  /** The width messages have, also while the pane is hidden. */
  get width() {
    return this.element.clientWidth || ASSUMED;
  }

  toEnd() {
    this.#wantsEnd = true;
    this.#go();
  }

  keep(change) {
    const wasAtEnd = this.#wantsEnd;
    change();
    if (wasAtEnd) this.toEnd();
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Cards grow while they are drawn: only who scrolls up wants to stay where they are. */
  #scrolled() {
    if (this.#wantsEnd && this.element.scrollTop >= this.#top) return;
    this.#wantsEnd = this.#atEnd();
  }

  #go() {
    this.element.scrollTop = this.element.scrollHeight;
    this.#top = this.element.scrollTop;
  }
}

export function dayItem(message) {
  const day = message.at.slice(0, 10);
  return { key: `day-${day}`, version: day, build: () => h("li", { class: "day" }, h("span", {}, longDay(day))) };
}

export function typingItem() {
  const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  return {
    key: "typing",
    version: "1",
    build: () => h("li", { class: "typing" }, dots, h("span", {}, `${room.bot.name} schreibt …`)),
  };
}

export function noticeItem(text) {
  return { key: "notice", version: text, build: () => h("li", { class: "notice" }, h("p", { role: "status" }, text)) };
}
