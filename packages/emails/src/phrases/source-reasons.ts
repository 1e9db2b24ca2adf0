import { type Locale, NBSP } from "@vigie/core"

type Words = Readonly<Record<string, string>>

/** Why a source cannot be read, by the kind its stored reason begins with. */
const WORDS: Readonly<Record<Locale, Words>> = {
  fr: {
    no_contact: "aucun contact n'est réglé",
    robots: "le site demande aux robots de ne pas lire",
    pace: "le site demande d'attendre",
    dns: "son nom est introuvable",
    connection: "le site n'a pas pu être joint",
    tls: "la connexion n'est pas sûre",
    timeout: "pas de réponse à temps",
    redirects: "renvois sans fin",
    status: "réponse d'erreur",
    too_large: "réponse trop grande",
    truncated: "réponse coupée",
    encoding: "réponse illisible",
    shape_changed: "la réponse n'a pas la forme attendue",
    refused: "la demande est refusée",
    too_slow: "réponse trop lente",
    internal: "une erreur de Vigie",
  },
  en: {
    no_contact: "no contact is set",
    robots: "the site asks robots not to read",
    pace: "the site asks to wait",
    dns: "its name cannot be found",
    connection: "the site could not be reached",
    tls: "the connection is not safe",
    timeout: "no answer in time",
    redirects: "redirects without an end",
    status: "answers with an error",
    too_large: "its answer is too large",
    truncated: "its answer is cut off",
    encoding: "its answer cannot be read",
    shape_changed: "its answer is not in the expected shape",
    refused: "the request is refused",
    too_slow: "it answers too slowly",
    internal: "an error of Vigie's",
  },
}

/** "réponse d'erreur (403)" of "status: 403"; a kind without words of its own is shown as it is stored. */
export function sourceReason(reason: string, locale: Locale): string {
  const [kind = "", detail] = reason.split(": ", 2)
  const words = Object.hasOwn(WORDS[locale], kind) ? WORDS[locale][kind] : undefined
  if (words === undefined) return reason
  return detail === undefined ? words : `${words}${NBSP}(${detail})`
}
