import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { effectOfClosureForm } from "#app/[locale]/coordination/fermetures/closure-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { ClosureEffect } from "#components/staff/closures/closure-effect.tsx";
import { ClosureFacts } from "#components/staff/closures/closure-facts.tsx";
import { ClosureForm } from "#components/staff/closures/closure-form.tsx";
import { ClosureHalfDays } from "#components/staff/closures/closure-half-days.tsx";
import { PublicLinks } from "#components/staff/place/public-links.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { liftClosure } from "#lib/server/planning/closures/lift-closure.ts";
import { readClosure } from "#lib/server/planning/closures/read-closures.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { EVERY_PLACE, fieldsOfReadClosure } from "#lib/wire/schedule/closure-form.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.closures"))("one"), robots: { index: false } };
}

/** One closure: what it touches now, changing it, lifting it, and giving back what it cancelled. */
export default async function ClosurePage(props: Props) {
  const { id } = await props.params;
  const href = `/coordination/fermetures/${id}`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const [t, staff, read] = await Promise.all([
    getTranslations("staff.closures"),
    getTranslations("staff"),
    readClosure(actor, id),
  ]);
  if (!read.ok) return <Notice tone="warn">{staff("nothingHere")}</Notice>;
  const closure = read.value;
  const of = { organisation: closure.organisation.id, closure: id };
  const [{ sentence, effect, confirm }, lift] = await Promise.all([
    effectOfClosureForm(actor, typed, of),
    closure.lifted ? undefined : liftClosure(actor, { ...of, preview: true }),
  ]);
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/fermetures?organisation=${closure.organisation.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <div className="grid gap-1">
        <h1>{closure.place ? <FrenchText text={closure.place.name} /> : t("everyPlace")}</h1>
        <ClosureFacts closure={closure} />
      </div>
      <StaffDone done={done} />
      {closure.slug !== undefined && (
        <PublicLinks slug={closure.slug} from={localDateOf(closure.span.start, closure.timeZone)} />
      )}
      <ClosureHalfDays closure={closure} href={href} typed={typed} />
      {!closure.lifted && (
        <>
          <section aria-labelledby="changer" className="grid gap-3">
            <h2 id="changer">{t("change")}</h2>
            <ClosureForm
              action={`${href}/voir`}
              typed={sentence}
              stored={fieldsOfReadClosure(closure)}
              slug={closure.organisation.slug}
              fixedPlace={closure.place?.id ?? EVERY_PLACE}
              begun={closure.begun}
            />
          </section>
          {effect && (
            <ClosureEffect
              effect={effect}
              action={`${href}/enregistrer`}
              typed={confirm}
              fields={sentence?.fields ?? {}}
              back={href}
            />
          )}
          {lift?.ok && (
            <ActToConfirm
              title={t("lift.title")}
              what={t("lift.what", { count: lift.value.halfDays.length })}
              open={typed?.form === "rouvrir"}
            >
              <StaffForm form="rouvrir" action={`${href}/rouvrir`} typed={typed} submit={t("lift.yes")} look="ghost">
                {() => <input type="hidden" name="seen" value={lift.value.version} />}
              </StaffForm>
            </ActToConfirm>
          )}
        </>
      )}
    </div>
  );
}
