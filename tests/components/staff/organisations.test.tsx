import { screen, within } from "@testing-library/react";
import { InviteOrganisation } from "#components/staff/organisations/invite-organisation.tsx";
import { NewOrganisationFields } from "#components/staff/organisations/new-organisation-fields.tsx";
import { OrganisationInvitationCard } from "#components/staff/organisations/organisation-invitation-card.tsx";
import { OrganisationList } from "#components/staff/organisations/organisation-list.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { instantOf } from "#lib/time/instant.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { InvitationMail } from "#components/staff/people/invitation-mail.tsx";
import type { MailOfInvitation, Becomes } from "#lib/access/invitation.ts";

const form = (becomes: Becomes, withMail: boolean, sentTo?: string) => (
  <StaffForm form="organisation" action="/installation/x/accepter" typed={undefined} values={{}} submit="Créer">
    {(field) => (
      <NewOrganisationFields
        field={field}
        becomes={becomes}
        departments={[{ value: "35", label: "35 · Ille-et-Vilaine" }]}
        address="https://aide.example/chez/"
        withMail={withMail}
        sentTo={sentTo}
      />
    )}
  </StaffForm>
);
const fields = (): readonly string[] =>
  [...document.querySelectorAll<HTMLInputElement>("input, select")].map(({ name }) => name);

test("the form of an organisation asks for its service and for its first person, and tells who is locked out what to do", () => {
  shown(form("organisation", false));
  expect(fields()).toEqual(["name", "slug", "kind", "department", "person", "email"]);
  const hint = screen.getByLabelText("Nom dans les adresses").getAttribute("aria-describedby") ?? "";
  expect(document.getElementById(hint)?.textContent).toContain("https://aide.example/chez/");
  expect(screen.getByText(/npm run sign-in-link/u)).toBeDefined();
});

test("who invites reads that the home page will show both, and where their own stays", () => {
  const { text } = shown(
    <InviteOrganisation action="/x" typed={undefined} withMail={false} ownPages="https://aide.example/chez/rennes" />,
  );
  expect(text).toContain("La page d’accueil montrera alors les deux.");
  expect(text).toContain("La vôtre reste à https://aide.example/chez/rennes.");
});

test("where mail is set up nobody needs the technician to come back", () => {
  shown(form("organisation", true));
  expect(screen.queryByText(/npm run sign-in-link/u)).toBeNull();
});

test("the address that an invitation was sent to cannot be changed, and the form says so", () => {
  shown(form("organisation", true, "mairie@nouvoitou.example"));
  const address = screen.getByLabelText<HTMLInputElement>("Votre adresse mail");
  expect([address.readOnly, address.value]).toEqual([true, "mairie@nouvoitou.example"]);
  const hint = document.getElementById(address.getAttribute("aria-describedby") ?? "");
  expect(hint?.textContent).toBe("L’invitation est pour cette adresse. Demandez-en une autre pour en changer.");
});

test("the form of a partner is shorter", () => {
  shown(form("partner", true));
  expect(fields()).toEqual(["name", "slug", "kind", "email"]);
});

test("each organisation is listed with its pages, its places and what it has still to do", () => {
  const village = {
    id: "1",
    pages: "/chez/nouvoitou",
    name: "Mairie de Nouvoitou",
    service: "Aide Nouvoitou",
    ownHost: undefined,
    hosts: false,
  };
  shown(
    <OrganisationList
      action="/coordination/collectivites/adresse"
      typed={undefined}
      organisations={[
        { ...village, runsPermanences: true, partner: false, places: 2, missing: ["telephone"] },
        { ...village, id: "2", service: "CAF", runsPermanences: false, partner: true, places: 0, missing: ["share"] },
      ]}
    />,
  );
  const [organisation, partner] = screen.getAllByRole("heading").map((one) => within(one.closest<HTMLElement>("li")!));
  expect(organisation?.getByText("À compléter")).toBeDefined();
  expect(organisation?.getByText("Le téléphone manque.")).toBeDefined();
  expect(organisation?.getByText(/2 lieux/u)).toBeDefined();
  expect(organisation?.getByRole("link").getAttribute("href")).toBe("/chez/nouvoitou");
  expect(partner?.getByText(/Aucun partage\./u)).toBeDefined();
  expect(partner?.getByRole("link", { name: "Partager un agenda" }).getAttribute("href")).toBe(
    "/coordination/partages/creer?avec=2",
  );
});

