import { render, screen, within } from "@testing-library/react";
import { FollowView } from "#components/queue/follow-view.tsx";
import { followed, parts, read, labels } from "./followed.tsx";
import { AwayOrLeaveRefused, PrepareList } from "#components/queue/follow-page-parts.tsx";
import type { Follow, ToldBoard } from "#lib/queue/board/board.ts";
import { readIn, inLocale } from "#tests/components/site/in-locale.tsx";
import { isStillTrue } from "#components/queue/door-refusal.tsx";
import { atTheDoor } from "#lib/queue/board/at-the-door.ts";
import { at, MONDAY, morning, window } from "#tests/lib/schedule/mornings.ts";
import { NumberToCall } from "#components/staff/number-to-call.tsx";
import { SmsOfNumber } from "#components/queue/sms-of-number.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";
import "@testing-library/jest-dom";
import { LearnedWaits } from "#components/queue/learned-waits.tsx";
import { NOTHING_LEARNED } from "#lib/queue/wait/learn-pace.ts";

describe("what the page of a number shows", () => {
  test("while waiting the page shows the number, its picture, the closed list, a range, and its time", () => {
    expect(read(followed())).toBe(
      "Votre numéro14 | Votre image : la clé | Avant vous | 3 personnes attendent | Ces rendez-vous peuvent passer avant vous : | rendez-vous de 10 h 30 | Votre tour : dans 15 à 30 minutes | " +
        "Certaines démarches durent plus longtemps que d’autres. | Peut-on finir de vous aider avant 12 h ? Oui, normalement. | À jour à 10 h 22. Personne ne s’ajoute devant vous, sauf urgence ou priorité. Sinon, c’est écrit ici. | (sound) | (prepare) | (paper) | Vous voulez sortir ? Dites-le à l’équipe. | (leave)",
    );
  });

  test("beside the range stands before when to be in the room, but not to whom it would be too late", () => {
    const inRoomBy = "2026-11-24T10:50:00+01:00";
    expect(read(followed({ inRoomBy }))).toContain("30 minutes | Soyez dans la salle avant 10 h 50. | Certaines");
    expect(read(followed())).not.toContain("Soyez dans la salle");
    expect(read(followed({ inRoomBy, beforeClosing: "no" }))).not.toContain("Soyez dans la salle");
  });

  test("one person is one person, and an empty list is said in words", () => {
    expect(read(followed({ ahead: { people: 1, appointments: [] } }))).toContain("Avant vous | 1 personne attend |");
    expect(read(followed({ ahead: { people: 0, appointments: [] } }))).toContain("Personne n’est avant vous.");
    expect(read(followed({ ahead: { people: 0, appointments: ["09:00"] } }))).toContain(
      "Avant vous | Personne n’attend avant vous. | Ces rendez-vous peuvent passer avant vous : | rendez-vous de 9 h |",
    );
  });

  test("who is helped already is said after them: without that the wait looks too long", () => {
    expect(read(followed({}, { withTeam: 1 }))).toContain(
      "Avant vous | 3 personnes attendent | 1 personne est avec l’équipe | Ces rendez-vous peuvent passer avant vous : | rendez-vous de 10 h 30 |",
    );
    expect(read(followed({ ahead: { people: 0, appointments: [] } }, { withTeam: 2 }))).toContain(
      "Personne n’est avant vous. | 2 personnes sont avec l’équipe |",
    );
    expect(read(followed({}, { withTeam: 0 }))).not.toContain("avec l’équipe");
  });

  test("two appointments at one hour are both named", () => {
    expect(read(followed({ ahead: { people: 0, appointments: ["10:30", "10:30"] } }))).toContain(
      "rendez-vous de 10 h 30 | rendez-vous de 10 h 30",
    );
  });

  test("of several appointments only the next is named while nobody knows the wait, and that there are others", () => {
    const ahead = { people: 0, appointments: ["09:30", "10:30", "11:15"] };
    const text = read(followed({ wait: { state: "unknown" }, ahead }, { asOf: "2026-11-24T08:52:00+01:00" }));
    expect(text).toContain(
      "Ces rendez-vous peuvent passer avant vous : | rendez-vous de 9 h 30 | et d’autres rendez-vous, à leur heure | La permanence",
    );
    expect(text).not.toContain("11 h 15");
    expect(read(followed({ ahead }))).toContain(
      "rendez-vous de 9 h 30 | rendez-vous de 10 h 30 | rendez-vous de 11 h 15 |",
    );
  });

  test.each([
    [
      "a range that begins at once has an end only",
      { state: "range", low: 0, high: 10 },
      "Votre tour : dans moins de 10 minutes",
    ],
    [
      "a long range is said in hours",
      { state: "range", low: 85, high: 200 },
      "Attente : à peu près entre 1 heure 25 et 3 heures 30",
    ],
    [
      "a long range that begins at once is too",
      { state: "range", low: 0, high: 130 },
      "Attente : moins de 2 heures 30",
    ],
    ["nobody before and a free desk is soon", { state: "nobody" }, "Votre tour : bientôt"],
    ["what is not known is said as such", { state: "unknown" }, "Votre tour : l’heure n’est pas encore connue"],
  ] as const)("%s", (_, wait, sentence) => expect(read(followed({ wait }))).toContain(sentence));

  test("whether before the end is not asked while the range is unknown", () => {
    expect(read(followed({ wait: { state: "unknown" } }))).not.toContain("12 h");
  });

  test("maybe before the end: the range says more than the answer", () => {
    expect(read(followed({ beforeClosing: "maybe" }))).toContain(
      "Votre tour : dans 15 à 30 minutes | Certaines démarches durent plus longtemps que d’autres. | Peut-on finir de vous aider avant 12 h ? Peut-être.",
    );
  });

  test("too late for today: that alone is said, no range to wait for, and the ways on stand there", () => {
    const text = read(
      followed({ beforeClosing: "no", minutesAway: [10, 20, 30], wait: { state: "range", low: 150, high: 270 } }),
    );
    expect(text).toContain(
      "Il y a trop de monde avant vous aujourd’hui. | La permanence finit à 12 h. Vous pouvez attendre, mais on ne pourra sans doute pas vous recevoir. | Vous prenez rendez-vous ? Vous gardez aussi votre numéro. |",
    );
    expect(text).toContain("| (after) |");
    expect(text).not.toMatch(/\((?:prepare|away)\)/u);
    expect(text).not.toContain("heures 30");
    expect(read(followed())).not.toContain("(after)");
  });

  test("what only the network can keep is not promised without it: no sound at the call, no place kept while away", () => {
    expect(read(followed({ minutesAway: [10, 20, 30] }))).toContain(
      "(sound) | (prepare) | (paper) | Sortir et garder ma place30 minutes au plus",
    );
    expect(read(followed({ minutesAway: [10, 20, 30] }, { alive: false }))).not.toMatch(/\(sound\)|Sortir/u);
  });

  test("while out, the page first says until when, and how to come back", () => {
    expect(read(followed({ awayUntil: "2026-09-07T10:30:00+02:00" }))).toMatch(
      /^Votre numéro14 \| Votre image : la clé \| Revenez avant 10 h 30\. On garde votre place\. \| Je suis de retour \|/u,
    );
  });

  test("letting somebody pass is mentioned without a reason", () => {
    expect(read(followed({ letPast: true }))).toContain(
      "L’équipe a fait passer une personne avant vous. Une question ? Demandez à l’équipe.",
    );
    expect(read(followed())).not.toContain("a fait passer");
  });

  test("« nobody is added » disappears once somebody was let past", () => {
    expect(read(followed({ letPast: true }))).toContain("| À jour à 10 h 22. | (sound)");
  });

  test("somebody who is in line again, before this number, is said as that", () => {
    expect(read(followed({ cameBack: true }))).toContain(
      "| À jour à 10 h 22. | (sound) | Une personne revient : elle passe avant vous. | (prepare)",
    );
    expect(read(followed())).not.toContain("revient");
  });

  test("numbers that were given without network before this one are said, and « nobody is added » is not", () => {
    expect(read(followed({ withoutNetwork: true }))).toContain(
      "| À jour à 10 h 22. | (sound) | Des numéros ont été donnés sans réseau à des personnes arrivées avant vous. | (prepare)",
    );
    expect(read(followed())).not.toContain("sans réseau");
  });

  test("a place without network shows no range and no list, and how numbers are called", () => {
    const text = read(followed({}, { alive: false }));
    expect(text).toContain(
      "Pas de nouvelles de l’équipe en ce moment. Restez dans la salle : on appelle votre numéro.",
    );
    expect(text).not.toMatch(/minutes|personnes|À jour/);
    expect(text).toContain("Vous voulez sortir ? Dites-le à l’équipe. | (leave)");
  });

  test("a page without news says since when, and shows nothing old", () => {
    const text = read(followed(), { why: "cut" });
    expect(text).toContain(
      "Pas de connexion depuis 10 h 22 : cette page ne change plus. Restez dans la salle : on y appelle votre numéro.",
    );
    expect(text).not.toMatch(/minutes|personnes|À jour/);
  });

  test("when it is the site that is down, the page says so, and does not blame the telephone", () => {
    const down = { why: "blind", since: "2026-11-24T10:21:00+01:00" } as const;
    const text = read(followed({}, { alive: false }), down);
    expect(text).toContain(
      "Le site est en panne, sans nouvelles depuis 10 h 22. Restez dans la salle : on y appelle votre numéro.",
    );
    expect(text).not.toMatch(/téléphone|réseau|minutes|personnes|À jour/);
  });

  test.each([
    [
      "called",
      /^C’est à vous \| 14 .* \| Allez à la table 2 .*Pas de connexion depuis 10 h 22 : cette page ne change plus\./u,
    ],
    ["serving", /Pas de connexion depuis 10 h 22 : cette page ne change plus\./u],
    ["absent", /Pas de connexion depuis 10 h 22 : cette page ne change plus\./u],
  ] as const)("one whose visit is %s reads too that nothing newer is known", (state, sentence) => {
    expect(read(followed({ state, desk: 2 }), { why: "cut" })).toMatch(sentence);
  });

  test("one whose visit is over needs no news", () => {
    expect(read(followed({ state: "done", desk: 2 }), { why: "cut" })).not.toContain("nouvelles");
  });

  test("the team's message, and that somebody was let past, stand below the one thing to touch and above the rest", () => {
    expect(read(followed({ letPast: true }, { message: "Pause de 10 minutes" }))).toContain(
      "| (sound) | Message de l’équipe : Pause de 10 minutes | L’équipe a fait passer une personne avant vous. Une question ? Demandez à l’équipe. | (prepare)",
    );
  });

  test("the last call does not promise another", () => {
    expect(read(followed({ state: "called", desk: 2, lastCall: true }))).toMatch(
      /C’est le dernier appel de votre numéro. Venez maintenant.$/u,
    );
  });

  test("who is to be fetched reads it while they wait, and at the call, where no desk is to be found", () => {
    expect(read(followed({ toFetch: true }))).toContain(
      "Restez dans la salle : on vient vous chercher quand c’est à vous.",
    );
    const text = read(followed({ state: "called", desk: 2, toFetch: true }));
    expect(text).toBe(
      "C’est à vous | 14 | Votre image : la clé | On vient vous chercher | (sound) | Restez dans la salle.",
    );
  });

  test("without network whoever is to be fetched is not told to listen for a voice", () => {
    const text = read({ ...followed({ toFetch: true }), alive: false });
    expect(text).toContain("on vient vous chercher quand c’est à vous");
    expect(text).toContain("Pas de nouvelles de l’équipe en ce moment.");
    expect(text).not.toContain("à voix haute");
  });

  test.each(["cut", "blind"] as const)("nor on a page without news (%s), also at the call", (why) => {
    for (const state of ["waiting", "absent", "called"] as const) {
      const text = read(followed({ state, toFetch: true, desk: 2 }), { why, since: "2026-11-24T10:21:00+01:00" });
      expect(text).toMatch(
        /(?:connexion|nouvelles) depuis 10 h 22(?: : cette page ne change plus)?\. Restez dans la salle\./u,
      );
      expect(text).not.toMatch(/appel/u);
    }
  });

  test("who is out is not told to stay in the room, whatever the failure", () => {
    const out = { awayUntil: "2026-11-24T10:40:00+01:00" };
    const offline = read(followed(out, { alive: false }));
    expect(offline).toContain("Pas de nouvelles de l’équipe en ce moment.");
    expect(offline).not.toMatch(/Restez|voix/u);
    for (const why of ["cut", "blind"] as const) {
      const since = "2026-11-24T10:21:00+01:00";
      for (const text of [read(followed(out), { why, since }), read(followed({ state: "paused" }), { why, since })]) {
        expect(text).toMatch(/(?:connexion|nouvelles) depuis 10 h 22(?: : cette page ne change plus)?\./u);
        expect(text).not.toMatch(/Restez|on y appelle/u);
      }
    }
  });

  test("whoever is to be fetched reads that they were not found, and is not told to listen or to come", () => {
    const absent = read(followed({ state: "absent", toFetch: true }));
    expect(absent).toContain("On est venu vous chercher.");
    expect(absent).toContain("On reviendra vous chercher dans 15 à 30 minutes environ.");
    expect(absent).not.toContain("appel");
    expect(read(followed({ state: "left", unanswered: true, toFetch: true }))).toContain(
      "On est venu trois fois vous chercher.",
    );
  });

  test("one who is called sees it on the whole screen: number, picture, desk; nothing of waiting", () => {
    const text = read(followed({ state: "called", desk: 2 }));
    expect(text).toBe(
      "C’est à vous | 14 | Votre image : la clé | Allez à la table 2 | (sound) | Vous êtes loin ? Revenez vite. Sinon, on appellera encore votre numéro plus tard. Après trois appels sans réponse, vous perdez votre place.",
    );
    const { container } = render(
      <FollowView
        followed={followed({ state: "called", desk: 2 })}
        labels={labels}
        parts={parts}
        loss={undefined}
        retry={() => undefined}
        sound={null}
      />,
    );
    expect(container.querySelector("[data-called]")?.className).toContain("min-h-svh");
  });

  test.each([
    [
      "absent",
      {},
      "On a appelé votre numéro. | Venez, et dites que vous êtes là. Après trois appels sans réponse, vous perdez votre place. | Venez maintenant. On appellera encore votre numéro dans 15 à 30 minutes environ. | (sound) | (leave)",
    ],
    [
      "absent",
      { wait: { state: "unknown" } },
      "On a appelé votre numéro. | Venez, et dites que vous êtes là. Après trois appels sans réponse, vous perdez votre place. | Venez maintenant. On appellera encore votre numéro. | (sound) | (leave)",
    ],
    [
      "absent",
      { wait: { state: "range", low: 0, high: 10 } },
      "On a appelé votre numéro. | Venez, et dites que vous êtes là. Après trois appels sans réponse, vous perdez votre place. | Venez maintenant. On appellera encore votre numéro dans moins de 10 minutes. | (sound) | (leave)",
    ],
    ["serving", { desk: 2 }, "Vous êtes à la table 2. | L’équipe vous aide."],
    [
      "paused",
      { desk: 2 },
      "Votre place est gardée. | Revenez à la table 2 avant 12 h, même sans le papier ou le code. Pas besoin de nouveau numéro.",
    ],
    [
      "paused",
      { desk: 1, handedOver: true },
      "La table 1 continue avec vous. | Attendez près de cette table. C’est bientôt à vous.",
    ],
    ["done", { desk: 2 }, "C’est fini. Merci de votre visite. | Une autre question ? Revenez ou appelez. | (after)"],
    ["left", {}, "Votre numéro est annulé. | C’est une erreur ? Dites-le à l’équipe. | (after)"],
    [
      "left",
      { unanswered: true },
      "On a appelé votre numéro trois fois, sans réponse. | Votre numéro est annulé. Vous êtes là ? Dites-le à l’équipe. | (after)",
    ],
    [
      "redirected",
      {},
      "L’équipe vous a dit où aller. | Vous n’attendez plus ici. Demandez à l’équipe de vous écrire le nom et l’adresse. Ou appelez. | (after)",
    ],
    [
      "unserved",
      {},
      "La permanence est finie. | Nos excuses : on n’a pas pu vous recevoir. Revenez à une autre date, ou appelez. | (after)",
    ],
    [
      "unserved",
      { notRecorded: true },
      "La permanence est finie. | Vous n’avez pas eu d’aide ? Revenez, ou appelez. | (after)",
    ],
  ] as const)("one whose visit is %s reads what it is and what to do", (state, more, expected) => {
    expect(read(followed({ state, ...more }))).toBe(`Votre numéro14 | Votre image : la clé | ${expected}`);
  });

  test("changes of the list are spoken when there is a pause, and the number is never turned around", () => {
    render(
      <FollowView
        followed={followed()}
        labels={labels}
        parts={parts}
        loss={undefined}
        retry={() => undefined}
        sound={null}
      />,
    );
    expect(screen.getByText("3 personnes attendent").closest("[aria-live]")?.getAttribute("aria-live")).toBe("polite");
    expect(screen.getByText("14").tagName).toBe("BDI");
  });

  test("before the start the page gives the hour; after it, that nothing is known yet", () => {
    const early = read(
      followed(
        { wait: { state: "unknown" }, ahead: { people: 0, appointments: ["09:30"] } },
        { asOf: "2026-11-24T08:52:00+01:00" },
      ),
    );
    expect(early).toContain(
      "Personne n’attend avant vous. | Ces rendez-vous peuvent passer avant vous : | rendez-vous de 9 h 30 | La permanence commence à 9 h.",
    );
    expect(read(followed({ wait: { state: "unknown" } }))).toContain("Votre tour : l’heure n’est pas encore connue");
  });

  test("a waiting number can be printed; one that is called, served or gone cannot, nor can any without network", () => {
    expect(read(followed())).toContain("(paper)");
    for (const state of ["called", "absent", "serving", "paused", "left", "done"] as const)
      expect(read(followed({ state, desk: 2 }))).not.toContain("(paper)");
    expect(read(followed({}, { alive: false }))).not.toContain("(paper)");
  });

  test("going out is offered when allowed; while out, the page says until when, and how to come back early", () => {
    expect(read(followed())).not.toContain("Sortir");
    expect(read(followed({ minutesAway: [10, 20, 30] }))).not.toContain("Vous voulez sortir");
    expect(read(followed({ awayUntil: "2026-11-24T10:40:00+01:00" }))).not.toContain("Vous voulez sortir");
    expect(read(followed({ minutesAway: [10, 20, 30] }))).toContain(
      "Sortir et garder ma place30 minutes au plus | (leave)",
    );
    const out = read(followed({ awayUntil: "2026-11-24T10:40:00+01:00" }));
    expect(out).toContain("Revenez avant 10 h 40. On garde votre place.");
    expect(out).toContain("Je suis de retour");
    expect(out).not.toContain("Sortir");
  });

  test("once the time away is over, the page says that it is time to be back, and how to say so", () => {
    const due = read(followed({ dueBack: true, minutesAway: [10] }));
    expect(due).toMatch(
      /^Votre numéro14 \| Votre image : la clé \| C’est l’heure de revenir\. \| Je suis de retour \|/u,
    );
    expect(read(followed())).not.toMatch(/revenir|de retour/u);
  });

  test("while the line is suspended the page says that, and not that nothing is known", () => {
    const paused = read(followed({ wait: { state: "unknown" } }, { suspended: true }));
    expect(paused).toContain(
      "3 personnes attendent | Ces rendez-vous peuvent passer avant vous : | rendez-vous de 10 h 30 | C’est en pause. On reprend dès que possible. | Vous gardez votre place. | À jour à 10 h 22.",
    );
    expect(paused).not.toContain("connue");
    expect(
      read(followed({ wait: { state: "unknown" } }, { suspended: true, asOf: "2026-11-24T08:52:00+01:00" })),
    ).toContain("C’est en pause.");
  });

  test("a number called before the suspension reads of it below the desk", () => {
    expect(read(followed({ state: "called", desk: 2 }, { suspended: true }))).toMatch(
      /Allez à la table 2 \| \(sound\) \| C’est en pause\. On reprend dès que possible\.$/u,
    );
  });
});

