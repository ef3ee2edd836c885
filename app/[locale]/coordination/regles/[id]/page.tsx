import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { effectOfRule } from "#app/[locale]/coordination/regles/save-rule.ts";
import { AskedAgain } from "#components/staff/asked-again.tsx";
import { RuleEffect } from "#components/staff/rules/rule-effect.tsx";
import { RuleForm } from "#components/staff/rules/rule-form.tsx";
import { SayRule } from "#components/staff/rules/say-rule.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { readRule, readRuleChoices } from "#lib/server/planning/series/read-rules.ts";
import { fieldsOfSeries } from "#lib/wire/schedule/series-form.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.rules"))("one"), robots: { index: false } };
}

/** Changes a rule from a day on, or ends it: first what that would do, then the button that does it. */
export default async function RulePage(props: Props) {
  const { id } = await props.params;
  const href = `/coordination/regles/${id}`;
  const { actor, typed } = await openStaffPage(props, href);
  const [t, staff, read] = await Promise.all([
    getTranslations("staff.rules"),
    getTranslations("staff"),
    readRule(actor, id),
  ]);
  if (!read.ok) return <Notice tone="warn">{staff("nothingHere")}</Notice>;
  const { rule, organisation, today } = read.value;
  const [{ places, topics, languages }, { sentence, effect, confirm }] = await Promise.all([
    readRuleChoices(actor, organisation.id, rule.place),
    effectOfRule(actor, typed, { organisation: organisation.id, series: id }),
  ]);
  const first = rule.fromDate > today ? rule.fromDate : today;
  const isEnd = sentence?.fields["stop"] !== undefined;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/regles?organisation=${organisation.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <h1>
        <FrenchText text={rule.place.name} />
      </h1>
      <p className="text-lg first-letter:uppercase">
        <SayRule rule={rule} />
      </p>
      <RuleForm
        action={`${href}/voir`}
        typed={isEnd ? undefined : sentence}
        values={{ ...fieldsOfSeries({ ...rule, place: rule.place.id }), fromDate: first }}
        slug={organisation.slug}
        places={places}
        topics={topics}
        languages={languages}
        kind="change"
      />
      <AskedAgain title={t("end.title")} what={t("end.what")} open={isEnd || typed?.form === "arreter"}>
        <StaffForm
          form="arreter"
          action={`${href}/fin`}
          typed={
            isEnd && typed
              ? { ...typed, form: "arreter", refusals: typed.form === "arreter" ? typed.refusals : {} }
              : undefined
          }
          values={{ fromDate: first }}
          submit={t("end.look")}
          look="ghost"
        >
          {(field) => (
            <>
              <input type="hidden" name="slug" value={organisation.slug} />
              <input type="hidden" name="stop" value="on" />
              <Field {...field("fromDate")} type="date" label={t("end.from")} required className="max-w-xs" />
            </>
          )}
        </StaffForm>
      </AskedAgain>
      {effect && (
        <RuleEffect
          effect={effect}
          action={`${href}/enregistrer`}
          typed={confirm}
          fields={sentence?.fields ?? {}}
          back={href}
          poster={`/lieux/${rule.place.slug}/affiche`}
          kind={isEnd ? "end" : "change"}
        />
      )}
    </div>
  );
}
