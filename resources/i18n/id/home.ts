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
        <source>Choose</source>
        <translation>Pilih</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Next due</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Pesanan baru</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
</context>
<context>
    <name>DayCard</name>
    <message>
        <source>My day</source>
        <translation>Hari saya</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>di komputer ini</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Scan</source>
        <translation>Pindai</translation>
    </message>
    <message>
        <source>Scan or type a code, a number, a phone</source>
        <translation>Pindai atau ketik kode, nomor, telepon</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Yang harus dikerjakan</translation>
    </message>
    <message>
        <source>All clear: nothing is waiting for you.</source>
        <translation>Beres: tidak ada yang menunggu Anda.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Di mana</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Batas waktu</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Beranda</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to do</source>
        <translation>
            <numerusform>%n pekerjaan</numerusform>
        </translation>
    </message>
    <message>
        <source>All clear: nothing is due.</source>
        <translation>Beres: tidak ada yang mendesak.</translation>
    </message>
    <message>
        <source>Finish what you have in hand first.</source>
        <translation>Selesaikan dulu yang sedang dikerjakan.</translation>
    </message>
    <message>
        <source>Enter opens it: it is done there.</source>
        <translation>Enter membukanya: dikerjakan di sana.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Selesai.</translation>
    </message>
    <message>
        <source>Your role has no work of its own at a desk.</source>
        <translation>Peran Anda tidak punya pekerjaan sendiri di meja ini.</translation>
    </message>
    <message>
        <source>What is to do could not be read.</source>
        <translation>Daftar pekerjaan tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
</context>
<context>
    <name>NeedsCard</name>
    <message>
        <source>Needs you now</source>
        <translation>Perlu Anda sekarang</translation>
    </message>
    <message>
        <source>All clear.</source>
        <translation>Beres.</translation>
    </message>
    <message>
        <source>All clear. Next due {time}.</source>
        <translation>Beres. Berikutnya pukul {time}.</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>This work is not known on this desk.</source>
        <translation>Pekerjaan ini tidak dikenal di meja ini.</translation>
    </message>
    <message>
        <source>A count is done by posting it: open it first.</source>
        <translation>Hitungan selesai bila dibukukan: buka dulu.</translation>
    </message>
    <message>
        <source>A parcel is done by picking it: open it first.</source>
        <translation>Paket selesai setelah diambil barangnya: buka dulu.</translation>
    </message>
