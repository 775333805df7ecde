// Making and keeping elements. Knows nothing of chats.

/** An element with properties (class, dataset, on..., aria-...) and children; text children are never parsed. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name in element && !name.includes("-") && name !== "list") element[name] = value;
  else element.setAttribute(name === "class" ? "class" : name, value === true ? "" : value);
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  send: "M3.4 4.2 20.500 12 3.400 19.800l2.300-6.900L14 12 5.700 11.100z",
  attach: "m19 11.500-7.300 7.300a4.500 4.500 0 0 1-6.400-6.400l7.600-7.600a3 3 0 0 1 4.300 4.300l-7.600 7.500a1.500 1.500 0 0 1-2.100-2.100l6.900-6.900",
  edit: "m4.500 19.500 1-4L16 5a2 2 0 0 1 3 3L8.500 18.500z",
  remove: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.500 10.500v5.500M13.500 10.500v5.500",
  back: "M14.500 5.500 8 12l6.500 6.500",
  file: "M7 3.500h7l4 4v13H7zM14 3.500v4h4",
  reply: "M10 7 5 12l5 5M5.500 12H14a5 5 0 0 1 5 5v1",
  add: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  search: "M10.500 4.500a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15 15l4.500 4.500",
};

/** A small line drawing, hidden from screen readers: the button around it has a name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * Makes the children of `parent` those of `items` ({key, version, build}), in order.
 * An item of the same version keeps its element, with what was typed into it; focus survives a replacement.
 */
export function reconcile(parent, items) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const present = old.get(item.key);
    if (present?.dataset.version === item.version) return present;
    const fresh = item.build();
    fresh.dataset.key = item.key;
    fresh.dataset.version = item.version;
    if (present) replaceKeepingFocus(present, fresh);
    return fresh;
  });
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, index) => {
    if (parent.children[index] !== child) moveTo(parent, child, parent.children[index] ?? null);
  });
}

function replaceKeepingFocus(present, fresh) {
  const focused = present.contains(document.activeElement) ? document.activeElement : null;
  present.replaceWith(fresh);
  if (!focused) return;
  const name = focused.dataset.focus;
  const same = name ? fresh.querySelector(`[data-focus="${CSS.escape(name)}"]`) : null;
  const target = same ?? fresh.querySelector("article") ?? fresh;
  if (!same) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function moveTo(parent, child, before) {
  const focused = child.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(child, before);
  focused?.focus({ preventScroll: true });
}
