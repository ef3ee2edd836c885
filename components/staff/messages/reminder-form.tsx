import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { sendsOf, type ChannelsSetUp } from "#lib/message/channel.ts";
import { MOST_SMS } from "#lib/message/sms-cap.ts";
import { fieldsOfMessages, NO_REMINDER, type messageSettingsForm } from "#lib/wire/organisation/message-settings.ts";
import { type MessageSettings } from "#lib/message/sending-times.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

/** Hours before an appointment that are offered; any other that stands already is offered beside them. */
const FIRST = ["168", "120", "96", "72", "48", "24", "12", "8"];
const LAST = ["24", "12", "6", "4", "3", "2", "1"];

type Props = {
  readonly action: string;
  readonly typed: TypedForm | undefined;
  readonly organisation: { readonly id: string; readonly slug: string };
  readonly settings: MessageSettings;
  readonly contracts: ChannelsSetUp;
};

/**
 * When the two reminders leave, and how many SMS a place may send in a month; without a contract for SMS there is no
 * such limit.
 */
export function ReminderForm({ action, typed, organisation, settings, contracts }: Props) {
  const t = useTranslations("staff.messages.reminders");
  const said = (hours: string): string => {
    const count = Number(hours);
    if (hours === NO_REMINDER) return t("none");
    return count % 24 === 0 ? t("days", { days: count / 24 }) : t("hours", { hours: count });
  };
  const options = (offered: readonly string[], now: string) =>
    [...new Set([...offered, ...(now === NO_REMINDER ? [] : [now])])]
      .toSorted((one, other) => Number(other) - Number(one))
      .concat(NO_REMINDER)
      .map((value) => ({ value, label: said(value) }));
  const stored = fieldsOfMessages(settings);
  const firsts = options(FIRST, stored.first);
  const lasts = options(LAST, stored.last);
  return (
    <StaffForm<NameOf<typeof messageSettingsForm>>
      form="rappels"
      action={action}
      typed={typed}
      stored={stored}
      submit={t("save")}
    >
      {(field) => (
        <>
          <input type="hidden" name="organisation" value={organisation.id} />
          <input type="hidden" name="slug" value={organisation.slug} />
          {!contracts.sms && <Notice>{t("noContract")}</Notice>}
          <p>{t("by", { sends: sendsOf(contracts) })}</p>
          <div className="grid gap-4 md:grid-cols-2">
            <SelectField label={t("first")} options={firsts} {...field("first", firsts)} />
            <SelectField label={t("last")} options={lasts} {...field("last", lasts)} />
          </div>
          {contracts.sms && (
            <Field
              label={t("cap")}
              hint={t("capHint")}
              {...field("cap")}
              inputMode="numeric"
              maxLength={String(MOST_SMS).length + 2}
              autoComplete="off"
              dir="ltr"
              className="max-w-xl"
            />
          )}
          <p className="text-soft">{t("from")}</p>
        </>
      )}
    </StaffForm>
  );
}
