import { randomUUID } from "node:crypto";
import type { Remedy } from "#lib/booking/disruption.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { instantAt, localDateOf, minuteOfDay, plusDays } from "#lib/time/zone.ts";
import { closureBody, type ClosureBody } from "#lib/wire/schedule/closure.ts";
import { halfDayBody, seriesBody } from "#lib/wire/schedule/series.ts";
import type { ActName, PlanningAct } from "./any-planning-act.ts";
import {
  colleague,
  hourOf,
  LAST_DAY,
  nameOf,
  namedHalfDay,
  ZONE,
  type Resident,
  type World,
} from "./planning-world.ts";
import type { HalfDayRow, Rows } from "./rows.ts";

/** The use cases, loaded once the address of the database is known. */
async function useCases() {
  const { clock } = await import("#lib/server/clock.ts");
  const { db } = await import("#lib/server/db.ts");
  return {
    clock,
    db,
    ...(await import("#lib/server/booking/book.ts")),
    ...(await import("#lib/server/booking/cancel.ts")),
    ...(await import("#lib/server/booking/appointment-rows.ts")),
    ...(await import("#lib/server/booking/move.ts")),
    ...(await import("#lib/server/booking/read-slots.ts")),
    ...(await import("#lib/server/booking/offers/answer-offer.ts")),
    ...(await import("#lib/server/booking/offers/arrive.ts")),
    ...(await import("#lib/server/planning/absences/note-absence.ts")),
    ...(await import("#lib/server/planning/assignments/assign.ts")),
    ...(await import("#lib/server/planning/assignments/assign-weekly.ts")),
    ...(await import("#lib/server/planning/assignments/hand-over.ts")),
    ...(await import("#lib/server/planning/assignments/unassign.ts")),
    ...(await import("#lib/server/planning/assignments/last-act.ts")),
    ...(await import("#lib/server/planning/assignments/undo-planning.ts")),
    ...(await import("#lib/server/planning/cancel-permanence.ts")),
    ...(await import("#lib/server/planning/closures/give-half-day-back.ts")),
    ...(await import("#lib/server/planning/closures/lift-closure.ts")),
    ...(await import("#lib/server/planning/closures/save-closure.ts")),
    ...(await import("#lib/server/planning/disruption/settle-disruption.ts")),
    ...(await import("#lib/server/planning/disruption/settle-own.ts")),
    ...(await import("#lib/server/planning/series/plan-permanences.ts")),
    ...(await import("#lib/server/planning/series/change-half-day.ts")),
    ...(await import("#lib/server/planning/series/save-series.ts")),
    ...(await import("#lib/server/queue/line-exchange.ts")),
  };
}

/**
 * What became of an act. `says`: what was asked, as a sentence; `outcome`: « done », or the code by which it was
 * refused; undefined when there was nothing to do it to. `untouched`: half-days for which a remedy was refused while
 * the act as a whole was not.
 */
export type DoneAct = {
  readonly says: string;
  readonly outcome: string | undefined;
  readonly untouched?: readonly string[];
};

const nothing = (says: string): DoneAct => ({ says, outcome: undefined });
type UseCaseAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: string };
const became = (says: string, answer: UseCaseAnswer): DoneAct => ({
  says,
  outcome: answer.ok ? "done" : answer.refusal,
});

/** One of a list, whatever the number; undefined of an empty one. */
const pick = <One>(list: readonly One[], number: number): One | undefined => list[number % Math.max(1, list.length)];

const written = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Hours from a minute of the day, with two hours of appointments and then without, as forms write them. */
const hours = (from: number, to: number) => ({
  from: written(from),
  to: written(to),
  windows: [
    { from: written(from), to: written(Math.min(from + 120, to)), mode: "appointment" },
    ...(to > from + 120 ? [{ from: written(from + 120), to: written(to), mode: "walk-in" }] : []),
  ],
});

/** Called once a preview was read: sees that it has written nothing. */
type AfterPreview = () => Promise<void>;

