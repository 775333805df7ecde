// Days, times and names as one reads them in German.

const DAY = new Intl.DateTimeFormat("de-DE", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Berlin" });
const SHORT_DAY = new Intl.DateTimeFormat("de-DE", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "Europe/Berlin" });
const TIME = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });

const asDate = (iso) => new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);

export const longDay = (iso) => DAY.format(asDate(iso));
export const shortDay = (iso) => SHORT_DAY.format(asDate(iso));
export const time = (iso) => TIME.format(asDate(iso));

export const inKilobytes = (bytes) => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("de-DE")} KB`;

/** "SK" for Sabine Krämer. */
export function initials(name) {
  const words = name.split(/[\s-]+/).filter(Boolean);
  return `${words[0]?.[0] ?? ""}${words.length > 1 ? words.at(-1)[0] : ""}`.toUpperCase();
}

/** One of the eight colours of avatars, always the same for a name. */
export function hue(name) {
  return [...name].reduce((sum, letter) => (sum * 33 + letter.codePointAt(0)) % 65521, 5) % 8;
}
