/** @long */
import { check } from "#tests/rig/checker/check.ts";
import type { MessagesRecord } from "#tests/rig/messages.ts";
import { instant } from "#lib/time/instant.ts";
import { at, called, goodMorning, moment, type Morning } from "./morning.ts";

/** The findings of the checker for a morning: the invariant, then its sentences. */
const said = (morning: Morning): readonly string[] =>
  check(morning.evidence()).flatMap(({ invariant, sentences }) =>
    sentences.map((sentence) => `${invariant} — ${sentence}`),
  );

/** A correct morning that this function then breaks. */
const spoilt = (spoil: (morning: Morning) => unknown): readonly string[] => {
  const morning = goodMorning();
  spoil(morning);
  return said(morning);
};

test("a correct morning is accepted", () => {
  expect(said(goodMorning())).toEqual([]);
});

test("two appointments that overlap in one lane are found, even if one is cancelled at the end", () => {
  const broken = spoilt((morning) => {
    morning.books("9:20", "key-1", "one", "11:00").books("9:21", "key-2", "two", "11:15");
    morning
      .asks("9:22", { type: "cancel", permanence: "neuhof", appointment: "two" }, { kind: "ok" })
      .stands("9:22", "two", "11:15", { state: "cancelled-by-resident", bookedAt: at("9:21") });
  });
  expect(broken).toEqual([
    expect.stringMatching(
      /^no overlap per lane — neuhof: lane 1 holds two appointments, 11:00:00.000 and 11:15:00.000/,
    ),
  ]);
});

test("consecutive half-hours do not overlap", () => {
  expect(
    spoilt((morning) => morning.books("9:20", "key-1", "one", "11:00").books("9:21", "key-2", "two", "11:30")),
  ).toEqual([]);
});

test("more appointments beside the lanes than allowed are found", () => {
  const broken = spoilt((morning) =>
    morning
      .books("9:20", "key-1", "one", "11:00", { lane: null })
      .books("9:21", "key-2", "two", "11:00", { lane: null }),
  );
  expect(broken).toEqual([
    "no more beside the lanes than may — neuhof: 2 appointments stand beside the lanes, where 1 may",
  ]);
});

describe("an act that was acknowledged", () => {
  const LOST = /^each acknowledged act is present or undone by a recorded act — /;
  test("and is not written is noticed", () => {
    const broken = spoilt((morning) =>
      morning.asks(
        "9:20",
        { type: "book", permanence: "neuhof", start: at("11:00"), minutes: 30, beside: false, key: "key-1" },
        { kind: "ok", appointment: "lost", start: at("11:00") },
      ),
    );
    expect(broken).toEqual([expect.stringMatching(LOST)]);
    expect(
      spoilt((morning) =>
        morning.asks(
          "9:20",
          { type: "join", permanence: "neuhof", by: "door", key: "key-1" },
          { kind: "ok", visit: "lost", number: 3 },
        ),
      ),
    ).toEqual([expect.stringMatching(LOST)]);
    expect(
      spoilt((morning) => morning.asks("9:20", { type: "leave", permanence: "neuhof", visit: "anna" }, { kind: "ok" })),
    ).toEqual([expect.stringMatching(LOST)]);
    expect(
      spoilt((morning) =>
        morning.asks("9:20", { type: "away", permanence: "neuhof", visit: "anna", minutes: 10 }, { kind: "ok" }),
      ),
    ).toEqual([expect.stringMatching(LOST)]);
  });
  test("and was written after its answer is noticed", () => {
    const broken = spoilt((morning) =>
      morning.asks("9:05:59", { type: "cancel", permanence: "neuhof", appointment: "x" }, { kind: "ok" }),
    );
    expect(broken).toEqual([
      expect.stringMatching(/cancel \(operation 18\) was acknowledged, and nothing of it is written$/),
    ]);
  });
  test("as a command that the database does not know is noticed", () => {
    expect(
      spoilt((morning) => void (morning.commands = morning.commands.filter(({ id }) => id !== "start-a"))),
    ).toEqual([expect.stringMatching(/start \(operation \d+\) was acknowledged/)]);
  });
  test("as a command that the database keeps as refused is noticed", () => {
    const broken = spoilt(
      (morning) =>
        void (morning.commands = morning.commands.map((kept) =>
          kept.id === "start-a" ? { ...kept, refusal: "state-changed" } : kept,
        )),
    );
    expect(broken).toEqual([expect.stringMatching(/start \(operation \d+\) was acknowledged/)]);
  });
  test("and decided before it was asked is noticed", () => {
    const broken = spoilt(
      (morning) =>
        void (morning.operations = morning.operations.map((one) =>
          one.action.type === "command" && one.action.command.id === "give"
            ? { ...one, began: moment("9:00:01") }
            : one,
        )),
    );
    expect(broken).toContainEqual(expect.stringMatching(/give-numbers \(operation 0\) was acknowledged/));
  });
});

