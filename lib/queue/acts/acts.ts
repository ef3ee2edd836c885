import type { Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { DifferenceRefusal, SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { ActNoted } from "./act-noted.ts";
import { addVisit, visitJoined, type AddVisit, type AddVisitRefusal, type VisitJoined } from "./add-visit.ts";
import { announce, announced, type Announce, type Announced, type AnnounceRefusal } from "./announce.ts";
import { askHelp, type AskHelp, type HelpAsked } from "./ask-help.ts";
import { endedAutomatically, type EndedAutomatically } from "./automatic-end.ts";
import { away, visitAway, type Away, type AwayRefusal, type VisitAway } from "./away.ts";
import { burstNoticed, missingCame, numbersVerified, verifyNumbers } from "./burst.ts";
import type { BurstNoticed, MissingCame, NumbersVerified, VerifyNumbers, VerifyRefusal } from "./burst.ts";
import { call, callNext, visitCalled } from "./call.ts";
import type { Call, CallNext, CallNextRefusal, CallRefusal, VisitCalled } from "./call.ts";
import { checkIn, type CheckIn, type CheckInRefusal } from "./check-in.ts";
import { appointmentCancelled, close, closed, visitUnserved } from "./close.ts";
import type { AppointmentCancelled, Close, Closed, CloseRefusal, VisitUnserved } from "./close.ts";
import { describe, visitDescribed, type Describe, type DescribeRefusal, type VisitDescribed } from "./describe.ts";
import { deskLeft, deskOnBreak, deskReturned, leaveDesk, returnToDesk, takeBreak } from "./desk-presence.ts";
import type { Break, BreakRefusal, DeskLeft, DeskOnBreak, DeskReturned, LeaveDesk, Return } from "./desk-presence.ts";
import { handOver, visitHandedOver, type HandOver, type HandOverRefusal, type VisitHandedOver } from "./hand-over.ts";
import { noteIncident, type Incident, type IncidentNoted } from "./incident.ts";
import { announceLate, appointmentLate, type AppointmentLate, type Late, type LateRefusal } from "./late.ts";
import { leaseNumbers, numbersLeased, type LeaseNumbers, type NumbersLeased } from "./lease-numbers.ts";
import { leave, visitLeft, type Leave, type LeaveRefusal, type VisitLeft } from "./leave.ts";
import { fetchPerson, visitToFetch, type Fetch, type FetchRefusal, type VisitToFetch } from "./fetch.ts";
import { addDesk, deskAdded, deskFreed, freeDesk } from "./free-desk.ts";
import type { AddDesk, AddDeskRefusal, DeskAdded, DeskFreed, FreeDesk, FreeDeskRefusal } from "./free-desk.ts";
import {
  giveByTeam,
  giveNumbers,
  numbersAreByTeam,
  numbersGiven,
  numbersStopped,
  stopNumbers,
  type GiveNumbers,
  type NoNumberRefusal,
  type NumbersAreByTeam,
  type NumbersByTeam,
  type NumbersGiven,
  type NumbersStopped,
  type StopNumbers,
} from "./numbers.ts";
import { open, opened, type Open, type Opened } from "./open.ts";
import { pause, resume, visitBack, visitPaused, visitResumed } from "./pause.ts";
import type { Pause, Resume, ResumeRefusal, VisitBack, VisitPaused, VisitResumed } from "./pause.ts";
import { prioritise, visitPrioritised } from "./prioritise.ts";
import type { Prioritise, PrioritiseRefusal, VisitPrioritised } from "./prioritise.ts";
import { refer, visitReferred, type Refer, type ReferRefusal, type VisitReferred } from "./refer.ts";
import { reopen, reopened, takeBack, visitTakenBack } from "./reopen.ts";
import type { Reopen, Reopened, ReopenRefusal, TakeBack, TakeBackRefusal, VisitTakenBack } from "./reopen.ts";
import { report, type Report, type ReportRefusal, type VisitReported } from "./report.ts";
import { absent, finish, start, visitAbsent, visitFinished, visitStarted } from "./serve.ts";
import type {
  Absent,
  AbsentRefusal,
  Finish,
  ServeRefusal,
  Start,
  VisitAbsent,
  VisitFinished,
  VisitStarted,
} from "./serve.ts";
import { resumed, resumeLine, suspend, suspended } from "./suspend.ts";
import type { Resumed, ResumeLine, Suspend, Suspended } from "./suspend.ts";
import { deskTaken, takeDesk, type DeskTaken, type TakeDesk, type TakeDeskRefusal } from "./take-desk.ts";
import { takeOver, visitTakenOver, type TakeOver, type TakeOverRefusal, type VisitTakenOver } from "./take-over.ts";
import { turnAway, undoTurnAway } from "./turn-away.ts";
import type { TurnAway, TurnAwayUndone, TurnedAway, UndoTurnAway } from "./turn-away.ts";
import { undo, undone, type Undo, type Undone, type UndoRefusal } from "./undo.ts";

/** The acts of a line (docs/line.md#commands). Each stands in a file of its own; this file lists them. */
export type Act =
  | AddDesk
  | AddVisit
  | Announce
  | AskHelp
  | Away
  | Break
  | Call
  | CallNext
  | CheckIn
  | Close
  | Describe
  | Fetch
  | FreeDesk
  | GiveNumbers
  | StopNumbers
  | NumbersByTeam
  | HandOver
  | Incident
  | Late
  | LeaseNumbers
  | Leave
  | LeaveDesk
  | Return
  | Open
  | Pause
  | Resume
  | Prioritise
  | Refer
  | Reopen
  | Report
  | Start
  | Finish
  | Absent
  | Suspend
  | ResumeLine
  | TakeBack
  | TakeDesk
  | TakeOver
  | TurnAway
  | Undo
  | UndoTurnAway
  | VerifyNumbers;

/** What happened to a line. */
export type QueueEvent =
  | ActNoted
  | Announced
  | AppointmentCancelled
  | AppointmentLate
  | BurstNoticed
  | Closed
  | DeskAdded
  | DeskFreed
  | DeskLeft
  | DeskOnBreak
  | DeskReturned
  | DeskTaken
  | EndedAutomatically
  | HelpAsked
  | IncidentNoted
  | MissingCame
  | NumbersAreByTeam
  | NumbersGiven
  | NumbersStopped
  | NumbersLeased
  | NumbersVerified
  | Opened
  | Reopened
  | Suspended
  | Resumed
  | TurnAwayUndone
  | TurnedAway
  | Undone
  | VisitAbsent
  | VisitAway
  | VisitBack
  | VisitCalled
  | VisitDescribed
  | VisitFinished
  | VisitHandedOver
  | VisitJoined
  | VisitLeft
  | VisitPaused
  | VisitPrioritised
  | VisitReferred
  | VisitReported
  | VisitResumed
  | VisitStarted
  | VisitToFetch
  | VisitTakenBack
  | VisitTakenOver
  | VisitUnserved;

/**
 * Why a command is refused: the wire code of docs/api.md#problem-codes. Each has a sentence in the message catalogue.
 */
export type QueueRefusal =
  | DifferenceRefusal
  | "permanence-closed"
  | "noted-after-close"
  | "too-early"
  | AbsentRefusal
  | "not-allowed"
  | AddDeskRefusal
  | AddVisitRefusal
  | AnnounceRefusal
  | AwayRefusal
  | BreakRefusal
  | CallNextRefusal
  | CallRefusal
  | CheckInRefusal
  | CloseRefusal
  | DescribeRefusal
  | FetchRefusal
  | FreeDeskRefusal
  | HandOverRefusal
  | LateRefusal
  | LeaveRefusal
  | NoNumberRefusal
  | PrioritiseRefusal
  | ReferRefusal
  | ReopenRefusal
  | ReportRefusal
  | ResumeRefusal
  | ServeRefusal
  | TakeBackRefusal
  | TakeDeskRefusal
  | TakeOverRefusal
  | UndoRefusal
  | VerifyRefusal;

export type Command = SentAct<Act>;
export type CommandType = Act["type"];

/** The command of one type. */
export type CommandOf<Type extends CommandType> = SentAct<Extract<Act, { readonly type: Type }>>;

/** The visit that a command is about; a call of the next person and a hand-over name it in `expected`. */
export const visitNamedIn = (command: Command): string | undefined =>
  "visit" in command
    ? command.visit
    : command.expected && "visit" in command.expected
      ? command.expected.visit
      : undefined;

export type EventType = QueueEvent["type"];

/** The event of one type. */
export type EventOf<Type extends EventType> = Extract<QueueEvent, { readonly type: Type }>;

/** The types of the events about one visit, without `undone`. */
export type VisitEventType = Exclude<Extract<QueueEvent, { readonly visit: string }>, Undone>["type"];

/** An event with when it happened and the command it came from. */
export type Stamped = Stamp & { readonly event: QueueEvent };

/** What is answered to a command: what happened (nothing, when it was so already), or why not. */
export type Decision = Result<readonly QueueEvent[], QueueRefusal>;

/** What each act decides, of the line as it stands at `now`. */
export const decisions: {
  readonly [Type in CommandType]: (state: LineState, command: CommandOf<Type>, now: Instant) => Decision;
} = {
  "add-desk": addDesk,
  "add-visit": addVisit,
  announce,
  "ask-help": askHelp,
  away,
  break: takeBreak,
  call,
  "call-next": callNext,
  "check-in": checkIn,
  close,
  describe,
  fetch: fetchPerson,
  "free-desk": freeDesk,
  "give-numbers": giveNumbers,
  "stop-numbers": stopNumbers,
  "numbers-by-team": giveByTeam,
  "hand-over": handOver,
  incident: noteIncident,
  late: announceLate,
  "lease-numbers": leaseNumbers,
  leave,
  "leave-desk": leaveDesk,
  return: returnToDesk,
  open,
  pause,
  resume,
  prioritise,
  refer,
  reopen,
  report,
  start,
  finish,
  absent,
  suspend,
  "resume-line": resumeLine,
  "take-back": takeBack,
  "take-desk": takeDesk,
  "take-over": takeOver,
  "turn-away": turnAway,
  undo,
  "undo-turn-away": undoTurnAway,
  "verify-numbers": verifyNumbers,
};

/** Of an event that is only recorded. */
const unchanged = (state: LineState): LineState => state;

/**
 * By type of event: the function that answers the line after the event. It throws when the event does not fit the line,
 * for instance when its visit is not there.
 */
export const transitions: {
  readonly [Type in EventType]: (state: LineState, event: EventOf<Type>, stamp: Stamp) => LineState;
} = {
  "act-noted": unchanged,
  announced,
  "appointment-cancelled": appointmentCancelled,
  "appointment-late": appointmentLate,
  "burst-noticed": burstNoticed,
  closed,
  "desk-added": deskAdded,
  "desk-freed": deskFreed,
  "desk-left": deskLeft,
  "desk-on-break": deskOnBreak,
  "desk-returned": deskReturned,
  "desk-taken": deskTaken,
  "ended-automatically": endedAutomatically,
  "help-asked": unchanged,
  "incident-noted": unchanged,
  "missing-came": missingCame,
  "numbers-by-team": numbersAreByTeam,
  "numbers-given": numbersGiven,
  "numbers-stopped": numbersStopped,
  "numbers-leased": numbersLeased,
  "numbers-verified": numbersVerified,
  opened,
  reopened,
  suspended,
  resumed,
  "turn-away-undone": unchanged,
  "turned-away": unchanged,
  undone,
  "visit-absent": visitAbsent,
  "visit-away": visitAway,
  "visit-back": visitBack,
  "visit-called": visitCalled,
  "visit-described": visitDescribed,
  "visit-finished": visitFinished,
  "visit-handed-over": visitHandedOver,
  "visit-joined": visitJoined,
  "visit-left": visitLeft,
  "visit-paused": visitPaused,
  "visit-prioritised": visitPrioritised,
  "visit-referred": visitReferred,
  "visit-reported": unchanged,
  "visit-resumed": visitResumed,
  "visit-started": visitStarted,
  "visit-to-fetch": visitToFetch,
  "visit-taken-back": visitTakenBack,
  "visit-taken-over": visitTakenOver,
  "visit-unserved": visitUnserved,
};

const always = (): boolean => true;
const never = (): boolean => false;

/** Whether the act that an event about a visit came from can be undone (docs/line.md#undo). */
export const canBeUndone: { readonly [Type in VisitEventType]: (event: EventOf<Type>) => boolean } = {
  "visit-absent": always,
  "visit-away": always,
  "visit-back": ({ by }) => by !== "desk-gone",
  "visit-called": always,
  "visit-described": never,
  "visit-finished": ({ unrecorded }) => !unrecorded,
  "visit-handed-over": always,
  "visit-joined": always,
  "visit-left": always,
  "visit-paused": always,
  "visit-prioritised": always,
  "visit-referred": always,
  "visit-reported": never,
  "visit-resumed": always,
  "visit-started": always,
  "visit-to-fetch": always,
  "visit-unserved": never,
};

/**
 * The ended permanences in which each act is still accepted. Cancelled: acts that finish with the people who are still
 * there, and taking those back. Closed: reports and what they begin with, which are written later, even the next day.
 */
export const acceptedOnceOver: { readonly [Type in CommandType]: readonly ("cancelled" | "closed")[] } = {
  "add-desk": [],
  "add-visit": [],
  announce: [],
  "ask-help": [],
  away: [],
  break: [],
  call: [],
  "call-next": [],
  "check-in": [],
  close: [],
  describe: ["cancelled", "closed"],
  fetch: ["cancelled"],
  "free-desk": [],
  "give-numbers": [],
  "stop-numbers": [],
  "numbers-by-team": [],
  "hand-over": [],
  incident: [],
  late: [],
  "lease-numbers": [],
  leave: ["cancelled"],
  "leave-desk": [],
  return: [],
  open: [],
  pause: [],
  resume: [],
  prioritise: [],
  refer: ["cancelled"],
  reopen: ["closed"],
  report: ["cancelled", "closed"],
  start: ["cancelled"],
  finish: ["cancelled"],
  absent: ["cancelled"],
  suspend: [],
  "resume-line": [],
  "take-back": [],
  "take-desk": [],
  "take-over": [],
  "turn-away": [],
  undo: ["cancelled"],
  "undo-turn-away": ["cancelled"],
  "verify-numbers": [],
};
