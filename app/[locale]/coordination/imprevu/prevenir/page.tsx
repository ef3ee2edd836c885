import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { AfterDisruption } from "#components/staff/disruption/after-disruption.tsx";
import { ShortDesks } from "#components/staff/disruption/short-desks.tsx";
import { refusalWording } from "#components/staff/disruption/wording.ts";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readDisruption } from "#lib/server/planning/disruption/read-disruption.ts";
import { readAfterDisruption, type HalfDayAfter } from "#lib/server/planning/disruption/read-settled.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { isDay } from "#lib/wire/bounds.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";
import { wordOfSettled, type RemedyRefusal } from "#lib/booking/disruption.ts";

const HREF = "/coordination/imprevu/prevenir";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.disruption.after"))("title"), robots: { index: false } };
}

/**
 * What is left after « Imprévu », of the half-days that its address names: `p` those that were settled, `refus` those
 * that were not, each with its code; `equipe`: who was planned at which; `jour`: the day that was settled. It says what
 * stands now, so it may be opened again as long as somebody is to be told.
 */
export default async function AfterDisruptionPage(props: StaffPageProps) {
  const { actor, query, done } = await openStaffPage(props, HREF);
  const [after, staff, held] = await Promise.all([
    getTranslations("staff.disruption.after"),
    getTranslations("staff"),
    organisationOfPage(actor, "plan-half-days", singleValue(query["organisation"]), "some-place"),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { chosen } = held;
  const refusals = refusalsOf(singleValue(query["refus"]));
  const settled = (singleValue(query["p"]) ?? "").split(",").filter((id) => id !== "");
  const planned = (singleValue(query["equipe"]) ?? "").split(",").map((one) => {
    const [permanence = "", account = ""] = one.split(":");
    return { permanence, account };
  });
  const said = singleValue(query["jour"]);
  const settledDay = said !== undefined && isDay(said) ? said : undefined;
  const read = await readAfterDisruption(actor, chosen.id, [...settled, ...refusals.keys()], planned, settledDay);
  if (!read.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const { halfDays, toTell, doors, team, teamByMail, posters, next } = read.value;
  const day = settledDay ?? halfDays[0]?.localDate;
  const asked = { organisation: chosen.id, away: new Map(), shut: new Set<string>(), besides: [] };
  const ofDay = day === undefined ? undefined : await readDisruption(actor, { ...asked, day });
  const short = ofDay?.ok ? ofDay.value.short : 0;
  const contacts = doors.flatMap((door) => door.contacts);
  const address = {
    organisation: chosen.slug,
    view: "lieux",
    ...(day !== undefined && { day: mondayOf(day) }),
  } as const;
  const peopleOf = ({ permanence }: HalfDayAfter): number =>
    toTell.halfDays
      .filter((one) => one.permanence === permanence)
      .flatMap(({ people }) => people)
      .filter(({ told }) => told === undefined).length;
  const refused = halfDays.flatMap((one) => {
    const refusal = refusals.get(one.permanence);
    return refusal === undefined ? [] : [{ ...one, refusal }];
  });
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <h1>{after("title")}</h1>
      <StaffDone
        done={done === "disruptionSettled" ? wordOfSettled({ short, ways: toTell.ways, team, contacts }) : done}
      />
      <ShortDesks count={short} week={weekAddress({ ...address, short: true })} />
      <p>
        {after("lead")} {halfDays.some((one) => peopleOf(one) > 0) && after("leftToTell")}
      </p>
      <AfterDisruption
        halfDays={halfDays.map((one) => ({ ...one, people: peopleOf(one) }))}
        doors={doors.map(({ slug, from, ...door }) => ({ ...door, address: `/lieux/${slug}/avis?jour=${from}` }))}
        ways={toTell.ways}
        team={team}
        teamByMail={teamByMail}
        refused={refused}
        posters={posters.map(({ place }) => place)}
        next={
          next && {
            ...next,
            href: `/coordination/imprevu?${new URLSearchParams({ organisation: chosen.slug, jour: next.day })}`,
          }
        }
        again={`/coordination/imprevu?organisation=${chosen.slug}&jour=${refused[0]?.localDate ?? ""}`}
        planning={weekAddress({ ...address, short: false })}
      />
    </div>
  );
}

/** The half-days that were refused, with their codes; one that is no code of ours is left out. */
function refusalsOf(said: string | undefined): ReadonlyMap<string, RemedyRefusal> {
  const pairs = (said ?? "").split(",").flatMap((one): [string, RemedyRefusal][] => {
    const [id = "", code = ""] = one.split(":");
    return Object.hasOwn(refusalWording, code) ? [[id, code as RemedyRefusal]] : [];
  });
  return new Map(pairs);
}
