import { SECOND } from "#lib/time/instant.ts";
import type { Page } from "playwright-core";
import type { CuttableProxy } from "#tests/support/cuttable-proxy.ts";
import type { Dice } from "./dice.ts";
import { shiftClock } from "./device-clock.ts";
import { whyNoDisk, type SmallDisk } from "./disk.ts";
import type { Instance } from "./instance.ts";

/** The screens that a fault may cut off from the server. */
type Cut = "room" | "tablet";

/** What a fault acts on. `disk`: only the instance of the fault “disk full” lies on one. */
type Scene = {
  readonly instance: Instance;
  readonly screens: Readonly<Record<Cut, { readonly page: Page; readonly link: CuttableProxy }>>;
  readonly disk: SmallDisk | undefined;
  readonly dice: Dice;
};

/**
 * A fault: `begin` lets it happen and returns what ends it. `lasts`: milliseconds between the two; 0 when the product
 * alone has to get over it. `cuts`: the screen that it cuts off from the server; undefined when the server itself
 * suffers.
 */
export type Fault = {
  readonly title: string;
  readonly lasts: (freeze: number) => number;
  readonly cuts?: Cut;
  readonly needsDisk?: true;
  readonly begin: (scene: Scene) => Promise<() => Promise<void>>;
  /** Why it cannot be played on this machine. */
  readonly whyNot?: () => string | undefined;
};

/**
 * Milliseconds that a network is cut, a disk is full and a clock is off: longer than a screen may show an old truth.
 */
const LASTS = 20 * SECOND;

const HOURS_OFF = 3 * 3_600 * SECOND;

const nothing = (): Promise<void> => Promise.resolve();

const cut = (title: string, cuts: Cut): Fault => ({
  title,
  cuts,
  lasts: () => LASTS,
  begin: ({ screens }) => {
    const { link } = screens[cuts];
    link.cut();
    return Promise.resolve(() => Promise.resolve(link.restore()));
  },
});

/** The faults by the name that `--faults` takes; those that last longest first. */
export const FAULTS = {
  freeze: {
    title: "database frozen",
    lasts: (freeze) => freeze,
    begin: async ({ instance }) => {
      const thaw = await instance.freezeDatabase();
      return () => Promise.resolve(thaw());
    },
  },
  disk: {
    title: "disk full",
    lasts: () => LASTS,
    needsDisk: true,
    whyNot: whyNoDisk,
    begin: async ({ disk, instance, dice }) => {
      await disk?.fill();
      // Half the time the log needs its next file at once, for which there is no room: the database ends.
      if (dice.chance(0.5)) await instance.switchLog();
      return () => disk?.free() ?? nothing();
    },
  },
  application: {
    title: "application killed",
    lasts: () => 0,
    begin: async ({ instance }) => {
      await instance.killApplication();
      return nothing;
    },
  },
  database: {
    title: "database killed",
    lasts: () => 0,
    begin: async ({ instance, dice }) => {
      await instance.killDatabase(dice.chance(0.5));
      return nothing;
    },
  },
  screen: cut("screen cut off", "room"),
  tablet: cut("tablet cut off", "tablet"),
  clock: {
    title: "tablet’s clock 3 h off",
    lasts: () => LASTS,
    begin: async ({ screens, dice }) => {
      const { page } = screens.tablet;
      await shiftClock(page, dice.chance(0.5) ? HOURS_OFF : -HOURS_OFF);
      return () => shiftClock(page, 0);
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;
