import { numberInWords } from "@vigie/core"

const nb = "\u00a0"
const number = (count: number) => numberInWords(count, "fr")
const films = (count: number) => (count === 1 ? "un film" : `${number(count)}${nb}films`)
const lines = (count: number) => (count === 1 ? "une ligne" : `${number(count)}${nb}lignes`)

/** What the pages that bring a list in say, in French. */
export const importFr = {
  title: "Importer une liste",
  intro:
    "Apportez une liste faite ailleurs : les films reconnus rejoignent la vôtre, les autres vous sont soumis ou sont cherchés. Importer deux fois n'ajoute rien.",
  file: "Un fichier",
  fileHelp:
    "Le watchlist.csv de Letterboxd, l'export CSV d'IMDb, le JSON de Trakt, ou un texte avec un titre par ligne. 10 Mo et 100 000 lignes au plus.",
  or: "ou bien",
  text: "Une liste collée",
  textHelp: "Un titre par ligne, l'année entre parenthèses si vous la savez : Les Milles (1995).",
  go: "Importer",
  whereFrom: "Où trouver ces fichiers",
  from: {
    letterboxd: "Letterboxd : Settings, Data, Export your data ; le fichier voulu est watchlist.csv, dans l'archive.",
    imdb: "IMDb : la page de votre Watchlist, puis Export.",
    trakt: "Trakt : la réponse de son API pour votre watchlist, en JSON.",
  },
  forms: { letterboxd: "Letterboxd", imdb: "IMDb", trakt: "Trakt", text: "titres" },
  before: "Vos imports",
  of: (form: string, day: string) => `${form}, ${day}`,
  faultIn: (title: string) => `Erreur : ${title}`,
  faults: {
    nothing: "Choisissez un fichier, ou collez une liste.",
    empty: "Ce fichier est vide.",
    spreadsheet: "C'est un classeur de tableur : enregistrez-le au format CSV, puis apportez ce fichier-là.",
    archive: "C'est une archive : décompressez-la, puis apportez le fichier CSV, JSON ou texte qu'elle contient.",
    pdf: "C'est un PDF : il faut un fichier CSV, JSON ou texte.",
    picture: "C'est une image : il faut un fichier CSV, JSON ou texte.",
    binary: "Ce n'est pas du texte : il faut un fichier CSV, JSON ou texte.",
    web_page: "C'est une page web : utilisez plutôt le bouton d'export du site, qui donne un fichier CSV ou JSON.",
    json_broken: "Ce JSON est coupé, ou n'en est pas : il faut la liste que rend Trakt, entière.",
    json_other: "Ce JSON n'est pas une liste : il faut celle que rend Trakt.",
    other_table:
      "Ce tableau n'a ni les colonnes de Letterboxd (Name, Year, Letterboxd URI) ni celles d'IMDb (Const, Title, Title Type).",
    too_many: "Cette liste est trop longue : 100 000 lignes au plus.",
    too_large: "Ce fichier est trop lourd : 10 Mo au plus. Rien n'en a été lu.",
    no_films: "Aucune ligne ne nomme un film.",
  },
  faulty: "Rien n'a été importé.",
  inFile: (name: string) => `Dans ${name}, `,
  again: (when: string) => `Trop d'imports en peu de temps : vous pourrez recommencer ${when}.`,
  keep: {
    title: "Gardez cette page ouverte",
    countRead: (count: number) =>
      `Votre liste est là : ${lines(count)}. Elle n'est enregistrée nulle part, sinon dans cette page.`,
    first: "Connectez-vous, ou ouvrez un compte, dans un autre onglet :",
    signIn: "se connecter",
    signUp: "ouvrir un compte",
    newTab: "nouvel onglet",
    afterwards: "Puis revenez ici et importez :",
  },
  page: {
    title: (form: string) => `Import ${form}`,
    since: (when: string) => `Liste apportée ${when}`,
    countReading: (count: number, of: number) => `${number(count)} lignes lues sur ${number(of)}…`,
    countStopped: (count: number, of: number) =>
      `La lecture s'est arrêtée après ${lines(count)} sur ${number(of)} : importez le fichier une nouvelle fois, rien ne sera ajouté deux fois.`,
    result: "Résultat",
    added: "ajoutés à votre liste",
    there: "y étaient déjà",
    left: "laissés de côté : vus, sans intérêt, ou écartés",
    twice: "en double dans le fichier",
    chosen: "ajoutés ensuite",
    choose: "à choisir",
    looking: "recherchés en ce moment",
    unknown: "restés inconnus",
    dismissed: "écartés",
    rejected: "lignes non lues",
    toList: "Voir ma liste",
    another: "Importer une autre liste",
    saved: "C'est noté.",
    countClosed: (count: number) =>
      count === 1 ? "1 film a rejoint votre liste." : `${films(count)} ont rejoint votre liste.`,
    none: "Aucun choix n'était coché : rien n'a changé.",
    chooseTitle: "À choisir",
    chooseHelp: "Plusieurs films portent ce titre, ou lui ressemblent. Ce que vous ne cochez pas reste pour plus tard.",
    line: (line: string) => `ligne ${line}`,
    noneOf: "Aucun de ceux-là",
    page: "la page",
    elsewhere: (source: string) => `chez ${source}`,
    save: "Valider ces choix",
    firsts: (more: number) =>
      more === 1 ? "Prendre la suggestion" : `Prendre la première suggestion partout (${number(more)})`,
    next: "La suite",
    lookingTitle: "Recherchés",
    lookingHelp:
      "Le catalogue ne les connaît pas encore : ils sont cherchés un par un, sans hâte, même page fermée. Ceux qui sont trouvés rejoignent votre liste.",
    contact: "Personne ne peut encore être interrogé : l'installation n'a pas de contact.",
    trouble: (why: string) => `La recherche attend : ${why}`,
    lookAgain: "Voir où ils en sont",
    unknownTitle: "Inconnus",
    unknownHelp: "Personne ne les a reconnus. Corrigez le titre et cherchez-le, ou écartez la ligne.",
    search: "chercher",
    dismiss: "Écarter",
    dismissAll: "Écarter ce qui est coché",
    dismissedTitle: "Écartés",
    dismissedHelp: "Ils ne reviendront pas avec une autre liste.",
    recall: "Reprendre",
    recallAll: "Reprendre ce qui est coché",
    addedTitle: "Ajoutés",
    rejectedTitle: "Lignes non lues",
    countMoreRejected: (count: number) => `et ${lines(count)} de plus`,
    rowFaults: {
      no_title: "sans titre",
      bad_year: "l'année n'en est pas une",
      cells: "d'autres colonnes que l'en-tête",
      open_quote: "un guillemet n'est pas refermé",
      not_a_film: "ce n'est pas un film",
      no_entry: "aucun film dans cette entrée",
      too_long: "trop long pour un titre",
    },
    where: "Ligne",
    why: "Pourquoi",
    words: "Texte",
  },
  check: {
    title: "Vérifier une liste",
    intro:
      "Déposez une liste de films : vous saurez aussitôt lesquels se voient, où, et jusqu'à quand. Rien n'est enregistré.",
    territory: "Vous regardez des films en",
    services: "Les plateformes que vous avez",
    servicesHelp: "Celles qui montrent un film de votre liste, et combien.",
    go: "Vérifier",
    again: "Vérifier à nouveau",
    tooLong: "Vérifier s'arrête à 3 000 lignes. L'import, lui, en prend 100 000.",
    busy: "Beaucoup de listes sont vérifiées en ce moment : réessayez dans une minute.",
    stored: "Rien n'a été enregistré : cette page est la seule à connaître votre liste.",
    answer: "Réponse",
    countFilms: (count: number) => (count === 1 ? "Sur votre film" : `Sur vos ${films(count)}`),
    countFree: (count: number) =>
      count === 0
        ? "aucun n'est visible gratuitement"
        : count === 1
          ? "1 est visible gratuitement"
          : `${number(count)} sont visibles gratuitement`,
    countLeaving: (count: number) =>
      count === 0
        ? "aucun ne part cette semaine"
        : count === 1
          ? "1 part cette semaine"
          : `${number(count)} partent cette semaine`,
    countTonight: (count: number) =>
      count === 0
        ? "aucun ne passe à la télévision ce soir"
        : count === 1
          ? "1 passe à la télévision ce soir"
          : `${number(count)} passent à la télévision ce soir`,
    countMine: (count: number) => (count === 1 ? "1 avec vos plateformes" : `${number(count)} avec vos plateformes`),
    and: "et",
    withThese: (names: string) => `avec ${names}`,
    bestTitle: "Avec le moins de plateformes",
    countBest: (count: number) => (count === 1 ? "un film" : films(count)),
    bestHelp: "Films gratuits et de vos plateformes compris.",
    free: "Gratuits",
    mine: "Sur vos plateformes",
    leaving: "Partent cette semaine",
    tonight: "Ce soir à la télévision",
    elsewhere: "Ailleurs",
    announced: "Annoncés",
    nowhere: "Nulle part pour l'instant",
    ambiguous: "Plusieurs films de ce titre",
    unknown: "Pas au catalogue",
    unread: "Lignes non lues",
    unknownHelp: "Importée dans une liste, chaque ligne est cherchée ailleurs.",
    countMore: (count: number) => `et ${films(count)} de plus, que la liste importée montrera tous.`,
    proof: "preuve",
    make: "En faire ma liste",
    makeHelp: "Vous serez prévenu du jour où chacun se voit, et avant qu'il ne parte.",
  },
}
