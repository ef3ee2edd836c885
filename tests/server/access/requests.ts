import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { instant } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { PLACE_RECORD } from "#tests/support/place-record.ts";
import type { Scene, StaffActor } from "./who.ts";

/** How a call of the API is asked: what stands for the parameter of its path, its query and its body. */
type ApiRequest = (scene: Scene) => {
  readonly param?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
};

const command = (act: object): object => ({
  commands: [{ id: randomUUID(), at: "2026-11-24T08:55:00+01:00", device: "tablet-1", ...act }],
});
const half = ({ permanence: param }: Scene) => ({ param });
const withAppointment = ({ appointment: { secret: param } }: Scene) => ({ param });
const ofIts = ({ organisationSlug: organisation }: Scene) => ({ organisation });
const booking = { startsAt: "2026-11-24T11:00:00+01:00", topic: "caf" };

/**
 * How each call of `lib/wire/api/calls.ts` is asked, by its name. A call whose right depends on what is asked stands in
 * several rows, `name: what`. In this order: what ends something comes last.
 */
export const API_REQUESTS: Readonly<Record<string, ApiRequest>> = {
  readDescription: () => ({}),
  listPlaces: () => ({}),
  listTopics: () => ({}),
  listPermanences: () => ({}),
  readBoard: half,
  followBoard: half,
  readSlots: half,
  readLine: half,
  runCommands: (scene) => ({ ...half(scene), body: command({ type: "announce", message: "" }) }),
  "runCommands: add a desk": (scene) => ({ ...half(scene), body: command({ type: "add-desk" }) }),
  "runCommands: seat somebody of another organisation": (scene) => ({
    ...half(scene),
    body: command({ type: "open", desks: [{ desk: 2, conseiller: scene.other.staff }] }),
  }),
  runSignedCommands: (scene) => ({
    ...half(scene),
    body: { acts: [{ key: randomUUID(), text: "{}", signature: "A".repeat(86) }] },
  }),
  saveActKey: () => ({ body: { id: randomUUID(), device: randomUUID(), publicKey: "A".repeat(87) } }),
  saveUnsentActs: () => ({ body: { device: randomUUID(), held: [] } }),
  takeNumber: (scene) => ({ ...half(scene), body: {} }),
  "takeNumber: with priority": (scene) => ({ ...half(scene), body: { priority: true } }),
  "takeNumber: with the door": (scene) => ({
    ...half(scene),
    body: { door: scene.secretOf("door", scene.place.id, 1) },
  }),
  bookAppointment: (scene) => ({ ...half(scene), body: booking }),
  "bookAppointment: beside the lanes": (scene) => ({
    ...half(scene),
    body: { ...booking, overbook: { reason: "urgent" } },
  }),
  readAppointment: withAppointment,
  moveAppointment: (scene) => ({ ...withAppointment(scene), body: { startsAt: "2026-11-24T10:30:00+01:00" } }),
  checkInByLink: withAppointment,
  checkInAtTheDoor: (scene) => ({ ...half(scene), body: { code: scene.code } }),
  findByCode: (scene) => ({ ...half(scene), body: { code: scene.code } }),
  cancelAppointment: withAppointment,
  answerOffer: (scene) => ({ ...withAppointment(scene), body: { offer: scene.offer, answer: "yes" } }),
  exportSeries: ({ organisation }) => ({ query: { organisation } }),
  exportHalfDays: ({ organisation }) => ({ query: { organisation, from: "2026-11-24", to: "2026-12-01" } }),
  makeDevice: ({ place }) => ({ body: { place: place.id, kind: "screen", name: "Écran" } }),
  enrolDevice: ({ enrolCode: code }) => ({ body: { code } }),
  revokeDevice: ({ device: param }) => ({ param }),
  listPeople: (scene) => ({ query: ofIts(scene) }),
  invitePerson: (scene) => ({ body: { ...ofIts(scene), email: invited().email, role: "conseiller" } }),
  "invitePerson: as administrator": (scene) => ({
    body: { ...ofIts(scene), email: invited().email, role: "administrator" },
  }),
  giveRole: (scene) => ({ param: scene.colleague, body: { ...ofIts(scene), role: "reception" } }),
  "giveRole: of a coordinator": (scene) => ({ param: scene.colleague, body: { ...ofIts(scene), role: "coordinator" } }),
  endRole: (scene) => ({ param: scene.colleague, body: { ...ofIts(scene), role: "reception" } }),
  "endRole: of a coordinator": (scene) => ({ param: scene.colleague, body: { ...ofIts(scene), role: "coordinator" } }),
  deactivatePerson: (scene) => ({ param: scene.colleague, body: ofIts(scene) }),
};

/** What a use case answers about rights: a refusal, or that it does what was asked. */
export type RightsAnswer = "passes" | string;

type PageRead = (actor: StaffActor, scene: Scene) => Promise<RightsAnswer>;

const outcome = (read: { readonly ok: boolean; readonly refusal?: unknown }): RightsAnswer =>
  read.ok ? "passes" : String(read.refusal);
const unless = (isEmpty: boolean): RightsAnswer => (isEmpty ? "not-found" : "passes");

/**
 * What each page for staff of `lib/server/edge/page-routes.ts` reads with, for who is signed in; a page that shows more
 * to some stands in several rows, `route: what`. Whoever is not signed in is led to the sign-in page by all of them.
 */
