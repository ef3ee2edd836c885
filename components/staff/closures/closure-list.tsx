import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayDate } from "#lib/time/say.ts";
import { ClosureFacts } from "./closure-facts.tsx";

/** A closure as the list shows it. */
type ListedClosure = Parameters<typeof ClosureFacts>[0]["closure"] & {
  readonly id: string;
  readonly place?: { readonly name: string };
  readonly toDecide: boolean;
  /** Who reads it may change it; a closure of every place is for who plans at all of them. */
  readonly mayChange: boolean;
};

/** Closures that were lifted and of which half-days wait to be given back. */
export function LiftedList({
  closures,
}: {
  closures: readonly (Omit<ListedClosure, "mayChange"> & { readonly toGiveBack: number })[];
}) {
  const t = useTranslations("staff.closures");
  return closures.map((one) => (
    <Notice key={one.id} tone="warn">
      <h2>{t("half.toGiveBack", { count: one.toGiveBack })}</h2>
      <p>{one.place ? <FrenchText text={one.place.name} /> : t("everyPlace")}</p>
      <div className="font-normal">
        <ClosureFacts closure={{ ...one, lifted: true }} />
      </div>
      <p className="pt-3">
        <PageLink href={`/coordination/fermetures/${one.id}`} className={buttonClass()}>
          {t("half.giveBackSome")}
        </PageLink>
      </p>
    </Notice>
  ));
}

/** The closures that are not over: first, in words, those on which somebody has to decide. */
export function ClosureList({ closures }: { closures: readonly ListedClosure[] }) {
  const t = useTranslations("staff.closures");
  const locale = useLocale();
  const toDecide = closures.filter((one) => one.toDecide);
  const others = closures.filter((one) => !one.toDecide);
  const nameOf = ({ place }: ListedClosure) => (place ? <FrenchText text={place.name} /> : t("everyPlace"));
  return (
    <>
      {toDecide.map((one) => (
        <Notice key={one.id} tone="warn">
          <h2>{t("toDecide", { day: sayDate(one.decideOn ?? "", locale) })}</h2>
          <p>{nameOf(one)}</p>
          <div className="font-normal">
            <ClosureFacts closure={one} />
          </div>
          {one.mayChange && (
            <p className="pt-3">
              <PageLink href={`/coordination/fermetures/${one.id}`} className={buttonClass()}>
                {t("decide")}
              </PageLink>
            </p>
          )}
        </Notice>
      ))}
      {closures.length === 0 && <Notice>{t("none")}</Notice>}
      {others.length > 0 && (
        <ul className="grid gap-2.5 md:grid-cols-2">
          {others.map((one) => (
            <Card as="li" key={one.id} className="grid content-start gap-1">
              <h2>
                {one.mayChange ? (
                  <PageLink
                    href={`/coordination/fermetures/${one.id}`}
                    className="inline-flex min-h-target items-center"
                  >
                    {nameOf(one)}
                  </PageLink>
                ) : (
                  nameOf(one)
                )}
              </h2>
              <ClosureFacts closure={one} />
            </Card>
          ))}
        </ul>
      )}
    </>
  );
}
