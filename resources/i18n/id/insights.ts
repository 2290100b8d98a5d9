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