export const STAFF_PAGES: Readonly<Record<string, PageRead>> = {
  "/agenda": async (actor) => {
    const { listShares } = await import("#lib/server/calendar/list-shares.ts");
    return unless((await listShares(actor)).length === 0);
  },
  "/accueil": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    const held = await organisationOfPage(actor, "book-as-team", undefined, "some-place");
    return unless(held?.chosen.id !== organisation);
  },
  "/accueil: what was found": async (actor, scene) => {
    const { readFound } = await import("#lib/server/booking/reception/open-found.ts");
    return unless(!(await readFound(actor, await openedBy(scene))));
  },
  "/accueil: the number that was given": async (actor, scene) => {
    const { readNumberGiven } = await import("#lib/server/booking/reception/number-given.ts");
    return unless(!(await readNumberGiven(actor, await numberBy(scene))));
  },
  "/accueil: lines": async (actor, { organisation }) => {
    const { readOpenLines } = await import("#lib/server/queue/read-open-lines.ts");
    return unless((await readOpenLines(actor, organisation)).length === 0);
  },
  "/accueil/papier": async (actor, scene) => {
    const { readFound } = await import("#lib/server/booking/reception/open-found.ts");
    return unless(!(await readFound(actor, await openedBy(scene))));
  },
  "/conseiller": async (actor, { permanence }) => {
    const { readStaffPermanences } = await import("#lib/server/schedule/read-staff-permanences.ts");
    return unless(!(await readStaffPermanences(actor)).today.some(({ id }) => id === permanence));
  },
  "/conseiller/a-rappeler": async (actor, { organisation }) => {
    const { readAllToTell } = await import("#lib/server/booking/to-tell/read-all-to-tell.ts");
    return outcome(await readAllToTell(actor, organisation));
  },
  "/conseiller/absence": async (actor, { organisation }) => {
    const { readAbsences } = await import("#lib/server/planning/absences/read-absences.ts");
    return outcome(await readAbsences(actor, { organisation, account: actor.user }));
  },
  "/conseiller/copies": async (actor, { permanence }) => {
    const { readHalfDaysAhead } = await import("#lib/server/queue/read-half-days-ahead.ts");
    return unless(!(await readHalfDaysAhead(actor, { also: [permanence], unsent: [] })).has(permanence));
  },
  "/conseiller/comptes-rendus": async (actor, { organisation }) => {
    const { whereMay } = await import("#lib/access/where-may.ts");
    return unless(!whereMay(actor, "write-report").some((reach) => reach.organisation === organisation));
  },
  "/conseiller/comptes-rendus/[id]": async (actor, { organisation }) => {
    const { readPlacesToReport } = await import("#lib/server/report/own-reports.ts");
    return unless((await readPlacesToReport(actor, organisation)).places.length === 0);
  },
  "/conseiller/donnees": async (actor, { organisation }) => {
    const { whereMay } = await import("#lib/access/where-may.ts");
    return unless(!whereMay(actor, "erase-resident").some((reach) => reach.organisation === organisation));
  },
  "/conseiller/donnees: what was found": async (actor, scene) => {
    const { readFound } = await import("#lib/server/privacy/find-resident.ts");
    return unless((await readFound(actor, await foundBy(scene))).length === 0);
  },
  // A pretend half-day, of nobody.
  "/conseiller/entrainement": async () => "passes",
  // One's own, of whoever reads: the use case takes nobody else.
  "/conseiller/mes-chiffres": async (actor) => {
    const { readOwnFigures } = await import("#lib/server/report/read-own-figures.ts");
    return outcome(await readOwnFigures(actor, "2026-11-01"));
  },
  "/conseiller/permanences/[id]": async (actor, { permanence }) => {
    const { readTablet } = await import("#lib/server/queue/read-tablet.ts");
    return outcome(await readTablet(actor, permanence));
  },
  "/conseiller/permanences/[id]: arranges desks": async (actor, { permanence }) => {
    const { readTablet } = await import("#lib/server/queue/read-tablet.ts");
    const read = await readTablet(actor, permanence);
    return unless(!read.ok || !read.value.arranges);
  },
  "/conseiller/permanences/[id]/a-prevenir": async (actor, { permanence }) => {
    const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
    return outcome(await readPeopleToTell(actor, permanence));
  },
  "/conseiller/permanences/[id]/bilan": async (actor, { permanence }) => {
    const { readHalfDaySummary } = await import("#lib/server/report/read-half-day-summary.ts");
    return outcome(await readHalfDaySummary(actor, permanence));
  },
  "/conseiller/permanences/[id]/saisie": async (actor, { permanence }) => {
    const { readHalfDaySummary } = await import("#lib/server/report/read-half-day-summary.ts");
    return outcome(await readHalfDaySummary(actor, permanence));
  },
  "/conseiller/permanences/[id]/saisie/lignes": async (actor, { permanence }) => {
    const { readHalfDaySummary } = await import("#lib/server/report/read-half-day-summary.ts");
    return outcome(await readHalfDaySummary(actor, permanence));
  },
  "/conseiller/permanences/[id]/aide": async (actor, { permanence }) => {
    const { readHelp } = await import("#lib/server/queue/help-at-half-day.ts");
    return outcome(await readHelp(actor, permanence));
  },
  "/conseiller/permanences/[id]/tablette": async (actor, { permanence }) => {
    const { readTabletOfHalfDay } = await import("#lib/server/auth/tablet/tablet-passes.ts");
    return outcome(await readTabletOfHalfDay(actor, permanence));
  },
  "/coordination": async (actor, { organisation }) => {
    const { SECTIONS } = await import("#components/staff/sections.ts");
    const { organisationsWhere } = await import("#lib/access/where-may.ts");
    return unless(!SECTIONS.some(({ act }) => organisationsWhere(actor, act).includes(organisation)));
  },
  "/coordination: leads on with the set-up": async (actor, { organisation }) => {
    const { offeredFirstHour } = await import("#lib/server/organisation/first-hour/read-first-hour.ts");
    return unless((await offeredFirstHour(actor))?.organisation !== organisation);
  },
  "/coordination/equipe": async (actor, { organisation }) => {
    const { readPeople } = await import("#lib/server/auth/people/read-people.ts");
    return outcome(await readPeople(actor, organisation));
  },
  "/coordination/equipe: the code of an invitation to lead": async (actor, { organisation, invitationToLead }) => {
    const { readPeople } = await import("#lib/server/auth/people/read-people.ts");
    const read = await readPeople(actor, organisation);
    const invitation = read.ok && read.value.invitations.find(({ id }) => id === invitationToLead);
    return unless(!invitation || invitation.opens === undefined);
  },
  "/coordination/equipe/inviter": async (actor, { organisationSlug }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "manage-people", organisationSlug)) === undefined);
  },
  "/coordination/equipe/[account]": async (actor, { organisation, colleague }) => {
    const { readPerson } = await import("#lib/server/auth/people/read-people.ts");
    return outcome(await readPerson(actor, organisation, colleague));
  },
  "/coordination/equipe/[account]: changes a role that leads": async (actor, { organisation, leader }) => {
    const { readPerson } = await import("#lib/server/auth/people/read-people.ts");
    const read = await readPerson(actor, organisation, leader);
    return unless(!read.ok || !read.value.roles.some(({ mayChange }) => mayChange));
  },
  "/coordination/equipe/[account]: usual hours and topics": async (actor, { organisation, colleague }) => {
    const { readWorkingTime } = await import("#lib/server/planning/working-time.ts");
    return outcome(await readWorkingTime(actor, { organisation, account: colleague }));
  },
  "/coordination/equipe/[account]: gives an address to sign in": async (actor, { organisation, colleague }) => {
    const { readPerson } = await import("#lib/server/auth/people/read-people.ts");
    const read = await readPerson(actor, organisation, colleague);
    return unless(!read.ok || !read.value.mayGiveLink);
  },
  "/coordination/journal": async (actor, { organisation }) => {
    const { readJournal } = await import("#lib/server/journal/read-journal.ts");
    return outcome(await readJournal(actor, { organisation }));
  },
  "/coordination/documents": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "read-documents"))?.chosen.id !== organisation);
  },
  "/coordination/documents/[document]": async (actor, { organisation }) => {
    const { readLegalDocument } = await import("#lib/server/privacy/read-legal-document.ts");
    return outcome(await readLegalDocument(actor, organisation, "registre"));
  },
  "/coordination/collectivites": async (actor) => {
    const { readOrganisations } = await import("#lib/server/organisation/read-organisations.ts");
    return outcome(await readOrganisations(actor));
  },
  "/coordination/collectivites: of the host": async (actor, { organisation }) => {
    await hosts(organisation);
    const { readOrganisations } = await import("#lib/server/organisation/read-organisations.ts");
    return outcome(await readOrganisations(actor));
  },
  "/coordination/lieux": async (actor, { place }) => {
    const { listManagedPlaces } = await import("#lib/server/schedule/managed-places.ts");
    const { places } = await listManagedPlaces(actor, { text: undefined, after: undefined });
    return unless(!places.some(({ id }) => id === place.id));
  },
  "/coordination/lieux/[place]": async (actor, { place }) => {
    const { readManagedPlace } = await import("#lib/server/schedule/managed-places.ts");
    return unless((await readManagedPlace(actor, place.slug)) === undefined);
  },
  "/coordination/lieux/creer": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "manage-places"))?.chosen.id !== organisation);
  },
  "/coordination/fermetures": async (actor, { organisation }) => {
    const { readClosures } = await import("#lib/server/planning/closures/read-closures.ts");
    return outcome(await readClosures(actor, organisation));
  },
  "/coordination/fermetures/[id]": async (actor, { closure }) => {
    const { readClosure } = await import("#lib/server/planning/closures/read-closures.ts");
    return outcome(await readClosure(actor, closure));
  },
  "/coordination/fermetures/creer": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "plan-half-days"))?.chosen.id !== organisation);
  },
  "/coordination/partages": async (actor, { organisation }) => {
    const { listGivenShares } = await import("#lib/server/calendar/given-shares.ts");
    return outcome(await listGivenShares(actor, organisation));
  },
  "/coordination/partages: who asks for one": async (actor, { organisation }) => {
    const { listShareRequests } = await import("#lib/server/calendar/share-requests.ts");
    return outcome(await listShareRequests(actor, organisation));
  },
  "/coordination/partages/[id]": async (actor, { share }) => {
    const { readGivenShare } = await import("#lib/server/calendar/given-shares.ts");
    return outcome(await readGivenShare(actor, share));
  },
  "/coordination/partages/orienteurs": async (actor, { organisation }) => {
    const { listReferrers } = await import("#lib/server/booking/referrers/manage-referrers.ts");
    return outcome(await listReferrers(actor, organisation));
  },
  "/coordination/partages/creer": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "manage-shares"))?.chosen.id !== organisation);
  },
  "/coordination/equipe/semaine": async (actor, { organisation }) => {
    const { readTeamWeek } = await import("#lib/server/planning/absences/read-absences.ts");
    return outcome(await readTeamWeek(actor, { organisation }));
  },
  "/coordination/equipe/[account]/absence": async (actor, { organisation, colleague }) => {
    const { readAbsences } = await import("#lib/server/planning/absences/read-absences.ts");
    return outcome(await readAbsences(actor, { organisation, account: colleague }));
  },
  "/coordination/equipe/[account]/dates": async (actor, { organisation, colleague }) => {
    const { readDatesToHandOver } = await import("#lib/server/planning/assignments/hand-over-dates.ts");
    return outcome(await readDatesToHandOver(actor, { organisation, account: colleague }));
  },
  "/conseiller/permanences/[id]/imprevu": async (actor, { permanence }) => {
    const { readOwnDisruption } = await import("#lib/server/planning/disruption/read-own.ts");
    return outcome(await readOwnDisruption(actor, permanence));
  },
  "/coordination/imprevu": async (actor, { organisation }) => {
    const { readDisruption } = await import("#lib/server/planning/disruption/read-disruption.ts");
    return outcome(
      await readDisruption(actor, { organisation, away: new Map(), shut: new Set<string>(), besides: [] }),
    );
  },
  "/coordination/imprevu/prevenir": async (actor, { organisation, permanence }) => {
    const { readAfterDisruption } = await import("#lib/server/planning/disruption/read-settled.ts");
    return outcome(await readAfterDisruption(actor, organisation, [permanence]));
  },
  "/coordination/planning": async (actor, { organisation }) => {
    const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
    return outcome(await readPlanning(actor, { organisation, from: "2026-11-23", days: 7 }));
  },
  "/coordination/permanences/[id]": async (actor, { permanence }) => {
    const { readPlannedHalfDay } = await import("#lib/server/planning/series/read-half-day.ts");
    return outcome(await readPlannedHalfDay(actor, permanence));
  },
  "/coordination/permanences/creer": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "plan-half-days"))?.chosen.id !== organisation);
  },
  "/coordination/regles": async (actor, { organisation }) => {
    const { readSeriesOf } = await import("#lib/server/planning/series/read-series.ts");
    return outcome(await readSeriesOf(actor, organisation));
  },
  "/coordination/regles/[id]": async (actor, { series }) => {
    const { readSeries } = await import("#lib/server/planning/series/read-series.ts");
    return outcome(await readSeries(actor, series));
  },
  "/coordination/regles/creer": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "plan-half-days"))?.chosen.id !== organisation);
  },
  "/coordination/premiere-heure": firstHour,
  "/coordination/premiere-heure/[etape]": firstHour,
  "/coordination/premiere-heure/[etape]: the plan": async (actor, { organisation }) => {
    const { readPlan } = await import("#lib/server/organisation/first-hour/read-plan.ts");
    return outcome(await readPlan(actor, organisation));
  },
  "/coordination/premiere-heure/[etape]: the places": async (actor, { organisation }) => {
    const { readOwnPlaces } = await import("#lib/server/organisation/first-hour/read-plan.ts");
    return outcome(await readOwnPlaces(actor, organisation));
  },
  "/coordination/permanences/[id]/histoire": async (actor, { permanence }) => {
    const { readHistoryOfHalfDay } = await import("#lib/server/planning/read-history.ts");
    return outcome(await readHistoryOfHalfDay(actor, permanence));
  },
  "/coordination/lieux/[place]/histoire": async (actor, { place }) => {
    const { readHistoryOfPlace } = await import("#lib/server/planning/read-history.ts");
    return outcome(await readHistoryOfPlace(actor, place.slug));
  },
  "/coordination/fermetures/vacances": async (actor, { organisation }) => {
    await hosts(organisation);
    const { hostFor } = await import("#lib/server/organisation/host.ts");
    return unless((await hostFor(actor)) === undefined);
  },
  "/coordination/planning/importer": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    const held = await organisationOfPage(actor, "plan-half-days", undefined, "some-place");
    return unless(held?.chosen.id !== organisation);
  },
  "/coordination/lieux/importer": async (actor, { organisation }) => {
    const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
    return unless((await organisationOfPage(actor, "manage-places"))?.chosen.id !== organisation);
  },
  "/coordination/messages": async (actor, { organisation }) => {
    const { readMessages } = await import("#lib/server/organisation/messages/message-settings.ts");
    return outcome(await readMessages(actor, organisation));
  },
  "/coordination/reglages": async (actor, { organisation }) => {
    const { readOrganisationSettings } = await import("#lib/server/organisation/read-organisation-settings.ts");
    return outcome(await readOrganisationSettings(actor, organisation));
  },
  "/coordination/demarches": async (actor, { organisation }) => {
    const { listManagedTopics } = await import("#lib/server/schedule/managed-topics.ts");
    return outcome(await listManagedTopics(actor, organisation));
  },
  "/coordination/demarches/[cle]": async (actor, { organisation }) => {
    const { listManagedTopics } = await import("#lib/server/schedule/managed-topics.ts");
    return outcome(await listManagedTopics(actor, organisation));
  },
  "/coordination/demarches/creer": (actor, { organisation }) => makesTopics(actor, organisation),
  "/coordination/appareils": async (actor, { place }) => {
    const { listManagedDevices } = await import("#lib/server/auth/managed-devices.ts");
    return unless(!(await listManagedDevices(actor)).some(({ id }) => id === place.id));
  },
  "/coordination/chiffres": async (actor, { organisation }) => {
    const { readMonthFigures } = await import("#lib/server/report/read-month-figures.ts");
    return outcome(await readMonthFigures(actor, organisation, "2026-11-01"));
  },
  "/coordination/lundi": async (actor, { organisation }) => {
    const { readMonday } = await import("#lib/server/planning/monday/read-monday.ts");
    return outcome(await readMonday(actor, organisation));
  },
  "/lieux/[place]/affiche": async (actor, { place }) => {
    const { doorAddressFor } = await import("#lib/server/place/door.ts");
    return unless((await doorAddressFor(actor, place.id)) === undefined);
  },
};

