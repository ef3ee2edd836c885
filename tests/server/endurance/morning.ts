import type { Act } from "#lib/queue/acts/acts.ts";
import { instant, instantOf, MINUTE, type Instant } from "#lib/time/instant.ts";
import type {
  AppointmentRow,
  ChangeRow,
  CommandRow,
  DeskRow,
  EventRow,
  Evidence,
  HalfDayRecord,
  PermanenceRow,
  VisitRow,
} from "#tests/rig/evidence.ts";
import type { Action, Operation, ActionOutcome } from "#tests/rig/history.ts";

/** A moment of the morning: "9:05" or "9:05:20". */
export function at(time: string): Instant {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return instant(instantOf("2026-11-24T00:00:00Z") + ((hours * 60 + minutes) * 60 + seconds) * 1_000);
}

const P = "neuhof";
const ROW: VisitRow = {
  id: "",
  number: 0,
  state: "waiting",
  appointment: null,
  joinedAt: at("9:00"),
  receivedAt: null,
  desk: null,
  conseiller: null,
  calledAt: null,
  startedAt: null,
  endedAt: null,
  missedCalls: 0,
  awayTimes: 0,
  priority: false,
};

/** Evidence written by hand: the requests and the rows of a morning with one lane and two desks, those of c1 and c2. */
export class Morning {
  operations: Operation[] = [];
  events: EventRow[] = [];
  changes: ChangeRow[] = [];
  commands: CommandRow[] = [];
  visits: VisitRow[] = [];
  appointments: AppointmentRow[] = [];
  keys: { scope: string; key: string; outcome: string }[] = [];
  desks: DeskRow[] = [
    { number: 1, conseiller: "c1", state: "present" },
    { number: 2, conseiller: "c2", state: "present" },
  ];
  permanence: PermanenceRow = {
    id: P,
    status: "open",
    numbers: "given",
    suspended: false,
    version: 0,
    nextNumber: 1,
    calls: 0,
    desks: 2,
    lanes: 1,
    topics: ["papier", "caf", "impots"],
    start: at("9:00"),
    end: at("12:00"),
  };

  /** Adds a request at that time, with its answer a second later. */
  asks(time: string, action: Action, outcome: ActionOutcome, ended: Instant = instant(at(time) + 1_000)): this {
    this.operations.push({ id: `${this.operations.length}`, client: 1, action, began: at(time), ended, outcome });
    return this;
  }

  /** Adds a tablet's command with its events; refused if a code is given. */
  does(
    time: string,
    command: string,
    act: Act,
    events: readonly (readonly [string, object])[] = [],
    refusal: string | null = null,
  ): this {
    this.asks(
      time,
      {
        type: "command",
        permanence: P,
        conseiller: "c1",
        command: { id: command, at: at(time), device: "tablet-0", ...act },
      },
      refusal === null ? { kind: "ok", again: false } : { kind: "refused", code: refusal },
    );
    return this.keeps(time, command, act.type, events, refusal);
  }

  /** Adds the row of a command, decided 0.1 s after its request. */
  keeps(
    time: string,
    command: string,
    type: string,
    events: readonly (readonly [string, object])[],
    refusal: string | null = null,
  ): this {
    const receivedAt = instant(at(time) + 100);
    this.commands.push({ id: command, type, receivedAt, refusal });
    for (const [name, data] of events)
      this.events.push({
        id: this.events.length + 1,
        version: this.version(),
        command,
        type: name,
        at: receivedAt,
        receivedAt,
        data: { ...data },
      });
    return this;
  }

  /** Adds a number taken at the door with a key. */
  joins(time: string, key: string, visit: string, number: number): this {
    this.asks(time, { type: "join", permanence: P, by: "door", key }, { kind: "ok", visit, number });
    this.keeps(time, `server-${visit}`, "add-visit", [
      [
        "visit-joined",
        { visit, number, origin: { kind: "walk-in" }, joinedAt: at(time), priority: false, overtaken: [] },
      ],
    ]);
    this.keys.push({ scope: "take-number", key, outcome: visit });
    this.visits.push({ ...ROW, id: visit, number, joinedAt: at(time) });
    this.permanence = { ...this.permanence, nextNumber: number + 1 };
    return this;
  }

  /** Adds a change of an appointment from a moment on; by default half an hour in lane 1. */
  stands(time: string, appointment: string, hour: string, more: Partial<ChangeRow> = {}): this {
    const version = this.permanence.version;
    this.version();
    this.changes.push({
      id: this.changes.length + 1,
      version,
      appointment,
      stands: true,
      state: "booked",
      start: at(hour),
      end: instant(at(hour) + 30 * MINUTE),
      lane: 1,
      bookedAt: at(time),
      at: instant(at(time) + 100),
      ...more,
    });
    const { start, end, lane, state } = this.changes.at(-1)!;
    this.appointments = [
      ...this.appointments.filter(({ id }) => id !== appointment),
      { id: appointment, start, end, lane, state },
    ];
    return this;
  }

