import { screen, within } from "@testing-library/react";
import { WayToTell } from "#components/booking/way-to-tell.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

const MOBILE = { by: "sms", phone: "mobile", prefersCall: false, refusesSms: false, refusesMail: false } as const;
type Given = Partial<Parameters<typeof WayToTell>[0]["way"]>;
function told(given: Given = {}, after?: "done" | "not-found") {
  const { text } = shown(<WayToTell way={{ ...MOBILE, ...given }} action="/rendez-vous/s/prevenir" after={after} />);
  const region = screen.getByRole("region", { name: "Comment vous joindre" });
  const buttons = within(region)
    .queryAllByRole<HTMLButtonElement>("button")
    .map(({ name, value, textContent }) => [name, value, textContent]);
  return { text, buttons };
}

test.each<[Given, RegExp, string[]]>([
  [{}, /Par SMS\./u, ["call", "no-sms"]],
  [{ by: "call", prefersCall: true }, /Par un appel\./u, ["message"]],
  [{ by: "call", refusesSms: true }, /Par un appel, si besoin\./u, ["call", "sms"]],
  [{ by: "call", phone: "landline" }, /Par un appel, si besoin\./u, ["call"]],
  [{ by: "call", prefersCall: true, refusesSms: true }, /Par un appel\./u, ["message"]],
  [{ by: "mail", phone: "none" }, /Par e-mail\./u, ["no-mail"]],
  [{ by: "mail", phone: "mobile", refusesSms: true }, /Par e-mail\./u, ["call", "sms", "no-mail"]],
  [{ by: "on-site", phone: "none", refusesMail: true }, /Sur place\./u, ["mail"]],
  [{ by: "on-site", phone: "none" }, /Sur place\./u, []],
])("of %j is said how, and what may be changed", (given, said, values) => {
  const { text, buttons } = told(given);
  expect(text).toMatch(said);
  expect(buttons.map(([, value]) => value)).toEqual(values);
  expect(buttons.every(([name]) => name === "way")).toBe(true);
});

test("what was changed is said, and why it was not", () => {
  expect(told({}, "done").text).toContain("C’est noté.");
  expect(screen.getByRole("status")).toBeDefined();
});

test("a change that was refused says so", () => {
  expect(told({}, "not-found").text).toContain("Rien n’a changé.");
  expect(screen.getByRole("alert")).toBeDefined();
});