/** Lets that organisation host the installation, and no other. */
async function hosts(organisation: string): Promise<void> {
  const { db } = await import("#lib/server/db.ts");
  await db.organisation.updateMany({ where: { hosts: true }, data: { hosts: false } });
  await db.organisation.update({ where: { id: organisation }, data: { hosts: true }, select: { id: true } });
}

const PLACE = { name: "Mairie", address: "1 rue", city: "Strasbourg", postalCode: "67100" };

/** Whether the page that makes a topic opens with that organisation. */
async function makesTopics(actor: StaffActor, organisation: string): Promise<RightsAnswer> {
  const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
  return unless((await organisationOfPage(actor, "manage-topics"))?.chosen.id !== organisation);
}

/** Whether the guided set-up of that organisation opens. */
async function firstHour(actor: StaffActor, { organisation }: Scene): Promise<RightsAnswer> {
  const { readFirstHour } = await import("#lib/server/organisation/first-hour/read-first-hour.ts");
  return outcome(await readFirstHour(actor, organisation));
}

const ofOrganisation = ({ organisation }: Scene) => Promise.resolve({ organisation });
/** A colleague for the half-day. */
const ofPlanning = ({ organisationSlug: slug, permanence, colleague: account }: Scene) =>
  Promise.resolve({ slug, permanence, account });

