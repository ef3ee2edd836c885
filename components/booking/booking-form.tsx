import { useLocale, useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Slot } from "#lib/booking/appointment.ts";
import type { Sends } from "#lib/message/channel.ts";
import { fieldOf, FOR_WHOM, type BookField, type FormRefusal, type ForWhom } from "#lib/wire/booking/booking-form.ts";
import { ChosenTopic } from "./topic-choice.tsx";
import { HourChoice } from "./hour-choice.tsx";
import { useRefusalSentence, wantedHour } from "./refusal-sentence.ts";
import { Field } from "#components/ui/field.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import type { NamedTopic } from "#lib/schedule/topic.ts";

type Typed = TypedContact & {
  readonly startsAt: string;
  readonly forWhom?: ForWhom | undefined;
  readonly toFetch?: boolean | undefined;
};
type Props = {
  /** Where the form is posted, where this page is, and the idempotency key: two taps make one booking. */
  readonly action: string;
  readonly page: string;
  readonly idempotencyKey: string;
  /**
   * Where the form is posted to be shown in another language as it is typed; an address without its language prefix.
   */
  readonly otherLanguage: string;
  /** The half-day is today: people may already be waiting, and will be called first. */
  readonly today: boolean;
  /** The form was sent with this key before, and the result is unknown. */
  readonly again?: boolean;
  readonly topic: NamedTopic & { readonly minutes: number };
  readonly slots: readonly Slot[];
  readonly timeZone: string;
  readonly typed: Typed;
  readonly refusals: readonly FormRefusal[];
  /** The secret of the appointment that this form has already led to. */
  readonly earlier?: string | undefined;
  readonly sends: Sends;
};

/** The ids that the links of the error summary lead to. */
const ID: Readonly<Record<BookField, string>> = {
  startsAt: "hour",
  name: "name",
  phone: "phone",
  email: "email",
  form: "send",
};

/**
 * Fields whose error does not name them: the summary adds their label. The other errors name their field themselves.
 */
const LABELLED = ["name", "phone", "email"] as const;
const isLabelled = (field: BookField): field is (typeof LABELLED)[number] => LABELLED.some((one) => one === field);

/** The booking form: a plain form that works without script. A refused one comes back as it was typed. */
export function BookingForm({
  action,
  page,
  otherLanguage,
  idempotencyKey,
  today,
  again = false,
  topic,
  slots,
  timeZone,
  typed,
  refusals,
  earlier,
  sends,
}: Props) {
  const t = useTranslations("booking");
  const of = useTranslations("appointment");
  const locale = useLocale();
  const sentence = useRefusalSentence();
  const wanted = wantedHour(typed.startsAt, timeZone, locale);
  const errorOf = (field: BookField): string | undefined =>
    refusals.filter((refusal) => fieldOf[refusal] === field).map((refusal) => sentence(refusal))[0];
  const errors = Object.fromEntries(
    LABELLED.flatMap((field) => {
      const error = errorOf(field);
      return error === undefined ? [] : [[field, error]];
    }),
  );
  const summed = (refusal: FormRefusal): string => {
    const field = fieldOf[refusal];
    return isLabelled(field)
      ? t("labelled", { label: t(`contact.${field}`), sentence: sentence(refusal) })
      : sentence(refusal, wanted);
  };
  return (
    <form method="post" action={action} noValidate data-other-language={otherLanguage} className="grid gap-7">
      {earlier !== undefined && <Already appointment={earlier} />}
      <ErrorSummary
        title={t("summary")}
        errors={(earlier === undefined ? refusals : []).map((refusal) => ({
          field: ID[fieldOf[refusal]],
          sentence: summed(refusal),
        }))}
      />
      <input type="hidden" name="key" value={idempotencyKey} />
      {again && <input type="hidden" name="again" value="1" />}
      <input type="hidden" name="topic" value={topic.key} />
      <ChosenTopic topic={topic} page={page} />
      <div className="grid gap-3">
        <HourChoice
          id={ID.startsAt}
          slots={slots}
          timeZone={timeZone}
          minutes={topic.minutes}
          chosen={typed.startsAt}
          error={refusals.includes("hour-missing") ? sentence("hour-missing") : undefined}
        />
        {today && <p className="font-bold">{of("today")}</p>}
      </div>
      <ContactFields typed={typed} errors={errors} sends={sends} />
      <WhoseContact chosen={typed.forWhom} />
      <div>
        <TickBox name="toFetch" ticked={typed.toFetch}>
          <span className="font-bold">{t("fetch")}</span>
        </TickBox>
        <p className="text-soft">{t("fetchFor")}</p>
      </div>
      <Button id={ID.form} type="submit" className="w-full text-lg md:w-auto md:justify-self-start">
        {t("submit")}
      </Button>
    </form>
  );
}

/**
 * The form was sent before, for another hour: the resident keeps that appointment (`appointment`, its secret) unless
 * they book again on purpose.
 */
function Already({ appointment }: { appointment: string }) {
  const t = useTranslations("booking.already");
  return (
    <Notice tone="warn" live="alert">
      <p>{t("title")}</p>
      <p className="font-normal">{t("what")}</p>
      <PageLink href={`/rendez-vous/${appointment}`} className={`${buttonClass("ghost")} mt-2.5`}>
        {t("go")}
      </PageLink>
    </Notice>
  );
}

type TypedContact = {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly prefersCall?: boolean | undefined;
};

/** Whether somebody books for themselves or for somebody else, and whose the contact is then. */
function WhoseContact({ chosen = "me" }: { chosen?: ForWhom | undefined }) {
  const t = useTranslations("booking.forWhom");
  return (
    <fieldset className="grid">
      <legend className="text-[1.17rem] leading-snug font-bold">{t("title")}</legend>
      {FOR_WHOM.map((one) => (
        <label key={one} className="flex min-h-13 items-center gap-3 py-1">
          <input
            type="radio"
            name="forWhom"
            value={one}
            defaultChecked={one === chosen}
            className="size-[1.75rem] flex-none appearance-none rounded-full border-2 border-ink bg-card checked:border-[0.55rem] checked:border-ok"
          />
          {t(one)}
        </label>
      ))}
      <p className="text-soft">{t("helpedKnows")}</p>
    </fieldset>
  );
}

/** Name, telephone and e-mail: all optional. */
function ContactFields({
  typed,
  errors,
  sends,
}: {
  typed: TypedContact;
  sends: Sends;
  errors: Partial<Record<(typeof LABELLED)[number], string>>;
}) {
  const t = useTranslations("booking.contact");
  return (
    <fieldset className="grid gap-4">
      <legend className="text-[1.17rem] leading-snug font-bold">{t("title")}</legend>
      <p className="text-soft">{t("lead", { sends })}</p>
      <Field
        id="name"
        name="name"
        label={t("name")}
        error={errors.name}
        defaultValue={typed.name}
        autoComplete="given-name"
        maxLength={60}
        dir="auto"
        className="[&_input]:rtl:text-end"
      />
      <Field
        id="phone"
        name="phone"
        label={t("phone")}
        hint={t("phoneHint")}
        error={errors.phone}
        defaultValue={typed.phone}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        dir="ltr"
        className="[&_input]:rtl:text-end"
      />
      <TickBox name="prefersCall" ticked={typed.prefersCall}>
        {t("prefersCall")}
      </TickBox>
      <Field
        id="email"
        name="email"
        label={t("email")}
        hint={t("emailHint")}
        error={errors.email}
        defaultValue={typed.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        dir="ltr"
        className="[&_input]:rtl:text-end"
      />
    </fieldset>
  );
}
