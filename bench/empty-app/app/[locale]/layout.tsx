import type { ReactNode } from "react";

/** As the product's layout (app/[locale]/layout.tsx), with nothing in it. */
export default async function EmptyLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}) {
  const { locale } = await params;
  return (
    <html lang={locale}>
      <body>{children}</body>
    </html>
  );
}
