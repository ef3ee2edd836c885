import { frameOriginOf } from "#lib/calendar/share.ts";

test.each([
  ["https://www.caf.example", "https://www.caf.example"],
  [" HTTPS://WWW.Caf.Example/ ", "https://www.caf.example"],
  ["https://caf.example:8443", "https://caf.example:8443"],
  ["https://caf.example:443", "https://caf.example"],
])("%j is a site that may show a frame", (typed, origin) => {
  expect(frameOriginOf(typed)).toBe(origin);
});

test.each([
  "http://caf.example",
  "https://*.caf.example",
  "https://caf.example/agenda",
  "https://caf.example?x=1",
  "https://user@caf.example",
  "https://caf.example; script-src *",
  "https://caf.example https://other.example",
  "https://caf.example\nhttps://other.example",
  "https://localhost",
  "https://caf.example:99999",
  "caf.example",
  "*",
  "'self'",
  "",
])("%j is none, so that nothing else gets into the header", (typed) => {
  expect(frameOriginOf(typed)).toBeUndefined();
});
