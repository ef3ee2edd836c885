/** @jest-environment node */
import { AwayForm, BackForm } from "#components/queue/away-form.tsx";
import { NextIntlClientProvider } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { DoorState } from "#components/queue/door-state.tsx";
import { OwnNumbers } from "#components/queue/own-numbers.tsx";
import { FollowLive } from "#components/queue/follow-live.tsx";
import { LeaveForm } from "#components/queue/leave-form.tsx";
import { atTheDoor } from "#lib/queue/board/at-the-door.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { fr } from "#tests/support/catalogues.ts";
import { followed, parts, plain, labels } from "./followed.tsx";
import { at, MONDAY, morning, window } from "#tests/lib/schedule/mornings.ts";

/** The page as the server renders it, before any script. */
const sent = (node: ReactNode): string =>
  plain(
    renderToStaticMarkup(
      <NextIntlClientProvider locale="fr" messages={fr} timeZone="Europe/Paris">
        {node}
      </NextIntlClientProvider>,
    ),
  );

test("my turn is whole without script, and offers to be loaded again instead of a sound", () => {
  const html = sent(
    <FollowLive permanence="p1" first={followed()} labels={labels} parts={parts} withoutScript={<p>(reload)</p>} />,
  );
  expect(html).toContain("dans 15 à 30 minutes");
  expect(html).toContain("(reload)");
  expect(html).not.toContain("Me prévenir");
});

test.each(["absent", "serving", "paused"] as const)(
  "whose visit is %s may change yet, and the page offers to be loaded again; one that is over does not",
  (state) => {
    const page = (now: "absent" | "serving" | "paused" | "done"): string =>
      sent(
        <FollowLive
          permanence="p1"
          first={followed({ state: now, desk: 1 })}
          labels={labels}
          parts={parts}
          withoutScript={<p>(reload)</p>}
        />,
      );
    expect(page(state)).toContain("(reload)");
    expect(page("done")).not.toContain("(reload)");
  },
);

test("a call that was there when the page was asked for is on the page, and is not spoken twice", () => {
  const html = sent(
    <FollowLive
      permanence="p1"
      first={followed({ state: "called", desk: 2 })}
      labels={labels}
      parts={parts}
      withoutScript={null}
    />,
  );
  expect(html).toContain("table 2");
  expect(html).toContain('<p role="alert" class="sr-only"></p>');
});

test("leaving is a plain form that asks once more; keeping one's place only loads the page again", () => {
  const html = sent(<LeaveForm action="/suivi/s/partir" labels={fr.turn.leave} />);
  expect(html).toMatch(
    /<details><summary[^>]*>Annuler mon numéro<\/summary><form [^>]*action="\/suivi\/s\/partir" method="post">/u,
  );
  expect(html).toMatch(
    /<button type="submit"[^>]*>Oui, annuler mon numéro<\/button><a href="\?"[^>]*>Non, je garde ma place/u,
  );
});

const door = (
  held: Parameters<typeof morning>[0],
  hour: string,
  told: Partial<ToldBoard> = {},
  holiday?: ComponentProps<typeof DoorState>["holiday"],
) =>
  sent(
    <DoorState
      found={atTheDoor([morning(held)], MONDAY, at(hour))}
      board={{ wait: { state: "range", low: 20, high: 40 }, alive: true, asOf: at(hour), ...told }}
      take="/porte/neuhof/s/prendre"
      idempotencyKey="0199-key"
      holiday={holiday}
      now={at(hour)}
    />,
  );

test("the door gives a number by one button and asks nothing; its key makes two taps one number", () => {
  const html = door({ numbers: "given" }, "9:30");
  expect(html).toMatch(/<form [^>]*action="\/porte\/neuhof\/s\/prendre" method="post">/u);
  expect(html.match(/<input/gu)).toHaveLength(2);
  expect(html).toContain('<input type="hidden" name="permanence" value="2026-11-23 9:00"/>');
  expect(html).toContain('<input type="hidden" name="key" value="0199-key"/>');
  expect(html.match(/<button/gu)).toHaveLength(1);
  expect(html).toContain("20 à 40 minutes d’attente");
});

