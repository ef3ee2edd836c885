import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { jest } from "@jest/globals";
import { act } from "@testing-library/react";
import type { Command } from "#lib/queue/acts/acts.ts";
import { isNotedAct } from "#lib/queue/acts/late-acts.ts";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { SeatElsewhere } from "#lib/queue/receive-command.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { liveBoardToWire } from "#lib/wire/queue/board.ts";
import { commands as commandsBody } from "#lib/wire/queue/command.ts";
import { BUILD } from "#lib/wire/queue/sent-commands.ts";
import { lineToWire } from "#lib/wire/queue/line.ts";
import { FakeEventSource } from "#tests/components/queue/fake-event-source.ts";
import { ME, ZONE } from "./morning.ts";

type CommandOutcome = {
  readonly id: string;
  readonly outcome: string;
  readonly refusal?: string;
  readonly elsewhere?: SeatElsewhere;
};

/** Requests at one moment of the test's clock: more than any morning without network needs. */
const MOST_POSTS_AT_ONCE = 50;

/** The server of a tablet in tests: the real core rule and wire format, over a network that can be cut. */
export class FakeServer {
  state: LineState;
  /** Every command received, repeated ones included. */
  readonly received: Command[] = [];
  signedIn = true;
  /** The account last signed in with this browser. */
  account = ME;
  /** Every act is answered "busy, try again", while everything else works. */
  refusesToWrite = false;
  /** Answered instead: by the application under too many requests, or by something in front of it. */
  answersInstead: { readonly status: number; readonly code?: string } | undefined;
  /** The build that answers, that of the page; none of the version before this header. */
  build: string | undefined = "this";
  /** Whether it has time to lend numbers, to be given without network. */
  lends = false;
  /** It is of a version that knows no such act. */
  cannotRead = false;
  /** What the codes of appointments lead to; any other is of nobody. */
  readonly codes = new Map<string, object>();
  /** The numbers that people with these codes get, who come for an hour that was offered. */
  readonly numbers = new Map<string, number>();
  /** The codes that were asked. */
  readonly asked: string[] = [];
  /** The results of the next reads of the line, one each, while everything else works. */
  readonly spoiltReads: ("unreachable" | "busy" | "unreadable")[] = [];
  /** How often the line was read. */
  reads = 0;
  /** The device of each of these readings that said that it had sent every act, else null. */
  readonly sentAll: (string | null)[] = [];
  /** It tells the line no more, as to a shared tablet whose half-day is over. */
  tellsNoLine = false;
  /** Commands are applied, and their answer is lost. */
  losesAnswers = false;
  /** A refusal by a database constraint, after the core rule accepted. */
  refusesNext: string | undefined;
  /** Where this conseiller sits: taking a desk here is refused. */
  sitsElsewhere: SeatElsewhere | undefined;
  /** Requests arrive when this is fulfilled: a slow server. */
  slow: Promise<void> = Promise.resolve();
  /** Milliseconds by which the server's clock is ahead of this tablet's. */
  ahead = 0;
  /** A sentence about what a tablet must never do to a server; the test then fails with it. */
  static complaint: string | undefined;
  /** It sends neither board nor beat: it is frozen, or it has lost its database. */
  silent = false;
  private cutOff = false;
  private postsNow = { at: 0, count: 0 };
  private readonly outcomes = new Map<string, CommandOutcome>();

  constructor(state: LineState) {
    this.state = state;
    FakeServer.complaint = undefined;
    globalThis.fetch = this.fetch as typeof fetch;
    setOnLine(true);
    FakeEventSource.greet = (source) => !this.silent && source.say("board", this.board());
    setInterval(() => !this.silent && this.says("beat"), 5_000);
  }

  /** The tablet loses its Wi-Fi, and knows it. */
  cut(): void {
    this.stops();
    setOnLine(false);
    act(() => void window.dispatchEvent(new Event("offline")));
  }

  restore(): void {
    this.returns();
    setOnLine(true);
    act(() => void window.dispatchEvent(new Event("online")));
  }

  /** The application is killed: the tablet has its network, and nothing answers. */
  stops(): void {
    this.cutOff = true;
    FakeEventSource.reachable = false;
    for (const source of FakeEventSource.all) source.fail();
  }

  returns(): void {
    this.cutOff = false;
    FakeEventSource.reachable = true;
  }

  /** What the server says every five seconds: its time, or since when it has lost its database. */
  says(event: "beat" | "blind", data: string = isoInZone(this.now(), ZONE)): void {
    for (const source of FakeEventSource.all) source.say(event, data);
  }

  /** Another tablet did this; the followers receive a board. */
  becomes(state: LineState): void {
    this.state = state;
    this.tell();
  }

  tell(): void {
    for (const source of FakeEventSource.all) source.say("board", this.board());
  }