  books(time: string, key: string, appointment: string, hour: string, more: Partial<ChangeRow> = {}): this {
    this.asks(
      time,
      { type: "book", permanence: P, start: at(hour), minutes: 30, beside: more.lane === null, key },
      { kind: "ok", appointment, start: at(hour) },
    );
    this.keys.push({ scope: "book-appointment", key, outcome: appointment });
    return this.stands(time, appointment, hour, more);
  }

  /** The row of a visit at the end. */
  ends(visit: string, row: Partial<VisitRow>): this {
    this.visits = this.visits.map((one) => (one.id === visit ? { ...one, ...row } : one));
    return this;
  }

  evidence(): Evidence {
    const { permanence, visits, desks, appointments, events, commands, changes } = this;
    const record: HalfDayRecord = { permanence, visits, desks, appointments, events, commands, changes };
    return { operations: this.operations, halfDays: [record], keys: this.keys };
  }

  version(): number {
    this.permanence = { ...this.permanence, version: this.permanence.version + 1 };
    return this.permanence.version;
  }
}

/** The event of a call by the rule. */
export const called = (visit: string, desk: number): readonly [string, object] => [
  "visit-called",
  { visit, desk, by: "rule", passes: [], overtaken: [] },
];

/**
 * A correct morning: numbers, a missed call, served visits, an appointment booked, moved and cancelled, and refusals
 * that were true.
 */
export function goodMorning(): Morning {
  const morning = new Morning()
    .does("9:00", "give", { type: "give-numbers" }, [["numbers-given", {}]])
    .does(
      "9:00:10",
      "open",
      {
        type: "open",
        desks: [
          { desk: 1, conseiller: "c1" },
          { desk: 2, conseiller: "c2" },
        ],
      },
      [
        [
          "opened",
          {
            desks: [
              { desk: 1, conseiller: "c1" },
              { desk: 2, conseiller: "c2" },
            ],
          },
        ],
      ],
    )
    .joins("9:01", "key-a", "anna", 1)
    .joins("9:02", "key-b", "bruno", 2)
    .books("9:03", "key-x", "x", "10:00")
    .asks(
      "9:03:30",
      { type: "book", permanence: P, start: at("10:15"), minutes: 30, beside: false, key: "key-y" },
      { kind: "refused", code: "slot-taken" },
    )
    .does("9:04", "call-a", { type: "call-next", desk: 1 }, [called("anna", 1)])
    .does("9:04:30", "call-b-too-soon", { type: "call-next", desk: 1 }, [], "desk-busy")
    .does("9:05", "absent-a", { type: "absent", visit: "anna" }, [["visit-absent", { visit: "anna" }]])
    .does("9:06", "call-b", { type: "call-next", desk: 1 }, [called("bruno", 1)])
    .does("9:06:30", "start-b", { type: "start", visit: "bruno" }, [["visit-started", { visit: "bruno" }]])
    .does("9:07", "finish-b", { type: "finish", visit: "bruno" }, [["visit-finished", { visit: "bruno" }]])
    .does("9:07:30", "call-a-again", { type: "call-next", desk: 1 }, [called("anna", 1)])
    .does("9:08", "start-a", { type: "start", visit: "anna" }, [["visit-started", { visit: "anna" }]])
    .asks(
      "9:09",
      { type: "move", permanence: P, appointment: "x", start: at("10:30"), key: "key-m" },
      { kind: "ok", appointment: "x", start: at("10:30") },
    )
    .stands("9:09", "x", "10:30")
    .asks("9:10", { type: "cancel", permanence: P, appointment: "x" }, { kind: "ok" })
    .stands("9:10", "x", "10:30", { state: "cancelled-by-resident", bookedAt: at("9:09") })
    .does("9:11", "nobody", { type: "call-next", desk: 2 }, [], "not-your-desk")
    .asks("9:12", { type: "join", permanence: P, by: "door", key: "key-a" }, { kind: "ok", visit: "anna", number: 1 })
    .ends("bruno", {
      state: "done",
      desk: 1,
      conseiller: "c1",
      calledAt: moment("9:06"),
      startedAt: moment("9:06:30"),
      endedAt: moment("9:07"),
    })
    .ends("anna", {
      state: "serving",
      desk: 1,
      conseiller: "c1",
      calledAt: moment("9:07:30"),
      startedAt: moment("9:08"),
      missedCalls: 1,
    });
  morning.permanence = { ...morning.permanence, calls: 3 };
  return morning;
}

/** The time at which a request of that time took effect. */
export const moment = (time: string): Instant => instant(at(time) + 100);
