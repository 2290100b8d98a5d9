<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en_GB">
<context>
    <name>Action</name>
    <message>
        <source>Scan</source>
        <translation>Pindai</translation>
    </message>
    <message>
        <source>Place, figure</source>
        <translation>Tempat, angka</translation>
    </message>
    <message>
        <source>Explain figure</source>
        <translation>Jelaskan angka</translation>
    </message>
    <message>
        <source>All places or one</source>
        <translation>Semua tempat atau satu</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>Koreksi</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Hitung</translation>
    </message>
    <message>
        <source>Chart as table</source>
        <translation>Grafik jadi tabel</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>Catat</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
</context>
<context>
    <name>AdjustCard</name>
    <message>
        <source>Adjust</source>
        <translation>Koreksi</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Note, if it needs one</source>
        <translation>Catatan, bila perlu</translation>
    </message>
    <message>
        <source>Without a correction</source>
        <translation>Tanpa koreksi</translation>
    </message>
    <message>
        <source>Book {n}</source>
        <translation>Catat {n}</translation>
    </message>
    <message>
        <source>{place}: {before} on hand, then {after}</source>
        <translation>{place}: stok {before}, lalu {after}</translation>
    </message>
</context>
<context>
    <name>BlindCount</name>
    <message>
        <source>No item is called “{typed}”.</source>
        <translation>Tidak ada barang “{typed}”.</translation>
    </message>
    <message>
        <source>Only what differs is counted again.</source>
        <translation>Hanya yang berbeda dihitung lagi.</translation>
    </message>
    <message>
        <source>Scan an item first, then write =12.</source>
        <translation>Pindai barang dulu, lalu tulis =12.</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>On hand, 60 days</source>
        <translation>Stok, 60 hari</translation>
    </message>
    <message>
        <source>Places in the chart</source>
        <translation>Tempat di grafik</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Semua tempat</translation>
    </message>
    <message>
        <source>This place</source>
        <translation>Tempat ini</translation>
    </message>
    <message>
        <source>On hand by day</source>
        <translation>Stok per hari</translation>
    </message>
    <message>
        <source>Today {count} on hand · {told}</source>
        <translation>Hari ini stok {count} · {told}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>Too little data to look ahead: needs 7 days.</source>
        <translation>Data belum cukup untuk perkiraan: perlu 7 hari.</translation>
    </message>
    <message>
        <source>Lasts longer than {n} days as it sells now.</source>
        <translation>Cukup lebih dari {n} hari dengan penjualan sekarang.</translation>
    </message>
    <message>
        <source>Runs out {day}</source>
        <translation>Habis {day}</translation>
    </message>
    <message>
        <source>likely {first} – {last}</source>
        <translation>kira-kira {first} – {last}</translation>
    </message>
    <message>
        <source>without receipts {day}</source>
        <translation>tanpa kiriman {day}</translation>
    </message>
    <message>
        <source>Safety {n}</source>
        <translation>Aman {n}</translation>
    </message>
</context>
<context>
    <name>CountLists</name>
    <message>
        <source>To count</source>
        <translation>Perlu dihitung</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>Not posted</source>
        <translation>Belum dibukukan</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Hitung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>No shelf waits to be counted.</source>
        <translation>Tidak ada rak yang perlu dihitung.</translation>
    </message>
    <message>
        <source>No count waits to be posted.</source>
        <translation>Tidak ada hitungan yang menunggu.</translation>
    </message>
    <message>
        <source>late</source>
        <translation>terlambat</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Dihitung</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Hitung lagi</translation>
    </message>
