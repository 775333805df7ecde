// Adaptive Cards with the official renderer, as Teams shows them. What a button does is decided by the caller.

import { h } from "./dom.js";
import { HOST_CONFIG } from "./hostconfig.js";
import { markdown } from "./markdown.js";

const NEWEST = [1, 5];
let config = null;

function renderer() {
  const { AdaptiveCards } = window;
  if (!AdaptiveCards) return null;
  if (config) return AdaptiveCards;
  config = new AdaptiveCards.HostConfig(HOST_CONFIG);
  AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = asHtml(text);
    result.didProcess = true;
  };
  const strings = AdaptiveCards.Strings;
  strings.errors.unknownElementType = () => "Dieses Element zeigt Teams nicht.";
  strings.defaults.inputErrorMessage = () => "Bitte ausfüllen.";
  strings.defaults.overflowButtonText = () => "…";
  strings.defaults.overflowButtonTooltip = () => "Weitere Aktionen";
  return AdaptiveCards;
}

/** TextBlocks read Markdown; a mention stands there as its name. */
function asHtml(text) {
  const named = text.replace(/<at>([^<]*)<\/at>/g, "$1");
  return h("div", {}, ...markdown(named)).innerHTML;
}

/**
 * A card as an element, its headings on `level`, without what Teams leaves out at `width`.
 * `act(action)` gets what was pressed, with its data and inputs.
 */
export function cardElement(card, { width, level, act }) {
  const library = renderer();
  if (!library) return problem("Die Kartenanzeige ist nicht installiert: python -m bot.uebungsraum.install");
  if (isTooNew(card.version)) return problem(card.fallbackText || "Diese Karte ist für Teams zu neu.");
  try {
    return draw(library, forWidth(card, width), level, act);
  } catch (error) {
    console.error(error);
    return problem(card.fallbackText || "Diese Karte lässt sich nicht anzeigen.");
  }
}

function draw(library, card, level, act) {
  const drawn = new library.AdaptiveCard();
  drawn.hostConfig = config;
  drawn.onExecuteAction = (action) => act(action);
  drawn.parse(card);
  const element = drawn.render();
  element.removeAttribute("aria-live");
  element.lang = card.lang ?? "de";
  for (const heading of element.querySelectorAll("[role=heading]")) heading.ariaLevel = level;
  separateRadios(element);
  nameGroups(element);
  element.addEventListener("click", () => setTimeout(() => nameGroups(element)), { capture: true });
  return element;
}

/** The radio buttons of two cards with the same inputs must not form one group in the page. */
function separateRadios(element) {
  const card = crypto.randomUUID();
  for (const radio of element.querySelectorAll("input[type=radio]")) radio.name = `${card}-${radio.name}`;
}

/** The renderer leaves a group of choices without a role, and changes names each time it checks the inputs. */
function nameGroups(element) {
  for (const group of element.querySelectorAll(".ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect")) {
    const label = group.closest(".ac-input-container")?.previousElementSibling;
    if (!label?.id) continue;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", label.id);
  }
}

function problem(text) {
  return h("p", { class: "card-problem" }, text);
}

function isTooNew(version = "1.0") {
  const [major, minor] = version.split(".").map(Number);
  return major > NEWEST[0] || (major === NEWEST[0] && minor > NEWEST[1]);
}

const WIDTHS = ["veryNarrow", "narrow", "standard", "wide"];
/** Teams knows four widths of cards; a card is drawn anew when its place gets another one. */
export const widthClass = (px) => (px < 165 ? 0 : px < 351 ? 1 : px < 768 ? 2 : 3);

/** Leaves out what Teams' `targetWidth` hides at this width. */
function forWidth(node, px) {
  if (Array.isArray(node)) return node.filter((part) => isShown(part, px)).map((part) => forWidth(part, px));
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, forWidth(value, px)]));
}

function isShown(part, px) {
  const target = part?.targetWidth;
  if (!target) return true;
  const [, bound, name] = /^(?:(atLeast|atMost):)?(\w+)$/.exec(target) ?? [];
  const wanted = WIDTHS.findIndex((one) => one.toLowerCase() === name?.toLowerCase());
  if (wanted < 0) return true;
  const is = widthClass(px);
  return bound === "atLeast" ? is >= wanted : bound === "atMost" ? is <= wanted : is === wanted;
}

/** What a card says, for announcements: its first texts. */
export function cardText(card, limit = 200) {
  const texts = [];
  const walk = (node) => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node && typeof node === "object") {
      if (["TextBlock", "TextRun"].includes(node.type) && node.text) texts.push(node.text);
      Object.values(node).forEach(walk);
    }
  };
  walk(card.body ?? []);
  return texts.join(" ").replaceAll("**", "").slice(0, limit);
}
