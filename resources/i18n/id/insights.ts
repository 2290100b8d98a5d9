<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>Action</name>
    <message>
        <source>Store or region</source>
        <translation>Toko atau wilayah</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>Drill down</source>
        <translation>Lihat rincian</translation>
    </message>
    <message>
        <source>Up a level</source>
        <translation>Naik</translation>
    </message>
    <message>
        <source>Benefit</source>
        <translation>Manfaat</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Jadi tabel</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ekspor</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
</context>
<context>
    <name>benefit</name>
    <message>
        <source>Assumptions, a year</source>
        <translation>Asumsi, setahun</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Bagian</translation>
    </message>
    <message>
        <source>Assumptions</source>
        <translation>Asumsi</translation>
    </message>
    <message>
        <source>Back to the standard</source>
        <translation>Kembali ke standar</translation>
    </message>
    <message>
        <source>Counted, so it is not assumed any more.</source>
        <translation>Sudah dihitung, jadi tidak diandaikan lagi.</translation>
    </message>
    <message>
        <source>Low may not be above usual, nor usual above high.</source>
        <translation>Rendah tidak boleh di atas biasa, biasa tidak boleh di atas tinggi.</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Rendah</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Biasa</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Tinggi</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Angka</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Cakupan</translation>
    </message>
    <message>
        <source>Net a year</source>
        <translation>Bersih setahun</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>Months until it pays back</source>
        <translation>Bulan sampai balik modal</translation>
    </message>
    <message>
        <source>What it hangs on</source>
        <translation>Paling menentukan</translation>
    </message>
    <message>
        <source>What half of the futures bring, and nine in ten</source>
        <translation>Hasil tengah, dan rentang P10 sampai P90</translation>
    </message>
    <message>
        <source>{usual} ({low} to {high})</source>
        <translation>{usual} ({low} s.d. {high})</translation>
    </message>
    <message>
        <source>When it is</source>
        <translation>Bila nilainya</translation>
    </message>
    <message>
        <source>Nothing is uncertain.</source>
        <translation>Semua sudah pasti.</translation>
    </message>
    <message>
        <source>Most of all: {name}</source>
        <translation>Terutama: {name}</translation>
    </message>
    <message>
        <source>The benefit could not be reckoned.</source>
        <translation>Manfaat tidak dapat dihitung.</translation>
    </message>
    <message>
        <source>Your figures are kept.</source>
        <translation>Angka Anda tetap tersimpan.</translation>
    </message>
    <message>
        <source>Pays back in</source>
        <translation>Balik modal</translation>
    </message>
    <message>
        <source>One future in ten is below the first figure and one in ten above the second: 10.000 draws between low and high.</source>
        <translation>Satu dari sepuluh kemungkinan di bawah angka pertama, satu dari sepuluh di atas angka kedua: 10.000 undian antara rendah dan tinggi.</translation>
    </message>
    <message>
        <source>Margin and returns are counted when the server is there.</source>
        <translation>Margin dan retur dihitung bila server tersambung.</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} s.d. {high}</translation>
    </message>
    <message>
        <source>may never pay back</source>
        <translation>bisa tak balik modal</translation>
    </message>
    <message>
        <source>month(s)</source>
        <translation>bulan</translation>
    </message>
    <message>
        <source>Pickup</source>
        <translation>Ambil di toko</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Ship from store</source>
        <translation>Kirim dari toko</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Biaya</translation>
    </message>
    <message>
        <source>Orders × picked up × [new orders × order value × margin + (1 − new orders) × (shipping saved − pick and stage) + also buy × their basket × margin − not collected × (put back + order value × loses value)]</source>
        <translation>Pesanan × diambil × [pesanan baru × nilai pesanan × marjin + (1 − pesanan baru) × (ongkir hemat − ambil dan siapkan) + ikut beli × belanjanya × marjin − tak diambil × (kembali ke rak + nilai pesanan × susut nilai)]</translation>
    </message>
    <message>
        <source>Returns × in a store × [label + center handling − store handling + goods value × (resold at store − resold at center) + exchanged × order value × margin + also buy × basket × margin]</source>
        <translation>Retur × di toko × [label + kerja gudang − kerja toko + nilai barang × (laku di toko − laku di gudang) + tukar × nilai pesanan × marjin + ikut beli × belanjanya × marjin]</translation>
    </message>
    <message>
        <source>Out of stock × found × still buy × order value × margin − sent orders × (cost store − cost center) + old stock × (price now − marked down) − taken from shelf × sold anyway × unit margin + shorter ways</source>
        <translation>Stok habis × ada di toko × jadi beli × nilai pesanan × marjin − pesanan dikirim × (biaya toko − biaya gudang) + stok lama × (harga kini − harga obral) − dari rak × laku juga × marjin satuan + jarak hemat</translation>
    </message>
    <message>
        <source>Net = pickup + returns + ship from store − running cost. An order that both pickup and ship from store saved counts once.</source>
        <translation>Bersih = ambil di toko + retur + kirim dari toko − biaya rutin. Pesanan yang tertolong dua cara dihitung sekali.</translation>
    </message>
    <message>
        <source>Online orders</source>
        <translation>Pesanan online</translation>
    </message>
    <message>
        <source>Picked up</source>
        <translation>Diambil di toko</translation>
    </message>
    <message>
        <source>New orders</source>
        <translation>Pesanan baru</translation>
    </message>
    <message>
        <source>Order value</source>
        <translation>Nilai pesanan</translation>
    </message>
    <message>
        <source>Gross margin</source>
        <translation>Marjin kotor</translation>
    </message>
    <message>
        <source>Shipping saved</source>
        <translation>Ongkir hemat</translation>
    </message>
    <message>
        <source>Pick and stage</source>
        <translation>Ambil, siapkan</translation>
    </message>
    <message>
        <source>Also buy</source>
        <translation>Ikut beli</translation>
    </message>
    <message>
        <source>Their basket</source>
        <translation>Belanjanya</translation>
    </message>
    <message>
        <source>Not collected</source>
        <translation>Tak diambil</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Kembali ke rak</translation>
    </message>
    <message>
        <source>Loses value</source>
        <translation>Susut nilai</translation>
    </message>
    <message>
        <source>Units returned</source>
        <translation>Unit retur</translation>
    </message>
    <message>
        <source>In a store</source>
        <translation>Di toko</translation>
    </message>
    <message>
        <source>Return label</source>
        <translation>Label retur</translation>
    </message>
    <message>
        <source>Center handling</source>
        <translation>Kerja gudang</translation>
    </message>
    <message>
        <source>Store handling</source>
        <translation>Kerja toko</translation>
    </message>
    <message>
        <source>Goods value</source>
        <translation>Nilai barang</translation>
    </message>
    <message>
        <source>Resold at store</source>
        <translation>Laku di toko</translation>
    </message>
    <message>
        <source>Resold at center</source>
        <translation>Laku di gudang</translation>
    </message>
    <message>
        <source>Exchanged</source>
        <translation>Ditukar</translation>
    </message>
    <message>
        <source>Returners buy</source>
        <translation>Peretur beli</translation>
    </message>
    <message>
        <source>Out of stock</source>
        <translation>Stok habis</translation>
    </message>
    <message>
        <source>Found in a store</source>
        <translation>Ada di toko</translation>
    </message>
    <message>
        <source>Still buy</source>
        <translation>Jadi beli</translation>
    </message>
    <message>
        <source>Sent orders</source>
        <translation>Pesanan dikirim</translation>
    </message>
    <message>
        <source>Cost from store</source>
        <translation>Biaya dari toko</translation>
    </message>
    <message>
        <source>Cost from center</source>
        <translation>Biaya dari gudang</translation>
    </message>
    <message>
        <source>Old stock sold</source>
        <translation>Stok lama laku</translation>
    </message>
    <message>
        <source>Price now</source>
        <translation>Harga kini</translation>
    </message>
    <message>
        <source>Marked down</source>
        <translation>Harga obral</translation>
    </message>
    <message>
        <source>Taken from shelf</source>
        <translation>Dari rak toko</translation>
    </message>
    <message>
        <source>Sold anyway</source>
        <translation>Laku juga</translation>
    </message>
    <message>
        <source>Unit margin</source>
        <translation>Marjin satuan</translation>
    </message>
    <message>
        <source>Shorter ways</source>
        <translation>Jarak hemat</translation>
    </message>
    <message>
        <source>Counted twice</source>
        <translation>Terhitung ganda</translation>
    </message>
    <message>
        <source>Running cost</source>
        <translation>Biaya rutin</translation>
    </message>
    <message>
        <source>Cost once</source>
        <translation>Biaya awal</translation>
    </message>
    <message>
        <source>Counted, %n day(s)</source>
        <translation>Terhitung, %n hari</translation>
    </message>
    <message>
        <source>Your figure</source>
        <translation>Angka Anda</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>Asumsi</translation>
    </message>
    <message>
        <source>Last {days} days, {n} parcels on this desk: {collected} collected, {stores} from stores, {centers} from centers.</source>
        <translation>{days} hari terakhir, {n} paket di meja ini: {collected} diambil, {stores} dari toko, {centers} dari gudang.</translation>
    </message>
    <message>
        <source>Promise kept: {share} of {n}.</source>
        <translation>Janji ditepati: {share} dari {n}.</translation>
    </message>
    <message>
        <source>Write 12 or 12,5 for a share in per cent.</source>
        <translation>Tulis 12 atau 12,5 untuk persen.</translation>
    </message>
