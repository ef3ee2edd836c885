import { isUuid } from "#lib/uuid.ts";
import { isDay } from "#lib/wire/bounds.ts";
import { daysBetween, mondayOf, plusDays } from "#lib/time/zone.ts";

export const WEEK_VIEWS = ["lieux", "personnes", "mois"] as const;
export type WeekView = (typeof WEEK_VIEWS)[number];

/**
 * What the address of the planning says. `day`: a day of the week or month that is shown. `place`, `person`: that one
 * alone; `short`: what is to be completed alone; `sheets`: one sheet a place or a person, to print. `permanence`: the
 * half-day whose panel is open; `weekly`: the account of whom « comme chaque semaine » is shown there, with its rhythm
 * (`until`, `everyOther`); `off`: of whom « retirer désormais » is. `undo`: the entry of the journal whose undoing is
 * shown.
 */
export type WeekAddress = {
  readonly organisation?: string;
  readonly day?: string;
  readonly view: WeekView;
  readonly place?: string;
  readonly person?: string;
  readonly short: boolean;
  readonly sheets?: true;
  readonly permanence?: string;
  readonly weekly?: string;
  readonly until?: string;
  readonly everyOther?: true;
  readonly off?: string;
  readonly undo?: string;
};

/** Reads an address; what it cannot be is left out. */
export function readWeekAddress(value: (name: string) => string | undefined): WeekAddress {
  const organisation = value("organisation");
  const day = value("semaine");
  const place = value("lieu");
  const person = value("personne");
  const permanence = value("permanence");
  const weekly = value("chaque");
  const until = value("jusque");
  const off = value("retirer");
  const undo = value("annuler");
  return {
    ...(organisation !== undefined && { organisation }),
    ...(day !== undefined && isDay(day) && { day }),
    view: WEEK_VIEWS.find((one) => one === value("vue")) ?? "lieux",
    ...(place !== undefined && isUuid(place) && { place }),
    ...(person !== undefined && isUuid(person) && { person }),
    short: value("completer") !== undefined,
    ...(value("feuilles") !== undefined && { sheets: true as const }),
    ...(permanence !== undefined && isUuid(permanence) && { permanence }),
    ...(weekly !== undefined && isUuid(weekly) && { weekly }),
    ...(until !== undefined && isDay(until) && { until }),
    ...(value("alterne") !== undefined && { everyOther: true as const }),
    ...(off !== undefined && isUuid(off) && { off }),
    ...(undo !== undefined && /^\d{1,18}$/u.test(undo) && { undo }),
  };
}

/** Writes it, without language: « /coordination/planning?… ». `path`: what stands after the page, for its forms. */
export function weekAddress(address: WeekAddress, path = ""): string {
  const { organisation, day, view, place, person, short, sheets, permanence, weekly, undo } = address;
  const { until, everyOther, off } = address;
  const query = new URLSearchParams({
    ...(organisation !== undefined && { organisation }),
    ...(day !== undefined && { semaine: day }),
    ...(view !== "lieux" && { vue: view }),
    ...(place !== undefined && { lieu: place }),
    ...(person !== undefined && { personne: person }),
    ...(short && { completer: "1" }),
    ...(sheets && { feuilles: "1" }),
    ...(permanence !== undefined && { permanence }),
    ...(weekly !== undefined && { chaque: weekly }),
    ...(until !== undefined && { jusque: until }),
    ...(everyOther && { alterne: "1" }),
    ...(off !== undefined && { retirer: off }),
    ...(undo !== undefined && { annuler: undo }),
  }).toString();
  return `/coordination/planning${path}${query === "" ? "" : `?${query}`}`;
}

/** An address without what would be done to a person on the dates of a series. */
export function withoutSeries<Address extends WeekAddress | Omit<WeekAddress, "permanence">>(address: Address) {
  const { weekly: _, until: __, everyOther: ___, off: ____, ...others } = address;
  return others;
}

/** The id of the heading of the planning. */
export const WEEK_HEADING = "semaine";

/** The same, from its heading on: whoever follows it by keyboard or hears the page is led to what is shown now. */
export const weekFromHeading = (address: WeekAddress): string => `${weekAddress(address)}#${WEEK_HEADING}`;

/** The days that a view shows: a week from Monday, or the weeks that a month touches. */
export function daysShown(view: WeekView, day: string): { readonly from: string; readonly days: number } {
  if (view !== "mois") return { from: mondayOf(day), days: 7 };
  const from = mondayOf(`${day.slice(0, 7)}-01`);
  return { from, days: daysBetween(from, mondayOf(plusDays(firstOfNext(day), -1))) + 7 };
}

/** The first day of the month after that of a day. */
export const firstOfNext = (day: string): string => `${plusDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;

/** The first day of the month before that of a day. */
export const firstOfFormer = (day: string): string => `${plusDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