test("an appointment that changed without a request is found", () => {
  const broken = spoilt((morning) => morning.books("9:20", "key-1", "one", "11:00").stands("9:21", "one", "11:15"));
  expect(broken).toContainEqual(
    "each acknowledged act is present or undone by a recorded act — nobody asked that the appointment one be booked there",
  );
});

describe("the rows at the end", () => {
  test("of a visit that no event made so are noticed", () => {
    expect(spoilt((morning) => morning.ends("anna", { state: "waiting", desk: null }))).toEqual([
      expect.stringMatching(/^rows follow events — neuhof: the visit anna is .*waiting.*, and was made .*serving/),
    ]);
  });
  test("of an appointment that lost its last change are noticed", () => {
    const broken = spoilt(
      (morning) => void (morning.appointments = morning.appointments.map((row) => ({ ...row, state: "booked" }))),
    );
    expect(broken).toEqual([
      expect.stringMatching(/^rows follow events — neuhof: the appointment x is .*booked.*, and was made .*cancelled/),
    ]);
  });
  test("of the permanence and the desks are looked at too", () => {
    expect(spoilt((morning) => void (morning.permanence = { ...morning.permanence, calls: 2 }))).toEqual([
      expect.stringMatching(/the permanence is .*"calls":2/),
    ]);
    expect(spoilt((morning) => void (morning.desks = morning.desks.slice(1)))).toEqual([
      expect.stringMatching(/the desks is/),
    ]);
  });
  test("whose events cannot have happened are noticed, without giving up the rest", () => {
    const broken = spoilt((morning) =>
      morning.does("9:20", "odd", { type: "finish", visit: "bruno" }, [["visit-finished", { visit: "bruno" }]]),
    );
    expect(broken).toEqual([expect.stringMatching(/^rows follow events — neuhof: its events cannot be replayed/)]);
  });
  test("after two acts that were decided on one version are noticed", () => {
    const broken = spoilt(
      (morning) =>
        void (morning.events = morning.events.map((event) =>
          event.type === "visit-absent" ? { ...event, version: event.version - 1 } : event,
        )),
    );
    expect(broken).toContainEqual(expect.stringMatching(/visit-absent made version 6 after version 6/));
  });
});

describe("a key", () => {
  test("that led to two things is noticed", () => {
    const broken = spoilt((morning) => morning.joins("9:20", "key-a", "somebody else", 3));
    expect(broken).toContainEqual("one key one effect — the key key-a led to anna and somebody else");
    expect(broken).toContainEqual("one key one effect — 3 numbers in neuhof, for which 2 keys asked");
  });
  test("that made two appointments is noticed, though one answer never came", () => {
    const broken = spoilt((morning) => {
      morning.books("9:20", "key-1", "one", "11:00");
      morning.asks(
        "9:21",
        { type: "book", permanence: "neuhof", start: at("11:00"), minutes: 30, beside: false, key: "key-1" },
        { kind: "unknown", why: "ECONNRESET" },
      );
      morning.stands("9:21", "twin", "11:00", { lane: null });
    });
    expect(broken).toContainEqual(
      expect.stringMatching(/^one key one effect — 2 appointments at \d+ in neuhof, for which 1 keys asked/),
    );
    expect(broken).toContainEqual("one key one effect — twin was made and no key remembers it");
  });
  test("of a command that was applied twice, or answered in two ways, is noticed", () => {
    const again = (morning: Morning, outcome: Parameters<Morning["asks"]>[2]) => {
      const { action } = morning.operations.find(
        (one) => one.action.type === "command" && one.action.command.id === "finish-b",
      )!;
      morning.asks("9:06:59", action, outcome);
    };
    expect(spoilt((morning) => again(morning, { kind: "ok", again: false }))).toContainEqual(
      "one key one effect — the command finish-b was applied 2 times",
    );
    expect(spoilt((morning) => again(morning, { kind: "refused", code: "state-changed" }))).toContainEqual(
      "one key one effect — the command finish-b was answered applied and state-changed",
    );
    expect(
      spoilt((morning) =>
        morning.events.push({
          ...morning.events.at(-1)!,
          id: 99,
          version: 99,
          command: "give",
          type: "announced",
          data: { message: "deux fois" },
        }),
      ),
    ).toContainEqual("one key one effect — the command give had effects at 2 moments");
  });
});

