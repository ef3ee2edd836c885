import { transportHeaders } from "#lib/server/edge/page-headers.ts";

const HTTPS = { APP_ENV: "production", APP_URL: "https://permanences.example.org", HSTS_SUBDOMAINS: "no" } as const;

test("in production behind https a browser uses nothing else for a year, for names below only where that is set", () => {
  expect(transportHeaders(HTTPS)).toEqual({ "Strict-Transport-Security": "max-age=31536000" });
  expect(transportHeaders({ ...HTTPS, HSTS_SUBDOMAINS: "yes" })).toEqual({
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  });
});

test("a demonstration and an address without https ask for nothing, whatever is set", () => {
  expect(transportHeaders({ ...HTTPS, APP_ENV: "demo", HSTS_SUBDOMAINS: "yes" })).toEqual({});
  expect(transportHeaders({ ...HTTPS, APP_URL: "http://localhost:3000", HSTS_SUBDOMAINS: "yes" })).toEqual({});
});