</context>
<context>
    <name>insights</name>
    <message>
        <source>Adding up …</source>
        <translation>Menghitung …</translation>
    </message>
    <message>
        <source>Needs 7 days of sales to know the demand.</source>
        <translation>Perlu penjualan 7 hari untuk tahu permintaan.</translation>
    </message>
    <message>
        <source>Nothing yet in this time.</source>
        <translation>Belum ada di waktu ini.</translation>
    </message>
    <message>
        <source>Your role does not show sales.</source>
        <translation>Peran Anda tidak melihat penjualan.</translation>
    </message>
    <message>
        <source>No stock in these places.</source>
        <translation>Tidak ada stok di tempat ini.</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>{n} terbuka</translation>
    </message>
    <message>
        <source>No open orders.</source>
        <translation>Tidak ada pesanan terbuka.</translation>
    </message>
    <message>
        <source>target {n}%</source>
        <translation>target {n}%</translation>
    </message>
    <message>
        <source>Told by store, not by person.</source>
        <translation>Dihitung per toko, bukan per orang.</translation>
    </message>
    <message>
        <source>target {n} min</source>
        <translation>target {n} mnt</translation>
    </message>
    <message>
        <source>{n} of {all} here</source>
        <translation>{n} dari {all} di sini</translation>
    </message>
    <message>
        <source>The orders of other stores lie on their desks.</source>
        <translation>Pesanan toko lain ada di komputer toko itu.</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>Terpenuhi</translation>
    </message>
    <message>
        <source>Pickup in SLA</source>
        <translation>Ambil tepat waktu</translation>
    </message>
    <message>
        <source>Orders over 24 h</source>
        <translation>Pesanan &gt; 24 jam</translation>
    </message>
    <message>
        <source>Stock-out risk</source>
        <translation>Risiko habis</translation>
    </message>
    <message>
        <source>Return rate</source>
        <translation>Tingkat retur</translation>
    </message>
    <message>
        <source>Sourcing saved</source>
        <translation>Hemat pengiriman</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Penjualan</translation>
    </message>
    <message>
        <source>Stock health by category</source>
        <translation>Kondisi stok</translation>
    </message>
    <message>
        <source>Open orders by age</source>
        <translation>Umur pesanan</translation>
    </message>
    <message>
        <source>Fill rate by store</source>
        <translation>Terpenuhi per toko</translation>
    </message>
    <message>
        <source>Pickup minutes</source>
        <translation>Menit siap</translation>
    </message>
    <message>
        <source>Returns by reason</source>
        <translation>Alasan retur</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Tidak ditemukan</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Terlambat</translation>
    </message>
    <message>
        <source>Against five fixed rules</source>
        <translation>Dibanding lima aturan tetap</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Terbuka</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>No rows of this on this desk.</source>
        <translation>Tidak ada isinya di komputer ini.</translation>
    </message>
    <message>
        <source>Orders on this desk; other stores have their own.</source>
        <translation>Pesanan di komputer ini; toko lain punya sendiri.</translation>
    </message>
    <message>
        <source>The list could not be read.</source>
        <translation>Daftar tidak bisa dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Biaya</translation>
    </message>
    <message>
        <source>By fixed rules</source>
        <translation>Dengan aturan tetap</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Hemat</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Saluran</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Toko</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produk</translation>
    </message>
    <message>
        <source>ATP</source>
        <translation>ATP</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Aman</translation>
    </message>
    <message>
        <source>Sold in 28 d</source>
        <translation>Terjual 28 hr</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Bagian</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Butir</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Angka</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Nilai</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Cakupan</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Tampilan</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Angka</translation>
    </message>
    <message>
        <source>Benefit</source>
        <translation>Manfaat</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Dibanding</translation>
    </message>
    <message>
        <source>Updated {time}</source>
        <translation>Diperbarui {time}</translation>
    </message>
    <message>
        <source>No figures yet: the first order makes them.</source>
        <translation>Belum ada angka: pesanan pertama membuatnya.</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Wawasan</translation>
    </message>
    <message>
        <source>%n place(s) without stock figures here</source>
        <translation>stok %n tempat tidak ada di komputer ini</translation>
    </message>
    <message>
        <source>A manager or the administrator grants it.</source>
        <translation>Manajer atau admin yang memberi izin.</translation>
    </message>
    <message>
        <source>The figures could not be read.</source>
        <translation>Angka tidak bisa dibaca.</translation>
    </message>
    <message>
        <source>Orders and stock are as they were.</source>
        <translation>Pesanan dan stok tetap seperti semula.</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Tersimpan: {file}</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Buka folder</translation>
    </message>
    <message>
        <source>Not saved in {folder}: {why}</source>
        <translation>Tidak tersimpan di {folder}: {why}</translation>
    </message>
    <message>
        <source>run out before the next delivery</source>
        <translation>habis sebelum kiriman berikut</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>Semua {n}</translation>
    </message>
    <message>
        <source>Nothing runs out before more comes.</source>
        <translation>Tidak ada yang habis sebelum kiriman datang.</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Cukup</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Langkah</translation>
    </message>
    <message>
        <source>Asked in vain</source>
        <translation>Dicari, kosong</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} hr</translation>
    </message>
    <message>
        <source>{place}, {time}</source>
        <translation>{place}, {time}</translation>
    </message>
    <message>
        <source>{amount} sold</source>
        <translation>{amount} terjual</translation>
    </message>
    <message>
        <source>{time} now  {amount}</source>
        <translation>{time} kini  {amount}</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Umur</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Pesanan terbuka</translation>
    </message>
    <message>
        <source>{n} over 24 h</source>
        <translation>{n} lebih dari 24 jam</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategori</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Kondisi</translation>
    </message>
    <message>
        <source>Share in %</source>
        <translation>Bagian dalam %</translation>
    </message>
    <message>
        <source>{n} of {all} out of stock</source>
        <translation>{n} dari {all} habis</translation>
    </message>
    <message>
        <source>Fill rate in %</source>
        <translation>Terpenuhi dalam %</translation>
    </message>
    <message>
        <source>%n store(s) below target</source>
        <translation>%n toko di bawah target</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} mnt</translation>
    </message>
    <message>
        <source>%n late</source>
        <translation>%n terlambat</translation>
    </message>
    <message>
        <source>Ready in</source>
        <translation>Siap dalam</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Came back as</source>
        <translation>Kembali sebagai</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>target {n}</source>
        <translation>target {n}</translation>
    </message>
    <message>
        <source>30-day avg {n}</source>
        <translation>rerata 30 hr {n}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>belum ada</translation>
    </message>
    <message>
        <source>{n} pt</source>
        <translation>{n} poin</translation>
    </message>
    <message>
        <source>limit {n} · {all} open</source>
        <translation>batas {n} · {all} terbuka</translation>
    </message>
    <message>
        <source>of {n}</source>
        <translation>dari {n}</translation>
    </message>
    <message>
        <source>SKUs</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>not for your role</source>
        <translation>bukan untuk peran Anda</translation>
    </message>
    <message>
        <source>%n order(s), vs fixed rules</source>
        <translation>%n pesanan, vs aturan tetap</translation>
    </message>
    <message>
        <source>My orders</source>
        <translation>Pesanan saya</translation>
    </message>
    <message>
        <source>All stores</source>
        <translation>Semua toko</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 hari</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 hari</translation>
    </message>
    <message>
        <source>Previous period</source>
        <translation>Sebelumnya</translation>
    </message>
    <message>
        <source>Same weekday</source>
        <translation>Hari sama</translation>
    </message>
    <message>
        <source>&lt;1 h</source>
        <translation>&lt;1 j</translation>
    </message>
    <message>
        <source>1–4 h</source>
        <translation>1–4 j</translation>
    </message>
    <message>
        <source>4–8 h</source>
        <translation>4–8 j</translation>
    </message>
    <message>
        <source>8–24 h</source>
        <translation>8–24 j</translation>
    </message>
    <message>
        <source>&gt;24 h</source>
        <translation>&gt;24 j</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Sehat</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Tipis</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Habis</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Lebih</translation>
    </message>
    <message>
        <source>Too small</source>
        <translation>Terlalu kecil</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Terlalu besar</translation>
    </message>
    <message>
        <source>Not as pictured</source>
        <translation>Beda dari foto</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Rusak</translation>
    </message>
    <message>
        <source>Faulty</source>
        <translation>Cacat</translation>
    </message>
    <message>
        <source>Wrong item</source>
        <translation>Salah barang</translation>
    </message>
    <message>
        <source>Came late</source>
        <translation>Datang terlambat</translation>
    </message>
    <message>
        <source>Changed mind</source>
        <translation>Berubah pikiran</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Impor</translation>
    </message>
    <message>
        <source>Transfer {n}</source>
        <translation>Transfer {n}</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Pantau</translation>
    </message>
    <message>
        <source>Reorder</source>
        <translation>Pesan lagi</translation>
    </message>
    <message>
        <source>needs %n day(s)</source>
        <translation>perlu %n hari</translation>
    </message>
</context>
</TS>