</context>
<context>
    <name>CountView</name>
    <message>
        <source>Counted items</source>
        <translation>Barang terhitung</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Terhitung</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Selisih</translation>
    </message>
    <message>
        <source>By the books</source>
        <translation>Menurut buku</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Selisih</translation>
    </message>
    <message>
        <source>Scan an item to begin a count, or choose one to count.</source>
        <translation>Pindai barang untuk mulai, atau pilih yang perlu dihitung.</translation>
    </message>
    <message>
        <source>Discard this count</source>
        <translation>Buang hitungan ini</translation>
    </message>
    <message>
        <source>This count is finished. Post it, or go back with Esc.</source>
        <translation>Hitungan ini selesai. Bukukan, atau kembali dengan Esc.</translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation>Sedang disimpan.</translation>
    </message>
    <message>
        <source>Count each item of the list again.</source>
        <translation>Hitung lagi setiap barang di daftar.</translation>
    </message>
    <message>
        <source>Nothing is counted yet. Scan an item.</source>
        <translation>Belum ada hitungan. Pindai barang.</translation>
    </message>
    <message>
        <source>A manager posts it.</source>
        <translation>Manajer yang membukukan.</translation>
    </message>
    <message>
        <source>Posting waits for the server.</source>
        <translation>Pembukuan menunggu server.</translation>
    </message>
    <message numerus="yes">
        <source>Posted. %n unit(s) corrected.</source>
        <translation>
            <numerusform>Dibukukan. %n unit dikoreksi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Discarded. Nothing was posted.</source>
        <translation>Dibuang. Tidak ada yang dibukukan.</translation>
    </message>
    <message>
        <source>Second count</source>
        <translation>Hitungan kedua</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Hitung</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) off</source>
        <translation>
            <numerusform>selisih %n unit</numerusform>
        </translation>
    </message>
    <message>
        <source>all as by the books</source>
        <translation>semua sesuai buku</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) counted, blind</source>
        <translation>
            <numerusform>%n unit dihitung, buta</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish count</source>
        <translation>Selesai hitung</translation>
    </message>
    <message numerus="yes">
        <source>Count %n item(s) again</source>
        <translation>
            <numerusform>Hitung lagi %n barang</numerusform>
        </translation>
    </message>
    <message>
        <source>Post count</source>
        <translation>Bukukan hitungan</translation>
    </message>
    <message>
        <source>count again</source>
        <translation>hitung lagi</translation>
    </message>
</context>
<context>
    <name>ExplainCard</name>
    <message>
        <source>Behind the figure</source>
        <translation>Di balik angka</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Back to the chart</source>
        <translation>Kembali ke grafik</translation>
    </message>
    <message>
        <source>Last movements</source>
        <translation>Gerakan terakhir</translation>
    </message>
    <message>
        <source>Reserved by</source>
        <translation>Dipesan oleh</translation>
    </message>
    <message>
        <source>How ATP comes about</source>
        <translation>Asal ATP</translation>
    </message>
    <message>
        <source>On the way from other places</source>
        <translation>Di jalan dari tempat lain</translation>
    </message>
    <message>
        <source>On the way from suppliers</source>
        <translation>Di jalan dari pemasok</translation>
    </message>
    <message>
        <source>The orders behind it are not on this computer.</source>
        <translation>Pesanannya tidak ada di komputer ini.</translation>
    </message>
    <message>
        <source>No order reserves it here.</source>
        <translation>Tidak ada pesanan untuknya di sini.</translation>
    </message>
    <message>
        <source>Nothing is on the way.</source>
        <translation>Tidak ada yang di jalan.</translation>
    </message>
    <message>
        <source>Nothing moved yet that this computer knows.</source>
        <translation>Belum ada gerakan yang diketahui komputer ini.</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) more for orders that other places keep.</source>
        <translation>
            <numerusform>%n unit lagi untuk pesanan di tempat lain.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is away: only what is not sent yet.</source>
        <translation>Server tidak terjangkau: hanya yang belum terkirim.</translation>
    </message>
    <message>
        <source>goods missing</source>
        <translation>barang kurang</translation>
    </message>
    <message>
        <source>late</source>
        <translation>terlambat</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>disiapkan</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>belum pasti</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>on the shelf or picked, not collected</source>
        <translation>di rak atau disiapkan, belum diambil</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Dipesan</translation>
    </message>
    <message>
        <source>claimed by orders</source>
        <translation>untuk pesanan</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Aman</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>dilindungi</translation>
    </message>
    <message>
        <source>Lent to devices</source>
        <translation>Dipinjam perangkat</translation>
    </message>
    <message>
        <source>for sales without the server</source>
        <translation>untuk penjualan tanpa server</translation>
    </message>
    <message>
        <source>ATP</source>
        <translation>ATP</translation>
    </message>
    <message>
        <source>can be promised</source>
        <translation>bisa dijanjikan</translation>
    </message>
</context>
<context>
    <name>FoundItems</name>
    <message>
        <source>Which item?</source>
        <translation>Barang yang mana?</translation>
    </message>
    <message>
        <source>Items found</source>
        <translation>Barang ditemukan</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>GTIN</source>
        <translation>GTIN</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Harga</translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message>
        <source>Ledger</source>
        <translation>Buku stok</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>terbaru dulu</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>Nothing moved yet that this computer knows.</source>
        <translation>Belum ada gerakan yang diketahui komputer ini.</translation>
    </message>
    <message>
        <source>only what is not sent yet</source>
        <translation>hanya yang belum terkirim</translation>
    </message>
