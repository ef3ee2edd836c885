import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { useSteady, type Acting } from "./use-steady.ts";

type Given = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick"> &
  Acting & { readonly look?: ButtonLook; readonly children: ReactNode };

/** A button of the tablet: it acts once it was read. */
export const ActButton = ({ does, onAct, ...rest }: Given) => <Button {...rest} {...useSteady({ does, onAct })} />;
