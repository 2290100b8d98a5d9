<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>Action</name>
    <message>
        <source>Scan</source>
        <translation>Pindai</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Kiriman</translation>
    </message>
    <message>
        <source>Receive, new day, send</source>
        <translation>Terima, hari baru, kirim</translation>
    </message>
    <message>
        <source>Nothing more comes</source>
        <translation>Tidak ada lagi</translation>
    </message>
    <message>
        <source>Why fewer</source>
        <translation>Alasan kurang</translation>
    </message>
    <message>
        <source>Print transfer note</source>
        <translation>Cetak surat transfer</translation>
    </message>
    <message>
        <source>Cancel transfer</source>
        <translation>Batalkan transfer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>Bukukan</translation>
    </message>
</context>
<context>
    <name>SupplyPage</name>
    <message>
        <source>What to do</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Why fewer</source>
        <translation>Alasan kurang</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Kiriman</translation>
    </message>
    <message>
        <source>Nothing is on its way.</source>
        <translation>Tidak ada kiriman.</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>Akan tiba</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Dihitung</translation>
    </message>
    <message>
        <source>Broken promises</source>
        <translation>Janji yang meleset</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Dijanjikan</translation>
    </message>
    <message>
        <source>Worth</source>
        <translation>Nilai</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Terima</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Kirim</translation>
    </message>
    <message>
        <source>New day</source>
        <translation>Hari baru</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Akan dikirim</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Kiriman</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Tujuan</translation>
    </message>
    <message>
        <source>Comes</source>
        <translation>Tiba</translation>
    </message>
    <message>
        <source>Awaited</source>
        <translation>Ditunggu</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>Pasokan</translation>
    </message>
    <message numerus="yes">
        <source>%n delivery(ies) on the way</source>
        <translation>
            <numerusform>%n kiriman di jalan</numerusform>
        </translation>
    </message>
    <message>
        <source>A manager can grant it.</source>
        <translation>Manajer dapat memberikannya.</translation>
    </message>
    <message>
        <source>Switch to Receive to count goods.</source>
        <translation>Pindah ke Terima untuk menghitung barang.</translation>
    </message>
    <message>
        <source>The deliveries could not be read.</source>
        <translation>Kiriman tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>Choose a delivery.</source>
        <translation>Pilih kiriman.</translation>
    </message>
    <message>
        <source>Nothing more comes of it: what is missing is short.</source>
        <translation>Tidak ada lagi: yang kurang dicatat kurang.</translation>
    </message>
    <message>
        <source>Sent, and on its way.</source>
        <translation>Terkirim, sedang di jalan.</translation>
    </message>
    <message>
        <source>Scan what goes into the parcel.</source>
        <translation>Pindai apa yang masuk paket.</translation>
    </message>
    <message>
        <source>Not told sent yet. If it is here, receive it.</source>
        <translation>Belum tercatat dikirim. Bila sudah di sini, terima saja.</translation>
    </message>
    <message>
        <source>A manager sends transfers.</source>
        <translation>Transfer dikirim oleh manajer.</translation>
    </message>
    <message>
        <source>Say why fewer are sent first.</source>
        <translation>Sebutkan dulu alasan kirim kurang.</translation>
    </message>
    <message>
        <source>Scan an item first.</source>
        <translation>Pindai barang dulu.</translation>
    </message>
    <message numerus="yes">
        <source>Send %n unit(s)</source>
        <translation>
            <numerusform>Kirim %n unit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Book %n unit(s)</source>
        <translation>
            <numerusform>Bukukan %n barang</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tell %n customer(s)</source>
        <translation>
            <numerusform>Kabari %n pelanggan</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Pindai</translation>
    </message>
    <message>
        <source>Scan an item, or =12 for the chosen one</source>
        <translation>Pindai barang, atau =12 untuk yang dipilih</translation>
    </message>
    <message>
        <source>How many days later, or which day: 4 or 28/11</source>
        <translation>Berapa hari lagi, atau hari apa: 4 atau 28/11</translation>
    </message>
    <message>
        <source>Write 4 for four days later, or a day: 28/11.</source>
        <translation>Tulis 4 untuk empat hari lagi, atau hari: 28/11.</translation>
    </message>
    <message>
        <source>Choose a delivery first.</source>
        <translation>Pilih kiriman dulu.</translation>
    </message>
    <message>
        <source>No item is called “{typed}”.</source>
        <translation>Tidak ada barang bernama “{typed}”.</translation>
    </message>
    <message>
        <source>Scan an item first, then write =12.</source>
        <translation>Pindai barang dulu, lalu tulis =12.</translation>
    </message>
    <message>
        <source>Sent. It is on its way.</source>
        <translation>Terkirim. Sedang di jalan.</translation>
    </message>
    <message>
        <source>Cancel {number}? Nothing of it was sent.</source>
        <translation>Batalkan {number}? Belum ada yang dikirim.</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>The transfer was cancelled.</source>
        <translation>Transfer dibatalkan.</translation>
    </message>
    <message>
        <source>Booked. Who waits for these goods is served.</source>
        <translation>Dibukukan. Yang menunggu barang ini dilayani.</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) told, each once.</source>
        <translation>
            <numerusform>%n pelanggan dikabari, masing-masing sekali.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>supply</name>
    <message>
        <source>was {day}</source>
        <translation>semula {day}</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>terlambat</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>di jalan</translation>
    </message>
    <message>
        <source>from {place}</source>
        <translation>dari {place}</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>diminta</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Tidak ditemukan</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Rusak</translation>
    </message>
    <message>
        <source>Needed here</source>
        <translation>Diperlukan di sini</translation>
    </message>
    <message>
        <source>{n} over</source>
        <translation>lebih {n}</translation>
    </message>
    <message>
        <source>{n} short</source>
        <translation>kurang {n}</translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation>terlambat {time}</translation>
    </message>
    <message>
        <source>Nobody knows when {number} comes.</source>
        <translation>Belum diketahui kapan {number} tiba.</translation>
    </message>
    <message>
        <source>{number} breaks no promise.</source>
        <translation>{number} tidak melesetkan janji.</translation>
    </message>
    <message>
        <source>%n order(s)</source>
        <translation>%n pesanan</translation>
    </message>
    <message>
        <source>{number} comes too late: {orders}</source>
        <translation>{number} tiba terlambat: {orders}</translation>
    </message>
    <message>
        <source>{number} delayed {time}: {orders}</source>
        <translation>{number} mundur {time}: {orders}</translation>
    </message>
    <message>
        <source>worst {late}</source>
        <translation>terburuk {late}</translation>
    </message>
</context>
</TS>
