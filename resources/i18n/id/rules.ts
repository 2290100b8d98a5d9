<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>Action</name>
    <message>
        <source>New rule</source>
        <translation>Aturan baru</translation>
    </message>
    <message>
        <source>Find rule</source>
        <translation>Cari aturan</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritas</translation>
    </message>
    <message>
        <source>Lower priority</source>
        <translation>Turunkan prioritas</translation>
    </message>
    <message>
        <source>On or off</source>
        <translation>Aktif atau tidak</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Uji ulang</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versi</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Kembalikan</translation>
    </message>
    <message>
        <source>Discard or send back</source>
        <translation>Buang atau kirim balik</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Langkah berikut</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Reading the past orders</source>
        <translation>Membaca pesanan lampau</translation>
    </message>
    <message>
        <source>{done} of {all} orders</source>
        <translation>{done} dari {all} pesanan</translation>
    </message>
</context>
<context>
    <name>ChangedOrders</name>
    <message>
        <source>Changed orders</source>
        <translation>Pesanan berubah</translation>
    </message>
    <message>
        <source>From where, and why</source>
        <translation>Dari mana, dan alasannya</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Biaya</translation>
    </message>
    <message>
        <source>After a replay: the orders that would have gone another way.</source>
        <translation>Setelah uji ulang: pesanan yang akan lewat jalan lain.</translation>
    </message>
    <message>
        <source>Every order would have gone the same way.</source>
        <translation>Semua pesanan akan lewat jalan yang sama.</translation>
    </message>
    <message>
        <source>{n}, the largest first</source>
        <translation>{n}, terbesar dulu</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Choices</source>
        <translation>Pilihan</translation>
    </message>
    <message>
        <source>Enter switches, Enter in the empty box ends</source>
        <translation>Enter memilih, Enter di kotak kosong selesai</translation>
    </message>
    <message>
        <source>Space switches, Enter ends</source>
        <translation>Spasi memilih, Enter selesai</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>better</source>
        <translation>baik</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>buruk</translation>
    </message>
    <message>
        <source>no clear change</source>
        <translation>tak jelas berubah</translation>
    </message>
    <message>
        <source>Figures of the replay</source>
        <translation>Angka uji ulang</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Angka</translation>
    </message>
    <message>
        <source>v{n} now</source>
        <translation>v{n} kini</translation>
    </message>
    <message>
        <source>Change, 95 %</source>
        <translation>Beda, 95 %</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>Draft</source>
        <translation>Draf</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Tinjauan</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Terjadwal</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Berlaku</translation>
    </message>
    <message>
        <source>v{n} by {author}</source>
        <translation>v{n} oleh {author}</translation>
    </message>
    <message>
        <source>{version}, saving</source>
        <translation>{version}, menyimpan</translation>
    </message>
    <message>
        <source>{version}, saved {age} ago</source>
        <translation>{version}, tersimpan {age} lalu</translation>
    </message>
    <message>
        <source>{version}, waits for a second person</source>
        <translation>{version}, menunggu orang kedua</translation>
    </message>
    <message>
        <source>{version}, approved by {reviewer}</source>
        <translation>{version}, disetujui {reviewer}</translation>
    </message>
    <message>
        <source>{version}, begins {when}</source>
        <translation>{version}, mulai {when}</translation>
    </message>
    <message>
        <source>{version}, on trial with {share} % of the orders</source>
        <translation>{version}, dicoba pada {share} % pesanan</translation>
    </message>
    <message>
        <source>{version}, live since {when}</source>
        <translation>{version}, berlaku sejak {when}</translation>
    </message>
    <message>
        <source>{version}, retired, began {when}</source>
        <translation>{version}, sudah diganti, mulai {when}</translation>
    </message>
    <message>
        <source>{version}, {standing}</source>
        <translation>{version}, {standing}</translation>
    </message>
    <message>
        <source>Roll back to v{n}</source>
        <translation>Kembali ke v{n}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>Kirim balik</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Batalkan jadwal</translation>
    </message>
    <message>
        <source>End the trial</source>
        <translation>Akhiri percobaan</translation>
    </message>
    <message>
        <source>End the run</source>
        <translation>Akhiri uji bayangan</translation>
    </message>
    <message>
        <source>Ask for review</source>
        <translation>Minta tinjauan</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Setujui</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Jadwalkan</translation>
    </message>
    <message>
        <source>New draft</source>
        <translation>Draf baru</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>no longer: {value}</source>
        <translation>tidak lagi: {value}</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>Tambah syarat</translation>
    </message>
    <message>
        <source>was {value}</source>
        <translation>dulu {value}</translation>
    </message>