const ofAbsence = ({ organisationSlug: slug }: Scene) => Promise.resolve({ slug, when: "tomorrow" });

/**
 * The same once its coordinator has planned somebody there, with the assignment and the entry of the journal about it.
 */
async function planned(scene: Scene): Promise<Record<string, string>> {
  const { permanence, organisation, leader, colleague } = scene;
  const { assign } = await import("#lib/server/planning/assignments/assign.ts");
  const { unassign } = await import("#lib/server/planning/assignments/unassign.ts");
  const { lastPlanning } = await import("#lib/server/planning/assignments/last-act.ts");
  const { db } = await import("#lib/server/db.ts");
  const coordinator: StaffActor = {
    kind: "staff",
    user: leader,
    by: "login",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  };
  const theirs = { permanenceId: permanence, conseillerId: colleague };
  for (const { id } of await db.assignment.findMany({ where: theirs, select: { id: true } }))
    await unassign(coordinator, { assignment: id });
  const seat = await assign(coordinator, { permanence, account: colleague });
  if (!seat.ok) throw new Error(seat.refusal);
  const entry = (await lastPlanning(db, organisation, leader))?.entry ?? "";
  return { ...(await ofPlanning(scene)), account: leader, assignment: seat.value.id, entry };
}

const ofTopic = ({ organisation, place }: Scene) => Promise.resolve({ organisation, place: place.id, minutes: "30" });

