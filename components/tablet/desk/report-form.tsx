import { useTranslations } from "next-intl";
import { useId, useState, type ReactNode } from "react";
import { REFERRAL_TARGETS } from "#lib/queue/acts/refer.ts";
import {
  AGE_BANDS,
  AUTONOMY_LEVELS,
  EQUIPMENT,
  GENDERS,
  SOCIAL_STATUSES,
  type ReportFacts,
} from "#lib/queue/acts/report.ts";
import { DURATION_PRESETS } from "#lib/report/minutes.ts";
import { MEDIATION_THEMES, PROCEDURE_THEMES, withParentTheme } from "#lib/report/national-form.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { chipClass } from "./chip.tsx";

/**
 * The whole report in the values of the national form. It begins with what the card says; only themes and minutes are
 * needed. No free text: a report says what was done, never with whom.
 */
export function ReportForm({
  title,
  begin,
  onSave,
  onClose,
}: {
  title: string;
  begin: ReportFacts;
  onSave: (report: ReportFacts) => void;
  onClose: () => void;
}) {
  const t = useTranslations("tablet.report");
  const targets = useTranslations("tablet.refer");
  const [facts, setFacts] = useState(begin);
  const { themes, minutes, equipment } = facts;
  const durations: readonly number[] = [...new Set([...DURATION_PRESETS, minutes])].sort((a, b) => a - b);
  const theme = (one: ReportFacts["themes"][number]): Option => ({
    key: one,
    label: t(`themes.${one}`),
    on: themes.includes(one),
    toggle: () => setFacts({ ...facts, themes: withParentTheme(toggled(themes, one)) }),
  });
  return (
    <TabletDialog label={title} onClose={onClose}>
      <div className="grid gap-5">
        <h2 className="text-[1.55rem]!">{title}</h2>
        <Choice
          label={t("duration")}
          options={durations.map((one) => ({
            key: String(one),
            label: t("minutes", { minutes: one }),
            on: one === minutes,
            toggle: () => setFacts({ ...facts, minutes: one }),
          }))}
        />
        <Choice label={t("mediation")} options={MEDIATION_THEMES.map(theme)} />
        <Choice label={t("procedures")} options={PROCEDURE_THEMES.map(theme)} />
        <Choice
          label={t("autonomy")}
          options={AUTONOMY_LEVELS.map((one) => ({
            key: one,
            label: t(`autonomyLevels.${one}`),
            on: facts.autonomy === one,
            toggle: () => setFacts(withOne(facts, "autonomy", one)),
          }))}
        />
        <Choice
          label={t("equipment")}
          options={EQUIPMENT.map((one) => ({
            key: one,
            label: t(`equipmentKinds.${one}`),
            on: equipment.includes(one),
            toggle: () => setFacts({ ...facts, equipment: toggled(equipment, one) }),
          }))}
        />
        <Choice
          label={t("ageBand")}
          options={AGE_BANDS.map((one) => ({
            key: one,
            label: t(`ageBands.${one}`),
            on: facts.ageBand === one,
            toggle: () => setFacts(withOne(facts, "ageBand", one)),
          }))}
        />
        <Choice
          label={t("gender")}
          options={GENDERS.map((one) => ({
            key: one,
            label: t(`genders.${one}`),
            on: facts.gender === one,
            toggle: () => setFacts(withOne(facts, "gender", one)),
          }))}
        />
        <Choice
          label={t("status")}
          options={SOCIAL_STATUSES.map((one) => ({
            key: one,
            label: t(`statuses.${one}`),
            on: facts.status === one,
            toggle: () => setFacts(withOne(facts, "status", one)),
          }))}
        />
        <Choice
          label={t("redirect")}
          options={REFERRAL_TARGETS.map((one) => ({
            key: one,
            label: targets(one),
            on: facts.redirect === one,
            toggle: () => setFacts(withOne(facts, "redirect", one)),
          }))}
        />
        <div className="sticky -bottom-6 -mx-6 -mb-6 grid grid-cols-[1fr_2fr] gap-3 border-t-2 border-hair bg-card p-4">
          <ActButton look="quiet" actKey="close" onAct={onClose}>
            {t("close")}
          </ActButton>
          <ActButton {...(themes.length === 0 && { disabled: true })} actKey="save" onAct={() => onSave(facts)}>
            {themes.length === 0 ? t("themeMissing") : t("save")}
          </ActButton>
        </div>
      </div>
    </TabletDialog>
  );
}

/** One value of a question; `toggle` chooses it, or takes it off. */
type Option = { readonly key: string; readonly label: string; readonly on: boolean; readonly toggle: () => void };

function Choice({ label, options }: { label: ReactNode; options: readonly Option[] }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="grid gap-2">
      <p id={id} className="font-bold">
        {label}
      </p>
      <div className="flex flex-wrap gap-2">
        {options.map(({ key, label: word, on, toggle }) => (
          <button key={key} type="button" aria-pressed={on} className={chipClass(on)} onClick={toggle}>
            <Mark on={on} />
            {word}
          </button>
        ))}
      </div>
    </div>
  );
}

/** A box in every chip, so that none moves when one is chosen. */
const Mark = ({ on }: { on: boolean }) => (
  <span
    aria-hidden
    className={`grid size-5 flex-none place-content-center rounded-[5px] border-2 text-[0.8rem] leading-none font-bold ${on ? "border-accent bg-accent text-white" : "border-edge"}`}
  >
    {on ? "✓" : ""}
  </span>
);

const toggled = <Value,>(values: readonly Value[], one: Value): readonly Value[] =>
  values.includes(one) ? values.filter((value) => value !== one) : [...values, one];

type Single = "autonomy" | "redirect" | "ageBand" | "gender" | "status";

/** The report with this answer, or without one when it was the answer already. */
function withOne<Key extends Single>(facts: ReportFacts, key: Key, value: ReportFacts[Key]): ReportFacts {
  const { [key]: former, ...rest } = facts;
  return (former === value ? rest : { ...rest, [key]: value }) as ReportFacts;
}
