import { weekOf } from "#lib/place/opening-hours.ts";
import { createHash, randomUUID } from "node:crypto";
import { MOST_NOW, upcomingOf } from "#lib/schedule/upcoming.ts";
import { adapter } from "#lib/server/auth/adapter.ts";
import { actorOfToken, isExpired } from "#lib/server/auth/api-tokens.ts";
import { listTokens, revokeOwnToken } from "#lib/server/auth/own-tokens.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import {
  actorOfDevice,
  enrolDevice,
  makeEnrolCode,
  proofOfEnrolCode,
  renewEnrolCode,
} from "#lib/server/auth/devices.ts";
import { actorOfSession, renewedLogin, signIn, signOut } from "#lib/server/auth/login.ts";
import { readInvitation, invitationOfCode } from "#lib/server/auth/people/accept-invitation.ts";
import { endRole, giveRole } from "#lib/server/auth/people/change-roles.ts";
import { invitePerson } from "#lib/server/auth/people/invite.ts";
import { placesToChoose, readPeople, readPerson } from "#lib/server/auth/people/read-people.ts";
import { listOwnLogins, readOwnAccount } from "#lib/server/auth/own-account.ts";
import { halfLoginOfToken } from "#lib/server/auth/second-factor/half-login.ts";
import { giveFactor, readFactorToSetUp, readOwnFactor } from "#lib/server/auth/second-factor/own-factor.ts";
import { resetFactor } from "#lib/server/auth/second-factor/reset-factor.ts";
import { issueCode } from "#lib/server/auth/sign-in-code.ts";
import { readJournal } from "#lib/server/journal/read-journal.ts";
import { choiceOfCode } from "#lib/server/auth/tablet/open-tablet.ts";
import { readCodeOfDay, readTabletOfHalfDay, renewCodeOfDay, showPass } from "#lib/server/auth/tablet/tablet-passes.ts";
import { readTabletPlace } from "#lib/server/auth/tablet/tablet-place.ts";
import { makeSignInLinkToHandOver } from "#lib/server/auth/sign-in-link-to-hand-over.ts";
import { makeSignInLink } from "#lib/server/auth/sign-in-link.ts";
import { bookAppointment } from "#lib/server/booking/book.ts";
import { cancelAppointment } from "#lib/server/booking/cancel.ts";
import { firstFreeHour } from "#lib/server/booking/first-free-hour.ts";
import { haveHoldsExpired } from "#lib/server/booking/appointment-rows.ts";
import { holdHour } from "#lib/server/booking/hold.ts";
import { dropCase, holdForCase } from "#lib/server/booking/reception/book-case.ts";
import { beginCase } from "#lib/server/booking/reception/cases.ts";
import { readOpenLines } from "#lib/server/queue/read-open-lines.ts";
import { findAtReception } from "#lib/server/booking/reception/find.ts";
import { findAtTablet } from "#lib/server/booking/reception/find-at-tablet.ts";
import { readFirstHours } from "#lib/server/booking/reception/first-hours.ts";
import { findSoonestTowns } from "#lib/server/booking/find-soonest-towns.ts";
import { findSoonest } from "#lib/server/booking/find-soonest.ts";
import { answerOffer } from "#lib/server/booking/offers/answer-offer.ts";
import { makeOffers } from "#lib/server/booking/offers/make-offers.ts";
import { placesToFindAt, sendLinksOf } from "#lib/server/booking/find-again.ts";
import { listReferrers } from "#lib/server/booking/referrers/manage-referrers.ts";
import { moveAppointment } from "#lib/server/booking/move.ts";
import { readAlternatives } from "#lib/server/booking/read-alternatives.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { readAvailability } from "#lib/server/booking/read-availability.ts";
import { readBookableTopics } from "#lib/server/schedule/read-topics.ts";
import { readMove } from "#lib/server/booking/read-move.ts";
import { readSlots } from "#lib/server/booking/read-slots.ts";
import { findFramedShare, findShare } from "#lib/server/calendar/find-share.ts";
import { changeShare, renewShare, revokeShare } from "#lib/server/calendar/change-share.ts";
import { listGivenShares, readGivenShare, readShareChoices } from "#lib/server/calendar/given-shares.ts";
import { makeShare } from "#lib/server/calendar/make-share.ts";
import { noteRead } from "#lib/server/calendar/note-read.ts";
import { listShareRequests } from "#lib/server/calendar/share-requests.ts";
import { listShares } from "#lib/server/calendar/list-shares.ts";
import { readFeed } from "#lib/server/calendar/read-feed.ts";
import { readPeopleHelped } from "#lib/server/calendar/read-people-helped.ts";
import { readNextOfShare, readWeek } from "#lib/server/calendar/read-week.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { readAskedTopics } from "#lib/server/report/asked-topics.ts";
import { readMessages, readMessageTroubles } from "#lib/server/organisation/messages/message-settings.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { db, transaction } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { keepForNextLogin, openKept } from "#lib/server/kept-form.ts";
import { doorAddressFor, doorOf } from "#lib/server/place/door.ts";
import { readInstallation } from "#lib/server/place/read-installation.ts";
import { organisationNames } from "#lib/server/place/organisation-names.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { cursorOf } from "#lib/server/place/place-cursor.ts";
import { listPlaces, readLanguages, readPlacesByLanguage, readPlace } from "#lib/server/place/read-places.ts";
import {
  acceptOrganisationInvitation,
  organisationInvitationOfCode,
  readOrganisationInvitation,
} from "#lib/server/organisation/accept-organisation.ts";
import { readAllToTell } from "#lib/server/booking/to-tell/read-all-to-tell.ts";
import { readPeopleToTell } from "#lib/server/booking/to-tell/read-people-to-tell.ts";
import { inviteOrganisation } from "#lib/server/organisation/invite-organisation.ts";
import { setOwnHost } from "#lib/server/organisation/own-host.ts";
import { readOrganisations } from "#lib/server/organisation/read-organisations.ts";
import { changePlace } from "#lib/server/organisation/places/change-place.ts";
import { createPlace } from "#lib/server/place/create-place.ts";
import { hidePlace } from "#lib/server/schedule/hide-place.ts";
import { addPlaceContact } from "#lib/server/place/place-contacts.ts";
import { renewDoor } from "#lib/server/place/renew-door.ts";
import { cancelPermanence } from "#lib/server/planning/cancel-permanence.ts";
import { giveHalfDaysBack } from "#lib/server/planning/closures/give-half-days-back.ts";
import { giveHalfDayBack } from "#lib/server/planning/closures/give-half-day-back.ts";
import { liftClosure } from "#lib/server/planning/closures/lift-closure.ts";
import { readClosure, readClosures, readLiftedClosures } from "#lib/server/planning/closures/read-closures.ts";
import { saveClosure } from "#lib/server/planning/closures/save-closure.ts";
import { changeHalfDay } from "#lib/server/planning/series/change-half-day.ts";
import { readPlannedHalfDay } from "#lib/server/planning/series/read-half-day.ts";
import { readHistoryOfHalfDay, readHistoryOfPlace } from "#lib/server/planning/read-history.ts";
import { tryPlanningFile } from "#lib/server/planning/file/import-planning.ts";
import { exportHalfDays, exportSeries } from "#lib/server/planning/file/export-planning.ts";
import { assign } from "#lib/server/planning/assignments/assign.ts";
import { assignWeekly } from "#lib/server/planning/assignments/assign-weekly.ts";
import { unassignWeekly } from "#lib/server/planning/assignments/unassign-weekly.ts";
import { handOverDates, readDatesToHandOver } from "#lib/server/planning/assignments/hand-over-dates.ts";
import { handOver } from "#lib/server/planning/assignments/hand-over.ts";
import { readOwnReports, readPlacesToReport, readReportsToDo } from "#lib/server/report/own-reports.ts";
import { readOwnWeek } from "#lib/server/planning/assignments/read-own-week.ts";
import { firstPageOf } from "#lib/server/planning/today/first-page.ts";
import { readWhatToDo } from "#lib/server/planning/today/read-what-to-do.ts";
import { readMonday } from "#lib/server/planning/monday/read-monday.ts";
import { postersOutOfDate } from "#lib/server/schedule/posters/posters-out-of-date.ts";
import { readPosters } from "#lib/server/schedule/posters/read-posters.ts";
import { noteAbsence, removeAbsence } from "#lib/server/planning/absences/note-absence.ts";
import { readAbsences, readTeamWeek, readWhatAbsencesTouch } from "#lib/server/planning/absences/read-absences.ts";
import { readWorkingTime, saveWorkingTime } from "#lib/server/planning/working-time.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { fieldsOfWorkingTime } from "#lib/wire/planning/working-time-form.ts";
import { readPlanning } from "#lib/server/planning/assignments/read-planning.ts";
import { readDisruption } from "#lib/server/planning/disruption/read-disruption.ts";
import { holdAgain } from "#lib/server/planning/disruption/hold-again.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";
import { readAfterDisruption } from "#lib/server/planning/disruption/read-settled.ts";
import { settleDisruption } from "#lib/server/planning/disruption/settle-disruption.ts";
import { settleOwn } from "#lib/server/planning/disruption/settle-own.ts";
import { readDoorNotice } from "#lib/server/schedule/read-door-notice.ts";
import { spanOfDays } from "#lib/schedule/absence.ts";
import { unassign } from "#lib/server/planning/assignments/unassign.ts";
import { lastPlanning } from "#lib/server/planning/assignments/last-act.ts";
import { undoPlanning } from "#lib/server/planning/assignments/undo-planning.ts";
import { isRewritingDue } from "#lib/server/calendar/rewrite-due.ts";
import { isPlanDue, planDue } from "#lib/server/planning/series/plan-due.ts";
import { chooseTopics } from "#lib/server/organisation/first-hour/choose-topics.ts";
import { markSetUp } from "#lib/server/organisation/first-hour/mark-set-up.ts";
import { planWeekly } from "#lib/server/organisation/first-hour/plan-weekly.ts";
import { offeredFirstHour, readFirstHour } from "#lib/server/organisation/first-hour/read-first-hour.ts";
import { readOwnPlaces, readPlan } from "#lib/server/organisation/first-hour/read-plan.ts";
import { saveOrganisationSettings } from "#lib/server/organisation/save-organisation-settings.ts";
import { planSeries } from "#lib/server/planning/series/plan-series.ts";
import { arePartitionsDue } from "#lib/server/partitions/keep-partitions.ts";
import { eraseResident } from "#lib/server/privacy/erase-resident.ts";
import { findResident, openFound, readFound } from "#lib/server/privacy/find-resident.ts";
import { readLegalDocument } from "#lib/server/privacy/read-legal-document.ts";
import { exportResident } from "#lib/server/privacy/read-resident.ts";
import { eraseDue, isErasureDue } from "#lib/server/privacy/erase-due.ts";
import { checkInAtTheDoor } from "#lib/server/queue/check-in-at-the-door.ts";
import { checkInBySecret } from "#lib/server/queue/check-in.ts";
import { followVisit } from "#lib/server/queue/follow-visit.ts";
import { goAway } from "#lib/server/queue/go-away.ts";
import { leaveLine } from "#lib/server/queue/leave-line.ts";
import { listPermanences } from "#lib/server/queue/list-permanences.ts";
import { numbersOfBrowser } from "#lib/server/queue/numbers-of-browser.ts";
import { nextWindowOf } from "#lib/server/queue/take-number.ts";
import { readBoard, readBoards } from "#lib/server/queue/read-boards.ts";
import { readHalfDaysAhead } from "#lib/server/queue/read-half-days-ahead.ts";
import { readLine, recordHeartbeat, runCommands } from "#lib/server/queue/line-exchange.ts";
import { readRoomVersion } from "#lib/server/queue/read-room-version.ts";
import { readScreen } from "#lib/server/queue/read-screen.ts";
import { readHelp } from "#lib/server/queue/help-at-half-day.ts";
import { readTablet } from "#lib/server/queue/read-tablet.ts";
import { readTimeZone } from "#lib/server/queue/read-boards.ts";
import { takeNumber } from "#lib/server/queue/take-number.ts";
import { areLinesToEnd } from "#lib/server/queue/end-unclosed-lines.ts";
import { areFiguresDue, writeFigures } from "#lib/server/queue/write-figures.ts";
import { readHalfDaySummary } from "#lib/server/report/read-half-day-summary.ts";
import { readMonthFigures } from "#lib/server/report/read-month-figures.ts";
import { readOwnFigures } from "#lib/server/report/read-own-figures.ts";
import { countPlaces, findPlaces } from "#lib/server/schedule/find-places.ts";
import { commonHolidaysIn } from "#lib/server/schedule/holidays.ts";
import { readComing } from "#lib/server/schedule/read-coming.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";
import { listManagedTopics, switchTopic } from "#lib/server/schedule/managed-topics.ts";
import { listManagedDevices } from "#lib/server/auth/managed-devices.ts";
import { listManagedPlaces, readManagedPlace } from "#lib/server/schedule/managed-places.ts";
import { readStaffPermanences } from "#lib/server/schedule/read-staff-permanences.ts";
import { listTopics, readNamedTopics, readTopics } from "#lib/server/schedule/read-topics.ts";
import { isWorkshopPlanned, readWorkshops } from "#lib/server/schedule/read-workshops.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { placeBody } from "#lib/wire/place/place-body.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import type { Scale } from "./judge.ts";
import type { Subject } from "./subject.ts";