/** A half-day that would end before it begins. */
const ofOwnHalfDay = () => Promise.resolve({ declared: "ends-early", at: "00:01" });

/** What is done about a half-day at which nobody is away: it is read, and refused for that half-day alone. */
const disruptionOf = ({ organisationSlug: slug, permanence }: Scene) =>
  Promise.resolve({ slug, [`do:${permanence}`]: "fewer-desks", reason: "Elle ne peut pas avoir lieu." });

/** The form of a closure on a day that no half-day of these tests has. */
const closureOf = ({ organisationSlug: slug, place }: Scene) =>
  Promise.resolve({
    slug,
    place: place.id,
    from: "2027-06-01",
    end: "known",
    until: "2027-06-02",
    sentence: "Travaux",
  });

/**
 * How each form of the team is posted. `[acte]` of a route, or `[etape]/[acte]`, is what stands after the colon; after
 * a second one, whom or what else it is about: `who leads` the coordinator, `to lead` the invitation of an
 * administrator.
 */
/** The form of a series that begins in a year that no clock of these tests reaches. */
const series = (slug: string, place: string) =>
  Promise.resolve({
    slug,
    weekday: "2",
    from: "09:00",
    to: "12:00",
    place,
    rhythm: "1",
    fromDate: "2090-01-03",
    date: "2090-01-03",
    desks: "1",
    way: "walk-in",
  });

export const STAFF_FORMS: Readonly<
  Record<string, (scene: Scene, server: { db: unknown }) => Promise<Record<string, string | Blob>>>
