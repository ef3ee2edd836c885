import { LOST_MAIL } from "#lib/server/message/gateways/mail.ts";
import { foundOf, resultOfTry } from "#lib/server/message/gateways/try-result.ts";

const ASKING = { by: "asking", after: 60_000 } as const;
const REPEATING = { by: "repeating", within: 86_400_000 } as const;

test("a lost answer is lost, but where the same tag is not sent twice the next try is safe", () => {
  const unknown = { kind: "unknown", code: "TIMEOUT" } as const;
  expect([ASKING, LOST_MAIL, REPEATING].map((lost) => resultOfTry(unknown, lost))).toEqual(["lost", "lost", "busy"]);
});

test("what was accepted, refused or not taken is so for every gateway", () => {
  for (const lost of [ASKING, LOST_MAIL, REPEATING])
    expect([
      resultOfTry({ kind: "accepted" }, lost),
      resultOfTry({ kind: "refused", reason: "no-credit", code: "http-402" }, lost),
      resultOfTry({ kind: "again", code: "http-503", wait: 1 }, lost),
    ]).toEqual(["accepted", "refused", "busy"]);
});

test("an answer about a lost try is what the gateway has, has not, or cannot say", () => {
  expect([
    foundOf({ kind: "sent", id: "7" }),
    foundOf({ kind: "not-known" }),
    foundOf({ kind: "cannot-say", code: "TIMEOUT" }),
  ]).toEqual(["has-it", "has-it-not", "cannot-say"]);
});
