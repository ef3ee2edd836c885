import { useId, type ButtonHTMLAttributes, type ReactNode } from "react";

type Look = "full" | "ghost" | "plain";

const looks: Record<Look, string> = {
  full: "border-accent bg-accent text-white",
  ghost: "border-accent bg-card text-accent",
  plain: "border-edge bg-card text-ink",
};

/**
 * The act of the moment, for a thumb that does not look: never under 96 px high. `detail`: a second, smaller line that
 * describes the button and is no part of its name.
 */
export function BigButton({ look = "full", detail, className = "", children, "aria-describedby": reason, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; detail?: ReactNode; children: ReactNode }) {
  const id = useId();
  const described = [detail ? `${id}detail` : "", reason ?? ""].filter(Boolean).join(" ");
  return (
    <button
      type="button"
      aria-labelledby={`${id}name`}
      aria-describedby={described || undefined}
      className={`grid min-h-24 w-full place-content-center gap-1 rounded-[18px] border-[3px] px-3 py-2 text-center text-[1.6rem] leading-tight font-extrabold disabled:opacity-50 ${looks[look]} ${className}`}
      {...rest}
    >
      <span id={`${id}name`} className="text-balance">{children}</span>
      {detail && <span id={`${id}detail`} className="text-base font-normal tabular-nums">{detail}</span>}
    </button>
  );
}