</context>
<context>
    <name>Picks</name>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Tidak ada yang bernama begitu.</translation>
    </message>
</context>
<context>
    <name>Planning</name>
    <message>
        <source>When do these rules begin?</source>
        <translation>Kapan aturan ini mulai berlaku?</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Day and time</source>
        <translation>Hari dan jam</translation>
    </message>
    <message>
        <source>Day and time, such as 24.11.2026 06:00</source>
        <translation>Hari dan jam, misalnya 24.11.2026 06:00</translation>
    </message>
    <message>
        <source>For which orders</source>
        <translation>Untuk pesanan mana</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Semua pesanan</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>Percobaan</translation>
    </message>
    <message>
        <source>Shadow run</source>
        <translation>Uji bayangan</translation>
    </message>
    <message>
        <source>Percent of the orders</source>
        <translation>Persen pesanan</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jangan sekarang</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Sekarang</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>Waktu lain</translation>
    </message>
    <message>
        <source>Write the day and the time as 24.11.2026 06:00.</source>
        <translation>Tulis hari dan jam seperti 24.11.2026 06:00.</translation>
    </message>
    <message>
        <source>A trial takes 1 to 99 % of the orders.</source>
        <translation>Percobaan mengambil 1 sampai 99 % pesanan.</translation>
    </message>
    <message>
        <source>A share of the orders is sourced by these rules, the others by those that are live. The same order is always in the same share.</source>
        <translation>Sebagian pesanan memakai aturan ini, sisanya memakai yang berlaku. Pesanan yang sama selalu ikut bagian yang sama.</translation>
    </message>
    <message>
        <source>No order is sourced by these rules. For two weeks each order is reckoned by them as well, so that both can be compared.</source>
        <translation>Tidak ada pesanan yang memakai aturan ini. Selama dua minggu setiap pesanan juga dihitung dengannya, supaya keduanya bisa dibandingkan.</translation>
    </message>
    <message>
        <source>From then on every order is sourced by these rules.</source>
        <translation>Sejak saat itu semua pesanan memakai aturan ini.</translation>
    </message>