> = {
  "/accueil/[acte]: demarche": ({ organisationSlug: slug }) => Promise.resolve({ slug, topic: "caf" }),
  "/accueil/[acte]: tenir": ({ organisationSlug: slug, permanence }) =>
    Promise.resolve({ slug, topic: "caf", permanence, startsAt: "2026-11-24T11:30:00+01:00" }),
  "/accueil/[acte]: garder": ({ organisationSlug: slug }) => Promise.resolve({ slug, topic: "caf" }),
  "/accueil/[acte]: code": ({ organisationSlug: slug, code }) => Promise.resolve({ slug, code }),
  "/accueil/[acte]: heure": ({ organisationSlug: slug, place }) =>
    Promise.resolve({ slug, place: place.slug, day: "2026-11-24", hour: "10:00", name: "Fatima" }),
  "/accueil/[acte]: prenom": ({ organisationSlug: slug, place }) =>
    Promise.resolve({ slug, place: place.slug, day: "2026-11-24", name: "Fatima" }),
  "/accueil/[acte]: numero": ({ organisationSlug: slug }) => Promise.resolve({ slug, phone: "0639980124" }),
  "/accueil/[acte]: montrer": async (scene) => ({ trouve: await openedBy(scene) }),
  "/accueil/[acte]: renvoyer": async (scene) => ({ ref: await openedBy(scene) }),
  // At an hour that there is none of.
  "/accueil/[acte]: deplacer": async (scene) => ({
    trouve: await openedBy(scene),
    permanence: scene.permanence,
    startsAt: "2026-11-24T08:00:00+01:00",
  }),
  "/accueil/[acte]: retard": async (scene) => ({ trouve: await openedBy(scene), hour: "10:20" }),
  "/accueil/[acte]: priorite": async (scene) => ({ trouve: await openedBy(scene) }),
  "/accueil/[acte]: chercher": async (scene) => ({ trouve: await openedBy(scene), on: "on" }),
  "/accueil/[acte]: arrive": async (scene) => ({ trouve: await openedBy(scene) }),
  "/accueil/[acte]: annuler": async (scene) => ({ trouve: await openedBy(scene) }),
  "/accueil/[acte]: donner": ({ permanence }) => Promise.resolve({ permanence, key: randomUUID() }),
  "/accueil/[acte]: sms": async (scene) => ({ numero: await numberBy(scene), phone: "0639980124" }),
  "/accueil/[acte]: prendre": () => Promise.resolve({}),
  "/accueil/[acte]: abandonner": () => Promise.resolve({}),
  "/coordination/chiffres/exporter": ({ organisationSlug: slug }) => Promise.resolve({ slug, mois: "2026-11" }),
  "/coordination/lundi/affichees": ({ place }) => Promise.resolve({ [`place:${place.id}`]: "another" }),
  "/coordination/demarches/creer/enregistrer": async (scene) => ({ ...(await ofTopic(scene)), "name-fr": "Carte" }),
  "/coordination/demarches/[cle]/[acte]: enregistrer": async (scene) => ({
    ...(await ofTopic(scene)),
    "name-fr": "CAF",
  }),
  "/coordination/demarches/[cle]/[acte]: arreter": ofTopic,
  "/coordination/demarches/[cle]/[acte]: reprendre": ofTopic,
  "/coordination/demarches/[cle]/[acte]: pas-ici": ofTopic,
  "/coordination/demarches/[cle]/[acte]: ici": ofTopic,
  "/coordination/collectivites/[acte]: inviter": async ({ organisation }) => {
    await hosts(organisation);
    return { becomes: "organisation", email: "" };
  },
  "/coordination/collectivites/[acte]: adresse": async ({ organisation }) => {
    await hosts(organisation);
    return { organisation: organisation, host: "" };
  },
  // One that there is none of.
  "/coordination/collectivites/[acte]: renouveler": () => Promise.resolve({ invitation: randomUUID() }),
  "/coordination/collectivites/[acte]: retirer": () => Promise.resolve({ invitation: randomUUID() }),
  "/coordination/appareils/[acte]: creer": ({ place }) =>
    Promise.resolve({ place: place.id, kind: "screen", name: "Écran" }),
  "/coordination/appareils/[acte]: code": ({ device }) => Promise.resolve({ device }),
  "/coordination/appareils/[acte]: retirer": ({ device }) => Promise.resolve({ device }),
  "/conseiller/comptes-rendus/[id]/[acte]: enregistrer": ({ organisationSlug: slug, place }) =>
    Promise.resolve({
      slug,
      place: place.id,
      date: "2026-11-24",
      activityPlace: "lieu_activite",
      "theme:email": "on",
      minutes: "30",
    }),
  "/conseiller/comptes-rendus/[id]/[acte]: retirer": () => Promise.resolve({}),
  "/conseiller/comptes-rendus/exporter": () => Promise.resolve({ mois: "2026-11" }),
  "/conseiller/donnees/chercher": ({ code }) => Promise.resolve({ code }),
  "/conseiller/donnees/exporter": async (scene) => ({ ref: await foundBy(scene), format: "json" }),
  "/coordination/equipe/inviter/envoyer": ({ organisation }) =>
    Promise.resolve({ ...invited(), organisation, role: "conseiller" }),
  "/coordination/equipe/inviter/envoyer: an administrator": ({ organisation }) =>
    Promise.resolve({ ...invited(), organisation, role: "administrator" }),
  "/coordination/equipe/[account]/[acte]: role": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation, role: "reception", where: "all" }),
  "/coordination/equipe/[account]/[acte]: arreter-coordinator": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation }),
  "/coordination/equipe/[account]/[acte]: second-facteur": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation }),
  "/coordination/equipe/[account]/[acte]: lien": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation }),
  "/coordination/equipe/[account]/[acte]: fermer: who leads": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation }),
  "/coordination/equipe/[account]/[acte]: rouvrir: who leads": async ({ organisationSlug, leader }) => {
    const { db } = await import("#lib/server/db.ts");
    await db.membership.updateMany({ where: { userId: leader }, data: { endsAt: new Date(0) } });
    return { organisation: organisationSlug };
  },
  "/coordination/equipe/[account]/[acte]: temps": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation, hours: "", seen: "" }),
  "/coordination/equipe/[account]/[acte]: devient": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation, from: "2099-01-01" }),
  "/coordination/equipe/[account]/[acte]: fermer": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation }),
  "/coordination/equipe/[account]/[acte]: rouvrir": ({ organisationSlug: organisation }) =>
    Promise.resolve({ organisation }),
  "/coordination/equipe/invitations/[invitation]/[acte]: renouveler": () => Promise.resolve({}),
  "/coordination/equipe/invitations/[invitation]/[acte]: renouveler: to lead": () => Promise.resolve({}),
  "/coordination/equipe/invitations/[invitation]/[acte]: retirer": () => Promise.resolve({}),
  "/coordination/equipe/invitations/[invitation]/[acte]: retirer: to lead": () => Promise.resolve({}),
  "/conseiller/donnees/effacer: a number": async (scene) => ({ ref: await foundBy(scene, "number") }),
  "/coordination/lieux/[place]/[acte]: enregistrer": ({ place }) => Promise.resolve({ place: place.id, ...PLACE }),
  "/coordination/lieux/[place]/[acte]: contact": ({ place }) =>
    Promise.resolve({ place: place.id, roleName: "Gardien", phone: "0388000000" }),
  "/coordination/lieux/[place]/[acte]: retirer": ({ place, contact }) => Promise.resolve({ place: place.id, contact }),
  "/coordination/lieux/[place]/[acte]: cacher": ({ place }) => Promise.resolve({ place: place.id, coming: "9" }),
  "/coordination/lieux/[place]/[acte]: montrer": ({ place }) => Promise.resolve({ place: place.id }),
  "/coordination/lieux/[place]/[acte]: porte": ({ place }) => Promise.resolve({ place: place.id, generation: "1" }),
  "/coordination/lieux/[place]/[acte]: code": ({ place }) => Promise.resolve({ place: place.id }),
  "/conseiller/permanences/[id]/a-prevenir/dire": ({ appointment }) =>
    Promise.resolve({ appointment: appointment.id, seen: "", said: "yes" }),
  "/conseiller/permanences/[id]/a-prevenir/repondre": ({ appointment, offer }) =>
    Promise.resolve({ appointment: appointment.id, offer, answer: "yes" }),
  "/conseiller/permanences/[id]/aide/[acte]: demander": () => Promise.resolve({}),
  "/conseiller/permanences/[id]/aide/[acte]: finir": () => Promise.resolve({}),
  "/conseiller/permanences/[id]/saisie/enregistrer": () =>
    Promise.resolve({ received: "2", helped: "1", gone: "", redirected: "", turnedAway: "", seen: "" }),
  "/conseiller/permanences/[id]/saisie/lignes/enregistrer": () =>
    Promise.resolve({ "number-1": "1", "given-1": "9:05", seen: "" }),
  "/conseiller/permanences/[id]/bilan/[acte]: envoyer": () => Promise.resolve({}),
  "/conseiller/permanences/[id]/bilan/[acte]: personne": () => Promise.resolve({ seen: "" }),
  "/conseiller/permanences/[id]/bilan/[acte]: pas-tenue": () => Promise.resolve({ seen: "", why: "other" }),
  "/conseiller/permanences/[id]/bilan/[acte]: retirer": () => Promise.resolve({ seen: "" }),
  "/conseiller/permanences/[id]/tablette/[acte]: montrer": () => Promise.resolve({}),
  "/conseiller/permanences/[id]/tablette/[acte]: code": () => Promise.resolve({}),
  "/coordination/lieux/creer/enregistrer": ({ organisation }) => Promise.resolve({ organisation, ...PLACE }),
  "/conseiller/permanences/[id]/imprevu/[acte]: voir": ofOwnHalfDay,
  "/conseiller/permanences/[id]/imprevu/[acte]: enregistrer": ofOwnHalfDay,
  "/conseiller/permanences/[id]/imprevu/[acte]: tenir": () => Promise.resolve({}),
  "/coordination/imprevu/[acte]: voir": disruptionOf,
  "/coordination/imprevu/[acte]: enregistrer": disruptionOf,
  "/coordination/fermetures/creer/[acte]: voir": closureOf,
  "/coordination/fermetures/creer/[acte]: enregistrer": closureOf,
  "/coordination/fermetures/[id]/[acte]: voir": closureOf,
  "/coordination/fermetures/[id]/[acte]: enregistrer": closureOf,
  "/coordination/fermetures/[id]/[acte]: retablir": ({ permanence }) => Promise.resolve({ permanence }),
  "/coordination/fermetures/[id]/[acte]: tout-retablir": () => Promise.resolve({ seen: "" }),
  "/coordination/fermetures/[id]/[acte]: rouvrir": () => Promise.resolve({}),
  "/coordination/partages/creer/enregistrer": ({ organisation }) =>
    Promise.resolve({
      organisation,
      receiver: "new",
      receiverName: "CAF",
      receiverKind: "caf",
      name: "Permanences",
      level: "open-hours",
      by: "every",
    }),
  "/coordination/partages/demandes/[acte]: refuser": ({ shareRequest: request }) => Promise.resolve({ request }),
  "/coordination/partages/orienteurs/[acte]: creer": ({ organisation }) =>
    Promise.resolve({ organisation, name: "Association", phone: "03 88 00 00 99", email: "", most: "30" }),
  "/coordination/partages/orienteurs/[acte]: arreter": ({ referrer }) => Promise.resolve({ referrer }),
  "/coordination/partages/[id]/[acte]: changer": () =>
    Promise.resolve({ name: "Permanences", level: "open-hours", by: "every" }),
  "/coordination/partages/[id]/[acte]: cadre": () => Promise.resolve({ origins: "https://www.caf.example" }),
  "/coordination/partages/[id]/[acte]: renouveler": () => Promise.resolve({ generation: "1" }),
  "/coordination/partages/[id]/[acte]: arreter": () => Promise.resolve({}),
  "/conseiller/absence/[acte]: voir": ofAbsence,
  "/conseiller/absence/[acte]: enregistrer": ofAbsence,
  "/conseiller/absence/[acte]: retirer": ofAbsence,
  "/coordination/equipe/[account]/absence/[acte]: voir": ofAbsence,
  "/coordination/equipe/[account]/absence/[acte]: enregistrer": ofAbsence,
  "/coordination/equipe/[account]/absence/[acte]: retirer": ofAbsence,
  "/coordination/equipe/[account]/dates/confier": async (scene) => {
    const { slug = "", account: to = "" } = await planned(scene);
    return { slug, to };
  },
  "/coordination/planning/[acte]: planifier": ofPlanning,
  "/coordination/planning/[acte]: planifier-partie": async (scene) => ({
    ...(await ofPlanning(scene)),
    from: "9:00",
    to: "10:00",
  }),
  "/coordination/planning/[acte]: relais": async (scene) => ({ ...(await planned(scene)), at: "10:30" }),
  "/coordination/planning/[acte]: retirer": planned,
  "/coordination/planning/[acte]: chaque-semaine": ofPlanning,
  "/coordination/planning/[acte]: retirer-desormais": ofPlanning,
  "/coordination/planning/[acte]: annuler": planned,
  "/coordination/regles/creer/[acte]: voir": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/regles/creer/[acte]: enregistrer": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/regles/[id]/[acte]: voir": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/regles/[id]/[acte]: fin": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/regles/[id]/[acte]: enregistrer": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/permanences/creer/[acte]: voir": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/permanences/creer/[acte]: enregistrer": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/permanences/[id]/[acte]: voir": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/permanences/[id]/[acte]: revenir": () => Promise.resolve({ series: "on" }),
  "/coordination/permanences/[id]/[acte]: enregistrer": ({ organisationSlug: slug, place }) => series(slug, place.id),
  "/coordination/permanences/[id]/[acte]: annuler": () => Promise.resolve({ reason: "" }),
  "/coordination/premiere-heure/[etape]/[acte]: compte/enregistrer": () => Promise.resolve({ name: "Prénom" }),
  "/coordination/premiere-heure/[etape]/[acte]: mails/essai": () => Promise.resolve({}),
  "/coordination/premiere-heure/[etape]/[acte]: mails/continuer": ofOrganisation,
  "/coordination/premiere-heure/[etape]/[acte]: service/enregistrer": ({ organisation: organisationId }) =>
    Promise.resolve({ organisationId, name: "Aide numérique" }),
  "/coordination/premiere-heure/[etape]/[acte]: lieux/creer": ({ organisation }) =>
    Promise.resolve({ organisation, ...PLACE }),
  "/coordination/premiere-heure/[etape]/[acte]: equipe/inviter": ({ organisation }) =>
    Promise.resolve({ ...invited(), organisation, role: "conseiller" }),
  "/coordination/premiere-heure/[etape]/[acte]: equipe/continuer": ofOrganisation,
  "/coordination/premiere-heure/[etape]/[acte]: demarches/enregistrer": async (scene) => ({
    ...(await ofOrganisation(scene)),
    "topic:impots": "on",
  }),
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/planifier": ofOrganisation,
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/finir": ofOrganisation,
  "/coordination/premiere-heure/[etape]/[acte]: ouverture/cacher": ofOrganisation,
  "/coordination/fermetures/vacances/envoyer": async ({ organisation }) => {
    await hosts(organisation);
    return { organisation, file: new Blob([SCHOOL_CALENDAR]) };
  },
  "/coordination/fermetures/vacances/confirmer": async (scene) => {
    await hosts(scene.organisation);
    return { kept: await triedCalendarBy(scene) };
  },
  "/coordination/planning/importer/envoyer": ({ organisation }) =>
    Promise.resolve({ organisation, text: PLANNING_TABLE, file: new Blob([]) }),
  "/coordination/planning/importer/confirmer": async (scene) => ({ kept: await triedPlanningBy(scene) }),
  "/coordination/planning/importer/annuler": async (scene) => ({ kept: await triedPlanningBy(scene, true) }),
  "/coordination/planning/importer/confirmer: once more": async (scene) => ({
    kept: await triedPlanningBy(scene, true),
  }),
  "/coordination/lieux/importer/envoyer": ({ organisation }) =>
    Promise.resolve({ organisation, departement: "35", file: new Blob([JSON.stringify([PLACE_RECORD])]) }),
  "/coordination/lieux/importer/confirmer": async (scene) => ({ kept: await triedBy(scene) }),
  "/coordination/lieux/importer/confirmer: once more": async (scene) => ({ kept: await triedBy(scene, true) }),
  "/coordination/annuler-reservations": ({ organisation }) => Promise.resolve({ organisation, origin: "a".repeat(43) }),
  "/coordination/messages/[acte]: rappels": ({ organisation }) =>
    Promise.resolve({ organisation, first: "48", last: "2", cap: "" }),
  "/coordination/messages/[acte]: dit": ({ organisation }) => Promise.resolve({ organisation, message: randomUUID() }),
  "/coordination/reglages/enregistrer": ({ organisation: organisationId }) =>
    Promise.resolve({ organisationId, name: "Aide numérique" }),
  "/coordination/reglages/declaration": ({ organisation: organisationId }) =>
    Promise.resolve({ organisationId, "accessibility.state": "none" }),
  "/conseiller/donnees/effacer": async (scene) => ({ ref: await foundBy(scene) }),
};

