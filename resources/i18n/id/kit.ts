<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en_GB">
<context>
    <name>Action</name>
    <message>
        <source>All shortcuts</source>
        <translation>Semua tombol pintas</translation>
    </message>
    <message>
        <source>Entry box</source>
        <translation>Kotak isian</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Cari semuanya</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Kunci</translation>
    </message>
    <message>
        <source>Switch user</source>
        <translation>Ganti pengguna</translation>
    </message>
    <message>
        <source>Sync status</source>
        <translation>Status sinkron</translation>
    </message>
    <message>
        <source>Go to screen</source>
        <translation>Buka layar</translation>
    </message>
    <message>
        <source>Choose user</source>
        <translation>Pilih pengguna</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Badge or name</source>
        <translation>Kartu atau nama</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Pilih</translation>
    </message>
</context>
<context>
    <name>ApprovalBar</name>
    <message>
        <source>Approve</source>
        <translation>Setujui</translation>
    </message>
    <message>
        <source>Without approval</source>
        <translation>Tanpa persetujuan</translation>
    </message>
    <message>
        <source>Nobody here may let this pass. Nothing was changed.</source>
        <translation>Tidak ada yang berwenang di sini. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>This badge is nobody&apos;s who may let this pass.</source>
        <translation>Kartu ini bukan milik orang yang berwenang.</translation>
    </message>
    <message>
        <source>The server is away. Try again, or close this.</source>
        <translation>Server tidak terjangkau. Coba lagi, atau tutup ini.</translation>
    </message>
    <message>
        <source>Another person says yes with their PIN. Esc lets it be.</source>
        <translation>Orang lain menyetujui dengan PIN-nya. Esc membatalkan.</translation>
    </message>
    <message>
        <source>Needs approval</source>
        <translation>Perlu persetujuan</translation>
    </message>
    <message>
        <source>Needs approval: with {amount} more you pass your {limit} of today</source>
        <translation>Perlu persetujuan: tambah {amount} melewati batas Anda {limit} hari ini</translation>
    </message>
    <message>
        <source>Needs approval: {amount}, you may {limit}</source>
        <translation>Perlu persetujuan: {amount}, batas Anda {limit}</translation>
    </message>
</context>
<context>
    <name>Aside</name>
    <message>
        <source>Your work is safe and hidden</source>
        <translation>Pekerjaan Anda aman dan tersembunyi</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Menunggu dikirim</translation>
    </message>
    <message>
        <source>People of this demo</source>
        <translation>Orang dalam demo ini</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Connected to the server</source>
        <translation>Terhubung ke server</translation>
    </message>
    <message>
        <source>Last word {age} ago</source>
        <translation>Kabar terakhir {age} lalu</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Luring sejak {time}</translation>
    </message>
    <message>
        <source>You can sell until {when}.</source>
        <translation>Anda dapat berjualan sampai {when}.</translation>
    </message>
    <message>
        <source>After that this desk only reads, until it has reached the server once.</source>
        <translation>Setelah itu meja ini hanya membaca, sampai terhubung ke server sekali.</translation>
    </message>
    <message>
        <source>This desk only reads.</source>
        <translation>Meja ini hanya membaca.</translation>
    </message>
    <message>
        <source>It sells again once it has reached the server.</source>
        <translation>Dapat berjualan lagi setelah terhubung ke server.</translation>
    </message>
    <message>
        <source>This computer&apos;s database was damaged and was read anew from the server. What was done here and not sent yet was kept; parked orders were not. The old file is {path}: call the help desk before you delete it.</source>
        <translation>Basis data komputer ini rusak dan sudah dibaca ulang dari server. Yang dikerjakan di sini dan belum terkirim tetap ada; pesanan yang diparkir tidak. Berkas lama ada di {path}: hubungi bantuan sebelum menghapusnya.</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message numerus="yes">
        <source>%n thing(s) to settle</source>
        <translation>
            <numerusform>%n hal perlu diselesaikan</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Tidak ada yang perlu Anda</translation>
    </message>
</context>
<context>
    <name>FinderField</name>
    <message>
        <source>Search customers, orders, products</source>
        <translation>Cari pelanggan, pesanan, produk</translation>
    </message>
