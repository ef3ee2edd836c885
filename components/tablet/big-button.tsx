import type { ButtonHTMLAttributes, ReactNode } from "react";
import { useSteady, type Acting } from "./use-steady.ts";

type Look = "full" | "ghost" | "plain";

const looks: Record<Look, string> = {
  full: "border-accent bg-accent text-white",
  ghost: "border-accent bg-card text-accent",
  plain: "border-edge bg-card text-ink",
};

/** The act of the moment, for a thumb that does not look: never under 96 px high, and it acts once it was read. `detail`: a second, smaller line; all that is read on it is its name (WCAG 2.5.3). */
export const BigButton = ({
  look = "full",
  detail,
  className = "",
  does,
  onAct,
  children,
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick"> &
  Acting & { look?: Look; detail?: ReactNode; children: ReactNode }) => (
  <button
    type="button"
    className={`grid min-h-24 w-full place-content-center gap-1 rounded-[18px] border-[3px] px-3 py-2 text-center text-[1.6rem] leading-tight font-extrabold disabled:opacity-50 ${looks[look]} ${className}`}
    {...rest}
    {...useSteady({ does, onAct })}
  >
    <span className="text-balance">{children}</span>
    {detail && (
      <>
        {" "}
        <span className="text-base font-normal tabular-nums">{detail}</span>
      </>
    )}
  </button>
);
