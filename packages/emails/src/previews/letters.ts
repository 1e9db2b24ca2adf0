import type { Locale } from "@vigie/core"
import type { LetterMail, LetterMailKind } from "../letter-mail.ts"
import { at, NOW } from "./samples.ts"

/** A sample of every mail about an account, or to an operator. */
export function letterPreviews(locale: Locale): { readonly [kind in LetterMailKind]: LetterMail } {
  const letter = {
    locale,
    zone: "Europe/Paris",
    now: NOW,
    baseUrl: "https://vigie.example/",
    to: "lea@mail.example",
  } as const
  const contactUrl = "https://vigie.example/contact"
  return {
    verify: { ...letter, kind: "verify", data: { url: "https://vigie.example/verify?token=3q2-7w" } },
    known: {
      ...letter,
      kind: "known",
      data: { signInUrl: "https://vigie.example/sign-in", resetUrl: "https://vigie.example/forgotten" },
    },
    reset: { ...letter, kind: "reset", data: { url: "https://vigie.example/reset/3q2-7w" } },
    invitation: {
      ...letter,
      kind: "invitation",
      data: { url: "https://vigie.example/invitations/3q2-7w", by: "Ciné-club du Phare" },
    },
    household: {
      ...letter,
      kind: "household",
      data: { url: "https://vigie.example/watchlist/join/3q2-7w", by: "Léa" },
    },
    addressChanged: { ...letter, kind: "addressChanged", data: { newAddress: "lea@new.example", contactUrl } },
    erased: { ...letter, kind: "erased", data: { contactUrl } },
    import: {
      ...letter,
      kind: "import",
      data: { url: "https://vigie.example/watchlist/import/3q2", added: 1_312, available: 41, choose: 7, unknown: 12 },
    },
    channelPaused: {
      ...letter,
      kind: "channelPaused",
      data: {
        channel: "webhook",
        address: "hooks.example/…/3q2",
        reason: "HTTP 410 Gone",
        url: "https://vigie.example/account/channels",
      },
    },
    sourceSilent: {
      ...letter,
      kind: "sourceSilent",
      data: {
        source: "Annuaire des films",
        lastGoodAt: at("2025-06-30T13:45:00Z"),
        everyMs: 21_600_000,
        failing: 38,
        active: 41,
        reason: "status: 403",
        url: "https://vigie.example/sources/annuaire",
      },
    },
    hold: {
      ...letter,
      kind: "hold",
      data: { source: "Télé Phare", closing: 212, open: 480, url: "https://vigie.example/operations/holds" },
    },
  }
}
