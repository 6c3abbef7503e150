/**
 * Words of five letters and more that turn a sentence around: negations, exceptions, permissions, bounds, numbers and times, in seven languages.
 * Two passages that differ in one of them do not say the same. Shorter words need no list: all of them are weighty.
 */
const WORDS = `
cannot never neither without except excepting unless excluding including instead nothing nobody nowhere hardly rarely seldom solely barely
allow allows allowed permit permits permitted forbid forbids forbidden prohibit prohibits prohibited banned denied refused rejected
approved granted revoked cancelled canceled required requires require optional mandatory voluntary should shall could would might ought
always often sometimes before after until since above below under within beyond between least maximum minimum least exactly about
three seven eight eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
ninety hundred thousand million billion first second third fourth fifth sixth seventh eighth ninth tenth double triple twice thrice quarter dozen
single daily weekly monthly quarterly yearly annually hourly

nicht keine keinen keinem keiner keines niemals niemand nichts nirgends weder außer ausser sofern ausgenommen einschließlich ausschließlich
erlaubt gestattet zulässig unzulässig verboten untersagt verweigert abgelehnt genehmigt erforderlich freiwillig verpflichtend müssen dürfen
können sollen immer selten vorher nachher innerhalb außerhalb höchstens mindestens unter sieben zwölf dreizehn vierzehn fünfzehn sechzehn
siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend million erste zweite dritte vierte
fünfte einmal zweimal dreimal doppelt täglich wöchentlich monatlich jährlich

jamais aucun aucune personne nulle guère hormis excepté autorisé autorisée interdit interdite permis permise refusé refusée approuvé obligatoire
facultatif doivent peuvent toujours avant après jusqu depuis moins maximum minimum trois quatre douze treize quatorze quinze seize vingt trente
quarante cinquante soixante mille premier première deuxième second seconde troisième double triple

nunca ningún ninguna ninguno jamás tampoco nadie excepto salvo permitido permitida prohibido prohibida denegado aprobado obligatorio opcional
deben pueden siempre antes después hasta desde menos máximo mínimo cuatro cinco siete nueve quince veinte treinta cuarenta cincuenta sesenta
ciento primero primera segundo segunda tercero tercera doble

nessun nessuno nessuna niente senza tranne eccetto consentito consentita vietato vietata negato approvato obbligatorio facoltativo devono possono
sempre prima massimo minimo quattro cinque sette dodici quindici venti trenta quaranta cinquanta cento primo secondo terzo doppio

nenhum nenhuma ninguém exceto permitido proibido recusado aprovado obrigatório sempre depois quatro cinco quinze vinte trinta cinquenta segundo

niets niemand nooit zonder behalve tenzij toegestaan verboden geweigerd goedgekeurd verplicht moeten mogen kunnen altijd binnen buiten
zeven negen twaalf vijftien twintig dertig veertig vijftig honderd duizend eerste tweede derde vierde dubbel
`;

export const WEIGHTY_WORDS: ReadonlySet<string> = new Set(WORDS.normalize('NFKC').split(/\s+/).filter(Boolean));
