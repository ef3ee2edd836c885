/** The size of a run. Each client does `turns` operations in a half-day, then goes on to the next half-day of its group. */
export type Size = {
  readonly seed: number;
  readonly operations: number;
  readonly applicationKills: number;
  readonly databaseKills: number;
  /** Half-days in use at the same time, and the clients in each. */
  readonly groups: number;
  readonly clientsInGroup: number;
  readonly turns: number;
  /** Whether SMS leave, to a gateway that is slow, busy and loses answers. */
  readonly messages: boolean;
};

/** The default of `npm run endurance`: 100,000 operations, 30 kills each of application and database (docs/decisions/endurance-and-faults.md). */
export const WHOLE: Size = {
  seed: 1,
  operations: 100_000,
  applicationKills: 30,
  databaseKills: 30,
  groups: 6,
  clientsInGroup: 5,
  turns: 36,
  messages: true,
};

/** How many operations each client does. */
export const operationsOfClient = ({ operations, groups, clientsInGroup }: Size): number =>
  Math.ceil(operations / (groups * clientsInGroup));

/** How many half-days each group goes through, one after the other. */
export const roundsOf = (size: Size): number => Math.ceil(operationsOfClient(size) / size.turns);
