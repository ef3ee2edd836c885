import { useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { belowOrganisation } from "#components/ui/own-pages.ts";
import { PageLink } from "#components/ui/page-link.tsx";

type Props = { organisation: { readonly service: string; readonly at?: string }; days: number };

/** That a partner's request is kept, for so many days: who reads it, and the way to their pages. */
export function RequestSent({ organisation: { service, at = "" }, days }: Props) {
  const t = useTranslations("share.ask");
  const organisation = () => <FrenchText text={service} />;
  return (
    <>
      <Notice tone="done" live="status" focused>
        {t.rich("done", { organisation, days })}
      </Notice>
      <p>
        <PageLink href={belowOrganisation(at, "/")} className="inline-flex min-h-target items-center font-bold">
          {t.rich("home", { organisation })}
        </PageLink>
      </p>
    </>
  );
}
