/** Indonesian: words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const ID: LanguageBook = {
  code: 'id',
  script: 'Latin',
  words: {
    agent: `
      ai, kecerdasan buatan, asisten*, model bahasa, chatbot*, bot, agen, agen ai, llm, chatgpt, gpt*, copilot, claude
      gemini, robot
    `,
    hail: `
      halo, hai, hei, perhatian, @
      (catatan|pesan|instruksi|perintah|pemberitahuan|arahan) (untuk|kepada|bagi) (semua|setiap|para|), hanya untuk
      khusus untuk, kepada, yang terhormat, dengarkan, wahai
    `,
    toward: `untuk, kepada, bagi, buat`,
    address: `
      (jika|kalau) (anda|kamu) (adalah|) ~ (ai|asisten|model|chatbot|bot|agen), sebagai (ai|asisten|model bahasa)
      (siapa pun|sistem) yang ~ (membaca|memproses|meringkas), saat (meringkas|memproses|membaca) ini
      manusia (boleh|dapat|bisa)
    `,
    ignore: `
      abaikan*, lupakan*, jangan (ikuti|patuhi|hiraukan|turuti), kesampingkan*, batalkan*, langgar*, tinggalkan*
      hapus*, buang*
    `,
    earlier: `sebelumnya, di atas, semua, seluruh, terdahulu, awal, asli, segala, kamu, anda, lain`,
    orders: `
      instruksi*, perintah*, aturan*, arahan*, petunjuk*, pedoman*, prompt*, batasan*, pembatasan*, tugas*, kebijakan*
      pengaturan*
    `,
    lapsed: `tidak (lagi|) berlaku*, tidak berlaku lagi, dibatalkan, dicabut, digantikan, kedaluwarsa, batal, sudah diganti`,
    override: `
      apa pun yang ~ (dikatakan|diperintahkan), (akhir|batas) (dokumen|prompt|teks)
      (sesi|tugas|instruksi|perintah) baru, pesan sistem
      (pesan|instruksi|perintah) dari (administrator|admin|sistem|pengembang)
      mode (pengembang|admin|developer|pemeliharaan), (kamu|anda) tidak lagi (terikat|dibatasi)
      alih-alih (meringkas|menjawab|itu), berhenti (meringkas|menerjemahkan)
    `,
    user: `pengguna*, pelanggan*, pembaca*, manusia, siapa pun, orang*`,
    hide: `
      jangan (beri tahu|beritahu|katakan|sebut*|ungkap*|kasih tahu|tanya*|laporkan|sampaikan)
      tanpa (memberi tahu|sepengetahuan|memberitahu|mengatakan|diketahui), sembunyikan*, rahasiakan*, tidak boleh tahu
      jangan sampai
    `,
    conceal: `
      jangan sebut*, tanpa (konfirmasi|bertanya|menyebut*|persetujuan|peringatan), diam-diam, secara rahasia
      di latar belakang, pura-pura tidak
    `,
    send: `kirim*, teruskan*, unggah*, lampirkan*, salin*, bagikan*, publikasikan*, tambahkan*, sertakan*`,
    data: `
      email*, surel, pesan*, percakapan*, riwayat*, data*, kontak*, file*, berkas*, dokumen*, kata sandi, kunci*
      token*, kotak masuk, isi, lampiran*, rahasia*
    `,
    ask: `minta*, tanyakan*, mintalah, dapatkan*`,
    secret: `
      kata sandi*, password*, kartu kredit*, nomor (kartu|rekening|ktp|identitas)*
      kode (otp|verifikasi|keamanan|pin)*, pin, otp, cvv, nik
    `,
    show: `tampilkan*, tunjukkan*, ungkapkan*, ulangi*, cetak*, tulis*, sebutkan*, bocorkan*, terjemahkan*`,
    prompt: `
      prompt sistem*, (instruksi|pesan|perintah) sistem*
      (instruksi|aturan|prompt) (kamu|anda|awalmu|awal|tersembunyi|rahasia|internal)*, instruksimu, promptmu
    `,
    act: `
      transfer*, bayar*, setujui*, hapus*, berikan*, jalankan*, eksekusi*, instal*, pasang*, buka*, kunjungi*, klik*
      unduh*, beli*, pesan*, batalkan*, ubah*, simpan*, ingat*, konfirmasi*, terima*, buat*, jawab*, katakan*, tulis*
      terjemahkan*, jelaskan*, sebutkan*, hitung*, ceritakan*, gunakan*, panggil*
    `,
    answer: `
      jawab* (hanya|selalu|dengan|dalam|saja), (jawabanmu|jawaban anda|setiap jawaban)
      (mulai|akhiri|awali|tutup)* ~ (jawaban*|ringkasan*), sebelum (menjawab|meringkas|melanjutkan)
      langkah (berikutnya|selanjutnya), rekomendasikan*, (katakan|nyatakan|klaim)* ~ bahwa, mulai (sekarang|saat ini)
      jangan meringkas
    `,
    persona: `
      (kamu sekarang|sekarang kamu|anda sekarang|sekarang anda) (adalah|*)
      (bertindak*|berperilaku*|berlaku*) (sebagai|seperti), (berpura-pura*|pura-pura*|bayangkan)*
      (mainkan|ambil)* ~ peran*, tanpa (batasan|filter|sensor|aturan|pembatasan), dan, mode pengembang
    `,
  },
};