  /** The live stream is refused, as by a proxy or while too many are open; everything else works. */
  refusesToFollow(): void {
    FakeEventSource.refused = true;
    for (const source of FakeEventSource.all) source.refuse();
  }

  followsAgain(): void {
    FakeEventSource.refused = false;
  }

  private readonly board = (): string =>
    JSON.stringify(
      liveBoardToWire(
        boardOf(
          this.state,
          this.now(),
          paceOf(() => 20),
          true,
        ),
        ZONE,
      ),
    );

  private readonly now = (): Instant => instant(jest.now() + this.ahead);

  private readonly fetch = async (address: string, init: { method?: string; body?: string } = {}) => {
    if (this.cutOff) throw new TypeError("Failed to fetch");
    if (this.answersInstead) return answer(this.answersInstead.status, { code: this.answersInstead.code });
    const { pathname, searchParams: asked } = new URL(address, "http://here.invalid");
    if (pathname.endsWith("/check-in")) return this.arrival(init.body);
    if (!this.signedIn || asked.get("by") !== this.account) return answer(401, { code: "sign-in-needed" });
    if (pathname.endsWith("/code")) return this.search(init.body);
    if (init.method !== "POST") return (this.sentAll.push(asked.get("sentAll")), this.read());
    this.refuseToLoop();
    if (this.refusesToWrite) return answer(503, { code: "busy" });
    await this.slow;
    const body = commandsBody.safeParse(JSON.parse(init.body ?? ""));
    if (!body.success || this.cannotRead) return answer(400, { code: "malformed" }, this.build);
    const isBorrowing = body.data.commands.some(({ type }) => type === "lease-numbers");
    if (isBorrowing && !this.lends) return answer(503, { code: "busy" });
    const results = body.data.commands.map((command) => this.apply(command as Command));
    if (this.losesAnswers) throw new TypeError(`Failed to fetch ${address}`);
    if (this.tellsNoLine) return answer(200, { results });
    this.tell();
    return answer(200, { results, state: lineToWire(this.state, ZONE) });
  };

  private search(body = "") {
    const { code } = JSON.parse(body) as { code: string };
    this.asked.push(code);
    return answer(200, this.codes.get(code) ?? { kind: "unknown" });
  }

  private arrival(body = "") {
    const number = this.numbers.get((JSON.parse(body) as { code: string }).code);
    return number === undefined ? answer(409, { code: "ask-the-team" }) : answer(201, { number });
  }

  /** A tablet that sends without a pause would block the test for good. */
  private refuseToLoop(): void {
    const at = jest.now();
    this.postsNow = { at, count: this.postsNow.at === at ? this.postsNow.count + 1 : 1 };
    if (this.postsNow.count <= MOST_POSTS_AT_ONCE) return;
    FakeServer.complaint = `The tablet sent ${MOST_POSTS_AT_ONCE} times without a pause.`;
    throw new TypeError("Failed to fetch");
  }

  private read() {
    this.reads += 1;
    const spoilt = this.spoiltReads.shift();
    if (spoilt === "unreachable") throw new TypeError("Failed to fetch");
    if (spoilt === "busy") return answer(503, { code: "busy" });
    return answer(200, spoilt === "unreadable" ? { hello: "who pays for this Wi-Fi?" } : lineToWire(this.state, ZONE));
  }

  private apply(command: Command): CommandOutcome {
    this.received.push(command);
    const before = this.outcomes.get(command.id);
    if (before) return before.outcome === "applied" ? { ...before, outcome: "already-applied" } : before;
    if (isNotedAct(this.state, command, this.now()))
      return { id: command.id, outcome: "refused", refusal: "noted-after-close" };
    const decided = decide(this.state, { ...command, conseiller: ME }, this.now());
    if (this.sitsElsewhere && (command.type === "open" || command.type === "take-desk"))
      return { id: command.id, outcome: "refused", refusal: "seated-elsewhere", elsewhere: this.sitsElsewhere };
    if (this.refusesNext) return { id: command.id, outcome: "refused", refusal: this.refusesNext };
    const outcome: CommandOutcome = decided.ok
      ? { id: command.id, outcome: "applied" }
      : { id: command.id, outcome: "refused", refusal: decided.refusal };
    this.outcomes.set(command.id, outcome);
    if (decided.ok)
      this.state = decided.value.reduce(
        (line, event) => evolve(line, { event, at: this.now(), command: command.id }),
        this.state,
      );
    return outcome;
  }
}

const setOnLine = (value: boolean): void =>
  void Object.defineProperty(navigator, "onLine", { configurable: true, value });

const answer = (status: number, body: unknown, build?: string) => ({
  status,
  ok: status < 300,
  headers: new Headers(build === undefined ? {} : { [BUILD]: build }),
  json: async () => JSON.parse(JSON.stringify(body)) as unknown,
});
