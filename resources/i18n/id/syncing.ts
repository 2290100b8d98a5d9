<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>Action</name>
    <message>
        <source>Test connection</source>
        <translation>Tes koneksi</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Kirim sekarang</translation>
    </message>
    <message>
        <source>Which list</source>
        <translation>Daftar mana</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Pilih</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Salin laporan</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
</context>
<context>
    <name>DeskRoll</name>
    <message>
        <source>Close the desk</source>
        <translation>Tutup komputer</translation>
    </message>
    <message>
        <source>Choose a desk that may still work.</source>
        <translation>Pilih komputer yang masih aktif.</translation>
    </message>
    <message>
        <source>Close {name}? It can do nothing any more: at its next contact it sends what it did and forgets the shop. F12 closes it, Esc leaves it.</source>
        <translation>Tutup {name}? Komputer itu tidak bisa apa-apa lagi: saat tersambung, pekerjaannya dikirim lalu data toko dihapus. F12 menutup, Esc batal.</translation>
    </message>
    <message>
        <source>{name} is closed.</source>
        <translation>{name} sudah ditutup.</translation>
    </message>
    <message>
        <source>may work</source>
        <translation>aktif</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>ditutup</translation>
    </message>
    <message>
        <source>this desk</source>
        <translation>komputer ini</translation>
    </message>
    <message>
        <source>never joined</source>
        <translation>belum pernah tersambung</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>This computer</source>
        <translation>Komputer ini</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Kontak terakhir</translation>
    </message>
    <message>
        <source>Waits for longest</source>
        <translation>Menunggu terlama</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Seseorang</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation>
            <numerusform>%n hal</numerusform>
        </translation>
    </message>
    <message>
        <source>{units} pcs, {n} goods</source>
        <translation>{units} pcs, {n} barang</translation>
    </message>
    <message>
        <source>Lent to this desk</source>
        <translation>Dipinjamkan ke sini</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Basis data</translation>
    </message>
    <message>
        <source>Room on the drive</source>
        <translation>Ruang disk</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>Dibaca sampai</translation>
    </message>
</context>
<context>
    <name>LineCard</name>
    <message>
        <source>Connection</source>
        <translation>Koneksi</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Mencoba…</translation>
    </message>
    <message>
        <source>F12 tries the way to the server, step by step.</source>
        <translation>F12 mencoba jalan ke server, langkah demi langkah.</translation>
    </message>
    <message>
        <source>What was done here is kept, whatever the line does.</source>
        <translation>Yang dilakukan di sini tersimpan, apa pun koneksinya.</translation>
    </message>
    <message>
        <source>The line is fine.</source>
        <translation>Koneksi baik.</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>List</source>
        <translation>Daftar</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sinkron</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Waiting {n}</source>
        <translation>Menunggu {n}</translation>
    </message>
    <message>
        <source>Came last</source>
        <translation>Terakhir masuk</translation>
    </message>
    <message>
        <source>Held here</source>
        <translation>Tersimpan di sini</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>Komputer</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Siapa</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Jawaban</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>Terakhir kirim</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Sejak</translation>
    </message>
    <message>
        <source>Nothing waits: all is sent.</source>
        <translation>Tidak ada yang menunggu: semua terkirim.</translation>
    </message>
    <message>
        <source>No desk of this place is known.</source>
        <translation>Belum ada komputer di toko ini.</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Belum ada.</translation>
    </message>
    <message>
        <source>Sync status</source>
        <translation>Status sinkron</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>versi {version}</translation>
    </message>
    <message>
        <source>Only the server knows this, and it is away.</source>
        <translation>Hanya server yang tahu, dan server tidak tersambung.</translation>
    </message>
    <message>
        <source>The server is asked now.</source>
        <translation>Server ditanya sekarang.</translation>
    </message>
    <message>
        <source>Copied, without names: paste it to the help desk.</source>
        <translation>Tersalin, tanpa nama: tempel ke bagian bantuan.</translation>
    </message>
    <message>
        <source>The queue could not be read.</source>
        <translation>Antrean tidak bisa dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
