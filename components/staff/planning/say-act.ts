import { useLocale, useTranslations } from "next-intl";
import { journalWording } from "#components/staff/journal/wording.ts";
import { sayDay } from "#lib/time/say.ts";
import type { LastAct, OtherAct, PlannedAct } from "#lib/schedule/planned-week.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";
import { weekAddress, type WeekAddress } from "#lib/wire/planning/week-address.ts";

/** Says the acts of planning by their names: whom, where, when. */
export function useSayAct() {
  const t = useTranslations("staff.planning.last");
  const planning = useTranslations("staff.planning");
  const closures = useTranslations("staff.closures");
  const kinds = useTranslations("staff.journal.kinds");
  const locale = useLocale();
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const say = ({ did, people, place, localDate, halfDays }: PlannedAct): string => {
    const name = list.format(people.map((one) => one ?? planning("unnamed")));
    const facts = { name, place, day: sayDay(localDate, locale) };
    if (halfDays === 1) return t(did === "planned" ? "planned" : "takenOff", facts);
    return t(did === "planned" ? "manyPlanned" : "manyTakenOff", { ...facts, count: halfDays });
  };
  /** « Annuler : Awa à la mairie, lundi 30 novembre ». */
  const sayButton = ({ way, what }: Pick<Extract<LastAct, { readonly what: unknown }>, "way" | "what">): string =>
    t(way === "redo" ? "redo" : "undo", { what: say(what) });
  const sayOther = ({ act, closes, by, place, localDate }: OtherAct): string => {
    if (closes) {
      const where = place ?? closures("everyPlace");
      return by === undefined ? t("closed", { place: where }) : t("closedBy", { place: where, name: by });
    }
    const parts = [
      kinds(journalWording[act]),
      ...(place === undefined ? [] : [place]),
      ...(localDate === undefined ? [] : [sayDay(localDate, locale)]),
    ];
    const said = parts.join(locale === "ar" ? "، " : ", ");
    return by === undefined ? t("other", { act: said }) : t("otherBy", { act: said, name: by });
  };
  return { sayButton, sayOther };
}

/** The page on which an act of another kind is taken back, without language. */
export function pageOfAct(
  { permanence, localDate, closure, series, account }: OtherAct,
  { organisation }: Pick<WeekAddress, "organisation">,
): string {
  const of = organisation === undefined ? {} : { organisation };
  if (closure !== undefined) return `/coordination/fermetures/${closure}`;
  if (permanence !== undefined && localDate !== undefined)
    return `${weekAddress({ ...of, view: "lieux", short: false, day: mondayOf(localDate), permanence })}#permanence`;
  if (series !== undefined) return `/coordination/regles/${series}`;
  if (account !== undefined) return `${teamWeekAddress({ ...of, person: account })}#absence`;
  return `/coordination/planning/importer?${new URLSearchParams(of)}`;
}
