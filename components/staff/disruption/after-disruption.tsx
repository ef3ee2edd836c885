import { useLocale, useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";
import { HalfDayLine } from "#components/staff/closures/half-day-line.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { DoorContact, NamedHalfDay, RemedyRefusal, PeopleByWay } from "#lib/booking/disruption.ts";
import { leftToTell, peopleToTell } from "#lib/booking/disruption.ts";
import type { StaffAnswer } from "#lib/message/told-half-day.ts";
import { MORNING } from "#lib/message/sending-times.ts";
import { sayDay, sayMinuteOfDay } from "#lib/time/say.ts";
import { Ways } from "./disruption-effect.tsx";
import { DoorContacts } from "./door-contacts.tsx";
import { refusalWording } from "./wording.ts";

/** A half-day with how many people are to be told. */
type ToldHalfDay = NamedHalfDay & { readonly people: number };

type Props = {
  halfDays: readonly ToldHalfDay[];
  /** The notice for the door of each place at which something is not held, and whom it is told. */
  doors: readonly { readonly place: string; readonly address: string; readonly contacts: readonly DoorContact[] }[];
  ways: PeopleByWay;
  /**
   * Colleagues who may not know yet that they come, or no longer do, with what they answered, or when the mail leaves
   * that tells them (`teamByMail`: one does), and by which telephone they are called.
   */
  team: readonly (NamedHalfDay & {
    readonly name?: string;
    readonly comes: boolean;
    readonly answer: StaffAnswer | "none";
    readonly leaves?: "soon" | "morning";
    readonly phone?: string;
  })[];
  teamByMail: boolean;
  refused: readonly (NamedHalfDay & { readonly refusal: RemedyRefusal })[];
  posters: readonly { readonly slug: string; readonly name: string }[];
  /** The next day of the same absences or closures with something to settle. */
  next: { readonly day: string; readonly halfDays: number; readonly href: string } | undefined;
  /** Where what was refused is taken up again, and the planning. */
  again: string;
  planning: string;
};

const isToCall = ({ byMail }: DoorContact): boolean => !byMail;

/**
 * What is left once « Imprévu » is settled: whom to tell, half-day by half-day, the colleagues, the notices for the
 * doors, posters that are wrong now, what was refused.
 */
export function AfterDisruption({
  halfDays,
  doors,
  ways,
  team,
  teamByMail,
  refused,
  posters,
  next,
  again,
  planning,
}: Props) {
  const t = useTranslations("staff.disruption");
  const after = useTranslations("staff.disruption.after");
  const locale = useLocale();
  return (
    <>
      {refused.length > 0 && (
        <Notice tone="warn">
          <p>{after("notSettled")}</p>
          <ul className="pt-2 font-normal">
            {refused.map((one) => (
              <HalfDayLine key={one.permanence} held={one}>
                <span>{t(`refusals.${refusalWording[one.refusal]}`, { desks: "" })}</span>
              </HalfDayLine>
            ))}
          </ul>
          <p className="pt-3">
            <PageLink href={again} className={buttonClass("ghost")}>
              {after("again")}
            </PageLink>
          </p>
        </Notice>
      )}
      {next && (
        <Notice tone="warn">
          <p>{after("next", { day: sayDay(next.day, locale), count: next.halfDays })}</p>
          <p className="pt-3">
            <PageLink href={next.href} className={buttonClass()}>
              {after("toNext", { day: sayDay(next.day, locale) })}
            </PageLink>
          </p>
        </Notice>
      )}
      <section aria-labelledby="people" className="grid gap-3 rounded-card bg-accent-soft p-4">
        <h2 id="people">
          {peopleToTell(ways) === 0 && (team.length > 0 || doors.some(({ contacts }) => contacts.some(isToCall)))
            ? after("residents")
            : after("toSay", { count: leftToTell(ways) })}
        </h2>
        <Ways ways={ways} />
        <ul className="grid">
          {halfDays
            .filter(({ people }) => people > 0)
            .map((one) => (
              <HalfDayLine key={one.permanence} held={one}>
                <PageLink
                  href={`/conseiller/permanences/${one.permanence}/a-prevenir`}
                  className={`${buttonClass("full")} mt-2 justify-self-start`}
                >
                  <Icon name="telephone" size={22} />
                  {after("callList", { count: one.people })}
                </PageLink>
              </HalfDayLine>
            ))}
        </ul>
      </section>
      {team.length > 0 && (
        <section aria-labelledby="team" className="grid gap-2">
          <h2 id="team">{after("team")}</h2>
          <p className="text-soft">{after(teamByMail ? "teamByMail" : "teamWhat")}</p>
          <ul className="grid">
            {team.map((one, index) => (
              <HalfDayLine key={`${one.permanence} ${index}`} held={one}>
                <b>{after(one.comes ? "comes" : "comesNoMore", { name: one.name ?? t("unnamed") })}</b>
                {teamByMail && (
                  <span>
                    {one.leaves
                      ? after(`leaves.${one.leaves}`, { hour: sayMinuteOfDay(MORNING, locale) })
                      : after(`answers.${one.answer}`)}
                  </span>
                )}
                {one.answer !== "seen" && (
                  <span>{one.phone === undefined ? after("noPhone") : <PhoneNumber phone={one.phone} touch />}</span>
                )}
              </HalfDayLine>
            ))}
          </ul>
        </section>
      )}
      {doors.length > 0 && (
        <section aria-labelledby="doors" className="grid gap-2">
          <h2 id="doors">{after("doorNotice")}</h2>
          {doors.some(({ contacts }) => !contacts.some(({ byMail }) => byMail)) && (
            <p className="text-soft">{after("doorNoticeWhat")}</p>
          )}
          <ul className="grid gap-2">
            {doors.map(({ place, address, contacts }) => (
              <li key={address}>
                <PageLink href={address} className="inline-flex min-h-target items-center gap-2 font-bold">
                  <Icon name="pin" size={22} />
                  <FrenchText text={place} />
                </PageLink>
                <DoorContacts contacts={contacts} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {posters.length > 0 && (
        <section aria-labelledby="posters" className="grid gap-2">
          <h2 id="posters">{after("posters")}</h2>
          <p className="text-soft">{after("postersWhat")}</p>
          <ul>
            {posters.map(({ slug, name }) => (
              <li key={slug}>
                <PageLink
                  href={`/lieux/${slug}/affiche`}
                  className="inline-flex min-h-target items-center font-bold"
                  lang={locale === "fr" ? undefined : "fr"}
                >
                  {name}
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <PageLink href={planning} className={buttonClass("quiet")}>
          {after("back")}
        </PageLink>
      </p>
    </>
  );
}
