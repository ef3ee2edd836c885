/** What the script knows of a person with a number, from what it did itself. */
type Person = {
  readonly number: number;
  readonly booked: string | undefined;
  readonly priority: boolean;
  /** Who had a number, and whose help had not begun, when this one was given; then those with priority too. */
  readonly before: Set<number>;
  state: "waiting" | "called" | "absent" | "serving" | "done" | "unserved";
  desk: number | undefined;
  /**
   * How many were ahead, people and appointments together, when their page was read last; and who passed since by
   * priority.
   */
  toldAhead: number;
  passed: number;
};

/**
 * The script's own account of the afternoon: who came when, and what therefore has to stand on their page. It knows the
 * four sentences of the line, and none of the application's functions. `expected`: the hours of the appointments, all
 * made before the afternoon.
 */
export class OwnAccount {
  readonly #people = new Map<number, Person>();
  readonly #expected: string[];

  constructor(expected: readonly string[]) {
    this.#expected = [...expected];
  }

  of(number: number): Person {
    const person = this.#people.get(number);
    if (!person) throw new Error(`Nobody has the number ${number}.`);
    return person;
  }

  /** Everybody whose help has not begun stands before a newcomer. */
  comes(number: number): void {
    this.#add({ number, before: this.#notHelped() });
  }

  /** Somebody with priority stands before everybody whose help has not begun. */
  comesWithPriority(number: number): void {
    const waiting = this.#notHelped();
    this.#add({ number, before: waiting.filter((other) => this.of(other).priority), priority: true });
    for (const other of waiting) {
      this.of(other).before.add(number);
      this.of(other).passed += 1;
    }
  }

  /**
   * Somebody arrives for their appointment before its hour: everybody without one was told of that hour, and stands
   * behind.
   */
  arrives(number: number, hour: string): void {
    this.#expected.splice(this.#expected.indexOf(hour), 1);
    const waiting = this.#notHelped();
    const before = waiting.filter((other) => this.of(other).priority || (this.of(other).booked ?? hour) < hour);
    this.#add({ number, before, booked: hour });
    for (const other of waiting) if (!before.includes(other)) this.of(other).before.add(number);
  }

  called(number: number, desk: number): void {
    Object.assign(this.of(number), { state: "called", desk });
  }

  is(number: number, state: Person["state"]): void {
    this.of(number).state = state;
  }

  peopleBefore(number: number): number {
    const notHelped = this.#notHelped();
    return notHelped.filter((other) => this.of(number).before.has(other)).length;
  }

  appointmentsBefore(number: number): readonly string[] {
    const { booked } = this.of(number);
    return this.#expected.filter((hour) => booked === undefined || hour < booked);
  }

  /** How many wait: they are neither called nor helped. */
  waiting = (): number => [...this.#people.values()].filter(({ state }) => state === "waiting").length;

  helped = (): number => [...this.#people.values()].filter(({ state }) => state === "serving").length;

  #notHelped = (): readonly number[] =>
    [...this.#people.values()]
      .filter(({ state }) => state === "waiting" || state === "called" || state === "absent")
      .map(({ number }) => number);

  #add({ number, before, booked, priority = false }: Newcomer): void {
    this.#people.set(number, {
      number,
      booked,
      priority,
      before: new Set(before),
      state: "waiting",
      desk: undefined,
      toldAhead: Infinity,
      passed: 0,
    });
  }
}

type Newcomer = {
  readonly number: number;
  readonly before: readonly number[];
  readonly booked?: string;
  readonly priority?: boolean;
};