test("a second call of one person without an absence or an undo is found", () => {
  const broken = spoilt((morning) => {
    morning
      .joins("9:20", "key-c", "chloé", 3)
      .does("9:21", "call-c", { type: "call-next", desk: 1 }, [called("chloé", 2)]);
    morning.events.push({ ...morning.events.at(-1)!, id: 99, version: morning.version(), command: "again" });
  });
  expect(broken).toContainEqual(
    "nobody called twice without an absence or an undo between — neuhof: chloé was called again at 09:21:00.100, without an absence or an undo since",
  );
});

test("a person whose call was undone may be called again", () => {
  expect(
    spoilt((morning) => {
      morning
        .joins("9:20", "key-c", "chloé", 3)
        .does("9:21", "call-c", { type: "call", visit: "chloé", desk: 2 }, [called("chloé", 2)]);
      const before = {
        id: "chloé",
        number: 3,
        origin: { kind: "walk-in" },
        joinedAt: at("9:20"),
        priority: false,
        missedCalls: 0,
        awayTimes: 0,
        state: "waiting",
        back: false,
      };
      morning.does("9:21:20", "undo-c", { type: "undo", command: "call-c" }, [
        ["undone", { command: "call-c", visit: "chloé", before, call: 4 }],
      ]);
      morning
        .does("9:22", "call-c-2", { type: "call", visit: "chloé", desk: 2 }, [called("chloé", 2)])
        .ends("chloé", { state: "called", desk: 2, conseiller: "c2", calledAt: moment("9:22") });
      morning.permanence = { ...morning.permanence, calls: 4 };
    }),
  ).toEqual([]);
});

test("two people at one desk, and two people of one conseiller, are found", () => {
  const broken = spoilt((morning) => {
    morning
      .joins("9:20", "key-c", "chloé", 3)
      .does("9:21", "call-c", { type: "call", visit: "chloé", desk: 1 }, [called("chloé", 1)]);
    morning.ends("chloé", { state: "called", desk: 1, conseiller: "c1", calledAt: moment("9:21") });
    morning.permanence = { ...morning.permanence, calls: 4 };
  });
  expect(broken).toEqual([
    "one visit per desk — neuhof: desk 1 had two people at 09:21:00.100, after visit-called",
    "one visit per conseiller — c1 had anna and chloé at 09:21:00.100",
  ]);
});

test("a number given twice and a missing number are found; a number leased to a tablet is not reported", () => {
  expect(spoilt((morning) => morning.joins("9:20", "key-c", "chloé", 2))).toEqual(
    expect.arrayContaining([
      "numbers unique and dense outside leases — neuhof: the number 2 was given twice",
      "numbers unique and dense outside leases — neuhof: two people were told the number 2",
    ]),
  );
  const counterAt3 = (morning: Morning): void => {
    morning.permanence = { ...morning.permanence, nextNumber: 3 };
  };
  expect(spoilt((morning) => counterAt3(morning.joins("9:20", "key-c", "chloé", 4)))).toEqual([
    "numbers unique and dense outside leases — neuhof: nobody has the number 3, and it was lent to no device",
  ]);
  expect(
    spoilt((morning) =>
      counterAt3(
        morning
          .does("9:19", "lease", { type: "lease-numbers" }, [
            ["numbers-leased", { device: "tablet-0", first: 101, last: 140 }],
          ])
          .joins("9:20", "key-c", "chloé", 101),
      ),
    ),
  ).toEqual([]);
  // Somebody else had the number on their card.
  expect(spoilt((morning) => counterAt3(morning.joins("9:20", "key-c", "chloé", 141)))).toEqual([]);
});

test("a person passed against the promise of the closed list is found", () => {
  const broken = spoilt((morning) => {
    morning
      .joins("9:20", "key-c", "chloé", 3)
      .joins("9:20:30", "key-d", "david", 4)
      .does("9:21", "call-d", { type: "call-next", desk: 2 }, [called("david", 2)]);
    morning.ends("david", { state: "called", desk: 2, conseiller: "c2", calledAt: moment("9:21") });
    morning.permanence = { ...morning.permanence, calls: 4 };
  });
  expect(broken).toEqual([expect.stringMatching(/^the order law — neuhof: number 3/)]);
});