/**
 * One page or call: what it asks of the server layer. `feed`: it is no page, so it may touch as many buffers as its
 * text has rows. `before`: SQL that makes the rows ready for it. `boards`: "kept" when the boards that it shows were
 * computed or handed on within the minute (docs/architecture.md#the-way-of-a-board); otherwise it computes them.
 */
export type UseCase = {
  readonly name: string;
  readonly scale: Scale;
  readonly feed?: boolean;
  readonly before?: string;
  readonly boards?: "kept";
  readonly run: () => Promise<unknown>;
};

const ANY_ROLE = { role: "conseiller", places: "all" } as const;
const wantedPerson = () => ({ ...ANY_ROLE, email: `${randomUUID()}@demo.example`, languages: [] });
const NOBODY = { actor: undefined, login: undefined };
const wantedOrganisation = () => ({
  name: "Aide numérique",
  slug: `o-${randomUUID()}`,
  kind: "city",
  department: "67",
  person: "Administration",
  email: `${randomUUID()}@demo.example`,
});
const TOPIC = "caf-ressources";
const TYPED_PLACE = placeBody.parse({
  name: "Salle des fêtes",
  address: "1 rue de la Mairie",
  city: "Strasbourg",
  postalCode: "67000",
});
/** The INSEE code of the first copy of Strasbourg (bench/country/data.ts). */
const TOWN = "01025";
const DAY = 24 * 60;
/** Days far enough ahead for six dates that the data does not have. */
const PLANNED_ANEW = 500;
/** More rows than are due, so that one batch erases all: a batch that is undone would be due again. */
const ONE_BATCH = 10_000_000;