</context>
<context>
    <name>syncing</name>
    <message>
        <source>The server has been away since {time}.</source>
        <translation>Server tidak terjangkau sejak {time}.</translation>
    </message>
    <message>
        <source>The server is away.</source>
        <translation>Server tidak terjangkau.</translation>
    </message>
    <message>
        <source>Somebody answers in the server&apos;s name and cannot prove it. Nothing was said.</source>
        <translation>Ada yang menjawab atas nama server tanpa bukti. Tidak ada data yang dikirim.</translation>
    </message>
    <message>
        <source>Kept here until it answers: %n thing(s).</source>
        <translation>Tersimpan di sini sampai server menjawab: %n hal.</translation>
    </message>
    <message>
        <source>Something here was not as on the server. It is fetched anew; go on working.</source>
        <translation>Ada data di sini yang berbeda dari server. Sedang diambil ulang; lanjutkan bekerja.</translation>
    </message>
    <message>
        <source>The shop is here anew and taken in at the next quiet moment. Go on working.</source>
        <translation>Data toko yang baru sudah sampai dan dimuat pada saat tenang berikutnya. Lanjutkan bekerja.</translation>
    </message>
    <message>
        <source>The shop is fetched anew: {size} so far. Go on working.</source>
        <translation>Data toko sedang diambil ulang: {size} sejauh ini. Lanjutkan bekerja.</translation>
    </message>
    <message>
        <source>On the way to the server: %n thing(s).</source>
        <translation>Sedang dikirim ke server: %n hal.</translation>
    </message>
    <message>
        <source>Reading what the server has.</source>
        <translation>Membaca data dari server.</translation>
    </message>
    <message>
        <source>All is sent, and what you see is {age} old.</source>
        <translation>Semua terkirim; data di layar berumur {age}.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {age} ahead of the server&apos;s. Set it.</source>
        <translation>Jam komputer ini {age} lebih cepat dari jam server. Setel jamnya.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {age} behind the server&apos;s. Set it.</source>
        <translation>Jam komputer ini {age} lebih lambat dari jam server. Setel jamnya.</translation>
    </message>
    <message>
        <source>The server lets this desk in no more. Ask the office.</source>
        <translation>Server menolak komputer ini. Tanya kantor.</translation>
    </message>
    <message>
        <source>The server wants a newer version of this program.</source>
        <translation>Server minta versi program yang lebih baru.</translation>
    </message>
    <message>
        <source>This desk only reads until it reaches the server.</source>
        <translation>Komputer ini hanya membaca sampai server terjangkau.</translation>
    </message>
    <message>
        <source>Try {n} is under way.</source>
        <translation>Percobaan ke-{n} sedang berjalan.</translation>
    </message>
    <message>
        <source>Try {n}, next at {time}.</source>
        <translation>Percobaan ke-{n}, berikutnya {time}.</translation>
    </message>
    <message>
        <source>does not fit any more; the server decides</source>
        <translation>tidak cocok lagi; server yang memutuskan</translation>
    </message>
    <message>
        <source>may be refused: {why}</source>
        <translation>mungkin ditolak: {why}</translation>
    </message>
    <message>
        <source>the server is away</source>
        <translation>server tidak terjangkau</translation>
    </message>
    <message>
        <source>this desk only reads</source>
        <translation>komputer ini hanya membaca</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>sedang dikirim</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>Taken, with a task</source>
        <translation>Diterima, ada tugas</translation>
    </message>
    <message>
        <source>Done later</source>
        <translation>Dilakukan kemudian</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Disisihkan</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Di server</translation>
    </message>
    <message>
        <source>Products and prices</source>
        <translation>Produk dan harga</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Orang</translation>
    </message>
    <message>
        <source>Places and rules</source>
        <translation>Tempat dan aturan</translation>
    </message>
    <message>
        <source>Goods on their way</source>
        <translation>Barang di jalan</translation>
    </message>
    <message>
        <source>Stock of a place</source>
        <translation>Stok satu tempat</translation>
    </message>
    <message>
        <source>Stock of all places</source>
        <translation>Stok semua tempat</translation>
    </message>
    <message>
        <source>Work of a place</source>
        <translation>Tugas kerja satu tempat</translation>
    </message>
    <message>
        <source>Orders of a place</source>
        <translation>Pesanan satu tempat</translation>
    </message>
    <message>
        <source>Orders of all places</source>
        <translation>Pesanan semua tempat</translation>
    </message>
    <message>
        <source>Customers of a place</source>
        <translation>Pelanggan satu tempat</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Tasks of a place</source>
        <translation>Tugas satu tempat</translation>
    </message>
    <message>
        <source>Tasks of all places</source>
        <translation>Tugas semua tempat</translation>
    </message>
    <message>
        <source>This desk</source>
        <translation>Komputer ini</translation>
    </message>
    <message>
        <source>A person</source>
        <translation>Satu orang</translation>
    </message>
    <message>
        <source>Name of the server</source>
        <translation>Nama server</translation>
    </message>
    <message>
        <source>Way there</source>
        <translation>Jalan ke sana</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Enkripsi</translation>
    </message>
    <message>
        <source>Is it ours</source>
        <translation>Server kita?</translation>
    </message>
    <message>
        <source>This desk is known</source>
        <translation>Komputer dikenal</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>Time there and back</source>
        <translation>Waktu bolak-balik</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>{n} s apart</source>
        <translation>selisih {n} dtk</translation>
    </message>
    <message>
        <source>not needed here</source>
        <translation>tidak perlu di sini</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ya</translation>
    </message>
    <message>
        <source>Nobody knows “{told}”. Is the cable in, is the Wi-Fi on?</source>
        <translation>“{told}” tidak dikenal. Kabel terpasang, Wi-Fi menyala?</translation>
    </message>
    <message>
        <source>Nothing listens at {told}. The server is switched off: call the office.</source>
        <translation>Tidak ada yang menjawab di {told}. Server mati: telepon kantor.</translation>
    </message>
    <message>
        <source>There is no way to {told}. Look at the router of the shop.</source>
        <translation>Tidak ada jalan ke {told}. Periksa router toko.</translation>
    </message>
    <message>
        <source>No answer in time. Try again; if it stays, call the office.</source>
        <translation>Tidak ada jawaban. Coba lagi; bila tetap, telepon kantor.</translation>
    </message>
    <message>
        <source>Somebody else answers under the server&apos;s name. Type nothing; call the office.</source>
        <translation>Pihak lain menjawab atas nama server. Jangan ketik apa pun; telepon kantor.</translation>
    </message>
    <message>
        <source>The line could not be encrypted. A firewall may be in between.</source>
        <translation>Koneksi tidak bisa dienkripsi. Mungkin ada firewall.</translation>
    </message>
    <message>
        <source>The line is not encrypted. The office has to give an https address.</source>
        <translation>Koneksi tidak terenkripsi. Kantor harus memberi alamat https.</translation>
    </message>
    <message>
        <source>A sign-in page of the Wi-Fi answers. Open a browser and sign in there.</source>
        <translation>Yang menjawab halaman masuk Wi-Fi. Buka peramban dan masuk di sana.</translation>
    </message>
    <message>
        <source>This is another Gerai server than the one this desk joined.</source>
        <translation>Ini server Gerai lain, bukan milik komputer ini.</translation>
    </message>
    <message>
        <source>This program is too old. Install the new version.</source>
        <translation>Program ini terlalu lama. Pasang versi baru.</translation>
    </message>
    <message>
        <source>This desk was taken off the list. Ask the office.</source>
        <translation>Komputer ini dihapus dari daftar. Tanya kantor.</translation>
    </message>
    <message>
        <source>The server does not know this desk. Join it again with a code.</source>
        <translation>Server tidak mengenal komputer ini. Daftarkan lagi dengan kode.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {n} s off. Set it, or times on slips are wrong.</source>
        <translation>Jam komputer ini meleset {n} detik. Setel, atau jam di struk salah.</translation>
    </message>
</context>
</TS>
