import type { Reason } from "@vigie/channels"
import type { Locale } from "@vigie/core"

/** Why a channel failed, or is not used: the network's and receivers' reasons, and our own. */
export type ChannelReason = Reason | "refused" | "bounced" | "complained" | "own" | "late" | "paused" | "removed"

type Words = Readonly<Record<ChannelReason, string>>

const WORDS: Readonly<Record<Locale, Words>> = {
  fr: {
    bad_url: "son adresse n'en est pas une",
    refused_address: "son adresse mène à un réseau privé, où Vigie n'envoie rien",
    dns: "le nom de son serveur est introuvable",
    connection: "son serveur ne répond pas",
    tls: "le certificat de son serveur n'est pas valable",
    timeout: "son serveur n'a pas répondu à temps",
    redirects: "son serveur renvoie à une autre adresse : donnez celle-là",
    truncated: "son serveur a coupé la réponse",
    status: "son serveur a répondu par une erreur",
    gone: "il n'y a plus personne à cette adresse",
    aborted: "l'envoi a été interrompu",
    settings: "ses réglages ne permettent pas d'y envoyer quoi que ce soit",
    refused: "le service d'envoi a refusé cette adresse",
    bounced: "les mails à cette adresse sont revenus pour de bon",
    complained: "un mail de Vigie y a été signalé comme indésirable",
    own: "vous l'avez mis en pause",
    late: "une journée d'essais n'a pas suffi",
    paused: "le canal est resté en pause plus d'une semaine",
    removed: "le canal a été retiré",
  },
  en: {
    bad_url: "its address is none",
    refused_address: "its address leads to a private network, where Vigie sends nothing",
    dns: "its server's name cannot be found",
    connection: "its server does not answer",
    tls: "its server's certificate does not hold",
    timeout: "its server did not answer in time",
    redirects: "its server points to another address: give that one",
    truncated: "its server cut its answer off",
    status: "its server answered with an error",
    gone: "nobody is at this address any more",
    aborted: "sending was interrupted",
    settings: "its settings do not allow anything to be sent there",
    refused: "the mail service refused this address",
    bounced: "mails to this address came back for good",
    complained: "a mail of Vigie's was reported there as spam",
    own: "you paused it",
    late: "a day of trying was not enough",
    paused: "the channel was paused for more than a week",
    removed: "the channel was removed",
  },
}

/** A stored reason in its reader's words, with the status where there is one; one that has no words stands as it is. */
export function reasonInWords(reason: string, locale: Locale): string {
  const [code = "", ...rest] = reason.split(":")
  const words = WORDS[locale]
  if (!Object.hasOwn(words, code)) return reason
  const status = /HTTP \d{3}/.exec(rest.join(":"))
  return words[code as ChannelReason] + (status ? ` (${status[0]})` : "")
}
