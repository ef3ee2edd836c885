import type { ButtonHTMLAttributes, ReactNode } from "react";

export type ButtonLook = "full" | "ghost" | "quiet";

const looks: Record<ButtonLook, string> = {
  full: "border-accent bg-accent text-white",
  ghost: "border-accent bg-card text-accent",
  quiet: "border-edge bg-card text-ink",
};

/** The look of buttons and links shown as buttons; at least 56 px high (docs/look-and-wording.md#sizes-and-targets). */
export const buttonClass = (look: ButtonLook = "full"): string =>
  `inline-flex min-h-[56px] items-center justify-center gap-3 rounded-control border-2 px-4 py-2 text-center font-bold no-underline disabled:opacity-60 ${looks[look]}`;

export const Button = ({
  look = "full",
  className = "",
  type = "button",
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: ButtonLook; children: ReactNode }) => (
  <button type={type} className={`${buttonClass(look)} ${className}`} {...rest}>
    {children}
  </button>
);
