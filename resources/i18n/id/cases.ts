<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en_GB">
<context>
    <name>AboutCard</name>
    <message>
        <source>About</source>
        <translation>Tentang</translation>
    </message>
    <message>
        <source>Open the order</source>
        <translation>Buka pesanan</translation>
    </message>
    <message>
        <source>Without a customer</source>
        <translation>Tanpa pelanggan</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tugas</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Pilih</translation>
    </message>
    <message>
        <source>Give to…</source>
        <translation>Beri ke…</translation>
    </message>
    <message>
        <source>Which tasks</source>
        <translation>Tugas mana</translation>
    </message>
    <message>
        <source>Open the order</source>
        <translation>Buka pesanan</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>Selesaikan</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Buka lagi</translation>
    </message>
</context>
<context>
    <name>CaseList</name>
    <message>
        <source>Tasks</source>
        <translation>Tugas</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tugas</translation>
    </message>
    <message>
        <source>All clear: nothing needs a person here.</source>
        <translation>Beres: tidak ada yang perlu ditangani.</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Sejak</translation>
    </message>
    <message>
        <source>late</source>
        <translation>terlambat</translation>
    </message>
    <message>
        <source>by {time}</source>
        <translation>batas {time}</translation>
    </message>
    <message>
        <source>The tasks could not be read.</source>
        <translation>Tugas tidak bisa dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>What should happen</source>
        <translation>Apa yang dilakukan</translation>
    </message>
    <message>
        <source>Choose a task to see what happened.</source>
        <translation>Pilih tugas untuk melihat kejadiannya.</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>biasa</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Seseorang</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Selesai</translation>
    </message>
</context>
<context>
    <name>EvidenceGrid</name>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Told here</source>
        <translation>Kata di sini</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Hasil</translation>
    </message>
</context>
<context>
    <name>HandCard</name>
    <message>
        <source>Give it to</source>
        <translation>Berikan kepada</translation>
    </message>
    <message>
        <source>Nobody: whoever sees it first</source>
        <translation>Siapa saja yang lihat dulu</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Tasks</source>
        <translation>Tugas</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>A note, if it needs one</source>
        <translation>Catatan, bila perlu</translation>
    </message>
    <message>
        <source>For you {n}</source>
        <translation>Untuk Anda {n}</translation>
    </message>
    <message>
        <source>Due {n}</source>
        <translation>Mendesak {n}</translation>
    </message>
    <message>
        <source>With others {n}</source>
        <translation>Di rekan {n}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Waiting for a place</source>
        <translation>Menunggu tempat</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Inbox</translation>
    </message>
    <message numerus="yes">
        <source>%n open task(s)</source>
        <translation>
            <numerusform>%n tugas terbuka</numerusform>
        </translation>
    </message>
    <message>
        <source>A manager can grant it.</source>
        <translation>Manajer bisa memberi izin.</translation>
    </message>
    <message>
        <source>No task here is about “{code}”.</source>
        <translation>Tidak ada tugas tentang “{code}”.</translation>
    </message>
    <message>
        <source>Choose a task first.</source>
        <translation>Pilih tugas dulu.</translation>
    </message>
    <message>
        <source>This is settled already.</source>
        <translation>Ini sudah selesai.</translation>
    </message>
    <message>
        <source>Write in a few words how it was settled.</source>
        <translation>Tulis singkat bagaimana ini diselesaikan.</translation>
    </message>
    <message>
        <source>The server tries it now; the answer comes here.</source>
        <translation>Server mencoba lagi sekarang; jawabannya muncul di sini.</translation>
    </message>
    <message>
        <source>Settled: {way}</source>
        <translation>Selesai: {way}</translation>
    </message>
    <message>
        <source>It is open again.</source>
        <translation>Tugas ini terbuka lagi.</translation>
    </message>
    <message>
        <source>Given on.</source>
        <translation>Sudah diberikan.</translation>
    </message>
    <message>
        <source>This task is about no order that is known here.</source>
        <translation>Tugas ini bukan tentang pesanan yang dikenal di sini.</translation>
    </message>
    <message>
        <source>F12 settles the task with this note.</source>
        <translation>F12 menyelesaikan tugas dengan catatan ini.</translation>
    </message>
</context>
<context>
    <name>KeptCard</name>
    <message>
        <source>What was kept</source>
        <translation>Yang tersimpan</translation>
    </message>
    <message>
        <source>Reference {reference}</source>
        <translation>Referensi {reference}</translation>
    </message>
</context>
<context>
    <name>StoryCard</name>
    <message>
        <source>What happened</source>
        <translation>Yang terjadi</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>Waiting for a place</source>
        <translation>Menunggu tempat</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tugas</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Toko</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>All clear: nothing waits for a place.</source>
        <translation>Beres: tidak ada yang menunggu tempat.</translation>
    </message>
    <message>
        <source>The tasks could not be read.</source>
        <translation>Tugas tidak bisa dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
