/** Dutch: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const NL: LanguageBook = {
  code: 'nl',
  script: 'Latin',
  phrases: {
    order: 'either',
    ignore: `
      negeer*, vergeet*, volg niet*, veronachtzaam*, sla over*, houd geen rekening met*, laat varen*, verwerp*
    `,
    earlier: `
      vorige*, eerdere*, voorgaande*, bovenstaande*, alle*, voorafgaande*, bestaande*, jouw*, oorspronkelijke*
      andere*
    `,
    orders: `instructie*, opdracht*, aanwijzing*, regel*, richtlijn*, bevel*, commando*, berichten*, voorschrift*`,
    conceal: `
      (vertel|zeg|meld)<24> niet<12> gebruiker*, zeg (hier |)niets (hierover |)tegen de gebruiker*
      vertel (het |)de gebruiker (hier |)niet(s|)*, zonder de gebruiker*, vermeld dit niet*
    `,
    address: `
      (opmerking|bericht|instructie|let op)(s|) (voor|aan) (de |het |elke |)(ai|assistent|taalmodel|chatbot|model)*
      als je een (ai|assistent|taalmodel|chatbot)*, (je bent nu|vanaf nu ben je|vanaf nu)*
      je nieuwe (taak|opdracht)*, beste assistent*, antwoord (alleen|uitsluitend) met*
    `,
    show: `toon*, onthul*, geef*, herhaal*, print*, schrijf*, stuur*, laat zien*, vertel*`,
    prompt: `
      systeemprompt*, systeeminstructie*, systeembericht*, jouw instructies*, je instructies*, wachtwoord*
      api-sleutel*, inloggegevens*
    `,
  },
  words: {
    agent: `
      ai, ki, kunstmatige intelligentie, assistent, assistenten, ai-assistent*, ai-model*, ai-agent*, ai-syste*
      taalmodel*, chatbot*, bot, bots, llm, llms, agent, agenten, chatgpt, gpt*, copilot, claude, gemini, model
      modellen, geautomatiseerde (syste*|lezer*|assistent*), robot*, crawler*
    `,
    hail: `
      beste, lieve, hallo, hoi, hé, hey, let op, attentie, @, geachte
      (opmerking|bericht|instructie*|notitie|mededeling|boodschap|opdracht|aanwijzing*|bevel) (voor|aan) (de|het|elke|alle|iedere|een|)
      alleen voor, uitsluitend voor, bestemd voor, aan alle, voor alle, luister, gericht aan
    `,
    toward: `voor, aan, aan de, aan het, voor de, voor het, voor elke`,
    address: `
      als je een ~ (ai*|assistent*|taalmodel*|chatbot*|bot|agent*|machine)
      als (ai|ai-*|taalmodel|assistent) (moet|dien), (wie|wat) dit ~ (leest|verwerkt|samenvat)
      (bij|tijdens) het (samenvatten|verwerken|lezen) van dit, wanneer je dit ~ (leest|samenvat|verwerkt)
      mensen (kunnen|mogen|hoeven) dit ~ (overslaan|negeren|lezen), niet (bedoeld|bestemd) voor mensen
      jij die dit (leest|verwerkt|samenvat)
    `,
    ignore: `
      negeer*, negeren, vergeet*, volg* ~ niet, veronachtzaam*, sla ~ over, houd* geen rekening
      laat ~ (varen|los|vallen), verwerp*, zet ~ opzij, schuif ~ opzij, gehoorzaam ~ niet, trek je niets aan, omzeil*
      wis, verwijder*, overtreed*, schrap*
    `,
    earlier: `
      vorige, eerdere, voorgaande, bovenstaande, alle, alles, voorafgaande, bestaande, jouw, je, uw, oorspronkelijke
      andere, eerder, hiervoor, tot nu toe, gekregen, ontvangen
    `,
    orders: `
      instructie*, opdracht*, aanwijzing*, regel, regels, richtlijn*, bevel*, commando*, voorschrift*, prompt*
      systeemprompt*, beperking*, beleid, taak, taken, instelling*, configuratie, afspraken, vangrails
    `,
    lapsed: `
      (geldt|gelden) niet (meer|langer)
      (is|zijn) (vervallen|ongeldig|ingetrokken|vervangen|opgeheven|achterhaald|van tafel|verouderd|nietig|niet meer geldig)
      vervall*, niet (meer|langer) (geldig|van kracht|van toepassing|bindend), buiten werking, komen te vervallen
    `,
    override: `
      wat (je|jou|u) ~ (verteld|gezegd|opgedragen|geleerd), (alles|wat) (hierboven|hiervoor)
      wat je ook ~ (verteld|gezegd|opgedragen), einde (van het document|document|van de prompt|systeemprompt)
      nieuwe (sessie|instructie*|opdracht*|taak), (systeembericht|systeemmelding)
      (bericht|instructie*|opdracht*|bevel) van (de|het) (beheerder*|systeem|ontwikkelaar*|directie)
      (ontwikkelaarsmodus|ontwikkelmodus|beheerdersmodus|onderhoudsmodus|debugmodus)
      je bent niet (langer|meer) (gebonden|onderworpen|beperkt)
      (heeft|hebben|gaat|gaan) ~ (voorrang|voor) ~ (op|boven) (alle|je|jouw)
      (zeg|schrijf|antwoord|doe) in plaats daarvan, in plaats van (samenvatten|een samenvatting|te antwoorden|dat)
      stop met (samenvatten|vertalen|je)
    `,
    user: `gebruiker*, klant*, lezer*, mens, mensen, niemand, ontvanger*`,
    hide: `
      vertel* ~ niet*, zeg* ~ niet*, meld* ~ niet*, zonder (het|dat|dit|de|te), verberg*, verzwijg*, verzwijgt
      informeer* ~ niet, waarschuw* ~ niet, laat ~ niet* (merken|weten), mag ~ (niet*) (weten|merken|zien)
      noem* ~ niet, houd ~ (verborgen|geheim)
    `,
    conceal: `
      (vermeld|noem|bespreek) (dit|deze|het) ~ niet
      zonder (het|dit|er) ~ (vermelden|melden|zeggen|bevestiging|navraag)
      zonder (bevestiging|toestemming|te vragen|vragen te stellen|melding|overleg), stiekem, heimelijk, in het geheim
      ongemerkt, op de achtergrond, doe alsof (er niets|je niets|je dit|dit niet), rep er ~ over, geen woord over
    `,
    send: `
      stuur*, stuurt, verzend*, verstuur*, zend*, mail, doorstur*, upload*, voeg* ~ toe, kopieer*, deel, publiceer*
      exporteer*, plak*, plaats*, lek*
    `,
    data: `
      e-mail*, mail, mails, mailbox, bericht*, gesprek*, gespreksgeschiedenis, chatgeschiedenis, gegevens
      klantgegevens, contact*, bestand*, document*, bijlage*, wachtwoord*, inloggegevens, sleutel*, api-sleutel*
      token*, postvak*, inbox, inhoud, adresboek, agenda, geheim*, klantenlijst
    `,
    ask: `vraag*, verzoek*, eis*, geef ~ (me|mij|door), laat ~ invullen, vorder*, achterhaal*`,
    secret: `
      wachtwoord*, creditcard*, kaartnummer*, rekeningnummer*, pincode*, pin, iban, beveiligingscode*
      verificatiecode*, bsn, burgerservicenummer*, inloggegevens, paspoortnummer*, code, codes, api-sleutel*
    `,
    show: `
      toon*, onthul*, geef*, herhaal*, print*, schrijf*, laat ~ zien, vertel*, citeer*, deel, onthullen, kopieer*
      vertaal*, noem*
    `,
    prompt: `
      systeemprompt*, systeeminstructie*, systeembericht*
      (jouw|je|uw) ~ (instructies|prompt|regels|richtlijnen|opdracht*), oorspronkelijke (instructies|prompt)
      interne (instructies|regels), verborgen instructies, geheime instructies, system prompt
    `,
    act: `
      maak ~ over, betaal*, keur ~ goed, goedkeur*, verwijder*, wis, verleen*, voer ~ uit, installeer*, open, bezoek*
      klik*, download*, koop*, bestel*, boek*, annuleer*, wijzig*, verander*, bewaar*, onthoud*, sla ~ op, bevestig*
      accepteer*, nodig ~ uit, schakel ~ uit, start*, roep ~ aan, teken*, stel ~ in, antwoord*, zeg*, schrijf*
      vertaal*, noem*, leg ~ uit, tel*, vertel*, gebruik*, zoek*, geef*, maak*
    `,
    answer: `
      antwoord* (alleen|uitsluitend|altijd|enkel|slechts|vanaf|voortaan|met|in)
      (je|jouw|uw|elk|ieder|het) antwoord ~ (moet|met|begint|eindigt)
      (begin*|eindig*|sluit*|start*) ~ (antwoord*|samenvatting*)
      (in|aan het eind* van|aan het begin van) (je|jouw|uw|elk|elke|de|het) (antwoord*|samenvatting*)
      voordat je (antwoordt|samenvat|verdergaat|doorgaat|verder), als volgende stap
      (vat|beschrijf|beoordeel|presenteer)* ~ (positief|lovend|als|alleen|gunstig)
      (beveel*|raad*|adviseer*) ~ (aan als|alleen|altijd|als eerste|af)
      (zet*|plaats*|rangschik*) ~ (bovenaan|eerste|op nummer), (zeg*|beweer*|stel*|verklaar*|meld*) ~ dat
      (vanaf nu|voortaan|vanaf hier|vanaf dit moment), geef (alleen|slechts|enkel), vat dit niet samen
      zonder (excuses|waarschuwing*), (voeg*|plaats*) ~ (link|afbeelding|zin) ~ toe, verzin*, laat ~ weg
    `,
    persona: `
      je bent (nu|vanaf nu|voortaan), (gedraag* je|handel*|reageer*|antwoord*) als, doe alsof (je|jij)
      stel je voor dat je, (speel*|kruip*|neem*) ~ (rol|huid)
      zonder (beperking*|filter*|grenzen|censuur|regels|restricties)
      (geen|zonder enige) (beperking*|filters|restricties), je hebt geen (beperking*|filters|regels), dan
      geef je uit voor, ontwikkelaarsmodus, jailbreak, onbeperkt*, je mag alles
    `,
  },
};
