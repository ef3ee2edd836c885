import { cleanup, screen, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { DeviceList } from "#components/staff/device/device-list.tsx";
import { NewDevice } from "#components/staff/device/new-device.tsx";
import { OrganisationInvitationCard } from "#components/staff/organisations/organisation-invitation-card.tsx";
import { CloseAccess } from "#components/staff/people/close-access.tsx";
import { InvitationCard } from "#components/staff/people/invitation-card.tsx";
import { DoorOfPlace } from "#components/staff/place/door-of-place.tsx";
import { HidePlace } from "#components/staff/place/hide-place.tsx";
import { instantOf } from "#lib/time/instant.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const NOW = instantOf("2026-11-27T09:00:00+01:00");
const PLACE = { id: "p", slug: "mairie", doorGeneration: 3, hidden: false };
const refused = (form: string, fields: Readonly<Record<string, string>> = {}): TypedForm => ({
  form,
  fields: { ...fields },
  refusals: { form: "not-allowed" },
});

const door = (typed?: TypedForm) => <DoorOfPlace href="/p" place={PLACE} typed={typed} />;
const hide = (typed?: TypedForm, change: Partial<Parameters<typeof HidePlace>[0]> = {}) => (
  <HidePlace href="/p" place={PLACE} coming={0} booked={0} next={[]} typed={typed} {...change} />
);
const devices = (typed?: TypedForm) => (
  <DeviceList
    places={[
      {
        id: "p",
        name: "Mairie",
        timeZone: "Europe/Paris",
        devices: ["Entrée", "Salle"].map((name) => ({ id: name, name, kind: "screen", enrolled: name === "Entrée" })),
      },
    ]}
    typed={typed}
    now={NOW}
  />
);
const colleague = (typed?: TypedForm) => (
  <InvitationCard
    invitation={{ id: "i", email: "a@ville.example", role: "reception", places: [], expires: NOW, over: false }}
    codePage="https://aide.example/invitation"
    typed={typed}
    organisation="ville"
  />
);
const organisation = (typed?: TypedForm) => (
  <OrganisationInvitationCard
    invitation={{ id: "i", becomes: "organisation", email: undefined, expires: NOW, opens: undefined }}
    at="/c"
    codePage="https://aide.example/invitation"
    typed={typed}
  />
);

const access = (typed?: TypedForm, change: { readonly dates?: number; readonly datesHref?: string } = {}) => (
  <CloseAccess action="/e/fermer" typed={typed} dates={63} datesHref={undefined} {...change}>
    <input type="hidden" name="organisation" value="ville" />
  </CloseAccess>
);

const ACTS: readonly (readonly [string, string, RegExp, ReactNode])[] = [
  ["Changer le code de la porte", "Oui, changer le code", /affiches déjà collées deviennent fausses/u, door()],
  ["Cacher le lieu", "Oui, cacher le lieu", /ne verront plus ce lieu/u, hide()],
  ["Retirer Entrée", "Oui, retirer Entrée", /s’arrête aussitôt/u, devices()],
  ["Retirer Salle", "Oui, retirer Salle", /Son code ne marchera plus/u, devices()],
  ["Retirer l’invitation", "Oui, retirer l’invitation", /déjà donnés ne marcheront plus/u, colleague()],
  ["Retirer l’invitation", "Oui, retirer l’invitation", /déjà donnés ne marcheront plus/u, organisation()],
  ["Fermer l’accès", "Oui, fermer l’accès", /63.dates à venir portent son nom/u, access()],
];

test.each(ACTS)("« %s » opens, says what it does, and asks once more: « %s »", (summary, yes, what, node) => {
  shown(node);
  const details = screen.getByText(summary).closest("details")!;
  expect(details.open).toBe(false);
  expect(within(details).getByText(what)).toBeDefined();
  expect(within(details).getByRole("button", { name: yes, hidden: true })).toHaveProperty("type", "submit");
  expect(screen.queryByRole("button", { name: summary })).toBeNull();
});

test("an act that was refused stands open with its reason, and the same act of another device does not", () => {
  const opened = (node: ReactNode) => {
    cleanup();
    shown(node);
    return [...document.querySelectorAll("details")].map(
      (one) => one.open && within(one).queryAllByRole("alert").length > 0,
    );
  };
  expect(opened(door(refused("porte")))).toEqual([true]);
  expect(opened(hide(refused("cacher")))).toEqual([true]);
  expect(opened(colleague(refused("retirer-i")))).toEqual([true]);
  expect(opened(devices(refused("retirer", { device: "Salle" })))).toEqual([false, true]);
});

test("before a place is hidden, its half-days and appointments to come are counted, and the first half-days named", () => {
  const next = [
    {
      id: "h",
      span: { start: instantOf("2026-11-30T09:00:00+01:00"), end: instantOf("2026-11-30T12:00:00+01:00") },
      timeZone: "Europe/Paris",
    },
  ] as unknown as Parameters<typeof HidePlace>[0]["next"];
  const { text } = shown(hide(undefined, { coming: 3, booked: 2, next }));
  expect(text).toContain("3 permanences y sont encore prévues");
  expect(text).toMatch(/Lundi 30 novembre.*de 9 h à 12 h/u);
  expect(text).toContain("et encore 2 autres");
  expect(text).toContain("2 rendez-vous y sont déjà pris.");
  cleanup();
  expect(shown(hide()).text).not.toMatch(/prévue|rendez-vous/u);
});

test("a device that waits for its code can get another, one that is set up cannot; the form says that a code is shown once", () => {
  shown(devices());
  const [only, ...others] = screen.getAllByRole("button", { name: "Nouveau code" });
  expect(others).toEqual([]);
  expect(new FormData(only!.closest("form")!).get("device")).toBe("Salle");
  const { text } = shown(<NewDevice places={[{ id: "p", name: "Mairie" }]} typed={undefined} formKey="k" />);
  expect(text).toContain("Un code s’affiche une seule fois, pour 10 minutes.");
});

test("before an access is closed, whoever plans is led to where its dates are handed over; without dates nothing is said", () => {
  const { text } = shown(access(undefined, { datesHref: "/coordination/equipe/a/dates" }));
  const link = screen.getByRole("link", { name: "Confier ses dates", hidden: true });
  expect(link.getAttribute("href")).toBe("/coordination/equipe/a/dates");
  expect(text).toContain("Elles seront à compléter.");
  cleanup();
  expect(shown(access(undefined, { dates: 0, datesHref: "/coordination/equipe/a/dates" })).text).not.toContain("dates");
});
