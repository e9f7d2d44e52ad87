"""The rules of ``spbe check``: code, severity, title, message, remedy, explanation, side by side.

Codes are stable. Indonesian is the source; the English is in `en`. `core.check` says where a rule
finds something, and with which parameters; the guide lists every rule.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: errors fail a check, warnings fail a strict one, advice never."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Rule(NamedTuple):
    """A rule; `message` and `remedy` are filled with the parameters of a finding."""

    severity: Severity
    title: str
    message: str
    remedy: str
    explanation: str


RULES: Mapping[str, Rule] = {
    "SPB001": Rule(
        Severity.ERROR,
        "indikator belum terisi",
        "indikator {id} belum terisi",
        "Tulis tingkatnya.",
        "Selama satu indikator pun belum terisi, indeks tidak dapat dihitung. Keadaan yang belum "
        "ada sama sekali tetap bernilai: tingkat terendah pada skala.",
    ),
    "SPB002": Rule(
        Severity.WARNING,
        "indeks luar belum ada",
        "indeks {name} untuk indikator {id} belum ada",
        "Tulis {name} pada indeks luar (outside), atau nilai indikator itu bila sudah ditetapkan.",
        "Beberapa indikator PermenPANRB 8/2026 dikonversi dari indeks instansi lain. Selama indeks "
        "itu belum ditulis, indikatornya dihitung dengan nilai terendah.",
    ),
    "SPB038": Rule(
        Severity.WARNING,
        "indeks luar tidak dihitung",
        "indeks {name} {index} tidak dihitung: tingkat indikator {id} sudah diisi {level}, "
        "sedangkan indeks itu memberi {converted}",
        "Hapus tingkat itu agar {name} dihitung, atau hapus {name} dari indeks luar (outside).",
        "Indikator yang dikonversi dari indeks instansi lain diisi dengan indeksnya saja. Bila "
        "tingkatnya ikut ditulis, tingkat itu yang dihitung. Tidak ada temuan bila keduanya sama, "
        "atau bila yang tercatat hanya nilai asesor eksternal.",
    ),
    "SPB003": Rule(
        Severity.WARNING,
        "klaim di atas yang terbukti",
        "indikator {id}: klaim {claimed}, terbukti {proven}",
        "Lampirkan bukti dukung tingkat {next}, atau turunkan klaimnya.",
        "Tingkat bersifat kumulatif: tingkat 4 terbukti hanya bila tingkat 2, 3, dan 4 semuanya "
        "mempunyai bukti dukung. Bukti tanpa levels dianggap meliputi semua tingkat sampai yang "
        "diklaim. Asesor eksternal menilai yang terbukti, bukan yang diklaim.",
    ),
    "SPB004": Rule(
        Severity.WARNING,
        "tidak ada bukti dukung",
        "tidak ada satu pun bukti dukung tercatat",
        "Catat bukti dukung (evidence) setiap indikator.",
        "Penilaian tanpa bukti dukung tidak dapat dipertahankan di hadapan asesor eksternal. "
        "Selama belum ada satu pun yang tercatat, SPB003 tidak diperiksa indikator demi indikator.",
    ),
    "SPB005": Rule(
        Severity.ERROR,
        "berkas bukti tidak ada",
        "berkas bukti {file} tidak ditemukan (indikator {id})",
        "Periksa namanya; letaknya dihitung dari folder berkas penilaian.",
        "Letak berkas bukti dihitung dari folder berkas penilaian. Di luar Windows, huruf besar "
        "dan kecil dibedakan; garis miring dan garis miring terbalik sama-sama diterima.",
    ),
    "SPB035": Rule(
        Severity.ERROR,
        "tautan ditulis sebagai berkas",
        "bukti dukung indikator {id} menyebut tautan {file} sebagai berkas",
        "Tulis pada tautan (url), bukan pada berkas (file).",
        "Berkas dicari di folder berkas penilaian; tautan hanya dicatat dan tidak diperiksa.",
    ),
    "SPB036": Rule(
        Severity.ERROR,
        "nama berkas bukti tidak persis sama",
        "berkas bukti {file} tidak ditemukan (indikator {id}); yang ada {near}",
        "Samakan namanya; bedanya huruf besar, spasi, atau karakter yang tidak terlihat.",
        "Nama yang tampak sama dapat berbeda: spasi tak terputus dari Word, spasi di ujung, huruf "
        "beraksen yang tersusun lain, atau huruf besar.",
    ),
    "SPB006": Rule(
        Severity.ERROR,
        "berkas bukti kosong",
        "berkas bukti {file} kosong (indikator {id})",
        "Salin ulang dokumennya.",
        "Berkas berukuran nol tidak membuktikan apa-apa; biasanya penyalinan atau unduhannya "
        "terputus.",
    ),
    "SPB007": Rule(
        Severity.ERROR,
        "berkas bukti tidak dapat dibaca",
        "berkas bukti {file} tidak dapat dibaca: {reason} (indikator {id})",
        "Periksa izinnya, tutup program lain yang memakainya, dan sebut berkas, bukan folder.",
        "Berkasnya ada, tetapi sistem menolak membacanya, atau yang disebut bukan berkas biasa. "
        "Asesor lain akan mengalami hal yang sama.",
    ),
    "SPB008": Rule(
        Severity.WARNING,
        "berkas bukti di luar folder",
        "berkas bukti {file} di luar folder penilaian (indikator {id})",
        "Salin ke dalam folder penilaian, lalu tulis letaknya relatif terhadap berkas penilaian.",
        "Bukti di luar folder berkas penilaian tidak ikut tersalin bila folder itu dikirim atau "
        "dicadangkan. Berkas yang letaknya tertulis di luar folder tidak dibuka.",
    ),
    "SPB009": Rule(
        Severity.WARNING,
        "berkas yang sama untuk dua tingkat",
        "indikator {id}: bukti {file} isinya sama dengan bukti {other}",
        "Gabungkan keduanya dengan semua tingkatnya, atau ganti dengan dokumen yang dimaksud.",
        "Dua bukti terpisah dalam satu indikator, biasanya untuk tingkat yang berbeda, ternyata "
        "berkas yang sama: berkasnya satu, atau dua salinan yang isinya identik. Sering kali salah "
        "satunya salah lampir. Satu dokumen yang memang membuktikan beberapa tingkat cukup dicatat "
        "sekali, misalnya levels: [2, 3].",
    ),
    "SPB010": Rule(
        Severity.ADVICE,
        "berkas yang sama untuk banyak indikator",
        "berkas bukti {file} dipakai untuk indikator {id}",
        "Sebut bagian yang dimaksud pada judul (title), atau ganti dengan dokumen yang khusus.",
        "Berkas dengan isi yang sama menjadi bukti tiga indikator atau lebih. Satu peraturan dapat "
        "memang memuat banyak kebijakan; asesor perlu tahu bab atau pasal yang mana.",
    ),
    "SPB011": Rule(
        Severity.WARNING,
        "bukti reviu lebih dari dua tahun",
        "bukti tingkat {level} indikator {id} bertanggal {date}, lebih dari dua tahun sebelum "
        "akhir {year}",
        "Lampirkan reviu atau evaluasi yang lebih baru.",
        "Tingkat 4 dan 5 menuntut reviu dan perbaikan berkala. Bukti yang lebih dari dua tahun "
        "sebelum 31 Desember tahun penilaian tidak lagi menunjukkannya. Tidak ada temuan bila "
        "bukti lain yang lebih baru meliputi tingkat yang sama.",
    ),
    "SPB012": Rule(
        Severity.WARNING,
        "bukti bertanggal sesudah tahun penilaian",
        "bukti {file} indikator {id} bertanggal {date}, sesudah tahun penilaian {year}",
        "Periksa tanggalnya, atau simpan bukti itu untuk penilaian berikutnya.",
        "Penilaian menggambarkan keadaan sampai akhir tahun penilaian. Dokumen yang terbit "
        "sesudahnya belum dapat menjadi bukti dukung.",
    ),
    "SPB013": Rule(
        Severity.WARNING,
        "naik lebih dari satu tingkat",
        "indikator {id} naik dari {previous} ({year}) ke {level}",
        "Pastikan setiap tingkat di antaranya terbukti, dan jelaskan kenaikannya pada catatan "
        "(note).",
        "Tingkat kematangan lazimnya naik bertahap. Lompatan lebih dari satu tingkat "
        "sejak tahun lalu selalu ditanyakan asesor eksternal. Pembandingnya nilai tahun lalu yang "
        "paling resmi: eksternal, verifikasi, lalu mandiri.",
    ),
    "SPB014": Rule(
        Severity.WARNING,
        "turun sejak tahun lalu",
        "indikator {id} turun dari {previous} ({year}) ke {level}",
        "Periksa apakah ada bukti yang tertinggal; jelaskan penurunannya pada catatan (note).",
        "Yang sudah tercapai jarang hilang. Penurunan biasanya berarti bukti belum terkumpul, atau "
        "nilai tahun lalu terlalu tinggi. Pembandingnya nilai tahun lalu yang paling resmi: "
        "eksternal, verifikasi, lalu mandiri.",
    ),
    "SPB015": Rule(
        Severity.ADVICE,
        "pelaksanaan jauh di atas kebijakan",
        "indikator {id} bernilai {level}, kebijakannya (indikator {policy}) baru {policy_level}",
        "Periksa keduanya; kebijakan biasanya mendahului pelaksanaannya.",
        "Nilai pelaksanaan dua tingkat atau lebih di atas nilai kebijakannya sulit dipertahankan: "
        "pelaksanaan tingkat tinggi berjalan menurut kebijakan yang lengkap. Pasangannya disusun "
        "oleh penyusun program ini sebagai saran, bukan ketentuan peraturan; daftarnya ada pada "
        "kunci advice dalam berkas instrumen.",
    ),
    "SPB016": Rule(
        Severity.ADVICE,
        "pengampu belum ada",
        "indikator {id} belum ada pengampunya",
        "Isi pengampu (owner) dengan unit yang bertanggung jawab.",
        "Tanpa pengampu, tidak ada unit yang dapat dimintai bukti dukung. Bila tidak satu pun "
        "indikator mempunyai pengampu, temuannya satu untuk seluruh berkas.",
    ),
    "SPB017": Rule(
        Severity.WARNING,
        "nilai mandiri jauh di atas nilai eksternal",
        "indikator {id}: nilai mandiri {level}, nilai eksternal {official}",
        "Periksa alasan asesor eksternal sebelum nilai itu diajukan lagi.",
        "Selisih dua tingkat atau lebih antara nilai mandiri dan nilai asesor eksternal "
        "menunjukkan kriteria yang dibaca berbeda, atau bukti yang tidak diterima.",
    ),
    "SPB018": Rule(
        Severity.ADVICE,
        "butir bukti untuk tingkat berikutnya",
        "indikator {id}: butir tingkat {level} belum diterima: {items}",
        "Lengkapi butir itu; bila semua butir tingkat {level} diterima, perkiraan nilai naik dari "
        "{estimate} menjadi {to}.",
        "Butir tingkat yang lebih tinggi baru dihitung bila seluruh butir tingkat di bawahnya "
        "diterima. Yang disebut ialah butir tingkat terendah yang belum lengkap dan belum "
        "diunggah, perlu direvisi, atau ditolak. Hanya indikator yang butirnya tercatat yang "
        "diperiksa. Perkiraan bukan nilai resmi.",
    ),
    "SPB019": Rule(
        Severity.WARNING,
        "butir di atas tingkat yang belum lengkap",
        "indikator {id}: butir {items} di atas tingkat {level} yang belum lengkap",
        "Lengkapi dahulu butir tingkat {level}; butir di atasnya otomatis ditolak.",
        "Asesor menolak otomatis butir suatu tingkat selama butir tingkat di bawahnya belum "
        "seluruhnya diterima.",
    ),
    "SPB020": Rule(
        Severity.ADVICE,
        "bukti yang tercatat kurang untuk nilai asesor",
        "indikator {id}: nilai {claimed}, bukti yang tercatat di berkas ini sampai tingkat "
        "{proven}",
        "Catat dokumen yang diterima asesor untuk tingkat {next}, agar tersedia tahun depan.",
        "Nilai verifikasi dan nilai eksternal sudah diputuskan asesor dan tidak perlu dibuktikan "
        "lagi. Bukti yang tidak tercatat akan dicari lagi pada penilaian berikutnya.",
    ),
    "SPB021": Rule(
        Severity.ADVICE,
        "bukti yang diterima asesor tidak tercatat",
        "tidak ada satu pun bukti dukung tercatat di berkas ini",
        "Catat dokumen yang diterima asesor pada bukti dukung (evidence).",
        "Nilai verifikasi dan nilai eksternal sudah diputuskan asesor. Catatan bukti dukungnya "
        "tetap berguna untuk penilaian berikutnya.",
    ),
    "SPB022": Rule(
        Severity.WARNING,
        "isian bukti kosong",
        "bukti ke-{number} indikator {id} tidak menyebut dokumen, berkas, atau tautan",
        "Isi judul (title), berkas (file), atau tautan (url), atau hapus butir itu.",
        "Tanda hubung, titik, atau butir kosong bukan bukti dukung dan tidak membuktikan tingkat "
        "mana pun.",
    ),
    "SPB023": Rule(
        Severity.WARNING,
        "isian bukti bukan dokumen",
        "bukti ke-{number} indikator {id} berbunyi {title}; itu bukan nama dokumen",
        "Tulis judul dokumennya, atau hapus butir itu; yang belum ada cukup ditulis pada catatan "
        "(note).",
        "Isian seperti tidak ada, belum ada, nihil, n/a, SK menyusul, atau lihat lampiran tidak "
        "menyebut dokumen dan tidak membuktikan tingkat mana pun.",
    ),
    "SPB024": Rule(
        Severity.ERROR,
        "tingkat indikator bertentangan dengan indeks yang diumumkan",
        "{part} diumumkan {value}, sedangkan tingkat indikatornya memberi {computed}",
        "Periksa tingkat indikatornya dan angka yang diumumkan pada sumbernya.",
        "Satu tingkat yang salah ketik di antara puluhan tingkat paling mudah ditemukan dari "
        "indeks yang diumumkan. Keduanya tidak mungkin benar bersama-sama.",
    ),
    "SPB034": Rule(
        Severity.ERROR,
        "angka yang diumumkan tidak mungkin benar bersama-sama",
        "{part} diumumkan {value}: tidak ada tingkat bulat yang memberi angka itu beserta angka "
        "dan tingkat lain yang tercatat",
        "Periksa angka itu, angka lain yang diumumkan, dan tingkat yang tercatat pada sumbernya.",
        "Indeks ialah rata-rata tertimbang tingkat bulat, sehingga tidak setiap angka mungkin.",
    ),
    "SPB029": Rule(
        Severity.ERROR,
        "predikat yang diumumkan bertentangan dengan tingkat indikator",
        "predikat yang diumumkan {name}, sedangkan tingkat indikatornya memberi {found}",
        "Periksa tingkat indikatornya dan predikat yang diumumkan pada sumbernya.",
        "Predikat mengikuti indeks; batasnya ditetapkan instrumen. Keduanya tidak mungkin benar "
        "bersama-sama.",
    ),
    "SPB025": Rule(
        Severity.WARNING,
        "tindak lanjut lewat tenggat",
        "tindak lanjut indikator {id} bertenggat {date} dan sudah lewat",
        "Catat hasilnya sebagai bukti dukung, atau tetapkan tenggat yang baru.",
        "Tindak lanjut yang lewat tenggat akan ditanyakan asesor: sudah selesai, atau terlambat.",
    ),
    "SPB026": Rule(
        Severity.ADVICE,
        "tindak lanjut tanpa tenggat",
        "tindak lanjut indikator {id} belum bertenggat",
        "Isi tenggatnya (due), misalnya 2026-06-30.",
        "Tanpa tenggat, tindak lanjut tidak dapat ditagih.",
    ),
    "SPB027": Rule(
        Severity.ADVICE,
        "butir bukti untuk tingkat berikutnya, di atas butir yang menunggu keputusan",
        "indikator {id}: butir tingkat {level} belum diterima: {items}; masih menunggu keputusan "
        "asesor: {waiting}",
        "Lengkapi butir itu; bila butir itu dan {waiting} diterima, perkiraan nilai naik dari "
        "{estimate} menjadi {to}.",
        "Butir suatu tingkat baru dihitung bila seluruh butir tingkat di bawahnya diterima. Selama "
        "butir di bawahnya masih diunggah dan belum diputuskan, melengkapi butir tingkat ini saja "
        "belum menaikkan nilai. Perkiraan bukan nilai resmi.",
    ),
    "SPB028": Rule(
        Severity.WARNING,
        "klaim di atas butir yang diterima",
        "indikator {id}: nilai mandiri {value}, sedangkan butir yang diterima baru memberi "
        "perkiraan {estimate}",
        "Lengkapi butir yang belum diterima, atau turunkan nilai mandirinya.",
        "Nilai eksternal mengikuti butir yang diterima. Nilai mandiri di atasnya akan turun bila "
        "butir lain tidak menyusul diterima. Perkiraan bukan nilai resmi.",
    ),
    "SPB030": Rule(
        Severity.ADVICE,
        "klaim tanpa penjelasan",
        "indikator {id} belum ada penjelasannya",
        "Tulis fakta dan analisis pada penjelasan (explanation); spbe show --portal menyusunnya.",
        "Pedoman Kementerian PANRB tahun 2024 meminta penjelasan untuk setiap nilai: fakta beserta "
        "dokumen dan halamannya, lalu analisis mengapa kriteria tingkat itu terpenuhi. Nilai "
        "terendah tidak memerlukannya. Diperiksa begitu ada satu penjelasan yang tercatat.",
    ),
    "SPB031": Rule(
        Severity.ADVICE,
        "fakta tanpa bukti dukung",
        "fakta indikator {id} tidak merujuk satu pun bukti dukung",
        "Catat dokumen yang menunjukkannya pada bukti dukung (evidence), dengan halamannya.",
        "Fakta dalam penjelasan harus dapat diperiksa pada dokumen yang dilampirkan. Teks untuk "
        "portal menyebut bukti dukung yang tercatat beserta halamannya.",
    ),
    "SPB032": Rule(
        Severity.ADVICE,
        "dua ejaan satu unit",
        "pengampu {name} dan {other} tampaknya satu unit (indikator {id})",
        "Samakan penulisannya bila memang satu unit.",
        "Unit yang namanya ditulis dengan dua cara mendapat dua formulir dan dua tagihan. "
        "Singkatan dan kepanjangannya dikenali dari awal kata-katanya; yang memutuskan tetap Anda.",
    ),
    "SPB033": Rule(
        Severity.ADVICE,
        "beberapa unit dalam satu nama",
        "pengampu {name} tampaknya beberapa unit: {names}",
        "Tulis sebagai daftar, yang pertama memimpin: owner: [unit pertama, unit kedua].",
        "Nama gabungan menjadi unit tersendiri, sehingga formulir dan tagihan unit anggotanya "
        "tidak memuat indikator itu.",
    ),
    "SPB037": Rule(
        Severity.ADVICE,
        "penjelasan belum lengkap",
        "{field} indikator {id} belum ditulis",
        "Lengkapi penjelasannya (explanation: fact dan analysis).",
        "Portal meminta keduanya: fakta beserta dokumennya, dan analisis mengapa kriteria tingkat "
        "terpenuhi. Dokumen yang tercatat sudah menjadi fakta.",
    ),
}