</context>
<context>
    <name>FiveStates</name>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Your role does not show this.</source>
        <translation>Peran Anda tidak menampilkan ini.</translation>
    </message>
    <message>
        <source>As of {time}, {age} old</source>
        <translation>Per {time}, umur {age}</translation>
    </message>
</context>
<context>
    <name>KeyBar</name>
    <message>
        <source>F1  all shortcuts</source>
        <translation>F1  semua tombol pintas</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Go to {screen}</source>
        <translation>Buka {screen}</translation>
    </message>
    <message numerus="yes">
        <source>This desk locks itself in %n second(s). Any key keeps it open.</source>
        <translation>
            <numerusform>Meja ini terkunci dalam %n detik. Tekan tombol apa saja agar tetap terbuka.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sync status</source>
        <translation>Status sinkron</translation>
    </message>
    <message>
        <source>The server is away. Nothing was changed.</source>
        <translation>Server tidak terjangkau. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>This went wrong and was not done. Reference {reference}.</source>
        <translation>Ini gagal dan tidak dijalankan. Referensi {reference}.</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Copy reference</source>
        <translation>Salin referensi</translation>
    </message>
</context>
<context>
    <name>Omnibox</name>
    <message>
        <source>Search everything</source>
        <translation>Cari semuanya</translation>
    </message>
    <message>
        <source>Name, phone, number, code</source>
        <translation>Nama, telepon, nomor, kode</translation>
    </message>
    <message>
        <source>Local copy</source>
        <translation>Salinan lokal</translation>
    </message>
    <message>
        <source>That could not be looked up. Nothing was changed.</source>
        <translation>Pencarian gagal. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>Nothing here. Searching the server…</source>
        <translation>Tidak ada di sini. Mencari di server…</translation>
    </message>
    <message>
        <source>Search the server for “{text}”</source>
        <translation>Cari “{text}” di server</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Tidak ada di komputer ini</translation>
    </message>
    <message>
        <source>@ customer   # order   / product   &gt; action</source>
        <translation>@ pelanggan   # pesanan   / produk   &gt; tindakan</translation>
    </message>
    <message>
        <source>Nothing here is called “{text}”.</source>
        <translation>Tidak ada yang bernama “{text}” di sini.</translation>
    </message>
    <message>
        <source>Only this computer&apos;s copy was searched: the server is away.</source>
        <translation>Hanya salinan di komputer ini yang dicari: server tidak terhubung.</translation>
    </message>
    <message>
        <source>Nothing is called so, here or at the server.</source>
        <translation>Tidak ditemukan, di sini maupun di server.</translation>
    </message>
    <message>
        <source>Nothing here, and the server does not answer.</source>
        <translation>Tidak ada di sini, dan server tidak menjawab.</translation>
    </message>
    <message>
        <source>Your role has no screen for this.</source>
        <translation>Peran Anda tidak punya layar untuk ini.</translation>
    </message>
    <message>
        <source>Fetching “{name}” from the server…</source>
        <translation>Mengambil “{name}” dari server…</translation>
    </message>
    <message>
        <source>Enter opens · Ctrl+Enter adds to the order · Tab shows more · Esc closes</source>
        <translation>Enter membuka · Ctrl+Enter menambah ke pesanan · Tab lebih lengkap · Esc menutup</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Recent people</source>
        <translation>Pengguna terakhir</translation>
    </message>
    <message>
        <source>Needs the server: never signed in here</source>
        <translation>Perlu server: belum pernah masuk di sini</translation>
    </message>
    <message>
        <source>locked {time}</source>
        <translation>terkunci {time}</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>luring</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>Signed in: {name}, {role}</source>
        <translation>Masuk sebagai {name}, {role}</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message>
        <source>PIN, {n} of 6 digits typed</source>
        <translation>PIN, {n} dari 6 angka terisi</translation>
    </message>