</context>
<context>
    <name>Road</name>
    <message>
        <source>A second person can look at it now.</source>
        <translation>Orang kedua bisa meninjaunya sekarang.</translation>
    </message>
    <message>
        <source>v{n} is approved. F12 schedules it.</source>
        <translation>v{n} disetujui. F12 menjadwalkannya.</translation>
    </message>
    <message>
        <source>v{n} is scheduled.</source>
        <translation>v{n} terjadwal.</translation>
    </message>
    <message>
        <source>It is a draft again.</source>
        <translation>Kembali menjadi draf.</translation>
    </message>
    <message>
        <source>Discard this version? It cannot be brought back.</source>
        <translation>Buang versi ini? Tidak bisa dikembalikan.</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>It does not begin; it stays approved.</source>
        <translation>Tidak jadi mulai; tetap disetujui.</translation>
    </message>
    <message>
        <source>The rules of v{again} are live again, as v{n}.</source>
        <translation>Aturan v{again} berlaku lagi, sebagai v{n}.</translation>
    </message>
    <message>
        <source>The version was discarded.</source>
        <translation>Versi itu dibuang.</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>Name of the rule</source>
        <translation>Nama aturan</translation>
    </message>
    <message>
        <source>Rule {n}</source>
        <translation>Aturan {n}</translation>
    </message>
    <message>
        <source>new since v{n}</source>
        <translation>baru sejak v{n}</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) changed since v{version}</source>
        <translation>
            <numerusform>%n nilai berubah sejak v{version}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>No rules yet: every order comes from the cheapest place.</source>
        <translation>Belum ada aturan: setiap pesanan datang dari tempat termurah.</translation>
    </message>
    <message>
        <source>New draft</source>
        <translation>Draf baru</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Aturan</translation>
    </message>
    <message>
        <source>Sourcing, v{n}</source>
        <translation>Sumber barang, v{n}</translation>
    </message>
    <message>
        <source>An administrator can grant it.</source>
        <translation>Administrator bisa memberi izin.</translation>
    </message>
    <message>
        <source>The rules could not be read.</source>
        <translation>Aturan tidak bisa dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>An inventory manager changes rules.</source>
        <translation>Manajer persediaan yang mengubah aturan.</translation>
    </message>
    <message>
        <source>Rules are changed only while the server is there.</source>
        <translation>Aturan hanya diubah saat server tersambung.</translation>
    </message>
    <message>
        <source>Only a draft can be changed. F12 makes one.</source>
        <translation>Hanya draf yang bisa diubah. F12 membuatnya.</translation>
    </message>
    <message>
        <source>A draft is compared with the rules that are live.</source>
        <translation>Draf dibandingkan dengan aturan yang berlaku.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Sourcing</source>
        <translation>Sumber barang</translation>
    </message>
    <message>
        <source>Find a rule</source>
        <translation>Cari aturan</translation>
    </message>
    <message>
        <source>Rules by priority</source>
        <translation>Aturan menurut prioritas</translation>
    </message>
    <message>
        <source>Versions, the newest first</source>
        <translation>Versi, yang terbaru dulu</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versi</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n aturan</numerusform>
        </translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Aturan</translation>
    </message>
