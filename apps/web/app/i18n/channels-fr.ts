import type { ChannelFault } from "@vigie/channels"

const nb = "\u00a0"

const faults: Readonly<Record<ChannelFault, string>> = {
  empty: "Ce champ est à remplir.",
  not_url: "Une adresse complète est attendue, qui commence par https://.",
  not_https: "L'adresse doit commencer par https:// : ce qui y part dit ce que vous regardez.",
  private:
    "Cette adresse mène à un réseau privé ou à cette machine : Vigie n'y envoie rien. Donnez une adresse publique.",
  credentials: "L'adresse contient un nom ou un mot de passe : retirez-les.",
  not_topic: "Un sujet s'écrit en lettres sans accent, chiffres, - et _, 64 au plus.",
  not_token: "Un jeton d'accès de ntfy commence par tk_.",
  not_discord: "Ce n'est pas l'adresse d'un webhook Discord (https://discord.com/api/webhooks/…).",
  not_browser: "Ce navigateur n'a pas donné ce qu'il faut pour lui écrire. Réessayez.",
  too_long: "Cette adresse est trop longue.",
}

/** What the page of one's channels says, in French. */
export const channelsFr = {
  title: "Mes canaux",
  intro: "Par où Vigie vous prévient. Chaque canal actif reçoit chaque alerte.",
  list: "Vos canaux",
  email: "E-mail",
  mailbox: "le courrier de cette machine",
  states: {
    active: "Actif",
    failing: (count: number, since: string) =>
      `${count === 1 ? "Le dernier essai a échoué" : `Les ${count} derniers essais ont échoué`}, depuis ${since}`,
    unconfirmed: "En attente de confirmation",
    paused: "En pause",
    stopped: "Arrêté",
  },
  why: (reason: string) => `${reason}.`,
  sent: (when: string) => `Dernier message${nb}: ${when}.`,
  never: "Aucun message encore.",
  failed: (when: string, reason: string | null) =>
    `Dernier échec${nb}: message du ${when}${reason === null ? "" : `, ${reason}`}.`,
  kept: (count: number) =>
    count === 1 ? "Un message l'attend, gardé une semaine." : `${count} messages l'attendent, gardés une semaine.`,
  changeAddress: "Donnez une autre adresse pour recevoir de nouveau des mails",
  acts: {
    test: "Essayer",
    pause: "Mettre en pause",
    resume: "Reprendre",
    remove: "Retirer",
    renew: "Renouveler le secret",
  },
  actOn: (act: string, channel: string) => `${act}${nb}: ${channel}`,
  done: {
    added: "Le canal est ajouté. Essayez-le.",
    paused: "Le canal est en pause. Ce qui l'attendait est gardé une semaine.",
    resumed: "Le canal reprend. Ce qui vaut encore part maintenant.",
    removed: "Le canal est retiré, son adresse est oubliée.",
  },
  tested: (channel: string) => `L'essai est parti par ${channel}, et il a été accepté.`,
  notTested: (channel: string, reason: string) => `L'essai par ${channel} n'est pas passé${nb}: ${reason}.`,
  secret: {
    title: "Le secret de ce webhook",
    once: "Il signe ce que Vigie envoie. Copiez-le maintenant : il ne sera plus montré.",
    both: "L'ancien signe encore pendant un jour, à côté du nouveau.",
  },
  add: "Ajouter un canal",
  addKind: (name: string) => `Ajouter ${name}`,
  go: "Ajouter",
  faults,
  known: "Ce canal est déjà dans votre liste, et il est actif.",
  tooMany: "Vous avez trop de canaux : retirez-en un d'abord.",
  push: {
    go: "Activer sur ce navigateur",
    noScript:
      "Pour recevoir des notifications, ce navigateur doit exécuter un petit script de cette page, le seul de Vigie. Il est désactivé ici ; tout le reste fonctionne sans lui.",
    working: "Ce navigateur vous demande la permission…",
    denied: "Ce navigateur refuse les notifications de ce site. Cela se change dans ses réglages.",
    unsupported: "Ce navigateur ne sait pas recevoir de notifications d'un site, ou pas depuis une adresse sans https.",
    failed: "Le service de notifications de ce navigateur n'a pas répondu. Réessayez plus tard.",
  },
}