</context>
<context>
    <name>PlacesTable</name>
    <message>
        <source>Places</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Dipesan</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Aman</translation>
    </message>
    <message>
        <source>ATP</source>
        <translation>ATP</translation>
    </message>
    <message>
        <source>Transit</source>
        <translation>Di jalan</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Cukup</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Umur</translation>
    </message>
    <message>
        <source>here</source>
        <translation>di sini</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>tak tahu</translation>
    </message>
</context>
<context>
    <name>SkuHeader</name>
    <message>
        <source>ATP</source>
        <translation>ATP</translation>
    </message>
    <message>
        <source>on hand</source>
        <translation>stok</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>dipesan</translation>
    </message>
    <message>
        <source>safety</source>
        <translation>stok aman</translation>
    </message>
    <message>
        <source>lent to devices</source>
        <translation>dipinjam perangkat</translation>
    </message>
    <message>
        <source>in transit</source>
        <translation>di jalan</translation>
    </message>
    <message>
        <source>inbound</source>
        <translation>akan masuk</translation>
    </message>
    <message>
        <source>sold a day</source>
        <translation>terjual/hari</translation>
    </message>
    <message>
        <source>cover</source>
        <translation>cukup</translation>
    </message>
    <message>
        <source>{name}: {atp} can be promised, {on_hand} on hand, {reserved} reserved</source>
        <translation>{name}: {atp} bisa dijanjikan, {on_hand} stok, {reserved} dipesan</translation>
    </message>
</context>
<context>
    <name>SkuView</name>
    <message>
        <source>Places</source>
        <translation>Tempat</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s); of others only what can be promised</source>
        <translation>
            <numerusform>%n tempat; tempat lain hanya yang bisa dijanjikan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s), sorted by need</source>
        <translation>
            <numerusform>%n tempat, menurut kebutuhan</numerusform>
        </translation>
    </message>
    <message>
        <source>Age unknown</source>
        <translation>Umur tidak diketahui</translation>
    </message>
    <message>
        <source>Other places: {age} old</source>
        <translation>Tempat lain: umur {age}</translation>
    </message>
</context>
<context>
    <name>StockPage</name>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Scan item — or type a code or name</source>
        <translation>Pindai barang — atau ketik kode atau nama</translation>
    </message>
    <message>
        <source>Scan an item, or type its code or name.</source>
        <translation>Pindai barang, atau ketik kode atau namanya.</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>One SKU, all places</source>
        <translation>Satu SKU, semua tempat</translation>
    </message>
    <message>
        <source>Count a shelf</source>
        <translation>Hitung rak</translation>
    </message>
    <message>
        <source>A manager can grant it.</source>
        <translation>Manajer bisa memberi izin.</translation>
    </message>
    <message>
        <source>Scan what is on the shelf — =12 sets the number</source>
        <translation>Pindai isi rak — =12 mengisi jumlah</translation>
    </message>
    <message>
        <source>How many — + and − change it</source>
        <translation>Berapa — + dan − mengubahnya</translation>
    </message>
    <message>
        <source>No item is called “{typed}”.</source>
        <translation>Tidak ada barang bernama “{typed}”.</translation>
    </message>
    <message>
        <source>Only that place and the office know what is behind it.</source>
        <translation>Rinciannya hanya ada di tempat itu dan di kantor.</translation>
    </message>
    <message>
        <source>The stock of this item could not be read.</source>
        <translation>Stok barang ini tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>A manager corrects stock.</source>
        <translation>Manajer yang mengoreksi stok.</translation>
    </message>
    <message>
        <source>A correction is from 1 to {most}.</source>
        <translation>Koreksi dari 1 sampai {most}.</translation>
    </message>
    <message>
        <source>Booked as {number}.</source>
        <translation>Dicatat sebagai {number}.</translation>
    </message>
    <message>
        <source>The correction was undone.</source>
        <translation>Koreksi dibatalkan.</translation>
    </message>
    <message>
        <source>A manager asks for transfers.</source>
        <translation>Transfer diminta oleh manajer.</translation>
    </message>
    <message>
        <source>Asked for as {number}.</source>
        <translation>Diminta sebagai {number}.</translation>
    </message>
    <message>
        <source>The transfer was cancelled.</source>
        <translation>Transfer dibatalkan.</translation>
    </message>
    <message>
        <source>Discard what was counted? It cannot be brought back.</source>
        <translation>Buang hitungan ini? Tidak bisa dikembalikan.</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Choose a reason first.</source>
        <translation>Pilih alasan dulu.</translation>
    </message>
    <message>
        <source>Scan an item first.</source>
        <translation>Pindai barang dulu.</translation>
    </message>
    <message>
        <source>Corrections wait for the server.</source>
        <translation>Koreksi menunggu server.</translation>
    </message>
    <message>
        <source>Transfers are asked for when the server is there.</source>
        <translation>Transfer diminta saat server tersambung.</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>All places</source>
        <translation>Semua tempat</translation>
    </message>
