import { useLocale, useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { CancelledByClosure, KeptPerson, ReadClosure } from "#lib/schedule/closure-effect.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { HalfDayLine } from "./half-day-line.tsx";
import { TouchedHalfDays } from "./touched-half-days.tsx";
import { Touches } from "./touches.tsx";

type Props = { closure: ReadClosure; href: string; typed: TypedForm | undefined };

/**
 * What a closure touches now: half-days that are still to be cancelled, those that it keeps and who is booked there,
 * and those that it cancelled.
 */
export function ClosureHalfDays({ closure, href, typed }: Props) {
  const t = useTranslations("staff.closures.half");
  const { halfDays, people, cancelled } = closure;
  const left = halfDays.filter(({ outcome }) => outcome === "is-cancelled");
  const kept = halfDays.filter(({ outcome }) => outcome === "is-kept" || outcome === "is-a-guests");
  return (
    <>
      {left.length > 0 && (
        <Notice tone="warn">
          <h2>{t("left", { count: left.length })}</h2>
          <ul className="grid font-normal">
            {left.map((one) => (
              <HalfDayLine key={one.permanence} held={{ ...one, place: one.place.name }}>
                <Touches half={one} />
              </HalfDayLine>
            ))}
          </ul>
          <p className="pt-2 font-normal">{t("leftAgain")}</p>
        </Notice>
      )}
      {kept.length > 0 && (
        <section aria-labelledby="gardees" className="grid gap-2">
          <h2 id="gardees">{t("kept", { count: kept.length })}</h2>
          <p>{t("keptWhat")}</p>
          <TouchedHalfDays halfDays={kept} />
        </section>
      )}
      {people.length > 0 && <BookedThere people={people} />}
      {cancelled.length > 0 && <Cancelled closure={closure} cancelled={cancelled} href={href} typed={typed} />}
    </>
  );
}

function BookedThere({ people }: { people: readonly KeptPerson[] }) {
  const t = useTranslations("staff.closures.half");
  return (
    <section aria-labelledby="inscrits" className="grid gap-2">
      <h2 id="inscrits">{t("people", { count: people.length })}</h2>
      <p>{t("peopleWhat")}</p>
      <People people={people} />
    </section>
  );
}

/** Gives back all that it cancelled in one act, after whose appointments stay cancelled was shown. */
function AllBack({ closure: { cancelled, cancelledPeople, version }, href, typed }: Props) {
  const t = useTranslations("staff.closures.half");
  return (
    <ActToConfirm
      title={t("allBack", { count: cancelled.length })}
      what={t("allBackWhat", { people: cancelledPeople.length })}
      open={typed?.form === "tout-retablir"}
    >
      <People people={cancelledPeople} />
      <StaffForm
        form="tout-retablir"
        action={`${href}/tout-retablir`}
        typed={typed}
        submit={t("allBackYes")}
        look="ghost"
      >
        {() => <input type="hidden" name="seen" value={version} />}
      </StaffForm>
    </ActToConfirm>
  );
}

/** People with their day, hour and the contact that they left. */
function People({ people }: { people: readonly KeptPerson[] }) {
  const t = useTranslations("staff.closures.half");
  const locale = useLocale();
  return (
    <ul className="grid">
      {people.map(({ appointment, hour, timeZone, name, phone, email }) => (
        <li key={appointment} className="flex flex-wrap items-center gap-x-4 border-b border-hair py-2">
          <b className="inline-block first-letter:uppercase">
            {sayDay(localDateOf(hour, timeZone), locale)} · {sayHour(hour, timeZone, locale)}
          </b>
          <bdi>{name ?? t("noName")}</bdi>
          {phone !== undefined && <CallLink phone={phone} />}
          {email !== undefined && <bdi>{email}</bdi>}
        </li>
      ))}
    </ul>
  );
}

/** Half-days that it cancelled: whom to tell, and, once it is lifted, giving each back. */
function Cancelled({ closure, cancelled, href, typed }: Props & { cancelled: readonly CancelledByClosure[] }) {
  const t = useTranslations("staff.closures.half");
  const locale = useLocale();
  return (
    <section aria-labelledby="annulees" className="grid gap-2">
      <h2 id="annulees">{t("cancelled", { count: cancelled.length })}</h2>
      {closure.lifted && <p>{t("giveBackWhat")}</p>}
      {closure.lifted && cancelled.length > 1 && <AllBack closure={closure} href={href} typed={typed} />}
      <ul className="grid">
        {cancelled.map((one) => (
          <HalfDayLine key={one.permanence} held={{ ...one, place: one.place.name }}>
            <span className="flex flex-wrap items-center gap-x-4">
              {one.appointments > 0 ? (
                <PageLink
                  href={`/conseiller/permanences/${one.permanence}/a-prevenir`}
                  className="inline-flex min-h-target items-center font-bold"
                >
                  {t("toTell", { count: one.appointments })}
                </PageLink>
              ) : (
                t("nobodyBooked")
              )}
              {closure.lifted && (
                <StaffForm
                  form={`retablir-${one.permanence}`}
                  action={`${href}/retablir`}
                  typed={
                    typed?.form === "retablir" && typed.fields["permanence"] === one.permanence
                      ? { ...typed, form: `retablir-${one.permanence}` }
                      : undefined
                  }
                  submit={t("giveBack", { day: sayDay(localDateOf(one.span.start, one.timeZone), locale) })}
                  look="ghost"
                >
                  {() => <input type="hidden" name="permanence" value={one.permanence} />}
                </StaffForm>
              )}
            </span>
          </HalfDayLine>
        ))}
      </ul>
    </section>
  );
}
