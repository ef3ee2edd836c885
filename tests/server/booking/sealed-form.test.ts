import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { openForm, sealForm } from "#lib/server/booking/sealed-form.ts";
import { sealKey, unsealKey } from "#lib/server/idempotency.ts";

const NOW = instantOf("2026-11-20T10:00:00+01:00");
const form = {
  permanence: "p",
  startsAt: "2026-11-23T09:30:00+01:00",
  name: "Ayse Yilmaz",
  phone: "06 12 34",
  email: "",
  refusals: ["phone-wrong"],
};

test("a form comes back as it was typed, for half an hour", () => {
  const sealed = sealForm(form, NOW);
  expect(openForm(sealed, plusMinutes(NOW, 29))).toEqual(form);
  expect(openForm(sealed, plusMinutes(NOW, 30))).toBeUndefined();
});

test("its text shows nothing of what was typed, and is another each time", () => {
  const sealed = sealForm(form, NOW);
  expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toMatch(/phone|06 12|Ayse|Yilmaz/);
  expect(sealed).toMatch(/^[\w-]+$/);
  expect(sealForm(form, NOW)).not.toBe(sealed);
});

test("a text that was altered, cut or made up opens nothing", () => {
  const sealed = sealForm(form, NOW);
  const altered = `${sealed.slice(0, 60)}${sealed[60] === "A" ? "B" : "A"}${sealed.slice(61)}`;
  for (const text of ["", "x", altered, sealed.slice(0, -4), `${sealed}AAAA`, "A".repeat(200)])
    expect(openForm(text, NOW)).toBeUndefined();
});

test("a form opens as no key and a key as no form, though one secret closed both", () => {
  const key = "01935f3e-0000-7000-8000-000000000001";
  const closed = sealKey(key, NOW) ?? "";
  expect([unsealKey(closed, NOW), openForm(closed, NOW)]).toEqual([key, undefined]);
  expect(unsealKey(sealForm(form, NOW), NOW)).toBeUndefined();
});
