import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { describedBy, inputClass, WithLabel } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cleanText } from "#lib/place/clean-text.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm, type FieldParts } from "./staff-form.tsx";

type FileFormProps = {
  /** The page of the import; its form is sent to `…/envoyer`. */
  href: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
  /** The field of the file. */
  file: {
    readonly label: string;
    readonly hint: string;
    readonly accept: string;
    readonly required?: boolean;
  };
  values?: Readonly<Record<string, string>>;
  /** Further fields. */
  children: (field: (name: string) => FieldParts) => ReactNode;
};

/** A file to send. What comes of it is shown before anything is written. */
export function FileForm({ href, typed, organisation, file, values, children }: FileFormProps) {
  const t = useTranslations("staff.fileImport");
  return (
    <StaffForm form="file" action={`${href}/envoyer`} typed={typed} {...(values && { values })} submit={t("try")}>
      {(field) => (
        <>
          <input type="hidden" name="organisation" value={organisation.id} />
          <input type="hidden" name="slug" value={organisation.slug} />
          <FileField {...file} {...field("file")} />
          {children(field)}
        </>
      )}
    </StaffForm>
  );
}

function FileField({
  id,
  name,
  error,
  label,
  hint,
  accept,
  required,
}: Omit<FieldParts, "defaultValue"> & FileFormProps["file"]) {
  return (
    <WithLabel id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        name={name}
        type="file"
        required={required}
        accept={accept}
        aria-describedby={describedBy({ id, label, hint, error })}
        aria-invalid={error ? true : undefined}
        className={`${inputClass(Boolean(error))} py-3`}
      />
    </WithLabel>
  );
}

/** A file that was tried. `kept`: its id; `slug`: of the organisation for which it is imported. */
export type TriedFile = {
  readonly href: string;
  readonly kept: string;
  readonly slug: string;
  readonly typed: TypedForm | undefined;
};

type FileReportProps = Pick<TriedFile, "href" | "slug" | "typed"> & {
  /** What the file is called, else `unnamed`. */
  fileName: string;
  unnamed: string;
  imported: boolean;
  done: ReactNode;
  /** Figures, each with what it counts; those of nothing are left out. */
  counts: readonly { readonly label: string; readonly count: number }[];
  /** Whether it would write anything. */
  writes: boolean;
  notices?: ReactNode;
  /** The form that imports it. */
  confirm: ReactNode;
  /** Where one goes on from here. */
  onwards: ReactNode;
  children: ReactNode;
};

/**
 * What the import of a file would do, with the form that does it; once it was done, what it did. The focus is on what
 * was just found out: the title of the trial, or the sentence that it was done.
 */
export function FileReport({
  href,
  slug,
  typed,
  fileName,
  unnamed,
  imported,
  done,
  counts,
  writes,
  notices,
  confirm,
  onwards,
  children,
}: FileReportProps) {
  const t = useTranslations("staff.fileImport");
  return (
    <>
      {done}
      <h2 {...(!imported && !typed && { tabIndex: -1, autoFocus: true })}>
        {t(imported ? "did" : "would", { file: cleanText(fileName) ?? unnamed })}
      </h2>
      <dl className="grid grid-cols-2 gap-2.5 empty:hidden md:grid-cols-4">
        {counts
          .filter(({ count }) => count > 0)
          .map(({ label, count }) => (
            <Card as="div" key={label} className="flex flex-col-reverse justify-end">
              <dt>{label}</dt>
              <dd className="text-3xl font-bold">{count}</dd>
            </Card>
          ))}
      </dl>
      {notices}
      {!imported && (writes ? confirm : <Notice>{t("nothingNew")}</Notice>)}
      {children}
      <p className="flex flex-wrap gap-3">
        <PageLink href={`${href}?organisation=${slug}`} className={buttonClass("ghost")}>
          {t("other")}
        </PageLink>
        {onwards}
      </p>
    </>
  );
}

type ImportFormProps = TriedFile & {
  form: string;
  values?: Readonly<Record<string, string>>;
  /** What is asked before it is imported. */
  children: (field: (name: string) => FieldParts) => ReactNode;
};

/** The form that imports a file that was tried. */
export function ImportForm({ href, kept, slug, typed, form, values, children }: ImportFormProps) {
  const t = useTranslations("staff.fileImport");
  return (
    <StaffForm
      form={form}
      action={`${href}/confirmer?${new URLSearchParams({ organisation: slug, fichier: kept })}`}
      typed={typed}
      {...(values && { values })}
      submit={t("import")}
    >
      {(field) => (
        <>
          <input type="hidden" name="kept" value={kept} />
          <input type="hidden" name="slug" value={slug} />
          {children(field)}
        </>
      )}
    </StaffForm>
  );
}

/** A list of a report under its heading, with what is said of it; `more`: how many are counted and not listed. */
export function ReportList({
  id,
  title,
  what,
  more,
  columns = "",
  children,
}: {
  id: string;
  title: string;
  what?: string;
  more: number;
  columns?: string;
  children: readonly ReactNode[];
}) {
  const t = useTranslations("staff.fileImport");
  if (children.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <h3 id={id}>{title}</h3>
      {what !== undefined && <p className="text-soft">{what}</p>}
      <ul className={`grid ${columns}`}>{children}</ul>
      {more > 0 && <p className="font-bold">{t("more", { more })}</p>}
    </section>
  );
}

/** The lines that are not written, each with its number in the file, its name and why. */
export function RefusedLines({
  what,
  refused,
  count,
}: {
  what: string;
  refused: readonly { readonly number: number; readonly name: string; readonly why: ReactNode }[];
  count: number;
}) {
  const t = useTranslations("staff.fileImport");
  return (
    <ReportList id="refused" title={t("refusedTitle")} what={what} more={count - refused.length}>
      {refused.map(({ number, name, why }) => (
        <li key={number} className={`${LINE} py-2.5`}>
          <LineName number={number} name={name} />
          {why}
        </li>
      ))}
    </ReportList>
  );
}

/** How a line of a report looks. */
export const LINE = "border-t-2 border-hair wrap-anywhere";

/** « Ligne 12 : Maison »: a line of the file by its number and its name. */
export function LineName({ number, name }: { number: number; name: string }) {
  const t = useTranslations("staff.fileImport");
  return (
    <b>
      {t("line", { number })} <FrenchText text={name} />
    </b>
  );
}
