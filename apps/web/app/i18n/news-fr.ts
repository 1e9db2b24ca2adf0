/** What the operators' page of news says, in French. */
export const newsFr = {
  title: "Nouvelles de cette installation",
  intro:
    "Une nouvelle part une fois, par mail, à celles et ceux qui l'ont demandé dans leurs lettres, au rythme de chacun et dans sa langue. Écrite, elle reste un brouillon jusqu'à ce qu'elle soit publiée ; publiée, elle ne change plus.",
  write: "Écrire une nouvelle",
  rewrite: "Reprendre le brouillon",
  languages: { fr: "En français", en: "En anglais" },
  heading: "Titre",
  body: "Texte",
  bodyHelp: "Du texte simple. Une ligne vide sépare deux paragraphes.",
  keep: "Garder le brouillon et le relire",
  faults: {
    missing: "À remplir : chacun lit dans sa langue.",
    long: (most: number) => `Trop long : ${most} caractères au plus.`,
  },
  preview: "Relire",
  publish: "Publier",
  drop: "Jeter ce brouillon",
  drafts: "Brouillons",
  published: "Publiées",
  none: "Rien n'est encore publié.",
  edit: "Reprendre",
  editOf: (title: string) => `Reprendre « ${title} »`,
  on: (when: string) => `Publiée ${when}`,
  done: {
    written: "Le brouillon est gardé. Relisez-le, puis publiez-le.",
    published: "C'est publié. Chacun le reçoit avec sa prochaine lettre.",
    dropped: "Le brouillon est jeté.",
  },
  late: "Ce n'est plus un brouillon : quelqu'un d'autre l'a publié ou jeté.",
  fresh: "En écrire une autre",
}
