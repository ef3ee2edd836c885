import { screen, within } from "@testing-library/react";
import { NumberToCall } from "#components/staff/number-to-call.tsx";
import { SmsOfNumber } from "#components/queue/sms-of-number.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

type Given = Parameters<typeof SmsOfNumber>[0];
function page(sms: Given["sms"], after?: Given["after"]) {
  const { text } = shown(<SmsOfNumber sms={sms} sends="sms" action="/suivi/s/sms" after={after} />);
  const region = screen.getByRole("region", { name: "Me prévenir par SMS" });
  return { text, region, details: region.querySelector("details"), forms: region.querySelectorAll("form") };
}

const TOLD = { is: "told", ends: "78" } as const;

test("whoever has a number opens one field, and nothing has to be filled in", () => {
  const { details, forms, region } = page({ is: "offered" });
  expect(details?.open).toBe(false);
  expect([...forms].map((form) => [form.method, form.getAttribute("action")])).toEqual([["post", "/suivi/s/sms"]]);
  expect(within(region).getByLabelText("Téléphone portable")).toMatchObject({ type: "tel", name: "phone" });
});

test("whoever is told reads the end of the number alone, and stops it with one button", () => {
  const { text, region, details } = page(TOLD);
  expect(text).toContain("au téléphone qui finit par 78.");
  expect(details).toBeNull();
  expect(within(region).getByRole("button", { name: "Ne plus recevoir de SMS" })).toMatchObject({ name: "stop" });
});

test.each([
  ["no-mobile", "Un SMS n’y arrive pas."],
  ["phone-wrong", "n’est pas valable."],
  ["personal-number-refused", "numéro de sécurité sociale"],
] as const)("of %s the field is open again, with why beside it", (after, why) => {
  const { details, region } = page({ is: "offered" }, after);
  expect(details?.open).toBe(true);
  const described = within(region).getByLabelText("Téléphone portable").getAttribute("aria-describedby") ?? "";
  const said = described.split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
  expect(said.join(" ")).toContain(why);
});

test("that it is noted is announced", () => {
  page(TOLD, "done");
  expect(screen.getByRole("status").textContent).toContain("On vous prévient par SMS");
});

test("why not is announced where it belongs to no field", () => {
  page({ is: "offered" }, "busy");
  expect(screen.getByRole("alert").textContent).not.toBe("");
});

test("an SMS that did not arrive is said, and another telephone can be left", () => {
  const { text, details, forms } = page({ ...TOLD, failed: true });
  expect(text).toContain("Un SMS n’est pas arrivé.");
  expect(details).not.toBeNull();
  expect(forms).toHaveLength(2);
});

test("the team reads which number, what it would have been told, why not, and whom to call", () => {
  const { text } = shown(
    <NumberToCall number={12} place="Neuhof" unheard="called" why="unreachable" phone="+33612345678" />,
  );
  for (const said of ["Numéro 12", "Neuhof", "On a appelé son numéro.", "personne n’a été joint", "06 12 34 56 78"])
    expect(text).toContain(said);
});
