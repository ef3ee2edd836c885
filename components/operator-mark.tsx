import type { CSSProperties } from "react";
import type { Conformity } from "#lib/place/accessibility-statement.ts";
import { shadesOf } from "#lib/place/accent.ts";
import { BrandMark } from "./brand-mark.tsx";

/** What pages show of an operator. `at`: the path of its own pages. */
export type ShownOperator = {
  readonly slug: string;
  readonly service: string;
  readonly at?: string;
  readonly phone?: string;
  readonly phoneHours?: string;
  readonly mail?: string;
  readonly sms?: string;
  readonly signRelay?: string;
  readonly accent?: string;
  readonly logo?: string;
  readonly conformity?: Conformity;
};

/** The colour of an operator for everything below the element that has this style; the product's own without one. */
export function coloursOf(operator: Pick<ShownOperator, "accent"> | undefined): CSSProperties | undefined {
  if (operator?.accent === undefined) return undefined;
  const { accent, soft } = shadesOf(operator.accent);
  return { "--color-accent": accent, "--color-accent-soft": soft } as CSSProperties;
}

/** The logo of an operator, else that of the product. Its name stands beside it, so a screen reader skips it. */
export const OperatorMark = ({ operator }: { operator: Pick<ShownOperator, "slug" | "logo"> | undefined }) =>
  operator?.logo === undefined ? (
    <BrandMark />
  ) : (
    <img
      src={`/chez/${operator.slug}/logo?v=${operator.logo}`}
      alt=""
      className="h-10 max-w-36 flex-none object-contain object-left rtl:object-right"
    />
  );
