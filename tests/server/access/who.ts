import { randomUUID } from "node:crypto";
import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { SCOPES } from "#lib/access/scope.ts";
import { addContact, nameVisit } from "#tests/support/identities.ts";
import { loginOf, withFactor } from "#tests/server/auth/second-factor/with-factor.ts";
import { plan } from "#tests/server/auth/tablet/tablets.ts";
import { neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

export const ROLES = [
  "reception",
  "conseiller",
  "civic-service",
  "coordinator",
  "contact",
  "partner",
  "administrator",
] as const satisfies readonly StaffRole[];

/**
 * Who has no login of their own: nobody, somebody who leads and has not given their second factor, a program with every
 * scope of a coordinator’s token, devices of this place and of another organisation’s, and the shared tablet of this
 * half-day and of another organisation’s, opened with the name of a coordinator.
 */
export const OTHERS = [
  "anonymous",
  "half signed in",
  "program",
  "kiosk",
  "screen",
  "foreign kiosk",
  "tablet",
  "foreign tablet",
] as const;

/** Everybody who asks for everything: each role in the own organisation and in another organisation, and `OTHERS`. */
export const WHO = [...ROLES, ...ROLES.map((role) => `foreign ${role}` as const), ...OTHERS] as const;
export type Who = (typeof WHO)[number];

export type StaffActor = Extract<Actor, { kind: "staff" }>;

/**
 * An open half-day with everything that can be asked for, and somebody who asks. `headers`: how they show who they are.
 * `actor`: the same for use cases that pages read with; undefined for whoever a page leads to the sign-in page.
 */
export type Scene = {
  readonly permanence: string;
  readonly place: { readonly id: string; readonly slug: string };
  readonly organisation: string;
  readonly organisationSlug: string;
  /** A conseiller of the organisation. */
  readonly colleague: string;
  /** A coordinator of the organisation. */
  readonly leader: string;
  /** Open invitations to the organisation: as conseiller, and as administrator. */
  readonly invitation: string;
  readonly invitationToLead: string;
  readonly other: { readonly organisation: string; readonly staff: string };
  readonly visit: { readonly id: string; readonly secret: string };
  readonly appointment: { readonly id: string; readonly secret: string };
  /** Of the appointment. */
  readonly code: string;
  /** An hour that was offered for the appointment, and is held no more. */
  readonly offer: string;
  readonly device: string;
  readonly contact: string;
  /** A calendar that the organisation shares with the other one. */
  readonly share: string;
  readonly shareRequest: string;
  /** A structure that books for people with the organisation. */
  readonly referrer: string;
  /** A closure of the place of the organisation, in a year that no half-day reaches. */
  readonly closure: string;
  readonly otherClosure: string;
  readonly series: string;
  readonly enrolCode: string;
  readonly tokenOfAnother: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly actor: StaffActor | undefined;
  readonly secretOf: typeof import("#lib/server/secrets.ts").secretOf;
};

let codes = 0;

/** A scene of its own for each who asks, so that what one ended is not missing for another. */
export async function sceneOf(server: Server, who: Who): Promise<Scene> {
  const { db } = server;
  const { secretOf } = await import("#lib/server/secrets.ts");
  const here = await neuhof(server, { desks: 2 });
  const away = await neuhof(server);
  await here.opens();
  setTime(server, "8:55");
  const visit = await here.walksIn();
  await nameVisit(db, visit, { name: "Amina" });
  const appointment = await here.booked("10:00");
  const code = `XY${String(++codes + 2000).replace(/[01]/gu, "9")}`.slice(0, 6);
  await db.appointment.update({ where: { id: appointment }, data: { code } });
  await addContact(db, appointment, { name: "Fatima" });
  const { id: offer } = await db.appointmentOffer.create({
    data: {
      appointmentId: appointment,
      permanenceId: here.permanence,
      organisationId: here.organisation.id,
      startsAt: new Date("2026-11-23T11:00:00+01:00"),
      endsAt: new Date("2026-11-23T11:30:00+01:00"),
      until: new Date("2026-11-23T11:00:00+01:00"),
      createdAt: new Date("2026-11-20T10:00:00+01:00"),
    },
    select: { id: true },
  });
  const giver = here.organisation.id;
  const receiver = away.organisation.id;
  const { id: share } = await db.calendarShare.create({
    data: {
      giverId: giver,
      receiverId: receiver,
      name: "Partage",
      level: "with-load",
      everyPlace: true,
      createdAt: new Date(server.clock.now()),
    },
  });
  const { id: shareRequest } = await db.shareRequest.create({
    data: {
      organisationId: giver,
      sender: "CAF",
      phone: "+33388000000",
      purpose: "Orienter",
      createdAt: new Date(server.clock.now()),
    },
  });
  const { id: referrer } = await db.referrer.create({
    data: {
      id: randomUUID(),
      organisationId: giver,
      name: "Association",
      phone: "+33388000000",
      most: 30,
      createdAt: new Date(server.clock.now()),
    },
  });
  const closed = {
    organisationId: giver,
    placeId: here.place.id,
    startsAt: new Date("2090-01-02T23:00:00Z"),
    endsAt: new Date("2090-01-03T23:00:00Z"),
    reason: "Travaux",
  };
  const { id: closure } = await db.closure.create({ data: closed });
  const { id: otherClosure } = await db.closure.create({ data: closed });
  const { id: series } = await db.series.create({
    data: {
      organisationId: giver,
      placeId: here.place.id,
      weekday: 3,
      startMinute: 840,
      endMinute: 1020,
      fromDate: new Date("2026-01-07"),
      desks: 1,
      bookableLanes: 0,
      windows: [],
      // Not due while the tests ask.
      planDueAt: new Date("2100-01-01"),
    },
  });
  const { user: leader } = await here.newStaff("coordinator");
  const invitation = await invitationTo(server, giver, "conseiller");
  const invitationToLead = await invitationTo(server, giver, "administrator");
  const device = await deviceOf(server, here.place.id, "screen");
  const { freshEnrolCode, proofOfEnrolCode } = await import("#lib/server/auth/devices.ts");
  const enrolCode = freshEnrolCode();
  const enrolUntil = new Date(server.clock.now() + 600_000);
  await db.device.create({
    data: {
      placeId: here.place.id,
      organisationId: giver,
      kind: "kiosk",
      name: "",
      enrolCode: proofOfEnrolCode(enrolCode),
      enrolUntil,
    },
  });
  const { id: contact } = await db.placeContact.create({
    data: { placeId: here.place.id, roleName: "Accueil", phone: "+33388000000" },
  });
  const { makeToken } = await import("#lib/server/auth/api-tokens.ts");
  const tokenOf = async (user: string, name: string): Promise<string> => {
    const { email } = await db.user.findUniqueOrThrow({ where: { id: user } });
    const made = await makeToken({ email, name, scopes: SCOPES });
    if (!made.ok) throw new Error(made.refusal);
    return made.value;
  };
  await tokenOf(here.staff.user, "of another");
  const { id: tokenOfAnother } = await db.apiToken.findFirstOrThrow({ where: { userId: here.staff.user } });
  const asks = async (): Promise<Pick<Scene, "headers" | "actor">> => {
    if (who === "anonymous") return { headers: {}, actor: undefined };
    if (who === "half signed in") {
      const { user } = await here.newStaff("administrator");
      await here.joins({ user }, "coordinator");
      await withFactor(db, user);
      const login = await loginOf(db, user);
      const { actorOfSession } = await import("#lib/server/auth/login.ts");
      return { headers: { cookie: `session=${login}` }, actor: await actorOfSession(login) };
    }
    if (who === "kiosk" || who === "screen" || who === "foreign kiosk") {
      const at = who === "foreign kiosk" ? away.place.id : here.place.id;
      const id = await deviceOf(server, at, who === "screen" ? "screen" : "kiosk");
      return { headers: { cookie: `device=${secretOf("device", id, 1)}` }, actor: undefined };
    }
    if (who === "program") {
      const { user } = await here.newStaff("coordinator");
      return { headers: { authorization: `Bearer ${await tokenOf(user, "program")}` }, actor: undefined };
    }
    if (who === "tablet" || who === "foreign tablet") return tabletOf(server, who === "tablet" ? here : away);
    const [role, of] = who.startsWith("foreign ") ? [who.slice(8), away] : [who, here];
    const actor = await of.newStaff(role as StaffRole);
    return { headers: { cookie: `session=${await loginOf(db, actor.user)}` }, actor };
  };
  return {
    permanence: here.permanence,
    place: here.place,
    organisation: here.organisation.id,
    organisationSlug: here.organisation.slug,
    colleague: here.staff.user,
    leader,
    invitation,
    invitationToLead,
    other: { organisation: away.organisation.id, staff: away.staff.user },
    visit: { id: visit, secret: secretOf("visit", visit, 1) },
    appointment: { id: appointment, secret: secretOf("appointment", appointment, 1) },
    code,
    offer,
    device,
    contact,
    share,
    shareRequest,
    referrer,
    closure,
    otherClosure,
    series,
    enrolCode,
    tokenOfAnother,
    secretOf,
    ...(await asks()),
  };
}

/** A shared tablet of that half-day, opened with the name of a coordinator. */
async function tabletOf(server: Server, at: Neuhof): Promise<Pick<Scene, "headers" | "actor">> {
  const { db, clock } = server;
  const { hashOfLogin } = await import("#lib/server/auth/read-login.ts");
  const actor = await at.newStaff("coordinator");
  await plan(server, at, actor, 1);
  const pass = await db.tabletPass.create({
    data: {
      organisationId: at.organisation.id,
      placeId: at.place.id,
      localDate: new Date("2026-11-24"),
      madeById: actor.user,
      createdAt: new Date(clock.now()),
    },
  });
  const token = `tablet.${randomUUID()}`;
  await db.session.create({
    data: {
      userId: actor.user,
      expires: new Date("2099-01-01"),
      sessionToken: hashOfLogin(token),
      permanenceId: at.permanence,
      tabletPassId: pass.id,
    },
  });
  const only = { permanence: at.permanence, place: at.place.id, organisation: at.organisation.id, over: false };
  return { headers: { cookie: `session=${token}` }, actor: { ...actor, by: "tablet", only } };
}

/** An open invitation to that role of the organisation. */
async function invitationTo({ db, clock }: Server, organisationId: string, role: StaffRole): Promise<string> {
  const { id } = await db.invitation.create({
    data: {
      organisationId,
      email: `${randomUUID()}@ville.example`,
      role,
      code: randomUUID(),
      createdAt: new Date(clock.now()),
      expiresAt: new Date(clock.now() + 86_400_000),
    },
    select: { id: true },
  });
  return id;
}

async function deviceOf({ db, clock }: Server, placeId: string, kind: string): Promise<string> {
  const { organisationId } = await db.place.findUniqueOrThrow({ where: { id: placeId } });
  const { id } = await db.device.create({
    data: { placeId, organisationId, kind, name: kind, enrolledAt: new Date(clock.now()) },
    select: { id: true },
  });
  return id;
}
