import { instantOf } from "#lib/time/instant.ts";
import { securityText } from "#lib/server/edge/security-text.ts";

const SITE = "https://permanences.example.org";
const LATE = instantOf("2026-11-26T23:30:00-02:00");

test("who finds a weakness reads whom to tell, in which language, and until when that holds (RFC 9116)", () => {
  expect(securityText("mailto:security@example.org", SITE, LATE)).toBe(
    [
      "Contact: mailto:security@example.org",
      "Expires: 2027-02-25T00:00:00Z",
      "Preferred-Languages: fr, en",
      `Canonical: ${SITE}/.well-known/security.txt`,
      "",
    ].join("\n"),
  );
});

test("an installation that names nobody has no such text: the telephone of residents is not given out for it", () => {
  expect(securityText(undefined, SITE, LATE)).toBeUndefined();
});

test("the address answers the text as plain text", async () => {
  Object.assign(process.env, { APP_ENV: "test", APP_URL: SITE, SECURITY_CONTACT: "https://example.org/weakness" });
  const { GET } = await import("#app/.well-known/security.txt/route.ts");
  const answer = await GET(new Request(`${SITE}/.well-known/security.txt`));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect(await answer.text()).toMatch(
    /^Contact: https:\/\/example\.org\/weakness\nExpires: \d{4}-\d\d-\d\dT00:00:00Z\n/,
  );
});