const grows = (name: string, why: string, run: UseCase["run"], before?: string): UseCase => ({
  name,
  scale: { grows: why },
  run,
  ...(before !== undefined && { before }),
});

/** What each process reads at its start and once an hour: it may grow with the number of places. */
const readAnHour = (name: string, run: UseCase["run"]): UseCase =>
  grows(name, "read at the start and once an hour by each process", run);

/** What each process reads once a minute for all pages: it may grow with the number of places. */
const keptAMinute = (name: string, run: UseCase["run"]): UseCase =>
  grows(name, "read once a minute by each process, for all pages", run);

const bounded = (name: string, run: UseCase["run"], boards?: "kept"): UseCase => ({
  name,
  scale: "bounded",
  run,
  ...(boards && { boards }),
});

const local = (name: string, run: UseCase["run"], before?: string): UseCase => ({
  name,
  scale: "local",
  run,
  ...(before !== undefined && { before }),
});

/** Throws unless a use case did what it was asked: the statements of a refusal are not those to measure. */
async function done(result: Promise<{ readonly ok: boolean; readonly refusal?: unknown } | undefined>): Promise<void> {
  const answer = await result;
  if (answer?.ok === false) throw new Error(`Refused: ${String(answer.refusal)}.`);
}

/** Throws when nothing was found. */
async function found<Value>(value: Promise<Value | undefined>): Promise<Value> {
  const answer = await value;
  if (answer === undefined || answer === null) throw new Error("Nothing was found.");
  return answer;
}

/**
 * Every page and call of the product, as app/ asks the server layer for it, about the subject. The pages whose
 * statements all stand in another one are left out.
 */
export const useCasesOf = (subject: Subject): readonly UseCase[] => [
  ...pages(subject),
  ...residents(subject),
  ...team(subject),
  ...api(subject),
  ...calendars(subject),
  ...accounts(subject),
  ...jobs(subject),
];

function pages({ place, walkInPlace, today, next, booked, waiting, coordinator }: Subject): readonly UseCase[] {
  return [
    keptAMinute("every page, footer", readOrganisation),
    readAnHour("pages without database, telephones and time zones", readInstallation),
    keptAMinute("home, languages", readLanguages),
    keptAMinute("home, holidays of all places", () => commonHolidaysIn("2026-12-20", 7)),
    keptAMinute("home, whether a workshop is planned", isWorkshopPlanned),
    keptAMinute("home, places by language", readPlacesByLanguage),
    keptAMinute("soonest hours, towns", findSoonestTowns),
    keptAMinute("home, first free hour", () => firstFreeHour({})),
    bounded("home, topics most asked for", () => readAskedTopics(coordinator.roles[0]?.organisation ?? "")),
    bounded("home", () => home({})),
    bounded("home, first free hour near a commune", () =>
      firstFreeHour({ near: { latitude: 48.57, longitude: 7.77 } }),
    ),
    bounded("home, first free hour near a commune, by topic", () =>
      firstFreeHour({ topic: TOPIC, near: { latitude: 48.57, longitude: 7.77 } }),
    ),
    bounded("home, near a commune", () => home({ near: { latitude: 48.57, longitude: 7.77 } })),
    bounded("home, by topic and language", () => home({ topic: TOPIC, language: "ar" })),
    keptAMinute("list of places, how many", countPlaces),
    bounded("list of places", () => findPlaces({})),
    bounded("list of places, further on", () =>
      findPlaces({ after: cursorOf([place.city, place.inseeCode, place.name, place.id]) }),
    ),
    local("list of places, by postal code", () => findPlaces({ text: place.postalCode })),
    bounded("list of places, by a common word", () => findPlaces({ text: "centre" })),
    local("a page of a place, footer", () => found(readOrganisationOf(coordinator.roles[0]?.organisation ?? ""))),
    local("a place", async () => {
      const { id } = await found(readPlace(place.slug));
      const [held] = await Promise.all([readComing(14, { place: id, cancelledToo: true }), readTopics({ place: id })]);
      await readBoards(held.filter(({ status }) => status === "open").map((one) => one.id));
    }),
    local("a half-day", async () => {
      const held = await found(readPermanence(next.id));
      await readAvailability(held, await readTopics({ permanence: held.id }, held.topics));
    }),
    keptAMinute("topics of all organisations", () => readTopics("all-organisations")),
    local("soonest hours of a town", async () => {
      const { hours } = await findSoonest(TOPIC, { town: { uncoded: [place.city] } });
      if (hours.length === 0) throw new Error("No hour is free in the town.");
    }),
    local("soonest hours of a place", () => findSoonest(TOPIC, { place: place.slug })),
    local("soonest hours elsewhere", async () => {
      const { hours, elsewhere } = await findSoonest(TOPIC, { place: walkInPlace });
      if (hours.length > 0 || !elsewhere) throw new Error("Hours were not looked for elsewhere.");
    }),
    local("booking form", async () => {
      await found(readPermanence(next.id));
      await readBookableTopics({ permanence: next.id });
      await done(readSlots(next.id, [TOPIC]));
      await readAlternatives(next.id, { topics: [TOPIC], start: next.start });
    }),
    local("an appointment", async () => {
      const held = await found(readAppointment(secretOf("appointment", booked.id, booked.generation)));
      await Promise.all([readNamedTopics(held.permanence, held.topics), readPermanence(held.permanence)]);
    }),
    local("the structures that refer people", () =>
      listReferrers(coordinator, coordinator.roles[0]?.organisation ?? ""),
    ),
    local("finding an appointment again", async () => {
      await placesToFindAt(coordinator.roles[0]?.organisation ?? "");
      await sendLinksOf({ phone: "+33639980000" }, clock.now());
    }),
    local("moving, form", () => found(readMove(secretOf("appointment", booked.id, booked.generation), undefined))),
    local("the door", async () => {
      const door = await found(doorOf(place.slug, secretOf("door", place.id, place.doorGeneration)));
      await readComing(14, { place: door.place.id });
      await readBoard(today.id);
      const kept = new Headers({ cookie: `numbers=${visitSecret(waiting[0])}` });
      await numbersOfBrowser(kept, { place: door.place.id, permanence: today.id });
    }),
    local("a number", async () => {
      const { permanence } = await found(followVisit(visitSecret(waiting[0])));
      await readNamedTopics(permanence.id, [TOPIC]);
    }),
    local("screen of the room", () => found(readScreen(place.slug))),
    local("screen of a closed room", () => found(readRoomVersion(place.slug))),
    bounded("workshops", readWorkshops),
  ];
}