</context>
<context>
    <name>TransferCard</name>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari</translation>
    </message>
    <message>
        <source>Without a transfer</source>
        <translation>Tanpa transfer</translation>
    </message>
    <message>
        <source>{n} to spare</source>
        <translation>{n} bisa diberi</translation>
    </message>
    <message>
        <source>Ask for {n}</source>
        <translation>Minta {n}</translation>
    </message>
    <message>
        <source>No other place has any to spare.</source>
        <translation>Tidak ada tempat lain yang punya sisa.</translation>
    </message>
    <message>
        <source>{giver} → {taker}: {have} can be promised there, {here} here</source>
        <translation>{giver} → {taker}: {have} bisa dijanjikan di sana, {here} di sini</translation>
    </message>
</context>
<context>
    <name>stock</name>
    <message>
        <source>{n} not found</source>
        <translation>{n} tidak ditemukan</translation>
    </message>
    <message>
        <source>{n} more found</source>
        <translation>{n} lebih</translation>
    </message>
    <message>
        <source>{source} to {place}</source>
        <translation>{source} ke {place}</translation>
    </message>
    <message>
        <source>Opening stock</source>
        <translation>Stok awal</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>Transfer sent</source>
        <translation>Transfer dikirim</translation>
    </message>
    <message>
        <source>Transfer received</source>
        <translation>Transfer diterima</translation>
    </message>
    <message>
        <source>Short in a transfer</source>
        <translation>Kurang dalam transfer</translation>
    </message>
    <message>
        <source>Sent to a store for its customer</source>
        <translation>Dikirim ke toko untuk pelanggan</translation>
    </message>
    <message>
        <source>Received for its customer</source>
        <translation>Diterima untuk pelanggan</translation>
    </message>
    <message>
        <source>Not sent after all</source>
        <translation>Batal dikirim</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>Disiapkan</translation>
    </message>
    <message>
        <source>Pick undone</source>
        <translation>Batal ambil</translation>
    </message>
    <message>
        <source>Put back on the shelf</source>
        <translation>Kembali ke rak</translation>
    </message>
    <message>
        <source>Cancelled, back on the shelf</source>
        <translation>Batal, kembali ke rak</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Diambil</translation>
    </message>
    <message>
        <source>Hand-over undone</source>
        <translation>Batal serah</translation>
    </message>
    <message>
        <source>Short pick undone</source>
        <translation>Batal catat kurang</translation>
    </message>
    <message>
        <source>Sold at the counter</source>
        <translation>Terjual di kasir</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Terjual</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Dikirim</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Diretur</translation>
    </message>
    <message>
        <source>Found when it was taken</source>
        <translation>Ditemukan saat diambil</translation>
    </message>
    <message>
        <source>Adjusted</source>
        <translation>Dikoreksi</translation>
    </message>
    <message>
        <source>Correction undone</source>
        <translation>Koreksi dibatalkan</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Hitung</translation>
    </message>
    <message>
        <source>Short pick: not found</source>
        <translation>Kurang: tidak ditemukan</translation>
    </message>
    <message>
        <source>Short pick: fewer than told</source>
        <translation>Kurang: tidak sesuai</translation>
    </message>
    <message>
        <source>Short pick: damaged</source>
        <translation>Kurang: rusak</translation>
    </message>
    <message>
        <source>Short pick: display piece</source>
        <translation>Kurang: barang pajangan</translation>
    </message>
    <message>
        <source>shelf</source>
        <translation>rak</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>disiapkan</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>rusak</translation>
    </message>
    <message>
        <source>quality control</source>
        <translation>kontrol mutu</translation>
    </message>
    <message>
        <source>on the way</source>
        <translation>di jalan</translation>
    </message>
    <message>
        <source>supplier</source>
        <translation>pemasok</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>pelanggan</translation>
    </message>
    <message>
        <source>scrap</source>
        <translation>dimusnahkan</translation>
    </message>
    <message>
        <source>adjustment</source>
        <translation>koreksi</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} hr</translation>
    </message>
    <message>
        <source>Only {have} are on the shelf by the books. Count it instead.</source>
        <translation>Menurut buku hanya ada {have} di rak. Hitung saja.</translation>
    </message>
    <message>
        <source>Only {have} can be spared there. Ask for fewer.</source>
        <translation>Hanya {have} yang bisa diberi dari sana. Minta lebih sedikit.</translation>
    </message>
    <message>
        <source>What differs much must be counted a second time first.</source>
        <translation>Yang selisihnya besar harus dihitung dua kali dulu.</translation>
    </message>
    <message>
        <source>This is another place&apos;s stock. Its own manager corrects it.</source>
        <translation>Ini stok tempat lain. Manajernya yang mengoreksi.</translation>
    </message>
    <message>
        <source>This reason does not fit. Choose another.</source>
        <translation>Alasan ini tidak cocok. Pilih yang lain.</translation>
    </message>
    <message>
        <source>The note is too long. Shorten it.</source>
        <translation>Catatan terlalu panjang. Persingkat.</translation>
    </message>
    <message>
        <source>Only who made this correction can undo it.</source>
        <translation>Hanya pembuat koreksi ini yang bisa membatalkannya.</translation>
    </message>
    <message>
        <source>This was undone already.</source>
        <translation>Ini sudah dibatalkan.</translation>
    </message>
    <message>
        <source>Orders lost their goods by it. See the tasks.</source>
        <translation>Ada pesanan yang kehilangan barang. Lihat tugas.</translation>
    </message>
    <message>
        <source>This count is not known here.</source>
        <translation>Hitungan ini tidak dikenal di sini.</translation>
    </message>
    <message>
        <source>This count was begun already.</source>
        <translation>Hitungan ini sudah dimulai.</translation>
    </message>
    <message>
        <source>This delivery is not known here.</source>
        <translation>Kiriman ini tidak dikenal di sini.</translation>
    </message>
    <message>
        <source>This transfer is not known here.</source>
        <translation>Transfer ini tidak dikenal di sini.</translation>
    </message>
    <message>
        <source>This transfer was asked for already.</source>
        <translation>Transfer ini sudah diminta.</translation>
    </message>
    <message>
        <source>This transfer was sent already. Nothing more was booked.</source>
        <translation>Transfer ini sudah dikirim. Tidak ada yang dibukukan lagi.</translation>
    </message>
    <message>
        <source>This transfer was received already. Nothing more was booked.</source>
        <translation>Transfer ini sudah diterima. Tidak ada yang dibukukan lagi.</translation>
    </message>
    <message>
        <source>Choose two different places.</source>
        <translation>Pilih dua tempat yang berbeda.</translation>
    </message>
    <message>
        <source>This place is not known here.</source>
        <translation>Tempat ini tidak dikenal di sini.</translation>
    </message>
    <message>
        <source>Say what is to be sent.</source>
        <translation>Sebutkan apa yang dikirim.</translation>
    </message>
    <message>
        <source>Nothing is scanned yet. If nothing can be sent, cancel it.</source>
        <translation>Belum ada yang dipindai. Bila tidak ada yang bisa dikirim, batalkan.</translation>
    </message>
    <message>
        <source>Less than was asked for: say why first.</source>
        <translation>Kurang dari yang diminta: sebutkan alasannya dulu.</translation>
    </message>
    <message>
        <source>This receipt was booked already.</source>
        <translation>Penerimaan ini sudah dibukukan.</translation>
    </message>
    <message>
        <source>Nothing is counted yet. Scan an item.</source>
        <translation>Belum ada hitungan. Pindai barang.</translation>
    </message>
    <message>
        <source>Say on which day the goods come.</source>
        <translation>Sebutkan hari barang datang.</translation>
    </message>
    <message>
        <source>This day is over. Choose a later one.</source>
        <translation>Hari itu sudah lewat. Pilih yang lebih akhir.</translation>
    </message>
    <message>
        <source>An item is in this count twice.</source>
        <translation>Ada barang dua kali di hitungan ini.</translation>
    </message>
    <message>
        <source>This count is too long. Finish it and begin another.</source>
        <translation>Hitungan terlalu panjang. Selesaikan dan mulai lagi.</translation>
    </message>
</context>
</TS>