const invited = () => ({ email: `${randomUUID()}@ville.example`, where: "all" });

/** The appointment or the number, sealed for whoever asks, as if the page had found it for them. */
async function foundBy({ actor, appointment, visit }: Scene, kind = "appointment"): Promise<string> {
  const { seal } = await import("#lib/server/sealed.ts");
  const refs = [{ kind, id: kind === "number" ? visit.id : appointment.id }];
  return seal("resident-data", { user: actor?.user ?? "", refs }, instant(at("12:00")));
}

/** The appointment as the reception opens it, for whoever asks. */
async function openedBy({ actor, appointment }: Scene): Promise<string> {
  const { seal } = await import("#lib/server/sealed.ts");
  const opened = { user: actor?.user ?? "", appointment: appointment.id, contact: false };
  return seal("reception-found", opened, instant(at("12:00")));
}

/** The number of the scene as if whoever asks had given it. */
async function numberBy({ actor, visit }: Scene): Promise<string> {
  const { seal } = await import("#lib/server/sealed.ts");
  return seal("reception-number", { user: actor?.user ?? "", visit: visit.id }, instant(at("12:00")));
}

/** A file of places of the organisation, kept for whoever asks as if they had tried it, or imported it already. */
async function triedBy({ actor, organisation }: Scene, imported = false): Promise<string> {
  const { placeFiles } = await import("#lib/server/place/kept-place-file.ts");
  const user = actor?.user ?? randomUUID();
  const kept = await placeFiles.fresh(user);
  if (!kept) throw new Error("The disk of this machine is too full for the test.");
  await writeFile(kept.path, JSON.stringify([PLACE_RECORD]));
  const counts = { added: 1, changed: 0, unchanged: 0, refused: 0, vanished: 0, leftOut: 0 };
  await placeFiles.keepSaid(user, kept.id, {
    organisation,
    fileName: "lieux.json",
    communes: [],
    departement: "35",
    imported,
    report: { counts, added: [], changed: [], vanished: [], refused: [] },
  });
  return kept.id;
}