async function home(choice: Parameters<typeof readComing>[1]): Promise<void> {
  const offer = upcomingOf(await readComing(7, choice), clock.now());
  const shown = offer.now.slice(0, MOST_NOW);
  await readBoards(shown.filter(({ status }) => status === "open").map(({ id }) => id));
}

const visitSecret = (visit: Subject["waiting"][number] | undefined): string =>
  visit ? secretOf("visit", visit.id, visit.generation) : "";

function residents({ place, today, next, booked, waiting, expected, kiosk }: Subject): readonly UseCase[] {
  const atKiosk = { kind: "device", device: kiosk.id, place: place.id, use: "kiosk" } as const;
  const heard = `UPDATE line SET heard_at = to_timestamp(${clock.now() / 1_000}) WHERE permanence_id = '${today.id}'`;
  const mine = secretOf("appointment", booked.id, booked.generation);
  return [
    local(
      "taking a number",
      () =>
        done(
          takeNumber(
            { kind: "door", place: place.id },
            { permanence: today.id, topic: TOPIC, name: "Amina", phone: "+33611223344" },
            randomUUID(),
          ),
        ),
      heard,
    ),
    local("away for a while", () => done(goAway(visitSecret(waiting[0]), 15, randomUUID()))),
    local("leaving the line", () => done(leaveLine(visitSecret(waiting[1])))),
    local("booking", () =>
      done(
        bookAppointment(
          { kind: "anonymous" },
          {
            permanence: next.id,
            start: plusMinutes(next.start, 150),
            topics: [TOPIC],
            onBehalfOf: false,
            name: "Amina",
            phone: "+33611223344",
            email: "amina@residents.example",
          },
          randomUUID(),
        ),
      ),
    ),
    local("offering another hour, and the answer", async () => {
      const start = plusMinutes(next.start, 90);
      const wish = {
        appointment: booked.id,
        permanence: next.id,
        span: { start, end: plusMinutes(start, 30) },
        lane: 20,
        until: start,
      };
      const [made] = await transaction((tx) => makeOffers(tx, [wish], clock.now()), atKiosk);
      if (!made) throw new Error("Nothing was offered.");
      await done(answerOffer(mine, { offer: made.id, answer: "no" }));
    }),
    local("moving", () => done(moveAppointment(mine, { start: plusMinutes(next.start, 120) }, randomUUID()))),
    local("cancelling", () => done(cancelAppointment(mine))),
    local("checking in by code", () => done(checkInAtTheDoor(atKiosk, today.id, { code: expected.code }))),
    local("checking in by link", () =>
      done(checkInBySecret(atKiosk, secretOf("appointment", expected.id, expected.generation))),
    ),
  ];
}