</context>
<context>
    <name>home</name>
    <message>
        <source>Not sure to be taken</source>
        <translation>Belum tentu diterima</translation>
    </message>
    <message>
        <source>Without a customer</source>
        <translation>Tanpa pelanggan</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Telepon kembali</translation>
    </message>
    <message>
        <source>Orders cost {n} % more under these rules</source>
        <translation>Biaya pesanan {n} % lebih mahal dengan aturan ini</translation>
    </message>
    <message>
        <source>{n} % more orders found no goods under these rules</source>
        <translation>{n} % lebih banyak pesanan tidak dapat barang dengan aturan ini</translation>
    </message>
    <message>
        <source>Ready and not collected</source>
        <translation>Siap, belum diambil</translation>
    </message>
    <message>
        <source>Count it</source>
        <translation>Hitung stoknya</translation>
    </message>
    <message>
        <source>Put it back on its shelf</source>
        <translation>Kembalikan ke rak</translation>
    </message>
    <message>
        <source>Parked order</source>
        <translation>Pesanan ditahan</translation>
    </message>
    <message>
        <source>Pay link not paid yet</source>
        <translation>Tautan bayar belum dibayar</translation>
    </message>
    <message>
        <source>Promised time has passed</source>
        <translation>Waktu janji sudah lewat</translation>
    </message>
    <message>
        <source>Open for more than a day</source>
        <translation>Terbuka lebih dari sehari</translation>
    </message>
    <message>
        <source>May it come back?</source>
        <translation>Bolehkah dikembalikan?</translation>
    </message>
    <message>
        <source>The refund could not be paid</source>
        <translation>Pengembalian dana gagal dibayar</translation>
    </message>
    <message>
        <source>Ended by itself</source>
        <translation>Berhenti sendiri</translation>
    </message>
    <message>
        <source>Send to {place}</source>
        <translation>Kirim ke {place}</translation>
    </message>
    <message>
        <source>Count in what comes from {place}</source>
        <translation>Hitung kiriman dari {place}</translation>
    </message>
    <message>
        <source>Being picked</source>
        <translation>Sedang disiapkan</translation>
    </message>
    <message>
        <source>To pick</source>
        <translation>Perlu disiapkan</translation>
    </message>
    <message>
        <source>%n item(s)</source>
        <translation>%n barang</translation>
    </message>
    <message>
        <source>begin now</source>
        <translation>mulai sekarang</translation>
    </message>
    <message>
        <source>begin by {time}</source>
        <translation>mulai paling lambat {time}</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age} lalu</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>sejak {time}</translation>
    </message>
    <message>
        <source>{age} late</source>
        <translation>terlambat {age}</translation>
    </message>
    <message>
        <source>in {age}</source>
        <translation>dalam {age}</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Inbox</translation>
    </message>
    <message>
        <source>Pickup</source>
        <translation>Ambil</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>Pasokan</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Aturan</translation>
    </message>
    <message>
        <source>%n task(s) to settle</source>
        <translation>%n tugas perlu diselesaikan</translation>
    </message>
    <message>
        <source>%n act(s) not sure to be taken</source>
        <translation>%n tindakan belum tentu diterima</translation>
    </message>
    <message>
        <source>%n order(s) to pick now</source>
        <translation>%n pesanan perlu disiapkan sekarang</translation>
    </message>
    <message>
        <source>%n parcel(s) that nobody collects</source>
        <translation>%n paket tidak diambil siapa pun</translation>
    </message>
    <message>
        <source>%n count(s) to do now</source>
        <translation>%n hitungan stok sekarang</translation>
    </message>
    <message>
        <source>%n item(s) to put back now</source>
        <translation>%n barang dikembalikan ke rak sekarang</translation>
    </message>
    <message>
        <source>%n transfer(s) to send now</source>
        <translation>%n transfer harus dikirim sekarang</translation>
    </message>
    <message>
        <source>%n transfer(s) to count in</source>
        <translation>%n transfer perlu dihitung masuk</translation>
    </message>
    <message>
        <source>%n customer(s) to call back now</source>
        <translation>%n pelanggan untuk ditelepon sekarang</translation>
    </message>
    <message>
        <source>%n promise(s) not kept</source>
        <translation>%n janji tidak ditepati</translation>
    </message>
    <message>
        <source>%n order(s) open for more than a day</source>
        <translation>%n pesanan terbuka lebih dari sehari</translation>
    </message>
    <message>
        <source>%n rule set(s) ended early: orders fared worse</source>
        <translation>%n set aturan berhenti lebih awal: pesanan jadi lebih buruk</translation>
    </message>
    <message>
        <source>Good morning, {name}</source>
        <translation>Selamat pagi, {name}</translation>
    </message>
    <message>
        <source>Good day, {name}</source>
        <translation>Selamat siang, {name}</translation>
    </message>
    <message>
        <source>Good afternoon, {name}</source>
        <translation>Selamat sore, {name}</translation>
    </message>
    <message>
        <source>Good evening, {name}</source>
        <translation>Selamat malam, {name}</translation>
    </message>
    <message>
        <source>orders placed</source>
        <translation>pesanan dibuat</translation>
    </message>
    <message>
        <source>open drafts</source>
        <translation>draf terbuka</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>ditahan</translation>
    </message>
    <message>
        <source>parcels picked</source>
        <translation>paket disiapkan</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>diserahkan</translation>
    </message>
    <message>
        <source>returns taken</source>
        <translation>retur diterima</translation>
    </message>
</context>
</TS>
