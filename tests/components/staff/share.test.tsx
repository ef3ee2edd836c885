import { cleanup, screen, within } from "@testing-library/react";
import { CalendarSteps } from "#components/calendar/calendar-steps.tsx";
import { ShareAddress } from "#components/staff/share/share-address.tsx";
import { RenewShare, StopShare } from "#components/staff/share/share-end.tsx";
import { ShareFields } from "#components/staff/share/share-fields.tsx";
import { ShareFrame, snippetOf } from "#components/staff/share/share-frame.tsx";
import { ShareList } from "#components/staff/share/share-list.tsx";
import { ShareRequests } from "#components/staff/share/share-requests.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import type { ShareSelection } from "#lib/calendar/share.ts";
import { instantOf } from "#lib/time/instant.ts";
import { fieldsOfShare } from "#lib/wire/calendar/share.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const SHARE = {
  id: "0198c0de-0000-7000-8000-000000000001",
  name: "Permanences du sud",
  receiver: "CAF du Bas-Rhin",
  level: "open-hours",
  shows: { by: "places", places: "every" },
  ended: false,
} as const;
const ZONE = "Europe/Paris";
const plain = (text: string | null): string => (text ?? "").replaceAll("\u00a0", " ");

test("a share is listed with whom it is, what is seen and when it was last read, to the page where it is changed", () => {
  const read = { ...SHARE, id: "2", lastReadAt: instantOf("2026-11-24T08:05:00Z"), lastDay: "2026-12-31" };
  shown(<ShareList shares={[SHARE, read]} zone={ZONE} />);
  const [never, once] = screen.getAllByRole("listitem").map(({ textContent }) => plain(textContent));
  expect(never).toMatch(/Avec : CAF du Bas-Rhin.*Horaires et lieux · Tous les lieux.*Pas encore lu/);
  expect(once).toMatch(/Lu pour la dernière fois : .*24 novembre.*, entre 9 h et 10 h.*Jusqu’au .*31 décembre/);
  expect(screen.getAllByRole("link")[0]?.getAttribute("href")).toBe(`/coordination/partages/${SHARE.id}`);
});

test("the field of the e-mail says that none leaves where no mail leaves at all", () => {
  const hint = (mails: boolean) => {
    shown(
      <StaffForm form="f" action="/x" typed={undefined} submit="Enregistrer">
        {(field) => <ShareFields mails={mails} field={field} choices={{ places: [], series: [], topics: [] }} />}
      </StaffForm>,
    );
    const field = screen.getByLabelText(/^E-mail pour les annulations/u);
    const said = plain(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent ?? "");
    cleanup();
    return said;
  };
  expect(hint(true)).toMatch(/^Un mail y part si une permanence est annulée/u);
  expect(hint(false)).toMatch(/^D’ici, aucun mail ne part/u);
});

test("a series of the month is chosen by its weekday of the month, and one of every second week by that", () => {
  const monday = { place: "Neuhof", weekday: 1, startMinute: 540, endMinute: 720, everyWeeks: 1 };
  const series = [
    { ...monday, id: "1", nthOfMonth: -1 as const },
    { ...monday, id: "2", everyWeeks: 2 },
  ];
  shown(
    <StaffForm form="f" action="/x" typed={undefined} submit="Enregistrer">
      {(field) => <ShareFields mails field={field} choices={{ places: [], series, topics: [] }} />}
    </StaffForm>,
  );
  const said = [...document.querySelectorAll("label")].map(({ textContent }) => plain(textContent));
  expect(said).toContain("Neuhof : le dernier lundi du mois, de 9 h à 12 h");
  expect(said).toContain("Neuhof : lundi, de 9 h à 12 h, toutes les 2 semaines");
});

test("what a share shows stands in its form as it was chosen", () => {
  const stands = (shows: ShareSelection) => {
    const { name: _, level: _level, expiresOn: _on, toldEmail: _to, ...fields } = fieldsOfShare({ ...SHARE, shows });
    return fields;
  };
  expect(stands({ by: "places", places: "every" })).toEqual({ by: "every" });
  expect(stands({ by: "places", places: ["a"] })).toEqual({ by: "places", "place:a": "on" });
  expect(stands({ by: "series", series: ["b"] })).toEqual({ by: "series", "series:b": "on" });
  expect(stands({ by: "topics", topics: ["caf"] })).toEqual({ by: "topics", "topic:caf": "on" });
});

