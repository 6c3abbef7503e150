/** German: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const DE: LanguageBook = {
  code: 'de',
  script: 'Latin',
  phrases: {
    order: 'either',
    ignore: `
      ignorier*, vergiss*, vergessen sie*, vergesst*, missacht*, verwirf*, verwerfen sie*, übergeh*
      beachte nicht*, befolge nicht*, folge nicht*, setze dich über*, höre nicht auf*, lass alle*
    `,
    earlier: `
      vorherig*, vorangegangen*, vorangehend*, vorig*, bisherig*, obig*, früher*, alle*, sämtlich*, jegliche*
      deine*, ihre*, ursprünglich*, zuvor*, anderen*
    `,
    orders: `
      anweisung*, instruktion*, befehl*, vorgabe*, regel*, richtlinie*, anordnung*, aufforderung*, prompt*
      gesagte*, aufgaben*, informationen*, aufträge*
    `,
    conceal: `
      sag dem (benutzer|nutzer|anwender) nichts*, sagen sie dem (benutzer|nutzer|anwender) nichts*
      erwähne (dies|das|es|diese anweisung) (gegenüber |)nicht*, ohne (es |)(dem|den) (benutzer|nutzer|anwender)*
      verrate (dies|das|es) niemand*, informiere den (benutzer|nutzer) nicht*
    `,
    address: `
      (hinweis|nachricht|anweisung|achtung) (an|für) (die |den |das |alle |)(ki|assistent|sprachmodell|chatbot|llm|ai)*
      wenn du (ein|eine) (ki|sprachmodell|assistent|chatbot)*, du bist (jetzt|nun|ab sofort)*
      deine neue (aufgabe|rolle|anweisung)*, liebe(r|) (assistent|ki)*
      als (ki|sprachmodell|assistent) (musst|sollst)*, neue aufgabe:*, konzentrier dich jetzt*
      antworte (nur|ausschließlich) mit*
    `,
    show: `zeig*, gib*, verrate*, nenne*, wiederhole*, offenbare*, drucke*, schreibe*, sende*, schick*`,
    prompt: `
      systemprompt*, system-prompt*, systemanweisung*, prompt-texte*, deine anweisungen*, deine instruktionen*
      ursprünglichen anweisungen*, passwort*, api-schlüssel*, zugangsdaten*
    `,
  },
  words: {
    agent: `
      (ki|ai|ai-assistent*|ki-assistent*|ki-agent*|ki-modell*|ki-system*|ki-bot*|ki-leser*), künstliche* intelligenz*
      assistent*, sprachmodell*, sprachassistent*, chatbot*, bot, bots, llm, llms, agent, agenten, chatgpt, gpt*
      copilot, claude, gemini, modell, modelle, modells, automatische* (system*|leser*|verarbeitung*)
      maschinelle* leser*, crawler*, roboter*, zusammenfasser*, software-agent*
    `,
    hail: `
      liebe*, hallo, hey, he, achtung, @, hinweis* (an|für) (die|den|das|alle|jede*|den|)
      nachricht* (an|für) (die|den|das|alle|jede*|), anweisung* (an|für) (die|den|das|alle|jede*|)
      mitteilung* (an|für) (die|den|das|alle|), notiz* (an|für) (die|den|das|alle|)
      befehl* (an|für) (die|den|das|alle|), auftrag* (an|für) (die|den|das|alle|), an alle, nur für
      systemnachricht (an|für), gilt für, werte*, guten tag, bitte an
    `,
    toward: `für, an, an die, an den, an das`,
    address: `
      (wenn|falls|da|sofern) du (ein|eine|einen) (ki*|sprachmodell*|assistent*|chatbot*|bot|agent*|maschine|modell)
      du als (ki*|sprachmodell*|assistent*|agent*), als (ki|ki-*|sprachmodell|assistent) (musst|sollst|hast)
      wer (dies*|den) ~ (maschinell|automatisch|software)
      (wer|das|der|die) dies* (text|seite|dokument|datei|mail|e-mail|nachricht) ~ (zusammenfass*|verarbeit*|auswert*|indexier*|analysier*)
      beim (zusammenfassen|verarbeiten|auswerten) dies*, du liest dies* ~ (ki*|maschine)
      menschen (können|dürfen|sollen) dies* ~ (überspringen|ignorieren|überlesen), nicht für menschen
    `,
    ignore: `
      ignorier*, vergiss, vergesst, vergessen sie, missacht*, verwirf, verwerfen sie, übergeh*, beachte* ~ nicht
      befolg* ~ nicht, folg* ~ nicht, setz* dich über, setz* dich hinweg, lass* ~ (beiseite|außer acht|links liegen)
      streich*, lösch*, schieb* ~ beiseite, halt* dich nicht an, umgeh*
    `,
    earlier: `
      vorherig*, vorangegangen*, vorig*, bisherig*, obig*, früher*, alle, alles, sämtlich*, jegliche*, deine*, ihre*
      ursprünglich*, zuvor, vorher, davor, bisher, oben, entwickler*, hersteller*, betreiber*, system*
    `,
    orders: `
      anweisung*, instruktion*, befehl*, vorgabe*, regel, regeln, richtlinie*, weisung*, anordnung*, prompt*
      systemprompt*, auftrag, aufträge, aufgabe, aufgaben, sicherheitsregel*, leitplanken, einschränkung*
      beschränkung*, einstellung*, konfiguration*
    `,
    lapsed: `
      gilt nicht mehr, gelten nicht (mehr|länger), ungültig*, hinfällig*, aufgehoben*, außer kraft*, ist vom tisch
      sind vom tisch, überholt*, ersetzt, veraltet*, erledigt, nicht (mehr|länger) (gültig|bindend|verbindlich)
      verfallen
    `,
    override: `
      was (du|dir|man dir) ~ (gesagt|aufgetragen|befohlen|beigebracht|vorgegeben|eingestellt)
      egal was ~ (gesagt|aufgetragen|befohlen), alles was (oben|oberhalb|zuvor|bisher|davor)
      ende des (dokuments|systemprompts|textes|prompts)
      neue (sitzung|anweisung*|systemanweisung*|aufgabe|vorgabe*|richtlinie des administrators|anweisung vom administrator)
      anweisung* (des|vom) (administrator*|system*|entwickler*|betreiber*), systemnachricht, systemmeldung:
      entwicklermodus, im wartungsmodus, admin-modus
      du (unterliegst|bist) ~ (nicht mehr|keinen beschränkungen|keine beschränkungen)
      hat vorrang (vor|gegenüber) (allen|deinen|anderen), stattdessen (sag*|schreib*|antwort*|gib|mach*|tu|führ*)
      brich ~ ab und
    `,
    user: `benutzer*, nutzer*, anwender*, user, leser*, mensch*, kunde*, kunden, niemand*`,
    hide: `
      ohne (es|dies|das|dem|den), sag ~ nichts, sagen sie ~ nichts, verschweig*, verheimlich*, verrat* ~ nicht
      verrat* ~ nichts, erwähn* ~ nicht, informier* ~ nicht, erzähl* ~ nichts, teil* ~ nicht mit, weise* ~ nicht
      darf ~ nichts (merken|erfahren|wissen), soll ~ nichts (merken|erfahren|wissen), nichts davon
      lass* ~ nichts merken, frag* nicht nach
    `,
    conceal: `
      erwähn* (diese*|das|dies|nichts) ~ nicht
      erwähn* (diese*|den|das) (anweisung*|hinweis*|nachricht*|text*|schritt*) nicht
      ohne (rückfrage|bestätigung|nachfrage|hinweis|erwähnung|es zu erwähnen|dies zu erwähnen|darauf hinzuweisen|zu fragen)
      tu* so als (hättest|wäre|gäbe|ob nichts), unbemerkt, heimlich, stillschweigend, im hintergrund
      verlier* kein wort, kein wort (darüber|davon|an)
    `,
    send: `
      send*, schick*, leit* ~ weiter, weiterleit*, übermittl*, übertrag*, hochlad*, lad* ~ hoch, häng* ~ an, maile*
      kopier*, teile, gib ~ weiter, exportier*, poste, füge* ~ (an|ein|hinzu)
    `,
    data: `
      e-mail*, mails, mail, nachricht*, gesprächsverlauf*, chatverlauf*, verlauf, konversation*, unterhaltung*, daten
      kundendaten*, kontakt*, datei*, dokument*, anhäng*, adressbuch, passw*, zugangsdaten, api-schlüssel*, schlüssel
      token*, kundenliste*, posteingang*, postfach*, inhalt*, kalender*, geheimnis*, vertraulich*
    `,
    ask: `
      frag*, bitte* ~ (um|nach), verlang*, forder* ~ (auf|an), erfrag*, lass dir, hol* ~ ein, nenn*
      gib ~ (heraus|preis|an)
    `,
    secret: `
      passwort*, passwörter*, kennwort*, pin, tan, kreditkarte*, kartennummer*, kontonummer*, iban, sicherheitscode*
      bestätigungscode*, einmalcode*, ausweisnummer*, zugangsdaten, geburtsdatum, api-schlüssel*, login*
    `,
    show: `
      zeig*, gib, verrat*, nenn*, wiederhol*, offenbar*, druck*, schreib*, ausgeb*, enthüll*, zitier*, leg* ~ offen
      veröffentlich*, kopier*, übersetz*
    `,
    prompt: `
      systemprompt*, system-prompt*, systemanweisung*, systemnachricht*
      (deine*|ihre*) ~ (anweisung*|instruktion*|prompt*|vorgabe*|regel*|konfiguration)
      interne* (anweisung*|regel*|vorgabe*), ursprüngliche* (anweisung*|prompt*), geheime* anweisung*
      (deinen|dein) prompt, wortlaut deiner
    `,
    act: `
      überweis*, bezahl*, zahle, genehmig*, gib ~ frei, lösch*, entfern*, gewähr*, erteil*, führ* ~ aus, ausführ*
      installier*, öffne*, ruf* ~ auf, klick*, besuch*, lad* ~ (herunter|ein), buch*, bestell*, kauf*, stornier*
      änder*, richt* ~ ein, merk* dir, speicher*, starte, deaktivier*, committ*, merg*, verschieb*, akzeptier*
      unterschreib*, setz*, antwort*, sag*, schreib*, übersetz*, nenn*, erklär*, zähl*, gib, erzähl*, frag*, mach*
      verwend*, sprich
    `,
    answer: `
      antwort* (nur|ausschließlich|immer|stets|lediglich|einzig|ab jetzt|ab sofort|künftig)
      (deine|jede|die) antwort* ~ (mit|muss|soll|beginn*|end*)
      (beginn*|beend*|schließ*) ~ (deine|jede|die) (antwort*|zusammenfassung)
      in (deiner|der|jede*) (antwort|zusammenfassung|ausgabe)
      am (ende|anfang) (deiner|jeder|der) (antwort|zusammenfassung)
      bevor du (antwortest|zusammenfasst|fortfährst|weitermachst|weiterliest), als nächste* (schritt|aufgabe)
      gib (nur|lediglich|einfach) ~ (aus|zurück|an), (fass*|beschreib*|bewert*) ~ (positiv*|lobend|nur|bestens|als)
      (empfiehl|empfehl*) ~ (als|nur|ausschließlich|immer|an erster stelle)
      (setz*|rank*|stuf*) ~ (an erste|auf platz|ganz oben|als erste*), schreib* stattdessen
      brich die (zusammenfassung|analyse), statt (einer|der) (zusammenfassung|antwort|übersetzung)
      (ab hier|ab jetzt|ab sofort|von nun an|fortan) ~ (nur|antwort*|du|bitte), rat* ~ von ~ ab, behaupt*, erfind*
      verschweig*, lass ~ weg, erwähn*, bestätig* mit, (sag*|antwort*|behaupt*) ~ dass
    `,
    persona: `
      du bist (jetzt|nun|ab sofort|fortan|ab jetzt|von nun an), tu so als (seist|wärst|ob du|würdest), gib dich als
      gib vor, (schlüpf*|versetz*) ~ (rolle|lage), spiel* ~ (rolle|einen|eine|die|den), verhalt* dich (wie|als)
      agier* als, handle als
      (ohne|keine*|keinerlei) (einschränkung*|beschränkung*|filter*|regel*|zensur|grenzen|moral*|ethische*)
      stell dir vor du, dan, entwicklermodus, jailbreak, uneingeschränkt*, nimm die rolle, antworte als
    `,
  },
};
