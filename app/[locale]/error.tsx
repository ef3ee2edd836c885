"use client";
import { PageError } from "#components/site/page-error.tsx";

export default function ErrorPage() {
  return (
    <main className="mx-auto grid max-w-2xl gap-4 px-4 py-8">
      <PageError />
    </main>
  );
}