</context>
<context>
    <name>PrintChip</name>
    <message>
        <source>Printing: {state}</source>
        <translation>Cetak: {state}</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Tercetak</translation>
    </message>
    <message numerus="yes">
        <source>%n perhaps printed</source>
        <translation>
            <numerusform>%n mungkin sudah tercetak</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No printer, %n kept as file(s)</source>
        <translation>
            <numerusform>Tanpa printer, %n disimpan sebagai file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Printer away, %n kept</source>
        <translation>
            <numerusform>Printer tidak tersambung, %n disimpan</numerusform>
        </translation>
    </message>
    <message>
        <source>Press to print again what is kept.</source>
        <translation>Tekan untuk mencetak lagi yang disimpan.</translation>
    </message>
    <message>
        <source>Press to print the oldest once more.</source>
        <translation>Tekan untuk mencetak ulang yang terlama.</translation>
    </message>
    <message>
        <source>Press to print again what is kept; the newest is in {path}.</source>
        <translation>Tekan untuk mencetak lagi yang disimpan; yang terbaru ada di {path}.</translation>
    </message>
    <message>
        <source>Press to print the oldest once more; the newest is in {path}.</source>
        <translation>Tekan untuk mencetak ulang yang terlama; yang terbaru ada di {path}.</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>This cannot be done now ({code}).</source>
        <translation>Ini tidak dapat dilakukan sekarang ({code}).</translation>
    </message>
    <message>
        <source>Someone has moved this on already. It is fresh now.</source>
        <translation>Orang lain sudah melanjutkan ini. Tampilan sudah baru.</translation>
    </message>
    <message>
        <source>Your role may not do this. A manager can.</source>
        <translation>Peran Anda tidak boleh melakukan ini. Manajer boleh.</translation>
    </message>
    <message>
        <source>This desk only reads until it reaches the server.</source>
        <translation>Meja ini hanya membaca sampai terhubung ke server.</translation>
    </message>
    <message>
        <source>This is not known on this desk.</source>
        <translation>Ini tidak dikenal di meja ini.</translation>
    </message>
    <message>
        <source>This needs the server, which is away. Try again later.</source>
        <translation>Ini perlu server, yang sedang tidak terjangkau. Coba lagi nanti.</translation>
    </message>
    <message>
        <source>The offline time is over. Reach the server once.</source>
        <translation>Waktu luring sudah habis. Hubungkan ke server sekali.</translation>
    </message>
    <message>
        <source>The {hours} hours without the server are over: nothing new can be promised. What happens at the counter is still kept. Reach the server, then sign in.</source>
        <translation>Batas {hours} jam tanpa server sudah lewat: tidak bisa menjanjikan yang baru. Yang terjadi di kasir tetap dicatat. Hubungkan ke server, lalu masuk lagi.</translation>
    </message>
    <message>
        <source>Needs the server: never signed in here.</source>
        <translation>Perlu server: belum pernah masuk di sini.</translation>
    </message>
    <message>
        <source>Wrong PIN.</source>
        <translation>PIN salah.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Nothing is lost: try again in {wait}.</source>
        <translation>PIN salah terlalu sering. Tidak ada yang hilang: coba lagi dalam {wait}.</translation>
    </message>
    <message>
        <source>This desk is open already on this computer. Nothing was changed. Use its window, or close it and start again. ({folder})</source>
        <translation>Meja ini sudah terbuka di komputer ini. Tidak ada yang berubah. Pakai jendelanya, atau tutup lalu mulai lagi. ({folder})</translation>
    </message>
    <message>
        <source>{folder} is on a network drive, where an order can get lost. Nothing was written. Choose a folder on this computer.</source>
        <translation>{folder} ada di drive jaringan, tempat pesanan bisa hilang. Tidak ada yang ditulis. Pilih folder di komputer ini.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written ({why}). Nothing was changed. Ask for the rights to it, or choose another one.</source>
        <translation>Folder {folder} tidak dapat ditulis ({why}). Tidak ada yang berubah. Minta hak aksesnya, atau pilih folder lain.</translation>
    </message>
    <message>
        <source>The key of this desk is gone, so its data cannot be opened. It was left as it is in {folder}. Call the help desk before anything else.</source>
        <translation>Kunci meja ini hilang, jadi datanya tidak dapat dibuka. Datanya dibiarkan apa adanya di {folder}. Hubungi bantuan sebelum melakukan apa pun.</translation>
    </message>
    <message>
        <source>The disk of this computer is full. What was saved before is there. Make room, then do it again.</source>
        <translation>Disk komputer ini penuh. Yang sudah disimpan tetap ada. Kosongkan tempat, lalu ulangi.</translation>
    </message>
    <message>
        <source>The disk of this computer does not read or write any more. Nothing was changed. Start Gerai again; if it stays so, call the help desk.</source>
        <translation>Disk komputer ini tidak dapat membaca atau menulis lagi. Tidak ada yang berubah. Mulai Gerai lagi; jika tetap begitu, hubungi bantuan.</translation>
    </message>
    <message>
        <source>The data of this desk are damaged. What was not sent yet is kept a second time. Close Gerai and start it again: it makes the data anew.</source>
        <translation>Data meja ini rusak. Yang belum terkirim masih ada salinannya. Tutup Gerai lalu mulai lagi: datanya dibuat ulang.</translation>
    </message>
    <message>
        <source>A newer version of Gerai wrote the data of this desk. They were left as they are. Update this program.</source>
        <translation>Data meja ini ditulis oleh versi Gerai yang lebih baru. Datanya dibiarkan apa adanya. Perbarui program ini.</translation>
    </message>
    <message>
        <source>“{typed}” is not the address of a server. Nothing was changed. It looks like https://gerai.example:8443.</source>
        <translation>“{typed}” bukan alamat server. Tidak ada yang berubah. Bentuknya seperti https://gerai.example:8443.</translation>
    </message>
    <message>
        <source>The server of the demo ended by itself ({why}). What was made is kept. Close this window and start the demo again; {log} tells more.</source>
        <translation>Server demo berhenti sendiri ({why}). Yang sudah dibuat tetap tersimpan. Tutup jendela ini dan mulai demo lagi; {log} memuat rinciannya.</translation>
    </message>
    <message>
        <source>This code is unknown or was used before. Nothing was changed. Compare it letter by letter, or ask for a new one.</source>
        <translation>Kode ini tidak dikenal atau sudah dipakai. Tidak ada yang berubah. Periksa huruf demi huruf, atau minta kode baru.</translation>
    </message>
    <message>
        <source>The server does not know this desk. What was done here is kept. The office has to let it join again.</source>
        <translation>Server tidak mengenal meja ini. Yang dikerjakan di sini tetap tersimpan. Kantor harus mendaftarkannya lagi.</translation>
    </message>
    <message>
        <source>The office has closed this desk. What was done here is kept and still goes up.</source>
        <translation>Kantor telah menutup meja ini. Yang dikerjakan di sini tetap tersimpan dan tetap dikirim.</translation>
    </message>
    <message>
        <source>This is the desk you are at. Close it from another one, or ask the office.</source>
        <translation>Ini komputer yang sedang dipakai. Tutup dari komputer lain, atau minta kantor.</translation>
    </message>
    <message>
        <source>This desk belongs to another place: its manager closes it.</source>
        <translation>Komputer ini milik toko lain: manajernya yang menutup.</translation>
    </message>
    <message>
        <source>The permission to work here is not from your server. Nothing was changed. Sign in again while the server is there.</source>
        <translation>Izin bekerja di sini bukan dari server Anda. Tidak ada yang berubah. Masuk lagi saat server terjangkau.</translation>
    </message>
    <message>
        <source>This user is closed. The office can open it again.</source>
        <translation>Pengguna ini ditutup. Kantor dapat membukanya lagi.</translation>
    </message>
    <message>
        <source>The server does not know this user. Ask the office.</source>
        <translation>Server tidak mengenal pengguna ini. Tanyakan ke kantor.</translation>
    </message>
    <message>
        <source>A PIN has {digits} digits.</source>
        <translation>PIN terdiri dari {digits} angka.</translation>
    </message>
    <message>
        <source>This was done already. It counts once.</source>
        <translation>Ini sudah dikerjakan. Dihitung satu kali.</translation>
    </message>
    <message>
        <source>This computer put it together wrongly. Nothing was changed; try it again.</source>
        <translation>Komputer ini salah menyusunnya. Tidak ada yang berubah; coba lagi.</translation>
    </message>
    <message>
        <source>This version does not know this act. It is kept; update this program.</source>
        <translation>Versi ini tidak mengenal tindakan ini. Tindakannya tersimpan; perbarui program ini.</translation>
    </message>
    <message>
        <source>This approval does not hold for this act. Nothing was changed; ask for it once more.</source>
        <translation>Persetujuan ini tidak berlaku untuk tindakan ini. Tidak ada yang diubah; minta sekali lagi.</translation>
    </message>
    <message>
        <source>This person may not let that pass either. Somebody with more rights can.</source>
        <translation>Orang ini juga tidak berwenang. Perlu orang dengan wewenang lebih tinggi.</translation>
    </message>
    <message>
        <source>The note is empty. Write it first.</source>
        <translation>Catatannya kosong. Tulis dulu.</translation>
    </message>
    <message>
        <source>Nothing was typed yet.</source>
        <translation>Belum ada yang diketik.</translation>
    </message>
    <message>
        <source>That is not a number of ours. Nothing was changed.</source>
        <translation>Itu bukan nomor kami. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>That many copies are not printed at once. Choose fewer.</source>
        <translation>Sebanyak itu tidak dicetak sekaligus. Pilih lebih sedikit.</translation>
    </message>
    <message>
        <source>This order is not on this computer. Find it by its number; nothing changed.</source>
        <translation>Pesanan ini tidak ada di komputer ini. Cari dengan nomornya; tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>This line is not in the order. It is fresh now; look again.</source>
        <translation>Baris ini tidak ada di pesanan. Sudah diperbarui; lihat lagi.</translation>
    </message>
    <message>
        <source>This task is not on this computer any more.</source>
        <translation>Tugas ini tidak ada lagi di komputer ini.</translation>
    </message>
    <message>
        <source>There is nothing left to cancel. Nothing was changed.</source>
        <translation>Tidak ada lagi yang bisa dibatalkan. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>There are not so many units left. Nothing was changed.</source>
        <translation>Tidak sebanyak itu yang tersisa. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>This customer is not on this computer. Find them again.</source>
        <translation>Pelanggan ini tidak ada di komputer ini. Cari lagi.</translation>
    </message>
    <message>
        <source>This customer is known already. Choose them from the list.</source>
        <translation>Pelanggan ini sudah dikenal. Pilih dari daftar.</translation>
    </message>
    <message>
        <source>Two customers were given for one order. Choose one of them.</source>
        <translation>Ada dua pelanggan untuk satu pesanan. Pilih salah satu.</translation>
    </message>
    <message>
        <source>This address is not on this computer. Type it once more.</source>
        <translation>Alamat ini tidak ada di komputer ini. Ketik sekali lagi.</translation>
    </message>
    <message>
        <source>This address is another customer&apos;s. Choose or type one.</source>
        <translation>Alamat ini milik pelanggan lain. Pilih atau ketik alamat.</translation>
    </message>
    <message>
        <source>An item has its price in another currency. Remove it; the rest is kept.</source>
        <translation>Satu barang memakai mata uang lain. Hapus barang itu; sisanya tersimpan.</translation>
    </message>
    <message>
        <source>A price cannot be below zero. Nothing was changed.</source>
        <translation>Harga tidak boleh di bawah nol. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>A charge cannot be below zero. Nothing was changed.</source>
        <translation>Biaya tidak boleh di bawah nol. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>That is more than is to be paid. Nothing was booked.</source>
        <translation>Itu lebih dari yang harus dibayar. Tidak ada yang dibukukan.</translation>
    </message>
    <message>
        <source>This payment is not on this computer. Nothing was booked.</source>
        <translation>Pembayaran ini tidak ada di komputer ini. Tidak ada yang dibukukan.</translation>
    </message>
    <message>
        <source>This way of paying brings no money now. Choose another one.</source>
        <translation>Cara bayar ini tidak mendatangkan uang sekarang. Pilih cara lain.</translation>
    </message>
    <message>
        <source>This way of paying is not taken here. Choose another one.</source>
        <translation>Cara bayar ini tidak diterima di sini. Pilih cara lain.</translation>
    </message>
    <message>
        <source>The store credit is too low. Pay the rest in another way.</source>
        <translation>Kredit toko tidak cukup. Bayar sisanya dengan cara lain.</translation>
    </message>
    <message>
        <source>This drawer is not open at this computer. Open it first.</source>
        <translation>Laci ini tidak terbuka di komputer ini. Buka dulu.</translation>
    </message>
    <message>
        <source>More of the day is not sent than was shown. Look again, then close it.</source>
        <translation>Yang belum terkirim lebih banyak dari yang tampil. Lihat lagi, lalu tutup.</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Found</source>
        <translation>Hasil</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>{n} h</source>
        <translation>{n} jam</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>{n} mnt lagi</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Call center agent</source>
        <translation>Agen pusat panggilan</translation>
    </message>
    <message>
        <source>Store clerk</source>
        <translation>Petugas toko</translation>
    </message>
    <message>
        <source>Store manager</source>
        <translation>Manajer toko</translation>
    </message>
    <message>
        <source>Inventory manager</source>
        <translation>Manajer persediaan</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Auditor</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Suara</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Nyala</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Mati</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Kunci</translation>
    </message>
    <message>
        <source>This desk</source>
        <translation>Meja ini</translation>
    </message>
    <message>
        <source>Switches at once, for everything on the screen.</source>
        <translation>Berganti seketika, untuk semua yang ada di layar.</translation>
    </message>
    <message>
        <source>Automatic follows the system; high contrast has larger contrasts.</source>
        <translation>Otomatis mengikuti sistem; kontras tinggi memperjelas perbedaan.</translation>
    </message>
    <message>
        <source>A high beep for a taken scan, a low double beep for a refused one.</source>
        <translation>Bip tinggi untuk pindaian yang diterima, dua bip rendah untuk yang ditolak.</translation>
    </message>
    <message>
        <source>So long after the last key the desk locks itself. Work in hand is kept.</source>
        <translation>Selama ini setelah tombol terakhir, meja terkunci sendiri. Pekerjaan tetap tersimpan.</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Dengarkan</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Otomatis</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Terang</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Kontras tinggi</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} dtk</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>All shortcuts</source>
        <translation>Semua tombol pintas</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Cari tombol pintas</translation>
    </message>
    <message>
        <source>Search: park, print, payment…</source>
        <translation>Cari: parkir, cetak, pembayaran…</translation>
    </message>
    <message>
        <source>No such key.</source>
        <translation>Tombol itu tidak ada.</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Badge, name or staff number</source>
        <translation>Kartu, nama, atau nomor staf</translation>
    </message>
    <message>
        <source>Sign in as someone else</source>
        <translation>Masuk sebagai orang lain</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Recent on this computer</source>
        <translation>Terakhir di komputer ini</translation>
    </message>
    <message>
        <source>Scan your badge, or choose your name and type the PIN</source>
        <translation>Pindai kartu Anda, atau pilih nama lalu ketik PIN</translation>
    </message>
    <message>
        <source>This badge is not known here.</source>
        <translation>Kartu ini tidak dikenal di sini.</translation>
    </message>
    <message>
        <source>Nobody here has this name.</source>
        <translation>Tidak ada yang bernama itu di sini.</translation>
    </message>
    <message>
        <source>The PIN could not be checked. Try again.</source>
        <translation>PIN tidak dapat diperiksa. Coba lagi.</translation>
    </message>
    <message>
        <source>Unlock this desk</source>
        <translation>Buka kunci meja ini</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Unlock and carry on</source>
        <translation>Buka kunci dan lanjutkan</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN {name}</translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN, %n tries left</source>
        <translation>
            <numerusform>PIN salah, sisa %n percobaan</numerusform>
        </translation>
    </message>
    <message>
        <source>wait {n} s</source>
        <translation>tunggu {n} dtk</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>The server is slow; working from this computer&apos;s copy.</source>
        <translation>Server lambat; bekerja dari salinan komputer ini.</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>open</source>
        <translation>belum</translation>
    </message>
    <message>
        <source>now</source>
        <translation>sekarang</translation>
    </message>
    <message>
        <source>done</source>
        <translation>selesai</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>terhalang</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Close this message</source>
        <translation>Tutup pesan ini</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
