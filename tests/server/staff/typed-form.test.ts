import { plusMinutes, instantOf } from "#lib/time/instant.ts";
import { openTyped, sealTyped } from "#lib/server/typed-form.ts";

const NOW = instantOf("2026-11-20T10:00:00+01:00");
const form = { form: "place", fields: { name: "Mairie du Neuhof" }, refusals: { name: "missing" } };

test("a refused form of the team comes back as it was typed, for half an hour", () => {
  const sealed = sealTyped(form, NOW, "reader");
  expect(openTyped(sealed, plusMinutes(NOW, 29), "reader")).toEqual(form);
  expect(openTyped(sealed, plusMinutes(NOW, 30), "reader")).toBeUndefined();
});

test("it opens for its reader alone", () => {
  const sealed = sealTyped(form, NOW, "reader");
  for (const another of [undefined, "", "another"]) expect(openTyped(sealed, NOW, another)).toBeUndefined();
});

test("without a reader the refusals come back to everybody, and nothing that was typed", () => {
  const sealed = sealTyped(form, NOW, undefined);
  for (const reader of [undefined, "reader"]) expect(openTyped(sealed, NOW, reader)).toEqual({ ...form, fields: {} });
});

test("a text that was altered, cut or is missing opens nothing", () => {
  for (const text of [undefined, "", sealTyped(form, NOW, "reader").slice(0, -4), "A".repeat(200)])
    expect(openTyped(text, NOW, "reader")).toBeUndefined();
});
