import type { ReactNode } from "react";
import { OrganisationMark, type ShownOrganisation } from "#components/organisation-mark.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";

type Props = {
  /** The place. */
  name: string;
  /** Who holds it. */
  organisation: Pick<ShownOrganisation, "slug" | "service" | "logo"> | undefined;
  /** Where on the page what it says stands, and with which margins it is printed. */
  className: string;
  children: ReactNode;
};

/** One A4 page in black and white for the door of a place: which place, who holds it, and what it says. */
export const DoorSheet = ({ name, organisation, className, children }: Props) => (
  <article
    className={`mx-auto grid w-full max-w-[210mm] grid-cols-1 bg-white p-4 text-ink sm:p-[14mm] print:min-h-[296mm] ${className}`}
  >
    <p className="flex flex-wrap justify-between gap-x-6 text-[1.3em]">
      <strong>
        <FrenchText text={name} />
      </strong>
      {organisation && (
        <span className="inline-flex items-center gap-2.5">
          {organisation.logo !== undefined && <OrganisationMark organisation={organisation} />}
          <FrenchText text={organisation.service} />
        </span>
      )}
    </p>
    {children}
  </article>
);

/** The sheet in another language, in one line; with the words that stand before a telephone number, and the number. */
export type OtherLine = {
  readonly locale: string;
  readonly said: string;
  readonly call?: string;
  readonly phone?: string;
};

export const OtherLines = ({ lines, className }: { lines: readonly OtherLine[]; className: string }) => (
  <ul className={`grid text-[1.2em] ${className}`}>
    {lines.map(({ locale, said, call, phone }) => (
      <li key={locale} lang={locale} dir={locale === "ar" ? "rtl" : "ltr"}>
        {said}
        {phone !== undefined && (
          <>
            {` ${call ?? ""} `}
            <bdi dir="ltr">{phone}</bdi>
          </>
        )}
      </li>
    ))}
  </ul>
);