</context>
<context>
    <name>SyncPill</name>
    <message>
        <source>Sync: {state}</source>
        <translation>Sinkronisasi: {state}</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Hanya baca</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>%n perlu Anda</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline {time}</source>
        <translation>Luring {time}</translation>
    </message>
    <message>
        <source>{n} queued</source>
        <translation>{n} antre</translation>
    </message>
    <message>
        <source>disk nearly full</source>
        <translation>disk hampir penuh</translation>
    </message>
    <message>
        <source>Disk nearly full</source>
        <translation>Disk hampir penuh</translation>
    </message>
    <message>
        <source>Clock {age} off</source>
        <translation>Jam meleset {age}</translation>
    </message>
    <message>
        <source>Syncing {n}</source>
        <translation>Mengirim {n}</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Daring</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>bn</source>
        <translation>M</translation>
    </message>
    <message>
        <source>m</source>
        <translation>jt</translation>
    </message>
    <message>
        <source>Write 1.250,50 or 1250,50: point for thousands, comma for decimals.</source>
        <translation>Tulis 1.250,50 atau 1250,50: titik untuk ribuan, koma untuk desimal.</translation>
    </message>
    <message>
        <source>Write 1.250 or 1250: a point for thousands, no decimals.</source>
        <translation>Tulis 1.250 atau 1250: titik untuk ribuan, tanpa desimal.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} dtk</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} mnt</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} jam</translation>
    </message>
    <message>
        <source>%n day(s)</source>
        <translation>%n hari</translation>
    </message>
    <message>
        <source>{h} h {m}</source>
        <translation>{h} jam {m}</translation>
    </message>
    <message>
        <source>There is no such day.</source>
        <translation>Tanggal itu tidak ada.</translation>
    </message>
    <message>
        <source>Say the hour too, like: tomorrow 9.</source>
        <translation>Tulis jamnya juga, misalnya: besok 9.</translation>
    </message>
    <message>
        <source>Write 15:00, +30 for minutes, or tomorrow 9.</source>
        <translation>Tulis 15:00, +30 untuk menit, atau besok 9.</translation>
    </message>
    <message>
        <source>A day has 24 hours: write 15:00.</source>
        <translation>Sehari ada 24 jam: tulis 15:00.</translation>
    </message>
    <message>
        <source>That time has passed. For the next day: tomorrow 9.</source>
        <translation>Waktu itu sudah lewat. Untuk hari berikutnya: besok 9.</translation>
    </message>
    <message>
        <source>That is more than a year away.</source>
        <translation>Itu lebih dari setahun lagi.</translation>
    </message>
