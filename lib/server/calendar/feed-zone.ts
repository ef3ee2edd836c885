/**
 * The one zone whose rules a feed contains. An event of a place in another zone is written in UTC, which needs no
 * rules.
 */
export const FEED_ZONE = "Europe/Paris";

/** Its VTIMEZONE, unchanged since 1996 (the European rule); without it Outlook and ical.js shift hours. */
export const FEED_TIMEZONE = [
  "BEGIN:VTIMEZONE",
  `TZID:${FEED_ZONE}`,
  "BEGIN:DAYLIGHT",
  "TZNAME:CEST",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "DTSTART:19810329T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZNAME:CET",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "DTSTART:19961027T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
  "",
].join("\r\n");
