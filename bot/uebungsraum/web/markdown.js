// The Markdown that Teams shows in messages and TextBlocks, as elements: never as HTML that was sent.
// Not here: tables, images, raw HTML. As in Teams a single line break is none; two spaces before it make one.

import { h } from "./dom.js";

const SAFE = /^(https?:|mailto:)/i;
const INLINE = [
  [/^\\([\\`*_{}[\]()#+\-.!~>|])/, (m) => m[1]],
  [/^`([^`]+)`/, (m) => h("code", {}, m[1])],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*/, (m) => h("strong", {}, ...inline(m[1]))],
  [/^__(?=\S)([\s\S]*?\S)__(?!\w)/, (m) => h("strong", {}, ...inline(m[1])), "word"],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m) => h("s", {}, ...inline(m[1]))],
  [/^\*(?=\S)([^*]*?[^\s*])\*/, (m) => h("em", {}, ...inline(m[1]))],
  [/^_(?=\S)([^_]*?[^\s_])_(?!\w)/, (m) => h("em", {}, ...inline(m[1])), "word"],
  [/^\[([^\]]+)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/, link],
  [/^ {2,}\n|^\\\n/, () => h("br")],
  [/^\n/, () => " "],
];

function link([whole, text, address]) {
  return SAFE.test(address) ? h("a", { href: address, rel: "noopener noreferrer" }, ...inline(text)) : whole;
}

/** Text with emphasis, code and links, as nodes. */
export function inline(text) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const found = at < text.length && match(text, at);
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) nodes.push(plain);
    plain = "";
    nodes.push(found.node);
    at += found.length;
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function match(text, at) {
  const rest = text.slice(at);
  for (const [pattern, make, place] of INLINE) {
    if (place === "word" && /\w/.test(text[at - 1] ?? "")) continue;
    const found = pattern.exec(rest);
    if (found) return { node: make(found), length: found[0].length };
  }
  return null;
}

const BLOCKS = [
  { start: /^```/, read: fence },
  { start: /^#{1,6}\s+/, read: (lines) => h("p", { class: "md-heading" }, ...inline(lines.shift().replace(/^#+\s+/, ""))) },
  { start: /^\s{0,3}[-*+]\s+/, read: (lines) => list(lines, "ul", /^\s{0,3}[-*+]\s+/) },
  { start: /^\s{0,3}\d{1,4}[.)]\s+/, read: (lines) => list(lines, "ol", /^\s{0,3}\d{1,4}[.)]\s+/) },
  { start: /^>\s?/, read: quote },
];
const startsBlock = (line) => BLOCKS.find((block) => block.start.test(line));

/** A whole text as block elements. */
export function markdown(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks = [];
  while (lines.length) {
    if (!lines[0].trim()) lines.shift();
    else blocks.push((startsBlock(lines[0]) ?? { read: paragraph }).read(lines));
  }
  return blocks;
}

function paragraph(lines) {
  const own = [lines.shift()];
  while (lines.length && lines[0].trim() && !startsBlock(lines[0])) own.push(lines.shift());
  return h("p", {}, ...inline(own.join("\n").trim()));
}

function list(lines, tag, marker) {
  const first = Number.parseInt(lines[0].trim(), 10);
  const items = [];
  while (lines.length && (marker.test(lines[0]) || (/^\s{2,}\S/.test(lines[0]) && items.length))) {
    const line = lines.shift();
    if (marker.test(line)) items.push([line.replace(marker, "")]);
    else items.at(-1).push(line.trim());
  }
  const children = items.map((item) => h("li", {}, ...inline(item.join("\n"))));
  return h(tag, tag === "ol" && first !== 1 ? { start: first } : {}, ...children);
}

function quote(lines) {
  const own = [];
  while (lines.length && /^>/.test(lines[0])) own.push(lines.shift().replace(/^>\s?/, ""));
  return h("blockquote", {}, ...markdown(own.join("\n")));
}

function fence(lines) {
  lines.shift();
  const own = [];
  while (lines.length && !/^```/.test(lines[0])) own.push(lines.shift());
  lines.shift();
  return h("pre", {}, h("code", {}, own.join("\n")));
}
