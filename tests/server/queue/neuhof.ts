import { randomUUID } from "node:crypto";
import type { Actor, StaffRole } from "#lib/access/actor.ts";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import type { Precondition } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { at } from "#tests/support/line.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

export type Staff = Extract<Actor, { kind: "staff" }>;

/** A database of its own with the server layer on it, which is loaded once the address is known. */
export async function freshServer(databaseUrl?: string) {
  const { db, owner, snapshot, transaction, clock } = await serverOnFreshDatabase(
    databaseUrl ? { DATABASE_URL: databaseUrl } : {},
  );
  const { runCommands } = await import("#lib/server/queue/line-exchange.ts");
  const { loadLine } = await import("#lib/server/queue/load-line.ts");
  return { db, owner, snapshot, transaction, clock, runCommands, loadLine };
}

export type Server = Awaited<ReturnType<typeof freshServer>>;

/** Sets the clock of this process to a moment of the half-day (at("9:05")); it then runs. */
export const setTime = ({ clock }: Server, time: string): void => clock.move(at(time) - (clock.now() - clock.offset()));

/** A morning at Neuhof from 9 to 12 in the database, with its team. */
export async function neuhof(
  server: Server,
  given: { readonly desks?: number; readonly windows?: readonly object[] } = {},
) {
  const { db } = server;
  const { desks = 1, windows = [{ from: 0, to: 180, mode: "mixed" }] } = given;
  setTime(server, "8:50");
  const organisation = await db.organisation.create({
    data: { slug: `ville-${randomUUID()}`, name: "Ville", kind: "city", runsPermanences: true },
  });
  const place = await db.place.create({
    data: {
      organisationId: organisation.id,
      slug: `neuhof-${randomUUID()}`,
      name: "Mairie de quartier du Neuhof",
      shortName: "Neuhof",
      address: "1 rue",
      city: "Strasbourg",
      postalCode: "67100",
      latitude: 48.55,
      longitude: 7.76,
      holidayRegion: "67",
      // What is booked online is not what these tests are about.
      onlineShare: 100,
      phone: "0388000000",
    },
  });
  const permanence = await db.permanence.create({
    data: {
      placeId: place.id,
      organisationId: organisation.id,
      timeZone: "Europe/Paris",
      localDate: new Date("2026-11-24"),
      startsAt: new Date(at("9:00")),
      endsAt: new Date(at("12:00")),
      desks,
      bookableLanes: desks,
      windows: [...windows],
      createdAt: new Date(at("8:00")),
      updatedAt: new Date(at("8:00")),
    },
  });
  // A key that no message has brings its own name, as an organisation's own topics do.
  await db.topic.createMany({
    skipDuplicates: true,
    data: [
      { key: "caf", rank: 999, minutes: 25, texts: { fr: { name: "CAF" } } },
      { key: "impots", rank: 998, minutes: 25 },
    ],
  });
  /** Somebody of another organisation, or with another role, joins this team. */
  const joins = async ({ user }: Pick<Staff, "user">, role: StaffRole = "conseiller"): Promise<void> =>
    void (await db.membership.create({ data: { userId: user, organisationId: organisation.id, role } }));
  const newStaff = async (role: StaffRole = "conseiller"): Promise<Staff> => {
    const user = await db.user.create({ data: { email: `conseiller-${randomUUID()}@exemple.fr` } });
    await joins({ user: user.id }, role);
    return {
      kind: "staff",
      user: user.id,
      roles: [{ organisation: organisation.id, role, places: "all" }],
      by: "login",
    };
  };
  const staff = await newStaff();

  const command = (
    act: Act,
    { id = randomUUID(), expected, atTime = server.clock.now(), device = "tablet-1" }: SendOptions = {},
  ): Command => ({ id, at: atTime, device, ...(expected && { expected }), ...act });

  let team: readonly Staff[] = [staff];
  const ofDesk = (desk: number | null | undefined): Staff =>
    (typeof desk === "number" ? team[desk - 1] : undefined) ?? staff;
  const atDesk = async (act: Act): Promise<Staff> => {
    if (act.type === "call" || act.type === "call-next") return ofDesk(act.desk);
    return "visit" in act
      ? ofDesk((await db.visit.findUnique({ where: { id: act.visit }, select: { desk: true } }))?.desk)
      : staff;
  };

  /** Sends commands together and answers each result with the line after. */
  const sends = async (...commands: readonly Command[]) => {
    const ran = await server.runCommands(staff, permanence.id, commands);
    if (!ran.ok) throw new Error(ran.refusal);
    return ran.value;
  };

  /** Does one act, as the conseiller at its desk unless `by` is given, and answers "applied" or the refusal. */
  const does = async (act: Act, { by, ...said }: SendOptions & { readonly by?: Staff } = {}): Promise<string> => {
    const ran = await server.runCommands(by ?? (await atDesk(act)), permanence.id, [command(act, said)]);
    if (!ran.ok) return ran.refusal;
    const [result] = ran.value.results;
    return result?.outcome === "refused" ? result.refusal : (result?.outcome ?? "nothing");
  };

  const line = async (): Promise<LineState> => {
    const state = await server.snapshot((tx) => server.loadLine(tx, permanence.id, server.clock.now()));
    if (!state) throw new Error("The permanence is gone.");
    return state;
  };

  return {
    organisation,
    place,
    staff,
    newStaff,
    joins,
    permanence: permanence.id,
    command,
    sends,
    does,
    line,
    visit: async (id: string): Promise<Visit> => {
      const visit = (await line()).visits.find((one) => one.id === id);
      if (!visit) throw new Error("Nobody has this number.");
      return visit;
    },
    /** Numbers are given and the desks opened, each with a conseiller of its own. */
    opens: async () => {
      team = await Promise.all(Array.from({ length: desks }, (_, index) => (index === 0 ? staff : newStaff())));
      await does({ type: "give-numbers" });
      await does({ type: "open", desks: team.map(({ user }, index) => ({ desk: index + 1, conseiller: user })) });
      return team;
    },
    /** The person takes the next number; answers the visit. */
    walksIn: async (facts: Partial<Extract<Act, { type: "add-visit" }>> = {}): Promise<string> => {
      const visit = randomUUID();
      const outcome = await does({ type: "add-visit", visit, ...facts });
      if (outcome !== "applied") throw new Error(outcome);
      return visit;
    },
    /** An appointment made the evening before, in the first lane unless said. */
    booked: async (hour: string, lane = 1): Promise<string> => {
      const start = at(hour);
      const made = new Date(at("-4:00"));
      const row = await db.appointment.create({
        data: {
          permanenceId: permanence.id,
          organisationId: organisation.id,
          placeId: place.id,
          startsAt: new Date(start),
          endsAt: new Date(start + 30 * 60_000),
          lane,
          bookedAt: made,
          createdAt: made,
          topicKeys: ["caf"],
        },
      });
      return row.id;
    },
  };
}

type SendOptions = {
  readonly id?: string;
  readonly expected?: Precondition;
  readonly atTime?: Command["at"];
  readonly device?: string;
};
export type Neuhof = Awaited<ReturnType<typeof neuhof>>;
