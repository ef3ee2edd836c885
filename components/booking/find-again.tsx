import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { requestWording } from "#components/wording.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { describedBy, Field, inputClass, WithLabel } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Sends } from "#lib/message/channel.ts";
import { isFindRefusal, type FindField, type FindRefusal } from "#lib/wire/booking/find-again.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import type messages from "#messages/fr.json";

type Place = { readonly slug: string; readonly name: string };
type Props = {
  /** Where the two forms are posted. */
  readonly actions: { readonly code: string; readonly link: string };
  /** The organisation whose own page this is, by its name in addresses. */
  readonly at: string | undefined;
  readonly places: readonly Place[];
  /** Instead of places: the organisations, each with its own list of them. */
  readonly organisations: ReactNode;
  /** The form that was refused. */
  readonly typed: TypedForm | undefined;
  readonly telephone: ReactNode;
  readonly sends: Sends;
};

/**
 * Where an appointment is found again: by having its link sent, where anything is sent, by its code, or by a person.
 * Plain forms that work without script.
 */
export function FindAgain({ actions, at, places, organisations, typed, telephone, sends }: Props) {
  const t = useTranslations("findAgain");
  const hidden = at !== undefined && <input type="hidden" name="chez" value={at} />;
  return (
    <>
      {sends !== "nothing" && (
        <LinkForm
          action={actions.link}
          typed={typed?.form === "lien" ? typed : undefined}
          hidden={hidden}
          sends={sends}
        />
      )}
      {places.length > 0 && (
        <CodeForm
          action={actions.code}
          places={places}
          typed={typed?.form === "code" ? typed : undefined}
          hidden={hidden}
          sends={sends}
        />
      )}
      {organisations && (
        <section aria-labelledby="code-titre" className="grid gap-3">
          <h2 id="code-titre">{t("code.title", { sends })}</h2>
          <p>{t("code.service")}</p>
          {organisations}
        </section>
      )}
      <section aria-labelledby="aide-titre" className="grid gap-3">
        <h2 id="aide-titre">{t("neither.title", { sends })}</h2>
        <p>{t("neither.what")}</p>
        {telephone}
      </section>
    </>
  );
}

const CARD = "grid gap-4 rounded-card border-2 border-edge bg-card p-4";

type FormProps = {
  readonly action: string;
  readonly typed: TypedForm | undefined;
  readonly hidden: ReactNode;
  readonly sends: Sends;
};

function LinkForm({ action, typed, hidden, sends }: FormProps) {
  const t = useTranslations("findAgain");
  const errorOf = useErrors(typed);
  return (
    <form method="post" action={action} noValidate className={CARD} aria-labelledby="lien-titre">
      <h2 id="lien-titre">{t("link.title")}</h2>
      <Refused title={t("summaryLink")} typed={typed} form="send" />
      {hidden}
      <Field
        id="contact"
        name="contact"
        label={t("link.contact")}
        hint={`${t("link.lead", { sends })} ${t("link.hint")}`}
        error={errorOf("contact")}
        defaultValue={typed?.fields["contact"]}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        dir="ltr"
        className="[&_input]:rtl:text-end"
      />
      <Button id="send" type="submit" className="w-full sm:w-auto sm:justify-self-start">
        {t("link.submit")}
      </Button>
    </form>
  );
}

function CodeForm({ action, typed, hidden, places, sends }: FormProps & { readonly places: readonly Place[] }) {
  const t = useTranslations("findAgain");
  const errorOf = useErrors(typed);
  const place = { id: "place", label: t("code.place"), error: errorOf("place") };
  return (
    <form method="post" action={action} noValidate className={CARD} aria-labelledby="code-titre">
      <h2 id="code-titre">{t("code.title", { sends })}</h2>
      <Refused title={t("summary")} typed={typed} form="find" />
      {hidden}
      <Field
        id="code"
        name="code"
        label={t("code.code")}
        hint={t("code.hint")}
        error={errorOf("code")}
        defaultValue={typed?.fields["code"]}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        dir="ltr"
        className="[&_input]:rtl:text-end"
      />
      <WithLabel {...place}>
        <select
          id={place.id}
          name="place"
          defaultValue={typed?.fields["place"] ?? (places.length === 1 ? places[0]?.slug : "")}
          aria-describedby={describedBy(place)}
          aria-invalid={place.error ? true : undefined}
          className={inputClass(Boolean(place.error))}
        >
          {places.length > 1 && <option value="">{t("code.choose")}</option>}
          {places.map(({ slug, name }) => (
            <option key={slug} value={slug} lang="fr" dir="ltr">
              {name}
            </option>
          ))}
        </select>
      </WithLabel>
      <Field
        id="day"
        name="day"
        type="date"
        label={t("code.day")}
        error={errorOf("day")}
        defaultValue={typed?.fields["day"]}
        maxLength={40}
      />
      <Button id="find" type="submit" look="ghost" className="w-full sm:w-auto sm:justify-self-start">
        {t("code.submit")}
      </Button>
    </form>
  );
}

/** All errors of a refused form at its top; `form`: the id to which an error of no single field leads. */
function Refused({ title, typed, form }: { title: string; typed: TypedForm | undefined; form: string }) {
  const errorOf = useErrors(typed);
  const fields = (["contact", "code", "place", "day", "form"] as const).filter((field) => errorOf(field) !== undefined);
  return (
    <ErrorSummary
      title={title}
      errors={fields.map((field) => ({ field: field === "form" ? form : field, sentence: errorOf(field) ?? "" }))}
    />
  );
}

const own = {
  "code-wrong": "code",
  "place-missing": "place",
  "day-wrong": "day",
  "nothing-found": "nothing",
  "contact-wrong": "contact",
  "too-many-requests": "often",
} as const satisfies Partial<Record<FindRefusal, keyof (typeof messages)["findAgain"]["errors"]>>;

const isOwn = (refusal: FindRefusal): refusal is keyof typeof own => Object.hasOwn(own, refusal);

/** A function that answers the sentence of what was wrong with a field; undefined when nothing was. */
function useErrors(typed: TypedForm | undefined): (field: FindField) => string | undefined {
  const errors = useTranslations("findAgain.errors");
  const refusals = useTranslations("refusals");
  return (field) => {
    const refusal = typed?.refusals[field];
    if (refusal === undefined || !isFindRefusal(refusal)) return undefined;
    return isOwn(refusal) ? errors(own[refusal]) : refusals(requestWording[refusal]);
  };
}

/** What is said once a contact was typed, the same whether it has an appointment or not. */
export function LinksSent({ telephone, sends }: { telephone: ReactNode; sends: Sends }) {
  const t = useTranslations("findAgain.sent");
  return (
    <>
      <Notice tone="done" live="status" focused>
        <p>{t("title")}</p>
        <p className="font-normal">{t("what", { sends })}</p>
      </Notice>
      <section className="grid gap-3">
        <p>{t("nothing")}</p>
        {telephone}
        <p>
          <PageLink href="/retrouver" className="inline-flex min-h-target items-center font-bold">
            {t("again")}
          </PageLink>
        </p>
      </section>
    </>
  );
}
