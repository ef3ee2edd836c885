"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { SECOND } from "#lib/time/instant.ts";

const EVERY = 10 * SECOND;

/** Reads the page anew from time to time while somebody waits for an answer; without script the link beside it does. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    const looking = setInterval(() => router.refresh(), EVERY);
    return () => clearInterval(looking);
  }, [router]);
  return null;
}
