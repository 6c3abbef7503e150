/** Turkish: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const TR: LanguageBook = {
  code: 'tr',
  script: 'Latin',
  ordersBeginAnywhere: true,
  phrases: {
    order: 'verb-last',
    ignore: `
      yok say*, görmezden gel*, unut*, dikkate alma*, göz ardı et*, uyma*, iptal et*, önemseme*, bir kenara bırak*
    `,
    earlier: `önceki*, yukarıdaki*, tüm*, bütün*, mevcut*, daha önce*, bundan önce*, diğer*, sistem*, orijinal*`,
    orders: `talimat*, yönerge*, komut*, kural*, emir*, emirler*, direktif*, mesaj*`,
    conceal: `
      kullanıcıya (söyleme|bahsetme|bildirme|belli etme|bundan)*, kullanıcıya haber verme*
      kullanıcının haberi olmadan*, bundan bahsetme*
    `,
    address: `
      (yapay zeka|asistan|dil modeli|sohbet botu)(ya|na|lar|ları|) (için |)(not|mesaj|talimat)*
      eğer bir (yapay zeka|asistan|dil modeli)*, (artık|bundan sonra|şu andan itibaren) (sen|bir)*
      yeni (görevin|talimatın)*, sevgili asistan*, sadece <40> (yanıtla|cevap ver|yaz)*
    `,
    show: `göster*, açıkla*, yazdır*, tekrarla*, söyle*, gönder*, paylaş*, ilet*, ver*`,
    prompt: `
      sistem istem*, sistem prompt*, sistem talimat*, sistem mesaj*, talimatlarını*, şifre*, parola*, api anahtar*
      kimlik bilgiler*
    `,
  },
  words: {
    agent: `
      yapay zeka*, asistan*, dil model*, sohbet botu*, chatbot*, bot, bota, botlar*, botu, llm*, ajan*, model, modele
      modeller*, chatgpt*, gpt*, copilot*, claude*, gemini*, robot*, otomatik (sistem*|okuyucu*)
    `,
    hail: `
      sevgili, sayın, merhaba, hey, dikkat, @, not, notu, mesaj, mesajı, talimat*, için not*, için mesaj*
      için talimat*, sana söylüyorum, dinle, yönelik*, hitaben, seslen*
    `,
    toward: `için, yönelik`,
    address: `
      eğer bir (yapay zeka*|asistan*|dil model*|bot*)
      (bunu|bu metni|bu sayfayı|bu belgeyi|bu e-postayı) ~ (okuyan|işleyen|özetleyen)
      (insanlar|kullanıcılar) bu ~ (atlayabilir|görmezden), bir yapay zeka olarak, özetlerken
      (sadece|yalnızca) (botlar|yapay zeka*|asistan*) için
    `,
    ignore: `
      yok say*, görmezden gel*, unut*, dikkate alma*, göz ardı et*, uyma*, iptal et*, önemseme*, bir kenara bırak*
      boş ver*, hiçe say*, sil, silin*, geçersiz (say|kabul)*, çiğne*, dinleme*
    `,
    earlier: `
      önceki*, yukarıdaki*, tüm*, bütün*, mevcut*, daha önce*, bundan önce*, diğer*, sistem*, orijinal*, sana verilen*
      aldığın*, verilmiş*, şimdiye kadar*, ilk, geliştirici*
    `,
    orders: `
      talimat*, yönerge*, komut*, kural*, emir*, emr*, direktif*, prompt*, istem*, kısıtlama*, sınırlama*, görev*
      politika*, ayar*, yapılandırma*
    `,
    lapsed: `
      (artık|) geçerli değil*, geçersiz*, yürürlükten kalk*, iptal edil*, hükümsüz*, kaldırıl*, yerini *, değiştiril*
      geçerliliğini yitir*, sona er*, askıya alın*
    `,
    override: `
      sana ne (söylen*|dendi*), sana (söylenen*|verilen*|öğretilen*) ~ (unut*|her şey*)
      (belgenin|promptun|metnin|istemin) sonu, yeni (oturum|talimat*|görev*|politika*|kural*|yönerge*|emir*)
      sistem mesaj*, (yönetici*|sistem*|geliştirici*) ~ (talimat*|mesaj*|emr*|politika*)
      (geliştirici|yönetici|bakım|hata ayıklama) mod*, (artık|bundan böyle) ~ (bağlı|kısıtlı|sınırlı) değil*
      önceliği vardır, öncelikli*, bunun yerine (de|söyle|yaz|şunu|yap)
      (özetleme*|çeviri*|analizi) (bırak|durdur|kes)
    `,
    user: `kullanıcı*, müşteri*, okur*, okuyucu*, insan*, kimse*, alıcı*`,
    hide: `
      söyleme*, bahsetme*, bildirme*, belli etme*, haber verme*, haberi olmadan, sakla*, gizle*, fark ettirme*
      farkına varma*, uyarma*, sezdirme*, bilgi verme*, çaktırma*, bilmemeli*, göstermeden, sormadan, sorma
    `,
    conceal: `
      bundan (bahsetme*|söz etme*), gizlice, sessizce, arka planda, onay (istemeden|almadan|beklemeden)
      (hiçbir şey) (görmemiş|olmamış), sormadan, hiç kimseye söyleme*, belli etmeden, haber vermeden
    `,
    send: `gönder*, ilet, iletin*, yönlendir*, yolla*, aktar*, yükle*, kopyala*, ekle*, paylaş*, yayınla*`,
    data: `
      e-posta*, eposta*, mail*, mesaj*, konuşma*, sohbet*, geçmiş*, veri*, kişi*, dosya*, belge*, şifre*, parola*
      anahtar*, token*, gelen kutu*, içerik*, rehber*, kimlik bilgi*, müşteri liste*, yazışma*
    `,
    ask: `iste, isteyin*, sor, sorun, talep et*, öğren*, söylemesini iste*, al, alın`,
    secret: `
      şifre*, parola*, kart numara*, kredi kart*, kart bilgi*, pin, cvv, iban, doğrulama kod*, güvenlik kod*
      onay kod*, kimlik numara*, tc kimlik, hesap numara*, banka bilgi*, giriş bilgi*
    `,
    show: `
      göster*, açıkla*, yazdır*, tekrarla*, söyle*, gönder*, paylaş*, ilet*, ver, verin, yaz, yazın, ifşa et*
      listele*, aktar*, dök
    `,
    prompt: `
      sistem (istem*|prompt*|talimat*|mesaj*|yönerge*|komut*), talimatlarını
      (sana verilen|gizli|ilk|başlangıç) (talimat*|prompt*|istem*), kurallarını, promptunu, yönergelerini
      yapılandırmanı
    `,
    act: `
      havale et*, öde, ödeyin*, onayla*, sil, silin*, yetki ver*, çalıştır*, yükle*, kur, kurun, aç, açın*
      ziyaret et*, tıkla*, indir*, satın al*, rezerv*, iptal et*, değiştir*, kaydet*, hatırla*, kabul et*, sipariş *
      oluştur*, davet et*, söyle*, yaz, yazın, çevir*, anlat*, yap, yapın*, yanıtla*, cevap ver*, cevapla*, say
      açıkla*, ara, ayarla*, ver, kullan*, konuş*
    `,
    answer: `
      (yalnızca|sadece|hep|her zaman) ~ (yanıtla*|cevap ver*|cevapla*|yaz|yanıt ver*)
      (yanıtın*|yanıtı*|cevabın*|cevabı*|özetin*|özeti*) ~ (başla*|bitir*|bitsin|ekle*|sonuna|başına)
      (her|tüm) (yanıt*|cevap*|cevab*) ~
      (yanıtlamadan|cevaplamadan|cevap vermeden|özetlemeden|devam etmeden|yanıt vermeden) önce
      (bir sonraki|sonraki) adım*, (olumlu|överek|övgüyle) ~ (değerlendir*|anlat*|özetle*|bahset*)
      (ilk sıra*|birinci sıra*|en üst*|listenin başına) ~ (koy*|yerleştir*|öner*), (öner*|tavsiye et*)
      (bundan sonra|bundan böyle|şu andan itibaren|buradan itibaren), özetleme
      (olduğunu|olmadığını|edildiğini) (söyle*|yaz*|belirt*|iddia et*), uydur*
    `,
    persona: `
      (artık|bundan sonra|şu andan itibaren) (sen|bir|siz), (gibi) (davran*|yap*|konuş*|yanıtla*)
      rol* (yap*|üstlen*|gir*|oyna*|bürün*), rolüne (gir|bürün)*, (kısıtlama|sınır|filtre|sansür|kural)*sız
      hiçbir (kısıtlama*|kural*|sınır*|filtre*), (kısıtlaman|sınırın|kuralın) yok, dan, geliştirici mod*, jailbreak
      kendini ~ (olarak|yerine) tanıt*, sınırsız
    `,
  },
};