describe("a refused request of the page of a number", () => {
  const told = (
    refusal: string | undefined,
    wanted: "away" | "leave",
    follow: Pick<Follow, "state" | "awayUntil"> = { state: "waiting" },
  ) => readIn("fr", <AwayOrLeaveRefused refusal={refusal} wanted={wanted} follow={follow} />);

  test.each([
    ["busy", "away", "Il y a trop de demandes sur le site. Attendez un peu, puis recommencez."],
    ["too-many-requests", "leave", "Il y a trop de demandes à la fois. Attendez une minute et recommencez."],
    ["away-enough", "away", "On peut s’absenter deux fois, pas plus. Attendez dans la salle."],
    ["outside-hours", "away", "On ne peut plus garder votre place si vous sortez. Demandez à l’équipe."],
    [
      "state-changed",
      "leave",
      "Votre numéro n’est pas annulé : vous gardez votre place. Essayez encore, ou dites-le à l’équipe.",
    ],
    [
      "constructor",
      "leave",
      "Votre numéro n’est pas annulé : vous gardez votre place. Essayez encore, ou dites-le à l’équipe.",
    ],
    [undefined, "away", "On ne peut plus garder votre place si vous sortez. Demandez à l’équipe."],
  ] as const)("%s for « %s » says why and what to do", (refusal, wanted, sentence) =>
    expect(told(refusal, wanted)).toBe(sentence),
  );

  test("nothing is shown when the page shows that it was done after all, or that the turn has come", () => {
    expect(told("unexpected", "away", { state: "waiting", awayUntil: at("9:30") })).toBe("");
    expect(told("unexpected", "leave", { state: "left" })).toBe("");
    expect(told("already-called", "leave", { state: "called" })).toBe("");
  });
});