test("the text to paste holds the address and the name of the share, and nothing that would end it", () => {
  const text = snippetOf("https://permanences.example/integrer/k", `CAF "sud" <b> & cie`);
  const inside = document.createElement("div");
  inside.innerHTML = text;
  expect(inside.childElementCount).toBe(1);
  const frame = inside.querySelector("iframe");
  expect([frame?.getAttribute("src"), frame?.title]).toEqual([
    "https://permanences.example/integrer/k",
    `CAF "sud" <b> & cie`,
  ]);
  shown(
    <ShareFrame
      href="/p"
      frame="https://p.example/k"
      title="CAF"
      stored={{ origins: "https://a.example\nhttps://b.example" }}
      typed={undefined}
    />,
  );
  expect(screen.getByLabelText<HTMLTextAreaElement>(/Les sites qui peuvent/).value).toBe(
    "https://a.example\nhttps://b.example",
  );
});

test("what a partner asks for has a way to write and to call, a new share filled in with it, and a no", () => {
  const asked = { id: "r", sender: "Association", purpose: "Orienter", at: instantOf("2026-11-24T08:05:00Z") };
  shown(
    <ShareRequests
      requests={[{ ...asked, email: "a@b.example", phone: "+33388000000" }]}
      slug="ville"
      zone={ZONE}
      days={90}
      typed={undefined}
    />,
  );
  const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(links).toEqual([
    "mailto:a@b.example",
    "tel:+33388000000",
    "/coordination/partages/creer?organisation=ville&demande=r",
  ]);
  expect(screen.getByRole("button", { name: "Refuser" }).closest("form")?.getAttribute("action")).toBe(
    "/coordination/partages/demandes/refuser",
  );
});

test("Outlook and Google have three steps each, said in words; the drawings are for the eye alone", () => {
  const { container } = shown(<CalendarSteps />);
  for (const details of container.querySelectorAll("details")) details.open = true;
  expect([...container.querySelectorAll("summary")].map(({ textContent }) => textContent)).toEqual([
    "Dans Outlook",
    "Dans Google Agenda",
  ]);
  expect(container.querySelectorAll("li")).toHaveLength(6);
  expect([...container.querySelectorAll("svg")].every((svg) => svg.getAttribute("aria-hidden") === "true")).toBe(true);
});

const ADDRESSES = { page: "https://p.example/agenda/s", feed: "https://p.example/agenda/s.ics" };
const address = (askedBy?: Parameters<typeof ShareAddress>[0]["askedBy"]) =>
  shown(
    <ShareAddress
      receiver="CAF du Bas-Rhin"
      askedBy={askedBy}
      addresses={ADDRESSES}
      zone={ZONE}
      days={90}
      steps={null}
    />,
  );

test("a share that was asked for says to whom its address goes: who asked, how to reach them, what for", () => {
  const at = instantOf("2026-11-24T08:05:00Z");
  const { text } = address({
    sender: "Caf 67",
    email: "a@caf.example",
    phone: "+33388000000",
    purpose: "Orienter",
    at,
  });
  expect(text).toMatch(/À donner à : Caf 67.*Orienter.*Demande du 24 novembre 2026\. Effacée après 90 jours/);
  const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(links).toEqual(["mailto:a@caf.example", "tel:+33388000000", ADDRESSES.page]);
  cleanup();
  expect(address().text).toContain("À donner à : CAF du Bas-Rhin");
});

test("the page to read is copied first, then the address for calendar programs", () => {
  address();
  const fields = screen.getAllByRole<HTMLInputElement>("textbox");
  expect(fields.map(({ value }) => value)).toEqual([ADDRESSES.page, ADDRESSES.feed]);
  expect(screen.getByLabelText(/La page à lire/)).toBe(fields[0]);
  expect(screen.getByLabelText(/Pour Outlook ou Google/)).toBe(fields[1]);
});

test("another address and the end of a share are asked once more, each apart", () => {
  shown(<RenewShare href="/p" typed={undefined} generation={3} />);
  shown(<StopShare href="/p" typed={undefined} />);
  for (const [summary, button, action] of [
    ["Changer l’adresse", "Oui, changer l’adresse", "/p/renouveler"],
    ["Arrêter ce partage", "Oui, arrêter ce partage", "/p/arreter"],
  ] as const) {
    const details = screen.getByText(summary).closest("details")!;
    expect(details.open).toBe(false);
    const yes = within(details).getByRole("button", { name: button, hidden: true });
    expect(yes.closest("form")?.getAttribute("action")).toBe(action);
  }
});
