import { cleanup, screen } from "@testing-library/react";
import { AfterDisruption } from "#components/staff/disruption/after-disruption.tsx";
import { Announce } from "#components/staff/disruption/announce.tsx";
import { DisruptionEffect } from "#components/staff/disruption/disruption-effect.tsx";
import { HoldAgain } from "#components/staff/disruption/hold-again.tsx";
import { OwnDisruption } from "#components/staff/disruption/own-disruption.tsx";
import { OwnDisruptionEffect } from "#components/staff/disruption/own-disruption-effect.tsx";
import { ShortDesks } from "#components/staff/disruption/short-desks.tsx";
import {
  NO_DOORS,
  NO_TEAM,
  NOBODY_TO_TELL,
  type DoorsToTell,
  type SettledHalfDay,
  type TeamToTell,
} from "#lib/booking/disruption.ts";
import { instantOf } from "#lib/time/instant.ts";
import { readAnnounced } from "#lib/wire/planning/disruption-form.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

afterEach(cleanup);

const at = (hour: string) => instantOf(`2027-03-01T${hour}:00+01:00`);
const DAY = { day: "2027-03-01", today: "2027-03-01", timeZone: "Europe/Paris" };
const named = {
  permanence: "p1",
  place: "Neuhof",
  localDate: "2027-03-01",
  span: { start: at("09:00"), end: at("12:00") },
  timeZone: "Europe/Paris",
};

describe("what a remedy would do", () => {
  const settled = (change: Partial<SettledHalfDay>): SettledHalfDay => ({
    ...named,
    kind: "fewer-desks",
    kept: 0,
    offers: [],
    without: 0,
    desks: 1,
    people: [],
    toTell: NOBODY_TO_TELL,
    version: "v",
    ...change,
  });
  const said = (
    change: Partial<SettledHalfDay>,
    doors: DoorsToTell = NO_DOORS,
    team: TeamToTell = NO_TEAM,
    toTell = NOBODY_TO_TELL,
  ) =>
    shown(
      <DisruptionEffect
        effect={{ settled: [settled(change)], refused: [], closures: [], toTell, doors, team }}
        action="/voir"
        typed={undefined}
        fields={{}}
      />,
    ).text;

  test("says that no appointment changes where nobody is booked, and no figure of nothing", () => {
    const text = said({});
    expect(text).toContain("Aucun rendez-vous n’y changera.");
    expect(text).not.toMatch(/\b0\b|gardera son heure/u);
  });

  test("says « ira » of one who takes over, and « iront » of several", () => {
    expect(said({ kind: "replace", people: ["A. B."] })).toContain("A. B. ira");
    expect(said({ kind: "replace", people: ["A. B.", "C. D."] })).toContain("A. B. et C. D. iront");
  });

  test("counts the mails and calls to contacts on site, and does not say that nobody is to be called while one is", () => {
    const text = said({}, { mail: 2, calls: 1 });
    expect(text).toMatch(
      /^Aucun habitant à prévenir2 e-mails pour l’avis à la porte, envoyés aux contacts des lieux1 appel à faire pour l’avis à la porte, au contact du lieu/u,
    );
    expect(text).not.toContain("Aucun appel à faire");
    cleanup();
    expect(said({}, { mail: 1, calls: 0 })).toMatch(/^Aucun appel à faire1 e-mail pour l’avis/u);
  });

  test("counts the calls to colleagues, those who gave no telephone, and the messages that wait for eight", () => {
    const text = said({}, NO_DOORS, { ...NO_TEAM, calls: 1, none: 2 });
    expect(text).toMatch(
      /^Aucun habitant à prévenir1 appel à faire à l’équipe2 collègues sans téléphone : à prévenir autrement/u,
    );
    expect(text).not.toContain("ne part la nuit");
    cleanup();
    const ways = { ...NOBODY_TO_TELL, sms: 2, later: 1 };
    expect(said({}, NO_DOORS, { ...NO_TEAM, mail: 3, later: 2 }, ways)).toMatch(
      /2 SMS, envoyés par le site3 e-mails à l’équipe, envoyés par le site3 messages partiront à 8.h : rien ne part la nuit\./u,
    );
  });

  test("says who keeps their hour, and nothing of that where everybody has another", () => {
    expect(said({ kept: 2 })).toContain("2 personnes garderont leur heure.");
    cleanup();
    const text = said({ offers: [{ former: at("09:00"), hour: at("09:30") }] });
    expect(text).toContain("Une autre heure sera proposée à 1 personne.");
    expect(text).not.toMatch(/garde|Aucun rendez-vous/u);
  });
});

