import { screen } from "@testing-library/react";
import {
  CodeForm,
  EmailForm,
  LinkForm,
  SignedIn,
  SignInError,
  CannotSendCodesNotice,
} from "#components/auth/sign-in.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";
import { FactorDue } from "#components/staff/second-factor/factor-due.tsx";
import { FactorField, RecoveryCodes, SetUpFactor } from "#components/staff/second-factor/second-factor-forms.tsx";
import { instantOf } from "#lib/time/instant.ts";

const formOf = (name: string): HTMLFormElement => screen.getByRole("button", { name }).closest("form")!;
const codeForm = (error?: string) => (
  <CodeForm
    email="a@exemple.fr"
    retour="/agenda"
    check="/connexion/code"
    again="/connexion/envoyer"
    startOver="/connexion"
    error={error}
  />
);

test("the address is asked by a plain form that remembers where to come back to", () => {
  shown(<EmailForm action="/connexion/envoyer" retour="/conseiller" />);
  const form = formOf("Recevoir un code");
  expect([form.method, form.getAttribute("action")]).toEqual(["post", "/connexion/envoyer"]);
  expect(new FormData(form).get("retour")).toBe("/conseiller");
  expect(screen.getByLabelText("Votre adresse mail").getAttribute("autocomplete")).toBe("username");
});

test("before anything is sent one reads that the address and the code are required, and how the address is written", () => {
  const hintOf = (label: RegExp) =>
    document.getElementById(screen.getByLabelText(label).getAttribute("aria-describedby") ?? "")?.textContent ?? "";
  shown(<EmailForm action="/connexion/envoyer" />);
  expect(hintOf(/adresse mail/)).toMatch(/^Obligatoire\..*Exemple\s: nom@exemple\.fr$/u);
  shown(codeForm());
  expect(hintOf(/Code à 6/)).toMatch(/^Obligatoire\./u);
});

test("a form that comes back holds the address as it was typed", () => {
  shown(<EmailForm action="/connexion/envoyer" typed="Nadia@exemple" error="Il y a trop de demandes sur le site." />);
  expect(new FormData(formOf("Recevoir un code")).get("email")).toBe("Nadia@exemple");
});

test("the code's field can be filled by the telephone and pasted into, spaces included", () => {
  shown(codeForm());
  const field = screen.getByLabelText(/Code à 6/) as HTMLInputElement;
  expect([field.autocomplete, field.inputMode, field.type]).toEqual(["one-time-code", "numeric", "text"]);
  expect(field.maxLength).toBeGreaterThanOrEqual("123 456".length);
  expect(formOf("Se connecter").getAttribute("action")).toBe("/connexion/code");
});

test("another code goes to the same address and keeps the way back", () => {
  shown(codeForm());
  const form = formOf("Envoyer un autre code");
  expect(Object.fromEntries(new FormData(form))).toEqual({ email: "a@exemple.fr", retour: "/agenda" });
});

test("a wrong code is explained beside its field", () => {
  shown(codeForm("Ce code n’est pas valable."));
  const field = screen.getByLabelText(/Code à 6/);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(
    field
      .getAttribute("aria-describedby")
      ?.split(" ")
      .map((id) => document.getElementById(id)?.textContent),
  ).toContain("Ce code n’est pas valable.");
});

test("where codes cannot be sent, the page says who gives an address to sign in, and no telephone of residents", () => {
  const { text } = shown(<CannotSendCodesNotice />);
  expect(text).toContain("Ici, aucun mail ne part.");
  expect(text).toContain("une adresse de connexion");
  expect(screen.queryByRole("link")).toBeNull();
});

test("whoever can only come back by an address reads so before they sign out, and nobody else does", () => {
  const { text } = shown(<SignedIn goOn="/conseiller" leave="/connexion/quitter?confirme=oui" needsLink />);
  expect(text).toContain("Sans mail, il faudra une adresse de connexion pour revenir.");
  expect(formOf("Se déconnecter quand même").getAttribute("action")).toBe("/connexion/quitter?confirme=oui");
  expect(shown(<SignedIn goOn="/conseiller" leave="/connexion/quitter" needsLink={false} />).text).not.toContain(
    "mail",
  );
});

test("what went wrong leads to the field that it is about, and is only said where there is no form", () => {
  shown(
    <>
      <SignInError sentence="Ce code n’est pas valable." field="code" />
      {codeForm("Ce code n’est pas valable.")}
    </>,
  );
  const link = screen.getByRole("link", { name: "Ce code n’est pas valable." });
  expect(document.getElementById(link.getAttribute("href")?.slice(1) ?? "")).toBe(screen.getByLabelText(/Code à 6/));
  const { container, text } = shown(<SignInError sentence="Il y a beaucoup de demandes." field={undefined} />);
  expect(text).toBe("Il y a beaucoup de demandes.");
  expect([container.querySelector("a"), container.querySelector("[role=alert]")]).toEqual([null, expect.anything()]);
});

test("a sign-in link asks for one touch, by a plain form", () => {
  shown(<LinkForm action="/connexion/lien/x/entrer" />);
  const form = formOf("Se connecter");
  expect([form.method, form.getAttribute("action")]).toEqual(["post", "/connexion/lien/x/entrer"]);
});

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
