"""The words of every problem: by code, what is wrong and what to do about it.

Codes are stable: E0xx files, E1xx instruments, E2xx assessments, E3xx forms, E4xx
lists of institutions, E5xx bundles of evidence. Indonesian is the
source; the English is in `en`. A ``{hint}`` becomes the near miss, or what is known.
"""

from collections.abc import Mapping

# Problems of files that cannot be read or written: they end the program with 4, all others with 3.
OF_FILES = frozenset(
    [
        "E001",
        "E002",
        "E003",
        "E014",
        "E015",
        "E018",
        "E019",
        "E020",
        "E021",
        "E024",
        "E030",
        "E301",
        "E302",
        "E303",
        "E304",
        "E354",
        "E501",
        "E502",
        "E503",
        "E504",
        "E505",
    ]
)

MESSAGES: Mapping[str, tuple[str, str]] = {
    # Files.
    "E001": ("berkas tidak ditemukan", "Periksa nama dan foldernya."),
    "E002": (
        "berkas tidak dapat dibaca: {reason}",
        "Periksa nama dan izinnya, atau tutup program lain yang memakainya.",
    ),
    "E003": (
        "berkas terlalu besar: {size} MB, batas {limit} MB",
        "Pastikan ini berkas penilaian; bukti dukung cukup dirujuk, tidak perlu disalin.",
    ),
    "E004": ("teks bukan UTF-8", "Simpan ulang berkas dengan pengodean (encoding) UTF-8."),
    "E005": (
        "susunan YAML tidak sah",
        "Periksa indentasi (spasi di awal baris), titik dua, dan tanda kutip di sekitar baris ini.",
    ),
    "E006": ("berkas kosong", "Isi berkas itu menurut contoh dalam panduan."),
    "E007": ("kunci {key} tertulis dua kali (pertama pada baris {line})", "Hapus salah satunya."),
    "E008": ("kunci {key} tidak dikenal", "{hint}"),
    "E009": ("isian wajib {key} belum ada", "Tambahkan {name}."),
    "E010": ("{key} tidak sesuai: {found}", "Tulis {expected}."),
    "E044": (
        "tanggal {found} tidak pasti: hari dan bulannya dapat tertukar",
        "Tulis {one} atau {other} (tahun-bulan-hari).",
    ),
    "E011": ("jangkar, alias, atau tag YAML tidak didukung", "Tulis nilainya langsung."),
    "E012": ("indentasi terlalu dalam", "Sederhanakan susunannya; paling dalam {limit} lapis."),
    "E013": ("tab digunakan sebagai indentasi", "Ganti tab dengan spasi."),
    "E014": (
        "berkas tidak dapat ditulis: {reason}",
        "Pilih nama atau folder lain, atau tutup program yang memakai berkas itu.",
    ),
    "E015": ("berkas sudah ada", "Pilih nama lain, atau hapus dahulu berkas itu."),
    "E016": (
        "lebih dari satu dokumen YAML",
        "Hapus baris --- dan pisahkan isinya menjadi berkas tersendiri.",
    ),
    "E017": (
        "koma desimal di dalam kurung kurawal terbaca sebagai pemisah",
        'Tulis titik (2.5) atau tanda kutip ("2,5").',
    ),
    "E018": (
        "berkas instrumen {name} tidak ditemukan",
        "Periksa namanya; letaknya dihitung dari folder berkas penilaian ini.",
    ),
    "E019": (
        "berkas berubah sejak dibaca",
        "Tidak ada yang ditulis; ulangi perintah ini agar perubahan itu ikut.",
    ),
    "E020": (
        "berkas sedang disunting oleh proses lain",
        "Tunggu sampai selesai, atau tutup jendela yang menyuntingnya.",
    ),
    "E021": (
        "berkas itu sudah ada dan bukan laporan spbe, atau sudah disunting orang",
        "Pilih nama lain, atau hapus dahulu berkas itu.",
    ),
    "E022": (
        "templat tidak sah: {reason}",
        "Perbaiki templat itu; contohnya ada dalam folder templates.",
    ),
    "E023": (
        "bukan gambar PNG atau JPEG, atau lebih dari {limit} MB",
        "Simpan ulang gambar itu sebagai PNG atau JPEG yang lebih kecil.",
    ),
    "E024": (
        "tidak ada templat dalam folder ini",
        "Beri nama seperti templat yang digantikan: {names}.",
    ),
    "E026": (
        "perubahan indikator {items} tidak dapat ditulis sehingga terbaca sama",
        "Tidak ada yang ditulis; sederhanakan teksnya, atau tulis sendiri dalam berkas ini.",
    ),
    "E027": (
        "ini buku kerja Excel atau LibreOffice, bukan berkas penilaian",
        "Bawa isinya dengan spbe import {name} --into penilaian.yaml; daftar instansi: spbe rank.",
    ),
    "E028": (
        "ini tabel CSV, bukan berkas penilaian",
        "Bawa isinya dengan spbe import {name} --into penilaian.yaml; daftar instansi: spbe rank.",
    ),
    "E029": (
        "ini dokumen Word atau PDF, bukan berkas penilaian",
        "Salin tabelnya ke Excel, simpan sebagai .xlsx, lalu bawa dengan spbe import.",
    ),
    "E030": (
        "ini dokumen Word, PDF, atau salindia, bukan tabel",
        "Salin tabelnya ke Excel, lalu simpan sebagai .xlsx.",
    ),
    "E031": (
        "karakter yang tidak terlihat di antara yang tertulis: {found}",
        "Hapus karakter itu, atau ganti dengan spasi biasa.",
    ),
    "E032": (
        "garis miring terbalik (\\) dalam tanda kutip ganda",
        "Tulis / di antara folder, atau pakai tanda kutip tunggal.",
    ),
    "E033": (
        "ini gambar, bukan penilaian atau tabel",
        "Sebut gambar itu pada evidence sebagai bukti dukung (file), atau salin isinya ke Excel.",
    ),
    "E034": (
        "ini berkas penilaian (YAML), bukan formulir atau kertas kerja",
        "Bandingkan dengan spbe compare, atau bawa ke tahun lain dengan spbe carry.",
    ),
    "E036": (
        "ini jawaban TAUVAL (JSON), bukan berkas penilaian atau kertas kerja",
        "Bawa isinya dengan spbe import {name} --into penilaian.yaml; daftar instansi: spbe rank.",
    ),
    "E037": (
        "berkas ini juga bernama lain (tautan keras): nama yang lain itu tetap berisi yang lama",
        "Pakai tautan simbolik (ln -s) bila keduanya harus sama.",
    ),
    "E038": (
        "ini berkas zip, bukan berkas penilaian atau buku kerja",
        "Keluarkan isinya dahulu; paket bukti: spbe evidence verify penilaian.yaml {name}.",
    ),
    "E039": (
        "ini keluaran spbe (JSON), bukan berkas penilaian",
        "Berikan berkas penilaian yang menjadi sumbernya.",
    ),
    "E040": (
        "ini bukan berkas YAML, melainkan buku kerja, tabel, gambar, atau dokumen",
        "Berikan berkas YAML-nya.",
    ),
    "E041": (
        "ini halaman web (HTML), bukan berkas penilaian atau tabel",
        "Buka dengan Excel atau LibreOffice, simpan sebagai .xlsx, lalu bawa dengan spbe import.",
    ),
    "E035": (
        "bukan dokumen Word (.docx) yang utuh",
        "Buka dokumen itu dengan Word, lalu simpan sebagai .docx.",
    ),
    # Instruments.
    "E101": (
        "bobot {kind} {id} tertulis {weight}; jumlah bagiannya {sum}",
        "Samakan bobot itu dengan jumlah bagiannya.",
    ),
    "E102": ("id {id} dipakai dua kali (pertama pada baris {line})", "Beri id yang berbeda."),
    "E103": ("ada celah predikat antara {low} dan {high}", "Mulai predikat ini dari {low}."),
    "E104": ("predikat tumpang tindih antara {low} dan {high}", "Mulai predikat ini dari {high}."),
    "E105": ("tingkat {level} belum ada", "Tambahkan tingkat {level}."),
    "E106": (
        "tingkat {level} di luar skala {low}–{high}",
        "Hapus tingkat itu, atau ubah skalanya.",
    ),
    "E107": ("sumber {id} tidak ada dalam daftar sources", "{hint}"),
    "E108": ("{key} {id} tidak dikenal", "{hint}"),
    "E109": (
        "jumlah seluruh bobot {sum}; seharusnya 100",
        "Periksa bobot; seluruhnya harus berjumlah 100.",
    ),
    "E110": (
        "pita tidak bersambung: {low} sesudah {high}",
        "Mulai pita ini tepat di akhir pita sebelumnya.",
    ),
    "E111": (
        "indikator berulang mensyaratkan bobot yang sama dalam aspeknya",
        "Samakan bobot seluruh indikator aspek {id}.",
    ),
    "E112": ("rentang terbalik: {low} sampai {high}", "Tulis batas bawah lebih dahulu."),
    "E113": ("predikat harus meliputi skala {low}–{high}", "Ubah batas ini menjadi {bound}."),
    "E115": (
        "predikat terakhir memerlukan to, yang lain below",
        "Gunakan {key} pada predikat ini.",
    ),
    "E116": ("bobot harus lebih dari nol", "Tulis bobot yang positif."),
    "E118": (
        "domains dan aspects tertulis bersama",
        "Gunakan domains, dengan aspects di dalamnya; atau aspects saja.",
    ),
    "E119": ("nilai {value} di luar skala {low}–{high}", "Ubah nilai itu, atau skalanya."),
    "E120": (
        "indikator {id}: tidak ada butir bukti yang dihitung untuk tingkat {level}",
        "Tambahkan butir tingkat itu, atau hapus score_rule.",
    ),
    "E121": (
        "indikator {id}: kriteria tingkat {level} tidak ada, dan jenis {kind} tidak memuatnya",
        "Tulis levels pada indikator itu, atau summary tingkat {level} pada jenis {kind}.",
    ),
    "E122": (
        "instrumen ini tidak dapat disalin: id atau short tidak ditulis di awal baris",
        "Tulis kunci itu pada barisnya sendiri, tanpa kurung kurawal di sekeliling seluruh isinya.",
    ),
    # Assessments.
    "E202": (
        "nilai {level} di luar skala {low}–{high} (indikator {id})",
        "Tulis nilai {low} sampai {high}.",
    ),
    "E203": (
        "nilai {level} bukan bilangan bulat (indikator {id})",
        "Instrumen ini hanya menerima bilangan bulat {low}–{high}.",
    ),
    "E204": ("indikator {id} tidak ada dalam {instrument}", "{hint}"),
    "E205": ("instrumen {id} tidak dikenal", "{hint}"),
    "E206": ("tidak ada instrumen untuk tahun {year}", "Instrumen yang ada: {years}."),
    "E207": (
        "indeks {kind} {id} yang diumumkan {value} tidak mungkin berasal dari nilai bulat",
        "Periksa angka itu pada sumbernya.",
    ),
    "E208": (
        (
            "indeks yang diumumkan {value} tidak cocok dengan indeks bagiannya; "
            "yang mungkin: {candidates}"
        ),
        "Periksa indeks dan indeks bagiannya pada sumbernya.",
    ),
    "E209": (
        "indeks yang diumumkan belum lengkap: {kind} {id} belum ada",
        "Tambahkan indeks {kind} {id}.",
    ),
    "E210": (
        "{instrument} menerima nilai pecahan, sehingga indeks yang diumumkan tidak dapat diurai",
        (
            "Tulis nilai tiap indikator pada indicators; spbe rank dan spbe compare membaca "
            "indeks itu apa adanya."
        ),
    ),
    "E211": (
        "tidak ada nilai {opinion} dalam berkas ini",
        "Yang ada: {available} ({way}).",
    ),
    "E212": (
        "indeks luar {id} ({value}) di luar pita {low}–{high}",
        "Periksa angka itu pada sumbernya.",
    ),
    "E213": ("{kind} {id} tidak ada dalam {instrument}", "{hint}"),
    "E214": ("predikat {name} tidak dikenal", "{hint}"),
    "E215": ("belum ada yang dapat dihitung", "Isi indicators atau published."),
    "E216": (
        "{id} menjadi bukti dukung indikator {indicator}, tidak dikonversi menjadi nilai",
        "Catat sebagai bukti dukung, lalu isi nilai indikator {indicator}.",
    ),
    "E217": ("indeks luar {id} tidak ada dalam {instrument}", "{hint}"),
    "E218": (
        "berkas ini hanya memuat indeks yang diumumkan, tanpa nilai indikator",
        "Hapus --set, atau isi nilai tiap indikator.",
    ),
    "E219": (
        "indeks {kind} {id} yang diumumkan {value} di luar skala {low}–{high}",
        "Periksa angka itu pada sumbernya.",
    ),
    "E221": (
        "indeks yang diumumkan {value} di luar skala {low}–{high}",
        "Periksa angka itu pada sumbernya.",
    ),
    "E222": (
        "indeks {kind} {id} yang diumumkan {value} tidak cocok dengan indeks bagiannya",
        "Periksa kedua angka itu pada sumbernya.",
    ),
    "E231": (
        (
            "indeks {kind} {id} yang diumumkan {value} tidak cocok dengan tingkat yang tercatat "
            "di bawahnya"
        ),
        "Periksa angka itu dan tingkat indikatornya pada sumbernya; hapus yang keliru.",
    ),
    "E220": (
        "bobot instrumen terlalu rinci untuk mengurai indeks yang diumumkan",
        "Isi nilai tiap indikator.",
    ),
    "E223": (
        "berkas ini tentang {name}, sedangkan yang lain tentang {other}",
        "Gabungkan hanya berkas satu instansi; samakan penulisan namanya bila sama.",
    ),
    "E225": (
        "indeks belum dapat dihitung: indikator {open} belum terisi",
        "Isi semuanya, atau hitung sementara: {command} dengan --provisional.",
    ),
    "E226": (
        "berkas ini hanya memuat indeks yang diumumkan; {option} memerlukan nilai tiap indikator",
        "Isi nilai tiap indikator, atau rencanakan menurut bagian, misalnya --lock domain:3.",
    ),
    "E224": (
        "tahun {year} sudah ada dalam {name}",
        "Pilih satu berkas untuk setiap tahun.",
    ),
    "E227": (
        "indikator {items} disebut dua kali (pertama pada baris {line})",
        "Sebut setiap indikator sekali saja.",
    ),
    "E228": (
        "langkah indikator {id} ke tingkat {level} tidak di atas langkah sebelumnya ({before})",
        "Urutkan langkah setiap indikator menurut tingkat, tahun, dan triwulan, atau hapus satu.",
    ),
    "E229": (
        "tahun {year} pada sebuah langkah tidak sesudah tahun penilaian, {before}",
        "Tulis tahun sesudah {before}.",
    ),
    "E230": (
        "{other} tidak memuat pemetaan dari {name}",
        "Lanjutkan dengan {name} sendiri: --year {year}.",
    ),
    "E237": (
        "{other} tidak memuat pemetaan dari {name}, dan {name} tidak berlaku untuk {year}",
        "Mulai berkas baru dengan spbe init, atau pilih instrumen yang memetakan {name}.",
    ),
    "E241": (
        "indeks luar {id} tidak dapat dihitung dari berkas",
        "Tulis angkanya sebagaimana ditetapkan {owner}, misalnya {id}: 2.5.",
    ),
    "E242": (
        "berkas {file} (indeks luar {id}) merujuk kembali ke berkas ini",
        "Sebut berkas penilaian lain, atau tulis angkanya.",
    ),
    "E243": (
        "berkas {file} (indeks luar {id}) tidak ditemukan",
        "Periksa namanya; letaknya dihitung dari folder berkas penilaian ini.",
    ),
    "E244": (
        "berkas {file} dinilai dengan {instrument}, sedangkan {id} dihitung dengan {other}",
        "Sebut berkas yang memuat instrument: {name}, atau tulis angkanya.",
    ),
    "E245": (
        "berkas {file} (indeks luar {id}) tentang {name}, sedangkan penilaian ini tentang {other}",
        "Sebut berkas instansi ini; samakan penulisan namanya bila sama.",
    ),
    "E246": (
        "berkas {file} (indeks luar {id}) menilai tahun {year}, sesudah tahun penilaian {before}",
        "Sebut berkas tahun {before} atau sebelumnya.",
    ),
    "E247": (
        "indeks dalam berkas {file} (indeks luar {id}) belum dapat dihitung: indikator {items}",
        "Isi dahulu indikator itu dalam {file}, atau tulis angkanya.",
    ),
    "E248": (
        "indeks dalam berkas {file} (indeks luar {id}) belum pasti: {candidates}",
        "Tulis index di bawah published dalam {file}, atau tulis angkanya.",
    ),
    "E249": (
        "kata {name} tidak ditemukan pada {names}",
        "Coba kata lain, atau awal kata itu saja.",
    ),
    "E250": (
        "susunan {instrument} dan {other} berbeda; tingkat yang sama tidak berarti sama",
        "Hapus --on; bukti yang dapat dipakai ulang dicari dengan spbe carry.",
    ),
    "E251": (
        (
            "berkas ini hanya memuat indeks yang diumumkan, jadi tidak dapat dihitung dengan "
            "instrumen lain"
        ),
        "Isi nilai tiap indikator.",
    ),
    "E235": ("butir bukti {name} tidak ada pada indikator {id}", "{hint}"),
    "E238": (
        "tingkat {level} pada bukti dukung indikator {id} di luar skala {low}–{high}",
        "Tulis tingkat {low} sampai {high} yang dibuktikan dokumen itu.",
    ),
    "E236": (
        "penilaian {year} ada lebih dari satu dan isinya berbeda: {names}",
        "Pilih salah satu, misalnya --previous {one}.",
    ),
    "E240": ("panduan tidak memuat {name}", "Lihat daftar isinya: spbe guide."),
    "E268": ("panduan tidak memuat {name}", "Mungkin yang dimaksud: spbe guide {near}"),
    # Forms.
    "E301": (
        "formulir terlalu besar: {size} MB, batas {limit} MB",
        "Kirim formulirnya saja; bukti dukung cukup dirujuk, gambar di dalamnya dihapus.",
    ),
    "E302": (
        "ini bukan buku kerja .xlsx yang dapat dibaca",
        "Buka dengan Excel atau LibreOffice, lalu simpan ulang sebagai .xlsx.",
    ),
    "E303": (
        "buku kerja dikunci dengan kata sandi",
        "Buka, hapus kata sandinya (File, Info, Protect Workbook), lalu simpan ulang.",
    ),
    "E304": (
        "isi buku kerja ini jauh melebihi batas setelah dibuka",
        "Minta ulang formulirnya; yang ini tidak dibaca demi keamanan.",
    ),
    "E354": (
        "pembaca .xls dan .ods tidak dapat dimuat di komputer ini",
        "Simpan ulang sebagai .xlsx, lalu jalankan lagi.",
    ),
    "E305": (
        "ini bukan formulir spbe, dan judul kolom kertas kerja tidak ditemukan",
        (
            "Buat formulir dengan spbe form, atau beri judul kolom No, Indikator, dan Tingkat; "
            "lembar dan kolom tersembunyi formulir jangan dihapus."
        ),
    ),
    "E306": (
        "formulir ini berbentuk {found}, belum dikenal versi ini",
        "Perbarui program, atau buat ulang formulirnya.",
    ),
    "E307": (
        "baris yang hilang dari formulir: {items}",
        "Kembalikan baris itu, atau isi formulir yang baru.",
    ),
    "E308": (
        "isian tanpa id indikator: {found}",
        "Kembalikan id pada kolom tersembunyi di kiri, atau hapus baris itu.",
    ),
    "E309": ("kolom {key} hilang", "Kembalikan kolom itu, atau isi formulir yang baru."),
    "E310": (
        "formulir ini milik instansi lain: {found}, bukan {expected}",
        "Periksa berkas yang diimpor.",
    ),
    "E311": (
        "formulir ini memakai instrumen lain: {found}, bukan {expected}",
        "Buat formulir dari berkas penilaian yang dituju.",
    ),
    "E312": (
        "formulir ini untuk tahun lain: {found}, bukan {expected}",
        "Periksa berkas yang diimpor.",
    ),
    "E313": ("tidak ada formulir atau pengampu bernama {name}", "{hint}"),
    "E314": (
        "sel digabung, jadi isinya tidak pasti milik baris mana",
        "Pisahkan sel itu, lalu isi setiap barisnya.",
    ),
    "E315": (
        "isian {found} tidak terbaca sebagai tingkat (indikator {id})",
        "Tulis angkanya saja, misalnya 3.",
    ),
    "E357": (
        "isian {found} ialah tanda centang, bukan tingkat (indikator {id})",
        "Tulis angkanya saja, misalnya 3; angka Romawi lima ditulis 5.",
    ),
    "E358": (
        "isian {found} bukan tanda centang (indikator {id})",
        "Centang satu tingkat saja dengan v, dan kosongkan yang lain.",
    ),
    "E359": (
        "beberapa tingkat dicentang untuk indikator {id}: {names}",
        "Centang satu tingkat saja: yang tertinggi yang dicapai.",
    ),
    "E316": ("indikator {id} ada dua kali (pertama di {at})", "Hapus salah satu barisnya."),
    "E371": (
        "indikator {id} ada dua kali (pertama di {at})",
        "Bila ini layanan lain, tulis nomornya {names}; bila keliru, hapus salah satu barisnya.",
    ),
    "E372": ("nomor {found} tidak dikenal", "Layanan indikator {id} ditulis {names}."),
    "E363": (
        (
            "lembar {first} dan {second} bertentangan pada {count} isian (indikator {items}); "
            "misalnya {field} indikator {id}: {one} dan {other}"
        ),
        'Samakan isiannya, atau pilih lembar yang benar: --prefer "{also}" atau --prefer "{text}".',
    ),
    "E317": ("tidak ada indikator yang diampu {name}", "{hint}"),
    "E319": (
        "sel ini berisi rumus yang gagal: {found}",
        "Tulis isinya sebagai teks: awali dengan tanda kutip tunggal.",
    ),
    "E320": (
        "tingkat indikator {id} bertentangan: {one} ({first}) dan {other} ({second}, {at})",
        "Samakan isiannya, atau pilih dengan --prefer: {names}.",
    ),
    "E321": (
        "catatan indikator {id} bertentangan: {one} ({first}) dan {other} ({second}, {at})",
        "Samakan isiannya, atau pilih dengan --prefer: {names}.",
    ),
    "E322": (
        "pengampu indikator {id} bertentangan: {one} ({first}) dan {other} ({second}, {at})",
        "Samakan isiannya, atau pilih dengan --prefer: {names}.",
    ),
    "E323": (
        "butir {name} indikator {id} bertentangan: {one} ({first}) dan {other} ({second}, {at})",
        "Samakan isiannya, atau pilih dengan --prefer: {names}.",
    ),
    "E324": (
        "keadaan {found} tidak dikenal (butir {name}, indikator {id})",
        "Pilih salah satu dari daftar di dalam sel.",
    ),
    "E331": (
        "bukti indikator {id} berbunyi {title}; itu bukan nama dokumen, jadi tidak dicatat",
        "Tulis judul atau tautan dokumennya, atau kosongkan selnya.",
    ),
    "E332": (
        "baris ini menampilkan indikator {found}, id tersembunyinya {id}",
        "Urutkan atau tempel seluruh baris, kolom tersembunyi juga; atau isi formulir yang baru.",
    ),
    "E333": (
        "rumus pada sel ini belum dihitung",
        "Buka dengan Excel atau LibreOffice, lalu simpan ulang; atau tulis nilainya.",
    ),
    "E334": (
        "tanggal {found} tidak pasti (bukti indikator {id})",
        "Tulis tahun-bulan-hari, misalnya 2021-05-04; bila bagian judul, satukan dengan judul.",
    ),
    "E335": (
        "baris ini bernomor {id}, tetapi namanya ({found}) bukan indikator {id}",
        "Periksa nomornya; menurut namanya ini indikator {other}.",
    ),
    "E343": (
        "baris ini bernomor {id}, tetapi namanya ({found}) tidak dikenali sebagai indikator {id}",
        "Perbaiki nomor atau namanya, atau kosongkan namanya; indikator {id} bernama {name}.",
    ),
    "E362": (
        "baris ini dibaca menurut nomornya, {id}: namanya ({found}) tidak dikenali",
        "Periksa apakah yang dimaksud indikator {id}, {name}.",
    ),
    "E341": (
        "baris ini berisi {found}, tetapi nomor indikatornya kosong atau tidak dikenal",
        (
            "Tulis nomornya pada kolom nomor; bila melanjutkan indikator di atasnya, kosongkan "
            "kolom nomor, nama, dan tingkat; selain itu hapus barisnya."
        ),
    ),
    "E342": (
        "judul di atas tabel berbunyi {found}; berkas penilaian yang dituju: {expected}",
        "Isiannya tetap dibaca; periksa apakah kertas kerjanya benar.",
    ),
    "E344": (
        "lembar ini memuat indikator tetapi tidak dibaca: judul kolomnya tidak ditemukan",
        (
            "Beri judul kolom No, Indikator, dan Tingkat, atau tunjuk kolomnya dengan hurufnya: "
            '--column "{name}:number={number}" --column "{name}:name={text}" '
            '--column "{name}:level={level}".'
        ),
    ),
    "E345": (
        "tidak ada kolom yang dikenali sebagai tingkat di antara {names}",
        'Pilih kolomnya, misalnya --column level="{one}".',
    ),
    "E346": (
        "yang berjudul {found} untuk tahun lain, bukan {expected}, jadi tidak dibaca",
        "Bila isinya untuk tahun itu, ganti judulnya.",
    ),
    "E361": (
        "menurut judulnya tidak pasti milik siapa tingkat di tabel ini: {names}",
        "Pilih dengan --opinion self, verified, official, atau target.",
    ),
    "E347": (
        "isian di luar baris indikator tidak dibaca: {names}",
        "Bila milik sebuah indikator, tulis nomor indikatornya di baris itu.",
    ),
    "E348": (
        "tautan di balik sel ini tidak dibaca: {found}",
        "Bila itu bukti, salin ke kolom data dukung.",
    ),
    "E349": (
        "lembar tanpa judul kolom kertas kerja tidak dibaca: {names}",
        "Bila memuat isian, beri judul kolom No, Indikator, dan Tingkat.",
    ),
    "E336": (
        "beberapa kolom cocok untuk {key}: {names}",
        'Pilih salah satu, misalnya --column {key}="{one}".',
    ),
    "E338": (
        "tautan di balik teks sel tidak terbaca dari .xls",
        "Simpan ulang sebagai .xlsx agar tautannya ikut.",
    ),
    "E339": (
        "sel ini bukan isian dan tidak lagi seperti semula: {found}",
        "Isian lainnya tetap dibaca, isi sel ini tidak; kembalikan seperti semula.",
    ),
    "E340": (
        "sel ini dan {count} lagi di kolom ini bukan isian dan tidak lagi seperti semula: {found}",
        "Isian lainnya tetap dibaca, isi sel ini tidak; kembalikan seperti semula.",
    ),
    "E351": (
        "lembar ini bukan bagian formulir dan tidak dibaca: {found}",
        "Pindahkan isiannya ke lembar formulir, atau impor lembar itu sebagai berkas tersendiri.",
    ),
    "E352": (
        "angka {one} dan nama {name} bertentangan (indikator {id}): {name} ialah tingkat {level}",
        "Tulis {one} atau {level} saja, sesuai dengan tingkat yang dimaksud.",
    ),
    "E350": (
        "tautan di balik sel ini tidak terbaca sebagai alamat; yang tercatat teksnya: {found}",
        "Tulis tautannya sendiri dalam sel itu, atau dalam berkas penilaian.",
    ),
    "E337": ("tidak ada kolom {found} (--column {key})", "{hint}"),
    "E355": (
        "indikator {id}: yang tercatat lebih panjang daripada selnya; tidak tampak: {names}",
        (
            "Baris terakhir sel itu mengatakannya dan harus tetap ada; isian yang kembali "
            "disambung lagi dengan sisanya."
        ),
    ),
    "E356": (
        "isian {field} indikator {id} bukan lagi awal dari teks panjang yang tercatat",
        (
            "Kembalikan baris terakhirnya ([… …]) seperti semula, atau kosongkan sel itu; teks "
            "panjang diubah dalam berkas penilaian."
        ),
    ),
    "E360": (
        "komentar pada sel ini tidak dibaca sebagai isian: {found}",
        "Bila itu jawaban atau catatan, tulis di dalam sel isiannya.",
    ),
    "E325": (
        "isian {field} indikator {id} bertentangan: {one} ({first}) dan {other} ({second}, {at})",
        "Samakan isiannya, atau pilih dengan --prefer: {names}.",
    ),
    "E328": ("status {found} tidak dikenal", "{hint}"),
    "E330": (
        "isian {found} tidak terbaca sebagai rupiah",
        "Tulis angkanya saja, tanpa pemisah ribuan, misalnya 250000000.",
    ),
    "E329": ("isian {found} tidak terbaca sebagai tanggal", "Tulis misalnya 2025-06-30."),
    "E262": (
        "isian {found} tidak terbaca sebagai triwulan",
        "Tulis 1, 2, 3, atau 4 (juga IV, TW 4, Triwulan IV).",
    ),
    "E263": ("isian {found} tidak terbaca sebagai tahun", "Tulis misalnya 2025."),
    "E261": ("kolom {key} tidak ada", "Kembalikan kolom itu; yang terbaca: {names}."),
    "E260": (
        "berkas ini tidak memuat rencana",
        "Buat dengan spbe simulate --target 3.00 -o rencana.xlsx, lalu spbe import rencana.xlsx.",
    ),
    # Lists of institutions.
    "E401": (
        "kolom {key} tidak ada",
        "Tambahkan kolom itu, atau {also} pada perintah; yang terbaca: {names}.",
    ),
    "E402": ("kolom {key} ada dua kali (pertama di {at})", "Hapus salah satunya."),
    "E427": (
        "ada kolom beberapa tahun: {key} dan yang di {at}",
        "Pilih salah satunya, misalnya {also}.",
    ),
    "E403": (
        "isian {found} pada kolom {key} tidak terbaca sebagai angka",
        "Tulis angkanya saja, tanpa pemisah ribuan, misalnya 2,66.",
    ),
    "E404": ("sel kolom {key} kosong", "Isi sel itu, atau hapus barisnya."),
    "E405": (
        "rumus pada kolom {key} belum dihitung",
        "Buka dengan Excel atau LibreOffice, lalu simpan ulang.",
    ),
    "E406": (
        (
            "instrumen {name} ({instrument}) berbeda dari instrumen {one} ({other}, {at}); "
            "indeksnya tidak sebanding"
        ),
        "Saring dengan --where, misalnya --where instrument={other}.",
    ),
    "E407": (
        "{name} tahun {year} sudah ada (di {at})",
        "Bila itu instansi yang sama, hapus yang keliru; bila bukan, lengkapi nama keduanya.",
    ),
    "E408": (
        "tidak ada berkas penilaian di tempat ini",
        "Sebut folder berisi berkas penilaian, atau daftar CSV atau xlsx.",
    ),
    "E409": ("tidak ada instansi bernama {name}", "{hint}"),
    "E410": (
        "indeks yang diumumkan {value}, sedangkan tingkat indikatornya memberi {found}",
        "Periksa keduanya pada sumbernya.",
    ),
    "E411": (
        "predikat yang diumumkan {name} tidak cocok dengan indeks {value}",
        "Periksa keduanya pada sumbernya.",
    ),
    "E412": ("masih ada {count} masalah lain", "Perbaiki dahulu yang di atas."),
    "E413": (
        "susunan CSV terputus di baris ini",
        "Periksa tanda kutip yang tidak ditutup, atau simpan ulang dari Excel.",
    ),
    "E414": (
        "indeksnya belum pasti; yang mungkin: {candidates}",
        "Tambahkan indeks yang diumumkan pada published.",
    ),
    "E415": (
        "baris ini berisi {found} sel, judulnya {expected}",
        'Beri tanda kutip pada isian yang memuat pemisah, misalnya "2,66".',
    ),
    "E416": ("tidak ada baris dengan {key} {name}", "{hint}"),
    "E432": (
        "tidak ada baris yang menyebut {key}",
        'Tambahkan kolom itu, atau tunjuk judulnya, misalnya --column {one}="…".',
    ),
    # Bundles of evidence.
    "E501": (
        "berkas bukti {name} indikator {id} tidak ditemukan",
        "Lengkapi berkas itu, atau paketkan yang ada dengan --partial.",
    ),
    "E502": (
        "berkas bukti {name} indikator {id} tidak dapat dibaca: {reason}",
        "Sebut berkasnya, buka izinnya, atau paketkan yang ada dengan --partial.",
    ),
    "E503": (
        "berkas bukti {name} indikator {id} kosong",
        "Ganti berkas itu, atau paketkan yang ada dengan --partial.",
    ),
    "E504": (
        "berkas bukti {name} indikator {id} di luar folder penilaian",
        "Salin ke folder penilaian, atau paketkan yang ada dengan --partial.",
    ),
    "E505": ("berkas berubah selama dipaketkan", "Ulangi perintah ini."),
    "E507": (
        "riwayat ini tidak seperti yang ditulis spbe log",
        "Perbaiki baris itu, atau pindahkan berkasnya; riwayat baru akan dimulai.",
    ),
    "E508": (
        "tanggal {found} dalam riwayat tidak pasti",
        "Tulis tahun, bulan, dan hari seperti 2024-08-03 pada baris itu.",
    ),
    "E506": (
        "ini bukan paket bukti dukung: daftar.csv tidak ada atau tidak terbaca",
        "Gunakan zip atau daftar.csv yang ditulis spbe evidence pack.",
    ),
    # Answers of the TAUVAL interface.
    "E419": (
        "ini bukan jawaban TAUVAL yang utuh: catatan dengan nama_instansi, tahun, dan nilai",
        "Simpan jawabannya apa adanya sebagai .json.",
    ),
    "E353": (
        "catatan TAUVAL ada dalam beberapa bagian: {names}",
        "Simpan bagian yang dimaksud sebagai .json tersendiri.",
    ),
    "E420": ("catatan ini tidak memuat {key}", "Simpan jawabannya apa adanya sebagai .json."),
    "E421": ("isian {found} pada {key} tidak terbaca sebagai angka", "Periksa pada sumbernya."),
    "E422": ("kode {name} tidak dikenal", "{hint}"),
    "E423": (
        "nilai {name} tidak lengkap: perlu semua aspek, atau semua domain, skala {low}–{high}",
        "Periksa pada sumbernya; kode aspek instrumen tahun itu {start} sampai {last}.",
    ),
    "E424": (
        "{kind} {id} tercetak {value}, sedangkan bagian lainnya memberi {found}",
        "Yang dipakai bagian lainnya; periksa pada sumbernya.",
    ),
    "E430": (
        "ini kertas kerja atau formulir satu instansi, bukan daftar banyak instansi",
        "Bawa isinya dengan spbe import {name} --into penilaian.yaml.",
    ),
    "E431": (
        "ini daftar banyak instansi, bukan formulir atau kertas kerja satu instansi",
        "Susun peringkatnya dengan spbe rank {name}.",
    ),
    "E425": (
        "aspek domain {id} memberi {found}, sedangkan domain itu tercetak {value}",
        "Yang dipakai domainnya; periksa pada sumbernya.",
    ),
    "E428": (
        "aspek {items} domain {id} tidak ada nilainya, sehingga yang dipakai domainnya",
        "Periksa pada sumbernya; tanpa aspek, indeks sebelum pembulatan kurang pasti.",
    ),
    "E426": (
        "tidak ada catatan {name} tahun {year} dalam berkas ini",
        "Periksa institution dan year; yang ada: {names}.",
    ),
    "E417": ("jenis nilai {name} tidak dikenal", "{hint}"),
    "E418": ("daftar nasional tahun {year} tidak disertakan", "{hint}"),
}