describe("what is left after it", () => {
  const after = (change: Partial<Parameters<typeof AfterDisruption>[0]>) =>
    shown(
      <AfterDisruption
        halfDays={[]}
        doors={[]}
        ways={NOBODY_TO_TELL}
        team={[]}
        teamByMail={false}
        refused={[]}
        posters={[]}
        next={undefined}
        again="/imprevu"
        planning="/planning"
        {...change}
      />,
    ).text;

  test("says once that no resident is to be called", () => {
    expect(after({})).toBe("Aucun appel à faireRetour au planning");
  });

  test("says of a colleague when their mail leaves until it has, and by which telephone they are called", () => {
    const comes = { ...named, name: "E. F.", comes: true, answer: "none" as const };
    const team = (one: object) => after({ teamByMail: true, team: [{ ...comes, ...one }] });
    expect(team({ leaves: "morning", phone: "+33612345678" })).toMatch(
      /E\. F\. y vaUn mail partira à 8.h\.06 12 34 56 78/u,
    );
    expect(screen.getByRole("link", { name: /06/u }).getAttribute("href")).toBe("tel:+33612345678");
    cleanup();
    expect(team({ leaves: "soon" })).toContain("Un mail part dans quelques minutes.Téléphone non donné.");
    cleanup();
    expect(team({})).toContain("Pas encore de réponse : appelez.");
    cleanup();
    expect(team({ answer: "seen" })).not.toContain("Téléphone");
  });

  test("says of each door who on site is mailed the notice and whom to ring, and to whom nobody is that it is to be sent on", () => {
    const door = { place: "Neuhof", address: "/lieux/neuhof/avis?jour=2027-03-01" };
    const desk = { id: "c1", role: "Accueil", byMail: true };
    const guard = { id: "c2", role: "Gardien", byMail: false, phone: "+33388123456" };
    const text = after({ doors: [{ ...door, contacts: [desk, guard] }] });
    expect(text).toMatch(
      /^Aucun habitant à prévenir.*Avis pour la porte.*NeuhofAccueilL’avis lui est envoyé par e-mail\.\s?GardienÀ appeler pour l’avis : 03 88 12 34 56/u,
    );
    expect(text).not.toContain("À envoyer au contact du lieu");
    cleanup();
    expect(after({ doors: [{ ...door, contacts: [] }] })).toMatch(
      /^Aucun appel à faire.*À envoyer au contact du lieu, ou à imprimer\./u,
    );
  });

  test("says who has not answered the mail and is to be called", () => {
    const text = after({
      teamByMail: true,
      team: [
        { ...named, name: "Remplacement 1", comes: true, answer: "none" },
        { ...named, permanence: "p2", name: "Conseiller 2", comes: true, answer: "cannot" },
        { ...named, permanence: "p3", name: "Conseiller 3", comes: false, answer: "seen" },
      ],
    });
    expect(text).toContain("Un mail leur part tout seul. Appelez qui n’a pas répondu.");
    expect(text).toMatch(
      /Remplacement 1 y va.*Pas encore de réponse.*Conseiller 2 y va.*ne peut pas.*Conseiller 3 n’y va plus.*A répondu\s: vu/u,
    );
  });

  test("names the colleagues who come now and those who no longer do, and that no message leaves", () => {
    const text = after({
      team: [
        { ...named, name: "Remplacement 1", comes: true, answer: "none" as const },
        { ...named, permanence: "p2", name: "Conseiller 2", comes: false, answer: "none" as const },
      ],
    });
    expect(text).toMatch(
      /^Aucun habitant à prévenir.*À dire à l’équipe.*aucun message ne part tout seul.*lundi 1er mars · De 9 h à 12 hNeuhofRemplacement 1 y va.*Conseiller 2 n’y va plus/u,
    );
  });
});

test("desks at which somebody is missing are counted, with the way to the week, and nothing is said where there is none", () => {
  expect(shown(<ShortDesks count={5} week="/coordination/planning?completer=1" />).text).toContain(
    "Il manque quelqu’un à 5 tables.",
  );
  expect(screen.getByRole("link", { name: "Voir la semaine" }).getAttribute("href")).toMatch(/completer=1$/u);
  cleanup();
  expect(shown(<ShortDesks count={0} week="/coordination/planning" />).text).toBe("");
});

test("the day has a button of its own that shows it, and each of the two sends the whole form", () => {
  const held = { ...DAY, people: [], places: [], toSettle: [], short: 0, more: false };
  shown(<Announce held={held} announced={readAnnounced({})} slug="ville" href="/coordination/imprevu" />);
  const [day, all] = ["Afficher ce jour", "Voir les permanences à régler"].map((name) =>
    screen.getByRole("button", { name }).closest("form"),
  );
  expect(screen.getByLabelText("Quel jour").closest("form")).toBe(day);
  expect(all).toBe(day);
  expect(day?.getAttribute("action")).toMatch(/\/coordination\/imprevu$/u);
  expect(new FormData(day ?? undefined).get("voir")).toBe("1");
});