function team({ place, today, next, serving, atDesks, coordinator, series, expected }: Subject): readonly UseCase[] {
  const [first, second] = atDesks;
  if (!first || !second) throw new Error("Nobody sits at the two desks.");
  const act = { id: freshId(), at: clock.now(), device: "tablet-1" };
  const organisation = coordinator.roles[0]?.organisation ?? "";
  const disrupted = localDateOf(next.start, "Europe/Paris");
  const onDuty = async (): Promise<{ readonly account: string }> => {
    const where = { permanenceId: next.id, released: false };
    return { account: (await db.assignment.findFirstOrThrow({ where })).conseillerId };
  };
  return [
    local("the summary of a half-day", () => done(readHalfDaySummary(second, today.id))),
    local("one's own figures", () => done(readOwnFigures(second, "2026-11-01"))),
    local("start page of the team", () => readStaffPermanences(second)),
    local("start page of a team at one place", () =>
      readStaffPermanences({ ...second, roles: second.roles.map((role) => ({ ...role, places: [place.id] })) }),
    ),
    local("whom to tell", () => done(readPeopleToTell(second, today.id))),
    local("whom to tell, over all half-days", () => done(readAllToTell(second, second.roles[0]?.organisation ?? ""))),
    local("tablet", async () => {
      await found(readPermanence(today.id));
      await done(readTablet(second, today.id));
    }),
    local("an act: call", () => ran(runCommands(second, today.id, [{ ...act, type: "call-next", desk: 2 }]))),
    local("an act: finish", () =>
      ran(runCommands(first, today.id, [{ ...act, id: freshId(), type: "finish", visit: serving }])),
    ),
    local("state of the line", () => done(readLine(second, today.id))),
    local("a reading of a tablet that has sent everything", () => done(readLine(second, today.id, act.device))),
    local("the half-days that a device keeps", async () => {
      const ahead = await readHalfDaysAhead(second, { also: [today.id], unsent: [] });
      if (!ahead.has(today.id)) throw new Error("The half-day is not among them.");
    }),
    local(
      "heartbeat",
      () => recordHeartbeat(today.id),
      `UPDATE line SET heard_at = heard_at - interval '5 minutes' WHERE permanence_id = '${today.id}'`,
    ),
    local("checking in by hour", () => done(answered(checkInAtTheDoor(second, today.id, { hour: expected.hour })))),
    local("holding an hour", () =>
      done(
        holdHour(coordinator, {
          permanence: next.id,
          start: plusMinutes(next.start, 150),
          topics: [TOPIC],
          until: plusMinutes(clock.now(), 5),
          ...(second.kind === "staff" && { wantedConseiller: second.user }),
        }),
      ),
    ),
    local("reception, first hours of an organisation", () =>
      readFirstHours(coordinator, organisation, [TOPIC], { further: 1 }),
    ),
    local("reception, an appointment by its code", () =>
      findAtReception(coordinator, organisation, { by: "code", code: "222222" }),
    ),
    local("tablet, an appointment by its code", () => findAtTablet(coordinator, next.id, "222222")),
    local("reception, an appointment by a telephone", () =>
      findAtReception(coordinator, organisation, { by: "phone", phone: "+33600000000" }),
    ),
    local("reception, an appointment by place, day and hour", () =>
      findAtReception(coordinator, organisation, {
        by: "hour",
        place: place.slug,
        day: localDateOf(next.start, "Europe/Paris"),
        minute: 600,
        name: "A",
      }),
    ),
    local("reception, the lines of an organisation", () => readOpenLines(coordinator, organisation)),
    local("reception, a case", async () => {
      const begun = { organisation: place.slug, topic: TOPIC, language: "fr" };
      const made = await beginCase(coordinator, begun);
      if (!made.ok) throw new Error(made.refusal);
      const kept = made.value;
      await holdForCase(coordinator, kept, { permanence: next.id, start: plusMinutes(next.start, 120) });
      await dropCase(coordinator, kept);
    }),
    local("a half-day with fewer lanes", async () => {
      const planned = await readPlannedHalfDay(coordinator, next.id);
      if (!planned.ok) throw new Error(planned.refusal);
      const { place, localDate, startMinute, endMinute, desks, windows, topics, languages } = planned.value;
      const halfDay = {
        place: place.id,
        date: localDate,
        from: startMinute,
        to: endMinute,
        desks,
        bookableDesks: 1,
        windows: windows.map(({ from, to, mode }) => ({ from: startMinute + from, to: startMinute + to, mode })),
        topics: [...topics],
        languages: [...languages],
      };
      await done(changeHalfDay(coordinator, { organisation, permanence: next.id, halfDay, preview: false }));
    }),
    local("planning people at a half-day", async () => {
      const account = coordinator.user;
      const held = await db.assignment.findFirstOrThrow({ where: { permanenceId: next.id, released: false } });
      const last = async () => (await found(lastPlanning(db, organisation, account))).entry;
      const at = plusMinutes(next.start, 60);
      await done(handOver(coordinator, { assignment: held.id, account, at }));
      await done(undoPlanning(coordinator, { organisation, entry: await last(), preview: false }));
      await done(unassign(coordinator, { assignment: held.id }));
      await done(assign(coordinator, { permanence: next.id, account, desk: held.desk }));
      await done(assignWeekly(coordinator, { permanence: next.id, account, preview: true }));
      await done(unassignWeekly(coordinator, { permanence: next.id, account, preview: true }));
    }),
    local("handing the dates of somebody over", async () => {
      const held = await db.assignment.findFirstOrThrow({ where: { permanenceId: next.id, released: false } });
      const others = { organisationId: organisation, role: "conseiller", userId: { not: held.conseillerId } };
      const to = (await db.membership.findFirstOrThrow({ where: others })).userId;
      const theirs = { organisation, account: held.conseillerId, to };
      await done(readDatesToHandOver(coordinator, theirs));
      await done(handOverDates(coordinator, theirs));
    }),
    local("the week of an organisation", () =>
      done(
        readPlanning(coordinator, {
          organisation,
          from: localDateOf(next.start, "Europe/Paris"),
          days: 7,
          chosen: next.id,
        }),
      ),
    ),
    local("the start of a week", () => done(readMonday(coordinator, organisation))),
    local("messages of an organisation", async () => {
      await done(readMessages(coordinator, organisation));
      await readMessageTroubles(coordinator, organisation);
    }),
    grows(
      "the sums of a month of an organisation",
      "it adds up the half-days of a month at every place of the organisation, the median over their waits",
      () =>
        done(readMonthFigures(coordinator, organisation, `${localDateOf(next.start, "Europe/Paris").slice(0, 8)}01`)),
    ),
    local("what is to be done these days", () => done(readWhatToDo(coordinator, organisation))),
    local("the page that opens after signing in", () => firstPageOf(coordinator)),
    local("posters that say something wrong", () => postersOutOfDate(db, { organisation, places: "all" }, clock.now())),
    local("who changed what at a half-day and a place", async () => {
      await done(readHistoryOfHalfDay(coordinator, next.id));
      await done(readHistoryOfPlace(coordinator, place.slug));
    }),
    local("the planning of an organisation as tables", async () => {
      await done(exportSeries(coordinator, organisation));
      const from = localDateOf(next.start, "Europe/Paris");
      await done(exportHalfDays(coordinator, { organisation, from, to: plusDays(from, 7) }));
      const text = "Lieu;Jour;De;À;Tables\nNulle part;lundi;9h;12h;1";
      // An import is the trial, then the use cases of its lines, beside a connection that holds its lock: one
      // connection is too few for it.
      await done(tryPlanningFile(coordinator, { organisation, text }));
    }),
    local("a disrupted day", async () => {
      const away = new Map([[(await onDuty()).account, "day" as const]]);
      const asked = { organisation, day: disrupted, shut: new Set<string>(), besides: [next.id] };
      await done(readDisruption(coordinator, { ...asked, away }));
    }),
    local("a disrupted day, before it is settled", async () => {
      const { account } = await onDuty();
      const day = disrupted;
      const decided = [{ permanence: next.id, remedy: { kind: "cancel" as const }, reason: "Absence" }];
      await done(
        settleDisruption(coordinator, {
          organisation,
          away: [{ account, span: spanOfDays({ from: day, until: day, part: "day" }, "Europe/Paris") }],
          closures: [],
          decided,
          preview: true,
        }),
      );
    }),
    local("a half-day that a conseiller cannot hold", async () => {
      const own = { permanence: next.id, declared: { kind: "not-held" as const }, reason: "Absence", preview: true };
      await done(settleOwn(coordinator, own));
      await done(readOwnDisruption(coordinator, next.id));
    }),
    local("after a disrupted day", async () => {
      // Refused, since it is not cancelled: its first statements are those of what is held after all.
      await holdAgain(coordinator, { permanence: next.id, preview: true });
      await done(readAfterDisruption(coordinator, organisation, [next.id]));
    }),
    local("the notice for a door", async () => {
      await readDoorNotice(await found(readPlace(place.slug)));
    }),
    local("where somebody is planned", () => readOwnWeek(second)),
    local("the activity reports of somebody: to write, and those of a month", async () => {
      await readReportsToDo(second);
      await readOwnReports(second, { from: "2026-11-01", to: "2026-12-01" });
      await readPlacesToReport(second, organisation);
    }),
    local("an absence, what it touches and who could step in, and the week of a team", async () => {
      const whose = { organisation, account: second.kind === "staff" ? second.user : "" };
      const span = { start: next.start, end: plusMinutes(next.start, 180) };
      const noted = await noteAbsence(coordinator, { ...whose, span, preview: false });
      if (!noted.ok) throw new Error(noted.refusal);
      await done(readAbsences(coordinator, whose));
      await done(readWhatAbsencesTouch(coordinator, whose));
      await done(readTeamWeek(coordinator, { organisation }));
      const absence = noted.value.ids[0] ?? "";
      await done(removeAbsence(coordinator, { organisation, absence, preview: false }));
    }),
    local("cancelling a half-day", () =>
      done(cancelPermanence(coordinator, { permanence: next.id, preview: false, reason: "Absence" })),
    ),
    local("closing a place, and lifting it", async () => {
      const place = await transaction(
        async (tx) => (await tx.permanence.findUniqueOrThrow({ where: { id: next.id } })).placeId,
        coordinator,
      );
      const day = localDateOf(plusMinutes(clock.now(), 3 * 24 * 60), "Europe/Paris");
      const body = closureBody.parse({ place, from: day, until: day, sentence: "Travaux" });
      const saved = await saveClosure(coordinator, { organisation, body, preview: false });
      if (!saved.ok) throw new Error(saved.refusal);
      const closure = saved.value.closure ?? "";
      await done(readClosures(coordinator, organisation));
      await done(readClosure(coordinator, closure));
      for (const { permanence } of saved.value.halfDays) await giveHalfDayBack(coordinator, permanence);
      await done(liftClosure(coordinator, { organisation, closure, preview: false }));
      await done(readLiftedClosures(coordinator, organisation));
      const lifted = await readClosure(coordinator, closure);
      await done(giveHalfDaysBack(coordinator, { closure, seen: lifted.ok ? lifted.value.version : "" }));
    }),
    local("what an organisation says of itself", async () => {
      const administrator = {
        ...coordinator,
        roles: [{ organisation, role: "administrator", places: "all" }],
      } as const;
      await done(saveOrganisationSettings(administrator, { organisation, fields: { host: "Ville" } }));
    }),
    local("the guided set-up of an organisation", async () => {
      const roles = [
        { organisation, role: "administrator", places: "all" },
        { organisation, role: "coordinator", places: "all" },
      ] as const;
      const administrator = { ...coordinator, roles };
      await offeredFirstHour(administrator);
      await done(readFirstHour(administrator, organisation));
      await done(readOwnPlaces(administrator, organisation));
      await done(readPlan(administrator, organisation));
      await done(markSetUp(administrator, organisation, "team"));
      await done(chooseTopics(administrator, organisation, [TOPIC]));
      const sentence = { weekday: "7", from: "20:00", to: "21:00", place: place.id, desks: "1" };
      await planWeekly(administrator, organisation, sentence);
    }),
    keptAMinute("a document about personal data", () => done(readLegalDocument(coordinator, organisation, "registre"))),
    local("journal of an organisation", () => done(readJournal(coordinator, { organisation: organisation }))),
    local("data of a person, by a code", async () => {
      const sealed = await findResident(coordinator, expected.code);
      if (!sealed.ok) throw new Error(`Refused: ${sealed.refusal}.`);
      const [ref] = openFound(coordinator, sealed.value);
      if (!ref || (await readFound(coordinator, sealed.value)).length === 0) throw new Error("Nothing was found.");
      await done(exportResident(coordinator, ref));
      await done(eraseResident(coordinator, ref));
    }),
    local("places that somebody manages", () => listManagedPlaces(coordinator, {})),
    local("places that somebody manages, by a word", () => listManagedPlaces(coordinator, { text: place.postalCode })),
    local("page of a place for the team", () => found(readManagedPlace(coordinator, place.slug))),
    local("making a place by hand", () => done(createPlace(coordinator, organisation, TYPED_PLACE))),
    local("changing a place", () => done(changePlace(coordinator, place.id, TYPED_PLACE))),
    local("hiding a place", () => done(hidePlace(coordinator, place.id, { hidden: true, seen: 10_000 }))),
    local("topics of an organisation", () => done(listManagedTopics(coordinator, organisation))),
    local("switching a topic off", () => done(switchTopic(coordinator, organisation, TOPIC, false))),
    local("devices by place", () => listManagedDevices(coordinator)),
    local("renewing a door", () => done(renewDoor(coordinator, place.id, place.doorGeneration))),
    local("a contact on site", () =>
      done(addPlaceContact(coordinator, place.id, { roleName: "Gardien", phone: "+33388436000", email: null })),
    ),
    local("poster", async () => {
      const { id } = await found(readPlace(place.slug));
      await readPosters(db, { id }, clock.now());
      await found(doorAddressFor(coordinator, id));
    }),
    local("planning one series", async () => {
      const planned = await transaction((tx) => planSeries(tx, series, clock.now(), PLANNED_ANEW), "service");
      if (!planned.ok || planned.value.toWrite.length === 0) throw new Error("No date was planned.");
    }),
  ];
}