test("at a closed door a public holiday is named, and where something is held that day all the same it is not", () => {
  const said = "Lundi de Pâques : tout est fermé.";
  expect(door({ status: "closed" }, "9:30", {}, "easter-monday")).toContain(said);
  expect(door({ status: "closed" }, "9:30")).not.toContain("tout est fermé");
  expect(door({ numbers: "given" }, "9:30", {}, "easter-monday")).not.toContain("tout est fermé");
});

test("residents who lost the page of their number read at the door who finds it again, and are not asked to take another", () => {
  expect(door({ numbers: "given" }, "9:30")).toMatch(
    /<\/form>.*Vous avez déjà un numéro \? Demandez à l’équipe : elle le retrouve\./u,
  );
});

const own = (numbers: readonly number[], another = true, hour = "9:30") =>
  sent(
    <OwnNumbers
      own={numbers.map((number) => ({ secret: `s${number}`, number, picture: number - 1 }))}
      forget="/porte/neuhof/s/oublier"
      another={
        another
          ? {
              take: "/porte/neuhof/s/prendre",
              permanence: morning(),
              board: { wait: { state: "range", low: 20, high: 40 }, alive: true, asOf: at(hour) },
              idempotencyKey: "0199-key",
            }
          : undefined
      }
    />,
  );

test("a phone with a number reads it again at the door, and may take one for somebody else or say that it is not theirs", () => {
  const html = own([10]);
  expect(html).toContain("Vous avez déjà le numéro 10.");
  expect(html).toMatch(/<a href="\/suivi\/s10"[^>]*>.*?Voir le numéro 10<\/a>/u);
  expect(html).toMatch(/name="autre" value="oui".*Un numéro pour une autre personne/u);
  expect(html).toMatch(/action="\/porte\/neuhof\/s\/oublier" method="post".*Ce n’est pas moi/u);
  expect(html).toContain("Ce téléphone retient votre numéro (cookie)");
});

test("who asks for somebody else when too many wait reads that first, and where to book instead", () => {
  const html = own([10], true, "11:45");
  expect(html).toMatch(
    /Il y a trop de monde\. On ferme à 12 h : on ne pourra sans doute pas vous recevoir\..*href="\/rendez-vous".*Un numéro pour une autre personne/u,
  );
  expect(own([10])).not.toContain("Il y a trop de monde");
  expect(own([10], false, "11:45")).not.toContain("Il y a trop de monde");
});

test("with two numbers each has its own button; while none are given no other one is offered", () => {
  const html = own([10, 11], false);
  expect(html).toContain("Ce téléphone a déjà 2 numéros.");
  expect(html).toMatch(/Voir le numéro 10.*Voir le numéro 11/u);
  expect(html).not.toContain("Un numéro pour une autre personne");
});

test("before numbers are given the door says when the team comes; when that hour is past, no hour that is not true", () => {
  expect(door({}, "8:40")).toContain("Attendez à la porte. La permanence commence à 9 h.");
  const late = door({}, "9:10");
  expect(late).toContain("Attendez à la porte, ou demandez à l’équipe.");
  expect(late).not.toContain("9 h");
});

test.each([
  ["stopped", { numbers: "stopped" }, {}],
  ["asked of the team, who have no internet", { numbers: "given" }, { alive: false }],
] as const)("where numbers are %s, people with a number or an appointment read what to do", (_, half, board) => {
  expect(door(half, "10:00", board)).toContain("Vous avez déjà un numéro ? Gardez-le.");
  expect(door(half, "10:00", board)).not.toContain("Vous avez rendez-vous ?");
  const mixed = { ...half, windows: [window("9:00", "12:00", "mixed")], bookableLanes: 1 };
  expect(door(mixed, "10:00", board)).toContain("Vous avez rendez-vous ? Dites-le à l’équipe.");
});

