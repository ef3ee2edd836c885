import { screen } from "@testing-library/react";
import { FactorDue } from "#components/staff/second-factor/factor-due.tsx";
import { FactorField, RecoveryCodes, SetUpFactor } from "#components/staff/second-factor/second-factor-forms.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const toSetUp = {
  letters: "ABCDEFGH23456722ABCDEFGH23456722",
  address: "otpauth://totp/Rennes?secret=ABCDEFGH23456722",
};

test("to set a second factor up there are a QR code, the same as a link and in letters, and a field for the code", () => {
  shown(<SetUpFactor action="/moi/second-facteur/activer" toSetUp={toSetUp} typed={undefined} />);
  screen.getByRole("img", { name: "Code QR pour l’application de codes" });
  expect(screen.getByRole("link", { name: /ouvrir l’application/u }).getAttribute("href")).toBe(toSetUp.address);
  screen.getByText("ABCD EFGH 2345 6722 ABCD EFGH 2345 6722");
  const field = screen.getByLabelText("Code à 6 chiffres");
  expect(field.getAttribute("autocomplete")).toBe("one-time-code");
  expect(field.getAttribute("inputmode")).toBe("numeric");
  expect(field.closest("form")?.getAttribute("action")).toBe("/moi/second-facteur/activer");
});

test("a refused code is said beside its field", () => {
  const typed = { form: "activer", fields: {}, refusals: { code: "wrong-code" } };
  shown(<SetUpFactor action="/moi/second-facteur/activer" toSetUp={toSetUp} typed={typed} />);
  const described = screen.getByLabelText("Code à 6 chiffres").getAttribute("aria-describedby") ?? "";
  const said = described.split(" ").map((id) => document.getElementById(id)?.textContent);
  expect(said).toContainEqual(expect.stringMatching(/n’est pas valable/u));
});

test("a code with spaces, or a recovery code in groups, has room in its field", () => {
  const parts = { id: "a", name: "code", defaultValue: "", error: undefined, label: "Code", hint: "Six chiffres" };
  shown(<FactorField {...parts} />);
  expect(Number(screen.getByLabelText("Code").getAttribute("maxlength"))).toBeGreaterThanOrEqual(20);
});

test("recovery codes are shown in groups of four, and it is said that each works once", () => {
  shown(<RecoveryCodes codes={["123456789012", "000011112222"]} />);
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "1234 5678 9012",
    "0000 1111 2222",
  ]);
  screen.getByText(/Chacun marche une fois/u);
  screen.getByText(/Cette page les montre encore dix minutes, puis plus jamais\./u);
});

test("by when it has to be set up is said, with the way there; nothing when it need not", () => {
  shown(<FactorDue due={instantOf("2026-12-04T09:00:00Z")} link />);
  screen.getByText(/avant le .*4 décembre/u);
  expect(screen.getByRole("link", { name: "Activer le second facteur" }).getAttribute("href")).toBe(
    "/moi/second-facteur",
  );
});