/** Throws when one of the commands was refused. */
async function ran(result: ReturnType<typeof runCommands>): Promise<void> {
  const answer = await result;
  if (!answer.ok) throw new Error(`Refused: ${answer.refusal}.`);
  const refused = answer.value.results.find(({ outcome }) => outcome === "refused");
  if (refused) throw new Error(`Refused: ${JSON.stringify(refused)}.`);
}

/** Two people may have the same hour, which is an answer of the search too. */
async function answered(result: ReturnType<typeof checkInAtTheDoor>): Promise<Awaited<typeof result> | undefined> {
  const answer = await result;
  return !answer.ok && answer.refusal === "ask-the-team" ? undefined : answer;
}

function api({ place, today }: Subject): readonly UseCase[] {
  const now = clock.now();
  const day = localDateOf(now, "Europe/Paris");
  const days = (from: string, count: number) => ({ from: { day: from }, to: { day: plusDays(from, count) } });
  return [
    bounded("API: places", () => places({})),
    bounded("API: places, further on", () => places({ from: cursorOf([place.name, place.id]) })),
    local("API: places of a town", () => places({ town: TOWN })),
    local("API: topics of a place", () => done(listTopics("fr", place.slug))),
    grows(
      "API: half-days, their boards",
      "the boards of all open lines, computed at most once a minute by each process",
      () => halfDays(days(day, 1)),
    ),
    bounded(
      "API: half-days of two weeks",
      () => halfDays({ from: { moment: now }, to: { moment: plusMinutes(now, 14 * DAY) } }),
      "kept",
    ),
    bounded("API: half-days of a day", () => halfDays(days(day, 1)), "kept"),
    local("API: half-days of a place", () => halfDays({ ...days(day, 92), place: place.slug })),
    local("API: board", async () => {
      await found(readBoard(today.id));
      await found(readTimeZone(today.id));
      await nextWindowOf(today.id);
    }),
  ];
}