describe("what it does that a half-day ends early", () => {
  const said = (kept: number, cancelled: number) => {
    const effect = {
      ...named,
      slug: "neuhof",
      kind: "ends-early" as const,
      until: at("11:00"),
      kept,
      cancelled,
      waiting: 0,
      others: [],
      toTell: NOBODY_TO_TELL,
      doors: NO_DOORS,
      version: "v",
    };
    return shown(<OwnDisruptionEffect effect={effect} action="/voir" typed={undefined} fields={{}} />).text;
  };

  test("counts the appointments that stay and those that do not, and leaves out what there is none of", () => {
    expect(said(2, 1)).toContain("Fin à 11 h. 2 rendez-vous seront gardés. 1 rendez-vous sera annulé.");
    cleanup();
    expect(said(2, 0)).toMatch(/Fin à 11 h\. 2 rendez-vous seront gardés\.(?! )/u);
    cleanup();
    expect(said(0, 0)).toContain("Fin à 11 h. Aucun rendez-vous n’y changera.");
    expect(screen.getByRole("heading").textContent).toBe("Aucun appel à faire");
  });
});

describe("a cancelled half-day that is held after all", () => {
  const held = { people: 1, missing: 0, isAway: false, version: "v" };
  const said = (offered: number, there: Partial<typeof held> = {}, plan?: string) =>
    shown(<HoldAgain action="/tenir" effect={{ ...held, ...there, offered }} typed={undefined} plan={plan} />).text;

  test("says before the button how many people are there, or that nobody is, with what to do about it", () => {
    expect(said(0)).toMatch(/1 personne sera là\..*Rien n’est enregistré/u);
    cleanup();
    const nobody = { people: 0, missing: 1 };
    expect(said(0, { ...nobody, isAway: true })).toMatch(
      /Personne n’est prévu\s: il manque 1 personne\..*Rien n’est enregistré/u,
    );
    expect(screen.getByRole("link", { name: "Retirer mon absence" }).getAttribute("href")).toMatch(/absence$/u);
    expect(screen.queryByRole("link", { name: "Planifier quelqu’un" })).toBeNull();
    cleanup();
    said(0, nobody, "/coordination/planning?permanence=p1");
    expect(screen.getByRole("link", { name: "Planifier quelqu’un" }).getAttribute("href")).toMatch(/permanence=p1$/u);
    expect(screen.queryByRole("link", { name: "Retirer mon absence" })).toBeNull();
  });

  test("says before the button that it can be booked again, and how many people are to be called", () => {
    expect(said(2)).toMatch(
      /Les habitants pourront prendre rendez-vous\..*2 personnes avaient rendez-vous\..*Rien n’est enregistré/u,
    );
    expect(screen.getByRole("button", { name: "La tenir finalement" }).closest("form")?.getAttribute("action")).toBe(
      "/tenir",
    );
    cleanup();
    expect(said(0)).toContain("Aucun rendez-vous annulé n’est à proposer à nouveau.");
  });
});

describe("what is said of a half-day by who holds it", () => {
  const hours = { span: named.span, timeZone: named.timeZone };
  const form = (sent?: Parameters<typeof OwnDisruption>[0]["typed"]) =>
    shown(<OwnDisruption form="declarer" action="/voir" typed={sent} hours={hours} />);

  test("is chosen first: nothing is chosen before, and no reason stands there that may be false", () => {
    const { text } = form();
    for (const choice of screen.getAllByRole("radio")) expect(choice).toHaveProperty("checked", false);
    expect(screen.getByLabelText("Pourquoi, en une phrase")).toHaveProperty("value", "");
    expect(text).toContain("Exemple : « Le lieu est fermé. »");
  });

  test("stands as it was sent", () => {
    form({ form: "declarer", fields: { declared: "not-held", reason: "Inondation." }, refusals: {} });
    expect(screen.getByLabelText("Elle n’a pas lieu")).toHaveProperty("checked", true);
    expect(screen.getByLabelText("Pourquoi, en une phrase")).toHaveProperty("value", "Inondation.");
  });
});

test("what is left after a day says which day of the same absence comes next, and leads to it", () => {
  const none = {
    halfDays: [],
    doors: [],
    ways: NOBODY_TO_TELL,
    team: [],
    teamByMail: false,
    refused: [],
    posters: [],
    again: "/a",
    planning: "/p",
  };
  const next = { day: "2027-03-02", halfDays: 2, href: "/coordination/imprevu?jour=2027-03-02" };
  shown(<AfterDisruption {...none} next={next} />);
  screen.getByText(/^Il reste mardi 2 mars.: 2.permanences à régler\.$/u);
  expect(screen.getByRole("link", { name: "Régler mardi 2 mars" }).getAttribute("href")).toBe(next.href);
  cleanup();
  shown(<AfterDisruption {...none} next={undefined} />);
  expect(screen.queryByText(/Il reste/u)).toBeNull();
});
