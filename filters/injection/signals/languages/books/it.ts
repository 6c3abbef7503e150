/** Italian: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const IT: LanguageBook = {
  code: 'it',
  script: 'Latin',
  phrases: {
    order: 'verb-first',
    ignore: `
      ignora*, ignori*, dimentic*, trascura*, non seguire*, non segua*, scarta*, tralascia*, annulla*
      non tenere conto*, lascia perdere*
    `,
    earlier: `precedent*, sopra*, tutt*, original*, tue, vostre*, altre*, iniziali*`,
    orders: `istruzion*, ordin*, regol*, indicazion*, comand*, direttiv*, linee guida*, messaggi*, disposizion*`,
    conceal: `
      non (dire|dirlo|menzionare|rivelare|informare|riferire)<30>utente*
      senza (dirlo|informare|avvisare|avvertire)<12> l'utente*, non menzionare (questo|queste istruzioni)*
    `,
    address: `
      (nota|messaggio|istruzion(e|i)|attenzione) (per|a) (l'|il |la |ogni |)(ia|ai|assistente|modello|agente|chatbot)*
      se sei (un('|)( |)|)(ia|ai|assistente|modello linguistico|chatbot|intelligenza artificiale)*
      (ora sei|da ora in poi|adesso sei)*, il tuo nuovo (compito|obiettivo)*, la tua nuova istruzione*
      caro assistente*, come (assistente|ia|ai)(,|) devi*, rispondi (solo|soltanto|esclusivamente) con*
    `,
    show: `mostra*, rivela*, dimmi*, ripeti*, stampa*, scrivi*, invia*, divulga*, inoltra*`,
    prompt: `
      prompt di sistema*, istruzioni di sistema*, messaggio di sistema*, tue istruzioni*, istruzioni iniziali*
      password*, chiav(e|i) api*, credenziali*
    `,
  },
  words: {
    agent: `
      ia, ai, intelligenza artificiale, intelligenze artificiali, assistente, assistenti, modello linguistico
      modelli linguistici, modello, modelli, chatbot*, bot, llm, agente, agenti, agenti ai, chatgpt, gpt*, copilot
      claude, gemini, sistem* (automatic*|automatizzat*|di ia), lettor* automatic*, robot, l'ia, l'ai, all'ia, all'ai
      all'assistente, l'assistente, all'agente, l'agente, agli assistenti
    `,
    hail: `
      car*, gentil*, ciao, ehi, salve, attenzione, @
      (nota|messaggio|avviso|istruzion*|ordin*|comunicazione|promemoria|indicazion*) (per|a|al|agli|alla|ai|rivolt* a|destinat* a|destinat* agli) (il|la|gli|i|tutt*|ogni|qualsiasi|)
      (nota|messaggio|avviso|istruzion*|ordine), riservato (a|ad|agli), rivolto a, solo per, ascolta, signor
    `,
    toward: `per, a, al, agli, alla, ai, per il, per la, per gli, a tutti gli`,
    address: `
      se (sei|lei è) (un|una|un'|) ~ (ia|ai|assistente|modello*|chatbot*|bot|agente|macchina|intelligenza)
      se sei (un'intelligenza*|un'ia|un'ai|un assistente|un modello*|un agente)
      come (assistente|ia|ai|modello linguistico) (devi|dovrai)
      (chi|chiunque) (legge|elabora|riassume|analizza) (questo|questa|questi)
      (quando|nel|mentre) (riassumi|elabori|leggi|rispondi|riassumere|elaborare)
      gli (umani|esseri umani|utenti umani) possono (ignorare|saltare), tu che (leggi|riassumi|elabori|scrivi)
    `,
    ignore: `
      ignora*, ignori*, dimentic*, trascura*, non (seguire|segua|rispettare|obbedire|considerare), scarta*, tralascia*
      annulla*, non tener* conto, lascia* (perdere|stare|da parte), metti da parte, disobbedi*, disattend*
      contravven*, elimina*, accantona*, aggira*
    `,
    earlier: `
      precedent*, sopra, tutt*, original*, tue, tuoi, tuo, tua, vostre, altre, inizial*, prima, ricevut*, finora
      fornit*, qualsiasi, di sistema, sviluppator*
    `,
    orders: `
      istruzion*, ordine, ordini, regol*, indicazion*, comand*, direttiv*, linee guida, messagg*, disposizion*
      prompt*, restrizion*, limit*, politic*, configurazione, compito, compiti, vincol*, impostazion*
    `,
    lapsed: `
      non (val*|sono) più ~ (valid*|in vigore|vigor*|vincolant*), non (valgono|vale|contano|conta|si applica*) più
      non (sono|è) più (valid*|in vigore), decadut*, (sono|è) (annullat*|revocat*|sostituit*|sospes*|null*), superat*
      obsolet*, prive di valore, sono stat* (annullat*|revocat*|sostituit*), senza (effetto|valore)
    `,
    override: `
      (quello|tutto quello|ciò|tutto ciò|quanto) ~ (ti hanno|ti è stato|ti abbiano|ti ha)
      fine (del documento|del prompt|del testo|delle istruzioni), (nuov*) (sessione|istruzion*|compito)
      messaggio (di sistema|del sistema|dell'amministrator*|dello sviluppator*)
      (istruzion*|ordin*|direttiv*) (di sistema|del sistema|dell'amministrator*|dello sviluppator*|della direzione)
      modalità (sviluppatore|amministratore|manutenzione|debug|dio), non sei più (soggett*|vincolat*|tenut*|obbligat*)
      (ha|hanno) (la|) (priorità|precedenza) su, invece (di'|scrivi|rispondi|fai), al posto (di|del) (riass*)
      invece di (riassumere|rispondere|tradurre)
      (smetti|smettila|interrompi) ~ (riassumere|riassunto|analisi|compito)
    `,
    user: `utent*, l'utente, all'utente, client*, lettor*, uman*, person*, nessuno, destinatari*`,
    hide: `
      non (dire|dirlo|dirgli|menzionare|rivelare|informare|riferire|avvisare|avvertire|far*|lasciar*|segnalare|comunicare)
      senza (dirlo|informare|avvisare|avvertire|dire|farlo|che), nascond*, occult*, tac*, all'insaputa
      non (deve|dovrà) (sapere|accorgersi|saperlo|notare|vedere)
    `,
    conceal: `
      non menzionare (questo|questa|queste|ciò|il)
      senza (menzionarlo|dirlo|segnalarlo|chiedere|conferma|chiedere conferma|lasciare tracce|avvisare|farne parola)
      di nascosto, in (silenzio|segreto|background), segretamente, all'insaputa, come se (nulla|niente)
      fingi di (non|niente), fai finta (di nulla|di niente|di non), non farne parola
    `,
    send: `
      invi*, mand*, inoltr*, spedi*, trasmett*, caric*, alleg*, copi*, condivid*, pubblic*, aggiung*, esport*, gir*
      fai avere, includi, posta
    `,
    data: `
      e-mail*, email*, mail, posta, messagg*, conversazion*, cronologia, dati, contatt*, file, document*, password
      credenzial*, chiav*, token, casella, contenut*, rubrica, allegat*, segret*, calendario, cookie*
    `,
    ask: `chied*, richied*, domand*, pretend*, fatti (dare|dire), dammi, dimmi, ottieni, invita*`,
    secret: `
      password, carta di credito, numero* (di|della) (carta|conto*|documento)
      codic* (di verifica|di sicurezza|pin|otp|monouso|d'accesso|fiscale|segret*), iban, pin, cvv, credenzial*
      dati (bancari|personali|di accesso), documento d'identità, passaporto, coordinate bancarie, chiav* api
    `,
    show: `
      mostra*, rivela*, dimmi, ripet*, stampa*, scriv*, divulg*, cita*, elenca*, esponi, dammi, copia, svela*, traduci
      riporta*
    `,
    prompt: `
      prompt (di|del) sistema, system prompt
      istruzioni (di sistema|del sistema|iniziali|interne|originali|nascoste|segrete), messaggio (di|del) sistema
      (le tue|tue|vostre) (istruzioni|regole|direttive|indicazioni), (il tuo|tuo) (prompt|messaggio iniziale)
      la tua configurazione
    `,
    act: `
      trasferis*, bonific*, paga*, approv*, elimina*, cancella*, conced*, esegu*, installa*, apri, aprire, visita*
      clicca*, scarica*, acquist*, compra*, prenota*, annulla*, modific*, cambi*, salva*, memorizza*, ricorda*
      conferm*, accett*, ordina, crea, disattiva*, chiam*, avvia*, invita*, firma*, rispondi*, scriv*, traduci*, di'
      fai, metti*, dammi, spiega*, cerca*, parla*, racconta*, usa, elenca*, imposta*, autorizza*
    `,
    answer: `
      rispond* (solo|soltanto|esclusivamente|sempre|unicamente|semplicemente|con|in|d'ora)
      (la tua|ogni|la|tutte le) rispost* ~ (dev*|con|inizi*|termin*)
      (inizia*|comincia*|termina*|conclud*|chiud*) ~ (rispost*|riassunt*)
      (nella|nel|alla fine della|all'inizio della|in) (tua|tuo|ogni) (rispost*|riassunt*)
      prima di (rispondere|riassumere|continuare|procedere|proseguire), (come|il) prossimo passo
      (riassum*|descriv*|valuta*|giudica*|presenta*) ~ (positiv*|elogi*|come|solo|favorevol*|con)
      (consigli*|raccomand*) ~ (solo|sempre|come|per primo|vivamente|esclusivamente)
      (metti*|colloca*|classifica*) ~ (prim*|cima|alto), (di'|dichiara*|afferma*|sostien*|riferisci) ~ che
      (d'ora in poi|da ora in poi|da qui in avanti|da questo momento), restituisci (solo|soltanto), non riassumere
      senza (scuse|avvertenz*), (aggiungi|inserisci|includi) ~ (link|immagine|frase|tua risposta|riassunto), inventa*
      ometti*
    `,
    persona: `
      (ora|adesso|d'ora in poi|da ora) sei, (agisci|comportati|rispondi|parla) (come|da)
      (fingi|fai finta|immagina|supponi) (di|che|un*), fingiti
      (recita*|interpreta*|assumi|adotta*|gioca*) ~ (ruolo|parte|personalità|identità), mettiti nei panni, calati
      senza (restrizion*|limit*|filtri|censura|regole|vincoli|alcuna restrizione)
      non hai (restrizion*|limit*|filtri|regole|più), dan, spacciati per, modalità sviluppatore, jailbreak, sei liber*
    `,
  },
};