/** A list of places, and who runs them. */
async function places(asked: Parameters<typeof listPlaces>[0]): Promise<void> {
  const list = await listPlaces(asked);
  if (!list.ok) throw new Error(list.refusal);
  await organisationNames(list.value.places.map(({ organisation }) => organisation));
}

/** A list of half-days, and who holds them. */
async function halfDays(asked: Parameters<typeof listPermanences>[0]): Promise<void> {
  const list = await listPermanences(asked);
  if (!list.ok) throw new Error(list.refusal);
  await organisationNames(list.value.listed.map(({ organisation }) => organisation));
}

function calendars({ share, wholeShare, largeShare, coordinator }: Subject): readonly UseCase[] {
  const now = clock.now();
  const monday = "2026-11-16";
  const feedOf = (name: string, of: NonNullable<Subject["largeShare"]>): readonly UseCase[] => [
    { ...local(`feed of ${name}, anew`, () => readFeed(of, NOTHING)), feed: true },
    {
      ...local(`feed of ${name}, unchanged`, async () => {
        const { body } = await readFeed(of, { etags: knownTags.get(of.id) ?? [] });
        if (body !== undefined) throw new Error("The feed was taken for a changed one.");
      }),
      feed: true,
    },
    local(`agenda week of ${name}`, () => readWeek(of, monday, now)),
    local(`people helped last month, ${name}`, () => readPeopleHelped(of, now)),
  ];
  return [
    local("agenda, its share", () => done(findShare(secretOf("share", share.id, share.generation)))),
    local("agenda, list of shares", () => listShares(coordinator)),
    local("shares given, list and one", async () => {
      await done(listGivenShares(coordinator, share.giver.id));
      await done(readGivenShare(coordinator, share.id));
    }),
    local("requests for a share", () => done(listShareRequests(coordinator, share.giver.id))),
    local("a share in a frame", async () => {
      const found = await findFramedShare(secretOf("frame", share.id, 1));
      if (!found) throw new Error("The frame opens nothing.");
      await readNextOfShare(found.share, now);
    }),
    local("what there is to share", () => readShareChoices(share.giver.id)),
    local("a share is noted as read", () => noteRead(share)),
    local("a share is made, changed, renewed and revoked", async () => {
      const wanted = { name: "Partage", level: "open-hours", shows: { by: "places", places: "every" } } as const;
      const receiver = { name: "Partenaire", kind: "other" } as const;
      const organisation = share.giver.id;
      const made = await makeShare(coordinator, {
        ...wanted,
        organisation,
        receiver,
        expiresOn: null,
        frameOrigins: [],
        toldEmail: "",
      });
      if (!made.ok) throw new Error(made.refusal);
      const { id } = made.value;
      await done(changeShare(coordinator, id, wanted));
      await done(renewShare(coordinator, id, 1));
      await done(revokeShare(coordinator, id));
    }),
    ...feedOf("24 places", share),
    ...feedOf("an organisation", wholeShare),
    ...(largeShare ? feedOf("500 places", largeShare) : []),
  ];
}

/** What a calendar program has that asks for the first time. */
const NOTHING = { etags: [] };

/** The ETags by share that a calendar program would send; `readTags` fills them. */
const knownTags = new Map<string, readonly string[]>();

/** Reads the ETag of each share, which the use cases of an unchanged feed send. */
export async function readTags({ share, wholeShare, largeShare }: Subject): Promise<void> {
  for (const one of [share, wholeShare, ...(largeShare ? [largeShare] : [])])
    knownTags.set(one.id, [(await readFeed(one, NOTHING)).etag]);
}

