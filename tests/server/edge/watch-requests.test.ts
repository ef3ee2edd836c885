import { channel } from "node:diagnostics_channel";
import { watchRequests } from "#lib/server/edge/watch-requests.ts";

beforeAll(watchRequests);

type Arrived = { url: string; method: string; headers: Record<string, string>; socket: { remoteAddress: string } };

/** A request as Node.js publishes it, after we prepared it. */
function arrived(given: Partial<Arrived>): Arrived {
  const request = { url: "/", method: "GET", headers: {}, socket: { remoteAddress: "127.0.0.1" }, ...given };
  channel("http.server.request.start").publish({ request });
  return request;
}

test("the other end of a connection is what the server sees, whatever the client writes of it", () => {
  const { headers } = arrived({
    headers: { "x-peer-address": "1.1.1.1", "x-peer-forwarded": "x" },
    socket: { remoteAddress: "203.0.113.7" },
  });
  expect(headers).toEqual({ "x-peer-address": "203.0.113.7" });
});

test.each(["forwarded", "x-forwarded-for", "x-real-ip", "via"])(
  "a request with the header %s came through a proxy",
  (header) => {
    expect(arrived({ headers: { [header]: "198.51.100.1" } }).headers).toMatchObject({
      "x-peer-address": "127.0.0.1",
      "x-peer-forwarded": "yes",
    });
  },
);

test.each([
  "/",
  "/lieux/mairie?motif=caf",
  "/api/v1/appointments/x%2Fy",
  "/ar/%D8%A3",
  "/?a=%E0%A4%A%09%0A%0d%20",
  "/api/v1/slots?topic=../..",
  "/api/.../x",
  "/lieux/..",
  "/rendez-vous/x.ics",
] as const)("%s can be read and stays as it is", (url) => {
  expect(arrived({ url }).url).toBe(url);
});

test.each([
  ["/api/v1/appointments/%E0%A4%A", "/api/unreadable/malformed"],
  ["/feeds/agenda/%ff", "/api/unreadable/malformed"],
  ["/api/v1/appointments/..", "/api/unreadable/malformed"],
  ["/api/%2E./board?x", "/api/unreadable/malformed"],
  ["*", "/api/unreadable/malformed"],
  ["/lieux/%E0%A4%A?motif=caf", "/adresse-illisible"],
  ["/rendez-vous?ville=a%00", "/adresse-illisible"],
  ["/api/v1/places?from=%1B", "/api/unreadable/malformed"],
])("%s cannot be read: a program gets a refusal, a person the page of an unknown address", (url, becomes) => {
  expect(arrived({ url }).url).toBe(becomes);
});

test.each([
  ["GET", "/api/v1/devices?x", "POST"],
  ["PURGE", "/api/v1/appointments/x", "GET, PATCH, DELETE"],
  ["TRACE", "/lieux", ""],
])("%s %s is a method that it does not have: the answer says which it has", async (method, url, allow) => {
  process.env["APP_ENV"] = "test";
  const request = arrived({ method, url });
  const { GET } = await import("#app/api/[...rest]/route.ts");
  const answer = await GET(new Request(`http://localhost:3000${request.url}`, { method: request.method }));
  expect([answer.status, answer.headers.get("allow"), ((await answer.json()) as { code: string }).code]).toEqual([
    405,
    allow,
    "method-not-allowed",
  ]);
});

test.each([
  ["HEAD", "/api/v1/appointments/x"],
  ["OPTIONS", "/api/v1/appointments/x"],
  ["PUT", "/api/nowhere"],
  ["POST", "/connexion/code"],
  ["PUT", "/lieux"],
])("%s %s goes on as it is", (method, url) => {
  expect(arrived({ method, url })).toMatchObject({ method, url });
});