</context>
<context>
    <name>TrialRun</name>
    <message>
        <source>Shadow run</source>
        <translation>Uji bayangan</translation>
    </message>
    <message>
        <source>No order was sent since then. Each one that is will be tried.</source>
        <translation>Sejak itu belum ada pesanan yang dikirim. Setiap pesanan akan diuji.</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} sampai {end}</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) not served whole both ways, not compared</source>
        <translation>
            <numerusform>%n pesanan tidak terpenuhi utuh di kedua cara, tidak dibandingkan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another way, of %n order(s)</source>
        <translation>
            <numerusform>Lewat jalan lain, dari %n pesanan</numerusform>
        </translation>
    </message>
    <message>
        <source>Cost per order, live → these</source>
        <translation>Biaya per pesanan, berlaku → ini</translation>
    </message>
    <message>
        <source>Change, and its range</source>
        <translation>Perubahan dan rentangnya</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>Jumlah semua</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>What if</source>
        <translation>Seandainya</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Rentang</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>The past orders could not be read. Nothing was changed.</source>
        <translation>Pesanan lampau tidak bisa dibaca. Tidak ada yang berubah.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n hari</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replay the last %n day(s)</source>
        <translation>
            <numerusform>Uji ulang %n hari terakhir</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} orders of this store alone replayed</source>
        <translation>{n} pesanan toko ini saja diuji ulang</translation>
    </message>
    <message>
        <source>{n} orders replayed</source>
        <translation>{n} pesanan diuji ulang</translation>
    </message>
    <message>
        <source>This computer holds the orders of its store alone: those of all are replayed at the call center.</source>
        <translation>Komputer ini hanya menyimpan pesanan tokonya: pesanan semua toko diuji ulang di pusat panggilan.</translation>
    </message>
    <message>
        <source>A draft is compared with the rules that are live.</source>
        <translation>Draf dibandingkan dengan aturan yang berlaku.</translation>
    </message>
    <message numerus="yes">
        <source>Of %n order(s) nobody knows here where they went.</source>
        <translation>
            <numerusform>Dari %n pesanan tidak diketahui di sini tujuannya.</numerusform>
        </translation>
    </message>
    <message>
        <source>No orders were sent in these days. Take a longer period.</source>
        <translation>Tidak ada pesanan terkirim pada hari-hari itu. Ambil rentang lebih panjang.</translation>
    </message>
    <message>
        <source>The orders of these days go again, under the live rules and under these, through the engine that sources orders today.</source>
        <translation>Pesanan pada hari-hari itu dihitung lagi, dengan aturan yang berlaku dan dengan aturan ini, oleh mesin yang dipakai sekarang.</translation>
    </message>
    <message>
        <source>Nothing gets clearly worse</source>
        <translation>Tidak ada yang jelas memburuk</translation>
    </message>
    <message>
        <source>Gets worse: {figure} {change}</source>
        <translation>Memburuk: {figure} {change}</translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s): no clear change</source>
        <translation>
            <numerusform>%n angka: tak jelas berubah</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>leave it out</source>
        <translation>tanpa syarat ini</translation>
    </message>
    <message>
        <source>region</source>
        <translation>wilayah</translation>
    </message>
    <message>
        <source>zone</source>
        <translation>zona</translation>
    </message>
    <message>
        <source>store</source>
        <translation>toko</translation>
    </message>
    <message>
        <source>center</source>
        <translation>gudang</translation>
    </message>
    <message>
        <source>Another amount, such as 7.500</source>
        <translation>Jumlah lain, misalnya 7.500</translation>
    </message>
    <message>
        <source>Another number of units</source>
        <translation>Jumlah unit lain</translation>
    </message>
    <message>
        <source>Another number of parcels</source>
        <translation>Jumlah paket lain</translation>
    </message>
    <message>
        <source>Another percentage, such as 125</source>
        <translation>Persentase lain, misalnya 125</translation>
    </message>
    <message>
        <source>Kilometres, such as 12 or &gt;40</source>
        <translation>Kilometer, misalnya 12 atau &gt;40</translation>
    </message>
    <message>
        <source>Another number of days</source>
        <translation>Jumlah hari lain</translation>
    </message>
    <message>
        <source>Hours, such as 08:00-11:30</source>
        <translation>Jam, misalnya 08:00-11:30</translation>
    </message>
    <message>
        <source>Amounts, such as 200.000-900.000</source>
        <translation>Jumlah, misalnya 200.000-900.000</translation>
    </message>
    <message>
        <source>Type to find</source>
        <translation>Ketik untuk mencari</translation>
    </message>
    <message>
        <source>From 1 to {most}.</source>
        <translation>Dari 1 sampai {most}.</translation>
    </message>
    <message>
        <source>Write hours as 08:00-11:30.</source>
        <translation>Tulis jam seperti 08:00-11:30.</translation>
    </message>
    <message>
        <source>Write the lower amount first.</source>
        <translation>Tulis jumlah yang lebih kecil dulu.</translation>
    </message>
    <message>
        <source>unless</source>
        <translation>kecuali</translation>
    </message>
    <message>
        <source>for</source>
        <translation>untuk</translation>
    </message>
    <message>
        <source>worth</source>
        <translation>senilai</translation>
    </message>
    <message>
        <source>dearer by</source>
        <translation>lebih mahal</translation>
    </message>
    <message>
        <source>at</source>
        <translation>dihitung</translation>
    </message>
    <message>
        <source>all orders</source>
        <translation>semua pesanan</translation>
    </message>
    <message>
        <source>no exception</source>
        <translation>tanpa kecuali</translation>
    </message>
    <message>
        <source>and</source>
        <translation>dan</translation>
    </message>
    <message>
        <source>it is one of</source>
        <translation>itu salah satu dari</translation>
    </message>
    <message>
        <source>in</source>
        <translation>di</translation>
    </message>
    <message>
        <source>where</source>
        <translation>yang</translation>
    </message>
    <message>
        <source>with</source>
        <translation>berisi</translation>
    </message>
    <message>
        <source>to</source>
        <translation>ke</translation>
    </message>
    <message>
        <source>of the customer</source>
        <translation>dari pelanggan</translation>
    </message>
    <message>
        <source>for one order</source>
        <translation>untuk satu pesanan</translation>
    </message>
    <message>
        <source>a parcel against the cheapest other place</source>
        <translation>per paket dibanding yang termurah</translation>
    </message>
    <message>
        <source>a parcel than any other place</source>
        <translation>per paket dari tempat lain</translation>
    </message>
    <message>
        <source>of what a parcel from there costs</source>
        <translation>dari biaya paket dari sana</translation>
    </message>
    <message>
        <source>new</source>
        <translation>baru</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>diubah</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>dipindah</translation>
    </message>
    <message>
        <source>off</source>
        <translation>nonaktif</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>dihapus</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Aturan</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} dari {all}</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Terakhir diubah</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Oleh</translation>
    </message>
    <message>
        <source>on</source>
        <translation>aktif</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draf</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>Ditinjau</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Disetujui</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Terjadwal</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Berlaku</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>Percobaan</translation>
    </message>
    <message>
        <source>Shadow run</source>
        <translation>Uji bayangan</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>Diganti</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Dibuang</translation>
    </message>
    <message>
        <source>went back by itself: orders {n} % dearer</source>
        <translation>kembali sendiri: pesanan {n} % lebih mahal</translation>
    </message>
    <message>
        <source>went back by itself: {n} % more orders without goods</source>
        <translation>kembali sendiri: {n} % lebih banyak pesanan tanpa barang</translation>
    </message>
    <message>
        <source>No place is left for any order</source>
        <translation>Tidak ada tempat tersisa untuk pesanan apa pun</translation>
    </message>
    <message>
        <source>Rule {n} allows no parcel at all</source>
        <translation>Aturan {n} tidak mengizinkan satu paket pun</translation>
    </message>
    <message>
        <source>No place is left for {orders}</source>
        <translation>Tidak ada tempat tersisa untuk {orders}</translation>
    </message>
    <message>
        <source>Rule {n} requires what “{other}” excludes</source>
        <translation>Aturan {n} mewajibkan yang dilarang “{other}”</translation>
    </message>
    <message>
        <source>Rule {n} never matches</source>
        <translation>Aturan {n} tidak pernah cocok</translation>
    </message>
    <message>
        <source>Rule {n} never speaks: “{other}” excludes its places</source>
        <translation>Aturan {n} tidak pernah dipakai: “{other}” melarang tempatnya</translation>
    </message>
    <message>
        <source>Rule {n} says the same as “{other}”</source>
        <translation>Aturan {n} sama dengan “{other}”</translation>
    </message>
    <message>
        <source>Rule {n} changes nothing</source>
        <translation>Aturan {n} tidak mengubah apa pun</translation>
    </message>
    <message>
        <source>Rule {n} names “{value}”, which is not there</source>
        <translation>Aturan {n} menyebut “{value}”, yang tidak ada</translation>
    </message>
    <message>
        <source>Rule {n} keeps back more than there is anywhere</source>
        <translation>Aturan {n} menyisakan lebih dari stok mana pun</translation>
    </message>
    <message>
        <source>contradicts</source>
        <translation>bertentangan</translation>
    </message>
    <message>
        <source>never matches</source>
        <translation>tak pernah cocok</translation>
    </message>
    <message>
        <source>never speaks</source>
        <translation>tak terpakai</translation>
    </message>
    <message>
        <source>doubled</source>
        <translation>ganda</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>tak dikenal</translation>
    </message>
    <message>
        <source>no parcel</source>
        <translation>tanpa paket</translation>
    </message>
    <message>
        <source>too many</source>
        <translation>terlalu banyak</translation>
    </message>
    <message>
        <source>no effect</source>
        <translation>tak berpengaruh</translation>
    </message>
    <message>
        <source>look here</source>
        <translation>lihat di sini</translation>
    </message>
    <message>
        <source>A rule allows no parcel at all. Change it first.</source>
        <translation>Ada aturan yang tidak mengizinkan satu paket pun. Ubah dulu.</translation>
    </message>
    <message>
        <source>Under these rules no place is left for any order. Change them first.</source>
        <translation>Dengan aturan ini tidak ada tempat tersisa untuk pesanan apa pun. Ubah dulu.</translation>
    </message>
    <message>
        <source>Whoever wrote or changed these rules cannot approve them. Ask another person.</source>
        <translation>Penulis atau pengubah aturan tidak bisa menyetujuinya. Minta orang lain.</translation>
    </message>
    <message>
        <source>Somebody else changed this draft meanwhile. It is fresh now.</source>
        <translation>Orang lain sudah mengubah draf ini. Sekarang sudah yang terbaru.</translation>
    </message>
    <message>
        <source>These rules are not known here yet.</source>
        <translation>Aturan ini belum dikenal di sini.</translation>
    </message>
    <message>
        <source>This draft is there already.</source>
        <translation>Draf ini sudah ada.</translation>
    </message>
    <message>
        <source>These rules are live already. Roll them back instead.</source>
        <translation>Aturan ini sudah berlaku. Kembalikan saja.</translation>
    </message>
    <message>
        <source>Other rules are live meanwhile. Look at them first.</source>
        <translation>Sekarang aturan lain yang berlaku. Lihat dulu.</translation>
    </message>
    <message>
        <source>No other rules were live before these.</source>
        <translation>Belum ada aturan lain yang berlaku sebelumnya.</translation>
    </message>
    <message>
        <source>A set has at most {most} rules.</source>
        <translation>Paling banyak {most} aturan.</translation>
    </message>
    <message>
        <source>The same rule is in the set twice.</source>
        <translation>Aturan yang sama ada dua kali.</translation>
    </message>
    <message>
        <source>A value of “{rule}” is out of bounds.</source>
        <translation>Ada nilai “{rule}” di luar batas.</translation>
    </message>
    <message>
        <source>A trial takes 1 to 99 % of the orders.</source>
        <translation>Percobaan mengambil 1 sampai 99 % pesanan.</translation>
    </message>
    <message>
        <source>The end is not after the start.</source>
        <translation>Akhirnya tidak setelah mulainya.</translation>
    </message>
    <message>
        <source>Prefer</source>
        <translation>Utamakan</translation>
    </message>
    <message>
        <source>Avoid</source>
        <translation>Hindari</translation>
    </message>
    <message>
        <source>Never use</source>
        <translation>Jangan pakai</translation>
    </message>
    <message>
        <source>Use only</source>
        <translation>Hanya pakai</translation>
    </message>
    <message>
        <source>Keep back</source>
        <translation>Sisakan</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Paling banyak</translation>
    </message>
    <message>
        <source>Weigh</source>
        <translation>Timbang</translation>
    </message>
    <message>
        <source>cheaper by an amount</source>
        <translation>lebih murah sekian</translation>
    </message>
    <message>
        <source>dearer by an amount</source>
        <translation>lebih mahal sekian</translation>
    </message>
    <message>
        <source>these are out</source>
        <translation>tidak ikut</translation>
    </message>
    <message>
        <source>all others are out</source>
        <translation>yang lain tidak ikut</translation>
    </message>
    <message>
        <source>last units stay there</source>
        <translation>unit terakhir tetap di sana</translation>
    </message>
    <message>
        <source>parcels of one order</source>
        <translation>paket satu pesanan</translation>
    </message>
    <message>
        <source>costs count more or less</source>
        <translation>biaya dihitung lebih atau kurang</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>Keinginan</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Persen</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Jarak</translation>
    </message>
    <message>
        <source>Days of cover</source>
        <translation>Hari stok cukup</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Delivery or pickup</source>
        <translation>Kirim atau ambil</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Kecepatan</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>Tujuan</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>Order value</source>
        <translation>Nilai pesanan</translation>
    </message>
    <message>
        <source>the last %n unit(s)</source>
        <translation>%n unit terakhir</translation>
    </message>
    <message>
        <source>%n parcel(s)</source>
        <translation>%n paket</translation>
    </message>
    <message>
        <source>cover is under %n day(s)</source>
        <translation>stok cukup kurang dari %n hari</translation>
    </message>
    <message>
        <source>within {km} km</source>
        <translation>dalam {km} km</translation>
    </message>
    <message>
        <source>beyond {km} km</source>
        <translation>lebih dari {km} km</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>Sen</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Sel</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Rab</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Kam</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Jum</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Sab</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>Min</translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation>mulai {time}</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>sampai {time}</translation>
    </message>
    <message>
        <source>from {amount}</source>
        <translation>mulai {amount}</translation>
    </message>
    <message>
        <source>under {amount}</source>
        <translation>di bawah {amount}</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telepon</translation>
    </message>
    <message>
        <source>web</source>
        <translation>web</translation>
    </message>
    <message>
        <source>home delivery</source>
        <translation>kirim ke rumah</translation>
    </message>
    <message>
        <source>pickup</source>
        <translation>ambil di toko</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>reguler</translation>
    </message>
    <message>
        <source>express</source>
        <translation>ekspres</translation>
    </message>
    <message>
        <source>same day</source>
        <translation>hari yang sama</translation>
    </message>
    <message>
        <source>stores</source>
        <translation>toko</translation>
    </message>
    <message>
        <source>centers</source>
        <translation>gudang</translation>
    </message>
    <message>
        <source>a place that is gone</source>
        <translation>tempat yang sudah tidak ada</translation>
    </message>
    <message>
        <source>in {region}</source>
        <translation>di {region}</translation>
    </message>
    <message>
        <source>any</source>
        <translation>apa saja</translation>
    </message>
    <message>
        <source>all places</source>
        <translation>semua tempat</translation>
    </message>
    <message>
        <source>{amount} dearer</source>
        <translation>{amount} lebih mahal</translation>
    </message>
    <message>
        <source>must</source>
        <translation>wajib</translation>
    </message>
    <message>
        <source>Applies to all orders</source>
        <translation>Berlaku untuk semua pesanan</translation>
    </message>
    <message>
        <source>Applies to: {orders}</source>
        <translation>Berlaku untuk: {orders}</translation>
    </message>
    <message>
        <source>Cost per order</source>
        <translation>Biaya per pesanan</translation>
    </message>
    <message>
        <source>Split orders</source>
        <translation>Pesanan terpisah</translation>
    </message>
    <message>
        <source>Days to customer</source>
        <translation>Hari sampai</translation>
    </message>
    <message>
        <source>Promise kept</source>
        <translation>Janji ditepati</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>Tingkat pemenuhan</translation>
    </message>
    <message>
        <source>Walk-ins missed</source>
        <translation>Pembeli toko luput</translation>
    </message>
    <message>
        <source>Parcels by air</source>
        <translation>Paket lewat udara</translation>
    </message>
    <message>
        <source>CO₂e per order</source>
        <translation>CO₂e per pesanan</translation>
    </message>
    <message>
        <source>{points} pt</source>
        <translation>{points} pt</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>tanpa tempat</translation>
    </message>
    <message>
        <source>%n day(s) sooner</source>
        <translation>%n hari lebih cepat</translation>
    </message>
    <message>
        <source>%n day(s) later</source>
        <translation>%n hari lebih lambat</translation>
    </message>
</context>
</TS>
