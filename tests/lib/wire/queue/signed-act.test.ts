import { isSignedBy, makeSigningKey, signText } from "#lib/wire/queue/act-signature.ts";
import { actOfText, signedAct } from "#lib/wire/queue/signed-act.ts";
import { textOfAct } from "#lib/wire/queue/sent-commands.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { at } from "#tests/support/line.ts";

const PERMANENCE = "01990000-0000-7000-8000-00000000aaaa";
const finish: Command = {
  id: "01990000-0000-7000-8000-000000000001",
  at: at("9:20"),
  device: "tablet-1",
  type: "finish",
  visit: "01990000-0000-7000-8000-000000000002",
  conseiller: "somebody",
};

test("a signature proves the key with which a text was signed, and no other text and no other key", async () => {
  const mine = await makeSigningKey();
  const another = await makeSigningKey();
  const text = textOfAct(PERMANENCE, finish);
  const signature = await signText(mine.privateKey, text);
  expect(signedAct.safeParse({ key: PERMANENCE, text, signature }).success).toBe(true);
  expect(await isSignedBy(mine.publicKey, text, signature)).toBe(true);
  expect(await isSignedBy(mine.publicKey, text.replace("finish", "absent"), signature)).toBe(false);
  expect(await isSignedBy(another.publicKey, text, signature)).toBe(false);
});

test("what is no key and no signature proves nothing", async () => {
  expect(await isSignedBy("A".repeat(87), "text", "A".repeat(86))).toBe(false);
  expect(await isSignedBy("", "text", "")).toBe(false);
});

test("the private half cannot be read", async () => {
  const { privateKey } = await makeSigningKey();
  await expect(crypto.subtle.exportKey("jwk", privateKey)).rejects.toThrow();
});

test("a signed text holds the half-day and the act as it was made, without who says to have done it", () => {
  const { conseiller: _, ...act } = finish;
  expect(actOfText(textOfAct(PERMANENCE, finish))).toEqual({ permanence: PERMANENCE, command: act });
});

test("a text that is no act of this build is read as none", () => {
  expect(actOfText("{")).toBeUndefined();
  expect(actOfText(textOfAct(PERMANENCE, finish).replace("finish", "dance"))).toBeUndefined();
});
