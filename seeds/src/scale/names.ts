// Words that invented titles and people are drawn from; few enough that titles repeat and resemble each other, as real ones do.
export const NOUNS = (
  "Dune Phare Marée Falaise Terril Moulin Estuaire Canal Grève Écluse Briquet Carnaval Beffroi Brasserie Mineur Dentellière " +
  "Pêcheur Gardien Voisine Institutrice Facteur Horloger Notaire Contrebandier Sœur Cousin Étranger Rivière Forêt Hiver Été " +
  "Automne Printemps Nuit Aube Soir Dimanche Départ Retour Silence Orage Lettre Valise Maison Gare Pont Jardin Verger École " +
  "Cinéma Théâtre Bal Noce Procès Serment Secret Miroir Chambre Escalier Cour Toit Fenêtre Porte Clé Montre Train Bateau " +
  "Vélo Camion Ligne Frontière Île Baie Cap Sable Vent Brume Neige Lumière Ombre Feu Cendre Pierre Terre Ciel Étoile Lune"
).split(" ")

export const ADJECTIVES = (
  "rouge bleue noire blanche grise verte perdue oubliée lointaine secrète ancienne dernière première longue courte haute " +
  "basse froide douce amère sauvage tranquille immobile invisible ordinaire étrange fragile brisée ouverte fermée vide"
).split(" ")

export const TOWNS = (
  "Berck Calais Lens Arras Béthune Boulogne Wissant Étaples Dunkerque Lille Roubaix Tourcoing Douai Valenciennes Maubeuge " +
  "Cambrai Amiens Abbeville Dieppe Rouen Caen Brest Nantes Lyon Marseille Nice Toulouse Bordeaux Metz Reims"
).split(" ")

export const FIRST_NAMES = (
  "Agnès Alice Amélie André Anna Antoine Aurore Baptiste Béatrice Bruno Camille Céline Charles Claire Clément Colette Denis " +
  "Diane Édith Éloi Emma Étienne Eva Félix Fanny Gaël Gilles Hélène Hugo Inès Irène Jacques Jeanne Joël Judith Jules Karim " +
  "Laure Léa Léon Louis Lucie Luc Madeleine Marc Marie Mehdi Mona Nadia Noé Nora Odile Olivier Pauline Paul Rachel Rémi " +
  "Rose Samir Sarah Simon Solène Sylvie Théo Thomas Valérie Victor Yann Yasmine Zoé"
).split(" ")

export const LAST_NAMES = (
  "Ancelin Aubry Bacquet Barbier Baudoin Belhadj Bernier Bocquet Boulanger Bourdon Cadart Caron Carpentier Cazin Chevalier " +
  "Colin Coquelle Cordier Crépin Dacosta Danel Debruyne Delattre Delmotte Denoyelle Desmarets Dubrulle Ducrocq Dufour Dupuis " +
  "Evrard Fauquet Ferrand Fievet Fournier Gallois Gérard Godart Guérin Hamon Hennion Hochart Huguet Jacquart Joly Kerguen " +
  "Lacroix Lamour Lebrun Lecocq Leduc Lefebvre Legrand Lemaire Leroy Lhomme Macquet Maillard Marquis Masson Meurin Moreau " +
  "Morin Nadeau Noël Olivier Pagès Paris Pelletier Perrin Picard Poirier Prévost Quentin Renard Ricard Rivière Rolland " +
  "Roussel Sauvage Segard Tellier Thibaut Thuillier Vasseur Verhaeghe Vidal Wattel Wagner"
).split(" ")