const PLANNING_TABLE = "Lieu;Jour;De;À;Tables\nNulle part;lundi;9h;12h;1";

/**
 * A file of the planning of the organisation, kept for whoever asks as if they had tried it, or imported it already.
 */
async function triedPlanningBy({ actor, organisation }: Scene, imported = false): Promise<string> {
  const { planningFiles } = await import("#lib/server/planning/file/kept-planning-file.ts");
  const user = actor?.user ?? randomUUID();
  const kept = await planningFiles.fresh(user);
  if (!kept) throw new Error("The disk of this machine is too full for the test.");
  await writeFile(kept.path, PLANNING_TABLE);
  const counts = {
    seriesNew: 0,
    seriesChanged: 0,
    datesNew: 0,
    datesChanged: 0,
    planned: 0,
    takenOff: 0,
    without: 0,
    cancelled: 0,
    unchanged: 0,
    refused: 1,
  };
  const report = { counts, lines: [], refused: [], unread: [], version: "" };
  await planningFiles.keepSaid(user, kept.id, {
    organisation,
    fileName: "planning.csv",
    imported,
    report,
    ...(imported && { made: { series: [], dates: [], people: [] } }),
  });
  return kept.id;
}

const SCHOOL_CALENDAR =
  "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\nVacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Rennes;Zone B;2026-2027";

/** A calendar of school holidays, kept for whoever asks as if they had tried it. */
async function triedCalendarBy({ actor }: Scene): Promise<string> {
  const { schoolFiles } = await import("#lib/server/organisation/school-calendar.ts");
  const user = actor?.user ?? randomUUID();
  const kept = await schoolFiles.fresh(user);
  if (!kept) throw new Error("The disk of this machine is too full for the test.");
  await writeFile(kept.path, SCHOOL_CALENDAR);
  const counts = { added: 1, replaced: 0, same: 0, leftOut: 0, refused: 0 };
  const report = { counts, refused: [], coming: [] };
  await schoolFiles.keepSaid(user, kept.id, { fileName: "vacances.csv", imported: false, report });
  return kept.id;
}

/** Use cases that no route reaches, or whose route asks the same before them. */
export const USE_CASES: Readonly<Record<string, PageRead>> = {
  holdHour: async (actor, { permanence }) => {
    const { holdHour } = await import("#lib/server/booking/hold.ts");
    const held = await holdHour(actor, { permanence, start: at("11:30"), topics: ["caf"], until: at("9:30") });
    return held.ok ? "passes" : held.refusal;
  },
  listOwnTokens: async (actor) => {
    const { listOwnTokens } = await import("#lib/server/auth/own-tokens.ts");
    return outcome(await listOwnTokens(actor));
  },
  revokeOwnToken: async (actor, { tokenOfAnother }) => {
    const { revokeOwnToken } = await import("#lib/server/auth/own-tokens.ts");
    return outcome(await revokeOwnToken(actor, tokenOfAnother));
  },
  reactivateAccount: async (actor, { organisation, colleague: account }) => {
    const { reactivateAccount } = await import("#lib/server/auth/people/change-roles.ts");
    return outcome(await reactivateAccount(actor, { organisation, account }));
  },
};