/** Does acts to the half-days of a world, by its use cases. */
export async function doer() {
  const use = await useCases();
  const { clock } = use;
  let contacts = 0;
  const setTime = (moment: number): void => clock.move(moment - (clock.now() - clock.offset()));

  function around(world: World, rows: Rows, { halfDay, who, hour, other }: PlanningAct, looked: AfterPreview) {
    const now = clock.now();
    const today = localDateOf(now, ZONE);
    const { organisation, coordinator, places } = world;
    const own = rows.halfDays.filter((one) => one.organisation === organisation);
    const toCome = own.filter(({ status, span }) => (status === "scheduled" || status === "open") && now < span.end);
    const half = pick(toCome, halfDay);
    const later = pick(
      toCome.filter(({ localDate }) => today < localDate),
      halfDay,
    );
    const person = pick(world.team, who);
    const resident = pick([...world.residents.values()], who);
    const seats = rows.seats.filter(({ released, span }) => !released && now < span.end);
    const seat = pick(seats, other);
    const at = pick(places, other);
    return {
      now,
      organisation,
      coordinator,
      own,
      toCome,
      half,
      later,
      person,
      resident,
      seats,
      seat,
      at,
      today,
      hour,
      other,
      looked,
    };
  }
  type Around = ReturnType<typeof around>;

  const keep = (world: World, resident: Resident): void => void world.residents.set(resident.appointment, resident);

  /** Runs acts at the line of today’s half-day, by somebody who coordinates. */
  async function atTheLine(world: World, { own, today, now }: Around, acts: readonly Act[], says: string) {
    const half = own.find(
      ({ localDate, status, span }) => localDate === today && status !== "cancelled" && now < span.end,
    );
    if (!half || acts.length === 0) return nothing(says);
    const user = world.team[0]?.account ?? "";
    const commands = acts.map((act) => ({ ...act, id: randomUUID(), at: clock.now(), device: "tablet-1" }));
    const ran = await use.runCommands(world.themselves(user), half.id, commands);
    if (!ran.ok) return became(says, ran);
    const last = ran.value.results.at(-1);
    const outcome = last?.outcome === "refused" ? last.refusal : "done";
    return { says: `${says} (${nameOf(world, half)})`, outcome };
  }

  /** « Imprévu » about one half-day, as it was previewed: somebody of it is away, and this remedy is chosen. */
  async function settle(
    world: World,
    a: Around,
    named: string,
    remedyOf: (half: HalfDayRow) => Remedy,
  ): Promise<DoneAct> {
    const staffed = a.toCome.filter(({ id }) => a.seats.some(({ permanence }) => permanence === id));
    const half = pick(staffed, a.hour + a.other);
    const ill =
      half &&
      pick(
        a.seats.filter(({ permanence }) => permanence === half.id),
        a.other,
      );
    if (!half || !ill) return nothing(`Imprévu: ${named}`);
    const says = `Imprévu: ${colleague(world, ill.account)} is away at ${nameOf(world, half)}: ${named}`;
    const decided = { permanence: half.id, remedy: remedyOf(half), reason: "Elle ne peut pas avoir lieu." };
    const asked = {
      organisation: a.organisation,
      away: [{ account: ill.account, span: half.span }],
      closures: [],
      decided: [decided],
    };
    const preview = await use.settleDisruption(a.coordinator, { ...asked, preview: true });
    await a.looked();
    if (!preview.ok) return became(says, preview);
    const seen = preview.value.settled[0]?.version;
    const done = await use.settleDisruption(a.coordinator, {
      ...asked,
      decided: [{ ...decided, ...(seen !== undefined && { seen }) }],
      preview: false,
    });
    if (!done.ok) return became(says, done);
    const [refused] = done.value.refused;
    if (refused?.refusal === "unexpected") throw new Error("A remedy failed unexpectedly.");
    if ((preview.value.refused.length === 0) !== (done.value.refused.length === 0))
      throw new Error(
        `The preview said ${preview.value.refused[0]?.refusal ?? "yes"}, and the act ${refused?.refusal ?? "yes"}.`,
      );
    return refused ? { says, outcome: refused.refusal, untouched: [half.id] } : { says, outcome: "done" };
  }

  async function declareOwn(world: World, a: Around, minutes: number | undefined): Promise<DoneAct> {
    const { seat, toCome } = a;
    const half = seat && toCome.find(({ id }) => id === seat.permanence);
    const what = minutes === undefined ? "it is not held" : `it ends after ${minutes} minutes`;
    if (!half || !seat) return nothing(`who stands at a half-day says: ${what}`);
    const asked = {
      permanence: half.id,
      declared:
        minutes === undefined
          ? ({ kind: "not-held" } as const)
          : ({ kind: "ends-early", at: plusMinutes(half.span.start, minutes) } as const),
      reason: "La salle est fermée.",
    };
    const says = `${colleague(world, seat.account)} says of ${nameOf(world, half)}: ${what}`;
    const actor = world.themselves(seat.account);
    const preview = await use.settleOwn(actor, { ...asked, preview: true });
    await a.looked();
    if (!preview.ok) return became(says, preview);
    return became(says, await use.settleOwn(actor, { ...asked, preview: false, seen: preview.value.version }));
  }

  async function saveClosure(a: Around, says: string, body: object, closure?: string): Promise<DoneAct> {
    const parsed = closureBody.safeParse({ sentence: "Travaux dans la salle.", ...body });
    if (!parsed.success) return { says, outcome: "malformed" };
    const asked = { organisation: a.organisation, body: parsed.data, ...(closure !== undefined && { closure }) };
    const preview = await use.saveClosure(a.coordinator, { ...asked, preview: true });
    await a.looked();
    if (!preview.ok) return became(says, preview);
    const seen = preview.value.version;
    const saved = await use.saveClosure(a.coordinator, { ...asked, preview: false, seen });
    if (saved.ok && saved.value.notCancelled.some(({ refusal }) => refusal === "unexpected"))
      throw new Error("A half-day could not be cancelled, unexpectedly.");
    return became(says, saved);
  }

  async function saveSeries(
    a: Around,
    says: string,
    wanted: Omit<Parameters<typeof use.saveSeries>[1], "preview" | "organisation">,
  ) {
    const asked = { organisation: a.organisation, sentence: "L’horaire a changé.", ...wanted };
    const preview = await use.saveSeries(a.coordinator, { ...asked, preview: true });
    await a.looked();
    if (!preview.ok) return became(says, preview);
    return became(says, await use.saveSeries(a.coordinator, { ...asked, preview: false, seen: preview.value.version }));
  }

  async function changeHalfDay(
    a: Around,
    says: string,
    wanted: { permanence?: string; halfDay?: object },
  ): Promise<DoneAct> {
    const { halfDay, ...which } = wanted;
    const parsed = halfDay === undefined ? undefined : halfDayBody.safeParse(halfDay);
    if (parsed && !parsed.success) return { says, outcome: "malformed" };
    const asked = { organisation: a.organisation, ...which, ...(parsed && { halfDay: parsed.data }) };
    const preview = await use.changeHalfDay(a.coordinator, { ...asked, preview: true });
    await a.looked();
    if (!preview.ok) return became(says, preview);
    const seen = preview.value.version;
    return became(says, await use.changeHalfDay(a.coordinator, { ...asked, preview: false, seen }));
  }

  /** All of a half-day as a form writes it, with what is to be different. */
  const bodyOf = (half: HalfDayRow, change: object = {}): object => {
    const from = minuteOfDay(half.span.start, ZONE);
    const to = from + (half.span.end - half.span.start) / MINUTE;
    return {
      place: half.place,
      date: half.localDate,
      desks: half.desks,
      bookableDesks: half.lanes,
      ...hours(from, to),
      ...change,
    };
  };

  /** Somebody answers what is offered to them, themselves or by the team on the telephone. */
  async function answer(world: World, rows: Rows, a: Around, reply: "yes" | "no", byTeam: boolean): Promise<DoneAct> {
    const open = rows.offers.filter((one) => one.answer === null && one.hold !== null);
    const offer = pick(open, a.other);
    const resident = offer && world.residents.get(offer.appointment);
    const said = `${byTeam ? "the team notes" : "says"} ${reply} to another hour`;
    if (!offer || !resident) return nothing(said);
    const says = `${resident.name}: ${said}, ${hourOf(offer.start)} (${namedHalfDay(world, rows, offer.permanence)})`;
    const given = { offer: offer.id, answer: reply };
    const answered = byTeam
      ? await use.answerOfferFor(a.coordinator, resident.appointment, given)
      : await use.answerOffer(resident.secret, given);
    const wasCancelled = rows.appointments.some(
      ({ id, state }) => id === resident.appointment && state === "cancelled-by-service",
    );
    const now = await use.db.appointment.findUniqueOrThrow({ where: { id: resident.appointment } });
    if (answered.ok && reply === "yes" && now.state !== "booked")
      throw new Error(`${resident.name} said yes and is ${now.state}.`);
    if (answered.ok && reply === "yes")
      keep(world, { ...resident, hour: { permanence: offer.permanence, start: offer.start }, knows: false });
    if (answered.ok && reply === "no" && wasCancelled) keep(world, { ...resident, knows: true });
    return became(says, answered);
  }

  async function book(world: World, rows: Rows, a: Around, beside: boolean): Promise<DoneAct> {
    const { half, hour, other, coordinator } = a;
    const name = `Resident ${world.residents.size + 1}`;
    if (!half) return nothing(`${name} books`);
    const topics = [other % 3 === 0 ? "retraite" : "impots"];
    const grid = half.bookable.flatMap(({ start }) => [0, 30, 60, 90].map((minutes) => plusMinutes(start, minutes)));
    const slots = await use.readSlots(half.id, topics);
    const free = slots.ok ? slots.value.slots.map(({ span }) => span.start) : [];
    const start = beside || free.length === 0 ? pick(grid, hour) : pick(free, hour);
    if (start === undefined) return nothing(`${name} books at ${nameOf(world, half)}, where no hour can be booked`);
    // Each its own, since whoever books alone holds five appointments at most.
    contacts += 1;
    const phone = `+336${10_000_000 + contacts}`;
    const email = `r${contacts}@exemple.fr`;
    const contact = [{ phone }, { email }, {}, { phone, email }][other % 4] ?? {};
    const booked = await use.bookAppointment(beside ? coordinator : { kind: "anonymous" }, {
      permanence: half.id,
      topics,
      start,
      onBehalfOf: false,
      ...contact,
      ...(beside && { overbook: { reason: "Urgent" } }),
    });
    if (booked.ok)
      keep(world, {
        name,
        appointment: booked.value.id,
        secret: booked.value.secret,
        hour: { permanence: half.id, start },
        gaveUp: false,
        knows: false,
      });
    return became(
      `${name} books ${hourOf(start)} at ${nameOf(world, half)}${beside ? ", beside the lanes" : ""}`,
      booked,
    );
  }

  async function moveOwn(world: World, a: Around): Promise<DoneAct> {
    const { resident, half, hour } = a;
    if (!resident || !half) return nothing("somebody moves");
    const slots = await use.readSlots(half.id, ["impots"]);
    const start = slots.ok ? pick(slots.value.slots, hour)?.span.start : undefined;
    if (start === undefined) return nothing(`${resident.name} moves to ${nameOf(world, half)}, which has no hour`);
    const moved = await use.moveAppointment(resident.secret, { permanence: half.id, start });
    if (moved.ok) keep(world, { ...resident, hour: { permanence: half.id, start }, knows: false });
    return became(`${resident.name} moves to ${hourOf(start)} (${nameOf(world, half)})`, moved);
  }

  async function come(world: World, rows: Rows, a: Around): Promise<DoneAct> {
    const { own, today, other, coordinator } = a;
    const ofToday = new Set(own.filter(({ localDate }) => localDate === today).map(({ id }) => id));
    const resident = pick(
      [...world.residents.values()].filter(({ hour }) => ofToday.has(hour.permanence)),
      other,
    );
    if (!resident) return nothing("somebody comes");
    await atTheLine(world, a, [{ type: "give-numbers" }], "numbers are given");
    const here = await use.arrive(coordinator, resident.appointment);
    const row = await use.db.appointment.findUniqueOrThrow({ where: { id: resident.appointment } });
    const offer = rows.offers.find((one) => one.appointment === resident.appointment && one.answer === null);
    // Coming to the hour that is offered is a yes, and to no other hour.
    if (here.ok && offer && row.permanenceId === offer.permanence && row.startsAt.getTime() === offer.start)
      keep(world, { ...resident, hour: { permanence: offer.permanence, start: offer.start }, knows: false });
    return became(`${resident.name} comes`, here);
  }

  async function assign(world: World, rows: Rows, a: Around, part: boolean): Promise<DoneAct> {
    const { hour, other, now } = a;
    const half = pick(
      rows.halfDays.filter(({ status, span }) => status !== "cancelled" && now < span.end),
      hour + other,
    );
    const person = half?.id === world.guests ? world.team[1] : a.person;
    if (!half || !person) return nothing("somebody is planned");
    const start = plusMinutes(half.span.start, (other % 4) * 30);
    const span = { start, end: plusMinutes(start, 60) };
    const says = `${person.name} is planned at ${nameOf(world, half)}${part ? `, from ${hourOf(start)} for an hour` : ""}`;
    const wanted = { permanence: half.id, account: person.account, ...(part && { span }) };
    return became(says, await use.assign(world.coordinatorOf(half), wanted));
  }

  type Does = (world: World, rows: Rows, a: Around) => Promise<DoneAct>;

  const passes = async (to: Instant, says: string): Promise<DoneAct> => {
    setTime(to);
    await use.endHolds(clock.now());
    return { says, outcome: "done" };
  };

  const nextSeat = (rows: Rows, state: readonly string[]) => rows.visits.find((one) => state.includes(one.state));

  const does: Readonly<Record<ActName, Does>> = {
    book: (world, rows, a) => book(world, rows, a, false),
    bookBeside: (world, rows, a) => book(world, rows, a, true),
    moveOwn: (world, _rows, a) => moveOwn(world, a),
    cancelOwn: async (world, _rows, { resident }) => {
      if (!resident) return nothing("somebody cancels");
      const cancelled = await use.cancelAppointment(resident.secret);
      if (cancelled.ok) keep(world, { ...resident, gaveUp: true });
      return became(`${resident.name} cancels`, cancelled);
    },
    yes: (world, rows, a) => answer(world, rows, a, "yes", false),
    no: (world, rows, a) => answer(world, rows, a, "no", false),
    answerFor: (world, rows, a) => answer(world, rows, a, a.hour % 2 === 0 ? "yes" : "no", true),
    arrive: come,
    giveNumbers: (world, _rows, a) => atTheLine(world, a, [{ type: "give-numbers" }], "numbers are given"),
    walkIn: (world, _rows, a) =>
      atTheLine(
        world,
        a,
        [{ type: "give-numbers" }, { type: "add-visit", visit: randomUUID() }],
        "somebody takes a number",
      ),
    call: (world, _rows, a) =>
      atTheLine(
        world,
        a,
        [
          { type: "give-numbers" },
          { type: "open", desks: [{ desk: 1, conseiller: world.team[0]?.account ?? "" }] },
          { type: "add-visit", visit: randomUUID() },
          { type: "call-next", desk: 1 },
        ],
        "the first desk opens and calls whoever is next",
      ),
    finish: (world, rows, a) => {
      const visit = nextSeat(rows, ["called", "serving"])?.id;
      const acts: Act[] =
        visit === undefined
          ? []
          : [
              { type: "start", visit },
              { type: "finish", visit },
            ];
      return atTheLine(world, a, acts, "who was called is helped");
    },
    assign: (world, rows, a) => assign(world, rows, a, false),
    assignPart: (world, rows, a) => assign(world, rows, a, true),
    assignWeekly: async (world, _rows, { half, person, coordinator }) => {
      if (!half || !person) return nothing("somebody is planned each week");
      const wanted = { permanence: half.id, account: person.account, preview: false };
      return became(
        `${person.name} is planned from ${nameOf(world, half)} on, each week`,
        await use.assignWeekly(coordinator, wanted),
      );
    },
    unassign: async (world, rows, { seat, coordinator }) =>
      seat
        ? became(
            `${colleague(world, seat.account)} is taken off ${namedHalfDay(world, rows, seat.permanence)}`,
            await use.unassign(coordinator, { assignment: seat.id }),
          )
        : nothing("somebody is taken off"),
    handOver: async (world, rows, { seat, person, coordinator, hour }) => {
      if (!seat || !person) return nothing("a desk is handed over");
      const at = plusMinutes(seat.span.start, 30 + (hour % 3) * 30);
      return became(
        `${colleague(world, seat.account)} hands their desk at ${namedHalfDay(world, rows, seat.permanence)} over to ${person.name} at ${hourOf(at)}`,
        await use.handOver(coordinator, { assignment: seat.id, account: person.account, at }),
      );
    },
    undo: async (_world, rows, { organisation, coordinator, other, hour }) => {
      const last = await use.lastPlanning(use.db, organisation, coordinator.user);
      // From a page that was opened before something else was planned, an earlier change can be undone too.
      const entry = other % 3 === 0 ? pick(rows.journal.slice(0, 4), hour) : last?.entry;
      if (entry === undefined) return nothing("a change of the planning is undone");
      const says = `${entry === last?.entry ? "the last change" : "an earlier change"} of the planning is undone, or done again`;
      return became(says, await use.undoPlanning(coordinator, { organisation, entry, preview: false }));
    },
    noteAbsence: async (world, _rows, a) => {
      const { half, person, organisation, coordinator, hour } = a;
      if (!half || !person) return nothing("somebody is away");
      const span = { start: half.span.start, end: plusMinutes(half.span.start, 60 + (hour % 3) * 60) };
      const says = `${person.name} is away from ${hourOf(span.start)} to ${hourOf(span.end)}`;
      const asked = { organisation, account: person.account, span };
      const preview = await use.noteAbsence(coordinator, { ...asked, preview: true });
      await a.looked();
      if (!preview.ok) return became(says, preview);
      return became(
        says,
        await use.noteAbsence(coordinator, { ...asked, preview: false, seen: preview.value.version }),
      );
    },
    takeAbsenceBack: async (world, rows, a) => {
      const { organisation, coordinator, other } = a;
      const absence = pick(rows.absences, other);
      if (!absence) return nothing("an absence is taken back");
      const says = `the absence of ${colleague(world, absence.account)} from ${hourOf(absence.span.start)} is taken back`;
      const asked = { organisation, absence: absence.id };
      const preview = await use.removeAbsence(coordinator, { ...asked, preview: true });
      await a.looked();
      if (!preview.ok) return became(says, preview);
      return became(
        says,
        await use.removeAbsence(coordinator, { ...asked, preview: false, seen: preview.value.version }),
      );
    },
    replace: (world, _rows, a) =>
      settle(world, a, `${a.person?.name ?? ""} takes over`, () => ({
        kind: "replace",
        accounts: [a.person?.account ?? ""],
      })),
    oneDesk: (world, _rows, a) => settle(world, a, "fewer desks", () => ({ kind: "fewer-desks" })),
    moveToDay: (world, _rows, a) => {
      const days = 1 + (a.hour % 6);
      const by = a.other % 3 === 0 ? a.person : undefined;
      return settle(world, a, `moved ${days} days on${by ? `, ${by.name} holds it` : ""}`, ({ localDate }) => ({
        kind: "move",
        date: plusDays(localDate, days),
        ...(by && { account: by.account }),
      }));
    },
    cancelHalfDay: (world, _rows, a) => settle(world, a, "cancelled", () => ({ kind: "cancel" })),
    shutPlace: async (world, rows, a) => {
      const { half, organisation, coordinator, hour } = a;
      if (!half) return nothing("Imprévu: a place is shut");
      const closing: ClosureBody = closureBody.parse({
        place: half.place,
        from: half.localDate,
        until: half.localDate,
        sentence: "Fuite d’eau.",
      });
      const isMoved = hour % 2 === 0;
      const says = `Imprévu: the place of ${nameOf(world, half)} is shut that day${isMoved ? ", and it is moved" : ""}`;
      const remedy: Remedy = { kind: "move", date: plusDays(half.localDate, 1 + (hour % 5)) };
      const decided = isMoved ? [{ permanence: half.id, remedy, reason: "Fuite d’eau." }] : [];
      const asked = { organisation, away: [], closures: [closing], decided };
      const done = await use.settleDisruption(coordinator, { ...asked, preview: false });
      if (!done.ok) return became(says, done);
      if (done.value.refused.some(({ refusal }) => refusal === "unexpected"))
        throw new Error("A remedy failed unexpectedly.");
      const why = [...done.value.refused, ...done.value.closuresRefused].at(0)?.refusal;
      return { says, outcome: why ?? "done" };
    },
    ownNotHeld: (world, _rows, a) => declareOwn(world, a, undefined),
    ownEndsEarly: (world, _rows, a) => declareOwn(world, a, 30 + (a.hour % 4) * 30),
    close: (world, _rows, a) => {
      const { half, hour, other } = a;
      if (!half) return Promise.resolve(nothing("a place closes"));
      const everywhere = other % 5 === 0;
      const until = plusDays(half.localDate, hour % 2);
      const says = `${everywhere ? "every place" : "the place of " + nameOf(world, half)} closes from ${half.localDate} to ${until}`;
      return saveClosure(a, says, { ...(!everywhere && { place: half.place }), from: half.localDate, until });
    },
    closeWithoutEnd: (world, _rows, a) => {
      const { half, hour } = a;
      if (!half) return Promise.resolve(nothing("a place closes without a known end"));
      const decideOn = plusDays(half.localDate, hour % 3);
      const says = `the place of ${nameOf(world, half)} closes from ${half.localDate} without a known end, decided on ${decideOn}`;
      return saveClosure(a, says, { place: half.place, from: half.localDate, decideOn });
    },
    changeClosure: (world, rows, a) => {
      const { half, hour, other } = a;
      const closure = pick(
        rows.closures.filter(({ lifted }) => !lifted),
        other,
      );
      if (!half || !closure) return Promise.resolve(nothing("a closure changes"));
      const from = localDateOf(closure.span.start, ZONE);
      const isKnown = hour % 2 === 0;
      const says = `the closure from ${from} ${isKnown ? `ends on ${half.localDate}` : `is decided again on ${half.localDate}`}`;
      return saveClosure(
        a,
        says,
        { from, ...(isKnown ? { until: half.localDate } : { decideOn: half.localDate }) },
        closure.id,
      );
    },
    liftClosure: async (world, rows, a) => {
      const { organisation, coordinator, other } = a;
      const closure = pick(
        rows.closures.filter(({ lifted }) => !lifted),
        other,
      );
      if (!closure) return nothing("a closure is lifted");
      const says = `the closure from ${localDateOf(closure.span.start, ZONE)} is lifted`;
      const asked = { organisation, closure: closure.id };
      const preview = await use.liftClosure(coordinator, { ...asked, preview: true });
      await a.looked();
      if (!preview.ok) return became(says, preview);
      return became(
        says,
        await use.liftClosure(coordinator, { ...asked, preview: false, seen: preview.value.version }),
      );
    },
    giveBack: async (world, _rows, { own, now, coordinator, other }) => {
      const half = pick(
        own.filter(({ status, span }) => status === "cancelled" && now < span.start),
        other,
      );
      return half
        ? became(`${nameOf(world, half)} is given back`, await use.giveHalfDayBack(coordinator, half.id))
        : nothing("a half-day is given back");
    },
    makeSeries: (world, _rows, a) => {
      const { at, hour, other, today } = a;
      const from = 540 + (hour % 4) * 60;
      const weekday = 1 + (other % 3);
      const says = `a series is made: ${at?.name ?? ""}, weekday ${weekday}, from ${written(from)}`;
      const parsed = seriesBody.safeParse({
        place: at?.id,
        weekday,
        fromDate: today,
        untilDate: LAST_DAY,
        desks: 1,
        ...hours(from, from + 150),
      });
      if (!parsed.success) return Promise.resolve({ says, outcome: "malformed" });
      return saveSeries(a, says, { body: parsed.data });
    },
    changeSeries: (world, rows, a) => {
      const { half, hour, other, today } = a;
      const series = pick(
        rows.series.filter(({ until }) => today <= until),
        other,
      );
      if (!series) return Promise.resolve(nothing("a series changes"));
      const start = 480 + (hour % 4) * 30;
      const weekday = 1 + ((series.weekday + (hour % 2) * (other % 2) - 1) % 6);
      const from = half ? half.localDate : today;
      const parsed = seriesBody.safeParse({
        place: series.place,
        weekday,
        fromDate: from,
        untilDate: LAST_DAY,
        desks: 1 + (other % 2),
        bookableDesks: 1 + (other % 2),
        ...hours(start, start + 180),
      });
      const says = `the series of weekday ${series.weekday} changes from ${from} on: weekday ${weekday}, ${written(start)}, ${1 + (other % 2)} desks`;
      if (!parsed.success) return Promise.resolve({ says, outcome: "malformed" });
      return saveSeries(a, says, { seriesId: series.id, from, body: parsed.data });
    },
    endSeries: (world, rows, a) => {
      const { half, other, today } = a;
      const series = pick(
        rows.series.filter(({ until }) => today <= until),
        other,
      );
      if (!series) return Promise.resolve(nothing("a series ends"));
      const from = half ? half.localDate : today;
      return saveSeries(a, `the series of weekday ${series.weekday} ends on ${from}`, { seriesId: series.id, from });
    },
    otherHours: (world, _rows, a) => {
      const { later: half, hour } = a;
      if (!half) return Promise.resolve(nothing("a half-day has other hours"));
      const from = minuteOfDay(half.span.start, ZONE) + ((hour % 5) - 2) * 30;
      const halfDay = bodyOf(half, hours(from, from + 180));
      return changeHalfDay(a, `${nameOf(world, half)} begins at ${written(from)}`, { permanence: half.id, halfDay });
    },
    otherDay: (world, _rows, a) => {
      const { later: half, hour, at } = a;
      if (!half) return Promise.resolve(nothing("a half-day is held on another day"));
      const date = plusDays(half.localDate, 1 + (hour % 4));
      const says = `${nameOf(world, half)} is held on ${date} at ${at?.name ?? ""} instead`;
      return changeHalfDay(a, says, { permanence: half.id, halfDay: bodyOf(half, { date, place: at?.id }) });
    },
    otherDesks: (world, _rows, a) => {
      const { later: half, other } = a;
      if (!half) return Promise.resolve(nothing("a half-day has other desks"));
      const desks = 1 + (other % 2);
      const halfDay = bodyOf(half, { desks, bookableDesks: desks });
      return changeHalfDay(a, `${nameOf(world, half)} has ${desks} desks`, { permanence: half.id, halfDay });
    },
    backToSeries: (world, _rows, a) => {
      const { later: half } = a;
      if (!half) return Promise.resolve(nothing("a half-day goes back to its series"));
      return changeHalfDay(a, `${nameOf(world, half)} goes back to its series`, { permanence: half.id });
    },
    addHalfDay: (world, _rows, a) => {
      const { at, hour, today } = a;
      const date = plusDays(today, 1 + hour);
      const halfDay = { place: at?.id, date, desks: 2, bookableDesks: 2, ...hours(540, 720) };
      return changeHalfDay(a, `a half-day is added at ${at?.name ?? ""} on ${date}`, { halfDay });
    },
    lanes: (world, _rows, a) => {
      const { later: half, other } = a;
      if (!half) return Promise.resolve(nothing("a half-day has other lanes"));
      const halfDay = bodyOf(half, { bookableDesks: other % 3 });
      return changeHalfDay(a, `${nameOf(world, half)} has ${other % 3} bookable lanes`, {
        permanence: half.id,
        halfDay,
      });
    },
    minutesPass: (_world, _rows, { now, hour }) =>
      passes(plusMinutes(now, 20 + hour * 10), `${20 + hour * 10} minutes pass`),
    nextDay: (_world, _rows, { today }) =>
      passes(instantAt(plusDays(today, 1), 7 * 60, ZONE), "it is the next day, at seven"),
    night: async (_world, rows, { now }) => {
      const planned = await use.planEach(rows.series, now);
      const [failed] = planned.failed;
      if (failed) throw failed.surprise;
      return { says: "the dates of the series are written", outcome: "done" };
    },
  };

  return {
    setTime,
    now: () => clock.now(),
    do: async (world: World, rows: Rows, act: PlanningAct, looked: AfterPreview): Promise<DoneAct> =>
      does[act.does](world, rows, around(world, rows, act, looked)),
    /**
     * Two series with two people each: Mondays with three desks at the first place, Tuesdays with two at the second.
     */
    begin: async (world: World): Promise<void> => {
      const { organisation, coordinator, places, team } = world;
      for (const [index, { id }] of places.entries()) {
        const body = seriesBody.parse({
          place: id,
          weekday: 1 + index,
          fromDate: "2027-03-01",
          untilDate: LAST_DAY,
          desks: 3 - index,
          bookableDesks: 2,
          ...hours(540 + index * 300, 720 + index * 300),
        });
        const saved = await use.saveSeries(coordinator, { organisation, body, preview: false });
        if (!saved.ok) throw new Error(saved.refusal);
        const first = await use.db.permanence.findFirstOrThrow({
          where: { organisationId: organisation, placeId: id },
          orderBy: { startsAt: "asc" },
        });
        for (const { account } of index === 0 ? team.slice(0, 2) : team.slice(2, 4)) {
          const held = await use.assignWeekly(coordinator, { permanence: first.id, account, preview: false });
          if (!held.ok) throw new Error(held.refusal);
        }
      }
    },
  };
}
