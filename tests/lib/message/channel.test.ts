import fc from "fast-check";
import { channelOf, type ContactWay } from "#lib/message/channel.ts";

const ALL = { sms: true, mail: true };
const NONE = { sms: false, mail: false };

test("a mobile is written to by SMS, an address by e-mail, a landline is called", () => {
  expect(channelOf({ phone: "mobile", language: "tr" }, ALL)).toEqual({ by: "sms", words: "tr" });
  expect(channelOf({ email: true, language: "ar" }, ALL)).toEqual({ by: "mail", words: "ar" });
  expect(channelOf({ phone: "landline" }, ALL)).toEqual({ by: "call" });
});

test("who left nothing is told on site", () => {
  expect(channelOf({}, ALL)).toEqual({ by: "on-site" });
});

test("who prefers a call is called, whatever else they left; without a telephone they are written to", () => {
  expect(channelOf({ phone: "mobile", email: true, prefersCall: true }, ALL)).toEqual({ by: "call" });
  expect(channelOf({ email: true, prefersCall: true }, ALL)).toEqual({ by: "mail", words: "fr" });
});

test("without an SMS contract a mobile is there to be called, and an e-mail goes before", () => {
  expect(channelOf({ phone: "mobile" }, { sms: false, mail: true })).toEqual({ by: "call" });
  expect(channelOf({ phone: "mobile", email: true }, { sms: false, mail: true })).toEqual({ by: "mail", words: "fr" });
});

test("a number whose messages were stopped is called", () => {
  expect(channelOf({ phone: "mobile", refusesSms: true }, ALL)).toEqual({ by: "call" });
});

test("an address to which mails were stopped is not written to: its person is called, or told on site", () => {
  expect(channelOf({ phone: "landline", email: true, refusesMail: true }, ALL)).toEqual({ by: "call" });
  expect(channelOf({ email: true, refusesMail: true }, ALL)).toEqual({ by: "on-site" });
  expect(channelOf({ phone: "mobile", email: true, refusesMail: true }, ALL)).toMatchObject({ by: "sms" });
});

test("an e-mail that nobody can send leaves telling it on site", () => {
  expect(channelOf({ email: true }, NONE)).toEqual({ by: "on-site" });
});

test("who reads none of the four languages gets figures, who said no language French", () => {
  expect(channelOf({ phone: "mobile", language: "uk" }, ALL)).toEqual({ by: "sms", words: "figures" });
  expect(channelOf({ phone: "mobile" }, ALL)).toEqual({ by: "sms", words: "fr" });
});

test("nobody is written to without a contract, and nobody with a telephone is left to chance", () => {
  const anyWay: fc.Arbitrary<ContactWay> = fc.record(
    {
      phone: fc.constantFrom("mobile" as const, "landline" as const),
      email: fc.boolean(),
      prefersCall: fc.boolean(),
      refusesSms: fc.boolean(),
      refusesMail: fc.boolean(),
      language: fc.constantFrom("fr", "ar", "ps"),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyWay, fc.boolean(), fc.boolean(), (way, sms, mail) => {
      const { by } = channelOf(way, { sms, mail });
      if (by === "sms") expect({ sms, phone: way.phone }).toEqual({ sms: true, phone: "mobile" });
      if (by === "mail") expect({ mail, email: way.email }).toEqual({ mail: true, email: true });
      if (by === "mail") expect(way.refusesMail).not.toBe(true);
      if (way.phone) expect(by).not.toBe("on-site");
      if (way.prefersCall && way.phone) expect(by).toBe("call");
    }),
  );
});