test("where too many wait already the door leads to an hour first, and gives a number all the same", () => {
  const html = door({ numbers: "given" }, "11:45");
  expect(html).toContain("Il y a trop de monde. On ferme à 12 h : on ne pourra sans doute pas vous recevoir.");
  expect(html).not.toContain("d’attente");
  expect(html).toMatch(/<a [^>]*bg-accent[^>]*href="\/rendez-vous"|<a [^>]*href="\/rendez-vous"[^>]*bg-accent/u);
  expect(html).toMatch(/<button[^>]*bg-card[^>]*>.*Prendre quand même un numéro<\/button>/u);
});

test.each([
  ["before numbers are given", {}, "8:30", {}, "On ne donne pas encore de numéros.", "La permanence commence à 9 h."],
  [
    "a moment before the start, when none are given yet",
    {},
    "8:59",
    {},
    "On ne donne pas encore de numéros.",
    "La permanence commence à 9 h.",
  ],
  [
    "from the start on, when none are given yet",
    {},
    "9:00",
    {},
    "On ne donne pas encore de numéros.",
    "Attendez à la porte, ou demandez à l’équipe.",
  ],
  [
    "when the team is late",
    {},
    "9:20",
    {},
    "On ne donne pas encore de numéros.",
    "Attendez à la porte, ou demandez à l’équipe.",
  ],
  [
    "when they are stopped",
    { numbers: "stopped" },
    "11:00",
    {},
    "On ne donne plus de numéros aujourd’hui.",
    "trouver une autre date",
  ],
  [
    "when the day is over",
    { status: "closed" },
    "13:00",
    {},
    "La permanence est fermée.",
    "Appelez pour savoir quand venir.",
  ],
  [
    "when there is no news from the team",
    { numbers: "given" },
    "9:30",
    { alive: false },
    "Pas de nouvelles de l’équipe en ce moment.",
    "Demandez un numéro à l’équipe.",
  ],
  [
    "while the team alone gives numbers",
    { numbers: "given" },
    "9:30",
    { numbersByTeam: true },
    "Demandez un numéro à l’équipe.",
    "Une personne de l’équipe vous donne un numéro sur place.",
  ],
  [
    "while all is stopped for a moment",
    { numbers: "given" },
    "9:30",
    { suspended: true },
    "C’est en pause. On reprend dès que possible.",
    "Voir si ça a repris",
  ],
  [
    "while all is stopped and too many people wait already",
    { numbers: "given" },
    "9:30",
    { suspended: true, tooLate: true },
    "C’est en pause. On reprend dès que possible.",
    "on ne pourra sans doute pas vous recevoir.",
  ],
] as const)("%s the door has no button, one sentence, and what to do", (_, held, hour, told, title, what) => {
  const html = door(held, hour, told);
  expect(html).not.toContain("<button");
  expect(html).toContain("<a href=");
  expect(html).toMatch(new RegExp(`<h1>${title}</h1>`, "u"));
  expect(html).toContain(what);
});

test("going out and being back are plain forms: the minutes on the button, one key for two taps", () => {
  const html = renderToStaticMarkup(
    <>
      <AwayForm action="/suivi/x/absence" idempotencyKey="k" minutes={[10, 20]} labels={labels.turn.away} locale="fr" />
      <BackForm action="/suivi/x/absence" labels={labels.turn.away} />
    </>,
  );
  expect(html).toContain('action="/suivi/x/absence" method="post"');
  expect(html).toContain('name="key" value="k"');
  for (const minutes of [10, 20]) expect(html).toContain(`value="${minutes}" name="minutes"`);
  expect(html).not.toContain('value="30"');
  expect(html.replaceAll("\u00a0", " ")).toContain("20 minutes au plus");
  expect(html).toContain('name="retour"');
});