function accounts({
  coordinator: { email, user, ...roles },
  atDesks,
  place,
  today,
  kiosk,
  token,
}: Subject): readonly UseCase[] {
  const colleague = atDesks[0]?.user ?? "";
  const coordinator = { ...roles, user };
  const asCoordinator = { ...coordinator, by: "login" } as const;
  const organisation = coordinator.roles[0]?.organisation ?? "";
  const asAdministrator = {
    ...asCoordinator,
    roles: [{ organisation, role: "administrator", places: "all" }],
  } as const;
  const hosting = `UPDATE organisation SET hosts = (id = '${organisation}') WHERE hosts <> (id = '${organisation}')`;
  const session = randomUUID();
  const hashed = createHash("sha256").update(session).digest("base64url");
  const code = "123456";
  const codeHash = createHash("sha256").update(`${code}${env.APP_SECRET}`).digest("hex");
  const browser = "b".repeat(22);
  const browserHash = createHash("sha256").update(browser).digest("base64url");
  const withSession = (days: number): string =>
    `DELETE FROM login_session WHERE user_id = '${user}'; INSERT INTO login_session (id, session_token, user_id, expires) VALUES (gen_random_uuid(), '${hashed}', '${user}', now() + interval '${days} days')`;
  const enrol = "ABCD2345";
  return [
    local("sign-in, asking for a code", () => found(issueCode(email, browser, "fr"))),
    local(
      "sign-in, with the code",
      () => done(signIn(email, code, browser)),
      `DELETE FROM login_session WHERE user_id = '${user}'; INSERT INTO sign_in_code (browser, user_id, code, expires_at) VALUES ('${browserHash}', '${user}', '${codeHash}', '2026-11-20 12:00Z') ON CONFLICT (browser) DO UPDATE SET user_id = excluded.user_id, code = excluded.code, expires_at = excluded.expires_at, tries = 0`,
    ),
    local("sign-in, making a link", () => done(makeSignInLink(email))),
    local("sign-in, a link for somebody without mail", () =>
      done(makeSignInLinkToHandOver(asAdministrator, { organisation, account: colleague })),
    ),
    local("the people of an organisation", () => done(readPeople(asCoordinator, organisation))),
    local("a person of an organisation", () => done(readPerson(asCoordinator, organisation, user))),
    local("the places for a role", () => placesToChoose(organisation)),
    local("inviting somebody", () => done(invitePerson(asCoordinator, organisation, wantedPerson(), "fr"))),
    local("an invitation of a code", () => invitationOfCode("2222-2222-2222")),
    local("an invitation that is no more", () => readInvitation(secretOf("invitation", user, 1))),
    local("a shared tablet, its place", () => found(readTabletPlace(place.slug))),
    local("a shared tablet, a wrong code", () => choiceOfCode(place.slug, "000000", new Headers())),
    local("the code of the day", () => done(readCodeOfDay(asCoordinator, { place: place.id }))),
    local("the code of the day, made", () => done(renewCodeOfDay(asCoordinator, { place: place.id }))),
    local("the tablet of a half-day, shown", () => done(showPass(asCoordinator, today.id))),
    local("help at a half-day", () => done(readHelp(asCoordinator, today.id))),
    local("the tablet of a half-day", () => done(readTabletOfHalfDay(asCoordinator, today.id))),
    local("the form of an organisation", () =>
      readOrganisationInvitation(secretOf("organisation-invitation", user, 1)),
    ),
    local("an organisation of a code", () => organisationInvitationOfCode("2222-2222-2222")),
    local(
      "an organisation, setting itself up",
      () =>
        done(acceptOrganisationInvitation(secretOf("organisation-invitation", user, 1), wantedOrganisation(), NOBODY)),
      `${hosting}; DELETE FROM organisation_invitation; INSERT INTO organisation_invitation (id, inviter_id, becomes, code, created_at, expires_at) VALUES ('${user}', '${organisation}', 'organisation', 'bench', '2026-11-01 12:00Z', '2099-01-01 12:00Z')`,
    ),
    local(
      "inviting an organisation",
      () => done(inviteOrganisation(asAdministrator, { becomes: "organisation", email: undefined }, "fr")),
      hosting,
    ),
    local(
      "the host name of an organisation",
      () => done(setOwnHost(asAdministrator, { organisation: organisation, host: "aide.ville.example" })),
      `${hosting}; UPDATE organisation_settings SET own_host = NULL`,
    ),
    grows(
      "the organisations of the installation",
      "it counts the places of each, for the one organisation that hosts them",
      () => done(readOrganisations(asAdministrator)),
      hosting,
    ),
    local("giving a role", () => done(giveRole(asCoordinator, { organisation, account: colleague }, ANY_ROLE))),
    local("ending a role nobody has", () => done(endRole(asCoordinator, { organisation, account: user }, "contact"))),
    local("the usual hours and topics of somebody", async () => {
      const whose = { organisation, account: user };
      const time = await readWorkingTime(asCoordinator, whose);
      if (!time.ok) throw new Error(time.refusal);
      const hours = weekOf([{ weekday: 0, from: 9 * 60, to: 12 * 60 }]);
      await done(
        saveWorkingTime(asCoordinator, {
          ...whose,
          hours,
          topicKeys: [],
          seen: contentHash(fieldsOfWorkingTime(time.value)),
        }),
      );
    }),
    local("one's own account", () => found(readOwnAccount(asCoordinator))),
    local("one's own second factor", () => readOwnFactor(asCoordinator)),
    local("a second factor to set up", () =>
      readFactorToSetUp({ actor: asCoordinator, login: session }, "Permanences"),
    ),
    local("a wrong code of a second factor", () => giveFactor({ actor: asCoordinator, login: session }, "000000")),
    local("resetting somebody's second factor", () =>
      done(resetFactor(asAdministrator, { organisation, account: colleague })),
    ),
    local("a form kept through signing in, and opened", async () => {
      const form = { form: "role", fields: {}, refusals: {} };
      return found(openKept({ user, browser }, await keepForNextLogin(form, browser, clock.now()), clock.now()));
    }),
    local("half signed in, or not", () => halfLoginOfToken(session)),
    local("one's own logins", () => done(listOwnLogins(asCoordinator, session))),
    local("signed in, each request", () => found(actorOfSession(session)), withSession(13.9)),
    local(
      "signed in, once a day",
      () => found(renewedLogin(new Headers({ cookie: `${sessionCookie.name}=${session}` }))),
      withSession(5),
    ),
    local("signing out", () => signOut(session), withSession(5)),
    local("an account by its address", () => found(Promise.resolve(adapter.getUserByEmail?.(email)))),
    local("a bearer token", () => found(actorOfToken(secretOf("token", token.id, token.generation)))),
    local(
      "a bearer token, once an hour",
      () => found(actorOfToken(secretOf("token", token.id, token.generation))),
      `UPDATE api_token SET last_used_at = NULL WHERE id = '${token.id}'`,
    ),
    local("a bearer token that is refused", () => isExpired(secretOf("token", token.id, token.generation))),
    local("the tokens of an account", () => found(listTokens(user))),
    local(
      "a token, ended by its account",
      () => done(revokeOwnToken({ ...coordinator, by: "login" }, token.id)),
      `UPDATE api_token SET revoked_at = NULL, generation = ${token.generation} WHERE id = '${token.id}'`,
    ),
    local(
      "a kiosk, each request",
      () => found(actorOfDevice(secretOf("device", kiosk.id, kiosk.generation))),
      `UPDATE device SET last_heard_at = last_heard_at - interval '1 hour' WHERE id = '${kiosk.id}'`,
    ),
    local("a device, its code", () =>
      done(makeEnrolCode(coordinator, { place: place.id, kind: "kiosk", name: "Entrée" }, randomUUID())),
    ),
    local(
      "a device, another code",
      () => done(renewEnrolCode(coordinator, kiosk.id)),
      `UPDATE device SET enrolled_at = NULL WHERE id = '${kiosk.id}'`,
    ),
    local(
      "a device, enrolling",
      () => done(enrolDevice(enrol, sharedAddressOf(new Headers()))),
      `UPDATE device SET enrol_code = '${proofOfEnrolCode(enrol)}', enrol_until = '2026-11-20 12:00Z' WHERE id = '${kiosk.id}'`,
    ),
  ];
}

function jobs(_: Subject): readonly UseCase[] {
  const night = instantOf("2026-11-21T04:00:00+01:00");
  return [
    grows(
      "once a day: is an erasure due",
      "the first look of a process, and one a day, is at every workshop that is over",
      () => isErasureDue(clock.now()),
    ),
    local("each minute: is an erasure due", () => isErasureDue(clock.now())),
    local("each minute: is planning due", () => isPlanDue(clock.now())),
    local("each minute: are calendar texts to be written anew", () => isRewritingDue(clock.now())),
    local("each minute: are partitions due", () => arePartitionsDue(clock.now())),
    local("each minute: have holds expired", () => haveHoldsExpired(clock.now())),
    grows(
      "each minute: are lines over that nobody closed",
      "it looks at the lines that go on after their end at this moment",
      () => areLinesToEnd(clock.now()),
    ),
    local("each minute: are figures due", () => areFiguresDue(clock.now())),
    grows("night: erasing", "it erases the names of all half-days of the day", () => eraseDue(night, ONE_BATCH)),
    grows("night: figures of half-days", "it counts all half-days of the day", () => writeFigures(night, ONE_BATCH)),
    grows("night: planning", "it looks at every series that is due", () => planDue(clock.now())),
  ];
}
