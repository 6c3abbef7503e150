/** French: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const FR: LanguageBook = {
  code: 'fr',
  script: 'Latin',
  phrases: {
    order: 'verb-first',
    ignore: `
      ignor*, oubli*, ne suis pas*, ne suivez (pas|plus)*, ne tiens pas compte*, ne tenez (pas|aucun) compte*
      fais abstraction*, faites abstraction*, négligez*, abandonnez*, annulez*, laisse tomber*, outrepass*
    `,
    earlier: `précédent*, ci-dessus*, toutes*, tous*, antérieur*, initial*, vos, tes, original*, autres*, avant*`,
    orders: `instruction*, consigne*, directive*, ordre(s|)*, règle*, commande*, invite*, indications*, messages*`,
    conceal: `
      ne (dis|dites|mentionne|mentionnez|révèle|révélez) (rien|pas|jamais)<30>utilisateur*
      sans (le dire|en informer|prévenir|informer)<12> (à |)l'utilisateur*, n'informe(s|z|) pas l'utilisateur*
      ne mentionne(s|z|) pas (ceci|cela|cette instruction|ces instructions)*
    `,
    address: `
      (note|message|instruction|attention)(s|) (à|pour|a) (l'|le(s|) |tout |)(ia|assistant|modèle|agent|chatbot)*
      si (tu es|vous êtes) (un(e|) |)(ia|assistant|modèle de langage|chatbot)*
      (tu es|vous êtes) (maintenant|désormais)*, votre nouvelle (tâche|mission|instruction)*
      ta nouvelle (tâche|mission)*, cher assistant*, en tant qu'(ia|assistant|intelligence artificielle)*
      répond(e|)(z|) (uniquement|seulement) (par|avec)*
    `,
    show: `
      montre*, affiche*, révèle*, donne*, répète*, divulgue*, imprime*, écris*, envoie*, envoyez*, transmet*
    `,
    prompt: `
      prompt système*, invite système*, instructions système*, message système*, tes instructions*
      vos instructions*, instructions initiales*, mot(s|) de passe*, clé(s|) api*, identifiants*
    `,
  },
  words: {
    agent: `
      ia, ai, intelligence artificielle, intelligences artificielles, assistant*, modèle de langage
      modèles de langage, modèle, modèles, chatbot*, bot, bots, llm, llms, agent, agents, agent ia, chatgpt, gpt*
      copilot, claude, gemini, système* (automatique*|automatisé*|d'ia), lecteur* automatique*, robot*
      agent* conversationnel*, l'ia, l'assistant*, l'agent
    `,
    hail: `
      cher*, chère*, bonjour, salut, hé, hey, attention, @
      (note|message|avis|instruction*|consigne*|ordre*|information|avertissement|mot) (pour|à|aux|au|destiné* à|destiné* aux|à l'attention de|adressé* à) (la|le|les|tout*|chaque|)
      à l'attention (de|des|du) (la|), réservé (aux|à), monsieur, écoute, à tous les, à toute
      message (système|) (à|pour)
    `,
    toward: `pour, à, aux, au, pour les, pour le, pour la, à la, pour tout, à tout`,
    address: `
      si (tu es|vous êtes) (un|une|) (ia|assistant*|modèle*|chatbot*|bot|agent*|machine|intelligence)
      en tant (qu'ia|qu'assistant*|qu'intelligence*|que modèle*|qu'agent*)
      (celui|celle|ceux) qui (lit|traite|résume|analyse|lisent|traitent) (ce|cette|ces|ceci)
      (en|lors) ~ (résumant|traitant|analysant) ce*, quand (tu|vous) (résum*|trait*|répond*|lis*)
      (les|aux) (humains|lecteurs humains) (peuvent|doivent|de) (ignorer|sauter|passer)
      toi qui (lis|résumes|traites|rédiges), ne concerne pas les humains
    `,
    ignore: `
      ignor*, oubli*, ne suis pas, ne suivez (pas|plus), ne suis plus, n'obéi*, ne tiens (pas|plus|aucun) compte
      ne tenez (pas|plus|aucun) compte, fais abstraction, faites abstraction, néglige*, abandonn*, annul*
      laisse* tomber, outrepass*, passe* outre, mets de côté, mettez de côté, écarte*, désobéi*, fais fi, faites fi
      contourn*, supprime*, efface*, ne respecte* pas
    `,
    earlier: `
      précédent*, ci-dessus, toutes, tous, tout, antérieur*, initial*, vos, tes, ton, votre, original*, autres, avant
      jusqu'ici, jusqu'à présent, reçues, données, système, plus haut
    `,
    orders: `
      instruction*, consigne*, directive*, ordre*, règle*, commande*, invite*, indication*, message*, prompt*
      restriction*, limite*, politique*, configuration, tâche*, paramètre*, contrainte*, garde-fous
    `,
    lapsed: `
      ne (sont|est) plus (valable*|valide*|en vigueur|applicable*|d'actualité)
      ne (s'appliquent|s'applique|valent|vaut|comptent|compte) plus, caduc*, caduques
      (sont|est) (annulé*|abrogé*|remplacé*|révoqué*|levé*|nul*|suspendu*), obsolète*, périmé*
      n'(ont|a) plus (cours|effet|lieu), sans (effet|objet|valeur), ont été (remplacé*|annulé*|levé*)
    `,
    override: `
      (ce qu'on|tout ce qu'on|ce que l'on) (t'a|vous a|te|vous) ~ (dit|demandé|ordonné|appris)
      quoi qu'on (t'ait|vous ait), fin (du document|du prompt|du texte|des instructions)
      (nouvelle*|nouveau*) (session|instruction*|consigne*|tâche)
      message (du système|système|de l'administrat*|du développeur*)
      (instruction*|consigne*|ordre*) (du système|système|de l'administrat*|du développeur*|de la direction)
      mode (développeur|administrateur|maintenance|débogage|dieu), tu n'es plus (soumis*|tenu*|lié*|obligé*)
      vous n'êtes plus (soumis*|tenu*|lié*), (a|ont|prend|prennent|prévaut|prévalent) ~ (priorité|le pas) sur
      à la place (dis|écris|réponds|fais|dites|écrivez|répondez|faites), au lieu de (résumer|répondre|traduire|cela)
      (arrête*|cesse*|interrom*) (de résumer|de traduire|l'analyse|le résumé|ta tâche|votre tâche)
    `,
    user: `utilisat*, l'utilisat*, client*, lecteur*, humain*, l'humain, personne, destinataire, propriétaire`,
    hide: `
      ne (lui|leur|le|) (dis|dites|mentionne*|révèle*|parle*|signale*|informe*|avertis*|préviens|prévenez|montre*) (rien|pas|jamais)
      n'(informe*|averti*|en parle*|alerte*) (pas|jamais|rien)
      sans (le dire|en informer|prévenir|informer|avertir|le signaler|en parler|mentionner|que), cache*, dissimul*
      à l'insu, ne (doit|devra) (rien|pas) (savoir|remarquer|voir|l'apprendre), ne (sache|remarque|voie) (rien|pas)
    `,
    conceal: `
      ne mentionne* (pas|jamais) (ce*|que|ceci|cela|l')
      sans (le mentionner|le signaler|demander|confirmation|demander confirmation|rien dire|en parler|laisser de trace*|poser de question*|prévenir)
      en (silence|secret|cachette|arrière-plan), discrètement, secrètement, à l'insu de, comme si de rien
      fais (semblant|comme si) ~ (rien|pas|n'a*), n'en (parle*|dis|dites) (pas|rien|à personne), pas un mot
    `,
    send: `
      envoie*, envoy*, transmet*, transf*, expédie*, téléverse*, publie*, joins, joignez, ajoute*, copie*, partage*
      communique*, exporte*, exfiltr*, fais suivre, faites suivre, poste*, achemine*, inclu*
    `,
    data: `
      e-mail*, email*, mail*, courriel*, courrier*, message*, conversation*, historique*, données, contact*, fichier*
      document*, mot* de passe, clé*, identifiant*, jeton*, boîte*, contenu*, carnet d'adresses, pièces jointes
      secret*, l'historique, calendrier, agenda, cookies
    `,
    ask: `demande*, réclame*, exige*, sollicite*, donne-moi, obtien*, obtenez, invite*, fais-toi, récupère*, dis-moi`,
    secret: `
      mot* de passe, carte* (bancaire*|de crédit|bleue)
      code* (secret*|confidentiel*|de vérification|de sécurité|pin|reçu*|à usage*|d'accès)
      numéro* (de carte|de compte|de sécurité|de sécu|d'identité), iban, rib, identifiant*, coordonnées bancaires
      pièce d'identité, passeport, données (bancaires|personnelles), pin, cvv
    `,
    show: `
      montre*, affiche*, révèle*, révéle*, donne*, répète*, répéte*, divulgue*, imprime*, écri*, cite*, dévoile*
      recopie*, dis, dites, reprodui*, traduis*, liste*, communique*
    `,
    prompt: `
      prompt* système, prompt* du système, invite système, system prompt
      instructions (système|du système|initiales|internes|d'origine|cachées|secrètes), message système
      (tes|vos) (instructions|consignes|règles|directives), (ton|votre) (prompt*|message initial|invite)
      ta configuration
    `,
    act: `
      transfère*, vire, virez, paie*, paye*, pay*, approuve*, supprime*, efface*, accorde*, exécut*, installe*, ouvre*
      ouvrez, visite*, clique*, télécharge*, achète*, réserve*, annule*, modifie*, change*, enregistre*, mémorise*
      retiens, retenez, valide*, confirme*, commande*, crée*, désactive*, appelle*, lance*, invite*, signe*, réponds
      répond*, dis, dites, écri*, traduis*, fais, faites, mets, mettez, donne*, explique*, cherche*, parle*, raconte*
      utilise*, nomme*
    `,
    answer: `
      répond* (uniquement|seulement|toujours|exclusivement|simplement|par|en|désormais)
      (ta|votre|chaque|la|toute) réponse ~ (doit|par|avec|commence*|se termine*)
      (commence*|termine*|débute*|fini*|conclu*) ~ (réponse*|résumé*)
      (dans|à la fin de|au début de) (ta|votre|chaque|ton|toute|la|le) (réponse*|résumé*)
      avant de (répondre|résumer|continuer|poursuivre|traiter), (prochaine|comme prochaine) étape
      (résume*|décri*|évalue*|note*|présente*) ~ (positi*|élogieu*|comme|uniquement|favorabl*|que)
      recommande* ~ (uniquement|toujours|comme|en premier|vivement|exclusivement|plutôt)
      (place*|mets|mettez|classe*) ~ (premi*|tête|haut), (dis|dites|affirme*|prétend*|indique*|soutien*) ~ que
      (désormais|dorénavant|à partir de maintenant|à partir d'ici|à compter de maintenant)
      renvoie* (simplement|seulement|uniquement), ne résume* pas, sans (excuse*|avertissement*)
      (ajoute*|insère*|inclu*) ~ (lien|image|phrase|mention|ta réponse|votre réponse|résumé), invente*
      passe sous silence, déconseille*
    `,
    persona: `
      (tu es|vous êtes|tu seras|vous serez) (maintenant|désormais|à présent|dorénavant)
      (agis|agissez|comporte-toi|comportez-vous|réponds|parle) (comme|en tant|tel), (fais|faites) (semblant|comme si)
      prétend* être, (imagine*|suppose*) (que|être|un*)
      (joue*|endosse*|adopte*|prend*|incarne*) ~ (rôle|personnage|peau|personnalité), glisse* ~ peau
      sans (restriction*|limite*|filtre*|censure|règles|aucune restriction|tabou*)
      (tu n'as|vous n'avez) (plus|aucun*) ~ (restriction*|limite*|filtre*|règle*), dan, fais-toi passer pour
      mode développeur, jailbreak, libéré*
    `,
  },
};
