import type { ReactNode } from "react";

/** A white rounded box. */
export const Card = ({
  as: Tag = "article",
  className = "",
  children,
}: {
  as?: "article" | "li" | "div";
  className?: string;
  children: ReactNode;
}) => <Tag className={`rounded-card border-2 border-hair bg-card p-4 ${className}`}>{children}</Tag>;
