/** Polish: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const PL: LanguageBook = {
  code: 'pl',
  script: 'Latin',
  phrases: {
    order: 'verb-first',
    ignore: `
      ignoruj*, zignoruj*, pomiń*, zapomnij*, nie stosuj się*, odrzuć*, nie przestrzegaj*, nie zwracaj uwagi*
      unieważnij*, zlekceważ*
    `,
    earlier: `poprzedni*, wcześniejsz*, wszystki*, wszelki*, powyższ*, dotychczas*, swoje*, pierwotn*, inne*`,
    orders: `instrukcj*, polece*, wskaz*, zasad*, reguł*, komend*, wytyczn*, rozkaz*, nakaz*`,
    conceal: `
      nie (mów|informuj|wspominaj|ujawniaj|powiadamiaj)<30>(użytkownik|nikomu)*
      bez (wiedzy|informowania|powiadamiania) użytkownika*
    `,
    address: `
      (uwaga|wiadomość|instrukcja|notatka) (dla|do) (modelu|asystenta|ai|sztucznej inteligencji|chatbota|agenta)*
      jeśli jesteś (ai|asystent|model|sztuczn|chatbot)*, jesteś teraz*, od teraz*, twoje nowe (zadanie|polecenie)*
      twoim nowym zadaniem*, drogi asystencie*, odpowiedz (tylko|wyłącznie)*
    `,
    show: `pokaż*, ujawnij*, podaj*, powtórz*, wypisz*, wyświetl*, wyślij*, napisz*, prześlij*`,
    prompt: `
      prompt systemowy*, promptu systemowego*, instrukcje systemowe*, swoje instrukcje*, hasł*, klucz(e|y|) api*
      dane logowania*
    `,
  },
  words: {
    agent: `
      ai, si, sztuczn* inteligencj*, asystent*, model językowy, modelu językowego, modele językowe, modeli językowych
      model, modelu, modele, modeli, chatbot*, bot, boty, botów, bota, llm, agent, agenta, agenci, agentów, chatgpt
      gpt*, copilot, claude, gemini, automat*, robot*, (system*|czytnik*) automatyczn*
    `,
    hail: `
      drog*, szanown*, cześć, witaj, hej, uwaga, uwaga dla, @
      (wiadomość|instrukcj*|notatk*|polecen*|informacj*|komunikat*|wskazówk*|prośba|rozkaz) (dla|do|skierowan* do) (wszystkich|każdego|)
      tylko dla, wyłącznie dla, do wszystkich, słuchaj, adresat
    `,
    toward: `dla, do, do wszystkich, dla każdego`,
    address: `
      (jeśli|jeżeli|skoro) jesteś (ai|asystent*|modelem*|sztuczn*|chatbot*|botem|agentem|maszyną|programem)
      jako (ai|asystent*|model językowy|agent) (musisz|masz|powinieneś)
      (kto|ktokolwiek|który|która) ~ (czyta|przetwarza|streszcza|analizuje) (t*)
      (podczas|przy|w trakcie) (streszczani*|przetwarzani*|czytani*) tego
      gdy (streszczasz|przetwarzasz|czytasz|odpowiadasz), ludzie mogą (to|tę|ten) ~ pominąć
      nie (jest|dla) ~ (ludzi|człowieka), ty który (to|czytasz)
    `,
    ignore: `
      ignoruj*, zignoruj*, pomiń*, pomijaj*, zapomnij*
      nie (stosuj|przestrzegaj|słuchaj|wykonuj|zwracaj uwagi|bierz pod uwagę)*, odrzuć*, unieważni*, zlekceważ*
      lekceważ*, porzuć*, odłóż*, obejdź, omiń*, złam*, anuluj*, skasuj*, usuń*
    `,
    earlier: `
      poprzedni*, wcześniejsz*, wszystk*, wszelk*, powyższ*, dotychczas*, swoje, swoich, twoje, twoich, pierwotn*
      inne, wcześniej, przedtem, dotąd, otrzyman*, systemow*, oryginaln*
    `,
    orders: `
      instrukcj*, polece*, wskaz*, zasad*, reguł*, komend*, wytyczn*, rozkaz*, nakaz*, prompt*, ogranicze*, zadani*
      polityk*, ustawie*, konfiguracj*, dyrektyw*
    `,
    lapsed: `
      (już|) nie (obowiązuj*|są ważne|jest ważn*|mają mocy|ma mocy) (już|)
      (tracą|traci|straciły|stracił*) ~ (ważność|moc), nieważn*, nieaktualn*
      (zostają|zostaje|zostały|został*|są|jest) (uchylon*|anulowan*|zastąpion*|odwołan*|unieważnion*)
      przestaj* obowiązywać, wygasły, wygasa*
    `,
    override: `
      (cokolwiek|to co|wszystko co) ~ (powiedzian*|kazano|polecono|nakazano|mówiono)
      koniec (dokumentu|promptu|tekstu|instrukcji), now* (sesja|instrukcj*|polece*|zadani*)
      (wiadomość|komunikat) (systemow*|od administrator*|od system*|administrator*)
      (polecen*|instrukcj*|rozkaz*) (od|) (administrator*|system*|programist*|deweloper*|dyrekcji)
      tryb* (dewelopera|programisty|administratora|serwisow*|deweloperski*|debugowania)
      nie (jesteś|podlegasz) (już|) ~ (związan*|ograniczon*|ograniczeni*)
      (ma|mają) (pierwszeństwo|priorytet) (przed|nad), zamiast (tego|streszcz*|podsumow*|odpowied*|tłumacz*)
      przestań (streszczać|tłumaczyć|odpowiadać|podsumowywać)
    `,
    user: `użytkowni*, klient*, czytelni*, człowiek*, człowieka, ludzi*, nikom*, nikt, odbiorc*`,
    hide: `
      nie (mów|informuj|wspominaj|ujawniaj|powiadamiaj|ostrzegaj|zdradzaj|mówiąc|pokazuj|pytaj)*
      bez (wiedzy|informowania|powiadamiania|mówienia|pytania|ostrzegania|zgody), ukry*, zataj*, przemilcz*
      nie (może|powinien|musi) (wiedzieć|się dowiedzieć|zauważyć), żeby ~ nie (wiedział|zauważył|dowiedział)*
      nie zauważył*
    `,
    conceal: `
      nie wspominaj (o|że|ani), bez (potwierdzenia|pytania|wzmianki|wspominania|ostrzeżenia|śladu|komentarza)
      po cichu, potajemnie, dyskretnie, w tle, w tajemnicy, udawaj że (nic|nie), jakby (nic|nigdy nic), ani słow*
    `,
    send: `
      wyśl*, wysyła*, prześl*, przesyła*, przekaż*, przekaz*, wgraj*, załącz*, dołącz*, skopiuj*, udostępni*
      opublikuj*, dodaj*, dopisz*, wyeksport*, podeślij*, umieść*
    `,
    data: `
      e-mail*, mail*, wiadomoś*, rozmow*, histori*, dane, danych, kontakt*, plik*, dokument*, hasł*, klucz*, token*
      skrzynk*, treś*, załącznik*, sekret*, kalendarz*, poczt*, konwersacj*, czat*, książk* adresow*
    `,
    ask: `poproś*, proś*, zapytaj*, zażądaj*, żądaj*, pytaj*, podaj*, wyłudź*, uzyskaj*, domagaj*`,
    secret: `
      hasł*, kart* (kredytow*|płatnicz*), numer* (karty|konta|pesel|dowodu|rachunku), pesel
      kod* (pin|cvv|weryfikacyjn*|bezpieczeństwa|dostępu|sms|blik), pin, iban, dane (logowania|bankowe|osobowe|karty)
      danych logowania, blik, paszport*
    `,
    show: `
      pokaż*, ujawni*, podaj*, powtórz*, wypisz*, wyświetl*, wydrukuj*, zacytuj*, napisz*, zdradź*, przedstaw*
      przetłumacz*, skopiuj*, odsłoń*
    `,
    prompt: `
      prompt* systemow*, systemow* prompt*, instrukcj* systemow*
      (swoje|swoich|twoje|twoich) (instrukcj*|wytyczn*|zasad*|polece*), (swój|twój) prompt*
      początkow* (instrukcj*|prompt*), ukryt* instrukcj*, wewnętrzn* (instrukcj*|zasad*), wiadomość systemow*
      system prompt
    `,
    act: `
      przelej*, zapłać*, zatwierdź*, usuń*, skasuj*, przyznaj*, wykonaj*, uruchom*, zainstaluj*, otwórz*, odwiedź*
      kliknij*, pobierz*, kup, kupuj*, zarezerwuj*, anuluj*, zmień*, zapisz*, zapamiętaj*, potwierdź*, zaakceptuj*
      zamów*, utwórz*, wyłącz*, wywołaj*, zaproś*, podpisz*, odpowiedz*, powiedz*, napisz*, przetłumacz*, wymień*
      wyjaśnij*, policz*, opowiedz*, użyj*, znajdź*, mów, zrób*, oznacz*, daj
    `,
    answer: `
      odpowi* (tylko|wyłącznie|zawsze|jedynie|od teraz|po)
      (twoja|każda|swoją|każdą) odpowiedź ~ (musi|ma|zaczyn*|kończ*)
      (zacznij*|rozpocznij*|zakończ*|kończ*|zaczynaj*) ~ (odpowied*|streszcz*|podsumow*)
      (w|na końcu|na początku) (swojej|twojej|każdej|swoim|twoim|każdym) (odpowied*|streszcz*|podsumow*)
      zanim (odpowiesz|streścisz|przejdziesz|podsumujesz), (jako|w) (następny*|kolejny*) krok*
      (streść|opisz|oceń|przedstaw)* ~ (pozytywn*|pochlebn*|jako|tylko|wyłącznie|przychyln*)
      (poleć|polecaj|rekomenduj|zarekomenduj)* ~ (tylko|zawsze|jako|wyłącznie|pierwsz*)
      (umieść|ustaw|postaw) ~ (pierwsz*|górze|czele), (powiedz|stwierdź|napisz|twierdź|oświadcz)* ~ że
      (od teraz|od tej pory|od tego miejsca|odtąd), nie streszczaj*
      (dodaj|wstaw|umieść) ~ (link*|obraz*|zdanie|odpowiedzi|streszczeni*), wymyśl*, pomiń, odradzaj*
    `,
    persona: `
      (jesteś teraz|teraz jesteś|od teraz jesteś|od tej pory jesteś), (zachowuj się|działaj|odpowiadaj|postępuj) jak
      udawaj* (że|jest*|*), wyobraź sobie że (jesteś|nie masz)
      (wciel*|wejdź|odgrywaj*|zagraj*|przyjmij*) ~ (rol*|postać|postaci|tożsamość)
      bez (ogranicze*|filtr*|cenzury|zasad|limit*|żadnych ogranicze*), nie masz (żadnych|ogranicze*|filtr*|zasad), dan
      podaj* się za, tryb programisty, tryb deweloperski, jailbreak
    `,
  },
};