const NOUVOITOU = {
  id: "1",
  pages: "/chez/nouvoitou",
  ownHost: "aide.nouvoitou.example",
  name: "Nouvoitou",
  service: "Aide Nouvoitou",
  runsPermanences: true,
  partner: false,
  hosts: false,
  places: 2,
  missing: [],
} as const;
const listed = (typed?: TypedForm) => (
  <OrganisationList
    organisations={[NOUVOITOU, { ...NOUVOITOU, id: "2", name: "Vern", service: "Vern", ownHost: undefined }]}
    action="/coordination/collectivites/adresse"
    typed={typed}
  />
);
const hostFields = () => screen.getAllByLabelText<HTMLInputElement>("Nom de domaine");
const isOpen = (field: HTMLElement) => field.closest("details")?.open;

test("each organisation says its host name, and has a closed form that changes its own", () => {
  shown(listed());
  expect(hostFields().map((field) => [field.value, isOpen(field)])).toEqual([
    ["aide.nouvoitou.example", false],
    ["", false],
  ]);
  expect(screen.getByText("aide.nouvoitou.example")).toBeDefined();
  const posted = new FormData(hostFields()[1]!.form!);
  expect([...posted.entries()]).toEqual([
    ["opened", '{"host":""}'],
    ["organisation", "2"],
    ["host", ""],
  ]);
});

test("a refused host name comes back as it was typed in the form of that organisation, open, with its reason", () => {
  shown(
    listed({
      form: "adresse",
      fields: { organisation: "2", host: "aide.nouvoitou.example" },
      refusals: { host: "host-taken" },
    }),
  );
  const [first, second] = hostFields();
  expect([isOpen(first!), isOpen(second!), second?.value]).toEqual([false, true, "aide.nouvoitou.example"]);
  expect(document.getElementById("adresse-2-host-error")?.textContent).toBe(
    "Une autre collectivité a déjà cette adresse.",
  );
  expect(document.getElementById("adresse-1-host-error")).toBeNull();
});

const invitation = {
  id: "i1",
  becomes: "organisation",
  email: undefined,
  expires: instantOf("2026-12-04T09:00:00+01:00"),
  opens: { link: "https://aide.example/installation/x", code: "7KQF-2MWX-9CDT" },
} as const;
const card = (changes: Partial<Parameters<typeof OrganisationInvitationCard>[0]["invitation"]>) => (
  <OrganisationInvitationCard
    invitation={{ ...invitation, ...changes }}
    at="/coordination/collectivites"
    codePage="https://aide.example/invitation"
    typed={undefined}
  />
);

test("an invitation without a mail shows its address and its code at once, and can be renewed or taken back", () => {
  shown(card({}));
  expect(screen.getByText("https://aide.example/installation/x").closest("details")?.open).toBe(true);
  expect(screen.getByText("7KQF-2MWX-9CDT")).toBeDefined();
  const posted = new FormData(
    screen.getByRole("button", { name: "Oui, retirer l’invitation", hidden: true }).closest("form")!,
  );
  expect(posted.get("invitation")).toBe("i1");
  const renewed = screen.getByRole("button", { name: "Renouveler" }).closest("form")!;
  expect(new FormData(renewed).get("invitation")).toBe("i1");
  expect(renewed.getAttribute("action")).toMatch(/\/coordination\/collectivites\/renouveler$/u);
});

test("one that has ended says so and shows nothing that would open it", () => {
  shown(card({ email: "mairie@nouvoitou.example", opens: undefined }));
  expect(screen.getByText("mairie@nouvoitou.example")).toBeDefined();
  expect(screen.getByText("Cette invitation est finie. Renouvelez-la.")).toBeDefined();
  expect(screen.queryByText(/7KQF/u)).toBeNull();
});

describe("the mail of an invitation", () => {
  const at = instantOf("2026-11-24T09:12:00+01:00");

  test.each<[MailOfInvitation["is"], string]>([
    ["leaving", "Le mail part."],
    ["late", "Le mail n’est pas encore parti. On réessaie. C’est pressé ? Lisez le code à voix haute."],
    ["sent", "Mail parti le mardi 24 novembre à 9 h 12. Rien reçu ? Demandez de regarder dans les indésirables."],
    ["refused", "Cette boîte a refusé le mail. Adresse fausse ? Retirez l’invitation. Invitez la bonne adresse."],
    ["failed", "Le serveur de mail n’a pas répondu. Lisez le code à voix haute, ou renouvelez."],
    ["unknown", "On ne sait pas si le mail est parti. Demandez si c’est arrivé. Sinon, renouvelez."],
  ])("of a mail that is %s the page says so, and what to do", (is, sentences) => {
    const { text } = shown(<InvitationMail is={is} at={at} />);
    expect(text.replaceAll(/[\u00a0\u202f]/gu, " ").trim()).toBe(sentences);
  });
});
