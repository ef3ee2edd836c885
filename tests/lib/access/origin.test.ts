import { isForeign, type Provenance } from "#lib/access/origin.ts";

const posted = (given: Partial<Provenance> = {}): Provenance => ({
  method: "POST",
  origin: "https://permanences.example",
  site: "same-origin",
  authorization: null,
  ...given,
});
const OURS = ["permanences.example", "localhost:3000"];

test("our own page may post", () => {
  expect(isForeign(posted(), OURS)).toBe(false);
  expect(isForeign(posted({ origin: "http://localhost:3000" }), OURS)).toBe(false);
});

test.each([
  "https://elsewhere.example",
  "https://permanences.example.elsewhere.example",
  "https://localhost:3000.example",
  "http://localhost:3001",
  "null",
  "",
])("a page of %p may not", (origin) => expect(isForeign(posted({ origin, site: null }), OURS)).toBe(true));

test.each(["POST", "PUT", "PATCH", "DELETE"])("%s of another site is refused", (method) => {
  expect(isForeign(posted({ method, origin: "https://elsewhere.example" }), OURS)).toBe(true);
});

test("reading is free to all", () => {
  expect(isForeign(posted({ method: "GET", origin: "https://elsewhere.example" }), OURS)).toBe(false);
  expect(isForeign(posted({ method: "HEAD", origin: "null" }), OURS)).toBe(false);
});

test("a program that is no browser sends no origin and may post, a browser that hides it may not", () => {
  expect(isForeign(posted({ origin: null, site: null }), OURS)).toBe(false);
  expect(isForeign(posted({ origin: null, site: "cross-site" }), OURS)).toBe(true);
  expect(isForeign(posted({ origin: null, site: "same-site" }), OURS)).toBe(true);
});

test("a bearer token proves itself, other credentials do not", () => {
  expect(isForeign(posted({ origin: "https://elsewhere.example", authorization: "Bearer abc" }), OURS)).toBe(false);
  expect(isForeign(posted({ origin: "https://elsewhere.example", authorization: "Basic abc" }), OURS)).toBe(true);
});