</context>
<context>
    <name>cases</name>
    <message>
        <source>Not sure to be taken</source>
        <translation>Belum tentu diterima</translation>
    </message>
    <message>
        <source>Refused by the server</source>
        <translation>Ditolak server</translation>
    </message>
    <message>
        <source>Put aside for repair</source>
        <translation>Disisihkan untuk diperbaiki</translation>
    </message>
    <message>
        <source>Promised, not there</source>
        <translation>Dijanjikan, barang tidak ada</translation>
    </message>
    <message>
        <source>Price changed</source>
        <translation>Harga berubah</translation>
    </message>
    <message>
        <source>Collected twice</source>
        <translation>Diambil dua kali</translation>
    </message>
    <message>
        <source>Returned twice</source>
        <translation>Diretur dua kali</translation>
    </message>
    <message>
        <source>No right to do it</source>
        <translation>Tanpa hak</translation>
    </message>
    <message>
        <source>Payment declined</source>
        <translation>Pembayaran ditolak</translation>
    </message>
    <message>
        <source>Paid after it was cancelled</source>
        <translation>Dibayar setelah dibatalkan</translation>
    </message>
    <message>
        <source>Done against the rules</source>
        <translation>Dilakukan di luar aturan</translation>
    </message>
    <message>
        <source>An order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>A parcel</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>A return</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>A cash drawer</source>
        <translation>Laci kas</translation>
    </message>
    <message>
        <source>A customer</source>
        <translation>Seorang pelanggan</translation>
    </message>
    <message>
        <source>A count</source>
        <translation>Hitungan stok</translation>
    </message>
    <message>
        <source>An adjustment</source>
        <translation>Penyesuaian</translation>
    </message>
    <message>
        <source>A transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>A receipt of goods</source>
        <translation>Penerimaan barang</translation>
    </message>
    <message>
        <source>Something done at a desk</source>
        <translation>Tindakan di meja</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Pelanggan baru</translation>
    </message>
    <message>
        <source>Change of a customer</source>
        <translation>Perubahan pelanggan</translation>
    </message>
    <message>
        <source>New phone or e-mail</source>
        <translation>Telepon atau email baru</translation>
    </message>
    <message>
        <source>Change of a phone or e-mail</source>
        <translation>Perubahan telepon atau email</translation>
    </message>
    <message>
        <source>Preferred phone or e-mail</source>
        <translation>Telepon atau email utama</translation>
    </message>
    <message>
        <source>New address</source>
        <translation>Alamat baru</translation>
    </message>
    <message>
        <source>Change of an address</source>
        <translation>Perubahan alamat</translation>
    </message>
    <message>
        <source>Default address</source>
        <translation>Alamat utama</translation>
    </message>
    <message>
        <source>Removed address</source>
        <translation>Alamat dihapus</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Persetujuan</translation>
    </message>
    <message>
        <source>Note on a customer</source>
        <translation>Catatan pelanggan</translation>
    </message>
    <message>
        <source>Pinned note</source>
        <translation>Catatan disematkan</translation>
    </message>
    <message>
        <source>Promised call</source>
        <translation>Janji telepon kembali</translation>
    </message>
    <message>
        <source>Promised call at another time</source>
        <translation>Waktu janji telepon diganti</translation>
    </message>
    <message>
        <source>Promised call handed on</source>
        <translation>Janji telepon diserahkan</translation>
    </message>
    <message>
        <source>Outcome of a promised call</source>
        <translation>Hasil janji telepon</translation>
    </message>
    <message>
        <source>Merge of two customers</source>
        <translation>Gabungan dua pelanggan</translation>
    </message>
    <message>
        <source>Undone merge</source>
        <translation>Gabungan dibatalkan</translation>
    </message>
    <message>
        <source>Two customers told apart</source>
        <translation>Dua pelanggan dibedakan</translation>
    </message>
    <message>
        <source>Look at personal data</source>
        <translation>Melihat data pribadi</translation>
    </message>
    <message>
        <source>Fetching a customer</source>
        <translation>Mengambil pelanggan</translation>
    </message>
    <message>
        <source>Erasing a person</source>
        <translation>Penghapusan data orang</translation>
    </message>
    <message>
        <source>Export of a person&apos;s data</source>
        <translation>Ekspor data orang</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Change of an order</source>
        <translation>Perubahan pesanan</translation>
    </message>
    <message>
        <source>Cancellation</source>
        <translation>Pembatalan</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Penahanan</translation>
    </message>
    <message>
        <source>Release of a hold</source>
        <translation>Pelepasan penahanan</translation>
    </message>
    <message>
        <source>Refund as goodwill</source>
        <translation>Refund kompensasi</translation>
    </message>
    <message>
        <source>Note on an order</source>
        <translation>Catatan pesanan</translation>
    </message>
    <message>
        <source>Sending a mail again</source>
        <translation>Mengirim email lagi</translation>
    </message>
    <message>
        <source>Fetching an order</source>
        <translation>Mengambil pesanan dari server</translation>
    </message>
    <message>
        <source>Opening the drawer</source>
        <translation>Buka laci</translation>
    </message>
    <message>
        <source>Counting the drawer</source>
        <translation>Hitung laci</translation>
    </message>
    <message>
        <source>Closing the drawer</source>
        <translation>Tutup laci</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pembayaran</translation>
    </message>
    <message>
        <source>Taking over a parcel</source>
        <translation>Mengambil alih paket</translation>
    </message>
    <message>
        <source>Giving a parcel back</source>
        <translation>Melepas paket</translation>
    </message>
    <message>
        <source>Picking</source>
        <translation>Ambil barang</translation>
    </message>
    <message>
        <source>Undone pick</source>
        <translation>Batal ambil barang</translation>
    </message>
    <message>
        <source>Short pick</source>
        <translation>Barang kurang</translation>
    </message>
    <message>
        <source>Undone short pick</source>
        <translation>Batal catat kurang</translation>
    </message>
    <message>
        <source>Placing in a bin</source>
        <translation>Taruh di rak</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>Serah terima</translation>
    </message>
    <message>
        <source>Sending a parcel to a store</source>
        <translation>Pengiriman paket ke toko</translation>
    </message>
    <message>
        <source>Undone sending of a parcel</source>
        <translation>Pengiriman paket dibatalkan</translation>
    </message>
    <message>
        <source>Receiving a parcel for collection</source>
        <translation>Terima paket untuk diambil</translation>
    </message>
    <message>
        <source>Undone placing in a bin</source>
        <translation>Pembatalan penempatan di rak</translation>
    </message>
    <message>
        <source>Undone hand-over</source>
        <translation>Pembatalan penyerahan</translation>
    </message>
    <message>
        <source>Putting back</source>
        <translation>Kembalikan ke rak</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Return without an order</source>
        <translation>Retur tanpa pesanan</translation>
    </message>
    <message>
        <source>Holding goods for a draft</source>
        <translation>Menahan barang untuk draf</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Tukar barang</translation>
    </message>
    <message>
        <source>Return by mail</source>
        <translation>Retur lewat kurir</translation>
    </message>
    <message>
        <source>Step of a return by mail</source>
        <translation>Langkah retur lewat kurir</translation>
    </message>
    <message>
        <source>Refund that was paid</source>
        <translation>Pengembalian dana yang sudah dibayar</translation>
    </message>
    <message>
        <source>Refund that failed</source>
        <translation>Refund yang gagal</translation>
    </message>
    <message>
        <source>Count thrown away</source>
        <translation>Hitungan dibuang</translation>
    </message>
    <message>
        <source>New draft of rules</source>
        <translation>Draf aturan baru</translation>
    </message>
    <message>
        <source>Change of rules</source>
        <translation>Perubahan aturan</translation>
    </message>
    <message>
        <source>Asking for approval of rules</source>
        <translation>Minta persetujuan aturan</translation>
    </message>
    <message>
        <source>Rules sent back</source>
        <translation>Aturan dikembalikan</translation>
    </message>
    <message>
        <source>Approval of rules</source>
        <translation>Persetujuan aturan</translation>
    </message>
    <message>
        <source>When rules begin</source>
        <translation>Jadwal aturan berlaku</translation>
    </message>
    <message>
        <source>Rules withdrawn</source>
        <translation>Aturan ditarik</translation>
    </message>
    <message>
        <source>Going back to the rules before</source>
        <translation>Kembali ke aturan sebelumnya</translation>
    </message>
    <message>
        <source>Draft of rules thrown away</source>
        <translation>Draf aturan dibuang</translation>
    </message>
    <message>
        <source>Giving held goods back</source>
        <translation>Melepas barang yang ditahan</translation>
    </message>
    <message>
        <source>One number, given twice</source>
        <translation>Satu nomor, dua dokumen</translation>
    </message>
    <message>
        <source>Work that is done</source>
        <translation>Pekerjaan yang selesai</translation>
    </message>
    <message>
        <source>Settling a task</source>
        <translation>Menyelesaikan tugas</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>Mencoba lagi</translation>
    </message>
    <message>
        <source>Handing on a task</source>
        <translation>Memberi tugas ke rekan</translation>
    </message>
    <message>
        <source>Opening a task again</source>
        <translation>Membuka tugas lagi</translation>
    </message>
    <message>
        <source>Refund in another way</source>
        <translation>Refund dengan cara lain</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Hitung stok</translation>
    </message>
    <message>
        <source>Posting a count</source>
        <translation>Membukukan hitungan</translation>
    </message>
    <message>
        <source>Closing a desk</source>
        <translation>Penutupan komputer</translation>
    </message>
    <message>
        <source>Correction of stock</source>
        <translation>Koreksi stok</translation>
    </message>
    <message>
        <source>Undone correction of stock</source>
        <translation>Koreksi stok dibatalkan</translation>
    </message>
    <message>
        <source>What a customer wants instead</source>
        <translation>Pilihan pengganti pelanggan</translation>
    </message>
    <message>
        <source>Receiving goods</source>
        <translation>Terima barang</translation>
    </message>
    <message>
        <source>Asking for a transfer</source>
        <translation>Permintaan transfer</translation>
    </message>
    <message>
        <source>Cancelling a transfer</source>
        <translation>Pembatalan transfer</translation>
    </message>
    <message>
        <source>Sending a transfer</source>
        <translation>Pengiriman transfer</translation>
    </message>
    <message>
        <source>Receiving a transfer</source>
        <translation>Penerimaan transfer</translation>
    </message>
    <message>
        <source>News from a supplier</source>
        <translation>Kabar dari pemasok</translation>
    </message>
    <message>
        <source>Telling customers another time</source>
        <translation>Kabar waktu baru ke pelanggan</translation>
    </message>
    <message>
        <source>Played again on the newest figures, it did not fit: {why}</source>
        <translation>Dihitung ulang dengan angka terbaru, ini tidak cocok: {why}</translation>
    </message>
    <message>
        <source>The customer was told {told}; by the server&apos;s prices it is {computed}.</source>
        <translation>Pelanggan diberi tahu {told}; menurut harga server {computed}.</translation>
    </message>
    <message>
        <source>The order stands at {honoured}.</source>
        <translation>Pesanan tetap {honoured}.</translation>
    </message>
    <message>
        <source>That is more off than this role may give: a manager looks at it.</source>
        <translation>Potongannya melebihi hak peran ini: manajer harus memeriksanya.</translation>
    </message>
    <message>
        <source>{quantity} × {product} is promised and not there.</source>
        <translation>{quantity} × {product} sudah dijanjikan, tetapi tidak ada.</translation>
    </message>
    <message>
        <source>an item</source>
        <translation>barang</translation>
    </message>
    <message>
        <source>A customer took the last ones along.</source>
        <translation>Pelanggan lain membawa yang terakhir.</translation>
    </message>
    <message>
        <source>No place has any left.</source>
        <translation>Stok habis di semua tempat.</translation>
    </message>
    <message>
        <source>A sale from another till took them.</source>
        <translation>Terjual di kasir lain.</translation>
    </message>
    <message>
        <source>Another parcel took them.</source>
        <translation>Terpakai untuk paket lain.</translation>
    </message>
    <message>
        <source>The supplier does not send them.</source>
        <translation>Pemasok tidak mengirimnya.</translation>
    </message>
    <message>
        <source>The shelf was empty.</source>
        <translation>Raknya kosong.</translation>
    </message>
    <message>
        <source>A count found fewer.</source>
        <translation>Hasil hitung lebih sedikit.</translation>
    </message>
    <message>
        <source>A correction took them off the books.</source>
        <translation>Koreksi mengeluarkannya dari catatan.</translation>
    </message>
    <message>
        <source>This parcel was handed over twice.</source>
        <translation>Paket ini diserahkan dua kali.</translation>
    </message>
    <message>
        <source>This parcel was handed over twice; the first time {time}.</source>
        <translation>Paket ini diserahkan dua kali; pertama kali {time}.</translation>
    </message>
    <message>
        <source>%n line(s) came back a second time.</source>
        <translation>%n baris diretur untuk kedua kali.</translation>
    </message>
    <message>
        <source>Money given back: {amount}.</source>
        <translation>Uang yang dikembalikan: {amount}.</translation>
    </message>
    <message>
        <source>This person&apos;s access had ended before it was done.</source>
        <translation>Akses orang ini sudah berakhir sebelum ini dilakukan.</translation>
    </message>
    <message>
        <source>The sign-in it was done with is not from our server.</source>
        <translation>Tanda masuk yang dipakai bukan dari server kita.</translation>
    </message>
    <message>
        <source>The sign-in belongs to another person or desk.</source>
        <translation>Tanda masuk milik orang atau meja lain.</translation>
    </message>
    <message>
        <source>The sign-in had run out before it was done.</source>
        <translation>Tanda masuk sudah kedaluwarsa sebelum ini dilakukan.</translation>
    </message>
    <message>
        <source>The desk it was done on had been closed before.</source>
        <translation>Meja tempat ini dikerjakan sudah ditutup sebelumnya.</translation>
    </message>
    <message>
        <source>The role of this person does not allow it.</source>
        <translation>Peran orang ini tidak mengizinkannya.</translation>
    </message>
    <message>
        <source>{amount} was to be paid by store credit, and there is less than that.</source>
        <translation>{amount} akan dibayar dengan kredit toko, tetapi kreditnya kurang.</translation>
    </message>
    <message>
        <source>{amount} came in for a pay link that was cancelled already.</source>
        <translation>{amount} masuk lewat tautan bayar yang sudah dibatalkan.</translation>
    </message>
    <message>
        <source>The server failed at it; the fault is ours.</source>
        <translation>Server gagal memprosesnya; kesalahan ada pada kami.</translation>
    </message>
    <message>
        <source>It reached the server damaged.</source>
        <translation>Sampai di server dalam keadaan rusak.</translation>
    </message>
    <message>
        <source>The server is older than this desk.</source>
        <translation>Versi server lebih lama dari meja ini.</translation>
    </message>
    <message>
        <source>The server does not know this person or desk.</source>
        <translation>Server tidak mengenal orang atau meja ini.</translation>
    </message>
    <message>
        <source>It came under the reference of something else that the server has already.</source>
        <translation>Datang dengan referensi milik hal lain yang sudah ada di server.</translation>
    </message>
    <message>
        <source>Transfer {number} came with {short} short and {over} over. The figures are adjusted; look for it at both places.</source>
        <translation>Transfer {number} datang kurang {short} dan lebih {over}. Angka sudah disesuaikan; cari di kedua tempat.</translation>
    </message>
    <message>
        <source>Transfer {number} was moved although it had been cancelled.</source>
        <translation>Transfer {number} tetap dijalankan walau sudah dibatalkan.</translation>
    </message>
    <message>
        <source>A parcel was handed over that was cancelled already.</source>
        <translation>Paket yang sudah dibatalkan diserahkan.</translation>
    </message>
    <message>
        <source>{units} left with the customer that also wait for them elsewhere ({worth}). They are counted out here.</source>
        <translation>{units} barang dibawa pelanggan, padahal juga disiapkan di tempat lain ({worth}). Stok di sini sudah dikurangi.</translation>
    </message>
    <message>
        <source>A parcel for another store came otherwise than it was told: {lost} missing. The figures are adjusted; look for it at both places.</source>
        <translation>Paket untuk toko lain tiba tidak sesuai: {lost} kurang. Angkanya sudah disesuaikan; cari di kedua tempat.</translation>
    </message>
    <message>
        <source>{units} were sent to another store though the order does not want them any more. They become its stock there.</source>
        <translation>{units} barang dikirim ke toko lain padahal pesanan tidak membutuhkannya lagi. Barangnya menjadi stok toko itu.</translation>
    </message>
    <message>
        <source>A parcel was told as sent twice.</source>
        <translation>Satu paket dilaporkan terkirim dua kali.</translation>
    </message>
    <message>
        <source>{units} were missing on the shelf; the order gets them from elsewhere by now.</source>
        <translation>{units} barang tidak ada di rak; pesanannya kini dipenuhi dari tempat lain.</translation>
    </message>
    <message>
        <source>More was done than the order still wanted here. Put what is too much back.</source>
        <translation>Lebih banyak dari yang masih diminta pesanan di sini. Kembalikan kelebihannya ke rak.</translation>
    </message>
    <message>
        <source>The parcel was handed over before it was picked and staged.</source>
        <translation>Paket diserahkan sebelum barangnya diambil dan ditaruh di rak.</translation>
    </message>
    <message>
        <source>It was handed over with {due} still unpaid.</source>
        <translation>Diserahkan padahal {due} belum dibayar.</translation>
    </message>
    <message>
        <source>It was handed over while the order was on hold.</source>
        <translation>Diserahkan saat pesanan ditahan.</translation>
    </message>
    <message>
        <source>The parcel went to its bin with {left} still to pick.</source>
        <translation>Paket ditaruh di rak padahal {left} belum diambil.</translation>
    </message>
    <message>
        <source>{units} left with the customer that had been cancelled ({worth}). They are counted out; the order does not have them.</source>
        <translation>{units} barang yang sudah dibatalkan dibawa pelanggan ({worth}). Stok sudah dikurangi; pesanannya tidak mencatatnya.</translation>
    </message>
    <message>
        <source>{told} was taken where {due} was due.</source>
        <translation>{told} diterima, padahal tagihannya {due}.</translation>
    </message>
    <message>
        <source>{paid} came in by pay link where {promised} was asked for.</source>
        <translation>{paid} masuk lewat tautan bayar, padahal diminta {promised}.</translation>
    </message>
    <message>
        <source>{amount} in cash was taken while no drawer was open.</source>
        <translation>{amount} tunai diterima saat tidak ada laci terbuka.</translation>
    </message>
    <message>
        <source>A second drawer was opened while the first one was open.</source>
        <translation>Laci kedua dibuka saat laci pertama masih terbuka.</translation>
    </message>
    <message>
        <source>Goods came back that the server never had as sold; {told} was told for them.</source>
        <translation>Ada barang kembali yang menurut server tidak pernah terjual; untuk itu disebut {told}.</translation>
    </message>
    <message>
        <source>Goods of an order came back that the server never took; {told} was told for them.</source>
        <translation>Ada barang kembali dari pesanan yang ditolak server; untuk itu disebut {told}.</translation>
    </message>
    <message>
        <source>A refund of {refund} that was paid already was paid once more.</source>
        <translation>Refund {refund} yang sudah dibayar, dibayar sekali lagi.</translation>
    </message>
    <message>
        <source>A refund was paid where none was owed. Look at who got what.</source>
        <translation>Ada refund dibayar padahal tidak ada utang. Periksa siapa menerima apa.</translation>
    </message>
    <message>
        <source>A return was closed without its refund. It is still owed.</source>
        <translation>Retur ditutup tanpa refund. Refund masih terutang.</translation>
    </message>
    <message>
        <source>The drawer was closed before all was sent, and no manager let it pass.</source>
        <translation>Laci ditutup sebelum semuanya terkirim, tanpa izin manajer.</translation>
    </message>
    <message>
        <source>The drawer was closed and counted twice.</source>
        <translation>Laci ditutup dan dihitung dua kali.</translation>
    </message>
    <message>
        <source>The coupon {coupon} was used by this customer before. It was honoured again.</source>
        <translation>Kupon {coupon} sudah pernah dipakai pelanggan ini. Tetap dihormati.</translation>
    </message>
    <message>
        <source>The coupon {coupon} was used up already. It was honoured once more.</source>
        <translation>Kupon {coupon} sudah habis. Tetap dihormati sekali lagi.</translation>
    </message>
    <message>
        <source>The coupon {coupon} is for known customers. It was honoured without one.</source>
        <translation>Kupon {coupon} untuk pelanggan terdaftar. Tetap dihormati tanpa pelanggan.</translation>
    </message>
    <message>
        <source>{told} was given back where the server counts {refund}.</source>
        <translation>{told} dikembalikan, padahal hitungan server {refund}.</translation>
    </message>
    <message>
        <source>A fault of this program. It is in the log.</source>
        <translation>Kesalahan program ini. Tercatat di log.</translation>
    </message>
    <message>
        <source>Kept on this computer, and it goes up with the next contact.</source>
        <translation>Disimpan di komputer ini dan dikirim saat tersambung lagi.</translation>
    </message>
    <message>
        <source>Kept whole on the server; nothing of it was booked.</source>
        <translation>Tersimpan utuh di server; tidak ada yang dibukukan.</translation>
    </message>
    <message>
        <source>Both stand as they were told.</source>
        <translation>Keduanya tetap seperti tercatat.</translation>
    </message>
    <message>
        <source>What moved is booked. A mere wish had no effect.</source>
        <translation>Yang sudah bergerak dibukukan. Keinginan saja tidak berlaku.</translation>
    </message>
    <message>
        <source>What was typed is kept on the server. It has no effect.</source>
        <translation>Yang diketik disimpan di server. Tidak berlaku.</translation>
    </message>
    <message>
        <source>{number} was given twice, by a desk and its copy. Both are kept.</source>
        <translation>{number} dipakai dua kali, oleh meja dan salinannya. Keduanya disimpan.</translation>
    </message>
    <message>
        <source>The order and its line stand. Nothing is held.</source>
        <translation>Pesanan dan barisnya tetap. Tidak ada stok yang ditahan.</translation>
    </message>
    <message>
        <source>The order, its number and its price stand.</source>
        <translation>Pesanan, nomor, dan harganya tetap.</translation>
    </message>
    <message>
        <source>The first hand-over counts. The second one changed nothing.</source>
        <translation>Serah terima pertama berlaku. Yang kedua tidak mengubah apa pun.</translation>
    </message>
    <message>
        <source>Both returns and their money are booked.</source>
        <translation>Kedua retur dan uangnya dibukukan.</translation>
    </message>
    <message>
        <source>The order stands. It is not paid in full.</source>
        <translation>Pesanan tetap. Belum lunas.</translation>
    </message>
    <message>
        <source>The money is booked for the customer. The order stays as it is.</source>
        <translation>Uangnya dibukukan untuk pelanggan. Pesanan tetap seperti adanya.</translation>
    </message>
    <message>
        <source>It happened, so it is booked as it was told.</source>
        <translation>Sudah terjadi, jadi dibukukan seperti dilaporkan.</translation>
    </message>
    <message>
        <source>Nothing to settle yet: the server decides. What it refuses comes back here.</source>
        <translation>Belum ada yang perlu diselesaikan: server yang memutuskan. Yang ditolak akan muncul di sini.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>Tanya dulu</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Pay in the store</source>
        <translation>Bayar di toko</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>Kembalikan</translation>
    </message>
    <message>
        <source>Sold after all</source>
        <translation>Jadi terjual</translation>
    </message>
    <message>
        <source>Count the shelf</source>
        <translation>Hitung rak</translation>
    </message>
    <message>
        <source>Wait for it</source>
        <translation>Tunggu</translation>
    </message>
    <message>
        <source>Another place</source>
        <translation>Tempat lain</translation>
    </message>
    <message>
        <source>Money back</source>
        <translation>Uang kembali</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>Cara lain</translation>
    </message>
    <message>
        <source>Leave it unbooked</source>
        <translation>Biarkan tidak dibukukan</translation>
    </message>
    <message>
        <source>Leave it undone</source>
        <translation>Biarkan batal</translation>
    </message>
    <message>
        <source>Keep the price</source>
        <translation>Harga tetap</translation>
    </message>
    <message>
        <source>It is there now</source>
        <translation>Sudah ada</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Biarkan</translation>
    </message>
    <message>
        <source>The server does it now, under the same number.</source>
        <translation>Server melakukannya sekarang, dengan nomor yang sama.</translation>
    </message>
    <message>
        <source>The order is on hold until somebody has asked the customer.</source>
        <translation>Pesanan ditahan sampai pelanggan ditanya.</translation>
    </message>
    <message>
        <source>What is not picked is cancelled, and what was paid goes back.</source>
        <translation>Yang belum disiapkan dibatalkan, uangnya kembali.</translation>
    </message>
    <message>
        <source>The customer gets a link over what is open.</source>
        <translation>Pelanggan dapat tautan untuk sisa bayar.</translation>
    </message>
    <message>
        <source>What is open is paid when it is collected.</source>
        <translation>Sisanya dibayar saat diambil.</translation>
    </message>
    <message>
        <source>What is too much goes back as it was paid.</source>
        <translation>Kelebihan kembali lewat cara bayar semula.</translation>
    </message>
    <message>
        <source>It is theirs. What is not paid yet is asked for by pay link.</source>
        <translation>Barangnya milik pelanggan. Yang belum dibayar ditagih lewat tautan bayar.</translation>
    </message>
    <message>
        <source>Somebody counts within a day; the count is booked.</source>
        <translation>Dihitung dalam sehari; hasilnya dibukukan.</translation>
    </message>
    <message>
        <source>There on {day}. The customer is told.</source>
        <translation>Ada {day}. Pelanggan diberi tahu.</translation>
    </message>
    <message>
        <source>Sent from a place that has it, even later.</source>
        <translation>Dikirim dari tempat yang punya, walau lebih lambat.</translation>
    </message>
    <message>
        <source>Cancelled. The customer is told.</source>
        <translation>Dibatalkan. Pelanggan diberi tahu.</translation>
    </message>
    <message>
        <source>Nothing is booked. Your note says what was done.</source>
        <translation>Tidak ada yang dibukukan. Catatan Anda menjelaskan.</translation>
    </message>
    <message>
        <source>The customer pays {amount} less; it stays noted.</source>
        <translation>Pelanggan bayar {amount} lebih murah; tercatat.</translation>
    </message>
    <message>
        <source>The customer pays less than was told.</source>
        <translation>Pelanggan bayar lebih murah dari yang disebut.</translation>
    </message>
    <message>
        <source>Only when nothing is short any more.</source>
        <translation>Hanya bila tidak ada yang kurang lagi.</translation>
    </message>
    <message>
        <source>Nothing can be changed here: both stand.</source>
        <translation>Tidak ada yang bisa diubah: keduanya tetap.</translation>
    </message>
    <message>
        <source>Goods and money stay as they are booked.</source>
        <translation>Barang dan uang tetap seperti dibukukan.</translation>
    </message>
    <message>
        <source>Needs a note</source>
        <translation>Perlu catatan</translation>
    </message>
    <message>
        <source>No call needed</source>
        <translation>Tidak perlu telepon</translation>
    </message>
    <message>
        <source>Call first</source>
        <translation>Telepon dulu</translation>
    </message>
    <message>
        <source>It happened all the same, but it is never booked.</source>
        <translation>Sudah terjadi, tetapi tidak pernah dibukukan.</translation>
    </message>
    <message>
        <source>Nothing stands behind the number that the customer has.</source>
        <translation>Nomor yang dipegang pelanggan tidak ada isinya.</translation>
    </message>
    <message>
        <source>It is not done, though the customer was told so.</source>
        <translation>Tidak dilakukan, padahal pelanggan sudah diberi tahu.</translation>
    </message>
    <message>
        <source>It is not done.</source>
        <translation>Tidak dilakukan.</translation>
    </message>
    <message>
        <source>What happened after it stays a task.</source>
        <translation>Yang terjadi sesudahnya tetap menjadi tugas.</translation>
    </message>
    <message>
        <source>What waits for it is not done either.</source>
        <translation>Yang menunggunya juga tidak dilakukan.</translation>
    </message>
    <message>
        <source>What was typed is kept.</source>
        <translation>Yang diketik tetap disimpan.</translation>
    </message>
    <message>
        <source>The order was cancelled.</source>
        <translation>Pesanannya dibatalkan.</translation>
    </message>
    <message>
        <source>Another place has it, in time.</source>
        <translation>Tempat lain punya barangnya, tepat waktu.</translation>
    </message>
    <message>
        <source>Goods came in for it.</source>
        <translation>Barangnya sudah datang.</translation>
    </message>
    <message>
        <source>It was found after all.</source>
        <translation>Ternyata ditemukan.</translation>
    </message>
    <message>
        <source>A clerk had it in hand.</source>
        <translation>Barangnya sudah di tangan petugas.</translation>
    </message>
    <message>
        <source>The order came after its money, and has it now.</source>
        <translation>Pesanannya datang setelah uangnya, dan kini uang itu tercatat padanya.</translation>
    </message>
    <message>
        <source>What it waited for came, and it was booked.</source>
        <translation>Yang ditunggunya sudah datang, dan sudah dibukukan.</translation>
    </message>
    <message>
        <source>The hand-over was taken back.</source>
        <translation>Penyerahannya dibatalkan.</translation>
    </message>
    <message>
        <source>The refund was given in another way.</source>
        <translation>Refund diberikan dengan cara lain.</translation>
    </message>
    <message>
        <source>This is settled already.</source>
        <translation>Ini sudah beres.</translation>
    </message>
    <message>
        <source>There is nothing short in this task.</source>
        <translation>Tugas ini bukan tentang barang kurang.</translation>
    </message>
    <message>
        <source>Nothing is short any more: choose “It is there now”.</source>
        <translation>Tidak ada yang kurang lagi: pilih “Sudah ada”.</translation>
    </message>
    <message>
        <source>It is still missing. Wait, another place, or money back.</source>
        <translation>Masih kurang. Tunggu, tempat lain, atau uang kembali.</translation>
    </message>
    <message>
        <source>Nobody knows when it comes. Choose something else.</source>
        <translation>Belum tahu kapan datangnya. Pilih yang lain.</translation>
    </message>
    <message>
        <source>This task has no such way out.</source>
        <translation>Tugas ini tidak punya jalan itu.</translation>
    </message>
    <message>
        <source>Nothing is open on this order any more.</source>
        <translation>Tidak ada sisa bayar di pesanan ini.</translation>
    </message>
    <message>
        <source>Nothing of it was cancelled any more. Look at the order.</source>
        <translation>Tidak ada lagi yang dibatalkan. Lihat pesanannya.</translation>
    </message>
    <message>
        <source>Nothing is too much any more: it was given back, or used.</source>
        <translation>Tidak ada kelebihan lagi: sudah dikembalikan atau terpakai.</translation>
    </message>
    <message>
        <source>Goods came back of this order: settle the money on the order itself.</source>
        <translation>Ada retur di pesanan ini: atur uangnya di pesanan.</translation>
    </message>
    <message>
        <source>Nobody knows what to count here.</source>
        <translation>Tidak diketahui apa yang harus dihitung.</translation>
    </message>
    <message>
        <source>This person&apos;s role settles no tasks.</source>
        <translation>Peran orang ini tidak menyelesaikan tugas.</translation>
    </message>
    <message>
        <source>Goods or money moved with it. That cannot be taken back here.</source>
        <translation>Barang atau uang sudah bergerak. Tidak bisa dibatalkan di sini.</translation>
    </message>
    <message>
        <source>No place yet</source>
        <translation>Belum ada tempat</translation>
    </message>
    <message>
        <source>Nothing on its way</source>
        <translation>Tidak ada kiriman</translation>
    </message>
    <message>
        <source>Waits for goods</source>
        <translation>Menunggu barang</translation>
    </message>
    <message>
        <source>Store has it not</source>
        <translation>Toko tidak punya</translation>
    </message>
    <message>
        <source>Rejected several times</source>
        <translation>Ditolak beberapa kali</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Ditahan</translation>
    </message>
    <message>
        <source>cancelled then</source>
        <translation>lalu dibatalkan</translation>
    </message>
    <message>
        <source>look again</source>
        <translation>periksa lagi</translation>
    </message>
    <message>
        <source>promised</source>
        <translation>dijanjikan</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>ditahan</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>dibatalkan</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>{n} promised</source>
        <translation>{n} dijanjikan</translation>
    </message>
    <message>
        <source>{n} missing</source>
        <translation>{n} kurang</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>from elsewhere</source>
        <translation>dari tempat lain</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>tetap</translation>
    </message>
    <message>
        <source>There again</source>
        <translation>Ada lagi</translation>
    </message>
    <message>
        <source>as promised</source>
        <translation>sesuai janji</translation>
    </message>
    <message>
        <source>nobody knows</source>
        <translation>tidak diketahui</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Diserahkan</translation>
    </message>
    <message>
        <source>the first one counts</source>
        <translation>yang pertama berlaku</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Diretur</translation>
    </message>
    <message>
        <source>%n item(s)</source>
        <translation>%n barang</translation>
    </message>
    <message>
        <source>came back before</source>
        <translation>sudah pernah diretur</translation>
    </message>
    <message>
        <source>Money given back</source>
        <translation>Uang dikembalikan</translation>
    </message>
    <message>
        <source>both stand</source>
        <translation>keduanya berlaku</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Kredit toko</translation>
    </message>
    <message>
        <source>less than that</source>
        <translation>kurang dari itu</translation>
    </message>
    <message>
        <source>by pay link</source>
        <translation>lewat tautan bayar</translation>
    </message>
    <message>
        <source>in the store</source>
        <translation>di toko</translation>
    </message>
    <message>
        <source>Pay link</source>
        <translation>Tautan bayar</translation>
    </message>
    <message>
        <source>goes back</source>
        <translation>dikembalikan</translation>
    </message>
    <message>
        <source>wanted elsewhere</source>
        <translation>disiapkan di tempat lain</translation>
    </message>
    <message>
        <source>sold</source>
        <translation>terjual</translation>
    </message>
    <message>
        <source>given away</source>
        <translation>direlakan</translation>
    </message>
    <message>
        <source>Taken, and due</source>
        <translation>Diterima, dan tagihan</translation>
    </message>
    <message>
        <source>Paid, and asked for</source>
        <translation>Dibayar, dan diminta</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Belum dibayar</translation>
    </message>
    <message>
        <source>done</source>
        <translation>dilakukan</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>tidak dilakukan</translation>
    </message>
    <message>
        <source>stands</source>
        <translation>berlaku</translation>
    </message>
    <message>
        <source>waits for it</source>
        <translation>menunggunya</translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>Dicoba lagi</translation>
    </message>
    <message>
        <source>not booked</source>
        <translation>tidak dibukukan</translation>
    </message>
    <message>
        <source>a task of its own</source>
        <translation>tugas tersendiri</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Paid with it</source>
        <translation>Dibayar sekalian</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>{name} did it here</source>
        <translation>{name} melakukannya di sini</translation>
    </message>
    <message>
        <source>Done at this desk</source>
        <translation>Dilakukan di komputer ini</translation>
    </message>
    <message>
        <source>The server asked for a decision</source>
        <translation>Server minta keputusan</translation>
    </message>
    <message>
        <source>Tried again, and it could not be</source>
        <translation>Dicoba lagi, tetap tidak bisa</translation>
    </message>
    <message>
        <source>Given to {name}</source>
        <translation>Diberikan ke {name}</translation>
    </message>
    <message>
        <source>Given to nobody</source>
        <translation>Tidak diberikan ke siapa pun</translation>
    </message>
</context>
</TS>