describe("a refusal in the address of the door", () => {
  const board = (told: Partial<ToldBoard> = {}): ToldBoard => ({
    wait: { state: "nobody" },
    alive: true,
    asOf: at("9:30"),
    ...told,
  });
  const door = (held: Parameters<typeof morning>[0], hour = "9:30") => atTheDoor([morning(held)], MONDAY, at(hour));
  const given = door({ numbers: "given" });

  test.each([
    ["numbers-stopped", door({ numbers: "stopped" }), board()],
    ["numbers-not-given", door({}), board()],
    ["permanence-closed", door({ status: "closed" }), board()],
    ["outside-window", door({ numbers: "given", windows: [window("9:00", "12:00", "appointment")] }), board()],
    ["place-offline", given, board({ alive: false })],
  ] as const)(
    "%s is said while the door itself says the same, and no more once numbers are given again",
    (refusal, found, told) => {
      expect(isStillTrue(refusal, found, told)).toBe(true);
      expect(isStillTrue(refusal, given, board())).toBe(false);
    },
  );

  test("a pause is said by the door itself, in the same words, and never twice", () => {
    expect(isStillTrue("line-suspended", given, board({ suspended: true }))).toBe(false);
    expect(isStillTrue("line-suspended", given, board())).toBe(false);
  });

  test.each([
    "busy",
    "too-many-requests",
    "unexpected",
    "malformed",
    "idempotency-key-reused",
    "not-found",
    "constructor",
    undefined,
  ])("%s does not depend on the state of the line, so its sentence stays", (refusal) => {
    expect(isStillTrue(refusal, given, board())).toBe(true);
  });
});

