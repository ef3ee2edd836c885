import type { Act } from "#lib/queue/acts/acts.ts";

/**
 * An act, its minute after the permanence's start (negative: numbers given before it), and the desk of the conseiller
 * who does it.
 */
export type SceneAct = { readonly minute: number; readonly act: Act; readonly at: 1 | 2 };

/**
 * The first half-hour: three people before the opening, two helped, one at desk 1, six in line, and desk 2 is free to
 * call. Some have said which language they speak.
 */
export function scene(
  visits: readonly string[],
  atDesk: readonly [string, string],
  topics: readonly string[],
): readonly SceneAct[] {
  const visit = (number: number): string => visits[number - 1] ?? "";
  const joins = (minute: number, number: number, language?: string): SceneAct => {
    const topic = topics[(number * 3) % topics.length];
    return {
      minute,
      at: 1,
      act: {
        type: "add-visit",
        visit: visit(number),
        ...(topic !== undefined && { topic }),
        ...(language !== undefined && { language }),
      },
    };
  };
  const calls = (minute: number, number: number, desk: 1 | 2): readonly SceneAct[] => [
    { minute, at: desk, act: { type: "call-next", desk } },
    { minute: minute + 1, at: desk, act: { type: "start", visit: visit(number) } },
  ];
  return [
    { minute: -6, at: 1, act: { type: "give-numbers" } },
    joins(-5, 1),
    joins(-4, 2, "tr"),
    joins(-2, 3),
    {
      minute: 0,
      at: 1,
      act: {
        type: "open",
        desks: [
          { desk: 1, conseiller: atDesk[0] },
          { desk: 2, conseiller: atDesk[1] },
        ],
      },
    },
    ...calls(0, 1, 1),
    ...calls(1, 2, 2),
    joins(3, 4),
    joins(6, 5, "ar"),
    joins(8, 6),
    { minute: 13, at: 1, act: { type: "finish", visit: visit(1) } },
    ...calls(14, 3, 1),
    joins(17, 7),
    joins(21, 8),
    joins(24, 9, "ar"),
    { minute: 28, at: 2, act: { type: "finish", visit: visit(2) } },
  ];
}