</context>
<context>
    <name>omnibox</name>
    <message>
        <source>nearly so called</source>
        <translation>nama yang mirip</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Produk</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Customers at the server</source>
        <translation>Pelanggan di server</translation>
    </message>
    <message>
        <source>Orders at the server</source>
        <translation>Pesanan di server</translation>
    </message>
    <message>
        <source>{n} here</source>
        <translation>{n} di sini</translation>
    </message>
    <message>
        <source>{n} in all</source>
        <translation>{n} semuanya</translation>
    </message>
    <message>
        <source>%n order(s)</source>
        <translation>%n pesanan</translation>
    </message>
    <message>
        <source>Nothing more to show.</source>
        <translation>Tidak ada keterangan lain.</translation>
    </message>
    <message>
        <source>Last steps</source>
        <translation>Langkah terakhir</translation>
    </message>
    <message>
        <source>Recent orders</source>
        <translation>Pesanan terakhir</translation>
    </message>
    <message>
        <source>Can be promised</source>
        <translation>Dapat dijanjikan</translation>
    </message>
    <message>
        <source>Looks for a place</source>
        <translation>Mencari tempat</translation>
    </message>
    <message>
        <source>Backorder</source>
        <translation>Menunggu stok</translation>
    </message>
    <message>
        <source>Place found</source>
        <translation>Tempat ditemukan</translation>
    </message>
    <message>
        <source>Given to the store</source>
        <translation>Diteruskan ke toko</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>Diambil dari rak</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Siap</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>Dikemas</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>Dalam perjalanan</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Sudah diambil</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Terkirim</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
</context>
</TS>