describe("an SMS to who has a number", () => {
  type SmsOptions = Parameters<typeof SmsOfNumber>[0];
  function page(sms: SmsOptions["sms"], after?: SmsOptions["after"], typed?: string) {
    const { text } = shown(<SmsOfNumber sms={sms} sends="sms" action="/suivi/s/sms" after={after} typed={typed} />);
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
  ] as const)("of %s the field is open again as it was typed, with why beside it", (after, why) => {
    const { details, region } = page({ is: "offered" }, after, "06 12 34");
    expect(within(region).getByLabelText("Téléphone portable")).toHaveValue("06 12 34");
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
});

describe("what a place has learned of its waits", () => {
  const learned = { ...NOTHING_LEARNED, meanHelp: 27.6, calls: 50, callsInside: 41 };

  test("the team reads how long a help takes at a place, and how many announced waits came true", () => {
    inLocale("fr", <LearnedWaits places={[{ name: "Neuhof", learned }]} />);
    expect(screen.getByRole("listitem")).toHaveTextContent(
      "Neuhof : une aide dure 28 minutes en moyenne. 41 attentes annoncées sur 50 étaient justes.",
    );
  });

  test("of a place with few calls, and to a team without places, nothing is said", () => {
    const { container } = inLocale(
      "fr",
      <LearnedWaits places={[{ name: "Neuhof", learned: { ...learned, calls: 19 } }]} />,
    );
    expect(container).toBeEmptyDOMElement();
    expect(inLocale("fr", <LearnedWaits places={[]} />).container).toBeEmptyDOMElement();
  });
});

describe("what to get ready while waiting", () => {
  const listed = (topic: Parameters<typeof PrepareList>[0]["topic"], locale: "fr" | "en" = "fr") => {
    const { unmount } = inLocale(locale, <PrepareList topic={topic} />);
    const things = screen.getAllByRole("checkbox").map((box) => box.closest("label")?.textContent);
    unmount();
    return things;
  };
  const every = [
    "Votre téléphone chargé",
    "Votre adresse e-mail et son mot de passe, si vous en avez une",
    "Le courrier reçu, si vous en avez un",
  ];

  test("is what the procedure asks for", () => {
    expect(listed({ key: "caf", bring: ["rib"] })).toEqual(["Votre RIB"]);
  });

  test("is said in the own sentences of the organisation, where it has some", () => {
    const texts = { fr: { name: "Vélo", bring: ["Le cadenas"] }, en: { name: "Bicycle", bring: ["The lock"] } };
    expect(listed({ key: "velo", texts, bring: ["rib"] })).toEqual(["Le cadenas"]);
    expect(listed({ key: "velo", texts, bring: ["rib"] }, "en")).toEqual(["The lock"]);
  });

  test("is what every procedure needs, where it is not known or asks for nothing", () => {
    expect(listed(undefined)).toEqual(every);
    expect(listed({ key: "caf", bring: [] })).toEqual(every);
    expect(listed({ key: "velo", texts: { fr: { name: "Vélo", bring: [] } }, bring: ["rib"] })).toEqual(every);
  });
});