test("a 5xx other than 503 is found; a broken connection is not reported", () => {
  const asks = (why: string) =>
    spoilt((morning) =>
      morning.asks(
        "9:20",
        { type: "leave", permanence: "neuhof", visit: "anna" },
        { kind: "unknown", why },
        instant(at("9:21")),
      ),
    );
  expect(asks("500")).toEqual(["no answer was a surprise — leave (operation 18) was answered 500"]);
  expect(asks("503")).toEqual([]);
  expect(asks("ECONNRESET")).toEqual([]);
});

describe("what was told", () => {
  const CONFIRMED = {
    id: "m",
    appointment: "one",
    hour: at("11:00"),
    doubles: 0,
    became: "sent" as const,
    due: at("9:20"),
  };
  const SMS = { message: "m", text: "Votre rendez-vous : mardi 24 novembre à 12 h." };
  const TOLD: MessagesRecord = {
    arrivals: [SMS],
    tries: [{ message: "m", at: at("9:20:05") }],
    rows: [CONFIRMED],
    booked: [{ appointment: "one", start: at("11:00") }],
    notCompared: 0,
    until: at("10:00"),
  };
  const judged = (changes: Partial<MessagesRecord>, spoil: (morning: Morning) => unknown = () => undefined) => {
    const morning = goodMorning().books("9:20", "key-1", "one", "11:00");
    spoil(morning);
    return check({ ...morning.evidence(), messages: { ...TOLD, ...changes } }).flatMap(({ invariant, sentences }) =>
      sentences.map((sentence) => `${invariant} — ${sentence}`),
    );
  };
  const cancelsAt = (time: string) => (morning: Morning) =>
    morning
      .asks(time, { type: "cancel", permanence: "neuhof", appointment: "one" }, { kind: "ok" })
      .stands(time, "one", "11:00", { state: "cancelled-by-resident", bookedAt: at("9:20") });

  test("once, and at the gateway with its hour, is accepted", () => {
    expect(judged({})).toEqual([]);
  });
  test("by a sending that began after the cancel was answered is found, and not by one that had begun before", () => {
    const cancelled = { booked: [] };
    expect(judged(cancelled, cancelsAt("9:20:01"))).toEqual([
      expect.stringMatching(/^no message begins after a cancel that was answered — the sending of m began/u),
    ]);
    expect(judged(cancelled, cancelsAt("9:25"))).toEqual([]);
  });
  test("twice is found where no double is counted, and where no try was noted", () => {
    const tries = [...TOLD.tries, { message: "m", at: at("9:30") }];
    const twice = { arrivals: [SMS, SMS], tries };
    expect(judged(twice)).toEqual([
      expect.stringMatching(/^no message is sent more often .* 0 doubles were counted$/u),
    ]);
    expect(judged({ ...twice, rows: [{ ...CONFIRMED, doubles: 1 }] })).toEqual([]);
    expect(judged({ tries: [] })).toEqual([expect.stringMatching(/fewer tries were noted$/u)]);
    expect(judged({ arrivals: [SMS, { ...SMS, message: "other" }] })).toEqual([
      expect.stringMatching(/no row of the outbox is it$/u),
    ]);
  });
  test.each<[string, Partial<MessagesRecord>, RegExp]>([
    ["that counts as sent and is at no gateway", { arrivals: [] }, /the gateway has it not/u],
    ["that was due and never left", { arrivals: [], rows: [{ ...CONFIRMED, became: "waits" }] }, /never left/u],
    [
      "that says another hour",
      { arrivals: [{ ...SMS, text: "Votre rendez-vous : 12 h 30" }] },
      /does not say its hour/u,
    ],
    ["that nobody put in", { arrivals: [], tries: [], rows: [] }, /was never told so/u],
    [
      "of an hour that was given up",
      { booked: [{ appointment: "one", start: at("11:30") }] },
      /its person was told 11:00:00.000/u,
    ],
    ["of a change that nobody compared", { notCompared: 2 }, /2 changes were never compared/u],
  ])("a message %s is found", (_, changes, sentence) => {
    expect(judged(changes)).toContainEqual(expect.stringMatching(sentence));
  });
  test("a message that was given up stands on the list of whom to call, and one of an hour that has come tells nothing", () => {
    expect(judged({ arrivals: [], rows: [{ ...CONFIRMED, became: "given-up" }] })).toEqual([]);
    expect(judged({ arrivals: [], rows: [{ ...CONFIRMED, became: "cancelled" }], until: at("11:05") })).toEqual([]);
  });
});
