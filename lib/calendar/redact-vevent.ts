/** What a reader who may only know that hours are taken is left of an event. */
const KEPT = /^(BEGIN|END|SEQUENCE|DTSTAMP|DTSTART|DTEND|STATUS|TRANSP|CREATED|LAST-MODIFIED)[:;]/;

/**
 * An event's text for the level `free-busy`: its hours and nothing else, under another name and another identity
 * (the real one names a page that says where). `summary` and `uid` must be short enough not to be folded.
 */
export function redactVevent(vevent: string, summary: string, uid: string): string {
  const kept = vevent.split("\r\n").filter((line) => KEPT.test(line));
  return [kept[0], `UID:${uid}`, `SUMMARY:${summary}`, ...kept.slice(1), ""].join("\r\n");
}
